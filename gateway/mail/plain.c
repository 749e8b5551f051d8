#include "plain.h"
#include "text.h"
#include <string.h>

enum mark { MARK_KEEP, MARK_DROP, MARK_SPACE, MARK_BREAK };

static enum mark mark_of(gunichar c)
{
	switch (c) {
	case '\n':
	case '\r':
	case 0x0b:
	case 0x0c:
	case 0x85:
	case 0x2028:
	case 0x2029:
		return MARK_BREAK;
	case '\t':
		return MARK_KEEP;
	case 0xa0:
	case 0x2007:
	case 0x202f:
		return MARK_SPACE;
	case 0x200b:
	case 0x200c:
	case 0x200d:
	case 0x2060:
	case 0xfeff:
		return MARK_DROP;
	default:
		return c < 0x20 || (c >= 0x7f && c < 0xa0) ? MARK_DROP
							   : MARK_KEEP;
	}
}

static gsize char_length(const char *at)
{
	return (gsize)g_utf8_skip[(guchar)*at];
}

/* The signature mark keeps its blank: it is what tells it from a rule. */
static void trim_line(GString *out, gsize line)
{
	gsize end = out->len;

	while (end > line && strchr(" \t", out->str[end - 1]))
		end--;
	gboolean is_mark = end == line + 2 && out->len > end &&
			   strncmp(out->str + line, "--", 2) == 0;

	g_string_truncate(out, end);
	if (is_mark)
		g_string_append_c(out, ' ');
}

/* Visible ASCII, blanks and tabs: kept as they are. */
static gsize kept_run(const char *text)
{
	const char *at = text;

	while ((*at >= ' ' && *at < 0x7f) || *at == '\t')
		at++;
	return (gsize)(at - text);
}

char *plain_clean(const char *text)
{
	GString *out = g_string_sized_new(strlen(text) + 1);
	gsize line = 0;

	for (const char *at = text; *at; at += char_length(at)) {
		gsize run = kept_run(at);

		g_string_append_len(out, at, (gssize)run);
		at += run;
		if (!*at)
			break;
		switch (mark_of(g_utf8_get_char(at))) {
		case MARK_DROP:
			break;
		case MARK_SPACE:
			g_string_append_c(out, ' ');
			break;
		case MARK_BREAK:
			if (at[0] == '\r' && at[1] == '\n')
				at++;
			trim_line(out, line);
			g_string_append_c(out, '\n');
			line = out->len;
			break;
		case MARK_KEEP:
		default:
			g_string_append_len(out, at, (gssize)char_length(at));
		}
	}
	trim_line(out, line);
	return g_string_free(out, FALSE);
}

gboolean plain_cut(GString *text, gsize max_bytes)
{
	if (text->len <= max_bytes)
		return FALSE;
	const char *newline = g_strrstr_len(text->str, (gssize)max_bytes, "\n");
	gsize keep = max_bytes;

	if (newline)
		keep = (gsize)(newline - text->str) + 1;
	else
		while (keep && ((guchar)text->str[keep] & 0xc0) == 0x80)
			keep--;
	g_string_truncate(text, keep);
	return TRUE;
}

char *plain_line(const char *text, gsize max_bytes)
{
	char *line = text_line(text, -1);

	if (strlen(line) <= max_bytes)
		return line;
	g_autofree char *whole = line;

	while (max_bytes && ((guchar)whole[max_bytes] & 0xc0) == 0x80)
		max_bytes--;
	/* A cut may leave a blank at the end. */
	return text_line(whole, (gssize)max_bytes);
}

gboolean plain_is_blank(const char *text)
{
	for (; *text; text += char_length(text)) {
		if (!g_unichar_isspace(g_utf8_get_char(text)))
			return FALSE;
	}
	return TRUE;
}
