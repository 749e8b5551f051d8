#include "tnef.h"
#include "charset.h"
#include <string.h>

#define SIGNATURE 0x223e9f78u
#define MAX_BYTES (32u * 1024 * 1024)
#define MAX_TEXT (4u * 1024 * 1024)
#define MAX_PROPERTIES 2000u

/* Attributes of a record. */
enum attribute {
	ATTRIBUTE_CODE_PAGE = 0x69007,
	ATTRIBUTE_BODY = 0x2800c,
	ATTRIBUTE_PROPERTIES = 0x69003,
	ATTRIBUTE_FILE = 0x69002, /* a file begins */
	ATTRIBUTE_FILE_TITLE = 0x18010,
	ATTRIBUTE_FILE_BYTES = 0x6800f,
	ATTRIBUTE_FILE_PROPERTIES = 0x69005,
};

/* Properties, and their types. */
enum {
	PROPERTY_BODY = 0x1000,
	PROPERTY_RTF = 0x1009,
	PROPERTY_HTML = 0x1013,
	PROPERTY_FILE_NAME = 0x3704,
	PROPERTY_LONG_NAME = 0x3707,
	PROPERTY_MIME_TYPE = 0x370e,

	TYPE_OBJECT = 0x0d,
	TYPE_STRING = 0x1e,
	TYPE_UNICODE = 0x1f,
	TYPE_BINARY = 0x102,
	TYPE_MANY = 0x1000, /* a flag */
	FIRST_NAMED = 0x8000,
};

/* Reads on until something does not fit; then everything is 0. */
struct cursor {
	const guint8 *at;
	gsize left;
	gboolean is_broken;
};

static const guint8 *take(struct cursor *cursor, gsize bytes)
{
	const guint8 *at = cursor->at;

	if (cursor->is_broken || bytes > cursor->left) {
		cursor->is_broken = TRUE;
		cursor->left = 0;
		return NULL;
	}
	cursor->at += bytes;
	cursor->left -= bytes;
	return at;
}

static guint32 take_16(struct cursor *cursor)
{
	const guint8 *at = take(cursor, 2);

	return at ? (guint32)at[0] | (guint32)at[1] << 8 : 0;
}

static guint32 take_32(struct cursor *cursor)
{
	guint32 low = take_16(cursor);

	return low | take_16(cursor) << 16;
}

/* Values fill up to a multiple of four. */
static const guint8 *take_padded(struct cursor *cursor, gsize bytes)
{
	const guint8 *at = take(cursor, bytes);

	if (at && bytes % 4)
		take(cursor, MIN(4 - bytes % 4, cursor->left));
	return at;
}

struct value {
	guint type, id;
	const guint8 *bytes;
	gsize length;
};

static void file_free(gpointer data)
{
	struct tnef_file *file = data;

	g_free(file->name);
	g_free(file->type);
	g_free(file);
}

static gsize fixed_size(guint type)
{
	static const struct {
		guint type;
		gsize size;
	} SIZES[] = { { 0x02, 4 }, { 0x03, 4 }, { 0x04, 4 }, { 0x0a, 4 },
		{ 0x0b, 4 }, { 0x05, 8 }, { 0x06, 8 }, { 0x07, 8 }, { 0x14, 8 },
		{ 0x40, 8 }, { 0x48, 16 } };

	for (guint i = 0; i < G_N_ELEMENTS(SIZES); i++) {
		if (SIZES[i].type == type)
			return SIZES[i].size;
	}
	return 0;
}

static void skip_name(struct cursor *cursor)
{
	take(cursor, 16);
	if (take_32(cursor) == 0)
		take(cursor, 4);
	else
		take_padded(cursor, take_32(cursor));
}

/* The first of its values; FALSE at the end, or where its type is none. */
static gboolean next_property(struct cursor *cursor, struct value *value)
{
	value->type = take_16(cursor);
	value->id = take_16(cursor);
	if (value->id >= FIRST_NAMED)
		skip_name(cursor);
	gboolean is_many = (value->type & TYPE_MANY) != 0;

	value->type &= ~(guint)TYPE_MANY;
	gsize size = fixed_size(value->type);
	gboolean is_long =
		value->type == TYPE_OBJECT || value->type == TYPE_STRING ||
		value->type == TYPE_UNICODE || value->type == TYPE_BINARY;
	guint32 count = is_many || is_long ? take_32(cursor) : 1;

	if (!size && !is_long)
		return FALSE;
	for (guint32 i = 0; i < count && !cursor->is_broken; i++) {
		gsize length = is_long ? take_32(cursor) : size;
		const guint8 *bytes = take_padded(cursor, length);

		if (i == 0) {
			value->bytes = bytes;
			value->length = length;
		}
	}
	return !cursor->is_broken && count > 0 && value->bytes;
}

/* The text of a string, new; NULL where there is none. */
static char *string_of(const struct value *value, const char *charset)
{
	gsize length = MIN(value->length, MAX_TEXT);
	const char *bytes = (const char *)value->bytes;
	gboolean is_wide = value->type == TYPE_UNICODE;

	if (!is_wide)
		length = strnlen(bytes, length);
	g_autofree char *text =
		charset_decode(is_wide ? "utf-16le" : charset, bytes, length);

	return *text ? g_steal_pointer(&text) : NULL;
}

static void set_string(
	char **to, const struct value *value, const char *charset)
{
	char *text = string_of(value, charset);

	if (!text)
		return;
	g_free(*to);
	*to = text;
}

static void set_rtf(
	struct tnef *tnef, const struct value *value, const char *charset)
{
	GString *rtf = rtf_unpack(value->bytes, value->length, MAX_TEXT);

	if (!rtf)
		return;
	tnef->text = rtf_words(rtf->str, rtf->len, charset, &tnef->is_html);
	g_string_free(rtf, TRUE);
}

struct reading {
	struct tnef *tnef;
	struct tnef_file *file;
	char *charset;
	guint max_files;
};

/* The plain text is as good as any, then HTML, then RTF. */
static void take_mail_property(
	struct reading *reading, const struct value *value)
{
	struct tnef *tnef = reading->tnef;
	gboolean is_string =
		value->type == TYPE_STRING || value->type == TYPE_UNICODE;

	if (value->id == PROPERTY_BODY && is_string) {
		set_string(&tnef->text, value, reading->charset);
		tnef->is_html = FALSE;
	} else if (tnef->text) {
		return;
	} else if (value->id == PROPERTY_HTML) {
		set_string(&tnef->text, value, reading->charset);
		tnef->is_html = tnef->text != NULL;
	} else if (value->id == PROPERTY_RTF && value->type == TYPE_BINARY) {
		set_rtf(tnef, value, reading->charset);
	}
}

static void take_file_property(
	struct reading *reading, const struct value *value)
{
	struct tnef_file *file = reading->file;
	gboolean is_string =
		value->type == TYPE_STRING || value->type == TYPE_UNICODE;

	if (!file || !is_string)
		return;
	if (value->id == PROPERTY_LONG_NAME ||
		(value->id == PROPERTY_FILE_NAME && !file->name))
		set_string(&file->name, value, reading->charset);
	else if (value->id == PROPERTY_MIME_TYPE)
		set_string(&file->type, value, reading->charset);
}

static void take_properties(struct reading *reading, const guint8 *data,
	gsize length,
	void (*one)(struct reading *reading, const struct value *value))
{
	struct cursor cursor = { data, length, FALSE };
	guint32 count = take_32(&cursor);
	struct value value = { 0 };

	count = MIN(count, MAX_PROPERTIES);
	for (guint32 i = 0; i < count && next_property(&cursor, &value); i++) {
		one(reading, &value);
		value = (struct value){ 0 };
	}
}

static void begin_file(struct reading *reading)
{
	reading->file = NULL;
	if (reading->tnef->files->len >= reading->max_files)
		return;
	reading->file = g_new0(struct tnef_file, 1);
	g_ptr_array_add(reading->tnef->files, reading->file);
}

static void take_record(struct reading *reading, guint32 attribute,
	const guint8 *data, gsize length, gsize offset)
{
	struct tnef_file *file = reading->file;
	struct cursor cursor = { data, length, FALSE };
	struct value title = { TYPE_STRING, 0, data, length };

	switch ((enum attribute)attribute) {
	case ATTRIBUTE_CODE_PAGE:
		g_free(reading->charset);
		reading->charset = g_strdup_printf("cp%u", take_32(&cursor));
		break;
	case ATTRIBUTE_BODY:
		set_string(&reading->tnef->text, &title, reading->charset);
		break;
	case ATTRIBUTE_PROPERTIES:
		take_properties(reading, data, length, take_mail_property);
		break;
	case ATTRIBUTE_FILE:
		begin_file(reading);
		break;
	case ATTRIBUTE_FILE_TITLE:
		if (file && !file->name)
			set_string(&file->name, &title, reading->charset);
		break;
	case ATTRIBUTE_FILE_BYTES:
		if (file && !file->length) {
			file->offset = offset;
			file->length = length;
		}
		break;
	case ATTRIBUTE_FILE_PROPERTIES:
		take_properties(reading, data, length, take_file_property);
		break;
	default:
		break;
	}
}

struct tnef *tnef_read(const guint8 *data, gsize length, guint max_files)
{
	struct cursor cursor = { data, length, FALSE };

	if (length > MAX_BYTES || take_32(&cursor) != SIGNATURE)
		return NULL;
	struct tnef *tnef = g_new0(struct tnef, 1);
	struct reading reading = { .tnef = tnef, .max_files = max_files };

	tnef->files = g_ptr_array_new_with_free_func(file_free);
	take_16(&cursor); /* its key */
	while (cursor.left) {
		take(&cursor, 1); /* of the mail, or of a file */
		guint32 attribute = take_32(&cursor);
		guint32 size = take_32(&cursor);
		gsize offset = length - cursor.left;
		const guint8 *bytes = take(&cursor, size);

		if (bytes)
			take_record(&reading, attribute, bytes, size, offset);
		take_16(&cursor); /* the sum of its bytes */
	}
	g_free(reading.charset);
	return tnef;
}

void tnef_free(struct tnef *tnef)
{
	if (!tnef)
		return;
	g_ptr_array_unref(tnef->files);
	g_free(tnef->text);
	g_free(tnef);
}
