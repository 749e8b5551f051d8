#include "body_write.h"
#include "fault.h"
#include "header_write.h"
#include <gmime/gmime.h>
#include <string.h>

#define QP_COLUMNS 76u
#define BASE64_BYTES 57u      /* of a line of 76 columns */
#define VERBATIM_COLUMNS 998u /* RFC 5322 2.1.1 */

/* The text. */

/* A line, without its LF, that may travel as it is: relays strip blanks at the
 * end and put ">" before From. The blank of "-- " is as good as never lost. */
static gboolean is_plain_line(const char *line)
{
	gsize length = strlen(line);
	if (length > QP_COLUMNS || g_str_has_prefix(line, "From "))
		return FALSE;
	for (gsize i = 0; i < length; i++)
		if (!g_ascii_isprint(line[i]))
			return FALSE;
	return length == 0 || line[length - 1] != ' ' ||
	       strcmp(line, "-- ") == 0;
}

static gboolean is_plain_text(char **lines)
{
	for (guint i = 0; lines[i]; i++)
		if (!is_plain_line(lines[i]))
			return FALSE;
	return TRUE;
}

static gboolean stands_for_itself(const char *line, gsize at)
{
	char c = line[at];
	if (at == 0 && (c == '.' || g_str_has_prefix(line, "From ")))
		return FALSE;
	if (c == ' ' || c == '\t')
		return line[at + 1] != '\0';
	return g_ascii_isgraph(c) && c != '=';
}

static void put_code(GString *out, guchar byte)
{
	static const char digits[] = "0123456789ABCDEF";
	const char code[] = { '=', digits[byte >> 4], digits[byte & 15] };

	g_string_append_len(out, code, sizeof code);
}

/* Soft line breaks come before a character, never inside one, so that what is
 * stored can be read line by line. */
static void put_qp_line(GString *out, const char *line)
{
	gsize column = 0;
	for (gsize at = 0; line[at];) {
		gsize skip = (gsize)g_utf8_skip[(guchar)line[at]];
		gboolean plain = stands_for_itself(line, at);
		gsize needed = plain ? 1 : 3 * skip;
		if (column + needed > QP_COLUMNS - 1) {
			g_string_append(out, "=\r\n");
			column = 0;
		}
		for (gsize i = at; i < at + skip; i++) {
			if (plain)
				g_string_append_c(out, line[i]);
			else
				put_code(out, (guchar)line[i]);
		}
		column += needed;
		at += skip;
	}
	g_string_append(out, "\r\n");
}

void body_text(GString *out, const char *text)
{
	g_autoptr(GString) whole = g_string_new(NULL);
	g_autofree char *valid = g_utf8_make_valid(text, -1);
	g_string_append(whole, valid);
	g_string_replace(whole, "\r\n", "\n", 0);
	if (whole->len > 0 && whole->str[whole->len - 1] == '\n')
		g_string_truncate(whole, whole->len - 1);
	g_auto(GStrv) lines = g_strsplit(whole->str, "\n", -1);
	gboolean is_plain = is_plain_text(lines);
	header_token(out, "Content-Type",
		g_str_is_ascii(whole->str) ? "text/plain; charset=us-ascii"
					   : "text/plain; charset=utf-8");
	header_token(out, "Content-Transfer-Encoding",
		is_plain ? "7bit" : "quoted-printable");
	g_string_append(out, "\r\n");
	for (guint i = 0; lines[i]; i++) {
		if (is_plain) {
			g_string_append(out, lines[i]);
			g_string_append(out, "\r\n");
		} else
			put_qp_line(out, lines[i]);
	}
}

/* Attached parts. */

/* Lines of printable ASCII that no relay has a reason to touch. */
static gboolean may_be_copied(
	const struct part *part, const char *body, gsize length)
{
	gsize column = 0;
	if (part->inner_length ||
		(part->encoding != ENCODING_BASE64 &&
			part->encoding != ENCODING_QUOTED_PRINTABLE &&
			part->encoding != ENCODING_7BIT))
		return FALSE;
	for (gsize i = 0; i < length; i++) {
		if (body[i] == '\n')
			column = 0;
		else if (body[i] == '\r')
			column += i + 1 < length && body[i + 1] == '\n'
					  ? 0
					  : VERBATIM_COLUMNS + 1;
		else if (!g_ascii_isprint(body[i]) && body[i] != '\t')
			return FALSE;
		else
			column++;
		if (column > VERBATIM_COLUMNS)
			return FALSE;
	}
	return TRUE;
}

/* Line ends of a mail out of a Maildir may be bare LF. */
static void put_with_crlf(GString *out, const char *body, gsize length)
{
	while (length > 0) {
		const char *end = memchr(body, '\n', length);
		gsize line = end ? (gsize)(end - body) : length;
		gsize kept =
			line > 0 && body[line - 1] == '\r' ? line - 1 : line;

		g_string_append_len(out, body, (gssize)kept);
		if (!end)
			return;
		g_string_append(out, "\r\n");
		body = end + 1;
		length -= line + 1;
	}
}

/* What the part's own encoding stands for. */
static char *decoded(
	const struct part *part, const char *body, gsize length, gsize *size)
{
	GMimeContentEncoding from = GMIME_CONTENT_ENCODING_DEFAULT;
	if (part->encoding == ENCODING_BASE64)
		from = GMIME_CONTENT_ENCODING_BASE64;
	else if (part->encoding == ENCODING_QUOTED_PRINTABLE)
		from = GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE;
	if (from == GMIME_CONTENT_ENCODING_DEFAULT) {
		*size = length;
		return g_memdup2(body, length);
	}
	GMimeEncoding state;
	g_mime_encoding_init_decode(&state, from);
	char *out = g_malloc(g_mime_encoding_outlen(&state, length) + 1);
	*size = g_mime_encoding_flush(&state, body, length, out);
	return out;
}

/* Leaves only a file within them, where the part is one. */
static void take_inner(const struct part *part, char *bytes, gsize *size)
{
	if (!part->inner_length)
		return;
	gsize offset = MIN(part->inner_offset, *size);

	*size = MIN(part->inner_length, *size - offset);
	if (*size)
		memmove(bytes, bytes + offset, *size);
}

static void put_base64(GString *out, const char *bytes, gsize size)
{
	const gsize step = BASE64_BYTES;
	for (gsize at = 0; at < size; at += step) {
		g_autofree char *line = g_base64_encode(
			(const guchar *)bytes + at, MIN(step, size - at));
		g_string_append_printf(out, "%s\r\n", line);
	}
}

/* Multiparts and messages may not be encoded (RFC 2045 6.4), so as an
 * attachment that is they are bytes. */
static const char *type_of(const struct part *part)
{
	if (!media_type_is_plain(part->type) ||
		g_ascii_strncasecmp(part->type, "multipart/", 10) == 0 ||
		g_ascii_strncasecmp(part->type, "message/", 8) == 0)
		return "application/octet-stream";
	return part->type;
}

static void put_part_header(
	GString *out, const struct part *part, gboolean is_copied)
{
	static const char *const names[] = {
		[ENCODING_7BIT] = "7bit",
		[ENCODING_QUOTED_PRINTABLE] = "quoted-printable",
		[ENCODING_BASE64] = "base64",
	};
	header_parameter(out, "Content-Type", type_of(part), "charset",
		token_is_plain(part->charset) ? part->charset : NULL);
	header_parameter(out, "Content-Disposition", "attachment", "filename",
		part->name);
	header_token(out, "Content-Transfer-Encoding",
		is_copied ? names[part->encoding] : "base64");
	if (id_is_plain(part->content_id))
		g_string_append_printf(
			out, "Content-ID: <%s>\r\n", part->content_id);
	g_string_append(out, "\r\n");
}

static gboolean has_token(const char *bytes, gsize size, const GPtrArray *own)
{
	if (!own || size == 0 || !memchr(bytes, '@', size))
		return FALSE;
	g_autoptr(GString) without = compose_hide_in(bytes, size, own);
	return without->len != size;
}

gboolean body_attached(GString *out, const struct attached *attached,
	const GPtrArray *own, GError **error)
{
	const struct part *part = attached->part;
	gsize length = 0, size = 0;
	const char *raw = g_bytes_get_data(attached->raw, &length);
	if (part->offset > length || part->length > length - part->offset) {
		g_set_error(error, POSTERN_FAULT, FAULT_INVALID,
			"attachment at %" G_GSIZE_FORMAT "+%" G_GSIZE_FORMAT
			" of a mail of %" G_GSIZE_FORMAT
			" bytes (expected within it)",
			part->offset, part->length, length);
		return FALSE;
	}
	const char *body = raw ? raw + part->offset : "";
	g_autofree char *bytes = decoded(part, body, part->length, &size);

	take_inner(part, bytes, &size);
	gboolean is_hidden = has_token(bytes, size, own);
	gboolean is_copied =
		!is_hidden && may_be_copied(part, body, part->length);
	put_part_header(out, part, is_copied);
	if (is_copied) {
		put_with_crlf(out, body, part->length);
	} else if (is_hidden) {
		g_autoptr(GString) without = compose_hide_in(bytes, size, own);
		put_base64(out, without->str, without->len);
	} else {
		put_base64(out, bytes, size);
	}
	return TRUE;
}
