/* The words of RTF: what a group of the table of fonts and such holds is left
 * out, and so is what only says how HTML was made of it. */
#include "charset.h"
#include "tnef.h"
#include <string.h>

#define MAX_DEPTH 200u

struct rtf {
	GString *bytes; /* in charset, not yet decoded */
	GString *text;
	const char *charset;
	guint depth;
	guint hidden;       /* the depth from which nothing is words; 0: none */
	gboolean is_html;   /* the tags stand in groups of their own */
	gboolean is_markup; /* between \htmlrtf and \htmlrtf0 */
	guint skip;         /* characters that stand for the last \u */
};

static void flush(struct rtf *rtf)
{
	g_autofree char *text =
		charset_decode(rtf->charset, rtf->bytes->str, rtf->bytes->len);

	g_string_append(rtf->text, text);
	g_string_truncate(rtf->bytes, 0);
}

static void add_byte(struct rtf *rtf, char c)
{
	if (rtf->skip)
		rtf->skip--;
	else if (!rtf->hidden && !rtf->is_markup)
		g_string_append_c(rtf->bytes, c);
}

static void add_unicode(struct rtf *rtf, long value)
{
	gunichar c = (gunichar)(value < 0 ? value + 65536 : value);

	if (!rtf->hidden && !rtf->is_markup && g_unichar_validate(c) && c) {
		flush(rtf);
		g_string_append_unichar(rtf->text, c);
	}
	rtf->skip = 1;
}

static void hide(struct rtf *rtf)
{
	if (!rtf->hidden)
		rtf->hidden = rtf->depth;
}

static void take_word(struct rtf *rtf, const char *word, gsize length,
	gboolean has_value, long value)
{
	static const char *const HIDDEN[] = { "fonttbl", "colortbl",
		"stylesheet", "info", "pict", "object", "header", "footer" };
	g_autofree char *name = g_strndup(word, length);

	for (guint i = 0; i < G_N_ELEMENTS(HIDDEN); i++) {
		if (strcmp(name, HIDDEN[i]) == 0)
			hide(rtf);
	}
	if (strcmp(name, "par") == 0 || strcmp(name, "line") == 0)
		add_byte(rtf, '\n');
	else if (strcmp(name, "tab") == 0)
		add_byte(rtf, '\t');
	else if (strcmp(name, "u") == 0 && has_value)
		add_unicode(rtf, value);
	else if (strcmp(name, "fromhtml") == 0)
		rtf->is_html = TRUE;
	else if (strcmp(name, "htmltag") == 0 && rtf->is_html &&
		 rtf->hidden == rtf->depth)
		rtf->hidden = 0;
	else if (strcmp(name, "htmlrtf") == 0)
		rtf->is_markup = !has_value || value != 0;
}

/* A control word or sign behind the backslash at at; returns what follows. */
static const char *take_control(
	struct rtf *rtf, const char *at, const char *end)
{
	const char *word = at, *digits;
	gboolean is_minus;
	long value = 0;

	while (at < end && g_ascii_isalpha(*at))
		at++;
	if (at == word) {
		if (end - at >= 3 && *at == '\'' && g_ascii_isxdigit(at[1]) &&
			g_ascii_isxdigit(at[2])) {
			add_byte(rtf, (char)(g_ascii_xdigit_value(at[1]) * 16 +
					      g_ascii_xdigit_value(at[2])));
			return at + 3;
		}
		if (at < end && *at == '*')
			hide(rtf);
		else if (at < end && strchr("\\{}", *at))
			add_byte(rtf, *at);
		else if (at < end && *at == '~')
			add_byte(rtf, ' ');
		return MIN(at + 1, end);
	}
	gsize length = (gsize)(at - word);

	is_minus = at < end && *at == '-';
	digits = at += is_minus ? 1 : 0;
	for (; at < end && g_ascii_isdigit(*at); at++)
		value = value > 100000 ? value : value * 10 + (*at - '0');
	take_word(rtf, word, length, at > digits, is_minus ? -value : value);
	return at < end && *at == ' ' ? at + 1 : at;
}

static void take_brace(struct rtf *rtf, char brace)
{
	if (brace == '{') {
		rtf->depth++;
		if (rtf->depth > MAX_DEPTH)
			hide(rtf);
		return;
	}
	if (rtf->hidden && rtf->depth <= rtf->hidden)
		rtf->hidden = 0;
	if (rtf->depth)
		rtf->depth--;
}

char *rtf_words(
	const char *rtf, gsize length, const char *charset, gboolean *is_html)
{
	struct rtf state = { .charset = charset };
	const char *at = rtf, *end = rtf + length;

	state.bytes = g_string_new(NULL);
	state.text = g_string_new(NULL);
	while (at < end) {
		char c = *at++;

		if (c == '\\')
			at = take_control(&state, at, end);
		else if (c == '{' || c == '}')
			take_brace(&state, c);
		else if (c && c != '\r' && c != '\n')
			add_byte(&state, c);
	}
	flush(&state);
	*is_html = state.is_html;
	g_string_free(state.bytes, TRUE);
	return g_string_free(state.text, FALSE);
}
