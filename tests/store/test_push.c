/* Real pushes against the real hook: the test program is what the hook runs. */
#include "desk_case.h"
#include "scratch.h"
#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* --- as the hook ---------------------------------------------------------- */

static gboolean check_file(const char *path, GBytes *content,
	const struct push *push, GPtrArray *refused)
{
	gsize length = 0;
	const char *text = g_bytes_get_data(content, &length);

	(void)push;
	if (!text || !g_strstr_len(text, (gssize)length, "wrong"))
		return TRUE;
	g_ptr_array_add(
		refused, g_strdup_printf("%s:1: wrong (right expected)", path));
	return FALSE;
}

/* "-C DESK check --push" */
static int run_hook(const char *desk)
{
	const struct store_options options = { "IT Helpdesk",
		"help@example.com" };
	g_autoptr(GPtrArray) refused = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GError) error = NULL;
	char lines[4096];
	gsize length = fread(lines, 1, sizeof lines - 1, stdin);

	lines[length] = '\0';
	if (!store_check_push(desk, lines, "anna", &options, check_file,
		    refused, &error)) {
		fprintf(stderr, "fault: %s\n", error->message);
		return 1;
	}
	for (guint i = 0; i < refused->len; i++)
		fprintf(stderr, "refused: %s\n", (char *)refused->pdata[i]);
	return refused->len > 0;
}

/* --- a person's clone ----------------------------------------------------- */

static char *clone_desk(const struct desk_case *desk)
{
	char *clone = g_build_filename(desk->folder, "clone", NULL);

	g_free(scratch_git(
		desk->folder, "clone", "-q", desk->git, clone, NULL));
	return clone;
}

static void write_file(const char *clone, const char *path, const char *text)
{
	g_autofree char *file = g_build_filename(clone, path, NULL);
	g_autofree char *folder = g_path_get_dirname(file);

	g_mkdir_with_parents(folder, 0755);
	assert_true(g_file_set_contents(file, text, -1, NULL));
}

static void commit_as(const char *clone, const char *message)
{
	g_free(scratch_git(clone, "add", "-A", NULL));
	g_free(scratch_git(
		clone, "commit", "-q", "--allow-empty", "-m", message, NULL));
}

static void commit_file(const char *clone, const char *path, const char *text)
{
	write_file(clone, path, text);
	commit_as(clone, "rules changed");
}

/* --- what is refused ------------------------------------------------------ */

static void on_another_branch(const char *clone)
{
	g_free(scratch_git(clone, "checkout", "-q", "-b", "mine", NULL));
	commit_file(clone, "desk.conf", "[desk]\n");
}

static void of_a_tag(const char *clone)
{
	g_free(scratch_git(clone, "tag", "v1", NULL));
}

static void of_nothing(const char *clone)
{
	(void)clone;
}

static void of_another_history(const char *clone)
{
	g_free(scratch_git(clone, "checkout", "-q", "--orphan", "new", NULL));
	commit_file(clone, "desk.conf", "[desk]\n");
}

static void of_a_merge(const char *clone)
{
	g_free(scratch_git(clone, "checkout", "-q", "-b", "side", NULL));
	commit_file(clone, "kb/vpn.txt", "Vpn\n");
	g_free(scratch_git(clone, "checkout", "-q", "main", NULL));
	commit_file(clone, "desk.conf", "[desk]\n");
	g_free(scratch_git(clone, "merge", "-q", "-m", "merged", "side", NULL));
}

static void of_a_ticket(const char *clone)
{
	commit_file(clone, "tickets/00/00/000001/ticket", "Ticket: 1\n");
}

static void of_a_ticket_taken_back(const char *clone)
{
	of_a_ticket(clone);
	g_free(scratch_git(clone, "revert", "--no-edit", "HEAD", NULL));
}

static void of_a_mailmap(const char *clone)
{
	commit_file(clone, ".mailmap", "A <a@x> <b@x>\n");
}

static void of_a_template_elsewhere(const char *clone)
{
	commit_file(clone, "templates/sv/more/x.txt", "x");
}

static void of_a_link(const char *clone)
{
	g_autofree char *file = g_build_filename(clone, "desk.conf", NULL);

	g_unlink(file);
	assert_int_equal(symlink("/etc/passwd", file), 0);
	commit_as(clone, "a link");
}

static void of_a_submodule(const char *clone)
{
	g_autofree char *tip = scratch_git(clone, "rev-parse", "HEAD", NULL);
	g_autofree char *entry = g_strdup_printf("160000,%s,kb/vpn.txt", tip);

	g_free(scratch_git(
		clone, "update-index", "--add", "--cacheinfo", entry, NULL));
	g_free(scratch_git(clone, "commit", "-q", "-m", "submodule", NULL));
}

static void of_a_program(const char *clone)
{
	g_autofree char *file = g_build_filename(clone, "desk.conf", NULL);

	g_chmod(file, 0755);
	commit_as(clone, "a program");
}

static void of_too_large_a_file(const char *clone)
{
	g_autofree char *text = g_strnfill((1 << 20) + 1, 'x');

	commit_file(clone, "kb/large.txt", text);
}

static void by_the_desk(const char *clone)
{
	write_file(clone, "desk.conf", "[desk]\n");
	g_free(scratch_git(clone, "commit", "-qa", "-m", "x", "--author",
		"Help <HELP@example.com>", NULL));
}

static void with_the_desk_as_committer(const char *clone)
{
	write_file(clone, "desk.conf", "[desk]\n");
	g_setenv("GIT_COMMITTER_EMAIL", "help@example.com", TRUE);
	commit_as(clone, "x");
	g_unsetenv("GIT_COMMITTER_EMAIL");
}

static void with_a_trailer_of_ours(const char *clone)
{
	write_file(clone, "desk.conf", "[desk]\n");
	commit_as(clone, "x\n\nEvent: rule\nProof: signed (0xdead)");
}

static void with_another_charset(const char *clone)
{
	write_file(clone, "desk.conf", "[desk]\n");
	g_free(scratch_git(clone, "-c", "i18n.commitEncoding=UTF-16", "commit",
		"-qa", "-m", "x", NULL));
}

static void from_the_future(const char *clone)
{
	write_file(clone, "desk.conf", "[desk]\n");
	g_setenv("GIT_COMMITTER_DATE", "2099-01-01T00:00:00Z", TRUE);
	commit_as(clone, "x");
	g_unsetenv("GIT_COMMITTER_DATE");
}

static void without_rules(const char *clone)
{
	g_free(scratch_git(clone, "rm", "-q", "desk.conf", NULL));
	g_free(scratch_git(clone, "commit", "-q", "-m", "x", NULL));
}

static void with_wrong_rules(const char *clone)
{
	commit_file(clone, "desk.conf", "[desk]\n\twrong\n");
}

struct refusal {
	void (*make)(const char *clone);
	const char *what, *reason, *why;
};

static const struct refusal refusals[] = {
	{ on_another_branch, "mine", "refs/heads/mine: only refs/heads/main",
		"one branch" },
	{ of_a_tag, "v1", "refs/tags/v1: only refs/heads/main", "no tag" },
	{ of_nothing, ":main", "refs/heads/main may not be deleted",
		"a deletion" },
	{ of_another_history, "+HEAD:main", "no continuation of the branch",
		"a rewind" },
	{ of_a_merge, "main", "has 2 parents", "a merge" },
	{ of_a_ticket, "main", "tickets/00/00/000001/ticket: only desk.conf",
		"tickets are the desk's" },
	{ of_a_ticket_taken_back, "main", "tickets/00/00/000001/ticket: only",
		"each commit stays in the history" },
	{ of_a_mailmap, "main", ".mailmap: only desk.conf",
		"it changes who is shown as author" },
	{ of_a_template_elsewhere, "main", "templates/sv/more/x.txt: only",
		"nothing would read it" },
	{ of_a_link, "main", "desk.conf has mode 120000", "a link" },
	{ of_a_submodule, "main", "kb/vpn.txt has mode 160000", "a submodule" },
	{ of_a_program, "main", "desk.conf has mode 100755", "a program" },
	{ of_too_large_a_file, "main", "kb/large.txt has 1048577 bytes",
		"too large" },
	{ by_the_desk, "main", "its author is the desk", "forged author" },
	{ with_the_desk_as_committer, "main", "its committer is the desk",
		"forged committer" },
	{ with_a_trailer_of_ours, "main", "a line that only the desk may write",
		"forged trailers" },
	{ with_another_charset, "main", "its message is not in UTF-8",
		"trailers may hide in another charset" },
	{ from_the_future, "main", "date is more than a day ahead",
		"the desk's dates would follow it" },
	{ without_rules, "main", "desk.conf may not be taken away",
		"a desk needs rules" },
	{ with_wrong_rules, "main", "desk.conf:1: wrong", "wrong rules" },
};

static void push_is_refused_with_its_reason(void **state)
{
	struct desk_case *desk = *state;
	g_autofree char *before = scratch_git(desk->git, "for-each-ref", NULL);
	g_autofree char *after = NULL;

	for (gsize i = 0; i < G_N_ELEMENTS(refusals); i++) {
		g_autofree char *clone = clone_desk(desk), *said = NULL;

		refusals[i].make(clone);
		if (scratch_try_git(clone, &said, "push", "origin",
			    refusals[i].what, NULL))
			fail_msg("taken: %s", refusals[i].why);
		if (!strstr(said, refusals[i].reason))
			fail_msg("%s: \"%s\" expected in:\n%s", refusals[i].why,
				refusals[i].reason, said);
		scratch_free(g_steal_pointer(&clone));
	}
	after = scratch_git(desk->git, "for-each-ref", NULL);
	assert_string_equal(before, after);
}

/* --- what is taken -------------------------------------------------------- */

static void push_commit(const char *clone, const char *path, const char *text)
{
	commit_file(clone, path, text);
	g_free(scratch_git(clone, "push", "-q", "origin", "main", NULL));
}

static char *trailer(
	const struct desk_case *desk, const char *commit, const char *key)
{
	g_autofree char *format =
		g_strdup_printf("--format=%%(trailers:key=%s,valueonly)", key);

	return scratch_git(desk->git, "log", "-1", format, commit, NULL);
}

static void pushed_rules_are_adopted_once(void **state)
{
	struct desk_case *desk = *state;
	g_autofree char *clone = clone_desk(desk), *tip = NULL, *want = NULL;
	g_autofree char *rule = NULL, *proof = NULL, *subject = NULL;
	g_autofree char *first = NULL, *second = NULL;
	gboolean moved = FALSE;

	push_commit(clone, "desk.conf", "[desk]\n\tname = New\n");
	tip = scratch_git(clone, "rev-parse", "HEAD", NULL);
	batch_abort(store_begin(desk->store, 0, CASE_NOW, &moved, NULL));
	assert_true(moved);
	rule = trailer(desk, "main", "Rule");
	want = g_strdup_printf("%s by Anna Berg <anna@example.com>", tip);
	assert_string_equal(rule, want);
	proof = trailer(desk, "main", "Proof");
	assert_string_equal(proof, "push (anna)");
	subject = scratch_git(
		desk->git, "log", "-1", "--format=%s|%ce|%ae", NULL);
	assert_string_equal(subject,
		"rules: desk.conf changed by Anna Berg|help@example.com|"
		"help@example.com");
	first = scratch_git(desk->git, "rev-parse", "main", NULL);
	batch_abort(store_begin(desk->store, 0, CASE_NOW, &moved, NULL));
	assert_false(moved);
	second = scratch_git(desk->git, "rev-parse", "main", NULL);
	assert_string_equal(first, second);
	g_free(scratch_git(desk->git, "fsck", "--strict", "--full", NULL));
}

static void each_pushed_commit_is_adopted(void **state)
{
	struct desk_case *desk = *state;
	g_autofree char *clone = clone_desk(desk), *count = NULL, *body = NULL;

	commit_file(clone, "kb/vpn.txt", "Title: Vpn\n\nText\n");
	commit_file(clone, "templates/sv/received.txt", "Hej\n");
	push_commit(clone, "desk.conf", "[desk]\n");
	assert_int_equal(desk_case_one(desk, "mail"), 1);
	count = scratch_git(
		desk->git, "log", "--oneline", "--grep=^Rule: ", "main", NULL);
	assert_int_equal(g_strrstr(count, "\n") ? 1 : 0, 1);
	body = scratch_git(
		desk->git, "log", "--reverse", "--format=%s", "main", NULL);
	assert_string_equal(body,
		"rules: the desk is made\n"
		"rules changed\n"
		"rules changed\n"
		"rules changed\n"
		"rules: kb/vpn.txt changed by Anna Berg\n"
		"rules: templates/sv/received.txt changed by Anna Berg\n"
		"rules: desk.conf changed by Anna Berg\n"
		"T-1: create from Alice Svensson");
}

static void a_push_whose_note_is_lost_is_of_unknown(void **state)
{
	struct desk_case *desk = *state;
	g_autofree char *clone = clone_desk(desk), *proof = NULL;
	g_autofree char *notes =
		g_build_filename(desk->desk, "state", "pushed", NULL);

	push_commit(clone, "desk.conf", "[desk]\n");
	assert_int_equal(g_unlink(notes), 0);
	batch_abort(desk_case_begin(desk));
	proof = trailer(desk, "main", "Proof");
	assert_string_equal(proof, "push (unknown)");
}

/* The desk's own address is changed by a push: what it wrote before is still
 * its own. */
static void a_new_address_of_the_desk_adopts_nothing_old(void **state)
{
	struct desk_case *desk = *state;
	g_autofree char *before = NULL, *after = NULL;

	desk_case_one(desk, "mail");
	before = scratch_git(desk->git, "rev-parse", "main", NULL);
	desk->options.committer_address = "support@example.com";
	store_set_options(desk->store, &desk->options);
	batch_abort(desk_case_begin(desk));
	after = scratch_git(desk->git, "rev-parse", "main", NULL);
	assert_string_equal(before, after);
}

static void a_desk_that_moved_house_still_checks(void **state)
{
	struct desk_case *desk = *state;
	g_autofree char *clone = NULL, *said = NULL, *away = NULL;

	g_clear_pointer(&desk->store, store_free);
	away = g_build_filename(desk->folder, "elsewhere", NULL);
	assert_int_equal(g_rename(desk->desk, away), 0);
	g_free(g_steal_pointer(&desk->desk));
	g_free(g_steal_pointer(&desk->git));
	desk->desk = g_steal_pointer(&away);
	desk->git = g_build_filename(desk->desk, "desk.git", NULL);
	clone = clone_desk(desk);
	with_wrong_rules(clone);
	assert_false(
		scratch_try_git(clone, &said, "push", "origin", "main", NULL));
	assert_non_null(strstr(said, "desk.conf:1: wrong"));
}

#define WITH_DESK(test)                  \
	cmocka_unit_test_setup_teardown( \
		test, desk_case_set_up, desk_case_tear_down)

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		WITH_DESK(push_is_refused_with_its_reason),
		WITH_DESK(pushed_rules_are_adopted_once),
		WITH_DESK(each_pushed_commit_is_adopted),
		WITH_DESK(a_push_whose_note_is_lost_is_of_unknown),
		WITH_DESK(a_new_address_of_the_desk_adopts_nothing_old),
		WITH_DESK(a_desk_that_moved_house_still_checks),
	};

	if (argc == 5 && strcmp(argv[1], "-C") == 0)
		return run_hook(argv[2]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
