#include "participant.h"
#include "command.h"
#include "new_ticket.h"
#include "own_verbs.h"
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
static struct draft *take_linked(struct work *work, struct draft *old)
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
	return draft;
}

/* TRUE where what ran takes the place of an answer: the mail then changes no
 * state by itself. Beside a mere question the words are an answer still. */
static gboolean has_answered(
	const struct work *work, const struct reading *reading)
{
	gboolean has_words = reading->text && *reading->text;
	gboolean has_run = FALSE;

	for (guint i = 0; i < work->asked->len; i++) {
		const struct asked *asked = work->asked->pdata[i];
		const struct command *command = reading->commands->pdata[i];

		has_run |= asked->refusal.why == REFUSED_NOT &&
			   !(has_words && own_only_asks(command->verb));
	}
	return has_run;
}

static gboolean run_commands(struct work *work, struct draft *draft)
{
	AUTO(reading) reading = NULL;

	if (work->proof == PROOF_NONE)
		return FALSE;
	if (own_answer(work, draft))
		return TRUE;
	reading = command_read(
		work->message, NULL, work->language, work->site->rules, NULL);
	for (guint i = 0; i < reading->commands->len; i++)
		own_run(work, draft, reading->commands->pdata[i]);
	return has_answered(work, reading);
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

/* A yes, a no or a mark is an answer, not an order: what follows from it is
 * told. */
static gboolean is_plain_answer(const struct work *work)
{
	const struct asked *first = work->asked->pdata[0];

	return g_str_equal(first->command, "#yes") ||
	       g_str_equal(first->command, "#no") ||
	       g_str_has_prefix(first->command, "#rate ");
}

static gboolean has_attachment(const struct message *message)
{
	for (guint i = 0; i < message->parts->len; i++) {
		const struct part *part = message->parts->pdata[i];

		if (part->is_attachment)
			return TRUE;
	}
	return FALSE;
}

/* Who only looks something up says nothing that anybody need hear of. */
static gboolean is_only_looking(const struct work *work)
{
	static const char *const looks[] = { "#help", "#search", "#status",
		NULL };

	for (guint i = 0; i < work->asked->len; i++) {
		const struct asked *asked = work->asked->pdata[i];
		g_auto(GStrv) words = g_strsplit(asked->command, " ", 2);

		if (!g_strv_contains(looks, words[0]))
			return FALSE;
	}
	return work->asked->len && !has_attachment(work->message);
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

/* The mail may move on to a ticket of its own: where it lies. */
static struct draft *take_writing(struct work *work, struct draft *draft)
{
	enum life_event event = own_is_content(work, draft)
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
	return draft;
}

gboolean participant_joined(struct work *work, struct draft *draft)
{
	gboolean is_proven = work->proof != PROOF_NONE;

	if (mail_kind_is_automatic(work->message->kind))
		return take_automatic(work, draft);
	if (is_proven && was_active(draft))
		take_participants(work, draft->ticket, work->message);
	if (!run_commands(work, draft)) {
		draft = take_writing(work, draft);
	} else {
		file_reply(work, draft);
		if (!is_only_looking(work))
			tell(work, draft, TELL_PARTICIPANT);
	}
	tell_result(work, draft);
	return TRUE;
}
