/* maildir.h - what reading and writing a Maildir share: its folders, their
 * order, and moves that survive a power cut. */
#ifndef PORT_MAILDIR_H
#define PORT_MAILDIR_H

#include <glib.h>

/* Opens path/name as a directory, made if missing (and path with it) where
 * make is TRUE. -1: FAULT_NOT_FOUND, FAULT_DENIED or FAULT_IO. */
int maildir_open(
	const char *path, const char *name, gboolean make, GError **error);

/* Regular names of a directory (no dot files), by the number that each begins
 * with, then by bytes. char *, freed with the array. */
GPtrArray *maildir_list(int dir, GError **error);
/* The order: as strcmp(). */
int maildir_compare(const char *a, const char *b);

/* Renames without overwriting. 0, or errno: EEXIST where it is taken. */
int maildir_move(int from, const char *name, int to, const char *new_name);

/* Sets error from errno's value, by what a caller can do about it; FALSE. */
gboolean maildir_fail(
	GError **error, int code, const char *what, const char *name);

#endif
