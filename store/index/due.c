/* Asking what time alone brings. */
#include "base.h"

static void add_number(sqlite3_stmt *row, gpointer data)
{
	guint32 number = base_uint(row, 0);

	g_array_append_val(data, number);
}

static GArray *take_numbers(
	struct index *index, sqlite3_stmt *rows, GError **error)
{
	g_autoptr(GArray) numbers = g_array_new(FALSE, FALSE, sizeof(guint32));

	if (!base_each(index, rows, add_number, numbers, error))
		return NULL;
	return g_steal_pointer(&numbers);
}

GArray *index_due(struct index *index, gint64 now, guint priority, guint max,
	GError **error)
{
	return take_numbers(index,
		base_ask(index,
			"SELECT number FROM tickets WHERE next > 0"
			" AND next <= ?1 AND priority <= ?2"
			" ORDER BY next, number LIMIT ?3",
			VALUES(NUM(now), NUM(priority), NUM(max)), error),
		error);
}

/* The index by time is walked from its beginning: to the first one that is
 * urgent, where only those count. */
gboolean index_due_next(
	struct index *index, guint priority, gint64 *at, GError **error)
{
	*at = 0;
	return base_number(index,
		"SELECT next FROM tickets WHERE next > 0 AND priority <= ?1"
		" ORDER BY next LIMIT 1",
		VALUES(NUM(priority)), at, error);
}

G_STATIC_ASSERT(STATUS_RESOLVED == 7 && STATUS_CLOSED == 8);

/* By number, whatever there is of closed ones between: a sweep reads each row
 * once. */
GArray *index_living(
	struct index *index, guint32 after, guint max, GError **error)
{
	return take_numbers(index,
		base_ask(index,
			"SELECT number FROM tickets WHERE number > ?1"
			" AND status <= 7 ORDER BY number LIMIT ?2",
			VALUES(NUM(after), NUM(max)), error),
		error);
}
