/* parse.h - walks a file by the table of keys and fills the structs. Used by
 * conf.c alone, which knows the two files. */
#ifndef CONF_PARSE_H
#define CONF_PARSE_H

#include "conf.h"

/* A kind of section: where its structs are made and kept. */
struct conf_section {
	const char *file, *section;
	gpointer (*make)(void); /* NULL: there is one, at offset in the root */
	gsize offset;      /* of the GPtrArray, or of the struct, in the root */
	gsize name_offset; /* of its char *name, where make is not NULL */
};
const struct conf_section *conf_sections(gsize *count);

/* A section of the file as read. */
struct conf_object {
	const struct conf_section *kind;
	char *name;    /* as written, NULL where the kind has none */
	gpointer data; /* the struct it fills; owned by the root */
	guint line;
};

struct conf_parse {
	const char *kind;            /* "desk.conf": whose keys count */
	const char *file;            /* for messages */
	gpointer root;               /* struct rules or struct settings */
	GPtrArray *errors;           /* struct conf_error *, of this file */
	GPtrArray *objects;          /* struct conf_object * */
	GHashTable *lines;           /* object and key -> line */
	GHashTable *by_name;         /* section and folded name -> object */
	GHashTable *by_data;         /* struct -> object */
	GPtrArray *references;       /* names that must be those of sections */
	struct conf_object *current; /* NULL: keys are skipped */
};

/* The caller frees with conf_parse_free(), and root by itself. */
struct conf_parse *conf_parse_new(
	const char *kind, const char *file, gpointer root);
void conf_parse_free(struct conf_parse *parse);
DEFINE_AUTO(conf_parse);

/* Reads the file, then puts in the defaults that the table names and tells of
 * keys that are required. Dangling names are told by
 * conf_parse_references(). */
void conf_parse_text(struct conf_parse *parse, const char *text, gsize length);
void conf_parse_references(struct conf_parse *parse);

/* Adds what the file does not say, filled with defaults; its struct. */
gpointer conf_parse_add(
	struct conf_parse *parse, const char *section, const char *name);

void conf_parse_error(struct conf_parse *parse, guint line, const char *format,
	...) G_GNUC_PRINTF(3, 4);
/* The section that filled that struct, NULL where none did. */
const struct conf_object *conf_parse_object(
	const struct conf_parse *parse, gconstpointer data);
/* Where the key stands, else where the section does; 0 without an object. */
guint conf_parse_line(const struct conf_parse *parse,
	const struct conf_object *object, const char *key);
gboolean conf_parse_has(const struct conf_parse *parse,
	const struct conf_object *object, const char *key);

#endif
