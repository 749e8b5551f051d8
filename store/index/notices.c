#include "notices.h"
#include "base.h"
#include "text.h"
#include <string.h>

#define DAY_SEC 86400
#define MINUTES_A_DAY 1440
#define ANY_KIND "*"
/* So many are counted in memory: of a batch most are to the same few. */
#define RATES_MAX 4096u

/* --- telling -------------------------------------------------------------- */

static gboolean count_one(struct told_notices *told, const char *fold,
	const char *kind, GError **error)
{
	GHashTable *rates = told->index->rates;
	guint number;
	char *key;

	if (told->at / DAY_SEC < told->index->first_day)
		return TRUE;
	key = g_strconcat(told->minute, kind, " ", fold, NULL);
	number = GPOINTER_TO_UINT(g_hash_table_lookup(rates, key));
	g_hash_table_replace(rates, key, GUINT_TO_POINTER(number + 1));
	return g_hash_table_size(rates) < RATES_MAX ||
	       notices_count(told->index, error);
}

static gboolean add_rate(
	struct index *index, const char *key, guint number, GError **error)
{
	g_auto(GStrv) words = g_strsplit(key, " ", 3);

	return base_run(index,
		"INSERT INTO rates (fold, kind, minute, number)"
		" VALUES (?1, ?2, ?3, ?4)"
		" ON CONFLICT DO UPDATE SET number = number + excluded.number",
		VALUES(STR(words[2]), STR(words[1]),
			NUM(g_ascii_strtoll(words[0], NULL, 10)), NUM(number)),
		error);
}

gboolean notices_count(struct index *index, GError **error)
{
	GHashTableIter iter;
	gpointer key, number;

	g_hash_table_iter_init(&iter, index->rates);
	while (g_hash_table_iter_next(&iter, &key, &number))
		if (!add_rate(index, key, GPOINTER_TO_UINT(number), error))
			return FALSE;
	g_hash_table_remove_all(index->rates);
	return TRUE;
}

gboolean notices_told(struct told_notices *told, GError **error)
{
	gboolean is_put;

	if (!told->recipients || told->recipients->len == 0)
		return TRUE;
	is_put = base_run(told->index,
		"INSERT INTO notices (ticket, message, recipients)"
		" VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE"
		" SET recipients = recipients || excluded.recipients",
		VALUES(NUM(told->ticket), NUM(told->message),
			STR(told->recipients->str)),
		error);
	g_string_truncate(told->recipients, 0);
	return is_put;
}

static void append_line(
	struct told_notices *told, const char *kind, const char *address)
{
	GString *line = told->recipients;

	g_string_append(line, told->at_text);
	g_string_append_c(line, ' ');
	g_string_append(line, kind);
	g_string_append_c(line, ' ');
	g_string_append(line, address);
	g_string_append_c(line, '\n');
}

void told_notices_init(
	struct told_notices *told, struct index *index, gint64 at)
{
	told->index = index;
	told->at = at;
	g_snprintf(
		told->at_text, sizeof told->at_text, "%" G_GINT64_FORMAT, at);
	g_snprintf(told->minute, sizeof told->minute, "%" G_GINT64_FORMAT " ",
		at / 60);
}

gboolean notices_tell(struct told_notices *told, const struct article *place,
	const char *kind, const char *address, GError **error)
{
	g_autofree char *fold = NULL;
	gboolean is_same =
		told->ticket == place->ticket && told->message == place->number;

	if (!is_same && !notices_told(told, error))
		return FALSE;
	if (!told->recipients)
		told->recipients = g_string_new(NULL);
	told->ticket = place->ticket;
	told->message = place->number;
	append_line(told, kind, address);
	fold = address_fold(address);
	return count_one(told, fold, kind, error);
}

gboolean notices_tell_unproven(struct told_notices *told, GError **error)
{
	return count_one(told, "", ANY_KIND, error);
}

void told_notices_clear(struct told_notices *told)
{
	if (told->recipients)
		g_string_free(told->recipients, TRUE);
}

gboolean notices_forget(struct index *index, gint64 at, GError **error)
{
	gint64 day = at / DAY_SEC - 1;

	if (day <= index->first_day)
		return TRUE;
	index->first_day = day;
	return base_run(index, "DELETE FROM rates WHERE minute < ?1",
		VALUES(NUM(day * MINUTES_A_DAY)), error);
}

/* --- asking --------------------------------------------------------------- */

static struct notice_row *read_line(const char *line)
{
	const char *kind = strchr(line, ' ');
	const char *address = kind ? strchr(kind + 1, ' ') : NULL;
	struct notice_row *row;

	if (!address)
		return NULL;
	row = g_new0(struct notice_row, 1);
	row->at = g_ascii_strtoll(line, NULL, 10);
	row->kind = g_strndup(kind + 1, (gsize)(address - kind - 1));
	row->address = g_strdup(address + 1);
	return row;
}

static void add_rows(sqlite3_stmt *statement, gpointer rows)
{
	g_autofree char *text = base_text(statement, 0);
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (guint i = 0; lines[i]; i++) {
		struct notice_row *row = read_line(lines[i]);

		if (row)
			g_ptr_array_add(rows, row);
	}
}

static void free_row(gpointer row)
{
	notice_row_free(row);
}

GPtrArray *index_find_notice(
	struct index *index, guint32 ticket, guint32 message, GError **error)
{
	g_autoptr(GPtrArray) notices = g_ptr_array_new_with_free_func(free_row);
	sqlite3_stmt *rows = base_ask(index,
		"SELECT recipients FROM notices"
		" WHERE ticket = ?1 AND message = ?2",
		VALUES(NUM(ticket), NUM(message)), error);

	if (!base_each(index, rows, add_rows, notices, error))
		return NULL;
	return g_steal_pointer(&notices);
}

const struct notice_row *notices_find(
	const GPtrArray *rows, const char *address, const char *fold)
{
	for (guint i = 0; i < rows->len; i++) {
		const struct notice_row *row = rows->pdata[i];

		if (strcmp(row->address, address) == 0)
			return row;
	}
	for (guint i = 0; i < rows->len; i++) {
		const struct notice_row *row = rows->pdata[i];
		g_autofree char *its_fold = address_fold(row->address);

		if (strcmp(its_fold, fold) == 0)
			return row;
	}
	return NULL;
}

static gboolean count_since(struct index *index, const char *address,
	const char *kind, gint64 since, guint *count, GError **error)
{
	g_autofree char *fold = address_fold(address);
	gint64 number = 0;

	if (!notices_count(index, error) ||
		!base_number(index,
			"SELECT sum(number) FROM rates WHERE fold = ?1"
			" AND minute >= ?2 AND (?3 = '" ANY_KIND
			"' OR kind = ?3)",
			VALUES(STR(fold), NUM(since / 60), STR(kind)), &number,
			error))
		return FALSE;
	*count = (guint)CLAMP(number, 0, G_MAXUINT);
	return TRUE;
}

gboolean index_count_notices(struct index *index, const char *address,
	gint64 since, guint *count, GError **error)
{
	return count_since(index, address, ANY_KIND, since, count, error);
}

gboolean index_count_questions(struct index *index, const char *address,
	gint64 since, guint *count, GError **error)
{
	return count_since(index, address, "confirm", since, count, error);
}

gboolean index_count_limits(struct index *index, const char *address,
	gint64 since, guint *count, GError **error)
{
	return count_since(index, address, "limited", since, count, error);
}
