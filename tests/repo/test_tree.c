/* Trees and commits as bytes, also where nobody sane wrote them. */
#include "scratch.h"
#include "fault.h"
#include "repo.h"
#include "tree.h"
#include "walk.h"
#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <string.h>

static const struct oid some = { { 1, 2, 3 } };

static char *names_of(const GByteArray *raw)
{
	GString *names = g_string_new(NULL);
	struct tree_entry entry;
	gsize offset = 0;

	while (tree_next(raw->data, raw->len, &offset, &entry))
		g_string_append_printf(names, "%s%s ", entry.name,
			tree_entry_is_folder(&entry) ? "/" : "");
	assert_int_equal(offset, raw->len);
	return g_string_free(names, FALSE);
}

static void folders_sort_as_if_they_ended_in_a_slash(void **state)
{
	g_autoptr(GByteArray) raw = g_byte_array_new();
	g_autofree char *names = NULL;

	(void)state;
	tree_set(raw, "a", TREE_MODE_FOLDER, &some);
	tree_set(raw, "a0", TREE_MODE_FILE, &some);
	tree_set(raw, "a.b", TREE_MODE_FILE, &some);
	tree_set(raw, "a-", TREE_MODE_FOLDER, &some);
	tree_set(raw, "A", TREE_MODE_FILE, &some);
	names = names_of(raw);
	assert_string_equal(names, "A a-/ a.b a/ a0 ");
}

static void set_replaces_the_entry_of_that_name(void **state)
{
	g_autoptr(GByteArray) raw = g_byte_array_new();
	static const struct oid other = { { 9 } };
	g_autofree char *names = NULL;
	struct tree_entry entry;

	(void)state;
	tree_set(raw, "a", TREE_MODE_FILE, &some);
	tree_set(raw, "a.b", TREE_MODE_FILE, &some);
	tree_set(raw, "a", TREE_MODE_FOLDER, &other);
	names = names_of(raw);
	assert_string_equal(names, "a.b a/ ");
	assert_true(tree_find(raw->data, raw->len, "a", &entry));
	assert_true(oid_equal(&entry.id, &other));
	assert_true(tree_remove(raw, "a"));
	assert_false(tree_remove(raw, "a"));
}

/* A copy that ends where it ends: reading further is seen by the sanitizer. */
static void read_all(const guint8 *bytes, gsize length)
{
	g_autofree guint8 *copy = g_memdup2(bytes, length);
	struct tree_entry entry;
	gsize offset = 0;

	while (tree_next(copy, length, &offset, &entry))
		assert_true(entry.end <= length && offset == entry.end);
	assert_true(offset <= length);
}

static void no_bytes_are_read_behind_the_end(void **state)
{
	g_autoptr(GByteArray) raw = g_byte_array_new();
	g_autoptr(GRand) random = scratch_random();

	(void)state;
	tree_set(raw, "a", TREE_MODE_FOLDER, &some);
	tree_set(raw, "file", TREE_MODE_FILE, &some);
	for (gsize length = 0; length <= raw->len; length++)
		read_all(raw->data, length);
	for (guint i = 0; i < 5000; i++) {
		guint at = (guint)g_rand_int_range(random, 0, (gint32)raw->len);

		raw->data[at] = (guint8)g_rand_int(random);
		read_all(raw->data, raw->len);
	}
}

/* --- in a repository ------------------------------------------------------ */

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

static struct oid keep(struct place *place, enum object_kind kind,
	const void *data, gsize length)
{
	AUTO(pack) pack = pack_new();
	g_autofree char *path = NULL;
	struct oid id;

	assert_true(pack_add(pack, kind, data, length, &id, NULL));
	assert_true(
		pack_write(pack, repo_pack_folder(place->repo), &path, NULL));
	g_unlink(path);
	return id;
}

#define TREE "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n"
#define PEOPLE "author A <a@b> 1 +0000\ncommitter C <c@d> 2 +0000\n"

static void damaged_commits_are_faults(void **state)
{
	static const struct {
		const char *text, *why;
		gboolean is_good;
	} table[] = {
		{ TREE PEOPLE "\nmessage", "whole", TRUE },
		{ TREE PEOPLE "\n", "an empty message", TRUE },
		{ TREE PEOPLE, "it ends behind its fields", TRUE },
		{ "", "nothing", FALSE },
		{ "\n", "no fields", FALSE },
		{ TREE "\nmessage", "nobody's", FALSE },
		{ PEOPLE "\nmessage", "no tree", FALSE },
		{ "tree 4b825d\n" PEOPLE "\n", "half an id", FALSE },
		{ TREE "parent x\n" PEOPLE "\n", "no id", FALSE },
		{ TREE "author A\ncommitter C\n\n", "no address", FALSE },
		{ TREE "author A >a< 1\ncommitter C <c> 1\n\n",
			"brackets the wrong way", FALSE },
		{ TREE PEOPLE "no end of line", "cut off", FALSE },
	};
	struct place *place = *state;

	for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
		struct oid id = keep(place, OBJECT_COMMIT, table[i].text,
			strlen(table[i].text));
		g_autoptr(GError) error = NULL;
		AUTO(repo_commit)
		commit = repo_commit(place->repo, &id, &error);

		if ((commit != NULL) != table[i].is_good)
			fail_msg("%s: %s", table[i].why,
				error ? error->message : "was read");
		if (error)
			assert_int_equal(error->code, FAULT_IO);
	}
}

static void another_kind_of_object_is_a_fault(void **state)
{
	struct place *place = *state;
	struct oid id = keep(place, OBJECT_BLOB, "x", 1);
	g_autoptr(GError) error = NULL;

	assert_null(repo_commit(place->repo, &id, &error));
	assert_true(g_error_matches(error, POSTERN_FAULT, FAULT_IO));
}

static void too_deep_a_tree_is_not_walked(void **state)
{
	static const struct oid zero;
	struct place *place = *state;
	struct oid id = keep(place, OBJECT_BLOB, "x", 1);
	guint32 mode = TREE_MODE_FILE;
	g_autoptr(GError) error = NULL;

	for (guint depth = 0; depth < 20; depth++) {
		g_autoptr(GByteArray) raw = g_byte_array_new();

		tree_set(raw, "a", mode, &id);
		id = keep(place, OBJECT_TREE, raw->data, raw->len);
		mode = TREE_MODE_FOLDER;
	}
	assert_null(walk_changes(place->repo, &zero, &id, &error));
	assert_true(g_error_matches(error, POSTERN_FAULT, FAULT_LIMIT));
}

#define WITH_PLACE(test) \
	cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(folders_sort_as_if_they_ended_in_a_slash),
		cmocka_unit_test(set_replaces_the_entry_of_that_name),
		cmocka_unit_test(no_bytes_are_read_behind_the_end),
		WITH_PLACE(damaged_commits_are_faults),
		WITH_PLACE(another_kind_of_object_is_a_fault),
		WITH_PLACE(too_deep_a_tree_is_not_walked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
