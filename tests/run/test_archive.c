/* Archives: every mail of an mbox is found, in all its kinds. */
#include "archive.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct {
	const char *why;
	const char *text;
	const char *mails[4];
} BOXES[] = {
	{ "two mails",
		"From a@x Mon Jan  1 00:00:00 2001\nSubject: 1\n\none\n\n"
		"From b@x Mon Jan  1 00:00:00 2001\nSubject: 2\n\ntwo\n",
		{ "Subject: 1\n\none\n", "Subject: 2\n\ntwo\n" } },
	{ "a From in the text that no blank line goes before",
		"From a@x Mon\nSubject: 1\n\none\nFrom here on\nall is well\n",
		{ "Subject: 1\n\none\nFrom here on\nall is well\n" } },
	{ "a quoted From stays quoted: nobody can tell whose > it is",
		"From a@x Mon\nSubject: 1\n\n>From here on\n",
		{ "Subject: 1\n\n>From here on\n" } },
	{ "a Content-Length that fits (mboxcl2)",
		"From a@x Mon\nContent-Length: 16\n\n\nFrom here on\nx\n\n"
		"From b@x Mon\nSubject: 2\n\ntwo\n",
		{ "Content-Length: 16\n\n\nFrom here on\nx\n",
			"Subject: 2\n\ntwo\n" } },
	{ "a Content-Length that lies",
		"From a@x Mon\nContent-Length: 3\n\none\ntwo\n\n"
		"From b@x Mon\nSubject: 2\n\ntwo\n",
		{ "Content-Length: 3\n\none\ntwo\n", "Subject: 2\n\ntwo\n" } },
	{ "CRLF line ends",
		"From a@x Mon\r\nSubject: 1\r\n\r\none\r\n\r\n"
		"From b@x Mon\r\nSubject: 2\r\n\r\ntwo\r\n",
		{ "Subject: 1\r\n\r\none\r\n", "Subject: 2\r\n\r\ntwo\r\n" } },
	{ "a single mail that is no mbox", "Subject: 1\n\nFrom me\n",
		{ "Subject: 1\n\nFrom me\n" } },
};

static char *write_box(const char *folder, const char *name, const char *text)
{
	char *path = g_build_filename(folder, name, NULL);

	assert_true(g_file_set_contents(path, text, -1, NULL));
	return path;
}

static void expect_mails(
	const char *why, const char *path, const char *const *mails)
{
	g_autoptr(GPtrArray) found =
		g_ptr_array_new_with_free_func((GDestroyNotify)archived_free);
	guint i;

	assert_true(archive_list(path, found, NULL));
	for (i = 0; mails[i] != NULL; i++) {
		if (i >= found->len)
			fail_msg("%s: only %u mails", why, found->len);
		g_autoptr(GBytes) raw = archive_read(found->pdata[i], NULL);
		g_autofree char *text = g_strndup(
			g_bytes_get_data(raw, NULL), g_bytes_get_size(raw));

		if (!g_str_equal(text, mails[i]))
			fail_msg("%s: mail %u is '%s'", why, i, text);
	}
	if (found->len != i)
		fail_msg("%s: %u mails", why, found->len);
}

static void mbox_is_parted_into_its_mails(void **state)
{
	(void)state;
	for (guint i = 0; i < G_N_ELEMENTS(BOXES); i++) {
		g_autofree char *folder = g_dir_make_tmp(NULL, NULL);
		g_autofree char *path = write_box(folder, "box", BOXES[i].text);

		expect_mails(BOXES[i].why, path, BOXES[i].mails);
		g_unlink(path);
		g_rmdir(folder);
	}
}

static void eml_file_is_one_mail_even_with_a_from_line(void **state)
{
	static const char TEXT[] =
		"From a@x Mon\nSubject: 1\n\none\n\nFrom b@x Mon\n\ntwo\n";
	const char *const mails[] = { TEXT, NULL };
	g_autofree char *folder = g_dir_make_tmp(NULL, NULL);
	g_autofree char *path = write_box(folder, "1.eml", TEXT);

	(void)state;
	expect_mails("an .eml file", path, mails);
	g_unlink(path);
	g_rmdir(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(mbox_is_parted_into_its_mails),
		cmocka_unit_test(eml_file_is_one_mail_even_with_a_from_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
