/* table.h - lists for a terminal and for machines, from GVariant. */
#ifndef VIEW_TABLE_H
#define VIEW_TABLE_H

#include <glib.h>

struct table_column {
	const char *key; /* of the row's a{sv} */
	const char *title;
	guint max; /* columns, 0: as wide as needed; cut with … */
	gboolean is_right;
};

/* rows aa{sv}. width: of the terminal, 0: no cutting. Values are cleaned: no
 * control reaches a terminal. colour: titles in bold. New text. */
char *table_format(const struct table_column *columns, guint count,
	GVariant *rows, guint width, gboolean colour);

/* Any a{sv}/aa{sv}/… as JSON, indented, names by the alphabet; new. */
char *json_format(GVariant *value);

#endif
