/* scratch.h - a temporary directory for a test, and files in it. */
#ifndef TEST_SCRATCH_H
#define TEST_SCRATCH_H

#include <glib.h>

/* A new empty directory; free with scratch_remove(). */
char *scratch_make(void);
void scratch_remove(char *folder); /* and all that is in it; takes NULL */

/* Writes folder/name, folders made; mtime where it is not 0. */
void scratch_write(const char *folder, const char *name, const char *text,
	gssize length, gint64 mtime);
/* NULL where there is no such file. */
GBytes *scratch_read(const char *folder, const char *name);
gboolean scratch_exists(const char *folder, const char *name);
/* Names in folder/name, sorted and joined by a space. */
char *scratch_names(const char *folder, const char *name);

#endif
