/* Monitoring mail: one ticket a trouble, however often it is told. */
#include "alert.h"
#include "scenario.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define NAGIOS "nagios@mon.example"

static const char RULES[] = "[alert \"nagios\"]\n"
			    "\tfrom = nagios@mon.example\n"
			    "\tkey = \"* Host: *\"\n"
			    "\trecovery = \"RECOVERY *\"\n"
			    "\tqueue = hardware\n";

static struct fake *desk(void)
{
	g_autofree char *conf = g_strconcat(DESK_CONF, RULES, NULL);

	return fake_new(conf, POSTERN_CONF);
}

static void a_pattern_holds_words(void **state)
{
	static const struct {
		const char *pattern, *text, *words;
	} cases[] = {
		{ "* Host: *", "PROBLEM Host: web1 is DOWN", "web1" },
		{ "* Host: *", "recovery host: WEB1", "web1" },
		{ "RECOVERY *", "RECOVERY Host: web1 is UP", "host:" },
		{ "RECOVERY *", "PROBLEM Host: web1", NULL },
		{ "service * on *", "** Service http on web2, down",
			"http web2" },
		{ "service * on *", "service http at web2", NULL },
		{ "disk full", "The disk full again", "" },
		{ "Host: *", "Host: ", NULL },
		{ "a*b", "aaab ab", "aa" },
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *words =
			alert_words(cases[i].pattern, cases[i].text);

		if (g_strcmp0(words, cases[i].words) != 0)
			fail_msg("%s in «%s»: %s", cases[i].pattern,
				cases[i].text, words ? words : "nothing");
	}
}

#define PROBLEM(flag)                                                 \
	{                                                             \
		NAGIOS, "PROBLEM Host: web1 is DOWN", "Host: web1\n", \
			.flags = FAKE_DMARC | (flag)                  \
	}
#define RECOVERY                                                   \
	{                                                          \
		NAGIOS, "RECOVERY Host: web1 is UP", "It is up\n", \
			.flags = FAKE_DMARC | FAKE_AUTO            \
	}

static void the_same_key_joins_and_recovery_resolves(void **state)
{
	static const struct step steps[] = {
		{ .why = "trouble",
			.mail = PROBLEM(0),
			.ticket = 1,
			.status = "new",
			.event = "create",
			.told = "new-for-agent nils@example.com" },
		{ .why = "the same again disturbs nobody",
			.mail = PROBLEM(FAKE_AUTO),
			.ticket = 1,
			.status = "new",
			.event = "alert",
			.told = "" },
		{ .why = "another host is another ticket",
			.mail = { NAGIOS, "PROBLEM Host: web2 is DOWN", "x",
				.flags = FAKE_DMARC },
			.ticket = 2,
			.status = "new",
			.event = "create" },
		{ .why = "over",
			.mail = RECOVERY,
			.ticket = 1,
			.status = "resolved",
			.event = "resolve",
			.told = "note-for-agent nils@example.com" },
		{ .why = "and back",
			.mail = PROBLEM(0),
			.ticket = 1,
			.status = "progress",
			.event = "reopen",
			.told = "reopened-for-agent nils@example.com" },
	};
	AUTO(fake) fake = desk();
	g_autofree char *kind = NULL;

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
	kind = fake_trailer(fake, TRAILER_KIND);
	assert_string_equal(kind, "alert");
	assert_string_equal(fake_ticket(fake, 1)->alert, "nagios web1");
	assert_string_equal(fake_ticket(fake, 1)->channel, "alert");
	assert_string_equal(fake_ticket(fake, 1)->queue, "hardware");
}

static void what_goes_up_and_down_stays_with_people(void **state)
{
	static const struct step down = {
		.why = "down", .mail = PROBLEM(0), .ticket = 1
	};
	static const struct step up = {
		.why = "up", .mail = RECOVERY, .ticket = 1, .status = "resolved"
	};
	static const struct step again = { .why = "up once too often",
		.mail = RECOVERY,
		.ticket = 1,
		.status = "progress",
		.event = "alert",
		.told = "" };
	AUTO(fake) fake = desk();

	(void)state;
	play(fake, &down, 1);
	for (int i = 0; i < 3; i++) {
		play(fake, &up, 1);
		play(fake, &down, 1);
	}
	assert_true(words_have(fake_ticket(fake, 1)->tags, "flapping"));
	play(fake, &again, 1);
}

static void a_forged_recovery_resolves_nothing(void **state)
{
	static const struct step steps[] = {
		{ .why = "trouble", .mail = PROBLEM(0), .ticket = 1 },
		{ .why = "not proven",
			.mail = { NAGIOS, "RECOVERY Host: web1 is UP", "x" },
			.ticket = 1,
			.status = "new",
			.event = "alert" },
		{ .why = "said to be forged",
			.mail = { NAGIOS, "RECOVERY Host: web1 is UP", "x",
				.flags = FAKE_FAIL },
			.ticket = 1,
			.status = "new",
			.event = "create" },
		{ .why = "an agent closes it: no machine is told",
			.mail = { NILS, "Re: Host", "#close",
				.flags = FAKE_DMARC, .answers = "1.2" },
			.ticket = 1,
			.status = "closed",
			.told = "transcript nils@example.com" },
		{ .why = "over before anybody heard of it",
			.mail = { NAGIOS, "RECOVERY Host: web9 is UP", "x",
				.flags = FAKE_DMARC },
			.event = "alert",
			.told = "" },
	};
	AUTO(fake) fake = desk();

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_pattern_holds_words),
		cmocka_unit_test(the_same_key_joins_and_recovery_resolves),
		cmocka_unit_test(what_goes_up_and_down_stays_with_people),
		cmocka_unit_test(a_forged_recovery_resolves_nothing),
	};

	message_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
