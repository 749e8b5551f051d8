#include "lines.h"
#include "fault.h"
#include "text.h"
#include <string.h>

static gboolean refuse_size(GError **error)
{
	g_set_error(error, POSTERN_FAULT, FAULT_LIMIT,
		"too large, expected at most %u bytes and %u lines",
		LINES_MAX_BYTES, LINES_MAX);
	return FALSE;
}

gboolean lines_each(const char *text, gsize length,
	gboolean (*each)(gpointer data, const char *line, GError **error),
	gpointer data, GError **error)
{
	const char *end = text + length;

	if (length > LINES_MAX_BYTES)
		return refuse_size(error);
	for (guint number = 1; text < end; number++) {
		if (number > LINES_MAX)
			return refuse_size(error);
		const char *stop = memchr(text, '\n', (gsize)(end - text));
		if (!stop)
			stop = end;
		g_autofree char *line = text_line(text, stop - text);
		if (!each(data, line, error)) {
			g_prefix_error(error, "line %u: ", number);
			return FALSE;
		}
		text = stop < end ? stop + 1 : end;
	}
	return TRUE;
}

gpointer lines_refuse(GError **error, const char *found, const char *expected)
{
	g_autofree char *shown = text_cut(found, -1, 60);

	g_set_error(error, POSTERN_FAULT, FAULT_INVALID, "\"%s\": expected %s",
		shown, expected);
	return NULL;
}
