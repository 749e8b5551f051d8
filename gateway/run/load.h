/* load.h - what the desk asks for, from the store: one row a kind of need. */
#ifndef RUN_LOAD_H
#define RUN_LOAD_H

#include "home.h"
#include "known.h"
#include "nursery.h"

struct loader {
	struct home *home;
	struct batch *batch;
	struct nursery *nursery; /* reads stored mails again; may be NULL */
	gint64 now;
};

/* Loads all that is missing. FALSE: the store failed. */
gboolean load_missing(
	const struct loader *loader, struct desk_view *view, GError **error);

#endif
