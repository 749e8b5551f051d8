#include "mime.h"
#include "charset.h"
#include "flowed.h"
#include "html.h"
#include "plain.h"
#include "smime.h"
#include "text.h"
#include "uuencode.h"
#include <string.h>

#define MAX_NAME 200
#define MAX_TOKEN 100
/* Boundaries have at most 70 characters (RFC 2046); some have more. */
#define MAX_DELIMITER 200

static void leaf_free(gpointer data)
{
	struct leaf *leaf = data;

	g_free(leaf->text);
	g_free(leaf->spare);
	g_free(leaf);
}

void mime_init(struct mime *mime, GBytes *raw, const struct mail_limits *limits)
{
	*mime = (struct mime){ .raw = raw, .limits = limits };
	mime->parts = parts_new();
	mime->leaves = g_ptr_array_new_with_free_func(leaf_free);
	mime->boundaries =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

void mime_defect(struct mime *mime, const char *defect)
{
	if (!mime->defect)
		mime->defect = defect;
}

void mime_clear(struct mime *mime)
{
	g_ptr_array_unref(mime->leaves);
	g_ptr_array_unref(mime->parts);
	g_hash_table_unref(mime->boundaries);
	if (mime->message)
		g_object_unref(mime->message);
	g_free(mime->hint);
}

static gboolean is_token(const char *text)
{
	gsize length = 0;

	for (; text[length]; length++) {
		if (!g_ascii_isalnum(text[length]) &&
			!strchr("!#$&-^_.+", text[length]))
			return FALSE;
	}
	return length > 0 && length <= MAX_TOKEN;
}

char *mime_type(const char *type, const char *subtype)
{
	if (!type || !subtype || !is_token(type) || !is_token(subtype))
		return g_strdup("application/octet-stream");
	g_autofree char *whole = g_strconcat(type, "/", subtype, NULL);

	return g_ascii_strdown(whole, -1);
}

/* A clean line, NULL where nothing is left. */
static char *short_line(const char *text)
{
	g_autofree char *line = text ? plain_line(text, MAX_NAME) : NULL;

	return line && *line ? g_steal_pointer(&line) : NULL;
}

/* A name is shown and offered for saving, so it can be no path. */
char *mime_file_name(const char *text)
{
	char *name = short_line(text);

	if (name)
		g_strdelimit(name, "/\\", '_');
	return name;
}

static char *charset_name(const char *text)
{
	return text && is_token(text) ? g_ascii_strdown(text, -1) : NULL;
}

static enum part_encoding encoding_of(GMimePart *part)
{
	switch (g_mime_part_get_content_encoding(part)) {
	case GMIME_CONTENT_ENCODING_7BIT:
		return ENCODING_7BIT;
	case GMIME_CONTENT_ENCODING_8BIT:
		return ENCODING_8BIT;
	case GMIME_CONTENT_ENCODING_BINARY:
		return ENCODING_BINARY;
	case GMIME_CONTENT_ENCODING_BASE64:
		return ENCODING_BASE64;
	case GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE:
		return ENCODING_QUOTED_PRINTABLE;
	case GMIME_CONTENT_ENCODING_UUENCODE:
		return ENCODING_OTHER;
	case GMIME_CONTENT_ENCODING_DEFAULT:
	default:
		break;
	}
	return g_mime_object_get_header(
		       GMIME_OBJECT(part), "Content-Transfer-Encoding")
		       ? ENCODING_OTHER
		       : ENCODING_8BIT;
}

/* Behind the last part there is. */
static gsize last_end(const struct mime *mime)
{
	if (!mime->parts->len)
		return 0;
	const struct part *last =
		g_ptr_array_index(mime->parts, mime->parts->len - 1);

	return last->offset + last->length;
}

/* Where the body lies in the raw mail: an empty one, which GMime gives no
 * place, behind the part before it. */
static void set_range(const struct mime *mime, GMimePart *from, struct part *to)
{
	GMimeDataWrapper *content = g_mime_part_get_content(from);
	GMimeStream *stream =
		content ? g_mime_data_wrapper_get_stream(content) : NULL;
	gsize total = g_bytes_get_size(mime->raw);

	to->offset = last_end(mime);
	if (!stream || stream->bound_start < 0 ||
		stream->bound_end < stream->bound_start)
		return;
	gsize start = (gsize)stream->bound_start + mime->shift;
	gsize end = (gsize)stream->bound_end + mime->shift;

	to->offset = MIN(start, total);
	to->length = MIN(end, total) - to->offset;
	end = to->offset + to->length;
	/* In a mail with CRLF GMime takes two bytes for the line end before a
	 * boundary, where it may be a lone LF. */
	const char *data = g_bytes_get_data(mime->raw, NULL);

	if (end + 1 < total && data[end + 1] == '\n' && data[end] != '\r' &&
		data[end] != '\n')
		to->length++;
}

/* The name of a mail within a mail is its subject. */
static char *inner_subject(const struct mime *mime, const struct part *part)
{
	g_autoptr(GBytes) inner =
		part_decode(part, mime->raw, mime->limits->message_bytes, NULL);

	if (!inner)
		return NULL;
	gsize length;
	const char *data = g_bytes_get_data(inner, &length);
	g_autoptr(GMimeStream) stream = g_mime_stream_mem_new_with_buffer(
		data, MIN(length, mime->limits->header_bytes));
	g_autoptr(GMimeParser) parser = g_mime_parser_new_with_stream(stream);

	g_mime_parser_set_format(parser, GMIME_FORMAT_MESSAGE);
	g_autoptr(GMimeMessage) message =
		g_mime_parser_construct_message(parser, NULL);
	const char *subject =
		message ? g_mime_message_get_subject(message) : NULL;
	g_autofree char *line = mime_file_name(subject);

	return line ? g_strconcat(line, ".eml", NULL) : NULL;
}

static void add_size(const struct mime *mime, struct part *part)
{
	g_autoptr(GBytes) decoded =
		part_decode(part, mime->raw, G_MAXSIZE, NULL);

	part->size = decoded ? g_bytes_get_size(decoded) : 0;
}

static gboolean is_attachment(GMimeObject *object)
{
	GMimeContentDisposition *disposition =
		g_mime_object_get_content_disposition(object);
	const char *word = disposition
				   ? g_mime_content_disposition_get_disposition(
					     disposition)
				   : NULL;

	return word && g_ascii_strcasecmp(word, "attachment") == 0;
}

static gboolean is_boundary(const struct mime *mime, const char *text)
{
	return g_hash_table_contains(mime->boundaries, text);
}

/* Where a closing delimiter begins that nobody put on a line of its own; the
 * line's length where none does. */
static gsize find_closing(const struct mime *mime, char *line)
{
	gsize length = strlen(line);

	if (!g_str_has_suffix(line, "--"))
		return length;
	line[length - 2] = '\0';
	for (const char *at = line; (at = strstr(at, "--")); at++) {
		if (is_boundary(mime, at + 2))
			return (gsize)(at - line);
	}
	return length;
}

/* What is no delimiter to GMime (its multipart ended already, or it stands
 * behind a word) is still nobody's words: where it is all of a body, or the end
 * of it. */
static void drop_delimiter(const struct mime *mime, struct part *part)
{
	if (!part->length)
		return;
	const char *body =
		(const char *)g_bytes_get_data(mime->raw, NULL) + part->offset;
	gsize end = part->length, start;

	while (end && g_ascii_isspace(body[end - 1]))
		end--;
	for (start = end; start && body[start - 1] != '\n'; start--)
		if (end - start > MAX_DELIMITER)
			return;
	g_autofree char *line = g_strndup(body + start, end - start);
	gsize length = strlen(line);

	if (!start && g_str_has_prefix(line, "--") &&
		is_boundary(mime, line + 2)) {
		part->length = 0;
		return;
	}
	gsize cut = find_closing(mime, line);

	if (cut < length)
		part->length = start + cut;
}

struct leaf *mime_add_leaf(struct mime *mime, struct part *part)
{
	struct leaf *leaf = g_new0(struct leaf, 1);

	leaf->part = part;
	leaf->is_html = strcmp(part->type, "text/html") == 0;
	g_ptr_array_add(mime->parts, part);
	g_ptr_array_add(mime->leaves, leaf);
	return leaf;
}

/* A part of the raw mail from start to end, cut out of a text. */
static struct part *cut_part(
	const struct leaf *of, const char *type, gsize start, gsize end)
{
	struct part *part = g_new0(struct part, 1);

	part->type = g_strdup(type);
	part->encoding = of->part->encoding;
	part->depth = of->part->depth;
	part->offset = start;
	part->length = end - start;
	return part;
}

static void add_cut(
	struct mime *mime, struct leaf *of, struct part *part, gboolean is_text)
{
	add_size(mime, part);
	struct leaf *leaf = mime_add_leaf(mime, part);

	leaf->of = of;
	leaf->object = of->object;
	leaf->may_show = is_text;
}

/* Files that stand in the text become parts of their own, and so does the text
 * behind each, since a part is one range of the mail. */
static void cut_files(struct mime *mime, struct leaf *leaf)
{
	const char *data = g_bytes_get_data(mime->raw, NULL);
	struct part *text = leaf->part;
	gsize end = text->offset + text->length;
	struct uuencoded file;

	while (mime->leaves->len + 2 <= mime->limits->parts &&
		uuencode_find(data, end, text->offset, &file)) {
		g_autofree char *written = file.name;
		g_autofree char *name = charset_decode(
			leaf->part->charset, written, strlen(written));
		struct part *cut = cut_part(
			leaf, "application/octet-stream", file.start, file.end);

		cut->encoding = ENCODING_OTHER;
		cut->name = mime_file_name(name);
		text->length = file.start - text->offset;
		add_size(mime, text);
		add_cut(mime, leaf, cut, FALSE);
		if (file.end == end)
			return;
		text = cut_part(leaf, "text/plain", file.end, end);
		text->charset = g_strdup(leaf->part->charset);
		add_cut(mime, leaf, text, TRUE);
	}
}

static gboolean may_hold_files(const struct leaf *leaf)
{
	enum part_encoding encoding = leaf->part->encoding;

	return leaf->may_show && !leaf->is_named && !leaf->is_html &&
	       !smime_is(leaf) && leaf->part->length &&
	       (encoding == ENCODING_7BIT || encoding == ENCODING_8BIT ||
		       encoding == ENCODING_BINARY);
}

/* What is no type at all is text (RFC 2045, 5.2). */
static char *leaf_type(GMimeObject *object, GMimeContentType *type)
{
	const char *written = g_mime_object_get_header(object, "Content-Type");

	if (written && !strchr(written, '/'))
		return g_strdup("text/plain");
	return mime_type(g_mime_content_type_get_media_type(type),
		g_mime_content_type_get_media_subtype(type));
}

static void add_leaf(struct mime *mime, GMimePart *object, guint depth)
{
	GMimeContentType *type =
		g_mime_object_get_content_type(GMIME_OBJECT(object));
	struct part *part = g_new0(struct part, 1);

	part->type = leaf_type(GMIME_OBJECT(object), type);
	part->charset = charset_name(
		g_mime_content_type_get_parameter(type, "charset"));
	part->name = mime_file_name(g_mime_part_get_filename(object));
	part->content_id =
		short_line(g_mime_object_get_content_id(GMIME_OBJECT(object)));
	part->encoding = encoding_of(object);
	part->depth = depth;
	set_range(mime, object, part);
	drop_delimiter(mime, part);
	add_size(mime, part);
	struct leaf *leaf = mime_add_leaf(mime, part);

	leaf->object = GMIME_OBJECT(object);
	leaf->is_named = part->name != NULL;
	leaf->may_show =
		!is_attachment(leaf->object) &&
		(leaf->is_html || strcmp(part->type, "text/plain") == 0);
	/* An envelope is no attachment, whatever it is called. */
	if (smime_is(leaf)) {
		leaf->may_show = TRUE;
		leaf->is_named = FALSE;
	}
	if (!part->name && strcmp(part->type, "message/rfc822") == 0)
		part->name = inner_subject(mime, part);
	g_object_set_data(G_OBJECT(object), "leaf", leaf);
	if (may_hold_files(leaf))
		cut_files(mime, leaf);
	tnef_unpack(mime, leaf);
}

/* Every Content-Type counts, where GMime takes the last of several. */
static void note_boundary(const struct mime *mime, GMimeObject *object)
{
	GMimeHeaderList *list = g_mime_object_get_header_list(object);

	for (int i = 0; i < g_mime_header_list_get_count(list); i++) {
		GMimeHeader *header = g_mime_header_list_get_header_at(list, i);

		if (g_ascii_strcasecmp(g_mime_header_get_name(header),
			    "Content-Type") != 0)
			continue;
		const char *value = g_mime_header_get_raw_value(header);
		g_autoptr(GMimeContentType) type =
			g_mime_content_type_parse(NULL, value ? value : "");
		const char *boundary =
			g_mime_content_type_get_parameter(type, "boundary");

		if (boundary && *boundary)
			g_hash_table_add(mime->boundaries, g_strdup(boundary));
	}
}

/* The depth is bounded by the pre-scan, and here again. */
static void walk(struct mime *mime, GMimeObject *object, guint depth)
{
	if (mime->leaves->len >= mime->limits->parts) {
		mime_defect(mime, "more parts than the limit");
		return;
	}
	if (depth > mime->limits->depth) {
		mime_defect(mime, "multiparts nested deeper than the limit");
		return;
	}
	note_boundary(mime, object);
	if (GMIME_IS_PART(object))
		add_leaf(mime, GMIME_PART(object), depth);
	if (!GMIME_IS_MULTIPART(object))
		return;
	GMimeMultipart *multipart = GMIME_MULTIPART(object);

	for (int i = 0; i < g_mime_multipart_get_count(multipart); i++)
		walk(mime, g_mime_multipart_get_part(multipart, i), depth + 1);
}

void mime_parse(struct mime *mime, const guint8 *clean, gsize start, gsize end)
{
	g_autoptr(GMimeStream) stream = g_mime_stream_mem_new_with_buffer(
		(const char *)clean + start, end - start);
	g_autoptr(GMimeParser) parser = g_mime_parser_new_with_stream(stream);

	g_mime_parser_set_format(parser, GMIME_FORMAT_MESSAGE);
	g_mime_parser_set_persist_stream(parser, TRUE);
	mime->shift = start;
	mime->message = g_mime_parser_construct_message(parser, NULL);
}

void mime_walk(struct mime *mime)
{
	GMimeObject *root =
		mime->message ? g_mime_message_get_mime_part(mime->message)
			      : NULL;

	if (root)
		walk(mime, root, 0);
}

void mime_add_text(struct mime *mime, gsize offset)
{
	struct part *part = g_new0(struct part, 1);

	part->type = g_strdup("text/plain");
	part->encoding = ENCODING_8BIT;
	part->offset = offset;
	part->length = g_bytes_get_size(mime->raw) - offset;
	drop_delimiter(mime, part);
	part->size = part->length;
	struct leaf *leaf = mime_add_leaf(mime, part);

	leaf->may_show = TRUE;
	if (may_hold_files(leaf))
		cut_files(mime, leaf);
}

struct leaf *mime_find(const struct mime *mime, const char *type)
{
	for (guint i = 0; i < mime->leaves->len; i++) {
		struct leaf *leaf = g_ptr_array_index(mime->leaves, i);

		if (strcmp(leaf->part->type, type) == 0)
			return leaf;
	}
	return NULL;
}

const char *leaf_parameter(const struct leaf *leaf, const char *name)
{
	return leaf->object ? g_mime_object_get_content_type_parameter(
				      leaf->object, name)
			    : NULL;
}

/* HTML without a charset around it may name one itself. */
static char *html_charset(const char *data, gsize length)
{
	g_autofree char *head =
		g_ascii_strdown(data, (gssize)MIN(length, 2048));
	char *at = strstr(head, "charset=");

	if (!at)
		return NULL;
	at += strlen("charset=");
	at += strspn(at, "\"' ");
	at[strcspn(at, "\"'/>; \r\n")] = '\0';
	return charset_name(at);
}

/* As declared; else as the HTML says itself, or as the header's encoded words
 * are written; new. */
static char *text_charset(const struct mime *mime, const struct leaf *leaf,
	const char *data, gsize length)
{
	const char *declared = leaf->part->charset;

	if (declared && strcmp(declared, "us-ascii") != 0)
		return g_strdup(declared);
	char *own = leaf->is_html ? html_charset(data, length) : NULL;

	return own ? own : g_strdup(mime->hint);
}

static char *read_text(const struct mime *mime, const struct leaf *leaf)
{
	const struct part *part = leaf->part;

	if (smime_is(leaf))
		return smime_text(mime, leaf);
	g_autoptr(GBytes) bytes = part_decode(part, mime->raw, G_MAXSIZE, NULL);

	if (!bytes)
		return g_strdup("");
	gsize length;
	const char *data = g_bytes_get_data(bytes, &length);

	if (!length)
		return g_strdup("");
	/* What comes of it is cut further on; HTML shrinks. */
	gsize most = mime->limits->text_bytes;

	length = MIN(length, leaf->is_html ? most * 8 : most * 2);
	g_autofree char *charset = text_charset(mime, leaf, data, length);
	g_autofree char *text = charset_decode(charset, data, length);
	const char *format = leaf_parameter(leaf, "format");
	const char *delsp = leaf_parameter(leaf, "delsp");
	g_autofree char *lines = NULL;

	if (leaf->is_html)
		lines = html_lines(text, mime->limits->text_bytes);
	else if (format && g_ascii_strcasecmp(format, "flowed") == 0)
		lines = flowed_join(
			text, delsp && g_ascii_strcasecmp(delsp, "yes") == 0);
	return plain_clean(lines ? lines : text);
}

const char *leaf_text(struct mime *mime, struct leaf *leaf)
{
	if (!leaf->text)
		leaf->text =
			leaf->may_show ? read_text(mime, leaf) : g_strdup("");
	return leaf->text;
}
