/* assign.h - who gets a new ticket that nobody has: by the queue's `assign`.
 */
#ifndef DESK_ASSIGN_H
#define DESK_ASSIGN_H

#include "work.h"

/* Gives it to one of the queue's agents on its line (of the queue, where that
 * line has none) who is there and has room: in turn, or who has least. A queue
 * that assigns by hand, and one with nobody to give to, leaves it. */
void assign_new(struct work *work, struct draft *draft);

#endif
