#include "undelivered.h"
#include "new_ticket.h"
#include "text.h"
#include "told.h"

#include <string.h>

void note_undelivered(struct draft *draft, const char *address,
	const char *code, const char *why)
{
	char *all = draft->undelivered ? g_strdup_printf("%s, %s",
						 draft->undelivered, address)
				       : g_strdup(address);

	g_free(draft->undelivered);
	draft->undelivered = all;
	work_set(&draft->undelivered_code, code);
	work_set(&draft->undelivered_why, why);
}

void change_delivery(struct work *work, const struct article *article,
	const struct delivery *delivery)
{
	struct delivery_change *change = g_new0(struct delivery_change, 1);

	change->ticket = article->ticket;
	change->month = article->month;
	change->delivery = delivery_new(delivery->message, delivery->address,
		delivery->state, delivery->at, delivery->reply);
	change->delivery->vendor = delivery->vendor;
	g_ptr_array_add(work->outcome->deliveries, change);
}

static gboolean is_permanent(const struct report_recipient *recipient)
{
	return (recipient->status && recipient->status[0] == '5') ||
	       g_strcmp0(recipient->action, "failed") == 0;
}

/* An agent is never muted: the leads are told instead. */
static void mute(struct work *work, struct draft *draft,
	const struct report_recipient *recipient)
{
	const struct person *known;
	struct person *person;
	g_autofree char *when = text_time(work->at);

	if (rules_agent(work->site->rules, recipient->address)) {
		tell_leads(work, draft, NOTICE_UNDELIVERED);
		return;
	}
	known = view_person(work->view, recipient->address);
	if (known && known->muted)
		return;
	person = known ? person_copy(known) : person_new(recipient->address);
	person->muted = g_strdup_printf("bounced %s %s", when,
		recipient->status ? recipient->status : "");
	g_strchomp(person->muted);
	g_ptr_array_add(work->outcome->persons, person);
}

/* Only who was sent that notice can have failed to get it. */
static gboolean take_recipient(struct work *work, struct draft *draft,
	const struct report_recipient *recipient)
{
	struct article article = { .ticket = draft->number };
	const struct delivery *line = delivery_find(draft->known->deliveries,
		work->route.message, recipient->address);
	g_autofree char *reply = NULL;
	struct delivery changed;

	if (!line || !is_permanent(recipient))
		return FALSE;
	reply = g_strdup_printf("%s %s",
		recipient->status ? recipient->status : "",
		recipient->diagnostic ? recipient->diagnostic : "");
	changed = *line;
	changed.state = DELIVERY_BOUNCED;
	changed.at = work->at;
	changed.reply = g_strstrip(reply);
	change_delivery(work, &article, &changed);
	note_undelivered(draft, recipient->address, recipient->status,
		recipient->diagnostic);
	mute(work, draft, recipient);
	return TRUE;
}

/* A plain report names nobody: of a mail to one it can mean no other. */
static gboolean take_only(struct work *work, struct draft *draft)
{
	const GPtrArray *lines = draft->known->deliveries;
	const struct delivery *only = NULL;
	char status[] = "5.0.0";
	struct report_recipient recipient = { .status = status };

	for (guint i = 0; lines && i < lines->len; i++) {
		const struct delivery *line = lines->pdata[i];

		if (line->message != work->route.message)
			continue;
		if (only)
			return FALSE;
		only = line;
	}
	if (!only)
		return FALSE;
	recipient.address = only->address;
	return take_recipient(work, draft, &recipient);
}

/* It came to the bounce address of one recipient, which nobody else knows: it
 * is about that one, whatever other address his mail was forwarded to. */
static gboolean take_bounced(struct work *work, struct draft *draft)
{
	const GPtrArray *recipients = work->message->recipients;
	struct report_recipient one = { .address = work->route.bounced };
	char status[] = "5.0.0";

	if (!recipients || !recipients->len) {
		one.status = status;
		return take_recipient(work, draft, &one);
	}
	for (guint i = 0; i < recipients->len; i++) {
		const struct report_recipient *said = recipients->pdata[i];
		struct report_recipient his = *said;

		his.address = work->route.bounced;
		if (take_recipient(work, draft, &his))
			return TRUE;
	}
	return FALSE;
}

/* Everybody who got a notice knows its Message-ID, and could report by it that
 * the others are gone. */
static gboolean is_known_to_others(
	const struct work *work, const struct draft *draft)
{
	const GPtrArray *lines = draft->known->deliveries;
	guint count = 0;

	for (guint i = 0; lines && i < lines->len; i++) {
		const struct delivery *line = lines->pdata[i];

		count += line->message == work->route.message ? 1 : 0;
	}
	return work->site->settings->auth.extension && count > 1;
}

static gboolean take_recipients(struct work *work, struct draft *draft)
{
	const GPtrArray *recipients = work->message->recipients;
	gboolean is_found = FALSE;

	if (work->route.bounced)
		return take_bounced(work, draft);
	if (is_known_to_others(work, draft))
		return FALSE;
	for (guint i = 0; recipients && i < recipients->len; i++)
		is_found |= take_recipient(work, draft, recipients->pdata[i]);
	if (!recipients || !recipients->len)
		return take_only(work, draft);
	return is_found;
}

static gboolean report_in_answers(struct work *work)
{
	work_file(work, work_answers(work), ARTICLE_IN);
	work_event(work, WORK_BOUNCE);
	return TRUE;
}

gboolean report_mail(struct work *work)
{
	struct draft *draft = work_draft(work, work->route.ticket);

	work->role = ROLE_MACHINE;
	if (!work->route.ticket)
		return report_in_answers(work);
	if (!draft || !draft->known)
		return TRUE;
	work_file(work, draft, ARTICLE_NOTE);
	work_event(work, WORK_BOUNCE);
	if (take_recipients(work, draft))
		tell(work, draft, TELL_UNDELIVERED);
	return TRUE;
}

gboolean draft_has_failed_reply(const struct draft *draft)
{
	const struct ticket *ticket = draft->ticket;
	const GPtrArray *lines = draft->known ? draft->known->deliveries : NULL;
	const struct delivery *last = NULL;

	for (guint i = 0; ticket->requester && lines && i < lines->len; i++) {
		const struct delivery *line = lines->pdata[i];

		if (address_equal(line->address, ticket->requester->address) &&
			(!last || line->message >= last->message))
			last = line;
	}
	return last && (last->state == DELIVERY_FAILED ||
			       last->state == DELIVERY_BOUNCED ||
			       last->state == DELIVERY_EXPIRED);
}
