/* Packs, their indexes and commit graphs with damage in them: what is read is
 * what the name says, or an error tells the file; never a crash, never another
 * object. */
#include "bulk.h"
#include "chain.h"
#include "digest.h"
#include "fault.h"
#include "scratch.h"
#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#define COMMITS 40u
#define ROUNDS 150u

/* One object as git tells of it. */
struct known {
	struct oid id;
	enum object_kind kind;
};

struct history {
	char *folder, *git;
	GArray *objects; /* struct known */
	GArray *commits; /* struct oid, the oldest first */
	char *pack, *names, *graph;
};

/* --- a history in one pack ------------------------------------------------ */

/* For git fast-import: a file that grows, so that there are deltas. */
static char *stream(void)
{
	GString *all = g_string_new(NULL);
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 1; i <= COMMITS; i++) {
		g_string_append_printf(text,
			"Line %u of a ticket, %08x and %08x\n", i,
			i * 2654435761u, i * 40503u);
		g_string_append_printf(all,
			"commit " REPO_BRANCH "\n"
			"committer A <a@example.com> %u +0000\n"
			"data 8\nText %02u\n\n"
			"M 100644 inline tickets/%u/ticket\ndata %zu\n%s\n"
			"M 100644 inline tickets/1/delivery\ndata %zu\n%s\n",
			1795500000 + i, i, i % 7, text->len, text->str,
			text->len, text->str);
	}
	return g_string_free(all, FALSE);
}

/* The only file of that suffix; new. */
static char *only(const char *git, const char *suffix)
{
	g_autofree char *folder =
		g_build_filename(git, "objects", "pack", NULL);
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	char *found = NULL;
	const char *name;

	while ((name = g_dir_read_name(dir))) {
		if (!g_str_has_suffix(name, suffix))
			continue;
		assert_null(found);
		found = g_build_filename(folder, name, NULL);
	}
	assert_non_null(found);
	return found;
}

static void add_object(struct history *history, const char *line)
{
	static const char *const kinds[] = { "commit", "tree", "blob" };
	g_auto(GStrv) words = g_strsplit(line, " ", 2);
	struct known known = { .kind = 0 };

	assert_true(oid_parse(words[0], &known.id));
	for (guint i = 0; i < G_N_ELEMENTS(kinds); i++)
		if (g_str_equal(words[1], kinds[i]))
			known.kind = (enum object_kind)(i + 1);
	g_array_append_val(history->objects, known);
}

static void list_all(struct history *history)
{
	g_autofree char *objects =
		scratch_git(history->git, "cat-file", "--batch-all-objects",
			"--batch-check=%(objectname) %(objecttype)", NULL);
	g_autofree char *commits = scratch_git(
		history->git, "rev-list", "--reverse", REPO_BRANCH, NULL);
	g_auto(GStrv) objects_ = g_strsplit(objects, "\n", -1);
	g_auto(GStrv) commits_ = g_strsplit(commits, "\n", -1);
	struct oid id;

	for (guint i = 0; objects_[i]; i++)
		add_object(history, objects_[i]);
	for (guint i = 0; commits_[i]; i++) {
		assert_true(oid_parse(commits_[i], &id));
		g_array_append_val(history->commits, id);
	}
	assert_int_equal(history->commits->len, COMMITS);
}

static int set_up(void **state)
{
	struct history *history = g_new0(struct history, 1);
	g_autofree char *text = stream(), *file = NULL;

	history->folder = scratch_new();
	history->git = g_build_filename(history->folder, "desk.git", NULL);
	file = g_build_filename(history->folder, "stream", NULL);
	assert_true(repo_create(history->git, NULL));
	assert_true(g_file_set_contents(file, text, -1, NULL));
	g_free(scratch_git(history->git, "-c",
		"alias.feed=!git fast-import --quiet <../stream", "feed",
		NULL));
	g_free(scratch_git(
		history->git, "repack", "-adfq", "--depth=50", NULL));
	g_free(scratch_git(
		history->git, "commit-graph", "write", "--reachable", NULL));
	history->objects = g_array_new(FALSE, FALSE, sizeof(struct known));
	history->commits = g_array_new(FALSE, FALSE, sizeof(struct oid));
	list_all(history);
	history->pack = only(history->git, ".pack");
	history->names = only(history->git, ".idx");
	history->graph = g_build_filename(
		history->git, "objects", "info", "commit-graph", NULL);
	*state = history;
	return 0;
}

static int tear_down(void **state)
{
	struct history *history = *state;

	scratch_free(history->folder);
	g_array_unref(history->objects);
	g_array_unref(history->commits);
	g_free(history->git);
	g_free(history->pack);
	g_free(history->names);
	g_free(history->graph);
	g_free(history);
	return 0;
}

/* --- reading all ---------------------------------------------------------- */

static void assert_names(
	const struct known *known, const guint8 *data, gsize length)
{
	struct oid id;

	assert_true(pack_name(known->kind, data ? (const void *)data : "",
		length, &id, NULL));
	assert_memory_equal(id.raw, known->id.raw, OID_BYTES);
}

/* How many objects are told to be damaged. */
static guint read_objects(const struct history *history, struct bulk *bulk)
{
	guint damaged = 0;

	for (guint i = 0; i < history->objects->len; i++) {
		const struct known *known =
			&g_array_index(history->objects, struct known, i);
		g_autoptr(GError) error = NULL;
		const guint8 *data = NULL;
		gsize length = 0;

		if (bulk_read(bulk, known->kind, &known->id, &data, &length,
			    &error)) {
			assert_names(known, data, length);
			continue;
		}
		damaged++;
		assert_int_equal(error->domain, POSTERN_FAULT);
		if (error->code == FAULT_IO &&
			!strstr(error->message, ".pack") &&
			!strstr(error->message, "read an object"))
			fail_msg("no file is named: %s", error->message);
	}
	return damaged;
}

/* All of them where an index is damaged: then nothing is read. */
static guint read_damaged(const struct history *history)
{
	g_autoptr(GError) error = NULL;
	AUTO(repo) repo = repo_open(history->git, NULL);
	AUTO(bulk) bulk = bulk_new(repo, &error);

	if (bulk)
		return read_objects(history, bulk);
	assert_int_equal(error->domain, POSTERN_FAULT);
	assert_non_null(strstr(error->message, ".idx is damaged"));
	return history->objects->len;
}

/* The chain of a graph that may lie: it ends, and asking it ends. */
static gboolean chain_is_right(
	const struct history *history, gboolean by_graph, GError **error)
{
	AUTO(repo) repo = repo_open(history->git, NULL);
	AUTO(bulk) bulk = repo ? bulk_new(repo, NULL) : NULL;
	const struct oid *head = &g_array_index(
		history->commits, struct oid, history->commits->len - 1);
	AUTO(chain)
	chain = chain_new(repo, bulk, head, by_graph, error);
	gboolean is_right =
		chain && chain_count(chain) == history->commits->len;

	for (guint i = 0; chain && i < chain_count(chain); i++) {
		struct oid id;

		chain_get(chain, i, &id);
		is_right = is_right &&
			   oid_equal(&id, &g_array_index(history->commits,
						  struct oid, i));
	}
	return is_right;
}

/* --- damage --------------------------------------------------------------- */

static GByteArray *content(const char *path)
{
	char *text = NULL;
	gsize length = 0;

	assert_true(g_file_get_contents(path, &text, &length, NULL));
	return g_byte_array_new_take((guint8 *)text, length);
}

/* So that it is the maker who lies. */
static void sign(GByteArray *bytes)
{
	digest_sha1(bytes->data, bytes->len - OID_BYTES,
		bytes->data + bytes->len - OID_BYTES);
}

static void put(const char *path, const GByteArray *bytes)
{
	assert_true(g_file_set_contents(
		path, (const char *)bytes->data, (gssize)bytes->len, NULL));
}

static guint any(GRand *random, guint end)
{
	return (guint)g_rand_int_range(random, 0, (gint32)end);
}

/* A bit, a byte, four bytes of ones, a part of zeros, or the end cut off. */
static void bend(GRand *random, GByteArray *bytes)
{
	guint at = any(random, bytes->len);
	guint some = MIN(bytes->len - at, 1 + any(random, 64));

	switch (any(random, 5)) {
	case 0:
		bytes->data[at] ^= (guint8)(1u << any(random, 8));
		break;
	case 1:
		bytes->data[at] = (guint8)any(random, 256);
		break;
	case 2:
		memset(bytes->data + at, 0xff, MIN(some, 4));
		break;
	case 3:
		memset(bytes->data + at, 0, some);
		break;
	default:
		g_byte_array_set_size(bytes, at);
	}
}

/* path bent once each round; the last round leaves it whole. */
static void try_bent(const struct history *history, const char *path,
	guint (*read)(const struct history *))
{
	g_autoptr(GByteArray) whole = content(path);
	g_autoptr(GRand) random = scratch_random();
	guint hurt = 0;

	assert_int_equal(read(history), 0);
	for (guint i = 0; i < ROUNDS; i++) {
		g_autoptr(GByteArray) bytes = g_byte_array_new();

		g_byte_array_append(bytes, whole->data, whole->len);
		bend(random, bytes);
		put(path, bytes);
		hurt += read(history) > 0;
	}
	put(path, whole);
	assert_int_equal(read(history), 0);
	print_message("%u of %u rounds hurt\n", hurt, ROUNDS);
}

static void damaged_pack_gives_the_right_object_or_an_error(void **state)
{
	struct history *history = *state;

	try_bent(history, history->pack, read_damaged);
}

static void damaged_index_of_a_pack_gives_no_other_object(void **state)
{
	struct history *history = *state;

	try_bent(history, history->names, read_damaged);
}

static guint follow_damaged(const struct history *history)
{
	g_autoptr(GError) error = NULL;

	return chain_is_right(history, TRUE, &error) ? 0 : 1;
}

static void damaged_graph_ends_the_chain_all_the_same(void **state)
{
	struct history *history = *state;

	try_bent(history, history->graph, follow_damaged);
	assert_true(chain_is_right(history, FALSE, NULL));
}

static void pack_cut_at_each_place_of_its_end_is_an_error(void **state)
{
	struct history *history = *state;
	g_autoptr(GByteArray) whole = content(history->pack);

	for (guint cut = 0; cut < 64; cut++) {
		g_autoptr(GByteArray) bytes = g_byte_array_new();

		g_byte_array_append(bytes, whole->data, cut);
		put(history->pack, bytes);
		assert_int_equal(read_damaged(history), history->objects->len);
	}
}

/* Where a file's tables begin. */
#define NAMES_AT (8u + 1024u)

static void offsets_of_other_objects_in_the_index_are_seen(void **state)
{
	struct history *history = *state;
	g_autoptr(GByteArray) bytes = content(history->names);
	guint count = history->objects->len;
	guint8 *offsets = bytes->data + NAMES_AT + count * 24;
	guint8 other[4];

	for (guint i = 0; i + 1 < count; i++) {
		memcpy(other, offsets + 4 * i, 4);
		memmove(offsets + 4 * i, offsets + 4 * i + 4, 4);
		memcpy(offsets + 4 * i + 4, other, 4);
	}
	sign(bytes);
	put(history->names, bytes);
	assert_true(read_damaged(history) > count / 2);
}

static void large_offsets_without_a_table_are_an_error(void **state)
{
	struct history *history = *state;
	g_autoptr(GByteArray) bytes = content(history->names);
	guint count = history->objects->len;

	memset(bytes->data + NAMES_AT + count * 24, 0xff, 4 * count);
	sign(bytes);
	put(history->names, bytes);
	assert_int_equal(read_damaged(history), count);
}

/* --- a graph that lies ---------------------------------------------------- */

/* The rows of commits in the graph; *count of them. */
static guint8 *graph_rows(GByteArray *bytes, guint *count)
{
	*count = COMMITS;
	for (guint i = 0; i < bytes->data[6]; i++) {
		const guint8 *row = bytes->data + 8 + 12 * i;

		if (memcmp(row, "CDAT", 4) == 0)
			return bytes->data + ((guint)row[10] << 8 | row[11]);
	}
	fail_msg("%s", "no CDAT");
	return NULL;
}

static void graph_whose_parents_go_in_a_ring_is_left_alone(void **state)
{
	struct history *history = *state;
	g_autoptr(GByteArray) bytes = content(history->graph);
	guint count;
	guint8 *rows = graph_rows(bytes, &count);

	for (guint i = 0; i < count; i++) {
		memset(rows + 36 * i + 20, 0, 4);
		rows[36 * i + 23] = (guint8)((i + 1) % count);
	}
	put(history->graph, bytes);
	assert_true(chain_is_right(history, TRUE, NULL));
}

static void graph_whose_parents_are_too_high_is_left_alone(void **state)
{
	struct history *history = *state;
	g_autoptr(GByteArray) bytes = content(history->graph);
	guint count;
	guint8 *rows = graph_rows(bytes, &count);

	for (guint i = 0; i < count; i++)
		memset(rows + 36 * i + 20, 0x6f, 4);
	put(history->graph, bytes);
	assert_true(chain_is_right(history, TRUE, NULL));
}

static void graph_in_layers_that_lacks_one_is_left_alone(void **state)
{
	struct history *history = *state;
	g_autofree char *chain = g_build_filename(history->git, "objects",
		"info", "commit-graphs", "commit-graph-chain", NULL);
	g_autofree char *text = NULL;

	g_unlink(history->graph);
	g_free(scratch_git(history->git, "commit-graph", "write", "--reachable",
		"--split=no-merge", NULL));
	assert_true(chain_is_right(history, TRUE, NULL));
	assert_true(g_file_get_contents(chain, &text, NULL, NULL));
	text[0] = text[0] == 'a' ? 'b' : 'a';
	assert_true(g_file_set_contents(chain, text, -1, NULL));
	assert_true(chain_is_right(history, TRUE, NULL));
}

/* --- packs that change meanwhile, and what is in none --------------------- */

static void packs_rolled_up_while_they_are_read_stay_readable(void **state)
{
	struct history *history = *state;
	AUTO(repo) repo = repo_open(history->git, NULL);
	AUTO(bulk) bulk = bulk_new(repo, NULL);

	g_free(scratch_git(history->git, "repack", "-adfq", "--depth=5", NULL));
	g_free(scratch_git(history->git, "gc", "-q", "--prune=now", NULL));
	assert_int_equal(read_objects(history, bulk), 0);
	assert_int_equal(read_damaged(history), 0);
}

static void packs_gone_before_they_are_mapped_are_found_again(void **state)
{
	struct history *history = *state;
	AUTO(repo) repo = repo_open(history->git, NULL);
	g_autofree char *away = g_strconcat(history->names, ".away", NULL);
	struct bulk *bulk;

	assert_int_equal(g_rename(history->names, away), 0);
	bulk = bulk_new(repo, NULL);
	assert_int_equal(g_rename(away, history->names), 0);
	assert_int_equal(read_objects(history, bulk), 0);
	bulk_free(bulk);
}

static void loose_objects_and_an_index_of_many_packs_are_read(void **state)
{
	struct history *history = *state;

	g_free(scratch_git(history->git, "multi-pack-index", "write", NULL));
	assert_int_equal(read_damaged(history), 0);
	g_free(scratch_git(history->git, "-c",
		"alias.loose=!mv objects/pack/*.pack .. && rm -f "
		"objects/pack/* && cat ../*.pack | "
		"git unpack-objects -q",
		"loose", NULL));
	assert_int_equal(read_damaged(history), 0);
	assert_true(chain_is_right(history, FALSE, NULL));
}

static void second_pack_with_a_whole_copy_helps(void **state)
{
	struct history *history = *state;
	g_autofree char *other =
		g_build_filename(history->folder, "other.git", NULL);
	g_autofree char *link = g_build_filename(
		history->git, "objects", "info", "alternates", NULL);
	g_autofree char *objects = g_strconcat(other, "/objects\n", NULL);
	g_autoptr(GByteArray) bytes = content(history->pack);

	g_free(scratch_git(history->folder, "clone", "-q", "--bare",
		"--no-local", "desk.git", "other.git", NULL));
	assert_true(g_file_set_contents(link, objects, -1, NULL));
	memset(bytes->data + 12, 0x5a, bytes->len - 12);
	put(history->pack, bytes);
	assert_int_equal(read_damaged(history), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(damaged_pack_gives_the_right_object_or_an_error),
		TEST(damaged_index_of_a_pack_gives_no_other_object),
		TEST(damaged_graph_ends_the_chain_all_the_same),
		TEST(pack_cut_at_each_place_of_its_end_is_an_error),
		TEST(offsets_of_other_objects_in_the_index_are_seen),
		TEST(large_offsets_without_a_table_are_an_error),
		TEST(graph_whose_parents_go_in_a_ring_is_left_alone),
		TEST(graph_whose_parents_are_too_high_is_left_alone),
		TEST(graph_in_layers_that_lacks_one_is_left_alone),
		TEST(packs_rolled_up_while_they_are_read_stay_readable),
		TEST(packs_gone_before_they_are_mapped_are_found_again),
		TEST(loose_objects_and_an_index_of_many_packs_are_read),
		TEST(second_pack_with_a_whole_copy_helps),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
