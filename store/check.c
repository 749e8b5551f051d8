/* What `check` says of repository and index, and rolling packs up. */
#include "inside.h"
#include "fault.h"
#include "file.h"
#include <string.h>
#include <unistd.h>

#define PACKS_ENOUGH 50u

static gboolean count_packs(struct store *store, guint *count, GError **error)
{
	const char *folder = repo_pack_folder(store->repo);
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

static gboolean roll_up(struct store *store, GError **error)
{
	g_autofree char *git_dir =
		g_strconcat("--git-dir=", repo_path(store->repo), NULL);
	char git[] = "git", repack[] = "repack", drop[] = "-d", quiet[] = "-q",
	     geometric[] = "--geometric=2";
	char *argv[] = { git, git_dir, repack, drop, quiet, geometric, NULL };
	g_auto(GStrv) environment = plain_environment();
	g_autofree char *said = NULL;
	g_autoptr(GError) local = NULL;
	int status = 0;

	if (!g_spawn_sync(NULL, argv, environment,
		    G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL, NULL,
		    NULL, NULL, &said, &status, &local)) {
		/* Without git the packs stay as they are. */
		if (g_error_matches(local, G_SPAWN_ERROR, G_SPAWN_ERROR_NOENT))
			return TRUE;
		g_set_error(error, POSTERN_FAULT, FAULT_IO, "git repack: %s",
			local->message);
		return FALSE;
	}
	if (!g_spawn_check_wait_status(status, &local)) {
		g_set_error(error, POSTERN_FAULT, FAULT_IO,
			"git repack: %s: %.200s", local->message,
			g_strdelimit(g_strstrip(said), "\n", ' '));
		return FALSE;
	}
	return repo_refresh(store->repo, error);
}

gboolean store_maintain(struct store *store, GError **error)
{
	g_autofree char *path = store_state_file(store, "maintenance.lock");
	g_autoptr(GError) local = NULL;
	AUTO(lock) lock = NULL;
	guint packs = 0;

	if (!count_packs(store, &packs, error))
		return FALSE;
	if (packs <= PACKS_ENOUGH)
		return TRUE;
	lock = lock_take(path, 0, &local);
	if (local) {
		g_propagate_error(error, g_steal_pointer(&local));
		return FALSE;
	}
	return !lock || roll_up(store, error);
}

/* --- check ---------------------------------------------------------------- */

static void G_GNUC_PRINTF(2, 3)
	find(GPtrArray *findings, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	g_ptr_array_add(findings, g_strdup_vprintf(format, args));
	va_end(args);
}

static void check_hook(struct store *store, GPtrArray *findings)
{
	g_autofree char *path = g_build_filename(
		repo_path(store->repo), "hooks", "pre-receive", NULL);
	g_autofree char *text = NULL;

	if (!g_file_get_contents(path, &text, NULL, NULL))
		find(findings,
			"%s is missing: a push is not checked (make it as "
			"postern init does)",
			path);
	else if (access(path, X_OK) != 0)
		find(findings,
			"%s is not executable: a push is not checked "
			"(chmod +x)",
			path);
	else if (!strstr(text, "check --push"))
		find(findings,
			"%s does not run \"postern check --push\": a push is "
			"not checked",
			path);
}

static gboolean check_branch(
	struct store *store, GPtrArray *findings, GError **error)
{
	char stands_at[OID_HEX + 1], hex[OID_HEX + 1];
	AUTO(repo_commit) commit = NULL;
	struct tree_entry entry;
	struct oid head;

	if (!repo_head(store->repo, &head, error) ||
		!index_head(store->index, stands_at, error))
		return FALSE;
	if (oid_is_zero(&head)) {
		find(findings, "%s has no branch main", repo_path(store->repo));
		return TRUE;
	}
	oid_hex(&head, hex);
	commit = repo_commit(store->repo, &head, error);
	if (!commit)
		return FALSE;
	if (!repo_find(store->repo, &commit->tree, "desk.conf", &entry, NULL))
		find(findings, "main has no desk.conf");
	if (strcmp(hex, stands_at) != 0)
		find(findings,
			"the index stands at %s, the branch at %s "
			"(postern reindex)",
			*stands_at ? stands_at : "nothing", hex);
	return TRUE;
}

/* git leaves one behind when it is killed, and then nobody moves the branch. */
static void check_lock(struct store *store, GPtrArray *findings)
{
	g_autofree char *path = g_build_filename(
		repo_path(store->repo), REPO_BRANCH ".lock", NULL);

	if (g_file_test(path, G_FILE_TEST_EXISTS))
		find(findings,
			"%s is there: where no push is going on, a git program "
			"died and left it (remove it)",
			path);
}

gboolean store_check(struct store *store, GPtrArray *findings, GError **error)
{
	guint packs = 0;

	if (!check_branch(store, findings, error) ||
		!repo_check_config(store->repo, findings, error) ||
		!count_packs(store, &packs, error))
		return FALSE;
	check_hook(store, findings);
	check_lock(store, findings);
	if (packs > 4 * PACKS_ENOUGH)
		find(findings,
			"%s has %u packs: reading is slow (is the git program "
			"installed?)",
			repo_path(store->repo), packs);
	return TRUE;
}
