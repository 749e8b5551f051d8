/* Reads one made-up mail as the parser and the desk do: linear KIND COUNT.
 * What it costs is counted from outside, by test_linear. */
#include "facts.h"
#include "message.h"
#include <string.h>

/* A mail of count times something: head, then count times each, then tail. %u
 * in each is the number of the time. */
static const struct kind {
	const char *name, *head, *each, *tail;
} KINDS[] = {
	{ "length", "\n", "an ordinary line of an ordinary text\n", "" },
	{ "one-line", "\n", "an ordinary line without an end ", "" },
	{ "depth", "", "Content-Type: multipart/mixed; boundary=b%u\n\n--b%u\n",
		"\ntext\n" },
	{ "parts", "Content-Type: multipart/mixed; boundary=b\n\n",
		"--b\n\ntext of part %u\n", "--b--\n" },
	{ "alternatives", "Content-Type: multipart/alternative; boundary=b\n\n",
		"--b\nContent-Type: text/html\n\n<p>text %u</p>\n", "--b--\n" },
	{ "mails", "Content-Type: multipart/digest; boundary=b\n\n",
		"--b\nContent-Type: message/rfc822\n\nSubject: %u\n\ntext\n",
		"--b--\n" },
	{ "delimiters", "Content-Type: multipart/mixed; boundary=b\n\n",
		"--bx%u\n", "" },
	{ "files", "\n", "begin 644 a%u\n#86)C\n`\nend\n", "" },
	{ "no-files", "\n", "begin 644 a%u\n#86)C\n", "" },
	{ "headers", "", "X-Field-%u: value\n", "\ntext\n" },
	{ "received", "",
		"Received: from a by b; Mon, 23 Nov 2026 10:15:02 +0100\n",
		"\ntext\n" },
	{ "addresses", "To: x@example.com", ",\n name %u <a%u@example.com>",
		"\n\ntext\n" },
	{ "references", "References:", "\n <a%u@example.com>", "\n\ntext\n" },
	{ "words", "Subject:", "\n =?utf-8?q?a%u?=", "\n\ntext\n" },
	{ "broken-words", "Subject: ", "=?utf-8?q?a", "\n\ntext\n" },
	{ "other-words", "Subject: ", "=?x%u?q?a?= ", "\n\ntext\n" },
	{ "escapes", "\n", "\x1b$B%F\x1b(B \xd4\xc5\xd3\xd4 ", "\n" },
	{ "report-words",
		"From: mailer-daemon@example.com\nSubject: Returned mail\n\n",
		"failed a%u@b@c ", "\n" },
	{ "report-list",
		"From: mailer-daemon@example.com\nSubject: Returned mail\n\n",
		"<a%u@example.com>: no\n", "\n" },
	{ "disclaimers", "\n",
		"This message is intended for the addressee only.\n\n", "" },
	{ "quote-levels", "\n", "> ", "words\n" },
	{ "quotes", "\n", "> quoted words\n\nown words\n\n", "" },
	{ "attributions", "\n", "Mon %u, Anna wrote:\n", "" },
	{ "html", "Content-Type: text/html\n\n", "<p>text <a href=x>b</a>",
		"" },
	{ "html-depth", "Content-Type: text/html\n\n",
		"<blockquote><table><tr><td>a ", "" },
	{ "report", "From: mailer-daemon@example.com\nReturn-Path: <>\n",
		"X-N: 1\n", "Subject: Returned mail\n\n<a@example.com>: no\n" },
};

static GBytes *make(const struct kind *kind, guint count)
{
	GString *mail = g_string_new("From: a@example.com\n");

	g_auto(GStrv) pieces = g_strsplit(kind->each, "%u", -1);

	g_string_append(mail, kind->head);
	for (guint i = 0; i < count; i++) {
		g_string_append(mail, pieces[0]);
		for (guint j = 1; pieces[j]; j++)
			g_string_append_printf(mail, "%u%s", i, pieces[j]);
	}
	g_string_append(mail, kind->tail);
	return g_string_free_to_bytes(mail);
}

int main(int argc, char **argv)
{
	if (argc != 3)
		return 64;
	for (guint i = 0; i < G_N_ELEMENTS(KINDS); i++) {
		if (strcmp(KINDS[i].name, argv[1]) != 0)
			continue;
		guint64 count = g_ascii_strtoull(argv[2], NULL, 10);
		g_autoptr(GBytes) raw = make(&KINDS[i], (guint)count);

		message_init();
		message_free(message_parse(raw, &MAIL_LIMITS_DEFAULT));
		facts_free(facts_scan(raw));
		return 0;
	}
	return 64;
}
