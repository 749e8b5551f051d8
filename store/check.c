/* What `check` says of repository and index. */
#include "inside.h"
#include "fault.h"
#include <string.h>
#include <unistd.h>

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
		!maintain_count(repo_path(store->repo), &packs, error))
		return FALSE;
	check_hook(store, findings);
	check_lock(store, findings);
	if (packs > 4 * MAINTAIN_PACKS)
		find(findings,
			"%s has %u packs: reading is slow (is the git program "
			"installed?)",
			repo_path(store->repo), packs);
	return TRUE;
}
