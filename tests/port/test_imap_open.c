#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "imap_script.h"
#include "fault.h"
#include <string.h>

static void no_session_begins_where_it_should_not(void **state)
{
	static const struct {
		const char *script;
		int fault;
		const char *why;
	} cases[] = {
		{ "A\nS * PREAUTH welcome back\nW\n", FAULT_DENIED, "PREAUTH" },
		{ "A\nS * BYE too many\n", FAULT_TEMPORARY, "BYE at once" },
		{ "A\nS 220 smtp.example.com ESMTP\n", FAULT_TEMPORARY,
			"another protocol" },
		{ "A\nX\n", FAULT_TEMPORARY, "cut" },
		{ "A\nS * OK fake\n" ASKED("LOGINDISABLED") "W\n", FAULT_DENIED,
			"no login wanted" },
		{ "A\nS * OK fake\n" ASKED("Y") "C LOGIN\nS $T NO wrong\nW\n",
			FAULT_DENIED, "wrong password" },
		{ "A\nS * OK fake\n" ASKED(
			  "AUTH=PLAIN SASL-IR") "C AUTHENTICATE PLAIN "
						"AGhlbHBAZXhhbXBsZS5jb20Ac2Vjcm"
						"V0\n"
						"S $T NO "
						"[AUTHENTICATIONFAILED] "
						"wrong\nW\n",
			FAULT_DENIED, "wrong password by SASL" },
		{ "A\nS * OK fake\n" ASKED(
			  "Y") "C LOGIN\nS $T NO [UNAVAILABLE] later\nW\n",
			FAULT_TEMPORARY, "no login now" },
		{ WELCOME("Y") "C SELECT\nS $T NO no such mailbox\nW\n",
			FAULT_NOT_FOUND, "no such mailbox" },
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct fake_server *server = fake_server_start(cases[i].script);
		g_autoptr(GError) error = NULL;
		struct source *source =
			imap_script_open(server, "x", TRUE, &error);

		assert_null(source);
		print_message("%s: %s\n", cases[i].why, error->message);
		assert_true(
			g_error_matches(error, POSTERN_FAULT, cases[i].fault));
		assert_null(strstr(error->message, "secret"));
		imap_script_end(server, NULL);
	}
}

static void a_token_is_shown_by_xoauth2_only(void **state)
{
	static const struct {
		const char *script;
		int fault; /* -1: fine */
		const char *why;
	} cases[] = {
		{ "A\nS * OK fake\n" ASKED(
			  "AUTH=XOAUTH2") "C AUTHENTICATE XOAUTH2 "
					  "dXNlcj1oZWxwQGV4YW1wbGUuY29tAWF1dGg9"
					  "QmVhcmVyIHRva2VuAQ"
					  "E=\nS $T OK in\n" ASKED("Y")
						  SELECTED("0") BYE,
			-1, "accepted" },
		{ "A\nS * OK fake\n" ASKED(
			  "AUTH=XOAUTH2") "C AUTHENTICATE XOAUTH2\nS + "
					  "eyJzdGF0dXMiOiI0MDAifQ==\n"
					  "C\nR 2 NO expired\\r\\n\nW\n",
			FAULT_DENIED, "refused" },
		{ "A\nS * OK fake\n" ASKED("AUTH=PLAIN SASL-IR") "W\n",
			FAULT_DENIED, "not offered" },
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct fake_server *server = fake_server_start(cases[i].script);
		g_autofree char *url = g_strdup_printf(
			"imap://127.0.0.1:%u", fake_server_port(server));
		struct source_options options = { .name = "help",
			.url = url,
			.user = "help@example.com",
			.secret = "token",
			.oauth2 = TRUE,
			.plaintext = TRUE,
			.timeout_sec = TIMEOUT_SEC };
		g_autoptr(GError) error = NULL;

		source_free(source_open(&options, &error));
		print_message("%s: %s\n", cases[i].why,
			error ? error->message : "fine");
		imap_script_end(server, NULL);
		assert_int_equal(!error, cases[i].fault < 0);
		if (error)
			assert_true(g_error_matches(
				error, POSTERN_FAULT, cases[i].fault));
	}
}

static void no_password_is_said_before_tls(void **state)
{
	static const struct {
		const char *script;
		int fault;
		const char *why;
	} cases[] = {
		{ "A\nS * OK fake\n" ASKED("Y") "W\n", FAULT_DENIED,
			"STARTTLS is not offered" },
		{ "A\nS * OK fake\n" ASKED(
			  "STARTTLS") "C STARTTLS\nS $T BAD no\nW\n",
			FAULT_TEMPORARY, "STARTTLS is refused" },
		{ "A\nS * OK fake\n" ASKED(
			  "STARTTLS") "C STARTTLS\nR $T OK go\\r\\n* "
				      "CAPABILITY X\\r\\n\nW\n",
			FAULT_DENIED, "text is injected behind STARTTLS" },
		{ "A\nS * OK fake\n" ASKED(
			  "STARTTLS") "C STARTTLS\nS $T OK go\nX\n",
			FAULT_TEMPORARY, "cut in the hands' shaking" },
		{ "A\nS * PREAUTH hello\nW\n", FAULT_DENIED,
			"PREAUTH in the place of STARTTLS" },
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct fake_server *server = fake_server_start(cases[i].script);
		g_autoptr(GString) heard = g_string_new(NULL);
		g_autoptr(GError) error = NULL;
		struct source *source =
			imap_script_open(server, "x", FALSE, &error);

		assert_null(source);
		print_message("%s: %s\n", cases[i].why, error->message);
		imap_script_end(server, heard);
		assert_true(
			g_error_matches(error, POSTERN_FAULT, cases[i].fault));
		assert_null(strstr(heard->str, "secret"));
		assert_null(strstr(heard->str, "LOGIN"));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_session_begins_where_it_should_not),
		cmocka_unit_test(a_token_is_shown_by_xoauth2_only),
		cmocka_unit_test(no_password_is_said_before_tls),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
