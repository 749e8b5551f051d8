#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "fault.h"
#include "maildir.h"
#include "scratch.h"
#include "source.h"
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int make_folder(void **state)
{
	char *folder = scratch_make();
	g_autofree char *fresh = g_build_filename(folder, "new", NULL);

	*state = folder;
	return g_mkdir_with_parents(fresh, 0700);
}

static int remove_folder(void **state)
{
	scratch_remove(*state);
	return 0;
}

static struct source *open_in(const char *folder, gsize max_message)
{
	struct source_options options = {
		.name = "help",
		.url = "maildir:.",
		.folder = folder,
		.max_message = max_message,
	};
	struct source *source = source_open(&options, NULL);

	assert_non_null(source);
	return source;
}

/* The keys of what source_take() gives, joined by a space. */
static char *take(struct source *source, guint max_count, gsize max_bytes)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) mails =
		source_take(source, max_count, max_bytes, &error);
	GString *keys = g_string_new(NULL);

	assert_non_null(mails);
	for (guint i = 0; i < mails->len; i++) {
		const struct source_mail *mail = mails->pdata[i];

		g_string_append_printf(
			keys, "%s%s", i > 0 ? " " : "", mail->key);
	}
	return g_string_free(keys, FALSE);
}

static void done(struct source *source, const char *key)
{
	g_autoptr(GPtrArray) keys = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GError) error = NULL;

	g_ptr_array_add(keys, g_strdup(key));
	assert_true(source_done(source, keys, &error));
}

static void assert_names(const char *folder, const char *name, const char *want)
{
	g_autofree char *names = scratch_names(folder, name);

	assert_string_equal(names, want);
}

static void names_are_read_by_number_then_by_bytes(void **state)
{
	static const char *const ordered[] = { "a", "b", "01.y", "1.x", "2",
		"10.a", "10.b", "99999999999999999999998",
		"99999999999999999999999" };

	(void)state;
	for (gsize i = 0; i + 1 < G_N_ELEMENTS(ordered); i++)
		assert_true(maildir_compare(ordered[i], ordered[i + 1]) < 0);
}

static void mails_come_in_order_and_only_once(void **state)
{
	AUTO(source) source = NULL;

	scratch_write(*state, "new/10.b", "ten", -1, 0);
	scratch_write(*state, "new/9.a", "nine", -1, 0);
	scratch_write(*state, "new/.hidden", "x", -1, 0);
	scratch_write(*state, "cur/1.old:2,", "old", -1, 0);
	source = open_in(*state, 0);
	g_autofree char *first = take(source, 10, 1000);
	scratch_write(*state, "new/1.late", "late", -1, 0);
	g_autofree char *second = take(source, 10, 1000);
	g_autofree char *third = take(source, 10, 1000);
	assert_string_equal(first, "9.a 10.b");
	assert_string_equal(second, "1.late");
	assert_string_equal(third, "");
}

static void a_mail_is_its_bytes_and_its_time(void **state)
{
	AUTO(source) source = NULL;

	scratch_write(*state, "new/1", "a\r\n\0b\n", 6, 1700000000);
	source = open_in(*state, 0);
	g_autoptr(GPtrArray) mails = source_take(source, 1, 10, NULL);
	const struct source_mail *mail = mails->pdata[0];
	assert_int_equal(g_bytes_get_size(mail->raw), 6);
	assert_memory_equal(g_bytes_get_data(mail->raw, NULL), "a\r\n\0b\n", 6);
	assert_int_equal(mail->arrival, 1700000000);
	assert_int_equal(mail->size, 6);
	assert_false(mail->truncated);
}

static void a_batch_ends_at_count_and_bytes(void **state)
{
	AUTO(source) source = NULL;

	for (int i = 1; i <= 5; i++) {
		g_autofree char *name = g_strdup_printf("new/%d", i);

		scratch_write(*state, name, "0123456789", 10, 0);
	}
	source = open_in(*state, 0);
	g_autofree char *first = take(source, 2, 1000);
	g_autofree char *second = take(source, 10, 20);
	g_autofree char *third = take(source, 10, 1);
	assert_string_equal(first, "1 2");
	assert_string_equal(second, "3 4");
	assert_string_equal(third, "5");
}

static void a_mail_over_the_limit_is_given_whole(void **state)
{
	AUTO(source) source = NULL;
	g_autofree char *body = g_strnfill(300 * 1024, 'x');
	g_autofree char *text =
		g_strconcat("Subject: x\r\nTo: y\r\n\r\n", body, NULL);
	gsize length;

	scratch_write(*state, "new/1", text, -1, 0);
	source = open_in(*state, 50);
	g_autoptr(GPtrArray) mails = source_take(source, 1, 10, NULL);
	const struct source_mail *mail = mails->pdata[0];
	const char *raw = g_bytes_get_data(mail->raw, &length);

	assert_false(mail->truncated);
	assert_int_equal(mail->size, strlen(text));
	assert_int_equal(length, strlen(text));
	assert_memory_equal(raw, text, length);
}

static void a_mail_stays_until_it_is_done(void **state)
{
	AUTO(source) first = NULL;
	AUTO(source) second = NULL;

	scratch_write(*state, "new/1", "x", 1, 0);
	scratch_write(*state, "new/2:2,", "x", 1, 0);
	first = open_in(*state, 0);
	g_autofree char *taken = take(first, 9, 99);
	second = open_in(*state, 0);
	g_autofree char *again = take(second, 9, 99);
	assert_string_equal(taken, "1 2:2,");
	assert_string_equal(again, "1 2:2,");
	done(first, "1");
	done(first, "2:2,");
	assert_names(*state, "new", "");
	assert_names(*state, "cur", "1:2,S 2:2,S");
}

static void done_loses_no_older_mail_of_that_name(void **state)
{
	AUTO(source) source = NULL;

	scratch_write(*state, "cur/1:2,S", "old", -1, 0);
	scratch_write(*state, "new/1", "new", -1, 0);
	source = open_in(*state, 0);
	g_autofree char *taken = take(source, 9, 99);
	done(source, taken);
	assert_names(*state, "cur", "1.1:2,S 1:2,S");
	g_autoptr(GBytes) old = scratch_read(*state, "cur/1:2,S");
	assert_memory_equal(g_bytes_get_data(old, NULL), "old", 3);
}

static void done_is_content_with_a_mail_that_is_gone(void **state)
{
	AUTO(source) source = open_in(*state, 0);

	done(source, "gone");
}

static void done_leaves_the_folder_alone(void **state)
{
	AUTO(source) source = open_in(*state, 0);
	char escape[] = "../precious";
	gpointer names[] = { escape };
	GPtrArray keys = { names, 1 };
	g_autoptr(GError) error = NULL;

	scratch_write(*state, "precious", "x", 1, 0);
	assert_false(source_done(source, &keys, &error));
	assert_true(scratch_exists(*state, "precious"));
}

static void what_is_no_file_is_passed_over(void **state)
{
	g_autofree char *fifo = g_build_filename(*state, "new/1", NULL);
	g_autofree char *folder = g_build_filename(*state, "new/2", NULL);
	g_autofree char *link = g_build_filename(*state, "new/3", NULL);
	AUTO(source) source = NULL;

	assert_int_equal(mkfifo(fifo, 0600), 0);
	assert_int_equal(g_mkdir_with_parents(folder, 0700), 0);
	assert_int_equal(symlink("/etc/passwd", link), 0);
	scratch_write(*state, "new/4", "x", 1, 0);
	source = open_in(*state, 0);
	g_autofree char *taken = take(source, 9, 99);
	assert_string_equal(taken, "4");
}

static void a_mail_that_is_being_written_waits(void **state)
{
	g_autofree char *path = g_build_filename(*state, "new/1", NULL);
	AUTO(source) source = open_in(*state, 0);
	int writer = open(path, O_WRONLY | O_CREAT, 0600);

	assert_int_equal(write(writer, "half", 4), 4);
	g_autofree char *early = take(source, 9, 99);
	assert_int_equal(write(writer, "whole", 5), 5);
	close(writer);
	g_autofree char *late = take(source, 9, 99);
	assert_string_equal(early, "");
	assert_string_equal(late, "1");
}

static void waiting_ends_with_a_mail_or_the_bell(void **state)
{
	AUTO(source) source = open_in(*state, 0);
	int bell[2];
	gint64 start = g_get_monotonic_time();

	scratch_write(*state, "new/1", "x", 1, 0);
	assert_true(source_wait(source, -1, 600, NULL));
	g_autofree char *taken = take(source, 9, 99);
	assert_string_equal(taken, "1");
	assert_int_equal(pipe(bell), 0);
	assert_int_equal(write(bell[1], "x", 1), 1);
	assert_true(source_wait(source, bell[0], 600, NULL));
	assert_true(source_wait(source, -1, 0, NULL));
	assert_true(g_get_monotonic_time() - start < 60 * G_USEC_PER_SEC);
	close(bell[0]);
	close(bell[1]);
}

static void a_misspelt_path_is_an_error(void **state)
{
	struct source_options options = {
		.name = "help", .url = "maildir:missing", .folder = *state
	};
	g_autoptr(GError) error = NULL;

	assert_null(source_open(&options, &error));
	assert_true(g_error_matches(error, POSTERN_FAULT, FAULT_NOT_FOUND));
	g_clear_error(&error);
	options.url = "smtp://h";
	assert_null(source_open(&options, &error));
	assert_true(g_error_matches(error, POSTERN_FAULT, FAULT_INVALID));
}

#define IN_FOLDER(test) \
	cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_read_by_number_then_by_bytes),
		IN_FOLDER(mails_come_in_order_and_only_once),
		IN_FOLDER(a_mail_is_its_bytes_and_its_time),
		IN_FOLDER(a_batch_ends_at_count_and_bytes),
		IN_FOLDER(a_mail_over_the_limit_is_given_whole),
		IN_FOLDER(a_mail_stays_until_it_is_done),
		IN_FOLDER(done_loses_no_older_mail_of_that_name),
		IN_FOLDER(done_is_content_with_a_mail_that_is_gone),
		IN_FOLDER(done_leaves_the_folder_alone),
		IN_FOLDER(what_is_no_file_is_passed_over),
		IN_FOLDER(a_mail_that_is_being_written_waits),
		IN_FOLDER(waiting_ends_with_a_mail_or_the_bell),
		IN_FOLDER(a_misspelt_path_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
