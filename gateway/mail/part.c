#include "mime.h"
#include "fault.h"
#include <string.h>

static void part_free(gpointer data)
{
	struct part *part = data;

	g_free(part->type);
	g_free(part->charset);
	g_free(part->name);
	g_free(part->content_id);
	g_free(part);
}

GPtrArray *parts_new(void)
{
	return g_ptr_array_new_with_free_func(part_free);
}

/* Where the lines of a uuencoded file begin, behind its "begin 644 name";
 * NULL where there is none. */
static const char *uu_body(const char *data, gsize length)
{
	const char *at = data;
	const char *end = data + length;

	while (at < end) {
		const char *newline = memchr(at, '\n', (gsize)(end - at));

		if (!newline)
			return NULL;
		if (newline - at > 10 && strncmp(at, "begin ", 6) == 0 &&
			g_ascii_isdigit(at[6]))
			return newline + 1;
		at = newline + 1;
	}
	return NULL;
}

/* Some declare base64 and write words: the first line holds a sign that base64
 * has not (RFC 2045 6.8), and what decoding makes of it is no text. */
static gboolean is_words(const char *data, gsize length, GBytes *decoded)
{
	gsize at = 0, size;

	while (at < length && g_ascii_isspace(data[at]))
		at++;
	while (at < length && data[at] != '\n' &&
		(g_ascii_isalnum(data[at]) || strchr("+/= \t\r", data[at])))
		at++;
	if (at == length || data[at] == '\n')
		return FALSE;
	const char *text = g_bytes_get_data(decoded, &size);

	return size && !g_utf8_validate_len(text, size, NULL);
}

static GMimeContentEncoding gmime_encoding(enum part_encoding encoding)
{
	switch (encoding) {
	case ENCODING_BASE64:
		return GMIME_CONTENT_ENCODING_BASE64;
	case ENCODING_QUOTED_PRINTABLE:
		return GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE;
	case ENCODING_OTHER:
		return GMIME_CONTENT_ENCODING_UUENCODE;
	case ENCODING_7BIT:
	case ENCODING_8BIT:
	case ENCODING_BINARY:
	default:
		return GMIME_CONTENT_ENCODING_DEFAULT;
	}
}

static GBytes *step(const char *data, gsize length, GMimeContentEncoding code)
{
	GMimeEncoding state;

	g_mime_encoding_init_decode(&state, code);
	char *out = g_malloc(g_mime_encoding_outlen(&state, length) + 8);
	gsize size = g_mime_encoding_step(&state, data, length, out);

	/* The last bytes of base64 that nobody padded are still there. */
	if (code == GMIME_CONTENT_ENCODING_BASE64)
		size += g_mime_encoding_step(&state, "===", 3, out + size);
	size += g_mime_encoding_flush(&state, "", 0, out + size);
	return g_bytes_new_take(out, size);
}

static GBytes *decode(const struct part *part, GBytes *raw, const char *body)
{
	GMimeContentEncoding code = gmime_encoding(part->encoding);
	gsize length = part->length;

	if (code == GMIME_CONTENT_ENCODING_UUENCODE) {
		const char *lines = uu_body(body, length);

		if (lines)
			length -= (gsize)(lines - body), body = lines;
		else
			code = GMIME_CONTENT_ENCODING_DEFAULT;
	}
	g_autoptr(GBytes) decoded = NULL;

	if (code != GMIME_CONTENT_ENCODING_DEFAULT && length)
		decoded = step(body, length, code);
	if (decoded && code == GMIME_CONTENT_ENCODING_BASE64 &&
		g_str_has_prefix(part->type, "text/") &&
		is_words(body, length, decoded))
		g_clear_pointer(&decoded, g_bytes_unref);
	return decoded ? g_steal_pointer(&decoded)
		       : g_bytes_new_from_bytes(
				 raw, part->offset, part->length);
}

/* Of a file within decoded, as much as there is. */
static GBytes *slice(const struct part *part, GBytes *decoded)
{
	gsize size = g_bytes_get_size(decoded);
	gsize offset = MIN(part->inner_offset, size);

	return g_bytes_new_from_bytes(
		decoded, offset, MIN(part->inner_length, size - offset));
}

GBytes *part_decode(
	const struct part *part, GBytes *raw, gsize max_bytes, GError **error)
{
	gsize total;
	const char *data = g_bytes_get_data(raw, &total);
	gsize end;

	if (!g_size_checked_add(&end, part->offset, part->length) ||
		end > total) {
		g_set_error(error, POSTERN_FAULT, FAULT_INVALID,
			"part at %" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT
			" bytes does not lie in a mail of %" G_GSIZE_FORMAT,
			part->offset, part->length, total);
		return NULL;
	}
	g_autoptr(GBytes) decoded =
		decode(part, raw, part->length ? data + part->offset : "");

	if (part->inner_length) {
		g_autoptr(GBytes) inner = slice(part, decoded);

		g_clear_pointer(&decoded, g_bytes_unref);
		decoded = g_steal_pointer(&inner);
	}
	if (g_bytes_get_size(decoded) > max_bytes) {
		g_set_error(error, POSTERN_FAULT, FAULT_LIMIT,
			"part of %" G_GSIZE_FORMAT
			" bytes decoded, expected at most %" G_GSIZE_FORMAT,
			g_bytes_get_size(decoded), max_bytes);
		return NULL;
	}
	return g_steal_pointer(&decoded);
}
