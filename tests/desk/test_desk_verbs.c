/* What single commands of an agent do to a ticket, and who may give them. */
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

static void state_and_rights_are_looked_at(void **state)
{
	static const struct step steps[] = {
		REQUEST,
		{ .why = "resolving needs a solution",
			.mail = { ANNA, "Re: Mail", "#resolve",
				.flags = FAKE_DMARC, .answers = "1.3" },
			.ticket = 1,
			.status = "new",
			.event = "hold",
			.refused = "#resolve (a text is required)" },
		{ .why = "waiting for the user needs a question",
			.mail = { ANNA, "Re: Mail", "#wait user",
				.flags = FAKE_DMARC, .answers = "1.3" },
			.refused = "#wait user (a question to the requester "
				   "is required)" },
		{ .why = "#yes is the requester's",
			.mail = { ANNA, "Re: Mail", "#yes", .flags = FAKE_DMARC,
				.answers = "1.3" },
			.refused = "#yes (only the requester may)" },
		{ .why = "P1 is anybody's to set",
			.mail = { ANNA, "Re: Mail", "#p1", .flags = FAKE_DMARC,
				.answers = "1.3" },
			.event = "command",
			.refused = "" },
		{ .why = "and a lead's to lower",
			.mail = { ANNA, "Re: Mail", "#p3", .flags = FAKE_DMARC,
				.answers = "1.3" },
			.refused = "#priority P3 (only a lead may)" },
		{ .why = "by Nils",
			.mail = { NILS, "Re: Mail", "#p3", .flags = FAKE_DMARC,
				.answers = "1.3" },
			.event = "command",
			.refused = "" },
		{ .why = "on to another queue",
			.mail = { ANNA, "Re: Mail", "#queue hardware",
				.flags = FAKE_DMARC, .answers = "1.3" },
			.event = "command",
			.told = "assigned nils@example.com, " TRANSCRIPT },
		{ .why = "where Anna has no say",
			.mail = { ANNA, "Re: Mail", "#take",
				.flags = FAKE_DMARC, .answers = "1.3" },
			.refused = "#take (only agents of queue hardware "
				   "may)" },
		{ .why = "nobody of that name",
			.mail = { NILS, "Re: Mail", "#assign berta",
				.flags = FAKE_DMARC, .answers = "1.3" },
			.refused = "#assign berta (no agent berta)" },
		{ .why = "no such queue",
			.mail = { NILS, "Re: Mail", "#queue moon",
				.flags = FAKE_DMARC, .answers = "1.3" },
			.refused = "#queue moon (no queue moon)" },
		{ .why = "cancelled with its reason",
			.mail = { NILS, "Re: Mail", "#cancel withdrawn",
				.flags = FAKE_DMARC, .answers = "1.3" },
			.ticket = 1,
			.status = "cancelled",
			.event = "cancel",
			.told = "cancelled bob@cust.example, "
				"transcript nils@example.com" },
		{ .why = "a reply does not go out of a cancelled one",
			.mail = { NILS, "Re: Mail", "#reply\nHello",
				.flags = FAKE_DMARC, .answers = "1.3" },
			.ticket = 1,
			.status = "cancelled",
			.event = "hold",
			.refused = "#reply (not from cancelled)" },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
}

static void lines_are_climbed_and_left(void **state)
{
	static const struct step steps[] = {
		REQUEST,
		{ .why = "a reason is needed",
			.mail = { ANNA, "Re: Mail", "#take\n#escalate",
				.flags = FAKE_DMARC, .answers = "1.3" },
			.refused = "#take (another line was refused) | "
				   "#escalate (a reason is required)" },
		{ .why = "up to line 2",
			.mail = { ANNA, "Re: Mail",
				"#take\n#escalate beyond me",
				.flags = FAKE_DMARC, .answers = "1.3" },
			.ticket = 1,
			.status = "progress",
			.event = "escalate",
			.told = "escalated bob@cust.example, assigned "
				"nils@example.com, " TRANSCRIPT },
		{ .why = "and back",
			.mail = { NILS, "Re: Mail", "#return easy",
				.flags = FAKE_DMARC, .answers = "1.3" },
			.ticket = 1,
			.event = "escalate",
			.told = "assigned anna@example.com, assigned "
				"olle@example.com, "
				"transcript nils@example.com" },
		{ .why = "below line 1 there is none",
			.mail = { ANNA, "Re: Mail", "#return again",
				.flags = FAKE_DMARC, .answers = "1.3" },
			.refused = "#return again (there is no such line)" },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);

	(void)state;
	play(fake, steps, 3);
	assert_int_equal(fake_ticket(fake, 1)->line, 2);
	assert_null(fake_ticket(fake, 1)->assignee);
	play(fake, steps + 3, G_N_ELEMENTS(steps) - 3);
	assert_int_equal(fake_ticket(fake, 1)->line, 1);
}

static void merging_leads_to_the_lower_number(void **state)
{
	static const struct step steps[] = {
		REQUEST,
		{ .why = "the same again, from another",
			.mail = { "Eve <eve@cust.example>", "Mail 2", "y",
				.flags = FAKE_DMARC },
			.ticket = 2,
			.status = "new" },
		{ .why = "a reply address is not proof enough: she is asked",
			.mail = { ANNA, "Re: Mail 2", "#merge 1",
				.token = "2.3" },
			.ticket = 2,
			.status = "new",
			.refused = "#merge 1 (not proven, asked back)",
			.told = "confirm anna@example.com" },
		{ .why = "merged",
			.mail = { ANNA, "Re: Mail 2", "#merge 1",
				.flags = FAKE_DMARC, .answers = "2.3" },
			.ticket = 2,
			.status = "cancelled",
			.event = "merge",
			.told = "merged eve@cust.example, " TRANSCRIPT },
		{ .why = "later mail goes to the lower",
			.mail = { "Eve <eve@cust.example>", "Re: Mail 2",
				"well?", .flags = FAKE_DMARC,
				.answers = "2.2" },
			.ticket = 1,
			.status = "new",
			.event = "reply" },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);
	g_autofree char *tickets = NULL;

	(void)state;
	play(fake, steps, 4);
	tickets = fake_trailer(fake, TRAILER_TICKET);
	assert_string_equal(tickets, "2 | 1");
	play(fake, steps + 4, G_N_ELEMENTS(steps) - 4);
	assert_int_equal(fake_ticket(fake, 2)->merged_into, 1);
	assert_int_equal(fake_ticket(fake, 1)->cc->len, 1);
}

static void what_needs_more_than_a_reply_address_is_asked_back(void **state)
{
	static const struct step steps[] = {
		REQUEST,
		{ .why = "another", .mail = { BOB, "Mail 2", "y" } },
		{ .why = "on a desk without authserv-id",
			.mail = { ANNA, "Re: Mail 2", "#merge 1",
				.token = "2.3" },
			.ticket = 2,
			.status = "new",
			.told = "confirm anna@example.com" },
		{ .why = "it was her",
			.mail = { ANNA, "Re: Mail 2", "yes", .token = "2.6" },
			.ticket = 2,
			.status = "cancelled",
			.event = "merge",
			.told = "merged bob@cust.example, " TRANSCRIPT },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_BARE_CONF);

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
}

static void a_held_mail_is_split_off(void **state)
{
	static const struct step steps[] = {
		REQUEST,
		{ .why = "something else, into his ticket",
			.mail = { "Eve <eve@evil.example>", "My printer",
				"It squeaks", .refers = "first@x" },
			.ticket = 1,
			.held = "5 not proven" },
		{ .why = "gets a ticket of its own",
			.mail = { ANNA, "Re: Mail", "#split", .token = "1.3" },
			.ticket = 2,
			.status = "new",
			.event = "split",
			.told = "received eve@evil.example, new-for-agent "
				"nils@example.com, " TRANSCRIPT },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);
	g_autofree char *message = NULL;

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
	message = fake_trailer(fake, TRAILER_MESSAGE);
	assert_non_null(strstr(message, "| T-2 0001-in sha256="));
	assert_int_equal(fake_ticket(fake, 1)->held->len, 0);
	assert_string_equal(
		fake_ticket(fake, 2)->requester->address, "eve@evil.example");
}

static void who_is_told_is_who_it_is_in_the_end(void **state)
{
	static const struct step steps[] = {
		REQUEST,
		{ .why = "another requester, named behind the verb",
			.mail = { NILS, "Re: Mail",
				"#escalate too hard\n"
				"#requester zoe@cust.example",
				.flags = FAKE_DMARC, .answers = "1.3" },
			.ticket = 1,
			.event = "escalate",
			.told = "escalated zoe@cust.example, "
				"transcript nils@example.com" },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
}

static void people_and_fields_are_changed(void **state)
{
	static const struct step steps[] = {
		REQUEST,
		{ .why = "all in one mail",
			.mail = { ANNA, "Re: Mail",
				"#cc eve@cust.example\n#cc zoe@cust.example\n"
				"#title Mail server down\n#type request\n"
				"#ask Since when?",
				.flags = FAKE_DMARC, .answers = "1.3" },
			.ticket = 1,
			.status = "wait-user",
			.event = "wait",
			.refused = "",
			.told = "reply bob@cust.example, reply "
				"eve@cust.example, reply "
				"zoe@cust.example, " TRANSCRIPT },
		{ .why = "nobody outside",
			.mail = { ANNA, "Re: Mail", "#cc noreply@x.example",
				.flags = FAKE_DMARC, .answers = "1.3" },
			.refused = "#cc noreply@x.example (expected an "
				   "address of a person outside)" },
		{ .why = "one less",
			.mail = { ANNA, "Re: Mail", "#uncc eve@cust.example",
				.flags = FAKE_DMARC, .answers = "1.3" },
			.refused = "",
			.event = "command" },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);
	const struct ticket *ticket;

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
	ticket = fake_ticket(fake, 1);
	assert_int_equal(ticket->cc->len, 1);
	assert_string_equal(ticket->subject, "Mail server down");
	assert_int_equal(ticket->type, TYPE_REQUEST);
}

static void a_duplicate_is_cancelled_with_its_reason(void **state)
{
	static const struct step steps[] = {
		REQUEST,
		{ .why = "again",
			.mail = { "Eve <eve@cust.example>", "Mail 2", "y" } },
		{ .why = "is a duplicate",
			.mail = { ANNA, "Re: Mail 2", "#duplicate 1",
				.flags = FAKE_DMARC, .answers = "2.3" },
			.ticket = 2,
			.status = "cancelled",
			.event = "cancel",
			.told = "cancelled eve@cust.example, " TRANSCRIPT },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);
	g_autofree char *tickets = NULL;

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
	tickets = fake_trailer(fake, TRAILER_TICKET);
	assert_string_equal(tickets, "2");
	assert_string_equal(fake_ticket(fake, 2)->reason, "duplicate of T-1");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(state_and_rights_are_looked_at),
		cmocka_unit_test(lines_are_climbed_and_left),
		cmocka_unit_test(merging_leads_to_the_lower_number),
		cmocka_unit_test(
			what_needs_more_than_a_reply_address_is_asked_back),
		cmocka_unit_test(a_held_mail_is_split_off),
		cmocka_unit_test(who_is_told_is_who_it_is_in_the_end),
		cmocka_unit_test(people_and_fields_are_changed),
		cmocka_unit_test(a_duplicate_is_cancelled_with_its_reason),
	};

	message_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
