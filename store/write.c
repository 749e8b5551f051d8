/* A commit's object: the header lines of git over commit_format()'s text. */
#include "inside.h"
#include <string.h>

static char *clean_address(const char *address)
{
	return g_strdup(
		address_is_plain(address) ? address : "unknown@invalid");
}

static GBytes *message_bytes(const struct record_commit *commit)
{
	char *message = commit_format(commit);

	return g_bytes_new_take(message, strlen(message));
}

/* What a reader of the object finds: names and addresses that break no line,
 * hold no bracket, and a time that does not run backwards. */
static struct repo_commit *describe(const struct batch *batch,
	const struct record_commit *commit, const struct oid *tree, gint64 now)
{
	const struct store *store = batch->store;
	struct repo_commit *text = g_new0(struct repo_commit, 1);
	const char *name =
		commit->author ? commit->author->name : store->committer_name;
	const char *address = commit->author ? commit->author->address
					     : store->committer_address;

	text->tree = *tree;
	text->parent = batch->tip;
	text->author_name = author_name(name);
	text->author_address = clean_address(address);
	text->committer_name = author_name(store->committer_name);
	text->committer_address = clean_address(store->committer_address);
	text->commit_time = MAX(now, batch->tip_time);
	text->author_time = commit->author_time > 0 ? commit->author_time
						    : text->commit_time;
	text->message = message_bytes(commit);
	return text;
}

static void put_person(GString *text, const char *role, const char *name,
	const char *address, gint64 at)
{
	g_string_append_printf(text, "%s %s <%s> %" G_GINT64_FORMAT " +0000\n",
		role, name, address, at);
}

static void put_oid(GString *text, const char *role, const struct oid *id)
{
	char hex[OID_HEX + 1];

	oid_hex(id, hex);
	g_string_append_printf(text, "%s %s\n", role, hex);
}

static GString *object_text(const struct repo_commit *commit)
{
	GString *text = g_string_sized_new(1024);
	gsize length = 0;
	const char *message = g_bytes_get_data(commit->message, &length);

	put_oid(text, "tree", &commit->tree);
	if (!oid_is_zero(&commit->parent))
		put_oid(text, "parent", &commit->parent);
	put_person(text, "author", commit->author_name, commit->author_address,
		commit->author_time);
	put_person(text, "committer", commit->committer_name,
		commit->committer_address, commit->commit_time);
	g_string_append_c(text, '\n');
	g_string_append_len(text, message, (gssize)length);
	return text;
}

struct repo_commit *write_commit(struct batch *batch,
	const struct record_commit *commit, const struct oid *tree, gint64 now,
	GError **error)
{
	AUTO(repo_commit) written = describe(batch, commit, tree, now);
	GString *text = object_text(written);
	gboolean done = pack_add(batch->pack, OBJECT_COMMIT, text->str,
		text->len, &written->id, error);

	g_string_free(text, TRUE);
	if (!done)
		return NULL;
	batch->tip = written->id;
	batch->tip_time = written->commit_time;
	batch->count++;
	return g_steal_pointer(&written);
}
