/* confirm.h - asking back (identity.md): a question to the registered address,
 * and what its answer does. */
#ifndef DESK_CONFIRM_H
#define DESK_CONFIRM_H

#include "work.h"

/* The mail just filed in draft came with an agent's From, and asked for
 * something that its proof does not grant: the agent is asked, three times a
 * day at most; then the leads hear of it. Its commands are noted as refused. */
void confirm_ask(struct work *work, struct draft *draft);

/* JOIN_CONFIRM: yes runs the mail that was asked about, anything else runs
 * nothing. */
gboolean confirm_answered(struct work *work);

#endif
