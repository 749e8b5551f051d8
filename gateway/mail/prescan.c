#include "prescan.h"
#include <string.h>

/* Boundaries may have 70 characters (RFC 2046); some have more. */
#define MAX_CONTENT_TYPE 4096

/* A line, without its end. */
struct line {
	const char *text;
	gsize length;
	gsize start, next; /* offsets of the line and of the one after it */
};

struct scan {
	const guint8 *data;
	gsize length;
	const struct mail_limits *limits;
	GPtrArray *stack;      /* boundaries that are open, outermost first */
	GHashTable *levels;    /* boundary -> its place in stack + 1 */
	GString *content_type; /* of the header block that is being read */
	gboolean in_content_type;
	gboolean in_header;
	gboolean is_unsure; /* a boundary may be one that we did not see */
	gsize block_start;
	guint fields, parts, possible;
	struct prescan result;
};

static gboolean next_line(const struct scan *scan, gsize at, struct line *line)
{
	if (at >= scan->length)
		return FALSE;
	const guint8 *text = scan->data + at;
	const guint8 *end = memchr(text, '\n', scan->length - at);
	gsize length = end ? (gsize)(end - text) : scan->length - at;

	line->start = at;
	line->next = at + length + (end ? 1 : 0);
	if (length && text[length - 1] == '\r')
		length--;
	line->text = (const char *)text;
	line->length = length;
	return TRUE;
}

static gboolean is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Length of the field's name, 0 where the line begins no field. */
static gsize field_name(const struct line *line)
{
	gsize length = 0;

	while (length < line->length && line->text[length] > ' ' &&
		line->text[length] < 127 && line->text[length] != ':')
		length++;
	gsize colon = length;

	while (colon < line->length && is_blank(line->text[colon]))
		colon++;
	if (colon >= line->length || line->text[colon] != ':')
		return 0;
	return length;
}

/* TRUE where a line of blanks stands for the empty one behind the header: what
 * follows is neither a field nor the rest of one. */
static gboolean ends_header(const struct scan *scan, const struct line *line)
{
	struct line next;

	for (gsize i = 0; i < line->length; i++) {
		if (!is_blank(line->text[i]))
			return FALSE;
	}
	return line->length && next_line(scan, line->next, &next) &&
	       next.length && !is_blank(next.text[0]) && !field_name(&next);
}

/* RFC 5322 would have such a line be part of the field before it, and the text
 * below be lost in the header. */
static void end_header_at_blanks(guint8 *data, gsize length)
{
	struct scan scan = { .data = data, .length = length };
	struct line line;

	for (gsize at = 0; next_line(&scan, at, &line); at = line.next) {
		if (!line.length && at > 0)
			return;
		if (ends_header(&scan, &line)) {
			memset(data + line.start, '\n', line.length);
			return;
		}
	}
}

void prescan_clean(guint8 *data, gsize length)
{
	gboolean is_mac = length && !memchr(data, '\n', length);

	for (gsize i = 0; i < length; i++) {
		if (!data[i])
			data[i] = ' ';
		else if (is_mac && data[i] == '\r')
			data[i] = '\n';
	}
	end_header_at_blanks(data, length);
}

static gboolean is_mbox_line(const struct line *line)
{
	gsize skip = line->length && line->text[0] == '>' ? 1 : 0;

	return line->length - skip > 5 &&
	       strncmp(line->text + skip, "From ", 5) == 0;
}

/* Behind blank lines and mbox From lines, as far as a header follows. */
static void find_start(struct scan *scan)
{
	struct line line;
	gsize at = 0;

	while (next_line(scan, at, &line) &&
		(!line.length || is_mbox_line(&line)))
		at = line.next;
	scan->result.has_header =
		next_line(scan, at, &line) && field_name(&line) > 0;
	if (!scan->result.has_header) {
		at = 0;
		if (next_line(scan, 0, &line) && is_mbox_line(&line))
			at = line.next;
	}
	scan->result.start = at;
}

static void over(struct scan *scan, const char *limit)
{
	if (!scan->result.over)
		scan->result.over = limit;
}

/* The value of the parameter that begins at text, new. */
static char *parameter_value(const char *text)
{
	GString *value = g_string_new(NULL);
	gboolean is_quoted = *text == '"';

	if (is_quoted)
		text++;
	for (; *text; text++) {
		if (is_quoted ? *text == '"' : *text == ';' || is_blank(*text))
			break;
		if (is_quoted && *text == '\\' && text[1])
			text++;
		g_string_append_c(value, *text);
	}
	g_strchomp(value->str);
	return g_string_free(value, FALSE);
}

static void push_boundary(struct scan *scan, const char *value)
{
	guint level = scan->stack->len + 1;
	char *boundary = parameter_value(value);

	if (!*boundary) {
		scan->is_unsure = TRUE;
		g_free(boundary);
		return;
	}
	g_ptr_array_add(scan->stack, boundary);
	if (!g_hash_table_contains(scan->levels, boundary))
		g_hash_table_insert(
			scan->levels, boundary, GUINT_TO_POINTER(level));
	if (level > scan->limits->depth)
		over(scan, "multiparts nested deeper than the limit");
}

/* Every place of the value where a boundary could be declared counts. What is
 * written in an odd way makes the scan unsure instead of wrong. */
static void read_content_type(struct scan *scan)
{
	const char *value = scan->content_type->str;
	g_autofree char *folded = g_ascii_strdown(value, -1);

	if (!strstr(folded, "multipart"))
		return;
	if (strpbrk(folded, "(\\") || strstr(folded, "=?"))
		scan->is_unsure = TRUE;
	for (const char *at = folded; (at = strstr(at, "boundary"));) {
		at += strlen("boundary");
		const char *equals = at + strspn(at, " \t");

		if (*equals != '=') {
			scan->is_unsure = TRUE;
			continue;
		}
		equals++;
		equals += strspn(equals, " \t");
		push_boundary(scan, value + (equals - folded));
		at = equals;
	}
}

static void begin_header(struct scan *scan, gsize at)
{
	scan->in_header = TRUE;
	scan->in_content_type = FALSE;
	scan->fields = 0;
	scan->block_start = at;
	g_string_truncate(scan->content_type, 0);
}

static void end_header(struct scan *scan)
{
	scan->in_header = FALSE;
	read_content_type(scan);
}

static void pop_to(struct scan *scan, guint keep)
{
	while (scan->stack->len > keep) {
		guint last = scan->stack->len - 1;
		const char *boundary = g_ptr_array_index(scan->stack, last);

		if (GPOINTER_TO_UINT(g_hash_table_lookup(
			    scan->levels, boundary)) == last + 1)
			g_hash_table_remove(scan->levels, boundary);
		g_ptr_array_set_size(scan->stack, (int)last);
	}
}

static guint boundary_level(const struct scan *scan, const char *text)
{
	return GPOINTER_TO_UINT(g_hash_table_lookup(scan->levels, text));
}

/* TRUE where the line is a boundary that is open. */
static gboolean take_boundary(struct scan *scan, const struct line *line)
{
	if (line->length < 3 || line->length > MAX_CONTENT_TYPE ||
		strncmp(line->text, "--", 2) != 0)
		return FALSE;
	if (!is_blank(line->text[2]))
		scan->possible++;
	if (!scan->stack->len)
		return FALSE;
	g_autofree char *text =
		g_strchomp(g_strndup(line->text + 2, line->length - 2));
	guint level = boundary_level(scan, text);

	if (level) {
		pop_to(scan, level);
		scan->parts++;
		begin_header(scan, line->next);
		return TRUE;
	}
	if (!g_str_has_suffix(text, "--"))
		return FALSE;
	text[strlen(text) - 2] = '\0';
	level = boundary_level(scan, text);
	if (!level)
		return FALSE;
	pop_to(scan, level - 1);
	scan->in_header = FALSE;
	return TRUE;
}

static void collect_content_type(struct scan *scan, const struct line *line)
{
	gsize name = field_name(line);
	gsize skip = 0;

	if (!is_blank(line->text[0])) {
		scan->in_content_type =
			name == strlen("content-type") &&
			!g_ascii_strncasecmp(line->text, "content-type", name);
		if (scan->in_content_type)
			skip = name;
	}
	if (!scan->in_content_type)
		return;
	if (scan->content_type->len + line->length > MAX_CONTENT_TYPE) {
		scan->is_unsure = TRUE;
		return;
	}
	g_string_append_len(scan->content_type, line->text + skip,
		(gssize)(line->length - skip));
	g_string_append_c(scan->content_type, ' ');
}

static void take_header_line(struct scan *scan, const struct line *line)
{
	gboolean is_first = !scan->result.header_end;

	if (!line->length) {
		end_header(scan);
		if (is_first) {
			scan->result.header_end = line->start;
			scan->result.body = line->next;
		}
		return;
	}
	if (!is_blank(line->text[0]))
		scan->fields++;
	collect_content_type(scan, line);
	const char *limit = NULL;

	if (scan->fields > scan->limits->headers)
		limit = "more header fields than the limit";
	else if (line->next - scan->block_start > scan->limits->header_bytes)
		limit = "a header block longer than the limit";
	if (limit && is_first)
		scan->result.header_end = line->start;
	if (limit)
		over(scan, limit);
}

static void take_line(struct scan *scan, const struct line *line)
{
	if (!take_boundary(scan, line) && scan->in_header)
		take_header_line(scan, line);
	if (scan->parts > scan->limits->parts ||
		(scan->is_unsure && scan->possible > scan->limits->parts))
		over(scan, "more parts than the limit");
}

/* Where the header block was cut the body is still behind its blank line. */
static void find_body(struct scan *scan)
{
	struct line line;
	gsize at = scan->result.header_end;

	scan->result.body = scan->length;
	while (next_line(scan, at, &line)) {
		at = line.next;
		if (!line.length) {
			scan->result.body = at;
			return;
		}
	}
}

struct prescan prescan(
	const guint8 *data, gsize length, const struct mail_limits *limits)
{
	struct scan scan = { .data = data, .length = length, .limits = limits };
	struct line line;

	scan.stack = g_ptr_array_new_with_free_func(g_free);
	scan.levels = g_hash_table_new(g_str_hash, g_str_equal);
	scan.content_type = g_string_new(NULL);
	scan.result.body = length;
	find_start(&scan);
	gsize at = scan.result.start;

	if (length > limits->message_bytes)
		over(&scan, "a mail larger than the limit");
	begin_header(&scan, at);
	if (!scan.result.has_header) {
		scan.result.header_end = scan.result.body = at;
		at = length;
	}
	while (!scan.result.over && next_line(&scan, at, &line)) {
		take_line(&scan, &line);
		at = line.next;
	}
	if (!scan.result.header_end)
		scan.result.header_end = MIN(at, length);
	if (scan.result.over && scan.result.has_header)
		find_body(&scan);
	g_hash_table_destroy(scan.levels);
	g_ptr_array_unref(scan.stack);
	g_string_free(scan.content_type, TRUE);
	return scan.result;
}
