/* template.h - a logic-less renderer: a documented subset of Mustache over
 * GVariant a{sv}.
 *
 *   {{name}}        the value on one line, cleaned
 *   {{&name}}       the value's lines as they are, controls cleaned
 *   {{|name}}       the value's lines, each behind "| " (foreign text)
 *   {{~name}}       the value is a key of the words ("status.closed"): its word, itself
 *                   rendered in this context; unknown: the key's last part
 *   {{#name}}…{{/name}}  for each of a list; once for true or a non-empty string
 *   {{^name}}…{{/name}}  for false, missing, empty
 *   {{! comment}}
 * A line that holds nothing but a section or comment tag leaves no line.
 * Inside a list's section names are looked up in the item, then outside it.
 */
#ifndef VIEW_TEMPLATE_H
#define VIEW_TEMPLATE_H

#include "auto.h"
#include <glib.h>

struct template;
struct words;

/* FAULT_INVALID: "reply.txt:7: {{/a}} closes {{#b}}". Limits: 64 KiB, depth 16. */
struct template *template_parse(const char *name, const char *text,
	gsize length, GError **error);
void template_free(struct template *template);
DEFINE_AUTO(template);
/* New UTF-8; capped at 1 MiB. words may be NULL. */
char *template_render(const struct template *template, GVariant *data,
	const struct words *words);

/* "status.closed = stängt" a line, # comments. */
struct words *words_parse(const char *name, const char *text, gsize length,
	GError **error);
void words_free(struct words *words);
const char *words_get(const struct words *words, const char *key);

/* A notice: a template whose first line is "Subject: …", then a blank line, then
 * the body. Looked up as overrides first (callback: path -> bytes or NULL, e.g.
 * "templates/sv/reply.txt" of the repository), else built in; a language that
 * is not there falls back to en. */
struct rendered { char *subject, *body; };
void rendered_clear(struct rendered *rendered);
gboolean notice_render(struct rendered *rendered, const char *notice,
	const char *language, GVariant *data,
	GBytes *(*override)(const char *path, gpointer user), gpointer user,
	GError **error);

/* The built-in template (bytes live for ever), NULL where there is none. */
const char *builtin_template(const char *language, const char *name, gsize *length);

#endif
