#include "html_lines.h"
#include <string.h>

#define MAX_MARK 32

struct lines {
	GString *out;
	gsize max_bytes;
	guint level;       /* of what comes next */
	guint blank_level; /* of blank lines before it */
	guint breaks;      /* that stand before the next word */
	gboolean is_fresh; /* nothing stands on this line yet */
	gboolean is_pre;
	gboolean has_space;  /* before the next word */
	char mark[MAX_MARK]; /* of the next line */
	guint indent;
	gboolean is_cell;    /* nothing stands in this cell yet */
	gboolean in_row;     /* something stands in this row, on one line */
	gboolean is_signing; /* the signature's mark is due */
};

struct lines *lines_new(gsize max_bytes)
{
	struct lines *lines = g_new0(struct lines, 1);

	lines->out = g_string_new(NULL);
	lines->max_bytes = max_bytes;
	lines->is_fresh = TRUE;
	return lines;
}

char *lines_free_to_text(struct lines *lines)
{
	GString *out = lines->out;

	g_free(lines);
	if (out->len && out->str[out->len - 1] != '\n')
		g_string_append_c(out, '\n');
	return g_string_free(out, FALSE);
}

static void add_level(struct lines *lines, guint level)
{
	for (guint i = 0; i < level; i++)
		g_string_append(lines->out, "> ");
}

/* The breaks that are due, then what a line begins with. */
static void begin_line(struct lines *lines)
{
	gboolean is_start = !lines->out->len;

	for (guint i = 0; i < lines->breaks && !is_start; i++) {
		if (i)
			add_level(lines, MIN(lines->blank_level, lines->level));
		g_string_append_c(lines->out, '\n');
	}
	if (lines->breaks || is_start) {
		add_level(lines, lines->level);
		lines->is_fresh = TRUE;
	}
	lines->breaks = 0;
	lines->blank_level = lines->level;
	if (!lines->is_fresh || !*lines->mark)
		return;
	for (guint i = 0; i < lines->indent; i++)
		g_string_append(lines->out, "  ");
	g_string_append(lines->out, lines->mark);
	*lines->mark = '\0';
	lines->has_space = FALSE;
}

static void begin_word(struct lines *lines)
{
	if (lines->breaks && lines->in_row && !lines->is_cell)
		lines->in_row = FALSE;
	lines->is_cell = FALSE;
	begin_line(lines);
	if (lines->has_space && !lines->is_fresh)
		g_string_append_c(lines->out, ' ');
	lines->has_space = FALSE;
	lines->is_fresh = FALSE;
}

static gboolean is_full(const struct lines *lines)
{
	return lines->out->len >= lines->max_bytes;
}

static void add_word(struct lines *lines, const char *word, gsize length)
{
	if (is_full(lines))
		return;
	begin_word(lines);
	g_string_append_len(lines->out, word, (gssize)length);
}

static void add_pre(struct lines *lines, const char *text, gsize length)
{
	const char *end = text + length;

	while (text < end) {
		const char *newline = memchr(text, '\n', (gsize)(end - text));
		const char *stop = newline ? newline : end;

		if (stop > text)
			add_word(lines, text, (gsize)(stop - text));
		if (newline)
			lines_new_line(lines);
		text = newline ? newline + 1 : end;
	}
}

static gboolean is_space(char c)
{
	return g_ascii_isspace(c);
}

static void add_mark_of_signature(
	struct lines *lines, const char *text, gsize length)
{
	gboolean has_own = length >= 2 && strncmp(text, "--", 2) == 0;

	lines->is_signing = FALSE;
	if (has_own)
		return;
	add_word(lines, "-- ", 3);
	lines->breaks = 1;
}

void lines_add(struct lines *lines, const char *text, gsize length)
{
	const char *end = text + length;

	if (lines->is_pre) {
		add_pre(lines, text, length);
		return;
	}
	while (text < end) {
		const char *word = text;

		while (text < end && is_space(*text))
			text++;
		if (text > word)
			lines->has_space = TRUE;
		word = text;
		while (text < end && !is_space(*text))
			text++;
		if (text == word)
			break;
		if (lines->is_signing)
			add_mark_of_signature(
				lines, word, (gsize)(text - word));
		add_word(lines, word, (gsize)(text - word));
	}
}

/* In a cell where nothing stands yet, blocks do not break the row. */
void lines_break(struct lines *lines, guint breaks)
{
	if (lines->is_cell && lines->in_row)
		return;
	lines->has_space = FALSE;
	if (lines->out->len)
		lines->breaks = MAX(lines->breaks, breaks);
}

void lines_new_line(struct lines *lines)
{
	lines->has_space = FALSE;
	if (lines->out->len)
		lines->breaks = MIN(lines->breaks + 1, 2);
}

/* A quote never shares a line, even in a cell. */
void lines_set_level(struct lines *lines, guint level)
{
	if (level != lines->level && lines->out->len)
		lines->breaks = MAX(lines->breaks, 1);
	lines->level = level;
	lines->is_cell = FALSE;
	lines->in_row = FALSE;
}

void lines_set_mark(struct lines *lines, const char *mark, guint indent)
{
	g_strlcpy(lines->mark, mark, sizeof(lines->mark));
	lines->indent = indent;
}

void lines_set_pre(struct lines *lines, gboolean is_pre)
{
	lines->is_pre = is_pre;
}

void lines_signature(struct lines *lines)
{
	lines_break(lines, 1);
	lines->is_signing = TRUE;
}

void lines_row(struct lines *lines)
{
	lines->is_cell = FALSE;
	lines_break(lines, 1);
	lines->in_row = FALSE;
	lines->is_cell = TRUE;
}

/* Beside the cell before, where that is one line. */
void lines_cell(struct lines *lines)
{
	gboolean has_before = !lines->is_cell;

	lines->is_cell = FALSE;
	if (has_before && lines->in_row) {
		lines->breaks = 0;
		lines->has_space = TRUE;
	} else {
		lines_break(lines, 1);
	}
	lines->in_row = TRUE;
	lines->is_cell = TRUE;
}

void lines_end_table(struct lines *lines)
{
	lines->is_cell = FALSE;
	lines->in_row = FALSE;
	lines_break(lines, 1);
}

gsize lines_length(const struct lines *lines)
{
	return lines->out->len;
}

const char *lines_from(const struct lines *lines, gsize offset)
{
	return lines->out->str + MIN(offset, lines->out->len);
}
