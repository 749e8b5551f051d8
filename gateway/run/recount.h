/* recount.h - due times after rules have changed: a sweep through all tickets
 * that live, some in each pass. state/counted holds how far it is, and by which
 * rules; without the file it begins anew. */
#ifndef RUN_RECOUNT_H
#define RUN_RECOUNT_H

#include "home.h"
#include "turn.h"
#include <glib.h>

struct recount {
	guint32 after; /* tickets up to this number are counted */
	gboolean is_over, was_over;
};

/* Whether the tickets' due times are not yet those of the rules. */
gboolean recount_is_due(const struct home *home);

void recount_read(struct recount *recount, const struct home *home);
/* Counts so many tickets at most anew; what changes goes into the turn's batch.
 */
gboolean recount_some(
	struct recount *recount, struct turn *turn, guint max, GError **error);
/* Once the batch is durable. FAULT_IO. */
gboolean recount_write(
	const struct recount *recount, const struct home *home, GError **error);

#endif
