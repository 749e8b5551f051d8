/* maintainer.h - the role that keeps the repository quick to read while the
 * desk works: it looks once a minute whether packs are to be rolled up. */
#ifndef RUN_MAINTAINER_H
#define RUN_MAINTAINER_H

#include <glib.h>

/* Works until its socket closes. home: struct home *, of which only the folder
 * is looked at. */
void maintainer_be(int fd, gconstpointer home);

#endif
