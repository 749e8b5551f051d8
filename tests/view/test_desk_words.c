/* What the desk names by a key has its word in every language, and what the
 * templates tell people to type is a command. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <glib.h>
#include <string.h>

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_refusal_has_its_word),
		cmocka_unit_test(every_notice_of_the_desk_has_its_template),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
