/* text_lines.h - the lines of a readable text and what one of them, or a few
 * together, can be recognised as. Inside of gateway/mail only: text_class.h is
 * the door. Each recogniser looks at a bounded number of lines and bytes, so
 * the whole is linear.
 */
#ifndef MAIL_TEXT_LINES_H
#define MAIL_TEXT_LINES_H

#include <glib.h>

/* A line behind its quote marks, blanks trimmed at both ends. */
struct text_line {
	const char *start; /* into the text */
	gsize length;
	guint depth;           /* of > marks */
	gboolean is_dashes;    /* "--" alone, without marks or indent */
	gboolean is_exact_sig; /* "-- " alone: RFC 3676 section 4.3 */
};

/* struct text_line, one a line of text; points into text. */
GArray *text_lines_split(const char *text, gsize length);
#define text_line_at(lines, i) (&g_array_index((lines), struct text_line, (i)))

/* Case folded, NFKC; "" where the line is longer than 600 bytes or broken;
 * new. */
char *text_line_fold(const struct text_line *line);
char *text_fold_bytes(const char *text, gsize length);
/* TRUE where text begins with one of list, which ends with NULL. */
gboolean text_begins_with(const char *text, const char *const *list);
/* Three or more of one of - _ = * and nothing else. */
gboolean text_line_is_rule(const struct text_line *line);

/* --- text_mark.c: lines that stand for something by themselves ---------- */

enum text_mark {
	MARK_NONE,
	MARK_OURS,     /* "=== … ===" */
	MARK_ORIGINAL, /* "-----Original Message-----" and its translations */
	MARK_FORWARD, /* "---------- Forwarded message", "Begin forwarded …:" */
	MARK_DEVICE, /* "Sent from my …": a program's own line, for certain */
	MARK_DEVICE_MAYBE, /* the same at the end of a text only */
};
enum text_mark text_mark_of(const struct text_line *line);

/* --- header_block.c ------------------------------------------------------ */

/* How many lines a client's header block (From: Sent: To: Subject:, in any of
 * the languages) that begins at line i has; 0 where none begins there.
 * is_finnish (may be NULL): its labels are Finnish. */
guint header_block_at(const GArray *lines, guint i, gboolean *is_finnish);

/* --- attribution.c ------------------------------------------------------- */

struct attribution {
	guint first, last; /* lines */
	gboolean is_sure;  /* names a time or an address, so what follows may be
			      cut even where it bears no marks */
	gboolean needs_quote; /* one only right above a marked quote */
};
/* "On … wrote:", also wrapped, that ends at line last. */
gboolean attribution_ending_at(
	const GArray *lines, guint last, struct attribution *found);
/* "Anna Berg wrote:", which says no time and no address: one only where a
 * quote follows, and that is the caller's to see. */
gboolean attribution_is_bare(const struct text_line *line);

#endif
