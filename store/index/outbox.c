/* The outbox: what is to be handed over, and when. */
#include "base.h"

static void free_row(gpointer row)
{
	outbox_row_free(row);
}

static void add_row(sqlite3_stmt *rows, gpointer data)
{
	struct outbox_row *row = g_new0(struct outbox_row, 1);

	row->ticket = base_uint(rows, 0);
	row->month = base_uint(rows, 1);
	row->message = base_uint(rows, 2);
	row->vendor = sqlite3_column_int64(rows, 3) != 0;
	row->address = base_text(rows, 4);
	row->kind = base_text(rows, 5);
	row->born = sqlite3_column_int64(rows, 6);
	row->attempts = base_uint(rows, 7);
	g_ptr_array_add(data, row);
}

/* No try is put off so far: by a clock that was ahead, then. */
#define TOO_FAR_SEC ((gint64)24 * 3600)

GPtrArray *index_outbox(
	struct index *index, gint64 now, guint max, GError **error)
{
	g_autoptr(GPtrArray) result = g_ptr_array_new_with_free_func(free_row);
	gint64 limit = max ? (gint64)max : -1;
	sqlite3_stmt *rows = base_ask(index,
		"SELECT ticket, month, message, vendor, address, kind, born,"
		" attempts FROM outbox WHERE next <= ?1 OR next > ?3"
		" ORDER BY born, ticket, month, message, fold LIMIT ?2",
		VALUES(NUM(now), NUM(limit), NUM(now + TOO_FAR_SEC)), error);

	if (!base_each(index, rows, add_row, result, error))
		return NULL;
	return g_steal_pointer(&result);
}

gboolean index_outbox_next(struct index *index, gint64 *at, GError **error)
{
	*at = 0;
	return base_number(
		index, "SELECT min(next) FROM outbox", NULL, 0, at, error);
}

gboolean index_outbox_later(struct index *index, const struct outbox_row *row,
	gint64 next, GError **error)
{
	g_autofree char *fold = address_fold(row->address);

	return base_run(index,
		"UPDATE outbox SET attempts = attempts + 1, next = ?1"
		" WHERE ticket = ?2 AND month = ?3 AND message = ?4"
		" AND fold = ?5",
		VALUES(NUM(next), NUM(row->ticket), NUM(row->month),
			NUM(row->message), STR(fold)),
		error);
}
