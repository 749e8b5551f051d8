/* new_ticket.h - how a ticket begins: queue, language, requester, links. */
#ifndef DESK_NEW_TICKET_H
#define DESK_NEW_TICKET_H

#include "work.h"

/* A new ticket from that mail, with its first Span; the mail is not filed.
 * route->linked and route->ticket become links. */
struct draft *new_ticket(struct work *work, const struct message *message,
	const struct facts *facts);

/* A full ticket goes on in another: its state and people are carried over, both
 * are linked, and all later mail is led there. */
struct draft *new_continuation(struct work *work, struct draft *from);

/* To and Cc of a proven mail become participants: at most 20, never own, role
 * or agents' addresses, nor the requester. */
void take_participants(struct work *work, struct ticket *ticket,
	const struct message *message);

/* The queue that [route] rules, the mailbox or the default give. */
const struct queue_rule *queue_for(const struct work *work,
	const struct message *message, const struct facts *facts);

/* What the mail says, as agents read it: own text, or all where there is
 * none; new. */
char *mail_text(const struct message *message);

/* "123" */
void link_tickets(struct ticket *ticket, guint32 number);

#endif
