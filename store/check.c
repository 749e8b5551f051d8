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

/* --- what the index passes over ------------------------------------------- */

#define DEPTH_MAX 4u

static gboolean check_file(struct store *store, const char *path,
	const struct oid *id, GPtrArray *findings, GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(GBytes) content = repo_object(
		store->repo, OBJECT_BLOB, id, STORE_MAX_FILE_BYTES, error);
	struct derived *derived = NULL;

	if (content && !derived_read(path, content, &derived, &why))
		find(findings,
			"%s (the index passes it over: take back the commit "
			"that wrote it)",
			why->message);
	derived_free(derived);
	return content != NULL;
}

static gboolean check_folder(struct store *store, const char *path,
	const struct oid *id, GPtrArray *findings, GError **error)
{
	g_autoptr(GBytes) raw = repo_object(
		store->repo, OBJECT_TREE, id, STORE_MAX_FILE_BYTES, error);
	guint depth = 0;
	gsize length = 0, offset = 0;
	const guint8 *bytes = raw ? g_bytes_get_data(raw, &length) : NULL;
	struct tree_entry entry;
	gboolean done = raw != NULL;

	for (const char *at = path; *at; at++)
		depth += *at == '/';
	while (done && tree_next(bytes, length, &offset, &entry)) {
		g_autofree char *inner =
			g_build_filename(path, entry.name, NULL);

		if (tree_entry_is_folder(&entry))
			done = depth >= DEPTH_MAX ||
			       check_folder(store, inner, &entry.id, findings,
				       error);
		else if (strcmp(entry.name, "ticket") == 0 ||
			 strcmp(entry.name, "delivery") == 0)
			done = check_file(
				store, inner, &entry.id, findings, error);
	}
	return done;
}

static gboolean check_tickets(
	struct store *store, GPtrArray *findings, GError **error)
{
	AUTO(repo_commit) commit = NULL;
	struct tree_entry entry;
	struct oid head;

	if (!repo_head(store->repo, &head, error))
		return FALSE;
	if (oid_is_zero(&head))
		return TRUE;
	commit = repo_commit(store->repo, &head, error);
	if (!commit)
		return FALSE;
	return !repo_find(
		       store->repo, &commit->tree, "tickets", &entry, NULL) ||
	       check_folder(store, "tickets", &entry.id, findings, error);
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
		!check_tickets(store, findings, error) ||
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
