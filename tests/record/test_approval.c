#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "approval.h"
#include "fault.h"

#define TIME "2026-11-23T09:15:02Z"

static void approval_is_read_as_it_is_written(void **state)
{
	static const struct {
		const char *why, *text, *rule, *amount, *what;
		enum approval_state state;
		guint approvers;
	} cases[] = {
		{ "asked", "purchase 8900 SEK asked 5 chef@example.com " TIME,
			"purchase", "8900 SEK", "purchase 8900 SEK",
			APPROVAL_ASKED, 1 },
		{ "several are asked",
			"purchase 8900 SEK asked 5 a@b.se,c@d.se " TIME,
			"purchase", "8900 SEK", "purchase 8900 SEK",
			APPROVAL_ASKED, 2 },
		{ "with hundredths", "x 0.05 EUR denied 12 a@b.se " TIME, "x",
			"0.05 EUR", "x 0.05 EUR", APPROVAL_DENIED, 1 },
		{ "no amount", "a leave of absence approved 0 a@b.se " TIME,
			"a leave of absence", "", "a leave of absence",
			APPROVAL_APPROVED, 1 },
		{ "a name like a state", "asked 5 SEK withdrawn 7 a@b.se " TIME,
			"asked", "5 SEK", "asked 5 SEK", APPROVAL_WITHDRAWN,
			1 },
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		AUTO(approval) approval = approval_parse(cases[i].text, NULL);
		g_autofree char *again = NULL, *amount = NULL, *what = NULL;

		print_message("%s\n", cases[i].why);
		assert_non_null(approval);
		again = approval_format(approval);
		amount = approval_amount(approval);
		what = approval_what(approval);
		assert_string_equal(again, cases[i].text);
		assert_string_equal(approval->rule, cases[i].rule);
		assert_string_equal(amount, cases[i].amount);
		assert_string_equal(what, cases[i].what);
		assert_int_equal(approval->state, cases[i].state);
		assert_int_equal(approval->approvers->len, cases[i].approvers);
	}
}

static void what_is_no_approval_is_refused(void **state)
{
	static const char *const cases[] = { "", "purchase",
		"purchase 8900 SEK asked 5 chef@example.com",
		"purchase 8900 SEK asked chef@example.com " TIME,
		"purchase 8900 SEK begged 5 chef@example.com " TIME,
		"purchase 8900 SEK asked 5 chef " TIME,
		"purchase 8900 SEK asked 5 a@b.se, " TIME,
		"asked 5 a@b.se " TIME };

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;

		print_message("%s\n", cases[i]);
		assert_null(approval_parse(cases[i], &error));
		assert_true(
			g_error_matches(error, POSTERN_FAULT, FAULT_INVALID));
	}
	assert_null(approval_parse(NULL, NULL));
}

static void an_open_one_ends_once(void **state)
{
	g_autofree char *ended = approval_end(
		"purchase 9 SEK asked 5 a@b.se " TIME, APPROVAL_EXPIRED, 0);

	(void)state;
	assert_string_equal(
		ended, "purchase 9 SEK expired 5 a@b.se 1970-01-01T00:00:00Z");
	assert_null(approval_end(ended, APPROVAL_WITHDRAWN, 1));
	assert_null(approval_end(NULL, APPROVAL_WITHDRAWN, 1));
	assert_false(approval_is_open(ended));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(approval_is_read_as_it_is_written),
		cmocka_unit_test(what_is_no_approval_is_refused),
		cmocka_unit_test(an_open_one_ends_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
