/* A commit's object: the header lines of git over commit_format()'s text. */
#include "inside.h"
#include <string.h>

/* git sees "Name <address> seconds zone"; neither may hold <, > or a break. */
static void put_person(GString *text, const char *role, const char *name,
	const char *address, gint64 at)
{
	g_autofree char *clean = author_name(name);

	g_string_append_printf(text, "%s %s <%s> %" G_GINT64_FORMAT " +0000\n",
		role, clean,
		address_is_plain(address) ? address : "unknown@invalid",
		MAX(at, 0));
}

static void put_parent(GString *text, const struct oid *parent)
{
	char hex[OID_HEX + 1];

	if (oid_is_zero(parent))
		return;
	oid_hex(parent, hex);
	g_string_append_printf(text, "parent %s\n", hex);
}

static GString *commit_text(const struct batch *batch,
	const struct record_commit *commit, const struct oid *tree,
	gint64 commit_time)
{
	const struct store *store = batch->store;
	g_autofree char *message = commit_format(commit);
	GString *text = g_string_sized_new(1024);
	char hex[OID_HEX + 1];

	oid_hex(tree, hex);
	g_string_append_printf(text, "tree %s\n", hex);
	put_parent(text, &batch->tip);
	put_person(text, "author",
		commit->author ? commit->author->name : store->committer_name,
		commit->author ? commit->author->address
			       : store->committer_address,
		commit->author_time ? commit->author_time : commit_time);
	put_person(text, "committer", store->committer_name,
		store->committer_address, commit_time);
	g_string_append_c(text, '\n');
	g_string_append(text, message);
	return text;
}

gboolean write_commit(struct batch *batch, const struct record_commit *commit,
	const struct oid *tree, gint64 now, GError **error)
{
	gint64 commit_time = MAX(now, batch->tip_time);
	GString *text = commit_text(batch, commit, tree, commit_time);
	struct oid id;
	gboolean done = pack_add(
		batch->pack, OBJECT_COMMIT, text->str, text->len, &id, error);

	g_string_free(text, TRUE);
	if (!done)
		return FALSE;
	batch->tip = id;
	batch->tip_time = commit_time;
	batch->count++;
	return TRUE;
}
