/* Several processes, killed ones, and an index that may be anything: the same
 * end each time. */
#include "desk_case.h"
#include "scratch.h"
#include "fault.h"
#include <glib/gstdio.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* --- being killed at a step ----------------------------------------------- */

/* The linker sends the store's calls that change the disk here. At the call of
 * that number the process is no more. 0: never. */
static guint kill_at;

static void step(void)
{
	if (kill_at > 0 && --kill_at == 0)
		kill(getpid(), SIGKILL);
}

int __real_fsync(int fd);
int __wrap_fsync(int fd);
int __wrap_fsync(int fd)
{
	step();
	return __real_fsync(fd);
}

int __real_rename(const char *from, const char *to);
int __wrap_rename(const char *from, const char *to);
int __wrap_rename(const char *from, const char *to)
{
	step();
	return __real_rename(from, to);
}

int __real_link(const char *from, const char *to);
int __wrap_link(const char *from, const char *to);
int __wrap_link(const char *from, const char *to)
{
	step();
	return __real_link(from, to);
}

int __real_unlink(const char *path);
int __wrap_unlink(const char *path);
int __wrap_unlink(const char *path)
{
	step();
	return __real_unlink(path);
}

/* In a process of its own; TRUE where it lived to its end. */
static gboolean in_child(struct desk_case *desk,
	void (*work)(struct desk_case *desk), guint dies_at)
{
	pid_t child;
	int status = 0;

	g_clear_pointer(&desk->store, store_free);
	child = fork();
	assert_int_not_equal(child, -1);
	if (child == 0) {
		desk_case_reopen(desk);
		kill_at = dies_at;
		work(desk);
		kill_at = 0;
		store_free(desk->store);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* --- the same end --------------------------------------------------------- */

static void assert_index_is_as_rebuilt(struct desk_case *desk)
{
	g_autofree char *lived = desk_case_index(desk), *rebuilt = NULL;
	g_autoptr(GError) error = NULL;

	if (!store_reindex(desk->store, NULL, NULL, &error))
		fail_msg("store_reindex: %s", error->message);
	rebuilt = desk_case_index(desk);
	assert_string_equal(lived, rebuilt);
}

/* No ticket twice, none missing, one commit each, nothing left over. */
static void assert_whole(struct desk_case *desk, guint32 tickets)
{
	g_autofree char *want = g_strdup_printf("%u", tickets + 1);
	g_autofree char *count =
		scratch_git(desk->git, "rev-list", "--count", "main", NULL);
	g_autofree char *lock =
		g_build_filename(desk->git, "refs", "heads", "main.lock", NULL);

	g_free(scratch_git(desk->git, "fsck", "--strict", "--full", NULL));
	assert_string_equal(count, want);
	assert_int_equal(store_next_ticket(desk->store, NULL), tickets + 1);
	assert_int_equal(desk_case_packs(desk, ".keep"), 0);
	assert_false(g_file_test(lock, G_FILE_TEST_EXISTS));
	assert_index_is_as_rebuilt(desk);
}

static void put_one(struct desk_case *desk)
{
	desk_case_one(desk, "mail");
}

static void killed_at_any_step_nothing_is_half(void **state)
{
	struct desk_case *desk = *state;
	guint32 tickets = 0;
	guint at = 1;

	while (!in_child(desk, put_one, at++)) {
		guint32 next;

		desk_case_reopen(desk);
		next = store_next_ticket(desk->store, NULL);
		assert_true(next == tickets + 1 || next == tickets + 2);
		tickets = next - 1;
		assert_whole(desk, tickets);
		assert_int_equal(desk_case_one(desk, "next"), ++tickets);
	}
	/* Three files and a branch, each with its own steps. */
	assert_true(at > 12);
}

static void killed_before_the_branch_moved_it_is_as_if_never(void **state)
{
	struct desk_case *desk = *state;

	assert_false(in_child(desk, put_one, 1));
	desk_case_reopen(desk);
	assert_whole(desk, 0);
}

static void put_twenty(struct desk_case *desk)
{
	for (guint i = 0; i < 20; i++)
		desk_case_one(desk, "mail");
}

static void two_processes_number_without_holes(void **state)
{
	struct desk_case *desk = *state;
	pid_t children[2];

	g_clear_pointer(&desk->store, store_free);
	for (guint i = 0; i < 2; i++) {
		children[i] = fork();
		if (children[i] == 0) {
			desk_case_reopen(desk);
			put_twenty(desk);
			store_free(desk->store);
			_exit(0);
		}
	}
	for (guint i = 0; i < 2; i++) {
		int status = 0;

		assert_int_equal(waitpid(children[i], &status, 0), children[i]);
		assert_int_equal(status, 0);
	}
	desk_case_reopen(desk);
	assert_whole(desk, 40);
}

/* Two stores of one process are as two processes: locks are by open file. */
static void what_another_wrote_is_caught_up_with(void **state)
{
	struct desk_case *desk = *state;
	struct desk_case other = *desk;

	other.store = NULL;
	desk_case_reopen(&other);
	assert_int_equal(desk_case_one(desk, "one"), 1);
	assert_int_equal(desk_case_one(&other, "two"), 2);
	assert_int_equal(desk_case_one(desk, "three"), 3);
	store_free(other.store);
	assert_whole(desk, 3);
}

static void a_second_writer_is_told_to_come_again(void **state)
{
	struct desk_case *desk = *state;
	struct desk_case other = *desk;
	struct batch *batch = desk_case_begin(desk);
	g_autoptr(GError) error = NULL;

	other.store = NULL;
	desk_case_reopen(&other);
	assert_null(store_begin(other.store, 0, CASE_NOW, NULL, &error));
	assert_true(g_error_matches(error, POSTERN_FAULT, FAULT_TEMPORARY));
	batch_abort(batch);
	batch_abort(desk_case_begin(&other));
	store_free(other.store);
}

static void outbox_is_held_by_one(void **state)
{
	struct desk_case *desk = *state;
	struct desk_case other = *desk;
	struct store_lock *lock = store_lock_outbox(desk->store, NULL);
	g_autoptr(GError) error = NULL;

	other.store = NULL;
	desk_case_reopen(&other);
	assert_non_null(lock);
	assert_null(store_lock_outbox(other.store, &error));
	assert_null(error);
	store_lock_free(lock);
	lock = store_lock_outbox(other.store, NULL);
	assert_non_null(lock);
	store_lock_free(lock);
	store_free(other.store);
}

/* Somebody without the lock: a person's git, on the server itself. */
static void move_by_hand(struct desk_case *desk)
{
	g_autofree char *commit = scratch_git(desk->git, "commit-tree", "-p",
		"main", "-m", "by hand", "main^{tree}", NULL);

	g_free(scratch_git(
		desk->git, "update-ref", "refs/heads/main", commit, NULL));
}

static void a_branch_that_moved_is_a_conflict(void **state)
{
	struct desk_case *desk = *state;
	g_autofree char *rows = desk_case_index(desk), *after = NULL;
	struct batch *batch = desk_case_begin(desk);
	guint packs;
	g_autoptr(GError) error = NULL;

	desk_case_create(batch, 1, "mail");
	move_by_hand(desk);
	packs = desk_case_packs(desk, "");
	assert_false(batch_commit(batch, &error));
	assert_true(g_error_matches(error, POSTERN_FAULT, FAULT_CONFLICT));
	assert_int_equal(desk_case_packs(desk, ""), packs);
	after = desk_case_index(desk);
	assert_string_equal(rows, after);
	assert_int_equal(desk_case_one(desk, "mail"), 1);
	assert_index_is_as_rebuilt(desk);
	g_free(scratch_git(desk->git, "fsck", "--strict", "--full", NULL));
}

/* --- the index ------------------------------------------------------------ */

struct life {
	GRand *random;
	guint messages[64]; /* of each ticket so far */
	guint tickets;
};

static void live_one(struct life *life, struct batch *batch)
{
	guint32 ticket = life->tickets == 0
				 ? 0
				 : (guint32)g_rand_int_range(life->random, 0,
					   (gint32)life->tickets + 1);
	g_autofree char *text =
		g_strdup_printf("mail %u\n", g_rand_int(life->random));

	if (ticket == 0 && life->tickets < 63) {
		ticket = ++life->tickets;
		desk_case_create(batch, ticket, text);
		life->messages[ticket] = 1;
	} else if (ticket > 0 && life->messages[ticket] > 1 &&
		   g_rand_boolean(life->random)) {
		desk_case_deliver(batch, ticket, life->messages[ticket]);
	} else if (ticket > 0) {
		desk_case_reply(
			batch, ticket, life->messages[ticket] + 1, text);
		life->messages[ticket] += 2;
	}
}

/* Batches of any size, one in four given up. */
static void live(struct life *life, struct desk_case *desk, guint batches)
{
	for (guint i = 0; i < batches; i++) {
		struct batch *batch = desk_case_begin(desk);
		gint32 size = g_rand_int_range(life->random, 0, 12);
		struct life before = *life;

		for (gint32 j = 0; j < size; j++)
			live_one(life, batch);
		if (g_rand_int_range(life->random, 0, 4) > 0) {
			desk_case_commit(batch);
			continue;
		}
		batch_abort(batch);
		*life = before;
	}
}

static char *index_path(const struct desk_case *desk)
{
	return g_build_filename(desk->desk, "state", "index.sqlite", NULL);
}

/* Opens anew; why it was rebuilt, or NULL. */
static char *reopen(struct desk_case *desk)
{
	char *rebuilt = NULL;

	g_clear_pointer(&desk->store, store_free);
	desk->store = store_open(desk->desk, &desk->options, &rebuilt, NULL);
	assert_non_null(desk->store);
	return rebuilt;
}

static void index_of_a_life_is_as_rebuilt(void **state)
{
	struct desk_case *desk = *state;
	struct life life = { .random = scratch_random() };

	live(&life, desk, 25);
	assert_index_is_as_rebuilt(desk);
	g_free(scratch_git(desk->git, "fsck", "--strict", "--full", NULL));
	g_rand_free(life.random);
}

static void index_that_is_gone_is_made_anew(void **state)
{
	struct desk_case *desk = *state;
	struct life life = { .random = scratch_random() };
	g_autofree char *path = index_path(desk), *before = NULL, *after = NULL;
	g_autofree char *rebuilt = NULL;

	live(&life, desk, 8);
	before = desk_case_index(desk);
	g_clear_pointer(&desk->store, store_free);
	g_unlink(path);
	rebuilt = reopen(desk);
	assert_string_equal(rebuilt, "there was no index");
	after = desk_case_index(desk);
	assert_string_equal(before, after);
	g_rand_free(life.random);
}

static void index_that_is_garbage_is_made_anew(void **state)
{
	struct desk_case *desk = *state;
	g_autofree char *path = index_path(desk), *before = NULL, *after = NULL;
	g_autofree char *rebuilt = NULL;

	desk_case_one(desk, "mail");
	before = desk_case_index(desk);
	g_clear_pointer(&desk->store, store_free);
	assert_true(g_file_set_contents(path, "garbage", -1, NULL));
	rebuilt = reopen(desk);
	assert_non_null(rebuilt);
	after = desk_case_index(desk);
	assert_string_equal(before, after);
}

static void index_that_is_behind_follows(void **state)
{
	struct desk_case *desk = *state;
	struct life life = { .random = scratch_random() };
	g_autofree char *path = index_path(desk), *now = NULL, *after = NULL;
	g_autofree char *old = NULL, *rebuilt = NULL;
	gsize length = 0;

	live(&life, desk, 8);
	g_clear_pointer(&desk->store, store_free);
	assert_true(g_file_get_contents(path, &old, &length, NULL));
	desk_case_reopen(desk);
	live(&life, desk, 8);
	now = desk_case_index(desk);
	g_clear_pointer(&desk->store, store_free);
	assert_true(g_file_set_contents(path, old, (gssize)length, NULL));
	rebuilt = reopen(desk);
	assert_null(rebuilt);
	after = desk_case_index(desk);
	assert_string_equal(now, after);
	g_rand_free(life.random);
}

static void index_of_another_history_is_rebuilt_and_says_why(void **state)
{
	struct desk_case *desk = *state;
	g_autofree char *rebuilt = NULL;

	desk_case_one(desk, "one");
	desk_case_one(desk, "two");
	g_clear_pointer(&desk->store, store_free);
	g_free(scratch_git(
		desk->git, "update-ref", "refs/heads/main", "main^", NULL));
	rebuilt = reopen(desk);
	assert_non_null(rebuilt);
	assert_non_null(strstr(rebuilt, "is no commit of the branch"));
	assert_int_equal(store_next_ticket(desk->store, NULL), 2);
	assert_index_is_as_rebuilt(desk);
}

#define WITH_DESK(test)                  \
	cmocka_unit_test_setup_teardown( \
		test, desk_case_set_up, desk_case_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_DESK(killed_at_any_step_nothing_is_half),
		WITH_DESK(killed_before_the_branch_moved_it_is_as_if_never),
		WITH_DESK(two_processes_number_without_holes),
		WITH_DESK(what_another_wrote_is_caught_up_with),
		WITH_DESK(a_second_writer_is_told_to_come_again),
		WITH_DESK(outbox_is_held_by_one),
		WITH_DESK(a_branch_that_moved_is_a_conflict),
		WITH_DESK(index_of_a_life_is_as_rebuilt),
		WITH_DESK(index_that_is_gone_is_made_anew),
		WITH_DESK(index_that_is_garbage_is_made_anew),
		WITH_DESK(index_that_is_behind_follows),
		WITH_DESK(index_of_another_history_is_rebuilt_and_says_why),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
