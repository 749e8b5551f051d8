/* drain.h - the outbox's way out: pending notices, one after the other, through
 * the mailer, and what came of each back into the repository.
 *
 * A state machine that never blocks on the network: drain_step() hands at most
 * one mail to the mailer, drain_result() takes its answer.
 */
#ifndef RUN_DRAIN_H
#define RUN_DRAIN_H

#include "home.h"
#include "nursery.h"
#include <glib.h>

struct drain;

/* mailer: socket to a mailer role. Borrowed: home, nursery. */
struct drain *drain_new(struct home *home, struct nursery *nursery, int mailer);
void drain_free(struct drain *drain); /* takes NULL */
DEFINE_AUTO(drain);

/* Does what can be done without waiting: commits what is settled, takes the
 * next due notice, hands it to the mailer. *next: monotonic microseconds when
 * it wants to be called again, -1: only when something happens. */
gboolean drain_step(struct drain *drain, gint64 *next, GError **error);
/* A frame of the mailer can be read. FALSE: the mailer is gone. */
gboolean drain_result(struct drain *drain, GError **error);

/* Nothing in flight, nothing due, nothing unsettled (or another drains). */
gboolean drain_is_idle(const struct drain *drain);
/* A mail is with the mailer. */
gboolean drain_is_waiting(const struct drain *drain);
/* TRUE where another process holds the outbox. */
gboolean drain_is_elsewhere(const struct drain *drain);
/* What the mail server last said against the whole session, or NULL. */
const char *drain_trouble(const struct drain *drain);
guint drain_sent(const struct drain *drain);

/* Commits what is unsettled: before an end. */
gboolean drain_settle(struct drain *drain, GError **error);

#endif
