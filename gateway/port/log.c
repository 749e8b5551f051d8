#include "log.h"
#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { VALUE_MAX = 1000 };

static gboolean is_hidden(gunichar c)
{
	return c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0x061c ||
	       (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) ||
	       (c >= 0x2060 && c <= 0x2069) || c == 0xfeff;
}

static void append_char(GString *line, gunichar c)
{
	if (c == '"' || c == '\\')
		g_string_append_printf(line, "\\%c", (char)c);
	else if (c == '\n')
		g_string_append(line, "\\n");
	else if (is_hidden(c))
		g_string_append_printf(line, "\\x%02x", c);
	else
		g_string_append_unichar(line, c);
}

static gboolean is_bare(const char *value)
{
	if (!*value)
		return FALSE;
	for (; *value; value++) {
		if (!g_ascii_isalnum(*value) && !strchr("._@:/+<>,-", *value))
			return FALSE;
	}
	return TRUE;
}

static void append_quoted(GString *line, const char *value)
{
	const char *start = value;

	g_string_append_c(line, '"');
	while (*value && value - start < VALUE_MAX) {
		gunichar c = g_utf8_get_char_validated(value, -1);

		if (c == (gunichar)-1 || c == (gunichar)-2) {
			g_string_append_printf(
				line, "\\x%02x", (guint8)*value++);
			continue;
		}
		append_char(line, c);
		value += g_utf8_skip[(guint8)*value];
	}
	g_string_append(line, *value ? "…\"" : "\"");
}

static void append_pair(GString *line, const char *key, const char *value)
{
	if (!value)
		return;
	g_string_append_printf(line, " %s=", key);
	if (is_bare(value) && strlen(value) < VALUE_MAX)
		g_string_append(line, value);
	else
		append_quoted(line, value);
}

static char *format_list(enum log_level level, gboolean is_journal,
	const char *event, va_list pairs)
{
	GString *line = g_string_new(NULL);
	const char *key;

	if (is_journal)
		g_string_append_printf(line, "<%d>", (int)level);
	g_string_append_printf(line, "event=%s", event);
	while ((key = va_arg(pairs, const char *)))
		append_pair(line, key, va_arg(pairs, const char *));
	g_string_append_c(line, '\n');
	return g_string_free(line, FALSE);
}

char *log_format(
	enum log_level level, gboolean is_journal, const char *event, ...)
{
	va_list pairs;
	char *line;

	va_start(pairs, event);
	line = format_list(level, is_journal, event, pairs);
	va_end(pairs);
	return line;
}

void log_event(enum log_level level, const char *event, ...)
{
	g_autofree char *line = NULL;
	const char *at;
	va_list pairs;

	va_start(pairs, event);
	line = format_list(
		level, g_getenv("JOURNAL_STREAM") != NULL, event, pairs);
	va_end(pairs);
	at = line;
	while (*at) {
		ssize_t done = write(STDERR_FILENO, at, strlen(at));

		if (done < 0 && errno != EINTR)
			return; /* there is nowhere left to complain to */
		at += MAX(done, 0);
	}
}

const char *log_number(char buffer[24], gint64 number)
{
	g_snprintf(buffer, 24, "%" G_GINT64_FORMAT, number);
	return buffer;
}
