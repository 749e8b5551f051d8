/* What programs and servers write around a person's words: disclaimers,
 * separators, lines that name who is quoted. */
#include "class_case.h"

static void disclaimers_below_the_words_are_cut(void **state)
{
	static const struct class_case CASES[] = {
		{ "en",
			"It works.\n\nThis e-mail and any attachments are\n"
			"confidential and intended solely for the addressee.\n",
			"ooss" },
		{ "en, behind a rule",
			"It works.\n\nCONFIDENTIALITY NOTICE: The contents "
			"are\n"
			"intended for the named addressee only.\n\n"
			"Please consider the environment before printing.\n",
			"oossos" },
		{ "sv",
			"Hej\n\nDetta meddelande är konfidentiellt. Har du "
			"fått\n"
			"det av misstag, kontakta avsändaren.\n",
			"ooss" },
		{ "nb",
			"Hei\n\nDenne e-posten er kun ment for adressaten og "
			"kan\n"
			"inneholde konfidensiell informasjon.\n",
			"ooss" },
		{ "da",
			"Hej\n\nDenne e-mail er fortrolig. Har du modtaget "
			"den\n"
			"ved en fejl, så slet den.\n",
			"ooss" },
		{ "fi",
			"Hei\n\nTämä viesti on luottamuksellinen ja "
			"tarkoitettu\n"
			"vain vastaanottajalle.\n",
			"ooss" },
		{ "pl",
			"Hej\n\nNiniejsza wiadomość jest poufna i "
			"przeznaczona\n"
			"wyłącznie dla adresata.\n",
			"ooss" },
		{ "de",
			"Hallo\n\nDiese E-Mail enthält vertrauliche und/oder\n"
			"rechtlich geschützte Informationen.\n",
			"ooss" },
		{ "fr",
			"Bonjour\n\nCe message et ses pièces jointes sont\n"
			"confidentiels et destinés au seul destinataire.\n",
			"ooss" },
		{ "es",
			"Hola\n\nEste mensaje es confidencial y para uso de\n"
			"su destinatario.\n",
			"ooss" },
		{ "nl",
			"Hallo\n\nDit bericht is uitsluitend bestemd voor de\n"
			"geadresseerde.\n",
			"ooss" },
		{ "a scanner's", "Hi\n\nVirus-free. www.avast.com\n", "oos" },
		{ "above a quote",
			"Hi\n\nThis message is intended only for you.\n\n"
			"On 5 May 2017 at 12:22 A <a@b.se> wrote:\n> x\n",
			"oosoaq" },
		{ "a warning above",
			"CAUTION: This email originated from outside of the\n"
			"organization.\n\nIt works.\n",
			"ssoo" },
	};

	(void)state;
	check_classes(CASES, G_N_ELEMENTS(CASES));
}

static void words_like_a_disclaimer_are_kept(void **state)
{
	static const struct class_case CASES[] = {
		{ "one sign alone",
			"Hi\n\nThis email address does not work any more.\n",
			"ooo" },
		{ "words below it",
			"This e-mail was intended for the addressee, right?\n\n"
			"Anna\n",
			"ooo" },
		{ "in the middle of a paragraph",
			"Hi\nI got a virus. This message warned me.\n", "oo" },
		{ "a warning of the writer's",
			"Warning: the printer is on fire\n\nAnna\n", "ooo" },
	};

	(void)state;
	check_classes(CASES, G_N_ELEMENTS(CASES));
}

static void a_separator_above_marks_takes_nothing_else(void **state)
{
	static const struct class_case CASES[] = {
		{ "Proton",
			"Hi\n\n------- Original Message -------\n"
			"On Tuesday, January 7th, 2020 at 10:15, A <a@b.se> "
			"wrote:\n\n> x\n",
			"ooaaoq" },
		{ "Proton, long dashes",
			"Hi\n‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐\n> x\n", "oaq" },
		{ "an answer below",
			"-------- Original Message --------\n> x\n\nYes.\n",
			"aqoo" },
		{ "without marks", "Hi\n‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐\nx\n",
			"obb" },
	};

	(void)state;
	check_classes(CASES, G_N_ELEMENTS(CASES));
}

static void what_names_a_writer_right_above_marks_is_an_attribution(
	void **state)
{
	static const struct class_case CASES[] = {
		{ "Horde", "Quoting Anna <a@b.se>:\n\n> x\nyes\n", "aoqo" },
		{ "Squirrelmail", "* Anna <a@b.se> [2020-01-07 10:15]:\n> x\n",
			"aq" },
		{ "Apple Mail in Finnish",
			"hei\nAnna kirjoitti 7.1.2020 klo 10.15:\n> x\n",
			"oaq" },
		{ "Gmail in Japanese",
			"はい\n2020年1月7日(火) 10:15 Anna <a@b.se>:\n> x\n",
			"oaq" },
		{ "K-9",
			"hej\nAnna <a@b.se> skrev: (7 januari 2020 10:15)\n> "
			"x\n",
			"oaq" },
		{ "no quote, no attribution",
			"Please write to Anna <a@b.se>:\nshe knows\n", "oo" },
		{ "Gmail without an address",
			"hi\n\n2016-03-03 17:21 GMT+01:00 Some One\n\nAfter\n",
			"oobbb" },
	};

	(void)state;
	check_classes(CASES, G_N_ELEMENTS(CASES));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(disclaimers_below_the_words_are_cut),
		cmocka_unit_test(words_like_a_disclaimer_are_kept),
		cmocka_unit_test(a_separator_above_marks_takes_nothing_else),
		cmocka_unit_test(
			what_names_a_writer_right_above_marks_is_an_attribution),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
