/* format=flowed (RFC 3676): soft line ends are joined, quotes by their depth.
 */
#include "mail.h"
#include "flowed.h"

static const struct {
	const char *text;
	gboolean delsp;
	const char *joined;
	const char *why;
} CASES[] = {
	{ "", FALSE, "", "nothing" },
	{ "one \ntwo\n", FALSE, "one two\n", "a soft end" },
	{ "one \r\ntwo\r\n", FALSE, "one two\n", "CRLF" },
	{ "one\ntwo\n", FALSE, "one\ntwo\n", "hard ends" },
	{ "one \ntwo\n", TRUE, "onetwo\n", "DelSp" },
	{ " >no quote\n", FALSE, ">no quote\n", "a stuffed line" },
	{ "  two\n", FALSE, " two\n", "only one blank was stuffed" },
	{ "> one \n> two\n", FALSE, "> one two\n", "a quote" },
	{ ">one \n>two\n", FALSE, "> one two\n", "a quote without blanks" },
	{ "> one \ntwo\n", FALSE, "> one \ntwo\n", "another depth ends it" },
	{ ">> a \n>> b\n> c\n", FALSE, "> > a b\n> c\n", "two depths" },
	{ "text \n-- \nAnna\n", FALSE, "text \n-- \nAnna\n",
		"the signature's mark ends and joins nothing" },
	{ "> -- \n> Anna\n", FALSE, "> -- \n> Anna\n", "one in a quote" },
	{ "one ", FALSE, "one \n", "a soft end at the end" },
	{ " \n \n", FALSE, "\n\n", "stuffed empty lines" },
};

static void soft_lines_are_joined(void **state)
{
	(void)state;
	for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
		g_autofree char *joined =
			flowed_join(CASES[i].text, CASES[i].delsp);

		if (strcmp(joined, CASES[i].joined) != 0)
			fail_msg("%s: got «%s»", CASES[i].why, joined);
	}
}

static void only_a_part_that_says_so_is_joined(void **state)
{
	(void)state;
	AUTO(message)
	plain = parse_text("Content-Type: text/plain\n\n"
			   "one \ntwo\n");
	AUTO(message)
	flowed = parse_text(
		"Content-Type: text/plain; FORMAT=Flowed; delsp=YES\n\n"
		"one \ntwo\n");

	assert_string_equal(plain->text, "one\ntwo\n");
	assert_string_equal(flowed->text, "onetwo\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(soft_lines_are_joined),
		cmocka_unit_test(only_a_part_that_says_so_is_joined),
	};

	message_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
