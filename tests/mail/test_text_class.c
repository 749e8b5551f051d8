/* Whose words a line is. Classes are written as one letter a line:
 * o own, q marked quote, a attribution, b below, s signature, f forward. */
#include "class_case.h"

static void marked_quotes_go_line_by_line(void **state)
{
	static const struct class_case CASES[] = {
		{ "no text has no lines", "", "" },
		{ "a last line without LF counts", "a\nb", "oo" },
		{ "top-posted",
			"hej\n\nOn 1 May 2026, at 10:00, A wrote:\n> x\n",
			"ooaq" },
		{ "bottom-posted",
			"On 1 May 2026, at 10:00, A wrote:\n> x\n\nmy answer\n",
			"aqoo" },
		{ "inline", "Anna <a@b.se> skrev:\n> one?\nyes\n> two?\nno\n",
			"aqoqo" },
		{ "marks without blank, nested", ">a\n>>b\n> > c\n", "qqq" },
		{ "a mark behind three blanks", "   > a\nb\n", "qo" },
		{ "a wrapped address is no quote",
			"ja\n\nOn 1 May 2026 18:00, \"A\" <a@b.example\n>"
			" wrote:\n> x\n",
			"ooaaq" },
		{ "our separator behind marks is a quote like any",
			"> === Reply above ===\n> x\nmine\n", "qqo" },
	};

	(void)state;
	CHECK(CASES);
}

static void attributions_of_all_clients_are_known(void **state)
{
	static const char *const LINES[] = {
		"On Wed, Sep 25, 2013, at 03:57 PM, Anna Berg wrote:",
		"On 8 May 2017 17:34, \"Anna\" <anna@example.com> wrote:",
		"On Thu, Jun 20, 2013 at 4:18 PM, Anna via Desk <\n"
		"help@example.com> wrote:",
		"On Wed, Jan 27, 2016 at 10:48 PM,\nAnna <a@example.com>\n"
		"wrote:",
		"---- On Tue, 22 Dec 2015 14:17:36 +0530 Anna<a@example.com>"
		" wrote ----",
		"At 6/16/2016 08:32 PM, you wrote:",
		"Anna Berg <anna@example.com> wrote:",
		"Den ons 5 juni 2019 kl 14:04 skrev Anna <a@example.com>:",
		"Den 2017-06-05 kl. 12:22, skrev Anna Berg:",
		"5 juni 2017 kl. 12:22 skrev Anna <a@example.com>:",
		"tis 5 nov. 2019 kl. 14:04 skrev Anna <a@example.com>:",
		"Den 15. jun. 2016 kl. 20.42 skrev Anna <a@example.com>:",
		"tir. 5. nov. 2019 kl. 14:04 skrev Anna <a@example.com>:",
		"Den tir. 5. nov. 2019 kl. 14.04 skrev Anna <a@example.com>:",
		"På ons, 5. jun 2019 kl 14:04, skrev Anna:",
		"ma 5. kesäk. 2017 klo 12.22 Anna (a@example.com) kirjoitti:",
		"Anna Berg <a@example.com> kirjoitti 5.6.2017 kello 12.22:",
		"W dniu 2017-06-05 o 12:22, Anna pisze:",
		"pon., 5 cze 2017 o 12:22 Anna <a@example.com> napisał(a):",
		"Wiadomość napisana przez Anna <a@example.com> w dniu 5 cze"
		" 2017, o godz. 12:22:",
		"Dnia 14 lip 2015 o godz. 00:25 Anna <a@example.com>"
		" napisał(a):",
		"Am 05.06.2017 um 12:22 schrieb Anna Berg:",
		"Anna <a@example.com> schrieb am Fr., 28.\nApr. 2017 um 11:53"
		" Uhr:",
		"Le lun. 5 juin 2017 à 12:22, Anna <a@example.com> a écrit :",
		"Le 4 janv. 2016 19:03, \"Anna\"\n<a@example.com>\na écrit :",
		"El lun, 5 jun 2017 a las 12:22, Anna (<a@example.com>)"
		" escribió:",
		"Op 2 feb. 2015 om 05:28 heeft Anna <a@example.com> het"
		" volgende geschreven:",
		"Op 16 aug. 2014 05:13 schreef \"Anna\" <a@example.com> het\n"
		"volgende geschreven:",
		"2016-10-24 15:36 GMT+02:00 Anna Berg <\na@example.com>:",
	};
	guint wrong = 0;

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(LINES); i++) {
		g_autofree char *text =
			g_strconcat("own\n\n", LINES[i], "\n\n> x\n", NULL);
		g_autofree char *got = classes_of(text, strlen(text));
		gsize length = strlen(got);

		if (strncmp(got, "ooa", 3) != 0 ||
			strspn(got + 2, "a") != length - 4 ||
			strcmp(got + length - 2, "oq") != 0) {
			print_error("%s: %s\n", LINES[i], got);
			wrong++;
		}
	}
	assert_int_equal(wrong, 0);
}

static void own_sentences_are_no_attributions(void **state)
{
	static const struct class_case CASES[] = {
		{ "no verb", "Please see the list from 2016:\nx\n", "oo" },
		{ "no date", "On this day\n\nI wrote something\n\n:\n",
			"ooooo" },
		{ "a log line",
			"it says\n2026-11-22 10:00 GMT+01:00 server down\nx\n",
			"ooo" },
		{ "the line above stays",
			"Den här skrivaren krånglar i 12 dagar nu.\n"
			"Den 5 juni 2017 kl. 12:22 skrev Anna:\n> x\n",
			"oaq" },
		{ "a vague one cuts nothing that bears no marks",
			"hej\nOn Monday 5 you wrote:\nsee below\n", "oao" },
		{ "an answer below an unmarked quote is kept",
			"On 8 May 2017 17:34, \"A\" <a@b.se> wrote:\n\nx\n",
			"aoo" },
	};

	(void)state;
	CHECK(CASES);
}

static void a_name_above_a_quote_is_an_attribution(void **state)
{
	static const struct class_case CASES[] = {
		{ "without a date", "Jim Paris wrote:\n> x\nyes\n", "aqo" },
		{ "a blank line between", "Anna skrev:\n\n> x\n", "aoq" },
		{ "behind a date", "On 6 May 2026, Anna said:\n> x\n", "aq" },
		{ "no quote below", "Jim Paris wrote:\nx\n", "oo" },
		{ "a sentence", "I disagree with what you wrote:\n> x\n",
			"oq" },
		{ "a long sentence",
			"Only yesterday the man from the shop said:\n> x\n",
			"oq" },
	};

	(void)state;
	CHECK(CASES);
}

static void odd_marks_count_behind_an_attribution(void **state)
{
	static const struct class_case CASES[] = {
		{ "a bar",
			"hej\nOn 1 May 2026, at 10:00, A wrote:\n| x\n|\nno\n",
			"oaqqo" },
		{ "a number sign",
			"hej\nOn 1 May 2026, at 10:00, A wrote:\n# x\n#\n\n"
			"no\n",
			"oaqqoo" },
		{ "initials, also further down",
			"hej\nOn 1 May 2026, at 10:00, A wrote:\n\nAB> x\nno\n"
			"AB> y\n",
			"oaoqoq" },
		{ "a prompt is no mark", "C> dir\n# ls\n| x |\n", "ooo" },
		{ "a word between attribution and quote",
			"hej\nOn 1 May 2026, at 10:00, A wrote:\n[...]\n> x\n"
			"no\n",
			"oaoqo" },
		{ "arrows",
			"a\n-> On 1 May 2026 at 14:31, A wrote:\n-> > x\nno\n",
			"oooo" },
	};

	(void)state;
	CHECK(CASES);
}

static void unmarked_quotes_go_with_all_below(void **state)
{
	static const struct class_case CASES[] = {
		{ "our separator",
			"#close\n\n=== Write above this line ===\n#close\n",
			"oobb" },
		{ "Outlook, rule and block",
			"hej\n________________________________\nFrom: A\n"
			"Sent: x\nTo: b\nSubject: c\n\n#close\n",
			"obbbbbbb" },
		{ "no blank line before it",
			"hej\nFrom: A\nSent: x\nTo: b\nSubject: c\nx\n",
			"obbbbb" },
		{ "bold labels and blank lines between",
			"hej\n\n*From:* A\n\n*Sent:* x\n\n*To:* "
			"b\n\n*Subject:* "
			"c\nx\n",
			"oobbbbbbbb" },
		{ "folded values",
			"hej\nFrom: A\nTo: b; c;\n   d\nSubject: c\nx\n",
			"obbbbb" },
		{ "separator of old", "hej\n-----Original Message-----\nx\n",
			"obb" },
		{ "Proton", "hej\n\n------- Original Message -------\nx\n",
			"oobb" },
		{ "attribution above unmarked text",
			"hej\nOn 1 May 2026, at 10:00, A wrote:\n\nx\n#close\n",
			"obbbb" },
		{ "bars behind an attribution",
			"hej\n2013/7/20 A <a@b.se>\n\n| x\n|\n", "oaoqq" },
	};

	(void)state;
	CHECK(CASES);
}

static void header_blocks_of_all_languages_are_known(void **state)
{
	static const char *const BLOCKS[][4] = {
		{ "From", "Sent", "To", "Subject" },
		{ "From", "Date", "To", "Subject" },
		{ "Från", "Skickat", "Till", "Ämne" },
		{ "Från", "Datum", "Till", "Ämne" },
		{ "Fra", "Sendt", "Til", "Emne" },
		{ "Fra", "Dato", "Til", "Emne" },
		{ "Lähettäjä", "Lähetetty", "Vastaanottaja", "Aihe" },
		{ "Od", "Wysłano", "Do", "Temat" },
		{ "Od", "Data", "Do", "Temat" },
		{ "Von", "Gesendet", "An", "Betreff" },
		{ "Von", "Datum", "An", "Betreff" },
		{ "De", "Envoyé", "À", "Objet" },
		{ "De ", "Date ", "À ", "Objet " },
		{ "De", "Enviado", "Para", "Asunto" },
		{ "De", "Fecha", "Para", "Asunto" },
		{ "Van", "Verzonden", "Aan", "Onderwerp" },
		{ "*Van", "*Datum", "*Aan", "*Onderwerp" },
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(BLOCKS); i++) {
		const char *const *b = BLOCKS[i];
		g_autofree char *text = g_strdup_printf(
			"own\n%s: A\n%s: x\n%s: b\n%s: c\n\nx\n", b[0], b[1],
			b[2], b[3]);
		g_autofree char *got = classes_of(text, strlen(text));

		if (strcmp(got, "obbbbbb") != 0)
			print_error("%s: %s\n", b[0], got);
		assert_string_equal(got, "obbbbbb");
	}
}

static void a_form_somebody_fills_in_is_no_header_block(void **state)
{
	static const struct class_case CASES[] = {
		{ "a journey", "From: Oslo\nTo: Bergen\nDate: Friday\nthanks\n",
			"oooo" },
		{ "two labels",
			"Subject: printer\nTo: whom it may concern\nx\n",
			"ooo" },
		{ "far apart",
			"From: me\na\nb\nc\nTo: x\nd\ne\nf\nSubject: z\n",
			"ooooooooo" },
	};

	(void)state;
	CHECK(CASES);
}

static void signatures_are_told_from_own_words(void **state)
{
	static const struct class_case CASES[] = {
		{ "RFC 3676", "hej\n-- \nAnna\nIT\n", "osss" },
		{ "its blank lost", "hej\n--\nAnna\n", "oss" },
		{ "a long text below two dashes is its writer's",
			"a\n--\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n",
			"ooooooooooooooo" },
		{ "a quote below it stays a quote",
			"hej\n-- \nAnna\n\nDnia 14 lip 2015 o godz. 00:25 A"
			" napisał(a):\n\n> x\n",
			"osssaoq" },
		{ "phones", "hej\n\nSent from my iPhone\n", "oos" },
		{ "phone, sv", "hej\nSkickat från min iPhone\n", "os" },
		{ "phone, nb", "hej\nSendt fra min iPad\n", "os" },
		{ "phone, pl", "hej\nWysłane z iPhone'a\n", "os" },
		{ "phone, fi", "hej\nLähetetty iPhonesta\n", "os" },
		{ "phone, de", "hej\nVon meinem iPhone gesendet\n", "os" },
		{ "phone, fr", "hej\nEnvoyé de mon iPhone\n", "os" },
		{ "phone, es", "hej\nEnviado desde mi iPhone\n", "os" },
		{ "phone, nl", "hej\nVerstuurd vanaf mijn iPhone\n", "os" },
		{ "Outlook, sv", "hej\nHämta Outlook för iOS\n", "os" },
		{ "Outlook, en",
			"hej\nGet Outlook for iOS<https://aka.ms/o0ukef>\n",
			"os" },
		{ "Proton", "hej\nSent with Proton Mail secure email.\n",
			"os" },
		{ "above the quote",
			"hej\nSkickat från min iPhone\n\n1 maj 2026 kl. 10:00 "
			"skrev A <a@b.se>:\n\n> x\n",
			"osoaoq" },
		{ "a sentence that begins so",
			"Sent from the office by mail,\nit never came\n",
			"oo" },
	};

	(void)state;
	CHECK(CASES);
}

static void what_stands_behind_a_long_signature_is_kept(void **state)
{
	g_autoptr(GString) text = g_string_new("hej\n-- \nAnna\n\n");
	g_autofree char *got = NULL;

	(void)state;
	for (guint i = 0; i < 40; i++)
		g_string_append(text, "+ a patch\n");
	got = classes_of(text->str, text->len);
	assert_int_equal(strspn(got, "o"), 1);
	assert_int_equal(strspn(got + 1, "s"), 2);
	assert_int_equal(strspn(got + 3, "o"), 41);
}

static void forwards_go_from_the_mark_to_the_end(void **state)
{
	static const struct class_case CASES[] = {
		{ "Gmail",
			"see\n\n---------- Forwarded message ---------\n"
			"From: A\n\nx\n",
			"ooffff" },
		{ "Apple", "see\n\nBegin forwarded message:\n\nFrom: A\n",
			"oofff" },
		{ "Apple, behind marks",
			"see\n\n> Begin forwarded message:\n>\n> From: A\n",
			"oofff" },
		{ "German", "s\n-------- Weitergeleitete Nachricht --------\nx",
			"off" },
		{ "Swedish", "s\n---- Vidarebefordrat meddelande ----\nx",
			"off" },
		{ "Norwegian", "s\n-------- Videresendt melding --------\nx",
			"off" },
		{ "Polish", "s\n---------- Przekazana wiadomość ----------\nx",
			"off" },
		{ "inside of a quote it is the quote's",
			"s\nA <a@b.se> wrote:\n> x\n> ------ Forwarded message "
			"------\n> y\n",
			"oaqqq" },
	};

	(void)state;
	CHECK(CASES);
}

static void a_forward_is_told_from_a_reply(void **state)
{
	static const struct {
		const char *subject, *text;
		gboolean is_forward;
	} CASES[] = {
		{ "x", "a\n---------- Forwarded message ----------\nx\n",
			TRUE },
		{ "x", "> Begin forwarded message:\n> x\n", TRUE },
		{ "FW: x", "a\nFrom: A\nSent: b\nTo: c\nSubject: x\n", TRUE },
		{ "RE: x", "a\nFrom: A\nSent: b\nTo: c\nSubject: x\n", FALSE },
		{ "VB: x", "a\nFrån: A\nSkickat: b\nTill: c\nÄmne: x\n", TRUE },
		{ "FW: x", "a\n", FALSE },
		{ "VS: x", "a\nFra: A\nSendt: b\nTil: c\nEmne: x\n", TRUE },
		{ "VS: x",
			"a\nLähettäjä: A\nLähetetty: b\nVastaanottaja: c\n"
			"Aihe: x\n",
			FALSE },
		{ "Re: x", "A <a@b.se> wrote:\n> -- Forwarded message --\n",
			FALSE },
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
		if (text_is_forward(CASES[i].text, CASES[i].subject) !=
			CASES[i].is_forward)
			print_error(
				"%s / %s\n", CASES[i].subject, CASES[i].text);
		assert_int_equal(
			text_is_forward(CASES[i].text, CASES[i].subject),
			CASES[i].is_forward);
	}
}

static void a_thank_you_is_short_and_asks_nothing(void **state)
{
	static const struct {
		const char *own;
		gboolean is_thanks;
	} CASES[] = {
		{ "Tack!\n", TRUE },
		{ "Nu fungerar den igen, tack!\n", TRUE },
		{ "Thank you so much, it works now.\n\nAlice\n", TRUE },
		{ "Tusen takk for hjelpen!", TRUE },
		{ "Dziękuję bardzo!", TRUE },
		{ "Mange tak", TRUE },
		{ "Tak", FALSE }, /* yes in Polish */
		{ "Tack, men den fungerar inte.", FALSE },
		{ "Thanks, but it is still broken", FALSE },
		{ "Thanks in advance for a new keyboard", FALSE },
		{ "Tack! När kommer den nya?", FALSE },
		{ "Proszę o reset hasła, dziękuję", FALSE },
		{ "It works", FALSE },
		{ "", FALSE },
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
		if (text_is_thanks(CASES[i].own) != CASES[i].is_thanks)
			print_error("%s\n", CASES[i].own);
		assert_int_equal(
			text_is_thanks(CASES[i].own), CASES[i].is_thanks);
	}
}

static void languages_are_told_by_common_words(void **state)
{
	static const char *const CASES[][2] = {
		{ "The printer on floor 3 does not print, can you help?",
			"en" },
		{ "Skrivaren på plan 3 fungerar inte, kan ni hjälpa mig?",
			"sv" },
		{ "Skriveren fungerer ikke, kan dere hjelpe meg?", "nb" },
		{ "Drukarka na trzecim piętrze nie działa, proszę o pomoc",
			"pl" },
		{ "Hej!\n\nMin dator startar inte.", "sv" },
		{ "Error 0x80070005", NULL },
		{ "", NULL },
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
		const char *got = text_language(CASES[i][0]);

		if (g_strcmp0(got, CASES[i][1]) != 0)
			print_error("%s: %s\n", CASES[i][0], got ? got : "-");
		assert_int_equal(g_strcmp0(got, CASES[i][1]), 0);
	}
}

static void subjects_are_bared_for_comparison(void **state)
{
	static const char *const CASES[][2] = {
		{ "Printer", "Printer" },
		{ "Re: Printer", "Printer" },
		{ "RE: FW: Sv:  VS: Printer", "Printer" },
		{ "Re[2]: AW: Antw: Odp: Printer", "Printer" },
		{ "Re: [T-12] Printer", "Printer" },
		{ "[T-12] Re: Printer  broken", "Printer broken" },
		{ "Printer [t-12]", "Printer" },
		{ "Re：Printer", "Printer" },
		{ "Vb: Pd: WG: TR: Printer", "Printer" },
		{ "Note: this stays", "Note: this stays" },
		{ "[ACME-1] stays", "[ACME-1] stays" },
		{ "Re:", "" },
		{ "", "" },
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
		g_autofree char *bare = subject_bare(CASES[i][0], "T");

		assert_string_equal(bare, CASES[i][1]);
	}
}

static void the_tag_of_a_subject_is_read(void **state)
{
	(void)state;
	assert_int_equal(subject_ticket("Re: [T-12] x", "T"), 12);
	assert_int_equal(subject_ticket("x [t-000012] [T-13]", "T"), 12);
	assert_int_equal(subject_ticket("[[T-7]]", "T"), 7);
	assert_int_equal(subject_ticket("[T-0] [T-] [T-x] T-5 [T-5", "T"), 0);
	assert_int_equal(subject_ticket("[T-1234567890]", "T"), 0);
	assert_int_equal(subject_ticket("[HELP-4]", "T"), 0);
	assert_int_equal(subject_ticket("[HELP-4]", "help"), 4);
	assert_int_equal(subject_ticket("[HELP-4]", NULL), 4);
}

/* Any bytes: as many classes as lines, no crash, and in a time that a
 * quadratic walk would not end in. */
static void hostile_text_is_classified_too(void **state)
{
	static const char *const PIECES[] = { "> ", ">", "\n", "\n\n", "-- ",
		"--\n", "From: a@b\n", "To: x\n", "Subject: y\n", "Sent: z\n",
		"On 1 May 2026 10:00 A <a@b> wrote:\n", "<", ":\n", "wrote:\n",
		"=== x ===\n", "----- Original Message -----\n", "| x\n",
		"Sent from my x\n", "\xff\xfe", "å", "\xe2\x80\xae", "   ",
		"schrieb am 1.1.2020\n", "Re: ", "[T-1]" };
	GRand *random = g_rand_new_with_seed(20261122);

	(void)state;
	for (guint round = 0; round < 400; round++) {
		g_autoptr(GString) text = g_string_new(NULL);
		g_autofree char *got = NULL, *bare = NULL;
		guint lines = 0;

		for (guint i = 0; i < 200; i++)
			g_string_append(text, PIECES[g_rand_int_range(random, 0,
						      G_N_ELEMENTS(PIECES))]);
		got = classes_of(text->str, text->len);
		for (gsize i = 0; i < text->len; i++)
			lines += text->str[i] == '\n';
		lines += text->len > 0 && text->str[text->len - 1] != '\n';
		assert_int_equal(strlen(got), lines);
		text_is_forward(text->str, text->str);
		text_is_thanks(text->str);
		text_language(text->str);
		bare = subject_bare(text->str, NULL);
		subject_ticket(text->str, "T");
	}
	g_rand_free(random);
}

static void long_text_takes_linear_time(void **state)
{
	static const char *const LINES[] = { "a:\n", "From: a\n", "--\n",
		"<a:\n", "> \n", "\n", "On 1 wrote\n", "[[[[Re:\n" };

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(LINES); i++) {
		g_autoptr(GString) text = g_string_new(NULL);
		g_autofree char *got = NULL, *bare = NULL;

		while (text->len < 1 << 17)
			g_string_append(text, LINES[i]);
		got = classes_of(text->str, text->len);
		g_strdelimit(text->str, "\n", ' ');
		bare = subject_bare(text->str, NULL);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(marked_quotes_go_line_by_line),
		cmocka_unit_test(attributions_of_all_clients_are_known),
		cmocka_unit_test(own_sentences_are_no_attributions),
		cmocka_unit_test(a_name_above_a_quote_is_an_attribution),
		cmocka_unit_test(odd_marks_count_behind_an_attribution),
		cmocka_unit_test(unmarked_quotes_go_with_all_below),
		cmocka_unit_test(header_blocks_of_all_languages_are_known),
		cmocka_unit_test(a_form_somebody_fills_in_is_no_header_block),
		cmocka_unit_test(signatures_are_told_from_own_words),
		cmocka_unit_test(what_stands_behind_a_long_signature_is_kept),
		cmocka_unit_test(forwards_go_from_the_mark_to_the_end),
		cmocka_unit_test(a_forward_is_told_from_a_reply),
		cmocka_unit_test(a_thank_you_is_short_and_asks_nothing),
		cmocka_unit_test(languages_are_told_by_common_words),
		cmocka_unit_test(subjects_are_bared_for_comparison),
		cmocka_unit_test(the_tag_of_a_subject_is_read),
		cmocka_unit_test(hostile_text_is_classified_too),
		cmocka_unit_test(long_text_takes_linear_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
