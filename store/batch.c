/* Many commits, one durable point. */
#include "inside.h"
#include "fault.h"
#include "file.h"
#include <string.h>

/* Above this the tree in memory is dropped between batches. */
#define CACHE_MAX_FOLDERS 4096u

static void unref_bytes(gpointer bytes)
{
	g_bytes_unref(bytes);
}

/* The tree of base in memory: the one of the batch before, where the branch has
 * not moved since. */
static struct edit *take_edit(
	struct store *store, const struct oid *base, const struct oid *tree)
{
	struct edit *edit = g_steal_pointer(&store->edit);

	if (edit && oid_equal(&store->edit_head, base) &&
		edit_folders(edit) <= CACHE_MAX_FOLDERS)
		return edit;
	edit_free(edit);
	return edit_new(store->repo, tree);
}

struct batch *batch_open(
	struct store *store, const struct oid *base, GError **error)
{
	AUTO(repo_commit) commit = NULL;
	static const struct oid zero;
	struct batch *batch;

	if (!oid_is_zero(base)) {
		commit = repo_commit(store->repo, base, error);
		if (!commit)
			return NULL;
	}
	if (!index_begin(store->index, error))
		return NULL;
	batch = g_new0(struct batch, 1);
	batch->store = store;
	batch->base = batch->tip = *base;
	batch->tip_time = commit ? commit->commit_time : 0;
	batch->pack = pack_new();
	batch->edit = take_edit(store, base, commit ? &commit->tree : &zero);
	batch->blobs =
		g_hash_table_new_full(oid_hash, oid_equal, g_free, unref_bytes);
	batch->commits = g_hash_table_new_full(
		oid_hash, oid_equal, NULL, (GDestroyNotify)repo_commit_free);
	batch->versions = g_array_new(FALSE, FALSE, sizeof(struct version));
	store->batch = batch;
	return batch;
}

/* Lets go of all; the index is as it was unless sealed. */
static void batch_free(struct batch *batch)
{
	batch->store->batch = NULL;
	if (!batch->is_sealed)
		index_rollback(batch->store->index);
	g_hash_table_unref(batch->blobs);
	g_hash_table_unref(batch->commits);
	g_array_unref(batch->versions);
	edit_free(batch->edit);
	pack_free(batch->pack);
	lock_free(batch->lock);
	g_free(batch);
}

void batch_abort(struct batch *batch)
{
	if (batch)
		batch_free(batch);
}

static struct lock *take_write_lock(
	struct store *store, guint wait_ms, GError **error)
{
	g_autofree char *path = store_state_file(store, "write.lock");
	g_autoptr(GError) local = NULL;
	struct lock *lock = lock_take(path, wait_ms, &local);

	if (local)
		g_propagate_error(error, g_steal_pointer(&local));
	else if (!lock)
		g_set_error(error, POSTERN_FAULT, FAULT_TEMPORARY,
			"%s: another process writes, waited %u ms", path,
			wait_ms);
	return lock;
}

/* What lies there, zero where nothing does. */
static gboolean find_oid(
	struct batch *batch, const char *path, struct oid *id, GError **error)
{
	g_autoptr(GError) local = NULL;
	struct tree_entry entry;

	*id = (struct oid){ 0 };
	if (edit_find(batch->edit, path, &entry, &local)) {
		*id = entry.id;
		return TRUE;
	}
	if (g_error_matches(local, POSTERN_FAULT, FAULT_NOT_FOUND))
		return TRUE;
	g_propagate_error(error, g_steal_pointer(&local));
	return FALSE;
}

static gboolean note_rules(struct batch *batch, gboolean *moved, GError **error)
{
	struct store *store = batch->store;
	struct oid rules, calendars;

	if (!find_oid(batch, "desk.conf", &rules, error) ||
		!find_oid(batch, "calendars", &calendars, error))
		return FALSE;
	if (moved)
		*moved = !oid_equal(&rules, &store->rules) ||
			 !oid_equal(&calendars, &store->calendars);
	store->rules = rules;
	store->calendars = calendars;
	return TRUE;
}

struct batch *store_begin(struct store *store, guint wait_ms, gint64 now,
	gboolean *rules_moved, GError **error)
{
	AUTO(lock) lock = NULL;
	struct batch *batch = NULL;
	struct oid head;

	g_assert(!store->batch);
	lock = take_write_lock(store, wait_ms, error);
	if (!lock || !store_sweep(store, error) ||
		!catch_up(store, &head, NULL, error) ||
		!adopt_pushed(store, &head, now, error))
		return NULL;
	batch = batch_open(store, &head, error);
	if (batch && !note_rules(batch, rules_moved, error))
		g_clear_pointer(&batch, batch_free);
	if (batch)
		batch->lock = g_steal_pointer(&lock);
	return batch;
}

/* --- reading -------------------------------------------------------------- */

GBytes *batch_read(
	struct batch *batch, const char *path, gsize max_bytes, GError **error)
{
	struct tree_entry entry;
	GBytes *content;

	if (!edit_find(batch->edit, path, &entry, error))
		return NULL;
	content = g_hash_table_lookup(batch->blobs, &entry.id);
	if (!content) {
		content = repo_object(batch->store->repo, OBJECT_BLOB,
			&entry.id, max_bytes, error);
		if (!content)
			g_prefix_error(error, "%s: ", path);
		return content;
	}
	if (g_bytes_get_size(content) <= max_bytes)
		return g_bytes_ref(content);
	g_set_error(error, POSTERN_FAULT, FAULT_LIMIT,
		"%s: %zu bytes, at most %zu expected", path,
		g_bytes_get_size(content), max_bytes);
	return NULL;
}

static gint by_name(gconstpointer a, gconstpointer b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

GPtrArray *batch_names(struct batch *batch, const char *folder, GError **error)
{
	GPtrArray *names = edit_names(batch->edit, folder, error);

	if (names)
		g_ptr_array_sort(names, by_name);
	return names;
}

/* --- putting -------------------------------------------------------------- */

/* What the index is to learn of the files, read before anything is changed.
 * NULL: a path that is not ours, or a record that does not read. */
static GPtrArray *judge_files(const GPtrArray *files, GError **error)
{
	g_autoptr(GPtrArray) all =
		g_ptr_array_new_with_free_func((GDestroyNotify)derived_free);

	for (guint i = 0; files && i < files->len; i++) {
		const struct store_file *file = files->pdata[i];
		struct derived *derived = NULL;

		if (!path_is_kept(file->path)) {
			g_set_error(error, POSTERN_FAULT, FAULT_INVALID,
				"%s: not a path of a desk", file->path);
			return NULL;
		}
		if (file->content && !derived_read(file->path, file->content,
					     &derived, error))
			return NULL;
		if (derived)
			g_ptr_array_add(all, derived);
	}
	return g_steal_pointer(&all);
}

static gboolean put_blob(struct batch *batch, const struct store_file *file,
	struct oid *id, GError **error)
{
	struct oid like;

	if (file->is_named) {
		memcpy(id->raw, file->name.raw, OID_BYTES);
		return pack_add_named(
			batch->pack, OBJECT_BLOB, file->content, id, error);
	}
	if (!file->like)
		return pack_add_bytes(
			batch->pack, OBJECT_BLOB, file->content, id, error);
	memcpy(like.raw, file->like_name.raw, OID_BYTES);
	return pack_add_like(batch->pack, OBJECT_BLOB, file->content, &like,
		file->like, id, error);
}

/* Adds the contents; their names in the order of files. */
static GArray *put_blobs(
	struct batch *batch, const GPtrArray *files, GError **error)
{
	g_autoptr(GArray) ids = g_array_new(FALSE, TRUE, sizeof(struct oid));

	for (guint i = 0; files && i < files->len; i++) {
		const struct store_file *file = files->pdata[i];
		struct oid id = { { 0 } };
		gsize length = 0;

		if (file->content)
			length = g_bytes_get_size(file->content);
		if (file->content && !put_blob(batch, file, &id, error)) {
			g_prefix_error(error, "%s: ", file->path);
			return NULL;
		}
		if (file->content)
			g_hash_table_insert(batch->blobs,
				g_memdup2(&id, sizeof id),
				g_bytes_ref(file->content));
		batch->bytes += length;
		g_array_append_val(ids, id);
	}
	return g_steal_pointer(&ids);
}

static gboolean put_tree(struct batch *batch, const GPtrArray *files,
	const GArray *ids, struct oid *tree, GError **error)
{
	for (guint i = 0; files && i < files->len; i++) {
		const struct store_file *file = files->pdata[i];

		if (!edit_set(batch->edit, file->path,
			    &g_array_index(ids, struct oid, i), error))
			return FALSE;
	}
	return edit_write(batch->edit, batch->pack, tree, error);
}

/* The index reads what an auditor will read, so that living and rebuilding give
 * the same. */
static gboolean put_index(struct batch *batch,
	const struct repo_commit *written, const GPtrArray *derived,
	GError **error)
{
	struct index *index = batch->store->index;

	if (!derive_commit(index, written, error))
		return FALSE;
	for (guint i = 0; i < derived->len; i++)
		if (!derived_apply(index, derived->pdata[i],
			    written->commit_time, error))
			return FALSE;
	return TRUE;
}

static gboolean is_whole(const struct batch *batch, GError **error)
{
	if (batch->is_broken)
		g_set_error(error, POSTERN_FAULT, FAULT_IO,
			"the batch is broken by an earlier fault");
	return !batch->is_broken;
}

/* Files, the names of their contents, and what the index learns of them. */
struct put {
	const GPtrArray *files;
	const GArray *ids;
	const GPtrArray *derived;
};

/* Only what undoing may ask for. */
static void keep_versions(
	struct batch *batch, const struct put *put, const struct oid *commit)
{
	struct version version = { .commit = *commit };

	g_array_append_val(batch->versions, version);
	for (guint i = 0; put->files && i < put->files->len; i++) {
		const struct store_file *file = put->files->pdata[i];
		const char *name = NULL;

		version.blob = g_array_index(put->ids, struct oid, i);
		if (path_parse_ticket(file->path, &version.ticket, &name) &&
			strcmp(name, "ticket") == 0)
			g_array_append_val(batch->versions, version);
	}
}

/* A fault in here leaves half a commit behind. */
static gboolean put_commit(struct batch *batch,
	const struct record_commit *commit, const struct put *put, gint64 now,
	GError **error)
{
	struct repo_commit *written;
	struct oid tree;

	if (!put_tree(batch, put->files, put->ids, &tree, error))
		return FALSE;
	written = write_commit(batch, commit, &tree, now, error);
	if (!written)
		return FALSE;
	g_hash_table_replace(batch->commits, &written->id, written);
	keep_versions(batch, put, &written->id);
	return put_index(batch, written, put->derived, error);
}

/* By its event a commit is known as the desk's own. */
static gboolean has_event(const struct record_commit *commit, GError **error)
{
	if (record_commit_get(commit, TRAILER_EVENT))
		return TRUE;
	g_set_error(error, POSTERN_FAULT, FAULT_INVALID,
		"a commit without %s cannot be put", TRAILER_EVENT);
	return FALSE;
}

gboolean batch_put(struct batch *batch, const struct record_commit *commit,
	const GPtrArray *files, gint64 now, struct commit_name *name,
	GError **error)
{
	g_autoptr(GPtrArray) derived = NULL;
	g_autoptr(GArray) ids = NULL;

	if (!is_whole(batch, error) || !has_event(commit, error))
		return FALSE;
	derived = judge_files(files, error);
	ids = derived ? put_blobs(batch, files, error) : NULL;
	if (!ids)
		return FALSE;
	batch->is_broken = !put_commit(batch, commit,
		&(struct put){ files, ids, derived }, now, error);
	if (name)
		oid_hex(&batch->tip, name->hex);
	return !batch->is_broken;
}

gsize batch_bytes(const struct batch *batch)
{
	return batch->bytes;
}

guint batch_count(const struct batch *batch)
{
	return batch->count;
}

/* --- the durable point ---------------------------------------------------- */

/* The branch did not move: the pack is nobody's. */
static void remove_pack(const char *keep)
{
	static const char *const suffixes[] = { "idx", "pack", "keep" };
	g_autofree char *stem = g_strndup(keep, strlen(keep) - strlen("keep"));

	for (gsize i = 0; i < G_N_ELEMENTS(suffixes); i++) {
		g_autofree char *path = g_strconcat(stem, suffixes[i], NULL);

		file_remove(path, NULL);
	}
}

static gboolean move_branch(
	struct batch *batch, const char *keep, GError **error)
{
	g_autoptr(GError) local = NULL;

	if (repo_move(batch->store->repo, &batch->base, &batch->tip, &local))
		return TRUE;
	/* After any other fault it is not sure that the branch stands. */
	if (g_error_matches(local, POSTERN_FAULT, FAULT_CONFLICT) ||
		g_error_matches(local, POSTERN_FAULT, FAULT_TEMPORARY))
		remove_pack(keep);
	g_propagate_error(error, g_steal_pointer(&local));
	return FALSE;
}

gboolean batch_seal(struct batch *batch, GError **error)
{
	struct store *store = batch->store;
	g_autofree char *keep = NULL;
	char hex[OID_HEX + 1];

	if (!is_whole(batch, error))
		return FALSE;
	if (batch->count == 0)
		return TRUE;
	if (!pack_write(
		    batch->pack, repo_pack_folder(store->repo), &keep, error) ||
		!move_branch(batch, keep, error))
		return FALSE;
	file_remove(keep, NULL);
	oid_hex(&batch->tip, hex);
	/* What is derived follows: where it fails here, the next batch catches
	 * it up from what is durable now. */
	if (!index_end(store->index, hex, NULL))
		index_rollback(store->index);
	batch->is_sealed = TRUE;
	store->edit = g_steal_pointer(&batch->edit);
	store->edit_head = batch->tip;
	return TRUE;
}

gboolean batch_commit(struct batch *batch, GError **error)
{
	gboolean done = batch_seal(batch, error);

	batch_free(batch);
	return done;
}
