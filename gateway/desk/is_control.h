/* is_control.h - does an agent's mail hold nothing that a ticket could be made
 * of? (routing.md 6, «Control mail»). Inside of gateway/desk only. */
#ifndef DESK_IS_CONTROL_H
#define DESK_IS_CONTROL_H

#include "message.h"
#include "rules.h"

/* As own text, or where that is empty as subject, nothing but verbs of the
 * group «see», #away, #on with what follows it, and what can only be done to a
 * ticket that is there (#close and its kind): a forged #close makes no ticket.
 */
gboolean is_control(const struct message *message, const struct rules *rules);
/* Nothing but an answer to a question: yes or no on the first own line. */
gboolean is_bare_answer(const struct message *message);

#endif
