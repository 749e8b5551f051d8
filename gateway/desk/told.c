#include "told.h"
#include "approval.h"
#include "assign.h"
#include "away.h"
#include "notice_data.h"
#include "thread.h"
#include "verb_find.h"

#include <string.h>

#define NOBODY (-1)

/* lifecycle.md, «Who is told»: the notice for requester and Cc, for the
 * assignee (watchers get it, too), and for the queue's agents where there is
 * no assignee. Agents' notices fall to the leads where a queue has no agent. */
static const struct {
	int people, assignee, unassigned;
} ROWS[TELL_COUNT] = {
	[TELL_NEW] = { NOTICE_RECEIVED, NOTICE_ASSIGNED, NOTICE_NEW_FOR_AGENT },
	[TELL_PARTICIPANT] = { NOBODY, NOTICE_REPLY_FOR_AGENT,
		NOTICE_REPLY_FOR_AGENT },
	[TELL_REPLY] = { NOTICE_REPLY, NOTICE_REPLY_FOR_AGENT, NOBODY },
	[TELL_NOTE] = { NOBODY, NOTICE_NOTE_FOR_AGENT, NOBODY },
	[TELL_ASSIGNED] = { NOBODY, NOTICE_ASSIGNED, NOBODY },
	[TELL_PASSED_ON] = { NOBODY, NOTICE_ASSIGNED, NOTICE_ASSIGNED },
	[TELL_ESCALATED] = { NOTICE_ESCALATED, NOTICE_ASSIGNED,
		NOTICE_ASSIGNED },
	[TELL_RESOLVED] = { NOTICE_RESOLVED, NOBODY, NOBODY },
	[TELL_CLOSED] = { NOTICE_CLOSED, NOBODY, NOBODY },
	[TELL_REOPENED] = { NOTICE_REOPENED, NOTICE_REOPENED_FOR_AGENT,
		NOTICE_REOPENED_FOR_AGENT },
	[TELL_MERGED] = { NOTICE_MERGED, NOBODY, NOBODY },
	[TELL_CANCELLED] = { NOTICE_CANCELLED, NOBODY, NOBODY },
	[TELL_NOT_PROVEN] = { NOBODY, NOTICE_NOT_PROVEN, NOTICE_NOT_PROVEN },
	[TELL_RESUMED] = { NOBODY, NOTICE_RESUMED, NOTICE_RESUMED },
	[TELL_UNDELIVERED] = { NOBODY, NOTICE_UNDELIVERED, NOTICE_UNDELIVERED },
	[TELL_APPROVER] = { NOBODY, NOTICE_NOTE_FOR_AGENT,
		NOTICE_NOTE_FOR_AGENT },
	[TELL_ALERT] = { NOBODY, NOTICE_ASSIGNED, NOTICE_NEW_FOR_AGENT },
	[TELL_ALERT_AGAIN] = { NOBODY, NOTICE_REOPENED_FOR_AGENT,
		NOTICE_REOPENED_FOR_AGENT },
	[TELL_ALERT_NOTE] = { NOBODY, NOTICE_NOTE_FOR_AGENT,
		NOTICE_NOTE_FOR_AGENT },
	[TELL_APPROVED] = { NOTICE_APPROVED, NOTICE_DECIDED, NOTICE_DECIDED },
	[TELL_DENIED] = { NOTICE_CANCELLED, NOTICE_DECIDED, NOTICE_DECIDED },
	[TELL_VENDOR] = { NOBODY, NOTICE_VENDOR_FOR_AGENT,
		NOTICE_VENDOR_FOR_AGENT },
};

/* One mail a person an event: the highest stays. What answers the person's own
 * mail comes first, a change of the ticket before a mere reply. */
static const guint8 RANKS[NOTICE_KIND_COUNT] = {
	[NOTICE_VENDOR] = 22,
	[NOTICE_APPROVAL] = 21,
	[NOTICE_CONFIRM] = 20,
	[NOTICE_REFUSED] = 19,
	[NOTICE_ANSWER] = 18,
	[NOTICE_TRANSCRIPT] = 17,
	[NOTICE_CANCELLED] = 16,
	[NOTICE_MERGED] = 16,
	[NOTICE_CLOSED] = 15,
	[NOTICE_RESOLVED] = 14,
	[NOTICE_REOPENED] = 13,
	[NOTICE_APPROVED] = 13,
	[NOTICE_ESCALATED] = 12,
	[NOTICE_REPLY] = 11,
	[NOTICE_RECEIVED] = 10,
	[NOTICE_REMINDER] = 10,
	[NOTICE_DECIDED] = 9,
	[NOTICE_ASSIGNED] = 9,
	[NOTICE_REOPENED_FOR_AGENT] = 8,
	[NOTICE_RESUMED] = 8,
	[NOTICE_PROMISE] = 7,
	[NOTICE_NOT_PROVEN] = 7,
	[NOTICE_UNDELIVERED] = 6,
	[NOTICE_REPLY_FOR_AGENT] = 5,
	[NOTICE_VENDOR_FOR_AGENT] = 5,
	[NOTICE_NEW_FOR_AGENT] = 4,
	[NOTICE_NOTE_FOR_AGENT] = 3,
	[NOTICE_SUMMARY] = 3,
	[NOTICE_QUARANTINED] = 2,
	[NOTICE_LIMITED] = 1,
};

static struct telling *add_telling(struct work *work, struct draft *draft,
	enum notice_kind kind, const struct contact *to)
{
	struct telling *telling = g_new0(struct telling, 1);

	telling->draft = draft;
	telling->row = -1;
	telling->kind = kind;
	telling->to = contact_copy(to);
	telling->is_answer = kind == NOTICE_RECEIVED;
	g_ptr_array_add(work->tellings, telling);
	return telling;
}

void tell_agent(struct work *work, struct draft *draft, enum notice_kind kind,
	const char *address)
{
	const struct agent_rule *agent =
		rules_agent(work->site->rules, address);
	AUTO(contact)
	to = contact_new(
		agent ? agent->name : NULL, agent ? agent->address : address);

	add_telling(work, draft, kind, to)->to_agent = TRUE;
}

void tell_requester(
	struct work *work, struct draft *draft, enum notice_kind kind)
{
	if (draft->ticket->requester)
		add_telling(work, draft, kind, draft->ticket->requester);
}

void tell_person(struct work *work, struct draft *draft, enum notice_kind kind,
	const char *address)
{
	const struct agent_rule *agent =
		rules_agent(work->site->rules, address);
	AUTO(contact) to = contact_new(agent ? agent->name : NULL, address);

	add_telling(work, draft, kind, to);
}

void tell_leads(struct work *work, struct draft *draft, enum notice_kind kind)
{
	const GPtrArray *agents = work->site->rules->agents;

	for (guint i = 0; i < agents->len; i++) {
		const struct agent_rule *agent = agents->pdata[i];

		if (agent->is_lead)
			tell_agent(work, draft, kind, agent->address);
	}
}

void tell_causer(struct work *work, struct draft *draft, enum notice_kind kind)
{
	struct telling *telling;

	if (!*work->causer->address)
		return;
	telling = add_telling(work, draft, kind, work->causer);
	telling->is_answer = TRUE;
	telling->to_agent =
		kind != NOTICE_RECEIVED &&
		rules_agent(work->site->rules, work->causer->address);
}

static void tell_people(
	struct work *work, struct draft *draft, enum notice_kind kind)
{
	const struct ticket *ticket = draft->ticket;

	if (ticket->requester)
		add_telling(work, draft, kind, ticket->requester);
	for (guint i = 0; i < ticket->cc->len; i++)
		add_telling(work, draft, kind, ticket->cc->pdata[i]);
}

/* queue NULL, line 0: any. How many there were. */
static guint tell_line(struct work *work, struct draft *draft,
	enum notice_kind kind, const char *queue, guint line)
{
	const GPtrArray *agents = work->site->rules->agents;
	guint count = 0;

	for (guint i = 0; i < agents->len; i++) {
		const struct agent_rule *agent = agents->pdata[i];

		if ((queue && !agent_serves(agent, queue)) ||
			(line && agent->line != line))
			continue;
		tell_agent(work, draft, kind, agent->address);
		count++;
	}
	return count;
}

/* The queue's agents of the ticket's line; where it climbed to a line that the
 * queue has not, those of that line elsewhere, else the leads, who can move it;
 * else all of the queue, else the leads. */
static void tell_unassigned(struct work *work, struct draft *draft,
	enum notice_kind kind, gboolean has_climbed)
{
	const struct ticket *ticket = draft->ticket;

	if (tell_line(work, draft, kind, ticket->queue, ticket->line))
		return;
	if (has_climbed ? !tell_line(work, draft, kind, NULL, ticket->line)
			: !tell_line(work, draft, kind, ticket->queue, 0))
		tell_leads(work, draft, kind);
}

static void tell_watchers(
	struct work *work, struct draft *draft, enum notice_kind kind)
{
	const GPtrArray *watchers = draft->ticket->watchers;

	for (guint i = 0; i < watchers->len; i++)
		tell_agent(work, draft, kind, watchers->pdata[i]);
}

/* Who that is, is looked up at the end: a later line may name another
 * requester, or give the ticket away. */
void tell(struct work *work, struct draft *draft, enum tell tell)
{
	struct telling *telling = g_new0(struct telling, 1);

	telling->draft = draft;
	telling->row = (int)tell;
	g_ptr_array_add(work->tellings, telling);
}

static void expand(struct work *work, struct draft *draft, enum tell tell)
{
	const struct ticket *ticket = draft->ticket;

	if (tell == TELL_NEW)
		suggest_solutions(work, ticket);
	if (ROWS[tell].people != NOBODY)
		tell_people(work, draft, (enum notice_kind)ROWS[tell].people);
	if (ROWS[tell].assignee != NOBODY) {
		enum notice_kind kind = (enum notice_kind)ROWS[tell].assignee;

		if (ticket->assignee)
			tell_agent(work, draft, kind, ticket->assignee);
		tell_watchers(work, draft, kind);
	}
	if (ROWS[tell].unassigned != NOBODY && !ticket->assignee)
		tell_unassigned(work, draft,
			(enum notice_kind)ROWS[tell].unassigned,
			tell == TELL_ESCALATED);
}

/* --- from tellings to notices --------------------------------------------- */

static gboolean is_causer(
	const struct work *work, const struct telling *telling)
{
	return address_equal(telling->to->address, work->causer->address);
}

/* Whose mail it surely is. A forged one is told to the forged, too. */
static gboolean has_caused(
	const struct work *work, const struct telling *telling)
{
	gboolean is_sure =
		work->proof != PROOF_NONE || work->route.counts_as_participant;

	return is_sure && is_causer(work, telling);
}

/* The one telling of that person that stays: *best. */
static void choose(struct work *work, GHashTable *best, GPtrArray *order,
	struct telling *telling)
{
	g_autofree char *key = address_fold(telling->to->address);
	struct telling *other;

	if (has_caused(work, telling) && !telling->is_answer)
		return;
	other = g_hash_table_lookup(best, key);
	if (!other)
		g_ptr_array_add(order, g_strdup(key));
	if (!other || RANKS[telling->kind] > RANKS[other->kind])
		g_hash_table_replace(best, g_steal_pointer(&key), telling);
}

static const char *language_of(struct work *work, const struct telling *telling)
{
	const struct ticket *ticket = telling->draft->ticket;

	if (is_causer(work, telling) && !ticket)
		return work->language;
	if (telling->to_agent)
		return work_language_of(work, telling->to->address, NULL);
	if (telling->kind == NOTICE_APPROVAL || telling->kind == NOTICE_VENDOR)
		return work_language_of(work, telling->to->address,
			work->site->rules->language);
	return work_language_of(work, telling->to->address,
		ticket ? ticket->language : work->language);
}

/* What only one person may answer goes to that one alone. */
static gboolean is_for_one(enum notice_kind kind)
{
	return kind == NOTICE_APPROVAL;
}

static gboolean is_answering(const struct notice *notice)
{
	return notice->auto_submitted == AUTO_REPLIED;
}

static gboolean is_same_notice(const struct notice *notice,
	const struct telling *telling, const char *language)
{
	/* Of a mail in quarantine its sender and a lead read different things.
	 */
	return notice->kind == telling->kind && !is_for_one(notice->kind) &&
	       (telling->kind != NOTICE_QUARANTINED ||
		       is_answering(notice) == telling->is_answer) &&
	       notice->article.ticket == telling->draft->number &&
	       strcmp(notice->language, language) == 0 &&
	       notice->reply_kind ==
		       notice_reply_kind(telling->kind, telling->to_agent);
}

/* The first mail that asks for an approval: answers to those before it are
 * about another one. */
static void note_asked(
	const struct telling *telling, const struct notice *notice)
{
	struct ticket *ticket = telling->draft->ticket;
	AUTO(approval) approval = NULL;

	if (telling->kind != NOTICE_APPROVAL || !ticket)
		return;
	approval = approval_parse(ticket->approval, NULL);
	if (!approval || approval->message)
		return;
	approval->message = notice->article.number;
	g_free(ticket->approval);
	ticket->approval = approval_format(approval);
}

static struct notice *new_notice(
	struct work *work, const struct telling *telling, const char *language)
{
	struct draft *draft = telling->draft;
	struct notice *notice = g_new0(struct notice, 1);

	notice->kind = telling->kind;
	notice->article.ticket = draft->number;
	notice->article.month = draft->month;
	notice->article.number = draft->next_message++;
	notice->article.kind = telling->kind == NOTICE_VENDOR
				       ? ARTICLE_VENDOR_OUT
				       : ARTICLE_OUT;
	notice->language = g_strdup(language);
	notice->recipients =
		g_ptr_array_new_with_free_func((GDestroyNotify)contact_free);
	notice->reply_kind =
		notice_reply_kind(telling->kind, telling->to_agent);
	note_asked(telling, notice);
	thread_notice(work, telling, notice);
	notice_fill(work, telling, notice);
	g_ptr_array_add(work->outcome->notices, notice);
	return notice;
}

static struct notice *notice_for(
	struct work *work, const struct telling *telling)
{
	g_autofree char *language = g_strdup(language_of(work, telling));
	const GPtrArray *notices = work->outcome->notices;

	for (guint i = 0; i < notices->len; i++) {
		if (is_same_notice(notices->pdata[i], telling, language))
			return notices->pdata[i];
	}
	return new_notice(work, telling, language);
}

static void send(struct work *work, const struct telling *telling)
{
	struct notice *notice = notice_for(work, telling);
	struct delivery_change *change = g_new0(struct delivery_change, 1);

	g_ptr_array_add(notice->recipients, contact_copy(telling->to));
	change->ticket = notice->article.ticket;
	change->month = notice->article.month;
	change->delivery = delivery_new(notice->article.number,
		telling->to->address, DELIVERY_PENDING, work->now->time, "");
	change->delivery->vendor = notice->article.kind == ARTICLE_VENDOR_OUT;
	g_ptr_array_add(work->outcome->deliveries, change);
}

/* Rows become the people they name, in their place. */
static void expand_all(struct work *work)
{
	g_autoptr(GPtrArray) noted = work->tellings;

	work->tellings = g_ptr_array_new_with_free_func(telling_free);
	for (guint i = 0; i < noted->len; i++) {
		struct telling *telling = noted->pdata[i];

		if (telling->row >= 0)
			expand(work, telling->draft, (enum tell)telling->row);
		else
			g_ptr_array_add(work->tellings,
				g_steal_pointer(&noted->pdata[i]));
	}
}

/* A new ticket that nobody took by a command is somebody's by the queue's
 * rule. */
static void assign_all(struct work *work)
{
	for (guint i = 0; i < work->tellings->len; i++) {
		const struct telling *telling = work->tellings->pdata[i];

		if ((telling->row == TELL_NEW || telling->row == TELL_ALERT) &&
			telling->draft->ticket)
			assign_new(work, telling->draft);
	}
}

/* Those of the ticket's line who are there; how many. */
static guint tell_present(
	struct work *work, struct draft *draft, enum notice_kind kind)
{
	const struct ticket *ticket = draft->ticket;
	const GPtrArray *agents = work->site->rules->agents;
	guint count = 0;

	for (guint i = 0; ticket && i < agents->len; i++) {
		const struct agent_rule *agent = agents->pdata[i];

		if (!agent_serves(agent, ticket->queue) ||
			agent->line != ticket->line ||
			away_is(work, agent->address))
			continue;
		tell_agent(work, draft, kind, agent->address);
		count++;
	}
	return count;
}

/* What is for an agent who is away goes to who stands in, else to those of the
 * line who are there; where there is nobody, to himself all the same. FALSE:
 * the telling is done for. */
static gboolean pass_on_absent(struct work *work, struct telling *telling)
{
	const char *address = telling->to->address;
	const char *reader;
	const struct agent_rule *agent;

	if (!telling->to_agent || telling->is_answer ||
		address_equal(address, work->causer->address))
		return TRUE;
	reader = away_reader(work, address);
	if (!reader)
		return !tell_present(work, telling->draft, telling->kind);
	if (address_equal(reader, address))
		return TRUE;
	agent = rules_agent(work->site->rules, reader);
	contact_free(telling->to);
	telling->to = contact_new(agent ? agent->name : NULL, reader);
	return TRUE;
}

static void pass_on(struct work *work)
{
	for (guint i = work->tellings->len; i > 0; i--) {
		if (!pass_on_absent(work, work->tellings->pdata[i - 1]))
			g_ptr_array_remove_index(work->tellings, i - 1);
	}
}

static gboolean is_told_of_limit(struct work *work, const char *address)
{
	g_autofree char *key = address_fold(address);
	struct need need = { .kind = NEED_LIMITED, .key = key };

	return desk_view_count(work->view, &need) > 0;
}

/* Beside whatever else a lead is told of this event, once an hour. */
static void tell_limit(struct work *work)
{
	guint from = work->tellings->len;

	if (!work->limit)
		return;
	tell_leads(work, work_answers(work), NOTICE_LIMITED);
	for (guint i = from; i < work->tellings->len; i++) {
		const struct telling *telling = work->tellings->pdata[i];

		if (!is_told_of_limit(work, telling->to->address))
			send(work, telling);
	}
}

/* What #undo keeps back had not gone out. */
static void recall(struct work *work)
{
	for (guint i = 0; i < work->recalled->len; i++)
		g_ptr_array_add(work->outcome->deliveries,
			g_steal_pointer(&work->recalled->pdata[i]));
}

void told_finish(struct work *work)
{
	g_autoptr(GHashTable) best =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GPtrArray) order = g_ptr_array_new_with_free_func(g_free);

	assign_all(work);
	expand_all(work);
	pass_on(work);
	for (guint i = 0; i < work->tellings->len; i++)
		choose(work, best, order, work->tellings->pdata[i]);
	for (guint i = 0; i < order->len; i++) {
		const struct telling *telling =
			g_hash_table_lookup(best, order->pdata[i]);
		g_autofree char *why = withhold_why(work, telling);

		if (!why)
			send(work, telling);
		else if (*why)
			g_ptr_array_add(work->withheld,
				g_strdup_printf("%s %s (%s)",
					notice_name(telling->kind),
					telling->to->address, why));
	}
	tell_limit(work);
	recall(work);
}
