#include "text_class.h"
#include "text_lines.h"
#include <string.h>

struct prefix {
	const char *word; /* case folded */
	gboolean is_forward;
};

static const struct prefix PREFIXES[] = {
	{ "re", FALSE },
	{ "sv", FALSE },
	{ "antw", FALSE },
	{ "antwort", FALSE },
	{ "aw", FALSE },
	{ "odp", FALSE },
	{ "ad", FALSE },
	{ "ref", FALSE },
	{ "res", FALSE },
	{ "resp", FALSE },
	{ "r", FALSE },
	{ "rif", FALSE },
	{ "bls", FALSE },
	{ "ynt", FALSE },
	{ "vá", FALSE },
	{ "atb", FALSE },
	{ "svar", FALSE },
	{ "vast", FALSE },
	{ "回复", FALSE },
	{ "答复", FALSE },
	{ "回覆", FALSE },
	{ "fwd", TRUE },
	{ "fw", TRUE },
	{ "vb", TRUE },
	{ "vs", TRUE },
	{ "vl", TRUE },
	{ "pd", TRUE },
	{ "wg", TRUE },
	{ "tr", TRUE },
	{ "rv", TRUE },
	{ "enc", TRUE },
	{ "doorst", TRUE },
	{ "i", TRUE },
	{ "videresend", TRUE },
	{ "转发", TRUE },
};

#define MAX_PREFIX_BYTES 24u

/* "Re[2]", "Re(3)", "RE^2", "Re 2": what stands behind the word. */
static gboolean is_count(const char *text, gsize length)
{
	for (gsize i = 0; i < length; i++)
		if (!strchr("0123456789[](){}^* ", text[i]))
			return FALSE;
	return TRUE;
}

static const struct prefix *find_prefix(const char *text, gsize length)
{
	gsize word = 0;
	g_autofree char *folded = NULL;

	while (word < length && !strchr("0123456789[](){}^* ", text[word]))
		word++;
	if (!is_count(text + word, length - word))
		return NULL;
	folded = text_fold_bytes(text, word);
	for (gsize i = 0; i < G_N_ELEMENTS(PREFIXES); i++)
		if (strcmp(PREFIXES[i].word, folded) == 0)
			return &PREFIXES[i];
	return NULL;
}

/* The prefix that the subject begins with, and where it ends. */
static const struct prefix *take_prefix(const char *subject, const char **end)
{
	const char *wide = g_strstr_len(subject, MAX_PREFIX_BYTES, "：");
	const char *colon = g_strstr_len(subject, MAX_PREFIX_BYTES, ":");
	const struct prefix *found;

	if (wide && (!colon || wide < colon))
		colon = wide;
	if (!colon || colon == subject)
		return NULL;
	found = find_prefix(subject, (gsize)(colon - subject));
	if (found)
		*end = colon + (colon == wide ? strlen("：") : 1);
	return found;
}

/* "[T-123]" at text: its length, and the number; 0 where it is none. tag NULL:
 * any word of letters. */
static gsize tag_at(const char *text, const char *tag, guint32 *number)
{
	gsize word, digits;
	guint64 value;

	if (*text != '[')
		return 0;
	word = tag ? strlen(tag) : strcspn(text + 1, "- []0123456789");
	if (word == 0 || word > 16 ||
		(tag && g_ascii_strncasecmp(text + 1, tag, word) != 0) ||
		text[1 + word] != '-')
		return 0;
	digits = strspn(text + word + 2, "0123456789");
	if (digits < 1 || digits > 9 || text[word + 2 + digits] != ']')
		return 0;
	value = g_ascii_strtoull(text + word + 2, NULL, 10);
	if (number)
		*number = (guint32)value;
	return word + digits + 3;
}

static const char *skip_blanks(const char *text)
{
	return text + strspn(text, " \t\r\n");
}

/* Behind all prefixes and tags at the begin. */
static const char *skip_all(const char *subject, const char *tag)
{
	for (;;) {
		const char *at = skip_blanks(subject), *end = at;
		gsize length = tag_at(at, tag, NULL);

		if (length > 0)
			end = at + length;
		else if (!take_prefix(at, &end))
			return at;
		subject = end;
	}
}

char *subject_bare(const char *subject, const char *tag)
{
	GString *bare = g_string_new(NULL);
	const char *at = skip_all(subject, tag);

	while (*at) {
		gsize length = tag_at(at, tag, NULL);

		if (length > 0) {
			at += length;
		} else if (strchr(" \t\r\n", *at)) {
			at = skip_blanks(at);
			if (*at && bare->len > 0 &&
				bare->str[bare->len - 1] != ' ')
				g_string_append_c(bare, ' ');
		} else {
			g_string_append_c(bare, *at++);
		}
	}
	while (bare->len > 0 && bare->str[bare->len - 1] == ' ')
		g_string_truncate(bare, bare->len - 1);
	return g_string_free(bare, FALSE);
}

gboolean subject_has_forward_prefix(const char *subject)
{
	const char *end;
	const struct prefix *prefix = take_prefix(skip_blanks(subject), &end);

	return prefix && prefix->is_forward;
}

guint32 subject_ticket(const char *subject, const char *tag)
{
	guint32 number = 0;
	const char *at = subject;

	while ((at = strchr(at, '[')) != NULL) {
		if (tag_at(at, tag, &number) > 0 && number > 0)
			return number;
		at++;
	}
	return 0;
}
