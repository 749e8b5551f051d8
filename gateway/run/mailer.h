/* mailer.h - the role that hands mail over. It has the network and the SMTP
 * secret, never the store nor desk.key: the desk gives it each mail complete.
 */
#ifndef RUN_MAILER_H
#define RUN_MAILER_H

#include "home.h"
#include <glib.h>

/* The body of the process; data: a struct home with settings. Answers each
 * FRAME_SEND with a FRAME_RESULT, in order. */
void mailer_be(int fd, gconstpointer home);

struct sink_options;
gboolean mailer_options(struct sink_options *options, char **secret,
	const struct home *home, GError **error);

#endif
