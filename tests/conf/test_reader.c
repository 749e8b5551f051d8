/* The syntax: what comes out of which bytes, with which line. */
#include "reader.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <string.h>

static void tell_entry(const struct reader_entry *entry, gpointer user)
{
	GString *told = user;

	if (!entry->key)
		g_string_append_printf(told, "%u [%s|%s]\n", entry->line,
			entry->section, entry->name ? entry->name : "-");
	else
		g_string_append_printf(told, "%u %s=%s\n", entry->line,
			entry->key, entry->value);
}

static void tell_error(guint line, const char *text, gpointer user)
{
	g_string_append_printf(user, "%u ! %.20s\n", line, text);
}

static char *read_all(const char *text, gsize length)
{
	GString *told = g_string_new(NULL);
	struct reader_calls calls = { tell_entry, tell_error, told };

	conf_read(text, length, &calls);
	return g_string_free(told, FALSE);
}

struct sample {
	const char *why, *text, *told;
};

static const struct sample SAMPLES[] = {
	{ "nothing", "", "" },
	{ "blank lines and comments", "\n  # a\n\t; b\n", "" },
	{ "a section and its keys", "[desk]\n\tname = IT\n\ttag=T\n",
		"1 [desk|-]\n2 name=IT\n3 tag=T\n" },
	{ "a name in quotes keeps its case, the section does not",
		"[Queue \"Support\"]\n", "1 [queue|Support]\n" },
	{ "escapes in a name", "[org \"a\\\"b\\\\c\"]\n", "1 [org|a\"b\\c]\n" },
	{ "a key on the section's line", "[desk] name = x\n",
		"1 [desk|-]\n1 name=x\n" },
	{ "a key alone is true", "[a]\nlead\nlog \n",
		"1 [a|-]\n2 lead=true\n3 log=true\n" },
	{ "a key alone has no comment behind it", "[a]\nlead ; why\n",
		"1 [a|-]\n2 ! this is no setting (\n" },
	{ "blanks at both ends fall away, within they stay",
		"[a]\nk =   a  b  \t\n", "1 [a|-]\n2 k=a  b\n" },
	{ "a tab within is a blank", "[a]\nk = a\tb\n", "1 [a|-]\n2 k=a b\n" },
	{ "a value that begins on the next line", "[a]\nk =\\\n  v\n",
		"1 [a|-]\n2 k=v\n" },
	{ "no blank before the bracket", "[a ]\n",
		"1 ! this is no section (\n" },
	{ "a comment ends a value", "[a]\nk = v ; c\nl = w # d\n",
		"1 [a|-]\n2 k=v\n3 l=w\n" },
	{ "quotes keep comment marks and blanks", "[a]\nk = \" x;y#z \"\n",
		"1 [a|-]\n2 k= x;y#z \n" },
	{ "escapes in a value", "[a]\nk = a\\\\b\\\"c\\td\n",
		"1 [a|-]\n2 k=a\\b\"c\td\n" },
	{ "a backslash at the end continues, lines are counted",
		"[a]\nk = x\\\ny\nl = z\n", "1 [a|-]\n2 k=xy\n4 l=z\n" },
	{ "CRLF", "[a]\r\nk = v\r\nl = x\\\r\ny\r\n",
		"1 [a|-]\n2 k=v\n3 l=xy\n" },
	{ "a byte order mark", "\xef\xbb\xbf[a]\nk = v\n", "1 [a|-]\n2 k=v\n" },
	{ "no line end at the end", "[a]\nk = v", "1 [a|-]\n2 k=v\n" },
	{ "an empty value", "[a]\nk =\n", "1 [a|-]\n2 k=\n" },
	{ "UTF-8", "[a]\nk = Skånes kö\n", "1 [a|-]\n2 k=Skånes kö\n" },
	{ "all errors are told, reading goes on",
		"[a]\n= 1\nk v\nl = \"x\nm = \\q\nn = 1\n",
		"1 [a|-]\n2 ! this is no setting (\n3 ! this is no setting (\n"
		"4 ! the quotes of a valu\n5 ! unknown escape in a \n6 n=1\n" },
	{ "a key before any section", "k = v\n", "1 ! a key before any sec\n" },
	{ "keys of a broken section are skipped with it",
		"[a\nk = v\n[b]\nl = w\n",
		"1 ! this is no section (\n3 [b|-]\n4 l=w\n" },
	{ "the dotted form is refused", "[a.b]\n",
		"1 ! this is no section (\n" },
	{ "an include is refused with its path", "[include]\npath = x\n",
		"1 ! an include is not re\n" },
	{ "a conditional include is refused", "[includeIf \"x\"]\npath = x\n",
		"1 ! an include is not re\n" },
	{ "a name that does not end", "[a \"b\n[c]\n",
		"1 ! the quotes of the se\n2 [c|-]\n" },
	{ "bytes that are no UTF-8", "[a]\nk = \xff\nl = 1\n",
		"1 [a|-]\n2 ! the value is no UTF-\n3 l=1\n" },
};

static void reader_gives_entries_and_errors_with_their_lines(void **state)
{
	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(SAMPLES); i++) {
		const struct sample *sample = &SAMPLES[i];
		g_autofree char *told =
			read_all(sample->text, strlen(sample->text));

		if (!g_str_equal(told, sample->told))
			fail_msg("%s: got\n%s", sample->why, told);
	}
}

static void reader_refuses_nul(void **state)
{
	static const char text[] = "[a]\nk = x\0y\nl = 1\n";
	g_autofree char *told = read_all(text, sizeof(text) - 1);

	(void)state;
	assert_string_equal(told, "1 [a|-]\n2 ! the value is no UTF-\n3 l=1\n");
}

static void reader_limits_values_and_files(void **state)
{
	g_autofree char *long_value = g_strnfill(READER_MAX_VALUE + 10, 'x');
	g_autofree char *text = g_strdup_printf("[a]\nk = %s\n", long_value);
	g_autofree char *told = read_all(text, strlen(text));
	g_autofree char *large = g_strnfill(READER_MAX_BYTES + 1, '\n');
	g_autofree char *refused = read_all(large, READER_MAX_BYTES + 1);

	(void)state;
	assert_string_equal(told, "1 [a|-]\n2 ! the value is too lon\n");
	assert_string_equal(refused, "1 ! the file is too larg\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			reader_gives_entries_and_errors_with_their_lines),
		cmocka_unit_test(reader_refuses_nul),
		cmocka_unit_test(reader_limits_values_and_files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
