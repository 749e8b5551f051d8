#include "base.h"
#include "fault.h"
#include "text.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <string.h>
#include <unistd.h>

#define BUSY_MS 30000

/* --- errors ------------------------------------------------------------- */

static enum postern_fault fault_of(int code)
{
	switch (code & 0xFF) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return FAULT_TEMPORARY;
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return FAULT_INVALID;
	default:
		return FAULT_IO;
	}
}

/* SQLite's words for it do not tell a full disk from a broken one. */
static const char *system_reason(struct index *index, int code)
{
	int number = sqlite3_system_errno(index->db);
	gboolean is_of_system = (code & 0xFF) == SQLITE_IOERR ||
				(code & 0xFF) == SQLITE_CANTOPEN;

	return is_of_system && number != 0 ? g_strerror(number) : NULL;
}

gboolean base_fail(struct index *index, GError **error)
{
	int code = sqlite3_extended_errcode(index->db);
	const char *reason = system_reason(index, code);

	g_set_error(error, POSTERN_FAULT, (int)fault_of(code), "index: %s%s%s",
		sqlite3_errmsg(index->db), reason ? ": " : "",
		reason ? reason : "");
	return FALSE;
}

/* --- statements --------------------------------------------------------- */

static void finalize(gpointer statement)
{
	sqlite3_finalize(statement);
}

static sqlite3_stmt *prepared(
	struct index *index, const char *sql, GError **error)
{
	guint at = (guint)((guintptr)sql >> 3) % BASE_RECENT;
	struct base_recent *recent = &index->recent[at];
	gpointer key = NULL, statement_found = NULL;
	sqlite3_stmt *statement = NULL;

	if (recent->sql && strcmp(recent->sql, sql) == 0)
		return recent->statement;
	if (g_hash_table_lookup_extended(
		    index->statements, sql, &key, &statement_found)) {
		recent->sql = key;
		recent->statement = statement_found;
		return recent->statement;
	}
	if (sqlite3_prepare_v3(index->db, sql, -1, SQLITE_PREPARE_PERSISTENT,
		    &statement, NULL) != SQLITE_OK) {
		base_fail(index, error);
		return NULL;
	}
	g_hash_table_insert(index->statements, g_strdup(sql), statement);
	return statement;
}

static int bind(sqlite3_stmt *statement, int at, const struct value *value)
{
	if (value->is_text)
		return sqlite3_bind_text(
			statement, at, value->text, -1, SQLITE_STATIC);
	return sqlite3_bind_int64(statement, at, value->number);
}

sqlite3_stmt *base_ask(struct index *index, const char *sql,
	const struct value *values, guint count, GError **error)
{
	sqlite3_stmt *statement = NULL;

	if (!sqlite3_get_autocommit(index->db) || base_follow(index, error))
		statement = prepared(index, sql, error);
	if (!statement)
		return NULL;
	for (guint i = 0; i < count; i++) {
		if (bind(statement, (int)i + 1, &values[i]) != SQLITE_OK) {
			base_fail(index, error);
			base_done(statement);
			return NULL;
		}
	}
	return statement;
}

void base_done(sqlite3_stmt *statement)
{
	if (!statement)
		return;
	sqlite3_reset(statement);
	sqlite3_clear_bindings(statement);
}

gboolean base_each(struct index *index, sqlite3_stmt *rows,
	void (*each)(sqlite3_stmt *row, gpointer data), gpointer data,
	GError **error)
{
	if (!rows)
		return FALSE;
	int code = sqlite3_step(rows);
	for (; code == SQLITE_ROW; code = sqlite3_step(rows))
		each(rows, data);
	if (code != SQLITE_DONE)
		base_fail(index, error);
	base_done(rows);
	return code == SQLITE_DONE;
}

gboolean base_run(struct index *index, const char *sql,
	const struct value *values, guint count, GError **error)
{
	sqlite3_stmt *statement = base_ask(index, sql, values, count, error);

	if (!statement)
		return FALSE;
	gboolean is_done = sqlite3_step(statement) == SQLITE_DONE;
	if (!is_done)
		base_fail(index, error);
	base_done(statement);
	return is_done;
}

static void read_number(sqlite3_stmt *row, gpointer data)
{
	gint64 *number = data;

	if (sqlite3_column_type(row, 0) != SQLITE_NULL)
		*number = sqlite3_column_int64(row, 0);
}

gboolean base_number(struct index *index, const char *sql,
	const struct value *values, guint count, gint64 *number, GError **error)
{
	sqlite3_stmt *rows = base_ask(index, sql, values, count, error);

	return base_each(index, rows, read_number, number, error);
}

gboolean base_exec(struct index *index, const char *sql, GError **error)
{
	if (sqlite3_exec(index->db, sql, NULL, NULL, NULL) != SQLITE_OK)
		return base_fail(index, error);
	return TRUE;
}

char *base_text(sqlite3_stmt *statement, int column)
{
	const unsigned char *text = sqlite3_column_text(statement, column);
	int length = sqlite3_column_bytes(statement, column);

	if (!text)
		return g_strdup("");
	return g_utf8_make_valid((const char *)text, length);
}

guint32 base_uint(sqlite3_stmt *statement, int column)
{
	gint64 value = sqlite3_column_int64(statement, column);

	return (guint32)CLAMP(value, 0, G_MAXUINT32);
}

/* --- opening ------------------------------------------------------------ */

static void close_file(struct index *index)
{
	g_hash_table_remove_all(index->statements);
	memset(index->recent, 0, sizeof index->recent);
	sqlite3_close(index->db);
	index->db = NULL;
	index->inode = 0;
}

void index_free(struct index *index)
{
	if (!index)
		return;
	close_file(index);
	g_hash_table_unref(index->statements);
	g_hash_table_unref(index->rates);
	g_free(index->path);
	g_free(index);
}

static gboolean read_version(
	struct index *index, gint64 *version, GError **error)
{
	return base_number(
		index, "PRAGMA user_version", NULL, 0, version, error);
}

static gboolean create_tables(struct index *index, GError **error)
{
	g_autofree char *version = g_strdup_printf(
		"PRAGMA user_version = %d", index->schema->version);

	return base_exec(index, index->schema->tables, error) &&
	       base_exec(index, index->schema->indexes, error) &&
	       base_exec(index, version, error);
}

static gboolean refuse_version(
	const struct index *index, gint64 version, GError **error)
{
	g_set_error(error, POSTERN_FAULT, FAULT_INVALID,
		"index: schema version %" G_GINT64_FORMAT ", expected %d",
		version, index->schema->version);
	return FALSE;
}

/* Another process may make them at the same time: looked again under lock. */
static gboolean make_tables(struct index *index, GError **error)
{
	gint64 version = 0, tables = 0;
	gboolean is_made = FALSE;

	if (!base_exec(index, "BEGIN IMMEDIATE", error))
		return FALSE;
	if (read_version(index, &version, error) &&
		base_number(index, "SELECT count(*) FROM sqlite_schema", NULL,
			0, &tables, error)) {
		if (version == index->schema->version)
			is_made = TRUE;
		else if (version != 0 || tables != 0)
			refuse_version(index, version, error);
		else
			is_made = create_tables(index, error);
	}
	if (is_made && base_exec(index, "COMMIT", error))
		return TRUE;
	base_exec(index, "ROLLBACK", NULL);
	return FALSE;
}

static gboolean prepare(struct index *index, GError **error)
{
	gint64 version = 0;

	sqlite3_busy_timeout(index->db, BUSY_MS);
	sqlite3_db_config(index->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	if (!read_version(index, &version, error))
		return FALSE;
	if (version != 0 && version != index->schema->version)
		return refuse_version(index, version, error);
	if (!base_exec(index,
		    "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
		    "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;"
		    "PRAGMA cache_size = -4000; PRAGMA wal_autocheckpoint = "
		    "4000;",
		    error))
		return FALSE;
	return version == index->schema->version || make_tables(index, error);
}

static gboolean connect_file(struct index *index, GError **error)
{
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
		    SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;

	return sqlite3_open_v2(index->path, &index->db, flags, NULL) ==
		       SQLITE_OK ||
	       base_fail(index, error);
}

static void note_file(struct index *index)
{
	struct stat status;

	if (stat(index->path, &status) != 0)
		return;
	index->device = status.st_dev;
	index->inode = status.st_ino;
}

static gboolean open_file(struct index *index, GError **error)
{
	if (connect_file(index, error) && prepare(index, error)) {
		note_file(index);
		return TRUE;
	}
	g_prefix_error(error, "%s: ", index->path);
	close_file(index);
	return FALSE;
}

static struct index *base_new(
	const char *path, const struct base_schema *schema)
{
	struct index *index = g_new0(struct index, 1);

	index->path = g_strdup(path);
	index->schema = schema;
	index->statements = g_hash_table_new_full(
		g_str_hash, g_str_equal, g_free, finalize);
	index->rates =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	return index;
}

static gboolean rename_to_bad(
	const char *path, const char *companion, GError **error)
{
	g_autofree char *from = g_strconcat(path, companion, NULL);
	g_autofree char *to = g_strconcat(path, ".bad", companion, NULL);

	if (g_rename(from, to) == 0 || errno == ENOENT)
		return TRUE;
	g_set_error(error, POSTERN_FAULT, FAULT_IO, "%s: cannot rename: %s",
		from, g_strerror(errno));
	return FALSE;
}

gboolean index_put_aside(const char *path, GError **error)
{
	return rename_to_bad(path, "-shm", error) &&
	       rename_to_bad(path, "-wal", error) &&
	       rename_to_bad(path, "", error);
}

/* Opening is done by one process at a time: SQLite does not wait where two turn
 * a new file to WAL, and what one made anew another would put aside. */
int base_lock_opening(const char *path, GError **error)
{
	g_autofree char *name = g_strconcat(path, ".lock", NULL);
	int fd = g_open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	if (fd >= 0 && flock(fd, LOCK_EX) == 0)
		return fd;
	g_set_error(error, POSTERN_FAULT, FAULT_IO, "%s: cannot lock: %s", name,
		g_strerror(errno));
	if (fd >= 0)
		close(fd);
	return -1;
}

static gboolean open_or_replace(struct index *index, GError **error)
{
	g_autoptr(GError) fault = NULL;

	if (open_file(index, &fault))
		return TRUE;
	if (!g_error_matches(fault, POSTERN_FAULT, FAULT_INVALID)) {
		g_propagate_error(error, g_steal_pointer(&fault));
		return FALSE;
	}
	return index_put_aside(index->path, error) && open_file(index, error);
}

static gboolean open_alone(struct index *index, GError **error)
{
	int lock = base_lock_opening(index->path, error);
	gboolean is_open;

	if (lock < 0)
		return FALSE;
	is_open = open_or_replace(index, error);
	close(lock);
	return is_open;
}

struct index *base_open(
	const char *path, const struct base_schema *schema, GError **error)
{
	AUTO(index) index = base_new(path, schema);

	if (!open_alone(index, error))
		return NULL;
	return g_steal_pointer(&index);
}

gboolean base_is_moved(const struct index *index)
{
	struct stat status;

	return index->inode != 0 && (stat(index->path, &status) != 0 ||
					    status.st_dev != index->device ||
					    status.st_ino != index->inode);
}

gboolean base_follow(struct index *index, GError **error)
{
	if (index->db && !base_is_moved(index))
		return TRUE;
	close_file(index);
	return open_alone(index, error);
}

/* --- making one beside ---------------------------------------------------- */

struct index *base_make(
	const char *path, const struct base_schema *schema, GError **error)
{
	AUTO(index) index = base_new(path, schema);

	g_unlink(path);
	if (!connect_file(index, error) ||
		!base_exec(index,
			"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
			"PRAGMA locking_mode = EXCLUSIVE;"
			"PRAGMA cache_size = -16384; PRAGMA threads = 1;"
			"BEGIN",
			error) ||
		!base_exec(index, schema->tables, error))
		return NULL;
	return g_steal_pointer(&index);
}

gboolean base_finish(struct index *index, GError **error)
{
	g_autofree char *version = g_strdup_printf(
		"PRAGMA user_version = %d", index->schema->version);

	return base_exec(index, index->schema->indexes, error) &&
	       base_exec(index, version, error) &&
	       base_exec(index, "COMMIT", error);
}
