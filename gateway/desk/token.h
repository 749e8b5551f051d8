/* token.h - reply addresses and Message-IDs with their macs (identity.md,
 * «Reply addresses»). Pure: the keys are passed in. */
#ifndef DESK_TOKEN_H
#define DESK_TOKEN_H

#include <glib.h>

#define KEY_BYTES 32

/* A generation of secrets/desk.key. */
struct desk_key {
	guint number;
	gint64 valid_from; /* unix seconds */
	guint8 bytes[KEY_BYTES];
};

/* struct desk_key, ascending by valid_from; at least one. */
GArray *keyring_parse(const char *text, gsize length, GError **error);
/* A line of the file: "1 2026-11-22T04:50:00Z <64 hex>\n"; new. */
char *keyring_line(const struct desk_key *key);
/* The key in force at that time; the first one for earlier times. */
const struct desk_key *keyring_at(const GArray *keyring, gint64 at);

/* Kinds of reply addresses. */
#define REPLY_REQUESTER 'r'
#define REPLY_PUBLIC 'p'
#define REPLY_INTERNAL 'i'
#define REPLY_VENDOR 'v'
#define REPLY_APPROVAL 'a'
#define REPLY_CONFIRM 'c'
#define REPLY_BOUNCE 'b'

struct reply_token {
	guint32 ticket, message;
	char kind;
	char mac[17]; /* 16 letters of lower-case base32: 80 bits */
};

/* How long a token proves: 90 d; approval 30 d; confirmation 24 h. Seconds. */
gint64 token_lifetime(char kind);

/* mac over "reply" NUL ticket NUL message NUL kind NUL folded recipient. */
void token_mac(const struct desk_key *key, guint32 ticket, guint32 message,
	char kind, const char *recipient, char mac[17]);
/* Compares in constant time. */
gboolean token_matches(const struct desk_key *key,
	const struct reply_token *token, const char *recipient);

/* "help+123.5p.<mac>@example.com"; new. */
char *token_address(const char *desk_address, const struct reply_token *token);
/* Reads the extension alone, all of text: "123.5p.<mac>". */
gboolean token_read(const char *text, struct reply_token *token);
/* Reads one, where address is desk_address or one of aliases with such an
 * extension; case does not matter. */
gboolean token_parse(const char *address, const char *desk_address,
	const GPtrArray *aliases, struct reply_token *token);

/* "t123.5.<mac>@example.com" without <>; new. mac over "id" NUL ticket NUL
 * message, by the key in force at `at`. month-free: ticket 0 counts answers. */
char *token_message_id(const struct desk_key *key, const char *desk_address,
	guint32 ticket, guint32 message);
/* TRUE and the numbers where id has that form and its mac is right for any key
 * of the keyring. */
gboolean token_parse_message_id(const char *id, const GArray *keyring,
	guint32 *ticket, guint32 *message);

#endif
