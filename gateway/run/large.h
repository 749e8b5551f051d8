/* large.h - bytes too many to be held in memory: in a file without a name,
 * read through a map of it. */
#ifndef RUN_LARGE_H
#define RUN_LARGE_H

#include "auto.h"
#include <glib.h>

/* What is longer goes through a file. */
#define LARGE_BYTES ((gsize)4 << 20)
/* A mail beyond this not even quarantine takes. */
#define LARGE_MOST ((gsize)200 << 20)

struct large;

/* FAULT_IO. */
struct large *large_new(const char *folder, GError **error);
void large_free(struct large *large); /* takes NULL */
DEFINE_AUTO(large);

/* FAULT_IO where the disk is full. */
gboolean large_add(
	struct large *large, const void *data, gsize length, GError **error);
/* All of it; lives by itself. FAULT_IO. */
GBytes *large_bytes(const struct large *large, GError **error);

/* Where this process puts what it receives; NULL, as at first: in memory. A
 * role that may write no file has none. */
void large_set_folder(const char *folder);
const char *large_folder(void);

#endif
