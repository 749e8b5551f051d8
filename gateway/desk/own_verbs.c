#include "own_verbs.h"
#include "execute.h"
#include "plain_words.h"
#include "told.h"
#include "verb_find.h"

#include <string.h>

/* A verb being run for a requester or participant. */
struct own {
	struct work *work;
	struct draft *draft;
	const struct command *command;
	struct asked *asked;
};

static gboolean refused(struct own *own, enum refusal_why why)
{
	return refusal_set(&own->asked->refusal, why, NULL);
}

/* --- the end and what comes after it ------------------------------------- */

static gboolean run_close(struct own *own)
{
	if (!work_live(own->work, own->draft, LIFE_CLOSE, 1u << GUARD_MAY_CLOSE,
		    &own->asked->refusal))
		return FALSE;
	work_event(own->work, WORK_CLOSE);
	tell(own->work, own->draft, TELL_CLOSED);
	return TRUE;
}

static gboolean run_yes(struct own *own)
{
	if (!work_live(
		    own->work, own->draft, LIFE_YES, 0, &own->asked->refusal))
		return FALSE;
	work_event(own->work, WORK_CLOSE);
	tell(own->work, own->draft, TELL_CLOSED);
	tell_causer(own->work, own->draft, NOTICE_CLOSED);
	return TRUE;
}

static gboolean run_no(struct own *own)
{
	if (!work_live(own->work, own->draft, LIFE_NO, 0, &own->asked->refusal))
		return FALSE;
	work_event(own->work, WORK_REOPEN);
	tell(own->work, own->draft, TELL_REOPENED);
	return TRUE;
}

/* What was cancelled only an agent takes up again. */
static gboolean run_reopen(struct own *own)
{
	struct ticket *ticket = own->draft->ticket;

	if (ticket->status == STATUS_CANCELLED)
		return refused(own, REFUSED_AGENT_ONLY);
	if (!work_live(own->work, own->draft, LIFE_REOPEN, 0,
		    &own->asked->refusal))
		return FALSE;
	ticket->update_since = own->work->at;
	work_event(own->work, WORK_REOPEN);
	tell(own->work, own->draft, TELL_REOPENED);
	return TRUE;
}

/* A mark is for what is done. */
static gboolean run_rate(struct own *own)
{
	struct ticket *ticket = own->draft->ticket;
	const char *word = command_word(own->command, 0);

	if (ticket->status != STATUS_RESOLVED &&
		ticket->status != STATUS_CLOSED) {
		refused(own, REFUSED_STATE);
		own->asked->refusal.state = ticket->status;
		return FALSE;
	}
	ticket->rating = (guint)g_ascii_strtoull(word, NULL, 10);
	work_event(own->work, WORK_COMMAND);
	return TRUE;
}

/* --- asking -------------------------------------------------------------- */

static gboolean is_own(const struct own *own, const struct draft *draft)
{
	const struct contact *requester =
		draft && draft->ticket ? draft->ticket->requester : NULL;

	return requester &&
	       address_equal(requester->address, own->work->causer->address);
}

/* Another ticket is shown to its requester alone, and the rest of the world is
 * not told whether it is there: it takes no part in the event. */
static gboolean show_other(struct own *own, const char *word)
{
	struct run run = { .work = own->work };
	struct draft *draft = run_ticket(&run, word, &own->asked->refusal);

	if (draft == own->draft)
		return TRUE;
	if (!is_own(own, draft) || own->work->proof < PROOF_DMARC) {
		g_ptr_array_remove(own->work->drafts, draft);
		return refusal_set(
			&own->asked->refusal, REFUSED_NO_TICKET, word);
	}
	own->work->shown = draft;
	return TRUE;
}

/* Who surely is who he says hears of all that he has open; the address of one
 * notice, or a thread, is for its ticket alone. */
static void add_others(struct own *own)
{
	g_autofree char *address = address_fold(own->work->causer->address);
	struct need need = { .kind = NEED_OPEN_OF, .key = address };
	const GPtrArray *rows = desk_view_get(own->work->view, &need);
	g_autoptr(GPtrArray) others = g_ptr_array_new();

	for (guint i = 0; rows && i < rows->len; i++) {
		struct known_row *row = rows->pdata[i];

		if (row->number != own->draft->number)
			g_ptr_array_add(others, row);
	}
	if (others->len)
		answer_rows(own->work, others);
}

static gboolean run_status(struct own *own)
{
	const char *word = command_word(own->command, 0);

	if (word && !show_other(own, word))
		return FALSE;
	own->work->has_answer = TRUE;
	if (!word && own->work->proof >= PROOF_DMARC)
		add_others(own);
	return TRUE;
}

static gboolean run_search(struct own *own)
{
	return search_own(own->work, own->command->rest);
}

static gboolean run_help(struct own *own);

/* --- taking part --------------------------------------------------------- */

/* Requester and participants hear of everything already. */
static gboolean run_follow(struct own *own)
{
	work_event(own->work, WORK_PERSON);
	return TRUE;
}

static gboolean run_stop(struct own *own)
{
	const char *address = own->work->causer->address;

	if (!contacts_remove(own->draft->ticket->cc, address))
		return refused(own, REFUSED_YOURS);
	work_event(own->work, WORK_PERSON);
	return TRUE;
}

/* --- the table ----------------------------------------------------------- */

static const struct {
	enum verb verb;
	gboolean is_for_all; /* participants too; else the requester alone */
	gboolean is_only_asking;
	gboolean (*run)(struct own *own);
} OWN_VERBS[] = {
	{ VERB_CLOSE, FALSE, FALSE, run_close },
	{ VERB_YES, FALSE, FALSE, run_yes },
	{ VERB_CONFIRM, FALSE, FALSE, run_yes },
	{ VERB_NO, FALSE, FALSE, run_no },
	{ VERB_RATE, FALSE, TRUE, run_rate },
	{ VERB_REOPEN, FALSE, FALSE, run_reopen },
	{ VERB_STATUS, FALSE, TRUE, run_status },
	{ VERB_SEARCH, TRUE, TRUE, run_search },
	{ VERB_FOLLOW, TRUE, TRUE, run_follow },
	{ VERB_STOP, TRUE, TRUE, run_stop },
	{ VERB_HELP, TRUE, TRUE, run_help },
};

static gboolean may_ask(const struct work *work, gsize row)
{
	return OWN_VERBS[row].is_for_all || work->role == ROLE_REQUESTER;
}

/* The verbs of this table, and no others. */
static gboolean run_help(struct own *own)
{
	g_autoptr(GPtrArray) verbs = g_ptr_array_new();

	for (gsize i = 0; i < G_N_ELEMENTS(OWN_VERBS); i++) {
		if (may_ask(own->work, i))
			g_ptr_array_add(
				verbs, GUINT_TO_POINTER(OWN_VERBS[i].verb));
	}
	answer_verbs(own->work, verbs);
	return TRUE;
}

static gboolean run_verb(struct own *own, enum verb verb)
{
	for (gsize i = 0; i < G_N_ELEMENTS(OWN_VERBS); i++) {
		if (OWN_VERBS[i].verb == verb)
			return may_ask(own->work, i)
				       ? OWN_VERBS[i].run(own)
				       : refused(own, REFUSED_REQUESTER_ONLY);
	}
	return refused(own, REFUSED_AGENT_ONLY);
}

void own_run(
	struct work *work, struct draft *draft, const struct command *command)
{
	struct own own = { work, draft, command,
		work_ask(work, command->canonical, draft->number) };

	run_verb(&own, command->verb);
}

gboolean own_only_asks(enum verb verb)
{
	for (gsize i = 0; i < G_N_ELEMENTS(OWN_VERBS); i++) {
		if (OWN_VERBS[i].verb == verb)
			return OWN_VERBS[i].is_only_asking;
	}
	return TRUE;
}

/* --- plain words --------------------------------------------------------- */

static enum plain said(const struct work *work, const struct ticket *ticket)
{
	g_autofree char *own = message_own_text(work->message);

	enum verb first = command_answer(work->message);

	if (first == VERB_YES)
		return plain_takes_back(own) ? PLAIN_NONE : PLAIN_YES;
	return first == VERB_NO
		       ? PLAIN_NO
		       : plain_answer(own, work->causer->name, ticket->subject);
}

gboolean own_is_content(const struct work *work, const struct draft *draft)
{
	enum plain plain;

	if (work->message->is_thanks)
		return TRUE;
	if (status_is_active(draft->ticket->status))
		return FALSE;
	plain = said(work, draft->ticket);
	return plain == PLAIN_FINE ||
	       (plain == PLAIN_YES && work->proof != PROOF_NONE);
}

/* As if the line had been written. */
static gboolean run_line(
	struct work *work, struct draft *draft, const char *line)
{
	AUTO(reading)
	reading = command_read_text(
		line, work->language, work->site->rules, NULL);

	g_assert(reading->commands->len == 1);
	own_run(work, draft, reading->commands->pdata[0]);
	return TRUE;
}

/* The question for a mark stands in `closed`: a bare number is a mark only
 * where it answers that. */
static gboolean answers_closed(struct work *work)
{
	const GPtrArray *notices =
		work->route.message
			? view_notice(work->view, work->route.notice_ticket,
				  work->route.message)
			: NULL;

	for (guint i = 0; notices && i < notices->len; i++) {
		const struct known_notice *notice = notices->pdata[i];

		if (strcmp(notice->kind, notice_name(NOTICE_CLOSED)) == 0)
			return TRUE;
	}
	return FALSE;
}

static gboolean answer_with_mark(struct work *work, struct draft *draft)
{
	g_autofree char *own = message_own_text(work->message);
	guint rating = plain_rating(own, work->causer->name);
	g_autofree char *line = g_strdup_printf("#rate %u", rating);

	return rating && answers_closed(work) && run_line(work, draft, line);
}

gboolean own_answer(struct work *work, struct draft *draft)
{
	if (work->role != ROLE_REQUESTER)
		return FALSE;
	if (draft->ticket->status == STATUS_CLOSED)
		return answer_with_mark(work, draft);
	if (draft->ticket->status != STATUS_RESOLVED)
		return FALSE;
	switch (said(work, draft->ticket)) {
	case PLAIN_YES:
		return run_line(work, draft, "#yes");
	case PLAIN_NO:
		return run_line(work, draft, "#no");
	case PLAIN_NONE:
	case PLAIN_FINE:
		break;
	}
	return FALSE;
}
