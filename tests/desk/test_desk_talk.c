/* What requesters and participants say and ask: plain words about what is
 * solved, a mark, and their small set of commands. */
#include "scenario.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define ANNA_RESOLVES                                   \
	{ .why = "new", .mail = { BOB, "Mail", "x" } }, \
	{                                               \
		.why = "resolved",                      \
		.mail = { ANNA, "Re: Mail",             \
			"Plug it in.\n#take\n"          \
			"#resolve",                     \
			.token = "1.3" },               \
		.ticket = 1, .status = "resolved",      \
		.told = "resolved bob@cust.example, "   \
			"transcript anna@example.com"   \
	}

/* The resolved ticket gets this answer. */
static void expect(const char *text, const char *status, const char *ran)
{
	const struct step steps[] = {
		ANNA_RESOLVES,
		{ .why = text,
			.mail = { BOB, "Re: Mail", text, .answers = "1.6" },
			.ticket = 1,
			.status = status },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);
	g_autofree char *command = NULL;

	play(fake, steps, G_N_ELEMENTS(steps));
	command = fake_trailer(fake, TRAILER_COMMAND);
	if (strcmp(command, ran) != 0)
		fail_msg("«%s» runs «%s», expected «%s»", text, command, ran);
}

static void a_resolved_question_is_answered_in_plain_words(void **state)
{
	(void)state;
	expect("ja, tack", "closed", "#yes");
	expect("yes it works, thanks!", "closed", "#yes");
	expect("Dziękuję, już działa!", "closed", "#yes");
	expect("Nå virker alt som det skal.\n\nMvh Bob", "closed", "#yes");
	expect("nie działa", "progress", "#no");
	expect("fungerer fortsatt ikke", "progress", "#no");
	expect("nej, fortfarande samma fel", "progress", "#no");
}

static void doubt_reopens_and_never_closes(void **state)
{
	(void)state;
	expect("Yes\n\nBut the other one is broken.", "progress", "");
	expect("It works now, but only sometimes", "progress", "");
	expect("When will somebody come?", "progress", "");
	expect("Thank you very much!", "resolved", "");
	expect("OK", "resolved", "");
}

static void a_mark_answers_the_question_for_it(void **state)
{
	static const struct step steps[] = {
		ANNA_RESOLVES,
		{ .why = "yes closes and asks for a mark",
			.mail = { BOB, "Re: Mail", "Ja, tack!",
				.answers = "1.6" },
			.ticket = 1,
			.status = "closed",
			.told = "closed bob@cust.example, "
				"reply-for-agent anna@example.com" },
		{ .why = "a number that answers something else is an answer",
			.mail = { BOB, "Re: Mail", "4", .answers = "1.6" },
			.ticket = 1,
			.status = "progress",
			.event = "reopen" },
		{ .why = "closed again",
			.mail = { BOB, "Re: Mail", "#close", .answers = "1.9" },
			.ticket = 1,
			.status = "closed" },
		{ .why = "a mark changes nothing else",
			.mail = { BOB, "Re: Mail", "4", .answers = "1.9" },
			.ticket = 1,
			.status = "closed",
			.event = "reply",
			.told = "reply-for-agent anna@example.com" },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);
	g_autofree char *rating = NULL;
	const struct notice *notice;

	(void)state;
	play(fake, steps, 3);
	notice = fake_notice_to(fake, "bob@cust.example");
	rating = fake_data(notice, "rating");
	assert_string_equal(rating, "true");
	assert_int_equal(notice->article.number, 9);
	play(fake, steps + 3, 3);
	assert_int_equal(fake_ticket(fake, 1)->rating, 4);
}

static void a_mark_is_for_what_is_done(void **state)
{
	static const struct step steps[] = {
		{ .why = "new", .mail = { BOB, "Mail", "x" } },
		{ .why = "not yet",
			.mail = { BOB, "Re: Mail", "#rate 5",
				.answers = "1.2" },
			.ticket = 1,
			.status = "new",
			.refused = "#rate 5 (not from new)" },
		{ .why = "closed",
			.mail = { BOB, "Re: Mail", "#close", .answers = "1.2" },
			.ticket = 1,
			.status = "closed" },
		{ .why = "in words",
			.mail = { BOB, "Re: Mail", "#betyg mycket bra",
				.answers = "1.2" },
			.ticket = 1,
			.status = "closed",
			.refused = "" },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
	assert_int_equal(fake_ticket(fake, 1)->rating, 5);
}

static void a_participant_may_leave_and_the_requester_may_not(void **state)
{
	static const struct step steps[] = {
		{ .why = "new",
			.mail = { BOB, "Mail", "x", .cc = "zoe@cust.example",
				.flags = FAKE_DMARC } },
		{ .why = "not the requester's words, though proven",
			.mail = { "zoe@cust.example", "Re: Mail", "#close",
				.answers = "1.2" },
			.ticket = 1,
			.status = "new",
			.refused = "#close (only the requester may)" },
		{ .why = "who takes part follows already",
			.mail = { "zoe@cust.example", "Re: Mail", "#follow",
				.answers = "1.2" },
			.ticket = 1,
			.status = "new",
			.refused = "" },
		{ .why = "and may leave",
			.mail = { "zoe@cust.example", "Re: Mail", "#stop",
				.answers = "1.2" },
			.ticket = 1,
			.status = "new",
			.refused = "" },
		{ .why = "it is Bob's own",
			.mail = { BOB, "Re: Mail", "#stop", .answers = "1.2" },
			.ticket = 1,
			.status = "new",
			.refused = "#stop (the requester cannot leave, #close "
				   "ends it)" },
		{ .why = "who left is a stranger, and comes back by nothing",
			.mail = { "zoe@cust.example", "Re: Mail", "#follow",
				.answers = "1.2" },
			.ticket = 1,
			.status = "new",
			.event = "hold" },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
	assert_int_equal(fake_ticket(fake, 1)->cc->len, 0);
}

static void a_question_beside_an_answer_leaves_the_answer(void **state)
{
	(void)state;
	expect("#status\nThe lamp is still dark.", "progress", "#status");
	expect("#status", "resolved", "#status");
}

static void status_tells_of_ones_own_tickets_alone(void **state)
{
	static const struct step steps[] = {
		{ .why = "one of Bob's", .mail = { BOB, "Mail", "x" } },
		{ .why = "another of his", .mail = { BOB, "Screen", "x" } },
		{ .why = "Eve's",
			.mail = { "eve@cust.example", "Secret", "x" } },
		{ .why = "by the thread: of this one",
			.mail = { BOB, "Re: Mail", "#status",
				.answers = "1.2" },
			.ticket = 1,
			.refused = "" },
		{ .why = "another by the thread: as if it were not there",
			.mail = { BOB, "Re: Mail", "#status 2",
				.answers = "1.2" },
			.ticket = 1,
			.refused = "#status 2 (no ticket 2)" },
		{ .why = "who surely is Bob hears of all of his",
			.mail = { BOB, "Re: Mail", "#status", .answers = "1.2",
				.flags = FAKE_DMARC },
			.ticket = 1,
			.refused = "" },
		{ .why = "and of each",
			.mail = { BOB, "Re: Mail", "#status 2",
				.answers = "1.2", .flags = FAKE_DMARC },
			.ticket = 1,
			.refused = "" },
		{ .why = "but not of Eve's",
			.mail = { BOB, "Re: Mail", "#status 3",
				.answers = "1.2", .flags = FAKE_DMARC },
			.ticket = 1,
			.refused = "#status 3 (no ticket 3)" },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);
	g_autofree char *few = NULL, *all = NULL, *subject = NULL;

	(void)state;
	play(fake, steps, 4);
	few = fake_data(fake_notice_to(fake, "bob@cust.example"), "rows");
	assert_string_equal(few, "");
	play(fake, steps + 4, 2);
	all = fake_data(fake_notice_to(fake, "bob@cust.example"), "rows");
	assert_non_null(strstr(all, "Screen"));
	assert_null(strstr(all, "Secret"));
	play(fake, steps + 6, 1);
	subject =
		fake_data(fake_notice_to(fake, "bob@cust.example"), "subject");
	assert_string_equal(subject, "Screen");
	play(fake, steps + 7, 1);
}

static void what_only_asks_disturbs_no_agent(void **state)
{
	static const struct step steps[] = {
		{ .why = "a request", .mail = { BOB, "Mail", "x" } },
		{ .why = "only asks",
			.mail = { BOB, "Re: Mail", "#status",
				.answers = "1.2" },
			.told = "answer bob@cust.example" },
		{ .why = "asks for more",
			.mail = { BOB, "Re: Mail", "#help\n#search lamp",
				.answers = "1.2" },
			.told = "answer bob@cust.example" },
		{ .why = "asks, and says something",
			.mail = { BOB, "Re: Mail", "#status\nIt is urgent.",
				.answers = "1.2" },
			.told = "reply-for-agent anna@example.com, "
				"reply-for-agent olle@example.com, "
				"answer bob@cust.example" },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			a_resolved_question_is_answered_in_plain_words),
		cmocka_unit_test(doubt_reopens_and_never_closes),
		cmocka_unit_test(a_mark_answers_the_question_for_it),
		cmocka_unit_test(a_mark_is_for_what_is_done),
		cmocka_unit_test(
			a_participant_may_leave_and_the_requester_may_not),
		cmocka_unit_test(a_question_beside_an_answer_leaves_the_answer),
		cmocka_unit_test(status_tells_of_ones_own_tickets_alone),
		cmocka_unit_test(what_only_asks_disturbs_no_agent),
	};

	message_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
