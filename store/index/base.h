/* base.h - the database below the index: opening, statements, errors. For the
 * folder itself. */
#ifndef INDEX_BASE_H
#define INDEX_BASE_H

#include "index.h"
#include <sqlite3.h>

/* What a file is to hold: its tables, what finds rows in them, and the number
 * of that form. */
struct base_schema {
	const char *tables, *indexes;
	int version;
};

struct index {
	const struct base_schema *schema;
	sqlite3 *db;
	GHashTable *statements; /* char * of SQL -> sqlite3_stmt *, prepared */
	gint64 commits;         /* fed so far; within a transaction, as below */
	gint64 first_day;       /* from which rates are kept: days since 1970 */
};

/* What is bound to the ?1, ?2 … of a statement. */
struct value {
	gboolean is_text;
	gint64 number;
	const char *text;
};
#define NUM(value_)                        \
	(struct value)                     \
	{                                  \
		.number = (gint64)(value_) \
	}
#define STR(value_)                               \
	(struct value)                            \
	{                                         \
		.is_text = TRUE, .text = (value_) \
	}
#define VALUES(...)                                                     \
	(const struct value[]){ __VA_ARGS__ },                          \
		(guint)(sizeof((const struct value[]){ __VA_ARGS__ }) / \
			sizeof(struct value))

/* As index_open() of index.h, of any schema. */
struct index *base_open(
	const char *path, const struct base_schema *schema, GError **error);

/* Sets the error of the last call on the database; returns FALSE. */
gboolean base_fail(struct index *index, GError **error);

/* A prepared and bound statement, kept for the next time; NULL on error. The
 * texts of values must live until base_done(). */
sqlite3_stmt *base_ask(struct index *index, const char *sql,
	const struct value *values, guint count, GError **error);
/* Hands every row to each, then is done with the statement. FALSE on error, and
 * where rows is NULL (base_ask() failed and has set the error). */
gboolean base_each(struct index *index, sqlite3_stmt *rows,
	void (*each)(sqlite3_stmt *row, gpointer data), gpointer data,
	GError **error);
void base_done(sqlite3_stmt *statement); /* takes NULL */

/* A statement without rows. */
gboolean base_run(struct index *index, const char *sql,
	const struct value *values, guint count, GError **error);
/* The first column of the only row; *number is kept where there is none or it
 * is NULL. */
gboolean base_number(struct index *index, const char *sql,
	const struct value *values, guint count, gint64 *number,
	GError **error);
/* Without values; several statements. */
gboolean base_exec(struct index *index, const char *sql, GError **error);

/* A text column, new, never NULL, valid UTF-8. */
char *base_text(sqlite3_stmt *statement, int column);
guint32 base_uint(sqlite3_stmt *statement, int column);

/* All tables; and what empties them. */
extern const struct base_schema INDEX_SCHEMA;
extern const char *const SCHEMA_CLEAR_SQL;

#endif
