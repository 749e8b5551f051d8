/* Reading one fixed commit. */
#include "inside.h"
#include "fault.h"
#include <string.h>

struct snapshot {
	struct repo *repo;
	struct oid commit, tree;
	gint64 time;
};

struct snapshot *store_snapshot(struct store *store, GError **error)
{
	struct snapshot *snapshot;
	struct oid head;
	AUTO(repo_commit) commit = NULL;

	if (!repo_head(store->repo, &head, error))
		return NULL;
	if (oid_is_zero(&head)) {
		g_set_error(error, POSTERN_FAULT, FAULT_NOT_FOUND,
			"%s has no branch main", repo_path(store->repo));
		return NULL;
	}
	commit = repo_commit(store->repo, &head, error);
	if (!commit)
		return NULL;
	snapshot = g_new0(struct snapshot, 1);
	snapshot->repo = store->repo;
	snapshot->commit = head;
	snapshot->tree = commit->tree;
	snapshot->time = commit->commit_time;
	return snapshot;
}

void snapshot_free(struct snapshot *snapshot)
{
	g_free(snapshot);
}

struct commit_name snapshot_commit(const struct snapshot *snapshot)
{
	struct commit_name name;

	oid_hex(&snapshot->commit, name.hex);
	return name;
}

gint64 snapshot_time(const struct snapshot *snapshot)
{
	return snapshot->time;
}

GBytes *snapshot_read(struct snapshot *snapshot, const char *path,
	gsize max_bytes, GError **error)
{
	struct tree_entry entry;
	GBytes *content;

	if (!repo_find(snapshot->repo, &snapshot->tree, path, &entry, error))
		return NULL;
	content = repo_object(
		snapshot->repo, OBJECT_BLOB, &entry.id, max_bytes, error);
	if (!content)
		g_prefix_error(error, "%s: ", path);
	return content;
}

static gint by_name(gconstpointer a, gconstpointer b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

GPtrArray *snapshot_names(
	struct snapshot *snapshot, const char *folder, GError **error)
{
	GPtrArray *names =
		repo_names(snapshot->repo, &snapshot->tree, folder, error);

	if (names)
		g_ptr_array_sort(names, by_name);
	return names;
}
