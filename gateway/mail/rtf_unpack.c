#include "tnef.h"
#include <string.h>

/* MS-OXRTFCP: runs of what stood before, in a ring that holds the usual words
 * at first. */
#define RING 4096u
#define HEADER 16u
#define MAGIC_PACKED 0x75465a4cu
#define MAGIC_PLAIN 0x414c454du

static const char FIRST[] =
	"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman "
	"\\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes "
	"New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
	"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

struct ring {
	char bytes[RING];
	guint at;
	GString *out;
	gsize max;
};

static guint32 read_32(const guint8 *at)
{
	return (guint32)at[0] | (guint32)at[1] << 8 | (guint32)at[2] << 16 |
	       (guint32)at[3] << 24;
}

static void add(struct ring *ring, char c)
{
	ring->bytes[ring->at] = c;
	ring->at = (ring->at + 1) % RING;
	if (ring->out->len < ring->max)
		g_string_append_c(ring->out, c);
}

/* FALSE at the end: a run that begins where the ring is written next. */
static gboolean add_run(struct ring *ring, guint reference)
{
	guint from = reference >> 4;

	if (from == ring->at)
		return FALSE;
	for (guint n = (reference & 15) + 2; n; n--) {
		add(ring, ring->bytes[from]);
		from = (from + 1) % RING;
	}
	return TRUE;
}

static void unpack(struct ring *ring, const guint8 *at, const guint8 *end)
{
	while (at < end && ring->out->len < ring->max) {
		guint flags = *at++;

		for (guint bit = 0; bit < 8 && at < end; bit++) {
			if (!(flags >> bit & 1)) {
				add(ring, (char)*at++);
				continue;
			}
			if (end - at < 2 ||
				!add_run(ring, (guint)at[0] << 8 | at[1]))
				return;
			at += 2;
		}
	}
}

GString *rtf_unpack(const guint8 *data, gsize length, gsize max_bytes)
{
	struct ring ring = { .at = sizeof(FIRST) - 1, .max = max_bytes };

	if (length < HEADER)
		return NULL;
	guint32 magic = read_32(data + 8);

	if (magic != MAGIC_PACKED && magic != MAGIC_PLAIN)
		return NULL;
	ring.out = g_string_new(NULL);
	if (magic == MAGIC_PLAIN) {
		g_string_append_len(ring.out, (const char *)data + HEADER,
			(gssize)MIN(length - HEADER, max_bytes));
		return ring.out;
	}
	memcpy(ring.bytes, FIRST, sizeof(FIRST) - 1);
	unpack(&ring, data + HEADER, data + length);
	g_string_truncate(ring.out, MIN(ring.out->len, read_32(data + 4)));
	return ring.out;
}
