#include "record.h"
#include "approval.h"
#include "digest.h"
#include "due.h"
#include "spend.h"
#include "text.h"

#include <string.h>

#define MAX_REFERS 20u

/* The words of the trailer Event, and of the subject line: %s is who. */
static const struct {
	const char *name, *subject;
} EVENTS[WORK_EVENT_COUNT] = {
	[WORK_UNDO] = { "undo", "undone by %s" },
	[WORK_MERGE] = { "merge", "merged by %s" },
	[WORK_SPLIT] = { "split", "split by %s" },
	[WORK_APPROVE] = { "approve", "approved by %s" },
	[WORK_DENY] = { "deny", "denied by %s" },
	[WORK_REQUEST_APPROVAL] = { "request-approval",
		"approval asked for by %s" },
	[WORK_CANCEL] = { "cancel", "cancelled by %s" },
	[WORK_CLOSE] = { "close", "closed by %s" },
	[WORK_RESOLVE] = { "resolve", "resolved by %s" },
	[WORK_REOPEN] = { "reopen", "reopened by %s" },
	[WORK_ESCALATE] = { "escalate", "escalated by %s" },
	[WORK_HANDOVER] = { "handover", "handed over by %s" },
	[WORK_WAIT] = { "wait", "set waiting by %s" },
	[WORK_CREATE] = { "create", "new from %s" },
	[WORK_REPLY] = { "reply", "reply from %s" },
	[WORK_RESUME] = { "resume", "taken up by %s" },
	[WORK_NOTE] = { "note", "note from %s" },
	[WORK_COMMAND] = { "command", "commands from %s" },
	[WORK_RELEASE] = { "release", "held mail released by %s" },
	[WORK_CONFIRM] = { "confirm", "answer to a question from %s" },
	[WORK_REMIND] = { "remind", "reminder" },
	[WORK_PROMISE] = { "promise", "promise" },
	[WORK_RULE] = { "rule", "due times counted anew" },
	[WORK_HOLD] = { "hold", "mail from %s held" },
	[WORK_BOUNCE] = { "bounce", "delivery report" },
	[WORK_ALERT] = { "alert", "alert from %s" },
	[WORK_DELIVER] = { "deliver", "" },
	[WORK_QUERY] = { "query", "question from %s" },
	[WORK_PERSON] = { "person", "people" },
	[WORK_QUARANTINE] = { "quarantine", "" },
	[WORK_IMPORT] = { "import", "imported from %s" },
};

static enum work_event first_event(const struct work *work)
{
	for (guint i = 0; i < WORK_EVENT_COUNT; i++) {
		if (work->events & (1u << i))
			return (enum work_event)i;
	}
	return WORK_QUERY;
}

static const struct draft *first_ticket(const struct work *work)
{
	for (guint i = 0; i < work->drafts->len; i++) {
		const struct draft *draft = work->drafts->pdata[i];

		if (draft->ticket)
			return draft;
	}
	return NULL;
}

char *record_place(const struct work *work, const struct article *article)
{
	const struct draft *first = first_ticket(work);
	g_autofree char *name = article_name(article->number, article->kind);

	if (!article->ticket)
		return g_strdup_printf("%u-%02u/%u-%s", article->month / 100,
			article->month % 100, article->number,
			strchr(name, '-') + 1);
	if (first && first->number == article->ticket)
		return g_steal_pointer(&name);
	return g_strdup_printf(
		"%s-%u %s", work->site->rules->tag, article->ticket, name);
}

/* --- subject and author --------------------------------------------------- */

static char *causer_name(const struct work *work)
{
	if (work->role == ROLE_MACHINE)
		return g_strdup(work->site->rules->name
					? work->site->rules->name
					: "the desk");
	if (*work->causer->name)
		return text_line(work->causer->name, -1);
	return g_strdup(
		*work->causer->address ? work->causer->address : "unknown");
}

static char *subject_line(const struct work *work)
{
	const struct draft *first = first_ticket(work);
	g_autofree char *who = causer_name(work);
	g_autofree char *what = g_strdup(work->subject);

	if (!what) {
		GString *text = g_string_new(EVENTS[first_event(work)].subject);

		g_string_replace(text, "%s", who, 1);
		what = g_string_free(text, FALSE);
	}
	if (first && first_event(work) != WORK_DELIVER &&
		work->event->kind != EVENT_RECOUNT)
		return g_strdup_printf("%s-%u: %s", work->site->rules->tag,
			first->number, what);
	return work->subject ? g_steal_pointer(&what)
			     : g_strdup_printf("answer: %s", what);
}

static struct contact *author_of(const struct work *work)
{
	const struct contact *causer = work->causer;
	g_autofree char *name = NULL;
	g_autofree char *unproven = NULL;

	if (work->role == ROLE_MACHINE && !*causer->address)
		return NULL;
	if (work->role == ROLE_OPERATOR)
		return contact_new(causer->name, OPERATOR_ADDRESS);
	if (!*causer->address)
		return contact_new("Unknown", "unknown@invalid");
	name = author_name(*causer->name ? causer->name : causer->address);
	if (work->proof != PROOF_NONE)
		return contact_new(name, causer->address);
	unproven = g_strdup_printf("%s (not proven)", name);
	return contact_new(unproven, causer->address);
}

/* --- trailers */

static gboolean is_drafted(const struct work *work, guint32 number)
{
	for (guint i = 0; i < work->drafts->len; i++) {
		const struct draft *draft = work->drafts->pdata[i];

		if (draft->number == number)
			return TRUE;
	}
	return FALSE;
}

static void add_tickets(const struct work *work, struct record_commit *commit)
{
	for (guint i = 0; i < work->drafts->len; i++) {
		const struct draft *draft = work->drafts->pdata[i];

		if (draft->ticket)
			record_commit_addf(
				commit, TRAILER_TICKET, "%u", draft->number);
	}
	for (guint i = 0; i < work->touched->len; i++) {
		guint32 number = g_array_index(work->touched, guint32, i);

		if (!is_drafted(work, number))
			record_commit_addf(
				commit, TRAILER_TICKET, "%u", number);
	}
}

static void add_proof(const struct work *work, struct record_commit *commit)
{
	if (work->role == ROLE_MACHINE && !work->message)
		return;
	if (work->proof_name)
		record_commit_add(commit, TRAILER_PROOF, work->proof_name);
	else if (work->proof_why && *work->proof_why)
		record_commit_addf(commit, TRAILER_PROOF, "%s (%s)",
			proof_name(work->proof), work->proof_why);
	else
		record_commit_add(
			commit, TRAILER_PROOF, proof_name(work->proof));
}

/* What became of an approval, and for whom it was asked. */
static void add_approval(
	const struct draft *draft, struct record_commit *commit)
{
	const char *before =
		draft->known ? draft->known->ticket->approval : NULL;
	const struct contact *requester = draft->ticket->requester;
	AUTO(approval)
	approval = approval_parse(draft->ticket->approval, NULL);
	g_autofree char *what = approval ? approval_what(approval) : NULL;

	if (approval && g_strcmp0(before, draft->ticket->approval) != 0)
		record_commit_addf(commit, TRAILER_APPROVAL, "%s %s for %s",
			what, approval_state_name(approval->state),
			requester ? requester->address : "nobody");
}

static void add_approvals(const struct work *work, struct record_commit *commit)
{
	for (guint i = 0; i < work->drafts->len; i++) {
		const struct draft *draft = work->drafts->pdata[i];

		if (draft->ticket)
			add_approval(draft, commit);
	}
}

/* "Status: new -> progress" is a key and a value. */
static void add_fields(const struct work *work, struct record_commit *commit)
{
	for (guint i = 0; i < work->drafts->len; i++) {
		const struct draft *draft = work->drafts->pdata[i];
		g_autoptr(GPtrArray) lines = NULL;

		if (!draft->ticket)
			continue;
		lines = ticket_diff(draft->known ? draft->known->ticket : NULL,
			draft->ticket);
		for (guint j = 0; j < lines->len; j++) {
			const char *line = lines->pdata[j];
			const char *colon = strstr(line, ": ");
			g_autofree char *key = NULL;

			if (!colon)
				continue;
			key = g_strndup(line, (gsize)(colon - line));
			record_commit_add(commit, key, colon + 2);
		}
	}
}

/* The desk holds it: a stored mail has that id, or it is one of our own. */
static gboolean is_held_id(const struct work *work, const char *id)
{
	const GArray *hits = view_id(work->view, id);
	guint32 ticket, message;

	for (guint i = 0; hits && i < hits->len; i++) {
		if (!g_array_index(hits, struct known_id, i).is_referred)
			return TRUE;
	}
	return token_parse_message_id(
		id, work->site->keyring, &ticket, &message);
}

/* Of In-Reply-To how many ids count: of history only what threads it, so that
 * an id that joined nothing joins no tickets when the mails are read again. */
static guint count_replied(const struct work *work, const struct facts *facts)
{
	guint count = facts->in_reply_to ? facts->in_reply_to->len : 0;

	if (work->event->kind != EVENT_IMPORT)
		return count;
	return facts->references && facts->references->len ? 0 : MIN(count, 1);
}

static void add_refers(const struct work *work, struct record_commit *commit,
	const struct facts *facts)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	const GPtrArray *lists[] = { facts->in_reply_to, facts->references };
	const guint counts[] = { count_replied(work, facts),
		facts->references ? facts->references->len : 0 };

	for (gsize i = 0; i < G_N_ELEMENTS(lists); i++) {
		guint length = counts[i];
		guint from = length > MAX_REFERS ? length - MAX_REFERS : 0;

		for (guint j = from; j < length; j++) {
			char *id = lists[i]->pdata[j];
			g_autofree char *text = NULL;

			if (g_hash_table_size(seen) >= MAX_REFERS ||
				(work->event->kind != EVENT_IMPORT &&
					facts_is_address(facts, id)) ||
				!g_hash_table_add(seen, id) ||
				is_held_id(work, id))
				continue;
			text = trailer_id(id);
			record_commit_add(commit, TRAILER_REFERS, text);
		}
	}
}

static void add_mail(const struct work *work, struct record_commit *commit,
	const struct article *article, const char *sha256,
	const struct message *message, const struct facts *facts)
{
	g_autofree char *place = record_place(work, article);

	if (message)
		record_commit_addf(commit, TRAILER_MESSAGE,
			"%s sha256=%s body=%s", place, sha256,
			message->digest ? message->digest : "");
	else
		record_commit_addf(
			commit, TRAILER_MESSAGE, "%s sha256=%s", place, sha256);
	if (facts && facts->message_id) {
		g_autofree char *id = trailer_id(facts->message_id);

		record_commit_add(commit, TRAILER_MESSAGE_ID, id);
	}
	if (facts)
		add_refers(work, commit, facts);
}

static void add_mails(const struct work *work, struct record_commit *commit)
{
	const GPtrArray *filings = work->outcome->filings;

	for (guint i = 0; i < filings->len; i++) {
		const struct filing *filing = filings->pdata[i];
		const struct known_message *mail;
		g_autofree char *sha256 = NULL;

		if (!filing->is_copy) {
			add_mail(work, commit, &filing->article,
				work->event->sha256, work->message,
				work->facts);
			continue;
		}
		mail = view_message(work->view, filing->source.ticket,
			filing->source.month, filing->source.number);
		if (!mail)
			continue;
		sha256 = digest_sha256(mail->raw);
		add_mail(work, commit, &filing->article, sha256, mail->message,
			mail->facts);
	}
	if (work->outcome->quarantine)
		record_commit_addf(commit, TRAILER_MESSAGE,
			"quarantine sha256=%s", work->event->sha256);
}

static void add_asked(const struct work *work, struct record_commit *commit)
{
	for (guint i = 0; i < work->asked->len; i++) {
		const struct asked *asked = work->asked->pdata[i];
		g_autofree char *why = refusal_text(&asked->refusal);

		if (asked->refusal.why == REFUSED_NOT)
			record_commit_add(
				commit, TRAILER_COMMAND, asked->command);
		else if (asked->refusal.why != REFUSED_QUOTED)
			record_commit_addf(commit, TRAILER_REFUSED, "%s (%s)",
				asked->command, why);
	}
}

static void add_notices(const struct work *work, struct record_commit *commit)
{
	const GPtrArray *notices = work->outcome->notices;

	for (guint i = 0; i < notices->len; i++) {
		const struct notice *notice = notices->pdata[i];
		g_autofree char *place = record_place(work, &notice->article);

		for (guint j = 0; j < notice->recipients->len; j++) {
			const struct contact *to = notice->recipients->pdata[j];

			record_commit_addf(commit, TRAILER_NOTICE, "%s %s %s",
				place, notice_name(notice->kind), to->address);
		}
	}
}

static void add_lines(
	struct record_commit *commit, const char *key, const GPtrArray *values)
{
	for (guint i = 0; i < values->len; i++)
		record_commit_add(commit, key, values->pdata[i]);
}

static void add_spent(struct work *work, struct record_commit *commit)
{
	g_autoptr(GPtrArray) spent = spend_list(
		work, commit->author ? commit->author->address : NULL);

	add_lines(commit, TRAILER_SPENT, spent);
}

/* The mail whose commands these are: it, too, runs once. */
static void add_confirmed(const struct work *work, struct record_commit *commit)
{
	if (work->confirmed)
		record_commit_add(commit, TRAILER_CONFIRMS, work->confirmed);
}

static void add_trailers(struct work *work, struct record_commit *commit)
{
	add_tickets(work, commit);
	record_commit_add(
		commit, TRAILER_EVENT, EVENTS[first_event(work)].name);
	record_commit_add(commit, TRAILER_ROLE, role_name(work->role));
	if (work->message)
		record_commit_add(commit, TRAILER_KIND,
			mail_kind_name(work->is_alert ? MAIL_ALERT
						      : work->message->kind));
	add_fields(work, commit);
	add_mails(work, commit);
	add_proof(work, commit);
	add_confirmed(work, commit);
	add_asked(work, commit);
	if (work->reason && *work->reason)
		record_commit_add(commit, TRAILER_REASON, work->reason);
	add_lines(commit, TRAILER_PROMISE, work->promises);
	add_approvals(work, commit);
	add_notices(work, commit);
	add_lines(commit, TRAILER_WITHHELD, work->withheld);
	add_lines(commit, TRAILER_DELIVERED, work->delivered);
	add_spent(work, commit);
	if (work->undoes)
		record_commit_add(commit, TRAILER_UNDOES, work->undoes);
}

/* A ticket that was only looked at (#show, #link) is not touched. */
static gboolean is_untouched(const struct work *work, const struct draft *draft)
{
	return draft->known && draft->number != work->event->ticket &&
	       draft->next_message == draft_next_message(draft->known) &&
	       ticket_equal(draft->known->ticket, draft->ticket);
}

static void drop_untouched(struct work *work)
{
	for (guint i = work->drafts->len; i > 0; i--) {
		if (is_untouched(work, work->drafts->pdata[i - 1]))
			g_ptr_array_remove_index(work->drafts, i - 1);
	}
}

static void note_ended(struct work *work, struct draft *draft)
{
	g_autoptr(GPtrArray) broken = NULL;

	if (!draft->known || !work->site->calendars || work->is_recount)
		return;
	broken = due_broken(
		draft->known->ticket, draft->ticket, work->site, work->at);
	for (guint i = 0; i < broken->len; i++)
		g_ptr_array_add(work->promises, g_strdup(broken->pdata[i]));
}

static void finish_tickets(struct work *work)
{
	for (guint i = 0; i < work->drafts->len; i++) {
		struct draft *draft = work->drafts->pdata[i];

		if (!draft->ticket)
			continue;
		if (!work->is_recount)
			draft->ticket->updated =
				MAX(draft->ticket->updated, work->at);
		note_ended(work, draft);
		promise_set_due(draft->ticket, work->site->rules,
			work->site->calendars);
		if (work->site->calendars)
			draft->ticket->next_due =
				due_next(draft->ticket, work->site);
		g_ptr_array_add(
			work->outcome->tickets, ticket_copy(draft->ticket));
	}
}

/* The last word on a person counts. */
static void finish_persons(struct work *work)
{
	GPtrArray *out = work->outcome->persons;

	for (guint i = 0; i < work->persons->len; i++) {
		const struct person *person = work->persons->pdata[i];

		for (guint j = out->len; j > 0; j--) {
			const struct person *other = out->pdata[j - 1];

			if (address_equal(other->address, person->address))
				g_ptr_array_remove_index(out, j - 1);
		}
		g_ptr_array_add(out, person_copy(person));
	}
}

void record_finish(struct work *work)
{
	struct record_commit *commit = record_commit_new();

	drop_untouched(work);
	finish_tickets(work);
	finish_persons(work);
	commit->author = author_of(work);
	commit->author_time = work->at;
	commit->subject = subject_line(work);
	if (work->site->rules->log_text && work->text && *work->text)
		commit->text = g_strdup(work->text);
	add_trailers(work, commit);
	work->outcome->commit = commit;
}
