/* desk_index.h - an index in a folder of its own, fed from the trailers that a
 * test spells. */
#ifndef TEST_DESK_INDEX_H
#define TEST_DESK_INDEX_H

#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>
#include "index.h"

#define ALICE "alice@example.com"
#define NOON G_GINT64_CONSTANT(1795435200) /* 2026-11-23T12:00:00Z */

struct desk_index {
	char *folder, *path;
	struct index *index;
	guint commits; /* so far; the next one is named by its number */
};

static inline void desk_index_open(struct desk_index *desk)
{
	g_autoptr(GError) error = NULL;

	desk->index = index_open(desk->path, &error);
	if (!desk->index)
		fail_msg("%s", error->message);
}

static inline int desk_index_make(void **state)
{
	struct desk_index *desk = g_new0(struct desk_index, 1);

	desk->folder = g_dir_make_tmp("postern-index-XXXXXX", NULL);
	desk->path = g_build_filename(desk->folder, "index.sqlite", NULL);
	desk_index_open(desk);
	*state = desk;
	return 0;
}

static inline int desk_index_drop(void **state)
{
	struct desk_index *desk = *state;
	g_autoptr(GDir) folder = g_dir_open(desk->folder, 0, NULL);

	index_free(desk->index);
	for (const char *name; (name = g_dir_read_name(folder));) {
		g_autofree char *path =
			g_build_filename(desk->folder, name, NULL);
		g_remove(path);
	}
	g_rmdir(desk->folder);
	g_free(desk->folder);
	g_free(desk->path);
	g_free(desk);
	return 0;
}

/* One commit in a transaction of its own; its name is its number in hex. */
static inline void desk_index_tell(struct desk_index *desk, gint64 at,
	const char *author, const char *trailers)
{
	g_autofree char *message = g_strconcat("T-1: x\n\n", trailers, NULL);
	g_autofree char *hex = g_strdup_printf("%040x", ++desk->commits);
	AUTO(record_commit) record = commit_parse(message, strlen(message));
	struct indexed_commit commit = { .hex = hex,
		.author_address = author,
		.author_time = at,
		.commit_time = at,
		.record = record };

	assert_true(index_begin(desk->index, NULL));
	assert_true(index_apply(desk->index, &commit, NULL));
	assert_true(index_end(desk->index, hex, NULL));
}

static inline void desk_index_put_ticket(
	struct desk_index *desk, const struct ticket *ticket)
{
	assert_true(index_begin(desk->index, NULL));
	assert_true(index_apply_ticket(desk->index, ticket, NULL));
	assert_true(index_end(desk->index, "", NULL));
}

static inline void desk_index_put_deliveries(struct desk_index *desk,
	guint32 ticket, guint32 month, gint64 at, const char *lines)
{
	g_autoptr(GPtrArray) deliveries =
		delivery_parse(lines, strlen(lines), NULL);

	assert_non_null(deliveries);
	assert_true(index_begin(desk->index, NULL));
	assert_true(index_apply_deliveries(
		desk->index, ticket, month, deliveries, at, NULL));
	assert_true(index_end(desk->index, "", NULL));
}

#endif
