#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "fault.h"
#include "scratch.h"
#include "sink.h"
#include <string.h>
#include <sys/stat.h>

static int make_folder(void **state)
{
	*state = scratch_make();
	return 0;
}

static int remove_folder(void **state)
{
	scratch_remove(*state);
	return 0;
}

static struct sink *open_sink(const char *folder, const char *url)
{
	struct sink_options options = {
		.url = url, .folder = folder, .timeout_sec = 60
	};
	struct sink *sink = sink_open(&options, NULL);

	assert_non_null(sink);
	return sink;
}

/* A program that keeps its arguments and input in the folder, then says words
 * on standard error and ends with status. */
static struct sink *open_program(
	const char *folder, int status, const char *words)
{
	g_autofree char *path = g_build_filename(folder, "program", NULL);
	g_autofree char *script = g_strdup_printf(
		"#!/bin/sh\ncat >'%s/input'\nfor a; do printf '%%s\\n' \"$a\"; "
		"done >'%s/arguments'\necho '%s' >&2\nexit %d\n",
		folder, folder, words, status);

	scratch_write(folder, "program", script, -1, 0);
	assert_int_equal(chmod(path, 0700), 0);
	return open_sink(folder, "sendmail:program");
}

static void send_text(struct sink *sink, const char *from, const char *to,
	const char *text, struct sink_result *result)
{
	g_autoptr(GBytes) mail = g_bytes_new(text, strlen(text));

	sink_send(sink, from, to, mail, result);
	assert_non_null(result->reply);
	assert_true(strlen(result->reply) <= 200);
	assert_null(strchr(result->reply, '\n'));
}

static void assert_file(const char *folder, const char *name, const char *want)
{
	g_autoptr(GBytes) bytes = scratch_read(folder, name);

	assert_non_null(bytes);
	assert_int_equal(g_bytes_get_size(bytes), strlen(want));
	assert_memory_equal(g_bytes_get_data(bytes, NULL), want, strlen(want));
}

static void a_maildir_is_made_and_gets_the_bytes(void **state)
{
	AUTO(sink) sink = open_sink(*state, "maildir:spool/out");
	struct sink_result result;

	send_text(sink, "", "alice@example.com", "To: x\r\n\r\n.\n", &result);
	assert_int_equal(result.state, SINK_SENT);
	g_autofree char *name = scratch_names(*state, "spool/out/new");
	g_autofree char *path = g_build_filename("spool/out/new", name, NULL);
	assert_file(*state, path, "To: x\r\n\r\n.\n");
	g_autofree char *drafts = scratch_names(*state, "spool/out/tmp");
	assert_string_equal(drafts, "");
	assert_true(scratch_exists(*state, "spool/out/cur"));
	sink_result_clear(&result);
}

static void two_mails_of_one_moment_are_two_files(void **state)
{
	AUTO(sink) sink = open_sink(*state, "maildir:out");
	g_auto(GStrv) names = NULL;

	for (int i = 0; i < 50; i++) {
		struct sink_result result;

		send_text(sink, "", "a@b.example", "x", &result);
		assert_int_equal(result.state, SINK_SENT);
		sink_result_clear(&result);
	}
	g_autofree char *joined = scratch_names(*state, "out/new");
	names = g_strsplit(joined, " ", -1);
	assert_int_equal(g_strv_length(names), 50);
}

static void a_maildir_that_cannot_be_made_is_a_fault_of_the_session(
	void **state)
{
	struct sink_result result;
	g_autoptr(GError) error = NULL;
	AUTO(sink) sink = NULL;

	scratch_write(*state, "file", "x", 1, 0);
	sink = open_sink(*state, "maildir:file/out");
	send_text(sink, "", "a@b.example", "x", &result);
	assert_int_equal(result.state, SINK_LATER);
	assert_true(result.is_session);
	assert_false(sink_probe(sink, &error));
	assert_non_null(error);
	sink_result_clear(&result);
}

static void an_address_that_is_not_plain_goes_nowhere(void **state)
{
	static const char *const addresses[] = { "a@b.example\r\nRCPT TO:<c@d>",
		"a b@c.example", "<a@b.example>", "", "alice" };
	AUTO(sink) sink = open_sink(*state, "maildir:out");

	for (gsize i = 0; i < G_N_ELEMENTS(addresses); i++) {
		struct sink_result result;

		send_text(sink, "x@y.example", addresses[i], "x", &result);
		assert_int_equal(result.state, SINK_REFUSED);
		assert_false(result.is_session);
		assert_true(g_str_has_prefix(result.reply, "553 "));
		sink_result_clear(&result);
	}
	assert_false(scratch_exists(*state, "out"));
}

static void sendmail_gets_arguments_and_local_lines(void **state)
{
	AUTO(sink) sink = open_program(*state, 0, "");
	struct sink_result result;

	send_text(sink, "help+b@example.com", "alice@example.com",
		"To: x\r\n\r\n.\r\nend", &result);
	assert_int_equal(result.state, SINK_SENT);
	assert_true(g_str_has_prefix(result.reply, "250 "));
	assert_file(*state, "arguments",
		"-i\n-f\nhelp+b@example.com\n--\nalice@example.com\n");
	assert_file(*state, "input", "To: x\n\n.\nend");
	sink_result_clear(&result);
}

static void sendmail_is_told_the_null_sender(void **state)
{
	AUTO(sink) sink = open_program(*state, 0, "");
	struct sink_result result;

	send_text(sink, "", "alice@example.com", "x\n", &result);
	assert_file(*state, "arguments", "-i\n-f\n<>\n--\nalice@example.com\n");
	sink_result_clear(&result);
}

static void sendmail_is_judged_by_its_exit_status(void **state)
{
	static const struct {
		int status, state;
		gboolean is_session;
		const char *why;
	} cases[] = {
		{ 0, SINK_SENT, FALSE, "accepted" },
		{ 75, SINK_LATER, FALSE, "EX_TEMPFAIL" },
		{ 67, SINK_REFUSED, FALSE, "EX_NOUSER" },
		{ 68, SINK_REFUSED, FALSE, "EX_NOHOST" },
		{ 65, SINK_REFUSED, FALSE, "EX_DATAERR" },
		{ 78, SINK_LATER, TRUE, "EX_CONFIG: the next fares no better" },
		{ 69, SINK_LATER, TRUE, "EX_UNAVAILABLE" },
		{ 1, SINK_LATER, TRUE, "no sysexit at all" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		AUTO(sink)
		sink = open_program(*state, cases[i].status, "words of it");
		struct sink_result result;

		print_message("%d: %s\n", cases[i].status, cases[i].why);
		send_text(sink, "", "a@b.example", "x\n", &result);
		assert_int_equal(result.state, cases[i].state);
		assert_int_equal(result.is_session, cases[i].is_session);
		assert_non_null(strstr(result.reply, "words of it"));
		sink_result_clear(&result);
	}
}

static void a_missing_program_is_a_fault_of_the_session(void **state)
{
	AUTO(sink) sink = open_sink(*state, "sendmail:missing");
	struct sink_result result;
	g_autoptr(GError) error = NULL;

	send_text(sink, "", "a@b.example", "x\n", &result);
	assert_int_equal(result.state, SINK_LATER);
	assert_true(result.is_session);
	assert_false(sink_probe(sink, &error));
	assert_true(g_error_matches(error, POSTERN_FAULT, FAULT_NOT_FOUND));
	sink_result_clear(&result);
}

static void a_program_that_hangs_is_ended(void **state)
{
	struct sink_options options = {
		.url = "sendmail:program", .folder = *state, .timeout_sec = 1
	};
	g_autofree char *path = g_build_filename(*state, "program", NULL);
	struct sink_result result;
	AUTO(sink) sink = sink_open(&options, NULL);

	scratch_write(*state, "program", "#!/bin/sh\nexec sleep 600\n", -1, 0);
	assert_int_equal(chmod(path, 0700), 0);
	send_text(sink, "", "a@b.example", "x\n", &result);
	assert_int_equal(result.state, SINK_LATER);
	assert_true(result.is_session);
	sink_result_clear(&result);
}

static void only_urls_that_send_are_opened(void **state)
{
	struct sink_options options = { .url = "imaps://h", .folder = *state };
	g_autoptr(GError) error = NULL;

	assert_null(sink_open(&options, &error));
	assert_true(g_error_matches(error, POSTERN_FAULT, FAULT_INVALID));
}

#define IN_FOLDER(test) \
	cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(a_maildir_is_made_and_gets_the_bytes),
		IN_FOLDER(two_mails_of_one_moment_are_two_files),
		IN_FOLDER(
			a_maildir_that_cannot_be_made_is_a_fault_of_the_session),
		IN_FOLDER(an_address_that_is_not_plain_goes_nowhere),
		IN_FOLDER(sendmail_gets_arguments_and_local_lines),
		IN_FOLDER(sendmail_is_told_the_null_sender),
		IN_FOLDER(sendmail_is_judged_by_its_exit_status),
		IN_FOLDER(a_missing_program_is_a_fault_of_the_session),
		IN_FOLDER(a_program_that_hangs_is_ended),
		IN_FOLDER(only_urls_that_send_are_opened),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
