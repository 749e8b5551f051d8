/* lock.h - locks between processes, as files: flock() on a file that stays. A
 * lock falls when its holder dies. */
#ifndef REPO_LOCK_H
#define REPO_LOCK_H

#include "auto.h"
#include <glib.h>

struct lock;

/* Waits wait_ms at most. NULL without error where another holds it still;
 * FAULT_IO. */
struct lock *lock_take(const char *path, guint wait_ms, GError **error);
void lock_free(struct lock *lock); /* lets go; takes NULL */
DEFINE_AUTO(lock);

#endif
