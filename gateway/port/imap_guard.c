#include "imap_guard.h"
#include <string.h>

enum { START_MAX = 32 };

void imap_guard_init(struct imap_guard *guard)
{
	*guard = (struct imap_guard){ .start = g_string_new(NULL) };
}

void imap_guard_clear(struct imap_guard *guard)
{
	if (guard->start)
		g_string_free(guard->start, TRUE);
	guard->start = NULL;
}

/* "* 12 EXISTS", "* 3 EXPUNGE": the parser forgets those that come in while it
 * waits for the "+" of IDLE. */
static void note_count(struct imap_guard *guard)
{
	char *end = NULL;
	guint64 number;

	if (!g_str_has_prefix(guard->start->str, "* "))
		return;
	number = g_ascii_strtoull(guard->start->str + 2, &end, 10);
	if (!g_ascii_strncasecmp(end, " EXISTS", 7)) {
		guard->arrived += number - MIN(number, guard->exists);
		guard->exists = number;
	} else if (!g_ascii_strncasecmp(end, " EXPUNGE", 8) &&
		   guard->exists > 0) {
		guard->exists--;
	}
}

static const char *end_line(struct imap_guard *guard)
{
	gboolean is_literal = guard->brace == GUARD_CLOSED;

	guard->brace = GUARD_TEXT;
	if (is_literal) {
		/* The line goes on behind it. */
		if (guard->number > guard->budget)
			return "announces a literal larger than what was "
			       "asked for";
		guard->literal = guard->number;
		return NULL;
	}
	note_count(guard);
	g_string_truncate(guard->start, 0);
	guard->line = 0;
	guard->depth = 0;
	return NULL;
}

/* Follows "{123}" or "{123+}" up to the end of the line. */
static void follow_brace(struct imap_guard *guard, char byte)
{
	if (byte == '{') {
		guard->brace = GUARD_NUMBER;
		guard->number = 0;
	} else if (guard->brace == GUARD_NUMBER && g_ascii_isdigit(byte)) {
		if (guard->number <= G_MAXUINT32)
			guard->number =
				guard->number * 10 + (guint64)(byte - '0');
	} else if (guard->brace == GUARD_NUMBER && byte == '}') {
		guard->brace = GUARD_CLOSED;
	} else if (guard->brace != GUARD_NUMBER || byte != '+') {
		guard->brace = GUARD_TEXT;
	}
}

static const char *feed_byte(struct imap_guard *guard, char byte)
{
	if (byte == '\n')
		return end_line(guard);
	if (++guard->line > IMAP_LINE_MAX)
		return "sends a line over 64 KB";
	if (guard->start->len < START_MAX && byte != '\0')
		g_string_append_c(guard->start, byte);
	if (byte != '\r') /* stands between "}" and the end of the line */
		follow_brace(guard, byte);
	if (byte == ')' && guard->depth > 0)
		guard->depth--;
	if (byte == '(' && ++guard->depth > IMAP_DEPTH_MAX)
		return "nests over 100 parentheses";
	return NULL;
}

const char *imap_guard_feed(
	struct imap_guard *guard, const char *bytes, gsize length)
{
	const char *fault = NULL;

	if (length > guard->budget)
		return "sends more than what was asked for";
	for (gsize i = 0; i < length && !fault;) {
		gsize skip = MIN(guard->literal, length - i);

		guard->budget -= MAX(skip, 1);
		guard->literal -= skip;
		if (skip == 0)
			fault = feed_byte(guard, bytes[i]);
		i += MAX(skip, 1);
	}
	return fault;
}
