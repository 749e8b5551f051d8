/* fields.h - records of header fields, "Key: value" a line, driven by a table
 * with one row a field. For the folder itself: ticket and person. */
#ifndef RECORD_FIELDS_H
#define RECORD_FIELDS_H

#include <glib.h>

/* How a member of a struct is read, written, copied. slot points to it. */
struct field_kind {
	void (*init)(gpointer slot);                   /* NULL: zero will do */
	void (*clear)(gpointer slot);                  /* NULL: owns nothing */
	void (*copy)(gpointer to, gconstpointer from); /* to is initialised */
	/* Appends the values as text (char *), none where it is empty. */
	void (*format)(gconstpointer slot, GPtrArray *values);
	/* value: never empty, passed text_line(). Sets FAULT_INVALID. */
	gboolean (*parse)(gpointer slot, const char *value, GError **error);
	gboolean is_list;
};

extern const struct field_kind FIELD_TEXT;     /* char *, NULL or "": empty */
extern const struct field_kind FIELD_NUMBER;   /* guint32, 0: empty */
extern const struct field_kind FIELD_TIME;     /* gint64, 0: empty */
extern const struct field_kind FIELD_WORDS;    /* GPtrArray * of char * */
extern const struct field_kind FIELD_CONTACT;  /* struct contact * */
extern const struct field_kind FIELD_CONTACTS; /* GPtrArray * of contacts */

/* For kinds over plain values of the caller's own. */
void field_copy_uint(gpointer to, gconstpointer from);

struct field {
	const char *key;
	const struct field_kind *kind;
	gsize offset;
	gboolean is_untold; /* no commit tells of its changes */
};

struct field_table {
	const struct field *fields; /* the first one must be there in a file */
	guint count;                /* at most 64 */
	gsize unknown; /* offset of GPtrArray * of char *, lines not in fields
			*/
};

void fields_init(const struct field_table *table, gpointer record);
void fields_clear(const struct field_table *table, gpointer record);
void fields_copy(
	const struct field_table *table, gpointer to, gconstpointer from);
char *fields_format(const struct field_table *table, gconstpointer record);
/* record is initialised. FAULT_INVALID with the line's number, FAULT_LIMIT. */
gboolean fields_parse(const struct field_table *table, gpointer record,
	const char *text, gsize length, GError **error);

/* The values of one field as text (char *); new. */
GPtrArray *field_values(const struct field *field, gconstpointer record);

/* All values of that field equal, lists in order. */
gboolean field_equal(
	const struct field *field, gconstpointer a, gconstpointer b);
/* record's field becomes what it was before, where it still is as after left
 * it; of a list, only what after added goes and what it took away comes back.
 * FALSE where it is neither. */
gboolean field_write_back(const struct field *field, gpointer record,
	gconstpointer before, gconstpointer after);

/* Takes [A-Za-z0-9-]+, length bytes. */
gboolean field_key_is_valid(const char *key, gsize length);

#endif
