/* tick.h - what the clock does to a ticket: the steps of its promises, waits
 * that end, reminders, resolving and closing by itself (lifecycle.md).
 *
 * An EVENT_TICK does one thing: all steps of promises that are due together, or
 * the one thing that has been due the longest; the shell comes again until
 * nothing is left. A step that is over fifteen minutes late (the desk stood
 * still, or the hours were quiet) may be told in a summary instead, one mail a
 * person: the shell asks tick_late() for all tickets of a pass, and who is
 * named with more than one of them is put into event->summed, and gets an
 * EVENT_SUMMARY behind the ticks.
 */
#ifndef DESK_TICK_H
#define DESK_TICK_H

#include "promise.h"
#include "work.h"

/* A line of a summary. */
struct tick_late {
	char *address;
	guint32 ticket;
	enum promise_kind clock;
	enum promise_step step;
	gint64 whole; /* when the whole of it is due */
};
void tick_late_free(gpointer late); /* takes NULL */

/* Appends who would be told late of what: struct tick_late *, one a person and
 * clock. */
void tick_late(const struct ticket *ticket, const struct site *site, gint64 now,
	GPtrArray *late);

gboolean tick_event(struct work *work);
gboolean summary_event(struct work *work);
/* EVENT_RECOUNT: due times of some tickets, as the rules are now; one commit
 * for those that change. */
gboolean recount_event(struct work *work);
/* FALSE where its due times are what they were. */
gboolean recount_draft(struct work *work, struct draft *draft);

#endif
