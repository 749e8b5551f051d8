/* Trees, commits, the branch and locks, with git as the judge. */
#include "scratch.h"
#include "edit.h"
#include "fault.h"
#include "lock.h"
#include "repo.h"
#include "walk.h"
#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <utime.h>

struct place {
	char *folder, *git;
	struct repo *repo;
};

static int set_up(void **state)
{
	struct place *place = g_new0(struct place, 1);

	place->folder = scratch_new();
	place->git = g_build_filename(place->folder, "x.git", NULL);
	assert_true(repo_create(place->git, NULL));
	place->repo = repo_open(place->git, NULL);
	assert_non_null(place->repo);
	*state = place;
	return 0;
}

static int tear_down(void **state)
{
	struct place *place = *state;

	repo_free(place->repo);
	scratch_free(place->folder);
	g_free(place->git);
	g_free(place);
	return 0;
}

static void flush(struct place *place, struct pack *pack)
{
	g_autofree char *keep = NULL;

	assert_true(
		pack_write(pack, repo_pack_folder(place->repo), &keep, NULL));
	g_unlink(keep);
}

static void put(struct edit *edit, struct pack *pack, const char *path,
	const char *text)
{
	struct oid id = { { 0 } };

	if (text)
		assert_true(pack_add(
			pack, OBJECT_BLOB, text, strlen(text), &id, NULL));
	assert_true(edit_set(edit, path, &id, NULL));
}

/* A commit over that tree, in the pack. parent may be NULL. */
static struct oid commit(
	struct pack *pack, const struct oid *tree, const struct oid *parent)
{
	g_autoptr(GString) text = g_string_new("tree ");
	char hex[OID_HEX + 1];
	struct oid id;

	oid_hex(tree, hex);
	g_string_append_printf(text, "%s\n", hex);
	if (parent) {
		oid_hex(parent, hex);
		g_string_append_printf(text, "parent %s\n", hex);
	}
	g_string_append(text,
		"author Åsa <asa@example.com> 1700000000 +0100\n"
		"committer Desk <help@example.com> 1700000005 +0000\n\n"
		"T-1: something\n");
	assert_true(
		pack_add(pack, OBJECT_COMMIT, text->str, text->len, &id, NULL));
	return id;
}

/* A branch of one commit with that one file. */
static struct oid start(struct place *place, const char *path, const char *text)
{
	static const struct oid zero;
	AUTO(pack) pack = pack_new();
	AUTO(edit) edit = edit_new(place->repo, &zero);
	struct oid tree, id;

	put(edit, pack, path, text);
	assert_true(edit_write(edit, pack, &tree, NULL));
	id = commit(pack, &tree, NULL);
	flush(place, pack);
	assert_true(repo_move(place->repo, &zero, &id, NULL));
	return id;
}

/* --- trees ---------------------------------------------------------------- */

/* What the tree should hold, as "path text" lines of git's listing. */
static void assert_tree(
	struct place *place, const struct oid *tree, GHashTable *want)
{
	char hex[OID_HEX + 1];
	g_autofree char *said = NULL;
	g_auto(GStrv) lines = NULL;
	guint count = 0;

	oid_hex(tree, hex);
	said = scratch_git(
		place->git, "ls-tree", "-r", "--name-only", hex, NULL);
	lines = g_strsplit(said, "\n", -1);
	for (; lines[count] && *lines[count]; count++)
		if (!g_hash_table_contains(want, lines[count]))
			fail_msg("%s should not be there", lines[count]);
	assert_int_equal(count, g_hash_table_size(want));
}

static char *random_path(GRand *random)
{
	static const char *const names[] = { "a", "a.b", "a-b", "ab", "a0",
		"b" };
	const char *folder =
		names[g_rand_int_range(random, 0, G_N_ELEMENTS(names))];
	const char *below =
		names[g_rand_int_range(random, 0, G_N_ELEMENTS(names))];
	const char *file =
		names[g_rand_int_range(random, 0, G_N_ELEMENTS(names))];

	/* Files and folders of a level differ by their first letter. */
	if (g_rand_boolean(random))
		return g_strdup_printf("f%s", file);
	if (g_rand_boolean(random))
		return g_strdup_printf("%s/f%s", folder, file);
	return g_strdup_printf("%s/%s/f%s", folder, below, file);
}

/* Names that sort otherwise as folders than as files, put and taken away. */
static void edit_makes_trees_that_git_takes(void **state)
{
	struct place *place = *state;
	static const struct oid zero;
	g_autoptr(GRand) random = scratch_random();
	g_autoptr(GHashTable) want =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	AUTO(edit) edit = edit_new(place->repo, &zero);
	struct oid tree = zero, parent = zero;

	for (guint batch = 0; batch < 8; batch++) {
		AUTO(pack) pack = pack_new();

		for (guint i = 0; i < 12; i++) {
			g_autofree char *path = random_path(random);
			gboolean is_gone = g_rand_int_range(random, 0, 3) == 0;
			g_autofree char *text =
				g_strdup_printf("%u %u", batch, i);

			put(edit, pack, path, is_gone ? NULL : text);
			if (is_gone)
				g_hash_table_remove(want, path);
			else
				g_hash_table_add(want, g_strdup(path));
			assert_true(edit_write(edit, pack, &tree, NULL));
		}
		parent = commit(pack, &tree, batch ? &parent : NULL);
		flush(place, pack);
		assert_tree(place, &tree, want);
	}
	assert_true(repo_move(place->repo, &zero, &parent, NULL));
	g_free(scratch_git(place->git, "fsck", "--strict", "--full", NULL));
}

static void edit_reads_what_it_was_given(void **state)
{
	struct place *place = *state;
	struct oid head = start(place, "a/b/c", "text");
	AUTO(repo_commit) at = repo_commit(place->repo, &head, NULL);
	AUTO(edit) edit = edit_new(place->repo, &at->tree);
	AUTO(pack) pack = pack_new();
	g_autoptr(GPtrArray) names = NULL, none = NULL;
	struct tree_entry entry;

	put(edit, pack, "a/b/d", "more");
	assert_true(edit_find(edit, "a/b/c", &entry, NULL));
	assert_true(edit_find(edit, "a/b/d", &entry, NULL));
	assert_false(edit_find(edit, "a/x/d", &entry, NULL));
	assert_false(edit_find(edit, "a/b/c/d", &entry, NULL));
	names = edit_names(edit, "a/b", NULL);
	assert_int_equal(names->len, 2);
	assert_string_equal(names->pdata[1], "d");
	none = edit_names(edit, "x/y", NULL);
	assert_int_equal(none->len, 0);
}

static void edit_refuses_a_file_where_a_folder_is(void **state)
{
	struct place *place = *state;
	struct oid head = start(place, "a/b", "text"), id = head;
	AUTO(repo_commit) at = repo_commit(place->repo, &head, NULL);
	AUTO(edit) edit = edit_new(place->repo, &at->tree);
	g_autoptr(GError) error = NULL;

	assert_false(edit_set(edit, "a", &id, &error));
	assert_true(g_error_matches(error, POSTERN_FAULT, FAULT_INVALID));
	g_clear_error(&error);
	assert_false(edit_set(edit, "a/b/c", &id, &error));
	assert_true(g_error_matches(error, POSTERN_FAULT, FAULT_INVALID));
}

/* --- reading -------------------------------------------------------------- */

static void read_by_path_and_its_limits(void **state)
{
	struct place *place = *state;
	struct oid head = start(place, "a/b/c", "text");
	AUTO(repo_commit) at = repo_commit(place->repo, &head, NULL);
	g_autoptr(GBytes) content = NULL, larger = NULL;
	g_autoptr(GError) error = NULL;
	struct tree_entry entry;

	assert_true(repo_find(place->repo, &at->tree, "a/b/c", &entry, NULL));
	content = repo_object(place->repo, OBJECT_BLOB, &entry.id, 4, NULL);
	assert_memory_equal(g_bytes_get_data(content, NULL), "text", 4);
	larger = repo_object(place->repo, OBJECT_BLOB, &entry.id, 3, &error);
	assert_null(larger);
	assert_true(g_error_matches(error, POSTERN_FAULT, FAULT_LIMIT));
	g_clear_error(&error);
	assert_false(repo_find(place->repo, &at->tree, "a/c", &entry, &error));
	assert_true(g_error_matches(error, POSTERN_FAULT, FAULT_NOT_FOUND));
}

static void commit_is_read_field_by_field(void **state)
{
	struct place *place = *state;
	struct oid head = start(place, "a", "text");
	AUTO(repo_commit) at = repo_commit(place->repo, &head, NULL);

	assert_non_null(at);
	assert_string_equal(at->author_name, "Åsa");
	assert_string_equal(at->author_address, "asa@example.com");
	assert_string_equal(at->committer_address, "help@example.com");
	assert_int_equal(at->author_time, 1700000000);
	assert_int_equal(at->commit_time, 1700000005);
	assert_int_equal(at->parents, 0);
	assert_true(g_str_has_prefix(
		g_bytes_get_data(at->message, NULL), "T-1: something\n"));
}

/* Another process rolls all packs up, and the ones we have open go. */
static void reading_survives_a_repack(void **state)
{
	struct place *place = *state;
	struct oid head = start(place, "a", "text");
	AUTO(repo) other = repo_open(place->git, NULL);
	AUTO(repo_commit) before = repo_commit(other, &head, NULL);
	AUTO(repo_commit) after = NULL;
	g_autoptr(GBytes) content = NULL;
	struct tree_entry entry;

	assert_non_null(before);
	g_free(scratch_git(place->git, "repack", "-adfq", NULL));
	after = repo_commit(other, &head, NULL);
	assert_non_null(after);
	assert_true(repo_find(other, &after->tree, "a", &entry, NULL));
	content = repo_object(other, OBJECT_BLOB, &entry.id, 9, NULL);
	assert_non_null(content);
}

static void open_tells_where_there_is_none(void **state)
{
	g_autoptr(GError) error = NULL;

	(void)state;
	assert_null(repo_open("/nonexistent/x.git", &error));
	assert_true(g_error_matches(error, POSTERN_FAULT, FAULT_NOT_FOUND));
}

static void config_that_was_changed_is_told(void **state)
{
	struct place *place = *state;
	g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func(g_free);

	assert_true(repo_check_config(place->repo, findings, NULL));
	assert_int_equal(findings->len, 0);
	g_free(scratch_git(place->git, "config", "gc.auto", "6700", NULL));
	assert_true(repo_check_config(place->repo, findings, NULL));
	assert_int_equal(findings->len, 1);
	assert_non_null(strstr(findings->pdata[0], "gc.auto is 6700"));
}

/* --- walking -------------------------------------------------------------- */

static void chain_is_oldest_first_and_must_be_one(void **state)
{
	struct place *place = *state;
	static const struct oid zero;
	struct oid first = start(place, "a", "1"), second, third;
	AUTO(repo_commit) at = repo_commit(place->repo, &first, NULL);
	AUTO(pack) pack = pack_new();
	g_autoptr(GArray) all = NULL, some = NULL;
	g_autoptr(GError) error = NULL;

	second = commit(pack, &at->tree, &first);
	third = commit(pack, &at->tree, &second);
	flush(place, pack);
	all = walk_chain(place->repo, &zero, &third, 0, NULL);
	assert_int_equal(all->len, 3);
	assert_true(oid_equal(all->data, &first));
	some = walk_chain(place->repo, &first, &third, 2, NULL);
	assert_int_equal(some->len, 2);
	assert_null(walk_chain(place->repo, &third, &second, 0, &error));
	assert_true(g_error_matches(error, POSTERN_FAULT, FAULT_NOT_FOUND));
	g_clear_error(&error);
	assert_null(walk_chain(place->repo, &zero, &third, 2, &error));
	assert_true(g_error_matches(error, POSTERN_FAULT, FAULT_LIMIT));
}

static void changes_name_each_file_once(void **state)
{
	struct place *place = *state;
	struct oid head = start(place, "a/gone", "1"), tree;
	AUTO(repo_commit) at = repo_commit(place->repo, &head, NULL);
	AUTO(edit) edit = edit_new(place->repo, &at->tree);
	AUTO(pack) pack = pack_new();
	g_autoptr(GPtrArray) changes = NULL;
	g_autoptr(GString) told = g_string_new(NULL);

	put(edit, pack, "a/gone", NULL);
	put(edit, pack, "a.txt", "new");
	put(edit, pack, "b/c/d", "new");
	assert_true(edit_write(edit, pack, &tree, NULL));
	flush(place, pack);
	changes = walk_changes(place->repo, &at->tree, &tree, NULL);
	for (guint i = 0; i < changes->len; i++) {
		struct walk_change *change = changes->pdata[i];

		g_string_append_printf(
			told, "%s %o\n", change->path, change->mode);
	}
	assert_string_equal(
		told->str, "a.txt 100644\na/gone 0\nb/c/d 100644\n");
}

/* --- the branch ----------------------------------------------------------- */

static void move_needs_the_branch_where_it_was(void **state)
{
	struct place *place = *state;
	static const struct oid zero;
	struct oid first = start(place, "a", "1"), second, head;
	AUTO(repo_commit) at = repo_commit(place->repo, &first, NULL);
	AUTO(pack) pack = pack_new();
	g_autoptr(GError) error = NULL;

	second = commit(pack, &at->tree, &first);
	flush(place, pack);
	assert_false(repo_move(place->repo, &zero, &second, &error));
	assert_true(g_error_matches(error, POSTERN_FAULT, FAULT_CONFLICT));
	assert_true(repo_head(place->repo, &head, NULL));
	assert_true(oid_equal(&head, &first));
	assert_true(repo_move(place->repo, &first, &second, NULL));
	assert_true(repo_head(place->repo, &head, NULL));
	assert_true(oid_equal(&head, &second));
}

static void move_sees_a_packed_branch(void **state)
{
	struct place *place = *state;
	struct oid first = start(place, "a", "1"), second, head;
	AUTO(repo_commit) at = repo_commit(place->repo, &first, NULL);
	AUTO(pack) pack = pack_new();

	g_free(scratch_git(place->git, "pack-refs", "--all", NULL));
	second = commit(pack, &at->tree, &first);
	flush(place, pack);
	assert_true(repo_move(place->repo, &first, &second, NULL));
	assert_true(repo_head(place->repo, &head, NULL));
	assert_true(oid_equal(&head, &second));
}

static void move_waits_a_moment_for_another_git(void **state)
{
	struct place *place = *state;
	struct oid first = start(place, "a", "1");
	g_autofree char *lock =
		g_build_filename(place->git, REPO_BRANCH ".lock", NULL);
	g_autoptr(GError) error = NULL;

	assert_true(g_file_set_contents(lock, "", 0, NULL));
	assert_false(repo_move(place->repo, &first, &first, &error));
	assert_true(g_error_matches(error, POSTERN_FAULT, FAULT_TEMPORARY));
	assert_true(repo_sweep(place->repo, NULL));
	assert_true(g_file_test(lock, G_FILE_TEST_EXISTS));
}

/* A push that was killed: git would wait for it for ever. */
static void move_takes_a_lock_of_ten_minutes_for_left_behind(void **state)
{
	struct place *place = *state;
	struct oid first = start(place, "a", "1");
	g_autofree char *lock =
		g_build_filename(place->git, REPO_BRANCH ".lock", NULL);
	struct utimbuf old = { .modtime = time(NULL) - 601 };

	assert_true(g_file_set_contents(lock, "", 0, NULL));
	assert_int_equal(g_utime(lock, &old), 0);
	assert_true(repo_move(place->repo, &first, &first, NULL));
	assert_false(g_file_test(lock, G_FILE_TEST_EXISTS));
}

/* While this process goes on. */
static void move_takes_the_lock_of_a_writer_that_died_meanwhile(void **state)
{
	struct place *place = *state;
	struct oid first = start(place, "a", "1");
	g_autofree char *lock =
		g_build_filename(place->git, REPO_BRANCH ".lock", NULL);
	g_autofree char *mine =
		g_build_filename(place->git, "postern-main", NULL);

	assert_true(repo_sweep(place->repo, NULL));
	assert_true(g_file_set_contents(mine, "", 0, NULL));
	assert_int_equal(link(mine, lock), 0);
	assert_true(repo_move(place->repo, &first, &first, NULL));
	assert_false(g_file_test(lock, G_FILE_TEST_EXISTS));
}

/* Killed between making the lock and renaming it. */
static void sweep_takes_the_lock_of_a_dead_writer(void **state)
{
	struct place *place = *state;
	struct oid first = start(place, "a", "1");
	g_autofree char *lock =
		g_build_filename(place->git, REPO_BRANCH ".lock", NULL);
	g_autofree char *mine =
		g_build_filename(place->git, "postern-main", NULL);

	assert_true(g_file_set_contents(mine, "", 0, NULL));
	assert_int_equal(link(mine, lock), 0);
	assert_true(repo_sweep(place->repo, NULL));
	assert_false(g_file_test(lock, G_FILE_TEST_EXISTS));
	assert_false(g_file_test(mine, G_FILE_TEST_EXISTS));
	assert_true(repo_move(place->repo, &first, &first, NULL));
}

/* --- locks ---------------------------------------------------------------- */

static void lock_is_held_by_one(void **state)
{
	struct place *place = *state;
	g_autofree char *path = g_build_filename(place->folder, "lock", NULL);
	g_autoptr(GError) error = NULL;
	struct lock *first = lock_take(path, 0, NULL), *second;

	assert_non_null(first);
	assert_null(lock_take(path, 5, &error));
	assert_null(error);
	lock_free(first);
	second = lock_take(path, 0, NULL);
	assert_non_null(second);
	lock_free(second);
}

static void lock_on_a_removed_file_bars_nobody(void **state)
{
	struct place *place = *state;
	g_autofree char *path = g_build_filename(place->folder, "lock", NULL);
	struct lock *first = lock_take(path, 0, NULL), *second;

	g_unlink(path);
	second = lock_take(path, 0, NULL);
	assert_non_null(second);
	lock_free(second);
	lock_free(first);
}

static void lock_tells_what_the_machine_says(void **state)
{
	g_autoptr(GError) error = NULL;

	(void)state;
	assert_null(lock_take("/nonexistent/lock", 0, &error));
	assert_true(g_error_matches(error, POSTERN_FAULT, FAULT_IO));
}

#define WITH_PLACE(test) \
	cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_PLACE(edit_makes_trees_that_git_takes),
		WITH_PLACE(edit_reads_what_it_was_given),
		WITH_PLACE(edit_refuses_a_file_where_a_folder_is),
		WITH_PLACE(read_by_path_and_its_limits),
		WITH_PLACE(commit_is_read_field_by_field),
		WITH_PLACE(reading_survives_a_repack),
		cmocka_unit_test(open_tells_where_there_is_none),
		WITH_PLACE(config_that_was_changed_is_told),
		WITH_PLACE(chain_is_oldest_first_and_must_be_one),
		WITH_PLACE(changes_name_each_file_once),
		WITH_PLACE(move_needs_the_branch_where_it_was),
		WITH_PLACE(move_sees_a_packed_branch),
		WITH_PLACE(move_waits_a_moment_for_another_git),
		WITH_PLACE(move_takes_a_lock_of_ten_minutes_for_left_behind),
		WITH_PLACE(move_takes_the_lock_of_a_writer_that_died_meanwhile),
		WITH_PLACE(sweep_takes_the_lock_of_a_dead_writer),
		WITH_PLACE(lock_is_held_by_one),
		WITH_PLACE(lock_on_a_removed_file_bars_nobody),
		cmocka_unit_test(lock_tells_what_the_machine_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
