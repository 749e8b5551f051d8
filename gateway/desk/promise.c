#include "promise.h"
#include "text.h"

#define RESTS(status) (1u << (status))

static const struct {
	const char *name;
	gsize span;  /* in the rule */
	guint rests; /* bits 1 << enum ticket_status, but for the vendor's */
	gboolean is_vendor_free; /* the rule may let it rest with a supplier */
} KINDS[] = {
	[PROMISE_FIRST_REPLY] = { "first-reply",
		G_STRUCT_OFFSET(struct promise_rule, first_reply), 0, FALSE },
	[PROMISE_UPDATE] = { "next-update",
		G_STRUCT_OFFSET(struct promise_rule, next_update),
		RESTS(STATUS_WAIT_USER), FALSE },
	[PROMISE_RESOLVE] = { "resolve",
		G_STRUCT_OFFSET(struct promise_rule, resolve),
		RESTS(STATUS_WAIT_USER) | RESTS(STATUS_WAIT_APPROVAL) |
			RESTS(STATUS_WAIT_DATE),
		TRUE },
	[PROMISE_LINE] = { "line", G_STRUCT_OFFSET(struct promise_rule, line),
		RESTS(STATUS_WAIT_USER) | RESTS(STATUS_WAIT_APPROVAL) |
			RESTS(STATUS_WAIT_DATE),
		TRUE },
	[PROMISE_APPROVAL] = { "approval",
		G_STRUCT_OFFSET(struct promise_rule, approval), 0, FALSE },
};

static const char *const RESTING[STATUS_COUNT] = {
	[STATUS_WAIT_USER] = "rests: waiting for the requester",
	[STATUS_WAIT_VENDOR] = "rests: waiting for a supplier",
	[STATUS_WAIT_APPROVAL] = "rests: waiting for approval",
	[STATUS_WAIT_DATE] = "rests: waiting for the agreed date",
	[STATUS_RESOLVED] = "stopped: resolved",
	[STATUS_CLOSED] = "stopped: closed",
	[STATUS_CANCELLED] = "stopped: cancelled",
};

const char *promise_name(enum promise_kind kind)
{
	g_assert(kind < PROMISE_COUNT);
	return KINDS[kind].name;
}

/* --- which promise ------------------------------------------------------ */

/* A key that is not set fits; one that is set counts. */
static gboolean fits_word(const char *key, const char *value, guint *count)
{
	g_autofree char *wanted = key ? text_fold(key) : NULL;
	g_autofree char *given = value ? text_fold(value) : NULL;

	*count += wanted ? 1 : 0;
	return !wanted || g_strcmp0(wanted, given) == 0;
}

static gboolean fits(const struct promise_rule *rule,
	const struct ticket *ticket, guint *count)
{
	*count = rule->priority ? 1 : 0;
	return (!rule->priority || rule->priority == ticket->priority) &&
	       fits_word(rule->queue, ticket->queue, count) &&
	       fits_word(rule->type, type_name(ticket->type), count) &&
	       fits_word(rule->org, ticket->org, count);
}

const struct promise_rule *promise_for(
	const struct rules *rules, const struct ticket *ticket)
{
	const struct promise_rule *best = NULL;
	guint most = 0;

	for (guint i = 0; i < rules->promises->len; i++) {
		const struct promise_rule *rule = rules->promises->pdata[i];
		guint count;

		if (!fits(rule, ticket, &count) || (best && count <= most))
			continue;
		best = rule;
		most = count;
	}
	return best;
}

/* --- a clock ------------------------------------------------------------ */

static const struct ticket_span *span_at(
	const struct ticket *ticket, guint index)
{
	return &g_array_index(ticket->spans, struct ticket_span, index);
}

/* Where the line that has it now came to it. */
static gint64 line_since(const struct ticket *ticket)
{
	guint at = ticket->spans->len;
	gint64 since = 0;

	while (at > 0 && span_at(ticket, at - 1)->line == ticket->line)
		since = span_at(ticket, --at)->at;
	return since;
}

static gint64 approval_since(const struct ticket *ticket)
{
	return ticket->status == STATUS_WAIT_APPROVAL && ticket->spans->len
		       ? span_at(ticket, ticket->spans->len - 1)->at
		       : 0;
}

static gint64 begin_of(const struct ticket *ticket, enum promise_kind kind)
{
	switch (kind) {
	case PROMISE_FIRST_REPLY:
	case PROMISE_RESOLVE:
		return ticket->created;
	case PROMISE_UPDATE:
		return ticket->update_since;
	case PROMISE_LINE:
		return line_since(ticket);
	case PROMISE_APPROVAL:
		return approval_since(ticket);
	case PROMISE_COUNT:
		break;
	}
	g_assert_not_reached();
}

/* The date that was agreed for this clock, 0: none. */
static gint64 agreed(const struct ticket *ticket, enum promise_kind kind)
{
	return kind == PROMISE_RESOLVE ? ticket->due : 0;
}

static gboolean rests(const struct promise_rule *rule,
	const struct ticket *ticket, enum promise_kind kind,
	enum ticket_status status)
{
	if (!status_is_active(status))
		return TRUE;
	if (agreed(ticket, kind))
		return FALSE;
	if (KINDS[kind].rests & RESTS(status))
		return TRUE;
	return status == STATUS_WAIT_VENDOR && KINDS[kind].is_vendor_free &&
	       rule && rule->vendor_rests;
}

static gint64 target_of(const struct promise_rule *rule,
	const struct calendar *calendar, const struct ticket *ticket,
	enum promise_kind kind, gint64 from)
{
	const char *base = (const char *)rule;
	const struct promise_span *span =
		rule ? (gconstpointer)(base + KINDS[kind].span) : NULL;

	if (agreed(ticket, kind))
		return calendar_between(calendar, from, agreed(ticket, kind));
	if (!span || (!span->seconds && !span->days))
		return -1;
	return calendar_span(calendar, from, span);
}

/* Counts one stretch. */
static void count(struct promise_clock *clock, const struct calendar *calendar,
	struct promise_stretch *stretch, gboolean is_resting)
{
	gint64 left = clock->target - clock->used;

	stretch->why = is_resting ? RESTING[stretch->status] : "counts";
	if (is_resting)
		return;
	/* Once used up, it stays due when it was. */
	if (clock->target >= 0 && (left > 0 || !clock->due))
		clock->due = calendar_add(calendar, stretch->from, left);
	stretch->worked =
		calendar_between(calendar, stretch->from, stretch->to);
	clock->used += stretch->worked;
}

/* Until when stretches are told: the end, else now; what the ticket lived
 * through lies behind in any case. */
static gint64 until_of(const struct ticket *ticket,
	const struct promise_clock *clock, gint64 now)
{
	guint length = ticket->spans->len;

	if (clock->ended)
		return clock->ended;
	return MAX(MAX(now, clock->from),
		length ? span_at(ticket, length - 1)->at : 0);
}

/* The stretch that begins with that Span, cut to when the clock ran; FALSE
 * where nothing is left of it. The last one is there though it has only just
 * begun. */
static gboolean stretch_of(const struct ticket *ticket, guint index,
	const struct promise_clock *clock, gint64 until,
	struct promise_stretch *stretch)
{
	const struct ticket_span *span = span_at(ticket, index);
	gboolean is_last = index + 1 == ticket->spans->len;

	*stretch = (struct promise_stretch){
		.from = MAX(span->at, clock->from),
		.to = is_last ? until
			      : MIN(until, span_at(ticket, index + 1)->at),
		.status = span->status,
		.line = span->line,
	};
	return stretch->from < stretch->to || (is_last && !clock->ended);
}

/* What a clock counts by. */
struct course {
	const struct promise_rule *rule;
	const struct calendar *calendar;
	const struct ticket *ticket;
	enum promise_kind kind;
};

/* Sets the clock at its beginning; FALSE where there is none. */
static gboolean begin(struct promise_clock *clock, const struct course *course)
{
	*clock = (struct promise_clock){
		.from = begin_of(course->ticket, course->kind),
	};
	if (!clock->from)
		return FALSE;
	if (course->kind == PROMISE_FIRST_REPLY)
		clock->ended = course->ticket->first_reply;
	clock->target = target_of(course->rule, course->calendar,
		course->ticket, course->kind, clock->from);
	return TRUE;
}

/* Lets it run until now, for promise_clock(). */
static void run(struct promise_clock *clock, const struct course *course,
	gint64 now, GArray *stretches)
{
	const struct ticket *ticket = course->ticket;
	gint64 until = until_of(ticket, clock, now);
	gboolean is_resting = FALSE;

	for (guint i = 0; i < ticket->spans->len; i++) {
		struct promise_stretch stretch;

		if (!stretch_of(ticket, i, clock, until, &stretch))
			continue;
		is_resting = rests(
			course->rule, ticket, course->kind, stretch.status);
		count(clock, course->calendar, &stretch, is_resting);
		if (stretches)
			g_array_append_val(stretches, stretch);
	}
	clock->is_over = clock->target >= 0 && clock->used > clock->target;
	if (is_resting && status_is_active(ticket->status) &&
		clock->used < clock->target)
		clock->due = 0;
}

void promise_clock(const struct promise_rule *rule,
	const struct calendar *calendar, const struct ticket *ticket,
	enum promise_kind kind, gint64 now, struct promise_clock *clock,
	GArray *stretches)
{
	const struct course course = { rule, calendar, ticket, kind };

	if (!begin(clock, &course))
		return;
	run(clock, &course, now, stretches);
	if (agreed(ticket, kind))
		clock->due = agreed(ticket, kind);
}

gint64 promise_reached(const struct promise_rule *rule,
	const struct calendar *calendar, const struct ticket *ticket,
	enum promise_kind kind, guint percent)
{
	const struct course course = { rule, calendar, ticket, kind };
	struct promise_clock clock;

	if (!begin(&clock, &course) || clock.ended || clock.target < 0)
		return 0;
	if (percent == 100 && agreed(ticket, kind))
		return agreed(ticket, kind);
	clock.target = clock.target * percent / 100;
	run(&clock, &course, 0, NULL);
	return clock.due;
}

const struct calendar *promise_calendar(
	const struct calendars *calendars, const struct promise_rule *rule)
{
	return calendars_find(calendars, rule ? rule->calendar : NULL);
}

/* --- the fields --------------------------------------------------------- */

void promise_set_due(struct ticket *ticket, const struct rules *rules,
	const struct calendars *calendars)
{
	gint64 *const fields[PROMISE_COUNT] = {
		[PROMISE_FIRST_REPLY] = &ticket->first_reply_due,
		[PROMISE_UPDATE] = &ticket->update_due,
		[PROMISE_RESOLVE] = &ticket->resolve_due,
	};
	const struct promise_rule *rule = promise_for(rules, ticket);

	if (!calendars || g_strcmp0(ticket->channel, "import") == 0)
		return;
	for (guint kind = 0; kind < PROMISE_COUNT; kind++) {
		struct promise_clock clock;

		if (!fields[kind])
			continue;
		promise_clock(rule, promise_calendar(calendars, rule), ticket,
			(enum promise_kind)kind, ticket->updated, &clock, NULL);
		*fields[kind] = clock.due;
	}
}
