/* Forged and unproven mail in an agent's name: nothing runs, the agent is
 * asked, and what the answer does. */
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
#define ASKED "confirm anna@example.com"
#define UNPROVEN "#close (not proven, asked back)"

static void a_forged_close_is_asked_back_and_confirmed(void **state)
{
	static const struct step steps[] = {
		REQUEST,
		{ .why = "forged, by the tag in the subject",
			.mail = { ANNA, "Re: Mail [T-1]", "#close",
				.flags = FAKE_FAIL },
			.ticket = 1,
			.status = "new",
			.event = "hold",
			.told = ASKED ", not-proven olle@example.com",
			.refused = UNPROVEN,
			.held = "5 not proven" },
		{ .why = "no, and nothing runs",
			.mail = { ANNA, "Re: Please confirm", "no",
				.token = "1.6" },
			.ticket = 1,
			.status = "new",
			.event = "confirm",
			.told = "",
			.held = "5 not proven" },
		{ .why = "forged again, by the thread",
			.mail = { ANNA, "Re: Mail", "#close",
				.refers = "first@x" },
			.ticket = 1,
			.status = "new",
			.event = "hold",
			.held = "5 not proven | 9 not proven" },
		{ .why = "yes, and it is closed",
			.mail = { ANNA, "Re: Please confirm", "Yes\n",
				.token = "1.10" },
			.ticket = 1,
			.status = "closed",
			.event = "close",
			.told = "closed bob@cust.example, " TRANSCRIPT,
			.refused = "",
			.held = "5 not proven" },
		{ .why = "a second yes finds its token spent",
			.mail = { ANNA, "Re: Please confirm", "Yes again",
				.token = "1.10" },
			.ticket = 1,
			.status = "closed",
			.event = "hold" },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);
	g_autofree char *proof = NULL, *spent = NULL;

	(void)state;
	play(fake, steps, 5);
	proof = fake_trailer(fake, TRAILER_PROOF);
	spent = fake_trailer(fake, TRAILER_SPENT);
	assert_string_equal(proof, "confirmed");
	assert_string_equal(spent, "1.10c");
	play(fake, steps + 5, G_N_ELEMENTS(steps) - 5);
	assert_int_equal(fake->tickets->len, 1);
}

static void the_same_on_a_desk_that_trusts_no_server(void **state)
{
	static const struct step steps[] = {
		REQUEST,
		{ .why = "forged",
			.mail = { ANNA, "Re: Mail", "#close",
				.refers = "first@x" },
			.ticket = 1,
			.status = "new",
			.event = "hold",
			.refused = UNPROVEN },
		{ .why = "confirmed",
			.mail = { ANNA, "Re: Please confirm", "ja",
				.token = "1.6" },
			.ticket = 1,
			.status = "closed",
			.event = "close" },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_BARE_CONF);

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
}

static const char NO_EXTENSION_CONF[] = "[auth]\n\textension = none\n"
					"\tauthserv-id = mx.example.com\n";

static void the_same_without_reply_addresses(void **state)
{
	static const struct step steps[] = {
		REQUEST,
		{ .why = "forged",
			.mail = { ANNA, "Re: Mail", "#close",
				.refers = "first@x" },
			.ticket = 1,
			.status = "new",
			.event = "hold",
			.refused = UNPROVEN },
		{ .why = "the question's own id is the once-token",
			.mail = { ANNA, "Re: Please confirm", "yes",
				.answers = "1.6" },
			.ticket = 1,
			.status = "closed",
			.event = "close" },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, NO_EXTENSION_CONF);

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
}

static void three_questions_a_day_then_the_lead(void **state)
{
	static const struct step steps[] = {
		REQUEST,
		{ .why = "one", .mail = { ANNA, "x [T-1]", "#close\n1" } },
		{ .why = "two", .mail = { ANNA, "x [T-1]", "#close\n2" } },
		{ .why = "three",
			.mail = { ANNA, "x [T-1]", "#close\n3" },
			.told = ASKED ", not-proven olle@example.com" },
		{ .why = "four",
			.mail = { ANNA, "x [T-1]", "#close\n4" },
			.ticket = 1,
			.status = "new",
			.told = "not-proven anna@example.com, not-proven "
				"olle@example.com, limited "
				"nils@example.com" },
		{ .why = "five: the lead knows",
			.mail = { ANNA, "x [T-1]", "#close\n5" },
			.ticket = 1,
			.status = "new",
			.told = "not-proven anna@example.com, not-proven "
				"olle@example.com" },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
}

static void what_was_confirmed_runs_once_though_proven(void **state)
{
	static const struct step steps[] = {
		REQUEST,
		{ .why = "asked back",
			.mail = { ANNA, "Re: Mail [T-1]", "#priority P1",
				.id = "order@x" },
			.event = "hold" },
		{ .why = "yes",
			.mail = { ANNA, "Re: Please confirm", "yes",
				.token = "1.6" },
			.refused = "" },
		{ .why = "the same id again, with proof and other words",
			.mail = { ANNA, "Re: Mail [T-1]", "#priority P1\nnow",
				.id = "order@x", .flags = FAKE_DMARC },
			.event = "hold",
			.refused = "#priority P1 (was run before)" },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
}

/* What Anna is shown of a mail in her name, besides its commands. */
static char *shown_of(const char *text)
{
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);
	const struct fake_mail request = { BOB, "Mail", "x",
		.flags = FAKE_DMARC };
	const struct fake_mail forged = {
		.from = ANNA, .subject = "Re: Mail [T-1]", .text = text
	};

	fake_mail(fake, &request);
	fake_mail(fake, &forged);
	return fake_data(fake_notice_to(fake, "anna@example.com"), "text");
}

static void a_question_shows_the_text_without_its_commands(void **state)
{
	static const struct {
		const char *why, *text, *shown;
	} cases[] = {
		{ "commands alone", "#close\n#tag vpn", "" },
		{ "a tag alone", "#vpn", "" },
		{ "words and a command", "#close\n\nIt works.", "It works.\n" },
		{ "a slip stands with the commands", "#clsoe\n\nIt works.",
			"It works.\n" },
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *shown = shown_of(cases[i].text);

		if (strcmp(shown, cases[i].shown) != 0)
			fail_msg("%s: \"%s\"", cases[i].why, shown);
	}
}

static void an_unproven_reply_waits_and_goes_out_confirmed(void **state)
{
	static const struct step steps[] = {
		REQUEST,
		{ .why = "her notice answered, the address lost on the way",
			.mail = { ANNA, "Re: Mail", "Try again.",
				.answers = "1.3" },
			.ticket = 1,
			.status = "new",
			.event = "hold",
			.told = ASKED ", not-proven olle@example.com" },
		{ .why = "sent once she says so",
			.mail = { ANNA, "Re: Please confirm", "yes",
				.token = "1.6" },
			.ticket = 1,
			.status = "progress",
			.event = "reply",
			.held = "",
			.told = "reply bob@cust.example, " TRANSCRIPT },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
}

static void unproven_control_mail_is_asked_back_from_answers(void **state)
{
	static const struct step steps[] = {
		REQUEST,
		{ .why = "from who knows whom",
			.mail = { ANNA, "x", "#on 1\n#close" },
			.ticket = 1,
			.status = "new",
			.event = "query",
			.told = ASKED },
		{ .why = "confirmed",
			.mail = { ANNA, "Re: Please confirm", "yes",
				.token = "0.2" },
			.ticket = 1,
			.status = "closed",
			.event = "close",
			.told = "closed bob@cust.example, " TRANSCRIPT },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
	assert_int_equal(fake->tickets->len, 1);
}

static void a_new_mail_keeps_its_commands_until_confirmed(void **state)
{
	static const struct step steps[] = {
		{ .why = "a ticket like anyone's",
			.mail = { ANNA, "Phone",
				"#requester bob@cust.example\n#p1\n\nNo "
				"mail." },
			.ticket = 1,
			.status = "new",
			.event = "create",
			.held = "1 not proven" },
		{ .why = "its commands apply once confirmed",
			.mail = { ANNA, "Re: Please confirm", "yes",
				.token = "1.2" },
			.ticket = 1,
			.status = "new",
			.event = "command",
			.held = "" },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
	assert_int_equal(fake_ticket(fake, 1)->priority, 1);
	assert_string_equal(
		fake_ticket(fake, 1)->requester->address, "bob@cust.example");
}

static void old_commands_run_only_after_asking(void **state)
{
	static const struct step steps[] = {
		REQUEST,
		{ .why = "proven, and ten days on its way",
			.mail = { ANNA, "Re: Mail", "#close",
				.flags = FAKE_DMARC | FAKE_OLD,
				.answers = "1.3" },
			.ticket = 1,
			.status = "new",
			.event = "hold",
			.refused = UNPROVEN },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_forged_close_is_asked_back_and_confirmed),
		cmocka_unit_test(the_same_on_a_desk_that_trusts_no_server),
		cmocka_unit_test(the_same_without_reply_addresses),
		cmocka_unit_test(three_questions_a_day_then_the_lead),
		cmocka_unit_test(what_was_confirmed_runs_once_though_proven),
		cmocka_unit_test(
			a_question_shows_the_text_without_its_commands),
		cmocka_unit_test(
			an_unproven_reply_waits_and_goes_out_confirmed),
		cmocka_unit_test(
			unproven_control_mail_is_asked_back_from_answers),
		cmocka_unit_test(a_new_mail_keeps_its_commands_until_confirmed),
		cmocka_unit_test(old_commands_run_only_after_asking),
	};

	message_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
