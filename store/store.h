/* store.h - the only door to what is kept: git and its index.
 *
 * The repository DESK/desk.git is the only truth; DESK/state/index.sqlite is
 * derived from it. Reads go to a snapshot (a fixed commit); writes go through a
 * batch: many commits, one pack, one durable point, one compare-and-swap of
 * refs/heads/main, then one transaction of the index. Not for use by several
 * threads; several processes side by side are normal.
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "auto.h"
#include "article.h"
#include "commit.h"
#include "delivery.h"
#include "person.h"
#include "rows.h"
#include "ticket.h"
#include <glib.h>

struct store;
struct snapshot;
struct batch;

/* What git calls a content. */
struct content_name {
	guint8 raw[20];
};
/* By any thread, ahead of putting it: the name is what costs most of that.
 * FAULT_INVALID: bytes that SHA-1 calls a crafted collision. */
gboolean store_name_content(
	GBytes *content, struct content_name *name, GError **error);

/* A file of the first commit, or of a change. content NULL: the file goes. */
struct store_file {
	char *path;
	GBytes *content;
	struct content_name name; /* of content, where is_named: trusted */
	gboolean is_named;
	/* A hint: a content put before it in the same batch, and its name, that
	 * this one holds a large part of; or NULL. */
	GBytes *like;
	struct content_name like_name;
};
struct store_file *store_file_new(const char *path, GBytes *content);
void store_file_free(struct store_file *file);

/* The desk's own name and address: the committer. */
struct store_options {
	const char *committer_name, *committer_address;
};

/* Makes DESK/desk.git (bare, branch main, hook, info/attributes, config:
 * gc.auto=0 receive.autogc=false receive.fsckObjects=true
 * receive.denyDeletes … ) with one first commit of files, and DESK/state/.
 * program: what the pre-receive hook runs, an absolute path.
 * FAULT_CONFLICT where desk.git is there already. */
gboolean store_create(const char *desk, const char *program,
	const struct store_options *options, const GPtrArray *files, gint64 now,
	GError **error);

/* Opens; brings the index up to the branch, whoever moved it (rebuilds it where
 * its commit is no ancestor: *rebuilt tells why, else NULL; free). Takes an
 * ownerless .keep of ours away, under the lock. FAULT_NOT_FOUND: no desk here.
 */
struct store *store_open(const char *desk, const struct store_options *options,
	char **rebuilt, GError **error);
void store_free(struct store *store);
DEFINE_AUTO(store);
/* Who commits from now on (rules may change while a desk runs). */
void store_set_options(
	struct store *store, const struct store_options *options);

/* --- reading ------------------------------------------------------------ */

struct snapshot *store_snapshot(struct store *store, GError **error);
void snapshot_free(struct snapshot *snapshot);
DEFINE_AUTO(snapshot);
struct commit_name snapshot_commit(const struct snapshot *snapshot);
gint64 snapshot_time(
	const struct snapshot *snapshot); /* committer time, unix seconds */
/* FAULT_NOT_FOUND, FAULT_LIMIT (max_bytes), FAULT_IO. */
GBytes *snapshot_read(struct snapshot *snapshot, const char *path,
	gsize max_bytes, GError **error);
/* Names in a folder (char *), sorted; empty where there is no such folder. */
GPtrArray *snapshot_names(
	struct snapshot *snapshot, const char *folder, GError **error);

/* A commit of a ticket's history, as `postern log` shows it. */
struct history_entry {
	struct commit_name commit;
	gint64 author_time;
	char *author_name, *author_address;
	struct record_commit *record;
};
void history_entry_free(struct history_entry *entry);
/* struct history_entry *, oldest first, at most max (the newest). */
GPtrArray *store_history(
	struct store *store, guint32 ticket, guint max, GError **error);

/* A ticket as that commit of its history found it (*before NULL: it made the
 * ticket) and left it; the same twice where it touched nothing but mails. Free
 * both. FAULT_NOT_FOUND: there was no such ticket. Inside a batch also of what
 * the batch put. */
gboolean store_change(struct store *store, guint32 ticket,
	const struct commit_name *commit, struct ticket **before,
	struct ticket **after, GError **error);

/* --- asking the index ---------------------------------------------------
 * Inside a batch of this process these see what the batch put already. */

/* GArray of struct id_hit: every mail that has this Message-ID, then every one
 * that refers to it. */
GArray *store_find_id(struct store *store, const char *id, GError **error);

/* struct notice_row *: the recipients of that notice. */
GPtrArray *store_find_notice(
	struct store *store, guint32 ticket, guint32 message, GError **error);

/* struct ticket_row *, by priority then oldest first (newest first where
 * requester is asked); *total (NULL: not counted) of all that fit, at most
 * ROWS_TOTAL_MAX. */
GPtrArray *store_list(struct store *store, const struct ticket_query *query,
	guint *total, GError **error);
gboolean store_tags(struct store *store, GPtrArray **tags, GError **error);

/* guint32: tickets of that priority or a higher one (4: all) that time alone
 * changes now (next_due), the earliest first, at most max; and when the first
 * of them is due, 0: none is. */
GArray *store_due(struct store *store, gint64 now, guint priority, guint max,
	GError **error);
gboolean store_due_next(
	struct store *store, guint priority, gint64 *at, GError **error);
/* guint32: tickets that are neither closed nor cancelled, behind that number,
 * ascending, at most max. */
GArray *store_living(
	struct store *store, guint32 after, guint max, GError **error);

gboolean store_is_spent(struct store *store, guint32 ticket, guint32 message,
	char kind, const char *address, gboolean *spent, GError **error);
/* key as desk/known.h NEED_RAN: "id <id>", "body <from> <ticket> <digest>" (the
 * latter of the last 30 days before now). */
gboolean store_has_run(struct store *store, const char *key, gint64 now,
	gboolean *ran, GError **error);
/* Notices to that address since; "" = acknowledgements to the unproven. */
gboolean store_count_notices(struct store *store, const char *address,
	gint64 since, guint *count, GError **error);
/* Notices of kind confirm to that address since. */
gboolean store_count_questions(struct store *store, const char *address,
	gint64 since, guint *count, GError **error);
/* Notices of kind limited to that address since. */
gboolean store_count_limits(struct store *store, const char *address,
	gint64 since, guint *count, GError **error);
gboolean store_is_quarantined(
	struct store *store, const char *sha256, gboolean *is, GError **error);
guint32 store_next_ticket(struct store *store, GError **error); /* 0: error */
guint32 store_next_answer(struct store *store, GError **error);

/* --- full text ---------------------------------------------------------- */

/* A readable text or a solution. */
struct search_hit {
	char *path;              /* in the repository */
	guint32 ticket, message; /* 0: a solution */
	enum article_kind kind;  /* of the message */
};
void search_hit_free(struct search_hit *hit);
/* struct search_hit *, the newest first, at most max: what holds all the words,
 * whatever their case and diacritics; a word that ends in * stands for all that
 * begin so. Brings state/text.sqlite up to the branch before. FAULT_INVALID: no
 * word in it. */
GPtrArray *store_search(
	struct store *store, const char *words, guint max, GError **error);
/* Brings state/text.sqlite up to the branch, a thousand commits at a time: for
 * a process beside the desk, so that searching has little left to do. */
gboolean store_fill_text(const char *desk, GError **error);
/* Empties it: it is filled behind, from nothing. */
gboolean store_forget_text(struct store *store, GError **error);

/* --- the outbox --------------------------------------------------------- */

/* Pending and deferred ones whose next try has come, oldest first. */
GPtrArray *store_outbox(
	struct store *store, gint64 now, guint max, GError **error);
/* When the next one is due, 0: none. */
gboolean store_outbox_next(struct store *store, gint64 *at, GError **error);
/* Notes a try that was deferred: next try at. Index only. */
gboolean store_outbox_later(struct store *store, const struct outbox_row *row,
	gint64 next, GError **error);

/* --- writing ------------------------------------------------------------ */

/* Takes state/write.lock (waits wait_ms at most: FAULT_TEMPORARY), adopts what
 * was pushed (a commit of its own, Event: rule), loads the branch. One batch at
 * a time and store. rules_moved (may be NULL): TRUE where desk.conf or
 * calendars/ are not those of the batch before. */
struct batch *store_begin(struct store *store, guint wait_ms, gint64 now,
	gboolean *rules_moved, GError **error);

/* As snapshot_read(), of the branch plus what was put in this batch. */
GBytes *batch_read(
	struct batch *batch, const char *path, gsize max_bytes, GError **error);
GPtrArray *batch_names(struct batch *batch, const char *folder, GError **error);

/* One commit. files: struct store_file *, applied over the tree. commit must
 * have an Event; it is written by commit_format(); committer time is max(now,
 * parent's). FAULT_INVALID: no Event, a path that is not made by article.h or
 * person.h, a ticket or delivery file that does not read, or bytes that SHA-1
 * calls a crafted collision; FAULT_LIMIT: more than 2 GiB in a batch. After
 * these the batch is as before. After any other fault it only can be aborted.
 */
gboolean batch_put(struct batch *batch, const struct record_commit *commit,
	const GPtrArray *files, gint64 now, struct commit_name *name,
	GError **error);

/* Bytes and commits put so far. */
gsize batch_bytes(const struct batch *batch);
guint batch_count(const struct batch *batch);

/* The durable point: pack, idx and .keep written, synced, renamed, directory
 * synced; branch moved by compare-and-swap; .keep removed; index committed;
 * lock let go. The batch is gone in any case. FAULT_CONFLICT: the branch moved
 * under us (a push, or somebody ignored the lock): nothing is changed, begin
 * again. FAULT_TEMPORARY: a git program holds the branch this moment, likewise.
 * TRUE also where only the index could not follow: the next batch catches it
 * up. A batch without commits only lets go. */
gboolean batch_commit(struct batch *batch, GError **error);
void batch_abort(struct batch *batch); /* takes NULL */

/* --- locks and the rest ------------------------------------------------- */

/* state/outbox.lock for a whole drain. NULL without error where another holds
 * it. */
struct store_lock;
struct store_lock *store_lock_outbox(struct store *store, GError **error);
void store_lock_free(struct store_lock *lock);

/* Rebuilds the index from nothing, to the same content. progress may be NULL.
 */
gboolean store_reindex(struct store *store,
	void (*progress)(guint64 done, guint64 total, gpointer data),
	gpointer data, GError **error);

/* Where there are more than 50 packs: rolls them up (git repack -d
 * --geometric=2) and adds to the commit graph with changed-path filters, which
 * keeps `git log -- <ticket>` quick; both by the git program where there is
 * one, under state/maintenance.lock. TRUE and nothing done where not needed, or
 * where another process is at it. The second one opens nothing: for a process
 * beside the desk. */
gboolean store_maintain(struct store *store, GError **error);
gboolean store_maintain_desk(const char *desk, GError **error);

/* A push that is being judged, and a file as it would be then. FAULT_NOT_FOUND.
 */
struct push;
GBytes *pushed_read(const struct push *push, const char *path, GError **error);
typedef gboolean check_pushed(const char *path, GBytes *content,
	const struct push *push, GPtrArray *refused);

/* The pre-receive hook (`postern check --push`), run in desk.git with git's
 * environment: reads "old new ref" lines, appends a reason a line to refused
 * (char *). Rules are checked by check_file, since the store knows nothing of
 * configuration: it gets each file that the push changes, as it will be, and
 * appends its reasons (FALSE: it is wrong). Nothing refused: commits and login
 * (NULL: unknown) are noted in state/pushed. FALSE, with error, only where the
 * push could not be judged: refuse it too. */
gboolean store_check_push(const char *desk, const char *lines,
	const char *login, const struct store_options *options,
	check_pushed *check_file, GPtrArray *refused, GError **error);

/* What `check` asks: struct of facts about repository and index; findings are
 * appended as lines (char *). */
gboolean store_check(struct store *store, GPtrArray *findings, GError **error);

#endif
