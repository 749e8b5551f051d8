/* What was promised, by which rule, and when it is due: a life a row. */
#include "promise.h"
#include "conf.h"
#include "lifecycle.h"
#include "text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#define HOUR 3600

static const char CONF[] =
	"[desk]\n\taddress = help@example.com\n"
	"[queue \"support\"]\n\tdefault = true\n[queue \"vip\"]\n"
	"[org \"acme\"]\n\tdomain = acme.example\n"
	"[calendar \"office\"]\n\tzone = UTC\n"
	"\thours = Mon-Fri 08:00-12:00, 13:00-17:00\n"
	"[promise \"P1\"]\n\tfirst-reply = 30m\n\tresolve = 4h\n"
	"[promise \"P3\"]\n\tfirst-reply = 4h\n\tnext-update = 1d\n"
	"\tresolve = 3d\n\tline = 8h\n\tcalendar = office\n"
	"[promise \"vip\"]\n\tqueue = vip\n\tresolve = 2h\n"
	"\tvendor-rests = true\n"
	"[promise \"vip P1\"]\n\tqueue = vip\n\tpriority = P1\n"
	"\tresolve = 1h\n"
	"[promise \"vip acme\"]\n\tqueue = vip\n\torg = acme\n"
	"\tresolve = 90m\n"
	"[promise \"changes\"]\n\ttype = change\n\tpriority = P4\n"
	"\tresolve = 9d\n";

static struct rules *rules_read(void)
{
	g_autoptr(GPtrArray) errors = conf_errors_new();
	struct rules *rules =
		conf_parse_rules("desk.conf", CONF, strlen(CONF), errors);

	if (!rules) {
		g_autofree char *why = conf_errors_text(errors);

		fail_msg("%s", why);
	}
	return rules;
}

static struct calendars *calendars_read(const struct rules *rules)
{
	g_autoptr(GHashTable) zones = g_hash_table_new(g_str_hash, g_str_equal);

	return calendars_new(rules, zones);
}

static gint64 at(const char *text)
{
	gint64 seconds = -1;

	assert_true(text_parse_time(text, &seconds));
	return seconds;
}

/* "2026-11-23T09:00:00Z new 1, …" are the Span lines of a ticket. */
static struct ticket *living(const char *spans)
{
	g_auto(GStrv) lines = g_strsplit(spans, ", ", -1);
	g_autoptr(GString) text = g_string_new("Ticket: 1\nQueue: support\n");
	struct ticket *ticket;
	const struct ticket_span *last;

	for (guint i = 0; lines[i]; i++)
		g_string_append_printf(text, "Span: %s\n", lines[i]);
	ticket = ticket_parse(text->str, text->len, NULL);
	assert_non_null(ticket);
	last = &g_array_index(
		ticket->spans, struct ticket_span, ticket->spans->len - 1);
	ticket->status = last->status;
	ticket->line = last->line;
	ticket->priority = 3;
	ticket->created =
		g_array_index(ticket->spans, struct ticket_span, 0).at;
	return ticket;
}

/* --- which -------------------------------------------------------------- */

static const struct {
	const char *queue;
	guint priority;
	enum ticket_type type;
	const char *org, *promise, *why;
} CHOICES[] = {
	{ "support", 3, TYPE_INCIDENT, NULL, "P3", "by its name" },
	{ "support", 2, TYPE_INCIDENT, NULL, NULL, "none fits" },
	{ "vip", 3, TYPE_INCIDENT, NULL, "P3",
		"of two that fit by one key the first" },
	{ "VIP", 2, TYPE_INCIDENT, NULL, "vip", "in any case of letters" },
	{ "vip", 1, TYPE_INCIDENT, NULL, "vip P1", "two keys before one" },
	{ "vip", 1, TYPE_INCIDENT, "acme", "vip P1", "the first of two" },
	{ "vip", 2, TYPE_INCIDENT, "acme", "vip acme", "an organisation's" },
	{ "vip", 2, TYPE_INCIDENT, "other", "vip", "another organisation" },
	{ "support", 4, TYPE_CHANGE, NULL, "changes", "a type" },
	{ "support", 4, TYPE_REQUEST, NULL, NULL, "another type" },
};

static void the_promise_with_most_fitting_keys_applies(void **state)
{
	AUTO(rules) rules = rules_read();

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(CHOICES); i++) {
		AUTO(ticket) ticket = ticket_new(1);
		const struct promise_rule *rule;

		ticket->queue = g_strdup(CHOICES[i].queue);
		ticket->priority = CHOICES[i].priority;
		ticket->type = CHOICES[i].type;
		ticket->org = g_strdup(CHOICES[i].org);
		rule = promise_for(rules, ticket);
		if (g_strcmp0(rule ? rule->name : NULL, CHOICES[i].promise) !=
			0)
			fail_msg("%s: %s, expected %s", CHOICES[i].why,
				rule ? rule->name : "none", CHOICES[i].promise);
	}
}

/* --- due ---------------------------------------------------------------- */

static const struct {
	const char *spans;
	enum promise_kind kind;
	const char *due; /* NULL: none */
	const char *why;
} DUE[] = {
	{ "2026-11-23T09:15:02Z new 1", PROMISE_FIRST_REPLY,
		"2026-11-23T14:15:02Z", "four hours over noon" },
	{ "2026-11-23T09:15:02Z new 1", PROMISE_RESOLVE, "2026-11-26T09:15:02Z",
		"three working days" },
	{ "2026-11-21T12:00:00Z new 1", PROMISE_RESOLVE, "2026-11-25T17:00:00Z",
		"on Saturday nothing counts yet" },
	{ "2026-11-23T09:00:00Z new 1, 2026-11-23T10:00:00Z wait-user 1, "
	  "2026-11-24T10:00:00Z progress 1",
		PROMISE_RESOLVE, "2026-11-27T09:00:00Z",
		"a day's wait for the requester puts it off by a day" },
	{ "2026-11-23T09:00:00Z new 1, 2026-11-23T10:00:00Z wait-user 1",
		PROMISE_RESOLVE, NULL, "nothing is due while it waits" },
	{ "2026-11-23T09:00:00Z new 1, 2026-11-23T10:00:00Z wait-user 1",
		PROMISE_FIRST_REPLY, "2026-11-23T14:00:00Z",
		"but the first reply, which rests for nothing" },
	{ "2026-11-23T09:00:00Z new 1, 2026-11-27T10:00:00Z wait-user 1",
		PROMISE_RESOLVE, "2026-11-26T09:00:00Z",
		"what was overdue before it waits stays so" },
	{ "2026-11-23T09:00:00Z new 1, 2026-11-23T10:00:00Z wait-vendor 1",
		PROMISE_RESOLVE, "2026-11-26T09:00:00Z",
		"a supplier's time counts" },
	{ "2026-11-23T09:00:00Z new 1, 2026-11-23T10:00:00Z wait-parent 1",
		PROMISE_RESOLVE, "2026-11-26T09:00:00Z", "so does a parent's" },
	{ "2026-11-23T09:00:00Z new 1, 2026-11-23T10:00:00Z wait-approval 1",
		PROMISE_RESOLVE, NULL, "an approver's does not" },
	{ "2026-11-23T09:00:00Z new 1, 2026-11-23T10:00:00Z wait-date 1",
		PROMISE_RESOLVE, NULL, "nor that to the agreed date" },
	{ "2026-11-23T09:00:00Z new 1, 2026-11-23T11:00:00Z resolved 1",
		PROMISE_RESOLVE, "2026-11-26T09:00:00Z",
		"what was kept tells when it would have been due" },
	{ "2026-11-23T09:00:00Z new 1, 2026-11-23T10:00:00Z resolved 1, "
	  "2026-11-24T10:00:00Z progress 1",
		PROMISE_RESOLVE, "2026-11-27T09:00:00Z",
		"reopened, the same clock runs on" },
	{ "2026-11-23T09:00:00Z new 1, 2026-11-24T09:00:00Z new 2",
		PROMISE_LINE, "2026-11-25T09:00:00Z",
		"a line's clock begins where the line does" },
	{ "2026-11-23T09:00:00Z new 2, 2026-11-24T09:00:00Z new 1, "
	  "2026-11-25T09:00:00Z progress 1",
		PROMISE_LINE, "2026-11-25T09:00:00Z",
		"and runs on in another state" },
	{ "2026-11-23T09:00:00Z new 1", PROMISE_UPDATE, NULL,
		"no update is due where nobody has written" },
};

static void a_life_says_when_it_is_due(void **state)
{
	AUTO(rules) rules = rules_read();
	AUTO(calendars) calendars = calendars_read(rules);

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(DUE); i++) {
		AUTO(ticket) ticket = living(DUE[i].spans);
		const struct promise_rule *rule = promise_for(rules, ticket);
		gint64 expected = DUE[i].due ? at(DUE[i].due) : 0;
		/* When one looks makes no difference. */
		const gint64 looks[] = { 0, ticket->created, expected,
			at("2026-12-24T12:00:00Z") };

		for (gsize n = 0; n < G_N_ELEMENTS(looks); n++) {
			struct promise_clock clock;
			g_autofree char *told = NULL;

			promise_clock(rule,
				calendars_find(calendars, rule->calendar),
				ticket, DUE[i].kind, looks[n], &clock, NULL);
			told = text_time(clock.due);
			if (clock.due != expected)
				fail_msg("%s: %s, expected %s", DUE[i].why,
					told, DUE[i].due ? DUE[i].due : "none");
		}
	}
}

static void a_changed_priority_counts_the_same_stretches(void **state)
{
	AUTO(rules) rules = rules_read();
	AUTO(calendars) calendars = calendars_read(rules);
	AUTO(ticket)
	ticket = living("2026-11-23T09:00:00Z new 1, "
			"2026-11-23T10:00:00Z wait-user 1, "
			"2026-11-23T20:00:00Z progress 1");

	(void)state;
	promise_set_due(ticket, rules, calendars);
	assert_int_equal(ticket->resolve_due, at("2026-11-26T16:00:00Z"));
	assert_int_equal(ticket->first_reply_due, at("2026-11-23T14:00:00Z"));
	ticket->priority = 1;
	promise_set_due(ticket, rules, calendars);
	assert_int_equal(ticket->resolve_due, at("2026-11-23T23:00:00Z"));
	assert_int_equal(ticket->first_reply_due, at("2026-11-23T09:30:00Z"));
	ticket->priority = 2;
	promise_set_due(ticket, rules, calendars);
	assert_int_equal(ticket->resolve_due, 0);
	assert_int_equal(ticket->first_reply_due, 0);
}

static void the_vendors_time_rests_where_the_rule_says_so(void **state)
{
	AUTO(rules) rules = rules_read();
	AUTO(calendars) calendars = calendars_read(rules);
	AUTO(ticket)
	ticket = living("2026-11-23T09:00:00Z new 1, "
			"2026-11-23T10:00:00Z wait-vendor 1, "
			"2026-11-23T20:00:00Z progress 1");

	(void)state;
	g_free(ticket->queue);
	ticket->queue = g_strdup("vip");
	ticket->priority = 2;
	promise_set_due(ticket, rules, calendars);
	assert_int_equal(ticket->resolve_due, at("2026-11-23T21:00:00Z"));
}

static void an_update_is_due_from_the_mail_that_waits(void **state)
{
	AUTO(rules) rules = rules_read();
	AUTO(calendars) calendars = calendars_read(rules);
	AUTO(ticket) ticket = living("2026-11-23T09:00:00Z new 1");

	(void)state;
	ticket->update_since = at("2026-11-24T10:00:00Z");
	promise_set_due(ticket, rules, calendars);
	assert_int_equal(ticket->update_due, at("2026-11-25T10:00:00Z"));
	ticket->update_since = 0;
	promise_set_due(ticket, rules, calendars);
	assert_int_equal(ticket->update_due, 0);
}

static void what_is_due_next_is_what_has_not_been_done(void **state)
{
	AUTO(ticket) ticket = ticket_new(1);

	(void)state;
	assert_int_equal(ticket_due(ticket), 0);
	ticket->first_reply_due = 100;
	ticket->resolve_due = 300;
	assert_int_equal(ticket_due(ticket), 100);
	ticket->first_reply = 50;
	assert_int_equal(ticket_due(ticket), 300);
	ticket->update_due = 200;
	assert_int_equal(ticket_due(ticket), 200);
	ticket->status = STATUS_RESOLVED;
	assert_int_equal(ticket_due(ticket), 0);
}

/* --- why ---------------------------------------------------------------- */

static void each_stretch_tells_its_reason(void **state)
{
	static const struct promise_stretch EXPECTED[] = {
		{ 0, 0, STATUS_NEW, 1, HOUR, "counts" },
		{ 0, 0, STATUS_WAIT_USER, 1, 0,
			"rests: waiting for the requester" },
		{ 0, 0, STATUS_PROGRESS, 2, 7 * HOUR, "counts" },
		{ 0, 0, STATUS_RESOLVED, 2, 0, "stopped: resolved" },
	};
	AUTO(rules) rules = rules_read();
	AUTO(calendars) calendars = calendars_read(rules);
	AUTO(ticket)
	ticket = living("2026-11-23T09:00:00Z new 1, "
			"2026-11-23T10:00:00Z wait-user 1, "
			"2026-11-23T14:00:00Z progress 2, "
			"2026-11-24T13:00:00Z resolved 2");
	const struct promise_rule *rule = promise_for(rules, ticket);
	g_autoptr(GArray) stretches =
		g_array_new(FALSE, FALSE, sizeof(struct promise_stretch));
	gint64 now = at("2026-11-24T20:00:00Z"), end = ticket->created;
	struct promise_clock clock;

	(void)state;
	promise_clock(rule, calendars_find(calendars, "office"), ticket,
		PROMISE_RESOLVE, now, &clock, stretches);
	assert_int_equal(stretches->len, G_N_ELEMENTS(EXPECTED));
	for (guint i = 0; i < stretches->len; i++) {
		const struct promise_stretch *stretch =
			&g_array_index(stretches, struct promise_stretch, i);

		assert_int_equal(stretch->from, end);
		assert_int_equal(stretch->status, EXPECTED[i].status);
		assert_int_equal(stretch->line, EXPECTED[i].line);
		assert_int_equal(stretch->worked, EXPECTED[i].worked);
		assert_string_equal(stretch->why, EXPECTED[i].why);
		end = stretch->to;
	}
	assert_int_equal(end, now);
	assert_int_equal(clock.used, 8 * HOUR);
	assert_int_equal(clock.target, 24 * HOUR);
	assert_false(clock.is_over);
}

/* Until the due time exactly what was promised is used, whatever the life. */
static void what_was_promised_is_used_when_it_is_due(void **state)
{
	guint32 seed = g_random_int();
	g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
	AUTO(rules) rules = rules_read();
	AUTO(calendars) calendars = calendars_read(rules);
	const struct calendar *office = calendars_find(calendars, "office");

	(void)state;
	printf("seed %u\n", seed);
	for (guint i = 0; i < 2000; i++) {
		AUTO(ticket) ticket = living("2026-11-23T09:00:00Z new 1");
		const struct promise_rule *rule = promise_for(rules, ticket);
		gint64 when = ticket->created;
		struct promise_clock clock;

		for (gint n = g_rand_int_range(rand, 0, 8); n > 0; n--) {
			enum ticket_status before = ticket->status;

			when += g_rand_int_range(rand, 0, 40 * HOUR);
			ticket->status = (enum ticket_status)g_rand_int_range(
				rand, STATUS_PROGRESS, STATUS_COUNT);
			life_span(ticket, before, ticket->line, when);
		}
		promise_clock(rule, office, ticket, PROMISE_RESOLVE, when,
			&clock, NULL);
		if (clock.due && status_is_active(ticket->status)) {
			gint64 due = clock.due;

			promise_clock(rule, office, ticket, PROMISE_RESOLVE,
				MAX(when, due), &clock, NULL);
			assert_int_equal(clock.due, due);
			assert_true(clock.used >= clock.target);
			assert_true(due < when || clock.used == clock.target);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_promise_with_most_fitting_keys_applies),
		cmocka_unit_test(a_life_says_when_it_is_due),
		cmocka_unit_test(a_changed_priority_counts_the_same_stretches),
		cmocka_unit_test(the_vendors_time_rests_where_the_rule_says_so),
		cmocka_unit_test(an_update_is_due_from_the_mail_that_waits),
		cmocka_unit_test(what_is_due_next_is_what_has_not_been_done),
		cmocka_unit_test(each_stretch_tells_its_reason),
		cmocka_unit_test(what_was_promised_is_used_when_it_is_due),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
