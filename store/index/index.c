#include "index.h"
#include "base.h"
#include <string.h>

gboolean index_head(struct index *index, char hex[41], GError **error)
{
	g_autoptr(GError) fault = NULL;
	sqlite3_stmt *row = base_ask(index,
		"SELECT text FROM state WHERE name = 'head'", NULL, 0, error);

	hex[0] = '\0';
	if (!row)
		return FALSE;
	if (base_next(index, row, &fault)) {
		g_autofree char *text = base_text(row, 0);
		g_strlcpy(hex, text, 41);
	}
	base_done(row);
	if (fault)
		g_propagate_error(error, g_steal_pointer(&fault));
	return fault == NULL;
}

gboolean index_begin(struct index *index, GError **error)
{
	g_assert(sqlite3_get_autocommit(index->db));
	return base_exec(index, "BEGIN IMMEDIATE", error);
}

gboolean index_end(struct index *index, const char *head, GError **error)
{
	if (base_run(index,
		    "INSERT INTO state (name, text) VALUES ('head', ?1)"
		    " ON CONFLICT DO UPDATE SET text = excluded.text",
		    VALUES(STR(head)), error) &&
		base_exec(index, "COMMIT", error))
		return TRUE;
	index_rollback(index);
	return FALSE;
}

void index_rollback(struct index *index)
{
	if (!sqlite3_get_autocommit(index->db))
		base_exec(index, "ROLLBACK", NULL);
}

gboolean index_clear(struct index *index, GError **error)
{
	return base_exec(index, SCHEMA_CLEAR_SQL, error);
}
