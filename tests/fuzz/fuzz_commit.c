/* Any bytes are a commit message, and any bytes stand in the fields of ours:
 * the trailers that are read back are the ones that were written. */
#include "commit.h"
#include "fuzz.h"
#include "text.h"
#include <string.h>

static void read_message(const char *data, gsize size)
{
	AUTO(record_commit) commit = commit_parse(data, size);

	g_assert(commit != NULL);
	for (guint i = 0; i < commit->trailers->len; i++) {
		const struct trailer *one =
			&g_array_index(commit->trailers, struct trailer, i);

		g_assert(!strpbrk(one->key, "\n: ") &&
			 !strchr(one->value, '\n'));
	}
	commit_forges_trailer(data, size);
}

/* Written with foreign text in every place that takes some. */
static void write_message(const char *text)
{
	static const char *const KEYS[] = { TRAILER_REASON, TRAILER_REFUSED,
		TRAILER_MESSAGE_ID, TRAILER_NOTICE };
	AUTO(record_commit) commit = record_commit_new();
	g_autofree char *name = author_name(text);

	commit->subject = g_strdup(text);
	commit->text = g_strdup(text);
	record_commit_add(commit, TRAILER_EVENT, "create");
	for (guint i = 0; i < G_N_ELEMENTS(KEYS); i++)
		record_commit_add(commit, KEYS[i], text);
	record_commit_add(commit, TRAILER_UNDOES, "end");
	g_autofree char *message = commit_format(commit);
	AUTO(record_commit) again = commit_parse(message, strlen(message));

	g_assert(g_utf8_validate(message, -1, NULL));
	g_assert(
		strcmp(record_commit_get(again, TRAILER_EVENT), "create") == 0);
	g_assert(strcmp(record_commit_get(again, TRAILER_UNDOES), "end") == 0);
	g_assert(again->trailers->len <= G_N_ELEMENTS(KEYS) + 2);
	g_assert(!strpbrk(name, "<>@\n"));
}

static void write_id(const char *text)
{
	g_autofree char *id = trailer_id(text);

	g_assert(strlen(id) <= COMMIT_TRAILER_BYTES && !strchr(id, '\n'));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *text = g_strndup((const char *)data, size);

	read_message((const char *)data, size);
	write_message(text);
	write_id(text);
	return 0;
}
