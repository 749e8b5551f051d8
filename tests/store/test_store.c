/* Batches: durable, whole, and read by git. */
#include "desk_case.h"
#include "scratch.h"
#include "fault.h"
#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <string.h>
#include <sys/stat.h>

static void fsck(const struct desk_case *desk)
{
	g_free(scratch_git(desk->git, "fsck", "--strict", "--full", NULL));
}

static char *head(const struct desk_case *desk)
{
	return scratch_git(desk->git, "rev-parse", "main", NULL);
}

static void assert_fault(GError *error, int code)
{
	assert_non_null(error);
	if (!g_error_matches(error, POSTERN_FAULT, code))
		fail_msg("%d expected, not %d: %s", code, error->code,
			error->message);
}

/* --- making a desk -------------------------------------------------------- */

static void create_makes_what_an_auditor_clones(void **state)
{
	struct desk_case *desk = *state;
	g_autofree char *clone = g_build_filename(desk->folder, "clone", NULL);
	g_autofree char *readme = g_build_filename(clone, "README", NULL);
	g_autofree char *event = NULL;

	fsck(desk);
	g_free(scratch_git(
		desk->folder, "clone", "-q", desk->git, clone, NULL));
	assert_true(g_file_test(readme, G_FILE_TEST_EXISTS));
	event = scratch_git(
		clone, "log", "-1", "--format=%cn|%ce|%(trailers)", NULL);
	assert_true(g_str_has_prefix(
		event, "IT Helpdesk|help@example.com|Event: rule"));
}

static void create_installs_hook_and_attributes(void **state)
{
	struct desk_case *desk = *state;
	g_autofree char *hook =
		g_build_filename(desk->git, "hooks", "pre-receive", NULL);
	g_autofree char *info =
		g_build_filename(desk->git, "info", "attributes", NULL);
	g_autofree char *text = NULL, *attributes = NULL;

	assert_true(g_file_test(hook, G_FILE_TEST_IS_EXECUTABLE));
	assert_true(g_file_get_contents(hook, &text, NULL, NULL));
	assert_non_null(strstr(text, " -C .. check --push\n"));
	assert_null(strstr(text, desk->folder));
	assert_true(g_file_get_contents(info, &attributes, NULL, NULL));
	assert_string_equal(attributes, "* -text\n*.eml -diff\n");
}

static void create_leaves_a_desk_that_is_there(void **state)
{
	struct desk_case *desk = *state;
	g_autofree char *before = head(desk), *after = NULL;
	g_autoptr(GPtrArray) files = g_ptr_array_new();
	g_autoptr(GError) error = NULL;

	assert_false(store_create(desk->desk, "/bin/true", &desk->options,
		files, CASE_NOW, &error));
	assert_fault(error, FAULT_CONFLICT);
	after = head(desk);
	assert_string_equal(before, after);
}

static void open_tells_where_there_is_no_desk(void **state)
{
	struct desk_case *desk = *state;
	g_autoptr(GError) error = NULL;

	assert_null(store_open(desk->folder, &desk->options, NULL, &error));
	assert_fault(error, FAULT_NOT_FOUND);
}

/* --- a batch -------------------------------------------------------------- */

static void batch_is_one_pack_of_many_commits(void **state)
{
	struct desk_case *desk = *state;
	guint before = desk_case_packs(desk, ".pack");
	struct batch *batch = desk_case_begin(desk);
	g_autofree char *count = NULL, *mail = NULL;

	for (guint32 i = 1; i <= 100; i++)
		desk_case_create(batch, i, "From: a\n\nsame text\n");
	assert_int_equal(batch_count(batch), 100);
	desk_case_commit(batch);
	assert_int_equal(desk_case_packs(desk, ".pack"), before + 1);
	assert_int_equal(desk_case_packs(desk, ".keep"), 0);
	fsck(desk);
	count = scratch_git(desk->git, "rev-list", "--count", "main", NULL);
	assert_string_equal(count, "101");
	mail = scratch_git(desk->git, "show",
		"main:tickets/00/00/000042/0001-in.eml", NULL);
	assert_string_equal(mail, "From: a\n\nsame text");
}

static void batch_reads_what_it_put_and_others_do_not(void **state)
{
	struct desk_case *desk = *state;
	struct batch *batch = desk_case_begin(desk);
	AUTO(snapshot) before = store_snapshot(desk->store, NULL);
	AUTO(snapshot) after = NULL;
	const char *path = "tickets/00/00/000001/0001-in.eml";
	g_autoptr(GBytes) mine = NULL, theirs = NULL, later = NULL;
	g_autoptr(GPtrArray) names = NULL;
	g_autoptr(GError) error = NULL;

	desk_case_create(batch, 1, "mail");
	mine = batch_read(batch, path, 4, NULL);
	assert_non_null(mine);
	assert_null(batch_read(batch, path, 3, &error));
	assert_fault(error, FAULT_LIMIT);
	g_clear_error(&error);
	names = batch_names(batch, "tickets/00/00/000001", NULL);
	assert_int_equal(names->len, 2);
	assert_string_equal(names->pdata[0], "0001-in.eml");
	theirs = snapshot_read(before, path, 100, &error);
	assert_null(theirs);
	assert_fault(error, FAULT_NOT_FOUND);
	desk_case_commit(batch);
	g_clear_error(&error);
	assert_null(snapshot_read(before, path, 100, &error));
	after = store_snapshot(desk->store, NULL);
	later = snapshot_read(after, path, 100, NULL);
	assert_true(g_bytes_equal(later, mine));
}

static void abort_leaves_nothing(void **state)
{
	struct desk_case *desk = *state;
	g_autofree char *before = head(desk), *after = NULL;
	g_autofree char *rows = desk_case_index(desk), *rows_after = NULL;
	guint packs = desk_case_packs(desk, "");
	struct batch *batch = desk_case_begin(desk);

	desk_case_create(batch, 1, "mail");
	batch_abort(batch);
	after = head(desk);
	rows_after = desk_case_index(desk);
	assert_string_equal(before, after);
	assert_string_equal(rows, rows_after);
	assert_int_equal(desk_case_packs(desk, ""), packs);
	assert_int_equal(store_next_ticket(desk->store, NULL), 1);
	assert_int_equal(desk_case_one(desk, "mail"), 1);
}

static void batch_without_commits_only_lets_go(void **state)
{
	struct desk_case *desk = *state;
	g_autofree char *before = head(desk), *after = NULL;

	desk_case_commit(desk_case_begin(desk));
	after = head(desk);
	assert_string_equal(before, after);
	desk_case_commit(desk_case_begin(desk));
}

static void committer_time_never_runs_backwards(void **state)
{
	struct desk_case *desk = *state;
	AUTO(record_commit) commit = record_commit_new();
	struct batch *batch;
	AUTO(snapshot) snapshot = NULL;

	record_commit_add(commit, TRAILER_EVENT, "person");
	commit->subject = g_strdup("people: earlier");
	batch = desk_case_begin(desk);
	assert_true(batch_put(batch, commit, NULL, CASE_NOW + 9, NULL, NULL));
	assert_true(batch_put(batch, commit, NULL, CASE_NOW - 9, NULL, NULL));
	desk_case_commit(batch);
	snapshot = store_snapshot(desk->store, NULL);
	assert_int_equal(snapshot_time(snapshot), CASE_NOW + 9);
}

static void only_paths_of_a_desk_are_put(void **state)
{
	static const struct {
		const char *path, *why;
		gboolean is_kept;
	} table[] = {
		{ "desk.conf", "the rules", TRUE },
		{ ".gitattributes", "of the first commit", TRUE },
		{ "tickets/00/00/000007/0001-in.eml", "a mail", TRUE },
		{ "tickets/00/00/000007/0001-vendor-in.txt", "text", TRUE },
		{ "tickets/100/00/1000000/0001-in.eml", "a million", TRUE },
		{ "answers/2026-11/17-out.eml", "an answer", TRUE },
		{ "kb/vpn-from-home.txt", "a solution", TRUE },
		{ "templates/sv/received.txt", "a template", TRUE },
		{ "tickets/00/00/000007/1-in.eml", "not padded", FALSE },
		{ "tickets/00/01/000007/0001-in.eml", "of another", FALSE },
		{ "tickets/00/00/000007/0001-in.exe", "no suffix", FALSE },
		{ "tickets/00/00/000000/0001-in.eml", "no ticket", FALSE },
		{ "tickets/00/00/000007/../../x", "climbs", FALSE },
		{ "answers/2026-13/17-out.eml", "no month", FALSE },
		{ "answers/2026-11/017-out.eml", "padded", FALSE },
		{ "kb/../desk.conf", "climbs", FALSE },
		{ "kb/.txt", "no name", FALSE },
		{ "kb/A.txt", "upper case", FALSE },
		{ "templates/sv/a/b.txt", "too deep", FALSE },
		{ "/desk.conf", "absolute", FALSE },
		{ "", "empty", FALSE },
		{ ".mailmap", "changes who wrote what", FALSE },
		{ "people/ab/abc", "too short", FALSE },
	};
	struct desk_case *desk = *state;
	struct batch *batch = desk_case_begin(desk);
	AUTO(record_commit) commit = record_commit_new();
	g_autoptr(GBytes) content = g_bytes_new("x", 1);

	record_commit_add(commit, TRAILER_EVENT, "rule");
	commit->subject = g_strdup("rules: test");
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
		g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(
			(GDestroyNotify)store_file_free);
		g_autoptr(GError) error = NULL;
		gboolean done;

		g_ptr_array_add(files, store_file_new(table[i].path, content));
		done = batch_put(batch, commit, files, CASE_NOW, NULL, &error);
		if (done != table[i].is_kept)
			fail_msg("\"%s\" (%s): %s", table[i].path, table[i].why,
				error ? error->message : "was taken");
		if (!done)
			assert_fault(error, FAULT_INVALID);
	}
	desk_case_commit(batch);
	fsck(desk);
}

static void a_record_that_does_not_read_is_not_put(void **state)
{
	struct desk_case *desk = *state;
	struct batch *batch = desk_case_begin(desk);
	AUTO(record_commit) commit = record_commit_new();
	g_autoptr(GBytes) content = g_bytes_new("no header\n", 10);
	g_autoptr(GPtrArray) files =
		g_ptr_array_new_with_free_func((GDestroyNotify)store_file_free);
	g_autoptr(GError) error = NULL;

	record_commit_add(commit, TRAILER_EVENT, "create");
	g_ptr_array_add(
		files, store_file_new("tickets/00/00/000001/ticket", content));
	assert_false(batch_put(batch, commit, files, CASE_NOW, NULL, &error));
	assert_fault(error, FAULT_INVALID);
	assert_non_null(strstr(error->message, "tickets/00/00/000001/ticket"));
	desk_case_create(batch, 1, "a batch goes on");
	desk_case_commit(batch);
}

static void a_commit_tells_its_event(void **state)
{
	struct desk_case *desk = *state;
	struct batch *batch = desk_case_begin(desk);
	AUTO(record_commit) commit = record_commit_new();
	g_autoptr(GError) error = NULL;

	commit->subject = g_strdup("rules: something");
	assert_false(batch_put(batch, commit, NULL, CASE_NOW, NULL, &error));
	assert_fault(error, FAULT_INVALID);
	batch_abort(batch);
}

/* git's fsck is strict about the lines above a message. */
static void whatever_an_author_is_called_git_takes_it(void **state)
{
	static const char *const names[] = { "", " ", "<>", "a\nb", "a > <b",
		"\xff\xfe", ".", "'", "Åsa", "x <y@z> 1 +0000\ntree " };
	static const char *const addresses[] = { "", "a@b>\ncommitter x",
		"a b@c", "@", "å@exämple.se", "a@b.example" };
	struct desk_case *desk = *state;
	struct batch *batch = desk_case_begin(desk);
	g_autofree char *lived = NULL, *rebuilt = NULL;

	for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
		for (gsize j = 0; j < G_N_ELEMENTS(addresses); j++) {
			AUTO(record_commit) commit = record_commit_new();

			record_commit_add(commit, TRAILER_EVENT, "query");
			commit->author_time = j ? CASE_NOW : -5;
			commit->author = contact_new(names[i], addresses[j]);
			commit->subject = g_strdup(names[i]);
			assert_true(batch_put(
				batch, commit, NULL, CASE_NOW, NULL, NULL));
		}
	desk_case_commit(batch);
	fsck(desk);
	lived = desk_case_index(desk);
	assert_true(store_reindex(desk->store, NULL, NULL, NULL));
	rebuilt = desk_case_index(desk);
	assert_string_equal(lived, rebuilt);
}

static void a_file_can_be_taken_away(void **state)
{
	struct desk_case *desk = *state;
	struct batch *batch = desk_case_begin(desk);
	AUTO(record_commit) commit = record_commit_new();
	g_autoptr(GPtrArray) files =
		g_ptr_array_new_with_free_func((GDestroyNotify)store_file_free);
	g_autoptr(GError) error = NULL;
	AUTO(snapshot) snapshot = NULL;

	record_commit_add(commit, TRAILER_EVENT, "rule");
	commit->subject = g_strdup("rules: README taken away");
	g_ptr_array_add(files, store_file_new("README", NULL));
	assert_true(batch_put(batch, commit, files, CASE_NOW, NULL, NULL));
	assert_null(batch_read(batch, "README", 100, &error));
	desk_case_commit(batch);
	snapshot = store_snapshot(desk->store, NULL);
	g_clear_error(&error);
	assert_null(snapshot_read(snapshot, "README", 100, &error));
	assert_fault(error, FAULT_NOT_FOUND);
	fsck(desk);
}

/* --- asking --------------------------------------------------------------- */

static void the_batch_is_seen_by_its_own_questions(void **state)
{
	struct desk_case *desk = *state;
	struct batch *batch = desk_case_begin(desk);
	g_autoptr(GArray) hits = NULL;
	struct ticket_query query = { .active_only = TRUE };
	g_autoptr(GPtrArray) rows = NULL;
	guint total = 0;

	assert_int_equal(store_next_ticket(desk->store, NULL), 1);
	desk_case_create(batch, 1, "mail");
	assert_int_equal(store_next_ticket(desk->store, NULL), 2);
	hits = store_find_id(desk->store, "<1.1@example.com>", NULL);
	assert_int_equal(hits->len, 1);
	rows = store_list(desk->store, &query, &total, NULL);
	assert_int_equal(total, 1);
	batch_abort(batch);
}

static void numbers_go_on_over_folders(void **state)
{
	struct desk_case *desk = *state;
	struct batch *batch = desk_case_begin(desk);

	desk_case_create(batch, 99, "x");
	assert_int_equal(store_next_ticket(desk->store, NULL), 100);
	desk_case_create(batch, 100, "x");
	assert_int_equal(store_next_ticket(desk->store, NULL), 101);
	desk_case_create(batch, 9999, "x");
	desk_case_create(batch, 10000, "x");
	assert_int_equal(store_next_ticket(desk->store, NULL), 10001);
	desk_case_create(batch, 999999, "x");
	desk_case_create(batch, 1000000, "x");
	desk_case_commit(batch);
	assert_int_equal(store_next_ticket(desk->store, NULL), 1000001);
}

static void put_answer(struct batch *batch, guint32 month, guint32 number)
{
	struct article article = { .month = month, .number = number };
	g_autofree char *path = path_article(&article, "eml");
	g_autoptr(GBytes) content = g_bytes_new("x", 1);
	g_autoptr(GPtrArray) files =
		g_ptr_array_new_with_free_func((GDestroyNotify)store_file_free);
	AUTO(record_commit) commit = record_commit_new();

	record_commit_add(commit, TRAILER_EVENT, "query");
	commit->subject = g_strdup("answer: list");
	g_ptr_array_add(files, store_file_new(path, content));
	assert_true(batch_put(batch, commit, files, CASE_NOW, NULL, NULL));
}

static void answers_are_numbered_over_all_months(void **state)
{
	struct desk_case *desk = *state;
	struct batch *batch = desk_case_begin(desk);

	assert_int_equal(store_next_answer(desk->store, NULL), 1);
	put_answer(batch, 202610, 9);
	put_answer(batch, 202610, 10);
	assert_int_equal(store_next_answer(desk->store, NULL), 11);
	put_answer(batch, 202611, 11);
	desk_case_commit(batch);
	assert_int_equal(store_next_answer(desk->store, NULL), 12);
}

static void history_tells_the_newest_in_their_order(void **state)
{
	struct desk_case *desk = *state;
	struct batch *batch = desk_case_begin(desk);
	g_autoptr(GPtrArray) entries = NULL;
	struct history_entry *first, *last;

	desk_case_create(batch, 1, "one");
	desk_case_create(batch, 2, "other");
	desk_case_reply(batch, 1, 2, "two");
	desk_case_deliver(batch, 1, 3);
	desk_case_commit(batch);
	entries = store_history(desk->store, 1, 2, NULL);
	assert_int_equal(entries->len, 2);
	first = entries->pdata[0];
	last = entries->pdata[1];
	assert_string_equal(first->author_name, "Alice Svensson");
	assert_string_equal(
		record_commit_get(first->record, TRAILER_EVENT), "reply");
	assert_string_equal(
		record_commit_get(last->record, TRAILER_EVENT), "deliver");
	assert_string_equal(last->author_address, "help@example.com");
}

static void history_tells_what_the_open_batch_put(void **state)
{
	struct desk_case *desk = *state;
	struct batch *batch = desk_case_begin(desk);
	g_autoptr(GPtrArray) entries = NULL;
	g_autoptr(GError) error = NULL;

	desk_case_create(batch, 1, "one");
	desk_case_reply(batch, 1, 2, "two");
	entries = store_history(desk->store, 1, 9, &error);
	assert_null(error);
	assert_int_equal(entries->len, 2);
	batch_abort(batch);
}

static void rules_moved_tells_of_a_new_desk_conf(void **state)
{
	struct desk_case *desk = *state;
	AUTO(record_commit) commit = record_commit_new();
	g_autoptr(GPtrArray) files =
		g_ptr_array_new_with_free_func((GDestroyNotify)store_file_free);
	g_autoptr(GBytes) content = g_bytes_new("[desk]\n", 7);
	gboolean moved = TRUE;
	struct batch *batch;

	record_commit_add(commit, TRAILER_EVENT, "rule");
	commit->subject = g_strdup("rules: new");
	g_ptr_array_add(files, store_file_new("desk.conf", content));
	batch = store_begin(desk->store, 0, CASE_NOW, &moved, NULL);
	assert_false(moved);
	assert_true(batch_put(batch, commit, files, CASE_NOW, NULL, NULL));
	desk_case_commit(batch);
	batch_abort(store_begin(desk->store, 0, CASE_NOW, &moved, NULL));
	assert_true(moved);
	batch_abort(store_begin(desk->store, 0, CASE_NOW, &moved, NULL));
	assert_false(moved);
}

/* --- check and upkeep ----------------------------------------------------- */

static void check_finds_nothing_on_a_good_desk(void **state)
{
	struct desk_case *desk = *state;
	g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func(g_free);

	assert_true(store_check(desk->store, findings, NULL));
	if (findings->len > 0)
		fail_msg("%s", (char *)findings->pdata[0]);
}

static void check_finds_what_was_broken(void **state)
{
	struct desk_case *desk = *state;
	g_autofree char *hook =
		g_build_filename(desk->git, "hooks", "pre-receive", NULL);
	g_autofree char *lock =
		g_build_filename(desk->git, "refs", "heads", "main.lock", NULL);
	g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func(g_free);
	static const char *const wanted[] = { "not executable", "main.lock",
		"receive.denydeletes is false" };

	g_chmod(hook, 0644);
	assert_true(g_file_set_contents(lock, "", 0, NULL));
	g_free(scratch_git(
		desk->git, "config", "receive.denyDeletes", "false", NULL));
	assert_true(store_check(desk->store, findings, NULL));
	assert_int_equal(findings->len, G_N_ELEMENTS(wanted));
	for (gsize i = 0; i < G_N_ELEMENTS(wanted); i++) {
		gboolean found = FALSE;

		for (guint j = 0; j < findings->len; j++)
			found = found || strstr(findings->pdata[j], wanted[i]);
		if (!found)
			fail_msg("nothing said of %s", wanted[i]);
	}
}

static void many_packs_are_rolled_up(void **state)
{
	struct desk_case *desk = *state;
	g_autoptr(GBytes) content = NULL;
	AUTO(snapshot) snapshot = NULL;

	for (guint i = 0; i < 55; i++)
		desk_case_one(desk, "mail");
	assert_true(desk_case_packs(desk, ".pack") > 50);
	assert_true(store_maintain(desk->store, NULL));
	assert_true(desk_case_packs(desk, ".pack") < 10);
	fsck(desk);
	snapshot = store_snapshot(desk->store, NULL);
	content = snapshot_read(
		snapshot, "tickets/00/00/000003/ticket", 9999, NULL);
	assert_non_null(content);
	assert_int_equal(desk_case_one(desk, "mail"), 56);
	assert_true(store_maintain(desk->store, NULL));
}

/* Another process may do it at any time, also within a batch. */
static void packs_are_rolled_up_beside_an_open_batch(void **state)
{
	struct desk_case *desk = *state;
	g_autofree char *chain = g_build_filename(desk->desk,
		"desk.git/objects/info/commit-graphs/commit-graph-chain", NULL);

	for (guint i = 0; i < 55; i++)
		desk_case_one(desk, "mail");
	struct batch *batch =
		store_begin(desk->store, 0, 1700000000, NULL, NULL);

	assert_non_null(batch);
	assert_true(store_maintain_desk(desk->desk, NULL));
	assert_true(desk_case_packs(desk, ".pack") < 10);
	assert_true(g_file_test(chain, G_FILE_TEST_EXISTS));
	for (guint i = 1; i <= 55; i++) {
		g_autofree char *path = path_ticket(i);
		g_autoptr(GBytes) content = batch_read(batch, path, 9999, NULL);

		assert_non_null(content);
	}
	batch_abort(batch);
	assert_int_equal(desk_case_one(desk, "mail"), 56);
	fsck(desk);
}

#define WITH_DESK(test)                  \
	cmocka_unit_test_setup_teardown( \
		test, desk_case_set_up, desk_case_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_DESK(create_makes_what_an_auditor_clones),
		WITH_DESK(create_installs_hook_and_attributes),
		WITH_DESK(create_leaves_a_desk_that_is_there),
		WITH_DESK(open_tells_where_there_is_no_desk),
		WITH_DESK(batch_is_one_pack_of_many_commits),
		WITH_DESK(batch_reads_what_it_put_and_others_do_not),
		WITH_DESK(abort_leaves_nothing),
		WITH_DESK(batch_without_commits_only_lets_go),
		WITH_DESK(committer_time_never_runs_backwards),
		WITH_DESK(only_paths_of_a_desk_are_put),
		WITH_DESK(a_record_that_does_not_read_is_not_put),
		WITH_DESK(a_commit_tells_its_event),
		WITH_DESK(whatever_an_author_is_called_git_takes_it),
		WITH_DESK(a_file_can_be_taken_away),
		WITH_DESK(the_batch_is_seen_by_its_own_questions),
		WITH_DESK(numbers_go_on_over_folders),
		WITH_DESK(answers_are_numbered_over_all_months),
		WITH_DESK(history_tells_the_newest_in_their_order),
		WITH_DESK(history_tells_what_the_open_batch_put),
		WITH_DESK(rules_moved_tells_of_a_new_desk_conf),
		WITH_DESK(check_finds_nothing_on_a_good_desk),
		WITH_DESK(check_finds_what_was_broken),
		WITH_DESK(many_packs_are_rolled_up),
		WITH_DESK(packs_are_rolled_up_beside_an_open_batch),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
