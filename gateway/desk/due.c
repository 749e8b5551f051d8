#include "due.h"
#include "approval.h"
#include "quiet.h"
#include "text.h"

#include <string.h>

/* Working days of silence on which the requester is reminded; and how many lie
 * at least between the last reminder and what it says will be. */
static const guint REMIND_DAYS[] = { 2, 5 };
#define SAID_BEFORE_DAYS 3u
#define LAST_REMIND_DAY 5u

/* Where no time is promised for it: when an approver is asked again, and when
 * the delegate is, in working days. How "Remind: approval" counts both. */
#define ASK_AGAIN_DAYS 2u
#define DELEGATE_DAYS 4u
#define ASKED_AGAIN 1u
#define DELEGATED 2u

static const guint PERCENT[STEP_COUNT] = {
	[STEP_50] = 50,
	[STEP_75] = 75,
	[STEP_100] = 100,
	[STEP_150] = 150,
};

guint due_percent(enum promise_step step)
{
	g_assert(step < STEP_COUNT);
	return PERCENT[step];
}

/* --- what the record says was done --------------------------------------- */

/* "resolve 75% <time>" or "wait-user 2 <time> <time>" taken apart. */
struct mark {
	guint number;
	gint64 since, done; /* done 0: not said */
};

/* FALSE where the line is none of that name. */
static gboolean read_mark(const char *line, const char *name, struct mark *mark)
{
	g_auto(GStrv) words = g_strsplit(line, " ", 5);
	guint count = g_strv_length(words);
	guint64 number;

	*mark = (struct mark){ 0 };
	if (count < 3 || count > 4 || strcmp(words[0], name) != 0 ||
		!text_parse_time(words[2], &mark->since) ||
		(count == 4 && !text_parse_time(words[3], &mark->done)))
		return FALSE;
	if (g_str_has_suffix(words[1], "%"))
		words[1][strlen(words[1]) - 1] = '\0';
	if (!g_ascii_string_to_unsigned(words[1], 10, 0, 1000, &number, NULL))
		return FALSE;
	mark->number = (guint)number;
	return TRUE;
}

/* The greatest number done of that name since then, 0: none; *done: when. */
static guint done_of(
	const GPtrArray *lines, const char *name, gint64 since, gint64 *done)
{
	guint greatest = 0;

	for (guint i = 0; i < lines->len; i++) {
		struct mark mark;

		if (!read_mark(lines->pdata[i], name, &mark) ||
			mark.since != since || mark.number < greatest)
			continue;
		greatest = mark.number;
		if (done)
			*done = mark.done;
	}
	return greatest;
}

guint due_steps_done(const struct ticket *ticket, const struct due *due)
{
	guint done = done_of(
		ticket->step, promise_name(due->clock), due->since, NULL);
	guint step = 0;

	while (step < STEP_COUNT && PERCENT[step] <= done)
		step++;
	return step;
}

static void drop_others(GPtrArray *lines, const char *name, gint64 since)
{
	for (guint i = lines->len; i > 0; i--) {
		struct mark mark;

		if (read_mark(lines->pdata[i - 1], name, &mark) &&
			mark.since != since)
			g_ptr_array_remove_index(lines, i - 1);
	}
}

char *due_text(const struct due *due, enum promise_step step)
{
	g_autofree char *whole = text_time(due->whole);
	g_autofree char *part = g_strdup_printf("%u%%", PERCENT[step]);

	return g_strdup_printf("%s %s due %s", promise_name(due->clock),
		step == STEP_100 ? "missed" : part, whole);
}

static void note_missed(struct ticket *ticket, const struct due *due)
{
	g_autofree char *whole = text_time(due->whole);
	g_autofree char *line =
		g_strdup_printf("%s %s", promise_name(due->clock), whole);

	if (due_steps_done(ticket, due) <= STEP_100)
		words_add(ticket->missed, line);
}

static void note_step(struct ticket *ticket, const struct due *due)
{
	const char *name = promise_name(due->clock);
	g_autofree char *since = text_time(due->since);

	if (due->step >= STEP_100)
		note_missed(ticket, due);
	drop_others(ticket->step, name, due->since);
	for (guint step = 0; step <= due->step; step++) {
		g_autofree char *line = g_strdup_printf(
			"%s %u%% %s", name, PERCENT[step], since);

		words_add(ticket->step, line);
	}
}

static void note_remind(struct ticket *ticket, const char *name, guint number,
	gint64 begin, gint64 now)
{
	g_autofree char *since = text_time(begin);
	g_autofree char *sent = text_time(now);

	drop_others(ticket->remind, name, begin);
	g_ptr_array_add(ticket->remind,
		g_strdup_printf("%s %u %s %s", name, number, since, sent));
}

/* It may not be closed; whoever has it knows why, and closes it. */
static void note_held(struct ticket *ticket, const struct due *due)
{
	g_autofree char *since = text_time(due->since);

	drop_others(ticket->step, "unconfirmed", due->since);
	g_ptr_array_add(ticket->step,
		g_strdup_printf("unconfirmed %u %s", UNCONFIRMED_DAYS, since));
}

void due_note(struct ticket *ticket, const struct due *due, gint64 now)
{
	if (due->kind == DUE_STEP)
		note_step(ticket, due);
	else if (due->kind == DUE_REMIND)
		note_remind(ticket, "wait-user", due->day, due->since, now);
	else if (due->kind == DUE_ASK_AGAIN)
		note_remind(ticket, "approval", ASKED_AGAIN, due->since, now);
	else if (due->kind == DUE_DELEGATE)
		note_remind(ticket, "approval", DELEGATED, due->since, now);
	else if (due->kind == DUE_UNCONFIRMED)
		note_held(ticket, due);
}

/* --- promises ------------------------------------------------------------ */

/* What was imported was promised by nobody. */
static gboolean runs(const struct ticket *ticket)
{
	return status_is_active(ticket->status) &&
	       g_strcmp0(ticket->channel, "import") != 0;
}

static void add_steps(GArray *list, const struct ticket *ticket,
	const struct site *site, enum promise_kind kind, gint64 until)
{
	const struct promise_rule *rule = promise_for(site->rules, ticket);
	const struct calendar *calendar =
		promise_calendar(site->calendars, rule);
	struct promise_clock clock;
	guint done;

	promise_clock(rule, calendar, ticket, kind, 0, &clock, NULL);
	if (!clock.from || clock.ended || clock.target < 0)
		return;
	done = done_of(ticket->step, promise_name(kind), clock.from, NULL);
	for (guint step = 0; step < STEP_COUNT; step++) {
		struct due due = { .kind = DUE_STEP,
			.since = clock.from,
			.clock = kind,
			.step = (enum promise_step)step };

		if (PERCENT[step] <= done)
			continue;
		due.at = promise_reached(
			rule, calendar, ticket, kind, PERCENT[step]);
		if (!due.at)
			return;
		due.whole = promise_reached(rule, calendar, ticket, kind, 100);
		g_array_append_val(list, due);
		if (due.at > until)
			return;
	}
}

/* --- waits ---------------------------------------------------------------- */

/* Working days of waiting are the queue's, else the promise's. */
static const struct calendar *waiting_calendar(
	const struct ticket *ticket, const struct site *site)
{
	const struct queue_rule *queue =
		rules_queue(site->rules, ticket->queue);

	if (queue && queue->calendar)
		return calendars_find(site->calendars, queue->calendar);
	return promise_calendar(
		site->calendars, promise_for(site->rules, ticket));
}

static gint64 working_days(const struct ticket *ticket, const struct site *site,
	gint64 from, guint days)
{
	const struct calendar *calendar = waiting_calendar(ticket, site);
	gint64 seconds = calendar_days(calendar, from, days);

	return seconds < 0 ? 0 : calendar_add(calendar, from, seconds);
}

static gint64 state_since(const struct ticket *ticket)
{
	return ticket->spans->len
		       ? g_array_index(ticket->spans, struct ticket_span,
				 ticket->spans->len - 1)
				 .at
		       : ticket->created;
}

gint64 due_silence(const struct ticket *ticket, const struct site *site)
{
	gint64 since = state_since(ticket), sent = 0;
	gint64 at = working_days(ticket, site, since, SILENCE_DAYS);

	if (ticket->status != STATUS_WAIT_USER || !at)
		return 0;
	if (done_of(ticket->remind, "wait-user", since, &sent) && sent)
		at = MAX(
			at, working_days(ticket, site, sent, SAID_BEFORE_DAYS));
	return at;
}

/* What was not said before is not done. */
static void add_silence(
	GArray *list, const struct ticket *ticket, const struct site *site)
{
	struct due due = { .since = state_since(ticket) };
	guint done = done_of(ticket->remind, "wait-user", due.since, NULL);

	for (gsize i = 0; i < G_N_ELEMENTS(REMIND_DAYS); i++) {
		if (REMIND_DAYS[i] <= done)
			continue;
		due.kind = DUE_REMIND;
		due.day = REMIND_DAYS[i];
		due.at = working_days(ticket, site, due.since, due.day);
		if (due.at)
			g_array_append_val(list, due);
	}
	if (done < LAST_REMIND_DAY)
		return;
	due.kind = DUE_SILENCE;
	due.at = due_silence(ticket, site);
	if (due.at)
		g_array_append_val(list, due);
}

static void add_unconfirmed(
	GArray *list, const struct ticket *ticket, const struct site *site)
{
	struct due due = { .kind = DUE_UNCONFIRMED,
		.since = state_since(ticket) };

	due.at = working_days(ticket, site, due.since, UNCONFIRMED_DAYS);
	if (due.at && !done_of(ticket->step, "unconfirmed", due.since, NULL))
		g_array_append_val(list, due);
}

static void add_date(GArray *list, const struct ticket *ticket)
{
	struct due due = { .kind = DUE_DATE,
		.since = state_since(ticket),
		.at = ticket->wait_until };

	if (due.at)
		g_array_append_val(list, due);
}

/* At half of what was promised for it and at its end, else by working days. */
static gint64 approval_at(const struct ticket *ticket, const struct site *site,
	guint percent, guint days)
{
	const struct promise_rule *rule = promise_for(site->rules, ticket);
	gint64 at =
		promise_reached(rule, promise_calendar(site->calendars, rule),
			ticket, PROMISE_APPROVAL, percent);

	return at ? at : working_days(ticket, site, state_since(ticket), days);
}

/* Whoever was asked last has some days to answer. */
static gint64 expiry_of(const struct ticket *ticket, const struct site *site)
{
	gint64 since = state_since(ticket), sent = 0;
	gint64 at = since + token_lifetime(REPLY_APPROVAL);

	if (done_of(ticket->remind, "approval", since, &sent) && sent)
		at = MAX(
			at, working_days(ticket, site, sent, SAID_BEFORE_DAYS));
	return at;
}

static void add_approval(
	GArray *list, const struct ticket *ticket, const struct site *site)
{
	const struct {
		enum due_kind kind;
		guint number;
		gint64 at;
	} things[] = {
		{ DUE_ASK_AGAIN, ASKED_AGAIN,
			approval_at(ticket, site, 50, ASK_AGAIN_DAYS) },
		{ DUE_DELEGATE, DELEGATED,
			approval_at(ticket, site, 100, DELEGATE_DAYS) },
		{ DUE_EXPIRE, G_MAXUINT, expiry_of(ticket, site) },
	};
	struct due due = { .since = state_since(ticket) };
	guint done = done_of(ticket->remind, "approval", due.since, NULL);

	for (gsize i = 0; i < G_N_ELEMENTS(things); i++) {
		due.kind = things[i].kind;
		due.at = things[i].at;
		if (due.at && things[i].number > done)
			g_array_append_val(list, due);
	}
}

static void add_waits(
	GArray *list, const struct ticket *ticket, const struct site *site)
{
	if (ticket->status == STATUS_WAIT_DATE)
		add_date(list, ticket);
	else if (ticket->status == STATUS_WAIT_USER)
		add_silence(list, ticket, site);
	else if (ticket->status == STATUS_RESOLVED)
		add_unconfirmed(list, ticket, site);
	else if (ticket->status == STATUS_WAIT_APPROVAL &&
		 approval_is_open(ticket->approval))
		add_approval(list, ticket, site);
}

/* --- all ------------------------------------------------------------------ */

static gint by_time(gconstpointer a, gconstpointer b)
{
	const struct due *one = a, *other = b;

	return one->at < other->at ? -1 : one->at > other->at;
}

GArray *due_list(
	const struct ticket *ticket, const struct site *site, gint64 until)
{
	GArray *list = g_array_new(FALSE, FALSE, sizeof(struct due));

	if (!site->calendars)
		return list;
	for (guint kind = 0; kind < PROMISE_COUNT && runs(ticket); kind++)
		add_steps(list, ticket, site, (enum promise_kind)kind, until);
	add_waits(list, ticket, site);
	g_array_sort(list, by_time);
	return list;
}

gboolean due_is_ripe(const struct due *due, const struct ticket *ticket,
	const struct site *site, gint64 now)
{
	return quiet_wait(site->rules, ticket->priority, due->at) <= now &&
	       quiet_wait(site->rules, ticket->priority, now) == now;
}

gint64 due_next(const struct ticket *ticket, const struct site *site)
{
	g_autoptr(GArray) list = due_list(ticket, site, 0);

	if (!list->len)
		return 0;
	return quiet_wait(site->rules, ticket->priority,
		g_array_index(list, struct due, 0).at);
}

/* --- what no tick saw ----------------------------------------------------- */

static gboolean has_stopped(const struct ticket *after,
	const struct promise_clock *was, const struct promise_clock *is)
{
	return is->from != was->from || is->ended ||
	       !status_is_active(after->status);
}

GPtrArray *due_broken(const struct ticket *before, struct ticket *after,
	const struct site *site, gint64 at)
{
	const struct promise_rule *rule = promise_for(site->rules, before);
	const struct calendar *calendar =
		promise_calendar(site->calendars, rule);
	GPtrArray *broken = g_ptr_array_new_with_free_func(g_free);

	for (guint kind = 0; kind < PROMISE_COUNT && runs(before); kind++) {
		struct promise_clock was, is;
		struct due due = { .kind = DUE_STEP,
			.clock = (enum promise_kind)kind,
			.step = STEP_100 };

		promise_clock(
			rule, calendar, before, due.clock, at, &was, NULL);
		promise_clock(rule, calendar, after, due.clock, at, &is, NULL);
		due.since = was.from;
		due.whole = was.due;
		if (!was.from || was.ended || !was.is_over || !was.due ||
			!has_stopped(after, &was, &is) ||
			due_steps_done(after, &due) > STEP_100)
			continue;
		g_ptr_array_add(broken, due_text(&due, STEP_100));
		due_note(after, &due, at);
	}
	return broken;
}
