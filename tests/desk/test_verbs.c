/* The table of verbs: one meaning a word, and all words that people were
 * promised. */
#include "verbs.h"
#include "text.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <string.h>

static void no_word_means_two_verbs(void **state)
{
	const char *alias;

	(void)state;
	if (!verb_table_is_sound(&alias))
		fail_msg("%s", alias);
}

static void every_word_of_the_table_finds_its_verb(void **state)
{
	(void)state;
	for (int verb = VERB_NONE + 1; verb < VERB_COUNT; verb++) {
		const struct verb_row *row = verb_row((enum verb)verb);

		assert_int_equal(verb_find(row->info.name), verb);
		assert_true(g_str_has_prefix(row->info.usage, "#"));
		for (int i = 0; i < WORDS_COUNT; i++) {
			g_auto(GStrv) words =
				g_strsplit(row->words[i], " ", -1);

			for (gsize j = 0; words[j]; j++) {
				g_autofree char *folded = text_fold(words[j]);

				assert_string_equal(folded, words[j]);
				if (*words[j])
					assert_int_equal(
						verb_find(words[j]), verb);
			}
			if (row->shown[i])
				assert_int_equal(
					verb_find(row->shown[i]), verb);
		}
	}
}

/* The documented words. */
static void promised_words_are_understood(void **state)
{
	static const struct {
		enum verb verb;
		const char *words;
	} samples[] = {
		{ VERB_TAKE, "mine grab ta ta biorę wezmę" },
		{ VERB_ASSIGN, "to owner tilldela tildel przypisz" },
		{ VERB_ESCALATE, "esc eskalera eskaler eskaluj" },
		{ VERB_RETURN, "back återlämna returner zwróć" },
		{ VERB_HANDOVER, "överlämna overlever przekaż" },
		{ VERB_WAIT, "pending hold vänta vent czekaj" },
		{ VERB_OPEN, "öppna åpne otwórz" },
		{ VERB_RESOLVE, "solve solved fixed lös löst løs løst rozwiąż "
				"rozwiązane" },
		{ VERB_CLOSE, "closed done stäng stängt lukk lukket zamknij "
			      "zamknięte" },
		{ VERB_REOPEN, "återöppna gjenåpne wznów" },
		{ VERB_CANCEL, "avbryt avbryt anuluj" },
		{ VERB_DUPLICATE, "dup dubblett duplikat" },
		{ VERB_PRIORITY, "prio p1 p2 p3 p4 prioritet priorytet" },
		{ VERB_QUEUE, "kö kø kolejka" },
		{ VERB_TAG, "märk merk oznacz" },
		{ VERB_UNTAG, "avmärk avmerk odznacz" },
		{ VERB_NOTE,
			"internal private anteckning notis notat notatka" },
		{ VERB_REPLY, "public svar odpowiedź" },
		{ VERB_ASK, "question needinfo fråga spør zapytaj" },
		{ VERB_SEND, "skicka send wyślij" },
		{ VERB_UNDO, "ångra angre cofnij" },
		{ VERB_APPROVE, "ok godkänn godkjenn zatwierdź" },
		{ VERB_DENY, "reject avslå odrzuć" },
		{ VERB_YES, "works ja tak" },
		{ VERB_NO, "broken nej nei nie" },
		{ VERB_HELP, "commands hjälp hjelp pomoc" },
		{ VERB_LIST, "lista liste" },
		{ VERB_SHOW, "visa vis pokaż" },
		{ VERB_SEARCH, "sök søk szukaj" },
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(samples); i++) {
		g_auto(GStrv) words = g_strsplit(samples[i].words, " ", -1);

		for (gsize j = 0; words[j]; j++)
			if (verb_find(words[j]) != samples[i].verb)
				fail_msg("%s is %s", words[j],
					verb_word(verb_find(words[j]), "en"));
	}
}

static void what_is_no_verb_finds_none(void **state)
{
	static const char *const words[] = { "", " ", "close now", "vpn",
		"clos", "\xff", "#close" };

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
		assert_int_equal(verb_find(words[i]), VERB_NONE);
	assert_null(verb_info(VERB_NONE));
	assert_null(verb_info(VERB_COUNT));
}

static void people_see_the_word_of_their_language(void **state)
{
	(void)state;
	assert_string_equal(verb_word(VERB_CLOSE, "sv"), "stäng");
	assert_string_equal(verb_word(VERB_CLOSE, "nb"), "lukk");
	assert_string_equal(verb_word(VERB_CLOSE, "pl"), "zamknij");
	assert_string_equal(verb_word(VERB_CLOSE, "de"), "close");
	assert_string_equal(verb_word(VERB_CLOSE, NULL), "close");
	assert_string_equal(verb_word(VERB_SPAM, "sv"), "spam");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_word_means_two_verbs),
		cmocka_unit_test(every_word_of_the_table_finds_its_verb),
		cmocka_unit_test(promised_words_are_understood),
		cmocka_unit_test(what_is_no_verb_finds_none),
		cmocka_unit_test(people_see_the_word_of_their_language),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
