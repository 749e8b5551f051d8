/* post.h - from an outcome to the files of its commit. */
#ifndef RUN_POST_H
#define RUN_POST_H

#include "desk.h"
#include "load.h"
#include <glib.h>

/* What a commit is made of besides the outcome. */
struct post {
	const struct loader *loader;
	struct desk_view *view;         /* stored mails whose parts go along */
	GBytes *raw;                    /* of the event's mail, or NULL */
	const struct mail_names *names; /* of raw; may not be named */
	const struct message *message;  /* of the event's mail, or NULL */
	gboolean is_armoured;           /* raw goes to quarantine as base64 */
	gint64 now;
};

/* Every file that the outcome changes: struct store_file *. FAULT_INVALID where
 * a template is wrong or an address is not plain. */
GPtrArray *post_files(
	const struct post *post, const struct outcome *outcome, GError **error);

#endif
