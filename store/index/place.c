#include "place.h"
#include "text.h"
#include <string.h>

char *place_word(const char **text)
{
	gsize length = strcspn(*text, " ");

	if (length == 0)
		return NULL;
	char *word = g_strndup(*text, length);
	*text += length;
	if (**text == ' ')
		*text += 1;
	return word;
}

/* "T-7": the tag is the desk's own, so any letters and digits do. */
static gboolean parse_tag(const char *word, guint32 *ticket)
{
	const char *dash = strchr(word, '-');

	if (!dash || dash == word)
		return FALSE;
	for (const char *p = word; p < dash; p++) {
		if (!g_ascii_isalnum(*p))
			return FALSE;
	}
	return text_parse_number(dash + 1, ticket) && *ticket > 0;
}

/* "2026-11/18-out". */
static gboolean parse_answer(const char *word, struct article *article)
{
	const char *slash = strchr(word, '/');

	if (!slash)
		return FALSE;
	g_autofree char *month = g_strndup(word, (gsize)(slash - word));
	article->ticket = 0;
	return month_parse(month, &article->month) &&
	       article_parse(slash + 1, &article->number, &article->kind);
}

gboolean place_parse(const char *text, guint32 ticket, struct article *article,
	const char **rest)
{
	g_autofree char *word = place_word(&text);
	g_autofree char *second = NULL;
	const char *name = word;

	if (!word)
		return FALSE;
	*article = (struct article){ .ticket = ticket };
	if (parse_tag(word, &article->ticket)) {
		second = place_word(&text);
		name = second;
	}
	*rest = text;
	if (!name)
		return FALSE;
	if (name == word && parse_answer(word, article))
		return TRUE;
	return article->ticket > 0 &&
	       article_parse(name, &article->number, &article->kind);
}
