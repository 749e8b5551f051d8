#include "evidence.h"
#include "contact.h"
#include "text.h"
#include "text_class.h"
#include <string.h>

#define MAX_TOKENS 20u  /* reply addresses of one mail that are looked up */
#define MAX_MERGERS 20u /* a chain of mergers is followed that far */
#define SAME_SUBJECT_SEC ((gint64)14 * 24 * 60 * 60)

struct collector {
	struct desk_view *view;
	const struct site *site;
	const struct message *message;
	const struct facts *facts;
	const struct auth_verdict *auth;
	GArray *clues;
};

guint32 evidence_lead(struct desk_view *view, guint32 ticket)
{
	for (guint i = 0; ticket != 0 && i < MAX_MERGERS; i++) {
		const struct known_ticket *known = view_ticket(view, ticket);

		if (!known)
			return 0;
		if (known->ticket->merged_into == 0)
			return ticket;
		ticket = known->ticket->merged_into;
	}
	return 0;
}

/* Ticket 0 is answers/, which is always there. */
static void add_clue(struct collector *collector, struct clue *clue)
{
	clue->ticket = evidence_lead(collector->view, clue->notice_ticket);
	if (clue->ticket == 0 && clue->notice_ticket != 0)
		return;
	g_array_append_val(collector->clues, *clue);
}

/* --- A: reply addresses --------------------------------------------------- */

/* Each recipient of a notice has a mac of its own: whose is it? */
static void find_owner(struct collector *collector, struct clue *clue)
{
	const GPtrArray *notices = view_notice(
		collector->view, clue->notice_ticket, clue->message);

	for (guint i = 0; notices && i < notices->len; i++) {
		const struct known_notice *notice =
			g_ptr_array_index(notices, i);
		const struct desk_key *key =
			keyring_at(collector->site->keyring, notice->at);

		if (!token_matches(key, &clue->token, notice->address))
			continue;
		clue->notice = notice;
		clue->is_senders =
			address_equal(notice->address, collector->facts->from);
	}
}

/* FALSE where the address is none of ours with a token. */
static gboolean add_token(struct collector *collector, const char *address)
{
	struct clue clue = { .class = EVIDENCE_A };
	const struct rules *rules = collector->site->rules;

	if (!token_parse(address, rules->address, rules->aliases, &clue.token))
		return FALSE;
	clue.notice_ticket = clue.token.ticket;
	clue.message = clue.token.message;
	find_owner(collector, &clue);
	if (clue.notice)
		add_clue(collector, &clue);
	return TRUE;
}

static int order_tokens(gconstpointer a, gconstpointer b)
{
	const struct clue *left = a, *right = b;

	return left->is_senders - right->is_senders;
}

static void add_tokens(struct collector *collector)
{
	const GPtrArray *recipients = collector->facts->recipients;
	guint found = 0;

	if (!collector->site->settings->auth.extension)
		return;
	for (guint i = 0; i < recipients->len && found < MAX_TOKENS; i++)
		if (add_token(collector, g_ptr_array_index(recipients, i)))
			found++;
	/* The sender's own address stands behind the others. */
	g_array_sort(collector->clues, order_tokens);
}

/* --- B, C: Message-IDs ---------------------------------------------------- */

static void add_own_id(
	struct collector *collector, guint32 ticket, guint32 message)
{
	struct clue clue = {
		.class = EVIDENCE_B, .notice_ticket = ticket, .message = message
	};
	const GPtrArray *notices =
		view_notice(collector->view, ticket, message);

	for (guint i = 0; notices && i < notices->len; i++) {
		const struct known_notice *notice =
			g_ptr_array_index(notices, i);

		if (!clue.notice)
			clue.notice = notice;
		if (address_equal(notice->address, collector->facts->from)) {
			clue.notice = notice;
			clue.is_senders = TRUE;
		}
	}
	add_clue(collector, &clue);
}

static gboolean is_last_clue(
	const struct collector *collector, enum evidence class, guint32 ticket)
{
	const struct clue *last;

	if (collector->clues->len == 0)
		return FALSE;
	last = &g_array_index(
		collector->clues, struct clue, collector->clues->len - 1);
	return last->class == class && last->notice_ticket == ticket;
}

/* Mails that hold the id come first from the index, those that only refer to
 * it behind them; the stronger ones go last here. */
static void add_stored_id(
	struct collector *collector, const char *id, gboolean is_own)
{
	const GArray *known = view_id(collector->view, id);

	for (guint i = known ? known->len : 0; i-- > 0;) {
		const struct known_id *hit =
			&g_array_index(known, struct known_id, i);
		struct clue clue = { .class = EVIDENCE_C,
			.notice_ticket = hit->article.ticket };

		if (hit->article.ticket == 0 || (is_own && !hit->is_referred) ||
			is_last_clue(
				collector, EVIDENCE_C, hit->article.ticket))
			continue;
		add_clue(collector, &clue);
	}
}

static void add_id(struct collector *collector, const char *id)
{
	guint32 ticket, message;

	if (token_parse_message_id(
		    id, collector->site->keyring, &ticket, &message))
		add_own_id(collector, ticket, message);
	else
		add_stored_id(collector, id, FALSE);
}

/* A mail that came late: another one has answered it already. */
static void add_ids(struct collector *collector)
{
	const struct facts *facts = collector->facts;

	if (facts->message_id)
		add_stored_id(collector, facts->message_id, TRUE);
	for (guint i = 0; i < facts->in_reply_to->len; i++) {
		const char *id = g_ptr_array_index(facts->in_reply_to, i);

		if (!facts_is_address(facts, id))
			add_id(collector, id);
	}
	for (guint i = 0; i < facts->references->len; i++)
		add_id(collector, g_ptr_array_index(facts->references, i));
}

/* --- D: a supplier's number ----------------------------------------------- */

/* The word that stands for the * of the pattern; new, NULL where the subject
 * does not hold it. */
char *evidence_vendor_number(const char *subject, const char *pattern)
{
	g_auto(GStrv) halves = g_strsplit(pattern, "*", 2);
	g_autofree char *text = g_utf8_casefold(subject, -1);
	g_autofree char *before = NULL, *behind = NULL;
	const char *at;
	gsize length;

	if (g_strv_length(halves) != 2 || *halves[0] == '\0')
		return NULL;
	before = g_utf8_casefold(halves[0], -1);
	behind = g_utf8_casefold(halves[1], -1);
	at = strstr(text, before);
	if (!at)
		return NULL;
	at += strlen(before);
	length = strcspn(at, " \t,;:()[]<>");
	while (length > 0 && *behind && !g_str_has_prefix(at + length, behind))
		length--;
	return length > 0 ? g_strndup(at, length) : NULL;
}

static void add_vendor(
	struct collector *collector, const struct vendor_rule *vendor)
{
	g_autofree char *domain = address_domain(vendor->address);
	g_autofree char *from = address_domain(collector->facts->from);
	g_autofree char *number = NULL, *key = NULL;
	struct need need = { .kind = NEED_VENDOR };
	const struct known_row *row;
	struct clue clue = { .class = EVIDENCE_D };

	if (!vendor->number || g_strcmp0(domain, from) != 0)
		return;
	number = evidence_vendor_number(
		collector->message->subject, vendor->number);
	if (!number)
		return;
	key = g_strdup_printf("%s %s", vendor->name, number);
	need.key = key;
	row = desk_view_get(collector->view, &need);
	if (!row)
		return;
	clue.notice_ticket = row->number;
	add_clue(collector, &clue);
}

static void add_vendors(struct collector *collector)
{
	const GPtrArray *vendors = collector->site->rules->vendors;

	if (collector->auth->result != AUTH_PASS || !collector->facts->from)
		return;
	for (guint i = 0; vendors && i < vendors->len; i++)
		add_vendor(collector, g_ptr_array_index(vendors, i));
}

/* --- E, F: subjects ------------------------------------------------------- */

static void add_tag(struct collector *collector)
{
	struct clue clue = { .class = EVIDENCE_E };

	clue.notice_ticket = subject_ticket(
		collector->message->subject, collector->site->rules->tag);
	if (clue.notice_ticket != 0)
		add_clue(collector, &clue);
}

GArray *evidence_collect(struct desk_view *view, const struct site *site,
	const struct message *message, const struct facts *facts,
	const struct auth_verdict *auth)
{
	struct collector collector = { .view = view,
		.site = site,
		.message = message,
		.facts = facts,
		.auth = auth };

	collector.clues = g_array_new(FALSE, FALSE, sizeof(struct clue));
	add_tokens(&collector);
	add_ids(&collector);
	add_vendors(&collector);
	add_tag(&collector);
	return collector.clues;
}

static char *folded_subject(const char *subject, const struct rules *rules)
{
	g_autofree char *bare = subject_bare(subject, rules->tag);

	return g_utf8_casefold(bare, -1);
}

guint32 evidence_same_subject(struct desk_view *view, const struct site *site,
	const struct message *message, const struct facts *facts,
	gint64 arrival)
{
	g_autofree char *address = NULL, *subject = NULL;
	struct need need = { .kind = NEED_OPEN_OF };
	const GPtrArray *rows;

	if (!facts->from)
		return 0;
	subject = folded_subject(message->subject, site->rules);
	if (*subject == '\0')
		return 0;
	address = address_fold(facts->from);
	need.key = address;
	rows = desk_view_get(view, &need);
	for (guint i = 0; rows && i < rows->len; i++) {
		const struct known_row *row = g_ptr_array_index(rows, i);
		g_autofree char *other =
			folded_subject(row->subject, site->rules);

		if (strcmp(subject, other) == 0 &&
			row->created >= arrival - SAME_SUBJECT_SEC)
			return row->number;
	}
	return 0;
}
