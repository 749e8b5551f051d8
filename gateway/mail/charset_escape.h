/* charset_escape.h - charsets of escapes that iconv has not, or takes too
 * strictly, as bytes of one that it has. Private to charset.c. */
#ifndef MAIL_CHARSET_ESCAPE_H
#define MAIL_CHARSET_ESCAPE_H

#include <glib.h>

/* HZ (RFC 1843): GB 2312 in ASCII between ~{ and ~}. As GB 18030; new. */
GString *escape_read_hz(const char *data, gsize length);

/* ISO-2022-JP (RFC 1468) as mail programs write it: with NEC's circled numbers,
 * half-width katakana and JIS X 0212. As EUC-JP-MS, new; NULL where there is an
 * escape of another charset. */
GString *escape_read_jp(const char *data, gsize length);

#endif
