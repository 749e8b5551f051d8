#include "index.h"
#include "base.h"
#include "fault.h"
#include "notices.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

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
	g_assert(!index->db || sqlite3_get_autocommit(index->db));
	do {
		if (!base_follow(index, error) ||
			!base_exec(index, "BEGIN IMMEDIATE", error))
			return FALSE;
		/* A rebuild may have been at it while this waited. */
	} while (base_is_moved(index) && base_exec(index, "ROLLBACK", NULL));
	if (read_counter(index, "commits", &index->commits, error) &&
		read_counter(index, "first-day", &index->first_day, error))
		return TRUE;
	index_rollback(index);
	return FALSE;
}

static gboolean write_state(
	struct index *index, const char *head, GError **error)
{
	return notices_count(index, error) &&
	       base_run(index,
		       "INSERT INTO state (name, text) VALUES ('head', ?1)"
		       " ON CONFLICT DO UPDATE SET text = excluded.text",
		       VALUES(STR(head)), error) &&
	       write_counter(index, "commits", index->commits, error) &&
	       write_counter(index, "first-day", index->first_day, error);
}

gboolean index_end(struct index *index, const char *head, GError **error)
{
	if (write_state(index, head, error) &&
		base_exec(index, "COMMIT", error))
		return TRUE;
	index_rollback(index);
	return FALSE;
}

void index_rollback(struct index *index)
{
	g_hash_table_remove_all(index->rates);
	if (index->db && !sqlite3_get_autocommit(index->db))
		base_exec(index, "ROLLBACK", NULL);
}

gboolean index_clear(struct index *index, GError **error)
{
	index->commits = index->first_day = 0;
	g_hash_table_remove_all(index->rates);
	return base_exec(index, SCHEMA_CLEAR_SQL, error);
}

/* --- rebuilding ----------------------------------------------------------- */

static char *beside(const struct index *index)
{
	return g_strconcat(index->path, ".new", NULL);
}

struct index *index_rebuild(
	const struct index *index, gint64 newest, GError **error)
{
	g_autofree char *path = beside(index);
	AUTO(index) made = base_make(path, index->schema, error);

	if (!made || !notices_forget(made, newest, error)) {
		g_prefix_error(error, "%s: ", path);
		return NULL;
	}
	return g_steal_pointer(&made);
}

static gboolean sync_file(const char *path, int flags, GError **error)
{
	int fd = open(path, flags | O_CLOEXEC);
	gboolean done = fd >= 0 && fsync(fd) == 0;

	if (!done)
		g_set_error(error, POSTERN_FAULT, FAULT_IO,
			"%s: cannot sync: %s", path, g_strerror(errno));
	if (fd >= 0)
		close(fd);
	return done;
}

/* What lies at to goes first, its log after it: SQLite would take the log for
 * the new file's. A kill in between leaves no index, which is built anew. */
static gboolean move_file(const char *from, const char *to, GError **error)
{
	static const char *const companions[] = { "", "-wal", "-shm" };
	g_autofree char *folder = g_path_get_dirname(to);

	for (gsize i = 0; i < G_N_ELEMENTS(companions); i++) {
		g_autofree char *path = g_strconcat(to, companions[i], NULL);

		g_unlink(path);
	}
	if (g_rename(from, to) == 0)
		return sync_file(folder, O_RDONLY | O_DIRECTORY, error);
	g_set_error(error, POSTERN_FAULT, FAULT_IO, "%s: cannot rename: %s",
		from, g_strerror(errno));
	return FALSE;
}

gboolean index_replace(struct index *index, struct index *made,
	const char *head, GError **error)
{
	g_autofree char *path = g_strdup(made->path);
	gboolean done =
		write_state(made, head, error) && base_finish(made, error);
	int lock;

	index_free(made);
	if (!done || !sync_file(path, O_RDWR, error))
		return FALSE;
	lock = base_lock_opening(index->path, error);
	if (lock < 0)
		return FALSE;
	done = move_file(path, index->path, error);
	close(lock);
	index_rollback(index);
	return done && base_follow(index, error);
}
