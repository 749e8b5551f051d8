/* Asking what time alone brings. */
#include "base.h"

static void add_number(sqlite3_stmt *row, gpointer data)
{
	guint32 number = base_uint(row, 0);

	g_array_append_val(data, number);
}

static GArray *ask_numbers(struct index *index, const char *sql, gint64 bound,
	guint max, GError **error)
{
	g_autoptr(GArray) numbers = g_array_new(FALSE, FALSE, sizeof(guint32));
	sqlite3_stmt *rows =
		base_ask(index, sql, VALUES(NUM(bound), NUM(max)), error);

	if (!base_each(index, rows, add_number, numbers, error))
		return NULL;
	return g_steal_pointer(&numbers);
}

GArray *index_due(struct index *index, gint64 now, guint max, GError **error)
{
	return ask_numbers(index,
		"SELECT number FROM tickets WHERE next > 0 AND next <= ?1"
		" ORDER BY next, number LIMIT ?2",
		now, max, error);
}

gboolean index_due_next(struct index *index, gint64 *at, GError **error)
{
	*at = 0;
	return base_number(index,
		"SELECT min(next) FROM tickets WHERE next > 0", NULL, 0, at,
		error);
}

/* By number, whatever there is of closed ones between: a sweep reads each row
 * once. */
G_STATIC_ASSERT(STATUS_RESOLVED == 7 && STATUS_CLOSED == 8);

GArray *index_living(
	struct index *index, guint32 after, guint max, GError **error)
{
	return ask_numbers(index,
		"SELECT number FROM tickets WHERE number > ?1"
		" AND status <= 7 ORDER BY number LIMIT ?2",
		after, max, error);
}
