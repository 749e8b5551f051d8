/* The property that an auditor relies on: whatever stood in a mail, the
 * trailers that git reads from a commit are the ones that were written. Git
 * itself is asked, in a repository of its own, for all cases at once. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <glib/gstdio.h>
#include "commit.h"
#include "hostile.h"
#include "text.h"

#define CASES 300u

/* Keys whose values come from outside, each of them hostile here. */
static const char *const HOSTILE_KEYS[] = { TRAILER_MESSAGE_ID, TRAILER_REFERS,
	TRAILER_COMMAND, TRAILER_REFUSED, TRAILER_REASON, TRAILER_WITHHELD,
	TRAILER_NOTICE, "Subject", "Requester", "Tag", "Vendor" };

struct desk {
	char *folder;
	GPtrArray *messages; /* char *, as commit_format() gave them */
	GString *stream;     /* for git fast-import */
};

static int remove_one(
	const char *path, const struct stat *info, int kind, struct FTW *at)
{
	(void)info;
	(void)kind;
	(void)at;
	return remove(path);
}

/* Runs a program in the folder; returns what it said. */
static char *run(const struct desk *desk, const char *const *words)
{
	g_auto(GStrv) environment = g_environ_setenv(
		g_get_environ(), "GIT_CONFIG_GLOBAL", "/dev/null", TRUE);
	g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
	g_autoptr(GError) error = NULL;
	char *said = NULL;
	int status = 0;

	for (guint i = 0; words[i]; i++)
		g_strv_builder_add(builder, words[i]);
	g_auto(GStrv) arguments = g_strv_builder_end(builder);
	environment =
		g_environ_setenv(environment, "GIT_CONFIG_NOSYSTEM", "1", TRUE);
	if (!g_spawn_sync(desk->folder, arguments, environment,
		    G_SPAWN_SEARCH_PATH, NULL, NULL, &said, NULL, &status,
		    &error))
		fail_msg("%s", error->message);
	assert_int_equal(status, 0);
	return said;
}
#define RUN(desk, ...) run(desk, (const char *const[]){ __VA_ARGS__, NULL })
#define GIT(desk, ...) RUN(desk, "git", "-C", "r.git", __VA_ARGS__)

static void write_file(const struct desk *desk, const char *name,
	const char *text, gsize length)
{
	g_autofree char *path = g_build_filename(desk->folder, name, NULL);

	assert_true(g_file_set_contents(path, text, (gssize)length, NULL));
}

/* A trailer that the writer keeps as it is, so that each case is known by it
 * and no two are the same. */
static struct record_commit *hostile_commit(GRand *rand, guint number)
{
	struct record_commit *commit = record_commit_new();

	commit->subject = hostile_text(rand);
	commit->text = hostile_text(rand);
	record_commit_addf(commit, TRAILER_TICKET, "%u", number + 1);
	record_commit_add(commit, TRAILER_PROOF, "none");
	for (guint i = hostile_below(rand, 6); i > 0; i--) {
		guint key = hostile_below(rand, G_N_ELEMENTS(HOSTILE_KEYS));
		g_autofree char *value = hostile_text(rand);
		g_autofree char *id = trailer_id(value);
		record_commit_add(commit, HOSTILE_KEYS[key],
			hostile_below(rand, 2) ? value : id);
	}
	return commit;
}

static void append_to_stream(
	GRand *rand, struct desk *desk, const char *message)
{
	g_autofree char *hostile = hostile_text(rand);
	g_autofree char *name = author_name(hostile);

	g_string_append_printf(desk->stream,
		"commit refs/heads/main\n"
		"author %s <unknown@invalid> 1795425302 +0000\n"
		"committer Desk <help@example.com> 1795425302 +0000\n"
		"data %zu\n%s\n",
		name, strlen(message), message);
}

static int make_desk(void **state)
{
	struct desk *desk = g_new0(struct desk, 1);
	g_autoptr(GRand) rand = hostile_rand();

	desk->folder = g_dir_make_tmp("postern-trailers-XXXXXX", NULL);
	desk->messages = g_ptr_array_new_with_free_func(g_free);
	desk->stream = g_string_new(NULL);
	for (guint i = 0; i < CASES; i++) {
		AUTO(record_commit) commit = hostile_commit(rand, i);
		char *message = commit_format(commit);
		g_ptr_array_add(desk->messages, message);
		append_to_stream(rand, desk, message);
	}
	write_file(desk, "stream", desk->stream->str, desk->stream->len);
	g_autofree char *init =
		RUN(desk, "git", "init", "-q", "-b", "main", "--bare", "r.git");
	g_autofree char *import = RUN(
		desk, "sh", "-c", "git -C r.git fast-import --quiet <stream");
	*state = desk;
	return 0;
}

static int drop_desk(void **state)
{
	struct desk *desk = *state;

	nftw(desk->folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	g_free(desk->folder);
	g_ptr_array_unref(desk->messages);
	g_string_free(desk->stream, TRUE);
	g_free(desk);
	return 0;
}

/* The last paragraph, with its last line end. */
static const char *trailers_of(const char *message)
{
	const char *found = NULL;

	for (const char *at = message; (at = strstr(at, "\n\n")); at++)
		found = at + 2;
	assert_non_null(found);
	return found;
}

static void writer_puts_each_value_on_a_line_of_its_own(void **state)
{
	g_autoptr(GRand) rand = hostile_rand();

	(void)state;
	for (guint i = 0; i < CASES; i++) {
		AUTO(record_commit) commit = hostile_commit(rand, i);
		g_autofree char *message = commit_format(commit);
		AUTO(record_commit)
		read = commit_parse(message, strlen(message));

		assert_int_equal(read->trailers->len, commit->trailers->len);
		for (guint j = 0; j < read->trailers->len; j++) {
			const struct trailer *was = &g_array_index(
				commit->trailers, struct trailer, j);
			const struct trailer *is = &g_array_index(
				read->trailers, struct trailer, j);
			g_autofree char *value = text_line(was->value, -1);
			gsize room = COMMIT_TRAILER_BYTES - strlen(was->key) -
				     strlen(": ");
			text_limit(value, room);
			assert_string_equal(is->key, was->key);
			assert_string_equal(is->value, *value ? value : "-");
		}
	}
}

static void no_line_begins_with_a_foreign_byte(void **state)
{
	const struct desk *desk = *state;

	for (guint i = 0; i < CASES; i++) {
		const char *message = desk->messages->pdata[i];
		const char *trailers = trailers_of(message);
		g_auto(GStrv) lines = g_strsplit(message, "\n", -1);

		assert_true(g_utf8_validate(message, -1, NULL));
		assert_null(strpbrk(message, "\r\t\v\f\x1B"));
		assert_false(commit_forges_trailer(
			message, (gsize)(trailers - message)));
		assert_true(g_ascii_isalnum(*lines[0]) ||
			    g_str_has_prefix(lines[0], "> "));
		for (guint j = 1; lines[j]; j++) {
			assert_true(strlen(lines[j]) <= 2000);
			assert_true(*lines[j] == '\0' ||
				    g_str_has_prefix(lines[j], "> ") ||
				    g_ascii_isupper(*lines[j]));
		}
	}
}

static void log_shows_the_trailers_that_were_written(void **state)
{
	const struct desk *desk = *state;
	g_autofree char *said = GIT(
		desk, "log", "--reverse", "--format=%(trailers)%x1e", "main");
	g_auto(GStrv) commits = g_strsplit(said, "\x1E\n", -1);

	assert_int_equal(g_strv_length(commits), CASES + 1);
	for (guint i = 0; i < CASES; i++)
		assert_string_equal(
			commits[i], trailers_of(desk->messages->pdata[i]));
}

static void log_shows_the_message_that_was_written(void **state)
{
	const struct desk *desk = *state;
	g_autofree char *said =
		GIT(desk, "log", "--reverse", "--format=%B%x1e", "main");
	g_auto(GStrv) commits = g_strsplit(said, "\x1E\n", -1);

	for (guint i = 0; i < CASES; i++) {
		g_autofree char *expected = g_strdup(desk->messages->pdata[i]);
		g_strchomp(expected);
		g_strchomp(commits[i]);
		assert_string_equal(commits[i], expected);
	}
}

static void interpret_trailers_reads_what_was_written(void **state)
{
	const struct desk *desk = *state;
	g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GString) expected = g_string_new(NULL);

	/* On trailers that are wrong enough git itself does not end. */
	g_ptr_array_add(words, g_strdup("timeout"));
	g_ptr_array_add(words, g_strdup("20"));
	g_ptr_array_add(words, g_strdup("git"));
	g_ptr_array_add(words, g_strdup("interpret-trailers"));
	g_ptr_array_add(words, g_strdup("--parse"));
	for (guint i = 0; i < CASES; i++) {
		const char *message = desk->messages->pdata[i];
		char *name = g_strdup_printf("m%u", i);
		write_file(desk, name, message, strlen(message));
		g_ptr_array_add(words, name);
		g_string_append(expected, trailers_of(message));
	}
	g_ptr_array_add(words, NULL);
	g_autofree char *said = run(desk, (const char *const *)words->pdata);
	assert_string_equal(said, expected->str);
}

static void grep_finds_no_forged_proof(void **state)
{
	const struct desk *desk = *state;
	static const char *const patterns[] = { "^Proof: signed",
		"^proof *: *signed", "^Event: close",
		"^Status: new -> closed" };

	for (gsize i = 0; i < G_N_ELEMENTS(patterns); i++) {
		g_autofree char *grep =
			g_strconcat("--grep=", patterns[i], NULL);
		g_autofree char *said =
			GIT(desk, "log", "-i", "--format=%H", grep, "main");
		assert_string_equal(said, "");
	}
}

static void repository_is_sound(void **state)
{
	const struct desk *desk = *state;
	g_autofree char *said = GIT(desk, "fsck", "--strict", "--no-progress");

	assert_string_equal(said, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(writer_puts_each_value_on_a_line_of_its_own),
		cmocka_unit_test(no_line_begins_with_a_foreign_byte),
		cmocka_unit_test(log_shows_the_trailers_that_were_written),
		cmocka_unit_test(log_shows_the_message_that_was_written),
		cmocka_unit_test(interpret_trailers_reads_what_was_written),
		cmocka_unit_test(grep_finds_no_forged_proof),
		cmocka_unit_test(repository_is_sound),
	};

	return cmocka_run_group_tests(tests, make_desk, drop_desk);
}
