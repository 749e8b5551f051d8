#include "delta.h"
#include <string.h>

/* Larger copies are legal, but old readers know none above 64 KiB. */
#define COPY_MAX 0xffffu
#define INSERT_MAX 0x7fu
/* So much of the middle has to be found: more than chance finds. */
#define PROBE 64u

static void put_size(GByteArray *delta, gsize size)
{
	do {
		guint8 byte = (guint8)(size & 0x7f);

		size >>= 7;
		if (size)
			byte |= 0x80;
		g_byte_array_append(delta, &byte, 1);
	} while (size);
}

/* One copy instruction: a flag for each byte of offset and size that is not
 * zero, then those bytes, least significant first. */
static void put_copy_one(GByteArray *delta, gsize offset, gsize size)
{
	guint8 code[8];
	guint used = 1;

	code[0] = 0x80;
	for (guint i = 0; i < 4; i++)
		if ((offset >> (8 * i)) & 0xff) {
			code[0] |= (guint8)(1u << i);
			code[used++] = (guint8)(offset >> (8 * i));
		}
	for (guint i = 0; i < 2; i++)
		if ((size >> (8 * i)) & 0xff) {
			code[0] |= (guint8)(0x10u << i);
			code[used++] = (guint8)(size >> (8 * i));
		}
	g_byte_array_append(delta, code, used);
}

static void put_copy(GByteArray *delta, gsize offset, gsize size)
{
	while (size) {
		gsize part = MIN(size, COPY_MAX);

		put_copy_one(delta, offset, part);
		offset += part;
		size -= part;
	}
}

static void put_insert(GByteArray *delta, const guint8 *data, gsize size)
{
	while (size) {
		guint8 part = (guint8)MIN(size, INSERT_MAX);

		g_byte_array_append(delta, &part, 1);
		g_byte_array_append(delta, data, part);
		data += part;
		size -= part;
	}
}

GByteArray *delta_make(
	const guint8 *base, gsize base_length, const guint8 *data, gsize length)
{
	GByteArray *delta = g_byte_array_new();
	gsize most = MIN(base_length, length), front = 0, back = 0;

	while (front < most && base[front] == data[front])
		front++;
	while (back < most - front &&
		base[base_length - 1 - back] == data[length - 1 - back])
		back++;
	put_size(delta, base_length);
	put_size(delta, length);
	put_copy(delta, 0, front);
	put_insert(delta, data + front, length - front - back);
	put_copy(delta, base_length - back, back);
	return delta;
}

GByteArray *delta_make_middle(
	const guint8 *base, gsize base_length, const guint8 *data, gsize length)
{
	gsize from = length / 2, to = from + PROBE;
	const guint8 *found =
		to <= length ? memmem(base, base_length, data + from, PROBE)
			     : NULL;
	GByteArray *delta;
	gsize offset;

	if (!found)
		return NULL;
	offset = (gsize)(found - base);
	while (from > 0 && offset > 0 && data[from - 1] == base[offset - 1]) {
		from--;
		offset--;
	}
	while (to < length && offset + (to - from) < base_length &&
		data[to] == base[offset + (to - from)])
		to++;
	delta = g_byte_array_new();
	put_size(delta, base_length);
	put_size(delta, length);
	put_insert(delta, data, from);
	put_copy(delta, offset, to - from);
	put_insert(delta, data + to, length - to);
	return delta;
}
