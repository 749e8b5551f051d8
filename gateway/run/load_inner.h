/* load_inner.h - the loaders that stand in files of their own. For load*.c. */
#ifndef RUN_LOAD_INNER_H
#define RUN_LOAD_INNER_H

#include "load.h"

typedef gboolean load_function(const struct loader *loader,
	const struct need *need, gpointer *value, GError **error);

load_function load_changes, load_solutions, load_found;

#endif
