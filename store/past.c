/* A ticket's file as it was: before and after one commit. */
#include "inside.h"
#include "fault.h"

static struct ticket *read_blob(
	struct store *store, const struct oid *blob, GError **error)
{
	g_autoptr(GBytes) content = NULL;
	gsize length = 0;
	const char *text;

	if (store->batch)
		content = g_hash_table_lookup(store->batch->blobs, blob);
	if (content)
		g_bytes_ref(content);
	else
		content = repo_object(store->repo, OBJECT_BLOB, blob,
			STORE_MAX_FILE_BYTES, error);
	if (!content)
		return NULL;
	text = g_bytes_get_data(content, &length);
	return ticket_parse(text ? text : "", length, error);
}

/* As a commit that git knows left it. */
static struct ticket *read_in_git(struct store *store, guint32 ticket,
	const struct oid *id, GError **error)
{
	g_autofree char *path = path_ticket(ticket);
	AUTO(repo_commit) commit = repo_commit(store->repo, id, error);
	struct tree_entry entry;

	if (!commit ||
		!repo_find(store->repo, &commit->tree, path, &entry, error))
		return NULL;
	return read_blob(store, &entry.id, error);
}

/* The same where not being there is an answer. */
static gboolean find_in_git(struct store *store, guint32 ticket,
	const struct oid *id, struct ticket **found, GError **error)
{
	g_autoptr(GError) why = NULL;

	*found = oid_is_zero(id) ? NULL : read_in_git(store, ticket, id, &why);
	if (*found || !why ||
		g_error_matches(why, POSTERN_FAULT, FAULT_NOT_FOUND))
		return TRUE;
	g_propagate_error(error, g_steal_pointer(&why));
	return FALSE;
}

/* The ticket as the first so many versions of the batch leave it. */
static gboolean find_in_batch(struct store *store, guint32 ticket, guint end,
	struct ticket **found, GError **error)
{
	const struct batch *batch = store->batch;

	for (guint i = end; i > 0; i--) {
		const struct version *version =
			&g_array_index(batch->versions, struct version, i - 1);

		if (version->ticket != ticket)
			continue;
		*found = read_blob(store, &version->blob, error);
		return *found != NULL;
	}
	return find_in_git(store, ticket, &batch->base, found, error);
}

/* Where the versions of that commit stand in the batch; FALSE: it is none of
 * the batch. */
static gboolean find_commit(const struct batch *batch, const struct oid *id,
	guint *first, guint *end)
{
	*first = *end = 0;
	for (guint i = 0; batch && i < batch->versions->len; i++) {
		const struct version *version =
			&g_array_index(batch->versions, struct version, i);

		if (!oid_equal(&version->commit, id))
			continue;
		*first = *end ? *first : i;
		*end = i + 1;
	}
	return *end > 0;
}

static gboolean change_in_git(struct store *store, guint32 ticket,
	const struct oid *id, struct ticket **before, struct ticket **after,
	GError **error)
{
	AUTO(repo_commit) commit = repo_commit(store->repo, id, error);

	if (!commit ||
		!find_in_git(store, ticket, &commit->parent, before, error))
		return FALSE;
	*after = read_in_git(store, ticket, id, error);
	return *after != NULL;
}

gboolean store_change(struct store *store, guint32 ticket,
	const struct commit_name *commit, struct ticket **before,
	struct ticket **after, GError **error)
{
	struct oid id = { { 0 } };
	guint first, end;
	gboolean is_read;

	*before = *after = NULL;
	oid_parse(commit->hex, &id);
	if (find_commit(store->batch, &id, &first, &end))
		is_read = find_in_batch(store, ticket, first, before, error) &&
			  find_in_batch(store, ticket, end, after, error);
	else
		is_read =
			change_in_git(store, ticket, &id, before, after, error);
	if (!is_read) {
		g_clear_pointer(before, ticket_free);
		g_clear_pointer(after, ticket_free);
	}
	return is_read;
}
