/* watch.h - a desk that runs notices that others moved the branch: do, deliver,
 * a push. */
#ifndef RUN_WATCH_H
#define RUN_WATCH_H

#include "home.h"
#include <glib.h>

struct watch {
	int fd;         /* for poll(); -1: the branch cannot be watched */
	gboolean moved; /* the branch did, and we have not looked yet */
};

void watch_init(struct watch *watch, const struct home *home);
void watch_clear(struct watch *watch);
/* The descriptor can be read. */
void watch_news(struct watch *watch);
/* Takes over what others committed, so that what is to be sent is seen, and
 * what was pushed. *next, monotonic: when it wants to be called again, -1: only
 * when something happens. */
void watch_step(struct watch *watch, struct home *home, gint64 *next);

#endif
