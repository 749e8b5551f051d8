/* mend.h - a header that declares its multipart wrongly, made such that GMime
 * sees the parts. No byte moves, so every offset into the raw mail stays right.
 */
#ifndef MAIL_MEND_H
#define MAIL_MEND_H

#include <glib.h>

/* data as prescan_clean() reads it, with line ends. In the first header block:
 * a Content-Type without the ; before its first parameter gets one in the place
 * of a blank. A boundary that no line is, while lines begin with it (it was
 * declared without the quotes that it needs, RFC 2046 5.1.1), is all that is
 * left of those lines. Linear. */
void mend_multipart(guint8 *data, gsize length);

/* GMime is quadratic in beginnings of encoded words (RFC 2047) without an end.
 * Beyond the first hundred their "=" becomes a blank. Bodies are not read from
 * data, so it may be done everywhere. Linear. */
void mend_words(guint8 *data, gsize length);

#endif
