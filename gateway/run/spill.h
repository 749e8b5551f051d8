/* spill.h - a growing array of elements of one width that lives in a file
 * without a name: however many there are, they are no anonymous memory. */
#ifndef RUN_SPILL_H
#define RUN_SPILL_H

#include "auto.h"
#include <glib.h>

struct spill;

/* In that folder. FAULT_IO. */
struct spill *spill_new(const char *folder, gsize width, GError **error);
void spill_free(struct spill *spill); /* takes NULL */
DEFINE_AUTO(spill);

gsize spill_count(const struct spill *spill);
/* Appends count elements; data NULL: zeros. FAULT_IO: the disk is full. */
gboolean spill_add(
	struct spill *spill, gconstpointer data, gsize count, GError **error);
/* Lives until the next spill_add(). */
gpointer spill_at(const struct spill *spill, gsize at);

/* In place. */
void spill_sort(struct spill *spill, GCompareDataFunc compare, gpointer data);

#endif
