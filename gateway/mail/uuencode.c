#include "uuencode.h"
#include <string.h>

struct line {
	const char *text;
	gsize length; /* without the line end */
	gsize next;   /* offset of the line behind it */
};

static gboolean next_line(
	const char *data, gsize length, gsize at, struct line *line)
{
	if (at >= length)
		return FALSE;
	const char *lf = memchr(data + at, '\n', length - at);

	line->text = data + at;
	line->next = lf ? (gsize)(lf - data) + 1 : length;
	line->length = (lf ? (gsize)(lf - data) : length) - at;
	if (line->length && line->text[line->length - 1] == '\r')
		line->length--;
	return TRUE;
}

/* Where the name begins in "begin 644 name"; 0 where the line is none. */
static gsize name_at(const struct line *line)
{
	static const char BEGIN[] = "begin ";
	gsize at = strlen(BEGIN), digits = 0;

	if (line->length < at || memcmp(line->text, BEGIN, at) != 0)
		return 0;
	while (at + digits < line->length && digits < 4 &&
		line->text[at + digits] >= '0' &&
		line->text[at + digits] <= '7')
		digits++;
	at += digits;
	return digits >= 3 && at + 1 < line->length && line->text[at] == ' '
		       ? at + 1
		       : 0;
}

/* Some transfers cut blanks at the end of a line, some add a sign. */
static gboolean is_data(const struct line *line)
{
	if (!line->length || line->text[0] <= ' ' || line->text[0] > '`')
		return FALSE;
	gsize bytes = (gsize)(line->text[0] - ' ') & 63;
	gsize signs = (bytes + 2) / 3 * 4;

	for (gsize i = 1; i < line->length; i++)
		if (line->text[i] < ' ' || line->text[i] > '`')
			return FALSE;
	return line->length <= signs + 3 &&
	       (line->length > 1 || line->text[0] == '`');
}

static gboolean is_end(const struct line *line)
{
	return line->length == 3 && memcmp(line->text, "end", 3) == 0;
}

/* Behind the file whose data begin at at; 0 where they end otherwise, and
 * stop is where. */
static gsize find_end(const char *data, gsize length, gsize at, gsize *stop)
{
	struct line line;
	guint filled = 0;

	for (; next_line(data, length, at, &line); at = line.next) {
		*stop = at;
		if (is_end(&line))
			return filled ? line.next : 0;
		if (is_data(&line))
			filled++;
		else if (line.length && line.text[0] != ' ')
			return 0;
	}
	*stop = length;
	return 0;
}

gboolean uuencode_find(
	const char *data, gsize length, gsize at, struct uuencoded *found)
{
	struct line line;

	while (next_line(data, length, at, &line)) {
		gsize name = name_at(&line), stop = line.next;
		gsize end = name ? find_end(data, length, line.next, &stop) : 0;

		if (end) {
			found->start = at;
			found->end = end;
			found->name =
				g_strndup(line.text + name, line.length - name);
			return TRUE;
		}
		at = MAX(stop, line.next);
	}
	return FALSE;
}
