#include "pack_inside.h"
#include "digest.h"
#include "file.h"
#include <string.h>
#include <unistd.h>

#define TEMP_PREFIX "tmp_postern_" /* git's own prune takes tmp_* away too */
#define KEEP_PREFIX "postern "

static void put_u32(GByteArray *bytes, guint32 value)
{
	guint32 big = GUINT32_TO_BE(value);

	g_byte_array_append(bytes, (const guint8 *)&big, sizeof big);
}

/* Appends the SHA-1 of all that is in bytes. */
static void put_sum(GByteArray *bytes)
{
	guint8 sum[DIGEST_SHA1_BYTES];

	digest_sha1(bytes->data, bytes->len, sum);
	g_byte_array_append(bytes, sum, sizeof sum);
}

static void finish_pack(struct pack *pack)
{
	const guint32 head[] = { GUINT32_TO_BE(0x5041434bu), GUINT32_TO_BE(2u),
		GUINT32_TO_BE(pack_count(pack)) };

	memcpy(pack->bytes->data, head, sizeof head);
	put_sum(pack->bytes);
}

static gint by_id(gconstpointer a, gconstpointer b)
{
	const struct pack_entry *const *left = a, *const *right = b;

	return memcmp((*left)->id.raw, (*right)->id.raw, OID_BYTES);
}

static GPtrArray *sorted_entries(struct pack *pack)
{
	GPtrArray *sorted = g_ptr_array_sized_new(pack_count(pack));
	GHashTableIter iter;
	gpointer entry;

	g_hash_table_iter_init(&iter, pack->entries);
	while (g_hash_table_iter_next(&iter, NULL, &entry))
		g_ptr_array_add(sorted, entry);
	g_ptr_array_sort(sorted, by_id);
	return sorted;
}

/* For each first byte, how many ids begin with it or a smaller one. */
static void put_fanout(GByteArray *bytes, const GPtrArray *sorted)
{
	guint at = 0;

	for (guint first = 0; first < 256; first++) {
		while (at < sorted->len) {
			const struct pack_entry *entry = sorted->pdata[at];

			if (entry->id.raw[0] > first)
				break;
			at++;
		}
		put_u32(bytes, at);
	}
}

static GByteArray *make_index(struct pack *pack)
{
	g_autoptr(GPtrArray) sorted = sorted_entries(pack);
	GByteArray *bytes = g_byte_array_new();

	put_u32(bytes, 0xff744f63u);
	put_u32(bytes, 2);
	put_fanout(bytes, sorted);
	for (guint i = 0; i < sorted->len; i++) {
		const struct pack_entry *entry = sorted->pdata[i];

		g_byte_array_append(bytes, entry->id.raw, OID_BYTES);
	}
	for (guint i = 0; i < sorted->len; i++)
		put_u32(bytes, ((struct pack_entry *)sorted->pdata[i])->crc);
	for (guint i = 0; i < sorted->len; i++)
		put_u32(bytes, ((struct pack_entry *)sorted->pdata[i])->offset);
	g_byte_array_append(bytes,
		pack->bytes->data + pack->bytes->len - OID_BYTES, OID_BYTES);
	put_sum(bytes);
	return bytes;
}

static char *pack_path(
	struct pack *pack, const char *folder, const char *suffix)
{
	char hex[OID_HEX + 1];
	struct oid sum;

	memcpy(sum.raw, pack->bytes->data + pack->bytes->len - OID_BYTES,
		OID_BYTES);
	oid_hex(&sum, hex);
	return g_strdup_printf("%s/pack-%s.%s", folder, hex, suffix);
}

/* Writes under a temp name and renames. The name does not end in the suffix:
 * `git gc` takes every .idx away that has no .pack beside it. */
static gboolean put_file(struct pack *pack, const char *folder,
	const char *suffix, const GByteArray *bytes, GError **error)
{
	g_autofree char *temp = g_strdup_printf(
		"%s/" TEMP_PREFIX "%s_%ld", folder, suffix, (long)getpid());
	g_autofree char *path = pack_path(pack, folder, suffix);

	if (!file_write(temp, bytes->data, bytes->len, 0444, error))
		return FALSE;
	if (!file_rename(temp, path, error)) {
		unlink(temp);
		return FALSE;
	}
	return TRUE;
}

/* Renamed too: by what it says it is known as ours, so it never is without. */
static gboolean put_keep(struct pack *pack, const char *folder, GError **error)
{
	g_autofree char *text = g_strdup_printf(
		KEEP_PREFIX "%ld %s\n", (long)getpid(), g_get_host_name());
	g_autoptr(GByteArray) bytes = g_byte_array_new();

	g_byte_array_append(bytes, (const guint8 *)text, (guint)strlen(text));
	return put_file(pack, folder, "keep", bytes, error);
}

gboolean pack_write(
	struct pack *pack, const char *folder, char **keep, GError **error)
{
	g_autoptr(GByteArray) index = NULL;
	g_autofree char *path = NULL;

	pack_settle(pack);
	finish_pack(pack);
	index = make_index(pack);
	path = pack_path(pack, folder, "keep");
	/* The .idx last: it is what makes a pack seen. */
	if (!put_keep(pack, folder, error) ||
		!put_file(pack, folder, "pack", pack->bytes, error) ||
		!put_file(pack, folder, "idx", index, error) ||
		!file_sync_folder(folder, error)) {
		unlink(path);
		return FALSE;
	}
	*keep = g_steal_pointer(&path);
	return TRUE;
}

static gboolean is_left_over(const char *path, const char *name)
{
	g_autofree char *text = NULL;

	if (g_str_has_prefix(name, TEMP_PREFIX))
		return TRUE;
	return g_str_has_prefix(name, "pack-") &&
	       g_str_has_suffix(name, ".keep") &&
	       g_file_get_contents(path, &text, NULL, NULL) &&
	       g_str_has_prefix(text, KEEP_PREFIX);
}

gboolean pack_sweep(const char *folder, GError **error)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *name;

	if (!dir)
		return file_fault("cannot open", folder, error);
	while ((name = g_dir_read_name(dir))) {
		g_autofree char *path = g_build_filename(folder, name, NULL);

		if (is_left_over(path, name) && !file_remove(path, error))
			return FALSE;
	}
	return TRUE;
}
