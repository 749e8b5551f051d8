#include "entropy.h"
#include <errno.h>
#include <string.h>
#include <sys/random.h>

static void draw_system(struct entropy *entropy, guint8 *bytes, gsize length)
{
	(void)entropy;
	while (length > 0) {
		ssize_t got = getrandom(bytes, MIN(length, 256), 0);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			g_error("the kernel gives no random bytes: %s",
				g_strerror(errno));
		bytes += got;
		length -= (gsize)got;
	}
}

static void draw_seeded(struct entropy *entropy, guint8 *bytes, gsize length)
{
	while (length > 0) {
		guint8 block[32];
		gsize size = sizeof(block);
		guint64 state[] = { entropy->seed, entropy->count++ };
		g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);

		g_checksum_update(sum, (const guchar *)state, sizeof(state));
		g_checksum_get_digest(sum, block, &size);
		size = MIN(size, length);
		memcpy(bytes, block, size);
		bytes += size;
		length -= size;
	}
}

struct entropy entropy_system(void)
{
	return (struct entropy){ .draw = draw_system };
}

struct entropy entropy_seeded(guint64 seed)
{
	return (struct entropy){ .draw = draw_seeded, .seed = seed };
}

void entropy_fill(struct entropy *entropy, void *bytes, gsize length)
{
	entropy->draw(entropy, bytes, length);
}

char *entropy_hex(struct entropy *entropy, gsize count)
{
	g_autoptr(GString) hex = g_string_sized_new(2 * count);

	while (hex->len < 2 * count) {
		guint8 byte;

		entropy_fill(entropy, &byte, 1);
		g_string_append_printf(hex, "%02x", byte);
	}
	return g_string_free(g_steal_pointer(&hex), FALSE);
}
