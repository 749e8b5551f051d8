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

#define BASE_RECENT 64u

struct index {
	char *path;
	guint64 device, inode; /* of the file that is open */
	const struct base_schema *schema;
	sqlite3 *db;
	GHashTable *statements; /* char * of SQL -> sqlite3_stmt *, prepared */
	/* Those asked for last, by where their SQL stands. */
	struct base_recent {
		const char *sql; /* the table's */
		sqlite3_stmt *statement;
	} recent[BASE_RECENT];
	GHashTable *rates; /* not written yet: notices.h */
	gint64 commits;    /* fed so far; within a transaction, as below */
	gint64 first_day;  /* from which rates are kept: days since 1970 */
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

/* A new file in a folder, for a rebuild: nobody else's, not durable, within a
 * transaction, without the schema's indexes. */
struct index *base_make(
	const char *path, const struct base_schema *schema, GError **error);
/* Makes the indexes and ends the transaction. */
gboolean base_finish(struct index *index, GError **error);

/* Where another file is at the path by now, opens that one. Not within a
 * transaction. base_ask() does so by itself. */
gboolean base_follow(struct index *index, GError **error);
gboolean base_is_moved(const struct index *index);

/* Holds off whoever opens the path; -1: error. Let go with close(). */
int base_lock_opening(const char *path, GError **error);

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
