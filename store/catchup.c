/* The index follows the branch, whoever moved it. */
#include "inside.h"
#include "fault.h"

/* The index's transaction is what bars another process from moving both: read
 * the branch only within it. */
struct catching {
	struct store *store;
	struct oid tree;     /* of the commit before */
	GHashTable *tickets; /* path -> nothing: read once, at the end */
};

static gboolean apply_file(struct catching *catching, const char *path,
	const struct oid *id, gint64 commit_time, GError **error)
{
	struct store *store = catching->store;
	g_autoptr(GBytes) content = repo_object(
		store->repo, OBJECT_BLOB, id, STORE_MAX_FILE_BYTES, error);
	struct derived *derived = NULL;
	gboolean done = content != NULL;

	if (done)
		derived = derived_read_any(path, content);
	if (derived)
		done = derived_apply(store->index, derived, commit_time, error);
	derived_free(derived);
	return done;
}

/* Of a ticket only its last state counts, so those wait; deliveries count by
 * the commit that wrote them. */
static gboolean apply_change(struct catching *catching,
	const struct walk_change *change, gint64 commit_time, GError **error)
{
	if (change->mode != TREE_MODE_FILE)
		return TRUE;
	if (g_str_has_suffix(change->path, "/ticket"))
		g_hash_table_add(catching->tickets, g_strdup(change->path));
	else if (g_str_has_suffix(change->path, "/delivery"))
		return apply_file(catching, change->path, &change->id,
			commit_time, error);
	return TRUE;
}

static gboolean apply_commit(
	struct catching *catching, const struct oid *id, GError **error)
{
	struct store *store = catching->store;
	AUTO(repo_commit) commit = repo_commit(store->repo, id, error);
	g_autoptr(GPtrArray) changes = NULL;

	if (!commit || !derive_commit(store->index, commit, error))
		return FALSE;
	changes = walk_changes(
		store->repo, &catching->tree, &commit->tree, error);
	if (!changes)
		return FALSE;
	catching->tree = commit->tree;
	for (guint i = 0; i < changes->len; i++)
		if (!apply_change(catching, changes->pdata[i],
			    commit->commit_time, error))
			return FALSE;
	return TRUE;
}

/* A ticket's file as it is now; one that was taken away since is passed over.
 */
static gboolean apply_ticket(
	struct catching *catching, const char *path, GError **error)
{
	g_autoptr(GError) local = NULL;
	struct tree_entry entry;

	if (repo_find(catching->store->repo, &catching->tree, path, &entry,
		    &local))
		return apply_file(catching, path, &entry.id, 0, error);
	if (g_error_matches(local, POSTERN_FAULT, FAULT_NOT_FOUND))
		return TRUE;
	g_propagate_error(error, g_steal_pointer(&local));
	return FALSE;
}

static gboolean apply_tickets(struct catching *catching, GError **error)
{
	GHashTableIter iter;
	gpointer path;

	g_hash_table_iter_init(&iter, catching->tickets);
	while (g_hash_table_iter_next(&iter, &path, NULL))
		if (!apply_ticket(catching, path, error))
			return FALSE;
	return TRUE;
}

static gboolean apply_chain(
	struct catching *catching, const GArray *chain, GError **error)
{
	gboolean done = TRUE;

	catching->tickets =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (guint i = 0; done && i < chain->len; i++)
		done = apply_commit(
			catching, &g_array_index(chain, struct oid, i), error);
	done = done && apply_tickets(catching, error);
	g_hash_table_unref(catching->tickets);
	return done;
}

/* What lies between the index's commit and the branch's. NULL without error:
 * the index's is no ancestor. */
static GArray *plan(struct catching *catching, const char *stands_at,
	const struct oid *head, GError **error)
{
	struct store *store = catching->store;
	g_autoptr(GError) local = NULL;
	g_autoptr(GArray) chain = NULL;
	AUTO(repo_commit) commit = NULL;
	struct oid from;

	if (!oid_parse(stands_at, &from))
		return NULL;
	chain = walk_chain(store->repo, &from, head, 0, &local);
	if (!chain) {
		if (!g_error_matches(local, POSTERN_FAULT, FAULT_NOT_FOUND))
			g_propagate_error(error, g_steal_pointer(&local));
		return NULL;
	}
	commit = repo_commit(store->repo, &from, error);
	if (!commit)
		return NULL;
	catching->tree = commit->tree;
	return g_steal_pointer(&chain);
}

static char *why_rebuilt(const char *stands_at)
{
	if (*stands_at == '\0')
		return g_strdup("there was no index");
	return g_strdup_printf(
		"the index stood at %s, which is no commit of the branch",
		stands_at);
}

static gboolean rebuild(struct store *store, const struct oid *head,
	const char *stands_at, char **rebuilt, GError **error)
{
	const struct rebuild_progress silent = { NULL, NULL };

	if (!rebuild_index(store, head, &silent, error))
		return FALSE;
	if (rebuilt)
		*rebuilt = why_rebuilt(stands_at);
	return TRUE;
}

/* Within the index's transaction, which it ends. */
static gboolean follow(struct catching *catching, struct oid *head,
	char **rebuilt, GError **error)
{
	struct store *store = catching->store;
	g_autoptr(GArray) chain = NULL;
	g_autoptr(GError) local = NULL;
	char stands_at[OID_HEX + 1] = "", hex[OID_HEX + 1];

	if (!repo_head(store->repo, head, error) ||
		!index_head(store->index, stands_at, error))
		return FALSE;
	oid_hex(head, hex);
	if (oid_is_zero(head) || g_str_equal(stands_at, hex)) {
		index_rollback(store->index);
		return TRUE;
	}
	chain = plan(catching, stands_at, head, &local);
	if (chain)
		return apply_chain(catching, chain, error) &&
		       index_end(store->index, hex, error);
	if (!local)
		return rebuild(store, head, stands_at, rebuilt, error);
	g_propagate_error(error, g_steal_pointer(&local));
	return FALSE;
}

static gboolean follow_alone(struct catching *catching, struct oid *head,
	char **rebuilt, GError **error)
{
	struct index *index = catching->store->index;

	if (!index_begin(index, error))
		return FALSE;
	if (follow(catching, head, rebuilt, error))
		return TRUE;
	index_rollback(index);
	g_prefix_error(error, "bringing the index up to the branch: ");
	return FALSE;
}

gboolean catch_up(
	struct store *store, struct oid *head, char **rebuilt, GError **error)
{
	struct catching catching = { .store = store };
	char stands_at[OID_HEX + 1], hex[OID_HEX + 1];

	if (!repo_head(store->repo, head, error) ||
		!index_head(store->index, stands_at, error))
		return FALSE;
	oid_hex(head, hex);
	if (oid_is_zero(head) || g_str_equal(stands_at, hex))
		return TRUE;
	return follow_alone(&catching, head, rebuilt, error);
}

static gboolean reindex(struct store *store,
	const struct rebuild_progress *progress, GError **error)
{
	struct oid head;

	if (!repo_head(store->repo, &head, error))
		return FALSE;
	if (!oid_is_zero(&head))
		return rebuild_index(store, &head, progress, error);
	index_rollback(store->index);
	return TRUE;
}

gboolean store_reindex(struct store *store,
	void (*progress)(guint64 done, guint64 total, gpointer data),
	gpointer data, GError **error)
{
	const struct rebuild_progress told = { progress, data };

	if (!index_begin(store->index, error))
		return FALSE;
	if (reindex(store, &told, error))
		return TRUE;
	index_rollback(store->index);
	g_prefix_error(error, "building the index: ");
	return FALSE;
}
