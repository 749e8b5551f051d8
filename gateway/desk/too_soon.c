#include "too_soon.h"

#include <string.h>

#define TOO_SOON_SEC (5 * 60)
#define LOOK_BACK 6u

/* Who sent the mail that the notice of that number came from. */
static const char *author_before(
	struct work *work, const struct draft *draft, guint32 number)
{
	const GArray *articles = draft->known->articles;

	for (guint i = articles->len; i > 0; i--) {
		const struct article *article =
			&g_array_index(articles, struct article, i - 1);
		const struct known_message *mail;

		if (article->number >= number || article->kind == ARTICLE_OUT)
			continue;
		mail = view_message(
			work->view, draft->number, 0, article->number);
		return mail && mail->facts ? mail->facts->from : NULL;
	}
	return NULL;
}

static gboolean is_reply(const struct known_notice *notice)
{
	return strcmp(notice->kind, "reply") == 0 ||
	       strcmp(notice->kind, "resolved") == 0;
}

/* Another's reply of the last minutes that this mail's writer had not seen. */
static gboolean came_second(struct work *work, const struct draft *draft,
	const struct article *article, struct refusal *refusal)
{
	const GPtrArray *notices;
	const char *author;

	if (article->kind != ARTICLE_OUT ||
		article->number <= work->route.message)
		return FALSE;
	notices = view_notice(work->view, draft->number, article->number);
	for (guint i = 0; notices && i < notices->len; i++) {
		const struct known_notice *notice = notices->pdata[i];
		gint64 ago = work->now->time - notice->at;

		if (!is_reply(notice) || ago > TOO_SOON_SEC)
			continue;
		author = author_before(work, draft, article->number);
		if (!rules_agent(work->site->rules, author) ||
			address_equal(author, work->causer->address))
			return FALSE;
		refusal_set(refusal, REFUSED_TOO_SOON,
			work_agent_name(work, author));
		refusal->count = (guint)(MAX(ago, 0) / 60);
		return TRUE;
	}
	return FALSE;
}

gboolean is_too_soon(
	struct work *work, const struct draft *draft, struct refusal *refusal)
{
	const GArray *articles = draft->known ? draft->known->articles : NULL;
	guint looked = 0;

	if (!articles ||
		draft->known->ticket->updated < work->at - 2 * TOO_SOON_SEC)
		return FALSE;
	for (guint i = articles->len; i > 0 && looked < LOOK_BACK; i--) {
		looked++;
		if (came_second(work, draft,
			    &g_array_index(articles, struct article, i - 1),
			    refusal))
			return TRUE;
	}
	return FALSE;
}
