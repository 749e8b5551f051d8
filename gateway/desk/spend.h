/* spend.h - no living token is ever stored (identity.md): what a mail bears is
 * spent in the commit that stores the mail, whoever sent it and wherever in it
 * it stands. */
#ifndef DESK_SPEND_H
#define DESK_SPEND_H

#include "work.h"

/* Trailers "123.5p" (the commit's author's own, by that address) or "123.5p
 * anna@example.com" (char *); new. Expired ones and those spent before are
 * left out. */
GPtrArray *spend_list(struct work *work, const char *author);

#endif
