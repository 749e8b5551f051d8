#include "bulk.h"
#include "digest.h"
#include "fault.h"
#include "packs.h"
#include <libdeflate.h>
#include <string.h>

/* What a reader of commits, trees and records meets; mails are larger, and not
 * for this door. */
#define OBJECT_MAX_BYTES ((gsize)64 << 20)
#define CHAIN_MAX 4096u

/* Kept for the deltas that build on them. */
#define BASES 4096u
#define BASES_MAX_BYTES ((gsize)16 << 20)
#define BASE_MAX_BYTES ((gsize)256 << 10)

struct base {
	const struct pack_map *pack;
	gsize offset;
	enum object_kind kind;
	GByteArray *bytes;
};

struct bulk {
	struct repo *repo;
	struct packs *packs;
	struct libdeflate_decompressor *inflater;
	GByteArray *now;   /* the object at hand */
	GByteArray *other; /* what it is being made into */
	GByteArray *delta;
	GArray *chain; /* struct packed: deltas from the object down */
	struct base *bases;
	gsize base_bytes;
	GBytes *loose;
};

struct bulk *bulk_new(struct repo *repo, GError **error)
{
	struct packs *packs = packs_open(repo_pack_folder(repo), error);
	struct bulk *bulk;

	if (!packs)
		return NULL;
	bulk = g_new0(struct bulk, 1);
	bulk->repo = repo;
	bulk->packs = packs;
	bulk->inflater = libdeflate_alloc_decompressor();
	bulk->now = g_byte_array_new();
	bulk->other = g_byte_array_new();
	bulk->delta = g_byte_array_new();
	bulk->chain = g_array_new(FALSE, FALSE, sizeof(struct packed));
	bulk->bases = g_new0(struct base, BASES);
	g_assert(bulk->inflater);
	return bulk;
}

static void forget_bases(struct bulk *bulk)
{
	for (guint i = 0; i < BASES; i++)
		g_clear_pointer(&bulk->bases[i].bytes, g_byte_array_unref);
	bulk->base_bytes = 0;
}

void bulk_free(struct bulk *bulk)
{
	if (!bulk)
		return;
	forget_bases(bulk);
	g_free(bulk->bases);
	g_array_unref(bulk->chain);
	g_byte_array_unref(bulk->now);
	g_byte_array_unref(bulk->other);
	g_byte_array_unref(bulk->delta);
	libdeflate_free_decompressor(bulk->inflater);
	packs_free(bulk->packs);
	g_clear_pointer(&bulk->loose, g_bytes_unref);
	g_free(bulk);
}

static gboolean inflate(
	struct bulk *bulk, const struct packed *packed, GByteArray *into)
{
	if (packed->size > OBJECT_MAX_BYTES)
		return FALSE;
	/* One more, so that data is never NULL. */
	g_byte_array_set_size(into, (guint)packed->size + 1);
	if (libdeflate_zlib_decompress_ex(bulk->inflater, packed->data,
		    packed->room, into->data, packed->size, NULL,
		    NULL) != LIBDEFLATE_SUCCESS)
		return FALSE;
	g_byte_array_set_size(into, (guint)packed->size);
	return TRUE;
}

/* --- bases ---------------------------------------------------------------- */

static struct base *base_slot(
	struct bulk *bulk, const struct pack_map *pack, gsize offset)
{
	guint64 mixed = (offset ^ (guintptr)pack >> 4) *
			G_GUINT64_CONSTANT(0x9E3779B97F4A7C15);

	return &bulk->bases[(mixed >> 40) % BASES];
}

static gboolean find_base(
	struct bulk *bulk, const struct packed *at, enum object_kind *kind)
{
	const struct base *base = base_slot(bulk, at->pack, at->offset);

	if (!base->bytes || base->pack != at->pack ||
		base->offset != at->offset)
		return FALSE;
	*kind = base->kind;
	g_byte_array_set_size(bulk->now, 0);
	g_byte_array_append(bulk->now, base->bytes->data, base->bytes->len);
	return TRUE;
}

/* What is at hand lies at that place of a pack. */
static void keep_base(
	struct bulk *bulk, const struct packed *at, enum object_kind kind)
{
	struct base *base = base_slot(bulk, at->pack, at->offset);

	if (bulk->now->len > BASE_MAX_BYTES)
		return;
	if (bulk->base_bytes + bulk->now->len > BASES_MAX_BYTES)
		forget_bases(bulk);
	if (!base->bytes)
		base->bytes = g_byte_array_new();
	bulk->base_bytes -= base->bytes->len;
	bulk->base_bytes += bulk->now->len;
	g_byte_array_set_size(base->bytes, 0);
	g_byte_array_append(base->bytes, bulk->now->data, bulk->now->len);
	base->pack = at->pack;
	base->offset = at->offset;
	base->kind = kind;
}

/* --- deltas --------------------------------------------------------------- */

struct cursor {
	const guint8 *at, *end;
};

static gboolean take_size(struct cursor *delta, gsize *size)
{
	*size = 0;
	for (guint shift = 0; delta->at < delta->end && shift < 56;
		shift += 7) {
		guint8 byte = *delta->at++;

		*size |= (gsize)(byte & 0x7f) << shift;
		if (!(byte & 0x80))
			return TRUE;
	}
	return FALSE;
}

/* The bytes of a number whose bits in code say that they are there. */
static gboolean take_number(
	struct cursor *delta, guint code, guint count, gsize *number)
{
	*number = 0;
	for (guint i = 0; i < count; i++) {
		if (!(code >> i & 1))
			continue;
		if (delta->at == delta->end)
			return FALSE;
		*number |= (gsize)*delta->at++ << (8 * i);
	}
	return TRUE;
}

static gboolean copy_base(struct cursor *delta, guint code,
	const GByteArray *base, GByteArray *out)
{
	gsize offset = 0, size = 0;

	if (!take_number(delta, code & 0xf, 4, &offset) ||
		!take_number(delta, code >> 4 & 7, 3, &size))
		return FALSE;
	if (size == 0)
		size = 0x10000;
	if (offset > base->len || size > base->len - offset)
		return FALSE;
	g_byte_array_append(out, base->data + offset, (guint)size);
	return TRUE;
}

static gboolean apply_step(
	struct cursor *delta, const GByteArray *base, GByteArray *out)
{
	guint code = *delta->at++;

	if (code & 0x80)
		return copy_base(delta, code, base, out);
	if (code == 0 || (gsize)(delta->end - delta->at) < code)
		return FALSE;
	g_byte_array_append(out, delta->at, code);
	delta->at += code;
	return TRUE;
}

/* now, with the delta on it. */
static gboolean apply_delta(struct bulk *bulk)
{
	struct cursor delta = { bulk->delta->data,
		bulk->delta->data + bulk->delta->len };
	GByteArray *made = bulk->other;
	gsize before, after;

	if (!take_size(&delta, &before) || !take_size(&delta, &after) ||
		before != bulk->now->len || after > OBJECT_MAX_BYTES)
		return FALSE;
	g_byte_array_set_size(made, 0);
	while (delta.at < delta.end)
		if (made->len > after || !apply_step(&delta, bulk->now, made))
			return FALSE;
	bulk->other = bulk->now;
	bulk->now = made;
	return made->len == after;
}

/* From what is at hand, which lies at the end of the chain, up to its first. */
static gboolean apply_chain(
	struct bulk *bulk, const struct packed *end, enum object_kind kind)
{
	struct packed below = *end;

	for (guint i = bulk->chain->len; i-- > 0;) {
		const struct packed *one =
			&g_array_index(bulk->chain, struct packed, i);

		keep_base(bulk, &below, kind);
		if (!inflate(bulk, one, bulk->delta) || !apply_delta(bulk))
			return FALSE;
		below = *one;
	}
	return TRUE;
}

static gboolean read_packed(
	struct bulk *bulk, struct packed at, enum object_kind *kind)
{
	g_array_set_size(bulk->chain, 0);
	while (!find_base(bulk, &at, kind)) {
		struct packed below;

		if (!packs_look(&at))
			return FALSE;
		if (!at.is_delta) {
			*kind = at.kind;
			if (!inflate(bulk, &at, bulk->now))
				return FALSE;
			break;
		}
		if (bulk->chain->len >= CHAIN_MAX ||
			!packs_base(bulk->packs, &at, &below))
			return FALSE;
		g_array_append_val(bulk->chain, at);
		at = below;
	}
	return apply_chain(bulk, &at, *kind);
}

static gboolean read_elsewhere(struct bulk *bulk, enum object_kind kind,
	const struct oid *id, GError **error)
{
	gsize length = 0;
	const guint8 *data;

	g_clear_pointer(&bulk->loose, g_bytes_unref);
	bulk->loose =
		repo_object(bulk->repo, kind, id, OBJECT_MAX_BYTES, error);
	if (!bulk->loose)
		return FALSE;
	data = g_bytes_get_data(bulk->loose, &length);
	g_byte_array_set_size(bulk->now, 0);
	g_byte_array_append(bulk->now, data, (guint)length);
	return TRUE;
}

/* Whether what is at hand has that name: a pack's index that lies, or a delta
 * on a wrong base, makes an object that is another. */
static gboolean is_named(
	const struct bulk *bulk, enum object_kind kind, const struct oid *id)
{
	static const char *const kinds[] = { NULL, "commit", "tree", "blob" };
	guint8 sum[DIGEST_SHA1_BYTES];
	char head[32];

	g_snprintf(head, sizeof head, "%s %u", kinds[kind], bulk->now->len);
	digest_sha1_headed(head, bulk->now->data, bulk->now->len, sum);
	return memcmp(sum, id->raw, OID_BYTES) == 0;
}

/* Its pack gives it damaged: perhaps another one does not. */
static gboolean read_despite(struct bulk *bulk, const struct pack_map *pack,
	enum object_kind kind, const struct oid *id, GError **error)
{
	g_autoptr(GError) local = NULL;

	if (read_elsewhere(bulk, kind, id, &local))
		return TRUE;
	if (g_error_matches(local, POSTERN_FAULT, FAULT_LIMIT)) {
		g_propagate_error(error, g_steal_pointer(&local));
		return FALSE;
	}
	char hex[OID_HEX + 1];

	oid_hex(id, hex);
	g_set_error(error, POSTERN_FAULT, FAULT_IO,
		"%s: object %s is damaged or not of the kind expected: %s",
		packs_path(pack), hex, local->message);
	return FALSE;
}

gboolean bulk_read(struct bulk *bulk, enum object_kind kind,
	const struct oid *id, const guint8 **data, gsize *length,
	GError **error)
{
	enum object_kind its_kind = kind;
	struct packed at;

	if (!packs_find(bulk->packs, id, &at)) {
		if (!read_elsewhere(bulk, kind, id, error))
			return FALSE;
	} else if (!read_packed(bulk, at, &its_kind) || its_kind != kind ||
		   !is_named(bulk, kind, id)) {
		if (!read_despite(bulk, at.pack, kind, id, error))
			return FALSE;
	}
	*data = bulk->now->data;
	*length = bulk->now->len;
	return TRUE;
}
