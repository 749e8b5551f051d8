/* Amounts as people write them, and what an approver's words mean. */
#include "approval_mail.h"
#include "conf.h"
#include "money.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

static const char RULES[] = "[desk]\naddress = help@example.com\n"
			    "[approval \"purchase\"]\n"
			    "approver = chef@example.com\n"
			    "limit = 10000 SEK\n";

static struct rules *rules_new(void)
{
	g_autoptr(GPtrArray) errors = conf_errors_new();
	struct rules *rules =
		conf_parse_rules("desk.conf", RULES, strlen(RULES), errors);

	assert_non_null(rules);
	return rules;
}

static GPtrArray *words_of(const char *text)
{
	g_auto(GStrv) list = g_strsplit(text, " ", -1);
	GPtrArray *words = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; list[i]; i++)
		g_ptr_array_add(words, g_strdup(list[i]));
	return words;
}

static void amounts_are_read_without_floating_point(void **state)
{
	static const struct {
		const char *why, *text;
		guint used;
		guint64 hundredths;
		const char *currency;
	} cases[] = {
		{ "plain", "8900 SEK", 2, 890000, "SEK" },
		{ "right behind", "8900SEK for it", 1, 890000, "SEK" },
		{ "thousands apart", "8 900 kr", 3, 890000, "SEK" },
		{ "points as in Norway", "8.900 NOK", 2, 890000, "NOK" },
		{ "commas as in England", "8,900.50 GBP", 2, 890050, "GBP" },
		{ "hundredths behind a comma", "8900,5 kr", 2, 890050, "SEK" },
		{ "millions", "1 234 567,89 EUR", 4, 123456789, "EUR" },
		{ "Polish", "450 z\xc5\x82", 2, 45000, "PLN" },
		{ "no currency", "8900 because", 1, 890000, "" },
		{ "a number behind it is not its own", "8900 100 chairs", 1,
			890000, "" },
		{ "nothing", "because", 0, 0, "" },
		{ "zero is no amount", "0 SEK", 0, 0, "" },
		{ "no sign", "-5 SEK", 0, 0, "" },
		{ "three hundredths", "5.1234 SEK", 0, 0, "" },
		{ "two separators for one", "1.234,567 SEK", 0, 0, "" },
		{ "more than anybody has", "12345678901234567890 SEK", 0, 0,
			"" },
		{ "an unknown unit", "5abc", 0, 0, "" },
	};
	AUTO(rules) rules = rules_new();

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GPtrArray) words = words_of(cases[i].text);
		struct money money;
		guint used = money_read(words, 0, rules, &money);

		print_message("%s\n", cases[i].why);
		assert_int_equal(used, cases[i].used);
		if (!used)
			continue;
		assert_int_equal(money.hundredths, cases[i].hundredths);
		assert_string_equal(money.currency, cases[i].currency);
	}
}

static void above_a_limit_is_above_it_by_a_hundredth(void **state)
{
	struct money money = { .hundredths = 1000000, .currency = "SEK" };

	(void)state;
	assert_false(money_is_above(&money, 10000, "SEK"));
	money.hundredths++;
	assert_true(money_is_above(&money, 10000, "SEK"));
	money.hundredths = 1;
	assert_true(money_is_above(&money, 10000, "EUR"));
	money.hundredths = 0;
	assert_false(money_is_above(&money, 10000, "SEK"));
}

static void an_approver_needs_no_syntax(void **state)
{
	static const struct {
		const char *text;
		enum verb verb;
		const char *reason;
	} cases[] = {
		{ "approve", VERB_APPROVE, "" },
		{ "#approve the cheap one", VERB_APPROVE, "the cheap one" },
		{ "Godkänn", VERB_APPROVE, "" },
		{ "Godkänt!", VERB_APPROVE, "" },
		{ "ok", VERB_APPROVE, "" },
		{ "Ja, det går bra.", VERB_APPROVE, "det går bra." },
		{ "nej, för dyrt", VERB_DENY, "för dyrt" },
		{ "Nei.\n\nVi har ikke råd.", VERB_DENY, "Vi har ikke råd." },
		{ "\n\nOdrzuć", VERB_DENY, "" },
		{ "Nie zgadzam się: za drogo", VERB_DENY, "za drogo" },
		{ "zatwierdzam", VERB_APPROVE, "" },
		{ "Not approved", VERB_DENY, "" },
		{ "#neka", VERB_NONE, "" },
		{ "#deny: too dear", VERB_DENY, "too dear" },
		{ "#delegate vd@example.com", VERB_DELEGATE, "vd@example.com" },
		{ "ok to wait until Friday", VERB_NONE, "" },
		{ "No problem, go ahead", VERB_NONE, "" },
		{ "Yes, but not this one", VERB_NONE, "" },
		{ "Yes?", VERB_NONE, "" },
		{ "Ja, om den är begagnad", VERB_NONE, "" },
		{ "What is it for?\n\napprove", VERB_NONE, "" },
		{ "", VERB_NONE, "" },
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct approval_answer answer;

		print_message("%s\n", cases[i].text);
		approval_answer_read(&answer, cases[i].text);
		assert_int_equal(answer.verb, cases[i].verb);
		assert_string_equal(answer.reason, cases[i].reason);
		approval_answer_clear(&answer);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(amounts_are_read_without_floating_point),
		cmocka_unit_test(above_a_limit_is_above_it_by_a_hundredth),
		cmocka_unit_test(an_approver_needs_no_syntax),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
