/* Objects behind repo.h: reading them, finding them by path. */
#include "repo_inside.h"
#include "fault.h"
#include <string.h>

/* A folder of 10,000 names is 0.5 MB; one above this is not of our making. */
#define TREE_MAX_BYTES ((gsize)64 << 20)

static gboolean not_found(const struct oid *id, GError **error)
{
	char hex[OID_HEX + 1];

	oid_hex(id, hex);
	g_set_error(error, POSTERN_FAULT, FAULT_NOT_FOUND,
		"object %s is not in the repository", hex);
	return FALSE;
}

/* Where packs were rolled up by another process, an open one may be gone from
 * under us: then all are opened anew, once. */
static gboolean read_object(struct repo *repo, const struct oid *id,
	git_odb_object **object, GError **error)
{
	git_oid oid;
	int code;

	memcpy(oid.id, id->raw, OID_BYTES);
	code = git_odb_read(object, repo->odb, &oid);
	if (code != 0 && repo_refresh(repo, NULL))
		code = git_odb_read(object, repo->odb, &oid);
	if (code == GIT_ENOTFOUND)
		return not_found(id, error);
	return code == 0 || repo_fault("cannot read an object", error);
}

gboolean repo_object_size(
	struct repo *repo, const struct oid *id, gsize *size, GError **error)
{
	git_object_t kind;
	git_oid oid;
	int code;

	memcpy(oid.id, id->raw, OID_BYTES);
	code = git_odb_read_header(size, &kind, repo->odb, &oid);
	if (code != 0 && repo_refresh(repo, NULL))
		code = git_odb_read_header(size, &kind, repo->odb, &oid);
	if (code == GIT_ENOTFOUND)
		return not_found(id, error);
	return code == 0 || repo_fault("cannot read an object", error);
}

static void free_object(gpointer object)
{
	git_odb_object_free(object);
}

GBytes *repo_object(struct repo *repo, enum object_kind kind,
	const struct oid *id, gsize max, GError **error)
{
	git_odb_object *object = NULL;
	gsize size = 0;
	char hex[OID_HEX + 1];

	if (!repo_object_size(repo, id, &size, error))
		return NULL;
	oid_hex(id, hex);
	if (size > max) {
		g_set_error(error, POSTERN_FAULT, FAULT_LIMIT,
			"object %s has %zu bytes, at most %zu expected", hex,
			size, max);
		return NULL;
	}
	if (!read_object(repo, id, &object, error))
		return NULL;
	if (git_odb_object_type(object) != (git_object_t)kind) {
		g_set_error(error, POSTERN_FAULT, FAULT_IO,
			"object %s is of another kind than expected", hex);
		git_odb_object_free(object);
		return NULL;
	}
	return g_bytes_new_with_free_func(git_odb_object_data(object),
		git_odb_object_size(object), free_object, object);
}

gboolean repo_find(struct repo *repo, const struct oid *tree, const char *path,
	struct tree_entry *entry, GError **error)
{
	g_auto(GStrv) parts = g_strsplit(path, "/", -1);
	struct oid at = *tree;

	for (gsize i = 0; parts[i]; i++) {
		g_autoptr(GBytes) raw = repo_object(
			repo, OBJECT_TREE, &at, TREE_MAX_BYTES, error);
		gsize length = 0;
		const guint8 *bytes =
			raw ? g_bytes_get_data(raw, &length) : NULL;

		if (!raw)
			return FALSE;
		if (!tree_find(bytes, length, parts[i], entry) ||
			(parts[i + 1] && !tree_entry_is_folder(entry))) {
			g_set_error(error, POSTERN_FAULT, FAULT_NOT_FOUND,
				"%s: no such file", path);
			return FALSE;
		}
		entry->name = NULL;
		at = entry->id;
	}
	return TRUE;
}

GPtrArray *repo_names(struct repo *repo, const struct oid *tree,
	const char *folder, GError **error)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GError) local = NULL;
	g_autoptr(GBytes) raw = NULL;
	struct tree_entry entry = { .mode = TREE_MODE_FOLDER, .id = *tree };
	gsize length = 0, offset = 0;
	const guint8 *bytes;

	if (*folder && !repo_find(repo, tree, folder, &entry, &local)) {
		if (g_error_matches(local, POSTERN_FAULT, FAULT_NOT_FOUND))
			return g_steal_pointer(&names);
		g_propagate_error(error, g_steal_pointer(&local));
		return NULL;
	}
	if (!tree_entry_is_folder(&entry))
		return g_steal_pointer(&names);
	raw = repo_object(repo, OBJECT_TREE, &entry.id, TREE_MAX_BYTES, error);
	if (!raw)
		return NULL;
	bytes = g_bytes_get_data(raw, &length);
	while (tree_next(bytes, length, &offset, &entry))
		g_ptr_array_add(names, g_strdup(entry.name));
	return g_steal_pointer(&names);
}
