#include "packs.h"
#include "digest.h"
#include "fault.h"
#include "file.h"
#include <string.h>

#define INDEX_HEAD 8u
#define FANOUT_BYTES 1024u
#define LARGE_OFFSET 0x80000000u

struct pack_map {
	char *path; /* of the pack */
	GMappedFile *pack_file, *index_file;
	const guint8 *pack, *index;
	gsize pack_length;
	guint32 count;
	const guint8 *names, *offsets, *large;
	gsize large_count;
};

struct packs {
	GPtrArray *maps;       /* struct pack_map * */
	struct pack_map *last; /* where the last one was found */
};

static guint32 read_u32(const guint8 *bytes)
{
	guint32 big;

	memcpy(&big, bytes, sizeof big);
	return GUINT32_FROM_BE(big);
}

static void free_map(gpointer data)
{
	struct pack_map *map = data;

	g_clear_pointer(&map->pack_file, g_mapped_file_unref);
	g_clear_pointer(&map->index_file, g_mapped_file_unref);
	g_free(map->path);
	g_free(map);
}

/* Version 2: names, checksums and offsets, each in the order of the names. */
static gboolean read_index(struct pack_map *map)
{
	static const guint8 magic[] = { 0xff, 't', 'O', 'c', 0, 0, 0, 2 };
	gsize length = g_mapped_file_get_length(map->index_file), needed;

	map->index =
		(const guint8 *)g_mapped_file_get_contents(map->index_file);
	map->pack = (const guint8 *)g_mapped_file_get_contents(map->pack_file);
	map->pack_length = g_mapped_file_get_length(map->pack_file);
	if (length < INDEX_HEAD + FANOUT_BYTES + 2 * OID_BYTES ||
		memcmp(map->index, magic, sizeof magic) != 0)
		return FALSE;
	map->count = read_u32(map->index + INDEX_HEAD + FANOUT_BYTES - 4);
	needed = INDEX_HEAD + FANOUT_BYTES + 2 * OID_BYTES +
		 (gsize)map->count * (OID_BYTES + 8);
	if (length < needed)
		return FALSE;
	map->names = map->index + INDEX_HEAD + FANOUT_BYTES;
	map->offsets = map->names + (gsize)map->count * (OID_BYTES + 4);
	map->large = map->offsets + (gsize)map->count * 4;
	map->large_count = (length - needed) / 8;
	return TRUE;
}

/* It ends in the SHA-1 of all before. libgit2 would follow one that lies to
 * anywhere, so it is not asked either. */
static gboolean is_whole(GMappedFile *file)
{
	const guint8 *bytes = (const guint8 *)g_mapped_file_get_contents(file);
	gsize length = g_mapped_file_get_length(file);
	guint8 sum[DIGEST_SHA1_BYTES];

	if (length < sizeof sum)
		return FALSE;
	length -= sizeof sum;
	digest_sha1(bytes, length, sum);
	return memcmp(sum, bytes + length, sizeof sum) == 0;
}

static gboolean check_index(
	const struct pack_map *map, const char *path, GError **error)
{
	if (!map->index_file || is_whole(map->index_file))
		return TRUE;
	g_set_error(error, POSTERN_FAULT, FAULT_IO,
		"%s is damaged: its checksum is another (git index-pack on its "
		".pack makes it anew)",
		path);
	return FALSE;
}

/* A pack that went meanwhile is not there, nor one whose index is of a form
 * that only libgit2 reads. */
static gboolean add_map(struct packs *packs, const char *folder,
	const char *name, GError **error)
{
	struct pack_map *map = g_new0(struct pack_map, 1);
	g_autofree char *stem = g_strndup(name, strlen(name) - strlen("idx"));
	g_autofree char *index = g_strdup_printf("%s/%sidx", folder, stem);

	map->path = g_strdup_printf("%s/%spack", folder, stem);
	map->index_file = g_mapped_file_new(index, FALSE, NULL);
	map->pack_file = g_mapped_file_new(map->path, FALSE, NULL);
	if (!check_index(map, index, error)) {
		free_map(map);
		return FALSE;
	}
	if (map->index_file && map->pack_file && read_index(map))
		g_ptr_array_add(packs->maps, map);
	else
		free_map(map);
	return TRUE;
}

struct packs *packs_open(const char *folder, GError **error)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	AUTO(packs) packs = NULL;
	const char *name;

	if (!dir) {
		file_fault("cannot open", folder, error);
		return NULL;
	}
	packs = g_new0(struct packs, 1);
	packs->maps = g_ptr_array_new_with_free_func(free_map);
	while ((name = g_dir_read_name(dir)))
		if (g_str_has_suffix(name, ".idx") &&
			!add_map(packs, folder, name, error))
			return NULL;
	return g_steal_pointer(&packs);
}

void packs_free(struct packs *packs)
{
	if (!packs)
		return;
	g_ptr_array_unref(packs->maps);
	g_free(packs);
}

const char *packs_path(const struct pack_map *map)
{
	return map->path;
}

/* --- finding -------------------------------------------------------------- */

static gboolean find_name(
	const struct pack_map *map, const struct oid *id, guint32 *place)
{
	const guint8 *fanout = map->index + INDEX_HEAD;
	guint first = id->raw[0];
	guint32 low = first ? read_u32(fanout + 4 * (first - 1)) : 0;
	guint32 high = MIN(read_u32(fanout + 4 * first), map->count);

	while (low < high) {
		guint32 middle = low + (high - low) / 2;
		int order = memcmp(id->raw,
			map->names + (gsize)middle * OID_BYTES, OID_BYTES);

		*place = middle;
		if (order == 0)
			return TRUE;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return FALSE;
}

static gboolean find_offset(
	const struct pack_map *map, guint32 place, gsize *offset)
{
	guint32 small = read_u32(map->offsets + (gsize)place * 4);
	gsize at = small & ~LARGE_OFFSET;

	*offset = small;
	if (!(small & LARGE_OFFSET))
		return TRUE;
	if (at >= map->large_count)
		return FALSE;
	*offset = (gsize)read_u32(map->large + at * 8) << 32 |
		  read_u32(map->large + at * 8 + 4);
	return TRUE;
}

static gboolean find_in(
	const struct pack_map *map, const struct oid *id, struct packed *at)
{
	guint32 place = 0;

	at->pack = map;
	return find_name(map, id, &place) &&
	       find_offset(map, place, &at->offset);
}

gboolean packs_find(
	struct packs *packs, const struct oid *id, struct packed *at)
{
	if (packs->last && find_in(packs->last, id, at))
		return TRUE;
	for (guint i = 0; i < packs->maps->len; i++) {
		struct pack_map *map = packs->maps->pdata[i];

		if (map == packs->last || !find_in(map, id, at))
			continue;
		packs->last = map;
		return TRUE;
	}
	return FALSE;
}

/* --- the head of an object ------------------------------------------------ */

/* Seven bits a byte, each higher one counting from where the one before ended.
 */
static gboolean read_distance(struct packed *at)
{
	gsize distance = 0;
	guint bytes = 0;
	guint8 byte = 0x80;

	for (; byte & 0x80; bytes++) {
		if (at->room == 0 || bytes > 8)
			return FALSE;
		byte = *at->data++;
		at->room--;
		distance = ((distance + (bytes > 0)) << 7) | (byte & 0x7f);
	}
	if (distance == 0 || distance >= at->offset)
		return FALSE;
	at->base_offset = at->offset - distance;
	return TRUE;
}

static gboolean read_base_id(struct packed *at)
{
	if (at->room < OID_BYTES)
		return FALSE;
	memcpy(at->base_id.raw, at->data, OID_BYTES);
	at->base_offset = 0;
	at->data += OID_BYTES;
	at->room -= OID_BYTES;
	return TRUE;
}

gboolean packs_look(struct packed *at)
{
	const struct pack_map *map = at->pack;
	guint kind, shift = 4;
	guint8 byte;

	if (at->offset >= map->pack_length)
		return FALSE;
	at->data = map->pack + at->offset;
	at->room = map->pack_length - at->offset;
	byte = *at->data++;
	at->room--;
	kind = byte >> 4 & 7;
	at->size = byte & 0xf;
	for (; byte & 0x80; shift += 7) {
		if (at->room == 0 || shift > 40)
			return FALSE;
		byte = *at->data++;
		at->room--;
		at->size |= (gsize)(byte & 0x7f) << shift;
	}
	at->is_delta = kind >= 6;
	if (at->is_delta)
		return kind == 6 ? read_distance(at) : read_base_id(at);
	at->kind = (enum object_kind)kind;
	return kind >= OBJECT_COMMIT && kind <= OBJECT_BLOB;
}

gboolean packs_base(
	struct packs *packs, const struct packed *at, struct packed *base)
{
	if (at->base_offset == 0)
		return packs_find(packs, &at->base_id, base);
	base->pack = at->pack;
	base->offset = at->base_offset;
	return TRUE;
}
