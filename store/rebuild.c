/* The index from nothing: each commit is read once, then what the head holds of
 * tickets and deliveries; a thread reads and parses while this one feeds. */
#include "inside.h"
#include "bulk.h"
#include "chain.h"
#include "fault.h"
#include <string.h>

/* What is handed over at once, and how much of that may wait. */
#define LOAD_ITEMS 256u
#define LOADS 8u

/* A commit with its record, or a file. */
struct item {
	struct repo_commit *commit;
	struct record_commit *record;
	char *path;
	struct derived *derived;
};

struct load {
	GPtrArray *items; /* struct item * */
	GError *error;    /* it ends with that */
	gboolean is_last;
};

struct rebuild {
	struct bulk *bulk;
	struct chain *chain;
	struct oid head, before; /* before: the commit read last */
	gboolean is_graph_wrong; /* or may be: a commit is not there */
	GAsyncQueue *loads;      /* struct load *, to who feeds */
	GAsyncQueue *tickets;    /* a token for each load that may be made */
	struct load *load;       /* being made */
	gint is_over;            /* atomic: nobody feeds any more */
	struct index *index;     /* the new one */
	guint fed;               /* commits */
	GHashTable *unknown;     /* paths of deliveries whose birth none told */
};

static void item_free(gpointer data)
{
	struct item *item = data;

	repo_commit_free(item->commit);
	record_commit_free(item->record);
	derived_free(item->derived);
	g_free(item->path);
	g_free(item);
}

static void load_free(struct load *load)
{
	g_ptr_array_unref(load->items);
	g_clear_error(&load->error);
	g_free(load);
}

/* --- reading, in a thread of its own -------------------------------------- */

static gpointer a_token(void)
{
	static const char token[] = "token";

	return (gpointer)(guintptr)token;
}

static void begin_load(struct rebuild *rebuild)
{
	rebuild->load = g_new0(struct load, 1);
	rebuild->load->items = g_ptr_array_new_full(LOAD_ITEMS, item_free);
}

static void hand_over(struct rebuild *rebuild)
{
	g_async_queue_pop(rebuild->tickets);
	g_async_queue_push(rebuild->loads, g_steal_pointer(&rebuild->load));
	begin_load(rebuild);
}

static struct item *add_item(struct rebuild *rebuild)
{
	struct item *item = g_new0(struct item, 1);

	if (rebuild->load->items->len == LOAD_ITEMS)
		hand_over(rebuild);
	g_ptr_array_add(rebuild->load->items, item);
	return item;
}

static GBytes *read_bytes(struct rebuild *rebuild, enum object_kind kind,
	const struct oid *id, GError **error)
{
	const guint8 *data = NULL;
	gsize length = 0;

	if (!bulk_read(rebuild->bulk, kind, id, &data, &length, error))
		return NULL;
	return g_bytes_new(data, length);
}

static gboolean out_of_order(const struct oid *id, GError **error)
{
	char hex[OID_HEX + 1];

	oid_hex(id, hex);
	g_set_error(error, POSTERN_FAULT, FAULT_IO,
		"the commit graph is damaged at %s (git commit-graph verify)",
		hex);
	return FALSE;
}

static gboolean read_commit(
	struct rebuild *rebuild, const struct oid *id, GError **error)
{
	g_autoptr(GBytes) raw = read_bytes(rebuild, OBJECT_COMMIT, id, error);
	AUTO(repo_commit)
	commit = raw ? repo_commit_parse(id, raw, error) : NULL;
	struct item *item;

	/* The order may be the graph's, of whose word there is no proof. */
	rebuild->is_graph_wrong =
		!commit || !oid_equal(&commit->parent, &rebuild->before);
	if (!commit)
		return FALSE;
	if (rebuild->is_graph_wrong)
		return out_of_order(id, error);
	rebuild->before = *id;
	item = add_item(rebuild);
	item->record = derive_record(commit);
	item->commit = g_steal_pointer(&commit);
	return TRUE;
}

static gboolean read_commits(struct rebuild *rebuild, GError **error)
{
	guint count = chain_count(rebuild->chain);

	for (guint i = 0; i < count && !g_atomic_int_get(&rebuild->is_over);
		i++) {
		struct oid id;

		chain_get(rebuild->chain, i, &id);
		if (!read_commit(rebuild, &id, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean read_file(struct rebuild *rebuild, const char *path,
	const struct oid *id, GError **error)
{
	g_autoptr(GBytes) content = read_bytes(rebuild, OBJECT_BLOB, id, error);
	struct derived *derived = NULL;
	struct item *item;

	if (!content)
		return FALSE;
	derived = derived_read_any(path, content);
	if (!derived)
		return TRUE;
	item = add_item(rebuild);
	item->path = g_strdup(path);
	item->derived = derived;
	return TRUE;
}

#define DEPTH_MAX 4u

static gboolean read_folder(struct rebuild *rebuild, const char *path,
	const struct oid *id, guint depth, GError **error);

static gboolean read_entry(struct rebuild *rebuild, const char *folder,
	const struct tree_entry *entry, guint depth, GError **error)
{
	g_autofree char *path = NULL;

	if (!tree_entry_is_folder(entry) &&
		(entry->mode != TREE_MODE_FILE ||
			(strcmp(entry->name, "ticket") != 0 &&
				strcmp(entry->name, "delivery") != 0)))
		return TRUE;
	path = g_strconcat(folder, "/", entry->name, NULL);
	if (!tree_entry_is_folder(entry))
		return read_file(rebuild, path, &entry->id, error);
	return depth >= DEPTH_MAX ||
	       read_folder(rebuild, path, &entry->id, depth + 1, error);
}

static gboolean read_folder(struct rebuild *rebuild, const char *path,
	const struct oid *id, guint depth, GError **error)
{
	g_autoptr(GBytes) raw = read_bytes(rebuild, OBJECT_TREE, id, error);
	gsize length = 0, offset = 0;
	const guint8 *bytes = raw ? g_bytes_get_data(raw, &length) : NULL;
	struct tree_entry entry;

	if (!raw)
		return FALSE;
	while (!g_atomic_int_get(&rebuild->is_over) &&
		tree_next(bytes, length, &offset, &entry))
		if (!read_entry(rebuild, path, &entry, depth, error))
			return FALSE;
	return TRUE;
}

static gboolean read_head(struct rebuild *rebuild, GError **error)
{
	g_autoptr(GBytes) raw =
		read_bytes(rebuild, OBJECT_COMMIT, &rebuild->head, error);
	AUTO(repo_commit)
	head = raw ? repo_commit_parse(&rebuild->head, raw, error) : NULL;
	g_autoptr(GBytes) root =
		head ? read_bytes(rebuild, OBJECT_TREE, &head->tree, error)
		     : NULL;
	gsize length = 0, offset = 0;
	const guint8 *bytes = root ? g_bytes_get_data(root, &length) : NULL;
	struct tree_entry entry;

	if (!root)
		return FALSE;
	while (tree_next(bytes, length, &offset, &entry))
		if (tree_entry_is_folder(&entry) &&
			(strcmp(entry.name, "tickets") == 0 ||
				strcmp(entry.name, "answers") == 0) &&
			!read_folder(rebuild, entry.name, &entry.id, 1, error))
			return FALSE;
	return TRUE;
}

static gpointer read_all(gpointer data)
{
	struct rebuild *rebuild = data;
	g_autoptr(GError) error = NULL;

	begin_load(rebuild);
	if (read_commits(rebuild, &error))
		read_head(rebuild, &error);
	rebuild->load->is_last = TRUE;
	rebuild->load->error = g_steal_pointer(&error);
	g_async_queue_pop(rebuild->tickets);
	g_async_queue_push(rebuild->loads, g_steal_pointer(&rebuild->load));
	return NULL;
}

/* --- feeding -------------------------------------------------------------- */

static gboolean feed_file(
	struct rebuild *rebuild, const struct item *item, GError **error)
{
	const struct derived *derived = item->derived;
	gboolean is_known = TRUE;

	if (derived->state)
		return index_apply_ticket(
			rebuild->index, derived->state, error);
	if (!index_rebuild_deliveries(rebuild->index, derived->ticket,
		    derived->month, derived->deliveries, &is_known, error))
		return FALSE;
	if (!is_known)
		g_hash_table_add(rebuild->unknown, g_strdup(item->path));
	return TRUE;
}

static gboolean feed_item(
	struct rebuild *rebuild, const struct item *item, GError **error)
{
	if (!item->commit)
		return feed_file(rebuild, item, error);
	rebuild->fed++;
	return derive_apply(rebuild->index, item->commit, item->record, error);
}

static gboolean feed_load(
	struct rebuild *rebuild, struct load *load, GError **error)
{
	for (guint i = 0; i < load->items->len; i++)
		if (!feed_item(rebuild, load->items->pdata[i], error))
			return FALSE;
	if (!load->error)
		return TRUE;
	g_propagate_error(error, g_steal_pointer(&load->error));
	return FALSE;
}

/* After a fault the thread's loads are taken and dropped until its last. */
static gboolean feed_all(struct rebuild *rebuild,
	const struct rebuild_progress *progress, GError **error)
{
	gboolean is_last = FALSE, done = TRUE;

	while (!is_last) {
		struct load *load = g_async_queue_pop(rebuild->loads);

		is_last = load->is_last;
		done = done && feed_load(rebuild, load, error);
		if (!done)
			g_atomic_int_set(&rebuild->is_over, 1);
		load_free(load);
		g_async_queue_push(rebuild->tickets, a_token());
		if (done && progress->tell)
			progress->tell(rebuild->fed,
				chain_count(rebuild->chain), progress->data);
	}
	return done;
}

static gboolean read_and_feed(struct rebuild *rebuild,
	const struct rebuild_progress *progress, GError **error)
{
	GThread *reader;
	gboolean done;

	rebuild->loads = g_async_queue_new();
	rebuild->tickets = g_async_queue_new();
	for (guint i = 0; i < LOADS; i++)
		g_async_queue_push(rebuild->tickets, a_token());
	reader = g_thread_new("reader", read_all, rebuild);
	done = feed_all(rebuild, progress, error);
	g_thread_join(reader);
	g_async_queue_unref(rebuild->loads);
	g_async_queue_unref(rebuild->tickets);
	return done;
}

/* --- deliveries that no trailer told of ----------------------------------- */

/* When they were born only the history of their files knows. */
static gboolean replay_change(struct rebuild *rebuild, struct repo *repo,
	const struct walk_change *change, gint64 commit_time, GError **error)
{
	g_autoptr(GBytes) content = NULL;
	struct derived *derived = NULL;
	gboolean done;

	if (change->mode != TREE_MODE_FILE ||
		!g_hash_table_contains(rebuild->unknown, change->path))
		return TRUE;
	content = repo_object(
		repo, OBJECT_BLOB, &change->id, STORE_MAX_FILE_BYTES, error);
	done = content != NULL;
	if (done)
		derived = derived_read_any(change->path, content);
	if (derived)
		done = derived_apply(
			rebuild->index, derived, commit_time, error);
	derived_free(derived);
	return done;
}

static gboolean replay_commit(struct rebuild *rebuild, struct repo *repo,
	const struct oid *id, struct oid *tree, GError **error)
{
	AUTO(repo_commit) commit = repo_commit(repo, id, error);
	g_autoptr(GPtrArray) changes = NULL;

	if (!commit)
		return FALSE;
	changes = walk_changes(repo, tree, &commit->tree, error);
	*tree = commit->tree;
	for (guint i = 0; changes && i < changes->len; i++)
		if (!replay_change(rebuild, repo, changes->pdata[i],
			    commit->commit_time, error))
			return FALSE;
	return changes != NULL;
}

static gboolean replay_unknown(
	struct rebuild *rebuild, struct repo *repo, GError **error)
{
	guint count = g_hash_table_size(rebuild->unknown)
			      ? chain_count(rebuild->chain)
			      : 0;
	struct oid tree = { { 0 } }, id;

	for (guint i = 0; i < count; i++) {
		chain_get(rebuild->chain, i, &id);
		if (!replay_commit(rebuild, repo, &id, &tree, error))
			return FALSE;
	}
	return TRUE;
}

/* --- all ------------------------------------------------------------------ */

static void rebuild_clear(struct rebuild *rebuild)
{
	g_clear_pointer(&rebuild->unknown, g_hash_table_unref);
	index_free(rebuild->index);
	chain_free(rebuild->chain);
	bulk_free(rebuild->bulk);
}

static gboolean rebuild_begin(struct rebuild *rebuild, struct store *store,
	gboolean by_graph, GError **error)
{
	AUTO(repo_commit)
	head = repo_commit(store->repo, &rebuild->head, error);

	rebuild->unknown =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	rebuild->bulk = head ? bulk_new(store->repo, error) : NULL;
	if (!rebuild->bulk)
		return FALSE;
	rebuild->chain = chain_new(
		store->repo, rebuild->bulk, &rebuild->head, by_graph, error);
	if (!rebuild->chain)
		return FALSE;
	rebuild->index = index_rebuild(store->index, head->commit_time, error);
	return rebuild->index != NULL;
}

/* *by_graph: whether to trust the commit graph; FALSE where it must not be. */
static gboolean rebuild_once(struct store *store, const struct oid *head,
	const struct rebuild_progress *progress, gboolean *by_graph,
	GError **error)
{
	struct rebuild rebuild = { .head = *head };
	char hex[OID_HEX + 1];
	gboolean done;

	oid_hex(head, hex);
	done = rebuild_begin(&rebuild, store, *by_graph, error) &&
	       read_and_feed(&rebuild, progress, error) &&
	       replay_unknown(&rebuild, store->repo, error) &&
	       index_replace(store->index, g_steal_pointer(&rebuild.index), hex,
		       error);
	*by_graph = *by_graph && !rebuild.is_graph_wrong;
	rebuild_clear(&rebuild);
	return done;
}

gboolean rebuild_index(struct store *store, const struct oid *head,
	const struct rebuild_progress *progress, GError **error)
{
	g_autoptr(GError) local = NULL;
	gboolean by_graph = TRUE;

	if (rebuild_once(store, head, progress, &by_graph, &local))
		return TRUE;
	if (!by_graph)
		return rebuild_once(store, head, progress, &by_graph, error);
	g_propagate_error(error, g_steal_pointer(&local));
	return FALSE;
}
