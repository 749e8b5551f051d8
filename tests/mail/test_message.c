/* What a mail says, as the rest of the program gets to know it. */
#include "mail.h"
#include "contact.h"

static void plain_mail_gives_its_fields(void **state)
{
	(void)state;
	AUTO(message)
	message = parse_text("From: \"Anna Berg\" <anna@example.com>\r\n"
			     "To: help@example.com\r\n"
			     "Cc: Bo <bo@example.com>, c@example.com\r\n"
			     "Reply-To: other@example.com\r\n"
			     "Subject: Printer\r\n"
			     "Date: Mon, 23 Nov 2026 10:15:02 +0100\r\n"
			     "\r\n"
			     "It prints blank pages.\r\n");
	const struct contact *from = g_ptr_array_index(message->from, 0);

	assert_string_equal(from->name, "Anna Berg");
	assert_string_equal(from->address, "anna@example.com");
	assert_int_equal(message->to->len, 1);
	assert_int_equal(message->cc->len, 2);
	assert_int_equal(message->reply_to->len, 1);
	assert_string_equal(message->subject, "Printer");
	assert_int_equal(message->date, 1795425302);
	assert_string_equal(message->text, "It prints blank pages.\n");
	assert_int_equal(message->kind, MAIL_HUMAN);
	assert_false(message->is_html);
	assert_null(message->defect);
}

static const struct {
	const char *header;
	const char *subject;
	const char *why;
} SUBJECTS[] = {
	{ "Subject: =?utf-8?q?=C3=A5?=", "å", "an encoded word" },
	{ "Subject: =?iso-8859-1?Q?a?= =?iso-8859-1?Q?b?=", "ab",
		"blanks between encoded words are none" },
	{ "Subject: =?utf-8?q?=C3?= =?utf-8?q?=A5?=", "å",
		"a character split over two words" },
	{ "Subject: =?utf-8?b?w6U=?= and", "å and", "a word beside text" },
	{ "Subject: one\r\n two", "one two", "a folded field" },
	{ "Subject:\r\n one", "one", "folded before the first word" },
	{ "Subject: \xc3\xa5", "å", "raw UTF-8" },
	{ "Subject: \xe5", "å", "raw windows-1252" },
	{ "Subject: a\x01"
	  "b",
		"a\\x01b", "a control is shown" },
	{ "Subject: a\xe2\x80\xae"
	  "b",
		"a\\x202eb", "a bidirectional mark is shown" },
	{ "Subject: =?utf-8?q?a=0D=0ABcc:_x?=", "a Bcc: x",
		"a line break in an encoded word makes no field" },
	{ "Subject: =?utf-8?q?a?x", "=?utf-8?q?a?x", "a broken word" },
	{ "X-None: x", "", "no subject" },
};

static void subject_is_one_decoded_line(void **state)
{
	(void)state;
	for (guint i = 0; i < G_N_ELEMENTS(SUBJECTS); i++) {
		g_autofree char *mail = g_strdup_printf(
			"From: a@example.com\r\n%s\r\n\r\nx\r\n",
			SUBJECTS[i].header);
		AUTO(message) message = parse_text(mail);

		if (strcmp(message->subject, SUBJECTS[i].subject) != 0)
			fail_msg("%s: got «%s», expected «%s»", SUBJECTS[i].why,
				message->subject, SUBJECTS[i].subject);
	}
}

static void long_lines_are_cut_and_pass_the_check(void **state)
{
	(void)state;
	g_autofree char *words = g_strnfill(100000, 'x');
	g_autofree char *mail = g_strdup_printf(
		"Subject: %s\nFrom: %s <a@example.com>\nX-Autoreply: %s\n"
		"Content-Type: text/plain; name=%s\nContent-ID: <%s>\n\nx\n",
		words, words, words, words, words);
	AUTO(message) message = parse_text(mail);
	g_autoptr(GBytes) packed = message_pack(message);
	g_autoptr(GError) error = NULL;
	AUTO(message)
	again = message_unpack(
		packed, strlen(mail), &MAIL_LIMITS_DEFAULT, &error);

	assert_null(error);
	assert_in_range(strlen(again->subject), 1000, 10000);
	assert_int_equal(again->from->len, 1);
}

static const struct {
	const char *field;
	guint count;
	const char *first;
	const char *why;
} ADDRESSES[] = {
	{ "To: a@example.com, b@example.com", 2, "a@example.com", "a list" },
	{ "To: friends: a@example.com, b@example.com;, c@example.com", 3,
		"a@example.com", "a group is its members" },
	{ "To: undisclosed-recipients:;", 0, NULL, "an empty group" },
	{ "To: a@example.com\r\nTo: b@example.com", 2, "a@example.com",
		"a field that stands twice" },
	{ "To: a@example.com,", 1, "a@example.com", "a trailing comma" },
	{ "To: <a@example.com> b", 1, "a@example.com", "words behind it" },
	{ "To: Anna", 0, NULL, "a name is no address" },
	{ "To: \"a b\"@example.com", 0, NULL, "a quoted local part" },
	{ "To: a@[127.0.0.1]", 0, NULL, "an address literal" },
	{ "To: <-x@example.com>", 0, NULL, "an address like an option" },
};

static void only_plain_addresses_are_kept(void **state)
{
	(void)state;
	for (guint i = 0; i < G_N_ELEMENTS(ADDRESSES); i++) {
		g_autofree char *mail = g_strdup_printf(
			"From: x@example.com\r\n%s\r\n\r\nx\r\n",
			ADDRESSES[i].field);
		AUTO(message) message = parse_text(mail);
		const struct contact *first =
			message->to->len ? g_ptr_array_index(message->to, 0)
					 : NULL;

		if (message->to->len != ADDRESSES[i].count ||
			g_strcmp0(first ? first->address : NULL,
				ADDRESSES[i].first) != 0)
			fail_msg("%s: %u addresses, first %s", ADDRESSES[i].why,
				message->to->len,
				first ? first->address : "none");
	}
}

static const struct {
	const char *mail;
	gsize length;
	const char *text;
	const char *why;
} SHAPES[] = {
	{ "", 0, "", "nothing at all" },
	{ "\n", 1, "", "one line end" },
	{ "just words\nand more\n", 20, "just words\nand more\n",
		"no header at all" },
	{ "From x@y Mon Nov 23 10:15:02 2026\nSubject: s\n\ntext\n", 52,
		"text\n", "an mbox From line" },
	{ "Subject: s\rTo: a@example.com\r\rone\rtwo\r", 38, "one\ntwo\n",
		"CR alone ends lines" },
	{ "Subject: s\n\none\n\ntwo", 20, "one\n\ntwo\n",
		"LF alone, no last line end" },
	{ "Subject: s\n\na\0b\n", 16, "ab\n", "NUL in the text" },
	{ "Subject: s\0t\n\nx\n", 16, "x\n", "NUL in a header" },
	{ "Subject: s\n", 11, "", "a header alone" },
	{ "\r\n\r\nSubject: s\r\n\r\nx\r\n", 21, "x\n",
		"blank lines before the header" },
	{ "Subject: s\n\n\xef\xbb\xbf"
	  "a\xe2\x80\x8b"
	  "b\xc2\xa0"
	  "c\n",
		24, "ab c\n", "BOM, zero-width, no-break space" },
};

static void any_shape_of_mail_is_read(void **state)
{
	(void)state;
	for (guint i = 0; i < G_N_ELEMENTS(SHAPES); i++) {
		AUTO(message)
		message = parse_bytes(SHAPES[i].mail, SHAPES[i].length);

		if (strcmp(message->text, SHAPES[i].text) != 0)
			fail_msg("%s: got «%s»", SHAPES[i].why, message->text);
	}
}

static void digest_does_not_see_how_lines_end(void **state)
{
	(void)state;
	AUTO(message) lf = parse_text("Subject: s\n\none\ntwo\n");
	AUTO(message) crlf = parse_text("Subject: s\r\n\r\none\r\ntwo\r\n");
	AUTO(message)
	qp = parse_text("Subject: s\n"
			"Content-Transfer-Encoding: quoted-printable\n\n"
			"on=65\ntw=\no\n");
	AUTO(message) other = parse_text("Subject: s\n\none\ntwo!\n");

	assert_string_equal(lf->digest, crlf->digest);
	assert_string_equal(lf->digest, qp->digest);
	assert_string_not_equal(lf->digest, other->digest);
}

static void own_text_leaves_out_quotes_and_signature(void **state)
{
	(void)state;
	AUTO(message)
	message = parse_text("Subject: Re: s\n\n"
			     "Thanks, that was it.\n"
			     "\n"
			     "On Mon, 23 Nov 2026, Help wrote:\n"
			     "> Did you turn it on?\n"
			     "\n"
			     "Yes I did.\n"
			     "-- \n"
			     "Anna\n");
	g_autofree char *own = message_own_text(message);

	assert_string_equal(own, "Thanks, that was it.\n\nYes I did.\n");
}

static void readable_text_folds_and_names(void **state)
{
	(void)state;
	AUTO(message)
	message = parse_text("From: Anna <anna@example.com>\n"
			     "To: help@example.com\n"
			     "Subject: Re: s\n"
			     "Date: Mon, 23 Nov 2026 10:15:02 +0100\n"
			     "Content-Type: multipart/mixed; boundary=b\n\n"
			     "--b\n\n"
			     "It works.\n\n"
			     "> one\n"
			     "> two\n"
			     "--b\n"
			     "Content-Type: image/png; name=\"../a.png\"\n"
			     "Content-Transfer-Encoding: base64\n\n"
			     "aGVsbG8=\n"
			     "--b--\n");
	g_autofree char *text = message_readable(message);

	assert_string_equal(text,
		"From: Anna <anna@example.com>\n"
		"To: help@example.com\n"
		"Subject: Re: s\n"
		"Date: 2026-11-23T09:15:02Z\n"
		"\n"
		"It works.\n"
		"\n"
		"[2 quoted lines]\n"
		"\n"
		"[attachment: .._a.png, image/png, 5 bytes]\n");
}

static void answers_between_quotes_stand_below_what_they_answer(void **state)
{
	(void)state;
	GString *mail = g_string_new("From: a@example.com\n\nHello\n\n");

	for (guint i = 1; i <= 20; i++)
		g_string_append_printf(mail, "> question %u\n", i);
	g_string_append(mail, "\nYes.\n\n> and last?\n> and then?\n");
	AUTO(message) message = parse_text(mail->str);
	g_autofree char *text = message_readable(message);

	g_string_free(mail, TRUE);
	assert_non_null(strstr(text, "Hello\n\n[12 quoted lines]\n"
				     "> question 13\n"));
	assert_non_null(strstr(text, "> question 20\nYes.\n"));
	assert_non_null(strstr(text, "Yes.\n\n[2 quoted lines]\n"));
}

static void readable_text_shows_all_where_nothing_is_own(void **state)
{
	(void)state;
	AUTO(message)
	message = parse_text("From: a@example.com\n\n> only\n> quotes\n");
	g_autofree char *text = message_readable(message);

	assert_non_null(strstr(text, "> only\n> quotes\n"));
}

static void kinds_have_the_names_of_the_trailer(void **state)
{
	(void)state;
	assert_string_equal(mail_kind_name(MAIL_HUMAN), "human");
	assert_string_equal(mail_kind_name(MAIL_SPAM), "spam");
	assert_false(mail_kind_is_automatic(MAIL_HUMAN));
	for (guint kind = 1; kind < MAIL_KIND_COUNT; kind++)
		assert_true(mail_kind_is_automatic((enum mail_kind)kind));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_mail_gives_its_fields),
		cmocka_unit_test(subject_is_one_decoded_line),
		cmocka_unit_test(long_lines_are_cut_and_pass_the_check),
		cmocka_unit_test(only_plain_addresses_are_kept),
		cmocka_unit_test(any_shape_of_mail_is_read),
		cmocka_unit_test(digest_does_not_see_how_lines_end),
		cmocka_unit_test(own_text_leaves_out_quotes_and_signature),
		cmocka_unit_test(readable_text_folds_and_names),
		cmocka_unit_test(
			answers_between_quotes_stand_below_what_they_answer),
		cmocka_unit_test(readable_text_shows_all_where_nothing_is_own),
		cmocka_unit_test(kinds_have_the_names_of_the_trailer),
	};

	message_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
