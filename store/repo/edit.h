/* edit.h - a tree in memory that files are put into: the branch's tree plus
 * what a batch did to it. Folders are read when they are first needed and kept;
 * only the changed ones are written, each against its version before. */
#ifndef REPO_EDIT_H
#define REPO_EDIT_H

#include "repo.h"

struct edit;

/* tree zero: empty. The repo must outlive it. */
struct edit *edit_new(struct repo *repo, const struct oid *tree);
void edit_free(struct edit *edit); /* takes NULL */
DEFINE_AUTO(edit);

/* How many folders it holds in memory. */
guint edit_folders(const struct edit *edit);

/* FAULT_NOT_FOUND. entry->name is not set. */
gboolean edit_find(struct edit *edit, const char *path,
	struct tree_entry *entry, GError **error);
/* Names (char *) in git's order; empty where there is no such folder. */
GPtrArray *edit_names(struct edit *edit, const char *folder, GError **error);

/* Puts a file's object at path (zero: takes it away, with the folders that
 * become empty). FAULT_INVALID: a folder is where the file goes, or a file
 * where a folder is needed. After a fault the edit counts no more. */
gboolean edit_set(struct edit *edit, const char *path, const struct oid *blob,
	GError **error);

/* Adds the changed trees to the pack; *tree is the whole's name. */
gboolean edit_write(
	struct edit *edit, struct pack *pack, struct oid *tree, GError **error);

#endif
