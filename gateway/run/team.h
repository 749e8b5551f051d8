/* team.h - the desk role and those that work for it: fetchers, parser, mailer.
 *
 * The one-shot verbs start the roles that they need for one pass; `run` starts
 * all of them for ever.
 */
#ifndef RUN_TEAM_H
#define RUN_TEAM_H

#include "home.h"
#include <glib.h>

enum team_work {
	TEAM_FETCH = 1 << 0, /* take mail */
	TEAM_SEND = 1 << 1,  /* drain the outbox */
	TEAM_STAY = 1 << 2,  /* for ever; else one pass of each */
};

struct team_report {
	gboolean has_begun; /* settings, secrets and desk were fine */
	guint taken;        /* mails that were committed, put away */
	guint sent;
	gboolean is_elsewhere; /* another process drains */
	char *trouble; /* the first thing that went wrong, one line, or NULL */
	int trouble_code; /* enum postern_fault */
};

/* Looks at settings and secrets, starts the roles (before anything of the store
 * is opened), opens the desk, works, ends. With TEAM_STAY it ends by SIGTERM or
 * SIGINT (after the batch at hand), or with an error when a role died. Trouble
 * of a mailbox or of the mail server is no error: report tells it. */
gboolean team_work(const char *desk, guint work, struct team_report *report,
	GError **error);
void team_report_clear(struct team_report *report);

#endif
