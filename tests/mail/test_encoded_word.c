/* Encoded words of a header are decoded by the charsets that we know. */
#include "mail.h"
#include "contact.h"
#include "encoded_word.h"

static const struct {
	const char *value, *subject;
	const char *why;
} CASES[] = {
	{ "plain", "plain", "no word" },
	{ "=?iso-8859-1?Q?bl=E5?= =?iso-8859-1?Q?b=E6r?=", "blåbær",
		"the blank between words is none" },
	{ "=?utf-8?B?w6U=?= and =?utf-8?Q?=C3=B8?=", "å and ø",
		"words between words" },
	{ "=?utf-8?B?w?= =?utf-8?B?6U=?=", "å", "a broken length" },
	{ "=?utf-8?Q?=C3?= =?utf-8?Q?=A5?=", "å", "split inside a character" },
	{ "=?utf-8?Q?=C3?=\n =?UTF-8?B?pQ==?=", "å",
		"split over two encodings" },
	{ "=?utf-8?Q?=C3?=\n\t=?utf-8*en?Q?=A5?=", "å", "with a language" },
	{ "=?ks_c_5601-1987?B?jGM=?=", "똠", "a superset is meant" },
	{ "=?hz-gb-2312?Q?~{Dc~}?=", "你", "a charset that iconv has not" },
	{ "=?iso-2022-jp?B?GyRCJUYbKEI=?= =?iso-2022-jp?B?GyRCJTkbKEI=?=",
		"テス", "each word begins in ASCII" },
	{ "=?utf-8?Q?what?"
	  "?=",
		"what?", "a ? of its own" },
	{ "=?utf-8?Q?a_b=5Fc?=", "a b_c", "a blank and an underscore" },
	{ "=?utf-8?B?"
	  "?=x",
		"x", "nothing in it" },
	{ "=?utf-8?Q?a", "=?utf-8?Q?a", "no end" },
	{ "=?utf-8?X?a?=", "=?utf-8?X?a?=", "no such encoding" },
	{ "=?", "=?", "nothing but the sign" },
};

static void words_of_a_subject_are_decoded(void **state)
{
	(void)state;
	for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
		g_autofree char *mail =
			g_strdup_printf("Subject: %s\n\nx\n", CASES[i].value);
		AUTO(message) message = parse_text(mail);

		if (strcmp(message->subject, CASES[i].subject) != 0)
			fail_msg("%s: got «%s», expected «%s»", CASES[i].why,
				message->subject, CASES[i].subject);
	}
}

static void name_of_a_sender_is_decoded(void **state)
{
	(void)state;
	AUTO(message)
	message = parse_text("From: =?utf-8?Q?Andr=C3?= =?utf-8?Q?=A9_B=2C?="
			     " <a@example.com>\n\nx\n");
	const struct contact *from = g_ptr_array_index(message->from, 0);

	assert_string_equal(from->name, "André B,");
	assert_string_equal(from->address, "a@example.com");
}

/* What a word holds is a name, never another address. */
static void word_is_no_syntax(void **state)
{
	(void)state;
	AUTO(message)
	message = parse_text("From: =?utf-8?Q?x_<b=40example=2Ecom>=2C?="
			     " <a@example.com>\n\nx\n");

	assert_int_equal(message->from->len, 1);
	const struct contact *from = g_ptr_array_index(message->from, 0);

	assert_string_equal(from->address, "a@example.com");
}

static void rest_of_a_value_stays_as_it_is(void **state)
{
	(void)state;
	g_autofree char *words = encoded_words_to_utf8(
		"x =?nonsense?Q?=E5?= =?utf-8?Q?=C3=A5?= \xe5");

	assert_string_equal(
		words, "x =?nonsense?Q?=E5?= =?utf-8?b?w6U=?= \xe5");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_of_a_subject_are_decoded),
		cmocka_unit_test(name_of_a_sender_is_decoded),
		cmocka_unit_test(word_is_no_syntax),
		cmocka_unit_test(rest_of_a_value_stays_as_it_is),
	};

	message_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
