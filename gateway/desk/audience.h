/* audience.h - who of the desk's own people hears of a promise. */
#ifndef DESK_AUDIENCE_H
#define DESK_AUDIENCE_H

#include "rules.h"
#include "ticket.h"
#include <glib.h>

/* Addresses (char *), each once; new. who: bits of enum audience. Where nobody
 * has the ticket, the agents of its queue and line stand for the assignee, else
 * all of the queue, else the leads. Watchers hear what the assignee does. */
GPtrArray *audience_of(
	const struct rules *rules, const struct ticket *ticket, guint who);

#endif
