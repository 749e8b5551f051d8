/* From what is committed to what the index learns: one way, for living,
 * catching up and rebuilding. */
#include "inside.h"
#include <string.h>

void derived_free(struct derived *derived)
{
	if (!derived)
		return;
	ticket_free(derived->state);
	g_clear_pointer(&derived->deliveries, g_ptr_array_unref);
	g_free(derived);
}

static gboolean read_ticket(
	struct derived *derived, const char *text, gsize length, GError **error)
{
	derived->state = ticket_parse(text, length, error);
	if (derived->state)
		derived->state->number = derived->ticket;
	return derived->state != NULL;
}

static gboolean read_deliveries(
	struct derived *derived, const char *text, gsize length, GError **error)
{
	derived->deliveries = delivery_parse(text, length, error);
	return derived->deliveries != NULL;
}

gboolean derived_read(const char *path, GBytes *content,
	struct derived **derived, GError **error)
{
	struct derived *one = g_new0(struct derived, 1);
	const char *file = NULL, *text;
	gboolean done = TRUE;
	gsize length = 0;

	text = g_bytes_get_data(content, &length);
	if (!path_parse_ticket(path, &one->ticket, &file) &&
		!path_parse_answers(path, &one->month, &file))
		file = "";
	if (strcmp(file, "ticket") == 0 && one->ticket)
		done = read_ticket(one, text ? text : "", length, error);
	else if (strcmp(file, "delivery") == 0)
		done = read_deliveries(one, text ? text : "", length, error);
	if (!done)
		g_prefix_error(error, "%s: ", path);
	if (one->state || one->deliveries)
		*derived = one;
	else
		derived_free(one);
	return done;
}

struct derived *derived_read_any(const char *path, GBytes *content)
{
	g_autoptr(GError) why = NULL;
	struct derived *derived = NULL;

	if (!derived_read(path, content, &derived, &why))
		g_warning("index: passed over: %s", why->message);
	return derived;
}

gboolean derived_apply(struct index *index, const struct derived *derived,
	gint64 commit_time, GError **error)
{
	if (derived->state)
		return index_apply_ticket(index, derived->state, error);
	return index_apply_deliveries(index, derived->ticket, derived->month,
		derived->deliveries, commit_time, error);
}

struct record_commit *derive_record(const struct repo_commit *commit)
{
	gsize length = 0;
	const char *text = g_bytes_get_data(commit->message, &length);

	return commit_parse_keys(text ? text : "", length, INDEX_KEYS);
}

gboolean derive_commit(
	struct index *index, const struct repo_commit *commit, GError **error)
{
	AUTO(record_commit) record = derive_record(commit);

	return derive_apply(index, commit, record, error);
}

gboolean derive_apply(struct index *index, const struct repo_commit *commit,
	const struct record_commit *record, GError **error)
{
	struct indexed_commit indexed = {
		.author_address = commit->author_address,
		.author_time = commit->author_time,
		.commit_time = commit->commit_time,
		.record = record,
	};
	char hex[OID_HEX + 1];

	oid_hex(&commit->id, hex);
	indexed.hex = hex;
	return index_apply(index, &indexed, error);
}
