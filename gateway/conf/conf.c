#include "conf.h"
#include "check.h"
#include "sections.h"
#include <string.h>

static void free_error(gpointer pointer)
{
	struct conf_error *error = pointer;

	g_free(error->file);
	g_free(error->text);
	g_free(error);
}

GPtrArray *conf_errors_new(void)
{
	return g_ptr_array_new_with_free_func(free_error);
}

char *conf_errors_text(const GPtrArray *errors)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; i < errors->len; i++) {
		const struct conf_error *error = errors->pdata[i];

		if (error->line)
			g_string_append_printf(text, "%s:%u: %s\n", error->file,
				error->line, error->text);
		else
			g_string_append_printf(
				text, "%s: %s\n", error->file, error->text);
	}
	return g_string_free(g_steal_pointer(&text), FALSE);
}

static int compare_lines(gconstpointer a, gconstpointer b)
{
	const struct conf_error *const *x = a, *const *y = b;

	return ((*x)->line > (*y)->line) - ((*x)->line < (*y)->line);
}

/* Gives the errors over, by line; TRUE where there was none. */
static gboolean hand_over(struct conf_parse *parse, GPtrArray *errors)
{
	gboolean is_right = parse->errors->len == 0;

	g_ptr_array_sort(parse->errors, compare_lines);
	g_ptr_array_extend_and_steal(errors, g_ptr_array_ref(parse->errors));
	return is_right;
}

struct rules *conf_parse_rules(
	const char *file, const char *text, gsize length, GPtrArray *errors)
{
	AUTO(rules) rules = rules_new();
	AUTO(conf_parse) parse = conf_parse_new("desk.conf", file, rules);

	conf_parse_text(parse, text, length);
	check_rules(parse, rules);
	return hand_over(parse, errors) ? g_steal_pointer(&rules) : NULL;
}

struct settings *conf_parse_settings(
	const char *file, const char *text, gsize length, GPtrArray *errors)
{
	AUTO(settings) settings = settings_new();
	AUTO(conf_parse)
	parse = conf_parse_new("postern.conf", file, settings);

	conf_parse_text(parse, text, length);
	check_settings(parse, settings);
	return hand_over(parse, errors) ? g_steal_pointer(&settings) : NULL;
}

static void G_GNUC_PRINTF(4, 5) add(GPtrArray *errors, const char *file,
	guint line, const char *format, ...)
{
	struct conf_error *error = g_new0(struct conf_error, 1);
	va_list list;

	va_start(list, format);
	error->file = g_strdup(file);
	error->line = line;
	error->text = g_strdup_vprintf(format, list);
	va_end(list);
	g_ptr_array_add(errors, error);
}

void conf_check_both(const char *settings_file, const struct settings *settings,
	const struct rules *rules, GPtrArray *errors)
{
	for (guint i = 0; i < settings->mailboxes->len; i++) {
		const struct mailbox_settings *mailbox =
			settings->mailboxes->pdata[i];

		if (mailbox->queue && !rules_queue(rules, mailbox->queue))
			add(errors, settings_file, mailbox->line,
				"queue: there is no [queue \"%s\"] in "
				"desk.conf (expected the name of one)",
				mailbox->queue);
	}
}

void conf_settings_warnings(
	const char *file, const struct settings *settings, GPtrArray *warnings)
{
	const struct auth_settings *auth = &settings->auth;

	if (auth->authserv_ids->len == 0)
		add(warnings, file, 0,
			"no authserv-id: no From can be proven, agents work by "
			"the reply addresses of their notices (expected "
			"authserv-id = the host that checks your mail, in "
			"[auth])");
	if (auth->authserv_ids->len == 0 && auth->both)
		add(warnings, file, 0,
			"commands = dmarc+token without authserv-id: no "
			"command runs before it is confirmed");
	for (guint i = 0; i < settings->mailboxes->len; i++) {
		const struct mailbox_settings *mailbox =
			settings->mailboxes->pdata[i];

		if (mailbox->user && !mailbox->password_file &&
			!mailbox->oauth2)
			add(warnings, file, mailbox->line,
				"[mailbox \"%s\"] has no password-file: its "
				"server will refuse the login (expected a file "
				"or the name of a systemd credential)",
				mailbox->name);
	}
	if (settings->smtp.user && !settings->smtp.password_file &&
		!settings->smtp.oauth2)
		add(warnings, file, settings->smtp.line,
			"[smtp] has no password-file: its server will refuse "
			"the login (expected a file or the name of a systemd "
			"credential)");
}
