/* Mails whose structure is declared wrongly: what is there is read all the
 * same, and what is no word of a person is not shown as one. */
#include "mail.h"

static const struct {
	const char *why;
	const char *mail;
	guint parts;
	const char *text;
} BROKEN[] = {
	{ "no ; before the boundary",
		"Content-Type: multipart/mixed boundary=b\n\n"
		"--b\n\none\n--b\n\ntwo\n--b--\n",
		2, "one\n\ntwo\n" },
	{ "no ; before a folded boundary",
		"Content-Type: multipart/mixed\n\tboundary=\"b\"\n\n"
		"--b\n\none\n--b\n\ntwo\n--b--\n",
		2, "one\n\ntwo\n" },
	{ "the same with CRLF",
		"Content-Type: multipart/mixed\r\n boundary=\"b\"\r\n\r\n"
		"--b\r\n\r\none\r\n--b\r\n\r\ntwo\r\n--b--\r\n",
		2, "one\n\ntwo\n" },
	{ "a blank in a boundary without quotes",
		"Content-Type: multipart/mixed; boundary=next part 7\n\n"
		"--next part 7\n\none\n--next part 7\n\ntwo\n"
		"--next part 7--\n",
		2, "one\n\ntwo\n" },
	{ "words behind a delimiter on its line",
		"Content-Type: multipart/mixed; boundary=b\n\n"
		"--b first\n\none\n--b second\n\ntwo\n--b-- end\nnot this\n",
		2, "one\n\ntwo\n" },
	{ "lines that begin with the boundary are none where one is it",
		"Content-Type: multipart/mixed; boundary=b\n\n"
		"--b\n\none\n--by hand\n--b--\n",
		1, "one\n--by hand\n" },
	{ "a delimiter of an inner multipart that ended is no text",
		"Content-Type: multipart/mixed; boundary=o\n\n"
		"--o\nContent-Type: multipart/mixed; boundary=i\n\n"
		"--i\n\none\n--o\n\n--i--\n--o--\n",
		2, "one\n" },
	{ "the closing delimiter right behind the last word",
		"Content-Type: multipart/mixed; boundary=b\n\n"
		"--b\n\nlast word--b--",
		1, "last word\n" },
	{ "two dashes behind the last word are the writer's",
		"Content-Type: multipart/mixed; boundary=b\n\n"
		"--b\n\nlast word--x--\n--b--\n",
		1, "last word--x--\n" },
	{ "words that are declared base64",
		"Content-Type: text/plain; charset=utf-8\n"
		"Content-Transfer-Encoding: base64\n\n"
		"Hi Anna, what about the printer?\n",
		1, "Hi Anna, what about the printer?\n" },
	{ "base64 with signs between that it has not",
		"Content-Transfer-Encoding: base64\n\n!!!aGVs!!!bG8\n", 1,
		"hello\n" },
	{ "a lone LF before a boundary in a mail with CRLF",
		"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
		"--b\r\n\r\none\n--b\r\n\r\ntwo\r\n--b--\r\n",
		2, "one\n\ntwo\n" },
};

static void what_is_declared_wrongly_is_read_all_the_same(void **state)
{
	(void)state;
	for (guint i = 0; i < G_N_ELEMENTS(BROKEN); i++) {
		AUTO(message) message = parse_text(BROKEN[i].mail);

		if (message->parts->len != BROKEN[i].parts)
			fail_msg("%s: %u parts, not %u", BROKEN[i].why,
				message->parts->len, BROKEN[i].parts);
		if (strcmp(message->text, BROKEN[i].text) != 0)
			fail_msg("%s: text «%s»", BROKEN[i].why, message->text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_declared_wrongly_is_read_all_the_same),
	};

	message_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
