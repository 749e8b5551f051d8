#include "headers.h"
#include "charset_guess.h"
#include "contact.h"
#include "encoded_word.h"
#include "header_lex.h"
#include "plain.h"
#include <string.h>

#define MAX_ID 998
#define MAX_NAME 1000
#define MAX_SUBJECT 10000
#define MAX_CHARSET 40
/* Groups do not nest (RFC 5322); some nest all the same. */
#define MAX_GROUP_DEPTH 4

struct reading {
	GMimeParserOptions *options;
	const struct mail_limits *limits;
	GPtrArray *contacts;
	const char *defect;
};

/* A name that looks like an address claims to be somebody; it is shown as it
 * is, since the address beside it is shown too. */
static void add_mailbox(struct reading *reading, InternetAddress *address)
{
	const char *spec = internet_address_mailbox_get_addr(
		INTERNET_ADDRESS_MAILBOX(address));
	const char *name = internet_address_get_name(address);

	if (!spec || !address_is_plain(spec))
		return;
	if (reading->contacts->len >= reading->limits->addresses) {
		reading->defect = DEFECT_ADDRESSES;
		return;
	}
	g_autofree char *line = plain_line(name ? name : "", MAX_NAME);

	g_ptr_array_add(reading->contacts, contact_new(line, spec));
}

static void add_list(
	struct reading *reading, InternetAddressList *list, guint depth)
{
	int count = list ? internet_address_list_length(list) : 0;

	for (int i = 0; i < count; i++) {
		InternetAddress *address =
			internet_address_list_get_address(list, i);

		if (INTERNET_ADDRESS_IS_MAILBOX(address))
			add_mailbox(reading, address);
		else if (INTERNET_ADDRESS_IS_GROUP(address) &&
			 depth < MAX_GROUP_DEPTH)
			add_list(reading,
				internet_address_group_get_members(
					INTERNET_ADDRESS_GROUP(address)),
				depth + 1);
	}
}

static void add_field(struct reading *reading, const char *value)
{
	g_autofree char *words = encoded_words_to_utf8(value);
	g_autoptr(InternetAddressList) list =
		internet_address_list_parse(reading->options, words);

	add_list(reading, list, 0);
}

static char *decode_line(GMimeParserOptions *options, const char *value)
{
	g_autofree char *words = encoded_words_to_utf8(value);
	g_autofree char *unfolded = g_mime_utils_header_unfold(words);
	g_autofree char *decoded =
		g_mime_utils_header_decode_text(options, unfolded);

	return plain_line(decoded, MAX_SUBJECT);
}

/* Of the bytes of Subject and From, which may stand there as they are. */
static const char *guess_charset(const struct mime *mime)
{
	const char *subject = header_get(mime, "Subject");
	const char *from = header_get(mime, "From");
	const char *found =
		subject ? charset_guess(subject, strlen(subject)) : NULL;

	return found || !from ? found : charset_guess(from, strlen(from));
}

/* The charset that raw 8-bit text in a header may be of. */
static GMimeParserOptions *options_for(const struct mime *mime)
{
	const char *guess = guess_charset(mime);
	const char *charsets[] = { "utf-8", "windows-1252", "iso-8859-1", NULL,
		NULL };
	GMimeParserOptions *options = g_mime_parser_options_new();

	for (guint i = 0; i < mime->leaves->len; i++) {
		const struct leaf *leaf = g_ptr_array_index(mime->leaves, i);

		if (!leaf->part->charset ||
			g_ascii_strcasecmp(leaf->part->charset, "us-ascii") ==
				0)
			continue;
		charsets[1] = leaf->part->charset;
		charsets[2] = "windows-1252";
		charsets[3] = "iso-8859-1";
		break;
	}
	if (guess && (!charsets[3] || strcmp(charsets[1], "iso-8859-1") == 0))
		charsets[1] = guess;
	g_mime_parser_options_set_fallback_charsets(options, charsets);
	return options;
}

static void read_field(
	struct reading *reading, struct message *message, GMimeHeader *header)
{
	const char *name = g_mime_header_get_name(header);
	const char *value = g_mime_header_get_raw_value(header);
	const struct {
		const char *name;
		GPtrArray *contacts;
	} FIELDS[] = { { "From", message->from }, { "To", message->to },
		{ "Cc", message->cc }, { "Reply-To", message->reply_to } };

	if (!value)
		return;
	for (guint i = 0; i < G_N_ELEMENTS(FIELDS); i++) {
		if (g_ascii_strcasecmp(name, FIELDS[i].name) != 0)
			continue;
		reading->contacts = FIELDS[i].contacts;
		add_field(reading, value);
	}
	if (g_ascii_strcasecmp(name, "Subject") == 0 && !*message->subject) {
		g_free(message->subject);
		message->subject = decode_line(reading->options, value);
	}
}

static gint64 read_date(const struct mime *mime)
{
	const char *value = header_get(mime, "Date");
	gint64 at = value ? header_date(value, strlen(value)) : G_MININT64;

	if (!value || at != G_MININT64)
		return at;
	/* GMime guesses where the order of the words is another one. */
	g_autoptr(GDateTime) date = g_mime_utils_header_decode_date(value);

	return date ? g_date_time_to_unix(date) : G_MININT64;
}

void headers_read(struct mime *mime, struct message *message)
{
	struct reading reading = { .limits = mime->limits };

	message->date = read_date(mime);
	if (!mime->message)
		return;
	GMimeHeaderList *list =
		g_mime_object_get_header_list(GMIME_OBJECT(mime->message));

	reading.options = options_for(mime);
	for (int i = 0; i < g_mime_header_list_get_count(list); i++)
		read_field(&reading, message,
			g_mime_header_list_get_header_at(list, i));
	g_mime_parser_options_free(reading.options);
	if (reading.defect)
		mime_defect(mime, reading.defect);
}

const char *header_get(const struct mime *mime, const char *name)
{
	if (!mime->message)
		return NULL;
	GMimeHeader *header = g_mime_header_list_get_header(
		g_mime_object_get_header_list(GMIME_OBJECT(mime->message)),
		name);

	return header ? g_mime_header_get_raw_value(header) : NULL;
}

char *header_charset(const struct mime *mime)
{
	static const char *const FIELDS[] = { "Subject", "From" };

	for (guint i = 0; i < G_N_ELEMENTS(FIELDS); i++) {
		const char *value = header_get(mime, FIELDS[i]);
		const char *word = value ? strstr(value, "=?") : NULL;
		gsize length = word ? strcspn(word + 2, "?*") : 0;

		if (length && length <= MAX_CHARSET)
			return g_strndup(word + 2, length);
	}
	return NULL;
}

char *header_id(const char *text)
{
	const char *open = text ? strchr(text, '<') : NULL;
	const char *close = open ? strchr(open, '>') : NULL;

	if (!close || close - open < 2 || close - open > MAX_ID)
		return NULL;
	g_autofree char *id = g_strndup(open + 1, (gsize)(close - open - 1));

	for (const char *at = id; *at; at++) {
		if (!g_ascii_isgraph(*at) || *at == '<')
			return NULL;
	}
	return g_steal_pointer(&id);
}
