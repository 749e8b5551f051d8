/* Asking the index: all but the lists of tickets. */
#include "feed.h"
#include "base.h"
#include "fault.h"
#include <string.h>

#define RUN_BODY_SEC (30 * G_GINT64_CONSTANT(86400))
#define NUMBER_MAX 999999999

/* --- commits and ids ---------------------------------------------------- */

static void add_commit(sqlite3_stmt *row, gpointer result)
{
	GArray *commits = result;
	struct commit_name name = { 0 };
	g_autofree char *hex = base_text(row, 0);

	g_strlcpy(name.hex, hex, sizeof name.hex);
	g_array_append_val(commits, name);
}

GArray *index_history(
	struct index *index, guint32 ticket, guint max, GError **error)
{
	g_autoptr(GArray) commits =
		g_array_new(FALSE, FALSE, sizeof(struct commit_name));
	sqlite3_stmt *rows = base_ask(index,
		"SELECT hex FROM (SELECT hex, seq FROM commits"
		" WHERE ticket = ?1 ORDER BY seq DESC LIMIT ?2) ORDER BY seq",
		VALUES(NUM(ticket), NUM(max)), error);

	if (!base_each(index, rows, add_commit, commits, error))
		return NULL;
	return g_steal_pointer(&commits);
}

static void add_hit(sqlite3_stmt *row, gpointer result)
{
	GArray *hits = result;
	g_autofree char *digest = base_text(row, 5);
	struct id_hit hit = {
		.article = {
			.ticket = base_uint(row, 0),
			.month = base_uint(row, 1),
			.number = base_uint(row, 2),
			.kind = (enum article_kind)MIN(
				base_uint(row, 3), ARTICLE_KIND_COUNT - 1),
		},
		.is_referred = sqlite3_column_int64(row, 4) != 0,
	};

	g_strlcpy(hit.digest, digest, sizeof hit.digest);
	g_array_append_val(hits, hit);
}

GArray *index_find_id(struct index *index, const char *id, GError **error)
{
	g_autofree char *key = feed_id(id);
	g_autoptr(GArray) hits =
		g_array_new(FALSE, FALSE, sizeof(struct id_hit));
	sqlite3_stmt *rows = base_ask(index,
		"SELECT ticket, month, number, kind, referred, digest"
		" FROM messages WHERE id = ?1 ORDER BY referred, seq",
		VALUES(STR(key)), error);

	if (!base_each(index, rows, add_hit, hits, error))
		return NULL;
	return g_steal_pointer(&hits);
}

/* --- once and never again ----------------------------------------------- */

static gboolean exists(struct index *index, const char *sql,
	const struct value *values, guint count, gboolean *is, GError **error)
{
	gint64 found = 0;

	if (!base_number(index, sql, values, count, &found, error))
		return FALSE;
	*is = found != 0;
	return TRUE;
}

gboolean index_is_spent(struct index *index, guint32 ticket, guint32 message,
	char kind, const char *address, gboolean *spent, GError **error)
{
	g_autofree char *fold = address_fold(address);
	char letter[2] = { kind, '\0' };

	return exists(index,
		"SELECT 1 FROM spent WHERE ticket = ?1 AND message = ?2"
		" AND kind = ?3 AND fold = ?4",
		VALUES(NUM(ticket), NUM(message), STR(letter), STR(fold)),
		spent, error);
}

gboolean index_has_run(struct index *index, const char *key, gint64 now,
	gboolean *ran, GError **error)
{
	g_autofree char *stored = NULL;
	gint64 since = G_MININT64;

	if (g_str_has_prefix(key, "id ")) {
		g_autofree char *id = feed_id(key + strlen("id "));
		stored = g_strconcat("id ", id, NULL);
	} else {
		stored = address_fold(key);
		since = now - RUN_BODY_SEC;
	}
	return exists(index, "SELECT 1 FROM ran WHERE key = ?1 AND at >= ?2",
		VALUES(STR(stored), NUM(since)), ran, error);
}

gboolean index_is_quarantined(
	struct index *index, const char *sha256, gboolean *is, GError **error)
{
	return exists(index, "SELECT 1 FROM quarantine WHERE sha256 = ?1",
		VALUES(STR(sha256)), is, error);
}

/* --- numbers ------------------------------------------------------------ */

static guint32 next_number(struct index *index, const char *sql, GError **error)
{
	gint64 number = 0;

	if (!base_number(index, sql, NULL, 0, &number, error))
		return 0;
	if (number < 0 || number >= NUMBER_MAX) {
		g_set_error(error, POSTERN_FAULT, FAULT_LIMIT,
			"index: number %" G_GINT64_FORMAT
			" is taken, expected less than %d",
			number, NUMBER_MAX);
		return 0;
	}
	return (guint32)number + 1;
}

/* A ticket whose file cannot be read keeps its number, too. */
guint32 index_next_ticket(struct index *index, GError **error)
{
	return next_number(index,
		"SELECT max(ifnull((SELECT max(number) FROM tickets), 0),"
		" ifnull((SELECT max(ticket) FROM commits), 0))",
		error);
}

guint32 index_next_answer(struct index *index, GError **error)
{
	return next_number(
		index, "SELECT number FROM state WHERE name = 'answer'", error);
}
