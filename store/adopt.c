/* Rules that people pushed are taken over by a commit of the desk's own, before
 * anything else is written on top of them. */
#include "inside.h"
#include "fault.h"
#include "file.h"
#include <string.h>

/* state/pushed is only read for commits not adopted yet: above this size it is
 * begun anew. */
#define PUSHED_MAX_BYTES ((gsize)1 << 18)

/* Every commit of the desk tells its event; the hook refuses a push that does.
 * (Not the committer's address: it changes with the rules.) */
static gboolean is_ours(const struct repo_commit *commit)
{
	gsize length = 0;
	const char *text = g_bytes_get_data(commit->message, &length);
	AUTO(record_commit) record = commit_parse(text ? text : "", length);

	return record_commit_get(record, TRAILER_EVENT) != NULL;
}

/* struct repo_commit *, newest first. */
static GPtrArray *find_pushed(
	struct store *store, const struct oid *head, GError **error)
{
	g_autoptr(GPtrArray) pushed = g_ptr_array_new_with_free_func(
		(GDestroyNotify)repo_commit_free);
	struct oid at = *head;

	while (!oid_is_zero(&at)) {
		AUTO(repo_commit) commit = repo_commit(store->repo, &at, error);

		if (!commit)
			return NULL;
		if (is_ours(commit))
			break;
		at = commit->parent;
		g_ptr_array_add(pushed, g_steal_pointer(&commit));
	}
	return g_steal_pointer(&pushed);
}

/* Who pushed it, as the hook noted: "<commit> <login>" a line. */
static char *find_login(const char *notes, const char *hex)
{
	const char *line = notes ? strstr(notes, hex) : NULL;

	if (!line || line[OID_HEX] != ' ')
		return g_strdup("unknown");
	line += OID_HEX + 1;
	return g_strndup(line, strcspn(line, "\n"));
}

/* "desk.conf", or "kb/vpn.txt and 2 more". */
static char *name_changes(
	struct store *store, const struct repo_commit *commit, GError **error)
{
	AUTO(repo_commit) parent = NULL;
	g_autoptr(GPtrArray) changes = NULL;
	struct oid before = { { 0 } };
	const char *path;

	if (!oid_is_zero(&commit->parent)) {
		parent = repo_commit(store->repo, &commit->parent, error);
		if (!parent)
			return NULL;
		before = parent->tree;
	}
	changes = walk_changes(store->repo, &before, &commit->tree, error);
	if (!changes)
		return NULL;
	if (changes->len == 0)
		return g_strdup("nothing");
	path = ((struct walk_change *)changes->pdata[0])->path;
	if (changes->len == 1)
		return g_strdup(path);
	return g_strdup_printf("%s and %u more", path, changes->len - 1);
}

static gboolean adopt_one(struct batch *batch, const struct repo_commit *pushed,
	const char *notes, gint64 now, GError **error)
{
	AUTO(record_commit) record = record_commit_new();
	g_autofree char *what = name_changes(batch->store, pushed, error);
	g_autofree char *login = NULL;
	char hex[OID_HEX + 1];

	if (!what)
		return FALSE;
	oid_hex(&pushed->id, hex);
	login = find_login(notes, hex);
	record->author_time = now;
	record->subject = g_strdup_printf(
		"rules: %s changed by %s", what, pushed->author_name);
	record_commit_add(record, TRAILER_EVENT, "rule");
	record_commit_addf(record, TRAILER_PROOF, "push (%s)", login);
	record_commit_addf(record, TRAILER_RULE, "%s by %s <%s>", hex,
		pushed->author_name, pushed->author_address);
	return batch_put(batch, record, NULL, now, NULL, error);
}

static gboolean adopt_all(struct batch *batch, const GPtrArray *pushed,
	const char *notes, gint64 now, GError **error)
{
	for (guint i = pushed->len; i-- > 0;)
		if (!adopt_one(batch, pushed->pdata[i], notes, now, error))
			return FALSE;
	return batch_seal(batch, error);
}

gboolean adopt_pushed(
	struct store *store, struct oid *head, gint64 now, GError **error)
{
	g_autoptr(GPtrArray) pushed = find_pushed(store, head, error);
	g_autofree char *path = store_state_file(store, "pushed");
	g_autofree char *notes = NULL;
	struct batch *batch;
	gsize length = 0;
	gboolean done;

	if (!pushed)
		return FALSE;
	if (pushed->len == 0)
		return TRUE;
	if (!g_file_get_contents(path, &notes, &length, NULL))
		notes = NULL;
	batch = batch_open(store, head, error);
	if (!batch)
		return FALSE;
	done = adopt_all(batch, pushed, notes, now, error);
	if (done)
		*head = batch->tip;
	batch_abort(batch);
	if (done && length > PUSHED_MAX_BYTES)
		file_remove(path, NULL);
	/* What comes on top is put into the index alone: this must be in it. */
	done = done && catch_up(store, head, NULL, error);
	if (!done)
		g_prefix_error(error, "adopting what was pushed: ");
	return done;
}
