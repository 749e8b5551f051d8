/* mentions.h - what stands in a mail and may be a reply address of ours:
 * whoever reads the mail where it is stored reads that, too. */
#ifndef MAIL_MENTIONS_H
#define MAIL_MENTIONS_H

#include "message.h"
#include <glib.h>

/* The extensions of what may be reply addresses, "123.5p.<mac>" in lower case,
 * each once, at most 100, wherever they stand in bytes: also where
 * quoted-printable broke the line, and where + @ or others are written =2B or
 * %2B. Linear. Array of char *, to be freed with g_ptr_array_unref(). */
GPtrArray *mentions_find(const char *bytes, gsize length);

/* Appends those in the texts and mails that raw holds in base64 and message
 * does not show: attached ones. */
void mentions_add_attached(
	GPtrArray *mentions, const struct message *message, GBytes *raw);

#endif
