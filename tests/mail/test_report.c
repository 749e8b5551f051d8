/* What a delivery report says: of whom, which status, why, and about which of
 * our mails. */
#include "mail.h"

static const struct report_recipient *recipient_at(
	const struct message *message, guint i)
{
	if (i >= message->recipients->len)
		fail_msg("only %u recipients", message->recipients->len);
	return g_ptr_array_index(message->recipients, i);
}

#define REPORT(status)                                                   \
	"From: MAILER-DAEMON@mx.example\n"                               \
	"Subject: Undelivered Mail Returned to Sender\n"                 \
	"Content-Type: multipart/report; report-type=delivery-status;\n" \
	" boundary=b\n\n"                                                \
	"--b\n\nYour mail could not be delivered.\n"                     \
	"--b\nContent-Type: message/delivery-status\n\n"                 \
	"Reporting-MTA: dns; mx.example\n\n" status                      \
	"--b\nContent-Type: message/rfc822\n\n"                          \
	"Message-ID:\n <t1.2.abc@help.example>\nSubject: s\n\ntext\n--b--\n"

static void report_tells_recipient_status_and_reason(void **state)
{
	(void)state;
	AUTO(message)
	message = parse_text(
		REPORT("Final-Recipient: rfc822; anna@example.com\n"
		       "Original-Recipient: rfc822;anna+x@example.com\n"
		       "Action: failed\n"
		       "Status: 5.1.1\n"
		       "Diagnostic-Code: smtp; 550 5.1.1 <anna@example.com>:\n"
		       "    User unknown\n\n"
		       "Final-Recipient: RFC822;<bo@example.com>\n"
		       "Action: Delayed (trying)\n"
		       "Status: 4.4.1 (no answer)\n"));
	const struct report_recipient *anna = recipient_at(message, 0);
	const struct report_recipient *bo = recipient_at(message, 1);

	assert_int_equal(message->kind, MAIL_REPORT);
	assert_int_equal(message->recipients->len, 2);
	assert_string_equal(anna->address, "anna+x@example.com");
	assert_string_equal(anna->status, "5.1.1");
	assert_string_equal(anna->action, "failed");
	assert_string_equal(
		anna->diagnostic, "550 5.1.1 <anna@example.com>: User unknown");
	assert_string_equal(bo->address, "bo@example.com");
	assert_string_equal(bo->status, "4.4.1");
	assert_string_equal(bo->action, "delayed");
	assert_null(bo->diagnostic);
	assert_string_equal(message->report_id, "t1.2.abc@help.example");
}

static void returned_mail_is_no_forward(void **state)
{
	(void)state;
	AUTO(message)
	message =
		parse_text(REPORT("Final-Recipient: rfc822; a@example.com\n"));

	assert_false(message->is_forward);
}

static void hostile_fields_are_left_out(void **state)
{
	(void)state;
	AUTO(message)
	message = parse_text(REPORT("Final-Recipient: rfc822; not an address\n"
				    "Status: 5.1.1\n\n"
				    "Final-Recipient: rfc822; a@example.com\n"
				    "Action: rm -rf\n"
				    "Status: 9.9.9\n"
				    "Diagnostic-Code: x\x1b[31m\n"));
	const struct report_recipient *one = recipient_at(message, 0);

	assert_int_equal(message->recipients->len, 1);
	assert_null(one->status);
	assert_null(one->action);
	assert_null(strchr(one->diagnostic, '\x1b'));
}

static void status_is_sharpened_by_the_reason(void **state)
{
	(void)state;
	AUTO(message)
	message = parse_text(
		REPORT("Final-Recipient: rfc822; a@example.com\n"
		       "Action: failed\nStatus: 5.0.0\n"
		       "Diagnostic-Code: smtp; 552 5.2.2 mailbox full\n"));

	assert_string_equal(recipient_at(message, 0)->status, "5.2.2");
}

static void quoted_reply_of_the_server_is_nearer_than_the_field(void **state)
{
	(void)state;
	AUTO(message)
	message = parse_text(
		REPORT("Final-Recipient: rfc822; anna@example.com\n"
		       "Action: failed\nStatus: 5.1.0\n"
		       "Diagnostic-Code: smtp; 5.1.0 - Unknown address error\n"
		       " 550-'5.7.1 Access denied'\n\n"
		       "Final-Recipient: rfc822; bo@example.com\n"
		       "Action: failed\nStatus: 5.1.1\n"
		       "Diagnostic-Code: smtp; 450 4.2.2 mailbox full\n"));

	assert_string_equal(recipient_at(message, 0)->status, "5.7.1");
	/* One class does not become the other. */
	assert_string_equal(recipient_at(message, 1)->status, "5.1.1");
}

static void fields_of_a_report_in_a_text_are_read(void **state)
{
	(void)state;
	AUTO(message)
	message = parse_text("From: MAILER-DAEMON@mx.example\n"
			     "Subject: Returned mail: User unknown\n\n"
			     "This came back:\n\n"
			     "Reporting-MTA: dns; mx.example\n\n"
			     "Final-Recipient: rfc822; anna@example.com\n"
			     "Action: failed\nStatus: 5.1.1\n");

	assert_string_equal(
		recipient_at(message, 0)->address, "anna@example.com");
	assert_string_equal(recipient_at(message, 0)->status, "5.1.1");
}

static void feedback_names_who_complained_and_no_failure(void **state)
{
	(void)state;
	AUTO(message)
	message = parse_text("From: fbl@example.com\nSubject: feedback\n"
			     "Content-Type: multipart/report; boundary=b;\n"
			     " report-type=feedback-report\n\n"
			     "--b\n\nThis is an abuse report.\n"
			     "--b\nContent-Type: message/feedback-report\n\n"
			     "Feedback-Type: abuse\nVersion: 1\n"
			     "Original-Rcpt-To: <anna@example.com>\n\n"
			     "--b\nContent-Type: message/rfc822\n\n"
			     "Message-ID: <n1@help.example>\n\ntext\n--b--\n");
	const struct report_recipient *anna = recipient_at(message, 0);

	assert_int_equal(message->kind, MAIL_REPORT);
	assert_string_equal(anna->address, "anna@example.com");
	assert_string_equal(anna->diagnostic, "feedback: abuse");
	assert_null(anna->status);
	assert_null(anna->action);
	assert_string_equal(message->report_id, "n1@help.example");
}

static const struct {
	const char *mail;
	const char *address;
	const char *status;
	const char *id;
	const char *why;
} PLAIN[] = {
	{ "From: MAILER-DAEMON@mx.example\nSubject: failure notice\n\n"
	  "Hi. This is the qmail-send program at mx.example.\n"
	  "I'm afraid I wasn't able to deliver your message.\n\n"
	  "<anna@example.com>:\n"
	  "Sorry, no mailbox here by that name. (#5.1.1)\n\n"
	  "--- Below this line is a copy of the message.\n\n"
	  "Return-Path: <help@help.example>\n"
	  "Message-ID: <t1.2.abc@help.example>\n",
		"anna@example.com", "5.1.1", "t1.2.abc@help.example", "qmail" },
	{ "From: Mail Delivery System <Mailer-Daemon@mx.example>\n"
	  "X-Failed-Recipients: anna@example.com\n"
	  "Subject: Mail delivery failed: returning message to sender\n\n"
	  "This message was created automatically by mail delivery.\n\n"
	  "  anna@example.com\n"
	  "    host mx2.example [192.0.2.1]\n"
	  "    SMTP error after RCPT TO:<anna@example.com>:\n"
	  "    550 5.7.1 Access denied\n\n"
	  "------ This is a copy of the message, including headers. ------\n\n"
	  "Message-ID: <t1.2.abc@help.example>\n",
		"anna@example.com", "5.7.1", "t1.2.abc@help.example", "exim" },
	{ "From: MAILER-DAEMON@mx.example\n"
	  "Subject: Undelivered Mail Returned to Sender\n\n"
	  "This is the Postfix program at host mx.example.\n\n"
	  "<anna@example.com>: host mx2.example[192.0.2.1] said: 451 4.7.1\n"
	  "    Greylisted\n",
		"anna@example.com", "4.7.1", NULL, "postfix" },
	{ "From: MAILER-DAEMON@mx.example\nSubject: Returned mail\n\n"
	  "   ----- The following addresses had permanent errors -----\n"
	  "<anna@example.com>\n"
	  "    (reason: 550 no such user)\n",
		"anna@example.com", "5.0.0", NULL, "sendmail" },
	{ "From: MAILER-DAEMON <>\nTo: help@help.example\n"
	  "Subject: Mail delivery failed\n\n"
	  "There was an error delivering your mail to <anna@example.com>.\n\n"
	  "mx.example [192.0.2.1] did not like our final DATA:\n"
	  "550-5.7.26 Unauthenticated email is not accepted\n"
	  "550 5.7.26 gsmtp\n\n"
	  "Message headers follow.\n\n"
	  "Message-ID: <t1.2.abc@help.example>\nTo: <other@example.com>\n",
		"anna@example.com", "5.7.26", "t1.2.abc@help.example",
		"in a sentence" },
	{ "From: System Administrator <postmaster@mx.example>\n"
	  "To: help@help.example\nSubject: Undeliverable: Printer\n\n"
	  "Your message\n\n  To:      help@help.example\n"
	  "  Subject: Printer\n\n"
	  "did not reach the following recipient(s):\n\n"
	  "anna@example.com on Thu, 29 Apr 2007 16:51:51 -0500\n"
	  "    The recipient name is not recognized\n",
		"anna@example.com", NULL, NULL, "Exchange" },
	{ "From: MAILER-DAEMON@mx.example\nSubject: Mail delivery failed\n\n"
	  "The following address failed:\n\n"
	  "\"anna@example.com\":\nSMTP error after RCPT command:\n"
	  "5.2.2 <anna@example.com>... Mailbox Full\n\n"
	  "--- The header of the original message is following. ---\n\n"
	  "To: anna@example.com\n",
		"anna@example.com", "5.2.2", NULL, "in quotes" },
	{ "From: Postmaster <postmaster@mx.example>\n"
	  "Subject: Undeliverable Mail\n\n"
	  "Unknown user: anna@example.com\n\n"
	  "For help contact help@mx.example\n\n"
	  "Original message follows.\n",
		"anna@example.com", NULL, NULL, "beside who can help" },
	{ "From: MAILER-DAEMON@mx.example\nSubject: Returned mail\n\n"
	  "   ----- Transcript of session follows -----\n"
	  "421 example.com (smtp)... Deferred: Connection timed out\n\n"
	  "   ----- Unsent message follows -----\n"
	  "Received: by mx.example\nFrom: help@help.example\n"
	  "To: anna@example.com\n\nWords\n",
		"anna@example.com", "4.0.0", NULL, "only in what came back" },
	{ "From: post_master@mx.example\nTo: help@help.example\n"
	  "Subject: Re: Printer\n\n"
	  "Error: Invalid user address\n\n550 - no such user here\n\n"
	  "  MAIL FROM: help@help.example\n  RCPT TO: anna@example.com\n",
		"anna@example.com", "5.0.0", NULL, "subject of a person" },
};

static void plain_reports_are_read_too(void **state)
{
	(void)state;
	for (guint i = 0; i < G_N_ELEMENTS(PLAIN); i++) {
		AUTO(message) message = parse_text(PLAIN[i].mail);

		if (message->kind != MAIL_REPORT ||
			message->recipients->len != 1)
			fail_msg("%s: %s, %u recipients", PLAIN[i].why,
				mail_kind_name(message->kind),
				message->recipients->len);
		const struct report_recipient *one = recipient_at(message, 0);

		if (strcmp(one->address, PLAIN[i].address) != 0 ||
			g_strcmp0(one->status, PLAIN[i].status) != 0 ||
			g_strcmp0(message->report_id, PLAIN[i].id) != 0)
			fail_msg("%s: %s %s %s", PLAIN[i].why, one->address,
				one->status ? one->status : "no status",
				message->report_id ? message->report_id
						   : "no id");
	}
}

static void status_of_a_pipe_is_that_of_who_is_behind_it(void **state)
{
	(void)state;
	AUTO(message)
	message = parse_text(
		"From: MAILER-DAEMON@mx.example\n"
		"Subject: Mail delivery failed: returning message to sender\n"
		"X-Failed-Recipients: anna@example.com\n"
		"Content-Type: multipart/report; report-type=delivery-status;\n"
		" boundary=b\n\n--b\n\nA pipe failed.\n"
		"--b\nContent-Type: message/delivery-status\n\n"
		"Reporting-MTA: dns; mx.example\n\n"
		"Action: failed\nFinal-Recipient: rfc822;|/bin/anna\n"
		"Status: 5.3.0\n\n--b--\n");

	assert_int_equal(message->recipients->len, 1);
	assert_string_equal(recipient_at(message, 0)->status, "5.3.0");
}

static void complaint_of_several_names_them_all(void **state)
{
	(void)state;
	AUTO(message)
	message = parse_text("From: fbl@example.com\nSubject: feedback\n"
			     "Content-Type: multipart/report; boundary=b;\n"
			     " report-type=feedback-report\n\n"
			     "--b\nContent-Type: message/feedback-report\n\n"
			     "Feedback-Type: abuse\nVersion: 1\n"
			     "Original-Rcpt-To: anna@example.com\n"
			     "Original-Rcpt-To: bo@example.com\n\n--b--\n");

	assert_int_equal(message->recipients->len, 2);
	assert_string_equal(
		recipient_at(message, 1)->diagnostic, "feedback: abuse");
}

static void mail_of_a_person_reports_nothing(void **state)
{
	(void)state;
	AUTO(message)
	message =
		parse_text("From: anna@example.com\nSubject: failure notice\n\n"
			   "<bo@example.com>:\n550 5.1.1 unknown\n"
			   "Message-ID: <t1.2.abc@help.example>\n");

	assert_int_equal(message->recipients->len, 0);
	assert_null(message->report_id);
}

static void report_of_very_many_is_cut(void **state)
{
	(void)state;
	GString *status = g_string_new(NULL);

	for (guint i = 0; i < 5000; i++)
		g_string_append_printf(status,
			"Final-Recipient: rfc822; a%u@example.com\n\n", i);
	g_autofree char *mail = g_strdup_printf(REPORT("%s"), status->str);
	AUTO(message) message = parse_text(mail);

	g_string_free(status, TRUE);
	assert_in_range(message->recipients->len, 100, 1000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(report_tells_recipient_status_and_reason),
		cmocka_unit_test(returned_mail_is_no_forward),
		cmocka_unit_test(hostile_fields_are_left_out),
		cmocka_unit_test(
			quoted_reply_of_the_server_is_nearer_than_the_field),
		cmocka_unit_test(fields_of_a_report_in_a_text_are_read),
		cmocka_unit_test(feedback_names_who_complained_and_no_failure),
		cmocka_unit_test(status_is_sharpened_by_the_reason),
		cmocka_unit_test(plain_reports_are_read_too),
		cmocka_unit_test(status_of_a_pipe_is_that_of_who_is_behind_it),
		cmocka_unit_test(complaint_of_several_names_them_all),
		cmocka_unit_test(mail_of_a_person_reports_nothing),
		cmocka_unit_test(report_of_very_many_is_cut),
	};

	message_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
