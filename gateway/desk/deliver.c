#include "deliver.h"
#include "undelivered.h"
#include "told.h"

#include <string.h>

static char *place(
	const struct work *work, const struct delivery_report *report)
{
	if (!report->ticket)
		return g_strdup_printf("%u-%02u/%u-out", report->month / 100,
			report->month % 100, report->message);
	return g_strdup_printf("%s-%u %04u-out", work->site->rules->tag,
		report->ticket, report->message);
}

static char *result_word(const struct delivery_report *report)
{
	if (report->state == DELIVERY_SENT && report->reply && *report->reply)
		return g_strndup(report->reply, strcspn(report->reply, " "));
	return g_strdup_printf("%s %s", delivery_state_name(report->state),
		report->reply ? report->reply : "");
}

static void touch(struct work *work, guint32 ticket)
{
	for (guint i = 0; i < work->touched->len; i++) {
		if (g_array_index(work->touched, guint32, i) == ticket)
			return;
	}
	if (ticket)
		g_array_append_val(work->touched, ticket);
}

static gboolean is_failure(enum delivery_state state)
{
	return state == DELIVERY_FAILED || state == DELIVERY_EXPIRED;
}

static void take_failure(
	struct work *work, const struct delivery_report *report)
{
	struct draft *draft = work_draft(work, report->ticket);
	g_autofree char *code = NULL;
	const char *reply = report->reply ? report->reply : "";
	gsize length = strcspn(reply, " ");

	if (!draft)
		return;
	code = g_strndup(reply, length);
	note_undelivered(draft, report->address, code,
		reply[length] ? reply + length + 1 : "");
	if (!rules_agent(work->site->rules, report->address))
		tell(work, draft, TELL_UNDELIVERED);
	else
		tell_leads(work, draft, NOTICE_UNDELIVERED);
}

static void take_report(struct work *work, const struct delivery_report *report)
{
	struct article article = { .ticket = report->ticket,
		.month = report->month,
		.number = report->message };
	struct delivery line = { .message = report->message,
		.address = report->address,
		.state = report->state,
		.at = report->at,
		.reply = report->reply };
	g_autofree char *where = place(work, report);
	g_autofree char *result = result_word(report);

	touch(work, report->ticket);
	change_delivery(work, &article, &line);
	g_ptr_array_add(
		work->delivered, g_strdup_printf("%s %s %s", where,
					 report->address, g_strchomp(result)));
	if (is_failure(report->state))
		take_failure(work, report);
}

gboolean deliver_event(struct work *work)
{
	const GPtrArray *reports = work->event->deliveries;

	if (!reports || !reports->len)
		return FALSE;
	for (guint i = 0; i < reports->len; i++)
		take_report(work, reports->pdata[i]);
	work_event(work, WORK_DELIVER);
	work->subject = reports->len == 1 ? g_strdup("deliver: 1 mail")
					  : g_strdup_printf("deliver: %u mails",
						    reports->len);
	return TRUE;
}
