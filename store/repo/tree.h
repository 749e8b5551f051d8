/* tree.h - git's tree objects as bytes: reading entry by entry, finding one,
 * changing one. Pure; the bytes may be anybody's.
 *
 * An entry is "<octal mode> <name>" NUL <20 bytes>; entries are ordered by
 * name, a folder's as if it ended in "/".
 */
#ifndef REPO_TREE_H
#define REPO_TREE_H

#include "oid.h"
#include <glib.h>

#define TREE_MODE_FILE 0100644u
#define TREE_MODE_PROGRAM 0100755u
#define TREE_MODE_FOLDER 040000u

struct tree_entry {
	guint32 mode;
	const char *name; /* within the bytes, ended by NUL */
	struct oid id;
	gsize start, end; /* where the entry lies in the bytes */
};

/* The entry that begins at *offset, which is moved behind it. FALSE at the end
 * and where the bytes are no tree; then *offset == length tells the end. */
gboolean tree_next(const guint8 *raw, gsize length, gsize *offset,
	struct tree_entry *entry);

/* The entry of that name. FALSE where there is none. */
gboolean tree_find(const guint8 *raw, gsize length, const char *name,
	struct tree_entry *entry);

gboolean tree_entry_is_folder(const struct tree_entry *entry);

/* How git orders two entries: <0, 0, >0. */
int tree_entry_compare(const struct tree_entry *a, const struct tree_entry *b);

/* Puts an entry where it belongs, over the one of that name. */
void tree_set(
	GByteArray *raw, const char *name, guint32 mode, const struct oid *id);
/* Takes it away; FALSE where there was none. */
gboolean tree_remove(GByteArray *raw, const char *name);

#endif
