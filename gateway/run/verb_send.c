/* verb_send.c - one pass over the outbox. */
#include "team.h"
#include "verb.h"

int verb_send(struct verb_call *call)
{
	struct team_report report;
	g_autoptr(GError) why = NULL;
	int status = EX_OK;

	if (!verb_options(call, NULL, 0, 0))
		return EX_USAGE;
	if (!team_work(call->desk, TEAM_SEND, &report, &why))
		status = verb_fail("send", why);
	else if (report.is_elsewhere)
		g_printerr("postern: send: another process is sending\n");
	else if (report.trouble != NULL)
		status = verb_trouble(
			"send", report.trouble_code, report.trouble);
	team_report_clear(&report);
	return status;
}
