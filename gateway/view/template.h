/* template.h - a logic-less renderer: a documented subset of Mustache over
 * GVariant a{sv}.
 *
 *   {{name}}        the value on one line, cleaned
 *   {{&name}}       the value's lines as they are, controls cleaned
 *   {{|name}}       the value's lines, each behind "| " (foreign text), those
 *                   over 72 columns broken at blanks
 *   {{~name}}       the value is a key of the words ("status.closed"): its
 * word, itself rendered in this context; unknown: the key's last part. Without
 * a variable of that name, name is the key.
 *   {{#name}}…{{/name}}  for each of a list; once for true or a non-empty
 * string
 *   {{^name}}…{{/name}}  for false, missing, empty
 *   {{! comment}}
 * A value that would read as a tag command at the start of a line is set in by
 * four blanks. A line that holds nothing but section and comment tags leaves no
 * line.
 * Inside a list's section names are looked up in the item, then outside it.
 */
#ifndef VIEW_TEMPLATE_H
#define VIEW_TEMPLATE_H

#include "auto.h"
#include <glib.h>

struct template;
struct words;

/* FAULT_INVALID: "reply.txt:7: {{/a}} closes {{#b}}". Limits: 64 KiB, 16
 * sections deep. */
struct template *template_parse(
	const char *name, const char *text, gsize length, GError **error);
void template_free(struct template *template);
DEFINE_AUTO(template);
/* New UTF-8; capped at 1 MiB. words may be NULL. */
char *template_render(const struct template *template, GVariant *data,
	const struct words *words);

/* "status.closed = stängt" a line, # comments. */
struct words *words_parse(
	const char *name, const char *text, gsize length, GError **error);
void words_free(struct words *words); /* takes NULL */
DEFINE_AUTO(words);
/* The text of a key as written, or NULL; lives as long as words. */
const char *words_get(const struct words *words, const char *key);

/* A notice: a template whose first line is "Subject: …", then a blank line,
 * then the body, whose first line is the separator that cuts quotes off,
 * "=== … ===". Looked up as overrides first (callback: path -> new bytes or
 * NULL, e.g. "templates/sv/reply.txt" of the repository; may be NULL), else
 * built in; a language that is not there falls back to en. Words are looked up
 * the same way
 * ("templates/sv/words.txt"), key by key. An override that does not parse is
 * passed over, so that no notice is ever lost by one: notice_check() says what
 * is wrong with it. subject: one line, without tag; body: ends in one LF.
 * FAULT_NOT_FOUND where there is no such notice at all. */
struct rendered {
	char *subject, *body;
};
void rendered_clear(struct rendered *rendered);
gboolean notice_render(struct rendered *rendered, const char *notice,
	const char *language, GVariant *data,
	GBytes *(*override)(const char *path, gpointer user), gpointer user,
	GError **error);

/* The built-in texts as far as they were asked for, parsed once: for whoever
 * renders many notices. */
struct shelf;
struct shelf *shelf_new(void);
void shelf_free(struct shelf *shelf); /* takes NULL */
DEFINE_AUTO(shelf);

/* As notice_render(), with what is built in from the shelf. */
struct notice_source {
	GBytes *(*override)(const char *path, gpointer user); /* may be NULL */
	gpointer user;
	struct shelf *shelf;
};
gboolean notice_render_from(struct rendered *rendered, const char *notice,
	const char *language, GVariant *data,
	const struct notice_source *source, GError **error);

/* Whether text may override path ("templates/sv/reply.txt", "…/words.txt"):
 * a notice or file of words that we have, that parses and keeps its shape.
 * FAULT_INVALID with "templates/sv/reply.txt:3: …". For `check` and pushes. */
gboolean notice_check(
	const char *path, const char *text, gsize length, GError **error);

/* The built-in words of a language over those of en; never NULL. Free it. */
struct words *builtin_words(const char *language);

/* The built-in template (bytes live for ever), NULL where there is none. */
const char *builtin_template(
	const char *language, const char *name, gsize *length);
/* The names of all of them, "sv/reply.txt", NULL at the end. */
const char *builtin_path(gsize index);

#endif
