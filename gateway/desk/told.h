/* told.h - «Who is told» (lifecycle.md): from what happened to notices.
 *
 * tell() notes who should hear of it; told_finish() makes one mail a person of
 * it, drops the causer and whom nothing may be sent to, groups by notice and
 * language, numbers the mails and their delivery lines.
 */
#ifndef DESK_TOLD_H
#define DESK_TOLD_H

#include "work.h"

/* Rows of the table. */
enum tell {
	TELL_NEW,
	TELL_PARTICIPANT, /* requester, participant or supplier writes */
	TELL_REPLY,       /* an agent's public reply */
	TELL_NOTE,
	TELL_ASSIGNED,
	TELL_PASSED_ON, /* another queue, a return */
	TELL_ESCALATED,
	TELL_RESOLVED,
	TELL_CLOSED,
	TELL_REOPENED,
	TELL_CANCELLED,
	TELL_MERGED,
	TELL_NOT_PROVEN,
	TELL_UNDELIVERED,
	TELL_RESUMED,  /* the date that was waited for */
	TELL_APPROVER, /* an approver writes, and decides nothing */
	TELL_APPROVED,
	TELL_DENIED,
	TELL_VENDOR, /* the supplier writes */
	TELL_ALERT,  /* a new one, of a machine */
	TELL_ALERT_AGAIN,
	TELL_ALERT_NOTE,
	TELL_COUNT,
};

void tell(struct work *work, struct draft *draft, enum tell tell);
/* Answers the event's own mail, to its causer. */
void tell_causer(struct work *work, struct draft *draft, enum notice_kind kind);
/* To one agent by address; to every lead. */
void tell_agent(struct work *work, struct draft *draft, enum notice_kind kind,
	const char *address);
void tell_requester(
	struct work *work, struct draft *draft, enum notice_kind kind);
/* To one person who need be neither agent nor participant. */
void tell_person(struct work *work, struct draft *draft, enum notice_kind kind,
	const char *address);
void tell_leads(struct work *work, struct draft *draft, enum notice_kind kind);

/* Fills outcome->notices and ->deliveries, and work->withheld. */
void told_finish(struct work *work);

/* Why nothing may be sent to that person, or NULL: a word for the trailer
 * Withheld; "" where not even that is worth a line. New. */
char *withhold_why(struct work *work, const struct telling *telling);

/* mailer-daemon, noreply and their like: nothing is ever sent there. */
gboolean is_role_address(const char *address);

#endif
