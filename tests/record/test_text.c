#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "hostile.h"
#include "text.h"

struct line_case {
	const char *why;
	const char *bytes;
	gsize length;
	const char *expected;
};
#define BYTES(text) text, sizeof(text) - 1

static void line_makes_one_visible_line(void **state)
{
	static const struct line_case cases[] = {
		{ "plain text stays", BYTES("Hej då"), "Hej då" },
		{ "nothing", BYTES(""), "" },
		{ "only blanks", BYTES(" \t\r\n "), "" },
		{ "line breaks are blanks", BYTES("a\r\nb\nc\rd"), "a b c d" },
		{ "runs become one", BYTES("  a \t\n b  "), "a b" },
		{ "line separators are blanks",
			BYTES("a\xE2\x80\xA8"
			      "b\xE2\x80\xA9"
			      "c"),
			"a b c" },
		{ "NUL goes", BYTES("a\0b"), "ab" },
		{ "C0 is shown", BYTES("a\x1B[1m\x07"), "a\\x1b[1m\\x07" },
		{ "DEL and C1 are shown", BYTES("\x7F\xC2\x85\xC2\x9F"),
			"\\x7f\\x85\\x9f" },
		{ "bidi marks are shown", BYTES("\xE2\x80\xAE\xE2\x81\xA6"),
			"\\x202e\\x2066" },
		{ "zero width is shown", BYTES("\xE2\x80\x8B\xEF\xBB\xBF"),
			"\\x200b\\xfeff" },
		{ "Arabic letter mark", BYTES("\xD8\x9C"), "\\x61c" },
		{ "a lone byte",
			BYTES("a\xFF"
			      "b"),
			"a\xEF\xBF\xBD"
			"b" },
		{ "a cut sequence", BYTES("a\xE2\x82"),
			"a\xEF\xBF\xBD\xEF\xBF\xBD" },
		{ "a surrogate", BYTES("\xED\xA0\x80"),
			"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD" },
		{ "an overlong slash", BYTES("\xC0\xAF"),
			"\xEF\xBF\xBD\xEF\xBF\xBD" },
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *line =
			text_line(cases[i].bytes, (gssize)cases[i].length);
		print_message("%s\n", cases[i].why);
		assert_string_equal(line, cases[i].expected);
	}
}

static void block_keeps_lines_and_blanks(void **state)
{
	static const struct line_case cases[] = {
		{ "line ends become LF", BYTES("a\r\nb\rc\n"), "a\nb\nc\n" },
		{ "separators become LF",
			BYTES("a\xE2\x80\xA8"
			      "b\xE2\x80\xA9"),
			"a\nb\n" },
		{ "blanks stay", BYTES("  a\t b  "), "  a\t b  " },
		{ "controls are shown", BYTES("\x1B\xC2\x85"), "\\x1b\\x85" },
		{ "a CR before a separator", BYTES("a\r\xE2\x80\xA8"),
			"a\n\n" },
		{ "NUL goes", BYTES("a\0\nb"), "a\nb" },
		{ "invalid bytes", BYTES("\xFE\n\xFF"),
			"\xEF\xBF\xBD\n\xEF\xBF\xBD" },
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *block =
			text_block(cases[i].bytes, (gssize)cases[i].length);
		print_message("%s\n", cases[i].why);
		assert_string_equal(block, cases[i].expected);
	}
}

static void cut_ends_at_a_word_within_columns(void **state)
{
	static const struct {
		const char *why, *text;
		guint columns;
		const char *expected;
	} cases[] = {
		{ "what fits stays", "one two", 7, "one two" },
		{ "cut at a word", "one two three", 9, "one two…" },
		{ "a word that ends there", "one two three", 8, "one two…" },
		{ "a word longer than the line", "abcdefgh", 5, "abcd…" },
		{ "wide letters count two", "日本語日本", 6, "日本…" },
		{ "marks count none",
			"e\xCC\x81"
			"e\xCC\x81",
			2,
			"e\xCC\x81"
			"e\xCC\x81" },
		{ "two columns", "abc", 2, "a…" },
		{ "a wide letter into two columns", "日本", 2, "…" },
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *cut =
			text_cut(cases[i].text, -1, cases[i].columns);
		print_message("%s\n", cases[i].why);
		assert_string_equal(cut, cases[i].expected);
	}
}

static void cut_bounds_bytes_of_combining_marks(void **state)
{
	g_autoptr(GString) tower = g_string_new("e");

	(void)state;
	for (guint i = 0; i < 100000; i++)
		g_string_append(tower, "\xCC\x81");
	g_autofree char *cut = text_cut(tower->str, -1, 10);
	assert_true(strlen(cut) <= 10 * 16 + 8);
	assert_true(g_utf8_validate(cut, -1, NULL));
}

static void limit_cuts_between_characters(void **state)
{
	static const struct {
		const char *why, *text;
		gsize max;
		const char *expected;
	} cases[] = {
		{ "what fits stays", "abcdef", 6, "abcdef" },
		{ "the mark is within", "abcdefg", 6, "abc…" },
		{ "no half letter", "ååååå", 8, "åå…" },
		{ "nothing but the mark", "abcdef", 3, "…" },
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text = g_strdup(cases[i].text);
		text_limit(text, cases[i].max);
		print_message("%s\n", cases[i].why);
		assert_string_equal(text, cases[i].expected);
	}
}

static void fold_drops_case_and_diacritics(void **state)
{
	static const char *const cases[][2] = {
		{ "Stäng", "stang" },
		{ "ÅTERÖPPNA", "ateroppna" },
		{ "Zwróć", "zwroc" },
		{ "ŁÓDŹ", "lodz" },
		{ "Rozwiązane", "rozwiazane" },
		{ "løst", "lost" },
		{ "Straße", "strasse" },
		{ "Ærø", "aero" },
		{ "Đuro", "duro" },
		{ "Œuvre", "oeuvre" },
		{ "ﬁne", "fine" },
		{ "sta\xCC\x88ng", "stang" },
		{ "\xFF", "" },
		{ "", "" },
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *folded = text_fold(cases[i][0]);
		assert_string_equal(folded, cases[i][1]);
	}
}

static void time_is_read_as_it_is_written(void **state)
{
	static const struct {
		gint64 at;
		const char *text;
	} cases[] = {
		{ 0, "1970-01-01T00:00:00Z" },
		{ 951782399, "2000-02-28T23:59:59Z" },
		{ 1795425302, "2026-11-23T09:15:02Z" },
		{ 253402300799, "9999-12-31T23:59:59Z" },
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text = text_time(cases[i].at);
		gint64 at = -1;
		assert_string_equal(text, cases[i].text);
		assert_true(text_parse_time(text, &at));
		assert_true(at == cases[i].at);
	}
}

static void time_beyond_the_form_is_the_nearest_within(void **state)
{
	g_autofree char *low = text_time(G_MININT64);
	g_autofree char *high = text_time(G_MAXINT64);

	(void)state;
	assert_string_equal(low, "1970-01-01T00:00:00Z");
	assert_string_equal(high, "9999-12-31T23:59:59Z");
}

static void time_in_any_other_form_is_refused(void **state)
{
	static const char *const cases[] = { "", "2026-11-23",
		"2026-11-23 09:15:02Z", "2026-11-23T09:15:02",
		"2026-11-23T09:15:02+01:00", "2026-11-23T09:15:02Zx",
		"2026-11-23T09:15:60Z", "2026-11-23T24:00:00Z",
		"2026-02-30T00:00:00Z", "2026-13-01T00:00:00Z",
		"1969-12-31T23:59:59Z", "0000-01-01T00:00:00Z",
		"-026-11-23T09:15:02Z", "２026-11-23T09:15Z" };
	gint64 at = 0;

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		print_message("%s\n", cases[i]);
		assert_false(text_parse_time(cases[i], &at));
	}
}

static void number_is_plain_digits(void **state)
{
	static const char *const wrong[] = { "", "-1", "+1", " 1", "1 ", "1x",
		"1234567890", "0x1", "1.0", "١" };
	guint32 number = 7;

	(void)state;
	assert_true(text_parse_number("0", &number));
	assert_int_equal(number, 0);
	assert_true(text_parse_number("999999999", &number));
	assert_int_equal(number, 999999999);
	assert_true(text_parse_number("000123", &number));
	assert_int_equal(number, 123);
	for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++) {
		print_message("%s\n", wrong[i]);
		assert_false(text_parse_number(wrong[i], &number));
	}
}

static void guards_change_nothing_the_second_time(void **state)
{
	g_autoptr(GRand) rand = hostile_rand();

	(void)state;
	for (guint i = 0; i < 3000; i++) {
		g_autofree char *text = hostile_text(rand);
		g_autofree char *line = text_line(text, -1);
		g_autofree char *block = text_block(text, -1);
		g_autofree char *again = text_block(block, -1);
		g_autofree char *cut = text_cut(text, -1, 72);
		g_autofree char *fold = text_fold(text);

		assert_true(text_is_line(line));
		assert_null(strpbrk(line, "\r\n\t\v\f"));
		assert_true(g_utf8_validate(line, -1, NULL));
		assert_string_equal(block, again);
		assert_true(text_is_line(cut));
		assert_true(g_utf8_validate(fold, -1, NULL));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(line_makes_one_visible_line),
		cmocka_unit_test(block_keeps_lines_and_blanks),
		cmocka_unit_test(cut_ends_at_a_word_within_columns),
		cmocka_unit_test(cut_bounds_bytes_of_combining_marks),
		cmocka_unit_test(limit_cuts_between_characters),
		cmocka_unit_test(fold_drops_case_and_diacritics),
		cmocka_unit_test(time_is_read_as_it_is_written),
		cmocka_unit_test(time_beyond_the_form_is_the_nearest_within),
		cmocka_unit_test(time_in_any_other_form_is_refused),
		cmocka_unit_test(number_is_plain_digits),
		cmocka_unit_test(guards_change_nothing_the_second_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
