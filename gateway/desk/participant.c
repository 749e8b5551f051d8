#include "participant.h"
#include "execute.h"
#include "new_ticket.h"
#include "told.h"

#include <string.h>

/* Closed no longer ago than the window: both guards, one of them holds. */
static guint window_guards(const struct work *work, const struct ticket *ticket)
{
	gint64 ago = work->at - ticket->closed;

	return ago <= work->site->rules->reopen_window
		       ? 1u << GUARD_IN_WINDOW
		       : 1u << GUARD_OUTSIDE_WINDOW;
}

static void file_reply(struct work *work, struct draft *draft)
{
	work_file(work, draft, ARTICLE_IN);
	work_set(&draft->text, NULL);
	draft->text = mail_text(work->message);
	draft->has_attachments = TRUE;
	work_event(work, WORK_REPLY);
}

/* Automatic mail is kept and shown; it changes nothing. An agent's automatic
 * answer is told to nobody, or two absences would talk to each other. */
static gboolean take_automatic(struct work *work, struct draft *draft)
{
	file_reply(work, draft);
	if (!rules_agent(work->site->rules, work->causer->address))
		tell(work, draft, TELL_PARTICIPANT);
	return TRUE;
}

/* After the window the conversation goes on in a ticket of its own. */
static gboolean take_linked(struct work *work, struct draft *old)
{
	struct draft *draft;

	work->route.ticket = old->number;
	g_ptr_array_remove(work->drafts, old);
	draft = new_ticket(work, work->message, work->facts);
	file_reply(work, draft);
	if (work->proof != PROOF_NONE)
		take_participants(work, draft->ticket, work->message);
	work_event(work, WORK_CREATE);
	tell(work, draft, TELL_NEW);
	return TRUE;
}

/* --- what a requester may ask for */

static gboolean run_close(
	struct work *work, struct draft *draft, struct refusal *refusal)
{
	if (!work_live(work, draft, LIFE_CLOSE, 1u << GUARD_MAY_CLOSE, refusal))
		return FALSE;
	work_event(work, WORK_CLOSE);
	tell(work, draft, TELL_CLOSED);
	return TRUE;
}

static gboolean run_yes(
	struct work *work, struct draft *draft, struct refusal *refusal)
{
	if (!work_live(work, draft, LIFE_YES, 0, refusal))
		return FALSE;
	work_event(work, WORK_CLOSE);
	tell(work, draft, TELL_CLOSED);
	tell_causer(work, draft, NOTICE_CLOSED);
	return TRUE;
}

static gboolean run_no(
	struct work *work, struct draft *draft, struct refusal *refusal)
{
	if (!work_live(work, draft, LIFE_NO, 0, refusal))
		return FALSE;
	work_event(work, WORK_REOPEN);
	tell(work, draft, TELL_REOPENED);
	return TRUE;
}

/* What was cancelled only an agent takes up again. */
static gboolean run_reopen(
	struct work *work, struct draft *draft, struct refusal *refusal)
{
	if (draft->ticket->status == STATUS_CANCELLED)
		return refusal_set(refusal, REFUSED_AGENT_ONLY, NULL);
	if (!work_live(work, draft, LIFE_REOPEN, 0, refusal))
		return FALSE;
	draft->ticket->update_since = work->at;
	work_event(work, WORK_REOPEN);
	tell(work, draft, TELL_REOPENED);
	return TRUE;
}

static gboolean run_status(
	struct work *work, struct draft *draft, struct refusal *refusal)
{
	(void)draft;
	(void)refusal;
	work->has_answer = TRUE;
	return TRUE;
}

static gboolean run_help(
	struct work *work, struct draft *draft, struct refusal *refusal);

static const struct {
	enum verb verb;
	gboolean (*run)(struct work *work, struct draft *draft,
		struct refusal *refusal);
} OWN_VERBS[] = {
	{ VERB_CLOSE, run_close },
	{ VERB_YES, run_yes },
	{ VERB_NO, run_no },
	{ VERB_REOPEN, run_reopen },
	{ VERB_STATUS, run_status },
	{ VERB_HELP, run_help },
};

/* The verbs of this table, and no others. */
static gboolean run_help(
	struct work *work, struct draft *draft, struct refusal *refusal)
{
	GPtrArray *verbs = g_ptr_array_new();

	(void)draft;
	(void)refusal;
	for (gsize i = 0; i < G_N_ELEMENTS(OWN_VERBS); i++)
		g_ptr_array_add(verbs, GUINT_TO_POINTER(OWN_VERBS[i].verb));
	answer_verbs(work, verbs);
	g_ptr_array_unref(verbs);
	return TRUE;
}

static gboolean run_verb(struct work *work, struct draft *draft, enum verb verb,
	struct refusal *refusal)
{
	for (gsize i = 0; i < G_N_ELEMENTS(OWN_VERBS); i++) {
		if (OWN_VERBS[i].verb != verb)
			continue;
		if (work->role != ROLE_REQUESTER)
			return refusal_set(
				refusal, REFUSED_REQUESTER_ONLY, NULL);
		return OWN_VERBS[i].run(work, draft, refusal);
	}
	return refusal_set(refusal, REFUSED_AGENT_ONLY, NULL);
}

static void run_all(
	struct work *work, struct draft *draft, const struct reading *reading)
{
	for (guint i = 0; i < reading->commands->len; i++) {
		const struct command *command = reading->commands->pdata[i];
		struct asked *asked =
			work_ask(work, command->canonical, draft->number);

		run_verb(work, draft, command->verb, &asked->refusal);
	}
}

/* A verb alone on the first line, with or without #. */
static gboolean run_answer(struct work *work, struct draft *draft)
{
	enum verb verb = command_answer(work->message);
	g_autofree char *line = NULL;

	if (verb != VERB_YES && verb != VERB_NO)
		return FALSE;
	if (work->role != ROLE_REQUESTER ||
		draft->ticket->status != STATUS_RESOLVED)
		return FALSE;
	line = g_strdup_printf("#%s", verb_info(verb)->name);
	run_verb(work, draft, verb,
		&work_ask(work, line, draft->number)->refusal);
	return TRUE;
}

/* TRUE where something was asked for and ran: the mail is then no mere
 * answer, and changes no state by itself. */
static gboolean run_commands(struct work *work, struct draft *draft)
{
	AUTO(reading) reading = NULL;
	gboolean has_run = FALSE;

	if (work->proof == PROOF_NONE)
		return FALSE;
	if (run_answer(work, draft))
		return TRUE;
	reading = command_read(
		work->message, NULL, work->language, work->site->rules, NULL);
	run_all(work, draft, reading);
	for (guint i = 0; i < work->asked->len; i++) {
		const struct asked *asked = work->asked->pdata[i];

		has_run |= asked->refusal.why == REFUSED_NOT;
	}
	return has_run;
}

static gboolean is_refused(const struct work *work)
{
	for (guint i = 0; i < work->asked->len; i++) {
		const struct asked *asked = work->asked->pdata[i];

		if (asked->refusal.why != REFUSED_NOT)
			return TRUE;
	}
	return FALSE;
}

/* A yes or no is an answer, not an order: what follows from it is told. */
static gboolean is_plain_answer(const struct work *work)
{
	const struct asked *first = work->asked->pdata[0];

	return g_str_equal(first->command, "#yes") ||
	       g_str_equal(first->command, "#no");
}

/* What is asked for and may not be is told politely; the mail stays a mail. */
static void tell_result(struct work *work, struct draft *draft)
{
	if (!work->asked->len)
		return;
	if (is_refused(work))
		tell_causer(work, draft, NOTICE_REFUSED);
	else if (work->has_answer)
		tell_causer(work, draft, NOTICE_ANSWER);
	else if (!is_plain_answer(work))
		tell_causer(work, draft, NOTICE_TRANSCRIPT);
}

/* --- the mail */

static gboolean was_active(const struct draft *draft)
{
	return !draft->known || status_is_active(draft->known->ticket->status);
}

static gboolean take_writing(struct work *work, struct draft *draft)
{
	enum life_event event = work->message->is_thanks
					? LIFE_THANKS
					: LIFE_PARTICIPANT_WRITES;
	guint guards = window_guards(work, draft->ticket);
	const struct life_row *row =
		life_find(draft->ticket->status, event, guards, NULL);

	if (row && row->effects & EFFECT_NEW_LINKED)
		return take_linked(work, draft);
	if (row)
		life_apply(draft->ticket, row, work->at);
	file_reply(work, draft);
	if (row && row->effects & EFFECT_REOPENED) {
		work_event(work, WORK_REOPEN);
		tell(work, draft, TELL_REOPENED);
	} else {
		tell(work, draft, TELL_PARTICIPANT);
	}
	return TRUE;
}

gboolean participant_joined(struct work *work, struct draft *draft)
{
	gboolean is_proven = work->proof != PROOF_NONE;

	if (mail_kind_is_automatic(work->message->kind))
		return take_automatic(work, draft);
	if (is_proven && was_active(draft))
		take_participants(work, draft->ticket, work->message);
	if (!run_commands(work, draft)) {
		take_writing(work, draft);
	} else {
		file_reply(work, draft);
		tell(work, draft, TELL_PARTICIPANT);
	}
	/* The mail may have moved on to a ticket of its own. */
	tell_result(work, work->drafts->pdata[work->drafts->len - 1]);
	return TRUE;
}
