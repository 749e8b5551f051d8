#include "pack_inside.h"
#include "delta.h"
#include "fault.h"
#include <git2.h>
#include <libdeflate.h>
#include <string.h>

#define DEFLATE_LEVEL 1
/* Readers walk a chain of deltas from its end: git itself stops at 50. */
#define CHAIN_MAX 40u
#define OFS_DELTA 6

struct pack *pack_new(void)
{
	struct pack *pack = g_new0(struct pack, 1);
	const guint8 empty[PACK_HEADER_BYTES] = { 0 };

	git_libgit2_init();
	pack->bytes = g_byte_array_new();
	g_byte_array_append(pack->bytes, empty, sizeof empty);
	pack->entries =
		g_hash_table_new_full(oid_hash, oid_equal, NULL, g_free);
	pack->compressor = libdeflate_alloc_compressor(DEFLATE_LEVEL);
	g_assert(pack->compressor);
	return pack;
}

void pack_free(struct pack *pack)
{
	if (!pack)
		return;
	libdeflate_free_compressor(pack->compressor);
	g_hash_table_unref(pack->entries);
	g_byte_array_unref(pack->bytes);
	g_free(pack);
	git_libgit2_shutdown();
}

gboolean pack_has(const struct pack *pack, const struct oid *id)
{
	return g_hash_table_contains(pack->entries, id);
}

guint pack_count(const struct pack *pack)
{
	return g_hash_table_size(pack->entries);
}

gsize pack_bytes(const struct pack *pack)
{
	return pack->bytes->len;
}

/* libgit2's SHA-1 tells a crafted collision from a mail. */
static gboolean name_object(enum object_kind kind, const void *data,
	gsize length, struct oid *id, GError **error)
{
	git_oid oid;

	if (git_odb_hash(&oid, data, length, (git_object_t)kind) != 0) {
		const git_error *why = git_error_last();

		g_set_error(error, POSTERN_FAULT, FAULT_INVALID,
			"%zu bytes cannot be named by SHA-1: %s", length,
			why ? why->message : "no reason given");
		return FALSE;
	}
	memcpy(id->raw, oid.id, OID_BYTES);
	return TRUE;
}

/* Kind and size: four bits of size in the first byte, seven in each other. */
static void put_head(GByteArray *bytes, guint kind, gsize size)
{
	guint8 byte = (guint8)((kind << 4) | (size & 15));

	size >>= 4;
	while (size) {
		byte |= 0x80;
		g_byte_array_append(bytes, &byte, 1);
		byte = (guint8)(size & 0x7f);
		size >>= 7;
	}
	g_byte_array_append(bytes, &byte, 1);
}

/* How far back the base lies: seven bits a byte, most significant first, one
 * taken off each but the last. */
static void put_distance(GByteArray *bytes, gsize distance)
{
	guint8 code[10];
	guint at = sizeof code - 1;

	code[at] = (guint8)(distance & 0x7f);
	while (distance >>= 7) {
		distance--;
		code[--at] = (guint8)(0x80 | (distance & 0x7f));
	}
	g_byte_array_append(bytes, code + at, (guint)(sizeof code - at));
}

static void put_deflated(struct pack *pack, const void *data, gsize length)
{
	GByteArray *bytes = pack->bytes;
	gsize bound = libdeflate_zlib_compress_bound(pack->compressor, length);
	guint start = bytes->len;
	gsize used;

	g_byte_array_set_size(bytes, start + (guint)bound);
	used = libdeflate_zlib_compress(
		pack->compressor, data, length, bytes->data + start, bound);
	g_assert(used > 0 && used <= bound);
	g_byte_array_set_size(bytes, start + (guint)used);
}

static gboolean has_room(const struct pack *pack, gsize length, GError **error)
{
	gsize bound = 64;

	if (length < PACK_MAX_BYTES)
		bound += libdeflate_zlib_compress_bound(
			pack->compressor, length);
	if (length < PACK_MAX_BYTES &&
		bound < PACK_MAX_BYTES - pack->bytes->len)
		return TRUE;
	g_set_error(error, POSTERN_FAULT, FAULT_LIMIT,
		"an object of %zu bytes does not fit a pack that has %u of %zu",
		length, pack->bytes->len, PACK_MAX_BYTES);
	return FALSE;
}

static void keep_entry(
	struct pack *pack, const struct oid *id, guint offset, guint depth)
{
	struct pack_entry *entry = g_new0(struct pack_entry, 1);

	entry->id = *id;
	entry->offset = offset;
	entry->depth = depth;
	entry->crc = libdeflate_crc32(
		0, pack->bytes->data + offset, pack->bytes->len - offset);
	g_hash_table_insert(pack->entries, &entry->id, entry);
}

static void add_whole(struct pack *pack, enum object_kind kind,
	const void *data, gsize length, const struct oid *id)
{
	guint offset = pack->bytes->len;

	put_head(pack->bytes, kind, length);
	put_deflated(pack, data, length);
	keep_entry(pack, id, offset, 0);
}

gboolean pack_add(struct pack *pack, enum object_kind kind, const void *data,
	gsize length, struct oid *id, GError **error)
{
	if (!has_room(pack, length, error) ||
		!name_object(kind, data, length, id, error))
		return FALSE;
	if (!pack_has(pack, id))
		add_whole(pack, kind, data, length, id);
	return TRUE;
}

static void add_delta(struct pack *pack, const struct pack_entry *base,
	const GByteArray *delta, const struct oid *id)
{
	guint offset = pack->bytes->len;

	put_head(pack->bytes, OFS_DELTA, delta->len);
	put_distance(pack->bytes, offset - base->offset);
	put_deflated(pack, delta->data, delta->len);
	keep_entry(pack, id, offset, base->depth + 1);
}

gboolean pack_add_version(struct pack *pack, enum object_kind kind,
	GBytes *data, const struct oid *before_id, GBytes *before,
	struct oid *id, GError **error)
{
	const struct pack_entry *base =
		g_hash_table_lookup(pack->entries, before_id);
	gsize length = 0, before_length = 0;
	const guint8 *bytes = g_bytes_get_data(data, &length);
	const guint8 *old = g_bytes_get_data(before, &before_length);
	g_autoptr(GByteArray) delta = NULL;

	if (!base || base->depth >= CHAIN_MAX)
		return pack_add(pack, kind, bytes, length, id, error);
	if (!has_room(pack, length, error) ||
		!name_object(kind, bytes, length, id, error))
		return FALSE;
	if (pack_has(pack, id))
		return TRUE;
	delta = delta_make(old, before_length, bytes, length);
	if (delta->len < length / 2)
		add_delta(pack, base, delta, id);
	else
		add_whole(pack, kind, bytes, length, id);
	return TRUE;
}
