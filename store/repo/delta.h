/* delta.h - git's binary deltas, for two versions of a folder: what is equal
 * in front, what is new, what is equal behind; and for a notice that carries a
 * file of the mail it tells of: what is new, what is equal, what is new. Pure.
 */
#ifndef REPO_DELTA_H
#define REPO_DELTA_H

#include <glib.h>

/* A delta that makes data of base; free with g_byte_array_unref. */
GByteArray *delta_make(const guint8 *base, gsize base_length,
	const guint8 *data, gsize length);

/* The same where the middle of data, and what stands around it, may stand
 * somewhere in base; NULL where it does not. */
GByteArray *delta_make_middle(const guint8 *base, gsize base_length,
	const guint8 *data, gsize length);

#endif
