/* gate.h - who may join where: steps 6 and the proofs of identity.md. Inside
 * of gateway/desk only. */
#ifndef DESK_GATE_H
#define DESK_GATE_H

#include "evidence.h"

struct gate {
	struct desk_view *view;
	const struct site *site;
	const struct message *message;
	const struct facts *facts;
	gint64 arrival;
	const struct auth_verdict *auth;
	const GArray *clues;       /* all of them */
	const struct clue *clue;   /* the chosen one; NULL: none */
	guint32 same_subject;      /* F, where clue is NULL */
	gboolean answers_the_desk; /* a notice of answers/ is being answered */
	const struct agent_rule *agent; /* whose address the From is, or NULL */
	gboolean is_automatic;
	struct route *route; /* its join, ticket, proof, role… are set */
};

void gate_pass(struct gate *gate);

#endif
