#include "token.h"
#include "contact.h"
#include "fault.h"
#include "text.h"
#include <string.h>

#define MAC_LETTERS 16u
#define MAC_BYTES 10u /* 80 bits */
#define MAX_KEYS 1000u
#define DAY_SEC ((gint64)24 * 60 * 60)

/* --- keys ----------------------------------------------------------------- */

static gboolean read_hex(const char *hex, guint8 bytes[KEY_BYTES])
{
	if (strlen(hex) != 2 * (gsize)KEY_BYTES)
		return FALSE;
	for (gsize i = 0; i < KEY_BYTES; i++) {
		int high = g_ascii_xdigit_value(hex[2 * i]);
		int low = g_ascii_xdigit_value(hex[2 * i + 1]);

		if (high < 0 || low < 0)
			return FALSE;
		bytes[i] = (guint8)(high << 4 | low);
	}
	return TRUE;
}

/* The line itself is a secret, so the error does not quote it. */
static gboolean read_key(
	struct desk_key *key, const char *line, guint number, GError **error)
{
	g_auto(GStrv) words = g_strsplit(line, " ", 4);
	guint32 generation;

	if (g_strv_length(words) != 3 ||
		!text_parse_number(words[0], &generation) ||
		!text_parse_time(words[1], &key->valid_from) ||
		!read_hex(words[2], key->bytes)) {
		g_set_error(error, POSTERN_FAULT, FAULT_INVALID,
			"line %u is no key (expected number, time, 64 hex "
			"digits)",
			number);
		return FALSE;
	}
	key->number = generation;
	return TRUE;
}

static int compare_keys(gconstpointer a, gconstpointer b)
{
	const struct desk_key *left = a, *right = b;

	return (left->valid_from > right->valid_from) -
	       (left->valid_from < right->valid_from);
}

GArray *keyring_parse(const char *text, gsize length, GError **error)
{
	g_autoptr(GArray) keys =
		g_array_new(FALSE, TRUE, sizeof(struct desk_key));
	g_autofree char *copy = g_strndup(text, length);
	g_auto(GStrv) lines = g_strsplit(copy, "\n", -1);

	for (guint i = 0; lines[i]; i++) {
		struct desk_key key;

		g_strstrip(lines[i]);
		if (*lines[i] == '\0' || *lines[i] == '#')
			continue;
		if (!read_key(&key, lines[i], i + 1, error))
			return NULL;
		if (keys->len == MAX_KEYS) {
			g_set_error(error, POSTERN_FAULT, FAULT_LIMIT,
				"more than %u keys", MAX_KEYS);
			return NULL;
		}
		g_array_append_val(keys, key);
	}
	if (keys->len == 0) {
		g_set_error(error, POSTERN_FAULT, FAULT_INVALID,
			"there is no key (expected one a line)");
		return NULL;
	}
	g_array_sort(keys, compare_keys);
	return g_steal_pointer(&keys);
}

char *keyring_line(const struct desk_key *key)
{
	g_autofree char *since = text_time(key->valid_from);
	GString *line = g_string_new(NULL);

	g_string_printf(line, "%u %s ", key->number, since);
	for (gsize i = 0; i < KEY_BYTES; i++)
		g_string_append_printf(line, "%02x", key->bytes[i]);
	g_string_append_c(line, '\n');
	return g_string_free(line, FALSE);
}

const struct desk_key *keyring_at(const GArray *keyring, gint64 at)
{
	const struct desk_key *keys =
		(const struct desk_key *)(const void *)keyring->data;
	guint i = keyring->len;

	g_assert(i > 0);
	while (i > 1 && keys[i - 1].valid_from > at)
		i--;
	return &keys[i - 1];
}

/* --- macs ----------------------------------------------------------------- */

/* RFC 4648 section 6, lower case; ten bytes make sixteen letters. */
static void base32(const guint8 bytes[MAC_BYTES], char letters[17])
{
	static const char ALPHABET[] = "abcdefghijklmnopqrstuvwxyz234567";
	guint bits = 0, held = 0, out = 0;

	for (gsize i = 0; i < MAC_BYTES; i++) {
		held = held << 8 | bytes[i];
		for (bits += 8; bits >= 5; bits -= 5)
			letters[out++] = ALPHABET[held >> (bits - 5) & 31];
		held &= 255;
	}
	letters[out] = '\0';
}

static void finish_mac(GHmac *hmac, char mac[17])
{
	guint8 digest[32];
	gsize length = sizeof(digest);

	g_hmac_get_digest(hmac, digest, &length);
	g_assert(length == sizeof(digest));
	base32(digest, mac);
}

/* The word, NUL, ticket, NUL, message. */
static GHmac *begin_mac(const struct desk_key *key, const char *word,
	guint32 ticket, guint32 message)
{
	GHmac *hmac = g_hmac_new(G_CHECKSUM_SHA256, key->bytes, KEY_BYTES);
	g_autofree char *numbers = g_strdup_printf(
		"%s%c%u%c%u", word, '\0', ticket, '\0', message);
	g_autofree char *first = g_strdup_printf("%u", ticket);
	g_autofree char *second = g_strdup_printf("%u", message);

	g_hmac_update(hmac, (const guchar *)numbers,
		(gssize)(strlen(word) + strlen(first) + strlen(second) + 2));
	return hmac;
}

void token_mac(const struct desk_key *key, guint32 ticket, guint32 message,
	char kind, const char *recipient, char mac[17])
{
	g_autoptr(GHmac) hmac = begin_mac(key, "reply", ticket, message);
	g_autofree char *folded = address_fold(recipient);
	const guchar middle[] = { 0, (guchar)kind, 0 };

	g_hmac_update(hmac, middle, sizeof(middle));
	g_hmac_update(hmac, (const guchar *)folded, (gssize)strlen(folded));
	finish_mac(hmac, mac);
}

/* All letters are looked at whatever the first ones say. */
static gboolean macs_equal(const char a[17], const char b[17])
{
	volatile guint8 differ = 0;

	for (gsize i = 0; i < MAC_LETTERS; i++)
		differ = (guint8)(differ | (a[i] ^ b[i]));
	return differ == 0;
}

gboolean token_matches(const struct desk_key *key,
	const struct reply_token *token, const char *recipient)
{
	char mac[17];

	token_mac(key, token->ticket, token->message, token->kind, recipient,
		mac);
	return macs_equal(mac, token->mac);
}

gint64 token_lifetime(char kind)
{
	switch (kind) {
	case REPLY_CONFIRM:
		return DAY_SEC;
	case REPLY_APPROVAL:
		return 30 * DAY_SEC;
	default:
		return 90 * DAY_SEC;
	}
}

/* --- addresses ------------------------------------------------------------ */

char *token_address(const char *desk_address, const struct reply_token *token)
{
	const char *at = strrchr(desk_address, '@');

	g_assert(at != NULL);
	return g_strdup_printf("%.*s+%u.%u%c.%s%s", (int)(at - desk_address),
		desk_address, token->ticket, token->message, token->kind,
		token->mac, at);
}

/* Digits up to one that is none: moves *text behind them. */
static gboolean take_number(const char **text, guint32 *number)
{
	gsize length = strspn(*text, "0123456789");
	g_autofree char *digits = g_strndup(*text, length);

	*text += length;
	return text_parse_number(digits, number);
}

/* Sixteen letters of the alphabet. */
static gboolean take_mac(const char **text, char mac[17])
{
	gsize length = strspn(*text, "abcdefghijklmnopqrstuvwxyz234567");

	if (length != MAC_LETTERS)
		return FALSE;
	memcpy(mac, *text, MAC_LETTERS);
	mac[MAC_LETTERS] = '\0';
	*text += length;
	return TRUE;
}

gboolean token_read(const char *text, struct reply_token *token)
{
	memset(token, 0, sizeof(*token));
	if (!take_number(&text, &token->ticket) || *text++ != '.' ||
		!take_number(&text, &token->message) || *text == '\0' ||
		!strchr("rpivacb", *text))
		return FALSE;
	token->kind = *text++;
	return *text++ == '.' && take_mac(&text, token->mac) && *text == '\0';
}

/* What stands between own's local part and its domain, behind the +; NULL
 * where address is not such a one. Both are folded. */
static char *extension_of(const char *address, const char *own)
{
	const char *own_at = strrchr(own, '@');
	const char *at = strrchr(address, '@');
	gsize local;

	if (!own_at || !at || strcmp(own_at, at) != 0)
		return NULL;
	local = (gsize)(own_at - own);
	if ((gsize)(at - address) <= local + 1 ||
		memcmp(address, own, local) != 0 || address[local] != '+')
		return NULL;
	return g_strndup(
		address + local + 1, (gsize)(at - address) - local - 1);
}

static gboolean parse_with(
	const char *folded, const char *own, struct reply_token *token)
{
	g_autofree char *own_folded = address_fold(own);
	g_autofree char *extension = extension_of(folded, own_folded);

	return extension && token_read(extension, token);
}

gboolean token_parse(const char *address, const char *desk_address,
	const GPtrArray *aliases, struct reply_token *token)
{
	g_autofree char *folded = address_fold(address);

	if (parse_with(folded, desk_address, token))
		return TRUE;
	for (guint i = 0; aliases && i < aliases->len; i++)
		if (parse_with(folded, g_ptr_array_index(aliases, i), token))
			return TRUE;
	return FALSE;
}

/* --- Message-IDs ---------------------------------------------------------- */

static void id_mac(const struct desk_key *key, guint32 ticket, guint32 message,
	char mac[17])
{
	g_autoptr(GHmac) hmac = begin_mac(key, "id", ticket, message);

	finish_mac(hmac, mac);
}

char *token_message_id(const struct desk_key *key, const char *desk_address,
	guint32 ticket, guint32 message)
{
	g_autofree char *domain = address_domain(desk_address);
	char mac[17];

	g_assert(domain != NULL);
	id_mac(key, ticket, message, mac);
	return g_strdup_printf("t%u.%u.%s@%s", ticket, message, mac, domain);
}

/* "t123.5.<mac>@…"; programs keep the case of ids, so the form is exact. */
static gboolean read_id(const char *id, struct reply_token *read)
{
	const char *text = id + 1;

	return *id == 't' && take_number(&text, &read->ticket) &&
	       *text++ == '.' && take_number(&text, &read->message) &&
	       *text++ == '.' && take_mac(&text, read->mac) && *text == '@';
}

gboolean token_parse_message_id(const char *id, const GArray *keyring,
	guint32 *ticket, guint32 *message)
{
	struct reply_token read;
	gboolean is_ours = FALSE;

	if (!read_id(id, &read))
		return FALSE;
	for (guint i = 0; i < keyring->len; i++) {
		char mac[17];

		id_mac(&g_array_index(keyring, struct desk_key, i), read.ticket,
			read.message, mac);
		is_ours |= macs_equal(mac, read.mac);
	}
	if (is_ours) {
		*ticket = read.ticket;
		*message = read.message;
	}
	return is_ours;
}
