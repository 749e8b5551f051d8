/* verb_reindex.c - builds the index from nothing. The full text follows behind,
 * as it does while mail comes in, or at once with --text. */
#include "home.h"
#include "verb.h"

#include <unistd.h>

#define SHOW_EVERY_USEC 200000

struct shown {
	gint64 start, last; /* monotonic */
};

static void show_progress(guint64 done, guint64 total, gpointer data)
{
	struct shown *shown = data;
	gint64 now = g_get_monotonic_time();
	gdouble seconds = (gdouble)MAX(now - shown->start, 1) / G_USEC_PER_SEC;

	if (done == 0 || (done < total && now - shown->last < SHOW_EVERY_USEC))
		return;
	shown->last = now;
	g_printerr("\r%" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT
		   " commits, %.0f a second ",
		done, total, (gdouble)done / seconds);
}

static gboolean reindex(struct verb_call *call, struct home *home,
	gboolean with_text, GError **error)
{
	struct shown shown = { g_get_monotonic_time(), 0 };
	gboolean is_shown = isatty(STDERR_FILENO);

	if (!store_reindex(home->store, is_shown ? show_progress : NULL, &shown,
		    error) ||
		!store_forget_text(home->store, error))
		return FALSE;
	if (is_shown)
		g_printerr("\n");
	if (is_shown && with_text)
		g_printerr("full text\n");
	else if (is_shown)
		g_printerr("the full text follows behind (postern run, or the "
			   "next search)\n");
	return !with_text || store_fill_text(call->desk, error);
}

int verb_reindex(struct verb_call *call)
{
	g_autoptr(GError) why = NULL;
	gboolean with_text = FALSE;
	const GOptionEntry entries[] = {
		{ "text", 0, 0, G_OPTION_ARG_NONE, &with_text,
			"the full text, too, before it ends", NULL },
		{ 0 },
	};

	if (!verb_options(call, entries, 0, 0))
		return EX_USAGE;
	AUTO(home) home = home_open(call->desk, &why);

	if (home == NULL || !reindex(call, home, with_text, &why))
		return verb_fail("reindex", why);
	return EX_OK;
}
