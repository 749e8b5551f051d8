/* too_soon.h - two agents answer within minutes: the second one is held, since
 * its writer cannot have seen the first. */
#ifndef DESK_TOO_SOON_H
#define DESK_TOO_SOON_H

#include "work.h"

/* Another agent's reply of the last minutes came between the notice that is
 * answered and this mail: TRUE, and refusal says whose and how long ago. */
gboolean is_too_soon(
	struct work *work, const struct draft *draft, struct refusal *refusal);

#endif
