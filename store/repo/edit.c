#include "edit.h"
#include "fault.h"
#include <string.h>

#define TREE_MAX_BYTES ((gsize)64 << 20)

/* A folder: its bytes as last read or written, and those being changed. */
struct folder {
	struct oid id;
	GBytes *raw;
	GByteArray *work;     /* NULL: as raw */
	GHashTable *children; /* name -> struct folder, those in memory */
	gboolean is_changed;  /* it, or one below */
};

struct edit {
	struct repo *repo;
	struct folder *root;
	guint folders;
};

static void folder_free(gpointer data)
{
	struct folder *folder = data;

	g_bytes_unref(folder->raw);
	g_clear_pointer(&folder->work, g_byte_array_unref);
	g_hash_table_unref(folder->children);
	g_free(folder);
}

/* raw is taken. */
static struct folder *folder_new(
	struct edit *edit, const struct oid *id, GBytes *raw)
{
	struct folder *folder = g_new0(struct folder, 1);

	folder->id = *id;
	folder->raw = raw;
	folder->children = g_hash_table_new_full(
		g_str_hash, g_str_equal, g_free, folder_free);
	edit->folders++;
	return folder;
}

struct edit *edit_new(struct repo *repo, const struct oid *tree)
{
	struct edit *edit = g_new0(struct edit, 1);

	edit->repo = repo;
	if (oid_is_zero(tree))
		edit->root = folder_new(edit, tree, g_bytes_new(NULL, 0));
	else
		edit->root = folder_new(edit, tree, NULL);
	return edit;
}

void edit_free(struct edit *edit)
{
	if (!edit)
		return;
	if (!edit->root->raw)
		edit->root->raw = g_bytes_new(NULL, 0);
	folder_free(edit->root);
	g_free(edit);
}

guint edit_folders(const struct edit *edit)
{
	return edit->folders;
}

static const guint8 *folder_bytes(const struct folder *folder, gsize *length)
{
	if (folder->work) {
		*length = folder->work->len;
		return folder->work->data;
	}
	return g_bytes_get_data(folder->raw, length);
}

static gboolean find_entry(
	const struct folder *folder, const char *name, struct tree_entry *entry)
{
	gsize length = 0;
	const guint8 *bytes = folder_bytes(folder, &length);

	return tree_find(bytes, length, name, entry);
}

static gboolean load_root(struct edit *edit, GError **error)
{
	if (!edit->root->raw)
		edit->root->raw = repo_object(edit->repo, OBJECT_TREE,
			&edit->root->id, TREE_MAX_BYTES, error);
	return edit->root->raw != NULL;
}

/* The folder of that name within parent. *child NULL: there is none (TRUE), or
 * it could not be read (FALSE). */
static gboolean open_child(struct edit *edit, struct folder *parent,
	const char *name, struct folder **child, GError **error)
{
	struct tree_entry entry;
	GBytes *raw;

	*child = g_hash_table_lookup(parent->children, name);
	if (*child || !find_entry(parent, name, &entry) ||
		!tree_entry_is_folder(&entry))
		return TRUE;
	raw = repo_object(
		edit->repo, OBJECT_TREE, &entry.id, TREE_MAX_BYTES, error);
	if (!raw)
		return FALSE;
	*child = folder_new(edit, &entry.id, raw);
	g_hash_table_insert(parent->children, g_strdup(name), *child);
	return TRUE;
}

/* The folder that count parts lead to; NULL without error where none is. */
static gboolean open_folder(struct edit *edit, char **parts, gsize count,
	struct folder **folder, GError **error)
{
	*folder = edit->root;
	if (!load_root(edit, error))
		return FALSE;
	for (gsize i = 0; *folder && i < count; i++)
		if (!open_child(edit, *folder, parts[i], folder, error))
			return FALSE;
	return TRUE;
}

gboolean edit_find(struct edit *edit, const char *path,
	struct tree_entry *entry, GError **error)
{
	g_auto(GStrv) parts = g_strsplit(path, "/", -1);
	gsize count = g_strv_length(parts);
	struct folder *folder = NULL;

	if (count > 0 && !open_folder(edit, parts, count - 1, &folder, error))
		return FALSE;
	if (!folder || !find_entry(folder, parts[count - 1], entry)) {
		g_set_error(error, POSTERN_FAULT, FAULT_NOT_FOUND,
			"%s: no such file", path);
		return FALSE;
	}
	entry->name = NULL;
	return TRUE;
}

GPtrArray *edit_names(struct edit *edit, const char *path, GError **error)
{
	g_auto(GStrv) parts = g_strsplit(path, "/", -1);
	GPtrArray *names;
	struct folder *folder = NULL;
	struct tree_entry entry;
	gsize length = 0, offset = 0;
	const guint8 *bytes;

	if (!open_folder(edit, parts, g_strv_length(parts), &folder, error))
		return NULL;
	names = g_ptr_array_new_with_free_func(g_free);
	if (!folder)
		return names;
	bytes = folder_bytes(folder, &length);
	while (tree_next(bytes, length, &offset, &entry))
		g_ptr_array_add(names, g_strdup(entry.name));
	return names;
}

/* --- changing ------------------------------------------------------------- */

static GByteArray *folder_work(struct folder *folder)
{
	gsize length = 0;
	const guint8 *bytes;

	if (folder->work)
		return folder->work;
	bytes = g_bytes_get_data(folder->raw, &length);
	folder->work = g_byte_array_sized_new((guint)length + 256);
	g_byte_array_append(folder->work, bytes, (guint)length);
	return folder->work;
}

static gboolean in_the_way(const char *path, GError **error)
{
	g_set_error(error, POSTERN_FAULT, FAULT_INVALID,
		"%s: a file and a folder cannot have one name", path);
	return FALSE;
}

/* As open_child(), but makes it where it is not. */
static gboolean make_child(struct edit *edit, struct folder *parent,
	const char *name, struct folder **child, GError **error)
{
	static const struct oid zero;
	struct tree_entry entry;

	if (!open_child(edit, parent, name, child, error))
		return FALSE;
	if (*child)
		return TRUE;
	if (find_entry(parent, name, &entry))
		return in_the_way(name, error);
	*child = folder_new(edit, &zero, g_bytes_new(NULL, 0));
	g_hash_table_insert(parent->children, g_strdup(name), *child);
	return TRUE;
}

static gboolean set_file(struct folder *folder, const char *name,
	const struct oid *blob, GError **error)
{
	struct tree_entry entry;

	if (find_entry(folder, name, &entry) && tree_entry_is_folder(&entry))
		return in_the_way(name, error);
	if (oid_is_zero(blob))
		tree_remove(folder_work(folder), name);
	else
		tree_set(folder_work(folder), name, TREE_MODE_FILE, blob);
	return TRUE;
}

gboolean edit_set(struct edit *edit, const char *path, const struct oid *blob,
	GError **error)
{
	g_auto(GStrv) parts = g_strsplit(path, "/", -1);
	struct folder *folder = edit->root;

	if (!load_root(edit, error))
		return FALSE;
	for (gsize i = 0; parts[0] && parts[i + 1]; i++) {
		folder->is_changed = TRUE;
		if (!make_child(edit, folder, parts[i], &folder, error))
			return FALSE;
	}
	folder->is_changed = TRUE;
	return set_file(folder, parts[g_strv_length(parts) - 1], blob, error);
}

/* --- writing -------------------------------------------------------------- */

static gboolean write_folder(struct folder *folder, struct pack *pack,
	gboolean *is_empty, GError **error);

static gboolean write_children(
	struct folder *folder, struct pack *pack, GError **error)
{
	GHashTableIter iter;
	gpointer name, child;

	g_hash_table_iter_init(&iter, folder->children);
	while (g_hash_table_iter_next(&iter, &name, &child)) {
		struct folder *below = child;
		gboolean is_empty = FALSE;

		if (!below->is_changed)
			continue;
		if (!write_folder(below, pack, &is_empty, error))
			return FALSE;
		if (!is_empty) {
			tree_set(folder_work(folder), name, TREE_MODE_FOLDER,
				&below->id);
			continue;
		}
		tree_remove(folder_work(folder), name);
		g_hash_table_iter_remove(&iter);
	}
	return TRUE;
}

/* An empty folder is no object: its parent drops it. */
static gboolean write_folder(struct folder *folder, struct pack *pack,
	gboolean *is_empty, GError **error)
{
	g_autoptr(GBytes) raw = NULL;
	struct oid id;

	if (!write_children(folder, pack, error))
		return FALSE;
	folder->is_changed = FALSE;
	raw = folder->work ? g_byte_array_free_to_bytes(
				     g_steal_pointer(&folder->work))
			   : g_bytes_ref(folder->raw);
	if (is_empty && g_bytes_get_size(raw) == 0) {
		*is_empty = TRUE;
		return TRUE;
	}
	if (!pack_add_version(pack, OBJECT_TREE, raw, &folder->id, folder->raw,
		    &id, error))
		return FALSE;
	g_bytes_unref(folder->raw);
	folder->raw = g_steal_pointer(&raw);
	folder->id = id;
	return TRUE;
}

gboolean edit_write(
	struct edit *edit, struct pack *pack, struct oid *tree, GError **error)
{
	if (!load_root(edit, error))
		return FALSE;
	if (edit->root->is_changed || oid_is_zero(&edit->root->id))
		if (!write_folder(edit->root, pack, NULL, error))
			return FALSE;
	*tree = edit->root->id;
	return TRUE;
}
