/* Promises as time goes by: each step once, to whom it concerns, none in quiet
 * hours, many late ones in one mail. */
#include "tick_world.h"
#include "quiet.h"
#include "text.h"
#include "tick.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

/* --- steps of promises -------------------------------------------------- */

/* Monday the 23rd; the office opens at 07:00 in UTC. */
static const struct {
	const char *time, *promise, *told, *missed;
} STEPS[] = {
	{ "2026-11-23T10:59:59Z", NULL, NULL, NULL },
	{ "2026-11-23T11:00:00Z", "first-reply 50% due 2026-11-23T15:00:00Z",
		"promise anna@example.com, promise olle@example.com", "" },
	{ "2026-11-23T11:00:00Z", NULL, NULL, NULL },
	{ "2026-11-23T13:00:00Z", "first-reply 75% due 2026-11-23T15:00:00Z",
		"promise anna@example.com, promise olle@example.com", "" },
	{ "2026-11-23T15:00:00Z", "first-reply missed due 2026-11-23T15:00:00Z",
		"promise anna@example.com, promise nils@example.com, promise "
		"olle@example.com",
		"+first-reply 2026-11-23T15:00:00Z" },
	{ "2026-11-24T09:59:00Z", NULL, NULL, NULL },
	{ "2026-11-24T10:00:00Z", "first-reply 150% due 2026-11-23T15:00:00Z",
		"promise anna@example.com, promise chef@example.com, promise "
		"olle@example.com",
		"" },
	{ "2026-11-25T08:59:00Z", NULL, NULL, NULL },
	{ "2026-11-25T09:00:00Z", "resolve 50% due 2026-11-27T11:00:00Z",
		"promise anna@example.com, promise olle@example.com", "" },
};

static char *sorted(const char *told)
{
	g_auto(GStrv) words = g_strsplit(told, ", ", -1);
	guint count = g_strv_length(words);

	for (guint i = 0; i < count; i++)
		for (guint j = i + 1; j < count; j++)
			if (strcmp(words[i], words[j]) > 0) {
				char *swap = words[i];

				words[i] = words[j];
				words[j] = swap;
			}
	return g_strjoinv(", ", words);
}

static void each_step_is_told_once_to_whom_it_concerns(void **state)
{
	AUTO(fake) fake = desk_at("2026-11-23T07:00:00Z");

	(void)state;
	bob_writes(fake);
	assert_next(fake, "2026-11-23T11:00:00Z");
	for (gsize i = 0; i < G_N_ELEMENTS(STEPS); i++) {
		gboolean is_done = tick_at(fake, STEPS[i].time);
		g_autofree char *told = NULL, *in_order = NULL;

		assert_int_equal(is_done, STEPS[i].promise != NULL);
		if (!is_done)
			continue;
		told = fake_told(fake);
		in_order = sorted(told);
		assert_trailer(fake, TRAILER_PROMISE, STEPS[i].promise);
		assert_trailer(fake, TRAILER_EVENT, "promise");
		assert_trailer(fake, TRAILER_ROLE, "machine");
		assert_trailer(fake, "Missed", STEPS[i].missed);
		assert_string_equal(in_order, STEPS[i].told);
	}
	assert_next(fake, "2026-11-26T10:00:00Z");
}

static void who_is_told_is_the_rules_to_say(void **state)
{
	static const char more[] = "[promise \"P2\"]\n\tresolve = 10h\n"
				   "\ttell-50 = nobody\n"
				   "\ttell-75 = lead, manager\n";
	g_autofree char *conf = g_strconcat(TICK_CONF, more, NULL);
	AUTO(fake) fake = fake_new(conf, POSTERN_CONF);

	(void)state;
	fake->time = at("2026-11-23T08:00:00Z");
	bob_writes(fake);
	fake_do(fake, 1, "#p2");
	assert_true(tick_at(fake, "2026-11-23T13:00:00Z"));
	assert_told(fake, "");
	assert_trailer(
		fake, TRAILER_PROMISE, "resolve 50% due 2026-11-23T18:00:00Z");
	assert_true(tick_at(fake, "2026-11-23T15:30:00Z"));
	assert_told(fake, "promise nils@example.com, promise chef@example.com");
}

static void the_assignee_and_the_watchers_are_told(void **state)
{
	AUTO(fake) fake = desk_at("2026-11-23T07:00:00Z");

	(void)state;
	bob_writes(fake);
	fake_do(fake, 1, "#assign olle");
	assert_true(tick_at(fake, "2026-11-23T11:00:00Z"));
	assert_told(fake, "promise olle@example.com");
	assert_true(tick_at(fake, "2026-11-23T13:00:00Z"));
	assert_told(fake, "promise olle@example.com, promise anna@example.com");
}

static void steps_after_a_standstill_are_one_mail(void **state)
{
	AUTO(fake) fake = desk_at("2026-11-23T07:00:00Z");

	(void)state;
	bob_writes(fake);
	fake_do(fake, 1, "#assign olle");
	assert_true(tick_at(fake, "2026-11-24T09:00:00Z"));
	assert_trailer(fake, TRAILER_PROMISE,
		"first-reply 50% due 2026-11-23T15:00:00Z | "
		"first-reply 75% due 2026-11-23T15:00:00Z | "
		"first-reply missed due 2026-11-23T15:00:00Z");
	assert_told(fake,
		"promise olle@example.com, promise anna@example.com, promise "
		"nils@example.com");
	assert_false(tick_at(fake, "2026-11-24T09:00:00Z"));
}

static void a_clock_set_back_repeats_nothing(void **state)
{
	AUTO(fake) fake = desk_at("2026-11-23T07:00:00Z");

	(void)state;
	bob_writes(fake);
	assert_true(tick_at(fake, "2026-11-23T13:00:00Z"));
	assert_false(tick_at(fake, "2026-11-23T11:00:00Z"));
	assert_false(tick_at(fake, "2026-11-23T13:00:00Z"));
	assert_true(tick_at(fake, "2026-11-23T15:00:00Z"));
}

static void an_answer_stops_the_steps_and_a_new_mail_begins_anew(void **state)
{
	static const struct fake_mail answer = { ANNA, "Re: Mail", "We look.",
		.flags = FAKE_DMARC, .answers = "1.3" };
	static const struct fake_mail again = { BOB, "Re: Mail", "And now?",
		.flags = FAKE_DMARC, .answers = "1.2" };
	AUTO(fake) fake = desk_at("2026-11-23T07:00:00Z");

	(void)state;
	bob_writes(fake);
	assert_true(tick_at(fake, "2026-11-23T11:00:00Z"));
	fake_mail(fake, &answer);
	assert_false(tick_at(fake, "2026-11-24T11:00:00Z"));
	for (guint i = 0; i < 2; i++) {
		fake->time =
			at(i ? "2026-11-26T07:00:00Z" : "2026-11-24T12:00:00Z");
		fake_mail(fake, &again);
		assert_true(tick_at(fake,
			i ? "2026-11-26T11:00:00Z" : "2026-11-25T09:00:00Z"));
		g_autofree char *promise = fake_trailer(fake, TRAILER_PROMISE);

		assert_non_null(strstr(promise, "next-update 50% due"));
		fake_mail(fake, &answer);
	}
}

static void an_answer_too_late_is_written_down_though_no_tick_saw_it(
	void **state)
{
	static const struct fake_mail answer = { ANNA, "Re: Mail", "We look.",
		.flags = FAKE_DMARC, .answers = "1.3" };
	AUTO(fake) fake = desk_at("2026-11-23T07:00:00Z");

	(void)state;
	bob_writes(fake);
	fake->time = at("2026-11-24T08:00:00Z");
	fake_mail(fake, &answer);
	assert_trailer(fake, TRAILER_EVENT, "reply");
	assert_trailer(fake, TRAILER_PROMISE,
		"first-reply missed due 2026-11-23T15:00:00Z");
	assert_trailer(fake, "Missed", "+first-reply 2026-11-23T15:00:00Z");
	assert_false(tick_at(fake, "2026-11-24T08:05:00Z"));
}

static void another_priority_moves_the_steps(void **state)
{
	AUTO(fake) fake = desk_at("2026-11-23T07:00:00Z");

	(void)state;
	bob_writes(fake);
	fake->time = at("2026-11-23T07:20:00Z");
	fake_do(fake, 1, "#p1");
	assert_next(fake, "2026-11-23T07:30:00Z");
	assert_true(tick_at(fake, "2026-11-23T07:30:00Z"));
	fake_do(fake, 1, "#p3");
	assert_next(fake, "2026-11-23T13:00:00Z");
}

static void of_an_agreed_date_the_usual_people_hear(void **state)
{
	AUTO(fake) fake = desk_at("2026-11-23T07:00:00Z");

	(void)state;
	bob_writes(fake);
	fake_do(fake, 1, "#p4");
	fake_do(fake, 1, "#assign olle");
	fake_do(fake, 1, "#due 2026-11-24");
	assert_true(tick_at(fake, "2026-11-25T07:00:00Z"));
	assert_trailer(fake, "Missed", "+resolve 2026-11-24T22:59:00Z");
	assert_told(fake, "promise olle@example.com, promise "
			  "anna@example.com, promise nils@example.com");
}

static void an_agreed_date_stands_instead_of_the_promise(void **state)
{
	AUTO(fake) fake = desk_at("2026-11-23T07:00:00Z");

	(void)state;
	bob_writes(fake);
	fake_do(fake, 1, "#take");
	fake->time = at("2026-11-25T10:00:00Z");
	fake_do(fake, 1, "#due 2026-11-27");
	assert_int_equal(
		fake_ticket(fake, 1)->resolve_due, at("2026-11-27T22:59:00Z"));
	assert_trailer(fake, "Due", "- -> 2026-11-27T22:59:00Z");
	fake_do(fake, 1, "#wait until 2026-12-24");
	assert_int_equal(
		fake_ticket(fake, 1)->resolve_due, at("2026-11-27T22:59:00Z"));
	fake_do(fake, 1, "#open");
	fake_do(fake, 1, "#due none");
	assert_trailer(fake, "Due", "2026-11-27T22:59:00Z -> -");
	assert_int_equal(fake_ticket(fake, 1)->due, 0);
}

/* --- quiet hours ---------------------------------------------------------- */

static const struct {
	const char *at, *until, *why;
} QUIET[] = {
	{ "2026-11-23T18:59:59Z", "2026-11-23T18:59:59Z", "before them" },
	{ "2026-11-23T19:00:00Z", "2026-11-24T06:00:00Z", "as they begin" },
	{ "2026-11-23T23:30:00Z", "2026-11-24T06:00:00Z", "past midnight" },
	{ "2026-11-24T05:59:59Z", "2026-11-24T06:00:00Z", "a second before" },
	{ "2026-11-24T06:00:00Z", "2026-11-24T06:00:00Z", "as they end" },
	{ "2026-03-28T22:00:00Z", "2026-03-29T05:00:00Z",
		"the night in which summer time begins" },
	{ "2026-10-24T22:00:00Z", "2026-10-25T06:00:00Z",
		"the night in which it ends" },
};

static void quiet_hours_end_when_the_clock_on_the_wall_says_so(void **state)
{
	AUTO(fake) fake = desk_at("2026-11-23T09:00:00Z");

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(QUIET); i++) {
		g_autofree char *until =
			text_time(quiet_until(fake->rules, at(QUIET[i].at)));

		if (strcmp(until, QUIET[i].until) != 0)
			fail_msg("%s: %s, expected %s", QUIET[i].why, until,
				QUIET[i].until);
		assert_int_equal(quiet_wait(fake->rules, 2, at(QUIET[i].at)),
			at(QUIET[i].at));
		assert_int_equal(quiet_wait(fake->rules, 3, at(QUIET[i].at)),
			at(QUIET[i].until));
	}
}

static void a_critical_ticket_knows_no_quiet_hours(void **state)
{
	AUTO(fake) fake = desk_at("2026-11-23T20:00:00Z");

	(void)state;
	bob_writes(fake);
	fake_do(fake, 1, "#p1");
	assert_next(fake, "2026-11-23T20:30:00Z");
	assert_true(tick_at(fake, "2026-11-23T20:30:00Z"));
	fake_do(fake, 1, "#p3");
	assert_false(tick_at(fake, "2026-11-24T05:00:00Z"));
}

/* --- summaries ------------------------------------------------------------ */

static void who_has_several_late_ones_gets_one_mail(void **state)
{
	AUTO(fake) fake = desk_at("2026-11-23T07:00:00Z");
	g_autoptr(GPtrArray) late =
		g_ptr_array_new_with_free_func(tick_late_free);
	g_autoptr(GHashTable) summed =
		g_hash_table_new(g_str_hash, g_str_equal);
	char anna[] = "anna@example.com";
	struct event event = { .kind = EVENT_TICK, .ticket = 1 };
	g_autoptr(GVariant) rows = NULL;

	(void)state;
	bob_writes(fake);
	bob_writes(fake);
	fake->time = at("2026-11-24T09:00:00Z");
	for (guint i = 1; i <= 2; i++)
		tick_late(fake_ticket(fake, i), &fake->site, fake->time, late);
	/* Two agents and a lead, two tickets. */
	assert_int_equal(late->len, 6);
	g_hash_table_add(summed, anna);
	event.summed = summed;
	assert_int_equal(fake_apply(fake, &event, NULL), VERDICT_COMMIT);
	assert_told(fake, "promise olle@example.com, promise nils@example.com");
	assert_trailer(fake, TRAILER_WITHHELD,
		"promise anna@example.com (in a summary)");
	event = (struct event){
		.kind = EVENT_SUMMARY, .late = late, .address = anna
	};
	assert_int_equal(fake_apply(fake, &event, NULL), VERDICT_COMMIT);
	assert_told(fake, "summary anna@example.com");
	assert_string_equal(
		fake->last->commit->subject, "answer: summary of 2 promises");
	rows = g_variant_lookup_value(
		fake_notice_to(fake, anna)->data, "rows", NULL);
	assert_int_equal(g_variant_n_children(rows), 2);
}

/* --- changed rules -------------------------------------------------------- */

static void changed_rules_count_the_same_stretches_anew(void **state)
{
	AUTO(fake) fake = desk_at("2026-11-23T07:00:00Z");
	g_autoptr(GArray) tickets = g_array_new(FALSE, FALSE, sizeof(guint32));
	struct event event = { .kind = EVENT_RECOUNT, .tickets = tickets };
	const guint32 numbers[] = { 1, 2, 3 };
	struct promise_rule *rule = fake->rules->promises->pdata[1];
	gint64 updated;

	(void)state;
	bob_writes(fake);
	bob_writes(fake);
	updated = fake_ticket(fake, 1)->updated;
	g_array_append_vals(tickets, numbers, 3);
	assert_int_equal(fake_apply(fake, &event, NULL), VERDICT_NOTHING);
	rule->first_reply.seconds = 4 * 3600;
	assert_int_equal(fake_apply(fake, &event, NULL), VERDICT_COMMIT);
	assert_trailer(fake, TRAILER_TICKET, "1 | 2");
	assert_trailer(fake, TRAILER_EVENT, "rule");
	assert_string_equal(
		fake->last->commit->subject, "rules: due times of 2 tickets");
	assert_next(fake, "2026-11-23T09:00:00Z");
	assert_int_equal(fake_ticket(fake, 1)->first_reply_due,
		at("2026-11-23T11:00:00Z"));
	assert_int_equal(fake_ticket(fake, 1)->updated, updated);
	assert_int_equal(fake_apply(fake, &event, NULL), VERDICT_NOTHING);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_step_is_told_once_to_whom_it_concerns),
		cmocka_unit_test(who_is_told_is_the_rules_to_say),
		cmocka_unit_test(the_assignee_and_the_watchers_are_told),
		cmocka_unit_test(steps_after_a_standstill_are_one_mail),
		cmocka_unit_test(a_clock_set_back_repeats_nothing),
		cmocka_unit_test(
			an_answer_stops_the_steps_and_a_new_mail_begins_anew),
		cmocka_unit_test(
			an_answer_too_late_is_written_down_though_no_tick_saw_it),
		cmocka_unit_test(another_priority_moves_the_steps),
		cmocka_unit_test(of_an_agreed_date_the_usual_people_hear),
		cmocka_unit_test(an_agreed_date_stands_instead_of_the_promise),
		cmocka_unit_test(
			quiet_hours_end_when_the_clock_on_the_wall_says_so),
		cmocka_unit_test(a_critical_ticket_knows_no_quiet_hours),
		cmocka_unit_test(who_has_several_late_ones_gets_one_mail),
		cmocka_unit_test(changed_rules_count_the_same_stretches_anew),
	};

	message_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
