/* html_lines.h - lines that grow by words and breaks: blanks run together,
 * breaks add up to one blank line, each line begins with its quote level. */
#ifndef MAIL_HTML_LINES_H
#define MAIL_HTML_LINES_H

#include <glib.h>

struct lines;

struct lines *lines_new(gsize max_bytes);
/* The text, new; the lines are gone. */
char *lines_free_to_text(struct lines *lines);

/* Adds words; blanks run together unless lines_set_pre(). Over max_bytes
 * nothing is added any more. */
void lines_add(struct lines *lines, const char *text, gsize length);

/* What comes next begins a line (1) or a paragraph (2). */
void lines_break(struct lines *lines, guint breaks);
/* As <br>: ends the line even where it is empty. */
void lines_new_line(struct lines *lines);

void lines_set_level(struct lines *lines, guint level);
/* The next line begins with mark, indent levels in. */
void lines_set_mark(struct lines *lines, const char *mark, guint indent);
void lines_set_pre(struct lines *lines, gboolean is_pre);
/* The line "-- ", unless one stands there already. */
void lines_signature(struct lines *lines);

/* Rows are lines, cells of a row stand side by side while each is one line. */
void lines_row(struct lines *lines);
void lines_cell(struct lines *lines);
void lines_end_table(struct lines *lines);

/* How much there is, and what was added since; valid until the next call. */
gsize lines_length(const struct lines *lines);
const char *lines_from(const struct lines *lines, gsize offset);

#endif
