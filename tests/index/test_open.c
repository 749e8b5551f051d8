/* The file: made, found again, put aside; transactions. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <sys/wait.h>
#include <unistd.h>
#include "base.h"
#include "desk_index.h"
#include "fault.h"

static void reopen(struct desk_index *desk)
{
	g_clear_pointer(&desk->index, index_free);
	desk_index_open(desk);
}

static void assert_head(struct desk_index *desk, const char *expected)
{
	char hex[41] = "x";

	assert_true(index_head(desk->index, hex, NULL));
	assert_string_equal(hex, expected);
}

static gboolean has_aside(struct desk_index *desk)
{
	g_autofree char *path = g_strconcat(desk->path, ".bad", NULL);

	return g_file_test(path, G_FILE_TEST_EXISTS);
}

static void head_and_rows_are_there_again(void **state)
{
	struct desk_index *desk = *state;

	assert_head(desk, "");
	desk_index_tell(desk, NOON, ALICE, "Ticket: 8\n");
	reopen(desk);
	assert_head(desk, "0000000000000000000000000000000000000001");
	assert_int_equal(index_next_ticket(desk->index, NULL), 9);
	assert_false(has_aside(desk));
}

static void rolled_back_is_as_if_never_told(void **state)
{
	struct desk_index *desk = *state;
	AUTO(ticket) ticket = ticket_new(5);

	assert_true(index_begin(desk->index, NULL));
	assert_true(index_apply_ticket(desk->index, ticket, NULL));
	assert_int_equal(index_next_ticket(desk->index, NULL), 6);
	index_rollback(desk->index);
	index_rollback(desk->index);
	assert_int_equal(index_next_ticket(desk->index, NULL), 1);
}

static void cleared_is_empty(void **state)
{
	struct desk_index *desk = *state;

	desk_index_tell(desk, NOON, ALICE,
		"Ticket: 8\nNotice: 0002-out reply a@b.se\nSpent: 8.2r\n");
	assert_true(index_begin(desk->index, NULL));
	assert_true(index_clear(desk->index, NULL));
	assert_true(index_end(desk->index, "abc", NULL));
	assert_head(desk, "abc");
	assert_int_equal(index_next_ticket(desk->index, NULL), 1);
}

static void other_readers_see_what_is_committed(void **state)
{
	struct desk_index *desk = *state;
	AUTO(ticket) ticket = ticket_new(5);
	AUTO(index) other = index_open(desk->path, NULL);

	assert_true(index_begin(desk->index, NULL));
	assert_true(index_apply_ticket(desk->index, ticket, NULL));
	assert_int_equal(index_next_ticket(other, NULL), 1);
	assert_true(index_end(desk->index, "", NULL));
	assert_int_equal(index_next_ticket(other, NULL), 6);
}

static void garbage_is_put_aside_and_made_anew(void **state)
{
	static const char garbage[] = "this is no database, but long enough to "
				      "have a header of a hundred bytes, and "
				      "then some more of them, and more\n";
	struct desk_index *desk = *state;

	desk_index_tell(desk, NOON, ALICE, "Ticket: 8\n");
	g_clear_pointer(&desk->index, index_free);
	assert_true(g_file_set_contents(desk->path, garbage, -1, NULL));
	desk_index_open(desk);
	assert_head(desk, "");
	assert_true(has_aside(desk));
}

static void other_schema_is_put_aside_and_made_anew(void **state)
{
	struct desk_index *desk = *state;

	desk_index_tell(desk, NOON, ALICE, "Ticket: 8\n");
	assert_true(base_exec(desk->index, "PRAGMA user_version = 9999", NULL));
	reopen(desk);
	assert_head(desk, "");
	assert_true(has_aside(desk));
}

static void foreign_database_is_put_aside(void **state)
{
	struct desk_index *desk = *state;

	assert_true(base_exec(desk->index,
		"PRAGMA user_version = 0; CREATE TABLE x (y)", NULL));
	reopen(desk);
	assert_head(desk, "");
	assert_true(has_aside(desk));
}

static void damage_within_is_told_as_such(void **state)
{
	struct desk_index *desk = *state;
	g_autofree char *bytes = NULL;
	g_autoptr(GError) error = NULL;
	char hex[41] = "";
	gsize length = 0;

	desk_index_tell(desk, NOON, ALICE, "Ticket: 8\n");
	g_clear_pointer(&desk->index, index_free);
	assert_true(g_file_get_contents(desk->path, &bytes, &length, NULL));
	memset(bytes + 4096, 0xA5, length - 4096);
	assert_true(
		g_file_set_contents(desk->path, bytes, (gssize)length, NULL));
	desk_index_open(desk);
	assert_false(index_head(desk->index, hex, &error));
	assert_true(g_error_matches(error, POSTERN_FAULT, FAULT_INVALID));
}

/* In a child: whether it opens. */
static int open_elsewhere(const char *path)
{
	char hex[41] = "";
	struct index *index = index_open(path, NULL);
	gboolean is_read = index && index_head(index, hex, NULL);

	index_free(index);
	return is_read ? 0 : 1;
}

static void processes_may_make_it_at_the_same_time(void **state)
{
	struct desk_index *desk = *state;
	g_autofree char *path =
		g_build_filename(desk->folder, "shared.sqlite", NULL);
	g_autofree char *aside = g_strconcat(path, ".bad", NULL);
	pid_t children[8] = { 0 };

	for (gsize i = 0; i < G_N_ELEMENTS(children); i++) {
		children[i] = fork();
		if (children[i] == 0)
			_exit(open_elsewhere(path));
	}
	for (gsize i = 0; i < G_N_ELEMENTS(children); i++) {
		int status = -1;
		assert_int_equal(waitpid(children[i], &status, 0), children[i]);
		assert_int_equal(status, 0);
	}
	assert_false(g_file_test(aside, G_FILE_TEST_EXISTS));
}

static void folder_that_is_missing_is_an_error(void **state)
{
	struct desk_index *desk = *state;
	g_autofree char *path =
		g_build_filename(desk->folder, "none", "index.sqlite", NULL);
	g_autoptr(GError) error = NULL;

	assert_null(index_open(path, &error));
	assert_true(g_error_matches(error, POSTERN_FAULT, FAULT_IO));
	assert_non_null(strstr(error->message, path));
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, desk_index_make, desk_index_drop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(head_and_rows_are_there_again),
		TEST(rolled_back_is_as_if_never_told),
		TEST(cleared_is_empty),
		TEST(other_readers_see_what_is_committed),
		TEST(garbage_is_put_aside_and_made_anew),
		TEST(other_schema_is_put_aside_and_made_anew),
		TEST(foreign_database_is_put_aside),
		TEST(damage_within_is_told_as_such),
		TEST(processes_may_make_it_at_the_same_time),
		TEST(folder_that_is_missing_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
