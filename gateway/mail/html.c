#include "html.h"
#include "html_lines.h"
#include <libxml/HTMLparser.h>
#include <string.h>

#define MAX_LEVEL 20
#define MAX_URL 500

/* What an element does to the lines. */
enum effect {
	EFFECT_NONE,
	EFFECT_BREAK,     /* begins a line */
	EFFECT_PARAGRAPH, /* stands between blank lines */
	EFFECT_QUOTE,
	EFFECT_LIST,
	EFFECT_NUMBERED,
	EFFECT_ITEM,
	EFFECT_ROW,
	EFFECT_CELL,
	EFFECT_TABLE,
	EFFECT_PRE,
	EFFECT_LINK,
	EFFECT_LINE_BREAK,
	EFFECT_PICTURE,
	EFFECT_HIDDEN,
};

static const struct {
	const char *name;
	enum effect effect;
} ELEMENTS[] = {
	{ "a", EFFECT_LINK },
	{ "address", EFFECT_BREAK },
	{ "applet", EFFECT_HIDDEN },
	{ "article", EFFECT_BREAK },
	{ "aside", EFFECT_BREAK },
	{ "blockquote", EFFECT_QUOTE },
	{ "br", EFFECT_LINE_BREAK },
	{ "caption", EFFECT_BREAK },
	{ "center", EFFECT_BREAK },
	{ "dd", EFFECT_BREAK },
	{ "div", EFFECT_BREAK },
	{ "dl", EFFECT_PARAGRAPH },
	{ "dt", EFFECT_BREAK },
	{ "fieldset", EFFECT_BREAK },
	{ "footer", EFFECT_BREAK },
	{ "form", EFFECT_BREAK },
	{ "h1", EFFECT_PARAGRAPH },
	{ "h2", EFFECT_PARAGRAPH },
	{ "h3", EFFECT_PARAGRAPH },
	{ "h4", EFFECT_PARAGRAPH },
	{ "h5", EFFECT_PARAGRAPH },
	{ "h6", EFFECT_PARAGRAPH },
	{ "header", EFFECT_BREAK },
	{ "hr", EFFECT_PARAGRAPH },
	{ "iframe", EFFECT_HIDDEN },
	{ "img", EFFECT_PICTURE },
	{ "li", EFFECT_ITEM },
	{ "main", EFFECT_BREAK },
	{ "menu", EFFECT_LIST },
	{ "object", EFFECT_HIDDEN },
	{ "ol", EFFECT_NUMBERED },
	{ "p", EFFECT_PARAGRAPH },
	{ "pre", EFFECT_PRE },
	{ "section", EFFECT_BREAK },
	{ "table", EFFECT_TABLE },
	{ "td", EFFECT_CELL },
	{ "template", EFFECT_HIDDEN },
	{ "th", EFFECT_CELL },
	{ "tr", EFFECT_ROW },
	{ "ul", EFFECT_LIST },
	{ "xml", EFFECT_HIDDEN },
};

/* An element that is open. */
struct open {
	char *name;
	enum effect effect;
	gboolean is_hidden, is_quote, is_mso_list;
	guint number; /* of the next item; 0: marked by "-" */
	char *href;
	gsize text; /* where the link's text begins in lines */
};

struct reader {
	struct lines *lines;
	GArray *open;
	guint hidden, quotes, lists, pre, pictures;
};

static void open_clear(gpointer data)
{
	struct open *open = data;

	g_free(open->name);
	g_free(open->href);
}

static enum effect effect_of(const char *name)
{
	for (guint i = 0; i < G_N_ELEMENTS(ELEMENTS); i++) {
		if (strcmp(name, ELEMENTS[i].name) == 0)
			return ELEMENTS[i].effect;
	}
	return EFFECT_NONE;
}

static const char *attribute(const xmlChar **attributes, const char *name)
{
	for (; attributes && *attributes; attributes += 2) {
		if (strcmp((const char *)attributes[0], name) == 0)
			return attributes[1] ? (const char *)attributes[1] : "";
	}
	return NULL;
}

static gboolean is_zero(const char *value)
{
	return g_ascii_isdigit(*value) && g_ascii_strtod(value, NULL) <= 0;
}

static gboolean is_nothing(const char *rule)
{
	static const char *const SIZES[] = {
		"font-size:", "opacity:", "max-height:"
	};

	for (guint i = 0; i < G_N_ELEMENTS(SIZES); i++)
		if (g_str_has_prefix(rule, SIZES[i]) &&
			is_zero(rule + strlen(SIZES[i])))
			return TRUE;
	return FALSE;
}

/* One "property:value" of a style, lower case and without blanks. */
static gboolean hides(const char *rule)
{
	return g_str_has_prefix(rule, "display:none") ||
	       g_str_has_prefix(rule, "visibility:hidden") ||
	       g_str_has_prefix(rule, "mso-hide:all") ||
	       g_str_has_prefix(rule, "color:transparent") ||
	       g_str_has_prefix(rule, "text-indent:-999") ||
	       strcmp(rule, "font-size:1px") == 0 || is_nothing(rule);
}

static gboolean is_hidden(const xmlChar **attributes)
{
	const char *style = attribute(attributes, "style");
	gboolean hidden = attribute(attributes, "hidden") != NULL;

	if (!style || hidden)
		return hidden;
	GString *folded = g_string_new(NULL);

	for (; *style; style++) {
		if (!g_ascii_isspace(*style))
			g_string_append_c(folded, g_ascii_tolower(*style));
	}
	g_auto(GStrv) rules = g_strsplit(folded->str, ";", -1);

	g_string_free(folded, TRUE);
	for (guint i = 0; rules[i] && !hidden; i++)
		hidden = hides(rules[i]);
	return hidden;
}

/* TRUE where word stands in the list of classes. */
static gboolean has_class(const xmlChar **attributes, const char *word)
{
	const char *class = attribute(attributes, "class");
	gsize length = strlen(word);

	while (class && (class = strstr(class, word))) {
		class += length;
		if (!*class || *class == ' ')
			return TRUE;
	}
	return FALSE;
}

/* Yahoo puts what is answered into a div; everybody else uses blockquote, or
 * leaves a header block that is told from its lines. Gmail's and Proton's divs
 * also hold what is typed between the quotes. */
static gboolean is_quote(enum effect effect, const xmlChar **attributes)
{
	return effect == EFFECT_QUOTE ||
	       (effect == EFFECT_BREAK &&
		       has_class(attributes, "yahoo_quoted"));
}

static gboolean is_signature(const xmlChar **attributes)
{
	const char *id = attribute(attributes, "id");

	return has_class(attributes, "gmail_signature") ||
	       (id && strcmp(id, "ms-outlook-mobile-signature") == 0);
}

static void begin_quote(struct reader *reader)
{
	reader->quotes++;
	lines_break(reader->lines, 1);
	lines_set_level(reader->lines, MIN(reader->quotes, MAX_LEVEL));
}

static void end_quote(struct reader *reader)
{
	reader->quotes--;
	lines_break(reader->lines, 1);
	lines_set_level(reader->lines, MIN(reader->quotes, MAX_LEVEL));
}

static void begin_item(struct reader *reader)
{
	char mark[32] = "- ";

	for (guint i = reader->open->len; i > 0; i--) {
		struct open *list =
			&g_array_index(reader->open, struct open, i - 1);

		if (list->effect == EFFECT_NUMBERED)
			g_snprintf(mark, sizeof(mark), "%u. ", list->number++);
		if (list->effect == EFFECT_NUMBERED ||
			list->effect == EFFECT_LIST)
			break;
	}
	lines_break(reader->lines, 1);
	lines_set_mark(reader->lines, mark,
		reader->lists ? MIN(reader->lists, MAX_LEVEL) - 1 : 0);
}

static void begin_list(
	struct reader *reader, struct open *open, const xmlChar **attributes)
{
	const char *start = attribute(attributes, "start");
	guint64 number = 1;

	if (start && !g_ascii_string_to_unsigned(
			     start, 10, 0, 1000000, &number, NULL))
		number = 1;
	if (open->effect == EFFECT_NUMBERED)
		open->number = (guint)number;
	lines_break(reader->lines, reader->lists ? 1 : 2);
	reader->lists++;
}

/* Pictures of the mail itself are numbered where they stand; others are
 * content of a server, of which only the words count. */
static void show_picture(struct reader *reader, const xmlChar **attributes)
{
	const char *source = attribute(attributes, "src");
	const char *words = attribute(attributes, "alt");

	if (source && g_ascii_strncasecmp(source, "cid:", 4) == 0) {
		char mark[32];

		g_snprintf(
			mark, sizeof(mark), "[picture %u]", ++reader->pictures);
		lines_add(reader->lines, mark, strlen(mark));
	} else if (words) {
		lines_add(reader->lines, words, strlen(words));
	}
}

static void begin_effect(
	struct reader *reader, struct open *open, const xmlChar **attributes)
{
	struct lines *lines = reader->lines;

	switch (open->effect) {
	case EFFECT_BREAK:
		lines_break(lines, 1);
		break;
	case EFFECT_PARAGRAPH:
		lines_break(lines, 2);
		break;
	case EFFECT_LIST:
	case EFFECT_NUMBERED:
		begin_list(reader, open, attributes);
		break;
	case EFFECT_ITEM:
		begin_item(reader);
		break;
	case EFFECT_TABLE:
		lines_break(lines, 1);
		break;
	case EFFECT_ROW:
		lines_row(lines);
		break;
	case EFFECT_CELL:
		lines_cell(lines);
		break;
	case EFFECT_PRE:
		lines_break(lines, 2);
		lines_set_pre(lines, ++reader->pre > 0);
		break;
	case EFFECT_LINK:
		open->href = g_strdup(attribute(attributes, "href"));
		open->text = lines_length(lines);
		break;
	case EFFECT_LINE_BREAK:
		lines_new_line(lines);
		break;
	case EFFECT_PICTURE:
		show_picture(reader, attributes);
		break;
	case EFFECT_QUOTE:
	case EFFECT_HIDDEN:
	case EFFECT_NONE:
	default:
		break;
	}
}

static void on_start(
	void *data, const xmlChar *name, const xmlChar **attributes)
{
	struct reader *reader = data;
	struct open open = { .name = g_strdup((const char *)name) };

	open.effect = effect_of(open.name);
	open.is_hidden = open.effect == EFFECT_HIDDEN || is_hidden(attributes);
	open.is_quote = is_quote(open.effect, attributes);
	if (open.is_hidden)
		reader->hidden++;
	if (!reader->hidden) {
		if (open.is_quote)
			begin_quote(reader);
		if (is_signature(attributes))
			lines_signature(reader->lines);
		begin_effect(reader, &open, attributes);
	} else if (open.is_quote) {
		open.is_quote = FALSE;
	}
	if (reader->hidden)
		open.effect = EFFECT_NONE;
	g_array_append_val(reader->open, open);
}

static const char *bare_url(const char *url)
{
	static const char *const SCHEMES[] = { "mailto:", "https://", "http://",
		"tel:" };

	for (guint i = 0; i < G_N_ELEMENTS(SCHEMES); i++) {
		gsize length = strlen(SCHEMES[i]);

		if (g_ascii_strncasecmp(url, SCHEMES[i], length) == 0)
			return url + length;
	}
	return url;
}

/* TRUE where the text of a link already says where it leads. */
static gboolean says_url(const char *text, const char *url)
{
	g_autofree char *said = g_strstrip(g_strdup(text));
	const char *a = bare_url(said);
	const char *b = bare_url(url);
	gsize length = strlen(b);

	while (length && b[length - 1] == '/')
		length--;
	return strncmp(a, b, length) == 0 &&
	       (!a[length] || strcmp(a + length, "/") == 0);
}

static gboolean is_shown_url(const char *url)
{
	static const char *const SCHEMES[] = {
		"http:", "https:", "mailto:", "ftp:", "tel:"
	};

	for (guint i = 0; i < G_N_ELEMENTS(SCHEMES); i++) {
		if (g_ascii_strncasecmp(url, SCHEMES[i], strlen(SCHEMES[i])) ==
			0)
			return strlen(url) <= MAX_URL;
	}
	return FALSE;
}

static void end_link(struct reader *reader, const struct open *open)
{
	const char *text = lines_from(reader->lines, open->text);

	if (!open->href || !is_shown_url(open->href) ||
		says_url(text, open->href) || !*text)
		return;
	GString *url = g_string_new(" <");

	for (const char *at = open->href; *at; at++) {
		if (*at == '<' || *at == '>' || g_ascii_isspace(*at))
			g_string_append_printf(url, "%%%02X", (guchar)*at);
		else
			g_string_append_c(url, *at);
	}
	g_string_append_c(url, '>');
	lines_add(reader->lines, url->str, url->len);
	g_string_free(url, TRUE);
}

static void end_effect(struct reader *reader, const struct open *open)
{
	struct lines *lines = reader->lines;

	switch (open->effect) {
	case EFFECT_BREAK:
	case EFFECT_ITEM:
	case EFFECT_ROW:
		lines_break(lines, 1);
		break;
	case EFFECT_PARAGRAPH:
		lines_break(lines, 2);
		break;
	case EFFECT_LIST:
	case EFFECT_NUMBERED:
		reader->lists--;
		lines_break(lines, reader->lists ? 1 : 2);
		break;
	case EFFECT_TABLE:
		lines_end_table(lines);
		break;
	case EFFECT_PRE:
		lines_set_pre(lines, --reader->pre > 0);
		lines_break(lines, 2);
		break;
	case EFFECT_LINK:
		end_link(reader, open);
		break;
	case EFFECT_CELL:
	case EFFECT_LINE_BREAK:
	case EFFECT_PICTURE:
	case EFFECT_QUOTE:
	case EFFECT_HIDDEN:
	case EFFECT_NONE:
	default:
		break;
	}
}

static void close_last(struct reader *reader)
{
	guint last = reader->open->len - 1;
	struct open *open = &g_array_index(reader->open, struct open, last);

	end_effect(reader, open);
	if (open->is_quote)
		end_quote(reader);
	if (open->is_hidden)
		reader->hidden--;
	g_array_set_size(reader->open, last);
}

/* libxml2 closes what it opened, in order; anything else is not believed. */
static void on_end(void *data, const xmlChar *name)
{
	struct reader *reader = data;

	if (!reader->open->len)
		return;
	const struct open *open = &g_array_index(
		reader->open, struct open, reader->open->len - 1);

	if (strcmp(open->name, (const char *)name) == 0)
		close_last(reader);
}

static void on_text(void *data, const xmlChar *text, int length)
{
	struct reader *reader = data;

	if (!reader->hidden && length > 0)
		lines_add(reader->lines, (const char *)text, (gsize)length);
}

char *html_lines(const char *html, gsize max_bytes)
{
	htmlSAXHandler sax = {
		.startElement = on_start,
		.endElement = on_end,
		.characters = on_text,
		.ignorableWhitespace = on_text,
	};
	struct reader reader = { .lines = lines_new(max_bytes) };
	g_autofree char *tags = html_tags(html);
	htmlParserCtxtPtr parser = htmlCreatePushParserCtxt(
		&sax, &reader, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);

	reader.open = g_array_new(FALSE, TRUE, sizeof(struct open));
	g_array_set_clear_func(reader.open, open_clear);
	if (parser) {
		htmlCtxtUseOptions(parser,
			HTML_PARSE_RECOVER | HTML_PARSE_NOERROR |
				HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
				HTML_PARSE_IGNORE_ENC | HTML_PARSE_NOIMPLIED);
		htmlParseChunk(parser, tags,
			(int)MIN(strlen(tags), (gsize)G_MAXINT), 1);
		htmlFreeParserCtxt(parser);
	}
	while (reader.open->len)
		close_last(&reader);
	g_array_unref(reader.open);
	return lines_free_to_text(reader.lines);
}
