/* history.h - what happened on a ticket and what people wrote, in its order,
 * for a notice. Inner to the desk. */
#ifndef DESK_HISTORY_H
#define DESK_HISTORY_H

#include "work.h"

/* aa{sv} of at, by, event and text, oldest first; floating. The first mail that
 * came in and the last ones, our own left out; and, with states, each change of
 * state (by "": git tells whose it was). known: NULL, nothing. */
GVariant *history_of(struct work *work, const struct ticket *ticket,
	const struct known_ticket *known, gboolean has_states);

/* What was said in a mail of that agent, or of somebody else (NULL); new. An
 * agent's commands are told by what they changed; as lines of a notice they
 * would also count as quoted when its reader types the same. */
char *history_said(const struct work *work, const struct agent_rule *agent,
	const struct message *message);

/* "2026-11-23 10:15 +0100", as the desk's clock has it; new. */
char *local_time(const struct work *work, gint64 at);

#endif
