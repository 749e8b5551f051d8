#include "text_lines.h"
#include <string.h>

#define MAX_FOLDED 600u

static gboolean is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* Takes "> > " and ">>" off; a mark is indented by three blanks at most. */
static void take_marks(struct text_line *line)
{
	const char *end = line->start + line->length;
	const char *at = line->start;

	for (;;) {
		const char *p = at;

		while (p < end && p - at < 3 && *p == ' ')
			p++;
		if (p == end || *p != '>')
			return;
		line->depth++;
		at = p + 1;
		line->start = at;
		line->length = (gsize)(end - at);
	}
}

static void trim(struct text_line *line)
{
	while (line->length > 0 && is_blank(*line->start)) {
		line->start++;
		line->length--;
	}
	while (line->length > 0 && is_blank(line->start[line->length - 1]))
		line->length--;
}

/* A wrapped "<address" NEWLINE "> wrote:" is an attribution, not a quote. */
static gboolean closes_address(
	const struct text_line *before, const char *start, gsize length)
{
	const char *open = memrchr(before->start, '<', before->length);

	if (before->depth > 0 || !open || length < 2 || length > 40)
		return FALSE;
	if (memchr(open, '>', (gsize)(before->start + before->length - open)))
		return FALSE;
	while (length > 1 && is_blank(start[length - 1]))
		length--;
	return start[0] == '>' && start[length - 1] == ':';
}

static void add_line(GArray *lines, const char *start, gsize length)
{
	struct text_line line = { .start = start, .length = length };

	line.is_exact_sig = length == 3 && memcmp(start, "-- ", 3) == 0;
	line.is_dashes = line.is_exact_sig ||
			 (length == 2 && memcmp(start, "--", 2) == 0);
	if (lines->len == 0 ||
		!closes_address(
			text_line_at(lines, lines->len - 1), start, length))
		take_marks(&line);
	trim(&line);
	g_array_append_val(lines, line);
}

GArray *text_lines_split(const char *text, gsize length)
{
	GArray *lines = g_array_new(FALSE, FALSE, sizeof(struct text_line));
	const char *end = text + length;

	while (text < end) {
		const char *lf = memchr(text, '\n', (gsize)(end - text));
		const char *stop = lf ? lf : end;

		add_line(lines, text, (gsize)(stop - text));
		text = lf ? lf + 1 : end;
	}
	return lines;
}

static gboolean is_ascii(const char *text, gsize length)
{
	guchar high = 0;

	for (gsize i = 0; i < length; i++)
		high |= (guchar)text[i];
	return high < 0x80;
}

char *text_fold_bytes(const char *text, gsize length)
{
	g_autofree char *folded = NULL;
	char *normal = NULL;

	if (length <= MAX_FOLDED && is_ascii(text, length))
		return g_ascii_strdown(text, (gssize)length);
	if (length > MAX_FOLDED || !g_utf8_validate_len(text, length, NULL))
		return g_strdup("");
	folded = g_utf8_casefold(text, (gssize)length);
	normal = g_utf8_normalize(folded, -1, G_NORMALIZE_NFKC);
	return normal ? normal : g_strdup("");
}

gboolean text_begins_with(const char *text, const char *const *list)
{
	for (; *list; list++)
		if (**list == *text && g_str_has_prefix(text, *list))
			return TRUE;
	return FALSE;
}

char *text_line_fold(const struct text_line *line)
{
	return text_fold_bytes(line->start, line->length);
}

gboolean text_line_is_rule(const struct text_line *line)
{
	if (line->length < 3 || !strchr("-_=*", *line->start))
		return FALSE;
	for (gsize i = 1; i < line->length; i++)
		if (line->start[i] != *line->start)
			return FALSE;
	return TRUE;
}
