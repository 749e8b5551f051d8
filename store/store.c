#include "inside.h"
#include "fault.h"
#include "file.h"
#include <errno.h>
#include <string.h>

struct store_file *store_file_new(const char *path, GBytes *content)
{
	struct store_file *file = g_new0(struct store_file, 1);

	file->path = g_strdup(path);
	file->content = content ? g_bytes_ref(content) : NULL;
	return file;
}

gboolean store_name_content(
	GBytes *content, struct content_name *name, GError **error)
{
	struct oid id;
	gsize length = 0;
	const void *bytes = g_bytes_get_data(content, &length);

	if (!pack_name(OBJECT_BLOB, bytes ? bytes : "", length, &id, error))
		return FALSE;
	memcpy(name->raw, id.raw, OID_BYTES);
	return TRUE;
}

void store_file_free(struct store_file *file)
{
	if (!file)
		return;
	g_free(file->path);
	g_clear_pointer(&file->content, g_bytes_unref);
	g_clear_pointer(&file->like, g_bytes_unref);
	g_free(file);
}

void store_set_options(struct store *store, const struct store_options *options)
{
	char *name = g_strdup(options->committer_name);
	char *address = g_strdup(options->committer_address);

	g_free(store->committer_name);
	g_free(store->committer_address);
	store->committer_name = name;
	store->committer_address = address;
}

char *store_state_file(const struct store *store, const char *name)
{
	return g_build_filename(store->state, name, NULL);
}

void store_free(struct store *store)
{
	if (!store)
		return;
	batch_abort(store->batch);
	edit_free(store->edit);
	index_free(store->index);
	repo_free(store->repo);
	g_free(store->committer_name);
	g_free(store->committer_address);
	g_free(store->desk);
	g_free(store->state);
	g_free(store);
}

gboolean store_sweep(struct store *store, GError **error)
{
	if (store->is_swept)
		return TRUE;
	store->is_swept = TRUE;
	return pack_sweep(repo_pack_folder(store->repo), error) &&
	       repo_sweep(store->repo, error);
}

/* What a process that died left. Where the lock is held, its holder lives, and
 * a later open or batch sweeps. */
static gboolean sweep(struct store *store, GError **error)
{
	g_autofree char *path = store_state_file(store, "write.lock");
	g_autoptr(GError) local = NULL;
	AUTO(lock) lock = lock_take(path, 0, &local);

	if (local) {
		g_propagate_error(error, g_steal_pointer(&local));
		return FALSE;
	}
	if (!lock)
		return TRUE;
	return store_sweep(store, error);
}

static gboolean open_index(struct store *store, GError **error)
{
	g_autofree char *path = store_state_file(store, "index.sqlite");

	store->index = index_open(path, error);
	return store->index != NULL;
}

static gboolean open_parts(
	struct store *store, const char *name, GError **error)
{
	g_autofree char *git = g_build_filename(store->desk, name, NULL);

	store->repo = repo_open(git, error);
	if (!store->repo)
		return FALSE;
	if (g_mkdir_with_parents(store->state, 0700) != 0)
		return file_fault("cannot make", store->state, error);
	return open_index(store, error);
}

/* A damaged index is put aside and made anew, once: all of it is derived. */
static gboolean catch_up_anyhow(
	struct store *store, struct oid *head, char **rebuilt, GError **error)
{
	g_autofree char *path = store_state_file(store, "index.sqlite");
	g_autoptr(GError) local = NULL;

	if (catch_up(store, head, rebuilt, &local))
		return TRUE;
	if (!g_error_matches(local, POSTERN_FAULT, FAULT_INVALID)) {
		g_propagate_error(error, g_steal_pointer(&local));
		return FALSE;
	}
	g_clear_pointer(&store->index, index_free);
	if (rebuilt)
		g_clear_pointer(rebuilt, g_free);
	return index_put_aside(path, error) && open_index(store, error) &&
	       catch_up(store, head, rebuilt, error);
}

/* The rules of the branch: what the first batch is compared with. */
static gboolean note_rules(
	struct store *store, const struct oid *head, GError **error)
{
	AUTO(repo_commit) commit = NULL;
	struct tree_entry entry;

	if (oid_is_zero(head))
		return TRUE;
	commit = repo_commit(store->repo, head, error);
	if (!commit)
		return FALSE;
	if (repo_find(store->repo, &commit->tree, "desk.conf", &entry, NULL))
		store->rules = entry.id;
	if (repo_find(store->repo, &commit->tree, "calendars", &entry, NULL))
		store->calendars = entry.id;
	return TRUE;
}

struct store *store_open_named(const char *desk, const char *name,
	const struct store_options *options, char **rebuilt, GError **error)
{
	AUTO(store) store = g_new0(struct store, 1);
	struct oid head;

	store->desk = g_strdup(desk);
	store->state = g_build_filename(desk, "state", NULL);
	store_set_options(store, options);
	if (!open_parts(store, name, error) || !sweep(store, error) ||
		!catch_up_anyhow(store, &head, rebuilt, error) ||
		!note_rules(store, &head, error))
		return NULL;
	return g_steal_pointer(&store);
}

struct store *store_open(const char *desk, const struct store_options *options,
	char **rebuilt, GError **error)
{
	if (rebuilt)
		*rebuilt = NULL;
	return store_open_named(desk, "desk.git", options, rebuilt, error);
}

/* --- locks ---------------------------------------------------------------- */

struct store_lock {
	struct lock *lock;
};

struct store_lock *store_lock_outbox(struct store *store, GError **error)
{
	g_autofree char *path = store_state_file(store, "outbox.lock");
	struct lock *lock = lock_take(path, 0, error);
	struct store_lock *held;

	if (!lock)
		return NULL;
	held = g_new0(struct store_lock, 1);
	held->lock = lock;
	return held;
}

void store_lock_free(struct store_lock *lock)
{
	if (!lock)
		return;
	lock_free(lock->lock);
	g_free(lock);
}
