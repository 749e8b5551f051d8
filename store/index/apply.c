/* Feeding the index from the trailers of a commit. */
#include "feed.h"
#include "base.h"
#include "notices.h"
#include "place.h"
#include "text.h"
#include <string.h>

/* A stored mail that the commit tells of. */
struct told_message {
	struct article article;
	char *digest; /* "" where not said */
	char *id;     /* as in the index; NULL: none */
};

/* An id that the mail before it refers to. */
struct told_reference {
	guint message; /* its place in messages */
	char *id;
};

struct telling {
	struct index *index;
	const struct indexed_commit *commit;
	guint32 ticket;      /* the first one named, 0: none */
	GHashTable *tickets; /* numbers as pointers, those seen */
	GArray *messages;    /* struct told_message */
	GArray *references;  /* struct told_reference */
	struct told_notices notices;
	gboolean has_run; /* a command */
	char *confirmed;  /* id of the mail that was confirmed, or NULL */
	gboolean is_unproven;
};

static void clear_message(gpointer data)
{
	struct told_message *message = data;

	g_free(message->digest);
	g_free(message->id);
}

static void clear_reference(gpointer data)
{
	struct told_reference *reference = data;

	g_free(reference->id);
}

static gboolean is_hex_digest(const char *text)
{
	return strlen(text) == 64 && strspn(text, "0123456789abcdef") == 64;
}

char *feed_id(const char *id)
{
	gsize length = strlen(id);

	if (g_str_has_prefix(id, "sha256:") && is_hex_digest(id + 7))
		return g_strdup(id);
	if (length > 2 && id[0] == '<' && id[length - 1] == '>') {
		g_autofree char *bare = g_strndup(id + 1, length - 2);
		return trailer_id(bare);
	}
	return trailer_id(id);
}

gboolean feed_answer(struct index *index, guint32 number, GError **error)
{
	return base_run(index,
		"INSERT INTO state (name, number) VALUES ('answer', ?1)"
		" ON CONFLICT DO UPDATE"
		" SET number = max(number, excluded.number)",
		VALUES(NUM(number)), error);
}

/* --- one function a key ------------------------------------------------- */

static gboolean tell_ticket(
	struct telling *telling, const char *value, GError **error)
{
	guint32 number = 0;

	if (!text_parse_number(value, &number) || number == 0 ||
		!g_hash_table_add(telling->tickets, GUINT_TO_POINTER(number)))
		return TRUE;
	return base_run(telling->index,
		"INSERT INTO commits (ticket, seq, hex) VALUES (?1, ?2, ?3)",
		VALUES(NUM(number), NUM(telling->index->commits),
			STR(telling->commit->hex)),
		error);
}

/* The value of "body=…" among words; "" where there is none that is right. */
static char *digest_of(const char *words, const char *key)
{
	g_auto(GStrv) list = g_strsplit(words, " ", 8);

	for (guint i = 0; list[i]; i++) {
		if (g_str_has_prefix(list[i], key) &&
			is_hex_digest(list[i] + strlen(key)))
			return g_strdup(list[i] + strlen(key));
	}
	return g_strdup("");
}

static gboolean tell_quarantine(
	struct telling *telling, const char *words, GError **error)
{
	g_autofree char *hex = digest_of(words, "sha256=");

	if (*hex == '\0')
		return TRUE;
	return base_run(telling->index,
		"INSERT OR IGNORE INTO quarantine (sha256) VALUES (?1)",
		VALUES(STR(hex)), error);
}

static gboolean tell_message(
	struct telling *telling, const char *value, GError **error)
{
	struct told_message message = { 0 };
	const char *words = NULL;

	if (g_str_has_prefix(value, "quarantine "))
		return tell_quarantine(telling, value, error);
	if (!place_parse(value, telling->ticket, &message.article, &words))
		return TRUE;
	if (message.article.ticket == 0 &&
		!feed_answer(telling->index, message.article.number, error))
		return FALSE;
	message.digest = digest_of(words, "body=");
	g_autofree char *hex = digest_of(words, "sha256=");
	if (*hex != '\0')
		message.id = g_strconcat("sha256:", hex, NULL);
	g_array_append_val(telling->messages, message);
	return TRUE;
}

static gboolean tell_message_id(
	struct telling *telling, const char *value, GError **error)
{
	(void)error;
	if (telling->messages->len == 0 || *value == '\0')
		return TRUE;
	struct told_message *last = &g_array_index(telling->messages,
		struct told_message, telling->messages->len - 1);
	g_free(last->id);
	last->id = feed_id(value);
	return TRUE;
}

static gboolean tell_reference(
	struct telling *telling, const char *value, GError **error)
{
	guint count = telling->messages->len;
	struct told_reference reference = {
		.message = count > 0 ? count - 1 : 0,
		.id = feed_id(value),
	};

	(void)error;
	g_array_append_val(telling->references, reference);
	return TRUE;
}

static gboolean tell_notice(
	struct telling *telling, const char *value, GError **error)
{
	struct article article = { 0 };
	const char *words = NULL;

	if (!place_parse(value, telling->ticket, &article, &words))
		return TRUE;
	g_autofree char *kind = place_word(&words);
	if (!kind || *words == '\0')
		return TRUE;
	if (article.ticket == 0 &&
		!feed_answer(telling->index, article.number, error))
		return FALSE;
	if (telling->is_unproven &&
		(strcmp(kind, "received") == 0 ||
			strcmp(kind, "quarantined") == 0) &&
		!notices_tell_unproven(&telling->notices, error))
		return FALSE;
	return notices_tell(&telling->notices, &article, kind, words, error);
}

/* "123.5c": the author's; "123.5c anna@example.com": hers. */
static gboolean tell_spent(
	struct telling *telling, const char *value, GError **error)
{
	g_auto(GStrv) words = g_strsplit(value, " ", 2);
	const char *whose = words[0] != NULL && words[1] != NULL
				    ? words[1]
				    : telling->commit->author_address;
	g_auto(GStrv) parts = g_strsplit(words[0] ? words[0] : "", ".", 2);
	guint32 ticket = 0, message = 0;

	if (g_strv_length(parts) != 2 || *parts[1] == '\0')
		return TRUE;
	gsize digits = strlen(parts[1]) - 1;
	char kind[2] = { parts[1][digits], '\0' };
	parts[1][digits] = '\0';
	if (!text_parse_number(parts[0], &ticket) ||
		!text_parse_number(parts[1], &message) ||
		!g_ascii_islower(*kind))
		return TRUE;
	g_autofree char *fold = address_fold(whose);
	return base_run(telling->index,
		"INSERT OR IGNORE INTO spent (ticket, message, kind, fold)"
		" VALUES (?1, ?2, ?3, ?4)",
		VALUES(NUM(ticket), NUM(message), STR(kind), STR(fold)), error);
}

/* "<id>": of the mail whose commands this commit ran. */
static gboolean tell_confirms(
	struct telling *telling, const char *value, GError **error)
{
	(void)error;
	g_free(telling->confirmed);
	telling->confirmed = feed_id(value);
	return TRUE;
}

static gboolean tell_command(
	struct telling *telling, const char *value, GError **error)
{
	(void)value;
	(void)error;
	telling->has_run = TRUE;
	return TRUE;
}

static const struct {
	const char *key;
	gboolean (*tell)(
		struct telling *telling, const char *value, GError **error);
} TELLERS[] = {
	{ TRAILER_TICKET, tell_ticket },
	{ TRAILER_MESSAGE, tell_message },
	{ TRAILER_MESSAGE_ID, tell_message_id },
	{ TRAILER_REFERS, tell_reference },
	{ TRAILER_NOTICE, tell_notice },
	{ TRAILER_SPENT, tell_spent },
	{ TRAILER_CONFIRMS, tell_confirms },
	{ TRAILER_COMMAND, tell_command },
};

const char *const INDEX_KEYS[] = { TRAILER_TICKET, TRAILER_MESSAGE,
	TRAILER_MESSAGE_ID, TRAILER_REFERS, TRAILER_NOTICE, TRAILER_SPENT,
	TRAILER_COMMAND, TRAILER_PROOF, NULL };

/* --- what is known when all are read ------------------------------------ */

static gboolean put_message(struct index *index, const char *id,
	const struct told_message *message, gboolean is_referred,
	GError **error)
{
	const struct article *article = &message->article;

	return base_run(index,
		"INSERT INTO messages (id, ticket, month, number, kind,"
		" referred, digest) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
		VALUES(STR(id), NUM(article->ticket), NUM(article->month),
			NUM(article->number), NUM(article->kind),
			NUM(is_referred),
			STR(is_referred ? "" : message->digest)),
		error);
}

static gboolean put_messages(struct telling *telling, GError **error)
{
	for (guint i = 0; i < telling->messages->len; i++) {
		const struct told_message *message = &g_array_index(
			telling->messages, struct told_message, i);
		if (message->id && !put_message(telling->index, message->id,
					   message, FALSE, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean put_references(struct telling *telling, GError **error)
{
	if (telling->messages->len == 0)
		return TRUE;
	for (guint i = 0; i < telling->references->len; i++) {
		const struct told_reference *reference = &g_array_index(
			telling->references, struct told_reference, i);
		if (!put_message(telling->index, reference->id,
			    &g_array_index(telling->messages,
				    struct told_message, reference->message),
			    TRUE, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean put_run(
	struct telling *telling, const char *key, GError **error)
{
	return base_run(telling->index,
		"INSERT INTO ran (key, at) VALUES (?1, ?2)"
		" ON CONFLICT DO UPDATE SET at = max(at, excluded.at)",
		VALUES(STR(key), NUM(telling->commit->commit_time)), error);
}

/* What is known of the mail that a yes was about. */
static gboolean put_confirmed(struct telling *telling, GError **error)
{
	if (telling->confirmed == NULL)
		return TRUE;
	g_autofree char *from = address_fold(telling->commit->author_address);
	g_autofree char *key = g_strconcat("id ", telling->confirmed, NULL);

	return put_run(telling, key, error) &&
	       base_run(telling->index,
		       "INSERT INTO ran (key, at) SELECT"
		       " 'body ' || ?2 || ' ' || ticket || ' ' || digest, ?3"
		       " FROM messages WHERE id = ?1 AND NOT referred"
		       " AND digest <> ''"
		       " ON CONFLICT DO UPDATE SET at = max(at, excluded.at)",
		       VALUES(STR(telling->confirmed), STR(from),
			       NUM(telling->commit->commit_time)),
		       error);
}

/* The mail whose commands ran is the first that the commit tells of, and the
 * one that it confirms. */
static gboolean put_runs(struct telling *telling, GError **error)
{
	if (!telling->has_run || telling->messages->len == 0)
		return TRUE;
	if (!put_confirmed(telling, error))
		return FALSE;
	const struct told_message *message =
		&g_array_index(telling->messages, struct told_message, 0);
	if (message->id) {
		g_autofree char *key = g_strconcat("id ", message->id, NULL);
		if (!put_run(telling, key, error))
			return FALSE;
	}
	if (*message->digest == '\0')
		return TRUE;
	g_autofree char *from = address_fold(telling->commit->author_address);
	g_autofree char *key = g_strdup_printf("body %s %u %s", from,
		message->article.ticket, message->digest);
	return put_run(telling, key, error);
}

static gboolean tell_trailer(
	struct telling *telling, const struct trailer *trailer, GError **error)
{
	for (guint i = 0; i < G_N_ELEMENTS(TELLERS); i++) {
		if (strcmp(TELLERS[i].key, trailer->key) == 0)
			return TELLERS[i].tell(telling, trailer->value, error);
	}
	return TRUE;
}

/* Ticket may stand behind the trailers that need it. */
static guint32 first_ticket(const struct record_commit *record)
{
	guint32 number = 0;

	for (guint i = 0; i < record->trailers->len; i++) {
		const struct trailer *trailer =
			&g_array_index(record->trailers, struct trailer, i);
		if (strcmp(trailer->key, TRAILER_TICKET) == 0 &&
			text_parse_number(trailer->value, &number) &&
			number > 0)
			return number;
	}
	return 0;
}

static gboolean tell_all(struct telling *telling, GError **error)
{
	const GArray *trailers = telling->commit->record->trailers;

	for (guint i = 0; i < trailers->len; i++) {
		if (!tell_trailer(telling,
			    &g_array_index(trailers, struct trailer, i), error))
			return FALSE;
	}
	return put_messages(telling, error) && put_references(telling, error) &&
	       notices_told(&telling->notices, error) &&
	       put_runs(telling, error);
}

gboolean index_apply(struct index *index, const struct indexed_commit *commit,
	GError **error)
{
	const char *proof = record_commit_get(commit->record, TRAILER_PROOF);
	struct telling telling = {
		.index = index,
		.commit = commit,
		.ticket = first_ticket(commit->record),
		.is_unproven = proof && g_str_has_prefix(proof, "none"),
	};
	g_autoptr(GHashTable) tickets = g_hash_table_new(NULL, NULL);
	g_autoptr(GArray) messages =
		g_array_new(FALSE, FALSE, sizeof(struct told_message));
	g_autoptr(GArray) references =
		g_array_new(FALSE, FALSE, sizeof(struct told_reference));

	g_array_set_clear_func(messages, clear_message);
	g_array_set_clear_func(references, clear_reference);
	telling.tickets = tickets;
	telling.messages = messages;
	telling.references = references;
	told_notices_init(&telling.notices, index, commit->commit_time);
	index->commits++;
	gboolean is_told = notices_forget(index, commit->commit_time, error) &&
			   tell_all(&telling, error);
	told_notices_clear(&telling.notices);
	g_free(telling.confirmed);
	return is_told;
}
