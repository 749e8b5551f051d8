/* undo.h - takes back what the causer's last commands did (commands.md,
 * «Verbs»): each field that still is as they left it. */
#ifndef DESK_UNDO_H
#define DESK_UNDO_H

#include "work.h"

/* The last commit of the causer's with commands on that ticket, within 30
 * minutes; NULL and the reason in refusal. It may have touched others: all are
 * written back, or none. On success *what gets its commands, joined; new. */
gboolean undo_last(struct work *work, struct draft *draft,
	struct refusal *refusal, char **what);

#endif
