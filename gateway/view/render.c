#include "template_tree.h"
#include "text.h"
#include <string.h>

/* A template may come from a repository, and a few nested sections over a long
 * list make work without end: so many nodes are walked, then it stops. */
#define MAX_STEPS 500000u
#define MAX_WORD_DEPTH 4u
#define QUOTE_COLUMNS 72u

/* Where names are looked up: an item of a list, then what is around it. */
struct scope {
	GVariant *data;    /* a{sv}, or NULL */
	GHashTable *names; /* char * -> GVariant in data, or NULL: not made */
	const struct scope *outer;
};

struct renderer {
	GString *out;
	const struct words *words;
	guint steps;
	guint word_depth;
};

static void render_nodes(struct renderer *renderer,
	const struct template *template, guint from, guint to,
	const struct scope *scope);

static gboolean is_full(const struct renderer *renderer)
{
	return renderer->steps >= MAX_STEPS ||
	       renderer->out->len >= TEMPLATE_MAX_OUTPUT;
}

/* All names at once: a template asks for many of them. Of two alike the first
 * counts, as for g_variant_lookup_value(). */
static GHashTable *names_of(GVariant *data)
{
	GHashTable *names = g_hash_table_new_full(g_str_hash, g_str_equal,
		g_free, (GDestroyNotify)g_variant_unref);
	gsize count = data ? g_variant_n_children(data) : 0;
	for (gsize i = count; i-- > 0;) {
		g_autoptr(GVariant) entry = g_variant_get_child_value(data, i);
		g_autoptr(GVariant) key = g_variant_get_child_value(entry, 0);
		g_autoptr(GVariant) boxed = g_variant_get_child_value(entry, 1);
		g_hash_table_replace(names, g_variant_dup_string(key, NULL),
			g_variant_get_variant(boxed));
	}
	return names;
}

/* New, or NULL. */
static GVariant *look_into(const struct scope *scope, const char *name)
{
	if (!scope->names)
		return g_variant_lookup_value(scope->data, name, NULL);
	GVariant *value = g_hash_table_lookup(scope->names, name);
	return value ? g_variant_ref(value) : NULL;
}

static GVariant *look_up(const struct scope *scope, const char *name)
{
	for (; scope; scope = scope->outer) {
		if (!scope->data)
			continue;
		GVariant *value = look_into(scope, name);
		if (value)
			return value;
	}
	return NULL;
}

static gboolean is_list(GVariant *value)
{
	return g_variant_is_of_type(value, G_VARIANT_TYPE("aa{sv}"));
}

static gboolean is_true(GVariant *value)
{
	if (!value)
		return FALSE;
	if (g_variant_is_of_type(value, G_VARIANT_TYPE_BOOLEAN))
		return g_variant_get_boolean(value);
	if (g_variant_is_of_type(value, G_VARIANT_TYPE_STRING))
		return *g_variant_get_string(value, NULL) != '\0';
	if (g_variant_is_container(value))
		return g_variant_n_children(value) > 0;
	g_autofree char *number = g_variant_print(value, FALSE);
	return strcmp(number, "0") != 0;
}

/* The text of a string or number; "" for all else. */
static char *text_of(GVariant *value)
{
	if (!value || g_variant_is_container(value) ||
		g_variant_is_of_type(value, G_VARIANT_TYPE_BOOLEAN))
		return g_strdup("");
	if (g_variant_is_of_type(value, G_VARIANT_TYPE_STRING))
		return g_variant_dup_string(value, NULL);
	return g_variant_print(value, FALSE);
}

/* Looks as a tag command would: three blanks at most, no-break ones among
 * them, and "#". */
static gboolean looks_like_command(const char *line)
{
	for (guint blanks = 0; blanks <= 3; blanks++) {
		gunichar c = g_utf8_get_char(line);
		if (c != ' ' && c != 0xa0 && c != 0x202f)
			return c == '#';
		line = text_next(line);
	}
	return FALSE;
}

static void put_block(struct renderer *renderer, const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	for (guint i = 0; lines[i] && !is_full(renderer); i++) {
		if (i > 0)
			g_string_append_c(renderer->out, '\n');
		if (looks_like_command(lines[i]))
			g_string_append(renderer->out, "    ");
		g_string_append(renderer->out, lines[i]);
	}
}

/* Where a line is to be broken: behind how many bytes. At the last blank within
 * the columns, else at the first one behind them; 0 for a line that fits. */
static gsize break_at(const char *line)
{
	gsize blank = 0, indent = strspn(line, " ");
	guint column = 0;
	for (gsize at = 0; line[at];
		at += (gsize)g_utf8_skip[(guchar)line[at]]) {
		if (column > QUOTE_COLUMNS && blank > 0)
			return blank;
		if (line[at] == ' ' && at > indent)
			blank = at;
		column++;
	}
	return column > QUOTE_COLUMNS ? blank : 0;
}

/* A mail program that quotes breaks long lines, and what comes behind the
 * break stands behind no bar any more: so they are broken here. */
static void put_quoted_line(struct renderer *renderer, const char *line)
{
	g_string_append(renderer->out, *line ? "| " : "|");
	for (gsize end = break_at(line); end > 0; end = break_at(line)) {
		g_string_append_len(renderer->out, line, (gssize)end);
		g_string_append(renderer->out, "\n| ");
		line += end + 1;
	}
	g_string_append(renderer->out, line);
}

static void put_quote(struct renderer *renderer, const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	for (guint i = 0; lines[i] && !is_full(renderer); i++) {
		if (i > 0)
			g_string_append_c(renderer->out, '\n');
		put_quoted_line(renderer, lines[i]);
	}
}

static void put_lines(
	struct renderer *renderer, enum node_kind kind, const char *text)
{
	g_autofree char *clean = text_block(text, -1);
	for (gsize end = strlen(clean); end > 0 && clean[end - 1] == '\n';)
		clean[--end] = '\0';
	if (kind == NODE_QUOTE)
		put_quote(renderer, clean);
	else
		put_block(renderer, clean);
}

/* TRUE where what comes next begins a line, but for blanks. */
static gboolean at_line_start(const GString *out)
{
	gsize at = out->len;
	while (at > 0 && out->str[at - 1] == ' ')
		at--;
	return out->len - at <= 3 && (at == 0 || out->str[at - 1] == '\n');
}

static void put_line(struct renderer *renderer, const char *text)
{
	g_autofree char *clean = text_line(text, -1);
	if (looks_like_command(clean) && at_line_start(renderer->out))
		g_string_append(renderer->out, "    ");
	g_string_append(renderer->out, clean);
}

static void put_word(
	struct renderer *renderer, const char *key, const struct scope *scope)
{
	const struct template *word =
		renderer->words ? words_template(renderer->words, key) : NULL;
	if (word && renderer->word_depth < MAX_WORD_DEPTH) {
		renderer->word_depth++;
		render_nodes(renderer, word, 0, word->nodes->len, scope);
		renderer->word_depth--;
		return;
	}
	const char *dot = strrchr(key, '.');
	gboolean is_key = dot && dot[1] && !strchr(key, ' ');
	put_line(renderer, is_key ? dot + 1 : key);
}

static void render_value(struct renderer *renderer, const struct node *node,
	const struct scope *scope)
{
	g_autoptr(GVariant) value = look_up(scope, node->text);
	g_autofree char *text = value || node->kind != NODE_WORD
					? text_of(value)
					: g_strdup(node->text);
	switch (node->kind) {
	case NODE_LINE:
		put_line(renderer, text);
		break;
	case NODE_BLOCK:
	case NODE_QUOTE:
		put_lines(renderer, node->kind, text);
		break;
	case NODE_WORD:
		put_word(renderer, text, scope);
		break;
	case NODE_TEXT:
	case NODE_EACH:
	case NODE_UNLESS:
	default:
		g_assert_not_reached();
	}
}

static void render_section(struct renderer *renderer,
	const struct template *template, guint at, const struct scope *scope)
{
	const struct node *node =
		&g_array_index(template->nodes, struct node, at);
	g_autoptr(GVariant) value = look_up(scope, node->text);
	gboolean holds = is_true(value);
	if (node->kind == NODE_UNLESS || !value || !is_list(value)) {
		if (holds == (node->kind == NODE_EACH))
			render_nodes(
				renderer, template, at + 1, node->end, scope);
		return;
	}
	gsize count = g_variant_n_children(value);
	for (gsize i = 0; i < count && !is_full(renderer); i++) {
		g_autoptr(GVariant) item = g_variant_get_child_value(value, i);
		struct scope inner = { .data = item, .outer = scope };
		renderer->steps++;
		render_nodes(renderer, template, at + 1, node->end, &inner);
	}
}

static void render_nodes(struct renderer *renderer,
	const struct template *template, guint from, guint to,
	const struct scope *scope)
{
	for (guint at = from; at < to && !is_full(renderer); at++) {
		const struct node *node =
			&g_array_index(template->nodes, struct node, at);
		renderer->steps++;
		if (node->kind == NODE_TEXT) {
			g_string_append(renderer->out, node->text);
		} else if (node->kind == NODE_EACH ||
			   node->kind == NODE_UNLESS) {
			render_section(renderer, template, at, scope);
			at = node->end - 1;
		} else {
			render_value(renderer, node, scope);
		}
	}
}

/* Cuts at the limit, never inside a character. */
static void cap(GString *out)
{
	if (out->len <= TEMPLATE_MAX_OUTPUT)
		return;
	const char *end = out->str + TEMPLATE_MAX_OUTPUT;
	if ((*end & 0xc0) == 0x80)
		end = g_utf8_find_prev_char(out->str, end);
	g_string_truncate(out, (gsize)(end - out->str));
}

char *template_render(const struct template *template, GVariant *data,
	const struct words *words)
{
	struct renderer renderer = {
		.out = g_string_new(NULL),
		.words = words,
	};
	g_autoptr(GHashTable) names = names_of(data);
	struct scope scope = { data, names, NULL };
	render_nodes(&renderer, template, 0, template->nodes->len, &scope);
	cap(renderer.out);
	return g_string_free(renderer.out, FALSE);
}
