/* Keeping the repository quick to read: packs are rolled up, and a commit graph
 * tells which commits touched which paths. Both by the git program, beside
 * whoever reads and writes. */
#include "inside.h"
#include "fault.h"
#include "file.h"
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* No commit graph takes so long. */
#define STALE_SEC 600
/* Packs that the graph knows nothing of yet: git reads their commits' trees. */
#define GRAPH_PACKS 10u
/* A pack of so much is rolled up no more: git holds 200 bytes of memory for
 * each object of those that it puts together. */
#define LARGE_BYTES ((off_t)512 << 20)

gboolean maintain_count(const char *git_dir, guint *count, GError **error)
{
	g_autofree char *folder =
		g_build_filename(git_dir, "objects", "pack", NULL);
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *name;

	*count = 0;
	if (!dir)
		return file_fault("cannot open", folder, error);
	while ((name = g_dir_read_name(dir)))
		if (g_str_has_suffix(name, ".pack"))
			++*count;
	return TRUE;
}

/* The program's environment without what points git elsewhere: a hook's
 * environment does. */
static char **plain_environment(void)
{
	g_auto(GStrv) all = g_get_environ();
	GPtrArray *kept = g_ptr_array_new();

	for (gsize i = 0; all[i]; i++)
		if (!g_str_has_prefix(all[i], "GIT_"))
			g_ptr_array_add(kept, g_strdup(all[i]));
	g_ptr_array_add(kept, NULL);
	return (char **)g_ptr_array_free(kept, FALSE);
}

/* One thread and small windows: it is to work beside the desk, not instead. */
static const char *const REPACK[] = { "-c", "pack.threads=1", "-c",
	"pack.windowMemory=32m", "-c", "pack.deltaCacheSize=32m", "-c",
	"core.packedGitLimit=256m", "repack", "-d", "-q", "--geometric=2",
	NULL };
/* A layer on top of those that are there, which are joined as they grow. */
static const char *const GRAPH[] = { "commit-graph", "write", "--reachable",
	"--changed-paths", "--split", "--no-progress", NULL };

static void add_words(GPtrArray *argv, const char *const *words)
{
	for (gsize i = 0; words[i]; i++)
		g_ptr_array_add(argv, g_strdup(words[i]));
}

/* more: words (char *) at the end, or NULL. Without the program all stays as it
 * is. */
static gboolean run_git(const char *git_dir, const char *const *words,
	const GPtrArray *more, GError **error)
{
	g_autofree char *where = g_strconcat("--git-dir=", git_dir, NULL);
	g_autoptr(GPtrArray) argv = g_ptr_array_new_with_free_func(g_free);
	g_auto(GStrv) environment = plain_environment();
	g_autofree char *said = NULL;
	g_autoptr(GError) local = NULL;
	int status = 0;

	g_ptr_array_add(argv, g_strdup("git"));
	g_ptr_array_add(argv, g_steal_pointer(&where));
	add_words(argv, words);
	for (guint i = 0; more && i < more->len; i++)
		g_ptr_array_add(argv, g_strdup(more->pdata[i]));
	g_ptr_array_add(argv, NULL);
	if (!g_spawn_sync(NULL, (char **)argv->pdata, environment,
		    G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL, NULL,
		    NULL, NULL, &said, &status, &local)) {
		if (g_error_matches(local, G_SPAWN_ERROR, G_SPAWN_ERROR_NOENT))
			return TRUE;
		g_set_error(error, POSTERN_FAULT, FAULT_IO, "git %s: %s",
			git_dir, local->message);
		return FALSE;
	}
	if (g_spawn_check_wait_status(status, &local))
		return TRUE;
	g_set_error(error, POSTERN_FAULT, FAULT_IO, "git %s: %s: %.200s",
		git_dir, local->message,
		g_strdelimit(g_strstrip(said), "\n", ' '));
	return FALSE;
}

/* The packs, as far as they ask for something. */
struct packs_seen {
	gint64 graph_at;    /* when the commit graph was written, 0: never */
	guint small, newer; /* than the graph */
	GPtrArray *keep;    /* char *: words that leave the large ones alone */
};

static void see_pack(
	struct packs_seen *seen, const char *folder, const char *name)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);
	struct stat status;

	if (lstat(path, &status) != 0)
		return;
	seen->newer += status.st_mtime > seen->graph_at;
	if (status.st_size < LARGE_BYTES)
		seen->small++;
	else
		g_ptr_array_add(
			seen->keep, g_strconcat("--keep-pack=", name, NULL));
}

static gboolean see_packs(
	struct packs_seen *seen, const char *git_dir, GError **error)
{
	g_autofree char *folder =
		g_build_filename(git_dir, "objects", "pack", NULL);
	g_autofree char *chain = g_build_filename(git_dir, "objects", "info",
		"commit-graphs", "commit-graph-chain", NULL);
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	struct stat status;
	const char *name;

	if (!dir)
		return file_fault("cannot open", folder, error);
	if (lstat(chain, &status) == 0)
		seen->graph_at = status.st_mtime;
	while ((name = g_dir_read_name(dir)))
		if (g_str_has_suffix(name, ".pack"))
			see_pack(seen, folder, name);
	return TRUE;
}

/* A git that was killed leaves its lock behind, and every later one fails by
 * it. A young one may be at work: another time, then. */
static gboolean is_locked(const char *git_dir)
{
	g_autofree char *lock = g_build_filename(git_dir, "objects", "info",
		"commit-graphs", "commit-graph-chain.lock", NULL);
	struct stat status;

	if (lstat(lock, &status) != 0)
		return FALSE;
	gint64 age = g_get_real_time() / G_USEC_PER_SEC - status.st_mtime;

	return age < STALE_SEC || unlink(lock) != 0;
}

static gboolean roll_up(
	const struct packs_seen *seen, const char *git_dir, GError **error)
{
	gboolean is_due = seen->small > MAINTAIN_PACKS;

	if (is_due && !run_git(git_dir, REPACK, seen->keep, error))
		return FALSE;
	return (!is_due && seen->graph_at && seen->newer < GRAPH_PACKS) ||
	       is_locked(git_dir) || run_git(git_dir, GRAPH, NULL, error);
}

static gboolean look_and_roll_up(const char *git_dir, GError **error)
{
	struct packs_seen seen = { .keep = g_ptr_array_new_with_free_func(
					   g_free) };
	gboolean done = see_packs(&seen, git_dir, error) &&
			roll_up(&seen, git_dir, error);

	g_ptr_array_unref(seen.keep);
	return done;
}

gboolean store_maintain_desk(const char *desk, GError **error)
{
	g_autofree char *git_dir = g_build_filename(desk, "desk.git", NULL);
	g_autofree char *path =
		g_build_filename(desk, "state", "maintenance.lock", NULL);
	g_autoptr(GError) local = NULL;
	AUTO(lock) lock = lock_take(path, 0, &local);

	if (local) {
		g_propagate_error(error, g_steal_pointer(&local));
		return FALSE;
	}
	return !lock || look_and_roll_up(git_dir, error);
}

gboolean store_maintain(struct store *store, GError **error)
{
	return store_maintain_desk(store->desk, error) &&
	       repo_refresh(store->repo, error);
}
