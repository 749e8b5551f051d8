/* What machines bring: results of the mailer, reports, broken mail, history,
 * and the operator's shell. */
#include "scenario.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static void ask_for_help(struct fake *fake)
{
	static const struct fake_mail mail = { BOB, "Mail", "x",
		.flags = FAKE_DMARC };

	assert_int_equal(fake_mail(fake, &mail), VERDICT_COMMIT);
}

/* --- deliveries */

static void deliver(struct fake *fake, guint32 message, const char *address,
	enum delivery_state state, const char *reply)
{
	g_autofree char *to = g_strdup(address), *said = g_strdup(reply);
	struct delivery_report report = { .ticket = 1,
		.message = message,
		.address = to,
		.state = state,
		.at = fake->time,
		.reply = said };
	g_autoptr(GPtrArray) reports = g_ptr_array_new();
	struct event event = { .kind = EVENT_DELIVERIES,
		.deliveries = reports };

	g_ptr_array_add(reports, &report);
	assert_int_equal(fake_apply(fake, &event, NULL), VERDICT_COMMIT);
}

static void a_sent_mail_is_a_line_and_a_trailer(void **state)
{
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);
	g_autofree char *delivered = NULL, *told = NULL, *ticket = NULL;

	(void)state;
	ask_for_help(fake);
	deliver(fake, 2, "bob@cust.example", DELIVERY_SENT, "250 2.0.0 ok");
	delivered = fake_trailer(fake, TRAILER_DELIVERED);
	ticket = fake_trailer(fake, TRAILER_TICKET);
	told = fake_told(fake);
	assert_string_equal(delivered, "T-1 0002-out bob@cust.example 250");
	assert_string_equal(ticket, "1");
	assert_string_equal(told, "");
	assert_string_equal(fake->last->commit->subject, "deliver: 1 mail");
	assert_int_equal(fake->last->tickets->len, 0);
}

static void a_failed_mail_is_told_to_agents(void **state)
{
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);
	g_autofree char *told = NULL, *address = NULL, *code = NULL;

	(void)state;
	ask_for_help(fake);
	deliver(fake, 2, "bob@cust.example", DELIVERY_FAILED,
		"550 5.1.1 no such user");
	told = fake_told(fake);
	assert_string_equal(told,
		"undelivered anna@example.com, undelivered olle@example.com");
	address =
		fake_data(fake_notice_to(fake, "anna@example.com"), "address");
	code = fake_data(fake_notice_to(fake, "anna@example.com"), "code");
	assert_string_equal(address, "bob@cust.example");
	assert_string_equal(code, "550");
}

static void a_ticket_with_a_failed_reply_closes_by_force_only(void **state)
{
	static const struct step steps[] = {
		{ .why = "refused",
			.mail = { ANNA, "Re: Mail", "#close",
				.flags = FAKE_DMARC, .answers = "1.3" },
			.ticket = 1,
			.status = "new",
			.refused = "#close (the last reply did not arrive, "
				   "#close force closes it)" },
		{ .why = "forced",
			.mail = { ANNA, "Re: Mail", "#close force",
				.flags = FAKE_DMARC, .answers = "1.3" },
			.ticket = 1,
			.status = "closed",
			.event = "close" },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);

	(void)state;
	ask_for_help(fake);
	deliver(fake, 2, "bob@cust.example", DELIVERY_FAILED, "550 no");
	play(fake, steps, G_N_ELEMENTS(steps));
}

/* --- reports */

static char *report_about(const struct fake *fake, guint32 message)
{
	g_autofree char *id =
		token_message_id(keyring_at(fake->keyring, fake->time),
			"help@example.com", 1, message);

	return g_strdup_printf(
		"Return-Path: <>\r\n"
		"From: MAILER-DAEMON@mx.cust.example\r\n"
		"To: help@example.com\r\nSubject: Undelivered\r\n"
		"Message-ID: <dsn%u@mx.cust.example>\r\nMIME-Version: 1.0\r\n"
		"Content-Type: multipart/report; report-type=delivery-status; "
		"boundary=b\r\n\r\n"
		"--b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n"
		"--b\r\nContent-Type: message/delivery-status\r\n\r\n"
		"Reporting-MTA: dns; mx.cust.example\r\n\r\n"
		"Final-Recipient: rfc822; bob@cust.example\r\n"
		"Action: failed\r\nStatus: 5.1.1\r\n"
		"Diagnostic-Code: smtp; 550 5.1.1 gone\r\n\r\n"
		"--b\r\nContent-Type: message/rfc822\r\n\r\n"
		"Message-ID: <%s>\r\nSubject: x\r\n\r\ny\r\n--b--\r\n",
		message, id);
}

static void a_bounce_is_written_down_told_and_mutes(void **state)
{
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);
	static const struct fake_mail again = { BOB, "Here", "I am back",
		.flags = FAKE_DMARC };
	g_autofree char *mail = NULL, *told = NULL, *event = NULL;
	const struct known_ticket *known;
	const struct person *person;

	(void)state;
	ask_for_help(fake);
	mail = report_about(fake, 2);
	assert_int_equal(fake_raw(fake, mail, strlen(mail)), VERDICT_COMMIT);
	told = fake_told(fake);
	event = fake_trailer(fake, TRAILER_EVENT);
	assert_string_equal(event, "bounce");
	assert_string_equal(told,
		"undelivered anna@example.com, undelivered olle@example.com");
	known = fake->tickets->pdata[0];
	assert_int_equal(
		delivery_find(known->deliveries, 2, "bob@cust.example")->state,
		DELIVERY_BOUNCED);
	assert_string_equal(status_name(known->ticket->status), "new");
	person = g_hash_table_lookup(fake->persons, "bob@cust.example");
	assert_non_null(person->muted);
	/* Who writes again is there again, and answered. */
	fake_mail(fake, &again);
	assert_non_null(fake_notice_to(fake, "bob@cust.example"));
	person = g_hash_table_lookup(fake->persons, "bob@cust.example");
	assert_null(person->muted);
}

static void nothing_is_sent_to_the_muted(void **state)
{
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);
	static const struct fake_mail reply = { ANNA, "Re: Mail", "Hello?",
		.flags = FAKE_DMARC, .answers = "1.3" };
	g_autofree char *mail = NULL, *told = NULL, *withheld = NULL;

	(void)state;
	ask_for_help(fake);
	mail = report_about(fake, 2);
	fake_raw(fake, mail, strlen(mail));
	fake_mail(fake, &reply);
	told = fake_told(fake);
	withheld = fake_trailer(fake, TRAILER_WITHHELD);
	assert_string_equal(told, "");
	assert_string_equal(withheld, "reply bob@cust.example (muted)");
}

/* A notice of several: its Message-ID is known to each, its bounce addresses to
 * nobody but their owners. */
static void who_knows_a_notice_reports_nobody_else(void **state)
{
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);
	static const struct fake_mail mail = { BOB, "Mail", "Two of us.",
		.flags = FAKE_DMARC, .cc = "eve@cust.example" };
	struct reply_token token = { 1, 0, REPLY_BOUNCE, "" };
	const struct known_ticket *known;
	const struct person *person;

	(void)state;
	fake_mail(fake, &mail);
	token.message =
		fake_notice_to(fake, "eve@cust.example")->article.number;
	known = fake->tickets->pdata[0];
	assert_non_null(delivery_find(
		known->deliveries, token.message, "bob@cust.example"));
	g_autofree char *forged = report_about(fake, token.message);

	fake_raw(fake, forged, strlen(forged));
	person = g_hash_table_lookup(fake->persons, "bob@cust.example");
	assert_true(!person || !person->muted);
	token_mac(keyring_at(fake->keyring, fake->time), 1, token.message,
		REPLY_BOUNCE, "eve@cust.example", token.mac);
	g_autofree char *address = token_address("help@example.com", &token);
	g_autofree char *hers = g_strdup_printf(
		"Delivered-To: %s\r\n%s", address, strstr(forged, "From: "));

	memcpy(strstr(hers, "<dsn"), "<two", 4);
	/* It says Bob; it came to hers. */
	fake_raw(fake, hers, strlen(hers));
	person = g_hash_table_lookup(fake->persons, "bob@cust.example");
	assert_true(!person || !person->muted);
	person = g_hash_table_lookup(fake->persons, "eve@cust.example");
	assert_true(person && person->muted);
}

/* --- broken mail */

static enum verdict take_broken(struct fake *fake, char digest)
{
	static const char raw[] = "From: bob@cust.example\r\n\r\n\1";
	g_autoptr(GBytes) bytes = g_bytes_new_static(raw, sizeof raw - 1);
	AUTO(facts) facts = facts_scan(bytes);
	struct event event = { .kind = EVENT_BROKEN,
		.facts = facts,
		.broken = "501 parts, at most 500 are read" };

	memset(event.sha256, digest, 64);
	return fake_apply(fake, &event, bytes);
}

static void a_broken_mail_is_kept_once_and_told_to_the_lead(void **state)
{
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);
	g_autofree char *told = NULL, *message = NULL;

	(void)state;
	assert_int_equal(take_broken(fake, 'a'), VERDICT_COMMIT);
	assert_true(fake->last->quarantine);
	told = fake_told(fake);
	message = fake_trailer(fake, TRAILER_MESSAGE);
	assert_string_equal(told, "quarantined nils@example.com");
	assert_true(g_str_has_prefix(message, "quarantine sha256=aaaa"));
	assert_string_equal(fake->last->commit->subject,
		"quarantine: 501 parts, at most 500 are read");
	assert_int_equal(take_broken(fake, 'a'), VERDICT_NOTHING);
	/* Another of the same day is kept, and not told again. */
	assert_int_equal(take_broken(fake, 'b'), VERDICT_COMMIT);
	assert_int_equal(fake->last->notices->len, 0);
}

/* A mail over the size limit: its header, and where it lies. */
static enum verdict take_large(
	struct fake *fake, char digest, const char *from, const char *more)
{
	g_autofree char *raw = g_strdup_printf(
		"From: %s\r\nSubject: Holiday pictures\r\n%s", from, more);
	g_autoptr(GBytes) bytes = g_bytes_new(raw, strlen(raw));
	AUTO(facts) facts = facts_scan(bytes);
	AUTO(message) message = message_parse(bytes, &MAIL_LIMITS_DEFAULT);
	struct event event = { .kind = EVENT_BROKEN,
		.facts = facts,
		.message = message,
		.broken = "over the size limit",
		.is_too_big = TRUE };

	memset(event.sha256, digest, 64);
	return fake_apply(fake, &event, bytes);
}

static void too_large_a_mail_is_told_to_its_sender_and_the_lead(void **state)
{
	static const struct {
		const char *why, *from, *more, *told, *withheld;
	} cases[] = {
		{ "anybody, and the lead", BOB, "",
			"quarantined bob@cust.example, "
			"quarantined nils@example.com",
			"" },
		{ "the lead has heard of one today", "Eve <eve@x.example>", "",
			"quarantined eve@x.example", "" },
		{ "an agent as well", ANNA, "", "quarantined anna@example.com",
			"" },
		{ "a machine is not answered", "Shop <shop@x.example>",
			"Auto-Submitted: auto-generated\r\n", "",
			"quarantined shop@x.example (Auto-Submitted: "
			"auto-generated)" },
		{ "not even an agent's", OLLE,
			"Auto-Submitted: auto-replied\r\n", "",
			"quarantined olle@example.com (Auto-Submitted: "
			"auto-replied)" },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *told = NULL, *withheld = NULL;
		char digest = (char)('a' + i);

		assert_int_equal(
			take_large(fake, digest, cases[i].from, cases[i].more),
			VERDICT_COMMIT);
		told = fake_told(fake);
		withheld = fake_trailer(fake, TRAILER_WITHHELD);
		if (strcmp(told, cases[i].told) != 0 ||
			strcmp(withheld, cases[i].withheld) != 0)
			fail_msg("%s: told %s, withheld %s", cases[i].why, told,
				withheld);
		/* Once each, however often it comes. */
		assert_int_equal(
			take_large(fake, digest, cases[i].from, cases[i].more),
			VERDICT_NOTHING);
	}
}

static void a_lead_who_sends_too_large_a_mail_reads_the_sender_s_words(
	void **state)
{
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);
	g_autofree char *sender = NULL, *limit = NULL;

	(void)state;
	take_large(fake, 'a', NILS, "");
	assert_int_equal(fake->last->notices->len, 1);
	sender = fake_data(fake_notice_to(fake, "nils@example.com"), "sender");
	limit = fake_data(fake_notice_to(fake, "nils@example.com"), "limit");
	assert_string_equal(sender, "true");
	assert_string_equal(limit, "50.0\xc2\xa0MiB");
}

/* --- limits */

static const char FEW_ACKS_CONF[] = "[auth]\n"
				    "\tauthserv-id = mx.example.com\n"
				    "[limits]\n"
				    "\tacks-per-hour = 2\n";

static void write_from(struct fake *fake, const char *from)
{
	struct fake_mail mail = {
		.from = from, .subject = from, .text = "Help!"
	};

	assert_int_equal(fake_mail(fake, &mail), VERDICT_COMMIT);
}

/* Counted as the index does: what went to the unproven, whoever it was. */
static void count_acknowledgements(struct fake *fake, guint count)
{
	for (guint i = 0; i < count; i++) {
		struct fake_notice *notice = g_new0(struct fake_notice, 1);

		notice->kind = g_strdup("received");
		notice->address = g_strdup("");
		notice->at = fake->time;
		g_ptr_array_add(fake->notices, notice);
	}
}

static void the_lead_hears_of_a_limit_once_an_hour(void **state)
{
	AUTO(fake) fake = fake_new(DESK_CONF, FEW_ACKS_CONF);
	g_autofree char *first = NULL, *second = NULL, *later = NULL;
	g_autofree char *withheld = NULL, *limit = NULL;
	const struct notice *notice;

	(void)state;
	count_acknowledgements(fake, 2);
	write_from(fake, "a@x.example");
	first = fake_told(fake);
	withheld = fake_trailer(fake, TRAILER_WITHHELD);
	assert_string_equal(first,
		"new-for-agent anna@example.com, new-for-agent "
		"olle@example.com, limited nils@example.com");
	assert_string_equal(withheld,
		"received a@x.example (over 2 acknowledgements an hour)");
	notice = fake_notice_to(fake, "nils@example.com");
	limit = fake_data(notice, "limit");
	assert_string_equal(limit, "2");
	assert_int_equal(notice->article.ticket, 0);
	write_from(fake, "b@x.example");
	second = fake_told(fake);
	assert_null(strstr(second, "limited"));
	assert_int_equal(fake->tickets->len, 2);
	fake->time += 3601;
	count_acknowledgements(fake, 2);
	write_from(fake, "c@x.example");
	later = fake_told(fake);
	assert_non_null(strstr(later, "limited nils@example.com"));
}

static void a_lead_told_of_a_limit_still_gets_the_request(void **state)
{
	AUTO(fake) fake = fake_new(DESK_CONF, FEW_ACKS_CONF);
	struct fake_mail mail = {
		.from = "a@x.example", .subject = "printer", .text = "Help!"
	};
	g_autofree char *told = NULL;

	(void)state;
	count_acknowledgements(fake, 2);
	fake_mail(fake, &mail);
	told = fake_told(fake);
	assert_string_equal(told, "new-for-agent nils@example.com, "
				  "limited nils@example.com");
}

static void a_mail_over_a_limit_goes_to_quarantine(void **state)
{
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);
	g_autoptr(GString) mail = g_string_new(
		"From: bob@cust.example\r\nSubject: x\r\n"
		"Content-Type: multipart/mixed; boundary=b\r\n\r\n");

	(void)state;
	for (guint i = 0; i < 600; i++)
		g_string_append(mail, "--b\r\n\r\nx\r\n");
	g_string_append(mail, "--b--\r\n");
	assert_int_equal(fake_raw(fake, mail->str, mail->len), VERDICT_COMMIT);
	assert_true(fake->last->quarantine);
	assert_int_equal(fake->tickets->len, 0);
	assert_string_equal(fake->last->why, "more parts than the limit");
}

/* --- history */

static enum verdict import_mail(
	struct fake *fake, const char *id, const char *date, guint32 onto)
{
	g_autofree char *mail = g_strdup_printf(
		"From: Bob <bob@cust.example>\r\nTo: help@example.com\r\n"
		"Subject: Old\r\nMessage-ID: <%s>\r\nDate: %s\r\n\r\n"
		"#close\r\n",
		id, date);
	g_autoptr(GBytes) bytes = g_bytes_new(mail, strlen(mail));
	AUTO(facts) facts = facts_scan(bytes);
	AUTO(message) message = message_parse(bytes, &MAIL_LIMITS_DEFAULT);
	struct event event = { .kind = EVENT_IMPORT,
		.facts = facts,
		.message = message,
		.import_ticket = onto };

	return fake_apply(fake, &event, bytes);
}

static void history_makes_closed_tickets_and_tells_nobody(void **state)
{
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);
	g_autofree char *told = NULL, *proof = NULL, *command = NULL;
	const struct ticket *ticket;

	(void)state;
	assert_int_equal(
		import_mail(fake, "a@x", "Mon, 02 Jul 2001 10:00:00 +0000", 0),
		VERDICT_COMMIT);
	told = fake_told(fake);
	proof = fake_trailer(fake, TRAILER_PROOF);
	command = fake_trailer(fake, TRAILER_COMMAND);
	assert_string_equal(told, "");
	assert_string_equal(proof, "import");
	assert_string_equal(command, "");
	assert_int_equal(fake->last->commit->author_time, 994068000);
	import_mail(fake, "b@x", "Tue, 03 Jul 2001 10:00:00 +0000", 1);
	assert_int_equal(
		import_mail(fake, "b@x", "Tue, 03 Jul 2001 10:00:00 +0000", 1),
		VERDICT_NOTHING);
	ticket = fake_ticket(fake, 1);
	assert_int_equal(ticket->status, STATUS_CLOSED);
	assert_int_equal(ticket->created, 994068000);
	assert_int_equal(ticket->closed, 994154400);
	assert_int_equal(fake->tickets->len, 1);
}

static void history_remembers_no_parent_that_joins_nothing(void **state)
{
	static const char MAIL[] = "From: Bob <bob@cust.example>\r\n"
				   "Message-ID: <c@x>\r\n"
				   "References: <absent@x>\r\n"
				   "In-Reply-To: <elsewhere@x>\r\n\r\nhi\r\n";
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);
	g_autoptr(GBytes) bytes = g_bytes_new_static(MAIL, strlen(MAIL));
	AUTO(facts) facts = facts_scan(bytes);
	AUTO(message) message = message_parse(bytes, &MAIL_LIMITS_DEFAULT);
	struct event event = {
		.kind = EVENT_IMPORT, .facts = facts, .message = message
	};
	g_autofree char *refers = NULL;

	(void)state;
	assert_int_equal(fake_apply(fake, &event, bytes), VERDICT_COMMIT);
	refers = fake_trailer(fake, TRAILER_REFERS);
	assert_string_equal(refers, "<absent@x>");
}

/* --- the shell */

static void the_operator_commands_by_the_shell(void **state)
{
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);
	g_autofree char *told = NULL, *proof = NULL, *role = NULL;

	(void)state;
	ask_for_help(fake);
	fake_do(fake, 1, "#assign anna\n#resolve Restarted the server\n");
	told = fake_told(fake);
	proof = fake_trailer(fake, TRAILER_PROOF);
	role = fake_trailer(fake, TRAILER_ROLE);
	assert_string_equal(
		told, "assigned anna@example.com, resolved bob@cust.example");
	assert_string_equal(proof, "local (root)");
	assert_string_equal(role, "operator");
	assert_string_equal(fake->last->transcript,
		"ok: #assign anna@example.com\n"
		"ok: #resolve Restarted the server\n");
	assert_false(fake->last->has_refusals);
}

static void the_shell_refuses_as_a_whole(void **state)
{
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);

	(void)state;
	ask_for_help(fake);
	fake_do(fake, 1, "#assign anna\n#help\n");
	assert_string_equal(fake->last->transcript,
		"refused: #assign anna@example.com: another line was refused\n"
		"refused: #help: not from the shell\n");
	assert_true(fake->last->has_refusals);
	assert_null(fake_ticket(fake, 1)->assignee);
}

static void the_shell_takes_notes_and_answers(void **state)
{
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);
	g_autofree char *told = NULL, *answered = NULL, *text = NULL;

	(void)state;
	ask_for_help(fake);
	fake_do(fake, 1, "#assign anna\n#note He called twice");
	told = fake_told(fake);
	assert_string_equal(told, "assigned anna@example.com");
	fake_do(fake, 1, "#reply We are at it");
	answered = fake_told(fake);
	assert_string_equal(answered,
		"reply bob@cust.example, reply-for-agent anna@example.com");
	text = fake_data(fake_notice_to(fake, "bob@cust.example"), "text");
	assert_string_equal(text, "We are at it\n");
	assert_int_equal(fake_ticket(fake, 1)->status, STATUS_PROGRESS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_sent_mail_is_a_line_and_a_trailer),
		cmocka_unit_test(a_failed_mail_is_told_to_agents),
		cmocka_unit_test(
			a_ticket_with_a_failed_reply_closes_by_force_only),
		cmocka_unit_test(a_bounce_is_written_down_told_and_mutes),
		cmocka_unit_test(nothing_is_sent_to_the_muted),
		cmocka_unit_test(who_knows_a_notice_reports_nobody_else),
		cmocka_unit_test(
			a_broken_mail_is_kept_once_and_told_to_the_lead),
		cmocka_unit_test(a_mail_over_a_limit_goes_to_quarantine),
		cmocka_unit_test(
			too_large_a_mail_is_told_to_its_sender_and_the_lead),
		cmocka_unit_test(
			a_lead_who_sends_too_large_a_mail_reads_the_sender_s_words),
		cmocka_unit_test(the_lead_hears_of_a_limit_once_an_hour),
		cmocka_unit_test(a_lead_told_of_a_limit_still_gets_the_request),
		cmocka_unit_test(history_makes_closed_tickets_and_tells_nobody),
		cmocka_unit_test(
			history_remembers_no_parent_that_joins_nothing),
		cmocka_unit_test(the_operator_commands_by_the_shell),
		cmocka_unit_test(the_shell_refuses_as_a_whole),
		cmocka_unit_test(the_shell_takes_notes_and_answers),
	};

	message_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
