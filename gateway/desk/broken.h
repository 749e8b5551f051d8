/* broken.h - a mail that the parser could not answer for, or that is over a
 * limit: quarantine, once a digest; the leads are told once a day. */
#ifndef DESK_BROKEN_H
#define DESK_BROKEN_H

#include "work.h"

/* A mail that was read, but not whole: over a limit. */
gboolean broken_take(struct work *work, const char *why);

gboolean broken_event(struct work *work);

#endif
