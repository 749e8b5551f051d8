/* What stalwart's mail-parser reads in its own test mails, with LF and with
 * CRLF: addresses, subject, date, texts and names of attachments. */
#include "expected.h"
#include "charset.h"
#include "contact.h"
#include "text.h"
#include "uuencode.h"
#include <json-glib/json-glib.h>

static const struct reason REASONS[] = {
	{ "malformed/009.eml", "texts",
		"the outer boundary ends an open inner part (RFC 2046 5.1.2)" },
	{ "malformed/011.eml", "texts",
		"the outer boundary ends an open inner part (RFC 2046 5.1.2)" },
	{ "malformed/016.eml", "texts",
		"a multipart that its outer one ended is not taken up again" },
	{ "malformed/017.eml", "names",
		"a name is one although the disposition before it is empty" },
	{ "thirdparty/015.eml", "names",
		"there are three mails attached, the peer sees one" },
	{ NULL, NULL, NULL },
};

/* One mail and what the peer says of it. */
struct pair {
	JsonArray *parts;
	JsonObject *mail; /* of the peer */
	GBytes *raw;
	const struct message *message; /* ours */
	GString *detail;
};

static JsonObject *member(JsonObject *object, const char *name)
{
	JsonNode *node = object ? json_object_get_member(object, name) : NULL;

	return node && JSON_NODE_HOLDS_OBJECT(node) ? json_node_get_object(node)
						    : NULL;
}

static JsonArray *list(JsonObject *object, const char *name)
{
	JsonNode *node = object ? json_object_get_member(object, name) : NULL;

	return node && JSON_NODE_HOLDS_ARRAY(node) ? json_node_get_array(node)
						   : NULL;
}

static const char *word(JsonObject *object, const char *name)
{
	JsonNode *node = object ? json_object_get_member(object, name) : NULL;

	return node && json_node_get_value_type(node) == G_TYPE_STRING
		       ? json_node_get_string(node)
		       : NULL;
}

static JsonObject *part(const struct pair *pair, guint i)
{
	return json_array_get_object_element(pair->parts, i);
}

/* The first field of that name in a part: the object that holds its value. */
static JsonObject *header(JsonObject *part, const char *name)
{
	JsonArray *headers = list(part, "headers");
	guint count = headers ? json_array_get_length(headers) : 0;

	for (guint i = 0; i < count; i++) {
		JsonObject *one = json_array_get_object_element(headers, i);

		if (g_strcmp0(word(one, "name"), name) == 0)
			return member(one, "value");
	}
	return NULL;
}

/* What the peer could not read it shows as U+FFFD, of which one or more stand
 * for a character that we may well have read by the charset ladder. */
static gboolean matches(const char *ours, const char *its)
{
	static const char UNREAD[] = "\xef\xbf\xbd";
	g_auto(GStrv) pieces = g_strsplit(its, UNREAD, -1);
	const char *at = ours;

	for (guint i = 0; pieces[i]; i++) {
		const char *found = strstr(at, g_strstrip(pieces[i]));

		if (!found || (!i && found != at))
			return FALSE;
		at = found + strlen(pieces[i]);
	}
	return !*at || !pieces[1];
}

static gboolean same_words(struct pair *pair, const char *ours, const char *its)
{
	g_autofree char *a = expected_words(ours);
	g_autofree char *b = expected_words(its);
	gsize same = 0;

	if (strcmp(a, b) == 0 || (strstr(b, "\xef\xbf\xbd") && matches(a, b)))
		return TRUE;
	while (a[same] && a[same] == b[same])
		same++;
	same -= MIN(same, 15);
	g_string_printf(
		pair->detail, "«%.70s», its «%.70s»", a + same, b + same);
	return FALSE;
}

static void add_contacts(GString *to, JsonArray *from)
{
	guint count = from ? json_array_get_length(from) : 0;

	for (guint i = 0; i < count; i++) {
		JsonObject *one = json_array_get_object_element(from, i);
		const char *address = word(one, "address");

		if (address && address_is_plain(address))
			g_string_append_printf(to, "%s ", address);
	}
}

/* Plain addresses are what a desk can answer to; others it does not keep. */
static gboolean same_addresses(
	struct pair *pair, const char *name, const GPtrArray *ours)
{
	JsonObject *value = member(header(part(pair, 0), name), "Address");
	JsonArray *groups = list(value, "Group");
	guint count = groups ? json_array_get_length(groups) : 0;
	g_autoptr(GString) its = g_string_new(NULL);
	g_autoptr(GString) own = g_string_new(NULL);

	add_contacts(its, list(value, "List"));
	for (guint i = 0; i < count; i++)
		add_contacts(its, list(json_array_get_object_element(groups, i),
					  "addresses"));
	for (guint i = 0; i < ours->len; i++) {
		const struct contact *one = g_ptr_array_index(ours, i);

		g_string_append_printf(own, "%s ", one->address);
	}
	return same_words(pair, own->str, its->str);
}

static gboolean addresses_agree(struct pair *pair)
{
	const struct message *message = pair->message;

	return same_addresses(pair, "from", message->from) &&
	       same_addresses(pair, "to", message->to) &&
	       same_addresses(pair, "cc", message->cc) &&
	       same_addresses(pair, "reply_to", message->reply_to);
}

static gboolean subject_agrees(struct pair *pair)
{
	const char *its = word(header(part(pair, 0), "subject"), "Text");
	g_autofree char *line = its ? text_line(its, -1) : NULL;

	return same_words(pair, pair->message->subject, line);
}

static int number(JsonObject *object, const char *name)
{
	return (int)json_object_get_int_member(object, name);
}

static gboolean date_agrees(struct pair *pair)
{
	JsonObject *its = member(header(part(pair, 0), "date"), "DateTime");
	gint64 at = G_MININT64;

	if (its) {
		g_autoptr(GDateTime) date = g_date_time_new_utc(
			number(its, "year"), number(its, "month"),
			number(its, "day"), number(its, "hour"),
			number(its, "minute"), number(its, "second"));
		int zone =
			number(its, "tz_hour") * 60 + number(its, "tz_minute");

		if (json_object_get_boolean_member(its, "tz_before_gmt"))
			zone = -zone;
		if (date)
			at = g_date_time_to_unix(date) - zone * 60;
	}
	g_string_printf(pair->detail,
		"%" G_GINT64_FORMAT ", its %" G_GINT64_FORMAT,
		pair->message->date, at);
	return pair->message->date == at;
}

/* A text part, decoded as message.h says. */
static char *our_text(const struct pair *pair, const struct part *part)
{
	g_autoptr(GBytes) bytes = part_decode(part, pair->raw, G_MAXSIZE, NULL);
	gsize length;
	const char *data = g_bytes_get_data(bytes, &length);

	return charset_decode(part->charset, data ? data : "", length);
}

static gboolean is_uuencode(const struct pair *pair, const struct part *part)
{
	const char *data = g_bytes_get_data(pair->raw, NULL);

	return part->encoding == ENCODING_OTHER &&
	       g_strstr_len(data + part->offset, (gssize)part->length,
		       "begin ") != NULL;
}

/* All texts of ours, in the order of the mail; parts with nothing in them do
 * not count on either side. */
static char *our_texts(const struct pair *pair)
{
	GString *all = g_string_new(NULL);

	for (guint i = 0; i < pair->message->parts->len; i++) {
		const struct part *one = part_at(pair->message, i);
		g_autofree char *text = g_str_has_prefix(one->type, "text/") &&
							!is_uuencode(pair, one)
						? our_text(pair, one)
						: g_strdup("");

		g_string_append_printf(all, "%s\n", text);
	}
	return g_string_free(all, FALSE);
}

/* What it cannot decode is a text to the peer, of whatever type; uuencode it
 * knows none. */
static gboolean is_its_text(JsonObject *part)
{
	JsonObject *type = member(header(part, "content_type"), "ContentType");
	JsonObject *encoding = header(part, "content_transfer_encoding");
	const char *word_of = word(encoding, "Text");

	if (word_of && strstr(word_of, "uuencode"))
		return FALSE;
	return !type || !word(type, "c_type") ||
	       strcmp(word(type, "c_type"), "text") == 0 ||
	       strcmp(word(type, "c_type"), "multipart") == 0;
}

/* Its text without the files that stand uuencoded in it: they are parts of
 * their own here. */
static void add_its_text(GString *to, const char *text)
{
	gsize at = 0, length = strlen(text);
	struct uuencoded file;

	while (uuencode_find(text, length, at, &file)) {
		g_string_append_len(to, text + at, (gssize)(file.start - at));
		g_free(file.name);
		at = file.end;
	}
	g_string_append_printf(to, "%s\n", text + at);
}

static gboolean texts_agree(struct pair *pair)
{
	g_autofree char *ours = our_texts(pair);
	g_autoptr(GString) its = g_string_new(NULL);

	for (guint i = 0; i < json_array_get_length(pair->parts); i++) {
		JsonObject *body = member(part(pair, i), "body");
		const char *text = word(body, "Text");

		text = text ? text : word(body, "Html");
		if (text && is_its_text(part(pair, i)))
			add_its_text(its, text);
	}
	return same_words(pair, ours, its->str);
}

static const char *attribute(JsonObject *value, const char *name)
{
	JsonArray *all = list(member(value, "ContentType"), "attributes");
	guint count = all ? json_array_get_length(all) : 0;

	for (guint i = 0; i < count; i++) {
		JsonObject *one = json_array_get_object_element(all, i);

		if (g_strcmp0(word(one, "name"), name) == 0)
			return word(one, "value");
	}
	return NULL;
}

static const char *its_name(JsonObject *part)
{
	const char *name =
		attribute(header(part, "content_disposition"), "filename");

	return name ? name : attribute(header(part, "content_type"), "name");
}

/* A mail within is named by its subject where it has no name; the peer's has
 * none then. */
static gboolean is_its_mail(JsonObject *part)
{
	return member(member(part, "body"), "Message") && !its_name(part);
}

static gboolean names_agree(struct pair *pair)
{
	JsonArray *attachments = list(pair->mail, "attachments");
	g_autoptr(GString) its = g_string_new(NULL);
	g_autoptr(GString) own = g_string_new(NULL);
	guint unnamed = 0;

	for (guint k = 0; k < json_array_get_length(attachments); k++) {
		JsonObject *one = part(pair,
			(guint)json_array_get_int_element(attachments, k));
		const char *name = its_name(one);
		g_autofree char *clean = name ? text_line(name, -1) : NULL;

		unnamed += is_its_mail(one) ? 1 : 0;
		if (clean)
			g_string_append_printf(
				its, "%s ", g_strdelimit(clean, "/\\", '_'));
	}
	for (guint i = 0; i < pair->message->parts->len; i++) {
		const struct part *one = part_at(pair->message, i);

		if (!one->is_attachment || !one->name ||
			(is_uuencode(pair, one) && !its->len))
			continue;
		if (unnamed && strcmp(one->type, "message/rfc822") == 0)
			unnamed--;
		else
			g_string_append_printf(own, "%s ", one->name);
	}
	return same_words(pair, own->str, its->str);
}

static void compare(
	struct agreement *agreement, struct pair *pair, const char *name)
{
	static const struct {
		const char *fact;
		gboolean (*agrees)(struct pair *pair);
	} FACTS[] = {
		{ "addresses", addresses_agree },
		{ "subject", subject_agrees },
		{ "date", date_agrees },
		{ "texts", texts_agree },
		{ "names", names_agree },
	};

	for (guint i = 0; i < G_N_ELEMENTS(FACTS); i++) {
		if (FACTS[i].agrees(pair))
			continue;
		agreement_count(agreement, name, FACTS[i].fact, FALSE,
			pair->detail->str);
		return;
	}
	agreement_count(agreement, name, "all", TRUE, NULL);
}

/* NUL ends a string of JSON-GLib, and is no text of ours. */
static char *read_json(const char *path)
{
	g_autofree char *text = NULL;

	assert_true(g_file_get_contents(path, &text, NULL, NULL));
	g_auto(GStrv) pieces = g_strsplit(text, "\\u0000", -1);

	return g_strjoinv("", pieces);
}

static void take(struct agreement *agreement, const char *path,
	const char *name, gboolean is_crlf)
{
	g_autofree char *stem = g_strndup(path, strlen(path) - 4);
	g_autofree char *json =
		g_strconcat(stem, is_crlf ? ".crlf.json" : ".json", NULL);
	g_autoptr(JsonParser) parser = json_parser_new();

	if (!g_file_test(json, G_FILE_TEST_EXISTS))
		return;
	g_autofree char *text = read_json(json);

	assert_true(json_parser_load_from_data(parser, text, -1, NULL));
	g_autoptr(GBytes) raw = expected_bytes(path, is_crlf);
	AUTO(message) message = expected_parse(raw, path);
	JsonObject *mail = json_node_get_object(json_parser_get_root(parser));
	g_autoptr(GString) detail = g_string_new(NULL);
	struct pair pair = { list(mail, "parts"), mail, raw, message, detail };

	compare(agreement, &pair, name);
}

static void take_folder(struct agreement *agreement, const char *root,
	const char *folder, gboolean is_crlf)
{
	g_autofree char *path = g_build_filename(root, "eml", folder, NULL);
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *file = g_build_filename(path, name, NULL);
		g_autofree char *shown = g_strconcat(folder, "/", name, NULL);

		if (g_str_has_suffix(name, ".eml"))
			take(agreement, file, shown, is_crlf);
	}
}

static void count_all(gboolean is_crlf, const char *peer)
{
	static const char *const FOLDERS[] = { "legacy", "malformed", "rfc",
		"thirdparty" };
	g_autofree char *root = expected_folder("stalwart-mail-parser");
	struct agreement agreement = { .peer = peer, .reasons = REASONS };

	for (guint i = 0; i < G_N_ELEMENTS(FOLDERS); i++)
		take_folder(&agreement, root, FOLDERS[i], is_crlf);
	agreement_end(&agreement, 95);
}

static void mails_with_lf_agree(void **state)
{
	(void)state;
	count_all(FALSE, "stalwart, LF");
}

static void mails_with_crlf_agree(void **state)
{
	(void)state;
	count_all(TRUE, "stalwart, CRLF");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(mails_with_lf_agree),
		cmocka_unit_test(mails_with_crlf_agree),
	};

	message_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
