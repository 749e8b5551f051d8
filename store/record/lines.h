/* lines.h - how the files of records are read: line by line, within limits,
 * errors with the line's number. For the folder itself. */
#ifndef RECORD_LINES_H
#define RECORD_LINES_H

#include <glib.h>

#define LINES_MAX_BYTES (1024u * 1024u)
#define LINES_MAX 10000u

/* Calls each for every line, cleaned by text_line(). FAULT_LIMIT over a limit;
 * errors of each get "line 4: " put before them. */
gboolean lines_each(const char *text, gsize length,
	gboolean (*each)(gpointer data, const char *line, GError **error),
	gpointer data, GError **error);

/* Sets FAULT_INVALID: what was found and what was expected. Returns NULL, so
 * that a reader can return it. */
gpointer lines_refuse(GError **error, const char *found, const char *expected);

#endif
