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
/* The head of an object, and how far back its base lies. */
#define HEAD_MAX 32u

/* Waking the deflater costs more than deflating a folder: small objects go to
 * it together. */
#define HAND_OVER_BYTES 65536u

/* What the deflater is to append. */
struct object {
	guint kind;
	GBytes *data; /* of the object or the delta */
	struct pack_entry *entry;
	const struct pack_entry *base; /* of a delta */
};

static void object_free(gpointer data)
{
	struct object *object = data;

	g_bytes_unref(object->data);
	g_free(object);
}

static GPtrArray *gather_anew(struct pack *pack)
{
	GPtrArray *gathered = pack->gathered;

	pack->gathered = g_ptr_array_new_with_free_func(object_free);
	pack->gathered_bytes = 0;
	return gathered;
}

struct pack *pack_new(void)
{
	struct pack *pack = g_new0(struct pack, 1);
	const guint8 empty[PACK_HEADER_BYTES] = { 0 };

	git_libgit2_init();
	pack->bytes = g_byte_array_new();
	g_byte_array_append(pack->bytes, empty, sizeof empty);
	pack->promised = sizeof empty;
	pack->objects = g_async_queue_new();
	gather_anew(pack);
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
	pack_settle(pack);
	g_async_queue_unref(pack->objects);
	g_ptr_array_unref(pack->gathered);
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

gsize pack_bytes(struct pack *pack)
{
	pack_settle(pack);
	return pack->bytes->len;
}

/* libgit2's SHA-1 tells a crafted collision from a mail. */
gboolean pack_name(enum object_kind kind, const void *data, gsize length,
	struct oid *id, GError **error)
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

/* --- in the deflater ------------------------------------------------------ */

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

static void append_object(struct pack *pack, const struct object *object)
{
	guint offset = pack->bytes->len;
	gsize length = 0;
	const void *data = g_bytes_get_data(object->data, &length);

	put_head(pack->bytes, object->kind, length);
	if (object->base)
		put_distance(pack->bytes, offset - object->base->offset);
	put_deflated(pack, data ? data : "", length);
	object->entry->offset = offset;
	object->entry->crc = libdeflate_crc32(
		0, pack->bytes->data + offset, pack->bytes->len - offset);
}

/* A list without objects is the last. */
static gpointer deflate_all(gpointer data)
{
	struct pack *pack = data;
	gboolean is_last = FALSE;

	while (!is_last) {
		g_autoptr(GPtrArray) list = g_async_queue_pop(pack->objects);

		for (guint i = 0; i < list->len; i++)
			append_object(pack, list->pdata[i]);
		is_last = list->len == 0;
	}
	return NULL;
}

static void hand_over(struct pack *pack)
{
	if (!pack->deflater)
		pack->deflater = g_thread_new("deflater", deflate_all, pack);
	g_async_queue_push(pack->objects, gather_anew(pack));
}

void pack_settle(struct pack *pack)
{
	if (pack->gathered->len > 0)
		hand_over(pack);
	if (!pack->deflater)
		return;
	hand_over(pack);
	g_thread_join(g_steal_pointer(&pack->deflater));
}

/* --- in the caller -------------------------------------------------------- */

/* What an object may take at most, deflated and with its head. */
static gsize bound_of(gsize length)
{
	return libdeflate_zlib_compress_bound(NULL, length) + HEAD_MAX;
}

static gboolean has_room(const struct pack *pack, gsize length, GError **error)
{
	if (length < PACK_MAX_BYTES &&
		bound_of(length) < PACK_MAX_BYTES - pack->promised)
		return TRUE;
	g_set_error(error, POSTERN_FAULT, FAULT_LIMIT,
		"an object of %zu bytes does not fit a pack that has %zu of "
		"%zu",
		length, pack->promised, PACK_MAX_BYTES);
	return FALSE;
}

static void add_object(struct pack *pack, guint kind, GBytes *data,
	const struct oid *id, const struct pack_entry *base)
{
	struct pack_entry *entry = g_new0(struct pack_entry, 1);
	struct object *object = g_new0(struct object, 1);

	entry->id = *id;
	entry->depth = base ? base->depth + 1 : 0;
	g_hash_table_insert(pack->entries, &entry->id, entry);
	*object = (struct object){ kind, g_bytes_ref(data), entry, base };
	pack->promised += bound_of(g_bytes_get_size(data));
	g_ptr_array_add(pack->gathered, object);
	pack->gathered_bytes += g_bytes_get_size(data);
	if (pack->gathered_bytes >= HAND_OVER_BYTES)
		hand_over(pack);
}

gboolean pack_add_named(struct pack *pack, enum object_kind kind, GBytes *data,
	const struct oid *id, GError **error)
{
	if (!has_room(pack, g_bytes_get_size(data), error))
		return FALSE;
	if (!pack_has(pack, id))
		add_object(pack, kind, data, id, NULL);
	return TRUE;
}

gboolean pack_add_bytes(struct pack *pack, enum object_kind kind, GBytes *data,
	struct oid *id, GError **error)
{
	gsize length = 0;
	const void *bytes = g_bytes_get_data(data, &length);

	return has_room(pack, length, error) &&
	       pack_name(kind, bytes ? bytes : "", length, id, error) &&
	       pack_add_named(pack, kind, data, id, error);
}

gboolean pack_add(struct pack *pack, enum object_kind kind, const void *data,
	gsize length, struct oid *id, GError **error)
{
	g_autoptr(GBytes) copy = NULL;

	if (!has_room(pack, length, error))
		return FALSE;
	copy = g_bytes_new(data, length);
	return pack_add_bytes(pack, kind, copy, id, error);
}

typedef GByteArray *make_delta(const guint8 *base, gsize base_length,
	const guint8 *data, gsize length);

/* An object that another one is the base of. */
struct likeness {
	const struct oid *base_id;
	GBytes *base;
	make_delta *make;
};

static GBytes *difference(const struct likeness *likeness, GBytes *data)
{
	gsize length = 0, base_length = 0;
	const guint8 *bytes = g_bytes_get_data(data, &length);
	const guint8 *base = g_bytes_get_data(likeness->base, &base_length);
	GByteArray *delta = likeness->make(base, base_length, bytes, length);

	return delta ? g_byte_array_free_to_bytes(delta) : NULL;
}

static gboolean add_alike(struct pack *pack, enum object_kind kind,
	GBytes *data, const struct likeness *likeness, struct oid *id,
	GError **error)
{
	const struct pack_entry *base =
		g_hash_table_lookup(pack->entries, likeness->base_id);
	g_autoptr(GBytes) delta = NULL;
	gsize length = 0;
	const void *bytes = g_bytes_get_data(data, &length);

	if (!base || base->depth >= CHAIN_MAX || !bytes)
		return pack_add_bytes(pack, kind, data, id, error);
	if (!has_room(pack, length, error) ||
		!pack_name(kind, bytes, length, id, error))
		return FALSE;
	if (pack_has(pack, id))
		return TRUE;
	delta = difference(likeness, data);
	if (delta && g_bytes_get_size(delta) < length / 2)
		add_object(pack, OFS_DELTA, delta, id, base);
	else
		add_object(pack, kind, data, id, NULL);
	return TRUE;
}

gboolean pack_add_version(struct pack *pack, enum object_kind kind,
	GBytes *data, const struct oid *before_id, GBytes *before,
	struct oid *id, GError **error)
{
	const struct likeness likeness = { before_id, before, delta_make };

	return add_alike(pack, kind, data, &likeness, id, error);
}

gboolean pack_add_like(struct pack *pack, enum object_kind kind, GBytes *data,
	const struct oid *like_id, GBytes *like, struct oid *id, GError **error)
{
	const struct likeness likeness = { like_id, like, delta_make_middle };

	return add_alike(pack, kind, data, &likeness, id, error);
}
