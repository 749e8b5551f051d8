/* refusal.h - why a command was not run: the one list of reasons.
 *
 * A reason is a key and an English text; the words of other languages stand in
 * templates/<lang>/words.txt as "refused.<key>". Both may name, in {{…}}, what
 * stands in struct refusal: state who count expected suggestion.
 */
#ifndef DESK_REFUSAL_H
#define DESK_REFUSAL_H

#include "ticket.h"
#include <glib.h>

enum refusal_why {
	REFUSED_NOT, /* it ran */
	REFUSED_UNKNOWN,
	REFUSED_NEAR,
	REFUSED_LIMIT,
	REFUSED_ARGUMENT,
	REFUSED_MIDDLE,
	REFUSED_QUOTED,
	REFUSED_NOT_YET,
	REFUSED_STATE,
	REFUSED_QUEUE,
	REFUSED_LEAD_ONLY,
	REFUSED_AGENT_ONLY,
	REFUSED_REQUESTER_ONLY,
	REFUSED_YOURS,
	REFUSED_PROOF,
	REFUSED_NEEDS_TEXT,
	REFUSED_NEEDS_QUESTION,
	REFUSED_NEEDS_REASON,
	REFUSED_NO_LINE,
	REFUSED_CHILDREN,
	REFUSED_APPROVAL,
	REFUSED_FAILED_REPLY,
	REFUSED_NO_TICKET,
	REFUSED_NO_QUEUE,
	REFUSED_NO_AGENT,
	REFUSED_SEVERAL_AGENTS,
	REFUSED_SAME_TICKET,
	REFUSED_MERGED,
	REFUSED_NOTHING_HELD,
	REFUSED_NOWHERE,
	REFUSED_ADDRESS,
	REFUSED_SHELL,
	REFUSED_RAN,
	REFUSED_NOT_UNDONE,
	REFUSED_CHANGED_SINCE,
	REFUSED_TOO_SOON,
	REFUSED_UNPROVEN,
	REFUSED_OTHERS,
	REFUSED_NO_RULE,
	REFUSED_NO_APPROVER,
	REFUSED_NO_APPROVAL,
	REFUSED_APPROVAL_OPEN,
	REFUSED_NOT_APPROVER,
	REFUSED_CONCERNED,
	REFUSED_ABOVE_LIMIT,
	REFUSED_NOT_NAMED,
	REFUSED_NO_VENDOR,
	REFUSED_NO_SAVED,
	REFUSED_TAKES_PART,
	REFUSED_NEEDS_VENDOR_TEXT,
	REFUSED_WHY_COUNT,
};

/* A verdict on one line. Texts are owned; NULL where they do not apply. */
struct refusal {
	enum refusal_why why;
	enum ticket_status state; /* REFUSED_STATE */
	guint count;              /* REFUSED_TOO_SOON: minutes */
	char *who;                /* a queue, agent, number, address */
	char *expected;
	char *suggestion;
};

/* Empties it and frees its texts; a zeroed struct is empty. */
void refusal_clear(struct refusal *refusal);
/* refusal becomes why about who (copied; may be NULL). Always FALSE, so that a
 * command may `return refusal_set(…)`. */
gboolean refusal_set(
	struct refusal *refusal, enum refusal_why why, const char *who);

/* "refused.not-from-state": a key of the words. */
const char *refusal_key(enum refusal_why why);
/* "not from closed": English, one line, for git and the shell; new. */
char *refusal_text(const struct refusal *refusal);

#endif
