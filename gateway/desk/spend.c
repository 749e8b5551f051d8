#include "spend.h"
#include "mentions.h"
#include "notice.h"
#include "token.h"

#include <string.h>

struct spending {
	struct work *work;
	const char *author;
	GPtrArray *list; /* char *, trailers */
};

static gboolean is_spent(const struct spending *spending,
	const struct reply_token *token, const char *address)
{
	g_autofree char *folded = address_fold(address);
	g_autofree char *key = g_strdup_printf("%c%s", token->kind, folded);
	struct need need = { .kind = NEED_SPENT,
		.ticket = token->ticket,
		.number = token->message,
		.key = key };

	return desk_view_get(spending->work->view, &need) != NULL;
}

static gboolean is_alive(const struct spending *spending,
	const struct reply_token *token, const struct known_notice *notice)
{
	gint64 age = spending->work->event->arrival - notice->at;

	return age <= token_lifetime(token->kind) &&
	       !is_spent(spending, token, notice->address);
}

static void add(struct spending *spending, const struct reply_token *token,
	const char *address)
{
	gboolean is_authors = address_equal(address, spending->author);
	g_autofree char *line = g_strdup_printf("%u.%u%c%s%s", token->ticket,
		token->message, token->kind, is_authors ? "" : " ",
		is_authors ? "" : address);

	for (guint i = 0; i < spending->list->len; i++)
		if (strcmp(spending->list->pdata[i], line) == 0)
			return;
	g_ptr_array_add(spending->list, g_steal_pointer(&line));
}

/* Whose it is, the mac tells. */
static void add_token(
	struct spending *spending, const struct reply_token *token)
{
	const GPtrArray *notices = view_notice(
		spending->work->view, token->ticket, token->message);

	for (guint i = 0; notices && i < notices->len; i++) {
		const struct known_notice *notice = notices->pdata[i];
		const struct desk_key *key =
			keyring_at(spending->work->site->keyring, notice->at);

		if (token->kind != REPLY_BOUNCE &&
			token_matches(key, token, notice->address) &&
			is_alive(spending, token, notice))
			add(spending, token, notice->address);
	}
}

static void add_mentions(struct spending *spending, const GPtrArray *mentions)
{
	for (guint i = 0; i < mentions->len; i++) {
		struct reply_token token;

		if (token_read(mentions->pdata[i], &token))
			add_token(spending, &token);
	}
}

/* What the readers of addresses make of a header field. */
static void add_recipients(struct spending *spending)
{
	const struct rules *rules = spending->work->site->rules;
	const GPtrArray *recipients = spending->work->facts->recipients;

	for (guint i = 0; i < recipients->len; i++) {
		struct reply_token token;

		if (token_parse(recipients->pdata[i], rules->address,
			    rules->aliases, &token))
			add_token(spending, &token);
	}
}

/* 'c' or 'a' of a question, else another. */
static char kind_of(const struct known_notice *notice)
{
	enum notice_kind kind;

	return notice_parse(notice->kind, &kind) ? notice_reply_kind(kind, TRUE)
						 : '\0';
}

/* Without address extension the Message-ID of a question is the once-token. */
static void add_once(struct spending *spending, const char *id)
{
	struct reply_token token = { 0 };

	if (!token_parse_message_id(id, spending->work->site->keyring,
		    &token.ticket, &token.message))
		return;
	const GPtrArray *notices =
		view_notice(spending->work->view, token.ticket, token.message);

	for (guint i = 0; notices && i < notices->len; i++) {
		const struct known_notice *notice = notices->pdata[i];

		token.kind = kind_of(notice);
		if ((token.kind == REPLY_CONFIRM ||
			    token.kind == REPLY_APPROVAL) &&
			is_alive(spending, &token, notice))
			add(spending, &token, notice->address);
	}
}

static void add_all_once(struct spending *spending)
{
	const GPtrArray *lists[] = { spending->work->facts->in_reply_to,
		spending->work->facts->references };

	if (spending->work->site->settings->auth.extension)
		return;
	for (gsize i = 0; i < G_N_ELEMENTS(lists); i++)
		for (guint j = 0; j < lists[i]->len; j++)
			add_once(spending, lists[i]->pdata[j]);
}

GPtrArray *spend_list(struct work *work, const char *author)
{
	struct spending spending = { work, author,
		g_ptr_array_new_with_free_func(g_free) };

	if (!work->facts)
		return spending.list;
	add_recipients(&spending);
	add_mentions(&spending, work->facts->mentions);
	if (work->message && work->message->text) {
		g_autoptr(GPtrArray) said = mentions_find(
			work->message->text, strlen(work->message->text));

		add_mentions(&spending, said);
	}
	add_all_once(&spending);
	return spending.list;
}
