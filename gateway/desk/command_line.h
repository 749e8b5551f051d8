/* command_line.h - one line of a mail: is it a command, and which. */
#ifndef DESK_COMMAND_LINE_H
#define DESK_COMMAND_LINE_H

#include "verbs.h"

enum line_shape {
	LINE_TEXT, /* anything else */
	LINE_WORD, /* "#word…": a command, tags, or a slip */
	LINE_REF,  /* "#42" or "T-42" alone */
};

/* A line taken apart. Clear with command_line_clear(). */
struct command_line {
	enum line_shape shape;
	char *word; /* LINE_WORD: without "#", as written */
	char *rest; /* behind the word and its colon, trimmed */
	gboolean has_colon;
	guint32 number; /* LINE_REF */
};

/* tag: of the desk, for T-42. Linear in the line. */
void command_line_init(
	struct command_line *line, const char *text, const char *tag);
void command_line_clear(struct command_line *line);

/* The words of a line of "#word" only (tags, if none of them is a verb), as
 * argument_tag() gives them; NULL where it is no such line. */
GPtrArray *command_line_tags(const char *text);

/* A command of that verb with its arguments read; NULL where they are not what
 * the verb takes. */
struct command *command_new(enum verb verb, const struct command_line *line,
	const struct rules *rules);
void command_free(struct command *command); /* takes NULL */

#endif
