/* thread.h - In-Reply-To and References of notices, so that each one's mail
 * program threads them (formats.md, «Out of the desk»). */
#ifndef DESK_THREAD_H
#define DESK_THREAD_H

#include "work.h"

/* An answer hangs on the mail it answers; a notice to people outside on the
 * last mail of theirs that the ticket holds; one to agents on the ticket's
 * root, an id of ours that no mail has but all refer to. */
void thread_notice(struct work *work, const struct telling *telling,
	struct notice *notice);

#endif
