#include "parse.h"
#include "contact.h"
#include "near.h"
#include "reader.h"
#include "text.h"
#include <string.h>

#define MAX_ERRORS 100u
#define NEAR_ENOUGH 2u

struct reference {
	const struct conf_key *key;
	const struct conf_object *object;
	char *value;
	guint line;
};

static void free_reference(gpointer pointer)
{
	struct reference *reference = pointer;

	g_free(reference->value);
	g_free(reference);
}

static void free_object(gpointer pointer)
{
	struct conf_object *object = pointer;

	g_free(object->name);
	g_free(object);
}

struct conf_parse *conf_parse_new(
	const char *kind, const char *file, gpointer root)
{
	struct conf_parse *parse = g_new0(struct conf_parse, 1);

	parse->kind = kind;
	parse->file = file;
	parse->root = root;
	parse->errors = conf_errors_new();
	parse->objects = g_ptr_array_new_with_free_func(free_object);
	parse->references = g_ptr_array_new_with_free_func(free_reference);
	parse->lines =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	parse->by_name =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	parse->by_data = g_hash_table_new(NULL, NULL);
	return parse;
}

void conf_parse_free(struct conf_parse *parse)
{
	if (!parse)
		return;
	g_ptr_array_unref(parse->errors);
	g_ptr_array_unref(parse->objects);
	g_ptr_array_unref(parse->references);
	g_hash_table_unref(parse->lines);
	g_hash_table_unref(parse->by_name);
	g_hash_table_unref(parse->by_data);
	g_free(parse);
}

/* A hostile file has no more errors than anybody would read. */
void conf_parse_error(
	struct conf_parse *parse, guint line, const char *format, ...)
{
	struct conf_error *error;
	va_list list;

	if (parse->errors->len > MAX_ERRORS)
		return;
	error = g_new0(struct conf_error, 1);
	error->file = g_strdup(parse->file);
	error->line = line;
	if (parse->errors->len == MAX_ERRORS) {
		error->text = g_strdup("more errors follow");
	} else {
		va_start(list, format);
		error->text = g_strdup_vprintf(format, list);
		va_end(list);
	}
	g_ptr_array_add(parse->errors, error);
}

static char *line_key(const struct conf_object *object, const char *key)
{
	return g_strdup_printf("%p %s", (const void *)object, key);
}

gboolean conf_parse_has(const struct conf_parse *parse,
	const struct conf_object *object, const char *key)
{
	g_autofree char *name = line_key(object, key);

	return g_hash_table_contains(parse->lines, name);
}

guint conf_parse_line(const struct conf_parse *parse,
	const struct conf_object *object, const char *key)
{
	g_autofree char *name = line_key(object, key);
	guint line = GPOINTER_TO_UINT(g_hash_table_lookup(parse->lines, name));

	if (line)
		return line;
	return object ? object->line : 0;
}

const struct conf_object *conf_parse_object(
	const struct conf_parse *parse, gconstpointer data)
{
	return g_hash_table_lookup(parse->by_data, data);
}

/* How messages name a section: [desk], [queue "support"]. */
static char *section_title(const char *section, const char *name)
{
	g_autofree char *clean = name ? text_cut(name, -1, 60) : NULL;

	return clean ? g_strdup_printf("[%s \"%s\"]", section, clean)
		     : g_strdup_printf("[%s]", section);
}

static void append_word(GString *list, const char *word)
{
	g_string_append_printf(list, "%s%s", list->len ? ", " : "", word);
}

/* The known words near to a wrong one, or else all of them. */
static char *near_words(const char *wrong, const GPtrArray *words)
{
	GString *near = g_string_new(NULL);

	for (guint i = 0; i < words->len; i++)
		if (near_distance(wrong, words->pdata[i]) <= NEAR_ENOUGH)
			append_word(near, words->pdata[i]);
	if (near->len > 0)
		return g_string_free(near, FALSE);
	for (guint i = 0; i < words->len; i++)
		append_word(near, words->pdata[i]);
	return g_string_free(near, FALSE);
}

static void tell_unknown_section(
	struct conf_parse *parse, const struct reader_entry *entry)
{
	g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *title = section_title(entry->section, entry->name);
	g_autofree char *near = NULL;
	gsize count;
	const struct conf_section *sections = conf_sections(&count);

	for (gsize i = 0; i < count; i++)
		if (g_str_equal(sections[i].file, parse->kind))
			g_ptr_array_add(words, g_strdup(sections[i].section));
	near = near_words(entry->section, words);
	conf_parse_error(parse, entry->line, "unknown section %s (expected %s)",
		title, near);
}

static const struct conf_section *find_section(
	const struct conf_parse *parse, const char *name)
{
	gsize count;
	const struct conf_section *sections = conf_sections(&count);

	for (gsize i = 0; i < count; i++)
		if (g_str_equal(sections[i].file, parse->kind) &&
			g_str_equal(sections[i].section, name))
			return &sections[i];
	return NULL;
}

/* Names are the same whatever their case. */
static char *object_key(const struct conf_section *kind, const char *name)
{
	g_autofree char *folded = address_fold(name ? name : "");

	return g_strconcat(kind->section, " ", folded, NULL);
}

static struct conf_object *add_object(struct conf_parse *parse,
	const struct conf_section *kind, const char *name, guint line)
{
	struct conf_object *object = g_new0(struct conf_object, 1);

	object->kind = kind;
	object->name = g_strdup(name);
	object->line = line;
	if (kind->make) {
		GPtrArray **list =
			(GPtrArray **)(gpointer)((char *)parse->root +
						 kind->offset);

		object->data = kind->make();
		*(char **)(gpointer)((char *)object->data + kind->name_offset) =
			g_strdup(name);
		g_ptr_array_add(*list, object->data);
	} else {
		object->data = (char *)parse->root + kind->offset;
	}
	g_ptr_array_add(parse->objects, object);
	g_hash_table_insert(parse->by_name, object_key(kind, name), object);
	g_hash_table_insert(parse->by_data, object->data, object);
	return object;
}

/* A section may stand in several pieces, as in any file of git's. */
static struct conf_object *find_object(const struct conf_parse *parse,
	const struct conf_section *kind, const char *name)
{
	g_autofree char *key = object_key(kind, name);

	return g_hash_table_lookup(parse->by_name, key);
}

static const char *refuse_name(
	const struct conf_section *kind, const char *name)
{
	if (!kind->make)
		return name ? "takes no name" : NULL;
	if (!name || !*name)
		return "has no name";
	if (!text_is_line(name))
		return "has a name that is no clean line";
	if (g_str_equal(kind->section, "agent") && !address_is_plain(name))
		return "names no mail address";
	if (g_str_equal(kind->section, "calendar") &&
		g_ascii_strcasecmp(name, "always") == 0)
		return "is built in";
	return NULL;
}

static void begin_section(
	struct conf_parse *parse, const struct reader_entry *entry)
{
	const struct conf_section *kind = find_section(parse, entry->section);
	g_autofree char *title = section_title(entry->section, entry->name);
	struct conf_object *object;
	const char *why;

	parse->current = NULL;
	if (!kind) {
		tell_unknown_section(parse, entry);
		return;
	}
	why = refuse_name(kind, entry->name);
	if (why) {
		conf_parse_error(parse, entry->line, "%s %s (expected %s%s%s)",
			title, why, kind->make ? "[" : "", kind->section,
			kind->make ? " \"NAME\"]" : "");
		return;
	}
	object = find_object(parse, kind, entry->name);
	if (object && g_strcmp0(object->name, entry->name) != 0) {
		conf_parse_error(parse, entry->line,
			"%s is another spelling of the name in line %u "
			"(expected \"%s\")",
			title, object->line, object->name);
		return;
	}
	parse->current =
		object ? object
		       : add_object(parse, kind, entry->name, entry->line);
}

static const struct conf_key *find_key(
	const struct conf_section *kind, const char *name, GPtrArray *words)
{
	gsize count;
	const struct conf_key *keys = conf_keys(&count);

	for (gsize i = 0; i < count; i++) {
		if (!g_str_equal(keys[i].file, kind->file) ||
			!g_str_equal(keys[i].section, kind->section))
			continue;
		if (g_str_equal(keys[i].key, name))
			return &keys[i];
		g_ptr_array_add(words, g_strdup(keys[i].key));
	}
	return NULL;
}

static void add_reference(struct conf_parse *parse, const struct conf_key *key,
	const struct reader_entry *entry)
{
	struct reference *reference = g_new0(struct reference, 1);

	reference->key = key;
	reference->object = parse->current;
	reference->value = g_strdup(entry->value);
	reference->line = entry->line;
	g_ptr_array_add(parse->references, reference);
}

static void read_key_value(struct conf_parse *parse, const struct conf_key *key,
	const struct reader_entry *entry)
{
	gpointer field = (char *)parse->current->data + key->offset;
	const char *why = key->read(key, entry->value, field);
	g_autofree char *clean = text_cut(entry->value, -1, 60);

	if (why)
		conf_parse_error(parse, entry->line,
			"%s: '%s' %s (expected %s)", key->key, clean, why,
			key->type);
	else if (key->refers && *entry->value)
		add_reference(parse, key, entry);
}

static void tell_unknown_key(struct conf_parse *parse,
	const struct reader_entry *entry, const GPtrArray *words)
{
	g_autofree char *title = section_title(entry->section, entry->name);
	g_autofree char *near = near_words(entry->key, words);

	conf_parse_error(parse, entry->line,
		"unknown key '%s' in %s (expected %s)", entry->key, title,
		near);
}

static void tell_repeated_key(
	struct conf_parse *parse, const struct reader_entry *entry)
{
	g_autofree char *title = section_title(entry->section, entry->name);

	conf_parse_error(parse, entry->line,
		"%s in %s stands already in line %u (expected once)",
		entry->key, title,
		conf_parse_line(parse, parse->current, entry->key));
}

static void read_key_entry(
	struct conf_parse *parse, const struct reader_entry *entry)
{
	g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
	const struct conf_key *key =
		find_key(parse->current->kind, entry->key, words);

	if (!key) {
		tell_unknown_key(parse, entry, words);
		return;
	}
	if (!conf_parse_has(parse, parse->current, entry->key)) {
		g_hash_table_insert(parse->lines,
			line_key(parse->current, entry->key),
			GUINT_TO_POINTER(entry->line));
	} else if (!key->is_list) {
		tell_repeated_key(parse, entry);
		return;
	}
	read_key_value(parse, key, entry);
}

static void read_entry(const struct reader_entry *entry, gpointer user)
{
	struct conf_parse *parse = user;

	if (parse->errors->len > MAX_ERRORS)
		return;
	if (!entry->key)
		begin_section(parse, entry);
	else if (parse->current)
		read_key_entry(parse, entry);
}

static void read_error(guint line, const char *text, gpointer user)
{
	conf_parse_error(user, line, "%s", text);
}

/* The table's defaults, for what was not said. "(…)" follows from others. */
static void fill_object(
	struct conf_parse *parse, const struct conf_object *object)
{
	g_autofree char *title =
		section_title(object->kind->section, object->name);
	gsize count;
	const struct conf_key *keys = conf_keys(&count);

	for (gsize i = 0; i < count; i++) {
		const struct conf_key *key = &keys[i];
		gpointer field = (char *)object->data + key->offset;

		if (!g_str_equal(key->file, parse->kind) ||
			!g_str_equal(key->section, object->kind->section) ||
			conf_parse_has(parse, object, key->key))
			continue;
		if (key->is_required)
			conf_parse_error(parse, object->line,
				"%s has no %s (expected %s)", title, key->key,
				key->type);
		else if (key->fallback && *key->fallback != '(')
			g_assert_null(key->read(key, key->fallback, field));
	}
}

gpointer conf_parse_add(
	struct conf_parse *parse, const char *section, const char *name)
{
	struct conf_object *object =
		add_object(parse, find_section(parse, section), name, 0);

	fill_object(parse, object);
	return object->data;
}

void conf_parse_text(struct conf_parse *parse, const char *text, gsize length)
{
	struct reader_calls calls = {
		.entry = read_entry, .error = read_error, .user = parse
	};
	gsize count;
	const struct conf_section *sections = conf_sections(&count);

	conf_read(text, length, &calls);
	for (gsize i = 0; i < count; i++)
		if (g_str_equal(sections[i].file, parse->kind) &&
			!sections[i].make &&
			!find_object(parse, &sections[i], NULL))
			add_object(parse, &sections[i], NULL, 0);
	for (guint i = 0; i < parse->objects->len; i++)
		fill_object(parse, parse->objects->pdata[i]);
}

static gboolean is_built_in(const struct reference *reference)
{
	return g_str_equal(reference->key->refers, "calendar") &&
	       g_ascii_strcasecmp(reference->value, "always") == 0;
}

void conf_parse_references(struct conf_parse *parse)
{
	for (guint i = 0; i < parse->references->len; i++) {
		const struct reference *reference = parse->references->pdata[i];
		const char *section = reference->key->refers;
		const struct conf_section *kind = find_section(parse, section);
		g_autofree char *clean = text_cut(reference->value, -1, 60);

		if (is_built_in(reference) ||
			(kind && find_object(parse, kind, reference->value)))
			continue;
		conf_parse_error(parse, reference->line,
			"%s: there is no [%s \"%s\"] (expected %s)",
			reference->key->key, section, clean,
			reference->key->type);
	}
}
