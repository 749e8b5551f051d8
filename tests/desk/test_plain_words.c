/* What a requester says in plain words: understood where it is plain, and
 * never taken for a yes where it is not. */
#include "plain_words.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

struct case_of {
	const char *own;
	enum plain expected;
};

/* What the ticket is about. */
#define SUBJECT "The printer sometimes stops, skrivaren, skriveren, drukarka"

static void check(const struct case_of *cases, gsize count)
{
	for (gsize i = 0; i < count; i++) {
		enum plain got =
			plain_answer(cases[i].own, "Alice Svensson", SUBJECT);

		if (got != cases[i].expected)
			fail_msg("«%s» is %d, expected %d", cases[i].own,
				(int)got, (int)cases[i].expected);
	}
}

static void a_plain_yes_is_a_yes(void **state)
{
	static const struct case_of cases[] = {
		{ "yes it works, thanks!", PLAIN_YES },
		{ "Yes.", PLAIN_YES },
		{ "It works now. Thank you very much!", PLAIN_YES },
		{ "Everything works as it should, thanks for the quick help",
			PLAIN_YES },
		{ "Hi Anna,\n\nthat fixed it, thanks!\n\nBest regards\nAlice\n",
			PLAIN_YES },
		{ "Problem solved", PLAIN_YES },
		{ "The problem is solved, thank you.", PLAIN_YES },
		{ "The printer works again, thanks", PLAIN_YES },
		{ "Please close the ticket", PLAIN_YES },
		{ "Yes please close", PLAIN_YES },
		{ "Tack, nu fungerar skrivaren igen!", PLAIN_YES },
		{ "Problemet är löst", PLAIN_YES },
		{ "Det löste sig, tack", PLAIN_YES },
		{ "Ni kan stänga ärendet", PLAIN_YES },
		{ "Skriveren virker nå, takk", PLAIN_YES },
		{ "Dere kan lukke saken", PLAIN_YES },
		{ "Drukarka już działa, dziękuję", PLAIN_YES },
		{ "Problem został rozwiązany", PLAIN_YES },
		{ "Tak, wszystko w porządku", PLAIN_YES },
		{ "Można zamknąć zgłoszenie", PLAIN_YES },
		{ "ja, tack", PLAIN_YES },
		{ "Ja tack!", PLAIN_YES },
		{ "Nu fungerar den igen, tack!", PLAIN_YES },
		{ "Hej!\n\nJa, nu funkar allt som det ska.\n\nMvh Alice",
			PLAIN_YES },
		{ "Det är löst. Tack för hjälpen!\nAlice", PLAIN_YES },
		{ "Ja, det virker nå. Tusen takk for hjelpen!", PLAIN_YES },
		{ "Alt i orden", PLAIN_YES },
		{ "Nå fungerer det igjen :-)", PLAIN_YES },
		{ "tak, działa", PLAIN_YES },
		{ "Dziękuję, już działa!", PLAIN_YES },
		{ "Dzień dobry,\nteraz wszystko działa jak należy. Dziękuję za "
		  "pomoc.\nPozdrawiam\nAlice Svensson",
			PLAIN_YES },
	};

	(void)state;
	check(cases, G_N_ELEMENTS(cases));
}

static void a_plain_no_is_a_no(void **state)
{
	static const struct case_of cases[] = {
		{ "No", PLAIN_NO },
		{ "No, same error as before.", PLAIN_NO },
		{ "It doesn't work", PLAIN_NO },
		{ "Still the same problem", PLAIN_NO },
		{ "Sorry, but it is not working at all", PLAIN_NO },
		{ "nej, fortfarande samma fel", PLAIN_NO },
		{ "Det funkar fortfarande inte. Kan ni ringa?", PLAIN_NO },
		{ "fungerer fortsatt ikke", PLAIN_NO },
		{ "Nei, dessverre.", PLAIN_NO },
		{ "nie działa", PLAIN_NO },
		{ "Niestety nadal nie działa.", PLAIN_NO },
		{ "Nie, ciągle ten sam błąd", PLAIN_NO },
	};

	(void)state;
	check(cases, G_N_ELEMENTS(cases));
}

static void what_may_be_a_yes_is_none(void **state)
{
	static const struct case_of cases[] = {
		{ "Yes, but the printer is slow", PLAIN_NONE },
		{ "Yes?", PLAIN_NONE },
		{ "Yes help", PLAIN_NONE },
		{ "ok, help again", PLAIN_NONE },
		{ "Yes the printer stops", PLAIN_NONE },
		{ "The printer sometimes works", PLAIN_NONE },
		{ "Sometimes works", PLAIN_NONE },
		{ "The scanner works", PLAIN_NONE },
		{ "The printer works and stops", PLAIN_NONE },
		{ "Problem", PLAIN_NONE },
		{ "Yes, problem", PLAIN_NONE },
		{ "Can you close it?", PLAIN_NONE },
		{ "Do not close the ticket", PLAIN_NONE },
		{ "It works now, but only sometimes", PLAIN_NONE },
		{ "It almost works", PLAIN_NONE },
		{ "Is it fixed now", PLAIN_NONE },
		{ "Fungerar det nu", PLAIN_NONE },
		{ "It worked yesterday", PLAIN_NONE },
		{ "It works if I restart", PLAIN_NONE },
		{ "It should work", PLAIN_NONE },
		{ "I lost it", PLAIN_NONE },
		{ "No, it works now!", PLAIN_NONE },
		{ "Please call me", PLAIN_NONE },
		{ "Ja, men skrivaren är långsam", PLAIN_NONE },
		{ "Ja, det fungerar ibland", PLAIN_NONE },
		{ "Ja, fungerer bare på PC-en", PLAIN_NONE },
		{ "Tak, ale drukarka jest wolna", PLAIN_NONE },
		{ "Tak samo jak wczoraj", PLAIN_NONE },
		{ "Czy to działa", PLAIN_NONE },
		{ "tak\n#close", PLAIN_NONE },
		{ "", PLAIN_NONE },
		{ "\xff\xfe", PLAIN_NONE },
		{ "Now", PLAIN_NONE },
	};

	(void)state;
	check(cases, G_N_ELEMENTS(cases));
}

static void praise_and_thanks_say_neither(void **state)
{
	static const struct case_of cases[] = {
		{ "OK", PLAIN_FINE },
		{ "\xf0\x9f\x91\x8d", PLAIN_FINE },
		{ "\xf0\x9f\x91\x8d\xf0\x9f\x8f\xbd \xf0\x9f\x98\x8a",
			PLAIN_FINE },
		{ "Perfekt, tack", PLAIN_FINE },
		{ "Great, thank you!", PLAIN_FINE },
		{ "Tak for help", PLAIN_FINE },
		{ "Ja dziękuję", PLAIN_FINE },
		{ "Super, dzięki", PLAIN_FINE },
	};

	(void)state;
	check(cases, G_N_ELEMENTS(cases));
}

static void a_long_text_is_no_plain_answer(void **state)
{
	g_autoptr(GString) text = g_string_new(NULL);

	(void)state;
	for (guint i = 0; i < 50; i++)
		g_string_append(text, "yes ");
	assert_int_equal(plain_answer(text->str, NULL, NULL), PLAIN_NONE);
	for (guint i = 0; i < 50; i++)
		g_string_append(text, "no it does not work ");
	assert_int_equal(plain_answer(text->str, NULL, NULL), PLAIN_NONE);
}

static void a_yes_may_be_taken_back_below(void **state)
{
	(void)state;
	assert_false(plain_takes_back("Yes"));
	assert_false(plain_takes_back("Ja\n\nTack för hjälpen!"));
	assert_true(plain_takes_back("Ja\n\nMen skrivaren är trasig."));
	assert_true(plain_takes_back("Yes\nwhen will the other one come?"));
	assert_true(plain_takes_back("Tak\nale drukarka nie drukuje"));
}

static void a_mark_is_a_digit_a_word_or_stars(void **state)
{
	static const struct {
		const char *own;
		guint expected;
	} cases[] = {
		{ "4", 4 },
		{ " 5!", 5 },
		{ "4/5", 4 },
		{ "3 av 5", 3 },
		{ "2 z 5", 2 },
		{ "5, tack!", 5 },
		{ "Very good, thanks", 5 },
		{ "bra", 4 },
		{ "Inte bra", 2 },
		{ "bardzo dobrze, dziękuję", 5 },
		{ "fatalnie", 1 },
		{ "\xe2\x98\x85\xe2\x98\x85\xe2\x98\x85\xe2\x98\x86", 3 },
		{ "Hej!\n\n4\n\nMvh Alice", 4 },
		{ "0", 0 },
		{ "6", 0 },
		{ "45", 0 },
		{ "4 printers are broken", 0 },
		{ "bra men dyrt", 0 },
		{ "good?", 0 },
		{ "1 2 3", 0 },
		{ "", 0 },
		{ "thanks", 0 },
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		guint got = plain_rating(cases[i].own, "Alice Svensson");

		if (got != cases[i].expected)
			fail_msg("«%s» is %u, expected %u", cases[i].own, got,
				cases[i].expected);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_plain_yes_is_a_yes),
		cmocka_unit_test(a_plain_no_is_a_no),
		cmocka_unit_test(what_may_be_a_yes_is_none),
		cmocka_unit_test(praise_and_thanks_say_neither),
		cmocka_unit_test(a_long_text_is_no_plain_answer),
		cmocka_unit_test(a_yes_may_be_taken_back_below),
		cmocka_unit_test(a_mark_is_a_digit_a_word_or_stars),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
