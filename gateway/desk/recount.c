/* recount.c - due times by the rules as they are now. */
#include "due.h"
#include "tick.h"

gboolean recount_draft(struct work *work, struct draft *draft)
{
	struct ticket *ticket = draft->ticket;

	promise_set_due(ticket, work->site->rules, work->site->calendars);
	ticket->next_due = due_next(ticket, work->site);
	if (ticket_equal(ticket, draft->known->ticket))
		return FALSE;
	work->is_recount = TRUE;
	work_event(work, WORK_RULE);
	return TRUE;
}

gboolean recount_event(struct work *work)
{
	const GArray *tickets = work->event->tickets;
	guint changed = 0;

	for (guint i = 0; i < tickets->len; i++) {
		struct draft *draft =
			work_draft(work, g_array_index(tickets, guint32, i));

		if (draft && recount_draft(work, draft))
			changed++;
	}
	work->subject =
		g_strdup_printf("rules: due times of %u tickets", changed);
	return changed > 0;
}
