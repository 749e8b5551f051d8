/* shell_event.h - postern do: the operator's commands on one ticket. */
#ifndef DESK_SHELL_EVENT_H
#define DESK_SHELL_EVENT_H

#include "work.h"

gboolean shell_event(struct work *work);

#endif
