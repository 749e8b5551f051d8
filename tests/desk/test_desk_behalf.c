/* What agents do for each other and for people who did not write. */
#include "scenario.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define TRANSCRIPT "transcript anna@example.com"
#define REQUEST                                                    \
	{                                                          \
		.why = "a request",                                \
		.mail = { BOB, "Mail", "x", .flags = FAKE_DMARC }, \
		.ticket = 1, .status = "new"                       \
	}

static void a_hand_over_takes_what_was_done(void **state)
{
	static const struct step steps[] = {
		REQUEST,
		{ .why = "not without a word",
			.mail = { ANNA, "Re: Mail", "#handover nils",
				.flags = FAKE_DMARC, .answers = "1.3" },
			.refused = "#handover nils@example.com (expected what "
				   "is next, for the colleague)" },
		{ .why = "which is for the colleague alone",
			.mail = { ANNA, "Re: Mail",
				"#take\n#handover Nils Dahl\n\nPort 4 is "
				"dead, the switch comes on Friday.",
				.flags = FAKE_DMARC, .token = "1.3" },
			.ticket = 1,
			.status = "progress",
			.event = "handover",
			.told = "assigned nils@example.com, " TRANSCRIPT },
		{ .why = "one line will do",
			.mail = { NILS, "Re: Mail",
				"#handover olle look at port 4",
				.flags = FAKE_DMARC, .answers = "1.3" },
			.ticket = 1,
			.event = "handover",
			.told = "assigned olle@example.com, "
				"transcript nils@example.com" },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);
	g_autofree char *text = NULL, *reason = NULL;

	(void)state;
	play(fake, steps, 3);
	text = fake_data(fake_notice_to(fake, "nils@example.com"), "text");
	assert_non_null(strstr(text, "Port 4 is dead"));
	play(fake, steps + 3, 1);
	reason = fake_data(fake_notice_to(fake, "olle@example.com"), "reason");
	assert_string_equal(reason, "look at port 4");
}

static void a_team_gets_what_nobody_has(void **state)
{
	static const struct step steps[] = {
		REQUEST,
		{ .why = "taken, and given back to the team",
			.mail = { ANNA, "Re: Mail", "#take\n#team",
				.flags = FAKE_DMARC, .answers = "1.3" },
			.told = "assigned olle@example.com, " TRANSCRIPT },
		{ .why = "or to another",
			.mail = { ANNA, "Re: Mail", "#team hardware",
				.flags = FAKE_DMARC, .answers = "1.3" },
			.told = "assigned nils@example.com, " TRANSCRIPT },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
	assert_null(fake_ticket(fake, 1)->assignee);
	assert_string_equal(fake_ticket(fake, 1)->queue, "hardware");
}

static void above_the_last_line_is_the_supplier(void **state)
{
	static const struct step steps[] = {
		REQUEST,
		{ .why = "all the way up",
			.mail = { ANNA, "Re: Mail",
				"#escalate a\n#escalate b\n#escalate c",
				.flags = FAKE_DMARC, .answers = "1.3" },
			.ticket = 1,
			.event = "escalate",
			.refused = "",
			.told = "escalated bob@cust.example, assigned "
				"nils@example.com, " TRANSCRIPT },
		{ .why = "and no further",
			.mail = { NILS, "Re: Mail", "#escalate d",
				.flags = FAKE_DMARC, .answers = "1.3" },
			.refused = "#escalate d (there is no such line)" },
	};
	g_autofree char *conf = g_strconcat(DESK_CONF,
		"[vendor \"acme\"]\n\taddress = a@acme.example\n", NULL);
	AUTO(fake) fake = fake_new(conf, POSTERN_CONF);

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
	assert_int_equal(fake_ticket(fake, 1)->line, LINE_VENDOR);
}

static void the_requester_knows_until_when(void **state)
{
	static const struct step steps[] = {
		REQUEST,
		{ .why = "up",
			.mail = { ANNA, "Re: Mail", "#escalate too hard",
				.flags = FAKE_DMARC, .answers = "1.3" } },
	};
	g_autofree char *conf = g_strconcat(
		DESK_CONF, "[promise \"P3\"]\n\tresolve = 4h\n", NULL);
	AUTO(fake) fake = fake_new(conf, POSTERN_CONF);
	g_autofree char *due = NULL, *line = NULL;

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
	due = fake_data(fake_notice_to(fake, "bob@cust.example"), "due");
	line = fake_data(fake_notice_to(fake, "bob@cust.example"), "line");
	assert_true(*due != '\0');
	assert_string_equal(line, "line.2");
}

static void who_called_is_told_like_who_wrote(void **state)
{
	static const struct step proven[] = {
		{ .why = "a call, told by a proven agent",
			.mail = { ANNA, "Wifi",
				"#requester eve@cust.example\n#via telefon\n\n"
				"It is down.",
				.flags = FAKE_DMARC },
			.ticket = 1,
			.status = "new",
			.event = "create",
			.told = "received eve@cust.example, new-for-agent "
				"olle@example.com, " TRANSCRIPT },
	};
	static const struct step asked_back[] = {
		{ .why = "a call, told by who says she is Anna",
			.mail = { ANNA, "Wifi",
				"#requester eve@cust.example\n\nIt is down." },
			.ticket = 1,
			.status = "new" },
		{ .why = "it was her",
			.mail = { ANNA, "Re: Wifi", "yes\n", .token = "1.2" },
			.ticket = 1,
			.event = "command",
			.told = "received eve@cust.example, new-for-agent "
				"olle@example.com, " TRANSCRIPT },
	};
	AUTO(fake) one = fake_new(DESK_CONF, POSTERN_CONF);
	AUTO(fake) other = fake_new(DESK_CONF, POSTERN_BARE_CONF);

	(void)state;
	play(one, proven, G_N_ELEMENTS(proven));
	assert_string_equal(fake_ticket(one, 1)->channel, "phone");
	play(other, asked_back, G_N_ELEMENTS(asked_back));
	assert_string_equal(
		fake_ticket(other, 1)->requester->address, "eve@cust.example");
}

static void a_forward_is_its_senders(void **state)
{
	static const struct step steps[] = {
		{ .why = "an agent forwards what came to her",
			.mail = { ANNA, "Fwd: Printer",
				"#requester\n\n---------- Forwarded message "
				"---------\nFrom: Eve Adams "
				"<eve@cust.example>\nDate: Mon, 2 Nov 2026\n"
				"Subject: Printer\nTo: Anna\n\nIt squeaks.",
				.flags = FAKE_DMARC },
			.ticket = 1,
			.status = "new",
			.told = "received eve@cust.example, new-for-agent "
				"nils@example.com, " TRANSCRIPT },
		{ .why = "where nothing is forwarded there is nobody",
			.mail = { ANNA, "Screen", "#requester\n\nHe called.",
				.flags = FAKE_DMARC },
			.refused = "#requester (expected an address of a "
				   "person outside)" },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
	assert_string_equal(fake_ticket(fake, 1)->requester->name, "Eve Adams");
}

static void a_saved_reply_is_sent_by_its_name(void **state)
{
	static const struct step steps[] = {
		REQUEST,
		{ .why = "with a word of one's own behind it",
			.mail = { ANNA, "Re: Mail",
				"#template VPN\n\nSorry for that.",
				.flags = FAKE_DMARC, .token = "1.3" },
			.ticket = 1,
			.status = "progress",
			.told = "reply bob@cust.example, " TRANSCRIPT },
		{ .why = "nobody saved such a one",
			.mail = { ANNA, "Re: Mail", "#template ../x",
				.flags = FAKE_DMARC, .answers = "1.3" },
			.refused = "#template ../x (no saved reply ../x)" },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);
	g_autofree char *text = NULL;

	(void)state;
	play(fake, steps, 2);
	text = fake_data(fake_notice_to(fake, "bob@cust.example"), "text");
	assert_string_equal(text, "Hello Bob,\n\nplease log in again "
				  "(T-1).\n\nSorry for that.\n");
	play(fake, steps + 2, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_hand_over_takes_what_was_done),
		cmocka_unit_test(a_team_gets_what_nobody_has),
		cmocka_unit_test(above_the_last_line_is_the_supplier),
		cmocka_unit_test(the_requester_knows_until_when),
		cmocka_unit_test(who_called_is_told_like_who_wrote),
		cmocka_unit_test(a_forward_is_its_senders),
		cmocka_unit_test(a_saved_reply_is_sent_by_its_name),
	};

	message_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
