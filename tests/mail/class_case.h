/* class_case.h - texts with the classes of their lines, one letter a line:
 * o own, q marked quote, a attribution, b below, s signature, f forward. */
#ifndef TESTS_CLASS_CASE_H
#define TESTS_CLASS_CASE_H

#include "text_class.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

struct class_case {
	const char *why, *text, *classes;
};

static char *classes_of(const char *text, gsize length)
{
	static const char LETTERS[] = "oqabsf";
	GByteArray *classes = text_classify(text, length);
	GString *letters = g_string_new(NULL);

	for (guint i = 0; i < classes->len; i++)
		g_string_append_c(letters, LETTERS[classes->data[i]]);
	g_byte_array_unref(classes);
	return g_string_free(letters, FALSE);
}

static void check_classes(const struct class_case *cases, gsize count)
{
	guint wrong = 0;

	for (gsize i = 0; i < count; i++) {
		g_autofree char *got =
			classes_of(cases[i].text, strlen(cases[i].text));

		if (strcmp(got, cases[i].classes) != 0) {
			print_error("%s: got %s, expected %s\n", cases[i].why,
				got, cases[i].classes);
			wrong++;
		}
	}
	assert_int_equal(wrong, 0);
}
#define CHECK(cases) check_classes(cases, G_N_ELEMENTS(cases))

#endif
