#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "contact.h"
#include "fault.h"

static void contact_is_read_as_it_is_written(void **state)
{
	static const struct {
		const char *why, *name, *address, *text;
	} cases[] = {
		{ "name and address", "Alice Svensson", "alice@example.com",
			"Alice Svensson <alice@example.com>" },
		{ "no name", "", "alice@example.com", "alice@example.com" },
		{ "not ASCII", "Łukasz", "łukasz@example.com",
			"Łukasz <łukasz@example.com>" },
		{ "brackets and quotes go", "\"A\" <eve@x.org>", "a@b.se",
			"A eve@x.org <a@b.se>" },
		{ "line breaks go", "A\r\nBcc: eve@x.org", "a@b.se",
			"A Bcc: eve@x.org <a@b.se>" },
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		AUTO(contact)
		contact = contact_new(cases[i].name, cases[i].address);
		g_autofree char *text = contact_format(contact);
		print_message("%s\n", cases[i].why);
		assert_string_equal(text, cases[i].text);

		AUTO(contact) again = contact_parse(text, NULL);
		assert_non_null(again);
		g_autofree char *second = contact_format(again);
		assert_string_equal(again->address, cases[i].address);
		assert_string_equal(second, text);
	}
}

static void contact_without_a_plain_address_is_refused(void **state)
{
	static const char *const cases[] = { "", "Alice", "Alice <>",
		"Alice <alice>", "<a@b", "a@b>", "Alice <a@b> x",
		"Alice <a@b\nc>" };

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		print_message("%s\n", cases[i]);
		assert_null(contact_parse(cases[i], &error));
		assert_true(
			g_error_matches(error, POSTERN_FAULT, FAULT_INVALID));
	}
}

static void address_that_is_plain(void **state)
{
	static const char *const cases[] = { "a@b", "anna@example.com",
		"help+123.5r.abcdefgh234567ab@example.com", "å@exämple.se",
		"o'neil@example.com", "a!b%c=d@example.com" };

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		print_message("%s\n", cases[i]);
		assert_true(address_is_plain(cases[i]));
	}
}

static void address_that_would_open_a_way_is_not_plain(void **state)
{
	static const struct {
		const char *why, *address;
	} cases[] = {
		{ "no @", "example.com" },
		{ "nothing before @", "@example.com" },
		{ "nothing after @", "anna@" },
		{ "two @", "a@b@example.com" },
		{ "an option of sendmail", "-oQ/tmp@example.com" },
		{ "a line break", "a@b.se\r\nRCPT TO:<x@y>" },
		{ "a blank", "a b@example.com" },
		{ "a no-break space", "a\xC2\xA0@example.com" },
		{ "brackets", "<a@b.se>" },
		{ "quotes", "\"a\"@b.se" },
		{ "a literal", "a@[127.0.0.1]" },
		{ "a list", "a@b.se,c@d.se" },
		{ "a comment", "a(x)@b.se" },
		{ "a route", "x:a@b.se" },
		{ "a bidi mark", "a\xE2\x80\xAE@b.se" },
		{ "C1", "a\xC2\x85@b.se" },
		{ "invalid UTF-8", "\xFF@b.se" },
	};
	g_autofree char *local = g_strnfill(250, 'a');
	g_autofree char *longest = g_strconcat(local, "@b.c", NULL);
	g_autofree char *longer = g_strconcat("a", longest, NULL);

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		print_message("%s\n", cases[i].why);
		assert_false(address_is_plain(cases[i].address));
	}
	assert_false(address_is_plain(NULL));
	assert_true(address_is_plain(longest));
	assert_false(address_is_plain(longer));
}

static void address_is_compared_folded(void **state)
{
	(void)state;
	assert_true(address_equal("Anna@Example.COM", "anna@example.com"));
	assert_true(address_equal("ÅSA@b.se", "åsa@b.se"));
	assert_false(address_equal("åsa@b.se", "asa@b.se"));
	/* The Kelvin sign and the dotted I: their small letters are ours. */
	assert_false(address_equal("ni\u212As@b.se", "niks@b.se"));
	assert_false(address_equal("n\u0130ls@b.se", "nils@b.se"));
	assert_false(address_equal(NULL, NULL));
	assert_false(address_equal("a@b.se", NULL));
}

static void domain_is_behind_the_last_at(void **state)
{
	g_autofree char *domain = address_domain("a@b@Example.COM");

	(void)state;
	assert_string_equal(domain, "example.com");
	assert_null(address_domain("a@"));
	assert_null(address_domain("a"));
	assert_null(address_domain(NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(contact_is_read_as_it_is_written),
		cmocka_unit_test(contact_without_a_plain_address_is_refused),
		cmocka_unit_test(address_that_is_plain),
		cmocka_unit_test(address_that_would_open_a_way_is_not_plain),
		cmocka_unit_test(address_is_compared_folded),
		cmocka_unit_test(domain_is_behind_the_last_at),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
