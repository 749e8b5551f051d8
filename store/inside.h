/* inside.h - what the files behind store.h share. Not for others. */
#ifndef STORE_INSIDE_H
#define STORE_INSIDE_H

#include "store.h"
#include "edit.h"
#include "index.h"
#include "lock.h"
#include "pack.h"
#include "repo.h"
#include "walk.h"

/* What a file of the repository may have when the store itself reads it. */
#define STORE_MAX_FILE_BYTES ((gsize)64 << 20)

struct store {
	char *desk, *state;
	char *committer_name, *committer_address;
	struct repo *repo;
	struct index *index;
	struct edit *edit; /* the tree of edit_head in memory, or NULL */
	struct oid edit_head;
	struct oid rules, calendars; /* of the batch before */
	gboolean is_swept;
	struct batch *batch; /* the one that is open, or NULL */
};

struct batch {
	struct store *store;
	struct lock *lock;
	struct pack *pack;
	struct edit *edit;
	GHashTable *blobs;   /* struct oid, in the heap -> GBytes put here */
	GHashTable *commits; /* struct oid within -> struct repo_commit * */
	GArray *versions;    /* struct version: ticket files put here */
	struct oid base, tip;
	gint64 tip_time; /* of the tip's committer */
	guint count;
	gsize bytes;
	gboolean is_sealed; /* durable: the index's transaction is over */
	gboolean is_broken; /* a put failed half-way */
};

/* What a commit of the open batch made of a ticket's file (ticket 0: of none);
 * git does not know it yet. */
struct version {
	struct oid commit, blob;
	guint32 ticket;
};

/* --- store.c -------------------------------------------------------------- */

/* As store_open(), of a repository by that name within the desk. */
struct store *store_open_named(const char *desk, const char *name,
	const struct store_options *options, char **rebuilt, GError **error);
/* DESK/state/<name>; new. */
char *store_state_file(const struct store *store, const char *name);

/* Takes away, once, what a process that died left in the repository; the write
 * lock must be held. */
gboolean store_sweep(struct store *store, GError **error);

/* --- batch.c -------------------------------------------------------------- */

/* A batch on top of base; the write lock must be held. */
struct batch *batch_open(
	struct store *store, const struct oid *base, GError **error);
/* The durable point; the batch lives on, only to be freed. */
gboolean batch_seal(struct batch *batch, GError **error);

/* --- write.c -------------------------------------------------------------- */

/* Adds the commit object over tree to the batch's pack and makes it the tip.
 * What was written, as repo_commit() will read it; NULL on a fault. */
struct repo_commit *write_commit(struct batch *batch,
	const struct record_commit *commit, const struct oid *tree, gint64 now,
	GError **error);

/* --- maintain.c ----------------------------------------------------------- */

/* Up to so many packs reading is quick enough. */
#define MAINTAIN_PACKS 50u
gboolean maintain_count(const char *git_dir, guint *count, GError **error);

/* --- paths.c -------------------------------------------------------------- */

/* Pure: a path that the desk makes. */
gboolean path_is_kept(const char *path);
/* Pure: desk.conf, templates/<lang>/<notice>.txt, kb/<slug>.txt or
 * calendars/<slug>.ics: what people may change by a push. */
gboolean path_is_rule(const char *path);

/* --- derive.c ------------------------------------------------------------- */

/* A ticket or delivery file, read for the index. */
struct derived {
	guint32 ticket, month;
	struct ticket *state;  /* of a ticket file, else NULL */
	GPtrArray *deliveries; /* of a delivery file, else NULL */
};
void derived_free(struct derived *derived);
/* TRUE with *derived NULL where path is none of these. FAULT_INVALID. */
gboolean derived_read(const char *path, GBytes *content,
	struct derived **derived, GError **error);
/* The same of what is committed already, which stops nobody: a file that is no
 * ticket or delivery is told of in the log, and passed over (NULL);
 * store_check() finds it again. */
struct derived *derived_read_any(const char *path, GBytes *content);
gboolean derived_apply(struct index *index, const struct derived *derived,
	gint64 commit_time, GError **error);
/* A commit's message, as the index takes it. */
gboolean derive_commit(
	struct index *index, const struct repo_commit *commit, GError **error);
/* The same in two steps, of which the first needs no index. */
struct record_commit *derive_record(const struct repo_commit *commit);
gboolean derive_apply(struct index *index, const struct repo_commit *commit,
	const struct record_commit *record, GError **error);

/* --- rebuild.c ------------------------------------------------------------ */

struct rebuild_progress {
	void (*tell)(guint64 done, guint64 total, gpointer data); /* or NULL */
	gpointer data;
};
/* Builds the index from nothing beside the old one and puts it in its place,
 * standing at head. Within the index's transaction, which is over where TRUE.
 */
gboolean rebuild_index(struct store *store, const struct oid *head,
	const struct rebuild_progress *progress, GError **error);

/* --- catchup.c ------------------------------------------------------------ */

/* Brings the index up to the branch, whose commit is then *head. *rebuilt (may
 * be NULL): why it was built from nothing, else untouched. */
gboolean catch_up(
	struct store *store, struct oid *head, char **rebuilt, GError **error);

/* --- adopt.c -------------------------------------------------------------- */

/* Adopts what people pushed: a commit and durable point of its own; *head moves
 * on. The write lock must be held. */
gboolean adopt_pushed(
	struct store *store, struct oid *head, gint64 now, GError **error);

#endif
