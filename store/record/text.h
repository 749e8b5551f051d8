/* text.h - the writers' guards: what every text from outside passes before it
 * stands in a record, a commit message, a header or on a terminal.
 *
 * Nothing here trusts an earlier check. Input is bytes and length; output is
 * new, valid UTF-8, ended by NUL, freed with g_free().
 */
#ifndef RECORD_TEXT_H
#define RECORD_TEXT_H

#include <glib.h>

/* One line: invalid bytes become U+FFFD; CR, LF, TAB, U+2028, U+2029 and runs
 * of blanks become one space, ends trimmed; NUL is dropped; all other C0 and C1
 * controls, DEL, and the bidirectional and zero-width marks (U+200B-200F,
 * U+202A-202E, U+2060-2069, U+061C, U+FEFF) are shown as \xHH.. of their code
 * point, so that what is there can be seen. length may be -1 for terminated
 * text. */
char *text_line(const char *text, gssize length);

/* Several lines: as text_line(), but LF stays (CRLF, CR, U+2028 and U+2029
 * become LF), TAB stays and blanks stay. For readable text of mails (.txt
 * files). */
char *text_block(const char *text, gssize length);

/* text_line() cut at a word within columns (East Asian wide characters count
 * two, combining marks none), the cut marked by a last character U+2026. A
 * word longer than the line is cut inside. columns >= 2. */
char *text_cut(const char *text, gssize length, guint columns);

/* Cuts valid UTF-8 in place to at most max_bytes, between characters, the cut
 * marked by a last U+2026 (within max_bytes). max_bytes >= 3. */
void text_limit(char *text, gsize max_bytes);

/* The next character of valid UTF-8 (g_utf8_next_char() casts const away). */
static inline const char *text_next(const char *p)
{
	return p + g_utf8_skip[(guchar)*p];
}

/* True for what text_line() does not let stand as it is: controls, marks of
 * direction and width, U+2028 and U+2029. */
gboolean text_is_hidden(gunichar c);

/* True if text is what text_line() would give back unchanged. */
gboolean text_is_line(const char *text);

/* For comparing words: NFKD, case folded, diacritics dropped, and the letters
 * that do not decompose mapped (ø->o, æ->ae, ł->l, ß->ss, đ->d, œ->oe).
 * Never fails; invalid UTF-8 gives "". */
char *text_fold(const char *text);

/* RFC 3339 in UTC, whole seconds ("2026-11-23T09:15:02Z") and back. The reader
 * takes exactly that form, years 1970 to 9999; FALSE for anything else. */
char *text_time(gint64 unix_sec);
gboolean text_parse_time(const char *text, gint64 *unix_sec);

/* A decimal number of 1 to 9 digits without sign or blanks, all of text. */
gboolean text_parse_number(const char *text, guint32 *number);

#endif
