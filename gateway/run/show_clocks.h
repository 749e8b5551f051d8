/* show_clocks.h - postern show N --clocks: why a ticket is due when it is. */
#ifndef RUN_SHOW_CLOCKS_H
#define RUN_SHOW_CLOCKS_H

#include "site.h"
#include "ticket.h"

/* The clocks of the ticket as they stand at `now`, and each stretch of them
 * with its reason: a{sv} with "promise", "calendar" and the lists "clocks" and
 * "stretches" (aa{sv}). for_machines: UTC and seconds as they are; else times
 * in the desk's zone and durations such as 3h25m. New, floating. */
GVariant *show_clocks(const struct site *site, const struct ticket *ticket,
	gint64 now, gboolean for_machines);

/* That value for people; new. */
char *show_clocks_text(GVariant *clocks);

#endif
