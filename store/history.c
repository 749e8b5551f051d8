/* A ticket's commits: the index knows which, git knows what. */
#include "inside.h"

void history_entry_free(struct history_entry *entry)
{
	if (!entry)
		return;
	g_free(entry->author_name);
	g_free(entry->author_address);
	record_commit_free(entry->record);
	g_free(entry);
}

static struct history_entry *new_entry(const struct repo_commit *commit)
{
	struct history_entry *entry = g_new0(struct history_entry, 1);
	gsize length = 0;
	const char *text = g_bytes_get_data(commit->message, &length);

	oid_hex(&commit->id, entry->commit.hex);
	entry->author_time = commit->author_time;
	entry->author_name = g_strdup(commit->author_name);
	entry->author_address = g_strdup(commit->author_address);
	entry->record = commit_parse(text ? text : "", length);
	return entry;
}

/* What the open batch put the index knows already, but git does not. */
static struct history_entry *read_entry(
	struct store *store, const struct commit_name *name, GError **error)
{
	AUTO(repo_commit) read = NULL;
	const struct repo_commit *commit = NULL;
	struct oid id = { { 0 } };

	oid_parse(name->hex, &id);
	if (store->batch)
		commit = g_hash_table_lookup(store->batch->commits, &id);
	if (!commit) {
		read = repo_commit(store->repo, &id, error);
		commit = read;
	}
	return commit ? new_entry(commit) : NULL;
}

GPtrArray *store_history(
	struct store *store, guint32 ticket, guint max, GError **error)
{
	g_autoptr(GArray) names =
		index_history(store->index, ticket, max, error);
	g_autoptr(GPtrArray) entries = NULL;

	if (!names)
		return NULL;
	entries = g_ptr_array_new_with_free_func(
		(GDestroyNotify)history_entry_free);
	for (guint i = 0; i < names->len; i++) {
		struct history_entry *entry = read_entry(store,
			&g_array_index(names, struct commit_name, i), error);

		if (!entry)
			return NULL;
		g_ptr_array_add(entries, entry);
	}
	return g_steal_pointer(&entries);
}
