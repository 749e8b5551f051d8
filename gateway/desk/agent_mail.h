/* agent_mail.h - an agent writes: a reply that goes out, a note, a new mail,
 * with commands or without (commands.md). */
#ifndef DESK_AGENT_MAIL_H
#define DESK_AGENT_MAIL_H

#include "work.h"

/* An agent's mail, proven or not, that no ticket is meant by. */
gboolean agent_new(struct work *work);

/* A proven agent's mail to the ticket that begin() gives. */
gboolean agent_joined(struct work *work,
	struct draft *(*begin)(struct work *work), gboolean is_public);

/* A stored mail of an agent, confirmed just now: its words count from here.
 * begin() gives its ticket. */
gboolean agent_confirmed(struct work *work,
	struct draft *(*begin)(struct work *work),
	const struct article *source);

/* Commands of a mail, as the answering rules of layer 3 see it; a new mail
 * without text may carry one in its subject. Free with reading_free(). */
struct reading *agent_read(
	struct work *work, const struct message *message, gboolean is_new);
/* TRUE where the mail asks for something, rightly or with a slip. */
gboolean agent_asks(const struct reading *reading);
/* TRUE where the proof of this mail lets commands run at this desk. */
gboolean agent_may_command(const struct work *work);
/* TRUE where these commands ran before, or this very mail's did. */
gboolean agent_ran_before(struct work *work, guint32 ticket);

/* Whether a reply to the notice that facts answer goes to the requester: by
 * the kind of the reply address, else by the notice of ours it answers. */
gboolean agent_is_public(struct work *work, const struct facts *facts);

/* The transcript (or what #list, #help, #show answer) to the sender; nothing
 * where nothing was asked, or where the person wants only errors. */
void agent_transcript(struct work *work, struct draft *draft);

#endif
