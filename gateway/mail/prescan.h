/* prescan.h - what a mail would cost to parse, found in one linear pass.
 *
 * GMime's memory and time grow with the number of parts and headers, and it
 * has no limits of its own that are low enough. So the raw bytes are walked
 * first, line by line, with the boundaries that header blocks declare. Where
 * it cannot be sure which lines are boundaries it counts every line that could
 * be one.
 */
#ifndef MAIL_PRESCAN_H
#define MAIL_PRESCAN_H

#include "message.h"
#include <glib.h>

struct prescan {
	gsize start;      /* of the header block: behind an mbox From line */
	gsize header_end; /* of what may be read of the first header block */
	gsize body; /* behind the blank line; length where there is none */
	gboolean has_header; /* the first line is a header field */
	const char *over;    /* the limit that is passed, a constant; or NULL */
};

/* Makes line ends and NUL such that lines can be read: where data holds no LF
 * at all its CR become LF, and each NUL becomes a blank. No byte moves, so
 * every offset stays right. */
void prescan_clean(guint8 *data, gsize length);

/* Never fails. data as prescan_clean() leaves it. */
struct prescan prescan(
	const guint8 *data, gsize length, const struct mail_limits *limits);

#endif
