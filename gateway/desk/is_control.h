/* is_control.h - does an agent's mail hold nothing but questions to the desk?
 * (routing.md 6, «Control mail»). Inside of gateway/desk only. */
#ifndef DESK_IS_CONTROL_H
#define DESK_IS_CONTROL_H

#include "message.h"
#include "rules.h"

/* As own text, or where that is empty as subject, nothing but verbs of the
 * group «see», #away, and #on with what follows it. */
gboolean is_control(const struct message *message, const struct rules *rules);
/* Nothing but an answer to a question: yes or no on the first own line. */
gboolean is_bare_answer(const struct message *message);

#endif
