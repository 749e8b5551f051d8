/* question.h - what the desk last said to the requester. */
#ifndef DESK_QUESTION_H
#define DESK_QUESTION_H

#include "work.h"

/* The words of the last public reply of an agent that the requester got; "" is
 * there none, or cannot it be read. New. */
char *question_last(struct work *work, const struct draft *draft);

#endif
