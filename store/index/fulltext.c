#include "fulltext.h"
#include "base.h"
#include "fault.h"
#include "text.h"
#include <string.h>

/* The words are without their text: what was put cannot be taken back from
 * them, so a text that goes loses its row of texts, and is found no more. */
static const char TABLES[] =
	"CREATE TABLE state (name TEXT PRIMARY KEY, text TEXT, number INTEGER)"
	" WITHOUT ROWID;"
	"CREATE TABLE texts (seq INTEGER PRIMARY KEY AUTOINCREMENT,"
	" path TEXT UNIQUE, ticket INTEGER);"
	"CREATE VIRTUAL TABLE words USING fts5 (text, content='', detail=full,"
	" tokenize=\"unicode61 remove_diacritics 0\");";

static const struct base_schema TEXT_SCHEMA = {
	.tables = TABLES, .indexes = "", .version = 1
};

/* More of a text than any person wrote. */
#define MAX_TEXT_BYTES (1u << 20)

void text_hit_free(struct text_hit *hit)
{
	if (!hit)
		return;
	g_free(hit->path);
	g_free(hit);
}

struct index *fulltext_open(const char *path, GError **error)
{
	return base_open(path, &TEXT_SCHEMA, error);
}

gboolean fulltext_clear(struct index *index, GError **error)
{
	return base_exec(index,
		"DELETE FROM state; DELETE FROM texts;"
		"DELETE FROM sqlite_sequence;"
		"INSERT INTO words (words) VALUES ('delete-all')",
		error);
}

gboolean fulltext_remove(struct index *index, const char *path, GError **error)
{
	return base_run(index, "DELETE FROM texts WHERE path = ?1",
		VALUES(STR(path)), error);
}

gboolean fulltext_put(struct index *index, const char *path, guint32 ticket,
	GBytes *text, GError **error)
{
	gsize length = 0;
	const char *bytes = g_bytes_get_data(text, &length);
	g_autofree char *valid = g_utf8_make_valid(
		bytes ? bytes : "", (gssize)MIN(length, MAX_TEXT_BYTES));
	g_autofree char *folded = text_fold(valid);

	return fulltext_remove(index, path, error) &&
	       base_run(index,
		       "INSERT INTO texts (path, ticket) VALUES (?1, ?2)",
		       VALUES(STR(path), NUM(ticket)), error) &&
	       base_run(index,
		       "INSERT INTO words (rowid, text) VALUES"
		       " (last_insert_rowid(), ?1)",
		       VALUES(STR(folded)), error);
}

/* --- asking ------------------------------------------------------------- */

/* Letters and digits between quotes are a word to FTS5, whatever they are. */
static void append_word(GString *match, const char *word, gsize length)
{
	g_string_append_printf(
		match, "%s\"%.*s\"", match->len ? " " : "", (int)length, word);
}

/* "Skrivare* plan" -> "skrivare" * "plan"; empty where there is no word. */
static char *match_of(const char *words)
{
	g_autofree char *folded = text_fold(words);
	GString *match = g_string_new(NULL);
	const char *at = folded;

	while (*at != '\0') {
		const char *end = at;

		while (*end != '\0' && g_unichar_isalnum(g_utf8_get_char(end)))
			end = text_next(end);
		if (end > at)
			append_word(match, at, (gsize)(end - at));
		if (end > at && *end == '*')
			g_string_append(match, " *");
		at = *end == '\0' ? end : text_next(end);
	}
	return g_string_free(match, FALSE);
}

static void add_hit(sqlite3_stmt *row, gpointer data)
{
	struct text_hit *hit = g_new0(struct text_hit, 1);

	hit->path = base_text(row, 0);
	hit->ticket = base_uint(row, 1);
	g_ptr_array_add(data, hit);
}

GPtrArray *fulltext_find(
	struct index *index, const char *words, guint max, GError **error)
{
	g_autofree char *match = match_of(words);
	g_autoptr(GPtrArray) hits =
		g_ptr_array_new_with_free_func((GDestroyNotify)text_hit_free);

	if (*match == '\0') {
		g_set_error(error, POSTERN_FAULT, FAULT_INVALID,
			"no word to search for (expected letters or digits)");
		return NULL;
	}
	sqlite3_stmt *rows = base_ask(index,
		"SELECT path, ticket FROM words JOIN texts"
		" ON texts.seq = words.rowid WHERE words MATCH ?1"
		" ORDER BY words.rowid DESC LIMIT ?2",
		VALUES(STR(match), NUM(max)), error);
	if (!base_each(index, rows, add_hit, hits, error))
		return NULL;
	return g_steal_pointer(&hits);
}
