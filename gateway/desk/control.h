/* control.h - control mail (routing.md 6): an agent's commands that belong to
 * no ticket, answered into answers/. */
#ifndef DESK_CONTROL_H
#define DESK_CONTROL_H

#include "work.h"

gboolean control_mail(struct work *work);
/* The control mail stored as `asked` was confirmed by the event's mail. */
gboolean control_confirmed(struct work *work, const struct article *asked);

#endif
