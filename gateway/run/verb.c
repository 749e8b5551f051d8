#include "verb.h"
#include "fault.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

const struct verb_row VERBS[] = {
	{ "init", "DESK --address ADDRESS [--agent ADDRESS]…", "make a desk",
		verb_init },
	{ "run", "", "the daemon: take mail, send, keep the clocks", verb_run },
	{ "fetch", "", "take what waits in the mailboxes, once", verb_fetch },
	{ "send", "", "hand over what waits in the outbox, once", verb_send },
	{ "tick", "[--now TIME]", "do what time alone brings, once",
		verb_tick },
	{ "deliver", "[--queue NAME]", "take one mail on standard input",
		verb_deliver },
	{ "import", "[--live] [--mbox=KIND] PATH…",
		"take mbox files and Maildirs as history", verb_import },
	{ "list", "[--all] [--queue NAME] … [--json]", "the queue", verb_list },
	{ "show", "N [--clocks | --message M [--to ADDRESS]] [--json]",
		"a ticket", verb_show },
	{ "log", "N [--json]", "the history of a ticket", verb_log },
	{ "search", "WORD… [--json]", "tickets and solutions with those words",
		verb_search },
	{ "do", "N COMMAND…", "tag commands from the shell", verb_do },
	{ "check", "[--offline] [--mail] [--rules FILE]",
		"what is wrong, and how to mend it", verb_check },
	{ "reindex", "", "build the index anew", verb_reindex },
};
const guint VERB_ROWS = G_N_ELEMENTS(VERBS);

const struct verb_row *verb_find_row(const char *name)
{
	for (guint i = 0; i < VERB_ROWS; i++)
		if (g_str_equal(VERBS[i].name, name))
			return &VERBS[i];
	return NULL;
}

gboolean verb_options(
	struct verb_call *call, const GOptionEntry *entries, int min, int max)
{
	const struct verb_row *row = verb_find_row(call->argv[0]);

	g_assert(row != NULL);
	g_autofree char *title =
		g_strdup_printf("%s - %s", row->arguments, row->summary);
	g_autoptr(GOptionContext) context = g_option_context_new(title);
	g_autoptr(GError) why = NULL;
	g_autofree char *name = g_strdup_printf("postern %s", row->name);

	g_set_prgname(name);
	if (entries != NULL)
		g_option_context_add_main_entries(context, entries, NULL);
	if (!g_option_context_parse(context, &call->argc, &call->argv, &why)) {
		g_printerr("postern: %s: %s (see: %s --help)\n", row->name,
			why->message, name);
		return FALSE;
	}
	int given = call->argc - 1;

	if (given > 0 && g_str_equal(call->argv[1], "--")) {
		call->argv++;
		call->argc--;
		given--;
	}
	if (given >= min && (max < 0 || given <= max))
		return TRUE;
	g_printerr("postern: %s: %d argument%s (expected: postern %s %s)\n",
		row->name, given, given == 1 ? "" : "s", row->name,
		row->arguments);
	return FALSE;
}

int verb_trouble(const char *what, int code, const char *why)
{
	static const int STATUS[] = {
		[FAULT_INVALID] = EX_CONFIG,
		[FAULT_LIMIT] = EX_DATAERR,
		[FAULT_NOT_FOUND] = EX_NOINPUT,
		[FAULT_CONFLICT] = EX_TEMPFAIL,
		[FAULT_TEMPORARY] = EX_TEMPFAIL,
		[FAULT_DENIED] = EX_NOPERM,
		[FAULT_IO] = EX_IOERR,
	};
	g_auto(GStrv) lines = g_strsplit(why, "\n", -1);

	for (guint i = 0; lines[i] != NULL; i++) {
		g_autofree char *line = text_line(lines[i], -1);

		g_printerr("postern: %s: %s\n", what, line);
	}
	return code >= 0 && code < (int)G_N_ELEMENTS(STATUS) ? STATUS[code]
							     : EX_SOFTWARE;
}

int verb_fail(const char *what, const GError *why)
{
	return verb_trouble(what,
		why->domain == POSTERN_FAULT ? why->code : FAULT_IO,
		why->message);
}

gboolean verb_ticket_number(const char *text, guint32 *number)
{
	const char *dash = strrchr(text, '-');

	if (text_parse_number(dash != NULL ? dash + 1 : text, number) &&
		*number > 0)
		return TRUE;
	g_autofree char *shown = text_line(text, -1);

	g_printerr(
		"postern: '%s' is no ticket (expected 123 or T-123)\n", shown);
	return FALSE;
}

int verb_no_queue(const char *what, const char *queue)
{
	g_autofree char *shown = text_line(queue, -1);

	g_printerr("postern: %s: no queue '%s' in desk.conf\n", what, shown);
	return EX_USAGE;
}

gboolean verb_has_colour(void)
{
	const char *no = g_getenv("NO_COLOR");

	return isatty(STDOUT_FILENO) && (no == NULL || *no == '\0');
}

guint verb_width(void)
{
	struct winsize size;

	if (!isatty(STDOUT_FILENO) ||
		ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
		return 0;
	return size.ws_col;
}

char *verb_time(gint64 unix_sec, const char *zone)
{
	g_autoptr(GTimeZone) where = g_time_zone_new_identifier(zone);

	if (unix_sec == 0)
		return g_strdup("");
	if (where == NULL)
		where = g_time_zone_new_utc();
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(unix_sec);
	g_autoptr(GDateTime) local =
		utc == NULL ? NULL : g_date_time_to_timezone(utc, where);

	return local == NULL ? g_strdup("")
			     : g_date_time_format(local, "%Y-%m-%d %H:%M %z");
}
