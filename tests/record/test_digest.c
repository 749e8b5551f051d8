/* Digests are those of the standards, whatever computes them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "digest.h"
#include <string.h>

static void sha256_is_the_one_of_the_standard(void **state)
{
	static const struct {
		const char *text, *hex, *why;
	} cases[] = {
		{ "",
			"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca49599"
			"1b7852b855",
			"of nothing" },
		{ "abc",
			"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff"
			"61f20015ad",
			"FIPS 180-4, one block" },
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GBytes) bytes = g_bytes_new_static(
			cases[i].text, strlen(cases[i].text));
		g_autofree char *hex = digest_sha256(bytes);

		if (strcmp(hex, cases[i].hex) != 0)
			print_error("%s\n", cases[i].why);
		assert_string_equal(hex, cases[i].hex);
	}
}

static void pieces_are_digested_as_the_whole(void **state)
{
	guint8 bytes[300];
	struct digest digest;

	(void)state;
	for (guint i = 0; i < sizeof bytes; i++)
		bytes[i] = (guint8)(i * 7);
	for (guint cut = 0; cut <= sizeof bytes; cut++) {
		g_autofree char *whole = g_compute_checksum_for_data(
			G_CHECKSUM_SHA256, bytes, sizeof bytes);
		g_autofree char *pieces = NULL;

		digest_init(&digest);
		digest_add(&digest, bytes, cut);
		digest_add(&digest, bytes + cut, sizeof bytes - cut);
		pieces = digest_hex(&digest);
		assert_string_equal(pieces, whole);
	}
}

static void sha1_is_the_one_of_the_standard(void **state)
{
	static const guint8 sum[DIGEST_SHA1_BYTES] = { 0xa9, 0x99, 0x3e, 0x36,
		0x47, 0x06, 0x81, 0x6a, 0xba, 0x3e, 0x25, 0x71, 0x78, 0x50,
		0xc2, 0x6c, 0x9c, 0xd0, 0xd8, 0x9d };
	guint8 made[DIGEST_SHA1_BYTES];

	(void)state;
	digest_sha1("abc", 3, made);
	assert_memory_equal(made, sum, sizeof sum);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sha256_is_the_one_of_the_standard),
		cmocka_unit_test(pieces_are_digested_as_the_whole),
		cmocka_unit_test(sha1_is_the_one_of_the_standard),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
