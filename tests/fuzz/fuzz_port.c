/* Any bytes are what a server sends: the guard of IMAP must come to the same
 * however they arrive, and neither it nor the reading of SMTP replies, urls and
 * addresses may crash. */
#include "contact.h"
#include "fuzz.h"
#include "imap_guard.h"
#include "smtp_reply.h"
#include "url.h"
#include <string.h>

enum { BUDGET = 4096 };

static const char *feed(
	struct imap_guard *guard, const char *bytes, gsize length, gsize step)
{
	const char *refused = NULL;

	for (gsize at = 0; at < length && !refused; at += step)
		refused = imap_guard_feed(
			guard, bytes + at, MIN(step, length - at));
	return refused;
}

static void guard_all(const char *bytes, gsize length)
{
	struct imap_guard one, other;

	imap_guard_init(&one);
	imap_guard_init(&other);
	one.budget = other.budget = BUDGET;
	if (length <= BUDGET)
		g_assert(feed(&one, bytes, length, 1) ==
			 feed(&other, bytes, length, 7));
	g_assert(one.arrived == other.arrived);
	imap_guard_clear(&one);
	imap_guard_clear(&other);
}

static void reply_all(const char *bytes, gsize length)
{
	struct smtp_reply reply = { .text = NULL };

	smtp_reply_start(&reply);
	for (gsize i = 0; i < length;) {
		const char *end = memchr(bytes + i, '\n', length - i);
		gsize line = end ? (gsize)(end - bytes) - i + 1 : length - i;

		smtp_reply_command(&reply, bytes + i, line);
		smtp_reply_line(&reply, bytes + i, line);
		i += line;
	}
	g_assert(strlen(smtp_reply_text(&reply)) <= length + length);
	smtp_reply_is_verdict(&reply);
	smtp_reply_clear(&reply);
}

static void name_all(const char *text)
{
	AUTO(url) url = url_parse(text, "/folder", NULL);
	g_autofree char *wire = url_mailbox_encode(text, NULL);

	if (address_is_plain(text))
		g_assert(!strpbrk(text, " \t\r\n<>\",;()"));
	if (wire)
		g_assert(g_str_is_ascii(wire));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *text = g_strndup((const char *)data, size);

	guard_all((const char *)data, size);
	reply_all((const char *)data, size);
	name_all(text);
	return 0;
}
