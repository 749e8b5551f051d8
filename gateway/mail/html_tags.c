#include "html.h"
#include <string.h>

#define MAX_VALUE 2048
#define MAX_ATTRIBUTES 16

/* What all of it is put into. */
#define HTML_ROOT "mail"

/* The attributes that html.c looks at. */
static const char *const READ[] = { "href", "src", "alt", "style", "class",
	"id", "hidden", "type", "start" };

/* Tags that are left out: what they end would end the whole text for libxml2,
 * where a mail has several bodies, or goes on behind its only one. */
static const char *const DROPPED[] = { "html", "head", "body", "frameset",
	HTML_ROOT };

/* Elements whose content is no text. */
static const char *const RAW[] = { "script", "style", "title" };

struct tagger {
	const char *at, *end;
	GString *out;
	guint attributes;
	/* What was looked for and does not come any more, so that it is looked
	 * for once. */
	gboolean no_comment_end, no_tag_end;
	guint no_raw_end; /* a bit for each of RAW */
};

static gboolean is_name_char(char c)
{
	return g_ascii_isalnum(c) || (c && strchr(":-_.", c));
}

static gboolean is_space(char c)
{
	return g_ascii_isspace(c);
}

static void skip_spaces(struct tagger *tagger)
{
	while (tagger->at < tagger->end && is_space(*tagger->at))
		tagger->at++;
}

/* Behind what, FALSE where it does not come. */
static gboolean skip_behind(
	struct tagger *tagger, const char *what, gboolean *is_missing)
{
	const char *found = *is_missing ? NULL : strstr(tagger->at, what);

	*is_missing = !found;
	if (found)
		tagger->at = found + strlen(what);
	return found != NULL;
}

/* One that has no end is dropped by itself: nothing is lost in it. */
static void skip_declaration(struct tagger *tagger)
{
	gboolean is_comment = g_str_has_prefix(tagger->at, "<!--");

	tagger->at += 2;
	if (is_comment && !skip_behind(tagger, "-->", &tagger->no_comment_end))
		tagger->at += 2;
	else if (!is_comment)
		skip_behind(tagger, ">", &tagger->no_tag_end);
}

static void write_value(GString *out, const char *value, gsize length)
{
	for (gsize i = 0; i < length; i++) {
		char c = value[i];

		if (c == '"')
			g_string_append(out, "&quot;");
		else if (c == '<')
			g_string_append(out, "&lt;");
		else if (c == '>')
			g_string_append(out, "&gt;");
		else
			g_string_append_c(out, is_space(c) ? ' ' : c);
	}
}

static gboolean is_read(const char *name)
{
	for (guint i = 0; i < G_N_ELEMENTS(READ); i++) {
		if (strcmp(name, READ[i]) == 0)
			return TRUE;
	}
	return FALSE;
}

static void write_attribute(struct tagger *tagger, const char *name,
	gsize name_length, const char *value, gsize length)
{
	g_autofree char *folded =
		g_ascii_strdown(name, (gssize)MIN(name_length, 16));

	if (tagger->attributes >= MAX_ATTRIBUTES || !is_read(folded))
		return;
	tagger->attributes++;
	length = MIN(length, MAX_VALUE);
	while (length && ((guchar)value[length] & 0xc0) == 0x80)
		length--;
	g_string_append_printf(tagger->out, " %s=\"", folded);
	write_value(tagger->out, value, length);
	g_string_append_c(tagger->out, '"');
}

/* Reads one attribute; at stands on its first character. */
static void take_attribute(struct tagger *tagger)
{
	const char *name = tagger->at;

	while (tagger->at < tagger->end && is_name_char(*tagger->at))
		tagger->at++;
	gsize name_length = (gsize)(tagger->at - name);
	const char *value = "";
	gsize length = 0;

	if (!name_length) {
		tagger->at++;
		return;
	}
	skip_spaces(tagger);
	if (*tagger->at == '=') {
		tagger->at++;
		skip_spaces(tagger);
		char quote = *tagger->at;
		gboolean is_quoted = quote == '"' || quote == '\'';
		char stop[] = { quote, '\0' };

		tagger->at += is_quoted ? 1 : 0;
		value = tagger->at;
		length = strcspn(value, is_quoted ? stop : " \t\r\n\f\v>");
		tagger->at += length;
		if (is_quoted && *tagger->at)
			tagger->at++;
	}
	write_attribute(tagger, name, name_length, value, length);
}

#define NOT_RAW -1

/* The place of name in list, NOT_RAW where it is none. */
static gint name_index(const char *name, const char *const *list, guint count)
{
	for (guint i = 0; i < count; i++) {
		if (strcmp(name, list[i]) == 0)
			return (gint)i;
	}
	return NOT_RAW;
}

/* Behind the end tag of a raw element, case ignored; stays where there is
 * none. */
static void skip_raw(struct tagger *tagger, gint raw)
{
	gsize length = strlen(RAW[raw]);
	const char *at = tagger->at;

	if (tagger->no_raw_end & (1u << raw))
		return;
	while ((at = strstr(at, "</"))) {
		at += 2;
		if (g_ascii_strncasecmp(at, RAW[raw], length) == 0) {
			tagger->at = at;
			skip_behind(tagger, ">", &tagger->no_tag_end);
			return;
		}
	}
	tagger->no_raw_end |= 1u << raw;
}

/* Reads the name of the tag that at stands on, folded and new. */
static char *take_name(struct tagger *tagger, gboolean is_end)
{
	const char *name = tagger->at + (is_end ? 2 : 1);
	gsize length = 0;

	while (is_name_char(name[length]))
		length++;
	tagger->at = name + length;
	return g_ascii_strdown(name, (gssize)MIN(length, 32));
}

static void take_tag(struct tagger *tagger)
{
	gboolean is_end = tagger->at[1] == '/';
	g_autofree char *name = take_name(tagger, is_end);
	gint raw = name_index(name, RAW, G_N_ELEMENTS(RAW));
	gboolean is_dropped =
		raw != NOT_RAW ||
		name_index(name, DROPPED, G_N_ELEMENTS(DROPPED)) != NOT_RAW;

	if (!is_dropped)
		g_string_append_printf(
			tagger->out, is_end ? "</%s" : "<%s", name);
	tagger->attributes = is_end || is_dropped ? MAX_ATTRIBUTES : 0;
	while (tagger->at < tagger->end && *tagger->at != '>')
		take_attribute(tagger);
	if (tagger->at < tagger->end)
		tagger->at++;
	if (!is_dropped)
		g_string_append_c(tagger->out, '>');
	else if (raw != NOT_RAW && !is_end)
		skip_raw(tagger, raw);
}

char *html_tags(const char *html)
{
	struct tagger tagger = { .at = html, .end = html + strlen(html) };

	tagger.out = g_string_sized_new(strlen(html) + 32);
	g_string_append(tagger.out, "<" HTML_ROOT ">");
	while (tagger.at < tagger.end) {
		gsize text = strcspn(tagger.at, "<");

		g_string_append_len(tagger.out, tagger.at, (gssize)text);
		tagger.at += text;
		if (tagger.at >= tagger.end)
			break;
		char next = tagger.at[1] == '/' ? tagger.at[2] : tagger.at[1];

		if (g_ascii_isalpha(next)) {
			take_tag(&tagger);
		} else if (next == '!' || next == '?' || tagger.at[1] == '/') {
			skip_declaration(&tagger);
		} else {
			g_string_append(tagger.out, "&lt;");
			tagger.at++;
		}
	}
	g_string_append(tagger.out, "</" HTML_ROOT ">");
	return g_string_free(tagger.out, FALSE);
}
