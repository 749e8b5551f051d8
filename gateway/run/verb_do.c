/* verb_do.c - tag commands from the operator's shell. */
#include "clock.h"
#include "home.h"
#include "nursery.h"
#include "turn.h"
#include "verb.h"

#include <string.h>

#define LOCK_MS 30000

/* "close" and "#close" alike; one command an argument. */
static char *join_commands(struct verb_call *call)
{
	GString *lines = g_string_new(NULL);

	for (int i = 2; i < call->argc; i++)
		g_string_append_printf(lines, "%s%s\n",
			call->argv[i][0] == '#' ? "" : "#", call->argv[i]);
	return g_string_free(lines, FALSE);
}

/* A text that a script passes on must not become a second command. */
static gboolean are_lines(const struct verb_call *call)
{
	for (int i = 2; i < call->argc; i++)
		if (strpbrk(call->argv[i], "\r\n") != NULL) {
			g_printerr("postern: do: a command of several lines "
				   "(expected one line an argument)\n");
			return FALSE;
		}
	return TRUE;
}

static gboolean run_commands(
	struct turn *turn, guint32 ticket, const char *commands, GError **error)
{
	return turn_commands(turn, ticket, g_get_user_name(), commands, error);
}

static int do_commands(struct home *home, struct nursery *nursery,
	guint32 ticket, const char *commands)
{
	g_autoptr(GError) why = NULL;
	struct clock clock = clock_system();
	gint64 now = clock_now(&clock);
	gboolean rules_moved = FALSE;
	struct batch *batch =
		store_begin(home->store, LOCK_MS, now, &rules_moved, &why);
	struct turn turn;

	if (batch == NULL)
		return verb_fail("do", why);
	if (rules_moved && !home_reload(home, batch, &why)) {
		batch_abort(batch);
		return verb_fail("do", why);
	}
	turn_init(&turn, home, batch, nursery, now);
	if (!run_commands(&turn, ticket, commands, &why)) {
		batch_abort(batch);
		return verb_fail("do", why);
	}
	g_autofree char *transcript = g_steal_pointer(&turn.transcript);
	gboolean has_refusals = turn.has_refusals;
	gboolean is_nothing = turn.commits == 0 && transcript == NULL;

	turn_clear(&turn);
	if (!batch_commit(batch, &why))
		return verb_fail("do", why);
	if (is_nothing) {
		g_printerr("postern: do: there is no ticket %u\n", ticket);
		return EX_NOINPUT;
	}
	if (transcript != NULL)
		g_print("%s", transcript);
	return has_refusals ? EX_DATAERR : EX_OK;
}

int verb_do(struct verb_call *call)
{
	g_autoptr(GError) why = NULL;
	guint32 ticket;

	if (!verb_options(call, NULL, 2, -1) ||
		!verb_ticket_number(call->argv[1], &ticket) || !are_lines(call))
		return EX_USAGE;
	g_autofree char *commands = join_commands(call);
	AUTO(nursery) nursery = home_nursery(call->desk, &why);

	if (nursery == NULL)
		return verb_fail("do", why);
	AUTO(home) home = home_open(call->desk, &why);

	return home == NULL ? verb_fail("do", why)
			    : do_commands(home, nursery, ticket, commands);
}
