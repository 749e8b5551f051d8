#include "new_ticket.h"
#include "told.h"

#include <string.h>

#define MAX_PARTICIPANTS 20u

static const char *const LANGUAGES[] = { "en", "sv", "nb", "pl" };

static gboolean pattern_fits(const char *pattern, const char *text)
{
	g_autofree char *folded_pattern = g_utf8_strdown(pattern, -1);
	g_autofree char *folded = g_utf8_strdown(text, -1);

	if (strpbrk(pattern, "*?"))
		return g_pattern_match_simple(folded_pattern, folded);
	return strstr(folded, folded_pattern) != NULL;
}

/* An address, a domain behind @, or a pattern with *. */
static gboolean address_fits(const char *rule, const char *address)
{
	g_autofree char *domain = NULL;

	if (!address)
		return FALSE;
	if (address_equal(rule, address))
		return TRUE;
	domain = address_domain(address);
	if (rule[0] == '@')
		return domain && g_ascii_strcasecmp(rule + 1, domain) == 0;
	if (!strchr(rule, '@') && !strpbrk(rule, "*?"))
		return domain && g_ascii_strcasecmp(rule, domain) == 0;
	return strpbrk(rule, "*?") && pattern_fits(rule, address);
}

static gboolean is_sent_to(const char *rule, const struct message *message,
	const struct facts *facts)
{
	const GPtrArray *lists[] = { message->to, message->cc };

	for (guint i = 0; facts->recipients && i < facts->recipients->len;
		i++) {
		if (address_fits(rule, facts->recipients->pdata[i]))
			return TRUE;
	}
	for (gsize i = 0; i < G_N_ELEMENTS(lists); i++) {
		for (guint j = 0; lists[i] && j < lists[i]->len; j++) {
			const struct contact *to = lists[i]->pdata[j];

			if (address_fits(rule, to->address))
				return TRUE;
		}
	}
	return FALSE;
}

static const char *org_of(const struct rules *rules, const char *address)
{
	g_autofree char *domain = address ? address_domain(address) : NULL;

	for (guint i = 0; domain && i < rules->orgs->len; i++) {
		const struct org_rule *org = rules->orgs->pdata[i];

		if (words_have(org->domains, domain))
			return org->name;
	}
	return NULL;
}

static gboolean rule_fits(const struct work *work,
	const struct route_rule *rule, const struct message *message,
	const struct facts *facts)
{
	const char *org = org_of(work->site->rules, facts->from);

	return (!rule->to || is_sent_to(rule->to, message, facts)) &&
	       (!rule->from || address_fits(rule->from, facts->from)) &&
	       (!rule->subject ||
		       pattern_fits(rule->subject, message->subject)) &&
	       (!rule->org || g_strcmp0(rule->org, org) == 0);
}

const struct queue_rule *queue_for(const struct work *work,
	const struct message *message, const struct facts *facts)
{
	const struct rules *rules = work->site->rules;
	const struct queue_rule *queue = NULL;

	for (guint i = 0; !queue && i < rules->routes->len; i++) {
		const struct route_rule *rule = rules->routes->pdata[i];

		if (rule_fits(work, rule, message, facts))
			queue = rules_queue(rules, rule->queue);
	}
	if (!queue && work->event->queue)
		queue = rules_queue(rules, work->event->queue);
	return queue ? queue : rules_default_queue(rules);
}

static const char *language_for(
	struct work *work, const char *address, const char *guessed)
{
	const char *language =
		work_language_of(work, address ? address : "", guessed);

	for (gsize i = 0; i < G_N_ELEMENTS(LANGUAGES); i++) {
		if (strcmp(LANGUAGES[i], language) == 0)
			return language;
	}
	return work->site->rules->language;
}

void link_tickets(struct ticket *ticket, guint32 number)
{
	g_autofree char *word = g_strdup_printf("%u", number);

	if (number && number != ticket->number)
		words_add(ticket->links, word);
}

static void take_links(const struct work *work, struct ticket *ticket)
{
	const GArray *linked = work->route.linked;

	link_tickets(ticket, work->route.ticket);
	for (guint i = 0; linked && i < linked->len; i++)
		link_tickets(ticket, g_array_index(linked, guint32, i));
}

static void take_participant(
	struct work *work, struct ticket *ticket, const struct contact *contact)
{
	const struct rules *rules = work->site->rules;

	if (ticket->cc->len < MAX_PARTICIPANTS &&
		address_is_plain(contact->address) &&
		!rules_is_own(rules, contact->address) &&
		!rules_agent(rules, contact->address) &&
		!is_role_address(contact->address) &&
		!(ticket->requester && address_equal(contact->address,
					       ticket->requester->address)))
		contacts_add(ticket->cc, contact);
}

void take_participants(
	struct work *work, struct ticket *ticket, const struct message *message)
{
	const GPtrArray *lists[] = { message->to, message->cc };

	for (gsize i = 0; i < G_N_ELEMENTS(lists); i++) {
		for (guint j = 0; lists[i] && j < lists[i]->len; j++)
			take_participant(work, ticket, lists[i]->pdata[j]);
	}
}

static const struct contact *sender_of(
	const struct message *message, const struct facts *facts)
{
	for (guint i = 0; facts->from && i < message->from->len; i++) {
		const struct contact *from = message->from->pdata[i];

		if (address_equal(from->address, facts->from))
			return from;
	}
	return NULL;
}

static struct contact *requester_of(
	const struct message *message, const struct facts *facts)
{
	const struct contact *sender = sender_of(message, facts);

	if (!facts->from || !address_is_plain(facts->from))
		return NULL;
	return contact_new(sender ? sender->name : NULL, facts->from);
}

struct draft *new_ticket(struct work *work, const struct message *message,
	const struct facts *facts)
{
	const struct queue_rule *queue = queue_for(work, message, facts);
	struct draft *draft = work_new_draft(work);
	struct ticket *ticket = draft->ticket;

	work_set(&ticket->subject, message->subject);
	ticket->queue = g_strdup(queue->name);
	ticket->line = queue->line ? queue->line : 1;
	ticket->requester = requester_of(message, facts);
	ticket->channel = g_strdup("email");
	ticket->language =
		g_strdup(language_for(work, facts->from, message->language));
	ticket->org = g_strdup(org_of(work->site->rules, facts->from));
	life_span(ticket, ticket->status, ticket->line, ticket->created);
	take_links(work, ticket);
	return draft;
}

/* What belongs to the old one alone is taken off the copy. */
static struct ticket *continued(
	const struct ticket *old, guint32 number, gint64 at)
{
	struct ticket *ticket = ticket_copy(old);

	ticket->number = number;
	ticket->created = at;
	g_ptr_array_set_size(ticket->held, 0);
	g_array_set_size(ticket->spans, 0);
	life_span(ticket, ticket->status, ticket->line, at);
	return ticket;
}

struct draft *new_continuation(struct work *work, struct draft *from)
{
	struct draft *draft = work_new_draft(work);
	struct refusal never = { 0 };

	ticket_free(draft->ticket);
	draft->ticket = continued(from->ticket, draft->number, work->at);
	link_tickets(draft->ticket, from->number);
	link_tickets(from->ticket, draft->number);
	work_live(work, from, LIFE_MERGE, 0, &never);
	refusal_clear(&never);
	from->ticket->merged_into = draft->number;
	g_free(from->ticket->reason);
	from->ticket->reason = g_strdup_printf(
		"continued in %s-%u", work->site->rules->tag, draft->number);
	return draft;
}

char *mail_text(const struct message *message)
{
	g_autofree char *own = message_own_text(message);

	return *own || !message->text ? g_steal_pointer(&own)
				      : g_strdup(message->text);
}
