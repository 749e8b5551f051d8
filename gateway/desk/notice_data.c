#include "notice_data.h"
#include "due.h"
#include "history.h"
#include "notice_people.h"
#include "text.h"
#include "text_class.h"

#include <string.h>

/* Which variables a kind of notice has besides those that all have. */
enum content {
	WITH_TEXT = 1 << 0,        /* the draft's text, whoever wrote it */
	WITH_RELAYED = 1 << 1,     /* only a person's, meant for outside */
	WITH_ATTACHMENTS = 1 << 3, /* parts go along, and are named */
	WITH_COMMANDS = 1 << 4,
	WITH_PROOF = 1 << 5,
	WITH_LINKS = 1 << 6,
	WITH_ANSWER = 1 << 7,
	WITH_UNDELIVERED = 1 << 8,
	WITH_RATING = 1 << 9,
	WITH_WHY = 1 << 10,
	WITH_QUESTION = 1 << 11,
	WITH_REASON = 1 << 12,
	WITH_HISTORY = 1 << 13, /* what came before, for who is new to it */
	WITH_LIMIT = 1 << 15,
	WITH_INTO = 1 << 2, /* where a merged one goes on */
	WITH_SOLUTIONS = 1 << 23,
	WITH_SPOKEN = 1 << 14, /* the text besides the commands */
	WITH_PROMISES = 1 << 16,
	WITH_UNTIL = 1 << 17,
	WITH_SILENCE = 1 << 18,
	WITH_APPROVAL = 1 << 19,
	WITH_VENDOR = 1 << 20, /* what is said to the supplier */
	WITH_SUPPLIER = 1 << 21,
	WITH_DUE = 1 << 22,
};

#define RELAYED (WITH_RELAYED | WITH_ATTACHMENTS)
#define SHOWN (WITH_TEXT | WITH_ATTACHMENTS)

static const guint CONTENT[NOTICE_KIND_COUNT] = {
	[NOTICE_RECEIVED] = WITH_SOLUTIONS,
	[NOTICE_REPLY] = RELAYED,
	[NOTICE_NEW_FOR_AGENT] = SHOWN | WITH_LINKS | WITH_REASON,
	[NOTICE_REPLY_FOR_AGENT] = SHOWN | WITH_LINKS,
	[NOTICE_NOTE_FOR_AGENT] = SHOWN,
	[NOTICE_ASSIGNED] = SHOWN | WITH_REASON | WITH_HISTORY,
	[NOTICE_NOT_PROVEN] = WITH_TEXT | WITH_PROOF | WITH_LINKS,
	[NOTICE_UNDELIVERED] = WITH_UNDELIVERED | WITH_TEXT,
	[NOTICE_TRANSCRIPT] = WITH_COMMANDS | WITH_SPOKEN,
	[NOTICE_REFUSED] = WITH_COMMANDS | WITH_SPOKEN,
	[NOTICE_ANSWER] = WITH_ANSWER | WITH_COMMANDS,
	[NOTICE_RESOLVED] = RELAYED | WITH_SILENCE,
	[NOTICE_CLOSED] = RELAYED | WITH_RATING | WITH_SILENCE,
	[NOTICE_REOPENED] = RELAYED,
	[NOTICE_REOPENED_FOR_AGENT] = SHOWN,
	[NOTICE_CANCELLED] = RELAYED | WITH_REASON | WITH_APPROVAL,
	[NOTICE_MERGED] = RELAYED | WITH_INTO,
	[NOTICE_CONFIRM] =
		WITH_COMMANDS | WITH_QUESTION | WITH_SPOKEN | WITH_APPROVAL,
	[NOTICE_ESCALATED] = RELAYED | WITH_DUE,
	[NOTICE_QUARANTINED] = WITH_WHY,
	[NOTICE_LIMITED] = WITH_LIMIT,
	[NOTICE_PROMISE] = WITH_PROMISES,
	[NOTICE_SUMMARY] = WITH_ANSWER,
	[NOTICE_REMINDER] = WITH_TEXT | WITH_UNTIL,
	[NOTICE_RESUMED] = WITH_APPROVAL,
	[NOTICE_APPROVAL] = WITH_REASON | WITH_APPROVAL,
	[NOTICE_APPROVED] = WITH_REASON | WITH_APPROVAL,
	[NOTICE_DECIDED] = WITH_REASON | WITH_APPROVAL,
	[NOTICE_VENDOR] = WITH_VENDOR | WITH_ATTACHMENTS,
	[NOTICE_VENDOR_FOR_AGENT] = SHOWN | WITH_SUPPLIER,
};

static void put(GVariantDict *data, const char *key, const char *value)
{
	g_variant_dict_insert_value(data, key,
		g_variant_new_take_string(
			g_utf8_make_valid(value ? value : "", -1)));
}

static void put_flag(GVariantDict *data, const char *key, gboolean value)
{
	g_variant_dict_insert_value(data, key, g_variant_new_boolean(value));
}

static void put_key(GVariantDict *data, const char *key, const char *word)
{
	g_autofree char *full = g_strdup_printf("%s.%s", key, word);

	put(data, key, full);
}

/* The base subject of a notice, without prefixes and tag. */
static char *base_subject(
	const struct work *work, const struct telling *telling)
{
	const struct draft *draft = telling->draft;
	/* The subject is the requester's: the supplier never reads it. */
	const char *subject = telling->kind == NOTICE_VENDOR ? ""
			      : draft->ticket ? draft->ticket->subject
			      : work->message ? work->message->subject
					      : "";
	g_autofree char *bare = subject_bare(subject, work->site->rules->tag);

	gboolean is_answer =
		telling->kind == NOTICE_RECEIVED ||
		(telling->kind == NOTICE_QUARANTINED && telling->is_answer);

	if (telling->to_agent || work->proof != PROOF_NONE || !is_answer)
		return g_steal_pointer(&bare);
	return subject_harmless(bare);
}

static const char *desk_name(const struct rules *rules)
{
	return rules->name && *rules->name ? rules->name : rules->address;
}

static const char *contact_label(const struct contact *contact)
{
	if (!contact)
		return "";
	return contact->name && *contact->name ? contact->name
					       : contact->address;
}

/* Notices to agents hold no outside address that a mail program could answer
 * (identity.md): without a name it is told as words, "bob at x.example". New.
 */
static char *requester_name(const struct contact *contact)
{
	GString *text;

	if (!contact || (contact->name && *contact->name))
		return g_strdup(contact ? contact->name : "");
	text = g_string_new(contact->address);
	g_string_replace(text, "@", " at ", 0);
	return g_string_free(text, FALSE);
}

static void put_due(GVariantDict *data, const struct work *work,
	const struct ticket *ticket)
{
	gint64 due = ticket_due(ticket);
	g_autofree char *text = due ? local_time(work, due) : NULL;

	put(data, "due", text);
}

static void put_ticket(GVariantDict *data, const struct work *work,
	const struct ticket *ticket)
{
	g_autofree char *number = g_strdup_printf("%u", ticket->number);
	g_autofree char *ref =
		g_strdup_printf("%s-%s", work->site->rules->tag, number);
	g_autofree char *priority = g_strdup_printf("P%u", ticket->priority);
	g_autofree char *requester = requester_name(ticket->requester);
	g_autofree char *line = ticket->line == LINE_VENDOR
					? g_strdup("vendor")
					: g_strdup_printf("%u", ticket->line);

	put(data, "ref", ref);
	put(data, "number", number);
	put_key(data, "status", status_name(ticket->status));
	put_key(data, "priority", priority);
	put_key(data, "type", type_name(ticket->type));
	put(data, "queue", ticket->queue);
	put_key(data, "line", line);
	put(data, "assignee", work_agent_name(work, ticket->assignee));
	put(data, "requester", requester);
	put_due(data, work, ticket);
	put_flag(data, "waiting", ticket->status == STATUS_WAIT_USER);
	put_flag(data, "over", !status_is_active(ticket->status));
}

static void put_no_ticket(GVariantDict *data)
{
	static const char *const KEYS[] = { "ref", "number", "status",
		"priority", "type", "queue", "line", "assignee", "requester",
		"due" };

	for (gsize i = 0; i < G_N_ELEMENTS(KEYS); i++)
		put(data, KEYS[i], "");
}

/* Whose text an agent reads: of a mail split off not the splitter's. */
static char *writer(struct work *work, const struct draft *draft)
{
	const struct article *of = &draft->attachments_of;
	const struct known_message *mail = NULL;

	if (!draft->known && of->ticket)
		mail = view_message(
			work->view, of->ticket, of->month, of->number);
	if (mail && mail->message->from->len)
		return requester_name(mail->message->from->pdata[0]);
	return work_agent(work) ? g_strdup(contact_label(work->causer))
				: requester_name(work->causer);
}

static void put_common(GVariantDict *data, struct work *work,
	const struct telling *telling, const struct notice *notice)
{
	const struct rules *rules = work->site->rules;
	const struct draft *draft = telling->draft;
	/* #show in a new mail: the answer is about another ticket. */
	const struct ticket *shown = work->shown ? work->shown->ticket : NULL;
	gboolean is_shown = shown && shown != draft->ticket &&
			    telling->kind == NOTICE_ANSWER;
	gboolean is_hidden = work->role == ROLE_OPERATOR && !telling->to_agent;
	g_autofree char *by =
		is_hidden                     ? g_strdup("")
		: work->role == ROLE_APPROVER ? requester_name(work->causer)
		: telling->to_agent           ? writer(work, draft)
				    : g_strdup(contact_label(work->causer));

	put(data, "desk", desk_name(rules));
	put(data, "address", rules->address);
	put(data, "tag", rules->tag);
	put(data, "subject", is_shown ? shown->subject : notice->subject);
	put(data, "by", by);
	put_flag(data, "agent", telling->to_agent);
	put_flag(data, "public", notice->reply_kind == REPLY_PUBLIC);
	put_flag(data, "internal", notice->reply_kind == REPLY_INTERNAL);
	put_flag(data, "token", work->site->settings->auth.extension);
	if (is_shown)
		put_ticket(data, work, shown);
	else if (draft->ticket)
		put_ticket(data, work, draft->ticket);
	else
		put_no_ticket(data);
}

/* --- lists --------------------------------------------------------------- */

static char *size_text(gsize size)
{
	return g_format_size_full(size, G_FORMAT_SIZE_IEC_UNITS);
}

static const struct message *attached_message(
	struct work *work, const struct draft *draft)
{
	const struct article *of = &draft->attachments_of;
	const struct known_message *mail;

	if (!of->ticket && !of->number)
		return work->message;
	mail = view_message(work->view, of->ticket, of->month, of->number);
	return mail ? mail->message : NULL;
}

static void put_attachments(GVariantDict *data, const struct message *message)
{
	g_auto(GVariantBuilder) list =
		G_VARIANT_BUILDER_INIT(G_VARIANT_TYPE("aa{sv}"));

	for (guint i = 0; message && i < message->parts->len; i++) {
		const struct part *part = message->parts->pdata[i];
		g_auto(GVariantDict) item = G_VARIANT_DICT_INIT(NULL);
		g_autofree char *size = size_text(part->size);

		if (!part->is_attachment)
			continue;
		put(&item, "name", part->name ? part->name : part->type);
		put(&item, "type", part->type);
		put(&item, "size", size);
		g_variant_builder_add_value(&list, g_variant_dict_end(&item));
	}
	g_variant_dict_insert_value(
		data, "attachments", g_variant_builder_end(&list));
}

/* "status.closed": the words of a refusal may name it. */
static GVariant *state_word(const struct refusal *refusal)
{
	return g_variant_new_take_string(
		g_strdup_printf("status.%s", status_name(refusal->state)));
}

static GVariant *command_item(const struct asked *asked)
{
	GVariantDict item;
	const struct refusal *refusal = &asked->refusal;
	g_autofree char *count = g_strdup_printf("%u", refusal->count);

	g_variant_dict_init(&item, NULL);
	put(&item, "command", asked->command);
	put_flag(&item, "ok", refusal->why == REFUSED_NOT);
	put(&item, "reason", refusal_key(refusal->why));
	put(&item, "suggestion", refusal->suggestion);
	put(&item, "expected", refusal->expected);
	put(&item, "who", refusal->who);
	put(&item, "count", count);
	g_variant_dict_insert_value(&item, "state", state_word(refusal));
	put(&item, "text", asked->text);
	return g_variant_dict_end(&item);
}

static void put_commands(GVariantDict *data, const struct work *work)
{
	g_auto(GVariantBuilder) list =
		G_VARIANT_BUILDER_INIT(G_VARIANT_TYPE("aa{sv}"));

	for (guint i = 0; i < work->asked->len; i++)
		g_variant_builder_add_value(
			&list, command_item(work->asked->pdata[i]));
	g_variant_dict_insert_value(
		data, "commands", g_variant_builder_end(&list));
}

static void put_links(
	GVariantDict *data, struct work *work, const struct ticket *ticket)
{
	g_auto(GVariantBuilder) list =
		G_VARIANT_BUILDER_INIT(G_VARIANT_TYPE("aa{sv}"));

	for (guint i = 0; ticket && i < ticket->links->len; i++) {
		g_auto(GVariantDict) item = G_VARIANT_DICT_INIT(NULL);
		const struct known_ticket *known;
		g_autofree char *ref = NULL;
		guint32 number;

		if (!text_parse_number(ticket->links->pdata[i], &number))
			continue;
		known = view_ticket(work->view, number);
		if (!known)
			continue;
		ref = g_strdup_printf("%s-%u", work->site->rules->tag, number);
		put(&item, "ref", ref);
		put(&item, "subject", known->ticket->subject);
		g_variant_builder_add_value(&list, g_variant_dict_end(&item));
	}
	g_variant_dict_insert_value(
		data, "links", g_variant_builder_end(&list));
}

/* --- what single kinds have ---------------------------------------------- */

static void put_proof(GVariantDict *data, const struct work *work)
{
	const char *why = work->route.proof_why;
	g_autofree char *result = NULL;

	if (why && g_str_has_prefix(why, "no authserv-id"))
		result = g_strdup("no-authserv-id");
	else if (why && strncmp(why, "dmarc=", 6) == 0)
		result = g_strdup_printf(
			"dmarc-%.*s", (int)strcspn(why + 6, " "), why + 6);
	put_key(data, "proof", result ? result : "none");
}

static const char *first_asked(const struct work *work)
{
	const struct asked *first =
		work->asked->len ? work->asked->pdata[0] : NULL;

	return first ? first->command : "";
}

static void put_solutions(GVariantDict *data, const struct work *work)
{
	if (work->solutions)
		g_variant_dict_insert_value(data, "solutions", work->solutions);
}

static void put_answer(GVariantDict *data, const struct work *work)
{
	g_autofree char *more = g_strdup_printf("%u", work->more);

	put(data, "asked", first_asked(work));
	put(data, "more", work->more ? more : "");
	put_flag(data, "empty",
		work->rows && !g_variant_n_children(work->rows) &&
			!(work->solutions &&
				g_variant_n_children(work->solutions)));
	if (work->rows)
		g_variant_dict_insert_value(data, "rows", work->rows);
	if (work->verbs)
		g_variant_dict_insert_value(data, "verbs", work->verbs);
	if (work->history)
		g_variant_dict_insert_value(data, "history", work->history);
	if (work->figures)
		g_variant_dict_insert_value(data, "figures", work->figures);
	put_solutions(data, work);
}

static void put_undelivered(GVariantDict *data, const struct draft *draft)
{
	put(data, "address", draft->undelivered);
	put(data, "code", draft->undelivered_code);
	put(data, "diagnostic", draft->undelivered_why);
}

static void put_why(GVariantDict *data, const struct work *work,
	const struct telling *telling)
{
	g_autofree char *limit =
		size_text(work->site->settings->limits.message);

	put(data, "why", work->outcome->why);
	put(data, "limit", limit);
	put_flag(data, "sender", telling->is_answer);
}

static void put_into(GVariantDict *data, const struct work *work,
	const struct ticket *ticket)
{
	g_autofree char *into = g_strdup_printf(
		"%s-%u", work->site->rules->tag, ticket->merged_into);

	put(data, "into", into);
}

static void put_limit(GVariantDict *data, const struct work *work)
{
	g_autofree char *limit = g_strdup_printf("%u", work->limit);

	put(data, "limit", limit);
	put(data, work->is_limit_of_questions ? "claimed" : "person",
		work->limited);
}

static GVariant *promise_item(const struct work *work, const struct due *due)
{
	GVariantDict item;
	g_autofree char *percent =
		g_strdup_printf("%u", due_percent(due->step));
	g_autofree char *whole = local_time(work, due->whole);

	g_variant_dict_init(&item, NULL);
	put_key(&item, "promise", promise_name(due->clock));
	put(&item, "percent", percent);
	put(&item, "due", whole);
	put_flag(&item, "over", due->step >= STEP_100);
	return g_variant_dict_end(&item);
}

static void put_promises(GVariantDict *data, const struct work *work)
{
	g_auto(GVariantBuilder) list =
		G_VARIANT_BUILDER_INIT(G_VARIANT_TYPE("aa{sv}"));
	gboolean is_missed = FALSE;

	for (guint i = 0; work->steps && i < work->steps->len; i++) {
		const struct due *due =
			&g_array_index(work->steps, struct due, i);

		is_missed |= due->step >= STEP_100;
		g_variant_builder_add_value(&list, promise_item(work, due));
	}
	g_variant_dict_insert_value(
		data, "promises", g_variant_builder_end(&list));
	put_flag(data, "missed", is_missed);
}

/* The day is enough: nobody counts minutes. */
static void put_until(
	GVariantDict *data, const struct work *work, const struct draft *draft)
{
	g_autofree char *when =
		draft->until ? local_time(work, draft->until) : g_strdup("");

	when[strcspn(when, " T")] = '\0';
	put(data, "until", when);
}

static void put_text(
	GVariantDict *data, const struct draft *draft, guint content)
{
	gboolean is_shown = content & WITH_TEXT ||
			    (content & WITH_RELAYED && draft->is_relayed);

	put(data, "text",
		content & WITH_SPOKEN   ? draft->spoken
		: content & WITH_VENDOR ? draft->vendor_text
		: is_shown              ? draft->text
					: "");
	put_flag(data, "held", draft->is_held);
	put(data, "reason", content & WITH_REASON ? draft->reason : "");
}

static void put_content(
	GVariantDict *data, struct work *work, const struct telling *telling)
{
	guint content = CONTENT[telling->kind];
	struct draft *draft = telling->draft;

	put_text(data, draft, content);
	if (content & WITH_ATTACHMENTS && draft->has_attachments)
		put_attachments(data, attached_message(work, draft));
	if (content & WITH_COMMANDS) {
		put_commands(data, work);
		put_flag(data, "kept", work->kept_internal);
	}
	if (content & WITH_QUESTION) {
		put(data, "question",
			draft->is_approval ? "approval" : "commands");
		put(data, "asked", first_asked(work));
	}
	if (content & WITH_PROOF)
		put_proof(data, work);
	if (content & WITH_LINKS)
		put_links(data, work, draft->ticket);
	if (content & WITH_ANSWER)
		put_answer(data, work);
	if (content & WITH_HISTORY)
		g_variant_dict_insert_value(data, "history",
			history_of(work, draft->ticket, draft->known, FALSE));
	if (content & WITH_UNDELIVERED)
		put_undelivered(data, draft);
	if (content & WITH_RATING)
		put_flag(data, "rating", telling->is_answer);
	if (content & WITH_WHY)
		put_why(data, work, telling);
	if (content & WITH_DUE)
		notice_put_due(data, work, draft);
	if (content & WITH_VENDOR)
		notice_put_vendor(data, work, draft);
	if (content & WITH_SUPPLIER)
		notice_put_supplier(data, work, draft);
	if (content & WITH_APPROVAL)
		notice_put_approval(data, draft);
	if (content & WITH_LIMIT)
		put_limit(data, work);
	if (content & WITH_SOLUTIONS)
		put_solutions(data, work);
	if (content & WITH_INTO)
		put_into(data, work, draft->ticket);
	if (content & WITH_PROMISES)
		put_promises(data, work);
	if (content & WITH_UNTIL)
		put_until(data, work, draft);
	if (content & WITH_SILENCE)
		put_flag(data, "silent", work->event->kind == EVENT_TICK);
}

/* TRUE for a mail that is an agent's own words to people outside. */
static gboolean is_persons(const struct telling *telling)
{
	return telling->kind == NOTICE_VENDOR ||
	       (telling->draft->is_relayed && !telling->is_answer &&
		       CONTENT[telling->kind] & WITH_RELAYED);
}

static void set_attachments(
	const struct telling *telling, struct notice *notice)
{
	const struct draft *draft = telling->draft;
	gboolean may =
		CONTENT[telling->kind] & WITH_TEXT || is_persons(telling);

	if (!draft->has_attachments || !may ||
		!(CONTENT[telling->kind] & WITH_ATTACHMENTS))
		return;
	notice->attachments_of = g_new(struct article, 1);
	*notice->attachments_of = draft->attachments_of;
}

void notice_fill(
	struct work *work, const struct telling *telling, struct notice *notice)
{
	const char *desk = desk_name(work->site->rules);
	g_auto(GVariantDict) data = G_VARIANT_DICT_INIT(NULL);

	notice->subject = base_subject(work, telling);
	notice->from_name = is_persons(telling) && *work->causer->address
				    ? g_strdup_printf("%s (%s)",
					      contact_label(work->causer), desk)
				    : g_strdup(desk);
	notice->auto_submitted = is_persons(telling)  ? AUTO_NO
				 : telling->is_answer ? AUTO_REPLIED
						      : AUTO_GENERATED;
	set_attachments(telling, notice);
	put_common(&data, work, telling, notice);
	put_content(&data, work, telling);
	notice->data = g_variant_ref_sink(g_variant_dict_end(&data));
}
