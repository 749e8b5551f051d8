/* What the desk names by a key has its word in every language, and what the
 * templates tell people to type is a command. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <glib.h>
#include <string.h>

#include "command.h"
#include "notice.h"
#include "refusal.h"
#include "samples.h"
#include "template.h"

static void check_word(const char *language, const char *key)
{
	gsize length = 0;
	const char *text = builtin_template(language, "words", &length);
	AUTO(words) words = words_parse("words.txt", text, length, NULL);
	const char *word = words ? words_get(words, key) : NULL;
	if (!word || !*word)
		fail_msg("%s/words.txt: no %s", language, key);
}

static void every_refusal_has_its_word(void **state)
{
	(void)state;
	for (guint l = 0; SAMPLE_LANGUAGES[l]; l++)
		for (guint i = 0; i < REFUSED_WHY_COUNT; i++)
			check_word(SAMPLE_LANGUAGES[l],
				refusal_key((enum refusal_why)i));
}

static void every_notice_of_the_desk_has_its_template(void **state)
{
	(void)state;
	guint count = 0;
	while (SAMPLE_NOTICES[count])
		count++;
	assert_int_equal(count, NOTICE_KIND_COUNT);
	for (guint l = 0; SAMPLE_LANGUAGES[l]; l++) {
		for (guint i = 0; i < NOTICE_KIND_COUNT; i++) {
			gsize length = 0;
			const char *name = notice_name((enum notice_kind)i);
			if (!builtin_template(
				    SAMPLE_LANGUAGES[l], name, &length))
				fail_msg("no %s/%s.txt", SAMPLE_LANGUAGES[l],
					name);
		}
	}
}

/* A "#" that opens no section: what people are told to type. */
static void check_commands(const char *language, const char *name)
{
	gsize length = 0;
	const char *text = builtin_template(language, name, &length);
	g_autoptr(GRegex) regex =
		g_regex_new("(?<!\\{)#(\\p{L}[\\p{L}_-]*)", 0, 0, NULL);
	g_autoptr(GMatchInfo) match = NULL;
	g_regex_match(regex, text, 0, &match);
	for (; g_match_info_matches(match); g_match_info_next(match, NULL)) {
		g_autofree char *word = g_match_info_fetch(match, 1);
		enum verb verb = verb_find(word);
		if (verb == VERB_NONE || !verb_info(verb)->is_available)
			fail_msg("%s/%s.txt: #%s is no command", language, name,
				word);
	}
}

static void what_templates_tell_to_type_is_a_command(void **state)
{
	(void)state;
	for (guint l = 0; SAMPLE_LANGUAGES[l]; l++) {
		for (guint n = 0; SAMPLE_NOTICES[n]; n++)
			check_commands(SAMPLE_LANGUAGES[l], SAMPLE_NOTICES[n]);
		check_commands(SAMPLE_LANGUAGES[l], "words");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_refusal_has_its_word),
		cmocka_unit_test(what_templates_tell_to_type_is_a_command),
		cmocka_unit_test(every_notice_of_the_desk_has_its_template),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
