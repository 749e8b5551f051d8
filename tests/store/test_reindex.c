/* An index built from damaged packs and graphs has the rows it should have, or
 * is not built; one that is swapped is followed; packs may go meanwhile. */
#include "desk_case.h"
#include "fault.h"
#include "scratch.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <glib/gstdio.h>
#include <string.h>

#define ROUNDS 60u

static void fill(struct desk_case *desk, guint32 first, guint32 end)
{
	struct batch *batch = desk_case_begin(desk);

	for (guint32 i = first; i < end; i++) {
		desk_case_create(batch, i, "It does not work");
		desk_case_reply(batch, i, 2, "Nor does it now");
	}
	desk_case_commit(batch);
}

static void roll_up(struct desk_case *desk)
{
	g_free(scratch_git(desk->git, "repack", "-adfq", NULL));
	g_free(scratch_git(
		desk->git, "commit-graph", "write", "--reachable", NULL));
}

/* --- damage --------------------------------------------------------------- */

/* The only file of that suffix in objects/pack; new. */
static char *only(struct desk_case *desk, const char *suffix)
{
	g_autofree char *folder =
		g_build_filename(desk->git, "objects", "pack", NULL);
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *name;

	while ((name = g_dir_read_name(dir)))
		if (g_str_has_suffix(name, suffix))
			return g_build_filename(folder, name, NULL);
	fail_msg("no file ends in %s", suffix);
	return NULL;
}

static void put_bent(
	const char *path, const char *whole, gsize length, GRand *random)
{
	g_autofree char *bytes = g_memdup2(whole, length);
	gsize at = (gsize)g_rand_int_range(random, 0, (gint32)length);

	if (g_rand_boolean(random))
		bytes[at] = (char)(bytes[at] ^
				   (1 << g_rand_int_range(random, 0, 8)));
	else
		length = at;
	assert_true(g_file_set_contents(path, bytes, (gssize)length, NULL));
}

/* Whether it was built; the rows are those of before in any case. */
static gboolean rebuild(struct desk_case *desk, const char *rows)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *now = NULL;
	gboolean done = store_reindex(desk->store, NULL, NULL, &error);

	now = desk_case_index(desk);
	assert_string_equal(rows, now);
	if (!done) {
		assert_int_equal(error->domain, POSTERN_FAULT);
		assert_true(strlen(error->message) > 30);
	}
	return done;
}

static gboolean open_bent(struct desk_case *desk)
{
	g_autoptr(GError) error = NULL;

	store_free(desk->store);
	desk->store = store_open(desk->desk, &desk->options, NULL, &error);
	assert_true(desk->store || error->domain == POSTERN_FAULT);
	return desk->store != NULL;
}

/* Each round with the file bent anew; in how many it was built. */
static guint rebuild_bent(
	struct desk_case *desk, const char *path, const char *rows)
{
	g_autoptr(GRand) random = scratch_random();
	g_autofree char *whole = NULL;
	gsize length = 0;
	guint built = 0;

	assert_true(g_file_get_contents(path, &whole, &length, NULL));
	for (guint i = 0; i < ROUNDS; i++) {
		put_bent(path, whole, length, random);
		built += open_bent(desk) && rebuild(desk, rows) ? 1 : 0;
		assert_true(
			g_file_set_contents(path, whole, (gssize)length, NULL));
	}
	desk_case_reopen(desk);
	assert_true(rebuild(desk, rows));
	return built;
}

static void damaged_pack_gives_the_same_rows_or_an_error(void **state)
{
	struct desk_case *desk = *state;
	g_autofree char *rows = NULL, *pack = NULL;

	fill(desk, 1, 20);
	roll_up(desk);
	rows = desk_case_index(desk);
	pack = only(desk, ".pack");
	print_message("pack: built in %u of %u rounds\n",
		rebuild_bent(desk, pack, rows), ROUNDS);
}

/* The store that is open has read it before. */
static void damaged_index_of_a_pack_is_an_error(void **state)
{
	struct desk_case *desk = *state;
	g_autoptr(GRand) random = scratch_random();
	g_autofree char *rows = NULL, *names = NULL, *whole = NULL;
	gsize length = 0;

	fill(desk, 1, 20);
	roll_up(desk);
	desk_case_reopen(desk);
	rows = desk_case_index(desk);
	assert_true(rebuild(desk, rows));
	names = only(desk, ".idx");
	assert_true(g_file_get_contents(names, &whole, &length, NULL));
	for (guint i = 0; i < ROUNDS; i++) {
		put_bent(names, whole, length, random);
		assert_false(rebuild(desk, rows));
	}
	assert_true(g_file_set_contents(names, whole, (gssize)length, NULL));
	assert_true(rebuild(desk, rows));
}

static void damaged_graph_hinders_nothing(void **state)
{
	struct desk_case *desk = *state;
	g_autofree char *rows = NULL;
	g_autofree char *graph = g_build_filename(
		desk->git, "objects", "info", "commit-graph", NULL);

	fill(desk, 1, 20);
	roll_up(desk);
	rows = desk_case_index(desk);
	assert_int_equal(rebuild_bent(desk, graph, rows), ROUNDS);
}

/* Each commit but the newest says that it has no parent. */
static void graph_that_ends_too_early_loses_no_commit(void **state)
{
	struct desk_case *desk = *state;
	g_autofree char *rows = NULL, *bytes = NULL;
	g_autofree char *graph = g_build_filename(
		desk->git, "objects", "info", "commit-graph", NULL);
	gsize length = 0;
	guint start = 0;

	fill(desk, 1, 20);
	roll_up(desk);
	rows = desk_case_index(desk);
	assert_true(g_file_get_contents(graph, &bytes, &length, NULL));
	for (char *row = bytes + 8; start == 0; row += 12)
		if (memcmp(row, "CDAT", 4) == 0)
			start = (guint)(guint8)row[10] << 8 | (guint8)row[11];
	for (guint i = 5; i < 15; i++)
		memcpy(bytes + start + 36 * i + 20, "\x70\0\0\0", 4);
	assert_true(g_file_set_contents(graph, bytes, (gssize)length, NULL));
	desk_case_reopen(desk);
	assert_true(rebuild(desk, rows));
}

/* Past the desk, as only who owns its disk can. */
static void tamper(struct desk_case *desk, const char *path)
{
	g_autofree char *work = g_build_filename(desk->folder, "work", NULL);
	g_autofree char *file = g_build_filename(work, path, NULL);
	g_autofree char *hook =
		g_build_filename(desk->git, "hooks", "pre-receive", NULL);

	g_free(scratch_git(desk->folder, "clone", "-q", "-b", "main", desk->git,
		"work", NULL));
	assert_true(g_file_set_contents(file, "no ticket\n", -1, NULL));
	g_free(scratch_git(work, "-c", "user.name=A", "-c",
		"user.email=a@example.com", "commit", "-qam", "Tamper", NULL));
	g_unlink(hook);
	g_free(scratch_git(work, "push", "-q", "origin", "main", NULL));
}

static gboolean check_names(struct desk_case *desk, const char *path)
{
	g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func(g_free);
	gboolean is_named = FALSE;

	assert_true(store_check(desk->store, findings, NULL));
	for (guint i = 0; i < findings->len; i++)
		is_named = is_named || strstr(findings->pdata[i], path);
	return is_named;
}

static void damaged_ticket_is_passed_over_and_named(void **state)
{
	static const char path[] = "tickets/00/00/000003/ticket";
	struct desk_case *desk = *state;

	fill(desk, 1, 5);
	assert_false(check_names(desk, path));
	tamper(desk, path);
	desk_case_reopen(desk);
	assert_true(check_names(desk, path));
	assert_int_equal(desk_case_one(desk, "goes on"), 5);
	assert_true(store_reindex(desk->store, NULL, NULL, NULL));
	assert_true(check_names(desk, path));
	assert_int_equal(desk_case_one(desk, "goes on"), 6);
}

/* --- meanwhile ------------------------------------------------------------ */

static void index_swapped_by_another_is_followed(void **state)
{
	struct desk_case *desk = *state;
	AUTO(store) other = NULL;
	struct batch *batch;

	fill(desk, 1, 5);
	other = store_open(desk->desk, &desk->options, NULL, NULL);
	assert_non_null(other);
	for (guint32 i = 5; i < 9; i++) {
		/* By turns: who swaps, and who is to follow. */
		struct store *swapping = i % 2 ? desk->store : other;
		struct store *following = i % 2 ? other : desk->store;

		fill(desk, i, i + 1);
		assert_true(store_reindex(swapping, NULL, NULL, NULL));
		assert_int_equal(store_next_ticket(following, NULL), i + 1);
		assert_int_equal(store_next_ticket(swapping, NULL), i + 1);
	}
	batch = store_begin(other, 60000, CASE_NOW, NULL, NULL);
	assert_non_null(batch);
	desk_case_create(batch, 500, "By the other");
	desk_case_commit(batch);
	assert_int_equal(store_next_ticket(desk->store, NULL), 501);
}

struct meanwhile {
	struct desk_case *desk;
	guint told;
};

static void repack(guint64 done, guint64 total, gpointer data)
{
	struct meanwhile *meanwhile = data;

	assert_true(done <= total);
	if (meanwhile->told++ > 0)
		return;
	g_free(scratch_git(meanwhile->desk->git, "repack", "-adfq", NULL));
	g_free(scratch_git(
		meanwhile->desk->git, "gc", "-q", "--prune=now", NULL));
}

static void packs_rolled_up_in_the_middle_are_survived(void **state)
{
	struct desk_case *desk = *state;
	struct meanwhile meanwhile = { .desk = desk };
	g_autofree char *rows = NULL, *now = NULL;
	g_autoptr(GError) error = NULL;

	for (guint i = 0; i < 5; i++)
		fill(desk, 1 + 300 * i, 301 + 300 * i);
	rows = desk_case_index(desk);
	if (!store_reindex(desk->store, repack, &meanwhile, &error))
		fail_msg("%s", error->message);
	assert_true(meanwhile.told > 1);
	now = desk_case_index(desk);
	assert_string_equal(rows, now);
}

#define WITH_DESK(name)                  \
	cmocka_unit_test_setup_teardown( \
		name, desk_case_set_up, desk_case_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_DESK(damaged_pack_gives_the_same_rows_or_an_error),
		WITH_DESK(damaged_index_of_a_pack_is_an_error),
		WITH_DESK(damaged_graph_hinders_nothing),
		WITH_DESK(graph_that_ends_too_early_loses_no_commit),
		WITH_DESK(damaged_ticket_is_passed_over_and_named),
		WITH_DESK(index_swapped_by_another_is_followed),
		WITH_DESK(packs_rolled_up_in_the_middle_are_survived),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
