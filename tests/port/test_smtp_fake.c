#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "fake_server.h"
#include "fault.h"
#include "sink.h"
#include <string.h>

#define GREETING "A\nS 220 fake\nC EHLO\nS 250 fake\n"
#define LOGIN                                                   \
	"A\nS 220 fake\nC EHLO\nS 250-fake\nS 250 AUTH PLAIN\n" \
	"C AUTH PLAIN\nS 334 \nC\n"
#define SENDER "C MAIL FROM:<help@example.com>\nS 250 2.1.0 ok\n"
#define RECIPIENT "C RCPT TO:<alice@example.com>\nS 250 2.1.5 ok\n"
#define TEXT "C DATA\nS 354 go on\nD\n"

static struct sink *open_fake(
	const struct fake_server *server, const char *user, gboolean plaintext)
{
	g_autofree char *url = g_strdup_printf(
		"smtp://127.0.0.1:%u", fake_server_port(server));
	struct sink_options options = {
		.url = url,
		.user = user,
		.secret = user ? "secret" : NULL,
		.plaintext = plaintext,
		.timeout_sec = 5,
	};
	struct sink *sink = sink_open(&options, NULL);

	assert_non_null(sink);
	return sink;
}

static void send_text(struct sink *sink, const char *from, const char *text,
	struct sink_result *result)
{
	g_autoptr(GBytes) mail = g_bytes_new(text, strlen(text));

	sink_send(sink, from, "alice@example.com", mail, result);
	assert_non_null(result->reply);
	print_message("%s\n", result->reply);
	assert_true(strlen(result->reply) <= 200);
	assert_true(g_utf8_validate(result->reply, -1, NULL));
}

/* One mail against a script; what the server heard comes back. */
static GString *play(
	const char *script, const char *user, struct sink_result *result)
{
	struct fake_server *server = fake_server_start(script);
	struct sink *sink = open_fake(server, user, TRUE);
	GString *heard = g_string_new(NULL);
	g_autofree char *failed = NULL;

	send_text(
		sink, "help@example.com", "Subject: x\r\n\r\nbody\r\n", result);
	sink_free(sink);
	failed = fake_server_end(server, heard);
	if (failed)
		print_message("%s\n", failed);
	assert_null(failed);
	return heard;
}

static void each_refusal_has_its_verdict(void **state)
{
	static const struct {
		const char *script, *reply;
		int state;
		gboolean is_session;
		const char *why;
	} cases[] = {
		{ GREETING SENDER RECIPIENT TEXT
			"S 250 2.0.0 queued as 7\nC QUIT\n",
			"250 2.0.0 queued as 7", SINK_SENT, FALSE, "accepted" },
		{ GREETING SENDER "C RCPT\nS 550 5.1.1 no such user\nW\n",
			"550 5.1.1 no such user", SINK_REFUSED, FALSE,
			"recipient refused" },
		{ GREETING SENDER "C RCPT\nS 450 4.2.1 greylisted\nW\n",
			"450 4.2.1 greylisted", SINK_LATER, FALSE,
			"recipient deferred" },
		{ GREETING SENDER
			"C RCPT\nS 550-5.1.1 no\nS 550 such user\nW\n",
			"550 5.1.1 no such user", SINK_REFUSED, FALSE,
			"an answer of two lines" },
		{ GREETING SENDER RECIPIENT TEXT
			"S 554 5.7.1 looks like spam\nW\n",
			"554 5.7.1 looks like spam", SINK_REFUSED, FALSE,
			"text refused" },
		{ GREETING SENDER RECIPIENT TEXT "S 451 4.3.0 disk\nW\n",
			"451 4.3.0 disk", SINK_LATER, FALSE, "text deferred" },
		{ GREETING SENDER RECIPIENT "C DATA\nS 554 5.5.1 no\nW\n",
			"554 5.5.1 no", SINK_REFUSED, FALSE, "DATA refused" },
		{ GREETING "C MAIL\nS 552 5.3.4 too large\nW\n",
			"552 5.3.4 too large", SINK_REFUSED, FALSE,
			"too large is this mail's fault" },
		{ GREETING "C MAIL\nS 553 5.7.1 sender not yours\nW\n",
			"553 5.7.1 sender not yours", SINK_LATER, TRUE,
			"our sender is every mail's fault" },
		{ GREETING SENDER "C RCPT\nS 421 4.3.2 closing\nW\n",
			"421 4.3.2 closing", SINK_LATER, TRUE,
			"421 is the server's" },
		{ "A\nS 554 5.7.1 not you\nW\n", "554 5.7.1 not you",
			SINK_LATER, TRUE, "refused by the greeting" },
		{ GREETING SENDER RECIPIENT TEXT "X\n", "451 4.4.0", SINK_LATER,
			TRUE, "cut after the text" },
		{ GREETING SENDER "X\n", "451 4.4.0", SINK_LATER, TRUE,
			"cut before the recipient" },
		{ "A\nX\n", "451 4.4.0", SINK_LATER, TRUE, "cut at once" },
		{ "A\nS 220 fake\nX\n", "451 4.4.0", SINK_LATER, TRUE,
			"cut after the greeting" },
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct sink_result result;
		GString *heard;

		print_message("-- %s\n", cases[i].why);
		heard = play(cases[i].script, NULL, &result);
		assert_int_equal(result.state, cases[i].state);
		assert_int_equal(result.is_session, cases[i].is_session);
		assert_non_null(strstr(result.reply, cases[i].reply));
		sink_result_clear(&result);
		g_string_free(heard, TRUE);
	}
}

static void a_refused_login_is_a_fault_of_the_session(void **state)
{
	struct sink_result result;
	GString *heard = play(
		LOGIN "S 535 5.7.8 wrong\nW\n", "help@example.com", &result);

	(void)state;
	assert_int_equal(result.state, SINK_LATER);
	assert_true(result.is_session);
	assert_true(g_str_has_prefix(result.reply, "535 "));
	assert_null(strstr(result.reply, "secret"));
	sink_result_clear(&result);
	g_string_free(heard, TRUE);
}

static void nothing_is_sent_by_a_stranger(void **state)
{
	static const char *const scripts[] = {
		GREETING SENDER RECIPIENT "C DATA\nS 354 go on\nW\n",
		GREETING SENDER "C RCPT\nS 554 5.7.1 relay denied\nW\n",
		GREETING "C MAIL\nS 530 5.7.0 who are you\nW\n",
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(scripts); i++) {
		struct sink_result result;
		GString *heard = play(scripts[i], "help@example.com", &result);

		assert_int_equal(result.state, SINK_LATER);
		assert_true(result.is_session);
		assert_null(strstr(heard->str, "body"));
		sink_result_clear(&result);
		g_string_free(heard, TRUE);
	}
}

static void without_starttls_nothing_is_said(void **state)
{
	struct fake_server *server = fake_server_start(GREETING "W\n");
	struct sink *sink = open_fake(server, "help@example.com", FALSE);
	struct sink_result result;
	g_autoptr(GString) heard = g_string_new(NULL);
	g_autofree char *failed = NULL;

	(void)state;
	send_text(sink, "help@example.com", "x", &result);
	sink_free(sink);
	failed = fake_server_end(server, heard);
	assert_int_equal(result.state, SINK_LATER);
	assert_true(result.is_session);
	assert_null(strstr(heard->str, "AUTH"));
	assert_null(strstr(heard->str, "MAIL"));
	sink_result_clear(&result);
}

static void one_connection_carries_many_mails(void **state)
{
	struct fake_server *server = fake_server_start(
		LOGIN "S 235 2.7.0 welcome\n" SENDER RECIPIENT TEXT
		      "S 250 one\nC MAIL FROM:<>\nS 250 ok\n" RECIPIENT TEXT
		      "S 250 two\nC QUIT\n");
	struct sink *sink = open_fake(server, "help@example.com", TRUE);
	struct sink_result result;
	g_autofree char *failed = NULL;

	(void)state;
	send_text(sink, "help@example.com", "a", &result);
	assert_string_equal(result.reply, "250 one");
	sink_result_clear(&result);
	send_text(sink, "", "b", &result);
	assert_int_equal(result.state, SINK_SENT);
	assert_string_equal(result.reply, "250 two");
	sink_result_clear(&result);
	sink_free(sink);
	failed = fake_server_end(server, NULL);
	assert_null(failed);
}

static void a_refused_recipient_does_not_stop_the_next(void **state)
{
	struct fake_server *server = fake_server_start(GREETING SENDER
		"C RCPT\nS 550 5.1.1 no\n" GREETING SENDER RECIPIENT TEXT
		"S 250 two\nC QUIT\n");
	struct sink *sink = open_fake(server, NULL, TRUE);
	struct sink_result result;
	g_autofree char *failed = NULL;

	(void)state;
	send_text(sink, "help@example.com", "a", &result);
	assert_int_equal(result.state, SINK_REFUSED);
	sink_result_clear(&result);
	send_text(sink, "help@example.com", "b", &result);
	assert_int_equal(result.state, SINK_SENT);
	sink_result_clear(&result);
	sink_free(sink);
	failed = fake_server_end(server, NULL);
	assert_null(failed);
}

static void lines_on_the_wire_end_in_crlf_and_dots_are_doubled(void **state)
{
	static const struct {
		const char *text, *wire;
	} cases[] = {
		{ "a\nb\r\nc", "a\r\nb\r\nc\r\n.\r\n" },
		{ "a\n.\nQUIT\n", "a\r\n..\r\nQUIT\r\n.\r\n" },
		{ ".\r\n..\r\n", "..\r\n...\r\n.\r\n" },
		{ "a\r.\rb\r", "a\r\n..\r\nb\r\n.\r\n" },
		{ "a\n.\r\nb\r\n.\nc", "a\r\n..\r\nb\r\n..\r\nc\r\n.\r\n" },
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct fake_server *server = fake_server_start(
			GREETING SENDER RECIPIENT TEXT "S 250 ok\nC QUIT\n");
		struct sink *sink = open_fake(server, NULL, TRUE);
		g_autoptr(GString) heard = g_string_new(NULL);
		g_autofree char *failed = NULL;
		struct sink_result result;
		const char *data;

		send_text(sink, "help@example.com", cases[i].text, &result);
		sink_result_clear(&result);
		sink_free(sink);
		failed = fake_server_end(server, heard);
		assert_null(failed);
		data = strstr(heard->str, "DATA\r\n") + 6;
		assert_memory_equal(data, cases[i].wire, strlen(cases[i].wire));
		assert_string_equal(data + strlen(cases[i].wire), "QUIT\r\n");
	}
}

static void hostile_answers_are_cleaned_and_cut(void **state)
{
	struct sink_result result;
	GString *heard = play(GREETING SENDER
		"C RCPT\nR 550 \\0a\033[31m\377 \nZ 5000\nR \\r\\n\nW\n",
		NULL, &result);

	(void)state;
	assert_int_equal(result.state, SINK_REFUSED);
	assert_null(strchr(result.reply, '\033'));
	sink_result_clear(&result);
	g_string_free(heard, TRUE);
}

static void probing_logs_in_and_sends_nothing(void **state)
{
	static const struct {
		const char *script;
		int fault; /* -1: fine */
		const char *why;
	} cases[] = {
		{ LOGIN "S 235 2.7.0 welcome\nW\n", -1, "welcome" },
		{ LOGIN "S 535 5.7.8 wrong\nW\n", FAULT_DENIED,
			"wrong password" },
		{ GREETING "W\n", FAULT_DENIED, "no login there" },
		{ "A\nX\n", FAULT_TEMPORARY, "cut" },
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct fake_server *server = fake_server_start(cases[i].script);
		struct sink *sink = open_fake(server, "help@example.com", TRUE);
		g_autoptr(GString) heard = g_string_new(NULL);
		g_autoptr(GError) error = NULL;
		g_autofree char *failed = NULL;
		gboolean is_fine = sink_probe(sink, &error);

		print_message("%s: %s\n", cases[i].why,
			error ? error->message : "fine");
		sink_free(sink);
		failed = fake_server_end(server, heard);
		assert_null(failed);
		assert_int_equal(is_fine, cases[i].fault < 0);
		if (!is_fine)
			assert_true(g_error_matches(
				error, POSTERN_FAULT, cases[i].fault));
		assert_null(strstr(heard->str, "MAIL"));
	}
}

static void nobody_listening_is_a_fault_of_the_session(void **state)
{
	struct fake_server *server = fake_server_start("");
	struct sink *sink = open_fake(server, NULL, TRUE);
	struct sink_result result;
	g_autofree char *failed = fake_server_end(server, NULL);

	(void)state;
	send_text(sink, "help@example.com", "a", &result);
	assert_int_equal(result.state, SINK_LATER);
	assert_true(result.is_session);
	sink_result_clear(&result);
	sink_free(sink);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_refusal_has_its_verdict),
		cmocka_unit_test(a_refused_login_is_a_fault_of_the_session),
		cmocka_unit_test(nothing_is_sent_by_a_stranger),
		cmocka_unit_test(without_starttls_nothing_is_said),
		cmocka_unit_test(one_connection_carries_many_mails),
		cmocka_unit_test(a_refused_recipient_does_not_stop_the_next),
		cmocka_unit_test(
			lines_on_the_wire_end_in_crlf_and_dots_are_doubled),
		cmocka_unit_test(hostile_answers_are_cleaned_and_cut),
		cmocka_unit_test(probing_logs_in_and_sends_nothing),
		cmocka_unit_test(nobody_listening_is_a_fault_of_the_session),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
