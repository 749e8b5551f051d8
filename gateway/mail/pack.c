#include "message.h"
#include "contact.h"
#include "fault.h"
#include "text.h"
#include <string.h>

/* The flat form: subject; from, to, cc, reply_to; date, language, kind,
 * kind_why, is_forward, is_thanks; text, classes, is_html; parts; digest;
 * recipients, report_id, defect. */
#define CONTACTS "a(ss)"
#define PARTS "a(smsmsmsbbyuttttt)"
#define RECIPIENTS "a(smsmsms)"
#define FLAT                                                         \
	"(s" CONTACTS CONTACTS CONTACTS CONTACTS "xmsysbbsayb" PARTS \
	"s" RECIPIENTS "msms)"

#define MAX_LINE (64 * 1024)
#define MAX_RECIPIENTS 1000
#define DIGEST_LENGTH 64

enum {
	FLAT_SUBJECT,
	FLAT_FROM,
	FLAT_TO,
	FLAT_CC,
	FLAT_REPLY_TO,
	FLAT_DATE,
	FLAT_LANGUAGE,
	FLAT_KIND,
	FLAT_KIND_WHY,
	FLAT_IS_FORWARD,
	FLAT_IS_THANKS,
	FLAT_TEXT,
	FLAT_CLASSES,
	FLAT_IS_HTML,
	FLAT_PARTS,
	FLAT_DIGEST,
	FLAT_RECIPIENTS,
	FLAT_REPORT_ID,
	FLAT_DEFECT,
};

static GVariant *pack_contacts(const GPtrArray *contacts)
{
	GVariantBuilder builder;

	g_variant_builder_init(&builder, G_VARIANT_TYPE(CONTACTS));
	for (guint i = 0; i < contacts->len; i++) {
		const struct contact *contact = g_ptr_array_index(contacts, i);

		g_variant_builder_add(
			&builder, "(ss)", contact->name, contact->address);
	}
	return g_variant_builder_end(&builder);
}

static GVariant *pack_parts(const GPtrArray *parts)
{
	GVariantBuilder builder;

	g_variant_builder_init(&builder, G_VARIANT_TYPE(PARTS));
	for (guint i = 0; i < parts->len; i++) {
		const struct part *part = g_ptr_array_index(parts, i);

		g_variant_builder_add(&builder, "(smsmsmsbbyuttttt)",
			part->type, part->charset, part->name, part->content_id,
			part->is_attachment, part->is_text,
			(guchar)part->encoding, part->depth,
			(guint64)part->offset, (guint64)part->length,
			(guint64)part->size, (guint64)part->inner_offset,
			(guint64)part->inner_length);
	}
	return g_variant_builder_end(&builder);
}

static GVariant *pack_recipients(const GPtrArray *recipients)
{
	GVariantBuilder builder;

	g_variant_builder_init(&builder, G_VARIANT_TYPE(RECIPIENTS));
	for (guint i = 0; i < recipients->len; i++) {
		const struct report_recipient *one =
			g_ptr_array_index(recipients, i);

		g_variant_builder_add(&builder, "(smsmsms)", one->address,
			one->status, one->action, one->diagnostic);
	}
	return g_variant_builder_end(&builder);
}

static GVariant *pack_classes(const GByteArray *classes)
{
	return g_variant_new_fixed_array(
		G_VARIANT_TYPE_BYTE, classes->data, classes->len, 1);
}

GBytes *message_pack(const struct message *message)
{
	g_autoptr(GVariant) flat = g_variant_ref_sink(g_variant_new(
		"(s@" CONTACTS "@" CONTACTS "@" CONTACTS "@" CONTACTS
		"xmsysbbs@ayb@" PARTS "s@" RECIPIENTS "msms)",
		message->subject, pack_contacts(message->from),
		pack_contacts(message->to), pack_contacts(message->cc),
		pack_contacts(message->reply_to), message->date,
		message->language, (guchar)message->kind, message->kind_why,
		message->is_forward, message->is_thanks, message->text,
		pack_classes(message->classes), message->is_html,
		pack_parts(message->parts), message->digest,
		pack_recipients(message->recipients), message->report_id,
		message->defect));

	return g_variant_get_data_as_bytes(flat);
}

/* What is checked against, and the first lie that was found. */
struct unpacking {
	GVariant *flat;
	gsize raw_length;
	const struct mail_limits *limits;
	GError *error;
	const struct part *outer; /* the last that is no file within one */
	guint64 inner_behind;
};

static void G_GNUC_PRINTF(2, 3)
	lie(struct unpacking *unpacking, const char *format, ...)
{
	va_list arguments;

	if (unpacking->error)
		return;
	va_start(arguments, format);
	unpacking->error = g_error_new_valist(
		POSTERN_FAULT, FAULT_INVALID, format, arguments);
	va_end(arguments);
}

static gboolean is_short_line(const char *text)
{
	return strlen(text) <= MAX_LINE && text_is_line(text);
}

/* A line, or NULL where the type allows it; new. */
static char *take_field(struct unpacking *unpacking, gsize i, const char *what)
{
	g_autoptr(GVariant) value =
		g_variant_get_child_value(unpacking->flat, i);
	g_autofree char *text = NULL;

	if (g_variant_is_of_type(value, G_VARIANT_TYPE_STRING))
		text = g_variant_dup_string(value, NULL);
	else
		g_variant_get(value, "ms", &text);
	if (text && !is_short_line(text))
		lie(unpacking, "%s is not one clean line of at most %d bytes",
			what, MAX_LINE);
	return g_steal_pointer(&text);
}

static gboolean take_flag(const struct unpacking *unpacking, gsize i)
{
	gboolean flag;

	g_variant_get_child(unpacking->flat, i, "b", &flag);
	return flag;
}

static gsize take_count(struct unpacking *unpacking, GVariant *list, guint most,
	const char *what)
{
	gsize count = g_variant_n_children(list);

	if (count <= most)
		return count;
	lie(unpacking, "%" G_GSIZE_FORMAT " %s, expected at most %u", count,
		what, most);
	return 0;
}

static void take_contacts(struct unpacking *unpacking, gsize i,
	const char *what, GPtrArray *contacts)
{
	g_autoptr(GVariant) list =
		g_variant_get_child_value(unpacking->flat, i);
	gsize count =
		take_count(unpacking, list, unpacking->limits->addresses, what);

	for (gsize n = 0; n < count && !unpacking->error; n++) {
		const char *name, *address;
		g_autoptr(GVariant) one = g_variant_get_child_value(list, n);

		g_variant_get(one, "(&s&s)", &name, &address);
		if (!is_short_line(name))
			lie(unpacking, "a name of %s is not one clean line",
				what);
		else if (!address_is_plain(address))
			lie(unpacking, "an address of %s is not plain", what);
		else
			g_ptr_array_add(contacts, contact_new(name, address));
	}
}

static gboolean is_type(const char *type)
{
	const char *slash = strchr(type, '/');

	if (!slash || slash == type || !slash[1] || strchr(slash + 1, '/'))
		return FALSE;
	for (; *type; type++) {
		if (!g_ascii_isalnum(*type) && !strchr("!#$&-^_.+/", *type))
			return FALSE;
		if (g_ascii_isupper(*type))
			return FALSE;
	}
	return TRUE;
}

static void check_part(struct unpacking *unpacking, const struct part *part)
{
	const char *lines[] = { part->charset, part->name, part->content_id };

	if (!is_type(part->type))
		lie(unpacking, "the type of a part is no token/token");
	for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
		if (lines[i] && !is_short_line(lines[i]))
			lie(unpacking, "a field of a part is no clean line");
	}
	if (part->name && strpbrk(part->name, "/\\"))
		lie(unpacking, "the name of a part is a path");
	if (part->depth > unpacking->limits->depth + 1)
		lie(unpacking, "a part lies %u deep, expected at most %u",
			part->depth, unpacking->limits->depth + 1);
	if (part->is_text && part->is_attachment)
		lie(unpacking, "a part is both text and attachment");
}

/* Parts follow each other in the mail; none overlaps another. */
static gsize check_range(struct unpacking *unpacking, guint64 offset,
	guint64 length, guint64 size, gsize behind)
{
	guint64 end;

	if (!g_uint64_checked_add(&end, offset, length) ||
		end > unpacking->raw_length)
		lie(unpacking,
			"a part at %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT
			" bytes lies outside of a mail of %" G_GSIZE_FORMAT,
			offset, length, unpacking->raw_length);
	else if (offset < behind)
		lie(unpacking,
			"a part at %" G_GUINT64_FORMAT
			" begins within another, expected %" G_GSIZE_FORMAT
			" or more",
			offset, behind);
	else if (size > length)
		lie(unpacking,
			"a part of %" G_GUINT64_FORMAT
			" bytes decodes to %" G_GUINT64_FORMAT,
			length, size);
	else
		return (gsize)end;
	return behind;
}

/* A file within a part lies in the one before it, behind the one before. */
static void check_inner(struct unpacking *unpacking, const struct part *part)
{
	const struct part *outer = unpacking->outer;
	guint64 end;

	if (!outer || outer->offset != part->offset ||
		outer->length != part->length ||
		outer->encoding != part->encoding)
		lie(unpacking, "a file lies in no part before it");
	else if (!g_uint64_checked_add(
			 &end, part->inner_offset, part->inner_length) ||
		 end > outer->size || part->size != part->inner_length ||
		 part->inner_offset < unpacking->inner_behind || part->is_text)
		lie(unpacking,
			"a file at %" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT
			" bytes lies not within a part of %" G_GSIZE_FORMAT,
			part->inner_offset, part->inner_length, outer->size);
	else
		unpacking->inner_behind = end;
}

static gsize take_part(struct unpacking *unpacking, GVariant *flat,
	struct part *part, gsize behind)
{
	guchar encoding;
	guint64 offset, length, size, inner_offset, inner_length;

	g_variant_get(flat, "(smsmsmsbbyuttttt)", &part->type, &part->charset,
		&part->name, &part->content_id, &part->is_attachment,
		&part->is_text, &encoding, &part->depth, &offset, &length,
		&size, &inner_offset, &inner_length);
	if (encoding > ENCODING_OTHER)
		lie(unpacking, "encoding %u of a part is none", encoding);
	part->encoding = (enum part_encoding)encoding;
	part->offset = (gsize)offset;
	part->length = (gsize)length;
	part->size = (gsize)size;
	part->inner_offset = (gsize)inner_offset;
	part->inner_length = (gsize)inner_length;
	check_part(unpacking, part);
	if (inner_length) {
		check_inner(unpacking, part);
		return behind;
	}
	unpacking->outer = part;
	unpacking->inner_behind = 0;
	return check_range(unpacking, offset, length, size, behind);
}

static void take_parts(struct unpacking *unpacking, GPtrArray *parts)
{
	g_autoptr(GVariant) list =
		g_variant_get_child_value(unpacking->flat, FLAT_PARTS);
	gsize count =
		take_count(unpacking, list, unpacking->limits->parts, "parts");
	gsize behind = 0;

	for (gsize n = 0; n < count && !unpacking->error; n++) {
		g_autoptr(GVariant) one = g_variant_get_child_value(list, n);
		struct part *part = g_new0(struct part, 1);

		g_ptr_array_add(parts, part);
		behind = take_part(unpacking, one, part, behind);
	}
}

static void take_recipients(struct unpacking *unpacking, GPtrArray *recipients)
{
	g_autoptr(GVariant) list =
		g_variant_get_child_value(unpacking->flat, FLAT_RECIPIENTS);
	gsize count = take_count(unpacking, list, MAX_RECIPIENTS, "recipients");

	for (gsize n = 0; n < count && !unpacking->error; n++) {
		g_autoptr(GVariant) one = g_variant_get_child_value(list, n);
		struct report_recipient *to =
			g_new0(struct report_recipient, 1);

		g_ptr_array_add(recipients, to);
		g_variant_get(one, "(smsmsms)", &to->address, &to->status,
			&to->action, &to->diagnostic);
		if (!address_is_plain(to->address))
			lie(unpacking, "an address of a report is not plain");
		if ((to->status && !is_short_line(to->status)) ||
			(to->action && !is_short_line(to->action)) ||
			(to->diagnostic && !is_short_line(to->diagnostic)))
			lie(unpacking, "a field of a report is no clean line");
	}
}

static guint count_lines(const char *text)
{
	guint lines = 0;
	const char *at = text;

	for (; (at = strchr(at, '\n')); at++)
		lines++;
	gsize length = strlen(text);

	return lines + (length && text[length - 1] != '\n');
}

static void take_text(struct unpacking *unpacking, struct message *message)
{
	g_autoptr(GVariant) list =
		g_variant_get_child_value(unpacking->flat, FLAT_CLASSES);
	gsize count;
	const guint8 *classes = g_variant_get_fixed_array(list, &count, 1);

	g_variant_get_child(unpacking->flat, FLAT_TEXT, "s", &message->text);
	gsize length = strlen(message->text);

	if (length > unpacking->limits->text_bytes)
		lie(unpacking,
			"text of %" G_GSIZE_FORMAT
			" bytes, expected at most %" G_GSIZE_FORMAT,
			length, unpacking->limits->text_bytes);
	if (strchr(message->text, '\r'))
		lie(unpacking, "text holds CR, expected LF alone");
	guint lines = count_lines(message->text);

	if (count != lines) {
		lie(unpacking, "%" G_GSIZE_FORMAT " classes of %u lines", count,
			lines);
		return;
	}
	for (gsize i = 0; i < count; i++) {
		if (classes[i] >= LINE_CLASS_COUNT)
			lie(unpacking, "class %u of a line is none",
				classes[i]);
	}
	if (count)
		g_byte_array_append(message->classes, classes, (guint)count);
}

static gboolean is_digest(const char *text)
{
	gsize i = 0;

	for (; text[i]; i++) {
		if (!g_ascii_isdigit(text[i]) &&
			(text[i] < 'a' || text[i] > 'f'))
			return FALSE;
	}
	return i == DIGEST_LENGTH;
}

static void take_ids(struct unpacking *unpacking, struct message *message)
{
	g_free(message->digest);
	message->digest = take_field(unpacking, FLAT_DIGEST, "the digest");
	if (!is_digest(message->digest))
		lie(unpacking, "the digest is not 64 hex digits");
	message->report_id =
		take_field(unpacking, FLAT_REPORT_ID, "the id of a report");
	if (message->report_id && strpbrk(message->report_id, " <>"))
		lie(unpacking, "the id of a report holds blanks or <>");
	message->defect = take_field(unpacking, FLAT_DEFECT, "the defect");
	message->language =
		take_field(unpacking, FLAT_LANGUAGE, "the language");
}

static void take_kind(struct unpacking *unpacking, struct message *message)
{
	guchar kind;

	g_variant_get_child(unpacking->flat, FLAT_KIND, "y", &kind);
	if (kind >= MAIL_KIND_COUNT || kind == MAIL_ALERT) {
		lie(unpacking, "kind %u is none that a parser may give", kind);
		return;
	}
	message->kind = (enum mail_kind)kind;
	g_free(message->kind_why);
	message->kind_why = take_field(unpacking, FLAT_KIND_WHY, "the reason");
}

static void take_all(struct unpacking *unpacking, struct message *message)
{
	g_free(message->subject);
	message->subject = take_field(unpacking, FLAT_SUBJECT, "the subject");
	take_contacts(unpacking, FLAT_FROM, "From", message->from);
	take_contacts(unpacking, FLAT_TO, "To", message->to);
	take_contacts(unpacking, FLAT_CC, "Cc", message->cc);
	take_contacts(unpacking, FLAT_REPLY_TO, "Reply-To", message->reply_to);
	g_variant_get_child(unpacking->flat, FLAT_DATE, "x", &message->date);
	take_kind(unpacking, message);
	message->is_forward = take_flag(unpacking, FLAT_IS_FORWARD);
	message->is_thanks = take_flag(unpacking, FLAT_IS_THANKS);
	message->is_html = take_flag(unpacking, FLAT_IS_HTML);
	g_clear_pointer(&message->text, g_free);
	take_text(unpacking, message);
	take_parts(unpacking, message->parts);
	take_ids(unpacking, message);
	take_recipients(unpacking, message->recipients);
}

struct message *message_unpack(GBytes *packed, gsize raw_length,
	const struct mail_limits *limits, GError **error)
{
	g_autoptr(GVariant) flat = g_variant_ref_sink(
		g_variant_new_from_bytes(G_VARIANT_TYPE(FLAT), packed, FALSE));
	struct unpacking unpacking = {
		.flat = flat, .raw_length = raw_length, .limits = limits
	};

	if (!g_variant_is_normal_form(flat)) {
		g_set_error(error, POSTERN_FAULT, FAULT_INVALID,
			"answer of %" G_GSIZE_FORMAT
			" bytes is not in normal form",
			g_bytes_get_size(packed));
		return NULL;
	}
	AUTO(message) message = message_new();

	take_all(&unpacking, message);
	if (unpacking.error) {
		g_propagate_prefixed_error(
			error, unpacking.error, "answer of the parser: ");
		return NULL;
	}
	return g_steal_pointer(&message);
}
