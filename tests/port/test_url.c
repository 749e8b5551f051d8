#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "url.h"
#include "contact.h"
#include "fault.h"

static void url_names_server_port_and_mailbox(void **state)
{
	static const struct {
		const char *text, *host, *path;
		int scheme, port;
		const char *why;
	} cases[] = {
		{ "imaps://mail.example.com/INBOX", "mail.example.com", "INBOX",
			URL_IMAPS, 993, "the usual one" },
		{ "imaps://mail.example.com", "mail.example.com", "INBOX",
			URL_IMAPS, 993, "INBOX is the default" },
		{ "imap://Mail.Example.COM:1143/", "mail.example.com", "INBOX",
			URL_IMAP, 1143, "hosts are lower case" },
		{ "imaps://h/Support/2026", "h", "Support/2026", URL_IMAPS, 993,
			"a mailbox may have levels" },
		{ "imaps://h/%C3%84rende%20a", "h", "Ärende a", URL_IMAPS, 993,
			"percent signs are undone" },
		{ "imaps://[2001:DB8::1]:994/x", "2001:db8::1", "x", URL_IMAPS,
			994, "IPv6" },
		{ "SMTP://relay", "relay", NULL, URL_SMTP, 587,
			"schemes know no case" },
		{ "smtps://relay:10465/", "relay", NULL, URL_SMTPS, 10465,
			"smtp has no path" },
		{ "maildir:/var/mail/help", NULL, "/var/mail/help", URL_MAILDIR,
			0, "absolute" },
		{ "maildir:spool/in", NULL, "/desk/spool/in", URL_MAILDIR, 0,
			"relative to the desk" },
		{ "sendmail:/usr/sbin/sendmail", NULL, "/usr/sbin/sendmail",
			URL_SENDMAIL, 0, "a program" },
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		AUTO(url) url = url_parse(cases[i].text, "/desk", &error);

		print_message("%s: %s\n", cases[i].text, cases[i].why);
		assert_non_null(url);
		assert_int_equal(url->scheme, cases[i].scheme);
		assert_int_equal(url->port, cases[i].port);
		assert_int_equal(g_strcmp0(url->host, cases[i].host), 0);
		assert_int_equal(g_strcmp0(url->path, cases[i].path), 0);
	}
}

static void url_refuses_what_it_does_not_know(void **state)
{
	static const struct {
		const char *text, *why;
	} cases[] = {
		{ "", "empty" },
		{ "imaps", "no colon" },
		{ "http://h/", "a scheme of others" },
		{ "imaps:h/INBOX", "no slashes" },
		{ "imaps:///INBOX", "no host" },
		{ "imaps://h:0/", "port 0" },
		{ "imaps://h:65536/", "port too great" },
		{ "imaps://h:99x/", "port with a letter" },
		{ "imaps://h:/", "an empty port" },
		{ "imaps://user@h/INBOX", "a user has a key of its own" },
		{ "imaps://u:p@h/INBOX", "so has a password" },
		{ "imaps://[::1/INBOX", "an open bracket" },
		{ "imaps://[::1]x/INBOX", "text after the bracket" },
		{ "imaps://-oProxy/INBOX", "a host like an option" },
		{ "imaps://h h/INBOX", "a blank in the host" },
		{ "imaps://h/a%0d%0ab", "a line break in the mailbox" },
		{ "imaps://h/a%00b", "NUL in the mailbox" },
		{ "imaps://h/%ff", "a mailbox that is no UTF-8" },
		{ "smtp://h/INBOX", "smtp with a path" },
		{ "maildir:", "no path" },
		{ "maildir:a\nb", "a line break in the path" },
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		AUTO(url) url = url_parse(cases[i].text, "/desk", &error);

		print_message("%s\n", cases[i].why);
		assert_null(url);
		assert_true(
			g_error_matches(error, POSTERN_FAULT, FAULT_INVALID));
		assert_null(strchr(error->message, '\n'));
	}
}

static void url_needs_a_folder_for_a_relative_path(void **state)
{
	(void)state;
	assert_null(url_parse("maildir:spool/in", NULL, NULL));
}

static void mailbox_names_are_encoded_for_the_wire(void **state)
{
	static const struct {
		const char *name, *wire;
	} cases[] = {
		{ "INBOX", "INBOX" },
		{ "A & B", "A &- B" },
		{ "~peter/mail/台北/日本語",
			"~peter/mail/&U,BTFw-/&ZeVnLIqe-" },
		{ "Ärende", "&AMQ-rende" },
		{ "😀", "&2D3eAA-" },
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *wire = url_mailbox_encode(cases[i].name, NULL);

		assert_string_equal(wire, cases[i].wire);
	}
	assert_null(url_mailbox_encode("", NULL));
	assert_null(url_mailbox_encode("a\r\nb", NULL));
	assert_null(url_mailbox_encode("\xff", NULL));
}

static void only_plain_addresses_pass(void **state)
{
	static const struct {
		const char *address;
		gboolean is_plain;
		const char *why;
	} cases[] = {
		{ "alice@example.com", TRUE, "the usual one" },
		{ "help+1.2r.abc234@example.com", TRUE, "an extension" },
		{ "o'neil@example.com", TRUE, "an apostrophe is atext" },
		{ "jörg@exämple.com", TRUE, "RFC 6531" },
		{ "a..b.@docomo.example", TRUE, "dots that phones have" },
		{ "", FALSE, "empty" },
		{ "alice", FALSE, "no domain" },
		{ "@example.com", FALSE, "no local part" },
		{ "alice@", FALSE, "an empty domain" },
		{ "a@b@c", FALSE, "two signs" },
		{ "-oX@example.com", FALSE, "looks like an option" },
		{ "a@-b", FALSE, "a domain like an option" },
		{ "a b@example.com", FALSE, "a blank" },
		{ "a@example.com\r\nRCPT TO:<b@c>", FALSE, "a line break" },
		{ "a@example.com>", FALSE, "a bracket" },
		{ "<a@example.com>", FALSE, "brackets" },
		{ "a@example.com,b@example.com", FALSE, "two addresses" },
		{ "\"a b\"@example.com", FALSE, "needs quoting" },
		{ "a\177@example.com", FALSE, "DEL" },
		{ "a\302\205@example.com", FALSE, "a C1 control" },
		{ "a\342\200\250@example.com", FALSE, "a line separator" },
		{ "a\377@example.com", FALSE, "no UTF-8" },
		{ "a@ex;ample.com", FALSE, "a semicolon" },
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		print_message("%s\n", cases[i].why);
		assert_int_equal(
			address_is_plain(cases[i].address), cases[i].is_plain);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(url_names_server_port_and_mailbox),
		cmocka_unit_test(url_refuses_what_it_does_not_know),
		cmocka_unit_test(url_needs_a_folder_for_a_relative_path),
		cmocka_unit_test(mailbox_names_are_encoded_for_the_wire),
		cmocka_unit_test(only_plain_addresses_pass),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
