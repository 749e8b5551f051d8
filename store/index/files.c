/* Feeding the index from ticket and delivery files. */
#include "feed.h"
#include "base.h"
#include "notices.h"
#include "text.h"
#include <string.h>

static const char *text_or_empty(const char *text)
{
	return text ? text : "";
}

static gboolean put_ticket(
	struct index *index, const struct ticket *ticket, GError **error)
{
	const char *queue = text_or_empty(ticket->queue);
	const char *assignee = text_or_empty(ticket->assignee);
	const char *requester =
		ticket->requester ? ticket->requester->address : "";
	g_autofree char *queue_fold = text_fold(queue);
	g_autofree char *assignee_fold = address_fold(assignee);
	g_autofree char *requester_fold = address_fold(requester);
	g_autofree char *vendor_fold = text_fold(text_or_empty(ticket->vendor));

	return base_run(index,
		"INSERT OR REPLACE INTO tickets (number, subject, status,"
		" active, priority, line, queue, queue_fold, assignee,"
		" assignee_fold, requester, requester_fold, vendor_fold,"
		" parent, created, updated, resolve_due, due, next)"
		" VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12,"
		" ?13, ?14, ?15, ?16, ?17, ?18, ?19)",
		VALUES(NUM(ticket->number), STR(text_or_empty(ticket->subject)),
			NUM(ticket->status),
			NUM(status_is_active(ticket->status)),
			NUM(ticket->priority), NUM(ticket->line), STR(queue),
			STR(queue_fold), STR(assignee), STR(assignee_fold),
			STR(requester), STR(requester_fold), STR(vendor_fold),
			NUM(ticket->parent), NUM(ticket->created),
			NUM(ticket->updated), NUM(ticket->resolve_due),
			NUM(ticket_due(ticket)), NUM(ticket->next_due)),
		error);
}

static gboolean put_tags(
	struct index *index, const struct ticket *ticket, GError **error)
{
	if (!base_run(index, "DELETE FROM tags WHERE ticket = ?1",
		    VALUES(NUM(ticket->number)), error))
		return FALSE;
	for (guint i = 0; i < ticket->tags->len; i++) {
		const char *tag = ticket->tags->pdata[i];
		g_autofree char *fold = text_fold(tag);
		if (!base_run(index,
			    "INSERT OR IGNORE INTO tags (ticket, fold, tag)"
			    " VALUES (?1, ?2, ?3)",
			    VALUES(NUM(ticket->number), STR(fold), STR(tag)),
			    error))
			return FALSE;
	}
	return TRUE;
}

gboolean index_apply_ticket(
	struct index *index, const struct ticket *ticket, GError **error)
{
	return put_ticket(index, ticket, error) &&
	       put_tags(index, ticket, error);
}

/* --- deliveries --------------------------------------------------------- */

struct folder {
	struct index *index;
	guint32 ticket, month;
	gint64 commit_time;  /* 0: not known */
	gboolean is_unknown; /* and would have been needed */
	GPtrArray *told;     /* of the message below, or NULL */
	guint32 told_message;
	GHashTable *waiting; /* char * of waiting_key(): rows not met yet */
};

static char *waiting_key(guint32 message, const char *fold)
{
	return g_strdup_printf("%u %s", message, fold);
}

static void add_waiting(sqlite3_stmt *row, gpointer data)
{
	g_autofree char *fold = base_text(row, 1);

	g_hash_table_add(data, waiting_key(base_uint(row, 0), fold));
}

static gboolean load_waiting(struct folder *folder, GError **error)
{
	sqlite3_stmt *rows = base_ask(folder->index,
		"SELECT message, fold FROM outbox"
		" WHERE ticket = ?1 AND month = ?2",
		VALUES(NUM(folder->ticket), NUM(folder->month)), error);

	return base_each(
		folder->index, rows, add_waiting, folder->waiting, error);
}

#define AT_ONCE 1 /* 0 would be «nothing waits» */

/* One that was never tried is due whatever the clock says: it may have been
 * ahead when the notice was born. A deferred one was tried once at least, and
 * when it was tried last only this index knows: it is due too. */
static gboolean put_waiting(struct folder *folder,
	const struct delivery *delivery, const char *fold,
	const struct notice_row *birth, GError **error)
{
	gboolean is_deferred = delivery->state == DELIVERY_DEFERRED;

	return base_run(folder->index,
		"INSERT OR IGNORE INTO outbox (ticket, month, message, vendor,"
		" address, fold, kind, born, attempts, next) VALUES (?1, ?2,"
		" ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
		VALUES(NUM(folder->ticket), NUM(folder->month),
			NUM(delivery->message), NUM(delivery->vendor),
			STR(delivery->address), STR(fold),
			STR(text_or_empty(birth->kind)), NUM(birth->at),
			NUM(is_deferred),
			NUM(is_deferred ? delivery->at : AT_ONCE)),
		error);
}

/* Whom that message was told to; kept for the next recipient. */
static const GPtrArray *told_of(
	struct folder *folder, guint32 message, GError **error)
{
	if (folder->told && folder->told_message == message)
		return folder->told;
	g_clear_pointer(&folder->told, g_ptr_array_unref);
	folder->told_message = message;
	folder->told = index_find_notice(
		folder->index, folder->ticket, message, error);
	return folder->told;
}

/* Born with the notice that the trailers told of, else with this commit. */
static gboolean wait_for(struct folder *folder, const struct delivery *delivery,
	const char *fold, GError **error)
{
	const struct notice_row unknown = { .at = folder->commit_time };
	const GPtrArray *told = told_of(folder, delivery->message, error);
	const struct notice_row *birth;

	if (!told)
		return FALSE;
	birth = notices_find(told, delivery->address, fold);
	folder->is_unknown |= !birth && folder->commit_time == 0;
	return put_waiting(
		folder, delivery, fold, birth ? birth : &unknown, error);
}

static gboolean meet(
	struct folder *folder, const struct delivery *delivery, GError **error)
{
	if (folder->ticket == 0 &&
		!feed_answer(folder->index, delivery->message, error))
		return FALSE;
	if (delivery->state != DELIVERY_PENDING &&
		delivery->state != DELIVERY_DEFERRED)
		return TRUE;
	g_autofree char *fold = address_fold(delivery->address);
	g_autofree char *key = waiting_key(delivery->message, fold);
	if (g_hash_table_remove(folder->waiting, key))
		return TRUE;
	return wait_for(folder, delivery, fold, error);
}

static gboolean drop(struct folder *folder, const char *key, GError **error)
{
	const char *fold = strchr(key, ' ') + 1;
	gint64 message = g_ascii_strtoll(key, NULL, 10);

	return base_run(folder->index,
		"DELETE FROM outbox WHERE ticket = ?1 AND month = ?2"
		" AND message = ?3 AND fold = ?4",
		VALUES(NUM(folder->ticket), NUM(folder->month), NUM(message),
			STR(fold)),
		error);
}

static gboolean drop_rest(struct folder *folder, GError **error)
{
	GHashTableIter iter;
	gpointer key = NULL;

	g_hash_table_iter_init(&iter, folder->waiting);
	while (g_hash_table_iter_next(&iter, &key, NULL)) {
		if (!drop(folder, key, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean apply_lines(
	struct folder *folder, const GPtrArray *deliveries, GError **error)
{
	g_autoptr(GHashTable) waiting =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	gboolean done;

	folder->waiting = waiting;
	done = load_waiting(folder, error);
	for (guint i = 0; done && i < deliveries->len; i++)
		done = meet(folder, deliveries->pdata[i], error);
	g_clear_pointer(&folder->told, g_ptr_array_unref);
	return done && drop_rest(folder, error);
}

gboolean index_apply_deliveries(struct index *index, guint32 ticket,
	guint32 month, const GPtrArray *deliveries, gint64 commit_time,
	GError **error)
{
	struct folder folder = {
		.index = index,
		.ticket = ticket,
		.month = ticket ? 0 : month,
		.commit_time = commit_time,
	};

	return apply_lines(&folder, deliveries, error);
}

gboolean index_rebuild_deliveries(struct index *index, guint32 ticket,
	guint32 month, const GPtrArray *deliveries, gboolean *is_known,
	GError **error)
{
	struct folder folder = {
		.index = index,
		.ticket = ticket,
		.month = ticket ? 0 : month,
	};

	if (!apply_lines(&folder, deliveries, error))
		return FALSE;
	*is_known = !folder.is_unknown;
	return *is_known ||
	       base_run(index,
		       "DELETE FROM outbox WHERE ticket = ?1 AND month = ?2",
		       VALUES(NUM(folder.ticket), NUM(folder.month)), error);
}
