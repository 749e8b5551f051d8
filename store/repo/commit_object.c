/* Commits behind repo.h: the object's bytes -> its fields. They may be
 * anybody's: what a person pushed is read here before it is judged. */
#include "repo_inside.h"
#include "fault.h"
#include <string.h>

#define COMMIT_MAX_BYTES ((gsize)1 << 20)

void repo_commit_free(struct repo_commit *commit)
{
	if (!commit)
		return;
	g_free(commit->author_name);
	g_free(commit->author_address);
	g_free(commit->committer_name);
	g_free(commit->committer_address);
	g_clear_pointer(&commit->message, g_bytes_unref);
	g_free(commit);
}

static char *clean_text(const char *text, gsize length)
{
	g_autofree char *valid = g_utf8_make_valid(text, (gssize)length);

	return g_strdup(g_strstrip(valid));
}

/* "Name <address> 1234567890 +0100" */
static gboolean read_person(
	const char *line, char **name, char **address, gint64 *at)
{
	const char *open = strchr(line, '<');
	const char *close = open ? strchr(open, '>') : NULL;

	if (!close)
		return FALSE;
	g_free(*name);
	g_free(*address);
	*name = clean_text(line, (gsize)(open - line));
	*address = clean_text(open + 1, (gsize)(close - open - 1));
	*at = g_ascii_strtoll(close + 1, NULL, 10);
	return TRUE;
}

static gboolean read_field(struct repo_commit *commit, const char *line)
{
	if (g_str_has_prefix(line, "tree "))
		return oid_parse(line + 5, &commit->tree);
	if (g_str_has_prefix(line, "parent "))
		return commit->parents++ > 0 ||
		       oid_parse(line + 7, &commit->parent);
	if (g_str_has_prefix(line, "author "))
		return read_person(line + 7, &commit->author_name,
			&commit->author_address, &commit->author_time);
	if (g_str_has_prefix(line, "committer "))
		return read_person(line + 10, &commit->committer_name,
			&commit->committer_address, &commit->commit_time);
	if (g_str_has_prefix(line, "encoding "))
		commit->has_encoding = TRUE;
	return TRUE;
}

/* Reads the lines up to the empty one; *offset is then behind it. */
static gboolean read_fields(struct repo_commit *commit, const char *text,
	gsize length, gsize *offset)
{
	while (*offset < length) {
		const char *start = text + *offset;
		const char *end = memchr(start, '\n', length - *offset);
		g_autofree char *line = NULL;

		if (!end)
			return FALSE;
		*offset = (gsize)(end - text) + 1;
		if (end == start)
			break;
		line = g_strndup(start, (gsize)(end - start));
		if (!read_field(commit, line))
			return FALSE;
	}
	return commit->author_name && commit->committer_name &&
	       !oid_is_zero(&commit->tree);
}

struct repo_commit *repo_commit(
	struct repo *repo, const struct oid *id, GError **error)
{
	g_autoptr(GBytes) raw =
		repo_object(repo, OBJECT_COMMIT, id, COMMIT_MAX_BYTES, error);

	return raw ? repo_commit_parse(id, raw, error) : NULL;
}

struct repo_commit *repo_commit_parse(
	const struct oid *id, GBytes *raw, GError **error)
{
	AUTO(repo_commit) commit = g_new0(struct repo_commit, 1);
	gsize length = 0, offset = 0;
	const char *text;

	commit->id = *id;
	text = g_bytes_get_data(raw, &length);
	if (!read_fields(commit, text, length, &offset)) {
		char hex[OID_HEX + 1];

		oid_hex(id, hex);
		g_set_error(error, POSTERN_FAULT, FAULT_IO,
			"commit %s is damaged", hex);
		return NULL;
	}
	commit->message = g_bytes_new_from_bytes(raw, offset, length - offset);
	return g_steal_pointer(&commit);
}
