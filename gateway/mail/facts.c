#include "facts.h"
#include "digest.h"
#include "contact.h"
#include "facts_auth.h"
#include "header_lex.h"
#include "mentions.h"
#include <string.h>

#define MAX_HEADER_BYTES ((gsize)256 * 1024)
#define MAX_FIELDS 1000u
#define MAX_RECIPIENTS 1000u
#define MAX_REFERENCES 200u
#define MAX_ID_BYTES 998u /* a line of RFC 5322 2.1.1 */

/* What more than the facts is known while they are read. */
struct scan {
	struct facts *facts;
	gboolean is_from_odd;
	gboolean has_message_id; /* readable or not */
	gboolean is_cut;         /* over a limit: a second From may follow */
};

typedef void field_reader(struct scan *scan, const char *value, gsize length);

/* Somebody who passes a signed mail on may put a second field above the signed
 * one without breaking the signature. */
static void note_once(struct scan *scan, gboolean *is_there)
{
	scan->facts->has_doubles |= *is_there;
	*is_there = TRUE;
}

static void read_from(struct scan *scan, const char *value, gsize length)
{
	struct facts *facts = scan->facts;
	struct address_list list;

	address_list_init(&list, value, length);
	facts->from_fields++;
	facts->from_addresses += list.count;
	if (list.is_odd || memchr(value, '\r', length))
		scan->is_from_odd = TRUE;
	if (!facts->from && list.plain->len > 0)
		facts->from = g_strdup(g_ptr_array_index(list.plain, 0));
	address_list_clear(&list);
}

static gboolean id_is_plain(const char *id, gsize length)
{
	if (length == 0 || length > MAX_ID_BYTES ||
		!g_utf8_validate_len(id, length, NULL))
		return FALSE;
	for (gsize i = 0; i < length; i++)
		if ((guchar)id[i] <= ' ' || id[i] == '<' || id[i] == 0x7f)
			return FALSE;
	return TRUE;
}

/* Everything that stands in <>, the innermost. */
static void read_ids(GPtrArray *ids, const char *value, gsize length)
{
	const char *end = value + length;
	const char *open;

	while ((open = memchr(value, '<', (gsize)(end - value))) != NULL) {
		const char *close = memchr(open, '>', (gsize)(end - open));

		if (!close)
			return;
		open = memrchr(open, '<', (gsize)(close - open));
		if (id_is_plain(open + 1, (gsize)(close - open - 1)))
			g_ptr_array_add(ids,
				g_strndup(open + 1, (gsize)(close - open - 1)));
		value = close + 1;
	}
}

static void keep_last(GPtrArray *ids)
{
	if (ids->len > MAX_REFERENCES)
		g_ptr_array_remove_range(ids, 0, ids->len - MAX_REFERENCES);
}

static void read_in_reply_to(struct scan *scan, const char *value, gsize length)
{
	read_ids(scan->facts->in_reply_to, value, length);
	keep_last(scan->facts->in_reply_to);
}

static void read_references(struct scan *scan, const char *value, gsize length)
{
	read_ids(scan->facts->references, value, length);
	keep_last(scan->facts->references);
}

/* An id in brackets; some programs leave the brackets away. Of several (a list
 * archive adds its own below) the first is what others refer to. */
static void read_message_id(struct scan *scan, const char *value, gsize length)
{
	g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *bare = g_strstrip(g_strndup(value, length));

	note_once(scan, &scan->has_message_id);
	if (scan->facts->message_id)
		return;
	read_ids(ids, value, length);
	if (ids->len == 0 && strchr(bare, '@') &&
		id_is_plain(bare, strlen(bare)) && !strchr(bare, '>'))
		g_ptr_array_add(ids, g_strdup(bare));
	if (ids->len > 0)
		scan->facts->message_id = g_strdup(g_ptr_array_index(ids, 0));
}

static void read_recipients(struct scan *scan, const char *value, gsize length)
{
	struct address_list list;

	address_list_init(&list, value, length);
	for (guint i = 0; i < list.plain->len &&
			  scan->facts->recipients->len < MAX_RECIPIENTS;
		i++)
		g_ptr_array_add(scan->facts->recipients,
			g_strdup(g_ptr_array_index(list.plain, i)));
	address_list_clear(&list);
}

/* The topmost counts: the last server wrote it. */
static void read_return_path(struct scan *scan, const char *value, gsize length)
{
	g_autofree char *path = g_strstrip(g_strndup(value, length));
	gsize end = strlen(path);

	if (scan->facts->return_path)
		return;
	if (end >= 2 && path[0] == '<' && path[end - 1] == '>') {
		path[end - 1] = '\0';
		memmove(path, path + 1, end - 1);
	}
	if (*path == '\0' || address_is_plain(path))
		scan->facts->return_path = g_steal_pointer(&path);
}

static void read_date(struct scan *scan, const char *value, gsize length)
{
	if (!scan->facts->has_date)
		scan->facts->date = header_date(value, length);
	note_once(scan, &scan->facts->has_date);
}

static void read_subject(struct scan *scan, const char *value, gsize length)
{
	(void)value;
	(void)length;
	note_once(scan, &scan->facts->has_subject);
}

static void read_content_type(
	struct scan *scan, const char *value, gsize length)
{
	(void)value;
	(void)length;
	note_once(scan, &scan->facts->has_content_type);
}

static void read_received(struct scan *scan, const char *value, gsize length)
{
	g_ptr_array_add(scan->facts->traces, trace_received(value, length));
}

static void read_result(struct scan *scan, const char *value, gsize length)
{
	g_ptr_array_add(scan->facts->traces, trace_result(value, length));
}

static void read_signature(struct scan *scan, const char *value, gsize length)
{
	g_ptr_array_add(
		scan->facts->signatures, dkim_signature_scan(value, length));
}

static void read_loop(struct scan *scan, const char *value, gsize length)
{
	g_autofree char *folded = header_fold(value, length);

	g_ptr_array_add(scan->facts->loops, g_strdup(g_strstrip(folded)));
}

static const struct {
	const char *name;
	field_reader *read;
} FIELDS[] = {
	{ "From", read_from },
	{ "Message-ID", read_message_id },
	{ "In-Reply-To", read_in_reply_to },
	{ "References", read_references },
	{ "Delivered-To", read_recipients },
	{ "X-Original-To", read_recipients },
	{ "Envelope-To", read_recipients },
	{ "To", read_recipients },
	{ "Cc", read_recipients },
	{ "Return-Path", read_return_path },
	{ "Date", read_date },
	{ "Subject", read_subject },
	{ "Content-Type", read_content_type },
	{ "Received", read_received },
	{ "Authentication-Results", read_result },
	{ "DKIM-Signature", read_signature },
	{ "X-Loop", read_loop },
};

static void read_field(struct scan *scan, const char *name, gsize name_length,
	const GString *value)
{
	while (name_length > 0 && strchr(" \t", name[name_length - 1]))
		name_length--;
	for (gsize i = 0; i < G_N_ELEMENTS(FIELDS); i++)
		if (strlen(FIELDS[i].name) == name_length &&
			g_ascii_strncasecmp(
				FIELDS[i].name, name, name_length) == 0)
			FIELDS[i].read(scan, value->str, value->len);
}

/* A bare CR or a NUL inside of a line is a line's end to some programs: a From
 * behind it counts as one more. */
static void count_hidden_from(struct scan *scan, const char *line, gsize length)
{
	for (gsize i = 0; i + 5 < length; i++) {
		gsize at = i + 5;

		if ((line[i] != '\r' && line[i] != '\0') ||
			g_ascii_strncasecmp(line + i + 1, "from", 4) != 0)
			continue;
		while (at < length && strchr(" \t", line[at]) && line[at])
			at++;
		if (at < length && line[at] == ':')
			scan->facts->from_fields++;
	}
}

/* The lines of a header block, one after the other. */
struct cursor {
	const char *at, *end;
	const char *line;
	gsize length;
};

/* FALSE at the blank line and at the end. A CR before LF is no part of it. */
static gboolean next_line(struct cursor *cursor)
{
	const char *lf;

	if (cursor->at == cursor->end)
		return FALSE;
	lf = memchr(cursor->at, '\n', (gsize)(cursor->end - cursor->at));
	cursor->line = cursor->at;
	cursor->length = (gsize)((lf ? lf : cursor->end) - cursor->at);
	cursor->at = lf ? lf + 1 : cursor->end;
	if (cursor->length > 0 && cursor->line[cursor->length - 1] == '\r')
		cursor->length--;
	return cursor->length > 0;
}

static gboolean is_folded(const struct cursor *cursor)
{
	return cursor->at < cursor->end &&
	       (*cursor->at == ' ' || *cursor->at == '\t');
}

/* The line and those folded to it are one field. */
static void take_field(struct scan *scan, struct cursor *cursor)
{
	const char *name = cursor->line;
	const char *colon = memchr(name, ':', cursor->length);
	g_autoptr(GString) value = g_string_new(NULL);

	count_hidden_from(scan, cursor->line, cursor->length);
	if (colon)
		g_string_append_len(value, colon + 1,
			(gssize)cursor->length - (colon + 1 - name));
	while (is_folded(cursor)) {
		next_line(cursor);
		count_hidden_from(scan, cursor->line, cursor->length);
		g_string_append_len(
			value, cursor->line, (gssize)cursor->length);
	}
	if (colon)
		read_field(scan, name, (gsize)(colon - name), value);
}

static void skip_mbox_line(struct cursor *cursor)
{
	if (cursor->end - cursor->at > 5 && memcmp(cursor->at, "From ", 5) == 0)
		next_line(cursor);
}

static void scan_block(struct scan *scan, const char *raw, gsize length)
{
	struct cursor cursor = { .at = raw,
		.end = raw + MIN(length, MAX_HEADER_BYTES) };
	guint count = 0;
	gboolean is_blank = FALSE;

	skip_mbox_line(&cursor);
	while (count < MAX_FIELDS && cursor.at < cursor.end) {
		is_blank = !next_line(&cursor);
		if (is_blank)
			break;
		take_field(scan, &cursor);
		count++;
	}
	scan->is_cut =
		!is_blank && (count == MAX_FIELDS || length > MAX_HEADER_BYTES);
}

static struct facts *facts_new(void)
{
	struct facts *facts = g_new0(struct facts, 1);

	facts->date = G_MININT64;
	facts->in_reply_to = g_ptr_array_new_with_free_func(g_free);
	facts->references = g_ptr_array_new_with_free_func(g_free);
	facts->recipients = g_ptr_array_new_with_free_func(g_free);
	facts->traces =
		g_ptr_array_new_with_free_func((GDestroyNotify)trace_free);
	facts->signatures = g_ptr_array_new_with_free_func(
		(GDestroyNotify)dkim_signature_free);
	facts->loops = g_ptr_array_new_with_free_func(g_free);
	return facts;
}

/* Two equal alerts without a Message-ID, sent at different times, are two. */
static void name_mail(struct facts *facts, GBytes *raw)
{
	g_autofree char *hex = NULL;

	if (facts->message_id) {
		facts->id = g_strdup(facts->message_id);
		return;
	}
	hex = digest_sha256(raw);
	facts->id = g_strconcat("sha256:", hex, NULL);
}

struct facts *facts_scan(GBytes *raw)
{
	struct scan scan = { .facts = facts_new() };
	gsize length;
	const char *bytes = g_bytes_get_data(raw, &length);

	if (bytes)
		scan_block(&scan, bytes, length);
	scan.facts->mentions = mentions_find(bytes ? bytes : "", length);
	if (scan.facts->from_fields != 1 || scan.facts->from_addresses != 1 ||
		scan.is_from_odd || scan.is_cut)
		g_clear_pointer(&scan.facts->from, g_free);
	name_mail(scan.facts, raw);
	return scan.facts;
}

gboolean facts_is_address(const struct facts *facts, const char *id)
{
	for (guint i = 0; i < facts->recipients->len; i++) {
		if (g_ascii_strcasecmp(facts->recipients->pdata[i], id) == 0)
			return TRUE;
	}
	return facts->from && g_ascii_strcasecmp(facts->from, id) == 0;
}

void facts_free(struct facts *facts)
{
	if (!facts)
		return;
	g_free(facts->from);
	g_free(facts->message_id);
	g_free(facts->id);
	g_ptr_array_unref(facts->in_reply_to);
	g_ptr_array_unref(facts->references);
	g_ptr_array_unref(facts->recipients);
	g_free(facts->return_path);
	g_ptr_array_unref(facts->traces);
	g_ptr_array_unref(facts->signatures);
	g_ptr_array_unref(facts->loops);
	g_ptr_array_unref(facts->mentions);
	g_free(facts);
}
