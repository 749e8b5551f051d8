/* #undo: what it writes back, what it leaves, and when it is refused. */
#include "scenario.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#define NEW                                                \
	{                                                  \
		.why = "new", .mail = { BOB, "Mail", "x" } \
	}

static void undo_writes_back_what_the_last_commands_changed(void **state)
{
	static const struct step steps[] = {
		NEW,
		{ .why = "five things at once",
			.mail = { ANNA, "Re: Mail",
				"#take\n#p1\n#tag vpn net\n#queue hardware\n"
				"#wait until 3d",
				.answers = "1.3", .flags = FAKE_DMARC },
			.ticket = 1,
			.status = "wait-date" },
		{ .why = "back",
			.mail = { ANNA, "Re: Mail", "#undo", .answers = "1.3",
				.flags = FAKE_DMARC },
			.ticket = 1,
			.status = "new",
			.refused = "",
			.event = "undo" },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);
	AUTO(ticket) before = NULL;
	const struct ticket *after;
	g_autofree char *undoes = NULL;
	const char *key = "";

	(void)state;
	play(fake, steps, 1);
	before = ticket_copy(fake_ticket(fake, 1));
	play(fake, steps + 1, 2);
	after = fake_ticket(fake, 1);
	assert_null(after->assignee);
	assert_int_equal(after->priority, 3);
	assert_int_equal(after->tags->len, 0);
	assert_string_equal(after->queue, "support");
	assert_int_equal(after->wait_until, 0);
	assert_true(ticket_write_back(before, after, after, &key));
	/* The way there and back stays in the spans. */
	assert_int_equal(after->spans->len, 4);
	undoes = fake_trailer(fake, TRAILER_UNDOES);
	assert_int_equal(strlen(undoes), 40);
}

static void undo_keeps_back_mail_that_waits_and_tells_of_mail_that_left(
	void **state)
{
	static const struct step steps[] = {
		NEW,
		{ .why = "given to Olle, and solved",
			.mail = { ANNA, "Re: Mail",
				"Done.\n#assign olle\n#resolve",
				.token = "1.3" },
			.ticket = 1,
			.status = "resolved",
			.told = "assigned olle@example.com, "
				"resolved bob@cust.example, "
				"transcript anna@example.com" },
		{ .why = "nothing has left: nobody need be told",
			.mail = { ANNA, "Re: Mail", "#undo", .answers = "1.3",
				.flags = FAKE_DMARC },
			.ticket = 1,
			.status = "progress",
			.told = "transcript anna@example.com" },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);
	g_autofree char *withheld = NULL;

	(void)state;
	play(fake, steps, 1);
	fake_do(fake, 1, "#open");
	play(fake, steps + 1, 2);
	withheld = fake_trailer(fake, TRAILER_WITHHELD);
	assert_string_equal(withheld, "assigned olle@example.com (undone) | "
				      "resolved bob@cust.example (undone)");
}

static void deliver_all(struct fake *fake)
{
	const struct known_ticket *known = fake->tickets->pdata[0];

	for (guint i = 0; i < known->deliveries->len; i++) {
		struct delivery *line = known->deliveries->pdata[i];

		line->state = DELIVERY_SENT;
	}
}

static void who_got_mail_is_told_that_it_counts_no_more(void **state)
{
	static const struct step undo = { .why = "both heard of it",
		.mail = { ANNA, "Re: Mail", "#undo", .answers = "1.3",
			.flags = FAKE_DMARC },
		.ticket = 1,
		.status = "progress",
		.told = "transcript anna@example.com, reopened "
			"bob@cust.example, assigned olle@example.com" };
	static const struct step steps[] = {
		NEW,
		{ .why = "taken",
			.mail = { ANNA, "Re: Mail", "#take", .answers = "1.3",
				.flags = FAKE_DMARC } },
		{ .why = "solved for Olle",
			.mail = { ANNA, "Re: Mail",
				"Done.\n#assign olle\n#resolve",
				.answers = "1.3", .flags = FAKE_DMARC } },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);
	g_autofree char *told = NULL;

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
	deliver_all(fake);
	fake_mail(fake, &undo.mail);
	told = fake_told(fake);
	assert_non_null(strstr(told, "reopened bob@cust.example"));
	assert_non_null(strstr(told, "assigned olle@example.com"));
	assert_string_equal(fake_ticket(fake, 1)->assignee, "anna@example.com");
}

static void undo_is_refused_where_there_is_nothing_to_take_back(void **state)
{
	static const struct step steps[] = {
		NEW,
		{ .why = "Anna did nothing yet",
			.mail = { ANNA, "Re: Mail", "#undo", .answers = "1.3",
				.flags = FAKE_DMARC },
			.ticket = 1,
			.refused = "#undo (nothing of yours within 30 "
				   "minutes)" },
		{ .why = "Nils does",
			.mail = { NILS, "Re: Mail", "#p2", .answers = "1.3",
				.flags = FAKE_DMARC },
			.ticket = 1,
			.refused = "" },
		{ .why = "that is not hers",
			.mail = { ANNA, "Re: Mail", "#undo", .answers = "1.3",
				.flags = FAKE_DMARC },
			.ticket = 1,
			.refused = "#undo (nothing of yours within 30 "
				   "minutes)" },
		{ .why = "hers",
			.mail = { ANNA, "Re: Mail", "#p1", .answers = "1.3",
				.flags = FAKE_DMARC },
			.ticket = 1,
			.refused = "" },
		{ .why = "and Nils once more",
			.mail = { NILS, "Re: Mail", "#p4\n#tag vpn",
				.answers = "1.3", .flags = FAKE_DMARC },
			.ticket = 1,
			.refused = "" },
		{ .why = "Nils changed it since, and is named",
			.mail = { ANNA, "Re: Mail", "#undo", .answers = "1.3",
				.flags = FAKE_DMARC },
			.ticket = 1,
			.refused = "#undo (Nils Dahl has changed Priority "
				   "since)" },
		{ .why = "what another did beside it is no hindrance",
			.mail = { NILS, "Re: Mail", "#undo", .answers = "1.3",
				.flags = FAKE_DMARC },
			.ticket = 1,
			.event = "undo",
			.refused = "" },
		{ .why = "hers stands again: P2",
			.mail = { ANNA, "Re: Mail", "#undo", .answers = "1.3",
				.flags = FAKE_DMARC },
			.ticket = 1,
			.event = "undo",
			.refused = "" },
		{ .why = "and not twice",
			.mail = { ANNA, "Re: Mail", "#ångra", .answers = "1.3",
				.flags = FAKE_DMARC },
			.ticket = 1,
			.refused = "#undo (nothing of yours within 30 "
				   "minutes)" },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
	assert_int_equal(fake_ticket(fake, 1)->priority, 2);
}

static void after_half_an_hour_it_is_too_late(void **state)
{
	static const struct fake_mail make = { BOB, "Mail", "x", .flags = 0 };
	static const struct fake_mail change = { ANNA, "Re: Mail", "#p2",
		.answers = "1.3", .flags = FAKE_DMARC };
	static const struct fake_mail undo = { ANNA, "Re: Mail", "#undo",
		.answers = "1.3", .flags = FAKE_DMARC };
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);

	(void)state;
	fake_mail(fake, &make);
	fake_mail(fake, &change);
	fake->time += 30 * 60;
	fake_mail(fake, &undo);
	assert_int_equal(fake_ticket(fake, 1)->priority, 2);
}

static void a_merge_is_taken_back_in_both_tickets(void **state)
{
	static const struct step steps[] = {
		NEW,
		{ .why = "another",
			.mail = { "eve@cust.example", "Mail too", "x" } },
		{ .why = "merged",
			.mail = { NILS, "Re: Mail", "#merge 1",
				.answers = "2.3", .flags = FAKE_DMARC },
			.ticket = 2,
			.status = "cancelled" },
		{ .why = "and not",
			.mail = { NILS, "Re: Mail", "#on 2\n#undo",
				.answers = "1.3", .flags = FAKE_DMARC },
			.ticket = 2,
			.status = "new",
			.event = "undo",
			.refused = "" },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
	assert_int_equal(fake_ticket(fake, 2)->merged_into, 0);
	assert_int_equal(fake_ticket(fake, 1)->cc->len, 0);
}

static void the_shell_takes_back_its_own(void **state)
{
	static const struct fake_mail make = { BOB, "Mail", "x", .flags = 0 };
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);

	(void)state;
	fake_mail(fake, &make);
	fake_do(fake, 1, "#p1");
	fake_do(fake, 1, "#undo");
	assert_string_equal(
		fake->last->transcript, "ok: #undo (#priority P1)\n");
	assert_int_equal(fake_ticket(fake, 1)->priority, 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			undo_writes_back_what_the_last_commands_changed),
		cmocka_unit_test(
			undo_keeps_back_mail_that_waits_and_tells_of_mail_that_left),
		cmocka_unit_test(who_got_mail_is_told_that_it_counts_no_more),
		cmocka_unit_test(
			undo_is_refused_where_there_is_nothing_to_take_back),
		cmocka_unit_test(after_half_an_hour_it_is_too_late),
		cmocka_unit_test(a_merge_is_taken_back_in_both_tickets),
		cmocka_unit_test(the_shell_takes_back_its_own),
	};

	message_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
