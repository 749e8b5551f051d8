/* Any bytes are an address or a Message-ID that came in, and any bytes are
 * secrets/desk.key: none is one of ours but by a right mac, and no own address
 * leaves the composer with its extension. */
#include "compose.h"
#include "fuzz.h"
#include "token.h"
#include <string.h>

static const char DESK[] = "help@example.com";

static GArray *keyring;
static GPtrArray *own;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	static char address[] = "help@example.com";
	static const char LINE[] = "1 2026-01-01T00:00:00Z "
				   "5bd1e995aa4fc0de0717e2f0b3a94c61"
				   "9e3779b97f4a7c15f39cc0605cedc834\n";

	(void)argc;
	(void)argv;
	keyring = keyring_parse(LINE, strlen(LINE), NULL);
	g_assert(keyring != NULL);
	own = g_ptr_array_new();
	g_ptr_array_add(own, address);
	return 0;
}

static void read_address(const char *text)
{
	const struct desk_key *key = keyring_at(keyring, 0);
	struct reply_token token;

	if (!token_parse(text, DESK, NULL, &token))
		return;
	/* 80 bits are not guessed. */
	g_assert(!token_matches(key, &token, "anna@example.com"));
	g_autofree char *address = token_address(DESK, &token);
	struct reply_token again;

	g_assert(token_parse(address, DESK, NULL, &again));
	g_assert(again.ticket == token.ticket &&
		 again.message == token.message && again.kind == token.kind);
}

/* Wherever an address may begin in what the composer lets out, none does that
 * is a reply address. */
static void hide(const char *text)
{
	g_autofree char *hidden = compose_hide_tokens(text, own);
	gsize length = strlen(hidden);

	for (gsize at = 0; at < length; at++) {
		const char *end = strchr(hidden + at, '@');
		struct reply_token token;

		if (g_ascii_strncasecmp(hidden + at, "help+", 5) != 0 ||
			end == NULL)
			continue;
		g_autofree char *address = g_strndup(hidden + at,
			(gsize)(end - hidden) - at + strlen("@example.com"));

		g_assert(!token_parse(address, DESK, NULL, &token));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *text = g_strndup((const char *)data, size);
	g_autoptr(GArray) keys = keyring_parse((const char *)data, size, NULL);
	guint32 ticket, message;

	g_assert(keys == NULL || keys->len > 0);
	g_assert(!token_parse_message_id(text, keyring, &ticket, &message));
	read_address(text);
	hide(text);
	return 0;
}
