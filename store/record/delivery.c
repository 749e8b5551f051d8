#include "delivery.h"
#include "article.h"
#include "contact.h"
#include "fault.h"
#include "lines.h"
#include "text.h"
#include <string.h>

#define REPLY_MAX_BYTES 200u

static const char *const STATE_NAMES[DELIVERY_STATE_COUNT] = {
	[DELIVERY_PENDING] = "pending",
	[DELIVERY_SENT] = "sent",
	[DELIVERY_DEFERRED] = "deferred",
	[DELIVERY_FAILED] = "failed",
	[DELIVERY_BOUNCED] = "bounced",
	[DELIVERY_WITHHELD] = "withheld",
	[DELIVERY_EXPIRED] = "expired",
};

const char *delivery_state_name(enum delivery_state state)
{
	g_assert(state < DELIVERY_STATE_COUNT);
	return STATE_NAMES[state];
}

gboolean delivery_state_parse(const char *word, enum delivery_state *state)
{
	for (guint i = 0; i < DELIVERY_STATE_COUNT; i++) {
		if (strcmp(word, STATE_NAMES[i]) == 0) {
			*state = (enum delivery_state)i;
			return TRUE;
		}
	}
	return FALSE;
}

struct delivery *delivery_new(guint32 message, const char *address,
	enum delivery_state state, gint64 at, const char *reply)
{
	struct delivery *delivery = g_new0(struct delivery, 1);

	delivery->message = message;
	delivery->address = g_strdup(address);
	delivery->state = state;
	delivery->at = at;
	delivery->reply = text_line(reply, -1);
	text_limit(delivery->reply, REPLY_MAX_BYTES);
	return delivery;
}

void delivery_free(struct delivery *delivery)
{
	if (!delivery)
		return;
	g_free(delivery->address);
	g_free(delivery->reply);
	g_free(delivery);
}

/* The words of a line, and what the last of them leaves. */
enum word { WORD_MAIL, WORD_ADDRESS, WORD_STATE, WORD_TIME, WORD_REPLY };

static struct delivery *parse_words(char *const *words, GError **error)
{
	enum article_kind kind = ARTICLE_IN;
	enum delivery_state state = DELIVERY_PENDING;
	guint32 number = 0;
	gint64 at = 0;

	if (!article_parse(words[WORD_MAIL], &number, &kind) ||
		(kind != ARTICLE_OUT && kind != ARTICLE_VENDOR_OUT))
		return lines_refuse(error, words[WORD_MAIL], "0005-out");
	if (!address_is_plain(words[WORD_ADDRESS]))
		return lines_refuse(error, words[WORD_ADDRESS], "an address");
	if (!delivery_state_parse(words[WORD_STATE], &state))
		return lines_refuse(error, words[WORD_STATE], "a state");
	if (!text_parse_time(words[WORD_TIME], &at))
		return lines_refuse(error, words[WORD_TIME], "a time in UTC");

	struct delivery *delivery = delivery_new(
		number, words[WORD_ADDRESS], state, at, words[WORD_REPLY]);
	delivery->vendor = kind == ARTICLE_VENDOR_OUT;
	return delivery;
}

static gboolean parse_line(gpointer data, const char *line, GError **error)
{
	GPtrArray *deliveries = data;
	g_auto(GStrv) words = g_strsplit(line, " ", WORD_REPLY + 1);

	if (g_strv_length(words) < WORD_REPLY) {
		lines_refuse(error, line, "mail, address, state and time");
		return FALSE;
	}
	struct delivery *delivery = parse_words(words, error);
	if (!delivery)
		return FALSE;
	g_ptr_array_add(deliveries, delivery);
	return TRUE;
}

static void free_delivery(gpointer delivery)
{
	delivery_free(delivery);
}

GPtrArray *delivery_parse(const char *text, gsize length, GError **error)
{
	g_autoptr(GPtrArray) deliveries =
		g_ptr_array_new_with_free_func(free_delivery);

	if (!lines_each(text, length, parse_line, deliveries, error))
		return NULL;
	return g_steal_pointer(&deliveries);
}

static void append_line(GString *out, const struct delivery *delivery)
{
	g_autofree char *mail = article_name(delivery->message,
		delivery->vendor ? ARTICLE_VENDOR_OUT : ARTICLE_OUT);
	g_autofree char *time = text_time(delivery->at);
	g_autofree char *reply = text_line(delivery->reply, -1);

	text_limit(reply, REPLY_MAX_BYTES);
	g_string_append_printf(out, "%s %s %s %s%s%s\n", mail,
		delivery->address, delivery_state_name(delivery->state), time,
		*reply ? " " : "", reply);
}

char *delivery_format(const GPtrArray *deliveries)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < deliveries->len; i++) {
		const struct delivery *delivery =
			g_ptr_array_index(deliveries, i);
		if (address_is_plain(delivery->address))
			append_line(out, delivery);
	}
	return g_string_free(out, FALSE);
}

struct delivery *delivery_find(
	const GPtrArray *deliveries, guint32 message, const char *address)
{
	for (guint i = 0; i < deliveries->len; i++) {
		struct delivery *delivery = g_ptr_array_index(deliveries, i);
		if (delivery->message == message &&
			address_equal(delivery->address, address))
			return delivery;
	}
	return NULL;
}
