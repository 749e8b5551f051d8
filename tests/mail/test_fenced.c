/* Behind a sandbox no file can be opened any more, and a charset whose
 * converter is loaded at its first use would then be decoded wrongly, without
 * an error. So each is decoded in a process that can open nothing. */
#include "mail.h"
#include "charset.h"
#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct {
	const char *charset;
	const char *bytes; /* of the letter or sign that text is */
	const char *text;
} WORDS[] = {
	{ "utf-8", "\xc3\xa5", "å" },
	{ "iso-8859-1", "\xe5", "å" },
	{ "iso-8859-2", "\xb3", "ł" },
	{ "iso-8859-3", "\xa9", "İ" },
	{ "iso-8859-4", "\xe7", "į" },
	{ "iso-8859-5", "\xbf", "П" },
	{ "iso-8859-6", "\xc7", "ا" },
	{ "iso-8859-7", "\xe1", "α" },
	{ "iso-8859-8", "\xe0", "א" },
	{ "iso-8859-9", "\xfd", "ı" },
	{ "iso-8859-10", "\xe7", "į" },
	{ "iso-8859-13", "\xf9", "ł" },
	{ "iso-8859-14", "\xa1", "Ḃ" },
	{ "iso-8859-15", "\xa4", "€" },
	{ "iso-8859-16", "\xb3", "ł" },
	{ "windows-1250", "\xb3", "ł" },
	{ "windows-1251", "\xcf", "П" },
	{ "windows-1252", "\x80", "€" },
	{ "windows-1253", "\xe1", "α" },
	{ "windows-1254", "\xfd", "ı" },
	{ "windows-1255", "\xe0", "א" },
	{ "windows-1256", "\xc7", "ا" },
	{ "windows-1257", "\xf9", "ł" },
	{ "koi8-r", "\xf0", "П" },
	{ "koi8-u", "\xa4", "є" },
	{ "macintosh", "\x8c", "å" },
	{ "tis-620", "\xa1", "ก" },
	{ "gb2312", "\xc4\xe3", "你" },
	{ "gbk", "\xc4\xe3", "你" },
	{ "gb18030", "\xc4\xe3", "你" },
	{ "big5", "\xa7\x41", "你" },
	{ "shift_jis", "\x83\x65", "テ" },
	{ "euc-jp", "\xa5\xc6", "テ" },
	{ "iso-2022-jp", "\x1b$B%F\x1b(B", "テ" },
	{ "euc-kr", "\xb0\xed", "고" },
	{ "ks_c_5601-1987", "\xb0\xed", "고" },
	{ "utf-7", "+AOU-", "å" },
};

static gboolean decodes_text(guint i)
{
	g_autofree char *text = charset_decode(
		WORDS[i].charset, WORDS[i].bytes, strlen(WORDS[i].bytes));

	return strcmp(text, WORDS[i].text) == 0;
}

static gboolean decodes_subject(guint i)
{
	g_autofree char *word = g_base64_encode(
		(const guchar *)WORDS[i].bytes, strlen(WORDS[i].bytes));
	g_autofree char *mail = g_strdup_printf(
		"Subject: =?%s?b?%s?=\n\nx\n", WORDS[i].charset, word);
	AUTO(message) message = parse_text(mail);

	return strcmp(message->subject, WORDS[i].text) == 0;
}

/* No file can be opened from here on. */
static gboolean close_the_fence(void)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);

	return filter &&
	       seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(openat),
		       0) == 0 &&
	       seccomp_load(filter) == 0 && open("/dev/null", O_RDONLY) < 0;
}

/* The number of the first word that is decoded wrongly, in words of two ways.
 */
static int first_wrong(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(WORDS); i++) {
		if (!decodes_text(i))
			return (int)i;
		if (!decodes_subject(i))
			return (int)(i + G_N_ELEMENTS(WORDS));
	}
	return -1;
}

#define CHILD_OK 200
#define CHILD_NO_FENCE 201

static int child(void)
{
	if (!close_the_fence())
		return CHILD_NO_FENCE;
	int wrong = first_wrong();

	return wrong < 0 ? CHILD_OK : wrong;
}

static void every_charset_is_decoded_without_opening_files(void **state)
{
	(void)state;
#ifdef __SANITIZE_ADDRESS__
	skip();
#endif
	pid_t pid = fork();
	int status = 0;

	if (pid == 0)
		_exit(child());
	assert_true(pid > 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	int code = WEXITSTATUS(status);

	if (code == CHILD_NO_FENCE)
		skip();
	if (code != CHILD_OK)
		fail_msg("%s of %s is decoded wrongly",
			(guint)code < G_N_ELEMENTS(WORDS) ? "text"
							  : "a subject",
			WORDS[(guint)code % G_N_ELEMENTS(WORDS)].charset);
}

static void every_charset_is_decoded_with_files(void **state)
{
	(void)state;
	int wrong = first_wrong();

	if (wrong >= 0)
		fail_msg("%s of %s is decoded wrongly",
			(guint)wrong < G_N_ELEMENTS(WORDS) ? "text"
							   : "a subject",
			WORDS[(guint)wrong % G_N_ELEMENTS(WORDS)].charset);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			every_charset_is_decoded_without_opening_files),
		cmocka_unit_test(every_charset_is_decoded_with_files),
	};

	message_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
