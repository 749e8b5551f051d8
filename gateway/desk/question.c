#include "question.h"
#include "history.h"

#include <string.h>

/* Mails are looked at from the end, so many of them. */
#define LOOK_BACK 30u

/* A reply that went to the requester; nothing else was ever said to him. */
static gboolean is_reply(struct work *work, const struct draft *draft,
	const struct article *article)
{
	const struct contact *requester = draft->ticket->requester;
	const GPtrArray *notices;

	if (article->kind != ARTICLE_OUT || !requester)
		return FALSE;
	notices = view_notice(work->view, draft->number, article->number);
	for (guint i = 0; notices && i < notices->len; i++) {
		const struct known_notice *notice = notices->pdata[i];

		if (strcmp(notice->kind, notice_name(NOTICE_REPLY)) == 0 &&
			address_equal(notice->address, requester->address))
			return TRUE;
	}
	return FALSE;
}

static char *words_of(struct work *work, const struct draft *draft,
	const struct article *article)
{
	const struct known_message *mail =
		view_message(work->view, draft->number, 0, article->number);
	const struct agent_rule *agent =
		mail ? rules_agent(work->site->rules, mail->facts->from) : NULL;

	return agent ? g_strchomp(history_said(work, agent, mail->message))
		     : g_strdup("");
}

/* The mail that a reply was made of lies before it, in the same commit. */
char *question_last(struct work *work, const struct draft *draft)
{
	const GArray *articles = draft->known ? draft->known->articles : NULL;
	guint length = articles ? articles->len : 0;
	gboolean is_found = FALSE;

	for (guint i = length; i > 0 && i + LOOK_BACK > length; i--) {
		const struct article *article =
			&g_array_index(articles, struct article, i - 1);

		if (is_found && article->kind == ARTICLE_IN)
			return words_of(work, draft, article);
		is_found = is_found || is_reply(work, draft, article);
	}
	return g_strdup("");
}
