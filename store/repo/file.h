/* file.h - files that are to outlive a power cut. */
#ifndef REPO_FILE_H
#define REPO_FILE_H

#include <glib.h>

/* Writes path (over what is there), mode as given, and syncs it. FAULT_IO: what
 * was begun is gone again. */
gboolean file_write(const char *path, const void *data, gsize length, int mode,
	GError **error);
gboolean file_rename(const char *from, const char *to, GError **error);
/* Syncs the names within a folder. */
gboolean file_sync_folder(const char *path, GError **error);
/* TRUE too where there is none. */
gboolean file_remove(const char *path, GError **error);

/* "what path: reason", FAULT_IO of errno. Always FALSE. */
gboolean file_fault(const char *what, const char *path, GError **error);

#endif
