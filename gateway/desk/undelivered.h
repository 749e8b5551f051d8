/* undelivered.h - a delivery report about a notice of ours (identity.md,
 * «Bounces»). */
#ifndef DESK_UNDELIVERED_H
#define DESK_UNDELIVERED_H

#include "work.h"

/* JOIN_REPORT: the delivery line becomes bounced, the assignee is told, a
 * permanent failure mutes the recipient. */
gboolean report_mail(struct work *work);

/* Somebody did not get a mail of that draft; several are joined. */
void note_undelivered(struct draft *draft, const char *address,
	const char *code, const char *why);
/* The last mail to the requester did not arrive. */
gboolean draft_has_failed_reply(const struct draft *draft);
/* A delivery line as it is from now on. */
void change_delivery(struct work *work, const struct article *article,
	const struct delivery *delivery);

#endif
