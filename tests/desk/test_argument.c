/* Arguments: dates, priorities, people, and the English form that git gets. */
#include "argument.h"
#include "conf.h"
#include "text.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <string.h>

static const char RULES[] = "[desk]\naddress = help@example.com\n"
			    "[queue \"support\"]\n[queue \"Nätverk\"]\n"
			    "[agent \"anna@example.com\"]\nname = Anna Berg\n"
			    "[agent \"anna.ek@example.com\"]\nname = Anna Ek\n"
			    "[agent \"nils@example.com\"]\nname = Nils Dahl\n";

static struct rules *rules_new(void)
{
	g_autoptr(GPtrArray) errors = conf_errors_new();
	struct rules *rules =
		conf_parse_rules("desk.conf", RULES, strlen(RULES), errors);

	assert_non_null(rules);
	return rules;
}

static void priorities_have_words(void **state)
{
	static const struct {
		const char *word;
		guint priority;
	} samples[] = {
		{ "P1", 1 },
		{ "p4", 4 },
		{ "2", 2 },
		{ "high", 2 },
		{ "HÖG", 2 },
		{ "kritisk", 1 },
		{ "niski", 4 },
		{ "normal", 3 },
		{ "P5", 0 },
		{ "", 0 },
		{ "highest", 0 },
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(samples); i++) {
		guint priority = 0;
		gboolean is_right =
			argument_priority(samples[i].word, &priority);

		if (is_right != (samples[i].priority > 0) ||
			priority != samples[i].priority)
			fail_msg("%s: %u", samples[i].word, priority);
	}
}

/* Now is a Monday, 10:00 in Stockholm. */
static void dates_are_days_in_the_zone_or_distances(void **state)
{
	static const struct {
		const char *word, *at; /* NULL: no date, or past */
	} samples[] = {
		{ "2026-12-01", "2026-11-30T23:00:00Z" },
		{ "2026-11-23", NULL },
		{ "2026-02-30", NULL },
		{ "2050-01-01", NULL },
		{ "tomorrow", "2026-11-23T23:00:00Z" },
		{ "imorgon", "2026-11-23T23:00:00Z" },
		{ "i morgen", "2026-11-23T23:00:00Z" },
		{ "jutro", "2026-11-23T23:00:00Z" },
		{ "friday", "2026-11-26T23:00:00Z" },
		{ "Fredag", "2026-11-26T23:00:00Z" },
		{ "piątku", "2026-11-26T23:00:00Z" },
		{ "monday", "2026-11-29T23:00:00Z" },
		{ "3d", "2026-11-26T09:00:00Z" },
		{ "4h", "2026-11-23T13:00:00Z" },
		{ "2w", "2026-12-07T09:00:00Z" },
		{ "0h", NULL },
		{ "3y", NULL },
		{ "99999d", NULL },
		{ "today", NULL },
		{ "whenever", NULL },
		{ "", NULL },
	};
	gint64 now;

	(void)state;
	assert_true(text_parse_time("2026-11-23T09:00:00Z", &now));
	for (gsize i = 0; i < G_N_ELEMENTS(samples); i++) {
		gint64 at = 0;
		gboolean is_right = argument_date(
			samples[i].word, "Europe/Stockholm", now, &at);
		g_autofree char *told = text_time(at);

		if (is_right != (samples[i].at != NULL) ||
			(is_right && !g_str_equal(told, samples[i].at)))
			fail_msg("%s: %d %s", samples[i].word, is_right, told);
	}
}

static void agents_go_by_name_address_or_me(void **state)
{
	static const struct {
		const char *word, *address;
	} samples[] = {
		{ "anna@example.com", "anna@example.com" },
		{ "ANNA@example.com", "anna@example.com" },
		{ "Anna Ek", "anna.ek@example.com" },
		{ "ek", "anna.ek@example.com" },
		{ "anna.ek", "anna.ek@example.com" },
		{ "@nils", "nils@example.com" },
		{ "nils", "nils@example.com" },
		{ "me", "nils@example.com" },
		{ "mig", "nils@example.com" },
		{ "anna", NULL },
		{ "bertil", NULL },
		{ "", NULL },
	};
	AUTO(rules) rules = rules_new();

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(samples); i++) {
		const struct agent_rule *agent = argument_agent(
			samples[i].word, rules, "nils@example.com", NULL);

		if (g_strcmp0(agent ? agent->address : NULL,
			    samples[i].address) != 0)
			fail_msg("%s", samples[i].word);
	}
}

static void several_agents_are_named(void **state)
{
	AUTO(rules) rules = rules_new();
	g_autofree char *candidates = NULL;

	(void)state;
	assert_null(argument_agent("anna", rules, NULL, &candidates));
	assert_string_equal(candidates,
		"Anna Berg <anna@example.com>, Anna Ek <anna.ek@example.com>");
}

/* NULL: not what the verb takes. */
static void arguments_become_english(void **state)
{
	static const struct {
		const char *text, *canonical;
	} samples[] = {
		{ "#wait user", "#wait user" },
		{ "#vänta användare", "#wait user" },
		{ "#wait until 2026-12-01", "#wait until 2026-12-01" },
		{ "#wait until 2026-13-01", NULL },
		{ "#vänta till fredag", "#wait until friday" },
		{ "#czekaj do piątku", "#wait until friday" },
		{ "#vänta till i morgon", "#wait until tomorrow" },
		{ "#wait 3d", "#wait until 3d" },
		{ "#wait", NULL },
		{ "#wait until", NULL },
		{ "#wait user friday", NULL },
		{ "#wait whenever", NULL },
		{ "#priority hög", "#priority P2" },
		{ "#priority", NULL },
		{ "#p1", "#priority P1" },
		{ "#p1 now", NULL },
		{ "#assign nils", "#assign nils@example.com" },
		{ "#assign Nils Dahl", "#assign nils@example.com" },
		{ "#tilldela mig", "#assign me" },
		{ "#assign anna", "#assign anna" },
		{ "#assign", NULL },
		{ "#queue natverk", "#queue Nätverk" },
		{ "#queue nix", "#queue nix" },
		{ "#queue", NULL },
		{ "#tag VPN, printer #disk", "#tag vpn printer disk" },
		{ "#tag", NULL },
		{ "#tag a/b", NULL },
		{ "#merge T-98", "#merge 98" },
		{ "#merge #98", "#merge 98" },
		{ "#merge 1 2", NULL },
		{ "#merge 0", NULL },
		{ "#merge x", NULL },
		{ "#split", "#split" },
		{ "#split 4", "#split 4" },
		{ "#list mina tag:vpn", "#list mine tag:vpn" },
		{ "#list tag:", NULL },
		{ "#list everything", NULL },
		{ "#close force", "#close force" },
		{ "#stäng tvinga", "#close force" },
		{ "#close the door", NULL },
		{ "#requester bob@example.com", "#requester bob@example.com" },
		{ "#requester Bob B <bob@example.com>",
			"#requester bob@example.com \"Bob B\"" },
		{ "#requester bob", NULL },
		{ "#cc bob@example.com", "#cc bob@example.com" },
		{ "#cc", NULL },
		{ "#type fråga", "#type question" },
		{ "#type thing", NULL },
		{ "#link 4, 5", "#link 4 5" },
		{ "#title  A new  name ", "#title A new name" },
		{ "#title", NULL },
		{ "#resolve Bytte  kabel", "#resolve Bytte kabel" },
		{ "#take", "#take" },
		{ "#take it", NULL },
		{ "#on 12", "#on 12" },
		{ "#on", NULL },
	};
	AUTO(rules) rules = rules_new();

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(samples); i++) {
		AUTO(reading)
		reading = command_read_text(samples[i].text, "en", rules, NULL);
		const struct command *command =
			reading->commands->len ? reading->commands->pdata[0]
					       : NULL;

		if (g_strcmp0(command ? command->canonical : NULL,
			    samples[i].canonical) != 0)
			fail_msg("%s: %s", samples[i].text,
				command ? command->canonical : "refused");
	}
}

static void tags_are_lower_case_words(void **state)
{
	static const struct {
		const char *word, *tag;
	} samples[] = {
		{ "VPN", "vpn" },
		{ "#Kök", "kök" },
		{ "a-b_c9", "a-b_c9" },
		{ "9a", NULL },
		{ "", NULL },
		{ "#", NULL },
		{ "a b", NULL },
		{ "a:b", NULL },
		{ "\xff", NULL },
		{ "abcdefghijabcdefghijabcdefghijabcdefghijx", NULL },
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(samples); i++) {
		g_autofree char *tag = argument_tag(samples[i].word);

		if (g_strcmp0(tag, samples[i].tag) != 0)
			fail_msg("%s: %s", samples[i].word, tag);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(priorities_have_words),
		cmocka_unit_test(dates_are_days_in_the_zone_or_distances),
		cmocka_unit_test(agents_go_by_name_address_or_me),
		cmocka_unit_test(several_agents_are_named),
		cmocka_unit_test(arguments_become_english),
		cmocka_unit_test(tags_are_lower_case_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
