/* verb_tick.c - what time alone brings: rules that were pushed are taken over,
 * packs are put together, the full text follows. */
#include "clock.h"
#include "fault.h"
#include "home.h"
#include "text.h"
#include "verb.h"

#define LOCK_MS 30000

static gboolean tick(struct home *home, gint64 now, GError **error)
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
	       store_maintain(home->store, error) &&
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
	AUTO(home) home = home_open(call->desk, &why);

	if (home == NULL || !tick(home, now, &why))
		return verb_fail("tick", why);
	return EX_OK;
}
