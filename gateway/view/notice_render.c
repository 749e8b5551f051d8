#include "template_tree.h"
#include "shelf.h"
#include "words.h"
#include "fault.h"
#include "text.h"
#include <string.h>

typedef GBytes *(*override_func)(const char *path, gpointer user);

void rendered_clear(struct rendered *rendered)
{
	g_clear_pointer(&rendered->subject, g_free);
	g_clear_pointer(&rendered->body, g_free);
}

/* A name that may stand in a path: languages come from people's records. */
static gboolean is_plain(const char *name)
{
	if (!name || !*name || strlen(name) > 40)
		return FALSE;
	for (const char *at = name; *at; at++)
		if (!g_ascii_isalnum(*at) && *at != '-')
			return FALSE;
	return TRUE;
}

static GBytes *find_override(const struct notice_source *source,
	const char *language, const char *name)
{
	if (!source->override)
		return NULL;
	g_autofree char *path =
		g_strdup_printf("templates/%s/%s.txt", language, name);
	return source->override(path, source->user);
}

/* The desk's own template, where it has one that parses. */
static struct template *own_template(const struct notice_source *source,
	const char *language, const char *notice)
{
	g_autoptr(GBytes) bytes = find_override(source, language, notice);
	gsize length = 0;
	if (!bytes)
		return NULL;
	const char *text = g_bytes_get_data(bytes, &length);
	return template_parse(notice, text, length, NULL);
}

/* The desk's own words, likewise. */
static struct words *own_words(
	const struct notice_source *source, const char *language)
{
	g_autoptr(GBytes) bytes = find_override(source, language, "words");
	gsize length = 0;
	if (!bytes)
		return NULL;
	const char *text = g_bytes_get_data(bytes, &length);
	return words_parse("words.txt", text, length, NULL);
}

/* Takes "Subject: …", a blank line and the body apart. */
static gboolean take_apart(struct rendered *rendered, const char *text)
{
	const char *end = strchr(text, '\n');
	if (!g_str_has_prefix(text, "Subject:") || !end || end[1] != '\n')
		return FALSE;
	const char *subject = text + strlen("Subject:");
	rendered->subject = text_line(subject, end - subject);
	char *body = g_strdup(end + 2);
	gsize length = strlen(body);
	while (length > 0 && body[length - 1] == '\n')
		body[--length] = '\0';
	rendered->body = g_strconcat(body, "\n", NULL);
	g_free(body);
	return TRUE;
}

/* One language; FALSE where it has no such notice or an override of it lost
 * its shape. */
static gboolean render_in(struct rendered *rendered, const char *notice,
	const char *language, GVariant *data,
	const struct notice_source *source)
{
	AUTO(template) own = own_template(source, language, notice);
	const struct template *template =
		own ? own : shelf_template(source->shelf, language, notice);
	if (!template)
		return FALSE;
	AUTO(words) over = own_words(source, language);
	const struct words *words = shelf_words(source->shelf, language);
	if (over)
		words_put_over(over, words);
	g_autofree char *text =
		template_render(template, data, over ? over : words);
	return take_apart(rendered, text);
}

gboolean notice_render_from(struct rendered *rendered, const char *notice,
	const char *language, GVariant *data,
	const struct notice_source *source, GError **error)
{
	const struct notice_source none = { .shelf = source->shelf };
	*rendered = (struct rendered){ NULL, NULL };
	if (is_plain(notice) &&
		((is_plain(language) &&
			 (render_in(rendered, notice, language, data, source) ||
				 render_in(rendered, notice, language, data,
					 &none))) ||
			render_in(rendered, notice, "en", data, source) ||
			render_in(rendered, notice, "en", data, &none)))
		return TRUE;
	g_set_error(error, POSTERN_FAULT, FAULT_NOT_FOUND,
		"no notice '%s' (expected one of templates/en)", notice);
	return FALSE;
}

gboolean notice_render(struct rendered *rendered, const char *notice,
	const char *language, GVariant *data, override_func override,
	gpointer user, GError **error)
{
	AUTO(shelf) shelf = shelf_new();
	const struct notice_source source = { override, user, shelf };

	return notice_render_from(
		rendered, notice, language, data, &source, error);
}

/* The separator by which our quotes are cut: "=== … ===". */
static gboolean has_separator(const char *body)
{
	const char *end = strchrnul(body, '\n');
	g_autofree char *line = g_strndup(body, (gsize)(end - body));
	return g_str_has_prefix(line, "=== ") &&
	       g_str_has_suffix(line, " ===") && strlen(line) > 8 &&
	       g_utf8_strlen(line, -1) <= 72;
}

/* Line number of the first bare command of a template's own text, 0: none. */
static guint find_command(const char *text, gsize length)
{
	g_autofree char *copy = g_strndup(text, length);
	g_auto(GStrv) lines = g_strsplit(copy, "\n", -1);
	for (guint i = 0; lines[i]; i++) {
		gsize blanks = strspn(lines[i], " ");
		if (blanks <= 3 && lines[i][blanks] == '#')
			return i + 1;
	}
	return 0;
}

static gboolean check_notice(const char *path, const char *language,
	const char *text, gsize length, GError **error)
{
	AUTO(template) template = template_parse(path, text, length, error);
	if (!template)
		return FALSE;
	struct rendered rendered = { NULL, NULL };
	AUTO(words) words = builtin_words(language);
	g_autoptr(GVariant) nothing = g_variant_ref_sink(
		g_variant_new_array(G_VARIANT_TYPE("{sv}"), NULL, 0));
	g_autofree char *shown = template_render(template, nothing, words);
	gboolean whole = take_apart(&rendered, shown);
	gboolean separated = whole && has_separator(rendered.body);
	rendered_clear(&rendered);
	guint command = find_command(text, length);
	if (!whole)
		g_set_error(error, POSTERN_FAULT, FAULT_INVALID,
			"%s:1: no subject (expected a line Subject: …, then a "
			"blank line)",
			path);
	else if (!separated)
		g_set_error(error, POSTERN_FAULT, FAULT_INVALID,
			"%s:3: no separator (expected a first line "
			"=== … === of at most 72 columns)",
			path);
	else if (command)
		g_set_error(error, POSTERN_FAULT, FAULT_INVALID,
			"%s:%u: a line begins with a tag command (expected it "
			"set in by four blanks)",
			path, command);
	return separated && !command;
}

/* An agent's saved reply is text, and no more. */
static gboolean check_saved(
	const char *path, const char *text, gsize length, GError **error)
{
	if (length > 0 && g_utf8_validate(text, (gssize)length, NULL))
		return TRUE;
	g_set_error(error, POSTERN_FAULT, FAULT_INVALID,
		"%s: is no text in UTF-8 (expected what #template is to say)",
		path);
	return FALSE;
}

gboolean notice_check(
	const char *path, const char *text, gsize length, GError **error)
{
	gsize known = 0;
	g_auto(GStrv) parts = g_strsplit(path, "/", -1);
	g_autofree char *name = NULL;
	if (g_strv_length(parts) == 3 && strcmp(parts[0], "templates") == 0 &&
		is_plain(parts[1]) && g_str_has_suffix(parts[2], ".txt"))
		name = g_strndup(parts[2], strlen(parts[2]) - 4);
	if (name && g_str_has_prefix(name, "saved-"))
		return check_saved(path, text, length, error);
	if (!name || !builtin_template("en", name, &known)) {
		g_set_error(error, POSTERN_FAULT, FAULT_INVALID,
			"%s: overrides nothing (expected templates/<language>/"
			"<notice>.txt)",
			path);
		return FALSE;
	}
	if (strcmp(name, "words") != 0)
		return check_notice(path, parts[1], text, length, error);
	AUTO(words) words = words_parse(path, text, length, error);
	return words != NULL;
}
