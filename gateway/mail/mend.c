#include "mend.h"
#include "mime.h"
#include <string.h>

#define MAX_CONTENT_TYPE 4096

/* From at to the end of its line, the LF included. */
static gsize line_end(const guint8 *data, gsize length, gsize at)
{
	const guint8 *end = memchr(data + at, '\n', length - at);

	return end ? (gsize)(end - data) + 1 : length;
}

static gboolean is_blank(guint8 c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Value of the first Content-Type of the first header block, with what is
 * folded. */
static gboolean find_content_type(
	const guint8 *data, gsize length, gsize *start, gsize *end)
{
	static const char FIELD[] = "content-type:";
	gsize at = 0;

	while (at < length && data[at] != '\n' && data[at] != '\r') {
		gsize next = line_end(data, length, at);

		if (next - at > strlen(FIELD) &&
			!g_ascii_strncasecmp((const char *)data + at, FIELD,
				strlen(FIELD))) {
			*start = at + strlen(FIELD);
			while (next < length &&
				(data[next] == ' ' || data[next] == '\t'))
				next = line_end(data, length, next);
			*end = MIN(next, *start + MAX_CONTENT_TYPE);
			return TRUE;
		}
		at = next;
	}
	return FALSE;
}

/* "multipart/mixed boundary=x": the first blank, or the line end of a folded
 * field, becomes the sign that is missing. */
static void add_semicolon(guint8 *data, gsize start, gsize end)
{
	gsize at = start;

	while (at < end && is_blank(data[at]))
		at++;
	while (at < end && !is_blank(data[at]) && data[at] != ';')
		at++;
	gsize gap = at;

	while (at < end && is_blank(data[at]))
		at++;
	if (at == gap || at == end || !g_ascii_isalpha(data[at]))
		return;
	while (at < end && (g_ascii_isalnum(data[at]) || data[at] == '-'))
		at++;
	if (at < end && data[at] == '=')
		data[gap] = ';';
}

/* The boundary as GMime reads it, new; NULL where there is none. */
static char *boundary_of(const guint8 *data, gsize start, gsize end)
{
	g_autofree char *value =
		g_strndup((const char *)data + start, end - start);
	g_autoptr(GMimeContentType) type =
		g_mime_content_type_parse(NULL, value);

	if (!g_mime_content_type_is_type(type, "multipart", "*"))
		return NULL;
	return g_strdup(g_mime_content_type_get_parameter(type, "boundary"));
}

/* What follows the delimiter on its line: 0 nothing, 1 more, -1 the line is
 * none. */
static int rest_of(const guint8 *line, gsize length, const char *boundary)
{
	gsize size = strlen(boundary) + 2;

	while (length && is_blank(line[length - 1]))
		length--;
	if (length < size || memcmp(line, "--", 2) != 0 ||
		memcmp(line + 2, boundary, size - 2) != 0)
		return -1;
	return length > size ? 1 : 0;
}

static gboolean is_any_exact(
	const guint8 *data, gsize length, gsize at, const char *boundary)
{
	for (gsize next; at < length; at = next) {
		next = line_end(data, length, at);
		if (rest_of(data + at, next - at, boundary) == 0)
			return TRUE;
	}
	return FALSE;
}

static void cut_lines(
	guint8 *data, gsize length, gsize at, const char *boundary)
{
	for (gsize next; at < length; at = next) {
		gsize end = next = line_end(data, length, at);

		if (rest_of(data + at, next - at, boundary) != 1)
			continue;
		while (is_blank(data[end - 1]))
			end--;
		gsize from = at + 2 + strlen(boundary);
		gboolean is_last =
			end - from >= 2 &&
			(memcmp(data + from, "--", 2) == 0 ||
				memcmp(data + end - 2, "--", 2) == 0);

		memset(data + from, ' ', end - from);
		if (is_last)
			memset(data + from, '-', 2);
	}
}

void mend_multipart(guint8 *data, gsize length)
{
	gsize start, end;

	if (!find_content_type(data, length, &start, &end))
		return;
	add_semicolon(data, start, end);
	g_autofree char *boundary = boundary_of(data, start, end);

	if (boundary && *boundary && !is_any_exact(data, length, end, boundary))
		cut_lines(data, length, end, boundary);
}

#define MAX_OPEN_WORDS 100u

struct open_word {
	guint8 *at; /* its "=", or NULL */
	guint count;
};

static void leave_open(struct open_word *word)
{
	if (word->at && ++word->count > MAX_OPEN_WORDS)
		*word->at = ' ';
	word->at = NULL;
}

void mend_words(guint8 *data, gsize length)
{
	struct open_word word = { NULL, 0 };

	for (gsize i = 0; i + 1 < length; i++) {
		if (word.at && data[i] == '?' && data[i + 1] == '=' &&
			data + i > word.at + 1) {
			word.at = NULL;
			i++;
		} else if (data[i] == '=' && data[i + 1] == '?') {
			leave_open(&word);
			word.at = data + i++;
		} else if (data[i] == '\n') {
			leave_open(&word);
		}
	}
}
