/* clockwork.h - the shell of what time alone brings: asks the index what is
 * due, has the desk do it, one durable point for all of it.
 *
 * What is due is asked under the write lock, and what was done is no longer
 * due: so each thing is done once, however many processes tick, in one instant
 * or with clocks that jump.
 */
#ifndef RUN_CLOCKWORK_H
#define RUN_CLOCKWORK_H

#include "home.h"
#include "nursery.h"
#include <glib.h>

/* Tickets of one pass at most, and of those that are counted anew. */
#define CLOCKWORK_MAX_DUE 2000u
#define CLOCKWORK_MAX_RECOUNT 2000u

struct clockwork {
	gint64 not_before; /* monotonic: after trouble, or what stays due */
};

/* Whether there is anything for a pass to do. */
gboolean clockwork_is_due(
	struct home *home, gint64 now, gboolean *is, GError **error);

/* One pass as of now (unix seconds); *is_more: it left some for another. */
gboolean clockwork_pass(struct home *home, struct nursery *nursery, gint64 now,
	gboolean *is_more, GError **error);

/* For a desk that stays: a pass where there is something due. *next, monotonic:
 * when it wants to be called again, -1: only when something happens. */
void clockwork_step(struct clockwork *clockwork, struct home *home,
	struct nursery *nursery, gint64 *next);

#endif
