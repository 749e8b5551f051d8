/* import.h - a mail of history: no gates, no notices, no commands, no clocks
 * (routing.md, «Import»). */
#ifndef DESK_IMPORT_H
#define DESK_IMPORT_H

#include "work.h"

gboolean import_event(struct work *work);

#endif
