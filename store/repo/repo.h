/* repo.h - the bare repository: opening, making, objects, the branch.
 *
 * libgit2 reads; what is written goes through pack.h and the branch below. The
 * one branch is refs/heads/main. Other processes may write, pack and delete
 * packs meanwhile. FAULT_IO: the repository or the machine is broken.
 */
#ifndef REPO_REPO_H
#define REPO_REPO_H

#include "auto.h"
#include "oid.h"
#include "pack.h"
#include "tree.h"
#include <glib.h>

#define REPO_BRANCH "refs/heads/main"

struct repo;

/* FAULT_NOT_FOUND where path holds no bare repository. */
struct repo *repo_open(const char *path, GError **error);
void repo_free(struct repo *repo); /* takes NULL */
DEFINE_AUTO(repo);

/* Makes an empty one with the configuration that a desk needs. */
gboolean repo_create(const char *path, GError **error);

/* Where the configuration is not the one that repo_create() writes, a line
 * "gc.auto is …, expected 0" each (char *) is appended. */
gboolean repo_check_config(
	struct repo *repo, GPtrArray *findings, GError **error);

const char *repo_path(const struct repo *repo);
const char *repo_pack_folder(const struct repo *repo);
/* Objects of a push that is not accepted yet are seen too. */
gboolean repo_add_quarantine(
	struct repo *repo, const char *objects, GError **error);
/* Forgets what is cached of packs: after own writing and repacking. */
gboolean repo_refresh(struct repo *repo, GError **error);

/* --- objects -------------------------------------------------------------- */

/* FAULT_NOT_FOUND; FAULT_LIMIT over max bytes; FAULT_IO where it is of another
 * kind. */
GBytes *repo_object(struct repo *repo, enum object_kind kind,
	const struct oid *id, gsize max, GError **error);
gboolean repo_object_size(
	struct repo *repo, const struct oid *id, gsize *size, GError **error);

/* What lies at path ("a/b/c") of a tree. FAULT_NOT_FOUND. entry->name is not
 * set. */
gboolean repo_find(struct repo *repo, const struct oid *tree, const char *path,
	struct tree_entry *entry, GError **error);
/* Names in a folder (char *), in git's order; empty where there is none. */
GPtrArray *repo_names(struct repo *repo, const struct oid *tree,
	const char *folder, GError **error);

struct repo_commit {
	struct oid id, tree, parent; /* parent: the first, zero: none */
	guint parents;
	char *author_name, *author_address;
	char *committer_name, *committer_address;
	gint64 author_time, commit_time; /* unix seconds */
	gboolean has_encoding;           /* says that its text is not UTF-8 */
	GBytes *message;                 /* all behind the empty line */
};
/* FAULT_LIMIT over 1 MiB, FAULT_IO where the object is no commit. */
struct repo_commit *repo_commit(
	struct repo *repo, const struct oid *id, GError **error);
/* The same of an object's bytes. FAULT_IO. */
struct repo_commit *repo_commit_parse(
	const struct oid *id, GBytes *raw, GError **error);
void repo_commit_free(struct repo_commit *commit); /* takes NULL */
DEFINE_AUTO(repo_commit);

/* --- the branch ----------------------------------------------------------- */

/* Zero where nothing is committed yet. */
gboolean repo_head(struct repo *repo, struct oid *head, GError **error);

/* Moves the branch from one commit to another, durably, and only if it stands
 * at `from` (zero: it is not there yet). Only under the lock that every writer
 * of ours holds. FAULT_CONFLICT: it does not. FAULT_TEMPORARY: a git program
 * has held the branch for a second; one that has held it for ten minutes is
 * taken for dead. */
gboolean repo_move(struct repo *repo, const struct oid *from,
	const struct oid *to, GError **error);

/* Takes away the lock of ours that a writer which died within repo_move() has
 * left, and locks of git that are older than ten minutes. Only under the lock
 * that every writer of ours holds. */
gboolean repo_sweep(struct repo *repo, GError **error);

#endif
