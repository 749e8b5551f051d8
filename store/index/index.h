/* index.h - state/index.sqlite: derived from the repository, deletable.
 *
 * It is fed in one way only, index_apply() and its two companions: a commit's
 * record and the files it wrote. So catching up, rebuilding and living give the
 * same content (but for the tries of deferred mail, which are noted nowhere
 * else). It never reads a mail. The commit it stands at is a row of its own,
 * written in the same transaction.
 *
 * Errors of all functions: FAULT_TEMPORARY where another process holds it for
 * longer than 30 s; FAULT_INVALID where the file is damaged
 * (index_put_aside(), and build it anew); FAULT_IO for the rest. Strings in
 * rows are valid UTF-8.
 */
#ifndef INDEX_INDEX_H
#define INDEX_INDEX_H

#include "auto.h"
#include "article.h"
#include "commit.h"
#include "delivery.h"
#include "rows.h"
#include "ticket.h"
#include <glib.h>

struct index;

/* Opens or makes it (WAL, synchronous NORMAL, busy timeout 30 s). A file that
 * is no database of this schema version is put aside and made anew. Processes
 * that open it at the same time wait for each other at <path>.lock. */
struct index *index_open(const char *path, GError **error);
void index_free(struct index *index); /* takes NULL; rolls back */
DEFINE_AUTO(index);

/* Renames the file and its companions to <path>.bad; for no open index. */
gboolean index_put_aside(const char *path, GError **error);

/* --- feeding ------------------------------------------------------------ */

/* The commit that it stands at, "" for none. */
gboolean index_head(struct index *index, char hex[41], GError **error);

/* BEGIN IMMEDIATE; COMMIT, standing at head from then on. Feeding is done in
 * between, asking at any time. */
gboolean index_begin(struct index *index, GError **error);
gboolean index_end(struct index *index, const char *head, GError **error);
void index_rollback(struct index *index);
/* Within a transaction: all rows go. */
gboolean index_clear(struct index *index, GError **error);

/* --- rebuilding: a new file beside, then in the place of the old ---------- */

/* A new one, to be fed with all commits and then the files of the head, for
 * index_replace() or index_free(). newest: when the head was committed. index
 * is within a transaction, which bars others from writing. */
struct index *index_rebuild(
	const struct index *index, gint64 newest, GError **error);
/* Takes made's content for index, standing at head, durable; made is gone in
 * any case, and index's transaction over where TRUE. Who has the old file open
 * follows at its next question. */
gboolean index_replace(struct index *index, struct index *made,
	const char *head, GError **error);

/* The trailers that it reads, NULL at the end. */
extern const char *const INDEX_KEYS[];

/* A commit as the index sees it. author_address: of the author line. */
struct indexed_commit {
	const char *hex;
	const char *author_address;
	gint64 author_time, commit_time; /* unix seconds */
	const struct record_commit *record;
};
/* In the order of the branch. What cannot be read of a trailer is passed over:
 * no history stops it. */
gboolean index_apply(struct index *index, const struct indexed_commit *commit,
	GError **error);

/* The files that a commit wrote, after index_apply() of that commit; a rebuild
 * may bring only those of the head, after all commits. */
gboolean index_apply_ticket(
	struct index *index, const struct ticket *ticket, GError **error);
/* The whole delivery file of a ticket (or of a month of answers, ticket 0).
 * commit_time: when pending lines are due of which no Notice told. */
gboolean index_apply_deliveries(struct index *index, guint32 ticket,
	guint32 month, const GPtrArray *deliveries, gint64 commit_time,
	GError **error);

/* The same of a rebuild, where the commit is not known: *is_known FALSE where a
 * Notice told of none of the pending ones' birth, and nothing is done. */
gboolean index_rebuild_deliveries(struct index *index, guint32 ticket,
	guint32 month, const GPtrArray *deliveries, gboolean *is_known,
	GError **error);

/* --- asking: as the functions of store.h of the same name ---------------- */

/* struct commit_name, oldest first: the newest max commits with a Ticket
 * trailer of that ticket. */
GArray *index_history(
	struct index *index, guint32 ticket, guint max, GError **error);

/* struct id_hit. id with or without <>, or sha256:<hex> of a mail that had no
 * Message-ID. */
GArray *index_find_id(struct index *index, const char *id, GError **error);

/* struct notice_row *, in the order of the trailers. */
GPtrArray *index_find_notice(
	struct index *index, guint32 ticket, guint32 message, GError **error);

/* struct ticket_row *, by priority, then oldest first (newest first where
 * requester is asked). total may be NULL; it counts to
 * ROWS_TOTAL_MAX. */
GPtrArray *index_list(struct index *index, const struct ticket_query *query,
	guint *total, GError **error);
/* char *, each once (folded), in the order of the folded words. */
GPtrArray *index_tags(struct index *index, GError **error);

/* guint32: tickets of that priority or a higher one (4: all) whose next_due is
 * not after now, the earliest first, at most max. */
GArray *index_due(struct index *index, gint64 now, guint priority, guint max,
	GError **error);
/* The earliest of these, 0: none. */
gboolean index_due_next(
	struct index *index, guint priority, gint64 *at, GError **error);
/* guint32: active and resolved tickets behind that number, ascending, at most
 * max. */
GArray *index_living(
	struct index *index, guint32 after, guint max, GError **error);

gboolean index_is_spent(struct index *index, guint32 ticket, guint32 message,
	char kind, const char *address, gboolean *spent, GError **error);
/* key: "id <id>", "body <from> <ticket> <digest>"; ticket is 0 for a mail in
 * answers/. */
gboolean index_has_run(struct index *index, const char *key, gint64 now,
	gboolean *ran, GError **error);
/* Of the last two days, by whole minutes: since is taken down to one. */
gboolean index_count_notices(struct index *index, const char *address,
	gint64 since, guint *count, GError **error);
gboolean index_count_questions(struct index *index, const char *address,
	gint64 since, guint *count, GError **error);
/* Notices of kind limited. */
gboolean index_count_limits(struct index *index, const char *address,
	gint64 since, guint *count, GError **error);
gboolean index_is_quarantined(
	struct index *index, const char *sha256, gboolean *is, GError **error);
/* Greatest number known + 1; 0: error. */
guint32 index_next_ticket(struct index *index, GError **error);
guint32 index_next_answer(struct index *index, GError **error);

/* --- the outbox --------------------------------------------------------- */

/* struct outbox_row *, at most max (0: no limit). */
GPtrArray *index_outbox(
	struct index *index, gint64 now, guint max, GError **error);
gboolean index_outbox_next(struct index *index, gint64 *at, GError **error);
gboolean index_outbox_later(struct index *index, const struct outbox_row *row,
	gint64 next, GError **error);

#endif
