/* What time alone brings: steps of promises, waits that end, reminders,
 * resolving and closing by itself; each once, none in quiet hours. */
#include "scenario.h"
#include "quiet.h"
#include "text.h"
#include "tick.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define MANAGER "manager = chef@example.com\n"
#define CALENDAR                      \
	"[calendar \"office\"]\n"     \
	"\tzone = Europe/Stockholm\n" \
	"\thours = Mon-Fri 08:00-17:00\n"

/* Anna and Olle on line 1 of support, Nils leads. */
static const char CONF[] =
	"[desk]\n\tname = IT Helpdesk\n\taddress = help@example.com\n"
	"\tzone = Europe/Stockholm\n\tquiet = 20:00-07:00\n"
	"\t" MANAGER "[queue \"support\"]\n\tdefault = true\n"
	"\tcalendar = office\n"
	"[agent \"anna@example.com\"]\n\tname = Anna Berg\n"
	"[agent \"olle@example.com\"]\n\tname = Olle Ek\n\tlanguage = sv\n"
	"[agent \"nils@example.com\"]\n\tname = Nils Dahl\n\tline = 2\n"
	"\tlead = true\n" CALENDAR
	"[promise \"P1\"]\n\tfirst-reply = 1h\n\tresolve = 10h\n"
	"[promise \"P3\"]\n\tfirst-reply = 8h\n\tresolve = 40h\n"
	"\tnext-update = 8h\n\tcalendar = office\n"
	"[approval \"purchase\"]\n\tapprover = boss@example.com\n"
	"\tdelegate = vd@example.com\n";

static gint64 at(const char *text)
{
	gint64 seconds = -1;

	assert_true(text_parse_time(text, &seconds));
	return seconds;
}

static struct fake *desk_at(const char *time)
{
	struct fake *fake = fake_new(CONF, POSTERN_CONF);

	fake->time = at(time);
	return fake;
}

static void bob_writes(struct fake *fake)
{
	static const struct fake_mail mail = { BOB, "Mail", "It is broken.",
		.flags = FAKE_DMARC };

	assert_int_equal(fake_mail(fake, &mail), VERDICT_COMMIT);
}

/* Ticks at that time; FALSE where there was nothing to do. */
static gboolean tick_at(struct fake *fake, const char *time)
{
	struct event event = { .kind = EVENT_TICK, .ticket = 1 };

	fake->time = at(time);
	return fake_apply(fake, &event, NULL) == VERDICT_COMMIT;
}

static void assert_trailer(
	const struct fake *fake, const char *key, const char *expected)
{
	g_autofree char *value = fake_trailer(fake, key);

	if (strcmp(value, expected) != 0)
		fail_msg("%s: %s, expected %s", key, value, expected);
}

static void assert_told(const struct fake *fake, const char *expected)
{
	g_autofree char *told = fake_told(fake);

	if (strcmp(told, expected) != 0)
		fail_msg("told %s, expected %s", told, expected);
}

static void assert_next(const struct fake *fake, const char *expected)
{
	gint64 at = fake_ticket(fake, 1)->next_due;
	g_autofree char *next = at ? text_time(at) : g_strdup("never");

	assert_string_equal(next, expected);
}

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
	g_autofree char *conf = g_strconcat(CONF, more, NULL);
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

/* --- waits ---------------------------------------------------------------- */

static const struct fake_mail QUESTION = { ANNA, "Re: Mail",
	"#ask\n\nWhich printer?\n", .flags = FAKE_DMARC, .answers = "1.3" };

static void what_waits_for_a_date_comes_back_by_itself(void **state)
{
	AUTO(fake) fake = desk_at("2026-11-23T07:00:00Z");

	(void)state;
	bob_writes(fake);
	fake_do(fake, 1, "#assign anna");
	fake_mail(fake, &QUESTION);
	fake_do(fake, 1, "#wait until 2026-12-01");
	/* Midnight is quiet. */
	assert_next(fake, "2026-12-01T06:00:00Z");
	assert_false(tick_at(fake, "2026-12-01T05:59:59Z"));
	assert_true(tick_at(fake, "2026-12-01T06:00:00Z"));
	assert_trailer(fake, TRAILER_EVENT, "resume");
	assert_trailer(fake, "Status", "wait-date -> progress");
	assert_told(fake, "resumed anna@example.com");
}

static void a_silent_requester_is_reminded_twice_then_it_is_resolved(
	void **state)
{
	AUTO(fake) fake = desk_at("2026-11-23T09:00:00Z");
	const struct notice *notice;
	g_autofree char *text = NULL, *until = NULL, *silent = NULL;

	(void)state;
	bob_writes(fake);
	fake_mail(fake, &QUESTION);
	assert_next(fake, "2026-11-25T09:01:00Z");
	assert_false(tick_at(fake, "2026-11-25T09:00:00Z"));
	assert_true(tick_at(fake, "2026-11-25T09:01:00Z"));
	assert_trailer(fake, TRAILER_EVENT, "remind");
	assert_told(fake, "reminder bob@cust.example");
	notice = fake_notice_to(fake, "bob@cust.example");
	text = fake_data(notice, "text");
	until = fake_data(notice, "until");
	assert_string_equal(text, "Which printer?");
	assert_string_equal(until, "2026-12-07");
	assert_false(tick_at(fake, "2026-11-25T09:01:00Z"));
	assert_true(tick_at(fake, "2026-11-30T09:01:00Z"));
	assert_told(fake, "reminder bob@cust.example");
	assert_false(tick_at(fake, "2026-12-07T09:00:00Z"));
	assert_true(tick_at(fake, "2026-12-07T09:01:00Z"));
	assert_trailer(fake, TRAILER_EVENT, "resolve");
	assert_trailer(fake, TRAILER_REASON, "no answer for 10 working days");
	assert_told(fake, "resolved bob@cust.example");
	silent = fake_data(fake_notice_to(fake, "bob@cust.example"), "silent");
	assert_string_equal(silent, "true");
	/* And nobody says no. */
	assert_next(fake, "2026-12-14T09:01:00Z");
	assert_true(tick_at(fake, "2026-12-14T09:01:00Z"));
	assert_trailer(fake, TRAILER_EVENT, "close");
	assert_trailer(fake, TRAILER_REASON, "unconfirmed for 5 working days");
	assert_told(fake, "closed bob@cust.example");
	assert_next(fake, "never");
}

static void nobody_is_resolved_who_was_not_reminded(void **state)
{
	AUTO(fake) fake = desk_at("2026-11-23T09:00:00Z");

	(void)state;
	bob_writes(fake);
	fake_mail(fake, &QUESTION);
	assert_true(tick_at(fake, "2026-12-21T09:00:00Z"));
	assert_told(fake, "reminder bob@cust.example");
	assert_next(fake, "2026-12-24T09:00:00Z");
	assert_true(tick_at(fake, "2026-12-24T09:00:00Z"));
	assert_trailer(fake, TRAILER_EVENT, "resolve");
}

static void an_answer_ends_the_reminders_and_a_new_question_begins_them(
	void **state)
{
	static const struct fake_mail answer = { BOB, "Re: Mail", "The red one",
		.flags = FAKE_DMARC, .answers = "1.2" };
	static const struct fake_mail more[] = {
		{ ANNA, "Re: Mail", "#ask\n\nOn which floor?\n",
			.flags = FAKE_DMARC, .answers = "1.3" },
		{ ANNA, "Re: Mail", "#ask\n\nIs it on at all?\n",
			.flags = FAKE_DMARC, .answers = "1.3" },
	};
	AUTO(fake) fake = desk_at("2026-11-23T09:00:00Z");

	(void)state;
	bob_writes(fake);
	fake_mail(fake, &QUESTION);
	assert_true(tick_at(fake, "2026-11-25T09:01:00Z"));
	fake_mail(fake, &answer);
	assert_false(tick_at(fake, "2026-11-25T13:00:00Z"));
	fake_mail(fake, &more[0]);
	/* Asked again while it waits: the silence begins anew, too. */
	fake->time = at("2026-11-27T11:00:00Z");
	fake_mail(fake, &more[1]);
	assert_next(fake, "2026-12-01T11:00:00Z");
	assert_true(tick_at(fake, "2026-12-01T11:00:00Z"));
	assert_trailer(fake, TRAILER_EVENT, "remind");
}

static void what_did_not_arrive_is_not_closed(void **state)
{
	AUTO(fake) fake = desk_at("2026-11-23T09:00:00Z");
	char to[] = "bob@cust.example", said[] = "550 gone";
	struct delivery_report report = { .ticket = 1,
		.address = to,
		.state = DELIVERY_FAILED,
		.reply = said };
	g_autoptr(GPtrArray) reports = g_ptr_array_new();
	struct event event = { .kind = EVENT_DELIVERIES,
		.deliveries = reports };

	(void)state;
	g_ptr_array_add(reports, &report);
	bob_writes(fake);
	fake_do(fake, 1, "#resolve Put in a new one");
	report.message = fake_notice_to(fake, to)->article.number;
	fake_apply(fake, &event, NULL);
	assert_true(tick_at(fake, "2026-12-07T09:00:00Z"));
	assert_trailer(fake, TRAILER_EVENT, "remind");
	assert_string_equal(
		status_name(fake_ticket(fake, 1)->status), "resolved");
	assert_false(tick_at(fake, "2026-12-17T09:00:00Z"));
}

/* --- approvals ------------------------------------------------------------ */

static void a_silent_approver_is_asked_again_then_the_delegate(void **state)
{
	static const struct {
		const char *time, *told, *approval;
	} steps[] = {
		{ "2026-11-25T09:02:00Z", "approval boss@example.com", "" },
		{ "2026-11-27T09:02:00Z", "approval vd@example.com",
			"purchase 8900 SEK asked for bob@cust.example" },
		{ "2026-12-23T09:02:00Z", "resumed anna@example.com",
			"purchase 8900 SEK expired for bob@cust.example" },
	};
	static const struct fake_mail wish = { ANNA, "Re: Mail",
		"#take\n#request-approval 8900 SEK a printer\n",
		.flags = FAKE_DMARC, .answers = "1.3" };
	AUTO(fake) fake = desk_at("2026-11-23T09:00:00Z");

	(void)state;
	bob_writes(fake);
	fake_do(fake, 1, "#p4");
	fake->time = at("2026-11-23T09:02:00Z");
	fake_mail(fake, &wish);
	assert_trailer(fake, "Status", "new -> wait-approval");
	for (gsize i = 0; i < G_N_ELEMENTS(steps); i++) {
		fake->time = at(steps[i].time) - 1;
		assert_next(fake, steps[i].time);
		assert_true(tick_at(fake, steps[i].time));
		assert_told(fake, steps[i].told);
		assert_trailer(fake, TRAILER_APPROVAL, steps[i].approval);
		assert_false(tick_at(fake, steps[i].time));
	}
	assert_string_equal(
		status_name(fake_ticket(fake, 1)->status), "progress");
}

static void after_a_standstill_only_the_delegate_is_asked(void **state)
{
	AUTO(fake) fake = desk_at("2026-11-23T09:00:00Z");

	(void)state;
	bob_writes(fake);
	fake_do(fake, 1, "#p4");
	fake_do(fake, 1, "#request-approval 8900 SEK a printer");
	assert_true(tick_at(fake, "2026-12-28T09:00:00Z"));
	assert_told(fake, "approval vd@example.com");
	assert_false(tick_at(fake, "2026-12-28T09:00:00Z"));
	assert_next(fake, "2026-12-31T09:00:00Z");
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
		cmocka_unit_test(an_agreed_date_stands_instead_of_the_promise),
		cmocka_unit_test(what_waits_for_a_date_comes_back_by_itself),
		cmocka_unit_test(
			a_silent_requester_is_reminded_twice_then_it_is_resolved),
		cmocka_unit_test(nobody_is_resolved_who_was_not_reminded),
		cmocka_unit_test(
			an_answer_ends_the_reminders_and_a_new_question_begins_them),
		cmocka_unit_test(what_did_not_arrive_is_not_closed),
		cmocka_unit_test(
			a_silent_approver_is_asked_again_then_the_delegate),
		cmocka_unit_test(after_a_standstill_only_the_delegate_is_asked),
		cmocka_unit_test(
			quiet_hours_end_when_the_clock_on_the_wall_says_so),
		cmocka_unit_test(a_critical_ticket_knows_no_quiet_hours),
		cmocka_unit_test(who_has_several_late_ones_gets_one_mail),
		cmocka_unit_test(changed_rules_count_the_same_stretches_anew),
	};

	message_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
