/* Each way to be wrong, with its line and what was expected. */
#include "conf.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <string.h>

struct sample {
	const char *why;
	const char *text; /* behind the [desk] of three lines for rules */
	const char *told; /* all errors; %s of the file name left out */
};

#define HEAD "[desk]\n\taddress = help@example.com\n\ttag = T\n"

static const struct sample BAD_RULES[] = {
	{ "a key that is mistyped names the near one", "adress = x\n",
		"4: unknown key 'adress' in [desk] (expected address)\n" },
	{ "a key far from all names all",
		"[org \"a\"]\ndomain = a.example\ncolour = x\n",
		"6: unknown key 'colour' in [org \"a\"] (expected domain)\n" },
	{ "an unknown section", "[quue \"x\"]\nline = 1\n",
		"4: unknown section [quue \"x\"] (expected queue)\n" },
	{ "oauth2 belongs to no file yet", "[oauth2 \"x\"]\n",
		"4: unknown section [oauth2 \"x\"] (expected desk, queue, "
		"agent, calendar, promise, approval, vendor, org, alert, "
		"route)\n" },
	{ "a section that wants a name", "[queue]\n",
		"4: [queue] has no name (expected [queue \"NAME\"])\n" },
	{ "a section that takes none", "[desk \"x\"]\n",
		"4: [desk \"x\"] takes no name (expected desk)\n" },
	{ "an agent is an address", "[agent \"anna\"]\n",
		"4: [agent \"anna\"] names no mail address (expected [agent "
		"\"NAME\"])\n" },
	{ "a key twice", "tag = X\n",
		"4: tag in [desk] stands already in line 3 (expected once)\n" },
	{ "two spellings of one name", "[queue \"A\"]\n[queue \"a\"]\n",
		"5: [queue \"a\"] is another spelling of the name in line 4 "
		"(expected \"A\")\n" },
	{ "a wrong unit", "reopen-window = 14w\n",
		"4: reopen-window: '14w' has a wrong unit (expected a duration "
		"such as 14d, 0d to 3650d)\n" },
	{ "no unit", "reopen-window = 14\n",
		"4: reopen-window: '14' has no unit (expected a duration such "
		"as 14d, 0d to 3650d)\n" },
	{ "out of range", "[queue \"a\"]\nline = 4\n",
		"5: line: '4' is out of range (expected 1, 2 or 3)\n" },
	{ "a dangling queue", "[agent \"a@b.example\"]\nqueue = nix\n",
		"5: queue: there is no [queue \"nix\"] (expected the name of a "
		"[queue])\n" },
	{ "the second of two queues dangles",
		"[agent \"a@b.example\"]\nqueue = support\nqueue = nix\n",
		"6: queue: there is no [queue \"nix\"] (expected the name of a "
		"[queue])\n" },
	{ "a dangling calendar", "[queue \"a\"]\ncalendar = nix\n",
		"5: calendar: there is no [calendar \"nix\"] (expected the "
		"name of a [calendar], or always)\n" },
	{ "a dangling org", "[promise \"a\"]\norg = nix\n",
		"5: org: there is no [org \"nix\"] (expected the name of an "
		"[org])\n" },
	{ "a bad address", "manager = chef\n",
		"4: manager: 'chef' is no mail address (expected an address "
		"such as help@example.com)\n" },
	{ "a bad zone", "zone = Europe/Stokholm\n",
		"4: zone: 'Europe/Stokholm' is a time zone that this machine "
		"does not know (expected a time zone such as "
		"Europe/Stockholm)\n" },
	{ "a zone that is a path", "zone = ../../etc/passwd\n",
		"4: zone: '../../etc/passwd' is no time zone (expected a time "
		"zone such as Europe/Stockholm)\n" },
	{ "hours without a day", "[calendar \"a\"]\nhours = 08:00-12:00\n",
		"5: hours: '08:00-12:00' begins without a day (expected days "
		"and times such as Mon-Fri 08:00-12:00, 13:00-17:00)\n" },
	{ "hours that overlap",
		"[calendar \"a\"]\nhours = Mon 08:00-12:00, 11:00-13:00\n",
		"5: hours: 'Mon 08:00-12:00, 11:00-13:00' holds intervals that "
		"overlap (expected days and times such as Mon-Fri 08:00-12:00, "
		"13:00-17:00)\n" },
	{ "hours that overlap over the week's end",
		"[calendar \"a\"]\nhours = Sun 22:00-06:00, Mon 05:00-07:00\n",
		"5: hours: 'Sun 22:00-06:00, Mon 05:00-07:00' holds intervals "
		"that overlap (expected days and times such as Mon-Fri "
		"08:00-12:00, 13:00-17:00)\n" },
	{ "an hour of no day", "[calendar \"a\"]\nhours = Mon 08:00-25:00\n",
		"5: hours: 'Mon 08:00-25:00' holds no times such as "
		"08:00-12:00 (expected days and times such as Mon-Fri "
		"08:00-12:00, 13:00-17:00)\n" },
	{ "a calendar without hours", "[calendar \"a\"]\n",
		"4: [calendar \"a\"] has no hours (expected days and times "
		"such as Mon-Fri 08:00-12:00, 13:00-17:00)\n" },
	{ "a date that is none",
		"[calendar \"a\"]\nhours = Mon 1:00-2:00\n"
		"holiday = 2026-02-30\n",
		"5: hours: 'Mon 1:00-2:00' holds no times such as 08:00-12:00 "
		"(expected days and times such as Mon-Fri 08:00-12:00, "
		"13:00-17:00)\n"
		"6: holiday: '2026-02-30' is no date, and no "
		"calendars/NAME.ics (expected a date such as 2026-12-25, or "
		"calendars/NAME.ics of the repository)\n" },
	{ "a file that no push may bring",
		"[calendar \"a\"]\nhours = Mon 01:00-02:00\n"
		"holiday = calendars/../x.ics\n",
		"6: holiday: 'calendars/../x.ics' is no date, and no "
		"calendars/NAME.ics (expected a date such as 2026-12-25, or "
		"calendars/NAME.ics of the repository)\n" },
	{ "the built-in calendar", "[calendar \"always\"]\n",
		"4: [calendar \"always\"] is built in (expected [calendar "
		"\"NAME\"])\n" },
	{ "two default queues",
		"[queue \"a\"]\ndefault = true\n[queue \"b\"]\ndefault = "
		"yes\n",
		"7: default: queue 'a' is the default, too (expected one "
		"default queue)\n" },
	{ "an agent that is the desk", "[agent \"help@example.com\"]\n",
		"4: 'help@example.com' is the desk's own address (expected "
		"another person's)\n" },
	{ "an approver that is the desk",
		"[approval \"a\"]\napprover = help+x@example.com\n",
		"5: 'help+x@example.com' is the desk's own address (expected "
		"another person's)\n" },
	{ "a priority that contradicts the name",
		"[promise \"P1\"]\npriority = P2\n",
		"5: priority: P2 in [promise \"P1\"] (expected the same, or "
		"another name)\n" },
	{ "a limit without currency",
		"[approval \"a\"]\napprover = a@b.example\nlimit = 100\n",
		"6: limit: '100' has no currency of three letters (expected an "
		"amount such as 10000 SEK)\n" },
	{ "a route that fits all", "[route \"a\"]\nqueue = support\n",
		"4: [route \"a\"] fits every mail (expected to, from, subject "
		"or org)\n" },
	{ "a control character", "name = a\\tb\n",
		"4: name: 'a b' is no single clean line (expected one line of "
		"text)\n" },
};

static const struct sample BAD_SETTINGS[] = {
	{ "a mailbox without url", "[mailbox \"a\"]\n",
		"1: [mailbox \"a\"] has no url (expected imaps://HOST/FOLDER, "
		"imap://HOST/FOLDER or maildir:PATH)\n" },
	{ "a url that only smtp has", "[mailbox \"a\"]\nurl = smtp://x\n",
		"2: url: 'smtp://x' has no scheme that is known here (expected "
		"imaps://HOST/FOLDER, imap://HOST/FOLDER or maildir:PATH)\n" },
	{ "a user in the url", "[smtp]\nurl = smtp://a:b@x\n",
		"2: url: 'smtp://a:b@x' holds a user (that is a key of its "
		"own) (expected smtp://HOST:PORT, smtps://HOST, sendmail:/PATH "
		"or maildir:PATH)\n" },
	{ "a port that is none", "[smtp]\nurl = smtp://x:70000\n",
		"2: url: 'smtp://x:70000' has no right port (1 to 65535) "
		"(expected smtp://HOST:PORT, smtps://HOST, sendmail:/PATH or "
		"maildir:PATH)\n" },
	{ "a size without unit", "[limits]\nmessage = 50\n",
		"2: message: '50' has no unit (expected a size such as 50M, 1K "
		"to 1G)\n" },
	{ "a size that overflows", "[limits]\nmessage = 99999999999999999G\n",
		"2: message: '99999999999999999G' is out of range (expected a "
		"size such as 50M, 1K to 1G)\n" },
	{ "no TLS over a network",
		"[smtp]\nurl = smtp://mail.example.com\ntls = none\n",
		"3: tls: none would send the password to mail.example.com in "
		"the clear (expected required, or allow-plaintext = true)\n" },
	{ "a host that only looks like loopback",
		"[smtp]\nurl = smtp://127.example.com\ntls = none\n",
		"3: tls: none would send the password to 127.example.com in "
		"the clear (expected required, or allow-plaintext = true)\n" },
	{ "no TLS where the url wants it",
		"[smtp]\nurl = smtps://localhost\ntls = none\n",
		"3: tls: none contradicts smtps://localhost (expected "
		"required, or a url without the s)\n" },
	{ "oauth2 names nothing yet", "[smtp]\noauth2 = x\n",
		"2: oauth2: there is no [oauth2 \"x\"] (expected the name of "
		"an [oauth2])\n" },
	{ "a mailbox of a server without user",
		"[mailbox \"a\"]\nurl = imap://x/INBOX\n",
		"1: [mailbox \"a\"] has no user (expected user = the login of "
		"the server)\n" },
	{ "commands by nothing", "[auth]\ncommands = spf\n",
		"2: commands: 'spf' names no proof that is known (expected "
		"dmarc, token or dmarc+token)\n" },
	{ "rules do not belong here", "[desk]\naddress = a@b.example\n",
		"1: unknown section [desk] (expected mailbox, smtp, auth, "
		"limits)\n" },
	{ "all errors come at once, by line",
		"[smtp]\nurl = x\nbogus\n[limits]\nparts = 0\n",
		"2: url: 'x' has no scheme that is known here (expected "
		"smtp://HOST:PORT, smtps://HOST, sendmail:/PATH or "
		"maildir:PATH)\n"
		"3: unknown key 'bogus' in [smtp] (expected url, user, "
		"password-file, oauth2, ca-file, null-sender, tls, "
		"allow-plaintext)\n"
		"5: parts: '0' is out of range (expected a number, 1 to "
		"10000)\n" },
};

static void expect_errors(
	const struct sample *sample, const char *text, gboolean is_rules)
{
	g_autoptr(GPtrArray) errors = conf_errors_new();
	g_autofree char *told = NULL;
	AUTO(rules) rules = NULL;
	AUTO(settings) settings = NULL;
	g_autoptr(GString) expected = g_string_new(NULL);
	g_auto(GStrv) lines = g_strsplit(sample->told, "\n", -1);

	if (is_rules)
		rules = conf_parse_rules("f", text, strlen(text), errors);
	else
		settings = conf_parse_settings("f", text, strlen(text), errors);
	for (gsize i = 0; lines[i] && *lines[i]; i++)
		g_string_append_printf(expected, "f:%s\n", lines[i]);
	told = conf_errors_text(errors);
	if (rules || settings)
		fail_msg("%s: accepted", sample->why);
	if (!g_str_equal(told, expected->str))
		fail_msg("%s:\ngot      %sexpected %s", sample->why, told,
			expected->str);
}

static void rules_tell_each_error_with_line_and_expectation(void **state)
{
	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(BAD_RULES); i++) {
		g_autofree char *text =
			g_strconcat(HEAD, BAD_RULES[i].text, NULL);

		expect_errors(&BAD_RULES[i], text, TRUE);
	}
}

static void settings_tell_each_error_with_line_and_expectation(void **state)
{
	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(BAD_SETTINGS); i++)
		expect_errors(&BAD_SETTINGS[i], BAD_SETTINGS[i].text, FALSE);
}

static void rules_need_the_address_of_the_desk(void **state)
{
	g_autoptr(GPtrArray) errors = conf_errors_new();
	g_autofree char *told = NULL;

	(void)state;
	assert_null(conf_parse_rules("f", "", 0, errors));
	told = conf_errors_text(errors);
	assert_string_equal(told,
		"f: [desk] has no address (expected an address such as "
		"help@example.com)\n");
}

static void hostile_files_give_a_hundred_errors_and_end(void **state)
{
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(GPtrArray) errors = conf_errors_new();
	const struct conf_error *last;

	(void)state;
	while (text->len < 1000000)
		g_string_append_printf(text, "[queue \"%zu\"]\nx\n", text->len);
	assert_null(conf_parse_rules("f", text->str, text->len, errors));
	assert_int_equal(errors->len, 101);
	last = errors->pdata[100];
	assert_string_equal(last->text, "more errors follow");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			rules_tell_each_error_with_line_and_expectation),
		cmocka_unit_test(
			settings_tell_each_error_with_line_and_expectation),
		cmocka_unit_test(rules_need_the_address_of_the_desk),
		cmocka_unit_test(hostile_files_give_a_hundred_errors_and_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
