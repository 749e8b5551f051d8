/* due.h - what time alone brings to a ticket, and when: functions of its record
 * and the rules.
 *
 * What was done stands in the record, with the moment that its clock began at,
 * so that each is done once however often one looks and whatever the machine's
 * clock shows: "Step: resolve 75% <begin>", "Remind: wait-user 2 <begin>
 * <sent>", "Remind: approval 1 <begin> <sent>" (2: the delegate was asked).
 */
#ifndef DESK_DUE_H
#define DESK_DUE_H

#include "promise.h"
#include "site.h"
#include "ticket.h"
#include <glib.h>

/* Working days of a requester's silence, and of a solution's. */
#define SILENCE_DAYS 10u
#define UNCONFIRMED_DAYS 5u

enum due_kind {
	DUE_STEP,        /* so much of what was promised is used */
	DUE_DATE,        /* the agreed date has come */
	DUE_REMIND,      /* the requester is reminded of our question */
	DUE_SILENCE,     /* and has not answered: resolved */
	DUE_UNCONFIRMED, /* nobody said yes or no: closed */
	DUE_ASK_AGAIN,   /* an approver is reminded */
	DUE_DELEGATE,    /* the delegate is asked instead */
	DUE_EXPIRE,      /* nobody answered: the approval is over */
};

struct due {
	enum due_kind kind;
	gint64 at;               /* quiet hours not looked at */
	gint64 since;            /* what it counts from */
	enum promise_kind clock; /* DUE_STEP; and which part of it, and when the
				    whole is due */
	enum promise_step step;
	gint64 whole;
	guint day; /* DUE_REMIND: on which working day */
};

/* 50, 75, 100, 150. */
guint due_percent(enum promise_step step);

/* What is due until then and not done, and the next thing of each kind behind
 * it: struct due, the earliest first; new. Nothing where the site has no
 * calendars. */
GArray *due_list(
	const struct ticket *ticket, const struct site *site, gint64 until);

/* How many steps of the clock that due tells of are done: the number of the
 * first that is not. */
guint due_steps_done(const struct ticket *ticket, const struct due *due);

/* Whether it may be done now. */
gboolean due_is_ripe(const struct due *due, const struct ticket *ticket,
	const struct site *site, gint64 now);

/* When to look at the ticket again, 0: never, by itself. */
gint64 due_next(const struct ticket *ticket, const struct site *site);

/* "resolve 75% due 2026-11-26T09:15:02Z", "resolve missed due …": how a trailer
 * tells of a step; new. */
char *due_text(const struct due *due, enum promise_step step);

/* Notes it as done in the record, and takes out what tells of clocks that began
 * anew. Steps below it count as done, too; a broken promise stands in Missed.
 */
void due_note(struct ticket *ticket, const struct due *due, gint64 now);

/* When a requester who stays silent is taken to be content; 0: this one is not
 * waited for. */
gint64 due_silence(const struct ticket *ticket, const struct site *site);

/* What stopped between both (an answer came, the line changed) had taken longer
 * than was promised, and no tick had noticed: notes that in `after`. A
 * trailer's value each (char *); new. */
GPtrArray *due_broken(const struct ticket *before, struct ticket *after,
	const struct site *site, gint64 at);

#endif
