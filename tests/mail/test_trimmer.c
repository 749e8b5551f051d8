/* The new text of mails that another project collected, against what that
 * project expects. Agreement is measured and printed; below the floor the test
 * fails. Decided otherwise here, and so left out of the comparison: marked
 * quotes go wherever they stand (they keep those above an answer). */
#include "text_class.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#define FLOOR_PERCENT 90u

static char *read_text(const char *folder, const char *name)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);
	g_autofree char *bytes = NULL;
	gsize length;
	char *text;

	assert_true(g_file_get_contents(path, &bytes, &length, NULL));
	text = g_utf8_make_valid(bytes, (gssize)length);
	for (char *from = text, *to = text;; from++) {
		if (strncmp(from, "\xe2\x80\x8b", 3) == 0)
			from += 3; /* a zero-width blank */
		if (*from != '\r')
			*to++ = *from;
		if (*from == '\0')
			break;
	}
	return text;
}

/* Lines that keep() says, blank ones joined. */
static char *join_lines(const char *text,
	gboolean (*keep)(const char *, guint, gpointer), gpointer data)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	GString *joined = g_string_new(NULL);

	for (guint i = 0; lines[i]; i++) {
		g_strchomp(lines[i]);
		if (keep(lines[i], i, data) && *lines[i] != '\0')
			g_string_append_printf(joined, "%s\n", lines[i]);
	}
	return g_string_free(joined, FALSE);
}

static gboolean keep_own(const char *line, guint i, gpointer data)
{
	GByteArray *classes = data;

	(void)line;
	return i < classes->len && classes->data[i] == LINE_OWN;
}

static gboolean keep_unquoted(const char *line, guint i, gpointer data)
{
	(void)i;
	(void)data;
	return *line != '>';
}

static gboolean agrees(const char *corpus, const char *name)
{
	g_autofree char *mails = g_build_filename(corpus, "emails", NULL);
	g_autofree char *wanted = g_build_filename(corpus, "trimmed", NULL);
	g_autofree char *text = read_text(mails, name);
	g_autofree char *trimmed = read_text(wanted, name);
	g_autofree char *expected = join_lines(trimmed, keep_unquoted, NULL);
	GByteArray *classes = text_classify(text, strlen(text));
	g_autofree char *own = join_lines(text, keep_own, classes);
	gboolean same = strcmp(own, expected) == 0;

	g_byte_array_unref(classes);
	if (!same)
		print_message("differs: %s\n", name);
	return same;
}

static void new_text_agrees_with_the_corpus(void **state)
{
	const char *root = g_getenv("POSTERN_CORPUS");
	g_autofree char *corpus = NULL, *mails = NULL;
	g_autoptr(GDir) folder = NULL;
	const char *name;
	guint count = 0, same = 0;

	(void)state;
	if (!root)
		skip();
	corpus = g_build_filename(root, "email-reply-trimmer", NULL);
	mails = g_build_filename(corpus, "emails", NULL);
	folder = g_dir_open(mails, 0, NULL);
	assert_non_null(folder);
	while ((name = g_dir_read_name(folder)) != NULL) {
		count++;
		same += agrees(corpus, name) ? 1 : 0;
	}
	print_message("%u of %u new texts agree\n", same, count);
	assert_true(same * 100 >= count * FLOOR_PERCENT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(new_text_agrees_with_the_corpus),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
