/* verb_reindex.c - builds index and full text from nothing. */
#include "home.h"
#include "verb.h"

#include <unistd.h>

static void show_progress(guint64 done, guint64 total, gpointer data)
{
	(void)data;
	g_printerr("\r%" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT " commits",
		done, total);
	if (done == total)
		g_printerr("\n");
}

int verb_reindex(struct verb_call *call)
{
	g_autoptr(GError) why = NULL;

	if (!verb_options(call, NULL, 0, 0))
		return EX_USAGE;
	AUTO(home) home = home_open(call->desk, &why);

	if (home == NULL ||
		!store_reindex(home->store,
			isatty(STDERR_FILENO) ? show_progress : NULL, NULL,
			&why) ||
		!store_refill_text(home->store, &why))
		return verb_fail("reindex", why);
	return EX_OK;
}
