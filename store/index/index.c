#include "index.h"
#include "base.h"
#include <string.h>

struct index *index_open(const char *path, GError **error)
{
	return base_open(path, &INDEX_SCHEMA, error);
}

static void read_head(sqlite3_stmt *row, gpointer hex)
{
	g_autofree char *text = base_text(row, 0);

	g_strlcpy(hex, text, 41);
}

gboolean index_head(struct index *index, char hex[41], GError **error)
{
	hex[0] = '\0';
	sqlite3_stmt *rows = base_ask(index,
		"SELECT text FROM state WHERE name = 'head'", NULL, 0, error);
	return base_each(index, rows, read_head, hex, error);
}

static gboolean read_counter(
	struct index *index, const char *name, gint64 *number, GError **error)
{
	*number = 0;
	return base_number(index, "SELECT number FROM state WHERE name = ?1",
		VALUES(STR(name)), number, error);
}

static gboolean write_counter(
	struct index *index, const char *name, gint64 number, GError **error)
{
	return base_run(index,
		"INSERT INTO state (name, number) VALUES (?1, ?2)"
		" ON CONFLICT DO UPDATE SET number = excluded.number",
		VALUES(STR(name), NUM(number)), error);
}

gboolean index_begin(struct index *index, GError **error)
{
	g_assert(sqlite3_get_autocommit(index->db));
	if (!base_exec(index, "BEGIN IMMEDIATE", error))
		return FALSE;
	if (read_counter(index, "commits", &index->commits, error) &&
		read_counter(index, "first-day", &index->first_day, error))
		return TRUE;
	index_rollback(index);
	return FALSE;
}

gboolean index_end(struct index *index, const char *head, GError **error)
{
	if (base_run(index,
		    "INSERT INTO state (name, text) VALUES ('head', ?1)"
		    " ON CONFLICT DO UPDATE SET text = excluded.text",
		    VALUES(STR(head)), error) &&
		write_counter(index, "commits", index->commits, error) &&
		write_counter(index, "first-day", index->first_day, error) &&
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
	index->commits = index->first_day = 0;
	return base_exec(index, SCHEMA_CLEAR_SQL, error);
}
