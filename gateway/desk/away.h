/* away.h - agents who are away, and who stands in for them (people/, Away-Until
 * and Deputy). Nothing is moved: while somebody is away what is for him goes to
 * his deputy, who may then work on his tickets; when the date comes all is as
 * it was.
 */
#ifndef DESK_AWAY_H
#define DESK_AWAY_H

#include "work.h"

gboolean away_is(struct work *work, const char *address);
/* Who reads what is for that agent: himself, or the first of his deputies and
 * their deputies who is there; NULL: he is away and nobody stands in. */
const char *away_reader(struct work *work, const char *address);
/* Whether that agent stands in for one who has or serves the ticket. */
gboolean away_stands_in(struct work *work, const struct agent_rule *agent,
	const struct ticket *ticket);

#endif
