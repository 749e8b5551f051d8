#include "header_write.h"
#include "fault.h"
#include "text.h"
#include <string.h>

#define LINE_COLUMNS 78u
/* Of an encoded word. 75 are allowed, but words of 64 fit behind the name of
 * any field of ours. A plain word that is longer is encoded to be cut. */
#define WORD_COLUMNS 64u
#define WORD_FRAME 12u /* what is not payload: charset, encoding and marks */

/* The field being written: words are put behind each other, and a new
 * line begins where the next one would pass the edge. With words of 64
 * columns the first one fits behind every name of a field that we
 * write. */
struct folder {
	GString *out;
	gsize column;
	gboolean is_first;
};

static struct folder folder_begin(GString *out, const char *name)
{
	g_string_append_printf(out, "%s:", name);
	struct folder folder = { out, strlen(name) + 1, TRUE };
	return folder;
}

static void folder_put(struct folder *folder, const char *word)
{
	gsize length = strlen(word);
	if (!folder->is_first && folder->column + 1 + length > LINE_COLUMNS) {
		g_string_append(folder->out, "\r\n");
		folder->column = 0;
	}
	g_string_append_printf(folder->out, " %s", word);
	folder->column += 1 + length;
	folder->is_first = FALSE;
}

static void folder_end(struct folder *folder)
{
	g_string_append(folder->out, "\r\n");
}

/* RFC 2047. */

/* What may stand for itself in a Q word, also within a phrase (5.3). */
static gboolean is_q_safe(guchar c)
{
	return g_ascii_isalnum(c) || (c != '\0' && strchr("!*+-/", c));
}

static gsize q_length(const char *text, gsize length)
{
	gsize columns = 0;
	for (gsize i = 0; i < length; i++)
		columns += is_q_safe((guchar)text[i]) || text[i] == ' ' ? 1 : 3;
	return columns;
}

static gsize b_length(gsize length)
{
	return (length + 2) / 3 * 4;
}

static char *q_word(const char *text, gsize length)
{
	GString *word = g_string_new("=?UTF-8?Q?");
	for (gsize i = 0; i < length; i++) {
		guchar c = (guchar)text[i];
		if (c == ' ')
			g_string_append_c(word, '_');
		else if (is_q_safe(c))
			g_string_append_c(word, (char)c);
		else
			g_string_append_printf(word, "=%02X", c);
	}
	g_string_append(word, "?=");
	return g_string_free(word, FALSE);
}

static char *b_word(const char *text, gsize length)
{
	g_autofree char *base64 = g_base64_encode((const guchar *)text, length);
	return g_strdup_printf("=?UTF-8?B?%s?=", base64);
}

/* How many bytes of text, whole characters, go into one word. */
static gsize word_bytes(const char *text, gboolean is_b)
{
	const gsize room = WORD_COLUMNS - WORD_FRAME;
	gsize taken = 0;
	while (text[taken]) {
		gsize next = taken + (gsize)g_utf8_skip[(guchar)text[taken]];
		gsize columns = is_b ? b_length(next) : q_length(text, next);
		if (columns > room)
			break;
		taken = next;
	}
	return taken;
}

/* text is valid UTF-8. Its blanks go into the words, since those between two
 * words do not count. */
static void put_encoded(struct folder *folder, const char *text)
{
	gsize length = strlen(text);
	gboolean is_b = b_length(length) < q_length(text, length);
	while (*text) {
		gsize taken = word_bytes(text, is_b);
		g_autofree char *word =
			is_b ? b_word(text, taken) : q_word(text, taken);
		folder_put(folder, word);
		text += taken;
	}
}

static gboolean needs_encoding(const char *word)
{
	return strlen(word) > WORD_COLUMNS || !g_str_is_ascii(word) ||
	       strstr(word, "=?") || strstr(word, "?=");
}

void header_text(GString *out, const char *name, const char *value)
{
	g_autofree char *clean = text_line(value, -1);
	g_auto(GStrv) words = g_strsplit(clean, " ", -1);
	guint count = g_strv_length(words), first = count, last = 0;
	for (guint i = 0; i < count; i++) {
		if (!needs_encoding(words[i]))
			continue;
		first = MIN(first, i);
		last = i;
	}
	struct folder folder = folder_begin(out, name);
	for (guint i = 0; i < count && i < first; i++)
		folder_put(&folder, words[i]);
	if (first < count) {
		char *behind = words[last + 1];
		words[last + 1] = NULL;
		g_autofree char *run = g_strjoinv(" ", words + first);
		words[last + 1] = behind;
		put_encoded(&folder, run);
		first = last + 1;
	}
	for (guint i = first; i < count; i++)
		folder_put(&folder, words[i]);
	folder_end(&folder);
}

/* RFC 5322 atoms with blanks between. */
static gboolean is_atoms(const char *text)
{
	for (const char *at = text; *at; at++)
		if (!g_ascii_isalnum(*at) &&
			!strchr(" !#$%&'*+-/=?^_`{|}~", *at))
			return FALSE;
	return !strstr(text, "=?");
}

static char *quoted(const char *text)
{
	GString *word = g_string_new("\"");
	for (const char *at = text; *at; at++) {
		if (*at == '"' || *at == '\\')
			g_string_append_c(word, '\\');
		g_string_append_c(word, *at);
	}
	g_string_append_c(word, '"');
	return g_string_free(word, FALSE);
}

static void put_phrase(struct folder *folder, const char *name)
{
	g_autofree char *clean = text_line(name, -1);
	if (*clean == '\0')
		return;
	g_autofree char *string = quoted(clean);
	if (!g_str_is_ascii(clean) || strstr(clean, "=?") ||
		strlen(string) > WORD_COLUMNS)
		put_encoded(folder, clean);
	else
		folder_put(folder, is_atoms(clean) ? clean : string);
}

gboolean header_contact(GString *out, const char *name,
	const struct contact *contact, GError **error)
{
	if (!contact || !contact->address ||
		!address_is_plain(contact->address)) {
		g_autofree char *shown = text_cut(
			contact && contact->address ? contact->address : "", -1,
			60);
		g_set_error(error, POSTERN_FAULT, FAULT_INVALID,
			"%s: address '%s' may not stand in a header "
			"(expected name@domain)",
			name, shown);
		return FALSE;
	}
	struct folder folder = folder_begin(out, name);
	put_phrase(&folder, contact->name ? contact->name : "");
	g_autofree char *address = g_strdup_printf("<%s>", contact->address);
	folder_put(&folder, address);
	folder_end(&folder);
	return TRUE;
}

gboolean id_is_plain(const char *id)
{
	gsize length = id ? strlen(id) : 0;
	if (length < 3 || length > 250 || !strchr(id, '@'))
		return FALSE;
	for (const char *at = id; *at; at++)
		if (!g_ascii_isgraph(*at) || *at == '<' || *at == '>')
			return FALSE;
	return TRUE;
}

void header_ids(GString *out, const char *name, const GPtrArray *ids)
{
	gsize before = out->len;
	struct folder folder = folder_begin(out, name);
	for (guint i = 0; i < ids->len; i++) {
		const char *id = g_ptr_array_index(ids, i);
		if (!id_is_plain(id))
			continue;
		g_autofree char *word = g_strdup_printf("<%s>", id);
		folder_put(&folder, word);
	}
	if (folder.is_first)
		g_string_truncate(out, before);
	else
		folder_end(&folder);
}

void header_token(GString *out, const char *name, const char *value)
{
	for (const char *at = value; *at; at++)
		g_assert(g_ascii_isprint(*at));
	g_string_append_printf(out, "%s: %s\r\n", name, value);
}

gboolean token_is_plain(const char *token)
{
	if (!token || !*token || strlen(token) > 60)
		return FALSE;
	for (const char *at = token; *at; at++)
		if (!g_ascii_isalnum(*at) && !strchr("-_.+!#$&^", *at))
			return FALSE;
	return TRUE;
}

gboolean media_type_is_plain(const char *type)
{
	g_auto(GStrv) parts = g_strsplit(type ? type : "", "/", -1);
	return g_strv_length(parts) == 2 && token_is_plain(parts[0]) &&
	       token_is_plain(parts[1]);
}

/* RFC 2231. */

static gboolean is_attribute_char(guchar c)
{
	return g_ascii_isalnum(c) || (c != '\0' && strchr("-_.!#$&+^`|~", c));
}

/* "%C3%A5" of one character. */
static char *percent(const char *text, gsize length)
{
	GString *out = g_string_new(NULL);
	for (gsize i = 0; i < length; i++) {
		guchar c = (guchar)text[i];
		if (is_attribute_char(c))
			g_string_append_c(out, (char)c);
		else
			g_string_append_printf(out, "%%%02X", c);
	}
	return g_string_free(out, FALSE);
}

/* Pieces of at most 45 columns, each of whole characters. */
static GPtrArray *percent_pieces(const char *text)
{
	GPtrArray *pieces = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GString) piece = g_string_new(NULL);
	while (*text) {
		gsize skip = (gsize)g_utf8_skip[(guchar)*text];
		g_autofree char *one = percent(text, skip);
		if (piece->len > 0 && piece->len + strlen(one) > 45) {
			g_ptr_array_add(pieces, g_strdup(piece->str));
			g_string_truncate(piece, 0);
		}
		g_string_append(piece, one);
		text += skip;
	}
	g_ptr_array_add(pieces, g_strdup(piece->str));
	return pieces;
}

static void put_2231(
	struct folder *folder, const char *parameter, const char *value)
{
	g_autoptr(GPtrArray) pieces = percent_pieces(value);
	for (guint i = 0; i < pieces->len; i++) {
		const char *piece = g_ptr_array_index(pieces, i);
		const char *charset = i == 0 ? "UTF-8''" : "";
		const char *more = i + 1 < pieces->len ? ";" : "";
		g_autofree char *word =
			pieces->len == 1
				? g_strdup_printf("%s*=%s%s%s", parameter,
					  charset, piece, more)
				: g_strdup_printf("%s*%u*=%s%s%s", parameter, i,
					  charset, piece, more);
		folder_put(folder, word);
	}
}

void header_parameter(GString *out, const char *name, const char *value,
	const char *parameter, const char *parameter_value)
{
	struct folder folder = folder_begin(out, name);
	g_autofree char *clean =
		text_line(parameter_value ? parameter_value : "", -1);
	g_autofree char *head = g_strconcat(value, *clean ? ";" : "", NULL);
	g_autofree char *string = quoted(clean);
	folder_put(&folder, head);
	if (*clean && g_str_is_ascii(clean) && !strstr(clean, "=?") &&
		strlen(string) <= 60) {
		g_autofree char *word =
			g_strdup_printf("%s=%s", parameter, string);
		folder_put(&folder, word);
	} else if (*clean) {
		put_2231(&folder, parameter, clean);
	}
	folder_end(&folder);
}

char *header_write_date(gint64 unix_sec)
{
	static const char days[][4] = { "", "Mon", "Tue", "Wed", "Thu", "Fri",
		"Sat", "Sun" };
	static const char months[][4] = { "", "Jan", "Feb", "Mar", "Apr", "May",
		"Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	const gint64 latest = G_GINT64_CONSTANT(253402300799);
	g_autoptr(GDateTime) at =
		g_date_time_new_from_unix_utc(CLAMP(unix_sec, 0, latest));
	g_assert(at);
	return g_strdup_printf("%s, %02d %s %04d %02d:%02d:%02d +0000",
		days[g_date_time_get_day_of_week(at)],
		g_date_time_get_day_of_month(at),
		months[g_date_time_get_month(at)], g_date_time_get_year(at),
		g_date_time_get_hour(at), g_date_time_get_minute(at),
		g_date_time_get_second(at));
}
