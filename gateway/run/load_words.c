/* What is found by its words: tickets, solutions. */
#include "load_inner.h"
#include "fault.h"
#include "solution.h"

#include <string.h>

#define MAX_RECORD_BYTES (1u << 20)
#define MAX_SOLUTIONS 1000u
#define MAX_HITS 500u
#define MAX_TICKETS 100u

/* --- solutions ----------------------------------------------------------- */

static void solution_destroy(gpointer solution)
{
	known_solution_free(solution);
}

static gboolean add_solution(const struct loader *loader, const char *name,
	GPtrArray *solutions, GError **error)
{
	g_autofree char *path = g_strconcat("kb/", name, NULL);
	g_autofree char *slug = g_strndup(name, strlen(name) - 4);
	g_autoptr(GBytes) bytes =
		batch_read(loader->batch, path, MAX_RECORD_BYTES, error);
	gsize length;
	const char *text;

	if (bytes == NULL)
		return FALSE;
	text = g_bytes_get_data(bytes, &length);
	g_ptr_array_add(
		solutions, solution_read(slug, text ? text : "", length));
	return TRUE;
}

gboolean load_solutions(const struct loader *loader, const struct need *need,
	gpointer *value, GError **error)
{
	g_autoptr(GPtrArray) names = batch_names(loader->batch, "kb", error);
	g_autoptr(GPtrArray) solutions =
		g_ptr_array_new_with_free_func(solution_destroy);

	(void)need;
	for (guint i = 0; names && i < MIN(names->len, MAX_SOLUTIONS); i++) {
		const char *name = names->pdata[i];

		if (g_str_has_suffix(name, ".txt") &&
			!add_solution(loader, name, solutions, error))
			return FALSE;
	}
	*value = names ? g_steal_pointer(&solutions) : NULL;
	return names != NULL;
}

/* --- tickets ------------------------------------------------------------- */

static void row_destroy(gpointer row)
{
	known_row_free(row);
}

static struct known_row *row_of(const struct ticket *ticket)
{
	struct known_row *row = g_new0(struct known_row, 1);

	row->number = ticket->number;
	row->subject = g_strdup(ticket->subject);
	row->status = g_strdup(status_name(ticket->status));
	row->queue = g_strdup(ticket->queue ? ticket->queue : "");
	row->assignee = g_strdup(ticket->assignee ? ticket->assignee : "");
	row->requester =
		g_strdup(ticket->requester ? ticket->requester->address : "");
	row->priority = ticket->priority;
	row->line = ticket->line;
	row->created = ticket->created;
	row->updated = ticket->updated;
	row->resolve_due = ticket->resolve_due;
	return row;
}

static gboolean add_ticket(const struct loader *loader, guint32 number,
	GPtrArray *rows, GError **error)
{
	g_autofree char *path = path_ticket(number);
	g_autoptr(GBytes) bytes =
		batch_read(loader->batch, path, MAX_RECORD_BYTES, error);
	AUTO(ticket) ticket = NULL;
	gsize length;
	const char *text;

	if (bytes == NULL)
		return FALSE;
	text = g_bytes_get_data(bytes, &length);
	ticket = ticket_parse(text ? text : "", length, error);
	if (ticket != NULL)
		g_ptr_array_add(rows, row_of(ticket));
	return ticket != NULL;
}

/* Notes and the supplier's mails are not found by a word of theirs: that would
 * tell an outsider that it stands there. */
static gboolean is_for(
	const struct search_hit *hit, gboolean is_outside, GHashTable *seen)
{
	return hit->ticket != 0 &&
	       (!is_outside ||
		       (hit->message != 0 && hit->kind == ARTICLE_IN)) &&
	       g_hash_table_add(seen, GUINT_TO_POINTER(hit->ticket));
}

static gboolean add_tickets(const struct loader *loader, const GPtrArray *hits,
	gboolean is_outside, GPtrArray *rows, GError **error)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);

	for (guint i = 0; i < hits->len && rows->len < MAX_TICKETS; i++) {
		const struct search_hit *hit = hits->pdata[i];

		if (!is_for(hit, is_outside, seen))
			continue;
		if (!add_ticket(loader, hit->ticket, rows, error))
			return FALSE;
	}
	return TRUE;
}

/* A question without a word finds nothing. */
gboolean load_found(const struct loader *loader, const struct need *need,
	gpointer *value, GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func(row_destroy);
	g_autoptr(GPtrArray) hits =
		store_search(loader->home->store, need->key, MAX_HITS, &why);

	if (hits == NULL &&
		!g_error_matches(why, POSTERN_FAULT, FAULT_INVALID)) {
		g_propagate_error(error, g_steal_pointer(&why));
		return FALSE;
	}
	if (hits != NULL &&
		!add_tickets(loader, hits, need->number != 0, rows, error))
		return FALSE;
	*value = g_steal_pointer(&rows);
	return TRUE;
}
