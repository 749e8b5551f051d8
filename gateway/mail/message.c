#include "message.h"
#include "digest.h"
#include "appointment.h"
#include "charset.h"
#include "classify.h"
#include "contact.h"
#include "headers.h"
#include "mend.h"
#include "mime.h"
#include "plain.h"
#include "prescan.h"
#include "bounce.h"
#include "text.h"
#include "text_class.h"
#include <libxml/parser.h>
#include <string.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAS_ASAN
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define HAS_ASAN
#endif
#ifdef HAS_ASAN
#include <sanitizer/lsan_interface.h>
#endif

const struct mail_limits MAIL_LIMITS_DEFAULT = {
	.message_bytes = 50 * 1024 * 1024,
	.parts = 500,
	.depth = 50,
	.header_bytes = 256 * 1024,
	.headers = 1000,
	.addresses = 1000,
	.references = 200,
	.text_bytes = 1024 * 1024,
};

static const struct {
	const char *name;
	gboolean is_automatic;
} KINDS[MAIL_KIND_COUNT] = {
	[MAIL_HUMAN] = { "human", FALSE },
	[MAIL_REPORT] = { "report", TRUE },
	[MAIL_RECEIPT] = { "receipt", TRUE },
	[MAIL_AUTO] = { "auto", TRUE },
	[MAIL_LIST] = { "list", TRUE },
	[MAIL_BULK] = { "bulk", TRUE },
	[MAIL_CALENDAR] = { "calendar", TRUE },
	[MAIL_ALERT] = { "alert", TRUE },
	[MAIL_SPAM] = { "spam", TRUE },
};

const char *mail_kind_name(enum mail_kind kind)
{
	g_assert(kind < MAIL_KIND_COUNT);
	return KINDS[kind].name;
}

gboolean mail_kind_is_automatic(enum mail_kind kind)
{
	g_assert(kind < MAIL_KIND_COUNT);
	return KINDS[kind].is_automatic;
}

static void contact_destroy(gpointer data)
{
	contact_free(data);
}

static void recipient_destroy(gpointer data)
{
	struct report_recipient *recipient = data;

	g_free(recipient->address);
	g_free(recipient->status);
	g_free(recipient->action);
	g_free(recipient->diagnostic);
	g_free(recipient);
}

struct message *message_new(void)
{
	struct message *message = g_new0(struct message, 1);

	message->subject = g_strdup("");
	message->from = g_ptr_array_new_with_free_func(contact_destroy);
	message->to = g_ptr_array_new_with_free_func(contact_destroy);
	message->cc = g_ptr_array_new_with_free_func(contact_destroy);
	message->reply_to = g_ptr_array_new_with_free_func(contact_destroy);
	message->date = G_MININT64;
	message->kind_why = g_strdup("");
	message->text = g_strdup("");
	message->classes = g_byte_array_new();
	message->parts = parts_new();
	message->digest = g_strnfill(64, '0');
	message->recipients = g_ptr_array_new_with_free_func(recipient_destroy);
	return message;
}

void message_free(struct message *message)
{
	if (!message)
		return;
	g_free(message->subject);
	g_ptr_array_unref(message->from);
	g_ptr_array_unref(message->to);
	g_ptr_array_unref(message->cc);
	g_ptr_array_unref(message->reply_to);
	g_free(message->language);
	g_free(message->kind_why);
	g_free(message->text);
	g_byte_array_unref(message->classes);
	g_ptr_array_unref(message->parts);
	g_free(message->digest);
	g_ptr_array_unref(message->recipients);
	g_free(message->report_id);
	g_free(message->defect);
	g_free(message);
}

/* A mail within a mail stays closed: its text is nobody's of this mail. So to
 * GMime it is a part like any other. */
static void keep_mails_closed(void)
{
	static const char *const SUBTYPES[] = { "rfc822", "rfc2822", "global",
		"news" };

	for (guint i = 0; i < G_N_ELEMENTS(SUBTYPES); i++)
		g_mime_object_register_type(
			"message", SUBTYPES[i], GMIME_TYPE_PART);
}

/* GMime drops its own rows of those types without freeing them, once. */
static void start_gmime(void)
{
#ifdef HAS_ASAN
	__lsan_disable();
#endif
	g_mime_init();
#ifdef HAS_ASAN
	__lsan_enable();
#endif
	keep_mails_closed();
}

/* What the libraries load at their first mail is loaded here, while files can
 * still be opened. */
static void read_one_mail(void)
{
	static const char MAIL[] =
		"From: =?iso-8859-1?q?=E5?= <a@example.com>\n"
		"Date: Mon, 23 Nov 2026 10:15:02 +0100\n"
		"Content-Type: text/html; charset=windows-1252; "
		"name*=utf-8''a\n"
		"\n<p>text&eacute;</p>\n";
	g_autoptr(GBytes) raw = g_bytes_new_static(MAIL, strlen(MAIL));

	message_free(message_parse(raw, &MAIL_LIMITS_DEFAULT));
}

void message_init(void)
{
	start_gmime();
	xmlInitParser();
	charset_init();
	read_one_mail();
}

/* Lines end in LF, whatever the transfer made of them. */
static void hash_text(struct digest *digest, const guchar *data, gsize length)
{
	const guchar *end = data + length;

	while (data < end) {
		const guchar *cr = memchr(data, '\r', (gsize)(end - data));
		const guchar *stop = cr ? cr : end;

		digest_add(digest, data, (gsize)(stop - data));
		if (cr && (cr + 1 == end || cr[1] != '\n'))
			digest_add(digest, "\n", 1);
		data = cr ? cr + 1 : end;
	}
}

static char *digest_of(const struct mime *mime)
{
	struct digest digest;

	digest_init(&digest);
	for (guint i = 0; i < mime->parts->len; i++) {
		const struct part *part = g_ptr_array_index(mime->parts, i);

		/* What holds it is counted already. */
		if (part->inner_length)
			continue;
		g_autoptr(GBytes) decoded =
			part_decode(part, mime->raw, G_MAXSIZE, NULL);
		gsize length = 0;
		const guchar *data =
			decoded ? g_bytes_get_data(decoded, &length) : NULL;

		if (!length)
			continue;
		if (g_str_has_prefix(part->type, "text/") ||
			g_str_has_prefix(part->type, "message/"))
			hash_text(&digest, data, length);
		else
			digest_add(&digest, data, length);
	}
	return digest_hex(&digest);
}

/* An invitation, above the words around it. Its file stays an attachment. */
static void add_appointment(struct mime *mime, GString *text)
{
	const struct leaf *leaf = mime_find(mime, "text/calendar");
	g_autoptr(GBytes) bytes = leaf ? part_decode(leaf->part, mime->raw,
						 mime->limits->text_bytes, NULL)
				       : NULL;
	gsize length;

	if (!bytes)
		return;
	const char *data = g_bytes_get_data(bytes, &length);
	g_autofree char *words =
		charset_decode(leaf->part->charset, data ? data : "", length);
	g_autofree char *lines = appointment_lines(words);

	g_string_append(text, lines);
}

/* All that is shown, in order, a blank line between. */
static void join_text(struct mime *mime, struct message *message)
{
	GString *text = g_string_new(NULL);

	add_appointment(mime, text);
	gsize start = text->len;

	for (guint i = 0; i < mime->leaves->len; i++) {
		struct leaf *leaf = g_ptr_array_index(mime->leaves, i);
		const char *more = leaf->is_shown ? leaf_text(mime, leaf) : "";

		if (plain_is_blank(more))
			continue;
		if (text->len == start)
			message->is_html = leaf->is_html;
		if (text->len)
			g_string_append_c(text, '\n');
		g_string_append(text, more);
		if (text->str[text->len - 1] != '\n')
			g_string_append_c(text, '\n');
		if (plain_cut(text, mime->limits->text_bytes)) {
			mime_defect(mime, DEFECT_TEXT);
			break;
		}
	}
	g_free(message->text);
	message->text = g_string_free(text, FALSE);
}

static gboolean has_mail_inside(const struct message *message)
{
	for (guint i = 0; i < message->parts->len; i++) {
		const struct part *part = g_ptr_array_index(message->parts, i);

		if (strcmp(part->type, "message/rfc822") == 0)
			return TRUE;
	}
	return FALSE;
}

static const char *language_of(const struct mime *mime, const char *own)
{
	static const char *const KNOWN[][2] = { { "en", "en" }, { "sv", "sv" },
		{ "nb", "nb" }, { "no", "nb" }, { "nn", "nb" },
		{ "pl", "pl" } };
	const char *guess = text_language(own);
	const char *said = header_get(mime, "Content-Language");

	if (guess || !said)
		return guess;
	said += strspn(said, " \t\r\n");
	for (guint i = 0; i < G_N_ELEMENTS(KNOWN); i++) {
		if (g_ascii_strncasecmp(said, KNOWN[i][0], 2) == 0 &&
			!g_ascii_isalpha(said[2]))
			return KNOWN[i][1];
	}
	return NULL;
}

/* What follows from the text as a whole. */
static void read_text(struct mime *mime, struct message *message)
{
	join_text(mime, message);
	g_byte_array_unref(message->classes);
	message->classes = text_classify(message->text, strlen(message->text));
	g_autofree char *own = message_own_text(message);

	message->language = g_strdup(language_of(mime, own));
	message->is_thanks = text_is_thanks(own);
}

/* The mail that a report returns is no forward. */
static gboolean is_forward(const struct message *message)
{
	if (message->kind == MAIL_REPORT || message->kind == MAIL_RECEIPT)
		return FALSE;
	if (has_mail_inside(message) ||
		(message->classes->len &&
			memchr(message->classes->data, LINE_FORWARD,
				message->classes->len)))
		return TRUE;
	/* Only a prefix of the subject has the text looked at once more. */
	return subject_has_forward_prefix(message->subject) &&
	       text_is_forward(message->text, message->subject);
}

static void split(
	struct mime *mime, const guint8 *clean, const struct prescan *scan)
{
	gsize length = g_bytes_get_size(mime->raw);

	if (scan->has_header)
		mime_parse(mime, clean, scan->start,
			scan->over ? scan->header_end : length);
	mime->hint = header_charset(mime);
	if (scan->over)
		mime_defect(mime, scan->over);
	else if (mime->message)
		mime_walk(mime);
	/* A multipart without any part is still words. */
	if (!mime->leaves->len)
		mime_add_text(mime, scan->body);
	mime_choose(mime);
}

static void fill(struct mime *mime, struct message *message)
{
	headers_read(mime, message);
	g_ptr_array_unref(message->parts);
	message->parts = g_ptr_array_ref(mime->parts);
	read_text(mime, message);
	bounce_read(mime, message);
	classify(mime, message);
	message->is_forward = is_forward(message);
	g_free(message->digest);
	message->digest = digest_of(mime);
	message->defect = g_strdup(mime->defect);
}

struct message *message_parse(GBytes *raw, const struct mail_limits *limits)
{
	struct message *message = message_new();
	gsize length;
	const guint8 *data = g_bytes_get_data(raw, &length);
	g_autofree guint8 *clean = g_malloc(length + 1);
	struct mime mime;

	if (length)
		memcpy(clean, data, length);
	clean[length] = '\0';
	prescan_clean(clean, length);
	mend_words(clean, length);
	if (length <= limits->message_bytes)
		mend_multipart(clean, length);
	struct prescan scan = prescan(clean, length, limits);

	mime_init(&mime, raw, limits);
	split(&mime, clean, &scan);
	fill(&mime, message);
	mime_clear(&mime);
	return message;
}
