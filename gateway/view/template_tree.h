/* template_tree.h - a parsed template: what template.c reads and render.c
 * walks. Private to this folder. */
#ifndef VIEW_TEMPLATE_TREE_H
#define VIEW_TEMPLATE_TREE_H

#include "template.h"
#include <glib.h>

#define TEMPLATE_MAX_BYTES 65536
#define TEMPLATE_MAX_DEPTH 16u
#define TEMPLATE_MAX_OUTPUT 1048576

enum node_kind {
	NODE_TEXT,   /* text as it is */
	NODE_LINE,   /* {{name}} */
	NODE_BLOCK,  /* {{&name}} */
	NODE_QUOTE,  /* {{|name}} */
	NODE_WORD,   /* {{~name}} */
	NODE_EACH,   /* {{#name}} */
	NODE_UNLESS, /* {{^name}} */
};

struct node {
	enum node_kind kind;
	char *text; /* NODE_TEXT: the text; else the name */
	guint end;  /* sections: index of the node behind the last one inside */
};

struct template
{
	GArray *nodes; /* struct node, sections before what they hold */
};

/* The parsed value of a key, or NULL. */
const struct template *words_template(
	const struct words *words, const char *key);

#endif
