/* What a new desk begins with is right as it stands. */
#include "conf.h"
#include "initial.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <string.h>

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

static void initial_settings_are_the_defaults(void **state)
{
	g_autofree char *text = conf_initial_settings();
	AUTO(settings) settings = settings_of(text);
	g_autoptr(GString) open = g_string_new(NULL);
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	(void)state;
	assert_string_equal(settings->smtp.url, "maildir:spool/out");
	/* What stands behind "#" is right, too, once it is taken away. */
	for (gsize i = 0; lines[i]; i++)
		if (!g_str_has_prefix(lines[i], "# "))
			g_string_append_printf(
				open, "%s\n", lines[i] + (*lines[i] == '#'));
	settings_free(settings);
	settings = settings_of(open->str);
	assert_string_equal(settings->smtp.url, "smtp://smtp.example.com:587");
}

static void initial_rules_are_right_and_hold_the_agents(void **state)
{
	g_autoptr(GPtrArray) agents = g_ptr_array_new();
	g_autofree char *text = NULL;
	AUTO(rules) rules = NULL;
	const struct agent_rule *anna, *nils;

	(void)state;
	g_ptr_array_add(agents, g_strdup("anna.berg@example.com"));
	g_ptr_array_add(agents, g_strdup("n#l's@example.com"));
	text = conf_initial_rules("help@example.com", agents, NULL);
	rules = rules_of(text);
	anna = rules->agents->pdata[0];
	nils = rules->agents->pdata[1];
	assert_string_equal(rules->address, "help@example.com");
	assert_string_equal(anna->name, "Anna Berg");
	assert_true(anna->is_lead);
	assert_string_equal(nils->address, "n#l's@example.com");
	assert_string_equal(nils->name, "N#l's");
	assert_false(nils->is_lead);
	assert_string_equal(rules_default_queue(rules)->calendar, "office");
	g_ptr_array_foreach(agents, (GFunc)(void (*)(void))g_free, NULL);
}

static void initial_rules_refuse_addresses_that_are_none(void **state)
{
	g_autoptr(GPtrArray) agents = g_ptr_array_new();
	g_autoptr(GError) error = NULL;
	char twice[] = "HELP@example.com";

	(void)state;
	assert_null(conf_initial_rules("help\n[x]@example.com", NULL, &error));
	assert_non_null(error);
	g_clear_error(&error);
	g_ptr_array_add(agents, twice);
	assert_null(conf_initial_rules("help@example.com", agents, &error));
	assert_non_null(strstr(error->message, "given twice"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(initial_settings_are_the_defaults),
		cmocka_unit_test(initial_rules_are_right_and_hold_the_agents),
		cmocka_unit_test(initial_rules_refuse_addresses_that_are_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
