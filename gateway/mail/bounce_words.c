#include "bounce_words.h"
#include "contact.h"
#include "text.h"
#include <string.h>

static gboolean is_digit_at(const char *at)
{
	return g_ascii_isdigit(*at);
}

char *status_find(const char *text)
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

guint reply_find(const char *text)
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

char *diagnostic_line(const char *text)
{
	g_autofree char *line = text_line(text, -1);

	if (strlen(line) > MAX_DIAGNOSTIC)
		*g_utf8_find_prev_char(line, line + MAX_DIAGNOSTIC) = '\0';
	g_strchomp(line);
	return *line ? g_steal_pointer(&line) : NULL;
}

struct report_recipient *recipient_find(
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

struct report_recipient *recipient_add(
	struct message *message, const char *address)
{
	if (message->recipients->len >= MAX_RECIPIENTS ||
		!address_is_plain(address) || recipient_find(message, address))
		return NULL;
	struct report_recipient *one = g_new0(struct report_recipient, 1);

	one->address = g_strdup(address);
	g_ptr_array_add(message->recipients, one);
	return one;
}

char *status_quoted(const char *text)
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
		char *next = status_find(head);

		if (!next || !g_str_has_prefix(head, next)) {
			g_free(next);
			continue;
		}
		g_free(found);
		found = next;
	}
	return found;
}

void recipient_sharpen(struct report_recipient *one)
{
	const char *text = one->diagnostic ? one->diagnostic : "";
	g_autofree char *quoted = status_quoted(text);
	g_autofree char *any = status_find(text);
	char **better = NULL;

	if (quoted && (!one->status || *quoted == *one->status))
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
