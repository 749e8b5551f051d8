#include "bounce.h"
#include "contact.h"
#include "headers.h"
#include "text.h"
#include <string.h>

#define MAX_RECIPIENTS 200
#define MAX_DIAGNOSTIC 500
#define MAX_PLAIN_LINES 400

/* Where the returned mail begins in a plain report. */
static const char *const COPIES[] = { "--- below this line is a copy",
	"------ this is a copy of", "----- original message follows",
	"----- unsent message follows", "--- the message is cleaned",
	"----- message header follows", "---- original message",
	"------- original message", "--- undelivered message follows",
	"the header of the original message", "message header follows",
	"received: from", "received: by",
	"return-path:", "--- message header follows",
	"===", "the original message was:", "-----original message",
	"original message follows" };

static gboolean begins_with_one(
	const char *text, const char *const *list, guint count)
{
	for (guint i = 0; i < count; i++) {
		if (g_str_has_prefix(text, list[i]))
			return TRUE;
	}
	return FALSE;
}

static gboolean is_digit_at(const char *at)
{
	return g_ascii_isdigit(*at);
}

/* The first status of RFC 3463 in text ("5.1.1"), new; or NULL. */
static char *find_status(const char *text)
{
	for (const char *at = text; *at; at++) {
		if (!strchr("245", *at) || at[1] != '.' ||
			(at > text && (is_digit_at(at - 1) || at[-1] == '.')))
			continue;
		gsize subject = strspn(at + 2, "0123456789");

		if (subject < 1 || subject > 3 || at[2 + subject] != '.')
			continue;
		gsize detail = strspn(at + 3 + subject, "0123456789");
		char next = detail ? at[3 + subject + detail] : '.';

		if (detail >= 1 && detail <= 3 &&
			(next != '.' ||
				!is_digit_at(at + 4 + subject + detail)))
			return g_strndup(at, 3 + subject + detail);
	}
	return NULL;
}

/* A reply code of SMTP in text, 0 where there is none. */
static guint find_reply(const char *text)
{
	for (const char *at = text; *at; at++) {
		gboolean begins = at == text || !g_ascii_isalnum(at[-1]);

		if (begins && strchr("45", *at) && is_digit_at(at + 1) &&
			is_digit_at(at + 2) && !g_ascii_isalnum(at[3]) &&
			at[1] <= '5' && (at == text || at[-1] != '.'))
			return (guint)(at[0] - '0') * 100 +
			       (guint)(at[1] - '0') * 10 + (guint)(at[2] - '0');
	}
	return 0;
}

static char *diagnostic_line(const char *text)
{
	g_autofree char *line = text_line(text, -1);

	if (strlen(line) > MAX_DIAGNOSTIC)
		*g_utf8_find_prev_char(line, line + MAX_DIAGNOSTIC) = '\0';
	g_strchomp(line);
	return *line ? g_steal_pointer(&line) : NULL;
}

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

static struct report_recipient *find_recipient(
	const struct message *message, const char *address)
{
	for (guint i = 0; i < message->recipients->len; i++) {
		struct report_recipient *one =
			g_ptr_array_index(message->recipients, i);

		if (address_equal(one->address, address))
			return one;
	}
	return NULL;
}

/* NULL where it is one already, or one too many. */
static struct report_recipient *add_recipient(
	struct message *message, const char *address)
{
	if (message->recipients->len >= MAX_RECIPIENTS ||
		!address_is_plain(address) || find_recipient(message, address))
		return NULL;
	struct report_recipient *one = g_new0(struct report_recipient, 1);

	one->address = g_strdup(address);
	g_ptr_array_add(message->recipients, one);
	return one;
}

/* The status behind the last reply of a server that a diagnostic quotes ("550
 * 5.2.2 full", "<421 4.4.2 …>", "550-'5.7.1 …"), new; or NULL. */
static char *quoted_status(const char *text)
{
	char *found = NULL;

	for (const char *at = text; *at; at++) {
		if ((at > text && g_ascii_isalnum(at[-1])) ||
			!strchr("45", *at) || !is_digit_at(at + 1) ||
			!is_digit_at(at + 2))
			continue;
		const char *status = at + 3 + strspn(at + 3, " -'#");

		if (status == at + 3 || *status != *at || status[1] != '.')
			continue;
		g_autofree char *head = g_strndup(status, 9);
		char *next = find_status(head);

		if (!next || !g_str_has_prefix(head, next)) {
			g_free(next);
			continue;
		}
		g_free(found);
		found = next;
	}
	return found;
}

/* What the refusing server said is nearer to the cause than what the MTA made
 * of it; any other status in the diagnostic says more than "5.0.0". */
static void sharpen(struct report_recipient *one)
{
	const char *text = one->diagnostic ? one->diagnostic : "";
	g_autofree char *quoted = quoted_status(text);
	g_autofree char *any = find_status(text);
	char **better = NULL;

	if (quoted && one->status && *quoted == *one->status)
		better = &quoted;
	else if (any &&
		 (!one->status || (g_str_has_suffix(one->status, ".0.0") &&
					  *any == *one->status)))
		better = &any;
	if (!better)
		return;
	g_free(one->status);
	one->status = g_steal_pointer(better);
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
		address ? add_recipient(message, address) : NULL;

	if (!one)
		return;
	const char *status = g_hash_table_lookup(block, "status");
	const char *code = g_hash_table_lookup(block, "diagnostic-code");
	const char *semicolon = code ? strchr(code, ';') : NULL;

	one->action = action_word(g_hash_table_lookup(block, "action"));
	one->status = status ? find_status(status) : NULL;
	if (code)
		one->diagnostic =
			diagnostic_line(semicolon ? semicolon + 1 : code);
	sharpen(one);
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

static void read_blocks(struct message *message, const char *at)
{
	while (*at && message->recipients->len < MAX_RECIPIENTS) {
		g_autoptr(GHashTable) block = read_block(&at);

		take_block(message, block);
	}
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

/* A feedback report (RFC 5965) says who complained, if at all; nothing failed,
 * so there is no status. */
static void read_feedback(const struct mime *mime, struct message *message)
{
	static const char *const WHO[] = { "original-rcpt-to",
		"removal-recipient" };
	const struct leaf *leaf = mime_find(mime, "message/feedback-report");
	g_autofree char *text = leaf ? part_text(mime, leaf->part) : NULL;
	const char *at = text;

	if (!text)
		return;
	g_autoptr(GHashTable) block = read_block(&at);
	const char *type = g_hash_table_lookup(block, "feedback-type");

	for (guint i = 0; i < G_N_ELEMENTS(WHO); i++) {
		g_autofree char *address =
			typed_address(g_hash_table_lookup(block, WHO[i]));
		struct report_recipient *one =
			address ? add_recipient(message, address) : NULL;
		g_autofree char *why =
			g_strconcat("feedback: ", type ? type : "other", NULL);

		if (one)
			one->diagnostic = diagnostic_line(why);
	}
}

static void read_status(const struct mime *mime, struct message *message,
	const struct leaf *leaf)
{
	g_autofree char *text = leaf ? part_text(mime, leaf->part) : NULL;
	const char *at = text ? text : find_fields(message->text);

	if (at)
		read_blocks(message, at);
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

static void read_returned(const struct mime *mime, struct message *message)
{
	static const char *const TYPES[] = { "message/rfc822",
		"text/rfc822-headers", "message/rfc822-headers",
		"message/global", "message/global-headers" };

	for (guint i = 0; i < G_N_ELEMENTS(TYPES) && !message->report_id; i++) {
		const struct leaf *leaf = mime_find(mime, TYPES[i]);

		if (!leaf)
			continue;
		g_autofree char *text = part_text(mime, leaf->part);
		char *end = strstr(text, "\n\n");

		if (end)
			end[1] = '\0';
		message->report_id = find_message_id(text);
	}
	if (!message->report_id)
		message->report_id = find_message_id(message->text);
}

/* "<anna@example.com>:", "anna@example.com" alone: the address, new; rest is
 * what follows it. */
static char *line_address(const char *line, const char **rest)
{
	gboolean is_bracketed = *line == '<';
	const char *begin = line + (is_bracketed ? 1 : 0);
	gsize length = strcspn(begin, is_bracketed ? ">" : " \t:;,<>()\"");
	g_autofree char *address = g_strndup(begin, length);

	*rest = begin + length + (is_bracketed && begin[length] ? 1 : 0);
	if (!address_is_plain(address))
		return NULL;
	if (!is_bracketed && **rest && !strchr(":", **rest) &&
		(*rest)[strspn(*rest, " \t")])
		return NULL;
	*rest += strspn(*rest, ": \t.");
	return g_steal_pointer(&address);
}

/* What is known of it already stays. */
static void finish_plain(struct report_recipient *one, GString *why)
{
	guint reply = find_reply(why->str);

	if (!one->diagnostic)
		one->diagnostic = diagnostic_line(why->str);
	sharpen(one);
	if (!one->status && reply)
		one->status = g_strdup(reply < 500 ? "4.0.0" : "5.0.0");
	if (!one->action)
		one->action =
			g_strdup(one->status && *one->status == '4' ? "delayed"
								    : "failed");
	g_string_truncate(why, 0);
}

/* Who a line of a plain report begins with: one more, or where the report has
 * fields one that it says no reason for. */
static struct report_recipient *plain_recipient(
	struct message *message, const char *address, gboolean may_add)
{
	struct report_recipient *one = find_recipient(message, address);

	if (one)
		return one->diagnostic ? NULL : one;
	return may_add ? add_recipient(message, address) : NULL;
}

/* A plain report: an address at the start of a line, then why. */
static void read_plain(struct message *message, gboolean may_add)
{
	g_auto(GStrv) lines = g_strsplit(message->text, "\n", MAX_PLAIN_LINES);
	struct report_recipient *one = NULL;
	GString *why = g_string_new(NULL);

	for (guint i = 0; lines[i] && i + 1 < MAX_PLAIN_LINES; i++) {
		const char *line = g_strstrip(lines[i]);
		g_autofree char *folded = g_ascii_strdown(line, -1);
		const char *rest;

		if (begins_with_one(folded, COPIES, G_N_ELEMENTS(COPIES)))
			break;
		g_autofree char *address = line_address(line, &rest);
		struct report_recipient *next =
			address ? plain_recipient(message, address, may_add)
				: NULL;

		if (next && next != one) {
			if (one)
				finish_plain(one, why);
			one = next;
			g_string_append(why, rest);
		} else if (one && why->len < MAX_DIAGNOSTIC) {
			g_string_append_printf(why, " %s", line);
		}
	}
	if (one)
		finish_plain(one, why);
	g_string_free(why, TRUE);
}

/* Exim names them in a field of its own. */
static void read_failed(const struct mime *mime, struct message *message)
{
	const char *value = header_get(mime, "X-Failed-Recipients");
	g_auto(GStrv) words =
		g_strsplit_set(value ? value : "", ", \t\r\n", MAX_RECIPIENTS);

	for (guint i = 0; words[i]; i++) {
		struct report_recipient *one = add_recipient(message, words[i]);

		if (one) {
			one->action = g_strdup("failed");
			one->status = find_status(message->text);
		}
	}
}

static gboolean is_report(
	const struct mime *mime, const struct message *message)
{
	return header_get(mime, "X-Failed-Recipients") ||
	       bounce_is_likely(message, header_get(mime, "Return-Path"));
}

void bounce_read(struct mime *mime, struct message *message)
{
	const struct leaf *status = mime_find(mime, "message/delivery-status");

	if (!status)
		status = mime_find(mime, "message/global-delivery-status");
	if (mime_find(mime, "message/feedback-report")) {
		read_feedback(mime, message);
		read_returned(mime, message);
		return;
	}
	if (!status && !is_report(mime, message))
		return;
	read_status(mime, message, status);
	gboolean has_fields = message->recipients->len > 0;

	read_plain(message, !has_fields && is_report(mime, message));
	if (!has_fields)
		read_failed(mime, message);
	read_returned(mime, message);
}
