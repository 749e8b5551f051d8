/* What was done to a ticket lately, for who takes something back. */
#include "load_inner.h"
#include "text.h"

#include <string.h>

#define MAX_CHANGES 100u

static void add_values(
	const struct record_commit *record, const char *key, GPtrArray *values)
{
	for (guint i = 0; i < record->trailers->len; i++) {
		const struct trailer *trailer =
			&g_array_index(record->trailers, struct trailer, i);

		if (strcmp(trailer->key, key) == 0)
			g_ptr_array_add(values, g_strdup(trailer->value));
	}
}

static void add_tickets(const struct record_commit *record, GArray *tickets)
{
	g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func(g_free);

	add_values(record, TRAILER_TICKET, values);
	for (guint i = 0; i < values->len; i++) {
		guint32 number;

		if (text_parse_number(values->pdata[i], &number))
			g_array_append_val(tickets, number);
	}
}

static struct known_change *change_of(const struct history_entry *entry)
{
	struct known_change *change = known_change_new();

	g_strlcpy(change->commit, entry->commit.hex, sizeof change->commit);
	change->at = entry->author_time;
	change->name = g_strdup(entry->author_name);
	change->address = g_strdup(entry->author_address);
	change->event =
		g_strdup(record_commit_get(entry->record, TRAILER_EVENT));
	change->undoes =
		g_strdup(record_commit_get(entry->record, TRAILER_UNDOES));
	add_values(entry->record, TRAILER_COMMAND, change->commands);
	add_values(entry->record, TRAILER_NOTICE, change->notices);
	add_tickets(entry->record, change->tickets);
	return change;
}

static void change_destroy(gpointer change)
{
	known_change_free(change);
}

gboolean load_changes(const struct loader *loader, const struct need *need,
	gpointer *value, GError **error)
{
	struct store *store = loader->home->store;
	g_autoptr(GPtrArray) changes =
		g_ptr_array_new_with_free_func(change_destroy);
	g_autoptr(GPtrArray) history =
		store_history(store, need->ticket, MAX_CHANGES, error);

	for (guint i = 0; history != NULL && i < history->len; i++) {
		const struct history_entry *entry = history->pdata[i];
		struct known_change *change = change_of(entry);

		g_ptr_array_add(changes, change);
		if (!store_change(store, need->ticket, &entry->commit,
			    &change->before, &change->after, error))
			return FALSE;
	}
	*value = history ? g_steal_pointer(&changes) : NULL;
	return history != NULL;
}
