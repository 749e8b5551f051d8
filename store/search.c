/* Full text: follows the branch behind whoever writes, and is asked. */
#include "inside.h"
#include "fault.h"
#include "fulltext.h"
#include <string.h>

/* Commits between two durable points. */
#define FILL_COMMITS 1000u

struct filling {
	struct repo *repo;
	struct index *text;
	struct oid tree; /* of the commit before */
	GArray *chain;   /* commits to come, or NULL */
	guint at;        /* the next of them */
	char stands_at[OID_HEX + 1];
};

void search_hit_free(struct search_hit *hit)
{
	if (!hit)
		return;
	g_free(hit->path);
	g_free(hit);
}

/* What people read: a mail's readable text, or a solution. */
static gboolean is_text(const char *path, guint32 *ticket)
{
	const char *file = NULL;

	*ticket = 0;
	if (!g_str_has_suffix(path, ".txt"))
		return FALSE;
	return path_parse_ticket(path, ticket, &file) ||
	       g_str_has_prefix(path, "kb/");
}

static gboolean fill_change(struct filling *filling,
	const struct walk_change *change, GError **error)
{
	g_autoptr(GBytes) text = NULL;
	guint32 ticket;

	if (!is_text(change->path, &ticket))
		return TRUE;
	if (change->mode != TREE_MODE_FILE)
		return fulltext_remove(filling->text, change->path, error);
	text = repo_object(filling->repo, OBJECT_BLOB, &change->id,
		STORE_MAX_FILE_BYTES, error);
	return text &&
	       fulltext_put(filling->text, change->path, ticket, text, error);
}

static gboolean fill_commit(
	struct filling *filling, const struct oid *id, GError **error)
{
	AUTO(repo_commit) commit = repo_commit(filling->repo, id, error);
	g_autoptr(GPtrArray) changes = NULL;

	if (!commit)
		return FALSE;
	changes = walk_changes(
		filling->repo, &filling->tree, &commit->tree, error);
	if (!changes)
		return FALSE;
	filling->tree = commit->tree;
	for (guint i = 0; i < changes->len; i++)
		if (!fill_change(filling, changes->pdata[i], error))
			return FALSE;
	return TRUE;
}

/* The way from the commit where it stands. NULL without error where that is
 * none of the branch. */
static GArray *way_from(struct filling *filling, const struct oid *head)
{
	GArray *chain = NULL;
	AUTO(repo_commit) commit = NULL;
	struct oid from;

	if (!oid_parse(filling->stands_at, &from))
		return NULL;
	chain = walk_chain(filling->repo, &from, head, 0, NULL);
	commit = chain ? repo_commit(filling->repo, &from, NULL) : NULL;
	if (commit)
		filling->tree = commit->tree;
	else
		g_clear_pointer(&chain, g_array_unref);
	return chain;
}

/* Within a transaction. Another process may have filled meanwhile: then it is
 * planned again; from nothing where it stands beside the branch. */
static gboolean plan(
	struct filling *filling, const struct oid *head, GError **error)
{
	static const struct oid zero;
	char now_at[OID_HEX + 1];

	if (!index_head(filling->text, now_at, error))
		return FALSE;
	if (filling->chain && strcmp(now_at, filling->stands_at) == 0)
		return TRUE;
	g_clear_pointer(&filling->chain, g_array_unref);
	g_strlcpy(filling->stands_at, now_at, sizeof filling->stands_at);
	filling->at = 0;
	filling->chain = way_from(filling, head);
	if (filling->chain)
		return TRUE;
	if (!fulltext_clear(filling->text, error))
		return FALSE;
	filling->tree = zero;
	filling->chain = walk_chain(filling->repo, &zero, head, 0, error);
	return filling->chain != NULL;
}

/* Within a transaction, which it ends. */
static gboolean fill_some(
	struct filling *filling, const struct oid *head, GError **error)
{
	guint end;

	if (!plan(filling, head, error))
		return FALSE;
	end = MIN(filling->chain->len, filling->at + FILL_COMMITS);
	if (end == filling->at) {
		index_rollback(filling->text);
		return TRUE;
	}
	for (; filling->at < end; filling->at++)
		if (!fill_commit(filling,
			    &g_array_index(
				    filling->chain, struct oid, filling->at),
			    error))
			return FALSE;
	oid_hex(&g_array_index(filling->chain, struct oid, end - 1),
		filling->stands_at);
	return index_end(filling->text, filling->stands_at, error);
}

static gboolean fill_all(
	struct filling *filling, const struct oid *head, GError **error)
{
	do {
		if (!index_begin(filling->text, error))
			return FALSE;
		if (!fill_some(filling, head, error)) {
			index_rollback(filling->text);
			g_prefix_error(error, "full text: ");
			return FALSE;
		}
	} while (filling->at < filling->chain->len);
	return TRUE;
}

static gboolean fill(struct repo *repo, struct index *text, GError **error)
{
	struct filling filling = { .repo = repo, .text = text };
	gboolean is_filled;
	struct oid head;
	char stands_at[OID_HEX + 1], hex[OID_HEX + 1];

	if (!repo_head(repo, &head, error) ||
		!index_head(text, stands_at, error))
		return FALSE;
	oid_hex(&head, hex);
	if (oid_is_zero(&head) || strcmp(hex, stands_at) == 0)
		return TRUE;
	is_filled = fill_all(&filling, &head, error);
	g_clear_pointer(&filling.chain, g_array_unref);
	return is_filled;
}

/* --- the doors ------------------------------------------------------------ */

static struct index *open_text(const char *desk, GError **error)
{
	g_autofree char *path =
		g_build_filename(desk, "state", "text.sqlite", NULL);

	return fulltext_open(path, error);
}

gboolean store_fill_text(const char *desk, GError **error)
{
	g_autofree char *git = g_build_filename(desk, "desk.git", NULL);
	AUTO(repo) repo = repo_open(git, error);
	AUTO(index) text = repo ? open_text(desk, error) : NULL;

	return text && fill(repo, text, error);
}

gboolean store_forget_text(struct store *store, GError **error)
{
	AUTO(index) text = open_text(store->desk, error);

	if (!text || !index_begin(text, error))
		return FALSE;
	if (fulltext_clear(text, error) && index_end(text, "", error))
		return TRUE;
	index_rollback(text);
	return FALSE;
}

static struct search_hit *hit_of(const struct text_hit *found)
{
	struct search_hit *hit = g_new0(struct search_hit, 1);
	const char *file = NULL;
	guint32 ticket = 0;

	hit->path = g_strdup(found->path);
	hit->ticket = found->ticket;
	if (path_parse_ticket(found->path, &ticket, &file)) {
		g_autofree char *stem = g_strndup(file, strcspn(file, "."));

		article_parse(stem, &hit->message, &hit->kind);
	}
	return hit;
}

GPtrArray *store_search(
	struct store *store, const char *words, guint max, GError **error)
{
	AUTO(index) text = open_text(store->desk, error);
	g_autoptr(GPtrArray) found = NULL;
	GPtrArray *hits;

	if (!text || !fill(store->repo, text, error))
		return NULL;
	found = fulltext_find(text, words, max, error);
	if (!found)
		return NULL;
	hits = g_ptr_array_new_with_free_func((GDestroyNotify)search_hit_free);
	for (guint i = 0; i < found->len; i++)
		g_ptr_array_add(hits, hit_of(found->pdata[i]));
	return hits;
}
