/* A pack that we wrote is one that git reads. */
#include "scratch.h"
#include "delta.h"
#include "fault.h"
#include "pack.h"
#include "repo.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <string.h>

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

static struct oid add(struct pack *pack, const char *text)
{
	struct oid id;

	assert_true(pack_add(pack, OBJECT_BLOB, text, strlen(text), &id, NULL));
	return id;
}

/* Writes, drops the .keep, and has git look at every byte. */
static void write_and_verify(struct place *place, struct pack *pack)
{
	g_autofree char *keep = NULL, *index = NULL, *said = NULL;

	assert_true(
		pack_write(pack, repo_pack_folder(place->repo), &keep, NULL));
	assert_true(g_str_has_suffix(keep, ".keep"));
	assert_true(g_file_test(keep, G_FILE_TEST_EXISTS));
	index = g_strdup(keep);
	strcpy(index + strlen(index) - strlen("keep"), "idx");
	said = scratch_git(place->git, "verify-pack", "-v", index, NULL);
	g_free(scratch_git(place->git, "fsck", "--strict", "--full", NULL));
}

static void pack_is_read_by_git(void **state)
{
	struct place *place = *state;
	AUTO(pack) pack = pack_new();
	struct oid id = add(pack, "what a mail says\r\n");
	g_autofree char *said = NULL;
	char hex[OID_HEX + 1];

	write_and_verify(place, pack);
	oid_hex(&id, hex);
	said = scratch_git(place->git, "cat-file", "blob", hex, NULL);
	assert_string_equal(said, "what a mail says");
}

static void pack_is_seen_by_an_open_repository(void **state)
{
	struct place *place = *state;
	AUTO(pack) pack = pack_new();
	struct oid id = add(pack, "later");
	g_autoptr(GBytes) before =
		repo_object(place->repo, OBJECT_BLOB, &id, 100, NULL);
	g_autoptr(GBytes) after = NULL;

	assert_null(before);
	write_and_verify(place, pack);
	after = repo_object(place->repo, OBJECT_BLOB, &id, 100, NULL);
	assert_non_null(after);
	assert_int_equal(g_bytes_get_size(after), 5);
}

static void pack_holds_an_object_once(void **state)
{
	struct place *place = *state;
	AUTO(pack) pack = pack_new();
	struct oid one = add(pack, "same"), two = add(pack, "same");

	assert_true(oid_equal(&one, &two));
	assert_int_equal(pack_count(pack), 1);
	write_and_verify(place, pack);
}

static void pack_takes_any_size(void **state)
{
	struct place *place = *state;
	AUTO(pack) pack = pack_new();
	g_autoptr(GRand) random = scratch_random();
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	static const gsize sizes[] = { 0, 1, 15, 16, 127, 2047, 2048, 2049,
		65535, 65536, 300000 };

	for (gsize i = 0; i < G_N_ELEMENTS(sizes); i++) {
		struct oid id;

		while (bytes->len < sizes[i]) {
			guint8 byte = (guint8)g_rand_int(random);

			g_byte_array_append(bytes, &byte, 1);
		}
		assert_true(pack_add(
			pack, OBJECT_BLOB, bytes->data, sizes[i], &id, NULL));
	}
	write_and_verify(place, pack);
}

static void pack_refuses_what_does_not_fit(void **state)
{
	AUTO(pack) pack = pack_new();
	g_autoptr(GError) error = NULL;
	struct oid id;

	(void)state;
	assert_false(
		pack_add(pack, OBJECT_BLOB, "", PACK_MAX_BYTES, &id, &error));
	assert_true(g_error_matches(error, POSTERN_FAULT, FAULT_LIMIT));
	assert_int_equal(pack_count(pack), 0);
}

/* 200 versions of a growing text, longer than a chain of deltas may be. */
static void pack_keeps_versions_as_differences(void **state)
{
	struct place *place = *state;
	AUTO(pack) pack = pack_new();
	g_autoptr(GRand) random = scratch_random();
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(GBytes) before = g_bytes_new(NULL, 0), read = NULL;
	struct oid before_id = { { 0 } };
	gsize whole = 0;

	for (guint i = 0; i < 200; i++) {
		g_autoptr(GBytes) now = NULL;
		gint32 at = g_rand_int_range(random, 0, (gint32)text->len + 1);
		struct oid id;

		for (guint j = 0; j < 10; j++)
			g_string_insert_c(text, at,
				(gchar)g_rand_int_range(random, 1, 127));
		now = g_bytes_new(text->str, text->len);
		assert_true(pack_add_version(
			pack, OBJECT_BLOB, now, &before_id, before, &id, NULL));
		whole += text->len;
		g_bytes_unref(before);
		before = g_steal_pointer(&now);
		before_id = id;
	}
	assert_true(pack_bytes(pack) < whole / 4);
	write_and_verify(place, pack);
	read = repo_object(place->repo, OBJECT_BLOB, &before_id, 1 << 20, NULL);
	assert_true(g_bytes_equal(read, before));
}

/* A notice that carries a file of a mail; one that does not; one whose base is
 * not in the pack. git finds each as it was. */
static void pack_keeps_what_stands_in_another_once(void **state)
{
	struct place *place = *state;
	AUTO(pack) pack = pack_new();
	GRand *random = g_rand_new_with_seed(7);
	GString *mail = g_string_new("head\r\n\r\n"), *notice;
	struct oid mail_id, other_id, id;
	gsize before;

	for (guint i = 0; i < 40000; i++)
		g_string_append_c(
			mail, (char)g_rand_int_range(random, 33, 126));
	g_rand_free(random);
	notice = g_string_new("of the desk\r\n");
	g_string_append_len(notice, mail->str + 900, 38000);
	g_string_append(notice, "\r\n--end--\r\n");
	g_autoptr(GBytes) base = g_string_free_to_bytes(mail);
	g_autoptr(GBytes) carries = g_string_free_to_bytes(notice);
	g_autoptr(GBytes) other = g_bytes_new_static("x", 1);

	assert_true(pack_add_bytes(pack, OBJECT_BLOB, base, &mail_id, NULL));
	before = pack_bytes(pack);
	assert_true(pack_add_like(
		pack, OBJECT_BLOB, carries, &mail_id, base, &id, NULL));
	assert_true(pack_bytes(pack) < before + 200);
	assert_true(pack_add_like(
		pack, OBJECT_BLOB, other, &mail_id, base, &other_id, NULL));
	write_and_verify(place, pack);
}

static void sweep_takes_our_leftovers_and_nobody_elses(void **state)
{
	struct place *place = *state;
	const char *folder = repo_pack_folder(place->repo);
	AUTO(pack) pack = pack_new();
	g_autofree char *keep = NULL;
	g_autofree char *temp =
		g_build_filename(folder, "tmp_postern_pack_1", NULL);
	g_autofree char *theirs =
		g_build_filename(folder, "pack-theirs.keep", NULL);

	add(pack, "x");
	assert_true(pack_write(pack, folder, &keep, NULL));
	assert_true(g_file_set_contents(temp, "x", 1, NULL));
	assert_true(g_file_set_contents(theirs, "by hand", -1, NULL));
	assert_true(pack_sweep(folder, NULL));
	assert_false(g_file_test(keep, G_FILE_TEST_EXISTS));
	assert_false(g_file_test(temp, G_FILE_TEST_EXISTS));
	assert_true(g_file_test(theirs, G_FILE_TEST_EXISTS));
	g_free(scratch_git(place->git, "fsck", "--strict", NULL));
}

static void pack_write_tells_of_a_missing_folder(void **state)
{
	AUTO(pack) pack = pack_new();
	g_autofree char *keep = NULL;
	g_autoptr(GError) error = NULL;

	(void)state;
	add(pack, "x");
	assert_false(pack_write(pack, "/nonexistent/pack", &keep, &error));
	assert_true(g_error_matches(error, POSTERN_FAULT, FAULT_IO));
	assert_null(keep);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			pack_is_read_by_git, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			pack_is_seen_by_an_open_repository, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			pack_holds_an_object_once, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			pack_takes_any_size, set_up, tear_down),
		cmocka_unit_test(pack_refuses_what_does_not_fit),
		cmocka_unit_test_setup_teardown(
			pack_keeps_versions_as_differences, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			pack_keeps_what_stands_in_another_once, set_up,
			tear_down),
		cmocka_unit_test_setup_teardown(
			sweep_takes_our_leftovers_and_nobody_elses, set_up,
			tear_down),
		cmocka_unit_test(pack_write_tells_of_a_missing_folder),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
