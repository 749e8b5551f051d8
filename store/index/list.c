/* Asking the index for lists of tickets and tags. */
#include "base.h"
#include "text.h"

#define LIST_MAX 50u

/* The most conditions that a query may have, and the limit. */
#define MAX_VALUES 10u

struct list {
	GString *where;
	struct value values[MAX_VALUES];
	guint count;
	GPtrArray *folds; /* owns the texts of values */
};

static void add_condition(
	struct list *list, const char *condition, struct value value)
{
	g_assert(list->count < MAX_VALUES);
	list->values[list->count++] = value;
	g_string_append_printf(
		list->where, " AND %s?%u", condition, list->count);
}

static void add_fold(struct list *list, const char *condition, char *fold)
{
	g_ptr_array_add(list->folds, fold);
	add_condition(list, condition, STR(fold));
}

static void add_words(struct list *list, const struct ticket_query *query)
{
	if (query->queue)
		add_fold(list, "queue_fold = ", text_fold(query->queue));
	if (query->assignee)
		add_fold(list,
			"assignee_fold = ", address_fold(query->assignee));
	if (query->requester)
		add_fold(list,
			"requester_fold = ", address_fold(query->requester));
	if (query->vendor)
		add_fold(list, "vendor_fold <> '' AND vendor_fold = ",
			text_fold(query->vendor));
	if (query->tag) {
		add_fold(list,
			"number IN (SELECT ticket FROM tags WHERE fold = ",
			text_fold(query->tag));
		g_string_append_c(list->where, ')');
	}
}

static void add_states(struct list *list, const struct ticket_query *query)
{
	if (query->unassigned)
		g_string_append(list->where, " AND assignee_fold = ''");
	if (query->overdue) {
		g_string_append(list->where, " AND due > 0");
		add_condition(list, "due < ", NUM(query->now));
	}
	if (query->parent > 0)
		add_condition(
			list, "parent > 0 AND parent = ", NUM(query->parent));
}

static gboolean is_active_only(const struct ticket_query *query)
{
	return query->active_only || query->overdue;
}

/* In the order that add_row() reads them. */
#define COLUMNS                                                                \
	"number, subject, queue, assignee, requester, status, priority, line," \
	" created, updated, resolve_due, due"

static void free_row(gpointer row)
{
	ticket_row_free(row);
}

static void add_row(sqlite3_stmt *rows, gpointer data)
{
	struct ticket_row *row = g_new0(struct ticket_row, 1);

	row->number = base_uint(rows, 0);
	row->subject = base_text(rows, 1);
	row->queue = base_text(rows, 2);
	row->assignee = base_text(rows, 3);
	row->requester = base_text(rows, 4);
	row->status =
		(enum ticket_status)MIN(base_uint(rows, 5), STATUS_COUNT - 1);
	row->priority = base_uint(rows, 6);
	row->line = base_uint(rows, 7);
	row->created = sqlite3_column_int64(rows, 8);
	row->updated = sqlite3_column_int64(rows, 9);
	row->resolve_due = sqlite3_column_int64(rows, 10);
	row->due = sqlite3_column_int64(rows, 11);
	g_ptr_array_add(data, row);
}

static gboolean count_rows(struct index *index, const struct list *list,
	gboolean is_active, guint *total, GError **error)
{
	gint64 number = 0;
	g_autofree char *sql = g_strdup_printf(
		"SELECT count(*) FROM (SELECT 1 FROM tickets WHERE %s%s"
		" LIMIT %u)",
		is_active ? "active = 1" : "1", list->where->str,
		ROWS_TOTAL_MAX);

	if (!base_number(index, sql, list->values, list->count, &number, error))
		return FALSE;
	*total = (guint)CLAMP(number, 0, G_MAXUINT);
	return TRUE;
}

/* Every index has active before the order, so the first of both kinds are
 * found each, and then put in order. */
static char *rows_sql(
	const struct list *list, const char *order, gboolean is_active)
{
	guint max = list->count + 1;
	const char *where = list->where->str;
	g_autofree char *rest =
		g_strdup_printf("%s ORDER BY %s LIMIT ?%u", where, order, max);

	if (is_active)
		return g_strdup_printf("SELECT " COLUMNS
				       " FROM tickets WHERE active = 1%s",
			rest);
	return g_strdup_printf(
		"SELECT * FROM (SELECT " COLUMNS
		" FROM tickets WHERE active = 1%s)"
		" UNION ALL SELECT * FROM (SELECT " COLUMNS
		" FROM tickets WHERE active = 0%s) ORDER BY %s LIMIT ?%u",
		rest, rest, order, max);
}

static GPtrArray *ask_rows(struct index *index, struct list *list,
	const struct ticket_query *query, GError **error)
{
	g_autofree char *sql = rows_sql(list,
		query->requester ? "created DESC, number DESC"
				 : "priority, created, number",
		is_active_only(query));

	g_autoptr(GPtrArray) result = g_ptr_array_new_with_free_func(free_row);
	list->values[list->count] = NUM(query->max ? query->max : LIST_MAX);
	sqlite3_stmt *rows =
		base_ask(index, sql, list->values, list->count + 1, error);
	if (!base_each(index, rows, add_row, result, error))
		return NULL;
	return g_steal_pointer(&result);
}

GPtrArray *index_list(struct index *index, const struct ticket_query *query,
	guint *total, GError **error)
{
	g_autoptr(GString) where = g_string_new(NULL);
	g_autoptr(GPtrArray) folds = g_ptr_array_new_with_free_func(g_free);
	struct list list = { .where = where, .folds = folds };

	add_words(&list, query);
	add_states(&list, query);
	if (total &&
		!count_rows(index, &list, is_active_only(query), total, error))
		return NULL;
	return ask_rows(index, &list, query, error);
}

/* Steps from word to word, so that it costs what there are words, not what
 * there are tickets. */
static const char TAGS_SQL[] =
	"WITH RECURSIVE words (fold) AS (SELECT min(fold) FROM tags"
	" UNION ALL SELECT (SELECT min(fold) FROM tags"
	" WHERE fold > words.fold) FROM words WHERE fold IS NOT NULL)"
	" SELECT (SELECT min(tag) FROM tags WHERE tags.fold = words.fold)"
	" FROM words WHERE fold IS NOT NULL";

static void add_tag(sqlite3_stmt *row, gpointer data)
{
	g_ptr_array_add(data, base_text(row, 0));
}

GPtrArray *index_tags(struct index *index, GError **error)
{
	g_autoptr(GPtrArray) tags = g_ptr_array_new_with_free_func(g_free);
	sqlite3_stmt *rows = base_ask(index, TAGS_SQL, NULL, 0, error);

	if (!base_each(index, rows, add_tag, tags, error))
		return NULL;
	return g_steal_pointer(&tags);
}
