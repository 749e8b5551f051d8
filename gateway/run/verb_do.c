/* verb_do.c - tag commands from the operator's shell. */
#include "clock.h"
#include "fault.h"
#include "home.h"
#include "nursery.h"
#include "turn.h"
#include "verb.h"

#include <string.h>

#define LOCK_MS 30000
#define MAX_RACES 5u

struct task {
	guint32 ticket;
	const char *commands;
	gint64 now;
};

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

/* What became of them. */
struct answer {
	char *transcript;
	gboolean has_refusals, is_nothing;
};

static gboolean put_commands(struct batch *batch, struct home *home,
	struct nursery *nursery, const struct task *task, struct answer *answer,
	GError **error)
{
	struct turn turn;
	gboolean is_put;

	turn_init(&turn, home, batch, nursery, task->now);
	is_put = turn_commands(
		&turn, task->ticket, g_get_user_name(), task->commands, error);
	g_free(answer->transcript);
	answer->transcript = g_steal_pointer(&turn.transcript);
	answer->has_refusals = turn.has_refusals;
	answer->is_nothing = turn.commits == 0 && answer->transcript == NULL;
	turn_clear(&turn);
	return is_put;
}

static gboolean do_once(struct home *home, struct nursery *nursery,
	const struct task *task, struct answer *answer, GError **error)
{
	gboolean rules_moved = FALSE;
	struct batch *batch = store_begin(
		home->store, LOCK_MS, task->now, &rules_moved, error);

	if (batch == NULL)
		return FALSE;
	if ((!rules_moved || home_reload(home, batch, error)) &&
		put_commands(batch, home, nursery, task, answer, error))
		return batch_commit(batch, error);
	batch_abort(batch);
	return FALSE;
}

/* A lost race is cured by loading again. */
static gboolean do_anyway(struct home *home, struct nursery *nursery,
	const struct task *task, struct answer *answer, GError **error)
{
	for (guint race = 1;; race++) {
		g_autoptr(GError) why = NULL;

		if (do_once(home, nursery, task, answer, &why))
			return TRUE;
		if (race < MAX_RACES &&
			g_error_matches(why, POSTERN_FAULT, FAULT_CONFLICT))
			continue;
		g_propagate_error(error, g_steal_pointer(&why));
		return FALSE;
	}
}

static int do_commands(struct home *home, struct nursery *nursery,
	guint32 ticket, const char *commands)
{
	g_autoptr(GError) why = NULL;
	struct clock clock = clock_system();
	const struct task task = {
		.ticket = ticket,
		.commands = commands,
		.now = clock_now(&clock),
	};
	struct answer answer = { 0 };
	gboolean is_done = do_anyway(home, nursery, &task, &answer, &why);
	g_autofree char *transcript = answer.transcript;

	if (!is_done)
		return verb_fail("do", why);
	if (answer.is_nothing) {
		g_printerr("postern: do: there is no ticket %u\n", ticket);
		return EX_NOINPUT;
	}
	if (transcript != NULL)
		g_print("%s", transcript);
	return answer.has_refusals ? EX_DATAERR : EX_OK;
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
