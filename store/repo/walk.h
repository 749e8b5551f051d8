/* walk.h - along the branch: which commits lie between two, and what changed
 * between two trees. */
#ifndef REPO_WALK_H
#define REPO_WALK_H

#include "repo.h"

/* Commits after `from` (zero: from the first) up to and with `to`, along first
 * parents, oldest first: array of struct oid. FAULT_NOT_FOUND where `from` is
 * no ancestor; FAULT_LIMIT above max commits (0: any number). */
GArray *walk_chain(struct repo *repo, const struct oid *from,
	const struct oid *to, gsize max, GError **error);

/* A file that is not the same in both trees. */
struct walk_change {
	char *path;
	guint32 mode;  /* of the entry now; 0: it is gone */
	struct oid id; /* likewise */
};
void walk_change_free(struct walk_change *change);

/* struct walk_change *, by path. Folders are walked, all else is a file. Zero
 * stands for no tree. FAULT_LIMIT: more than 16 folders deep. */
GPtrArray *walk_changes(struct repo *repo, const struct oid *before,
	const struct oid *after, GError **error);

#endif
