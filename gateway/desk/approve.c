#include "approve.h"
#include "text.h"
#include "told.h"

#include <string.h>

#define MAX_ASKED 20u

/* --- the wish */

/* How many words the name of a rule takes at the begin, 0 for none. */
static guint rule_words(const GPtrArray *words, const char *name)
{
	g_autofree char *wanted = text_fold(name);
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; i < words->len; i++) {
		g_autofree char *folded = text_fold(words->pdata[i]);

		g_string_append_printf(text, "%s%s", i ? " " : "", folded);
		if (strcmp(text->str, wanted) == 0)
			return i + 1;
		if (text->len >= strlen(wanted))
			break;
	}
	return 0;
}

static guint read_rule(const GPtrArray *words, const struct rules *rules,
	const struct approval_rule **found)
{
	guint used = 0;

	for (guint i = 0; i < rules->approvals->len; i++) {
		const struct approval_rule *rule = rules->approvals->pdata[i];
		guint its = rule_words(words, rule->name);

		if (its <= used)
			continue;
		used = its;
		*found = rule;
	}
	return used;
}

gboolean approval_wish_read(struct approval_wish *wish, const GPtrArray *words,
	const struct rules *rules)
{
	guint used, amount;
	GString *why;

	memset(wish, 0, sizeof *wish);
	used = read_rule(words, rules, &wish->rule);
	amount = money_read(words, used, rules, &wish->money);
	if (!used && !amount)
		return FALSE;
	why = g_string_new(NULL);
	for (guint i = used + amount; i < words->len; i++)
		g_string_append_printf(why, "%s%s", why->len ? " " : "",
			(char *)words->pdata[i]);
	wish->why = g_string_free(why, FALSE);
	return TRUE;
}

void approval_wish_clear(struct approval_wish *wish)
{
	g_free(wish->why);
	memset(wish, 0, sizeof *wish);
}

/* --- the rule */

static gboolean amount_fits(
	const struct approval_rule *rule, const struct money *money)
{
	struct money whole = *money;

	if (!rule->above)
		return TRUE;
	if (!*whole.currency)
		g_strlcpy(whole.currency, rule->above_currency,
			sizeof whole.currency);
	return strcmp(whole.currency, rule->above_currency) == 0 &&
	       money_is_above(&whole, rule->above, rule->above_currency);
}

static gboolean rule_fits(const struct approval_rule *rule,
	const struct ticket *ticket, const struct money *money)
{
	return (!rule->queue || g_strcmp0(rule->queue, ticket->queue) == 0) &&
	       (!rule->type ||
		       strcmp(rule->type, type_name(ticket->type)) == 0) &&
	       amount_fits(rule, money);
}

static guint keys_of(const struct approval_rule *rule)
{
	return (rule->queue ? 1u : 0) + (rule->type ? 1u : 0) +
	       (rule->above ? 1u : 0);
}

const struct approval_rule *approval_rule_for(const struct rules *rules,
	const struct ticket *ticket, const struct money *money)
{
	const struct approval_rule *best = NULL;

	for (guint i = 0; i < rules->approvals->len; i++) {
		const struct approval_rule *rule = rules->approvals->pdata[i];

		if (!rule_fits(rule, ticket, money))
			continue;
		if (!best || keys_of(rule) > keys_of(best) ||
			(keys_of(rule) == keys_of(best) &&
				rule->above > best->above))
			best = rule;
	}
	return best;
}

static const struct approval_rule *rule_named(
	const struct rules *rules, const char *name)
{
	for (guint i = 0; i < rules->approvals->len; i++) {
		const struct approval_rule *rule = rules->approvals->pdata[i];

		if (strcmp(rule->name, name) == 0)
			return rule;
	}
	return NULL;
}

/* --- who */

/* Nobody decides what he asked for, works on or gets. */
static gboolean is_concerned(const struct ticket *ticket, const char *address)
{
	return (ticket->requester &&
		       address_equal(ticket->requester->address, address)) ||
	       (ticket->assignee && address_equal(ticket->assignee, address));
}

static void add_asked(const struct work *work, const struct draft *draft,
	struct approval *approval, const char *address)
{
	if (address && approval->approvers->len < MAX_ASKED &&
		!is_concerned(draft->ticket, address) &&
		!address_equal(work->causer->address, address))
		words_add(approval->approvers, address);
}

/* Where its state went from not asked to asked: that commit's author. */
static gboolean has_asked(
	const struct work *work, const struct draft *draft, const char *address)
{
	struct need need = { .kind = NEED_CHANGES, .ticket = draft->number };
	const GPtrArray *changes = desk_view_get(work->view, &need);

	for (guint i = changes ? changes->len : 0; i > 0; i--) {
		const struct known_change *change = changes->pdata[i - 1];
		const struct ticket *before = change->before;

		if (!change->after ||
			!approval_is_open(change->after->approval) ||
			(before && approval_is_open(before->approval)))
			continue;
		return address_equal(change->address, address);
	}
	return FALSE;
}

gboolean approval_asks(const struct draft *draft, const char *address)
{
	AUTO(approval) approval = NULL;

	if (!draft->ticket || !address)
		return FALSE;
	approval = approval_parse(draft->ticket->approval, NULL);
	return approval && approval->state == APPROVAL_ASKED &&
	       words_have(approval->approvers, address);
}

static void set_approval(struct draft *draft, const struct approval *approval)
{
	g_free(draft->ticket->approval);
	draft->ticket->approval = approval_format(approval);
}

void approval_tell(struct work *work, struct draft *draft)
{
	AUTO(approval)
	approval = approval_parse(draft->ticket->approval, NULL);

	for (guint i = 0; approval && i < approval->approvers->len; i++)
		tell_person(work, draft, NOTICE_APPROVAL,
			approval->approvers->pdata[i]);
}

/* --- asking */

static gboolean find_money(const struct approval_wish *wish,
	const struct approval_rule *rule, struct approval *approval)
{
	const char *currency = *wish->money.currency ? wish->money.currency
			       : rule->currency      ? rule->currency
						     : rule->above_currency;

	approval->hundredths = wish->money.hundredths;
	if (!approval->hundredths)
		return TRUE;
	if (!currency)
		return FALSE;
	g_strlcpy(approval->currency, currency, sizeof approval->currency);
	return TRUE;
}

/* Its approvers, or the delegate where none of them may. */
static gboolean find_approvers(const struct work *work,
	const struct draft *draft, const struct approval_rule *rule,
	struct approval *approval)
{
	for (guint i = 0; i < rule->approvers->len; i++)
		add_asked(work, draft, approval, rule->approvers->pdata[i]);
	if (!approval->approvers->len)
		add_asked(work, draft, approval, rule->delegate);
	return approval->approvers->len > 0;
}

static const struct approval_rule *find_rule(const struct work *work,
	const struct draft *draft, const struct approval_wish *wish)
{
	if (!wish->rule)
		return approval_rule_for(
			work->site->rules, draft->ticket, &wish->money);
	return rule_fits(wish->rule, draft->ticket, &wish->money) ? wish->rule
								  : NULL;
}

static gboolean fill(const struct work *work, const struct draft *draft,
	const struct approval_wish *wish, struct approval *approval,
	struct refusal *refusal)
{
	const struct approval_rule *rule = find_rule(work, draft, wish);

	if (!rule)
		return refusal_set(refusal, REFUSED_NO_RULE,
			wish->rule ? wish->rule->name : NULL);
	approval->rule = g_strdup(rule->name);
	approval->at = work->at;
	if (!find_money(wish, rule, approval)) {
		refusal_set(refusal, REFUSED_ARGUMENT, NULL);
		refusal->expected =
			g_strdup("an amount with its currency, 8900 SEK");
		return FALSE;
	}
	return find_approvers(work, draft, rule, approval) ||
	       refusal_set(refusal, REFUSED_NO_APPROVER, rule->name);
}

gboolean approval_ask(struct work *work, struct draft *draft,
	const struct approval_wish *wish, const char *why,
	struct refusal *refusal)
{
	AUTO(approval) approval = approval_new();

	if (approval_is_open(draft->ticket->approval))
		return refusal_set(refusal, REFUSED_APPROVAL_OPEN, NULL);
	if (!fill(work, draft, wish, approval, refusal) ||
		!work_live(work, draft, LIFE_WAIT_APPROVAL, 0, refusal))
		return FALSE;
	set_approval(draft, approval);
	if (why && *why)
		work_set(&draft->reason, why);
	work_event(work, WORK_REQUEST_APPROVAL);
	approval_tell(work, draft);
	return TRUE;
}

/* --- passing on */

static gboolean is_in_rules(const struct rules *rules, const char *address)
{
	for (guint i = 0; i < rules->approvals->len; i++) {
		const struct approval_rule *rule = rules->approvals->pdata[i];

		if (words_have(rule->approvers, address) ||
			address_equal(rule->delegate, address))
			return TRUE;
	}
	return address_equal(rules->manager, address) ||
	       rules_agent(rules, address) != NULL;
}

/* Who is asked may pass it on to anybody whom the rules name; an agent, only
 * to whom this rule names. */
static gboolean may_pass_to(const struct work *work, const struct draft *draft,
	const struct approval_rule *rule, const char *address)
{
	if (is_concerned(draft->ticket, address) ||
		has_asked(work, draft, address))
		return FALSE;
	if (approval_asks(draft, work->causer->address))
		return is_in_rules(work->site->rules, address);
	return rule && (words_have(rule->approvers, address) ||
			       address_equal(rule->delegate, address));
}

gboolean approval_pass_on(struct work *work, struct draft *draft,
	const char *address, struct refusal *refusal)
{
	AUTO(approval)
	approval = approval_parse(draft->ticket->approval, NULL);
	const struct approval_rule *rule;

	if (!approval || approval->state != APPROVAL_ASKED)
		return refusal_set(refusal, REFUSED_NO_APPROVAL, NULL);
	rule = rule_named(work->site->rules, approval->rule);
	if (!address && rule)
		address = rule->delegate;
	if (!address)
		return refusal_set(
			refusal, REFUSED_NO_APPROVER, approval->rule);
	if (!may_pass_to(work, draft, rule, address))
		return refusal_set(refusal, REFUSED_NOT_NAMED, address);
	g_ptr_array_set_size(approval->approvers, 0);
	words_add(approval->approvers, address);
	set_approval(draft, approval);
	work_event(work, WORK_REQUEST_APPROVAL);
	approval_tell(work, draft);
	return TRUE;
}

/* --- deciding */

static char *names_of(const struct approval *approval)
{
	GString *names = g_string_new(NULL);

	for (guint i = 0; i < approval->approvers->len; i++)
		g_string_append_printf(names, "%s%s", i ? ", " : "",
			(char *)approval->approvers->pdata[i]);
	return g_string_free(names, FALSE);
}

/* A mail that answers what was asked before is about another sum. */
static gboolean is_older_question(struct work *work, const struct draft *draft,
	const struct approval *approval)
{
	const struct route *route = &work->route;
	const GPtrArray *notices;

	if (route->notice_ticket != draft->number || !route->message ||
		route->message >= approval->message)
		return FALSE;
	notices = view_notice(work->view, route->notice_ticket, route->message);
	for (guint i = 0; notices && i < notices->len; i++) {
		const struct known_notice *notice = notices->pdata[i];

		if (strcmp(notice->kind, notice_name(NOTICE_APPROVAL)) == 0 ||
			strcmp(notice->kind, notice_name(NOTICE_CONFIRM)) == 0)
			return TRUE;
	}
	return FALSE;
}

static gboolean may_decide(struct work *work, const struct draft *draft,
	const struct approval *approval, struct refusal *refusal)
{
	const char *address = work->causer->address;
	g_autofree char *names = NULL;

	if (!approval || approval->state != APPROVAL_ASKED)
		return refusal_set(refusal, REFUSED_NO_APPROVAL, NULL);
	if (is_concerned(draft->ticket, address))
		return refusal_set(refusal, REFUSED_CONCERNED, NULL);
	names = names_of(approval);
	if (!words_have(approval->approvers, address))
		return refusal_set(refusal, REFUSED_NOT_APPROVER, names);
	if (has_asked(work, draft, address))
		return refusal_set(refusal, REFUSED_CONCERNED, NULL);
	if (is_older_question(work, draft, approval))
		return refusal_set(refusal, REFUSED_NO_APPROVAL, NULL);
	return TRUE;
}

/* Above its limit a rule wants the word twice; what has no sum that could be
 * read may be above it. */
static gboolean is_above_limit(
	const struct work *work, const struct approval *approval)
{
	const struct approval_rule *rule =
		rule_named(work->site->rules, approval->rule);
	struct money money = { .hundredths = approval->hundredths };

	g_strlcpy(money.currency, approval->currency, sizeof money.currency);
	return rule && rule->limit &&
	       (!money.hundredths ||
		       money_is_above(&money, rule->limit, rule->currency));
}

static void tell_decision(
	struct work *work, struct draft *draft, gboolean is_approved)
{
	work_event(work, is_approved ? WORK_APPROVE : WORK_DENY);
	tell(work, draft, is_approved ? TELL_APPROVED : TELL_DENIED);
}

gboolean approval_decide(struct work *work, struct draft *draft,
	gboolean is_approved, const char *reason, struct refusal *refusal)
{
	AUTO(approval)
	approval = approval_parse(draft->ticket->approval, NULL);

	if (!may_decide(work, draft, approval, refusal))
		return FALSE;
	if (is_approved && work->proof < PROOF_CONFIRMED &&
		is_above_limit(work, approval))
		return refusal_set(refusal, REFUSED_ABOVE_LIMIT, NULL);
	if (!work_live(work, draft, is_approved ? LIFE_APPROVED : LIFE_DENIED,
		    0, refusal))
		return FALSE;
	approval->state = is_approved ? APPROVAL_APPROVED : APPROVAL_DENIED;
	approval->at = work->at;
	g_ptr_array_set_size(approval->approvers, 0);
	words_add(approval->approvers, work->causer->address);
	set_approval(draft, approval);
	work_set(&draft->reason, reason);
	work_set(&work->reason, reason);
	if (!is_approved)
		work_set(&draft->ticket->reason, reason);
	work->role = ROLE_APPROVER;
	tell_decision(work, draft, is_approved);
	return TRUE;
}
