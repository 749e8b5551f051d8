#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "imap_guard.h"
#include <string.h>

enum { ROUNDS = 3000, BUDGET = 300 };

static void the_framing_is_followed(void **state)
{
	static const struct {
		const char *bytes, *says, *why;
	} cases[] = {
		{ "* OK hello\r\n1 OK x\r\n", NULL, "lines" },
		{ "* 1 FETCH (BODY[] {5}\r\n((((()\r\n", NULL,
			"parentheses in a literal do not nest" },
		{ "a {5}\r\nab{99\r\n{200}\r\n", NULL,
			"a brace in a literal opens none; budget is left" },
		{ "a {999}\r\n", "literal", "more than is left" },
		{ "a {999+}\r\n", "literal", "a literal that does not wait" },
		{ "a {999} b\r\n", NULL, "no literal: text follows" },
		{ "a {99x9}\r\n", NULL, "no literal: no number" },
		{ "a {18446744073709551617}\r\n", "literal",
			"a number that would wrap around" },
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct imap_guard guard;
		const char *refused;

		print_message("%s\n", cases[i].why);
		imap_guard_init(&guard);
		guard.budget = BUDGET;
		refused = imap_guard_feed(
			&guard, cases[i].bytes, strlen(cases[i].bytes));
		imap_guard_clear(&guard);
		if (!cases[i].says)
			assert_null(refused);
		else
			assert_non_null(
				strstr(refused ? refused : "", cases[i].says));
	}
}

static void the_budget_bounds_all_bytes(void **state)
{
	struct imap_guard guard;

	(void)state;
	imap_guard_init(&guard);
	guard.budget = 10;
	assert_null(imap_guard_feed(&guard, "12345\r\n", 7));
	assert_null(imap_guard_feed(&guard, "123", 3));
	assert_non_null(imap_guard_feed(&guard, "1", 1));
	imap_guard_clear(&guard);
}

static void mails_are_counted_as_they_come_and_go(void **state)
{
	static const char text[] =
		"* 3 EXISTS\r\n* 1 EXPUNGE\r\n"
		"* 2 exists\r\n* 5 EXISTS\r\n"
		"* OK * 9 EXISTS\r\n1 OK 99 EXISTS\r\n"
		"* 1 FETCH (BODY[] {14}\r\n* 99 EXISTS\r\n)\r\n";
	struct imap_guard guard;

	(void)state;
	imap_guard_init(&guard);
	guard.budget = 1000;
	assert_null(imap_guard_feed(&guard, text, strlen(text)));
	assert_int_equal(guard.exists, 5);
	assert_int_equal(guard.arrived, 6);
	imap_guard_clear(&guard);
}

/* Of pieces that matter to it, in any order. */
static GString *make_text(GRand *random)
{
	static const char *const pieces[] = { "{", "}", "+", "3", "0", "99",
		"\r", "\n", "\r\n", "(", ")", "* ", "1 EXISTS", " EXPUNGE",
		"{2}\r\n", "x", "\"" };
	GString *text = g_string_new(NULL);
	int count = g_rand_int_range(random, 0, 40);

	for (int i = 0; i < count; i++)
		g_string_append(text, pieces[g_rand_int_range(random, 0,
					      (gint32)G_N_ELEMENTS(pieces))]);
	return text;
}

static void it_makes_no_difference_how_bytes_arrive(void **state)
{
	guint32 seed = g_random_int();
	GRand *random = g_rand_new_with_seed(seed);

	(void)state;
	print_message("seed %u\n", seed);
	for (int i = 0; i < ROUNDS; i++) {
		g_autoptr(GString) text = make_text(random);
		struct imap_guard whole, split;
		const char *one, *other = NULL;

		imap_guard_init(&whole);
		imap_guard_init(&split);
		whole.budget = split.budget = BUDGET;
		one = imap_guard_feed(&whole, text->str, text->len);
		for (gsize at = 0; at < text->len && !other; at++)
			other = imap_guard_feed(&split, text->str + at, 1);
		assert_ptr_equal(one, other);
		if (!one) {
			assert_int_equal(whole.exists, split.exists);
			assert_int_equal(whole.arrived, split.arrived);
			assert_int_equal(whole.literal, split.literal);
		}
		imap_guard_clear(&whole);
		imap_guard_clear(&split);
	}
	g_rand_free(random);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_framing_is_followed),
		cmocka_unit_test(the_budget_bounds_all_bytes),
		cmocka_unit_test(mails_are_counted_as_they_come_and_go),
		cmocka_unit_test(it_makes_no_difference_how_bytes_arrive),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
