/* What desk.conf and postern.conf may say: the documented examples, the
 * defaults, and what is right but does not work well. */
#include "conf.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <string.h>

static const char SETTINGS[] =
	"[mailbox \"help\"]\n"
	"\turl = imaps://imap.example.com/INBOX       ; imap://\n"
	"\tuser = help@example.com\n"
	"\tpassword-file = secrets/imap               ; or oauth2\n"
	"\tdone = Archive                             ; moved there\n"
	"\tca-file =                                  ; a CA besides\n"
	"\tqueue = support\n"
	"[smtp]\n"
	"\turl = smtp://smtp.example.com:587          ; STARTTLS\n"
	"\tuser = help@example.com\n"
	"\tpassword-file = secrets/smtp\n"
	"\tnull-sender = false                        ; true: <>\n"
	"\ttls = required                             ; in [mailbox]\n"
	"[auth]\n"
	"\tauthserv-id = mx.example.com               ; whose\n"
	"\treceiver = mx.example.com                  ; our own\n"
	"\tcommands = dmarc, token                    ; or both\n"
	"\textension = plus                           ; or none\n"
	"[limits]\n"
	"\tmessage = 50M\n"
	"\tparts = 500\n"
	"\tdepth = 50\n"
	"\tnotices-per-hour = 20                      ; automatic\n"
	"\tacks-per-hour = 200                        ; to unproven\n";

static const char RULES[] =
	"[desk]\n"
	"\tname = IT Helpdesk\n"
	"\taddress = help@example.com\n"
	"\talias = support@example.com\n"
	"\tlanguage = sv\n"
	"\tzone = Europe/Stockholm\n"
	"\ttag = T\n"
	"\tlog-text = true\n"
	"\tmanager = chef@example.com\n"
	"\treopen-window = 14d                        ; calendar days\n"
	"\tquiet = 20:00-07:00\n"
	"[queue \"support\"]\n"
	"\tline = 1\n"
	"\tcalendar = office\n"
	"\tdefault = true\n"
	"\tassign = manual                            ; round-robin\n"
	"[agent \"anna@example.com\"]\n"
	"\tname = Anna Berg\n"
	"\tqueue = support\n"
	"\tline = 1\n"
	"\tlanguage = sv\n"
	"[agent \"nils@example.com\"]\n"
	"\tname = Nils Dahl\n"
	"\tqueue = support\n"
	"\tline = 2\n"
	"\tlead = true\n"
	"[calendar \"office\"]\n"
	"\tzone = Europe/Stockholm\n"
	"\thours = Mon-Fri 08:00-12:00, 13:00-17:00\n"
	"\tholiday = 2026-12-25\n"
	"[promise \"P1\"]\n"
	"\tfirst-reply = 30m\n"
	"\tresolve = 4h\n"
	"\tcalendar = always\n"
	"[promise \"P3\"]\n"
	"\tfirst-reply = 4h\n"
	"\tresolve = 3d\n"
	"\tcalendar = office\n"
	"[approval \"purchase\"]\n"
	"\tqueue = support\n"
	"\tapprover = chef@example.com\n"
	"\tdelegate = vd@example.com\n"
	"\tlimit = 10000 SEK                          ; asked back\n"
	"[vendor \"printerco\"]\n"
	"\taddress = service@printerco.example        ; its domain\n"
	"\tnumber = \"Case *\"                          ; kept\n"
	"[org \"acme\"]\n"
	"\tdomain = acme.example\n"
	"[alert \"nagios\"]\n"
	"\tfrom = nagios@example.com\n"
	"\tkey = \"* Host: *\"\n"
	"\trecovery = \"RECOVERY *\"\n"
	"[route \"invoices\"]\n"
	"\tto = invoice@example.com                   ; and from\n"
	"\tqueue = support\n";

#define HEAD "[desk]\n\taddress = help@example.com\n\ttag = T\n"

static struct rules *rules_of(const char *text)
{
	g_autoptr(GPtrArray) errors = conf_errors_new();
	struct rules *rules =
		conf_parse_rules("desk.conf", text, strlen(text), errors);
	g_autofree char *told = conf_errors_text(errors);

	assert_string_equal(told, "");
	assert_non_null(rules);
	return rules;
}

static struct settings *settings_of(const char *text)
{
	g_autoptr(GPtrArray) errors = conf_errors_new();
	struct settings *settings =
		conf_parse_settings("postern.conf", text, strlen(text), errors);
	g_autofree char *told = conf_errors_text(errors);

	assert_string_equal(told, "");
	assert_non_null(settings);
	return settings;
}

static void settings_take_the_documented_example(void **state)
{
	AUTO(settings) settings = settings_of(SETTINGS);
	const struct mailbox_settings *mailbox = settings->mailboxes->pdata[0];

	(void)state;
	assert_int_equal(settings->mailboxes->len, 1);
	assert_string_equal(mailbox->name, "help");
	assert_string_equal(mailbox->url, "imaps://imap.example.com/INBOX");
	assert_string_equal(mailbox->password_file, "secrets/imap");
	assert_string_equal(mailbox->done, "Archive");
	assert_null(mailbox->ca_file);
	assert_string_equal(mailbox->queue, "support");
	assert_int_equal(mailbox->line, 1);
	assert_string_equal(settings->smtp.url, "smtp://smtp.example.com:587");
	assert_int_equal(settings->smtp.tls, TLS_REQUIRED);
	assert_int_equal(settings->smtp.line, 8);
	assert_string_equal(
		settings->auth.authserv_ids->pdata[0], "mx.example.com");
	assert_int_equal(settings->auth.receivers->len, 1);
	assert_true(settings->auth.by_dmarc && settings->auth.by_token);
	assert_false(settings->auth.both);
	assert_true(settings->auth.extension);
	assert_int_equal(settings->limits.message, 50 << 20);
	assert_int_equal(settings->limits.acks_per_hour, 200);
}

static void rules_take_the_documented_example(void **state)
{
	AUTO(rules) rules = rules_of(RULES);
	const struct agent_rule *nils = rules_agent(rules, "Nils@Example.com");
	const struct calendar_rule *office = rules->calendars->pdata[0];
	const struct promise_rule *p3 = rules->promises->pdata[1];
	const struct approval_rule *purchase = rules->approvals->pdata[0];
	const struct vendor_rule *vendor = rules->vendors->pdata[0];
	const struct week_interval *second =
		&g_array_index(office->hours, struct week_interval, 1);

	(void)state;
	assert_string_equal(rules->name, "IT Helpdesk");
	assert_string_equal(rules->aliases->pdata[0], "support@example.com");
	assert_string_equal(rules->record_language, "en");
	assert_int_equal(rules->reopen_window, 14 * 24 * 60 * 60);
	assert_int_equal(rules->quiet_from, 20 * 60);
	assert_int_equal(rules->quiet_to, 7 * 60);
	assert_non_null(nils);
	assert_true(nils->is_lead);
	assert_int_equal(nils->line, 2);
	assert_true(agent_serves(nils, "Support"));
	assert_false(agent_serves(nils, "network"));
	assert_int_equal(office->hours->len, 10);
	assert_int_equal(second->from, 13 * 60);
	assert_int_equal(second->to, 17 * 60);
	assert_int_equal(p3->priority, 3);
	assert_int_equal(p3->first_reply.seconds, 4 * 60 * 60);
	assert_int_equal(p3->resolve.days, 3);
	assert_int_equal(p3->resolve.seconds, 0);
	assert_int_equal(purchase->limit, 10000);
	assert_string_equal(purchase->currency, "SEK");
	assert_string_equal(vendor->number, "Case *");
	assert_string_equal(rules_default_queue(rules)->name, "support");
}

static void every_documented_key_is_in_the_table(void **state)
{
	gsize count;
	const struct conf_key *keys = conf_keys(&count);

	(void)state;
	assert_true(count > 60);
	for (gsize i = 0; i < count; i++) {
		assert_non_null(keys[i].type);
		assert_non_null(keys[i].help);
		assert_non_null(keys[i].read);
		for (gsize j = 0; j < i; j++)
			assert_false(
				g_str_equal(keys[i].key, keys[j].key) &&
				g_str_equal(keys[i].section, keys[j].section));
	}
}

static void settings_of_nothing_are_the_spools(void **state)
{
	AUTO(settings) settings = settings_of("");
	const struct mailbox_settings *mailbox = settings->mailboxes->pdata[0];

	(void)state;
	assert_int_equal(settings->mailboxes->len, 1);
	assert_string_equal(mailbox->url, "maildir:spool/in");
	assert_string_equal(mailbox->done, "");
	assert_string_equal(settings->smtp.url, "maildir:spool/out");
	assert_true(settings->auth.extension);
	assert_int_equal(settings->auth.authserv_ids->len, 0);
	assert_int_equal(settings->auth.receivers->len, 0);
	assert_int_equal(settings->limits.message, 50 << 20);
	assert_int_equal(settings->limits.parts, 500);
	assert_int_equal(settings->limits.depth, 50);
	assert_int_equal(settings->limits.notices_per_hour, 20);
	assert_int_equal(settings->limits.acks_per_hour, 2000);
}

static void settings_default_to_no_extension_with_a_server(void **state)
{
	AUTO(settings) smtp = settings_of("[smtp]\nurl = smtp://localhost\n");
	AUTO(settings)
	imap = settings_of("[mailbox \"a\"]\nurl = imaps://x/INBOX\n"
			   "user = a\n");
	AUTO(settings)
	said = settings_of("[smtp]\nurl = smtp://localhost\n"
			   "[auth]\nextension = plus\n");
	const struct mailbox_settings *mailbox = imap->mailboxes->pdata[0];

	(void)state;
	assert_false(smtp->auth.extension);
	assert_false(imap->auth.extension);
	assert_true(said->auth.extension);
	assert_string_equal(mailbox->done, "Archive");
}

static void settings_trust_the_domain_of_the_authserv_id(void **state)
{
	AUTO(settings)
	settings = settings_of("[auth]\nauthserv-id = MX.Example.com\n");
	AUTO(settings) flat = settings_of("[auth]\nauthserv-id = mx.com\n");

	(void)state;
	assert_int_equal(settings->auth.receivers->len, 2);
	assert_string_equal(
		settings->auth.receivers->pdata[0], "mx.example.com");
	assert_string_equal(settings->auth.receivers->pdata[1], "example.com");
	assert_int_equal(settings->limits.acks_per_hour, 200);
	assert_int_equal(flat->auth.receivers->len, 1);
}

static void rules_of_an_address_alone_have_a_queue(void **state)
{
	AUTO(rules) rules = rules_of("[desk]\naddress = help@example.com\n");

	(void)state;
	assert_string_equal(rules_default_queue(rules)->name, "support");
	assert_int_equal(rules_default_queue(rules)->line, 1);
	assert_string_equal(rules->language, "en");
	assert_string_equal(rules->zone, "UTC");
	assert_string_equal(rules->tag, "T");
	assert_true(rules->log_text);
	assert_true(rules_is_own(rules, "HELP+1.2p.abc@example.com"));
	assert_true(rules_is_own(rules, "help@example.com"));
	assert_false(rules_is_own(rules, "helper@example.com"));
	assert_false(rules_is_own(rules, "help@example.org"));
}

static void agents_without_a_name_get_one_from_their_address(void **state)
{
	AUTO(rules)
	rules = rules_of("[desk]\naddress = help@example.com\n"
			 "[agent \"anna.berg@example.com\"]\n");
	const struct agent_rule *agent = rules->agents->pdata[0];

	(void)state;
	assert_string_equal(agent->name, "Anna Berg");
}

static void hours_may_pass_midnight_and_the_week(void **state)
{
	AUTO(rules)
	rules = rules_of(HEAD "[calendar \"night\"]\n"
			      "hours = Mon-Sun 22:00-06:00\n"
			      "[calendar \"two\"]\n"
			      "hours = Fri-Mon 10:00-11:00, Tue 00:00-24:00\n");
	const struct calendar_rule *night = rules->calendars->pdata[0];
	const struct calendar_rule *two = rules->calendars->pdata[1];
	const struct week_interval *sunday =
		&g_array_index(night->hours, struct week_interval, 6);
	const struct week_interval *tuesday =
		&g_array_index(two->hours, struct week_interval, 1);

	(void)state;
	assert_int_equal(night->hours->len, 7);
	assert_int_equal(sunday->from, 6 * 1440 + 22 * 60);
	assert_int_equal(sunday->to, 7 * 1440 + 6 * 60);
	assert_string_equal(night->zone, "UTC");
	assert_int_equal(two->hours->len, 5);
	assert_int_equal(tuesday->from, 1440);
	assert_int_equal(tuesday->to, 2 * 1440);
}

static void plaintext_is_allowed_on_loopback_or_by_name(void **state)
{
	static const char *const texts[] = {
		"[smtp]\nurl = smtp://localhost:25\ntls = none\n",
		"[smtp]\nurl = smtp://127.0.0.1\ntls = none\n",
		"[smtp]\nurl = smtp://[::1]:2525\ntls = none\n",
		"[smtp]\nurl = smtp://mail.example.com\ntls = none\n"
		"allow-plaintext = true\n",
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
		AUTO(settings) settings = settings_of(texts[i]);

		assert_int_equal(settings->smtp.tls, TLS_NONE);
	}
}

static void both_files_together_show_a_dangling_mailbox_queue(void **state)
{
	AUTO(settings)
	settings = settings_of("\n[mailbox \"a\"]\nurl = maildir:in\n"
			       "queue = nix\n");
	AUTO(rules) rules = rules_of(HEAD);
	g_autoptr(GPtrArray) errors = conf_errors_new();
	g_autofree char *told = NULL;

	(void)state;
	conf_check_both("postern.conf", settings, rules, errors);
	told = conf_errors_text(errors);
	assert_string_equal(told,
		"postern.conf:2: queue: there is no [queue \"nix\"] in "
		"desk.conf (expected the name of one)\n");
}

static void warnings_name_what_works_but_not_well(void **state)
{
	AUTO(rules)
	rules = rules_of(
		HEAD "[queue \"a\"]\n[queue \"b\"]\n"
		     "[agent \"x@y.example\"]\nqueue = a\n"
		     "language = de\n[promise \"P2\"]\n"
		     "[calendar \"c\"]\nhours = Mon 08:00-12:00\n"
		     "holiday = 2026-12-25\nholiday = calendars/se.ics\n");
	AUTO(settings) settings = settings_of("");
	g_autoptr(GPtrArray) warnings = conf_errors_new();
	g_autofree char *told = NULL;

	(void)state;
	conf_warnings("desk.conf", rules, warnings);
	conf_settings_warnings("postern.conf", settings, warnings);
	told = conf_errors_text(warnings);
	assert_non_null(strstr(told, "desk.conf:5: queue 'b' has no agent"));
	assert_null(strstr(told, "queue 'a' has no agent"));
	assert_non_null(strstr(told, "language 'de' is not built in"));
	assert_non_null(strstr(told, "no agent is lead"));
	assert_non_null(strstr(told, "promise 'P2' promises nothing"));
	assert_null(strstr(told, "holiday"));
	assert_non_null(strstr(told, "postern.conf: no authserv-id"));
}

/* Whatever the bytes, the reader ends and its answer can be freed. Starts from
 * right text, so that mutations get deep. */
static void random_mutations_never_harm(void **state)
{
	guint32 seed = g_random_int();
	g_autoptr(GRand) rand = g_rand_new_with_seed(seed);

	(void)state;
	print_message("seed %u\n", seed);
	for (guint round = 0; round < 3000; round++) {
		const char *base = round % 2 ? RULES : SETTINGS;
		gsize length = strlen(base);
		g_autofree char *text = g_memdup2(base, length);
		g_autoptr(GPtrArray) errors = conf_errors_new();
		gint32 edits = g_rand_int_range(rand, 1, 30);
		AUTO(rules) rules = NULL;
		AUTO(settings) settings = NULL;

		for (; edits > 0; edits--)
			text[g_rand_int_range(rand, 0, (gint32)length)] =
				edits % 3 ? "[]\"\\=\n# ;-"[g_rand_int_range(
						    rand, 0, 10)]
					  : (char)g_rand_int_range(
						    rand, -128, 127);
		rules = conf_parse_rules("f", text, length, errors);
		assert_true((rules != NULL) == (errors->len == 0));
		g_ptr_array_set_size(errors, 0);
		settings = conf_parse_settings("f", text, length, errors);
		assert_true((settings != NULL) == (errors->len == 0));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(settings_take_the_documented_example),
		cmocka_unit_test(rules_take_the_documented_example),
		cmocka_unit_test(every_documented_key_is_in_the_table),
		cmocka_unit_test(settings_of_nothing_are_the_spools),
		cmocka_unit_test(
			settings_default_to_no_extension_with_a_server),
		cmocka_unit_test(settings_trust_the_domain_of_the_authserv_id),
		cmocka_unit_test(rules_of_an_address_alone_have_a_queue),
		cmocka_unit_test(
			agents_without_a_name_get_one_from_their_address),
		cmocka_unit_test(hours_may_pass_midnight_and_the_week),
		cmocka_unit_test(plaintext_is_allowed_on_loopback_or_by_name),
		cmocka_unit_test(
			both_files_together_show_a_dangling_mailbox_queue),
		cmocka_unit_test(warnings_name_what_works_but_not_well),
		cmocka_unit_test(random_mutations_never_harm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
