/* What an agent's mails do: replies, notes, new tickets, all or nothing. */
#include "scenario.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define REQUEST                                                  \
	{                                                        \
		.why = "a request",                              \
		.mail = { BOB, "Mail", "x", .flags = FAKE_DMARC, \
			.id = "first@x" },                       \
		.ticket = 1, .status = "new"                     \
	}
#define TRANSCRIPT "transcript anna@example.com"

static void a_public_reply_reaches_the_requester(void **state)
{
	static const struct step steps[] = {
		REQUEST,
		{ .why = "to a notice that is answered in public",
			.mail = { ANNA, "Re: Mail", "Try again.",
				.token = "1.3" },
			.ticket = 1,
			.status = "progress",
			.event = "reply",
			.told = "reply bob@cust.example" },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);
	const struct notice *notice;
	g_autofree char *text = NULL, *by = NULL;

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
	notice = fake_notice_to(fake, "bob@cust.example");
	text = fake_data(notice, "text");
	by = fake_data(notice, "by");
	assert_string_equal(text, "Try again.\n");
	assert_string_equal(by, "Anna Berg");
	assert_string_equal(notice->from_name, "Anna Berg (IT Helpdesk)");
	assert_int_equal(notice->auto_submitted, AUTO_NO);
	assert_string_equal(notice->in_reply_to, "first@x");
	assert_int_equal(notice->reply_kind, REPLY_REQUESTER);
	assert_true(fake_ticket(fake, 1)->first_reply > 0);
}

static void a_note_stays_inside(void **state)
{
	static const struct step steps[] = {
		REQUEST,
		{ .why = "taken",
			.mail = { ANNA, "Re: Mail", "#take", .token = "1.3" },
			.ticket = 1,
			.status = "progress",
			.event = "command",
			.told = TRANSCRIPT },
		{ .why = "#note makes it internal",
			.mail = { OLLE, "Re: Mail", "#note\nAngry man.",
				.flags = FAKE_DMARC, .answers = "1.4" },
			.ticket = 1,
			.status = "progress",
			.event = "note",
			.told = "note-for-agent anna@example.com, "
				"transcript olle@example.com" },
		{ .why = "a reply to a note is a note",
			.mail = { ANNA, "Re: Mail", "I know.", .token = "1.8" },
			.ticket = 1,
			.event = "note",
			.told = "" },
		{ .why = "#reply makes it public",
			.mail = { ANNA, "Re: Mail", "#reply\nDear Bob",
				.flags = FAKE_DMARC, .answers = "1.8" },
			.ticket = 1,
			.event = "reply",
			.told = "reply bob@cust.example, " TRANSCRIPT },
		{ .why = "only his Message-ID answered: internal",
			.mail = { ANNA, "Re: Mail", "Hm.", .flags = FAKE_DMARC,
				.refers = "first@x" },
			.ticket = 1,
			.event = "note",
			.told = "" },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
}

static void commands_are_cut_from_what_is_read_outside(void **state)
{
	static const struct step steps[] = {
		REQUEST,
		{ .why = "at both ends",
			.mail = { ANNA, "Re: Mail",
				"#take\n#priority P2\n\nIt is on its way.\n\n"
				"#tag vpn\n#resolve",
				.token = "1.3" },
			.ticket = 1,
			.status = "resolved",
			.event = "resolve",
			.told = "resolved bob@cust.example, " TRANSCRIPT },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);
	g_autofree char *text = NULL, *commands = NULL;

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
	text = fake_data(fake_notice_to(fake, "bob@cust.example"), "text");
	commands = fake_trailer(fake, TRAILER_COMMAND);
	assert_string_equal(text, "It is on its way.\n");
	assert_string_equal(
		commands, "#take | #priority P2 | #tag vpn | #resolve");
	assert_int_equal(fake_ticket(fake, 1)->priority, 2);
	assert_string_equal(fake_ticket(fake, 1)->assignee, "anna@example.com");
	assert_int_equal(fake_ticket(fake, 1)->tags->len, 1);
}

static void one_slip_holds_it_all(void **state)
{
	static const struct step steps[] = {
		REQUEST,
		{ .why = "a slip",
			.mail = { ANNA, "Re: Mail",
				"#take\n#clsoe\n\nAll done.", .token = "1.3" },
			.ticket = 1,
			.status = "new",
			.event = "hold",
			.told = TRANSCRIPT,
			.refused = "#clsoe (no such command, did you mean "
				   "#close?) | #take (another line was "
				   "refused)",
			.held = "5 #clsoe" },
		{ .why = "released as it is",
			.mail = { ANNA, "Re: Mail", "#send", .token = "1.6" },
			.ticket = 1,
			.status = "progress",
			.event = "release",
			.held = "",
			.told = "reply bob@cust.example, " TRANSCRIPT },
		{ .why = "nothing more is held",
			.mail = { ANNA, "Re: Mail", "#send 5",
				.flags = FAKE_DMARC, .answers = "1.6" },
			.ticket = 1,
			.event = "hold",
			.refused = "#send 5 (no such mail is held)" },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);
	g_autofree char *text = NULL;

	(void)state;
	play(fake, steps, 2);
	assert_null(fake_ticket(fake, 1)->assignee);
	play(fake, steps + 2, 1);
	text = fake_data(fake_notice_to(fake, "bob@cust.example"), "text");
	assert_non_null(strstr(text, "All done."));
	assert_null(strstr(text, "#take"));
	play(fake, steps + 3, 1);
}

static void the_second_answer_within_minutes_is_held(void **state)
{
	static const struct step steps[] = {
		REQUEST,
		{ .why = "Anna answers",
			.mail = { ANNA, "Re: Mail", "Try A.", .token = "1.3" },
			.event = "reply" },
		{ .why = "and Olle, who had not seen it",
			.mail = { OLLE, "Re: Mail", "Try B.",
				.flags = FAKE_DMARC, .answers = "1.3" },
			.ticket = 1,
			.event = "hold",
			.refused = "#reply (Anna Berg answered 1 min ago, "
				   "#send to send anyway)",
			.held = "7 #reply",
			.told = "transcript olle@example.com" },
		{ .why = "sent all the same",
			.mail = { OLLE, "Re: Mail", "#send", .token = "1.8" },
			.ticket = 1,
			.event = "release",
			.held = "",
			.told = "reply bob@cust.example, "
				"transcript olle@example.com" },
		{ .why = "an hour later nothing is held",
			.mail = { ANNA, "Re: Mail", "Try C.",
				.flags = FAKE_DMARC, .answers = "1.3" },
			.later_days = 1,
			.event = "reply" },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
}

static void a_new_mail_of_an_agent_is_for_somebody(void **state)
{
	static const struct step steps[] = {
		{ .why = "heard on the phone",
			.mail = { ANNA, "Phone: no mail",
				"#requester bob@cust.example\n#take\n\nHe "
				"cannot read his mail.",
				.flags = FAKE_DMARC },
			.ticket = 1,
			.status = "progress",
			.event = "create",
			.told = "received bob@cust.example, " TRANSCRIPT },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
	assert_string_equal(
		fake_ticket(fake, 1)->requester->address, "bob@cust.example");
}

static void control_mail_is_answered_without_a_ticket(void **state)
{
	static const struct step steps[] = {
		REQUEST,
		{ .why = "a list, from the subject",
			.mail = { ANNA, "#list all", "", .flags = FAKE_DMARC },
			.event = "query",
			.told = "answer anna@example.com" },
		{ .why = "on another ticket",
			.mail = { ANNA, "x", "#on 1\n#take\n#p2",
				.flags = FAKE_DMARC },
			.ticket = 1,
			.status = "progress",
			.event = "command",
			.told = TRANSCRIPT },
		{ .why = "no such ticket",
			.mail = { ANNA, "x", "#on 17\n#take",
				.flags = FAKE_DMARC },
			.ticket = 1,
			.event = "query",
			.refused = "#on 17 (no ticket 17) | #take (no ticket "
				   "is meant, #on NUMBER names one)" },
		{ .why = "what it asks for is not known",
			.mail = { ANNA, "x", "#list yesterday",
				.flags = FAKE_DMARC },
			.event = "query",
			.told = TRANSCRIPT },
		{ .why = "no such queue",
			.mail = { ANNA, "#list queue:moon", "",
				.flags = FAKE_DMARC },
			.event = "query",
			.told = TRANSCRIPT,
			.refused = "#list queue:moon (no queue moon)" },
		{ .why = "help",
			.mail = { OLLE, "x", "#hjälp", .flags = FAKE_DMARC },
			.event = "query",
			.told = "answer olle@example.com" },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);
	const struct notice *notice;
	g_autoptr(GVariant) rows = NULL;

	(void)state;
	play(fake, steps, 2);
	notice = fake_notice_to(fake, "anna@example.com");
	rows = g_variant_lookup_value(
		notice->data, "rows", G_VARIANT_TYPE("aa{sv}"));
	assert_non_null(rows);
	assert_int_equal(g_variant_n_children(rows), 1);
	assert_int_equal(notice->article.ticket, 0);
	play(fake, steps + 2, G_N_ELEMENTS(steps) - 2);
	assert_int_equal(fake->tickets->len, 1);
}

static void a_ticket_shown_from_a_new_mail_is_named(void **state)
{
	static const struct step steps[] = {
		REQUEST,
		{ .why = "shown",
			.mail = { ANNA, "#show 1", "", .flags = FAKE_DMARC },
			.event = "query",
			.told = "answer anna@example.com" },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);
	g_autofree char *ref = NULL, *subject = NULL;

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
	ref = fake_data(fake_notice_to(fake, "anna@example.com"), "ref");
	subject =
		fake_data(fake_notice_to(fake, "anna@example.com"), "subject");
	assert_string_equal(ref, "T-1");
	assert_string_equal(subject, "Mail");
}

static void show_answers_with_the_ticket(void **state)
{
	static const struct step steps[] = {
		REQUEST,
		{ .why = "shown",
			.mail = { ANNA, "Re: Mail", "#show", .token = "1.3" },
			.ticket = 1,
			.event = "query",
			.told = "answer anna@example.com" },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);
	g_autoptr(GVariant) history = NULL;

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
	history = g_variant_lookup_value(
		fake_notice_to(fake, "anna@example.com")->data, "history",
		G_VARIANT_TYPE("aa{sv}"));
	assert_non_null(history);
	assert_int_equal(g_variant_n_children(history), 1);
}

static void the_same_commands_run_once(void **state)
{
	static const struct step steps[] = {
		REQUEST,
		{ .why = "once",
			.mail = { ANNA, "Re: Mail", "#p2", .flags = FAKE_DMARC,
				.answers = "1.3", .id = "cmd@x" },
			.event = "command" },
		{ .why = "the same words under another id",
			.mail = { ANNA, "Re: Mail", "#p2", .flags = FAKE_DMARC,
				.answers = "1.3" },
			.event = "hold",
			.refused = "#priority P2 (was run before)" },
		{ .why = "other words under the same id",
			.mail = { ANNA, "Re: Mail", "#p1", .flags = FAKE_DMARC,
				.answers = "1.3", .id = "cmd@x" },
			.event = "hold",
			.refused = "#priority P1 (was run before)" },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
}

static void two_absences_do_not_talk_to_each_other(void **state)
{
	static const struct step steps[] = {
		REQUEST,
		{ .why = "Anna's absence answers her notice",
			.mail = { ANNA, "Away", "I am away", .token = "1.3",
				.flags = FAKE_AUTO },
			.ticket = 1,
			.status = "new",
			.told = "" },
		{ .why = "Olle's, proven",
			.mail = { OLLE, "Away", "I am away", .token = "1.4",
				.flags = FAKE_AUTO | FAKE_DMARC },
			.ticket = 1,
			.status = "new",
			.told = "" },
		{ .why = "nor where it answers nothing",
			.mail = { OLLE, "Away", "I am away",
				.flags = FAKE_AUTO | FAKE_DMARC },
			.ticket = 2,
			.status = "new",
			.told = "" },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_public_reply_reaches_the_requester),
		cmocka_unit_test(a_note_stays_inside),
		cmocka_unit_test(commands_are_cut_from_what_is_read_outside),
		cmocka_unit_test(one_slip_holds_it_all),
		cmocka_unit_test(the_second_answer_within_minutes_is_held),
		cmocka_unit_test(a_new_mail_of_an_agent_is_for_somebody),
		cmocka_unit_test(control_mail_is_answered_without_a_ticket),
		cmocka_unit_test(a_ticket_shown_from_a_new_mail_is_named),
		cmocka_unit_test(show_answers_with_the_ticket),
		cmocka_unit_test(the_same_commands_run_once),
		cmocka_unit_test(two_absences_do_not_talk_to_each_other),
	};

	message_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
