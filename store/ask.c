/* What the index answers is handed on; numbers come from the tree, which is the
 * truth. */
#include "inside.h"
#include "fault.h"
#include "text.h"
#include <string.h>

GArray *store_find_id(struct store *store, const char *id, GError **error)
{
	return index_find_id(store->index, id, error);
}

GPtrArray *store_find_notice(
	struct store *store, guint32 ticket, guint32 message, GError **error)
{
	return index_find_notice(store->index, ticket, message, error);
}

GPtrArray *store_list(struct store *store, const struct ticket_query *query,
	guint *total, GError **error)
{
	return index_list(store->index, query, total, error);
}

gboolean store_tags(struct store *store, GPtrArray **tags, GError **error)
{
	*tags = index_tags(store->index, error);
	return *tags != NULL;
}

GArray *store_due(struct store *store, gint64 now, guint priority, guint max,
	GError **error)
{
	return index_due(store->index, now, priority, max, error);
}

gboolean store_due_next(
	struct store *store, guint priority, gint64 *at, GError **error)
{
	return index_due_next(store->index, priority, at, error);
}

GArray *store_living(
	struct store *store, guint32 after, guint max, GError **error)
{
	return index_living(store->index, after, max, error);
}

gboolean store_is_spent(struct store *store, guint32 ticket, guint32 message,
	char kind, const char *address, gboolean *spent, GError **error)
{
	return index_is_spent(
		store->index, ticket, message, kind, address, spent, error);
}

gboolean store_has_run(struct store *store, const char *key, gint64 now,
	gboolean *ran, GError **error)
{
	return index_has_run(store->index, key, now, ran, error);
}

gboolean store_count_notices(struct store *store, const char *address,
	gint64 since, guint *count, GError **error)
{
	return index_count_notices(store->index, address, since, count, error);
}

gboolean store_count_questions(struct store *store, const char *address,
	gint64 since, guint *count, GError **error)
{
	return index_count_questions(
		store->index, address, since, count, error);
}

gboolean store_count_limits(struct store *store, const char *address,
	gint64 since, guint *count, GError **error)
{
	return index_count_limits(store->index, address, since, count, error);
}

gboolean store_is_quarantined(
	struct store *store, const char *sha256, gboolean *is, GError **error)
{
	return index_is_quarantined(store->index, sha256, is, error);
}

/* --- numbers -------------------------------------------------------------- */

/* Of the open batch, or of the branch. */
static GPtrArray *names_now(
	struct store *store, const char *folder, GError **error)
{
	AUTO(snapshot) snapshot = NULL;

	if (store->batch)
		return batch_names(store->batch, folder, error);
	snapshot = store_snapshot(store, error);
	return snapshot ? snapshot_names(snapshot, folder, error) : NULL;
}

/* The name that is the greatest number, within names; NULL: none is one. */
static const char *greatest(const GPtrArray *names, guint32 *number)
{
	const char *name = NULL;

	*number = 0;
	for (guint i = 0; i < names->len; i++) {
		guint32 one = 0;

		if (!text_parse_number(names->pdata[i], &one) ||
			(name && one <= *number))
			continue;
		name = names->pdata[i];
		*number = one;
	}
	return name;
}

guint32 store_next_ticket(struct store *store, GError **error)
{
	g_autoptr(GString) folder = g_string_new("tickets");
	guint32 number = 0;

	for (guint level = 0; level < 3; level++) {
		g_autoptr(GPtrArray) names =
			names_now(store, folder->str, error);
		const char *name;

		if (!names)
			return 0;
		name = greatest(names, &number);
		if (!name)
			return 1;
		g_string_append_printf(folder, "/%s", name);
	}
	return number + 1;
}

/* The greatest number of a month's answers, 0: none. */
static gboolean greatest_answer(
	struct store *store, const char *month, guint32 *number, GError **error)
{
	g_autofree char *folder = g_strconcat("answers/", month, NULL);
	g_autoptr(GPtrArray) names = names_now(store, folder, error);

	*number = 0;
	for (guint i = 0; names && i < names->len; i++) {
		const char *name = names->pdata[i];
		g_autofree char *stem = g_strndup(name, strcspn(name, "."));
		enum article_kind kind;
		guint32 one = 0;

		if (article_parse(stem, &one, &kind))
			*number = MAX(*number, one);
	}
	return names != NULL;
}

/* Numbers grow from month to month; but a clock may have been wrong at the end
 * of one, so the last two are looked at. */
guint32 store_next_answer(struct store *store, GError **error)
{
	g_autoptr(GPtrArray) months = names_now(store, "answers", error);
	guint32 number = 0;

	if (!months)
		return 0;
	for (guint i = 0; i < MIN(months->len, 2); i++) {
		guint32 one = 0;

		if (!greatest_answer(store, months->pdata[months->len - 1 - i],
			    &one, error))
			return 0;
		number = MAX(number, one);
	}
	return number + 1;
}

/* --- the outbox ----------------------------------------------------------- */

/* Where the index could not follow the branch (a disk was full, say), it still
 * holds as pending what the branch knows to be sent. */
GPtrArray *store_outbox(
	struct store *store, gint64 now, guint max, GError **error)
{
	struct oid head;

	if (!store->batch && !catch_up(store, &head, NULL, error))
		return NULL;
	return index_outbox(store->index, now, max, error);
}

gboolean store_outbox_next(struct store *store, gint64 *at, GError **error)
{
	return index_outbox_next(store->index, at, error);
}

gboolean store_outbox_later(struct store *store, const struct outbox_row *row,
	gint64 next, GError **error)
{
	return index_outbox_later(store->index, row, next, error);
}
