/* Reply addresses and Message-IDs. The macs were computed by another program
 * (HMAC-SHA-256, first ten bytes, base32). */
#include "token.h"
#include "fault.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#define COUNTING \
	"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
#define ONES "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
#define TWO_KEYS                            \
	"2 2026-06-01T00:00:00Z " ONES "\n" \
	"1 2026-01-01T00:00:00Z " COUNTING "\n"
#define JANUARY 1767225600
#define JUNE 1780272000

static GArray *ring(void)
{
	GArray *keys = keyring_parse(TWO_KEYS, strlen(TWO_KEYS), NULL);

	assert_non_null(keys);
	return keys;
}

static const struct vector {
	guint key;
	guint32 ticket, message;
	char kind;
	const char *recipient, *mac, *id_mac;
} VECTORS[] = {
	{ 0, 123, 5, 'p', "anna@example.com", "42kkkbnvbdzq76q7",
		"74irtivjhork42j5" },
	{ 0, 1, 1, 'r', "alice@example.com", "uce3scgcfjo3plak",
		"nqmdvw5ki56pejnw" },
	{ 0, 0, 17, 'c', "nils@example.com", "fzdqnosj6r2dhogb",
		"ywfzvlvwcbe4cfej" },
	{ 0, 999999999, 1000, 'b', "å.berg@exempel.se", "wdicu2jlex4wcopw",
		"7kd6v2vh2e4xdfjc" },
	{ 1, 123, 5, 'p', "anna@example.com", "akxe4asnj63x3xf2",
		"vtgi4wryc6r6lc5i" },
	{ 1, 1, 1, 'r', "alice@example.com", "n3yltascjiabfd5w",
		"45q7flhbldz2twj3" },
	{ 1, 0, 17, 'c', "nils@example.com", "ibxrb6vyev363qlw",
		"3w3w3vqvf7qwuj7c" },
	{ 1, 999999999, 1000, 'b', "å.berg@exempel.se", "pjae7dchb366zwtp",
		"igqdyqhom6r3ew7d" },
};

static void macs_are_those_of_the_vectors(void **state)
{
	g_autoptr(GArray) keys = ring();

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(VECTORS); i++) {
		const struct vector *v = &VECTORS[i];
		const struct desk_key *key =
			&g_array_index(keys, struct desk_key, v->key);
		g_autofree char *id = token_message_id(
			key, "help@example.com", v->ticket, v->message);
		g_autofree char *expected =
			g_strdup_printf("t%u.%u.%s@example.com", v->ticket,
				v->message, v->id_mac);
		char mac[17];

		token_mac(
			key, v->ticket, v->message, v->kind, v->recipient, mac);
		assert_string_equal(mac, v->mac);
		assert_string_equal(id, expected);
	}
}

static void a_token_matches_its_recipient_in_any_case(void **state)
{
	g_autoptr(GArray) keys = ring();
	const struct desk_key *key = keyring_at(keys, JANUARY);
	struct reply_token token = { 123, 5, 'p', "42kkkbnvbdzq76q7" };

	(void)state;
	assert_true(token_matches(key, &token, "anna@example.com"));
	assert_true(token_matches(key, &token, "Anna@Example.COM"));
}

static void a_token_matches_nothing_else(void **state)
{
	g_autoptr(GArray) keys = ring();
	const struct desk_key *key = keyring_at(keys, JANUARY);
	static const struct {
		const char *why, *recipient;
		struct reply_token token;
	} CASES[] = {
		{ "another person", "bob@example.com",
			{ 123, 5, 'p', "42kkkbnvbdzq76q7" } },
		{ "another ticket", "anna@example.com",
			{ 124, 5, 'p', "42kkkbnvbdzq76q7" } },
		{ "another message", "anna@example.com",
			{ 123, 6, 'p', "42kkkbnvbdzq76q7" } },
		{ "another kind", "anna@example.com",
			{ 123, 5, 'i', "42kkkbnvbdzq76q7" } },
		{ "numbers run together", "anna@example.com",
			{ 12, 35, 'p', "42kkkbnvbdzq76q7" } },
		{ "the last letter", "anna@example.com",
			{ 123, 5, 'p', "42kkkbnvbdzq76qa" } },
		{ "the first letter", "anna@example.com",
			{ 123, 5, 'p', "a2kkkbnvbdzq76q7" } },
		{ "nothing", "anna@example.com", { 123, 5, 'p', "" } },
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
		if (token_matches(key, &CASES[i].token, CASES[i].recipient))
			print_error("%s\n", CASES[i].why);
		assert_false(token_matches(
			key, &CASES[i].token, CASES[i].recipient));
	}
	assert_false(token_matches(keyring_at(keys, JUNE),
		&(struct reply_token){ 123, 5, 'p', "42kkkbnvbdzq76q7" },
		"anna@example.com"));
}

static void an_address_is_written_and_read_back(void **state)
{
	struct reply_token token = { 123, 5, 'p', "42kkkbnvbdzq76q7" }, read;
	g_autofree char *address = token_address("help@example.com", &token);

	(void)state;
	assert_string_equal(
		address, "help+123.5p.42kkkbnvbdzq76q7@example.com");
	assert_true(token_parse(address, "help@example.com", NULL, &read));
	assert_int_equal(read.ticket, 123);
	assert_int_equal(read.message, 5);
	assert_int_equal(read.kind, 'p');
	assert_string_equal(read.mac, token.mac);
}

static void addresses_of_another_form_are_no_tokens(void **state)
{
	static const struct {
		const char *address;
		gboolean is_token;
	} CASES[] = {
		{ "help+123.5p.42kkkbnvbdzq76q7@example.com", TRUE },
		{ "HELP+123.5P.42KKKBNVBDZQ76Q7@EXAMPLE.com", TRUE },
		{ "support+1.2r.42kkkbnvbdzq76q7@example.com", TRUE },
		{ "help+0.17c.42kkkbnvbdzq76q7@example.com", TRUE },
		{ "help@example.com", FALSE },
		{ "help+@example.com", FALSE },
		{ "help+x@example.com", FALSE },
		{ "other+123.5p.42kkkbnvbdzq76q7@example.com", FALSE },
		{ "help+123.5p.42kkkbnvbdzq76q7@example.net", FALSE },
		{ "help+123.5p.42kkkbnvbdzq76q7@evil@example.com", FALSE },
		{ "help+123.5x.42kkkbnvbdzq76q7@example.com", FALSE },
		{ "help+123.5.42kkkbnvbdzq76q7@example.com", FALSE },
		{ "help+123.5p.42kkkbnvbdzq76q@example.com", FALSE },
		{ "help+123.5p.42kkkbnvbdzq76q77@example.com", FALSE },
		{ "help+123.5p.42kkkbnvbdzq76q1@example.com", FALSE },
		{ "help+123.5p.42kkkbnvbdzq76q7.x@example.com", FALSE },
		{ "help+-1.5p.42kkkbnvbdzq76q7@example.com", FALSE },
		{ "help+1234567890.5p.42kkkbnvbdzq76q7@example.com", FALSE },
		{ "help+.5p.42kkkbnvbdzq76q7@example.com", FALSE },
		{ "", FALSE },
		{ "@", FALSE },
	};
	g_autoptr(GPtrArray) aliases = g_ptr_array_new();
	static char alias[] = "Support@example.com";

	(void)state;
	g_ptr_array_add(aliases, alias);
	for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
		struct reply_token token;
		gboolean is_token = token_parse(
			CASES[i].address, "Help@example.com", aliases, &token);

		if (is_token != CASES[i].is_token)
			print_error("%s\n", CASES[i].address);
		assert_int_equal(is_token, CASES[i].is_token);
	}
}

static void message_ids_of_any_generation_are_ours(void **state)
{
	g_autoptr(GArray) keys = ring();
	guint32 ticket = 0, message = 0;

	(void)state;
	assert_true(
		token_parse_message_id("t123.5.74irtivjhork42j5@example.com",
			keys, &ticket, &message));
	assert_int_equal(ticket, 123);
	assert_int_equal(message, 5);
	assert_true(token_parse_message_id(
		"t0.17.3w3w3vqvf7qwuj7c@example.com", keys, &ticket, &message));
	assert_int_equal(ticket, 0);
	assert_int_equal(message, 17);
}

static void message_ids_with_a_wrong_mac_are_not_ours(void **state)
{
	static const char *const IDS[] = {
		"t124.5.74irtivjhork42j5@example.com",
		"t123.5.74irtivjhork42ja@example.com",
		"t123.5.@example.com",
		"t123.5@example.com",
		"123.5.74irtivjhork42j5@example.com",
		"t123.5.42kkkbnvbdzq76q7@example.com", /* a reply's mac */
		"",
		"t",
	};
	g_autoptr(GArray) keys = ring();
	guint32 ticket, message;

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(IDS); i++)
		assert_false(token_parse_message_id(
			IDS[i], keys, &ticket, &message));
}

static void the_key_in_force_is_chosen_by_time(void **state)
{
	g_autoptr(GArray) keys = ring();

	(void)state;
	assert_int_equal(keyring_at(keys, 0)->number, 1);
	assert_int_equal(keyring_at(keys, JANUARY)->number, 1);
	assert_int_equal(keyring_at(keys, JUNE - 1)->number, 1);
	assert_int_equal(keyring_at(keys, JUNE)->number, 2);
	assert_int_equal(keyring_at(keys, G_MAXINT64)->number, 2);
}

static void a_key_is_written_and_read_back(void **state)
{
	g_autoptr(GArray) keys = ring();
	g_autofree char *line =
		keyring_line(&g_array_index(keys, struct desk_key, 0));

	(void)state;
	assert_string_equal(line, "1 2026-01-01T00:00:00Z " COUNTING "\n");
}

static void a_broken_key_is_refused_without_being_quoted(void **state)
{
	static const char *const TEXTS[] = {
		"",
		"\n\n",
		"1 2026-01-01T00:00:00Z 00ff\n",
		"1 2026-01-01 " COUNTING "\n",
		"x 2026-01-01T00:00:00Z " COUNTING "\n",
		"1 2026-01-01T00:00:00Z " COUNTING " more\n",
		"1 2026-01-01T00:00:00Z g" COUNTING "\n",
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(TEXTS); i++) {
		g_autoptr(GError) error = NULL;

		assert_null(keyring_parse(TEXTS[i], strlen(TEXTS[i]), &error));
		assert_true(
			g_error_matches(error, POSTERN_FAULT, FAULT_INVALID));
		assert_null(strstr(error->message, "0001"));
	}
}

static void lifetimes_go_by_kind(void **state)
{
	(void)state;
	assert_true(token_lifetime(REPLY_REQUESTER) == 90 * 86400);
	assert_true(token_lifetime(REPLY_PUBLIC) == 90 * 86400);
	assert_true(token_lifetime(REPLY_APPROVAL) == 30 * 86400);
	assert_true(token_lifetime(REPLY_CONFIRM) == 86400);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(macs_are_those_of_the_vectors),
		cmocka_unit_test(a_token_matches_its_recipient_in_any_case),
		cmocka_unit_test(a_token_matches_nothing_else),
		cmocka_unit_test(an_address_is_written_and_read_back),
		cmocka_unit_test(addresses_of_another_form_are_no_tokens),
		cmocka_unit_test(message_ids_of_any_generation_are_ours),
		cmocka_unit_test(message_ids_with_a_wrong_mac_are_not_ours),
		cmocka_unit_test(the_key_in_force_is_chosen_by_time),
		cmocka_unit_test(a_key_is_written_and_read_back),
		cmocka_unit_test(a_broken_key_is_refused_without_being_quoted),
		cmocka_unit_test(lifetimes_go_by_kind),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
