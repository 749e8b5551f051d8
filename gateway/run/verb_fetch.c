/* verb_fetch.c - one pass over the mailboxes. */
#include "team.h"
#include "verb.h"

int verb_fetch(struct verb_call *call)
{
	struct team_report report;
	g_autoptr(GError) why = NULL;
	int status = EX_OK;

	if (!verb_options(call, NULL, 0, 0))
		return EX_USAGE;
	if (!team_work(call->desk, TEAM_FETCH, &report, &why))
		status = verb_fail("fetch", why);
	else if (report.trouble != NULL)
		status = verb_trouble(
			"fetch", report.trouble_code, report.trouble);
	team_report_clear(&report);
	return status;
}
