/* verb_find.h - looking things up, for others than agents. */
#ifndef DESK_VERB_FIND_H
#define DESK_VERB_FIND_H

#include "execute.h"

/* Up to three published solutions that fit a new ticket: work->solutions. */
void suggest_solutions(struct work *work, const struct ticket *ticket);
/* A requester's #search. */
gboolean search_own(struct work *work, const char *words);

#endif
