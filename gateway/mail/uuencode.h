/* uuencode.h - files that stand in the middle of a text, as mail programs sent
 * them before MIME. */
#ifndef MAIL_UUENCODE_H
#define MAIL_UUENCODE_H

#include <glib.h>

struct uuencoded {
	gsize start, end; /* "begin 644 name" to behind the line "end" */
	char *name;       /* as written, new; any bytes */
};

/* Finds the first whole file in data from at on: each of its lines is as long
 * as its first sign says, and it has an end. FALSE where there is none, and
 * at is behind what was looked through. Linear over all calls. */
gboolean uuencode_find(
	const char *data, gsize length, gsize at, struct uuencoded *found);

#endif
