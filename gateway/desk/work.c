#include "work.h"
#include "text.h"

#include <string.h>

static void draft_free(gpointer data)
{
	struct draft *draft = data;

	ticket_free(draft->ticket);
	g_free(draft->text);
	g_free(draft->reason);
	g_free(draft->spoken);
	g_free(draft->vendor_text);
	g_free(draft->undelivered);
	g_free(draft->undelivered_code);
	g_free(draft->undelivered_why);
	g_free(draft);
}

void telling_free(gpointer data)
{
	struct telling *telling = data;

	if (!telling)
		return;
	contact_free(telling->to);
	g_free(telling);
}

static void asked_free(gpointer data)
{
	struct asked *asked = data;

	g_free(asked->command);
	refusal_clear(&asked->refusal);
	g_free(asked->text);
	g_free(asked);
}

static void change_free(gpointer data)
{
	struct delivery_change *change = data;

	if (!change)
		return;
	delivery_free(change->delivery);
	g_free(change);
}

void work_init(struct work *work, struct desk_view *view,
	const struct event *event, const struct site *site,
	const struct now *now)
{
	memset(work, 0, sizeof *work);
	work->view = view;
	work->event = event;
	work->site = site;
	work->now = now;
	work->at = event->arrival;
	work->message = event->message;
	work->facts = event->facts;
	work->outcome = outcome_new();
	work->causer = contact_new(NULL, "");
	work->role = ROLE_MACHINE;
	work->language = g_strdup(site->rules->language);
	work->drafts = g_ptr_array_new_with_free_func(draft_free);
	work->tellings = g_ptr_array_new_with_free_func(telling_free);
	work->asked = g_ptr_array_new_with_free_func(asked_free);
	work->persons =
		g_ptr_array_new_with_free_func((GDestroyNotify)person_free);
	work->withheld = g_ptr_array_new_with_free_func(g_free);
	work->touched = g_array_new(FALSE, FALSE, sizeof(guint32));
	work->delivered = g_ptr_array_new_with_free_func(g_free);
	work->promises = g_ptr_array_new_with_free_func(g_free);
	work->recalled = g_ptr_array_new_with_free_func(change_free);
}

void work_clear(struct work *work)
{
	outcome_free(work->outcome);
	route_clear(&work->route);
	contact_free(work->causer);
	g_free(work->proof_why);
	g_free(work->language);
	g_ptr_array_unref(work->drafts);
	g_ptr_array_unref(work->tellings);
	g_ptr_array_unref(work->asked);
	g_ptr_array_unref(work->persons);
	g_ptr_array_unref(work->withheld);
	g_ptr_array_unref(work->delivered);
	g_ptr_array_unref(work->promises);
	if (work->steps)
		g_array_unref(work->steps);
	g_ptr_array_unref(work->recalled);
	g_free(work->undoes);
	g_array_unref(work->touched);
	g_free(work->subject);
	g_free(work->text);
	g_free(work->reason);
	g_free(work->limited);
	g_free(work->confirmed);
	g_clear_pointer(&work->rows, g_variant_unref);
	g_clear_pointer(&work->verbs, g_variant_unref);
	g_clear_pointer(&work->history, g_variant_unref);
	g_clear_pointer(&work->solutions, g_variant_unref);
	g_clear_pointer(&work->figures, g_variant_unref);
}

gboolean work_lacks(const struct work *work)
{
	return desk_view_missing(work->view)->len > 0;
}

void work_event(struct work *work, enum work_event event)
{
	work->events |= 1u << event;
}

/* --- drafts -------------------------------------------------------------- */

guint32 draft_next_message(const struct known_ticket *known)
{
	if (!known->articles || !known->articles->len)
		return 1;
	return g_array_index(known->articles, struct article,
		       known->articles->len - 1)
		       .number +
	       1;
}

static struct draft *find_draft(const struct work *work, guint32 number)
{
	for (guint i = 0; i < work->drafts->len; i++) {
		struct draft *draft = work->drafts->pdata[i];

		if (draft->number == number)
			return draft;
	}
	return NULL;
}

struct draft *work_draft(struct work *work, guint32 number)
{
	struct draft *draft = find_draft(work, number);
	const struct known_ticket *known;

	if (draft || !number)
		return draft;
	known = view_ticket(work->view, number);
	if (!known)
		return NULL;
	draft = g_new0(struct draft, 1);
	draft->number = number;
	draft->known = known;
	draft->ticket = ticket_copy(known->ticket);
	draft->next_message = draft_next_message(known);
	g_ptr_array_add(work->drafts, draft);
	return draft;
}

static guint32 new_drafts(const struct work *work)
{
	guint32 count = 0;

	for (guint i = 0; i < work->drafts->len; i++) {
		const struct draft *draft = work->drafts->pdata[i];

		count += draft->ticket && !draft->known;
	}
	return count;
}

struct draft *work_new_draft(struct work *work)
{
	struct need need = { .kind = NEED_NEXT_TICKET };
	struct draft *draft = g_new0(struct draft, 1);

	draft->number = desk_view_count(work->view, &need) + new_drafts(work);
	draft->ticket = ticket_new(draft->number);
	draft->ticket->created = work->at;
	draft->next_message = 1;
	g_ptr_array_add(work->drafts, draft);
	return draft;
}

struct draft *work_answers(struct work *work)
{
	struct draft *draft = find_draft(work, 0);
	struct need need = { .kind = NEED_NEXT_ANSWER };

	if (draft)
		return draft;
	draft = g_new0(struct draft, 1);
	draft->month = month_of(work->now->time);
	draft->next_message = desk_view_count(work->view, &need);
	g_ptr_array_add(work->drafts, draft);
	return draft;
}

static void draft_reset(struct draft *draft)
{
	ticket_free(draft->ticket);
	draft->ticket = ticket_copy(draft->known->ticket);
	draft->next_message = draft_next_message(draft->known);
	g_clear_pointer(&draft->text, g_free);
	g_clear_pointer(&draft->reason, g_free);
	g_clear_pointer(&draft->spoken, g_free);
	g_clear_pointer(&draft->vendor_text, g_free);
	draft->is_relayed = FALSE;
	draft->has_attachments = FALSE;
	draft->is_held = FALSE;
	draft->is_approval = FALSE;
	draft->is_unclear = FALSE;
}

void work_reset(struct work *work)
{
	g_ptr_array_set_size(work->tellings, 0);
	g_ptr_array_set_size(work->persons, 0);
	for (guint i = work->drafts->len; i > 0; i--) {
		struct draft *draft = work->drafts->pdata[i - 1];

		if (draft->known)
			draft_reset(draft);
		else
			g_ptr_array_remove_index(work->drafts, i - 1);
	}
	g_ptr_array_set_size(work->outcome->filings, 0);
	work->events = 0;
	g_clear_pointer(&work->reason, g_free);
	g_clear_pointer(&work->subject, g_free);
	g_clear_pointer(&work->rows, g_variant_unref);
	g_clear_pointer(&work->verbs, g_variant_unref);
	g_clear_pointer(&work->history, g_variant_unref);
	g_clear_pointer(&work->solutions, g_variant_unref);
	g_clear_pointer(&work->figures, g_variant_unref);
	g_ptr_array_set_size(work->recalled, 0);
	g_ptr_array_set_size(work->outcome->solutions, 0);
	g_clear_pointer(&work->undoes, g_free);
	work->has_answer = FALSE;
	work->kept_internal = FALSE;
	work->more = 0;
	work->shown = NULL;
}

/* --- filing -------------------------------------------------------------- */

static struct filing *add_filing(struct work *work, struct draft *draft,
	enum article_kind kind, gboolean is_first)
{
	struct filing *filing = g_new0(struct filing, 1);

	filing->article.ticket = draft->number;
	filing->article.month = draft->month;
	filing->article.number = draft->next_message++;
	filing->article.kind = kind;
	g_ptr_array_insert(work->outcome->filings, is_first ? 0 : -1, filing);
	return filing;
}

guint32 work_file(
	struct work *work, struct draft *draft, enum article_kind kind)
{
	/* The mail whose commands ran is the first that the commit tells of. */
	return add_filing(work, draft, kind, TRUE)->article.number;
}

guint32 work_file_copy(
	struct work *work, struct draft *draft, const struct article *source)
{
	struct filing *filing = add_filing(work, draft, ARTICLE_IN, FALSE);

	filing->is_copy = TRUE;
	filing->source = *source;
	return filing->article.number;
}

void draft_hold(struct draft *draft, guint32 number, const char *why)
{
	g_autofree char *line = g_strdup_printf("%u %s", number, why);

	draft->is_held = TRUE;
	if (draft->ticket)
		g_ptr_array_add(draft->ticket->held, text_line(line, -1));
}

gboolean draft_release(struct draft *draft, guint32 number)
{
	g_autofree char *prefix = g_strdup_printf("%u ", number);
	GPtrArray *held = draft->ticket->held;

	for (guint i = 0; i < held->len; i++) {
		if (!g_str_has_prefix(held->pdata[i], prefix))
			continue;
		g_ptr_array_remove_index(held, i);
		return TRUE;
	}
	return FALSE;
}

/* --- the table of life --------------------------------------------------- */

/* How a failed guard is told. */
static enum refusal_why guard_refusal(
	enum life_event event, enum life_guard failed)
{
	switch (failed) {
	case GUARD_HAS_TEXT:
		return event == LIFE_ASK || event == LIFE_WAIT_USER
			       ? REFUSED_NEEDS_QUESTION
			       : REFUSED_NEEDS_TEXT;
	case GUARD_LINE_BELOW:
		return REFUSED_NO_LINE;
	case GUARD_MAY_CLOSE:
		return REFUSED_FAILED_REPLY;
	case GUARD_NONE:
	case GUARD_IN_WINDOW:
	case GUARD_OUTSIDE_WINDOW:
		break;
	}
	return REFUSED_STATE;
}

gboolean work_live(struct work *work, struct draft *draft,
	enum life_event event, guint guards, struct refusal *refusal)
{
	enum ticket_status from = draft->ticket->status;
	enum life_guard failed;
	const struct life_row *row = life_find(from, event, guards, &failed);

	if (row) {
		life_apply(draft->ticket, row, work->at);
		return TRUE;
	}
	refusal_set(refusal, guard_refusal(event, failed), NULL);
	refusal->state = from;
	return FALSE;
}

/* --- people -------------------------------------------------------------- */

const struct agent_rule *work_agent(const struct work *work)
{
	return rules_agent(work->site->rules, work->causer->address);
}

void work_set_causer(struct work *work, const char *name, const char *address)
{
	const struct agent_rule *agent =
		rules_agent(work->site->rules, address);

	contact_free(work->causer);
	work->causer = contact_new(
		agent && agent->name && *agent->name ? agent->name : name,
		address);
	g_free(work->language);
	work->language = g_strdup(work_language_of(
		work, address, work->message ? work->message->language : NULL));
}

const char *work_from_name(const struct work *work)
{
	const GPtrArray *from = work->message ? work->message->from : NULL;

	for (guint i = 0; from && i < from->len; i++) {
		const struct contact *contact = from->pdata[i];

		if (address_equal(contact->address, work->facts->from))
			return contact->name;
	}
	return NULL;
}

const char *work_language_of(
	struct work *work, const char *address, const char *fallback)
{
	const struct rules *rules = work->site->rules;
	const struct agent_rule *agent = rules_agent(rules, address);
	const struct person *person;

	if (agent && agent->language)
		return agent->language;
	if (agent || !*address)
		return rules->language;
	person = view_person(work->view, address);
	if (person && person->language)
		return person->language;
	return fallback ? fallback : rules->language;
}

const char *work_agent_name(const struct work *work, const char *address)
{
	const struct agent_rule *agent;

	if (!address)
		return "";
	agent = rules_agent(work->site->rules, address);
	return agent && agent->name && *agent->name ? agent->name : address;
}

void work_set(char **field, const char *value)
{
	char *copy = g_strdup(value);

	g_free(*field);
	*field = copy;
}

struct asked *work_ask(struct work *work, const char *command, guint32 ticket)
{
	struct asked *asked = g_new0(struct asked, 1);

	asked->command = g_strdup(command);
	asked->ticket = ticket;
	g_ptr_array_add(work->asked, asked);
	return asked;
}
