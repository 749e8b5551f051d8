/* mail_event.h - a mail arrived and was parsed: what it does to its ticket, by
 * how it was routed. */
#ifndef DESK_MAIL_EVENT_H
#define DESK_MAIL_EVENT_H

#include "work.h"

/* FALSE: seen before, or our own; nothing is to be committed. */
gboolean mail_event(struct work *work);

/* The ticket that the mail joins; a full one is continued by another, which
 * takes all later mail. NULL where it is not there (or not loaded yet). */
struct draft *mail_joined(struct work *work);

#endif
