/* plain.h - the last step before text is text: line ends, blanks, marks. */
#ifndef MAIL_PLAIN_H
#define MAIL_PLAIN_H

#include <glib.h>

/* commands.md, «Where commands are read»: CRLF, CR, U+0085, U+2028 and U+2029
 * become LF, no-break spaces a space; BOM, zero-width marks, NUL and controls
 * but TAB are dropped, trailing blanks of a line too (but of "-- "). text is
 * valid UTF-8; new. */
char *plain_clean(const char *text);

/* Cuts text in place at the last whole line (or else character) within
 * max_bytes; TRUE where something was cut. */
gboolean plain_cut(GString *text, gsize max_bytes);

/* text_line() of text, cut at a character within max_bytes; new. */
char *plain_line(const char *text, gsize max_bytes);

/* TRUE where text holds nothing but blanks. */
gboolean plain_is_blank(const char *text);

#endif
