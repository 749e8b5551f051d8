#include "flowed.h"
#include <string.h>

struct flowed {
	GString *out;
	gboolean delsp;
	gboolean is_open; /* the last line ended softly */
	guint depth;      /* of the last line */
};

static void end_paragraph(struct flowed *flowed)
{
	if (flowed->is_open)
		g_string_append_c(flowed->out, '\n');
	flowed->is_open = FALSE;
}

static void take_line(struct flowed *flowed, const char *line, gsize length)
{
	guint depth = 0;

	if (length && line[length - 1] == '\r')
		length--;
	while (length && *line == '>')
		depth++, line++, length--;
	if (length && *line == ' ')
		line++, length--;
	gboolean is_mark = length == 3 && strncmp(line, "-- ", 3) == 0;

	if (is_mark || depth != flowed->depth)
		end_paragraph(flowed);
	if (!flowed->is_open) {
		for (guint i = 0; i < depth; i++)
			g_string_append(flowed->out, "> ");
	}
	flowed->depth = depth;
	flowed->is_open = length && line[length - 1] == ' ' && !is_mark;
	if (flowed->is_open && flowed->delsp)
		length--;
	g_string_append_len(flowed->out, line, (gssize)length);
	if (!flowed->is_open)
		g_string_append_c(flowed->out, '\n');
}

char *flowed_join(const char *text, gboolean delsp)
{
	struct flowed flowed = { .delsp = delsp };

	flowed.out = g_string_sized_new(strlen(text) + 1);
	while (*text) {
		gsize length = strcspn(text, "\n");

		take_line(&flowed, text, length);
		text += length + (text[length] == '\n');
	}
	end_paragraph(&flowed);
	return g_string_free(flowed.out, FALSE);
}
