/* promise.h - the clocks of a ticket (lifecycle.md, «Clocks»): what was
 * promised, how much of it is used, when it is due, and why. Functions of the
 * ticket's Span lines, the rules and now; the -Due fields are what they come
 * to, written for the reader and never read back.
 *
 * A date that was agreed outright (Due) stands in the place of what was
 * promised for the resolution, and no waiting moves it.
 *
 * A clock counts the working time of its promise's calendar from where it
 * begins, but for the stretches of the ticket's life in which it rests. When
 * rules or priority change, the same stretches count against the new target.
 */
#ifndef DESK_PROMISE_H
#define DESK_PROMISE_H

#include "calendar.h"
#include "rules.h"
#include "ticket.h"
#include <glib.h>

enum promise_kind {
	PROMISE_FIRST_REPLY,
	PROMISE_UPDATE,   /* from a participant's mail that is not answered */
	PROMISE_RESOLVE,  /* runs on where the ticket is reopened */
	PROMISE_LINE,     /* of the line that has it now */
	PROMISE_APPROVAL, /* from the request to the decision */
	PROMISE_COUNT,
};

/* "first-reply", "next-update", "resolve", "line", "approval": the keys of
 * [promise]. */
const char *promise_name(enum promise_kind kind);

/* The [promise] that applies: of those whose keys all fit the one with most of
 * them, of these the first; NULL: none fits. */
const struct promise_rule *promise_for(
	const struct rules *rules, const struct ticket *ticket);

/* A stretch of the ticket's life as a clock sees it. */
struct promise_stretch {
	gint64 from, to; /* to is now where it has not ended */
	enum ticket_status status;
	guint line;
	gint64 worked;   /* seconds that counted */
	const char *why; /* "counts", "rests: …", "stopped: …" */
};

struct promise_clock {
	gint64 from;   /* 0: it has not begun, and nothing else holds */
	gint64 ended;  /* it was kept or broken for good then; 0: it runs */
	gint64 target; /* seconds of working time; -1: none is promised */
	gint64 used;
	gint64 due;       /* 0: none, or it rests before it was due */
	gboolean is_over; /* more is used than was promised */
};

/* The clock as it stands at `now`. rule NULL: nothing is promised, the time is
 * told all the same. stretches: struct promise_stretch appended to it, in
 * order, or NULL. */
void promise_clock(const struct promise_rule *rule,
	const struct calendar *calendar, const struct ticket *ticket,
	enum promise_kind kind, gint64 now, struct promise_clock *clock,
	GArray *stretches);

/* The calendar that the clocks of the ticket count by; rule as above. */
const struct calendar *promise_calendar(
	const struct calendars *calendars, const struct promise_rule *rule);

/* The moment at which that share of what was promised is used; 0: nothing is
 * promised, the clock does not run, or it rests before. */
gint64 promise_reached(const struct promise_rule *rule,
	const struct calendar *calendar, const struct ticket *ticket,
	enum promise_kind kind, guint percent);

/* Writes First-Reply-Due, Update-Due and Resolve-Due. Tickets of an import have
 * no clocks. calendars NULL: leaves them as they are. */
void promise_set_due(struct ticket *ticket, const struct rules *rules,
	const struct calendars *calendars);

#endif
