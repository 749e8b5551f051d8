/* charset_guess.h - the charset of bytes that declare none, or a wrong one:
 * scripts other than the Latin are told by which bytes are frequent. */
#ifndef MAIL_CHARSET_GUESS_H
#define MAIL_CHARSET_GUESS_H

#include <glib.h>

/* A spelling for charset_decode(); NULL where the bytes may be of a Latin
 * script, or nothing stands out. data is no UTF-8. Looks at the first 16 KiB.
 */
const char *charset_guess(const char *data, gsize length);

#endif
