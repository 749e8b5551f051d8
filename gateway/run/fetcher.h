/* fetcher.h - the role that takes mail from one mailbox and puts it away again
 * once it is durable. It has the network and its secret, never the store. */
#ifndef RUN_FETCHER_H
#define RUN_FETCHER_H

#include "home.h"
#include <glib.h>

/* What a fetcher process is given. */
struct fetcher_task {
	const struct home *home; /* settings and dir only */
	const struct mailbox_settings *mailbox;
	gboolean once; /* one pass, then FRAME_FINISHED; else for ever */
};

/* The body of the process (role_start()): frames on fd as channel.h says. */
void fetcher_be(int fd, gconstpointer task);

/* Settings of a mailbox as the port wants them; strings are borrowed but for
 * *secret, which is new (NULL where none). */
struct source_options;
gboolean fetcher_options(struct source_options *options, char **secret,
	const struct home *home, const struct mailbox_settings *mailbox,
	GError **error);

#endif
