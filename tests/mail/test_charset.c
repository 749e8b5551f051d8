/* Bytes become text by the ladder: declared, UTF-8, windows-1252, U+FFFD. */
#include "mail.h"
#include "charset.h"

#define BAD "\xef\xbf\xbd"

static const struct {
	const char *declared;
	const char *bytes;
	const char *text;
	const char *why;
} CASES[] = {
	{ "utf-8", "\xc3\xa5", "å", "as declared" },
	{ "UTF8", "\xc3\xa5", "å", "another spelling" },
	{ "iso-8859-1", "\xe5\xe4\xf6", "åäö", "Latin 1" },
	{ "ISO_8859-1:1987", "\xe5", "å", "an unknown spelling is guessed" },
	{ "iso-8859-1", "\x93x\x94", "“x”", "Latin 1 that is windows-1252" },
	{ "iso-8859-2", "\xb3\xf3\xbf", "łóż", "Latin 2" },
	{ "windows-1250", "\xb3\xf3\x9f", "łóź", "windows-1250" },
	{ "iso-8859-15", "\xa4", "€", "Latin 9" },
	{ "windows-1251", "\xcf\xf0\xe8", "При", "Cyrillic" },
	{ "koi8-r", "\xf0\xd2\xc9", "При", "KOI8" },
	{ "KOI8_R", "\xf0\xd2\xc9", "При", "KOI8, written oddly" },
	{ "shift_jis", "\x83\x65\x83\x58", "テス", "Shift JIS" },
	{ "iso-2022-jp", "\x1b$B%F%9\x1b(B", "テス", "escapes" },
	{ "iso-2022-jp", "\x1b$B-!%F\x1b(B", "①テ", "NEC's circled numbers" },
	{ "iso-2022-jp", "\x1b(I1\x1b(B", "ｱ", "half-width katakana" },
	{ "iso-2022-jp", "\x1b$(D0!\x1b(B", "丂", "JIS X 0212" },
	{ "iso-2022-jp-2", "\x1b$(C0m\x1b(B", "고", "Korean in it" },
	{ "iso-2022-jp", "\x1b$B%F\nabc", "テ\nabc", "no way back to ASCII" },
	{ "hz-gb-2312", "a~~~{Dc~}~\nb", "a~你b", "HZ" },
	{ NULL, "\x1b$B%F%9\x1b(B", "テス", "escapes, undeclared" },
	{ "us-ascii", "\x1b$B%F%9\x1b(B", "テス", "escapes, as ASCII" },
	{ "euc-kr", "\xb0\xed", "고", "Korean" },
	{ "ks_c_5601-1987", "\xb0\xed", "고", "Korean, as Outlook says" },
	{ "gb2312", "\xc4\xe3", "你", "Chinese" },
	{ "big5", "\xa7\x41", "你", "Chinese, traditional" },
	{ "utf-7", "+AOU-", "å", "UTF-7" },
	{ "windows-1258", "a\xec", "á", "a mark that combines" },
	{ NULL, "\xc3\xa5", "å", "undeclared UTF-8" },
	{ NULL, "\xe5", "å", "undeclared, not UTF-8" },
	{ "us-ascii", "\xe5", "å", "ASCII that is none" },
	{ "x-nonsense", "\xc3\xa5", "å", "unknown, UTF-8" },
	{ "x-nonsense", "\xe5", "å", "unknown, not UTF-8" },
	{ "utf-8", "\xe5\xe4\xf6", "åäö", "declared UTF-8 that is none" },
	{ "utf-8", "\xc3\xa5\xc3\xa4\xff\xc3\xb6", "åä" BAD "ö",
		"one broken byte does not change the charset" },
	{ "windows-1251", "\xc3\xa5\xc3\xa4\xc3\xb6", "åäö",
		"declared wrongly: it is UTF-8" },
	{ NULL, "\xd4\xc5\xd3\xd4 \xd4\xc5\xd3\xd4", "тест тест",
		"undeclared KOI8" },
	{ NULL, "\xcf\xf0\xe8\xe2\xe5\xf2, \xec\xe8\xf0", "Привет, мир",
		"undeclared windows-1251" },
	{ "iso-8859-1", "\xcf\xf0\xe8\xe2\xe5\xf2, \xec\xe8\xf0", "Привет, мир",
		"Cyrillic, declared as the default" },
	{ NULL, "\xca\xe1\xeb\xe7\xec\xdd\xf1\xe1, \xe5\xdf\xed\xe1\xe9",
		"Καλημέρα, είναι", "undeclared Greek" },
	{ NULL, "\xa4\xb3\xa4\xec\xa4\xcf\xa4\xc6\xa4\xb9\xa4\xc8",
		"これはてすと", "undeclared EUC-JP" },
	{ NULL, "\x82\xb1\x82\xea\x82\xcd\x83\x65\x83\x58\x83\x67",
		"これはテスト", "undeclared Shift JIS" },
	{ NULL, "\xb0\xed\xb8\xbf\xbd\xc0\xb4\xcf\xb4\xd9.", "고맙습니다.",
		"undeclared Korean" },
	{ NULL, "\xbc\xf2\xcc\xe5\xd6\xd0\xce\xc4", "简体中文",
		"undeclared Chinese" },
	{ NULL, "\xc1\x63\xc5\xe9\xa4\xa4\xa4\xe5", "繁體中文",
		"undeclared Big5" },
	{ NULL, "bl\xe5 b\xe6r, gr\xf8nn \xf8y", "blå bær, grønn øy",
		"Latin letters stand among ASCII" },
	{ "iso-8859-1", "\xc5\xc4\xd6 \xe5\xe4\xf6 \xe9", "ÅÄÖ åäö é",
		"letters alone are no Cyrillic" },
	{ "windows-1252", "\x81", BAD, "a byte that means nothing" },
	{ "", "abc", "abc", "an empty name" },
	{ "utf-8", "", "", "no bytes" },
};

static void bytes_become_text(void **state)
{
	(void)state;
	for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
		g_autofree char *text = charset_decode(CASES[i].declared,
			CASES[i].bytes, strlen(CASES[i].bytes));

		if (strcmp(text, CASES[i].text) != 0)
			fail_msg("%s: got «%s», expected «%s»", CASES[i].why,
				text, CASES[i].text);
	}
}

static void utf16_is_read_with_its_zero_bytes(void **state)
{
	(void)state;
	g_autofree char *text = charset_decode("utf-16le", "a\0\xe5\0", 4);

	assert_string_equal(text, "aå");
}

static void zero_bytes_are_dropped(void **state)
{
	(void)state;
	g_autofree char *text = charset_decode("utf-8", "a\0b\0", 4);
	g_autofree char *latin = charset_decode("iso-8859-1", "a\0\xe5", 3);

	assert_string_equal(text, "ab");
	assert_string_equal(latin, "aå");
}

/* A converter that keeps a state must not carry it into the next mail. */
static void each_text_starts_anew(void **state)
{
	(void)state;
	g_autofree char *open = charset_decode("iso-2022-jp", "\x1b$B%F", 5);
	g_autofree char *next = charset_decode("iso-2022-jp", "abc", 3);

	assert_string_equal(open, "テ");
	assert_string_equal(next, "abc");
}

static void random_bytes_are_valid_in_every_charset(void **state)
{
	(void)state;
	static const char *const NAMES[] = { "utf-8", "iso-8859-1", "big5",
		"gb2312", "iso-2022-jp", "iso-2022-kr", "euc-jp", "utf-7",
		"utf-16", "utf-32", "tis-620", "viscii", "windows-1258", "tcvn",
		"johab", "euc-tw", "hz-gb-2312", "koi8-u", "cp437" };
	const guint32 seed = 42;
	g_autoptr(GRand) random = g_rand_new_with_seed(seed);

	print_message("seed %u\n", seed);
	for (guint round = 0; round < 2000; round++) {
		char bytes[64];
		const char *name = NAMES[round % G_N_ELEMENTS(NAMES)];

		for (guint i = 0; i < sizeof(bytes); i++)
			bytes[i] = (char)g_rand_int(random);
		g_autofree char *text =
			charset_decode(name, bytes, sizeof(bytes));

		assert_true(g_utf8_validate(text, -1, NULL));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bytes_become_text),
		cmocka_unit_test(utf16_is_read_with_its_zero_bytes),
		cmocka_unit_test(zero_bytes_are_dropped),
		cmocka_unit_test(each_text_starts_anew),
		cmocka_unit_test(random_bytes_are_valid_in_every_charset),
	};

	message_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
