/* entropy.h - random bytes, as an interface: drawn by the shell and passed in.
 *
 * entropy_seeded() is for tests: the same seed gives the same bytes.
 */
#ifndef PORT_ENTROPY_H
#define PORT_ENTROPY_H

#include <glib.h>

struct entropy {
	void (*draw)(struct entropy *entropy, guint8 *bytes, gsize length);
	guint64 seed, count; /* of entropy_seeded() */
};

/* From the kernel, unpredictable; ends the process where it has none. */
struct entropy entropy_system(void);
struct entropy entropy_seeded(guint64 seed);

void entropy_fill(struct entropy *entropy, void *bytes, gsize length);
/* 2 * count lower-case hexadecimal digits; free with g_free(). */
char *entropy_hex(struct entropy *entropy, gsize count);

#endif
