/* delta.h - git's binary deltas, for two versions of a folder: what is equal
 * in front, what is new, what is equal behind. Pure. */
#ifndef REPO_DELTA_H
#define REPO_DELTA_H

#include <glib.h>

/* A delta that makes data of base; free with g_byte_array_unref. */
GByteArray *delta_make(const guint8 *base, gsize base_length,
	const guint8 *data, gsize length);

#endif
