#include "agent_mail.h"
#include "confirm.h"
#include "execute.h"
#include "new_ticket.h"
#include "told.h"
#include "too_soon.h"

#include <string.h>

/* --- reading */

/* Text of our notice being answered, as sent (layer 3). */
static const char *answered_text(struct work *work)
{
	const struct known_message *notice;

	if (!work->route.ticket || !work->route.message)
		return NULL;
	notice = view_message(
		work->view, work->route.ticket, 0, work->route.message);
	return notice && notice->message ? notice->message->text : NULL;
}

struct reading *agent_read(
	struct work *work, const struct message *message, gboolean is_new)
{
	struct need tags = { .kind = NEED_TAGS };
	const GPtrArray *known = desk_view_get(work->view, &tags);
	g_autofree char *own = message_own_text(message);
	g_autofree char *bare = g_strstrip(g_strdup(own));

	if (is_new && !*bare)
		return command_read_text(message->subject, work->language,
			work->site->rules, known);
	return command_read(message,
		message == work->message ? answered_text(work) : NULL,
		work->language, work->site->rules, known);
}

gboolean agent_asks(const struct reading *reading)
{
	if (reading->commands->len || reading->tags->len || reading->refs->len)
		return TRUE;
	for (guint i = 0; i < reading->slips->len; i++) {
		const struct slip *slip = reading->slips->pdata[i];

		if (slip->kind != SLIP_QUOTED)
			return TRUE;
	}
	return FALSE;
}

gboolean agent_may_command(const struct work *work)
{
	if (work->proof >= PROOF_CONFIRMED)
		return TRUE;
	return work->proof >= PROOF_TOKEN && !work->route.is_stale;
}

static gboolean has_run(struct work *work, const char *key)
{
	g_autofree char *copy = g_strdup(key);
	struct need need = { .kind = NEED_RAN, .key = copy };

	return desk_view_get(work->view, &need) != NULL;
}

gboolean agent_ran_before(struct work *work, guint32 ticket)
{
	g_autofree char *from = address_fold(work->causer->address);
	g_autofree char *id =
		work->facts->message_id
			? trailer_id(work->facts->message_id)
			: g_strdup_printf("sha256:%s", work->event->sha256);
	g_autofree char *by_id = g_strdup_printf("id %s", id);
	g_autofree char *by_body = g_strdup_printf(
		"body %s %u %s", from, ticket, work->message->digest);

	/* A new mail has no ticket yet that an equal one could have run on. */
	return has_run(work, by_id) || (ticket && has_run(work, by_body));
}

/* --- visibility */

static gboolean is_public_notice(const struct known_notice *notice)
{
	enum notice_kind kind;

	return notice_parse(notice->kind, &kind) &&
	       notice_reply_kind(kind, TRUE) == REPLY_PUBLIC;
}

static gboolean has_public_notice(
	struct work *work, guint32 ticket, guint32 message)
{
	const GPtrArray *notices = view_notice(work->view, ticket, message);

	for (guint i = 0; notices && i < notices->len; i++) {
		if (is_public_notice(notices->pdata[i]))
			return TRUE;
	}
	return FALSE;
}

/* Anybody can write something that looks like one: the mac decides. */
static gboolean is_true_token(
	struct work *work, const struct reply_token *token)
{
	const GPtrArray *notices =
		view_notice(work->view, token->ticket, token->message);

	for (guint i = 0; notices && i < notices->len; i++) {
		const struct known_notice *notice = notices->pdata[i];

		if (token_matches(keyring_at(work->site->keyring, notice->at),
			    token, notice->address))
			return TRUE;
	}
	return FALSE;
}

static gboolean find_public_token(
	struct work *work, const struct facts *facts, gboolean *is_public)
{
	const struct rules *rules = work->site->rules;

	for (guint i = 0; facts->recipients && i < facts->recipients->len;
		i++) {
		struct reply_token token;

		if (!token_parse(facts->recipients->pdata[i], rules->address,
			    rules->aliases, &token) ||
			!is_true_token(work, &token))
			continue;
		*is_public =
			token.kind == REPLY_PUBLIC &&
			has_public_notice(work, token.ticket, token.message);
		return TRUE;
	}
	return FALSE;
}

gboolean agent_is_public(struct work *work, const struct facts *facts)
{
	const GPtrArray *lists[] = { facts->references, facts->in_reply_to };
	gboolean is_public = FALSE;

	if (find_public_token(work, facts, &is_public))
		return is_public;
	for (gsize i = 0; i < G_N_ELEMENTS(lists); i++) {
		for (guint j = lists[i] ? lists[i]->len : 0; j > 0; j--) {
			guint32 ticket, message;

			if (token_parse_message_id(lists[i]->pdata[j - 1],
				    work->site->keyring, &ticket, &message) &&
				message)
				return has_public_notice(work, ticket, message);
		}
	}
	return FALSE;
}

/* --- saying */

static gboolean is_same_status(const struct draft *draft)
{
	return draft->known &&
	       draft->known->ticket->status == draft->ticket->status;
}

static gboolean is_refused(const struct work *work)
{
	for (guint i = 0; i < work->asked->len; i++) {
		const struct asked *asked = work->asked->pdata[i];

		if (asked->refusal.why != REFUSED_NOT &&
			asked->refusal.why != REFUSED_QUOTED)
			return TRUE;
	}
	return FALSE;
}

/* The line that asked for a public reply, or one as if it had been there. */
static struct asked *asked_reply(struct work *work, guint32 ticket)
{
	for (guint i = 0; i < work->asked->len; i++) {
		struct asked *asked = work->asked->pdata[i];

		if (g_str_equal(asked->command, "#reply"))
			return asked;
	}
	return work_ask(work, "#reply", ticket);
}

/* A reply that may not go out is refused as if #reply had been asked for. */
static gboolean may_relay(struct run *run)
{
	struct refusal refusal = { 0 };
	struct work *work = run->work;
	gboolean is_late = work->proof != PROOF_CONFIRMED &&
			   is_too_soon(work, run->home, &refusal);

	if (!is_late && (!is_same_status(run->home) ||
				work_live(work, run->home, LIFE_AGENT_REPLY, 0,
					&refusal)))
		return TRUE;
	asked_reply(work, run->home->number)->refusal = refusal;
	return FALSE;
}

static gboolean asks_for(const struct work *work, const char *command)
{
	for (guint i = 0; i < work->asked->len; i++) {
		const struct asked *asked = work->asked->pdata[i];

		if (g_str_has_prefix(asked->command, command))
			return TRUE;
	}
	return FALSE;
}

static gboolean say(struct run *run, const struct article *source)
{
	struct work *work = run->work;
	struct draft *draft = run->home;

	if (!run->text || !*run->text)
		return TRUE;
	if (run->is_public && !run->is_internal) {
		if (!may_relay(run))
			return FALSE;
		run_relay(work, draft, run->text, source);
		work_event(work, WORK_REPLY);
		return TRUE;
	}
	work_set(&draft->text, run->text);
	draft->has_attachments = TRUE;
	if (source)
		draft->attachments_of = *source;
	work->kept_internal = !asks_for(work, "#note");
	tell(work, draft, TELL_NOTE);
	work_event(work, WORK_NOTE);
	return TRUE;
}

void agent_transcript(struct work *work, struct draft *draft)
{
	const struct person *person;

	if (!work->asked->len || !*work->causer->address)
		return;
	person = view_person(work->view, work->causer->address);
	if (!is_refused(work) && !work->has_answer && person &&
		g_strcmp0(person->transcripts, "errors") == 0)
		return;
	tell_causer(work, draft,
		work->has_answer && !is_refused(work) ? NOTICE_ANSWER
						      : NOTICE_TRANSCRIPT);
}

/* --- holding */

/* All or nothing: what would have run did not. */
static void refuse_others(struct work *work)
{
	for (guint i = 0; i < work->asked->len; i++) {
		struct asked *asked = work->asked->pdata[i];

		if (asked->refusal.why == REFUSED_NOT)
			refusal_set(&asked->refusal, REFUSED_OTHERS, NULL);
	}
}

static const char *first_refused(const struct work *work)
{
	for (guint i = 0; i < work->asked->len; i++) {
		const struct asked *asked = work->asked->pdata[i];

		if (asked->refusal.why != REFUSED_NOT &&
			asked->refusal.why != REFUSED_QUOTED &&
			asked->refusal.why != REFUSED_OTHERS)
			return asked->command;
	}
	return "refused";
}

/* reading: of the held mail, or NULL where nobody is told of its words. */
static void hold(struct work *work, struct draft *draft, const char *why,
	const struct reading *reading)
{
	guint32 number = work_file(work, draft, ARTICLE_IN);

	draft_hold(draft, number, why);
	work_set(&draft->text, NULL);
	draft->text = mail_text(work->message);
	work_set(&draft->spoken, reading ? reading->text : NULL);
	work_event(work, WORK_HOLD);
}

static gboolean hold_refused(struct work *work,
	struct draft *(*begin)(struct work *work),
	const struct reading *reading)
{
	struct draft *draft;

	work_reset(work);
	draft = begin(work);
	refuse_others(work);
	if (!draft)
		return TRUE;
	hold(work, draft, first_refused(work), reading);
	agent_transcript(work, draft);
	return TRUE;
}

/* Proven too little for commands, or written long ago. */
static gboolean hold_and_ask(struct work *work, struct draft *draft)
{
	hold(work, draft, "not proven", NULL);
	confirm_ask(work, draft);
	return TRUE;
}

static void refuse_ran(struct work *work, const struct reading *reading)
{
	for (guint i = 0; i < reading->commands->len; i++) {
		const struct command *command = reading->commands->pdata[i];

		refusal_set(&work_ask(work, command->canonical, 0)->refusal,
			REFUSED_RAN, NULL);
	}
}

/* --- the mails */

static struct run run_for(struct work *work, struct draft *draft,
	const struct reading *reading, gboolean is_public)
{
	return (struct run){
		.work = work,
		.home = draft,
		.draft = draft,
		.reading = reading,
		.mail = work->message,
		.text = g_strdup(reading->text ? reading->text : ""),
		.is_public = is_public,
	};
}

static gboolean take_words(struct work *work, struct draft *draft,
	const struct reading *reading, gboolean is_public)
{
	struct run run = run_for(work, draft, reading, is_public);
	gboolean is_ok = execute(&run) && say(&run, NULL);

	/* The log tells what was said: commands have trailers of their own. */
	if (is_ok && reading->text && *reading->text)
		work_set(&work->text, reading->text);
	if (is_ok)
		work_file(work, draft,
			draft->is_relayed ? ARTICLE_IN : ARTICLE_NOTE);
	run_clear(&run);
	return is_ok;
}

gboolean agent_joined(struct work *work,
	struct draft *(*begin)(struct work *work), gboolean is_public)
{
	struct draft *draft = begin(work);
	AUTO(reading) reading = NULL;

	if (!draft)
		return TRUE;
	if (mail_kind_is_automatic(work->message->kind)) {
		work_file(work, draft, ARTICLE_NOTE);
		work_event(work, WORK_NOTE);
		return TRUE;
	}
	reading = agent_read(work, work->message, FALSE);
	if (agent_asks(reading) && !agent_may_command(work))
		return hold_and_ask(work, draft);
	/* For these a reply address is not enough: the person is asked. */
	if (work->proof == PROOF_TOKEN && execute_needs_proof(reading))
		return hold_and_ask(work, draft);
	if (reading->commands->len && agent_ran_before(work, draft->number)) {
		refuse_ran(work, reading);
		return hold_refused(work, begin, reading);
	}
	if (!take_words(work, draft, reading, is_public))
		return hold_refused(work, begin, reading);
	agent_transcript(work, draft);
	return TRUE;
}

static struct draft *begin_new(struct work *work)
{
	return new_ticket(work, work->message, work->facts);
}

static struct draft *make_plain(struct work *work)
{
	struct draft *draft = begin_new(work);

	if (work->proof != PROOF_NONE)
		take_participants(work, draft->ticket, work->message);
	work_file(work, draft, ARTICLE_IN);
	draft->text = mail_text(work->message);
	draft->has_attachments = TRUE;
	work_event(work, WORK_CREATE);
	/* An absence told on would answer an absence. */
	if (!mail_kind_is_automatic(work->message->kind))
		tell(work, draft, TELL_NEW);
	return draft;
}

static gboolean take_plain(struct work *work)
{
	make_plain(work);
	return TRUE;
}

/* The ticket is made in any case; only its commands wait for the answer. */
static gboolean ask_for_new(struct work *work)
{
	struct draft *draft = make_plain(work);

	draft_hold(draft, 1, "not proven");
	confirm_ask(work, draft);
	return TRUE;
}

static gboolean create_with(
	struct work *work, struct draft *draft, const struct reading *reading)
{
	struct run run = run_for(work, draft, reading, FALSE);
	gboolean is_ok;

	run.is_new = TRUE;
	is_ok = execute(&run);
	work_file(work, draft, ARTICLE_IN);
	work_set(&draft->text, run.text);
	draft->has_attachments = TRUE;
	run_clear(&run);
	work_event(work, WORK_CREATE);
	if (draft->ticket->status != STATUS_CANCELLED)
		tell(work, draft, TELL_NEW);
	return is_ok;
}

/* What is refused leaves a plain ticket, and the mail held in it. */
static struct draft *make_held(struct work *work, const struct reading *reading)
{
	struct draft *draft;

	work_reset(work);
	refuse_others(work);
	draft = make_plain(work);
	draft_hold(draft, 1, first_refused(work));
	work_set(&draft->spoken, reading->text);
	return draft;
}

gboolean agent_new(struct work *work)
{
	AUTO(reading) reading = NULL;
	struct draft *draft = NULL;

	if (mail_kind_is_automatic(work->message->kind))
		return take_plain(work);
	reading = agent_read(work, work->message, TRUE);
	if (!agent_asks(reading))
		return take_plain(work);
	if (!agent_may_command(work))
		return ask_for_new(work);
	if (reading->commands->len && agent_ran_before(work, 0))
		refuse_ran(work, reading);
	if (!is_refused(work))
		draft = begin_new(work);
	if (!draft || !create_with(work, draft, reading))
		draft = make_held(work, reading);
	agent_transcript(work, draft);
	return TRUE;
}

/* On behalf of somebody: whom nobody has told yet. */
static gboolean is_for_another(const struct draft *draft)
{
	const struct contact *before = draft->known->ticket->requester;
	const struct contact *now = draft->ticket->requester;

	return now &&
	       (!before || !address_equal(before->address, now->address));
}

static void tell_made(struct work *work, struct draft *draft,
	const struct reading *reading, const struct article *source)
{
	work_set(&draft->text, reading->text);
	draft->has_attachments = TRUE;
	draft->attachments_of = *source;
	tell(work, draft, TELL_NEW);
}

gboolean agent_confirmed(struct work *work,
	struct draft *(*begin)(struct work *work), const struct article *source)
{
	struct draft *draft = begin(work);
	const struct known_message *mail = view_message(
		work->view, source->ticket, source->month, source->number);
	AUTO(reading) reading = NULL;
	struct run run;
	gboolean is_ok;

	if (!draft || !mail)
		return FALSE;
	reading = agent_read(work, mail->message,
		draft->known == NULL || source->number == 1);
	run = run_for(work, draft, reading, agent_is_public(work, mail->facts));
	run.mail = mail->message;
	run.is_new = source->number == 1;
	/* The words of the mail that made the ticket are its request. */
	if (run.is_new)
		work_set(&run.text, "");
	is_ok = execute(&run) && say(&run, source);
	if (is_ok && run.is_new && is_for_another(draft))
		tell_made(work, draft, reading, source);
	run_clear(&run);
	if (!is_ok) {
		work_reset(work);
		refuse_others(work);
	}
	return is_ok;
}
