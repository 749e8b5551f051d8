#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "clock.h"
#include "entropy.h"
#include "log.h"
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void an_event_is_one_line_of_pairs(void **state)
{
	g_autofree char *line = log_format(LOG_LEVEL_INFO, FALSE, "taken",
		"mailbox", "help", "count", log_number((char[24]){ 0 }, -3),
		"message-id", "<a@b>", "ticket", "7", NULL);

	(void)state;
	assert_string_equal(line, "event=taken mailbox=help count=-3 "
				  "message-id=<a@b> ticket=7\n");
}

static void the_journal_is_told_the_priority(void **state)
{
	g_autofree char *line =
		log_format(LOG_LEVEL_ERROR, TRUE, "lost", "why", "x", NULL);

	(void)state;
	assert_string_equal(line, "<3>event=lost why=x\n");
}

static void a_pair_without_value_is_left_out(void **state)
{
	g_autofree char *line = log_format(
		LOG_LEVEL_INFO, FALSE, "e", "a", NULL, "b", "", NULL);

	(void)state;
	assert_string_equal(line, "event=e b=\"\"\n");
}

static void values_forge_neither_line_nor_field(void **state)
{
	static const struct {
		const char *value, *shown, *why;
	} cases[] = {
		{ "a b", "\"a b\"", "a blank" },
		{ "x=y", "\"x=y\"", "an equals sign" },
		{ "a\"b\\c", "\"a\\\"b\\\\c\"", "quote and backslash" },
		{ "a\nevent=x", "\"a\\nevent=x\"", "a line break" },
		{ "\033[31m", "\"\\x1b[31m\"", "a terminal's escape" },
		{ "\342\200\256x", "\"\\x202ex\"", "a bidi mark" },
		{ "\302\205", "\"\\x85\"", "a C1 control" },
		{ "\377\300", "\"\\xff\\xc0\"", "no UTF-8" },
		{ "blå", "\"blå\"", "letters stay" },
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *line = log_format(
			LOG_LEVEL_INFO, FALSE, "e", "v", cases[i].value, NULL);
		g_autofree char *want =
			g_strdup_printf("event=e v=%s\n", cases[i].shown);

		print_message("%s\n", cases[i].why);
		assert_string_equal(line, want);
	}
}

static void a_long_value_is_cut(void **state)
{
	g_autofree char *value = g_strnfill(100000, 'x');
	g_autofree char *line =
		log_format(LOG_LEVEL_INFO, FALSE, "e", "v", value, NULL);

	(void)state;
	assert_in_range(strlen(line), 1000, 1100);
	assert_true(g_str_has_suffix(line, "…\"\n"));
}

static void events_go_to_standard_error(void **state)
{
	int ends[2], saved = dup(STDERR_FILENO);
	char line[200] = "";

	(void)state;
	assert_int_equal(pipe(ends), 0);
	g_unsetenv("JOURNAL_STREAM");
	dup2(ends[1], STDERR_FILENO);
	log_event(LOG_LEVEL_INFO, "started", "pid", "1", NULL);
	g_setenv("JOURNAL_STREAM", "8:1", TRUE);
	log_event(LOG_LEVEL_NOTICE, "ended", NULL);
	dup2(saved, STDERR_FILENO);
	assert_true(read(ends[0], line, sizeof(line) - 1) > 0);
	assert_string_equal(line, "event=started pid=1\n<5>event=ended\n");
	close(ends[0]);
	close(ends[1]);
	close(saved);
}

static void a_fixed_clock_stands_still(void **state)
{
	struct clock clock = clock_fixed(1795000000), real = clock_system();

	(void)state;
	assert_int_equal(clock_now(&clock), 1795000000);
	assert_int_equal(clock_now(&clock), 1795000000);
	assert_true(clock_now(&real) > 1700000000);
}

static void a_seed_gives_the_same_bytes_again(void **state)
{
	struct entropy a = entropy_seeded(7), b = entropy_seeded(7),
		       c = entropy_seeded(8), real = entropy_system();
	g_autofree char *of_a = entropy_hex(&a, 40);
	g_autofree char *of_b = entropy_hex(&b, 40);
	g_autofree char *of_c = entropy_hex(&c, 40);
	g_autofree char *real_1 = entropy_hex(&real, 300);
	g_autofree char *real_2 = entropy_hex(&real, 300);

	(void)state;
	assert_int_equal(strlen(of_a), 80);
	assert_string_equal(of_a, of_b);
	assert_string_not_equal(of_a, of_c);
	assert_int_equal(strlen(real_1), 600);
	assert_string_not_equal(real_1, real_2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_event_is_one_line_of_pairs),
		cmocka_unit_test(the_journal_is_told_the_priority),
		cmocka_unit_test(a_pair_without_value_is_left_out),
		cmocka_unit_test(values_forge_neither_line_nor_field),
		cmocka_unit_test(a_long_value_is_cut),
		cmocka_unit_test(events_go_to_standard_error),
		cmocka_unit_test(a_fixed_clock_stands_still),
		cmocka_unit_test(a_seed_gives_the_same_bytes_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
