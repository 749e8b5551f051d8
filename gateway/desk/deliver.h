/* deliver.h - the mailer's results become delivery lines: one commit for all of
 * them (up to 100 tickets), and the assignees hear of what failed. */
#ifndef DESK_DELIVER_H
#define DESK_DELIVER_H

#include "work.h"

gboolean deliver_event(struct work *work);

#endif
