/* route.h - from a mail to its ticket: steps 4 to 8 of routing.md. Pure.
 *
 * route_mail() asks the view for what it needs; where something is missing its
 * answer does not count and desk_apply() returns VERDICT_NEEDS.
 */
#ifndef DESK_ROUTE_H
#define DESK_ROUTE_H

#include "known.h"
#include "proof.h"
#include "site.h"
#include "token.h"
#include <glib.h>

enum evidence {
	EVIDENCE_NONE,
	EVIDENCE_F, /* same sender, bare subject, open, at most 14 days old */
	EVIDENCE_E, /* subject tag */
	EVIDENCE_D, /* supplier's number */
	EVIDENCE_C, /* a Message-ID that a ticket holds or refers to */
	EVIDENCE_B, /* one of our Message-IDs, mac right */
	EVIDENCE_A, /* reply token, mac right */
};

enum join {
	JOIN_NEW,      /* a new ticket (linked to `ticket` where it is not 0) */
	JOIN_PUBLIC,   /* the ticket's conversation */
	JOIN_INTERNAL, /* by a proven agent: a note */
	JOIN_UNPROVEN, /* internal, held as «not proven» */
	JOIN_VENDOR,   /* the supplier's conversation */
	JOIN_APPROVAL, /* answers that approval */
	JOIN_CONFIRM,  /* answers a question asked back */
	JOIN_CONTROL,  /* control mail, or a program's answer to a mail of
			  answers/ (its kind tells): no ticket, answers/ */
	JOIN_REPORT,   /* a delivery report about notice `ticket`.`message` */
	JOIN_SEEN,     /* taken before: nothing to do */
	JOIN_LOOP,     /* our own mail come back: nothing to do but to log */
};

struct route {
	enum join join;
	enum evidence evidence; /* the class that chose */
	guint32 ticket;         /* 0: none */
	guint32 message;        /* the notice being answered (A, B), 0: none */
	guint32 notice_ticket;  /* where that notice lies: `ticket`, or one that
				   was merged into it; 0: answers/ or none */
	GArray *linked;         /* guint32: tickets to link for agents */
	enum proof proof;
	char *bounced;   /* JOIN_REPORT at somebody's own bounce address: whose;
			    NULL where only the Message-ID says which notice */
	char *proof_why; /* for the trailer: "mx.example.com"; or NULL */
	enum role role;
	gboolean claims_agent;          /* an agent's From without proof */
	gboolean counts_as_participant; /* desk without authserv-id: lifecycle
					   takes it as proven */
	gboolean is_stale; /* Date over 5 days from arrival: commands only after
			      asking */
	char *why; /* one line for the log where classes disagree, or NULL */
};

void route_clear(struct route *route);

/* message is a mail as parsed, facts as scanned by the desk; arrival in unix
 * seconds. Of JOIN_REPORT ticket and message are those of the notice, mergers
 * not followed. A mail with the desk's own From, or with our X-Loop, that is
 * not surely ours is registered like a stranger's (what answers it by itself
 * is for the caller to withhold). Free with route_clear(). */
void route_mail(struct route *route, struct desk_view *view,
	const struct site *site, const struct message *message,
	const struct facts *facts, gint64 arrival);

#endif
