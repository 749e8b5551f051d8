#include "bounce.h"
#include "bounce_plain.h"
#include "bounce_words.h"
#include "contact.h"
#include "headers.h"
#include "text.h"
#include <string.h>

/* "rfc822; <anna@example.com>" -> a plain address, new; or NULL. */
static char *typed_address(const char *value)
{
	const char *semicolon = value ? strchr(value, ';') : NULL;
	g_autofree char *text = g_strdup(semicolon ? semicolon + 1
					 : value   ? value
						   : "");

	g_strstrip(text);
	if (*text == '<') {
		memmove(text, text + 1, strlen(text));
		text[strcspn(text, ">")] = '\0';
	}
	return address_is_plain(text) ? g_steal_pointer(&text) : NULL;
}

/* The fields of one block of a delivery-status, unfolded: name -> value. */
static GHashTable *read_block(const char **at)
{
	GHashTable *block =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	g_autofree char *name = NULL;

	while (**at == '\n')
		(*at)++;
	while (**at && **at != '\n') {
		gsize length = strcspn(*at, "\n");
		g_autofree char *line = g_strndup(*at, length);
		char *colon = strchr(line, ':');

		*at += length + ((*at)[length] == '\n');
		if (strchr(" \t", *line) && name) {
			const char *before = g_hash_table_lookup(block, name);

			if (strlen(before) < MAX_DIAGNOSTIC)
				g_hash_table_replace(block, g_strdup(name),
					g_strconcat(before, line, NULL));
			continue;
		}
		if (!colon)
			continue;
		*colon = '\0';
		g_free(name);
		name = g_ascii_strdown(g_strchomp(line), -1);
		g_hash_table_replace(
			block, g_strdup(name), g_strdup(g_strstrip(colon + 1)));
	}
	return block;
}

static char *action_word(const char *value)
{
	static const char *const ACTIONS[] = { "failed", "delayed", "delivered",
		"relayed", "expanded" };

	for (guint i = 0; value && i < G_N_ELEMENTS(ACTIONS); i++) {
		if (g_ascii_strncasecmp(
			    value, ACTIONS[i], strlen(ACTIONS[i])) == 0)
			return g_strdup(ACTIONS[i]);
	}
	return NULL;
}

/* Who was meant is who was written to; the final one may be an alias of it. */
static void take_block(struct message *message, GHashTable *block)
{
	g_autofree char *original =
		typed_address(g_hash_table_lookup(block, "original-recipient"));
	g_autofree char *final =
		typed_address(g_hash_table_lookup(block, "final-recipient"));
	const char *address = original ? original : final;
	struct report_recipient *one =
		address ? recipient_add(message, address) : NULL;

	if (!one)
		return;
	const char *status = g_hash_table_lookup(block, "status");
	const char *code = g_hash_table_lookup(block, "diagnostic-code");
	const char *semicolon = code ? strchr(code, ';') : NULL;

	one->action = action_word(g_hash_table_lookup(block, "action"));
	one->status = status ? status_find(status) : NULL;
	if (code)
		one->diagnostic =
			diagnostic_line(semicolon ? semicolon + 1 : code);
	recipient_sharpen(one);
}

static char *part_text(const struct mime *mime, const struct part *part)
{
	g_autoptr(GBytes) bytes = part_decode(part, mime->raw, G_MAXSIZE, NULL);
	gsize length = 0;
	const char *data = bytes ? g_bytes_get_data(bytes, &length) : NULL;

	length = MIN(length, mime->limits->header_bytes);
	g_autofree char *text =
		g_utf8_make_valid(data ? data : "", (gssize)length);
	g_auto(GStrv) lines = g_strsplit(text, "\r\n", -1);

	return g_strjoinv("\n", lines);
}

/* Reads all. Where no block names an address (but a pipe, a file), the first
 * status, new; else NULL. */
static char *read_blocks(struct message *message, const char *at)
{
	char *spare = NULL;

	while (*at && message->recipients->len < MAX_RECIPIENTS) {
		g_autoptr(GHashTable) block = read_block(&at);
		guint before = message->recipients->len;
		const char *status = g_hash_table_lookup(block, "status");

		take_block(message, block);
		if (message->recipients->len == before && status && !spare)
			spare = status_find(status);
	}
	if (message->recipients->len)
		g_clear_pointer(&spare, g_free);
	return spare;
}

/* Where the fields of a report begin that stands in a text: somebody, or a
 * broken MTA, put it there with its MIME around it. NULL where none do. */
static const char *find_fields(const char *text)
{
	static const char *const FIRST[] = {
		"reporting-mta:", "original-recipient:", "final-recipient:"
	};

	for (const char *at = text; *at;) {
		gsize length = strcspn(at, "\n");

		for (guint i = 0; i < G_N_ELEMENTS(FIRST); i++) {
			if (g_ascii_strncasecmp(
				    at, FIRST[i], strlen(FIRST[i])) == 0)
				return at;
		}
		at += length + (at[length] == '\n');
	}
	return NULL;
}

static void add_complaint(
	struct message *message, const char *value, const char *type)
{
	g_autofree char *address = typed_address(value);
	struct report_recipient *one =
		address ? recipient_add(message, address) : NULL;
	g_autofree char *why =
		g_strconcat("feedback: ", type ? type : "other", NULL);

	if (one)
		one->diagnostic = diagnostic_line(why);
}

/* A feedback report (RFC 5965) says who complained, if at all, one or several;
 * nothing failed, so there is no status. */
static void read_feedback(const struct mime *mime, struct message *message)
{
	static const char *const WHO[] = { "original-rcpt-to:",
		"removal-recipient:" };
	const struct leaf *leaf = mime_find(mime, "message/feedback-report");
	g_autofree char *text = leaf ? part_text(mime, leaf->part) : NULL;
	const char *at = text;

	if (!text)
		return;
	g_autoptr(GHashTable) block = read_block(&at);
	const char *type = g_hash_table_lookup(block, "feedback-type");
	g_auto(GStrv) lines = g_strsplit(text, "\n", MAX_RECIPIENTS);

	for (guint i = 0; lines[i]; i++) {
		for (guint k = 0; k < G_N_ELEMENTS(WHO); k++)
			if (g_ascii_strncasecmp(
				    lines[i], WHO[k], strlen(WHO[k])) == 0)
				add_complaint(message,
					lines[i] + strlen(WHO[k]), type);
	}
}

static char *read_status(const struct mime *mime, struct message *message,
	const struct leaf *leaf)
{
	g_autofree char *text = leaf ? part_text(mime, leaf->part) : NULL;
	const char *at = text ? text : find_fields(message->text);

	return at ? read_blocks(message, at) : NULL;
}

/* Of one recipient, what the words quote says more than "5.0.0". */
static void sharpen_by_words(struct message *message, const char *spare)
{
	struct report_recipient *one =
		message->recipients->len == 1
			? g_ptr_array_index(message->recipients, 0)
			: NULL;
	g_autofree char *quoted = one ? status_quoted(message->text) : NULL;

	guint reply = one && !one->status ? reply_find(message->text) : 0;

	if (one && !one->status)
		one->status = g_strdup(spare          ? spare
				       : reply >= 500 ? "5.0.0"
						      : NULL);
	else if (one && quoted && *quoted == *one->status &&
		 g_str_has_suffix(one->status, ".0.0")) {
		g_free(one->status);
		one->status = g_steal_pointer(&quoted);
	}
}

/* The Message-ID field of a header block, or of a mail quoted in a text. */
static char *find_message_id(const char *text)
{
	static const char FIELD[] = "message-id:";
	const char *at = text;

	while (*at) {
		gsize length = strcspn(at, "\n");
		const char *line = at + strspn(at, "> \t|");

		at += length + (at[length] == '\n');
		if (g_ascii_strncasecmp(line, FIELD, strlen(FIELD)) != 0)
			continue;
		/* It may be folded onto the next line. */
		g_autofree char *field =
			g_strndup(line, (gsize)(at - line) + strcspn(at, "\n"));
		char *id = header_id(field);

		if (id)
			return id;
	}
	return NULL;
}

/* The header of the mail that came back, from a part of its own or from the
 * words; new, "" where there is none. */
static char *returned_header(
	const struct mime *mime, const struct message *message)
{
	static const char *const TYPES[] = { "message/rfc822",
		"text/rfc822-headers", "message/rfc822-headers",
		"message/global", "message/global-headers" };

	for (guint i = 0; i < G_N_ELEMENTS(TYPES); i++) {
		const struct leaf *leaf = mime_find(mime, TYPES[i]);
		g_autofree char *text =
			leaf ? part_text(mime, leaf->part) : NULL;
		char *end = text ? strstr(text, "\n\n") : NULL;

		if (end)
			end[1] = '\0';
		if (text)
			return g_steal_pointer(&text);
	}
	const char *words = plain_returned(message->text);

	return g_strdup(words ? words : "");
}

/* Exim names them in a field of its own. */
static void read_failed(const struct mime *mime, struct message *message)
{
	const char *value = header_get(mime, "X-Failed-Recipients");
	g_auto(GStrv) words =
		g_strsplit_set(value ? value : "", ", \t\r\n", MAX_RECIPIENTS);

	for (guint i = 0; words[i]; i++) {
		struct report_recipient *one = recipient_add(message, words[i]);

		if (one) {
			one->action = g_strdup("failed");
			one->status = status_find(message->text);
		}
	}
}

static gboolean is_report(
	const struct mime *mime, const struct message *message)
{
	return header_get(mime, "X-Failed-Recipients") ||
	       bounce_is_likely(message, header_get(mime, "Return-Path"));
}

/* Whom a report without fields means, by one reading after the other. */
static void read_words(
	const struct mime *mime, struct message *message, const char *returned)
{
	plain_read_lists(message, TRUE);
	if (!message->recipients->len)
		read_failed(mime, message);
	if (!message->recipients->len)
		plain_read_words(message, returned);
	if (!message->recipients->len)
		plain_read_returned(message, returned);
}

void bounce_read(struct mime *mime, struct message *message)
{
	const struct leaf *status = mime_find(mime, "message/delivery-status");
	gboolean is_feedback =
		mime_find(mime, "message/feedback-report") != NULL;

	if (!status)
		status = mime_find(mime, "message/global-delivery-status");
	if (!is_feedback && !status && !is_report(mime, message))
		return;
	g_autofree char *returned = returned_header(mime, message);
	g_autofree char *spare =
		is_feedback ? NULL : read_status(mime, message, status);

	if (is_feedback)
		read_feedback(mime, message);
	if (is_feedback && !message->recipients->len)
		plain_read_returned(message, returned);
	else if (!is_feedback && message->recipients->len)
		plain_read_lists(message, FALSE);
	else if (!is_feedback)
		read_words(mime, message, returned);
	if (!is_feedback)
		sharpen_by_words(message, spare);
	message->report_id = find_message_id(returned);
	if (!message->report_id)
		message->report_id = find_message_id(message->text);
}
