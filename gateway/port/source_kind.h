/* source_kind.h - what each kind of source provides; private to port/. */
#ifndef PORT_SOURCE_KIND_H
#define PORT_SOURCE_KIND_H

#include "source.h"
#include "url.h"

/* Each as the function of source.h that it serves. */
struct source_kind {
	GPtrArray *(*take)(struct source *source, guint max_count,
		gsize max_bytes, GError **error);
	gboolean (*done)(
		struct source *source, const GPtrArray *keys, GError **error);
	gboolean (*wait)(struct source *source, int wake_fd, guint timeout_sec,
		GError **error);
	void (*free)(struct source *source);
};

/* The first member of every source. */
struct source {
	const struct source_kind *kind;
};

enum {
	SOURCE_WHOLE_MAX = 200 * 1024 * 1024,  /* above it the header only */
	SOURCE_HEADER_MAX = 256 * 1024,        /* of a mail over max_message */
	SOURCE_MESSAGE_MAX = 50 * 1024 * 1024, /* where max_message is 0 */
};

/* What start has of a mail's header, with the empty line; all of start where
 * that is not in it. */
GBytes *source_header(GBytes *start);

struct source *maildir_source_open(const struct source_options *options,
	const struct url *url, GError **error);
struct source *imap_source_open(const struct source_options *options,
	const struct url *url, GError **error);

#endif
