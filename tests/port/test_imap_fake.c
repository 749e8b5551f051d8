#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "imap_script.h"
#include "fault.h"
#include "source.h"
#include <string.h>
#include <unistd.h>

static char *join_keys(const GPtrArray *mails)
{
	GString *keys = g_string_new(NULL);

	for (guint i = 0; mails && i < mails->len; i++) {
		const struct source_mail *mail = mails->pdata[i];

		g_string_append_printf(
			keys, "%s%s", i > 0 ? " " : "", mail->key);
	}
	return g_string_free(keys, FALSE);
}

/* Opens, takes, does what was taken. NULL: all went well. */
static GError *work(
	const struct fake_server *server, const char *done, char **keys)
{
	GError *error = NULL;
	AUTO(source) source = imap_script_open(server, done, TRUE, &error);
	g_autoptr(GPtrArray) taken =
		source ? source_take(source, 100, 1000000, &error) : NULL;
	g_autoptr(GPtrArray) ids = g_ptr_array_new();

	if (keys)
		*keys = join_keys(taken);
	for (guint i = 0; taken && i < taken->len; i++)
		g_ptr_array_add(
			ids, ((struct source_mail *)taken->pdata[i])->key);
	if (taken && ids->len > 0)
		source_done(source, ids, &error);
	return error;
}

/* The script is followed to its end and all is well. */
static void assert_works(const char *script, const char *done, const char *want)
{
	struct fake_server *server = fake_server_start(script);
	g_autofree char *keys = NULL;
	g_autoptr(GError) error = work(server, done, &keys);

	if (error)
		print_message("%s\n", error->message);
	imap_script_end(server, NULL);
	assert_null(error);
	assert_string_equal(keys, want);
}

static void mails_are_taken_and_moved(void **state)
{
	(void)state;
	assert_works(WELCOME("MOVE") SELECTED("2") SCANNED FETCHED
		"C UID MOVE 11:12 Archive\nS * 2 EXPUNGE\nS * 1 EXPUNGE\n"
		"S $T OK x\n" BYE,
		"Archive", "7.11 7.12");
}

static void a_missing_folder_is_made(void **state)
{
	(void)state;
	assert_works(WELCOME("MOVE") SELECTED("2") SCANNED FETCHED
		"C UID MOVE 11:12 Archive\nS $T NO [TRYCREATE] no such\n"
		"C CREATE Archive\nS $T OK x\nC SUBSCRIBE Archive\nS $T OK x\n"
		"C UID MOVE 11:12 Archive\nS $T OK x\n" BYE,
		"Archive", "7.11 7.12");
}

static void without_move_mails_are_copied_and_expunged(void **state)
{
	(void)state;
	assert_works(WELCOME("UIDPLUS") SELECTED("2") SCANNED FETCHED
		"C UID COPY 11:12 Archive\nS $T OK x\n"
		"C UID STORE 11:12 +FLAGS.SILENT (\\Deleted)\nS $T OK x\n"
		"C UID EXPUNGE 11:12\nS * 1 EXPUNGE\nS * 1 EXPUNGE\n"
		"S $T OK x\n" BYE,
		"Archive", "7.11 7.12");
}

static void a_plain_expunge_spares_what_others_deleted(void **state)
{
	(void)state;
	assert_works(WELCOME("Y") SELECTED("2") SCANNED FETCHED
		"C UID SEARCH DELETED\nS * SEARCH 9\nS $T OK x\n"
		"C UID COPY 11:12 Archive\nS $T OK x\n"
		"C UID STORE 11:12 +FLAGS.SILENT (\\Deleted)\nS $T OK x\n" BYE,
		"Archive", "7.11 7.12");
	assert_works(WELCOME("Y") SELECTED("2") SCANNED FETCHED
		"C UID SEARCH DELETED\nS * SEARCH\nS $T OK x\n"
		"C UID COPY 11:12 Archive\nS $T OK x\n"
		"C UID STORE 11:12 +FLAGS.SILENT (\\Deleted)\nS $T OK x\n"
		"C EXPUNGE\nS $T OK x\n" BYE,
		"Archive", "7.11 7.12");
}

static void without_a_folder_the_unseen_are_taken_and_flagged(void **state)
{
	(void)state;
	assert_works(WELCOME("Y") SELECTED(
			     "3") "C FETCH 1:3\nS * 1 FETCH (UID 3 FLAGS "
				  "(\\Seen) RFC822.SIZE 5)\n"
				  "S * 2 FETCH (UID 4 FLAGS (\\Deleted) "
				  "RFC822.SIZE 5)\n"
				  "S * 3 FETCH (UID 5 FLAGS (\\Answered) "
				  "RFC822.SIZE 5)\nS $T OK x\n"
				  "C UID FETCH 5 (\nR * 3 FETCH (BODY[] "
				  "\"hello\" UID 5)\\r\\n\n"
				  "S $T OK x\nC UID STORE 5 +FLAGS.SILENT "
				  "(\\Seen)\nS $T OK x\n" BYE,
		"", "7.5");
}

static void mails_are_their_bytes_and_times(void **state)
{
	struct fake_server *server = fake_server_start(
		WELCOME("Y") SELECTED("2") SCANNED FETCHED BYE);
	struct source *source = imap_script_open(server, "x", TRUE, NULL);
	g_autoptr(GPtrArray) mails = source_take(source, 9, 999, NULL);
	const struct source_mail *first = mails->pdata[0];
	const struct source_mail *second = mails->pdata[1];

	(void)state;
	source_free(source);
	imap_script_end(server, NULL);
	assert_int_equal(g_bytes_get_size(first->raw), 5);
	assert_memory_equal(g_bytes_get_data(first->raw, NULL), "a\r\n\0b", 5);
	assert_int_equal(first->arrival, 1769936400);
	assert_int_equal(second->arrival, 1769940000);
	assert_int_equal(second->size, 6);
}

static void a_mail_over_the_limit_is_asked_for_by_header_only(void **state)
{
	struct fake_server *server = fake_server_start(
		WELCOME("Y") SELECTED("1") "C FETCH 1 (\nS * 1 FETCH (UID 5 "
					   "FLAGS () RFC822.SIZE 100001)\n"
					   "S $T OK x\nC UID FETCH 5 (UID "
					   "BODY.PEEK[HEADER]<0.262144>)\n"
					   "R * 1 FETCH (UID 5 BODY[HEADER]<0> "
					   "{8}\\r\\na: b\\r\\n\\r\\n)"
					   "\\r\\n\nS $T OK x\n" BYE);
	struct source *source = imap_script_open(server, "x", TRUE, NULL);
	g_autoptr(GPtrArray) mails = source_take(source, 9, 999, NULL);
	const struct source_mail *mail = mails->pdata[0];

	(void)state;
	source_free(source);
	imap_script_end(server, NULL);
	assert_true(mail->truncated);
	assert_int_equal(mail->size, 100001);
	assert_int_equal(g_bytes_get_size(mail->raw), 8);
}

static void a_mail_larger_than_announced_is_cut(void **state)
{
	struct fake_server *server = fake_server_start(WELCOME("Y") SELECTED(
		"1") "C FETCH 1 (\nS * 1 FETCH (UID 5 FLAGS () RFC822.SIZE "
		     "10)\n"
		     "S $T OK x\nC UID FETCH 5 (UID BODY.PEEK[])\n"
		     "R * 1 FETCH (UID 5 BODY[] {100008}\\r\\na: "
		     "b\\r\\n\\r\\n\n"
		     "Z 100000\nR )\\r\\n\nS $T OK x\n" BYE);
	struct source *source = imap_script_open(server, "x", TRUE, NULL);
	g_autoptr(GPtrArray) mails = source_take(source, 9, 999, NULL);
	const struct source_mail *mail = mails->pdata[0];

	(void)state;
	source_free(source);
	imap_script_end(server, NULL);
	assert_true(mail->truncated);
	assert_int_equal(mail->size, 100008);
	assert_int_equal(g_bytes_get_size(mail->raw), 8);
}

/* Each script is a whole session up to something that must not be taken. */
static void what_is_too_much_is_refused_at_once(void **state)
{
	static const struct {
		const char *script, *says, *why;
	} cases[] = {
		{ WELCOME("Y") SELECTED("2") SCANNED
			"C UID FETCH\nR * 1 FETCH (UID 11 BODY[] "
			"{4000000000}\\r\\nabc\nW\n",
			"literal", "a huge literal" },
		{ WELCOME("Y") SELECTED("2") SCANNED
			"C UID FETCH\nR * 1 FETCH (UID 11 BODY[] "
			"{99999999999999999999}\\r\\nabc\nW\n",
			"literal", "a literal beyond all numbers" },
		{ WELCOME("Y") SELECTED("2") SCANNED
			"C UID FETCH\nR * 1 FETCH (UID 11 BODY[] "
			"{5}\\r\\nab\nX\n",
			"hung up", "the end inside a literal" },
		{ WELCOME("Y") SELECTED("2") SCANNED
			"C UID FETCH\nR * OK \nZ 70000\nW\n",
			"64 KB", "a line without end" },
		{ WELCOME("Y") SELECTED("2") SCANNED
			"C UID FETCH\nR * 1 FETCH (BODYSTRUCTURE \nP "
			"20000\nW\n",
			"parentheses", "parentheses without end" },
		{ WELCOME("Y") SELECTED("2") SCANNED
			"C UID FETCH\nS * BYE shutting down\nX\n",
			"hung up", "BYE in the middle" },
		{ WELCOME("Y") SELECTED("2") SCANNED
			"C UID FETCH\nS this is no IMAP\nS $T OK x\nW\n",
			"not understood", "no IMAP at all" },
		{ WELCOME("Y") SELECTED("2") SCANNED
			"C UID FETCH\nS 99 OK wrong tag\nW\n",
			"not understood", "another tag" },
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct fake_server *server = fake_server_start(cases[i].script);
		gint64 start = g_get_monotonic_time();
		g_autoptr(GError) error = work(server, "Archive", NULL);

		print_message("%s: %s\n", cases[i].why,
			error ? error->message : "fine");
		assert_non_null(error);
		assert_true(
			g_error_matches(error, POSTERN_FAULT, FAULT_TEMPORARY));
		assert_non_null(strstr(error->message, cases[i].says));
		assert_true(g_get_monotonic_time() - start <
			    PROMPT_SEC * G_USEC_PER_SEC);
		imap_script_end(server, NULL);
	}
}

static void an_endless_answer_is_refused(void **state)
{
	g_autoptr(GString) script =
		g_string_new(WELCOME("Y") SELECTED("2") "C FETCH\nR ");
	struct fake_server *server;
	g_autoptr(GError) error = NULL;

	(void)state;
	for (int i = 0; i < 100000; i++)
		g_string_append(script, "* OK still here\\r\\n");
	g_string_append(script, "\nW\n");
	server = fake_server_start(script->str);
	error = work(server, "Archive", NULL);
	assert_non_null(error);
	assert_non_null(strstr(error->message, "more than"));
	imap_script_end(server, NULL);
}

/* The session of mails_are_taken_and_moved, cut behind each of its steps and in
 * the middle of each line: an error, soon, and no mail half taken. */
static void a_cut_anywhere_ends_soon(void **state)
{
	g_auto(GStrv) steps =
		g_strsplit(WELCOME("MOVE") SELECTED("2") SCANNED FETCHED
			"C UID MOVE 11:12 Archive\nS * 2 EXPUNGE\n"
			"S * 1 EXPUNGE\nS $T OK x",
			"\n", -1);
	guint count = g_strv_length(steps);
	gint64 start = g_get_monotonic_time();

	(void)state;
	for (guint cut = 1; cut < 2 * count; cut++) {
		g_autoptr(GString) script = g_string_new(NULL);
		const char *next = cut % 2 ? steps[cut / 2] : "";
		struct fake_server *server;
		g_autoptr(GError) error = NULL;
		g_autofree char *keys = NULL;
		g_autofree char *failed = NULL;

		for (guint i = 0; i < cut / 2; i++)
			g_string_append_printf(script, "%s\n", steps[i]);
		if (*next == 'S' || *next == 'R')
			g_string_append_printf(script, "R %.*s\n",
				(int)(strlen(next) - 2) / 2, next + 2);
		server = fake_server_start(script->str);
		error = work(server, "Archive", &keys);
		failed = fake_server_end(server, NULL);
		if (!error || failed)
			print_message("cut %u: %s\n", cut, script->str);
		assert_non_null(error);
		assert_null(failed);
		assert_true(!*keys || !strcmp(keys, "7.11 7.12"));
	}
	assert_true(
		g_get_monotonic_time() - start < PROMPT_SEC * G_USEC_PER_SEC);
}

static void idle_wakes_by_a_mail_or_the_bell(void **state)
{
	struct fake_server *server = fake_server_start(WELCOME("IDLE") SELECTED(
		"0") "C NOOP\nS $T OK x\n"
		     "C IDLE\nS + idling\nS * 1 EXISTS\nC DONE\n"
		     "S $T OK done\n"
		     "C FETCH 1 (\nS * 1 FETCH (UID 5 FLAGS () "
		     "RFC822.SIZE 5)\nS $T OK x\n"
		     "C UID FETCH 5\nR * 1 FETCH (UID 5 BODY[] "
		     "{5}\\r\\nhello)\\r\\n\nS $T OK x\n"
		     "C IDLE\nS + idling\nC DONE\nS $T OK done\n" BYE);
	AUTO(source) source = imap_script_open(server, "x", TRUE, NULL);
	g_autoptr(GPtrArray) none = NULL;
	g_autoptr(GPtrArray) mails = NULL;
	int bell[2];

	(void)state;
	assert_non_null(source);
	/* The first look needs no waiting. */
	assert_true(source_wait(source, -1, 600, NULL));
	none = source_take(source, 9, 999, NULL);
	g_ptr_array_unref(none);
	none = source_take(source, 9, 999, NULL);
	assert_int_equal(none->len, 0);
	assert_true(source_wait(source, -1, 600, NULL));
	mails = source_take(source, 9, 999, NULL);
	assert_int_equal(mails->len, 1);
	assert_int_equal(pipe(bell), 0);
	assert_int_equal(write(bell[1], "x", 1), 1);
	assert_true(source_wait(source, bell[0], 600, NULL));
	close(bell[0]);
	close(bell[1]);
	source_free(g_steal_pointer(&source));
	imap_script_end(server, NULL);
}

static void a_mail_before_the_plus_of_idle_is_not_slept_over(void **state)
{
	struct fake_server *server = fake_server_start(
		WELCOME("IDLE") SELECTED("0") "C IDLE\nS * 1 EXISTS\n"
					      "S + idling\nC DONE\n"
					      "S $T OK done\n" BYE);
	AUTO(source) source = imap_script_open(server, "x", TRUE, NULL);
	g_autoptr(GPtrArray) none = source_take(source, 9, 999, NULL);

	(void)state;
	assert_int_equal(none->len, 0);
	assert_true(source_wait(source, -1, 600, NULL));
	source_free(g_steal_pointer(&source));
	imap_script_end(server, NULL);
}

static void a_server_that_refuses_idle_is_asked(void **state)
{
	struct fake_server *server = fake_server_start(
		WELCOME("IDLE") SELECTED("0") "C IDLE\nS $T BAD not today\n"
					      "C NOOP\nS * 1 EXISTS\n"
					      "S $T OK x\n" BYE);
	AUTO(source) source = imap_script_open(server, "x", TRUE, NULL);
	g_autoptr(GPtrArray) none = source_take(source, 9, 999, NULL);

	(void)state;
	assert_int_equal(none->len, 0);
	assert_true(source_wait(source, -1, 1, NULL));
	source_free(g_steal_pointer(&source));
	imap_script_end(server, NULL);
}

static void without_idle_the_server_is_asked(void **state)
{
	struct fake_server *server = fake_server_start(WELCOME("Y")
			SELECTED("0") "C NOOP\n"
				      "S * 1 EXISTS\nS $T OK x\nC NOOP\nX\n");
	AUTO(source) source = imap_script_open(server, "x", TRUE, NULL);
	g_autoptr(GPtrArray) none = source_take(source, 9, 999, NULL);
	g_autoptr(GError) error = NULL;

	(void)state;
	assert_int_equal(none->len, 0);
	assert_true(source_wait(source, -1, 1, NULL));
	/* There are news: no second NOOP. */
	assert_true(source_wait(source, -1, 600, NULL));
	source_free(g_steal_pointer(&source));
	g_free(fake_server_end(server, NULL));
}

static void a_key_of_another_time_is_ignored(void **state)
{
	struct fake_server *server = fake_server_start(WELCOME("MOVE")
			SELECTED("0") "C UID MOVE 3 x\nS $T OK x\n" BYE);
	AUTO(source) source = imap_script_open(server, "x", TRUE, NULL);
	char keys[][12] = { "6.5", "7.3", "7.", "x", "7.0", "7.4x" };
	g_autoptr(GPtrArray) array = g_ptr_array_new();

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(keys); i++)
		g_ptr_array_add(array, keys[i]);
	assert_true(source_done(source, array, NULL));
	source_free(g_steal_pointer(&source));
	imap_script_end(server, NULL);
}

static void a_server_that_drips_is_given_up(void **state)
{
	struct fake_server *server = fake_server_start("A\nR * OK \nL\n");
	g_autofree char *url = g_strdup_printf(
		"imap://127.0.0.1:%u", fake_server_port(server));
	struct source_options options = { .name = "help",
		.url = url,
		.user = "u",
		.secret = "s",
		.plaintext = TRUE,
		.timeout_sec = 1 };
	g_autoptr(GError) error = NULL;

	(void)state;
	assert_null(source_open(&options, &error));
	assert_true(g_error_matches(error, POSTERN_FAULT, FAULT_TEMPORARY));
	assert_non_null(strstr(error->message, "in time"));
	imap_script_end(server, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(mails_are_taken_and_moved),
		cmocka_unit_test(a_missing_folder_is_made),
		cmocka_unit_test(without_move_mails_are_copied_and_expunged),
		cmocka_unit_test(a_plain_expunge_spares_what_others_deleted),
		cmocka_unit_test(
			without_a_folder_the_unseen_are_taken_and_flagged),
		cmocka_unit_test(mails_are_their_bytes_and_times),
		cmocka_unit_test(
			a_mail_over_the_limit_is_asked_for_by_header_only),
		cmocka_unit_test(a_mail_larger_than_announced_is_cut),
		cmocka_unit_test(what_is_too_much_is_refused_at_once),
		cmocka_unit_test(an_endless_answer_is_refused),
		cmocka_unit_test(a_cut_anywhere_ends_soon),
		cmocka_unit_test(idle_wakes_by_a_mail_or_the_bell),
		cmocka_unit_test(
			a_mail_before_the_plus_of_idle_is_not_slept_over),
		cmocka_unit_test(a_server_that_refuses_idle_is_asked),
		cmocka_unit_test(without_idle_the_server_is_asked),
		cmocka_unit_test(a_key_of_another_time_is_ignored),
		cmocka_unit_test(a_server_that_drips_is_given_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
