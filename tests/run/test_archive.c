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
	enum mbox_kind kind;
} BOXES[] = {
	{ "mboxrd: one > is taken off a From, however many there are",
		"From a@x Mon\nSubject: 1\n\n>From me\n>>From you\n>from\n"
		"> From\n\nFrom b@x Mon\nSubject: 2\n\n>From",
		{ "Subject: 1\n\nFrom me\n>From you\n>from\n> From\n",
			"Subject: 2\n\n>From" },
		MBOX_RD },
	{ "mboxrd: a Content-Length means nothing",
		"From a@x Mon\nContent-Length: 17\n\n\nFrom here on\nxy\n\n"
		"From b@x Mon\nSubject: 2\n\ntwo\n",
		{ "Content-Length: 17\n\n", "xy\n", "Subject: 2\n\ntwo\n" },
		MBOX_RD },
	{ "mboxo: quotes stay, lengths mean nothing",
		"From a@x Mon\nContent-Length: 17\n\n\nFrom here on\n>From\n",
		{ "Content-Length: 17\n\n", ">From\n" }, MBOX_O },
	{ "mboxcl: as long as the length says, quotes stay",
		"From a@x Mon\nContent-Length: 20\n\n\n>From a\nFrom here\nx\n"
		"\nFrom b@x Mon\nSubject: 2\n\ntwo\n",
		{ "Content-Length: 20\n\n\n>From a\nFrom here\nx\n",
			"Subject: 2\n\ntwo\n" },
		MBOX_CL },
	{ "two mails",
		"From a@x Mon Jan  1 00:00:00 2001\nSubject: 1\n\none\n\n"
		"From b@x Mon Jan  1 00:00:00 2001\nSubject: 2\n\ntwo\n",
		{ "Subject: 1\n\none\n", "Subject: 2\n\ntwo\n" }, MBOX_AUTO },
	{ "a From in the text that no blank line goes before",
		"From a@x Mon\nSubject: 1\n\none\nFrom here on\nall is well\n",
		{ "Subject: 1\n\none\nFrom here on\nall is well\n" },
		MBOX_AUTO },
	{ "a quoted From stays quoted: nobody can tell whose > it is",
		"From a@x Mon\nSubject: 1\n\n>From here on\n",
		{ "Subject: 1\n\n>From here on\n" }, MBOX_AUTO },
	{ "a Content-Length that fits (mboxcl2)",
		"From a@x Mon\nContent-Length: 16\n\n\nFrom here on\nx\n\n"
		"From b@x Mon\nSubject: 2\n\ntwo\n",
		{ "Content-Length: 16\n\n\nFrom here on\nx\n",
			"Subject: 2\n\ntwo\n" },
		MBOX_AUTO },
	{ "a Content-Length that lies",
		"From a@x Mon\nContent-Length: 3\n\none\ntwo\n\n"
		"From b@x Mon\nSubject: 2\n\ntwo\n",
		{ "Content-Length: 3\n\none\ntwo\n", "Subject: 2\n\ntwo\n" },
		MBOX_AUTO },
	{ "CRLF line ends",
		"From a@x Mon\r\nSubject: 1\r\n\r\none\r\n\r\n"
		"From b@x Mon\r\nSubject: 2\r\n\r\ntwo\r\n",
		{ "Subject: 1\r\n\r\none\r\n", "Subject: 2\r\n\r\ntwo\r\n" },
		MBOX_AUTO },
	{ "a single mail that is no mbox", "Subject: 1\n\nFrom me\n",
		{ "Subject: 1\n\nFrom me\n" }, MBOX_AUTO },
};

static char *write_box(const char *folder, const char *name, const char *text)
{
	char *path = g_build_filename(folder, name, NULL);

	assert_true(g_file_set_contents(path, text, -1, NULL));
	return path;
}

static void expect_mails(const char *why, const char *path, enum mbox_kind kind,
	const char *const *mails)
{
	AUTO(archive) found = archive_new(g_get_tmp_dir(), kind, NULL);
	guint i, count;

	assert_true(archive_add(found, path, NULL));
	count = archive_count(found);
	for (i = 0; mails[i] != NULL; i++) {
		if (i >= count)
			fail_msg("%s: only %u mails", why, count);
		g_autoptr(GBytes) raw = archive_read(found, i, NULL);
		g_autofree char *text = g_strndup(
			g_bytes_get_data(raw, NULL), g_bytes_get_size(raw));

		if (!g_str_equal(text, mails[i]))
			fail_msg("%s: mail %u is '%s'", why, i, text);
	}
	if (count != i)
		fail_msg("%s: %u mails", why, count);
}

static void mbox_is_parted_into_its_mails(void **state)
{
	(void)state;
	for (guint i = 0; i < G_N_ELEMENTS(BOXES); i++) {
		g_autofree char *folder = g_dir_make_tmp(NULL, NULL);
		g_autofree char *path = write_box(folder, "box", BOXES[i].text);

		expect_mails(BOXES[i].why, path, BOXES[i].kind, BOXES[i].mails);
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
	expect_mails("an .eml file", path, MBOX_AUTO, mails);
	g_unlink(path);
	g_rmdir(folder);
}

static void maildir_is_read_by_its_numbers(void **state)
{
	static const char *const names[] = { "new/10.x", "new/9.x", "cur/2:2,S",
		"cur/1b", "cur/1a" };
	const char *const mails[] = { "cur/1a", "cur/1b", "cur/2:2,S",
		"new/9.x", "new/10.x", NULL };
	g_autofree char *folder = g_dir_make_tmp(NULL, NULL);
	static const char *const parts[] = { "new", "cur" };

	(void)state;
	for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
		g_autofree char *part =
			g_build_filename(folder, parts[i], NULL);
		assert_int_equal(g_mkdir(part, 0700), 0);
	}
	for (guint i = 0; i < G_N_ELEMENTS(names); i++)
		g_free(write_box(folder, names[i], names[i]));
	expect_mails("a Maildir", folder, MBOX_AUTO, mails);
	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *path =
			g_build_filename(folder, names[i], NULL);
		g_unlink(path);
	}
	for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
		g_autofree char *part =
			g_build_filename(folder, parts[i], NULL);
		g_rmdir(part);
	}
	g_rmdir(folder);
}

static void kinds_have_names(void **state)
{
	enum mbox_kind kind = MBOX_AUTO;

	(void)state;
	assert_true(mbox_kind_parse("mboxrd", &kind));
	assert_int_equal(kind, MBOX_RD);
	assert_false(mbox_kind_parse("mbox", &kind));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(mbox_is_parted_into_its_mails),
		cmocka_unit_test(eml_file_is_one_mail_even_with_a_from_line),
		cmocka_unit_test(maildir_is_read_by_its_numbers),
		cmocka_unit_test(kinds_have_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
