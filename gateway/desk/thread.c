#include "thread.h"

/* A requester's last mail is looked for among so many, from the end. */
#define LOOK_BACK 4u

static void add_reference(struct notice *notice, const char *id)
{
	for (guint i = 0; i < notice->references->len; i++) {
		if (g_str_equal(notice->references->pdata[i], id))
			return;
	}
	g_ptr_array_add(notice->references, g_strdup(id));
}

static void add_references(struct notice *notice, const GPtrArray *ids)
{
	for (guint i = 0; ids && i < ids->len; i++)
		add_reference(notice, ids->pdata[i]);
}

static void hang_on(struct notice *notice, const struct facts *facts)
{
	add_references(notice, facts->references);
	if (!facts->references || !facts->references->len)
		add_references(notice, facts->in_reply_to);
	if (!facts->message_id)
		return;
	notice->in_reply_to = g_strdup(facts->message_id);
	add_reference(notice, facts->message_id);
}

static gboolean is_outsider(const struct work *work, const struct facts *facts)
{
	return facts && facts->from &&
	       !rules_agent(work->site->rules, facts->from);
}

/* Of a mail split off: it lies elsewhere, and is the one to be answered. */
static const struct facts *split_off(
	struct work *work, const struct draft *draft)
{
	const struct article *of = &draft->attachments_of;
	const struct known_message *mail;

	if (draft->known || !of->ticket)
		return NULL;
	mail = view_message(work->view, of->ticket, of->month, of->number);
	return mail && is_outsider(work, mail->facts) ? mail->facts : NULL;
}

static char *root_id(const struct work *work, const struct ticket *ticket)
{
	const struct desk_key *key =
		keyring_at(work->site->keyring, ticket->created);

	return token_message_id(
		key, work->site->rules->address, ticket->number, 0);
}

static gboolean is_requester_or_cc(
	const struct ticket *ticket, const char *address)
{
	if (address_equal(ticket->requester ? ticket->requester->address : NULL,
		    address))
		return TRUE;
	for (guint i = 0; i < ticket->cc->len; i++) {
		const struct contact *cc = ticket->cc->pdata[i];

		if (address_equal(cc->address, address))
			return TRUE;
	}
	return FALSE;
}

/* The last mail of those whom this ticket is about: a stranger's, held or
 * taken out again, is nothing that they could have. */
static const struct facts *last_from_outside(
	struct work *work, const struct draft *draft)
{
	const GArray *articles = draft->known ? draft->known->articles : NULL;
	guint looked = 0;

	for (guint i = articles ? articles->len : 0;
		i > 0 && looked < LOOK_BACK; i--) {
		const struct article *article =
			&g_array_index(articles, struct article, i - 1);
		const struct known_message *mail;

		if (article->kind != ARTICLE_IN)
			continue;
		mail = view_message(
			work->view, draft->number, 0, article->number);
		looked++;
		if (mail && mail->facts &&
			is_requester_or_cc(draft->ticket, mail->facts->from))
			return mail->facts;
	}
	return NULL;
}

/* The supplier's last mail: of the requester's it knows nothing. */
static const struct facts *last_from_vendor(
	struct work *work, const struct draft *draft)
{
	const GArray *articles = draft->known ? draft->known->articles : NULL;

	for (guint i = articles ? articles->len : 0; i > 0; i--) {
		const struct article *article =
			&g_array_index(articles, struct article, i - 1);
		const struct known_message *mail;

		if (article->kind != ARTICLE_VENDOR_IN)
			continue;
		mail = view_message(
			work->view, draft->number, 0, article->number);
		return mail ? mail->facts : NULL;
	}
	return NULL;
}

/* Whose mail the requester has not seen, and is not to see. */
static gboolean is_apart(const struct work *work)
{
	return work->role == ROLE_VENDOR || work->role == ROLE_APPROVER;
}

/* What a notice hangs on; NULL: on nothing but the ticket's root. */
static const struct facts *mail_before(
	struct work *work, const struct telling *telling)
{
	const struct facts *split;

	if (telling->is_answer &&
		address_equal(telling->to->address, work->causer->address))
		return work->facts;
	if (telling->to_agent)
		return NULL;
	if (telling->kind == NOTICE_VENDOR)
		return last_from_vendor(work, telling->draft);
	if (telling->kind == NOTICE_APPROVAL)
		return NULL;
	split = split_off(work, telling->draft);
	if (split)
		return split;
	return is_outsider(work, work->facts) && !is_apart(work)
		       ? work->facts
		       : last_from_outside(work, telling->draft);
}

void thread_notice(
	struct work *work, const struct telling *telling, struct notice *notice)
{
	const struct facts *facts = mail_before(work, telling);
	g_autofree char *root = NULL;

	notice->references = g_ptr_array_new_with_free_func(g_free);
	if (telling->to_agent && telling->draft->ticket) {
		root = root_id(work, telling->draft->ticket);
		add_reference(notice, root);
	}
	if (facts)
		hang_on(notice, facts);
	if (!notice->in_reply_to)
		notice->in_reply_to = g_steal_pointer(&root);
}
