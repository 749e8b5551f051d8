/* A reply typed above one of our notices: what is below the separator is ours,
 * in every language, also where a mail program marks no quotes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <glib.h>
#include <string.h>

#include "samples.h"
#include "template.h"
#include "text_class.h"

#define TYPED "It prints again.\n\n"

static void check_reply(
	const char *notice, const char *language, GVariant *data)
{
	struct rendered rendered = { NULL, NULL };
	assert_true(notice_render(
		&rendered, notice, language, data, NULL, NULL, NULL));
	g_autofree char *text = g_strconcat(TYPED, rendered.body, NULL);
	rendered_clear(&rendered);
	g_autoptr(GByteArray) classes = text_classify(text, strlen(text));
	for (guint i = 0; i < classes->len; i++) {
		gboolean is_own = classes->data[i] == LINE_OWN;
		if (is_own != (i < 2) && i != 1)
			fail_msg("%s/%s: line %u is of class %u in\n%s",
				language, notice, i + 1, classes->data[i],
				text);
	}
}

static void separator_cuts_off_all_of_our_mail(void **state)
{
	(void)state;
	for (guint l = 0; SAMPLE_LANGUAGES[l]; l++) {
		for (guint n = 0; SAMPLE_NOTICES[n]; n++) {
			g_autoptr(GVariant) data = sample_data(
				SAMPLE_NOTICES[n], SAMPLE_LANGUAGES[l]);
			check_reply(
				SAMPLE_NOTICES[n], SAMPLE_LANGUAGES[l], data);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(separator_cuts_off_all_of_our_mail),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
