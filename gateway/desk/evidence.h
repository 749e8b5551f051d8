/* evidence.h - what in a mail points to a ticket: step 4 of routing.md. Inside
 * of gateway/desk only.
 */
#ifndef DESK_EVIDENCE_H
#define DESK_EVIDENCE_H

#include "known.h"
#include "route.h"
#include "site.h"

/* One thing that points somewhere. */
struct clue {
	enum evidence class;
	guint32 ticket;           /* mergers followed; 0: answers/ */
	guint32 notice_ticket;    /* A, B: the folder that the notice lies in */
	guint32 message;          /* A, B: number of that notice, else 0 */
	struct reply_token token; /* A */
	const struct known_notice *notice; /* A: its recipient whose mac is
					      right. B: the From where it is a
					      recipient, else any. NULL: none */
	gboolean is_senders; /* that recipient is the mail's From */
};

/* struct clue, weakest of a class first: of equals the last one counts. F is
 * left out. Clues whose tickets are not loaded yet are left out, too: the view
 * then lacks something. auth: what the trusted server said, for D. */
GArray *evidence_collect(struct desk_view *view, const struct site *site,
	const struct message *message, const struct facts *facts,
	const struct auth_verdict *auth);

/* F: an active ticket of the same sender with the same bare subject, at most
 * 14 days old; 0 where there is none. */
guint32 evidence_same_subject(struct desk_view *view, const struct site *site,
	const struct message *message, const struct facts *facts,
	gint64 arrival);

/* Where mail to that ticket goes, mergers followed; 0 where there is none. */
guint32 evidence_lead(struct desk_view *view, guint32 ticket);

/* The word that stands in the subject for the * of a [vendor]'s number; new,
 * NULL where the subject does not hold it. */
char *evidence_vendor_number(const char *subject, const char *pattern);

#endif
