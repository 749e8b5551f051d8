/* body_write.h - bodies of the mails that we write: the text, and parts of
 * other mails that go along. Private to this folder; compose.h is the door. */
#ifndef MAIL_BODY_WRITE_H
#define MAIL_BODY_WRITE_H

#include "compose.h"
#include <glib.h>

/* Content-Type, Content-Transfer-Encoding, blank line and the text (UTF-8, LF),
 * CRLF at the end. 7bit where it is short ASCII lines, else quoted-printable
 * (RFC 2045 6.7). Bytes that are no UTF-8 become U+FFFD. */
void body_text(GString *out, const char *text);

/* The same of a part of a stored mail, as attachment. Copied as it is where its
 * encoding allows, else encoded in base64. The line end before a boundary is
 * the boundary's (RFC 2046 5.1.1) and the caller's to write. A mail of ours
 * that somebody attaches holds a reply address: own (may be NULL) as for
 * compose_hide_tokens(). FAULT_INVALID where its range does not lie within the
 * mail. */
gboolean body_attached(GString *out, const struct attached *attached,
	const GPtrArray *own, GError **error);

#endif
