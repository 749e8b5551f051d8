/* charset.h - bytes in a declared, wrong or missing charset -> UTF-8.
 *
 * The ladder: declared (unless it is plainly UTF-8, or a Latin default over
 * bytes of another script), strict UTF-8, what charset_guess.h finds, else
 * windows-1252, U+FFFD. Never fails.
 */
#ifndef MAIL_CHARSET_H
#define MAIL_CHARSET_H

#include <glib.h>

/* Opens the converters of every charset known here and keeps them, so that
 * nothing has to be loaded later, when no file can be opened any more. */
void charset_init(void);

/* New UTF-8; NUL bytes are gone. declared is what
 * the mail says, in any spelling, or NULL. */
char *charset_decode(const char *declared, const char *data, gsize length);

/* The name by which a spelling is known to iconv ("utf8" -> "utf-8",
 * "ks_c_5601-1987" -> "cp949"); NULL for what is not known. */
const char *charset_known(const char *declared);

#endif
