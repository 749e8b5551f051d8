/* participant.h - a requester or participant, proven (or counted so where the
 * desk trusts no server at all), writes to a ticket. */
#ifndef DESK_PARTICIPANT_H
#define DESK_PARTICIPANT_H

#include "work.h"

gboolean participant_joined(struct work *work, struct draft *draft);

#endif
