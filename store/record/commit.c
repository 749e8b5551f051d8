#include "commit.h"
#include "fields.h"
#include "text.h"
#include "ticket.h"
#include <string.h>

#define NAME_MAX_BYTES 100u
/* A longer key would not leave room for its value. */
#define KEY_MAX_BYTES 64u
#define ID_MAX_BYTES 200u
#define SUBJECT_NONE "no subject"
#define QUOTE "> "

/* Three lines of text are looked for in so much of it. */
#define TEXT_MAX_BYTES 16384u

static const char *const KEYS[] = {
	TRAILER_TICKET,
	TRAILER_EVENT,
	TRAILER_ROLE,
	TRAILER_KIND,
	TRAILER_PROOF,
	TRAILER_MESSAGE,
	TRAILER_MESSAGE_ID,
	TRAILER_REFERS,
	TRAILER_CONFIRMS,
	TRAILER_COMMAND,
	TRAILER_REFUSED,
	TRAILER_REASON,
	TRAILER_APPROVAL,
	TRAILER_PROMISE,
	TRAILER_NOTICE,
	TRAILER_WITHHELD,
	TRAILER_DELIVERED,
	TRAILER_SPENT,
	TRAILER_UNDOES,
	TRAILER_RULE,
};

static void clear_trailer(gpointer data)
{
	struct trailer *trailer = data;

	g_free(trailer->key);
	g_free(trailer->value);
}

struct record_commit *record_commit_new(void)
{
	struct record_commit *commit = g_new0(struct record_commit, 1);

	commit->trailers = g_array_new(FALSE, FALSE, sizeof(struct trailer));
	g_array_set_clear_func(commit->trailers, clear_trailer);
	return commit;
}

void record_commit_free(struct record_commit *commit)
{
	if (!commit)
		return;
	contact_free(commit->author);
	g_free(commit->subject);
	g_free(commit->text);
	g_array_unref(commit->trailers);
	g_free(commit);
}

void record_commit_add(
	struct record_commit *commit, const char *key, const char *value)
{
	struct trailer trailer = { 0 };

	g_assert(field_key_is_valid(key, strlen(key)));
	trailer.key = g_strdup(key);
	trailer.value = g_strdup(value ? value : "");
	g_array_append_val(commit->trailers, trailer);
}

void record_commit_addf(
	struct record_commit *commit, const char *key, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *value = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	record_commit_add(commit, key, value);
}

const char *record_commit_get(
	const struct record_commit *commit, const char *key)
{
	for (guint i = 0; i < commit->trailers->len; i++) {
		const struct trailer *trailer =
			&g_array_index(commit->trailers, struct trailer, i);
		if (strcmp(trailer->key, key) == 0)
			return trailer->value;
	}
	return NULL;
}

/* --- writing ------------------------------------------------------------ */

/* A subject begins with a ticket or a word of ours, and no word is a trailer.
 * What does not is quoted like text. */
static void append_subject(GString *out, const char *subject)
{
	g_autofree char *line = text_line(subject, -1);
	gboolean is_ours = g_str_has_prefix(line, QUOTE) ||
			   (g_ascii_isalnum(*line) &&
				   !commit_forges_trailer(line, strlen(line)));
	const char *mark = is_ours ? "" : QUOTE;
	g_autofree char *cut = text_cut(
		line, -1, COMMIT_SUBJECT_COLUMNS - (guint)strlen(mark));

	if (*line == '\0')
		g_string_append(out, SUBJECT_NONE "\n");
	else
		g_string_append_printf(out, "%s%s\n", mark, cut);
}

static void append_text(GString *out, const char *text)
{
	gsize length = text ? strnlen(text, TEXT_MAX_BYTES) : 0;
	g_autofree char *block = text_block(text, (gssize)length);
	g_auto(GStrv) lines = g_strsplit(block, "\n", -1);
	guint count = 0;

	for (guint i = 0; lines[i] && count < COMMIT_TEXT_LINES; i++) {
		g_autofree char *line =
			text_cut(lines[i], -1, COMMIT_SUBJECT_COLUMNS - 2);
		if (*line == '\0')
			continue;
		if (count == 0)
			g_string_append_c(out, '\n');
		g_string_append_printf(out, QUOTE "%s\n", line);
		count++;
	}
}

/* An empty value would leave a line that readers of trailers do not agree
 * about. */
static void append_trailer(GString *out, const struct trailer *trailer)
{
	g_autofree char *value = text_line(trailer->value, -1);
	g_autofree char *line = g_strdup_printf(
		"%s: %s", trailer->key, *value == '\0' ? "-" : value);

	text_limit(line, COMMIT_TRAILER_BYTES);
	g_string_append(out, line);
	g_string_append_c(out, '\n');
}

char *commit_format(const struct record_commit *commit)
{
	GString *out = g_string_new(NULL);

	append_subject(out, commit->subject);
	append_text(out, commit->text);
	if (commit->trailers->len > 0)
		g_string_append_c(out, '\n');
	for (guint i = 0; i < commit->trailers->len; i++)
		append_trailer(out,
			&g_array_index(commit->trailers, struct trailer, i));
	return g_string_free(out, FALSE);
}

/* --- reading ------------------------------------------------------------ */

/* Where the last paragraph begins, NULL where it is the first one. */
static char *last_paragraph(char *message)
{
	char *found = NULL;

	for (char *at = message; (at = strstr(at, "\n\n")); at++)
		found = at + 2;
	return found;
}

/* keys NULL: any. */
static gboolean is_wanted(
	const char *key, gsize length, const char *const *keys)
{
	if (!keys)
		return TRUE;
	for (gsize i = 0; keys[i]; i++)
		if (strncmp(keys[i], key, length) == 0 &&
			keys[i][length] == '\0')
			return TRUE;
	return FALSE;
}

static gboolean add_parsed(
	struct record_commit *commit, const char *line, const char *const *keys)
{
	const char *colon = strchr(line, ':');
	gsize length = colon ? (gsize)(colon - line) : 0;

	if (length > KEY_MAX_BYTES || !field_key_is_valid(line, length))
		return FALSE;
	if (!is_wanted(line, length, keys))
		return TRUE;
	struct trailer trailer = {
		.key = g_strndup(line, length),
		.value = text_line(colon + 1, -1),
	};
	g_array_append_val(commit->trailers, trailer);
	return TRUE;
}

/* Cuts the paragraph into its lines. */
static void parse_trailers(
	struct record_commit *commit, char *paragraph, const char *const *keys)
{
	char *end = NULL;

	for (char *line = paragraph; line; line = end) {
		end = strchr(line, '\n');
		if (end)
			*end++ = '\0';
		if (!add_parsed(commit, line, keys)) {
			g_array_set_size(commit->trailers, 0);
			return;
		}
	}
}

struct record_commit *commit_parse_keys(
	const char *message, gsize length, const char *const *keys)
{
	struct record_commit *commit = record_commit_new();
	g_autofree char *text = g_strndup(message, length);

	g_strchomp(text);
	if (!keys)
		commit->subject = text_line(text, (gssize)strcspn(text, "\n"));
	char *paragraph = last_paragraph(text);
	if (paragraph)
		parse_trailers(commit, paragraph, keys);
	return commit;
}

struct record_commit *commit_parse(const char *message, gsize length)
{
	return commit_parse_keys(message, length, NULL);
}

static gboolean is_key(const char *word, gsize length)
{
	for (gsize i = 0; i < G_N_ELEMENTS(KEYS); i++) {
		if (strlen(KEYS[i]) == length &&
			g_ascii_strncasecmp(KEYS[i], word, length) == 0)
			return TRUE;
	}
	return ticket_is_field(word, length);
}

/* Git takes blanks between the key and the colon, and any case. */
static gboolean line_forges(const char *line, const char *end)
{
	const char *at = line;

	while (at < end && (g_ascii_isalnum(*at) || *at == '-'))
		at++;
	gsize length = (gsize)(at - line);
	while (at < end && (*at == ' ' || *at == '\t'))
		at++;
	return at < end && *at == ':' && is_key(line, length);
}

gboolean commit_forges_trailer(const char *message, gsize length)
{
	const char *end = message + length;

	while (message < end) {
		const char *stop =
			memchr(message, '\n', (gsize)(end - message));
		if (!stop)
			stop = end;
		if (line_forges(message, stop))
			return TRUE;
		message = stop < end ? stop + 1 : end;
	}
	return FALSE;
}

/* --- names and ids ------------------------------------------------------ */

static gboolean id_stands(const char *id)
{
	return *id != '\0' && strlen(id) <= ID_MAX_BYTES &&
	       !strpbrk(id, " <>") && text_is_line(id);
}

char *trailer_id(const char *id)
{
	if (id_stands(id))
		return g_strdup_printf("<%s>", id);
	g_autofree char *hex =
		g_compute_checksum_for_string(G_CHECKSUM_SHA256, id, -1);
	return g_strconcat("sha256:", hex, NULL);
}

/* Git takes these from both ends of a name, and refuses an empty one. */
static gboolean is_crud(char c)
{
	return (guchar)c <= ' ' || strchr(".,:;<>\"\\'", c);
}

static char *trim_crud(char *name)
{
	gsize length = strlen(name);

	while (length > 0 && is_crud(name[length - 1]))
		name[--length] = '\0';
	while (*name != '\0' && is_crud(*name))
		name++;
	return name;
}

char *author_name(const char *name)
{
	g_autofree char *valid = g_utf8_make_valid(name ? name : "", -1);
	g_autoptr(GString) kept = g_string_new(NULL);

	for (const char *p = valid; *p != '\0'; p = text_next(p)) {
		gunichar c = g_utf8_get_char(p);
		if (c == '<' || c == '>' || c == '@')
			continue;
		if (text_is_hidden(c) && c != '\t' && c != '\n' && c != '\r')
			continue;
		g_string_append_unichar(kept, c);
	}
	g_autofree char *line = text_line(kept->str, (gssize)kept->len);
	char *trimmed = trim_crud(line);
	text_limit(trimmed, NAME_MAX_BYTES);
	return g_strdup(*trimmed != '\0' ? trimmed : "Unknown");
}
