/* quiet.h - the hours of [desk] quiet, in which nothing that time alone brings
 * is done: it waits for their end. Tickets of P1 and P2 know no quiet hours. */
#ifndef DESK_QUIET_H
#define DESK_QUIET_H

#include "rules.h"
#include <glib.h>

/* The highest priority that waits. */
#define QUIET_FROM_PRIORITY 3u

/* `at` where it lies in no quiet hours, else the moment of their end. */
gint64 quiet_until(const struct rules *rules, gint64 at);
/* The same for a ticket of that priority. */
gint64 quiet_wait(const struct rules *rules, guint priority, gint64 at);

#endif
