#include "mail_event.h"
#include "agent_mail.h"
#include "alert.h"
#include "approval_mail.h"
#include "broken.h"
#include "confirm.h"
#include "control.h"
#include "new_ticket.h"
#include "participant.h"
#include "undelivered.h"
#include "told.h"
#include "vendor.h"

#include <string.h>

/* Room that is kept for the notices of one event. */
#define ROOM 10u

/* --- who ------------------------------------------------------------------ */

static void note_sender(struct work *work)
{
	const char *address = work->facts->from ? work->facts->from : "";

	work_set_causer(work, work_from_name(work), address);
	work->role = work->route.role;
	work->proof = work->route.proof;
	work_set(&work->proof_why, work->route.proof_why);
}

/* Who was muted after a bounce, and writes, is there again. */
static void unmute_sender(struct work *work)
{
	const char *address = work->causer->address;
	const struct person *known;
	struct person *person;

	if (!*address || mail_kind_is_automatic(work->message->kind))
		return;
	known = view_person(work->view, address);
	if (!known || !known->muted)
		return;
	person = person_copy(known);
	g_clear_pointer(&person->muted, g_free);
	g_ptr_array_add(work->outcome->persons, person);
}

/* --- one function a join */

struct draft *mail_joined(struct work *work)
{
	struct draft *draft = work_draft(work, work->route.ticket);

	if (!draft || draft->next_message + ROOM <= ARTICLE_MAX_MESSAGES)
		return draft;
	return new_continuation(work, draft);
}

static void create_spam(struct work *work)
{
	struct draft *draft = new_ticket(work, work->message, work->facts);
	const char *why = work->message->kind_why;

	draft->ticket->reason =
		g_strdup_printf("spam: %s", why ? why : "marked by the server");
	work_live(work, draft, LIFE_SPAM, 0, NULL);
	work_file(work, draft, ARTICLE_IN);
	work_set(&work->reason, draft->ticket->reason);
	work_event(work, WORK_CREATE);
}

static gboolean take_new(struct work *work)
{
	struct draft *draft;

	if (work->message->kind == MAIL_SPAM) {
		create_spam(work);
		return TRUE;
	}
	if (rules_agent(work->site->rules, work->causer->address))
		return agent_new(work);
	draft = new_ticket(work, work->message, work->facts);
	if (work->proof != PROOF_NONE)
		take_participants(work, draft->ticket, work->message);
	work_file(work, draft, ARTICLE_IN);
	draft->text = mail_text(work->message);
	draft->has_attachments = TRUE;
	work_event(work, WORK_CREATE);
	tell(work, draft, TELL_NEW);
	return TRUE;
}

static gboolean take_public(struct work *work)
{
	struct draft *draft;

	if (work->role == ROLE_AGENT || work->role == ROLE_LEAD)
		return agent_joined(work, mail_joined, TRUE);
	draft = mail_joined(work);
	return draft ? participant_joined(work, draft) : TRUE;
}

static gboolean take_internal(struct work *work)
{
	return agent_joined(work, mail_joined, FALSE);
}

static gboolean take_unproven(struct work *work)
{
	struct draft *draft = mail_joined(work);
	guint32 number;

	if (!draft)
		return TRUE;
	number = work_file(work, draft, ARTICLE_IN);
	draft_hold(draft, number, "not proven");
	draft->text = mail_text(work->message);
	work_event(work, WORK_HOLD);
	approval_note_unproven(work, draft);
	if (work->route.claims_agent) {
		confirm_ask(work, draft);
		return TRUE;
	}
	/* Two agents' absences must not talk to each other. */
	if (mail_kind_is_automatic(work->message->kind) && work_agent(work))
		return TRUE;
	tell(work, draft, TELL_NOT_PROVEN);
	/* Not of this ticket: its sender may not learn that it exists. */
	tell_causer(work, work_answers(work), NOTICE_RECEIVED);
	return TRUE;
}

static gboolean take_vendor(struct work *work)
{
	struct draft *draft = mail_joined(work);

	if (!draft)
		return TRUE;
	if (!mail_kind_is_automatic(work->message->kind))
		work_live(work, draft, LIFE_VENDOR_WRITES, 0, NULL);
	vendor_note_number(
		work->site->rules, draft->ticket, work->message->subject);
	work_file(work, draft, ARTICLE_VENDOR_IN);
	draft->text = mail_text(work->message);
	draft->has_attachments = TRUE;
	work_event(work, WORK_REPLY);
	tell(work, draft, TELL_VENDOR);
	return TRUE;
}

/* Taken before: only the second queue it came to is noted. */
static gboolean take_seen(struct work *work)
{
	const char *queue = work->event->queue;
	const struct queue_rule *rule =
		queue ? rules_queue(work->site->rules, queue) : NULL;
	struct draft *draft =
		rule ? work_draft(work, work->route.ticket) : NULL;

	if (!draft || g_strcmp0(draft->ticket->queue, rule->name) == 0 ||
		!words_add(draft->ticket->also_queues, rule->name))
		return FALSE;
	work_set(&work->subject, "came to a second queue");
	work_event(work, WORK_COMMAND);
	return TRUE;
}

static gboolean take_nothing(struct work *work)
{
	(void)work;
	return FALSE;
}

static gboolean (*const TAKE[])(struct work *work) = {
	[JOIN_NEW] = take_new,
	[JOIN_PUBLIC] = take_public,
	[JOIN_INTERNAL] = take_internal,
	[JOIN_UNPROVEN] = take_unproven,
	[JOIN_VENDOR] = take_vendor,
	[JOIN_APPROVAL] = approval_answered,
	[JOIN_CONFIRM] = confirm_answered,
	[JOIN_CONTROL] = control_mail,
	[JOIN_REPORT] = report_mail,
	[JOIN_SEEN] = take_seen,
	[JOIN_LOOP] = take_nothing,
};

/* Over a limit of parts, depth or header: nothing of it is to be trusted. */
static gboolean is_over_limits(const struct message *message)
{
	return message->defect && strcmp(message->defect, DEFECT_TEXT) != 0 &&
	       strcmp(message->defect, DEFECT_ADDRESSES) != 0;
}

/* Forged as the machine's it is anybody's mail. */
static const struct alert_rule *find_alert(const struct work *work)
{
	const struct route *route = &work->route;
	gboolean may_be = route->join == JOIN_NEW ||
			  route->join == JOIN_PUBLIC ||
			  route->join == JOIN_UNPROVEN;

	if (!may_be || rules_agent(work->site->rules, work->facts->from) ||
		(route->proof_why &&
			g_str_has_prefix(route->proof_why, "dmarc=fail")))
		return NULL;
	return alert_rule_for(work->site->rules, work->message, work->facts);
}

gboolean mail_event(struct work *work)
{
	const struct alert_rule *alert;

	if (is_over_limits(work->message))
		return broken_take(work, work->message->defect);
	route_mail(&work->route, work->view, work->site, work->message,
		work->facts, work->event->arrival);
	if (work_lacks(work))
		return TRUE;
	g_assert(work->route.join < G_N_ELEMENTS(TAKE));
	note_sender(work);
	unmute_sender(work);
	work->text = message_own_text(work->message);
	alert = find_alert(work);
	return alert ? alert_take(work, alert) : TAKE[work->route.join](work);
}
