#include "template_tree.h"
#include "fault.h"
#include <string.h>

/* Where the reader stands. Tags never pass the end of a line, so a line is
 * what is looked at as a whole. */
struct reader {
	const char *name;
	guint line;
	struct template *template;
	guint open[TEMPLATE_MAX_DEPTH]; /* indices of sections not closed yet */
	guint depth;
};

static void node_clear(gpointer data)
{
	struct node *node = data;
	g_free(node->text);
}

static void fail(const struct reader *reader, GError **error,
	const char *format, ...) G_GNUC_PRINTF(3, 4);

static void fail(
	const struct reader *reader, GError **error, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	g_autofree char *what = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	g_set_error(error, POSTERN_FAULT, FAULT_INVALID, "%s:%u: %s",
		reader->name, reader->line, what);
}

static void add_node(struct reader *reader, enum node_kind kind, char *text)
{
	struct node node = { .kind = kind, .text = text, .end = 0 };
	g_array_append_val(reader->template->nodes, node);
}

static void add_text(struct reader *reader, const char *text, gsize length)
{
	if (length > 0)
		add_node(reader, NODE_TEXT, g_strndup(text, length));
}

static gboolean is_name(const char *name)
{
	for (const char *at = name; *at; at++)
		if (!g_ascii_isalnum(*at) && !strchr("-_.", *at))
			return FALSE;
	return *name != '\0';
}

static gboolean open_section(
	struct reader *reader, enum node_kind kind, char *name, GError **error)
{
	g_autofree char *owned = name;
	if (reader->depth == TEMPLATE_MAX_DEPTH) {
		fail(reader, error,
			"section '%s' is nested too deep (at most %u)", name,
			TEMPLATE_MAX_DEPTH);
		return FALSE;
	}
	reader->open[reader->depth++] = reader->template->nodes->len;
	add_node(reader, kind, g_steal_pointer(&owned));
	return TRUE;
}

static struct node *innermost(const struct reader *reader)
{
	if (reader->depth == 0)
		return NULL;
	return &g_array_index(reader->template->nodes, struct node,
		reader->open[reader->depth - 1]);
}

static gboolean close_section(
	struct reader *reader, const char *name, GError **error)
{
	struct node *node = innermost(reader);
	if (!node) {
		fail(reader, error, "{{/%s}} closes nothing", name);
		return FALSE;
	}
	if (strcmp(node->text, name) != 0) {
		fail(reader, error, "{{/%s}} closes {{%c%s}}", name,
			node->kind == NODE_EACH ? '#' : '^', node->text);
		return FALSE;
	}
	node->end = reader->template->nodes->len;
	reader->depth--;
	return TRUE;
}

static gboolean is_silent(char sigil)
{
	return sigil != '\0' && strchr("#^/!", sigil);
}

/* The tag between {{ and }}. */
static gboolean read_tag(
	struct reader *reader, const char *inside, gsize length, GError **error)
{
	static const struct {
		char sigil;
		enum node_kind kind;
	} kinds[] = {
		{ '&', NODE_BLOCK },
		{ '|', NODE_QUOTE },
		{ '~', NODE_WORD },
	};
	g_autofree char *tag = g_strstrip(g_strndup(inside, length));
	char sigil = *tag;
	if (sigil == '!')
		return TRUE;
	gboolean has_sigil = sigil != '\0' && strchr("#^/&|~", sigil);
	g_autofree char *name = g_strstrip(g_strdup(tag + (has_sigil ? 1 : 0)));
	if (!is_name(name)) {
		fail(reader, error, "{{%s}} holds no name", tag);
		return FALSE;
	}
	if (sigil == '/')
		return close_section(reader, name, error);
	if (sigil == '#' || sigil == '^')
		return open_section(reader,
			sigil == '#' ? NODE_EACH : NODE_UNLESS,
			g_steal_pointer(&name), error);
	enum node_kind kind = NODE_LINE;
	for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++)
		if (kinds[i].sigil == sigil)
			kind = kinds[i].kind;
	add_node(reader, kind, g_steal_pointer(&name));
	return TRUE;
}

/* A line without its LF: TRUE where section and comment tags are all that it
 * holds. */
static gboolean is_only_silent(const char *line, gsize length)
{
	const char *end = line + length;
	gboolean has_tag = FALSE;
	while (line < end) {
		if (g_ascii_isspace(*line)) {
			line++;
			continue;
		}
		const char *inside = line + 2;
		if (end - line < 4 || strncmp(line, "{{", 2) != 0)
			return FALSE;
		const char *close =
			g_strstr_len(inside, (gssize)(end - inside), "}}");
		while (close && inside < close && *inside == ' ')
			inside++;
		if (!close || !is_silent(*inside))
			return FALSE;
		has_tag = TRUE;
		line = close + 2;
	}
	return has_tag;
}

static gboolean read_line(
	struct reader *reader, const char *line, gsize length, GError **error)
{
	const char *end = line + length;
	gsize bare = length > 0 && end[-1] == '\n' ? length - 1 : length;
	gboolean silent = is_only_silent(line, bare);
	while (line < end) {
		const char *open =
			g_strstr_len(line, (gssize)(end - line), "{{");
		if (!silent)
			add_text(reader, line,
				(gsize)((open ? open : end) - line));
		if (!open)
			return TRUE;
		const char *inside = open + 2;
		const char *close =
			g_strstr_len(inside, (gssize)(end - inside), "}}");
		if (!close) {
			fail(reader, error, "{{ without }} on the same line");
			return FALSE;
		}
		if (!read_tag(reader, inside, (gsize)(close - inside), error))
			return FALSE;
		line = close + 2;
	}
	return TRUE;
}

static gboolean read_lines(
	struct reader *reader, const char *text, gsize length, GError **error)
{
	const char *end = text + length;
	while (text < end) {
		const char *stop = memchr(text, '\n', (gsize)(end - text));
		const char *next = stop ? stop + 1 : end;
		reader->line++;
		if (!read_line(reader, text, (gsize)(next - text), error))
			return FALSE;
		text = next;
	}
	const struct node *open = innermost(reader);
	if (open)
		fail(reader, error, "section '%s' is never closed", open->text);
	return !open;
}

struct template *template_parse(
	const char *name, const char *text, gsize length, GError **error)
{
	struct reader reader = { .name = name, .line = 0 };
	if (length > TEMPLATE_MAX_BYTES) {
		g_set_error(error, POSTERN_FAULT, FAULT_INVALID,
			"%s: %" G_GSIZE_FORMAT " bytes (at most %d)", name,
			length, TEMPLATE_MAX_BYTES);
		return NULL;
	}
	if (!g_utf8_validate(text, (gssize)length, NULL)) {
		g_set_error(error, POSTERN_FAULT, FAULT_INVALID,
			"%s: not UTF-8", name);
		return NULL;
	}
	AUTO(template) template = g_new0(struct template, 1);
	template->nodes = g_array_new(FALSE, FALSE, sizeof(struct node));
	g_array_set_clear_func(template->nodes, node_clear);
	reader.template = template;
	g_autoptr(GString) unix_text = g_string_new_len(text, (gssize)length);
	g_string_replace(unix_text, "\r\n", "\n", 0);
	if (!read_lines(&reader, unix_text->str, unix_text->len, error))
		return NULL;
	return g_steal_pointer(&template);
}

void template_free(struct template *template)
{
	if (!template)
		return;
	g_array_unref(template->nodes);
	g_free(template);
}
