/* test_ports - sources and sinks against the real servers of servers.sh, which
 * says where they are. With the argument «wrong» the servers show a certificate
 * for another host name. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "fault.h"
#include "sink.h"
#include "source.h"
#include <string.h>
#include <unistd.h>

enum { PATIENCE_SEC = 60 };

static char *make_url(const char *scheme, const char *host, const char *port,
	const char *rest)
{
	return g_strdup_printf(
		"%s://%s:%s%s", scheme, host, g_getenv(port), rest);
}

struct access {
	const char *scheme, *host, *port, *rest, *user, *password, *ca, *done;
};

static struct access for_imaps(const char *user)
{
	return (struct access){ "imaps", "localhost", "SERVERS_IMAPS_PORT",
		"/INBOX", user, g_getenv("SERVERS_PASSWORD"),
		g_getenv("SERVERS_CA"), "Archive" };
}

static struct access for_imap(const char *user)
{
	struct access access = for_imaps(user);

	access.scheme = "imap";
	access.port = "SERVERS_IMAP_PORT";
	return access;
}

static struct access for_smtp(const char *user)
{
	struct access access = for_imaps(user);

	access.scheme = "smtp";
	access.port = "SERVERS_SMTP_PORT";
	access.rest = "";
	return access;
}

static struct access for_smtps(const char *user)
{
	struct access access = for_smtp(user);

	access.scheme = "smtps";
	access.port = "SERVERS_SMTPS_PORT";
	return access;
}

static struct source *try_source(const struct access *access, GError **error)
{
	g_autofree char *url = make_url(
		access->scheme, access->host, access->port, access->rest);
	struct source_options options = { .name = "test",
		.url = url,
		.user = access->user,
		.secret = access->password,
		.ca_file = access->ca,
		.done = access->done };

	return source_open(&options, error);
}

static struct source *open_source(struct access access)
{
	g_autoptr(GError) error = NULL;
	struct source *source = try_source(&access, &error);

	if (error)
		print_message("%s\n", error->message);
	assert_non_null(source);
	return source;
}

static struct sink *open_sink(struct access access)
{
	g_autofree char *url =
		make_url(access.scheme, access.host, access.port, access.rest);
	struct sink_options options = { .url = url,
		.user = access.user,
		.secret = access.password,
		.ca_file = access.ca };
	struct sink *sink = sink_open(&options, NULL);

	assert_non_null(sink);
	return sink;
}

static void send_text(struct sink *sink, const char *to, const char *text,
	struct sink_result *result)
{
	g_autofree char *mail = g_strdup_printf("From: bob@example.com\n"
						"To: %s\nSubject: test\n\n%s\n",
		to, text);
	g_autoptr(GBytes) bytes = g_bytes_new(mail, strlen(mail));

	sink_send(sink, "bob@example.com", to, bytes, result);
	print_message("%s\n", result->reply);
}

static void submit(const char *to, const char *text)
{
	AUTO(sink) sink = open_sink(for_smtp("bob@example.com"));
	struct sink_result result;

	send_text(sink, to, text, &result);
	assert_int_equal(result.state, SINK_SENT);
	sink_result_clear(&result);
}

static gboolean has_text(const struct source_mail *mail, const char *text)
{
	gsize length;
	const char *bytes = g_bytes_get_data(mail->raw, &length);

	return memmem(bytes, length, text, strlen(text)) != NULL;
}

/* Waits by IDLE until count mails came, and says that they are durable. */
static GPtrArray *take_all(struct source *source, guint count)
{
	GPtrArray *all = g_ptr_array_new();
	gint64 end = g_get_monotonic_time() + PATIENCE_SEC * G_USEC_PER_SEC;

	while (all->len < count && g_get_monotonic_time() < end) {
		g_autoptr(GPtrArray) mails =
			source_take(source, 40, 1000000, NULL);
		g_autoptr(GPtrArray) keys = g_ptr_array_new();

		assert_non_null(mails);
		for (guint i = 0; i < mails->len; i++)
			g_ptr_array_add(keys,
				((struct source_mail *)mails->pdata[i])->key);
		if (keys->len > 0)
			assert_true(source_done(source, keys, NULL));
		g_ptr_array_extend_and_steal(all, g_steal_pointer(&mails));
		if (all->len < count)
			assert_true(
				source_wait(source, -1, PATIENCE_SEC, NULL));
	}
	assert_int_equal(all->len, count);
	return all;
}

static void free_all(GPtrArray *mails)
{
	for (guint i = 0; i < mails->len; i++)
		source_mail_free(mails->pdata[i]);
	g_ptr_array_unref(mails);
}

static gpointer submit_late(gpointer unused)
{
	submit("help@example.com", "one\n.\ntwo");
	return unused;
}

static void idle_wakes_and_the_mail_is_moved(void **state)
{
	struct access archive = for_imap("help@example.com");
	AUTO(source) source = open_source(for_imaps("help@example.com"));
	AUTO(source) moved = NULL;
	GPtrArray *mails;
	GThread *thread;

	(void)state;
	thread = g_thread_new("submit", submit_late, NULL);
	mails = take_all(source, 1);
	g_thread_join(thread);
	assert_true(has_text(mails->pdata[0], "one\r\n.\r\ntwo\r\n"));
	assert_true(has_text(mails->pdata[0], "by mx.example.com"));
	free_all(mails);
	archive.rest = "/Archive";
	archive.done = "Archive2";
	moved = open_source(archive);
	free_all(take_all(moved, 1));
}

static void starttls_and_a_mailbox_in_utf8_serve_as_well(void **state)
{
	struct access access = for_imap("anna@example.com");
	AUTO(source) source = NULL;
	AUTO(source) moved = NULL;

	(void)state;
	access.done = "Ärenden & annat";
	source = open_source(access);
	submit("anna@example.com", "text");
	free_all(take_all(source, 1));
	access.rest = "/%C3%84renden%20&%20annat";
	access.done = "";
	moved = open_source(access);
	free_all(take_all(moved, 1));
}

static void without_a_folder_a_mail_is_flagged_and_stays(void **state)
{
	struct access access = for_imaps("nils@example.com");
	AUTO(source) source = NULL;
	AUTO(source) again = NULL;
	g_autoptr(GPtrArray) none = NULL;

	(void)state;
	access.done = "";
	source = open_source(access);
	submit("nils@example.com", "text");
	free_all(take_all(source, 1));
	again = open_source(access);
	none = source_take(again, 10, 10000, NULL);
	assert_int_equal(none->len, 0);
}

static void a_mail_that_is_not_done_comes_again(void **state)
{
	AUTO(source) first = open_source(for_imaps("chef@example.com"));
	AUTO(source) second = NULL;
	g_autoptr(GPtrArray) mails = NULL;

	(void)state;
	submit("chef@example.com", "text");
	while (!mails || mails->len == 0) {
		if (mails)
			g_ptr_array_unref(mails);
		assert_true(source_wait(first, -1, PATIENCE_SEC, NULL));
		mails = source_take(first, 10, 10000, NULL);
	}
	second = open_source(for_imaps("chef@example.com"));
	free_all(take_all(second, 1));
}

static void a_full_mailbox_comes_whole_in_batches(void **state)
{
	enum { COUNT = 120 };
	AUTO(sink) sink = open_sink(for_smtps("bob@example.com"));
	AUTO(source) source = NULL;
	GPtrArray *mails;

	(void)state;
	for (int i = 0; i < COUNT; i++) {
		g_autofree char *text = g_strdup_printf("number %d.", i);
		struct sink_result result;

		send_text(sink, "alice@example.com", text, &result);
		assert_int_equal(result.state, SINK_SENT);
		sink_result_clear(&result);
	}
	source = open_source(for_imaps("alice@example.com"));
	mails = take_all(source, COUNT);
	for (int i = 0; i < COUNT; i++) {
		g_autofree char *text = g_strdup_printf("number %d.", i);
		guint found = 0;

		for (guint j = 0; j < mails->len; j++)
			found += has_text(mails->pdata[j], text) ? 1 : 0;
		assert_int_equal(found, 1);
	}
	free_all(mails);
}

static void an_unknown_recipient_is_refused(void **state)
{
	AUTO(sink) sink = open_sink(for_smtp("bob@example.com"));
	struct sink_result result;

	(void)state;
	send_text(sink, "nobody@example.com", "text", &result);
	assert_int_equal(result.state, SINK_REFUSED);
	assert_false(result.is_session);
	assert_true(g_str_has_prefix(result.reply, "550 5.1.1"));
	sink_result_clear(&result);
	send_text(sink, "bob@example.com", "text", &result);
	assert_int_equal(result.state, SINK_SENT);
	sink_result_clear(&result);
}

static void refuse(struct access access, const char *why)
{
	g_autoptr(GError) error = NULL;

	if (g_str_has_prefix(access.scheme, "imap")) {
		assert_null(try_source(&access, &error));
	} else {
		AUTO(sink) sink = open_sink(access);
		struct sink_result result;

		send_text(sink, "bob@example.com", "text", &result);
		assert_int_equal(result.state, SINK_LATER);
		assert_true(result.is_session);
		sink_result_clear(&result);
		assert_false(sink_probe(sink, &error));
	}
	print_message("%s, %s: %s\n", why, access.scheme, error->message);
	assert_true(g_error_matches(error, POSTERN_FAULT, FAULT_DENIED));
}

static void whoever_is_not_the_one_meant_is_refused(void **state)
{
	struct access all[] = { for_imap("bob@example.com"),
		for_imaps("bob@example.com"), for_smtp("bob@example.com"),
		for_smtps("bob@example.com") };

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(all); i++) {
		struct access access = all[i];

		access.host = "127.0.0.1";
		refuse(access, "another host name");
		access = all[i];
		access.ca = g_getenv("SERVERS_OTHER_CA");
		refuse(access, "another CA");
		access.ca = NULL;
		refuse(access, "no CA of ours");
		access = all[i];
		access.password = "wrong";
		refuse(access, "another password");
	}
}

static void a_certificate_for_another_host_is_refused(void **state)
{
	(void)state;
	refuse(for_imap("bob@example.com"), "another certificate");
	refuse(for_imaps("bob@example.com"), "another certificate");
	refuse(for_smtp("bob@example.com"), "another certificate");
	refuse(for_smtps("bob@example.com"), "another certificate");
}

static void probing_is_content(void **state)
{
	AUTO(sink) one = open_sink(for_smtp("bob@example.com"));
	AUTO(sink) other = open_sink(for_smtps("bob@example.com"));

	(void)state;
	assert_true(sink_probe(one, NULL));
	assert_true(sink_probe(other, NULL));
}

static void a_missing_mailbox_is_named(void **state)
{
	struct access access = for_imaps("bob@example.com");
	g_autoptr(GError) error = NULL;

	(void)state;
	access.rest = "/Missing";
	assert_null(try_source(&access, &error));
	assert_true(g_error_matches(error, POSTERN_FAULT, FAULT_NOT_FOUND));
	assert_non_null(strstr(error->message, "Missing"));
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(idle_wakes_and_the_mail_is_moved),
		cmocka_unit_test(starttls_and_a_mailbox_in_utf8_serve_as_well),
		cmocka_unit_test(without_a_folder_a_mail_is_flagged_and_stays),
		cmocka_unit_test(a_mail_that_is_not_done_comes_again),
		cmocka_unit_test(a_full_mailbox_comes_whole_in_batches),
		cmocka_unit_test(an_unknown_recipient_is_refused),
		cmocka_unit_test(whoever_is_not_the_one_meant_is_refused),
		cmocka_unit_test(probing_is_content),
		cmocka_unit_test(a_missing_mailbox_is_named),
	};
	const struct CMUnitTest wrong[] = {
		cmocka_unit_test(a_certificate_for_another_host_is_refused),
	};

	if (!g_getenv("SERVERS_DIR"))
		return 77;
	if (argc > 1 && strcmp(argv[1], "wrong") == 0)
		return cmocka_run_group_tests(wrong, NULL, NULL);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
