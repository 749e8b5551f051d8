#include "bounce_plain.h"
#include "bounce_words.h"
#include "contact.h"
#include <string.h>

#define MAX_PLAIN_LINES 400
#define MAX_WHY 2000

/* Where the returned mail begins, behind dashes and such. */
static const char *const COPIES[] = {
	"below this line is a copy",
	"this is a copy of",
	"message header",
	"message is cleaned",
	"message text follows",
	"original mail as follows",
	"original mail follows",
	"original message follows",
	"original message header",
	"original message:",
	"original message --",
	"received: by",
	"received: from",
	"return-path:",
	"the header of the original message",
	"the message is cleaned",
	"the original message was:",
	"undelivered message follows",
	"unsent message follows",
};

/* Lines with an address of somebody who can help, or of who wrote. */
static const char *const ASIDES[] = { "contact",
	"http:", "https:", "mailto:", "mail from:", "sender", "sent by",
	"message-id", "unsubscribe", "assistance", "envelope-from", "from:" };

/* Whom nobody writes a mail that comes back. */
static const char *const OFFICES[] = { "postmaster@", "mailer-daemon@",
	"abuse@", "support@", "helpdesk@" };

struct reading {
	struct message *message;
	GHashTable *others; /* folded addresses that failed nobody */
	struct report_recipient *one;
	GString *why;
};

static gboolean begins_with_one(
	const char *text, const char *const *list, guint count)
{
	for (guint i = 0; i < count; i++) {
		if (g_ascii_strncasecmp(text, list[i], strlen(list[i])) == 0)
			return TRUE;
	}
	return FALSE;
}

static gboolean has_one(const char *text, const char *const *list, guint count)
{
	g_autofree char *folded = g_ascii_strdown(text, -1);

	for (guint i = 0; i < count; i++) {
		if (strstr(folded, list[i]))
			return TRUE;
	}
	return FALSE;
}

static gboolean is_copy(const char *line)
{
	const char *words = line + strspn(line, " \t-=*|_>");

	return begins_with_one(words, COPIES, G_N_ELEMENTS(COPIES)) ||
	       (words - line > 2 &&
		       g_ascii_strncasecmp(words, "original message", 16) == 0);
}

static gboolean is_atext(char c)
{
	return g_ascii_isalnum(c) || (c && strchr("!#$%&'*+-/=?^_`{|}~.", c));
}

/* The address around the sign at, within a line that begins at start; new, or
 * NULL. rest is what follows. ASCII alone: in other scripts no blank parts an
 * address from the sentence that it stands in. */
static char *address_around(
	const char *start, const char *at, const char **rest)
{
	const char *begin = at, *end = at + 1;

	while (begin > start && is_atext(begin[-1]))
		begin--;
	begin += strspn(begin, "'*=-");
	while (g_ascii_isalnum(*end) || *end == '-' || *end == '.')
		end++;
	*rest = end;
	while (end > at + 1 && (end[-1] == '.' || end[-1] == '-'))
		end--;
	if (begin >= at)
		return NULL;
	g_autofree char *address = g_strndup(begin, (gsize)(end - begin));

	return address_is_plain(address) ? g_steal_pointer(&address) : NULL;
}

/* What may stand behind an address that begins a line of a list. */
static gboolean ends_entry(const char *rest)
{
	static const char *const ENDS[] = { "...", " ...", " on ", " <", " [",
		" (", " - ", "\t", ":", ";", ",", "<", "[", "(" };

	return !rest[strspn(rest, " \t.")] ||
	       begins_with_one(rest, ENDS, G_N_ELEMENTS(ENDS));
}

/* "<anna@example.com>: why", "* anna@example.com", "anna@example.com on …": the
 * address, new; rest is what follows it. */
static char *entry_address(const char *line, const char **rest)
{
	const char *begin = line + strspn(line, " \t>*-'\"");

	if (*begin == '<') {
		gsize length = strcspn(begin + 1, ">");
		g_autofree char *address = g_strndup(begin + 1, length);

		*rest = begin + 1 + length + (begin[1 + length] ? 1 : 0);
		*rest += strspn(*rest, ": \t.");
		return address_is_plain(address) ? g_steal_pointer(&address)
						 : NULL;
	}
	const char *at = begin + strcspn(begin, " \t:;,<>()\"@");
	g_autofree char *address =
		*at == '@' ? address_around(begin, at, rest) : NULL;

	if (!address || !g_str_has_prefix(begin, address))
		return NULL;
	*rest = begin + strlen(address);
	*rest += strspn(*rest, "\"'");
	if (!ends_entry(*rest))
		return NULL;
	*rest += strspn(*rest, ": \t.");
	return g_steal_pointer(&address);
}

/* What is known of it already stays. */
static void finish(struct reading *reading)
{
	struct report_recipient *one = reading->one;
	guint reply = reply_find(reading->why->str);

	if (!one)
		return;
	if (!one->diagnostic)
		one->diagnostic = diagnostic_line(reading->why->str);
	recipient_sharpen(one);
	if (!one->status)
		one->status = status_find(reading->why->str);
	if (!one->status && reply)
		one->status = g_strdup(reply < 500 ? "4.0.0" : "5.0.0");
	if (!one->action)
		one->action =
			g_strdup(one->status && *one->status == '4' ? "delayed"
								    : "failed");
	g_string_truncate(reading->why, 0);
	reading->one = NULL;
}

static void begin(
	struct reading *reading, struct report_recipient *one, const char *why)
{
	finish(reading);
	reading->one = one;
	g_string_append(reading->why, why);
}

static void add_why(struct reading *reading, const char *line)
{
	if (reading->one && reading->why->len < MAX_WHY)
		g_string_append_printf(reading->why, " %.500s", line);
}

/* Who a line begins with: one more, or where the report has fields one that it
 * says no reason for. */
static struct report_recipient *entry_recipient(
	struct reading *reading, const char *address, gboolean may_add)
{
	struct message *message = reading->message;
	struct report_recipient *one = recipient_find(message, address);

	if (one)
		return one->diagnostic ? NULL : one;
	g_autofree char *folded = address_fold(address);

	return may_add && !g_hash_table_contains(reading->others, folded)
		       ? recipient_add(message, address)
		       : NULL;
}

static void take_entry(
	struct reading *reading, const char *line, gboolean may_add)
{
	const char *rest;
	g_autofree char *address = entry_address(line, &rest);
	struct report_recipient *next =
		address ? entry_recipient(reading, address, may_add) : NULL;

	if (next && next != reading->one)
		begin(reading, next, rest);
	else
		add_why(reading, line);
}

static void take_words(struct reading *reading, const char *line)
{
	gboolean is_aside = has_one(line, ASIDES, G_N_ELEMENTS(ASIDES));
	const char *rest = line;

	for (const char *at = strchr(line, '@'); at && !is_aside;
		at = strchr(rest, '@')) {
		g_autofree char *address = address_around(rest, at, &rest);
		g_autofree char *folded =
			address ? address_fold(address) : NULL;

		if (!folded ||
			begins_with_one(
				folded, OFFICES, G_N_ELEMENTS(OFFICES)) ||
			g_hash_table_contains(reading->others, folded))
			continue;
		struct report_recipient *next =
			recipient_add(reading->message, address);

		if (next)
			begin(reading, next, line);
		else
			add_why(reading, line);
		return;
	}
	add_why(reading, line);
}

static void add_others(GHashTable *others, const GPtrArray *contacts)
{
	for (guint i = 0; i < contacts->len; i++) {
		const struct contact *one = g_ptr_array_index(contacts, i);

		g_hash_table_add(others, address_fold(one->address));
	}
}

/* Every address in the fields of that name of a header block; new. */
static GPtrArray *header_addresses(
	const char *header, const char *const *names, guint count)
{
	GPtrArray *found = g_ptr_array_new_with_free_func(g_free);
	g_auto(GStrv) lines =
		g_strsplit(header ? header : "", "\n", MAX_PLAIN_LINES);
	gboolean is_in = FALSE;

	for (guint i = 0; lines[i] && lines[i + 1]; i++) {
		const char *rest = lines[i];

		if (!strchr(" \t", *rest))
			is_in = begins_with_one(rest, names, count);
		for (const char *at = strchr(rest, '@'); is_in && at;
			at = strchr(rest, '@')) {
			char *address = address_around(rest, at, &rest);

			if (address)
				g_ptr_array_add(found, address);
		}
	}
	return found;
}

static void reading_init(
	struct reading *reading, struct message *message, const char *returned)
{
	static const char *const SENDERS[] = {
		"from:", "sender:", "return-path:", "reply-to:"
	};
	g_autoptr(GPtrArray) senders =
		header_addresses(returned, SENDERS, G_N_ELEMENTS(SENDERS));

	*reading = (struct reading){ .message = message };
	reading->why = g_string_new(NULL);
	reading->others =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (guint i = 0; i < senders->len; i++)
		g_hash_table_add(
			reading->others, address_fold(senders->pdata[i]));
}

static void reading_clear(struct reading *reading)
{
	finish(reading);
	g_hash_table_unref(reading->others);
	g_string_free(reading->why, TRUE);
}

/* The words above the mail that came back; free with g_strfreev(). */
static char **words_lines(const char *text)
{
	char **lines = g_strsplit(text, "\n", MAX_PLAIN_LINES);
	guint i = 0;

	while (lines[i] && i + 1 < MAX_PLAIN_LINES && !is_copy(lines[i]))
		g_strstrip(lines[i++]);
	for (; lines[i]; i++)
		g_clear_pointer(&lines[i], g_free);
	return lines;
}

void plain_read_lists(struct message *message, gboolean may_add)
{
	g_auto(GStrv) lines = words_lines(message->text);
	struct reading reading;

	reading_init(&reading, message, plain_returned(message->text));
	for (guint i = 0; lines[i]; i++)
		take_entry(&reading, lines[i], may_add);
	reading_clear(&reading);
}

void plain_read_words(struct message *message, const char *returned)
{
	g_auto(GStrv) lines = words_lines(message->text);
	struct reading reading;

	reading_init(&reading, message, returned);
	add_others(reading.others, message->from);
	add_others(reading.others, message->to);
	add_others(reading.others, message->cc);
	add_others(reading.others, message->reply_to);
	for (guint i = 0; lines[i]; i++)
		take_words(&reading, lines[i]);
	reading_clear(&reading);
}

void plain_read_returned(struct message *message, const char *returned)
{
	static const char *const TO[] = { "to:" };
	g_autoptr(GPtrArray) to =
		header_addresses(returned, TO, G_N_ELEMENTS(TO));
	struct reading reading;

	if (!to->len)
		return;
	g_auto(GStrv) lines = words_lines(message->text);

	reading_init(&reading, message, NULL);
	begin(&reading, recipient_add(message, to->pdata[0]), "");
	for (guint i = 0; lines[i]; i++)
		add_why(&reading, lines[i]);
	reading_clear(&reading);
}

const char *plain_returned(const char *text)
{
	for (const char *at = text; *at;) {
		gsize length = strcspn(at, "\n");
		g_autofree char *line = g_strndup(at, MIN(length, 200));
		const char *next = at + length + (at[length] == '\n');

		if (is_copy(line))
			return at;
		at = next;
	}
	return NULL;
}
