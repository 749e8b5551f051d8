#include "import.h"
#include "new_ticket.h"

#include <string.h>

#define YEAR_1980 G_GINT64_CONSTANT(315532800)

/* Date where it is sane, else arrival. */
static gint64 date_of(const struct work *work)
{
	gint64 date = work->message->date;

	return date >= YEAR_1980 && date <= work->event->arrival
		       ? date
		       : work->event->arrival;
}

static gboolean is_there(struct work *work)
{
	g_autofree char *hex =
		g_strdup_printf("sha256:%s", work->event->sha256);
	const char *id = work->facts->message_id;
	const GArray *hits = view_id(work->view, id ? id : hex);

	for (guint i = 0; hits && i < hits->len; i++) {
		const struct known_id *hit =
			&g_array_index(hits, struct known_id, i);

		if (!hit->is_referred &&
			g_strcmp0(hit->digest, work->message->digest) == 0)
			return TRUE;
	}
	return FALSE;
}

static void close_as_of(struct ticket *ticket, gint64 at)
{
	struct ticket_span span = {
		.at = at, .status = STATUS_CLOSED, .line = ticket->line
	};

	ticket->status = STATUS_CLOSED;
	ticket->created = MIN(ticket->created, at);
	ticket->closed = MAX(ticket->closed, at);
	/* Mails come by their dates; the ticket was never open here. */
	g_array_set_size(ticket->spans, 0);
	span.at = ticket->created;
	g_array_append_val(ticket->spans, span);
}

static struct draft *imported_new(struct work *work)
{
	struct draft *draft = new_ticket(work, work->message, work->facts);

	work_set(&draft->ticket->channel, "import");
	close_as_of(draft->ticket, work->at);
	return draft;
}

/* Where merges and full tickets have led. */
static struct draft *imported_onto(struct work *work, guint32 number)
{
	struct draft *draft = work_draft(work, number), *next;

	while (draft && draft->ticket->merged_into &&
		draft->ticket->merged_into != draft->number) {
		next = work_draft(work, draft->ticket->merged_into);
		g_ptr_array_remove(work->drafts, draft);
		draft = next;
	}
	if (!draft || draft->next_message <= ARTICLE_MAX_MESSAGES)
		return draft;
	next = new_continuation(work, draft);
	close_as_of(next->ticket, work->at);
	return next;
}

gboolean import_event(struct work *work)
{
	guint32 onto = work->event->import_ticket;
	const GPtrArray *from = work->message->from;
	const struct contact *sender =
		from && from->len ? from->pdata[0] : NULL;
	struct draft *draft;

	if (is_there(work))
		return FALSE;
	work->at = date_of(work);
	if (work->facts->from)
		work_set_causer(
			work, sender ? sender->name : NULL, work->facts->from);
	work->role = ROLE_STRANGER;
	work->proof_name = "import";
	work->text = message_own_text(work->message);
	draft = onto ? imported_onto(work, onto) : imported_new(work);
	if (!draft)
		return TRUE;
	if (g_strcmp0(draft->ticket->channel, "import") == 0)
		close_as_of(draft->ticket, work->at);
	work_file(work, draft, ARTICLE_IN);
	work_event(work, WORK_IMPORT);
	return TRUE;
}
