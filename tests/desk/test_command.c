/* Which lines of a mail run as commands, which are text, and which hold the
 * mail. Whose words a line is comes from text_classify(). */
#include "command.h"
#include "conf.h"
#include "text_class.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <string.h>

static const char RULES[] = "[desk]\naddress = help@example.com\n"
			    "[queue \"support\"]\n[queue \"Kök\"]\n"
			    "[agent \"anna@example.com\"]\nname = Anna Berg\n";

static struct rules *rules_new(void)
{
	g_autoptr(GPtrArray) errors = conf_errors_new();
	struct rules *rules =
		conf_parse_rules("desk.conf", RULES, strlen(RULES), errors);

	assert_non_null(rules);
	return rules;
}

static struct message *message_of(const char *text)
{
	struct message *message = message_new();

	g_free(message->text);
	message->text = g_strdup(text);
	g_byte_array_unref(message->classes);
	message->classes = text_classify(text, strlen(text));
	return message;
}

/* A reading on one line for each thing in it, then its text. */
static char *tell(const struct reading *reading)
{
	static const char *const kinds[] = {
		[SLIP_UNKNOWN] = "unknown",
		[SLIP_NEAR] = "near",
		[SLIP_LIMIT] = "limit",
		[SLIP_ARGUMENT] = "argument",
		[SLIP_MIDDLE] = "middle",
		[SLIP_QUOTED] = "quoted",
	};
	GString *told = g_string_new(NULL);

	for (guint i = 0; i < reading->commands->len; i++) {
		const struct command *command = reading->commands->pdata[i];

		g_string_append_printf(told, "%s\n", command->canonical);
	}
	for (guint i = 0; i < reading->tags->len; i++)
		g_string_append_printf(told, "tag %s\n",
			(const char *)reading->tags->pdata[i]);
	for (guint i = 0; i < reading->refs->len; i++)
		g_string_append_printf(told, "ref %s\n",
			(const char *)reading->refs->pdata[i]);
	for (guint i = 0; i < reading->slips->len; i++) {
		const struct slip *slip = reading->slips->pdata[i];

		g_string_append_printf(told, "! %s %u %s\n", kinds[slip->kind],
			slip->line, slip->suggestion ? slip->suggestion : "-");
	}
	g_string_append_printf(told, "= %s", reading->text);
	return g_string_free(told, FALSE);
}

struct sample {
	const char *why, *text, *told;
};

static void check_as(const struct sample *samples, gsize count,
	const char *answered, const char *language)
{
	AUTO(rules) rules = rules_new();
	g_autoptr(GPtrArray) tags = g_ptr_array_new();
	char tag[] = "opne";

	g_ptr_array_add(tags, tag);
	for (gsize i = 0; i < count; i++) {
		AUTO(message) message = message_of(samples[i].text);
		AUTO(reading)
		reading =
			command_read(message, answered, language, rules, tags);
		g_autofree char *told = tell(reading);

		if (!g_str_equal(told, samples[i].told))
			fail_msg("%s: got\n%s\nexpected\n%s", samples[i].why,
				told, samples[i].told);
	}
}

static void check(const struct sample *samples, gsize count)
{
	check_as(samples, count, NULL, "en");
}

static void grammar_is_one_command_a_line(void **state)
{
	static const struct sample samples[] = {
		{ "no command", "Hello\nthere\n", "= Hello\nthere\n" },
		{ "alone", "#close\n", "#close\n= " },
		{ "without a line end", "#close", "#close\n= " },
		{ "a colon", "#priority: P2\n", "#priority P2\n= " },
		{ "a colon needs a blank behind it", "#note:x\n",
			"= #note:x\n" },
		{ "up to three blanks before it", "   #close\n", "#close\n= " },
		{ "four blanks are text", "    #close\n", "=     #close\n" },
		{ "no blank behind #", "# close\n", "= # close\n" },
		{ "case and diacritics do not matter", "#STANG\n#Stäng\n#stäng",
			"#close\n#close\n#close\n= " },
		{ "decomposed letters", "#sta\xcc\x88ng\n", "#close\n= " },
		{ "_ is -", "#request_approval 5 SEK\n",
			"#request-approval 5 SEK\n= " },
		{ "no-break space and zero width",
			"\xe2\x80\x8b#assign\xc2\xa0"
			"anna\n",
			"#assign anna@example.com\n= " },
		{ "quoted words", "#queue \"support\"\n",
			"#queue support\n= " },
		{ "the quotes that mail programs make",
			"#queue \xe2\x80\x9dsupport\xe2\x80\x9d\n",
			"#queue support\n= " },
		{ "key=value", "#announce amount=5\n",
			"#announce amount=5\n= " },
		{ "a quote that opens a word and closes none",
			"#queue \"kitchen #queue \" sink\n",
			"#queue \"kitchen #queue sink\"\n= " },
		{ "a note takes the rest, which stays text",
			"#note ring \"kunden\" a=b\n",
			"#note ring \"kunden\" a=b\n= ring \"kunden\" a=b\n" },
		{ "p1 is a priority", "#p1\n", "#priority P1\n= " },
		{ "a ref", "#42\n", "ref 42\n= " },
		{ "a ref with the tag", "T-0042\nt-42\n#7",
			"ref 42\nref 7\n= " },
		{ "a number with text is text", "#42 is it\n",
			"= #42 is it\n" },
		{ "a word that is none", "#c++ is hard\n#a.b\n",
			"= #c++ is hard\n#a.b\n" },
		{ "tags on a line", "#vpn #Printer #vpn\n",
			"tag vpn\ntag printer\n= " },
		{ "tags in any language", "#skrivare #żółw\n",
			"tag skrivare\ntag żółw\n= " },
	};

	(void)state;
	check(samples, G_N_ELEMENTS(samples));
}

static void zones_are_the_start_and_the_end(void **state)
{
	static const struct sample samples[] = {
		{ "at the start", "#take\n#p2\n\nHello\n",
			"#take\n#priority P2\n= Hello\n" },
		{ "at the end", "Hello\n\n#close\n", "#close\n= Hello\n" },
		{ "at both", "#take\nHello\n#tag vpn\n\n",
			"#take\n#tag vpn\n= Hello\n" },
		{ "blank lines between commands", "#take\n\n#p2\n\n\nHi\n",
			"#take\n#priority P2\n= Hi\n" },
		{ "in the middle it holds the mail", "Hello\n#close\nAnna\n",
			"! middle 1 -\n= Hello\n#close\nAnna\n" },
		{ "in the middle a tag is text", "Hello\n#vpn\nAnna\n",
			"= Hello\n#vpn\nAnna\n" },
		{ "in the middle words that are no command are text",
			"Hello\n#on the other hand\n#close the door\nAnna\n",
			"= Hello\n#on the other hand\n#close the "
			"door\nAnna\n" },
		{ "above a signature", "Hello\n#close\n-- \nAnna\nBerg AB\n",
			"#close\n= Hello\n" },
		{ "above a signature that nobody knows",
			"#close\n#end\nBerg AB\n", "#close\n= Berg AB\n" },
		{ "end makes an end of its own",
			"Hello\n#close\n#end\nBerg AB\n",
			"#close\n= Hello\nBerg AB\n" },
		{ "behind end nothing is read", "#end\n#close\n",
			"= #close\n" },
		{ "another ticket", "#on 12\n#close\n#on #13\n#take\n",
			"#on 12\n#close\n#on 13\n#take\n= " },
	};

	(void)state;
	check(samples, G_N_ELEMENTS(samples));
}

static void quoted_commands_never_run(void **state)
{
	static const struct sample samples[] = {
		{ "marked quotes",
			"#take\n\nOn Mon, Nov 23, 2026 at 10:00 Alice "
			"<alice@example.com> wrote:\n> #close\n",
			"#take\n= " },
		{ "bottom posted", "> #close\n\nDone.\n#resolve\n",
			"#resolve\n= Done.\n" },
		{ "between quotes", "> one\n#take\n> #close\nYes.\n",
			"#take\n= Yes.\n" },
		{ "a forward",
			"#take\n\n---------- Forwarded message "
			"---------\nFrom: "
			"Alice <alice@example.com>\nSubject: x\n\n#close\n",
			"#take\n= " },
		{ "a line of our notice whose marks were lost",
			"Hello\n#close\n", "! quoted 1 -\n= Hello\n" },
		{ "the same between other lines", "Hello\n#close\nBye\n",
			"! quoted 1 -\n= Hello\nBye\n" },
		{ "a line of our notice, broken off",
			"#close this ticket because I have no time for it\nHi",
			"! quoted 0 -\n= Hi\n" },
		{ "another line is the writer's own", "#take\nHi\n",
			"#take\n= Hi\n" },
		{ "a line of our notice behind a no-break space",
			"Hello\n #spam it\n", "! quoted 1 -\n= Hello\n" },
		{ "text that stands in our notice stays text", "Hello\nHi\n",
			"= Hello\nHi\n" },
	};

	(void)state;
	check_as(samples, G_N_ELEMENTS(samples),
		"Anna wrote:\n| Hello\n| #Close \n| #take it, please\n"
		"| #close this ticket because I have no time for it "
		"any more\n"
		"\u00a0#spam it\n",
		"en");
}

static void slips_are_told_and_cut(void **state)
{
	static const struct sample samples[] = {
		{ "a near miss", "#clsoe\nHi\n", "! near 0 #close\n= Hi\n" },
		{ "a near miss with arguments", "#asign anna\nHi\n",
			"! near 0 #assign\n= Hi\n" },
		{ "an unknown word with arguments", "#frobnicate all\nHi\n",
			"! unknown 0 -\n= Hi\n" },
		{ "an unknown word alone is a tag", "#frobnicate\nHi\n",
			"tag frobnicate\n= Hi\n" },
		{ "tags are no near misses", "#vpn #disk #mail\n",
			"tag vpn\ntag disk\ntag mail\n= " },
		{ "a tag in use is none, either", "#opne\n", "tag opne\n= " },
		{ "two edits of a long word", "#escalat3d\n#dulpicat 3\n",
			"! near 0 #escalated\n! near 1 #duplicate\n= " },
		{ "two edits of a short word are a tag", "#clsoes\n",
			"tag clsoes\n= " },
		{ "a verb behind a tag", "#vpn #close\n",
			"! near 0 #close\n= " },
		{ "a wrong argument", "#priority P9\nHi\n",
			"! argument 0 -\n= Hi\n" },
		{ "an argument too many", "#take it away\n",
			"! argument 0 -\n= " },
		{ "a slip at the end", "Hi\n#clsoe\n",
			"! near 1 #close\n= Hi\n" },
	};

	(void)state;
	check(samples, G_N_ELEMENTS(samples));
}

static void a_near_miss_is_of_english_or_the_senders_language(void **state)
{
	static const struct sample own[] = {
		{ "the sender's own", "#vantta\n", "! near 0 #vänta\n= " },
		{ "English", "#clsoe\n", "! near 0 #close\n= " },
	};
	static const struct sample other[] = {
		{ "another's is a tag", "#vantta\n", "tag vantta\n= " },
	};

	(void)state;
	check_as(own, G_N_ELEMENTS(own), NULL, "sv");
	check_as(other, G_N_ELEMENTS(other), NULL, "pl");
}

static void a_wrong_argument_names_the_usage(void **state)
{
	AUTO(rules) rules = rules_new();
	AUTO(reading)
	reading = command_read_text("#wait for me", "en", rules, NULL);
	const struct slip *slip = reading->slips->pdata[0];

	(void)state;
	assert_int_equal(slip->kind, SLIP_ARGUMENT);
	assert_string_equal(
		slip->expected, "#wait user|vendor|approval|until DATE");
	assert_string_equal(slip->written, "#wait for me");
}

static void twenty_commands_run_and_no_more(void **state)
{
	AUTO(rules) rules = rules_new();
	g_autoptr(GString) text = g_string_new(NULL);
	AUTO(reading) reading = NULL;
	const struct slip *slip;

	(void)state;
	for (int i = 0; i < 30; i++)
		g_string_append_printf(text, "#link %d\n", i + 1);
	g_string_append(text, "Hi\n");
	reading = command_read_text(text->str, "en", rules, NULL);
	assert_int_equal(reading->commands->len, 20);
	assert_int_equal(reading->slips->len, 1);
	slip = reading->slips->pdata[0];
	assert_int_equal(slip->kind, SLIP_LIMIT);
	assert_string_equal(reading->text, "Hi\n");
}

static void a_line_over_512_bytes_is_a_slip(void **state)
{
	AUTO(rules) rules = rules_new();
	g_autofree char *rest = g_strnfill(512, 'x');
	g_autofree char *text = g_strdup_printf("#note %s\n", rest);
	AUTO(reading) reading = command_read_text(text, "en", rules, NULL);
	const struct slip *slip;

	(void)state;
	assert_int_equal(reading->commands->len, 0);
	assert_int_equal(reading->slips->len, 1);
	slip = reading->slips->pdata[0];
	assert_int_equal(slip->kind, SLIP_LIMIT);
}

static void a_subject_may_be_a_command(void **state)
{
	AUTO(rules) rules = rules_new();
	AUTO(reading)
	reading = command_read_text("#list mina", "sv", rules, NULL);
	const struct command *command = reading->commands->pdata[0];

	(void)state;
	assert_int_equal(command->verb, VERB_LIST);
	assert_string_equal(command->canonical, "#list mine");
	assert_string_equal(command->written, "#list mina");
}

static void an_answer_is_one_word_on_the_first_own_line(void **state)
{
	static const struct {
		const char *text;
		enum verb verb;
	} samples[] = {
		{ "yes", VERB_YES },
		{ "Yes.\n", VERB_YES },
		{ "\n\nJa!\n\nMvh Anna\n", VERB_YES },
		{ "#tak\n", VERB_YES },
		{ "  \xc2\xbb"
		  "Ja\xc2\xab\n",
			VERB_YES },
		{ "*nej*\n", VERB_NO },
		{ "Nie, ", VERB_NO },
		{ "approve\n", VERB_APPROVE },
		{ "Avslå\n", VERB_DENY },
		{ "yes but not now\n", VERB_NONE },
		{ "yes?\n", VERB_NONE },
		{ "yes, please\n", VERB_NONE },
		{ "yes/no\n", VERB_NONE },
		{ "Hello\nyes\n", VERB_NONE },
		{ "> yes\n", VERB_NONE },
		{ "> Close it?\n\nyes\n", VERB_YES },
		{ "#close\nyes\n", VERB_NONE },
		{ "", VERB_NONE },
		{ "...\n", VERB_NONE },
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(samples); i++) {
		AUTO(message) message = message_of(samples[i].text);

		if (command_answer(message) != samples[i].verb)
			fail_msg("%s: %d", samples[i].text,
				(int)command_answer(message));
	}
}

/* Any text ends, and what is read can be freed. */
static void random_text_never_harms(void **state)
{
	static const char *const pieces[] = { "#close", "#", "note", "\n", " ",
		"> ", "\"", "=", ":", "#clsoe", "#vpn", "42", "T-", "ä",
		"\xe2\x80\x8b", "\xc2\xa0", "-- \n", "#end", "#on ", "| ",
		"On Mon Alice wrote:\n", "until ", "friday", "\t", "\xff" };
	guint32 seed = g_random_int();
	g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
	AUTO(rules) rules = rules_new();

	(void)state;
	print_message("seed %u\n", seed);
	for (int round = 0; round < 3000; round++) {
		g_autoptr(GString) text = g_string_new(NULL);
		gint32 count = g_rand_int_range(rand, 0, 60);
		AUTO(reading) reading = NULL;

		for (; count > 0; count--)
			g_string_append(
				text, pieces[g_rand_int_range(rand, 0,
					      (gint32)G_N_ELEMENTS(pieces))]);
		reading = command_read_text(text->str, "sv", rules, NULL);
		assert_true(reading->commands->len + reading->tags->len <= 120);
		assert_true(reading->commands->len <= 20);
	}
}

static void long_hostile_text_takes_linear_time(void **state)
{
	AUTO(rules) rules = rules_new();
	g_autoptr(GString) text = g_string_new("Hi\n");
	AUTO(reading) reading = NULL;

	(void)state;
	while (text->len < 1000000)
		g_string_append(text, "#a b\nx\n");
	reading = command_read_text(text->str, "sv", rules, NULL);
	assert_int_equal(reading->commands->len, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(grammar_is_one_command_a_line),
		cmocka_unit_test(zones_are_the_start_and_the_end),
		cmocka_unit_test(quoted_commands_never_run),
		cmocka_unit_test(slips_are_told_and_cut),
		cmocka_unit_test(
			a_near_miss_is_of_english_or_the_senders_language),
		cmocka_unit_test(a_wrong_argument_names_the_usage),
		cmocka_unit_test(twenty_commands_run_and_no_more),
		cmocka_unit_test(a_line_over_512_bytes_is_a_slip),
		cmocka_unit_test(a_subject_may_be_a_command),
		cmocka_unit_test(an_answer_is_one_word_on_the_first_own_line),
		cmocka_unit_test(random_text_never_harms),
		cmocka_unit_test(long_hostile_text_takes_linear_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
