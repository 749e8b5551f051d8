#include "command.h"
#include "command_line.h"
#include "text.h"
#include "ticket.h"
#include <string.h>

#define MAX_COMMANDS 20u
#define MAX_LINE_BYTES 512u
/* A client breaks quoted lines no shorter than that. */
#define MIN_WRAPPED_BYTES 40u
/* So many lines of text are looked through for commands that do not run. */
#define MAX_MIDDLE_LINES 1000u

/* A line of the writer's own. */
struct own_line {
	guint number;
	char *text;
	gboolean is_cut;
	char *instead; /* what stays of it, or NULL */
};

struct scan {
	GPtrArray *lines;    /* struct own_line * */
	GPtrArray *answered; /* char *: lines of our notice, bare and folded */
	const char *language;
	const struct rules *rules;
	const GPtrArray *tags;
	struct reading *reading;
	guint items; /* commands, tags, refs and slips so far */
};

static void free_own_line(gpointer pointer)
{
	struct own_line *line = pointer;

	g_free(line->text);
	g_free(line->instead);
	g_free(line);
}

static void free_command(gpointer command)
{
	command_free(command);
}

static void free_slip(gpointer pointer)
{
	struct slip *slip = pointer;

	g_free(slip->written);
	g_free(slip->suggestion);
	g_free(slip->expected);
	g_free(slip);
}

static struct reading *reading_new(void)
{
	struct reading *reading = g_new0(struct reading, 1);

	reading->commands = g_ptr_array_new_with_free_func(free_command);
	reading->tags = g_ptr_array_new_with_free_func(g_free);
	reading->refs = g_ptr_array_new_with_free_func(g_free);
	reading->slips = g_ptr_array_new_with_free_func(free_slip);
	return reading;
}

void reading_free(struct reading *reading)
{
	if (!reading)
		return;
	g_ptr_array_unref(reading->commands);
	g_ptr_array_unref(reading->tags);
	g_ptr_array_unref(reading->refs);
	g_ptr_array_unref(reading->slips);
	g_free(reading->text);
	g_free(reading);
}

/* No-break spaces are spaces, and nothing invisible hides a "#". */
static char *plain_line(const char *text, gsize length)
{
	GString *plain = g_string_new(NULL);
	const char *end = text + length;

	for (; text < end; text = g_utf8_find_next_char(text, NULL)) {
		gunichar c = g_utf8_get_char(text);

		if (c == 0xa0 || c == 0x202f)
			g_string_append_c(plain, ' ');
		else if (c != 0xfeff && !(c >= 0x200b && c <= 0x200f) &&
			 c != 0x2060)
			g_string_append_unichar(plain, c);
	}
	return g_strchomp(g_string_free(plain, FALSE));
}

/* The own lines of text; classes NULL: all are. Text that is no UTF-8 has
 * none. */
static GPtrArray *own_lines(const char *text, const GByteArray *classes)
{
	GPtrArray *lines = g_ptr_array_new_with_free_func(free_own_line);
	guint number = 0;

	if (!text || !g_utf8_validate(text, -1, NULL))
		return lines;
	for (const char *at = text; *at; number++) {
		gsize length = strcspn(at, "\n");

		if (!classes || (number < classes->len &&
					classes->data[number] == LINE_OWN)) {
			struct own_line *line = g_new0(struct own_line, 1);

			line->number = number;
			line->text = plain_line(at, length);
			g_ptr_array_add(lines, line);
		}
		at += length + (at[length] == '\n');
	}
	return lines;
}

static struct own_line *line_at(const struct scan *scan, guint i)
{
	return scan->lines->pdata[i];
}

/* Only a "#" or the tag's first letter can begin a command; most lines have
 * neither and cost nothing more. */
static gboolean is_shaped(const struct scan *scan, const struct own_line *line)
{
	const char *at = line->text + strspn(line->text, " ");
	struct command_line parsed;
	gboolean is_shaped;

	if (*at != '#' &&
		g_ascii_tolower(*at) != g_ascii_tolower(*scan->rules->tag))
		return FALSE;
	command_line_init(&parsed, line->text, scan->rules->tag);
	is_shaped = parsed.shape != LINE_TEXT;
	command_line_clear(&parsed);
	return is_shaped;
}

static gboolean is_blank(const struct own_line *line)
{
	return !*line->text;
}

/* How lines are compared with those of our notice: without quote marks and
 * blanks at the ends, folded. New. */
static char *bare_line(const char *text)
{
	g_autofree char *folded = NULL;
	g_autofree char *line = NULL;

	text += strspn(text, "|> \t");
	line = g_strchug(plain_line(text, strlen(text)));
	return text_fold(line);
}

static GPtrArray *answered_lines(const char *answered)
{
	GPtrArray *bare = g_ptr_array_new_with_free_func(g_free);
	g_auto(GStrv) lines = NULL;

	if (!answered || !g_utf8_validate(answered, -1, NULL))
		return bare;
	lines = g_strsplit(answered, "\n", -1);
	for (gsize i = 0; lines[i]; i++)
		if (strpbrk(lines[i], "#-"))
			g_ptr_array_add(bare, bare_line(lines[i]));
	return bare;
}

/* Layer 3: the line stands in our notice, too, whole or broken off where a
 * client breaks lines. */
static gboolean is_answered(
	const struct scan *scan, const struct own_line *line)
{
	g_autofree char *bare = bare_line(line->text);
	gsize length = strlen(bare);

	for (guint i = 0; i < scan->answered->len; i++) {
		const char *theirs = scan->answered->pdata[i];

		if (g_str_equal(theirs, bare) ||
			(length >= MIN_WRAPPED_BYTES &&
				g_str_has_prefix(theirs, bare) &&
				theirs[length] == ' '))
			return TRUE;
	}
	return FALSE;
}

static void add_slip(struct scan *scan, enum slip_kind kind,
	const struct own_line *line, char *suggestion, const char *expected)
{
	struct slip *slip = g_new0(struct slip, 1);

	slip->kind = kind;
	slip->line = line->number;
	slip->written = text_cut(line->text, -1, MAX_LINE_BYTES);
	slip->suggestion = suggestion;
	slip->expected = g_strdup(expected);
	g_ptr_array_add(scan->reading->slips, slip);
}

static gboolean is_tag_in_use(const struct scan *scan, const char *word)
{
	g_autofree char *folded = text_fold(word);

	for (guint i = 0; scan->tags && i < scan->tags->len; i++) {
		g_autofree char *tag = text_fold(scan->tags->pdata[i]);

		if (g_str_equal(tag, folded))
			return TRUE;
	}
	return FALSE;
}

/* The word meant where this one is a near miss; new or NULL. */
static char *meant(const struct scan *scan, const char *word)
{
	g_autofree char *folded = NULL;

	if (is_tag_in_use(scan, word))
		return NULL;
	folded = verb_fold(word);
	return verb_near(folded, scan->language);
}

/* A line of unknown words only is tags, unless one is nearly a verb. */
static void read_tag_line(
	struct scan *scan, const struct own_line *line, const GPtrArray *tags)
{
	for (guint i = 0; i < tags->len; i++) {
		const char *tag = tags->pdata[i];
		char *suggestion = NULL;

		if (verb_find(tag) == VERB_NONE)
			suggestion = meant(scan, tag);
		else
			suggestion = g_strconcat("#", tag, NULL);
		if (suggestion) {
			add_slip(scan, SLIP_NEAR, line, suggestion, NULL);
			return;
		}
	}
	for (guint i = 0; i < tags->len; i++)
		words_add(scan->reading->tags, tags->pdata[i]);
}

static void read_unknown(struct scan *scan, const struct own_line *line,
	const struct command_line *parsed)
{
	g_autoptr(GPtrArray) tags = command_line_tags(line->text);
	char *suggestion;

	if (tags) {
		read_tag_line(scan, line, tags);
		return;
	}
	suggestion = meant(scan, parsed->word);
	add_slip(scan, suggestion ? SLIP_NEAR : SLIP_UNKNOWN, line, suggestion,
		NULL);
}

/* FALSE where the line was #end: what follows is text. */
static gboolean read_verb(struct scan *scan, struct own_line *line,
	const struct command_line *parsed, enum verb verb)
{
	const struct verb_row *row = verb_row(verb);
	struct command *command;

	command = command_new(verb, parsed, scan->rules);
	if (!command) {
		add_slip(scan, SLIP_ARGUMENT, line, NULL, row->info.usage);
		return TRUE;
	}
	if (verb == VERB_END) {
		command_free(command);
		scan->reading->ended = TRUE;
		return FALSE;
	}
	command->line = line->number;
	command->written = text_line(line->text, -1);
	/* What stands behind #note, #reply and #ask is said. */
	if (row->info.takes_rest && row->info.group == GROUP_TALK)
		line->instead = g_strdup(command->rest);
	g_ptr_array_add(scan->reading->commands, command);
	return TRUE;
}

static void read_ref_line(struct scan *scan, guint32 number)
{
	g_autofree char *ref = g_strdup_printf("%u", number);

	words_add(scan->reading->refs, ref);
}

/* A line in a zone that is shaped as a command. FALSE where reading ends. */
static gboolean read_item(struct scan *scan, struct own_line *line)
{
	struct command_line parsed;
	gboolean goes_on = TRUE;
	enum verb verb;

	line->is_cut = TRUE;
	if (scan->items > MAX_COMMANDS)
		return TRUE;
	scan->items++;
	if (scan->items > MAX_COMMANDS || strlen(line->text) > MAX_LINE_BYTES) {
		add_slip(scan, SLIP_LIMIT, line, NULL, NULL);
		return TRUE;
	}
	if (is_answered(scan, line)) {
		add_slip(scan, SLIP_QUOTED, line, NULL, NULL);
		return TRUE;
	}
	command_line_init(&parsed, line->text, scan->rules->tag);
	verb = parsed.word ? verb_find(parsed.word) : VERB_NONE;
	if (parsed.shape == LINE_REF)
		read_ref_line(scan, parsed.number);
	else if (verb != VERB_NONE)
		goes_on = read_verb(scan, line, &parsed, verb);
	else
		read_unknown(scan, line, &parsed);
	command_line_clear(&parsed);
	return goes_on;
}

/* The run of command lines at the start; the index behind it. */
static guint read_start(struct scan *scan)
{
	guint i = 0;

	for (; i < scan->lines->len && !scan->reading->ended; i++) {
		struct own_line *line = line_at(scan, i);

		if (!is_blank(line) && !is_shaped(scan, line))
			break;
		if (!is_blank(line))
			read_item(scan, line);
	}
	return i;
}

static gboolean is_end(const struct own_line *line)
{
	const char *at = line->text + strspn(line->text, " ");

	return at - line->text <= 3 &&
	       (g_ascii_strcasecmp(at, "#end") == 0 ||
		       g_ascii_strcasecmp(at, "#end:") == 0);
}

/* Where reading stops: behind an #end of the writer's own, wherever it
 * stands, else behind the last line. */
static guint find_stop(struct scan *scan, guint from)
{
	for (guint i = from; i < scan->lines->len; i++)
		if (is_end(line_at(scan, i)))
			return i + 1;
	return scan->lines->len;
}

/* The run at the end of [from, stop): where it begins. */
static guint find_last_run(const struct scan *scan, guint from, guint stop)
{
	guint first = stop;

	for (guint i = stop; i > from; i--) {
		const struct own_line *line = line_at(scan, i - 1);

		if (is_blank(line))
			continue;
		if (!is_shaped(scan, line))
			break;
		first = i - 1;
	}
	return first;
}

static void read_end(struct scan *scan, guint from, guint stop)
{
	for (guint i = from; i < stop; i++)
		if (!is_blank(line_at(scan, i)) &&
			!read_item(scan, line_at(scan, i)))
			return;
}

/* A whole command between other text does not run, but holds the mail: above a
 * signature that nobody could recognise it was meant. */
static void read_middle_line(struct scan *scan, struct own_line *line)
{
	struct command_line parsed;
	enum verb verb = VERB_NONE;
	struct command *command = NULL;

	if (is_blank(line) || strlen(line->text) > MAX_LINE_BYTES ||
		!is_shaped(scan, line))
		return;
	command_line_init(&parsed, line->text, scan->rules->tag);
	if (parsed.word)
		verb = verb_find(parsed.word);
	if (verb != VERB_NONE)
		command = command_new(verb, &parsed, scan->rules);
	if (command && is_answered(scan, line)) {
		line->is_cut = TRUE;
		add_slip(scan, SLIP_QUOTED, line, NULL, NULL);
	} else if (command) {
		add_slip(scan, SLIP_MIDDLE, line, NULL, NULL);
	}
	command_free(command);
	command_line_clear(&parsed);
}

static void read_middle(struct scan *scan, guint from, guint stop)
{
	guint slips = scan->reading->slips->len;

	stop = MIN(stop, from + MAX_MIDDLE_LINES);
	for (guint i = from; i < stop; i++)
		if (scan->reading->slips->len < slips + MAX_COMMANDS)
			read_middle_line(scan, line_at(scan, i));
}

/* What is left: runs of blank lines are one, none at the ends. */
static char *left_text(const struct scan *scan)
{
	GString *text = g_string_new(NULL);
	gboolean was_blank = FALSE;

	for (guint i = 0; i < scan->lines->len; i++) {
		const struct own_line *line = line_at(scan, i);
		const char *left = line->is_cut ? line->instead : line->text;

		if (!left)
			continue;
		if (!*left) {
			was_blank = TRUE;
			continue;
		}
		if (was_blank && text->len > 0)
			g_string_append_c(text, '\n');
		was_blank = FALSE;
		g_string_append(text, left);
		g_string_append_c(text, '\n');
	}
	return g_string_free(text, FALSE);
}

static struct reading *read_lines(struct scan *scan)
{
	guint start = read_start(scan);

	if (!scan->reading->ended) {
		guint stop = find_stop(scan, start);
		guint last = find_last_run(scan, start, stop);

		read_end(scan, last, stop);
		read_middle(scan, start, last);
	}
	scan->reading->text = left_text(scan);
	g_ptr_array_unref(scan->lines);
	g_ptr_array_unref(scan->answered);
	return scan->reading;
}

struct reading *command_read(const struct message *message,
	const char *answered, const char *language, const struct rules *rules,
	const GPtrArray *tags)
{
	struct scan scan = {
		.lines = own_lines(message->text, message->classes),
		.answered = answered_lines(answered),
		.language = language,
		.rules = rules,
		.tags = tags,
		.reading = reading_new(),
	};

	return read_lines(&scan);
}

struct reading *command_read_text(const char *text, const char *language,
	const struct rules *rules, const GPtrArray *tags)
{
	struct scan scan = {
		.lines = own_lines(text, NULL),
		.answered = answered_lines(NULL),
		.language = language,
		.rules = rules,
		.tags = tags,
		.reading = reading_new(),
	};

	return read_lines(&scan);
}

static gboolean is_decoration(gunichar c)
{
	/* «Yes?» is no answer. */
	return g_unichar_isspace(c) || (g_unichar_ispunct(c) && c != '?');
}

/* The line's one word, without what people put around it; new, NULL where
 * there are several. */
static char *only_word(const char *line)
{
	const char *first, *end;

	while (*line && is_decoration(g_utf8_get_char(line)))
		line = g_utf8_find_next_char(line, NULL);
	first = line;
	while (*line && g_unichar_isalpha(g_utf8_get_char(line)))
		line = g_utf8_find_next_char(line, NULL);
	end = line;
	while (*line && is_decoration(g_utf8_get_char(line)))
		line = g_utf8_find_next_char(line, NULL);
	return *line || end == first ? NULL
				     : g_strndup(first, (gsize)(end - first));
}

enum verb command_answer(const struct message *message)
{
	g_autoptr(GPtrArray) lines = own_lines(message->text, message->classes);

	for (guint i = 0; i < lines->len; i++) {
		const struct own_line *line = lines->pdata[i];
		g_autofree char *word = NULL;
		enum verb verb;

		if (is_blank(line))
			continue;
		word = only_word(line->text);
		verb = word ? verb_find(word) : VERB_NONE;
		if (verb == VERB_CONFIRM)
			return VERB_YES;
		if (verb == VERB_YES || verb == VERB_NO ||
			verb == VERB_APPROVE || verb == VERB_DENY)
			return verb;
		return VERB_NONE;
	}
	return VERB_NONE;
}
