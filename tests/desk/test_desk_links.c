/* Parents, children, and what waits for a known outage. */
#include "scenario.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define EVE "eve@cust.example"

#define THREE                                                                  \
	{ .why = "the outage", .mail = { BOB, "Mail is down", "x" } },         \
		{ .why = "a call", .mail = { EVE, "No mail", "y" } },          \
	{                                                                      \
		.why = "another", .mail = { "zoe@cust.example", "Mail?", "z" } \
	}

/* An agent's commands on that ticket, by its first notice. */
#define NILS_SAYS(place, words)                              \
	.mail = { NILS, "Re: Mail", words, .answers = place, \
		.flags = FAKE_DMARC }

static void a_parent_does_not_close_over_open_children(void **state)
{
	static const struct step steps[] = {
		THREE,
		{ .why = "a part",
			NILS_SAYS("1.3", "#child 2"),
			.ticket = 2,
			.status = "new",
			.refused = "" },
		{ .why = "open",
			NILS_SAYS("1.3", "#close"),
			.ticket = 1,
			.status = "new",
			.refused = "#close (has open children, #close force "
				   "closes it)" },
		{ .why = "closed",
			NILS_SAYS("2.3", "#close\n#note done"),
			.ticket = 2,
			.status = "closed" },
		{ .why = "now it may",
			NILS_SAYS("1.3", "#stäng"),
			.ticket = 1,
			.status = "closed",
			.refused = "" },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
	assert_int_equal(fake_ticket(fake, 2)->parent, 1);
}

static void no_ticket_is_its_own_parent(void **state)
{
	static const struct step steps[] = {
		THREE,
		{ .why = "itself",
			NILS_SAYS("1.3", "#parent 1"),
			.refused = "#parent 1 (that is this very ticket)" },
		{ .why = "2 under 1",
			NILS_SAYS("2.3", "#parent 1"),
			.refused = "" },
		{ .why = "3 under 2",
			NILS_SAYS("3.3", "#parent 2"),
			.refused = "" },
		{ .why = "1 under 3 would be a ring",
			NILS_SAYS("1.3", "#parent 3"),
			.refused = "#parent 3 (that is this very ticket)" },
		{ .why = "there is no 9",
			NILS_SAYS("1.3", "#parent 9"),
			.refused = "#parent 9 (no ticket 9)" },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
}

static void what_waits_for_an_outage_is_solved_with_it(void **state)
{
	static const struct step steps[] = {
		THREE,
		{ .why = "part of it",
			NILS_SAYS("2.3", "#incident 1"),
			.ticket = 2,
			.status = "wait-parent",
			.event = "wait" },
		{ .why = "and so is Zoe's",
			NILS_SAYS("3.3", "#störning T-1"),
			.ticket = 3,
			.status = "wait-parent" },
		{ .why = "her answer changes nothing",
			.mail = { EVE, "Re: No mail", "still nothing",
				.answers = "2.2" },
			.ticket = 2,
			.status = "wait-parent" },
		{ .why = "one answer for all, each asked",
			NILS_SAYS("1.3", "The server runs again.\n#resolve"),
			.ticket = 2,
			.status = "resolved",
			.event = "resolve",
			.told = "resolved bob@cust.example, resolved "
				"eve@cust.example, resolved zoe@cust.example, "
				"transcript nils@example.com" },
		{ .why = "Eve's no is hers alone",
			.mail = { EVE, "Re: No mail", "No, still broken",
				.answers = "2.2" },
			.ticket = 2,
			.status = "progress" },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);
	g_autofree char *text = NULL;

	(void)state;
	play(fake, steps, 7);
	text = fake_data(fake_notice_to(fake, EVE), "text");
	assert_string_equal(text, "The server runs again.\n");
	play(fake, steps + 7, 1);
	assert_int_equal(fake_ticket(fake, 3)->status, STATUS_RESOLVED);
	assert_int_equal(fake_ticket(fake, 1)->status, STATUS_RESOLVED);
}

static void what_waits_goes_on_where_the_outage_was_none(void **state)
{
	static const struct step steps[] = {
		THREE,
		{ .why = "part of it",
			NILS_SAYS("2.3", "#incident 1"),
			.ticket = 2,
			.status = "wait-parent" },
		{ .why = "no outage after all",
			NILS_SAYS("1.3", "#cancel not one"),
			.ticket = 2,
			.status = "progress" },
		{ .why = "nothing waits for what is over",
			NILS_SAYS("3.3", "#incident 1"),
			.ticket = 3,
			.status = "new",
			.refused = "#incident 1 (not from cancelled)" },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_parent_does_not_close_over_open_children),
		cmocka_unit_test(no_ticket_is_its_own_parent),
		cmocka_unit_test(what_waits_for_an_outage_is_solved_with_it),
		cmocka_unit_test(what_waits_goes_on_where_the_outage_was_none),
	};

	message_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
