/* Any bytes are a configuration: it is right, or there is an error that says
 * where it is not. */
#include "conf.h"
#include "fuzz.h"
#include "near.h"
#include <string.h>

static void check_errors(const GPtrArray *errors, gboolean is_right)
{
	g_autofree char *text = conf_errors_text(errors);

	g_assert(is_right == (errors->len == 0));
	g_assert(g_utf8_validate(text, -1, NULL));
}

static void read_rules(const char *text, gsize length)
{
	g_autoptr(GPtrArray) errors = conf_errors_new();
	g_autoptr(GPtrArray) warnings = conf_errors_new();
	AUTO(rules)
	rules = conf_parse_rules("desk.conf", text, length, errors);

	check_errors(errors, rules != NULL);
	if (rules == NULL)
		return;
	g_assert(rules_default_queue(rules) != NULL);
	conf_warnings("desk.conf", rules, warnings);
}

static void read_settings(const char *text, gsize length)
{
	g_autoptr(GPtrArray) errors = conf_errors_new();
	g_autoptr(GPtrArray) warnings = conf_errors_new();
	AUTO(settings)
	settings = conf_parse_settings("postern.conf", text, length, errors);

	check_errors(errors, settings != NULL);
	if (settings != NULL)
		conf_settings_warnings("postern.conf", settings, warnings);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	read_rules((const char *)data, size);
	read_settings((const char *)data, size);
	return 0;
}
