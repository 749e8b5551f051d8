#include "mentions.h"

#include <string.h>

#define MAX_MENTIONS 100u
#define MAX_DIGITS 9u
#define MAC_LETTERS 16u
#define MAX_ATTACHED ((gsize)4 << 20)

/* Reads the signs that stand behind a + as a person's program would. */
struct cursor {
	const char *at, *end;
};

/* "=2B" and "%2B" are one sign. */
static int escaped(const struct cursor *cursor)
{
	if (cursor->end - cursor->at < 3 ||
		(*cursor->at != '=' && *cursor->at != '%'))
		return -1;
	int high = g_ascii_xdigit_value(cursor->at[1]);
	int low = g_ascii_xdigit_value(cursor->at[2]);

	return high < 0 || low < 0 ? -1 : high << 4 | low;
}

/* "=" at the end of a line is none. */
static gsize soft_break(const struct cursor *cursor)
{
	gsize left = (gsize)(cursor->end - cursor->at);

	if (left >= 2 && memcmp(cursor->at, "=\n", 2) == 0)
		return 2;
	return left >= 3 && memcmp(cursor->at, "=\r\n", 3) == 0 ? 3 : 0;
}

/* The next sign, folded; 0 at the end. */
static char next_sign(struct cursor *cursor)
{
	gsize step = soft_break(cursor);

	cursor->at += step;
	if (cursor->at >= cursor->end)
		return 0;
	int sign = escaped(cursor);

	if (sign < 0) {
		sign = (guchar)*cursor->at;
		cursor->at++;
	} else {
		cursor->at += 3;
	}
	return g_ascii_tolower((char)sign);
}

/* Digits, and the sign behind them. */
static char take_number(struct cursor *cursor, GString *out)
{
	char sign = next_sign(cursor);

	for (guint i = 0; g_ascii_isdigit(sign) && i < MAX_DIGITS; i++) {
		g_string_append_c(out, sign);
		sign = next_sign(cursor);
	}
	return sign;
}

static gboolean take_mac(struct cursor *cursor, GString *out)
{
	for (guint i = 0; i < MAC_LETTERS; i++) {
		char sign = next_sign(cursor);

		if (!((sign >= 'a' && sign <= 'z') ||
			    (sign >= '2' && sign <= '7')))
			return FALSE;
		g_string_append_c(out, sign);
	}
	return TRUE;
}

/* "123.5p.<mac>" behind a +. */
static gboolean take_extension(struct cursor cursor, GString *out)
{
	g_string_truncate(out, 0);
	if (take_number(&cursor, out) != '.' || out->len == 0)
		return FALSE;
	g_string_append_c(out, '.');
	gsize before = out->len;
	char kind = take_number(&cursor, out);

	if (!g_ascii_islower(kind) || out->len == before ||
		next_sign(&cursor) != '.')
		return FALSE;
	g_string_append_c(out, kind);
	g_string_append_c(out, '.');
	return take_mac(&cursor, out);
}

static gboolean is_in(const GPtrArray *found, const char *extension)
{
	for (guint i = 0; i < found->len; i++)
		if (strcmp(found->pdata[i], extension) == 0)
			return TRUE;
	return FALSE;
}

/* At each such sign, which stands for a + or begins its escape. */
static void find_behind(
	GPtrArray *found, const char *bytes, gsize length, char sign)
{
	g_autoptr(GString) extension = g_string_new(NULL);
	const char *end = bytes + length;
	const char *at = bytes;

	while (found->len < MAX_MENTIONS && at < end &&
		(at = memchr(at, sign, (gsize)(end - at))) != NULL) {
		struct cursor cursor = { at, end };

		at++;
		if (next_sign(&cursor) == '+' &&
			take_extension(cursor, extension) &&
			!is_in(found, extension->str))
			g_ptr_array_add(found, g_strdup(extension->str));
	}
}

GPtrArray *mentions_find(const char *bytes, gsize length)
{
	GPtrArray *found = g_ptr_array_new_with_free_func(g_free);

	find_behind(found, bytes, length, '+');
	find_behind(found, bytes, length, '=');
	find_behind(found, bytes, length, '%');
	return found;
}

static gboolean is_hidden_text(const struct part *part)
{
	return part->encoding == ENCODING_BASE64 && !part->is_text &&
	       (g_str_has_prefix(part->type, "text/") ||
		       g_str_has_prefix(part->type, "message/"));
}

void mentions_add_attached(
	GPtrArray *mentions, const struct message *message, GBytes *raw)
{
	for (guint i = 0; i < message->parts->len; i++) {
		const struct part *part = message->parts->pdata[i];
		g_autoptr(GBytes) bytes =
			is_hidden_text(part)
				? part_decode(part, raw, MAX_ATTACHED, NULL)
				: NULL;
		gsize length;

		if (bytes == NULL)
			continue;
		const char *text = g_bytes_get_data(bytes, &length);
		g_autoptr(GPtrArray) found =
			mentions_find(text ? text : "", length);

		g_ptr_array_extend_and_steal(mentions, g_steal_pointer(&found));
	}
}
