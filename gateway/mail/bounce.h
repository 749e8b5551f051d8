/* bounce.h - what a delivery report says (RFC 3464, RFC 3462, and the plain
 * ones of MTAs that know neither). */
#ifndef MAIL_BOUNCE_H
#define MAIL_BOUNCE_H

#include "mime.h"

/* Fills recipients and report_id where the mail is, or looks like, a delivery
 * report; message->text, from and subject are there already. */
void bounce_read(struct mime *mime, struct message *message);

/* TRUE where subject or sender are those of an MTA that returns mail. */
gboolean bounce_is_likely(
	const struct message *message, const char *return_path);

#endif
