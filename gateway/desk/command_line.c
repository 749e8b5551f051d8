#include "command_line.h"
#include "argument.h"
#include "text.h"
#include <string.h>

#define MAX_INDENT 3

/* What mail programs make of a plain quotation mark. */
static gboolean is_quote_mark(gunichar c)
{
	return c == '"' || c == 0x201c || c == 0x201d || c == 0x201e ||
	       c == 0xab || c == 0xbb;
}

static gboolean is_word_letter(gunichar c)
{
	return g_unichar_isalnum(c) || g_unichar_ismark(c) || c == '-' ||
	       c == '_';
}

static const char *next(const char *at)
{
	return g_utf8_find_next_char(at, NULL);
}

static const char *skip_indent(const char *text)
{
	for (int i = 0; i < MAX_INDENT && *text == ' '; i++)
		text++;
	return text;
}

/* A number with nothing but blanks behind it. */
static gboolean read_ref(const char *digits, guint32 *number)
{
	g_autofree char *trimmed = g_strchomp(g_strdup(digits));

	return text_parse_number(trimmed, number) && *number > 0;
}

static gboolean is_ref(const char *text, const char *tag, guint32 *number)
{
	gsize length = strlen(tag);

	if (*text == '#' && g_ascii_isdigit(text[1]))
		return read_ref(text + 1, number);
	return g_ascii_strncasecmp(text, tag, length) == 0 &&
	       text[length] == '-' && read_ref(text + length + 1, number);
}

/* The end of "#word" at text, NULL where none begins there. */
static const char *word_end(const char *text)
{
	if (*text != '#' || !g_unichar_isalpha(g_utf8_get_char(text + 1)))
		return NULL;
	for (text++; is_word_letter(g_utf8_get_char(text)); text = next(text))
		;
	return text;
}

void command_line_init(
	struct command_line *line, const char *text, const char *tag)
{
	const char *end;

	memset(line, 0, sizeof(*line));
	text = skip_indent(text);
	if (is_ref(text, tag, &line->number)) {
		line->shape = LINE_REF;
		return;
	}
	end = word_end(text);
	if (!end || (*end && *end != ':' && *end != ' ' && *end != '\t'))
		return;
	line->has_colon = *end == ':';
	if (line->has_colon && end[1] && end[1] != ' ' && end[1] != '\t')
		return;
	line->shape = LINE_WORD;
	line->word = g_strndup(text + 1, (gsize)(end - text - 1));
	line->rest = g_strstrip(g_strdup(end + line->has_colon));
}

void command_line_clear(struct command_line *line)
{
	g_free(line->word);
	g_free(line->rest);
	memset(line, 0, sizeof(*line));
}

GPtrArray *command_line_tags(const char *text)
{
	g_autofree char *copy = g_strdup(text);
	g_auto(GStrv) words = g_strsplit_set(g_strstrip(copy), " \t", -1);
	g_autoptr(GPtrArray) tags = g_ptr_array_new_with_free_func(g_free);

	for (gsize i = 0; words[i]; i++) {
		char *tag;

		if (!*words[i])
			continue;
		tag = *words[i] == '#' ? argument_tag(words[i]) : NULL;
		if (!tag)
			return NULL;
		g_ptr_array_add(tags, tag);
	}
	return tags->len > 0 ? g_steal_pointer(&tags) : NULL;
}

/* One argument: up to a blank that stands in no quotation marks. */
static char *next_argument(const char **at)
{
	GString *word = g_string_new(NULL);
	gboolean in_quotes = FALSE;

	for (; **at; *at = next(*at)) {
		gunichar c = g_utf8_get_char(*at);

		if (is_quote_mark(c))
			in_quotes = !in_quotes;
		else if (!in_quotes && (c == ' ' || c == '\t'))
			break;
		else
			g_string_append_unichar(word, c);
	}
	*at += strspn(*at, " \t");
	return g_string_free(word, FALSE);
}

/* "key=value": the length of its key, 0 where it is no such thing. */
static gsize key_length(const char *word)
{
	gsize length = 0;

	while (g_ascii_isalpha(word[length]) || word[length] == '-')
		length++;
	return word[length] == '=' ? length : 0;
}

static void split_arguments(struct command *command)
{
	const char *at = command->rest;

	while (*at) {
		char *word = next_argument(&at);
		gsize key = key_length(word);

		if (!key) {
			g_ptr_array_add(command->words, word);
			continue;
		}
		g_hash_table_replace(command->options,
			g_ascii_strdown(word, (gssize)key),
			g_strdup(word + key + 1));
		g_free(word);
	}
}

static void append_argument(GString *text, const char *word)
{
	const char *quote = strpbrk(word, " \t") || !*word ? "\"" : "";

	g_string_append_printf(text, " %s%s%s", quote, word, quote);
}

static int compare_keys(gconstpointer a, gconstpointer b)
{
	return strcmp(a, b);
}

/* "#priority P2": what git and the transcripts carry. */
static char *canonical_of(
	const struct command *command, const struct verb_row *row)
{
	g_autoptr(GString) text = g_string_new("#");
	g_autoptr(GList) keys = g_list_sort(
		g_hash_table_get_keys(command->options), compare_keys);

	g_string_append(text, row->info.name);
	if (row->info.takes_rest && *command->rest)
		g_string_append_printf(text, " %s", command->rest);
	for (guint i = 0; i < command->words->len; i++)
		append_argument(text, command->words->pdata[i]);
	for (GList *key = keys; key; key = key->next)
		g_string_append_printf(text, " %s=%s", (char *)key->data,
			(char *)g_hash_table_lookup(
				command->options, key->data));
	/* A quote taken off may leave two blanks behind each other. */
	return text_line(text->str, (gssize)text->len);
}

/* #p1 is #priority P1. */
static gboolean is_priority_word(const char *folded)
{
	return strlen(folded) == 2 && *folded == 'p' &&
	       g_ascii_isdigit(folded[1]);
}

void command_free(struct command *command)
{
	if (!command)
		return;
	g_free(command->written);
	g_free(command->canonical);
	g_ptr_array_unref(command->words);
	g_hash_table_unref(command->options);
	g_free(command->rest);
	g_free(command);
}

struct command *command_new(enum verb verb, const struct command_line *line,
	const struct rules *rules)
{
	const struct verb_row *row = verb_row(verb);
	struct command *command = g_new0(struct command, 1);
	g_autofree char *folded = verb_fold(line->word);

	command->verb = verb;
	command->words = g_ptr_array_new_with_free_func(g_free);
	command->options =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	command->rest = text_line(line->rest, -1);
	if (is_priority_word(folded))
		g_ptr_array_add(command->words, g_strdup(folded));
	if (!row->info.takes_rest)
		split_arguments(command);
	/* What comes later is not asked for its arguments: «not yet». */
	if (row->info.is_available && !row->read(command, rules)) {
		command_free(command);
		return NULL;
	}
	command->canonical = canonical_of(command, row);
	return command;
}
