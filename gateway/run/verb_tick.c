/* verb_tick.c - what time alone brings to tickets; rules that were pushed are
 * taken over, packs are put together, the full text follows. */
#include "clock.h"
#include "clockwork.h"
#include "fault.h"
#include "fence.h"
#include "home.h"
#include "text.h"
#include "verb.h"

#define LOCK_MS 30000
/* A tick ends, however much is due; cron calls the next one. */
#define MAX_PASSES 25u

/* Takes over what was pushed; *is_due: there is more to do. */
static gboolean look(
	struct home *home, gint64 now, gboolean *is_due, GError **error)
{
	gboolean rules_moved = FALSE;
	struct batch *batch =
		store_begin(home->store, LOCK_MS, now, &rules_moved, error);

	if (batch == NULL)
		return FALSE;
	if (rules_moved && !home_reload(home, batch, error)) {
		batch_abort(batch);
		return FALSE;
	}
	return batch_commit(batch, error) &&
	       clockwork_is_due(home, now, is_due, error);
}

static gboolean work(
	struct home *home, struct nursery *nursery, gint64 now, GError **error)
{
	gboolean is_more = TRUE;

	for (guint pass = 0; is_more && pass < MAX_PASSES; pass++) {
		g_autoptr(GError) why = NULL;

		if (clockwork_pass(home, nursery, now, &is_more, &why) ||
			g_error_matches(why, POSTERN_FAULT, FAULT_CONFLICT))
			continue;
		g_propagate_error(error, g_steal_pointer(&why));
		return FALSE;
	}
	return TRUE;
}

/* Parsers are wanted only where something is due: they are started before the
 * desk is opened, so it is opened twice then. */
static gboolean tick(const char *dir, gint64 now, GError **error)
{
	fence_no_internet();
	AUTO(home) home = home_open(dir, error);
	gboolean is_due = FALSE;

	if (home == NULL || !look(home, now, &is_due, error))
		return FALSE;
	if (is_due) {
		AUTO(nursery) nursery = NULL;

		home_free(g_steal_pointer(&home));
		nursery = home_nursery(dir, error);
		if (nursery == NULL)
			return FALSE;
		home = home_open(dir, error);
		if (home == NULL || !work(home, nursery, now, error))
			return FALSE;
	}
	return store_maintain(home->store, error) &&
	       store_fill_text(home->dir, error);
}

int verb_tick(struct verb_call *call)
{
	g_autofree char *when = NULL;
	g_autoptr(GError) why = NULL;
	struct clock clock = clock_system();
	gint64 now = clock_now(&clock);
	const GOptionEntry entries[] = {
		{ "now", 0, 0, G_OPTION_ARG_STRING, &when,
			"as if it were TIME (2026-11-23T09:15:02Z)", "TIME" },
		{ 0 },
	};

	if (!verb_options(call, entries, 0, 0))
		return EX_USAGE;
	if (when != NULL && !text_parse_time(when, &now)) {
		g_printerr("postern: tick: '%s' is no time (expected "
			   "2026-11-23T09:15:02Z)\n",
			when);
		return EX_USAGE;
	}
	if (!tick(call->desk, now, &why))
		return verb_fail("tick", why);
	return EX_OK;
}
