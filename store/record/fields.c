#include "fields.h"
#include "contact.h"
#include "fault.h"
#include "lines.h"
#include "text.h"
#include <string.h>

static gpointer slot_of(gpointer record, gsize offset)
{
	return (guint8 *)record + offset;
}

static gconstpointer const_slot_of(gconstpointer record, gsize offset)
{
	return (const guint8 *)record + offset;
}

/* The unknown lines are one more list, without a key. */
static struct field unknown_field(const struct field_table *table)
{
	return (struct field){ .kind = &FIELD_WORDS, .offset = table->unknown };
}

static void init_field(const struct field *field, gpointer record)
{
	if (field->kind->init)
		field->kind->init(slot_of(record, field->offset));
}

static void clear_field(const struct field *field, gpointer record)
{
	if (field->kind->clear)
		field->kind->clear(slot_of(record, field->offset));
}

static void copy_field(
	const struct field *field, gpointer to, gconstpointer from)
{
	field->kind->copy(
		slot_of(to, field->offset), const_slot_of(from, field->offset));
}

void fields_init(const struct field_table *table, gpointer record)
{
	struct field unknown = unknown_field(table);

	g_assert(table->count <= 64);
	for (guint i = 0; i < table->count; i++)
		init_field(&table->fields[i], record);
	init_field(&unknown, record);
}

void fields_clear(const struct field_table *table, gpointer record)
{
	struct field unknown = unknown_field(table);

	for (guint i = 0; i < table->count; i++)
		clear_field(&table->fields[i], record);
	clear_field(&unknown, record);
}

void fields_copy(
	const struct field_table *table, gpointer to, gconstpointer from)
{
	struct field unknown = unknown_field(table);

	for (guint i = 0; i < table->count; i++)
		copy_field(&table->fields[i], to, from);
	copy_field(&unknown, to, from);
}

GPtrArray *field_values(const struct field *field, gconstpointer record)
{
	GPtrArray *values = g_ptr_array_new_with_free_func(g_free);

	field->kind->format(const_slot_of(record, field->offset), values);
	return values;
}

static void append_field(
	GString *out, const struct field *field, gconstpointer record)
{
	g_autoptr(GPtrArray) values = field_values(field, record);

	for (guint i = 0; i < values->len; i++) {
		const char *value = g_ptr_array_index(values, i);
		if (field->key)
			g_string_append_printf(out, "%s: ", field->key);
		g_string_append(out, value);
		g_string_append_c(out, '\n');
	}
}

char *fields_format(const struct field_table *table, gconstpointer record)
{
	struct field unknown = unknown_field(table);
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < table->count; i++)
		append_field(out, &table->fields[i], record);
	append_field(out, &unknown, record);
	return g_string_free(out, FALSE);
}

gboolean field_key_is_valid(const char *key, gsize length)
{
	for (gsize i = 0; i < length; i++) {
		if (!g_ascii_isalnum(key[i]) && key[i] != '-')
			return FALSE;
	}
	return length > 0;
}

struct reading {
	const struct field_table *table;
	gpointer record;
	guint64 seen; /* a bit a field */
};

static gboolean read_value(
	struct reading *reading, guint index, const char *value, GError **error)
{
	const struct field *field = &reading->table->fields[index];
	guint64 bit = G_GUINT64_CONSTANT(1) << index;

	if (*value == '\0')
		return TRUE;
	if (reading->seen & bit && !field->kind->is_list) {
		g_set_error(error, POSTERN_FAULT, FAULT_INVALID,
			"%s: expected once, is there twice", field->key);
		return FALSE;
	}
	reading->seen |= bit;
	if (!field->kind->parse(
		    slot_of(reading->record, field->offset), value, error)) {
		g_prefix_error(error, "%s: ", field->key);
		return FALSE;
	}
	return TRUE;
}

static gboolean read_line(gpointer data, const char *line, GError **error)
{
	struct reading *reading = data;
	const char *colon = strchr(line, ':');
	gsize length = colon ? (gsize)(colon - line) : 0;

	if (!field_key_is_valid(line, length)) {
		lines_refuse(error, line, "Key: value");
		return FALSE;
	}
	const char *value = colon[1] == ' ' ? colon + 2 : colon + 1;
	for (guint i = 0; i < reading->table->count; i++) {
		const char *key = reading->table->fields[i].key;
		if (strlen(key) == length && strncmp(key, line, length) == 0)
			return read_value(reading, i, value, error);
	}
	struct field unknown = unknown_field(reading->table);
	return unknown.kind->parse(
		slot_of(reading->record, unknown.offset), line, error);
}

gboolean fields_parse(const struct field_table *table, gpointer record,
	const char *text, gsize length, GError **error)
{
	struct reading reading = { .table = table, .record = record };

	if (!lines_each(text, length, read_line, &reading, error))
		return FALSE;
	if (!(reading.seen & 1)) {
		g_set_error(error, POSTERN_FAULT, FAULT_INVALID,
			"line 1: no %s, expected one", table->fields[0].key);
		return FALSE;
	}
	return TRUE;
}

gboolean field_equal(
	const struct field *field, gconstpointer a, gconstpointer b)
{
	g_autoptr(GPtrArray) left = field_values(field, a);
	g_autoptr(GPtrArray) right = field_values(field, b);

	if (left->len != right->len)
		return FALSE;
	for (guint i = 0; i < left->len; i++) {
		if (strcmp(left->pdata[i], right->pdata[i]) != 0)
			return FALSE;
	}
	return TRUE;
}

static gboolean holds(const GPtrArray *values, const char *value)
{
	for (guint i = 0; i < values->len; i++) {
		if (strcmp(values->pdata[i], value) == 0)
			return TRUE;
	}
	return FALSE;
}

/* What the list is without what was added, and with what was taken away. */
static void write_list_back(const struct field *field, gpointer record,
	gconstpointer before, gconstpointer after)
{
	g_autoptr(GPtrArray) old = field_values(field, before);
	g_autoptr(GPtrArray) given = field_values(field, after);
	g_autoptr(GPtrArray) now = field_values(field, record);

	clear_field(field, record);
	init_field(field, record);
	for (guint i = 0; i < now->len; i++) {
		const char *value = now->pdata[i];

		if (holds(old, value) || !holds(given, value))
			field->kind->parse(
				slot_of(record, field->offset), value, NULL);
	}
	for (guint i = 0; i < old->len; i++) {
		const char *value = old->pdata[i];

		if (!holds(given, value) && !holds(now, value))
			field->kind->parse(
				slot_of(record, field->offset), value, NULL);
	}
}

gboolean field_write_back(const struct field *field, gpointer record,
	gconstpointer before, gconstpointer after)
{
	if (field_equal(field, before, after))
		return TRUE;
	if (field_equal(field, record, after))
		copy_field(field, record, before);
	else if (field->kind->is_list)
		write_list_back(field, record, before, after);
	else
		return field_equal(field, record, before);
	return TRUE;
}
