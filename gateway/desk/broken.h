/* broken.h - a mail that the parser could not answer for: quarantine, once a
 * digest; the leads are told. */
#ifndef DESK_BROKEN_H
#define DESK_BROKEN_H

#include "work.h"

gboolean broken_event(struct work *work);

#endif
