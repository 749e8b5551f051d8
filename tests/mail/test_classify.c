/* What kind of mail it is: nothing automatic is answered, nothing human is
 * taken for automatic. */
#include "mail.h"

static const struct {
	const char *header;
	enum mail_kind kind;
	const char *why;
} CASES[] = {
	{ "Subject: Printer", MAIL_HUMAN, "a plain mail" },
	{ "Auto-Submitted: no", MAIL_HUMAN, "said to be a person's" },
	{ "Auto-Submitted: no (typed)", MAIL_HUMAN, "with a comment" },
	{ "Auto-Submitted: auto-replied", MAIL_AUTO, "RFC 3834" },
	{ "auto-submitted: AUTO-GENERATED; owner=x", MAIL_AUTO,
		"in any case, with parameters" },
	{ "Auto-Submitted:\r\n auto-replied", MAIL_AUTO, "folded" },
	{ "Auto-Submitted: no\r\nAuto-Submitted: auto-replied", MAIL_AUTO,
		"a second field is not hidden by the first" },
	{ "X-Auto-Response-Suppress: All", MAIL_AUTO, "Exchange" },
	{ "X-Auto-Response-Suppress: None", MAIL_HUMAN, "Exchange, none" },
	{ "X-Autoreply: yes", MAIL_AUTO, "an autoresponder" },
	{ "X-Autorespond: x", MAIL_AUTO, "an autoresponder" },
	{ "Precedence: auto_reply", MAIL_AUTO, "an autoresponder" },
	{ "X-POST-MessageClass: 9; Autoresponder", MAIL_AUTO, "VM" },
	{ "Return-Path: <>", MAIL_AUTO, "an empty return path" },
	{ "Return-Path: <a@example.com>", MAIL_HUMAN, "a return path" },
	{ "From: noreply@example.com", MAIL_AUTO, "nobody reads it" },
	{ "From: do-not-reply@example.com", MAIL_AUTO, "nobody reads it" },
	{ "From: MAILER-DAEMON@example.com", MAIL_AUTO, "an MTA" },
	{ "From: nora.reply@example.com", MAIL_HUMAN, "a person's name" },
	{ "Subject: Automatic reply: Printer", MAIL_AUTO, "Outlook" },
	{ "Subject: Out of Office: x", MAIL_AUTO, "Outlook, older" },
	{ "Subject: =?utf-8?q?Fr=C3=A5nvarande=3A_x?=", MAIL_AUTO, "sv" },
	{ "Subject: Autosvar: x", MAIL_AUTO, "sv nb da" },
	{ "Subject: Automatisk svar: x", MAIL_AUTO, "nb" },
	{ "Subject: Automatiskt svar: x", MAIL_AUTO, "sv" },
	{ "Subject: =?utf-8?q?Odpowied=C5=BA_automatyczna=3A_x?=", MAIL_AUTO,
		"pl" },
	{ "Subject: Automatische Antwort: x", MAIL_AUTO, "de" },
	{ "Subject: =?utf-8?q?R=C3=A9ponse_automatique=C2=A0=3A_x?=", MAIL_AUTO,
		"fr" },
	{ "Subject: Automatisch antwoord: x", MAIL_AUTO, "nl" },
	{ "Subject: Automaattinen vastaus: x", MAIL_AUTO, "fi" },
	{ "Subject: Re: Automatic reply: x", MAIL_HUMAN,
		"a person answers an automatic reply" },
	{ "Subject: The automatic reply is broken", MAIL_HUMAN,
		"a person writes of one" },
	{ "List-Id: <l.example.com>", MAIL_LIST, "a list" },
	{ "List-Post: <mailto:l@example.com>", MAIL_LIST, "a list" },
	{ "Precedence: list", MAIL_LIST, "a list" },
	{ "Mailing-List: contact x", MAIL_LIST, "a list" },
	{ "Precedence: bulk", MAIL_BULK, "bulk" },
	{ "Precedence: junk", MAIL_BULK, "junk" },
	{ "List-Unsubscribe: <mailto:u@example.com>", MAIL_BULK,
		"a newsletter" },
	{ "Precedence: normal", MAIL_HUMAN, "neither" },
	{ "X-Spam-Flag: YES", MAIL_SPAM, "SpamAssassin" },
	{ "X-Spam-Status: Yes, score=9", MAIL_SPAM, "SpamAssassin" },
	{ "X-Spam-Status: No, score=1", MAIL_HUMAN, "no spam" },
	{ "X-Spam-Flag: NO", MAIL_HUMAN, "no spam" },
	{ "Content-Type: text/calendar; method=REQUEST", MAIL_CALENDAR,
		"an invitation" },
	{ "Content-Type: multipart/report; report-type=delivery-status; "
	  "boundary=b",
		MAIL_REPORT, "RFC 3464" },
	{ "Content-Type: multipart/report; boundary=b;\r\n"
	  " report-type=disposition-notification",
		MAIL_RECEIPT, "RFC 8098" },
	{ "From: MAILER-DAEMON@example.com\r\n"
	  "Subject: Undelivered Mail Returned to Sender",
		MAIL_REPORT, "a plain bounce" },
	{ "Return-Path: <>\r\nSubject: failure notice", MAIL_REPORT,
		"a plain bounce by its empty path" },
	{ "From: a@example.com\r\nSubject: failure notice", MAIL_HUMAN,
		"a person may write of a failure" },
	{ "From: MAILER-DAEMON@example.com\r\nAuto-Submitted: auto-replied\r\n"
	  "Subject: Mail delivery failed: returning message to sender",
		MAIL_REPORT, "a report is one before it is automatic" },
};

static void headers_tell_the_kind(void **state)
{
	(void)state;
	for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
		g_autofree char *mail = g_strdup_printf("%s\r\n%s\r\n\r\nx\r\n",
			strstr(CASES[i].header, "From:")
				? "To: help@example.com"
				: "From: anna@example.com",
			CASES[i].header);
		AUTO(message) message = parse_text(mail);

		if (message->kind != CASES[i].kind)
			fail_msg("%s: «%s» is %s (%s), expected %s",
				CASES[i].why, CASES[i].header,
				mail_kind_name(message->kind),
				message->kind_why,
				mail_kind_name(CASES[i].kind));
	}
}

static void reason_names_the_field(void **state)
{
	(void)state;
	AUTO(message)
	message = parse_text("Auto-Submitted: auto-replied\n\nx\n");
	AUTO(message) human = parse_text("Subject: x\n\nx\n");

	assert_string_equal(message->kind_why, "Auto-Submitted: auto-replied");
	assert_string_equal(human->kind_why, "");
}

static void reason_is_one_short_line(void **state)
{
	(void)state;
	g_autofree char *value = g_strnfill(5000, 'x');
	g_autofree char *mail =
		g_strdup_printf("X-Autoreply: %s\x1b[31m\n\nx\n", value);
	AUTO(message) message = parse_text(mail);

	assert_int_equal(message->kind, MAIL_AUTO);
	assert_true(strlen(message->kind_why) < 200);
	assert_null(strchr(message->kind_why, '\x1b'));
}

static void appointments_sent_along_are_a_persons_mail(void **state)
{
	(void)state;
	AUTO(message)
	message = parse_text(
		"Content-Type: multipart/mixed; boundary=b\n\n"
		"--b\n\nHere are the dates.\n"
		"--b\nContent-Type: text/calendar; name=dates.ics\n\n"
		"BEGIN:VCALENDAR\n--b--\n");

	assert_int_equal(message->kind, MAIL_HUMAN);
}

static void forward_of_a_bounce_is_a_persons_mail(void **state)
{
	(void)state;
	AUTO(message)
	message = parse_text(
		"From: anna@example.com\nSubject: Fwd: failure notice\n"
		"Content-Type: multipart/mixed; boundary=b\n\n"
		"--b\n\nWhat is this?\n"
		"--b\nContent-Type: message/rfc822\n\n"
		"From: MAILER-DAEMON@example.com\nSubject: failure notice\n\n"
		"<x@example.com>: 550 5.1.1 unknown\n--b--\n");

	assert_int_equal(message->kind, MAIL_HUMAN);
	assert_true(message->is_forward);
	assert_int_equal(message->recipients->len, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(headers_tell_the_kind),
		cmocka_unit_test(reason_names_the_field),
		cmocka_unit_test(reason_is_one_short_line),
		cmocka_unit_test(appointments_sent_along_are_a_persons_mail),
		cmocka_unit_test(forward_of_a_bounce_is_a_persons_mail),
	};

	message_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
