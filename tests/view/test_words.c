/* Words: "key = text" a line, and what is built in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <glib.h>
#include <string.h>

#include "template.h"
#include "fault.h"

static void key_gives_its_text(void **state)
{
	static const char list[] = "# people read this\n"
				   "\n"
				   "status.closed = stängt\r\n"
				   "  a-b_c = x = y  \n"
				   "empty =\n";
	(void)state;
	AUTO(words) words = words_parse("words.txt", list, strlen(list), NULL);
	assert_non_null(words);
	assert_string_equal(words_get(words, "status.closed"), "stängt");
	assert_string_equal(words_get(words, "a-b_c"), "x = y");
	assert_string_equal(words_get(words, "empty"), "");
	assert_null(words_get(words, "people"));
}

static void broken_words_name_their_line(void **state)
{
	static const struct {
		const char *text, *message;
	} rows[] = {
		{ "a = 1\nb", "words.txt:2: not a word (expected key = text)" },
		{ "= 1", "words.txt:1: not a word (expected key = text)" },
		{ "a b = 1", "words.txt:1: not a word (expected key = text)" },
		{ "a = 1\na = 2",
			"words.txt:2: key 'a' stands here for the second "
			"time" },
		{ "\xff", "words.txt: not UTF-8 of at most 65536 bytes" },
	};
	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GError) error = NULL;
		assert_null(words_parse("words.txt", rows[i].text,
			strlen(rows[i].text), &error));
		assert_true(
			g_error_matches(error, POSTERN_FAULT, FAULT_INVALID));
		assert_string_equal(error->message, rows[i].message);
	}
}

static void word_with_a_broken_tag_is_refused(void **state)
{
	(void)state;
	g_autoptr(GError) error = NULL;
	assert_null(words_parse("words.txt", "a = {{#b}}", 10, &error));
	assert_true(g_str_has_prefix(error->message, "words.txt:1"));
}

static void unknown_language_has_the_english_words(void **state)
{
	(void)state;
	AUTO(words) words = builtin_words("tlh");
	assert_string_equal(words_get(words, "status.progress"), "in progress");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(key_gives_its_text),
		cmocka_unit_test(broken_words_name_their_line),
		cmocka_unit_test(word_with_a_broken_tag_is_refused),
		cmocka_unit_test(unknown_language_has_the_english_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
