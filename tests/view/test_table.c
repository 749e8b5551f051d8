/* Lists for a terminal and JSON for machines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <glib.h>
#include <string.h>

#include "table.h"

static const struct table_column COLUMNS[] = {
	{ "ref", "No", 0, TRUE },
	{ "subject", "Subject", 12, FALSE },
	{ "who", "Who", 0, FALSE },
};

static char *format(const char *rows_text, guint width, gboolean colour)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GVariant) rows = g_variant_parse(
		G_VARIANT_TYPE("aa{sv}"), rows_text, NULL, NULL, &error);
	if (error)
		fail_msg("%s", error->message);
	return table_format(
		COLUMNS, G_N_ELEMENTS(COLUMNS), rows, width, colour);
}

static void columns_are_as_wide_as_needed(void **state)
{
	(void)state;
	g_autofree char *text =
		format("[{'ref': <'T-1'>, 'subject': <'abc'>, 'who': <'å'>},"
		       "{'ref': <'T-12'>, 'subject': <'b'>}]",
			0, FALSE);
	assert_string_equal(text, "  No  Subject  Who\n"
				  " T-1  abc      å\n"
				  "T-12  b\n");
}

static void wide_column_is_cut_with_an_ellipsis(void **state)
{
	(void)state;
	g_autofree char *text =
		format("[{'ref': <'1'>, 'subject': <'a long subject line'>}]",
			0, FALSE);
	assert_string_equal(text, "No  Subject       Who\n"
				  " 1  a long…\n");
}

static void table_fits_the_terminal(void **state)
{
	(void)state;
	g_autofree char *text =
		format("[{'ref': <'1'>, 'subject': <'abcdefghijkl'>,"
		       " 'who': <'a very long name indeed'>}]",
			24, FALSE);
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	for (guint i = 0; lines[i]; i++)
		assert_true(g_utf8_strlen(lines[i], -1) <= 24);
}

static void wide_characters_count_two_columns(void **state)
{
	(void)state;
	g_autofree char *text =
		format("[{'ref': <'1'>, 'subject': <'漢字'>, 'who': <'x'>},"
		       " {'ref': <'2'>, 'subject': <'ab'>, 'who': <'y'>}]",
			0, FALSE);
	assert_non_null(strstr(text, " 1  漢字     x\n"));
	assert_non_null(strstr(text, " 2  ab       y\n"));
}

static void no_control_reaches_the_terminal(void **state)
{
	(void)state;
	g_autofree char *text = format(
		"[{'ref': <'1\\n2'>, 'subject': <'\\u001b]0;x\\u0007'>}]", 0,
		FALSE);
	for (const char *at = text; *at; at++)
		assert_true(*at == '\n' || !g_ascii_iscntrl(*at));
}

static void colour_makes_only_the_titles_bold(void **state)
{
	(void)state;
	g_autofree char *text = format("[{'ref': <'1'>}]", 0, TRUE);
	assert_string_equal(text, "\033[1mNo  Subject  Who\033[0m\n 1\n");
}

static void json_is_indented_and_escaped(void **state)
{
	(void)state;
	g_autoptr(GVariant) value = g_variant_ref_sink(g_variant_new_parsed(
		"{'subject': <'a\"b\\n'>, 'tags': <['x']>, 'n': <uint32 3>}"));
	g_autofree char *text = json_format(value);
	assert_non_null(strstr(text, "\"subject\" : \"a\\\"b\\n\""));
	assert_non_null(strstr(text, "\"n\" : 3"));
	assert_non_null(strstr(text, "\"tags\" : ["));
}

static void json_names_stand_by_the_alphabet(void **state)
{
	(void)state;
	g_autoptr(GVariant) value = g_variant_ref_sink(g_variant_new_parsed(
		"[{'b': <1>, 'c': <[{'z': <1>, 'y': <2>}]>, 'a': <3>}]"));
	g_autofree char *text = json_format(value);
	g_autoptr(GString) names = g_string_new(NULL);

	for (const char *p = text; *p; p++)
		if (*p >= 'a' && *p <= 'z')
			g_string_append_c(names, *p);
	assert_string_equal(names->str, "abcyz");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(columns_are_as_wide_as_needed),
		cmocka_unit_test(wide_column_is_cut_with_an_ellipsis),
		cmocka_unit_test(table_fits_the_terminal),
		cmocka_unit_test(wide_characters_count_two_columns),
		cmocka_unit_test(no_control_reaches_the_terminal),
		cmocka_unit_test(colour_makes_only_the_titles_bold),
		cmocka_unit_test(json_is_indented_and_escaped),
		cmocka_unit_test(json_names_stand_by_the_alphabet),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
