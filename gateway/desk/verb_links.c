/* Tickets among each other: link parent child incident merge split. */
#include "execute.h"
#include "new_ticket.h"
#include "text.h"
#include "told.h"

static gboolean run_link(
	struct run *run, const struct command *command, struct asked *asked)
{
	if (!command->words->len)
		return refuse_argument(asked, "a ticket's number");
	for (guint i = 0; i < command->words->len; i++) {
		const struct draft *other = run_ticket(
			run, command_word(command, i), &asked->refusal);

		if (!other)
			return FALSE;
		if (other == run->draft)
			return refuse(asked, REFUSED_SAME_TICKET, NULL);
		link_tickets(run->draft->ticket, other->number);
	}
	work_event(run->work, WORK_COMMAND);
	return TRUE;
}

/* --- parents and children */

#define MAX_DEPTH 20u

/* Whether the one stands above the other, however far. */
static gboolean is_above(
	const struct run *run, guint32 above, const struct draft *draft)
{
	guint32 number = draft->ticket->parent;

	for (guint i = 0; number && i < MAX_DEPTH; i++) {
		const struct known_ticket *known;

		if (number == above)
			return TRUE;
		known = view_ticket(run->work->view, number);
		number = known ? known->ticket->parent : 0;
	}
	return number != 0;
}

/* No ticket is its own parent, not in a roundabout way either. */
static gboolean make_child(struct run *run, struct draft *child,
	struct draft *parent, struct asked *asked)
{
	if (child == parent || is_above(run, child->number, parent))
		return refuse(asked, REFUSED_SAME_TICKET, NULL);
	if (!run_serves(run, child))
		return refuse(
			asked, REFUSED_QUEUE, ticket_before(child)->queue);
	child->ticket->parent = parent->number;
	work_event(run->work, WORK_COMMAND);
	return TRUE;
}

static gboolean run_parent(
	struct run *run, const struct command *command, struct asked *asked)
{
	struct draft *other =
		run_ticket(run, command_word(command, 0), &asked->refusal);

	return other && make_child(run, run->draft, other, asked);
}

static gboolean run_child(
	struct run *run, const struct command *command, struct asked *asked)
{
	struct draft *other =
		run_ticket(run, command_word(command, 0), &asked->refusal);

	return other && make_child(run, other, run->draft, asked);
}

/* Part of what is known to be out of order: waits for that to be mended. */
static gboolean run_incident(
	struct run *run, const struct command *command, struct asked *asked)
{
	struct draft *outage =
		run_ticket(run, command_word(command, 0), &asked->refusal);

	if (!outage)
		return FALSE;
	if (!status_is_active(outage->ticket->status)) {
		refuse(asked, REFUSED_STATE, NULL);
		asked->refusal.state = outage->ticket->status;
		return FALSE;
	}
	if (!make_child(run, run->draft, outage, asked) ||
		!work_live(run->work, run->draft, LIFE_INCIDENT, 0,
			&asked->refusal))
		return FALSE;
	work_event(run->work, WORK_WAIT);
	return TRUE;
}

/* The drafts of those that wait for their parent. */
static GPtrArray *waiting_children(struct run *run)
{
	struct need need = { .kind = NEED_CHILDREN,
		.ticket = run->draft->number };
	const GPtrArray *rows = desk_view_get(run->work->view, &need);
	GPtrArray *waiting = g_ptr_array_new();

	for (guint i = 0; rows && i < rows->len; i++) {
		const struct known_row *row = rows->pdata[i];
		struct draft *child;

		if (!g_str_equal(row->status, status_name(STATUS_WAIT_PARENT)))
			continue;
		child = work_draft(run->work, row->number);
		if (child && child->ticket->status == STATUS_WAIT_PARENT)
			g_ptr_array_add(waiting, child);
	}
	return waiting;
}

void resolve_children(struct run *run, const char *solution)
{
	g_autoptr(GPtrArray) children = waiting_children(run);

	for (guint i = 0; i < children->len; i++) {
		struct draft *child = children->pdata[i];

		work_live(run->work, child, LIFE_PARENT_RESOLVED, 0, NULL);
		work_set(
			&child->ticket->solution, run->draft->ticket->solution);
		if (run->is_public) {
			work_set(&child->text, solution);
			child->is_relayed = TRUE;
		}
		tell(run->work, child, TELL_RESOLVED);
	}
}

void release_children(struct run *run)
{
	g_autoptr(GPtrArray) children = waiting_children(run);

	for (guint i = 0; i < children->len; i++)
		work_live(run->work, children->pdata[i], LIFE_OPEN, 0, NULL);
}

/* --- merge */

static gboolean may_merge(
	struct run *run, const struct draft *other, struct asked *asked)
{
	const struct ticket *here = run->draft->ticket;
	const struct ticket *there = other->ticket;
	guint32 merged =
		here->merged_into ? here->merged_into : there->merged_into;
	g_autofree char *ref =
		g_strdup_printf("%s-%u", run->work->site->rules->tag, merged);

	if (other == run->draft)
		return refuse(asked, REFUSED_SAME_TICKET, NULL);
	if (merged)
		return refuse(asked, REFUSED_MERGED, ref);
	if (g_strcmp0(ticket_before(run->draft)->queue,
		    ticket_before(other)->queue) != 0 &&
		!run_is_lead(run))
		return refuse(asked, REFUSED_LEAD_ONLY, NULL);
	if (!run_serves(run, other))
		return refuse(
			asked, REFUSED_QUEUE, ticket_before(other)->queue);
	return TRUE;
}

/* Whoever took part in the one hears of the other from now on. */
static void bring_people(struct ticket *to, const struct ticket *from)
{
	const char *requester = to->requester ? to->requester->address : NULL;

	if (from->requester &&
		!address_equal(from->requester->address, requester))
		contacts_add(to->cc, from->requester);
	for (guint i = 0; i < from->cc->len; i++) {
		const struct contact *contact = from->cc->pdata[i];

		if (!address_equal(contact->address, requester))
			contacts_add(to->cc, contact);
	}
	for (guint i = 0; i < from->tags->len; i++)
		words_add(to->tags, from->tags->pdata[i]);
}

static gboolean run_merge(
	struct run *run, const struct command *command, struct asked *asked)
{
	const char *word = command_word(command, 0);
	struct draft *other, *low, *high;

	if (!word)
		return refuse_argument(asked, "a ticket's number");
	other = run_ticket(run, word, &asked->refusal);
	if (!other || !may_merge(run, other, asked))
		return FALSE;
	low = other->number < run->draft->number ? other : run->draft;
	high = low == other ? run->draft : other;
	if (!work_live(run->work, high, LIFE_MERGE, 0, &asked->refusal))
		return FALSE;
	high->ticket->merged_into = low->number;
	bring_people(low->ticket, high->ticket);
	work_event(run->work, WORK_MERGE);
	tell(run->work, high, TELL_MERGED);
	return TRUE;
}

/* --- split */

static guint32 mail_to_split(const struct run *run,
	const struct command *command, struct asked *asked)
{
	const GArray *articles =
		run->draft->known ? run->draft->known->articles : NULL;
	const char *word = command_word(command, 0);
	guint32 wanted;

	if (!word)
		return run_held(run, command, TRUE, &asked->refusal);
	for (guint i = 0; text_parse_number(word, &wanted) && articles &&
			  i < articles->len;
		i++) {
		const struct article *article =
			&g_array_index(articles, struct article, i);

		if (article->number == wanted && article->kind == ARTICLE_IN)
			return wanted;
	}
	refuse(asked, REFUSED_NOTHING_HELD, NULL);
	return 0;
}

/* The mail gets a ticket of its own; its file stays where it is. */
static gboolean run_split(
	struct run *run, const struct command *command, struct asked *asked)
{
	struct draft *old = run->draft;
	guint32 number = mail_to_split(run, command, asked);
	struct article source = { .ticket = old->number, .number = number };
	const struct known_message *mail;
	struct draft *draft;

	if (!number)
		return FALSE;
	draft_release(old, number);
	work_event(run->work, WORK_SPLIT);
	mail = view_message(run->work->view, old->number, 0, number);
	if (!mail || !mail->message || !mail->facts)
		return work_lacks(run->work)
			       ? TRUE
			       : refuse(asked, REFUSED_NOTHING_HELD, NULL);
	draft = new_ticket(run->work, mail->message, mail->facts);
	link_tickets(draft->ticket, old->number);
	link_tickets(old->ticket, draft->number);
	work_file_copy(run->work, draft, &source);
	draft->text = mail_text(mail->message);
	draft->has_attachments = TRUE;
	draft->attachments_of = source;
	asked->text = g_strdup_printf(
		"%s-%u", run->work->site->rules->tag, draft->number);
	tell(run->work, draft, TELL_NEW);
	return TRUE;
}

const struct verb_action VERBS_LINKS[] = {
	{ VERB_LINK, 0, run_link },
	{ VERB_PARENT, 0, run_parent },
	{ VERB_CHILD, 0, run_child },
	{ VERB_INCIDENT, 0, run_incident },
	{ VERB_MERGE, VERB_PROVEN, run_merge },
	{ VERB_SPLIT, 0, run_split },
	{ VERB_NONE, 0, NULL },
};
