#include "text_lines.h"
#include <string.h>

#define MAX_LINES 5u /* an attribution is wrapped over that many at most */
#define MAX_BYTES 500u

/* All words in this file are case folded. «verbs»: as words of the line. */
static const char *const VERBS[] = { "wrote", "writes", "skrev", "skriver",
	"kirjoitti", "pisze", "napisał", "napisała", "napisał(a)", "napisał/a",
	"napisano", "napisana", "schrieb", "schreibt", "geschrieben", "écrit",
	"escribió", "escribio", "schreef", "geschreven", "scritto", "escreveu",
	"написал", "написала", "написав", "пише", "пишет", "napsal", "napsala",
	"napsal(a)", "napisao", "napísal", "написа", NULL };

/* How the line of a program begins; besides these a digit does. */
static const char *const LEADS[] = { "on ", "at ", "den ", "på ", "w dniu ",
	"dnia ", "wiadomość ", "am ", "le ", "el ", "op ", "il ", "em ", "mon",
	"tue", "wed", "thu", "fri", "sat", "sun", "mån", "tis", "ons", "tors",
	"tor", "fre", "lör", "sön", "man.", "tir.", "lør", "søn", "ma ", "ti ",
	"ke ", "to ", "pe ", "la ", "su ", "pon", "wt.", "śr", "czw", "pt.",
	"pt,", "sob", "niedz", "lun", "mar.", "mer", "jeu", "ven", "sam", "dim",
	"em ter", "em seg", "em qua", "em qui", "em sex", "em sáb", "em dom",
	"понедельник", "пн", "вт", "ср", "чт", "пт", "сб", "вс", "út", "čt",
	"pá", "pi ", "št", "dana ", NULL };

/* word is not empty. */
static gboolean is_in(const char *word, gsize length, const char *const *list)
{
	for (; *list; list++)
		if (**list == *word && strlen(*list) == length &&
			memcmp(*list, word, length) == 0)
			return TRUE;
	return FALSE;
}

static gboolean begins_with_lead(const char *folded)
{
	return g_ascii_isdigit(*folded) || text_begins_with(folded, LEADS);
}

static gboolean is_word_end(char c)
{
	return c == '\0' || strchr(" \t,:;\"*<", c) != NULL;
}

/* Verbs that count only as the last word right above a quote. */
static const char *const LAST_VERBS[] = { "said", "says", "write", "sade", "sa",
	"sagte", "powiedział", NULL };
/* Sentences that end so are the writer's: "as you wrote:". */
static const char *const SENTENCES[] = { "i", "you", "what", "which", "that",
	"as", "jag", "du", "vad", "som", "jeg", "hva", "ich", "wie", NULL };

static gboolean has_verb(const char *folded)
{
	const char *word = folded;

	while (*word) {
		const char *end = word;

		while (!is_word_end(*end))
			end++;
		if (end > word && is_in(word, (gsize)(end - word), VERBS))
			return TRUE;
		word = *end ? end + 1 : end;
	}
	return FALSE;
}

/* "<anna@example.com>" or "<mailto:…>", opened and closed. */
static gboolean has_address(const char *folded)
{
	const char *open = strchr(folded, '<');
	const char *at = open ? strchr(open, '@') : NULL;

	return at && strchr(at, '>') != NULL;
}

static gboolean is_bare_digit_pair(const char *p)
{
	return g_ascii_isdigit(p[0]) && g_ascii_isdigit(p[1]) &&
	       !g_ascii_isdigit(p[2]);
}

/* 18:02, 20.42, 16h05: one or two digits, a sign, two digits. */
static gboolean has_time(const char *folded)
{
	for (const char *p = folded + 1; *folded && *p; p++)
		if (strchr(":.h", *p) && g_ascii_isdigit(p[-1]) &&
			is_bare_digit_pair(p + 1))
			return TRUE;
	return FALSE;
}

static gboolean has_digit(const char *folded)
{
	return strpbrk(folded, "0123456789") != NULL;
}

#define MAX_NAME_WORDS 5u

/* Words that all begin with a capital. */
static gboolean is_proper_name(const char *text, gsize length)
{
	g_autofree char *name = g_strndup(text, length);
	g_auto(GStrv) words = g_strsplit(g_strstrip(name), " ", -1);
	guint count = 0;

	for (; words[count]; count++) {
		gunichar first = g_utf8_get_char_validated(words[count], -1);

		if (first >= (gunichar)-2 || !g_unichar_isupper(first))
			return FALSE;
	}
	return count > 0 && count <= MAX_NAME_WORDS;
}

static gboolean is_blank_at(const GArray *lines, guint i)
{
	return i >= lines->len || text_line_at(lines, i)->length == 0;
}

/* "2016-10-24 15:36 GMT+02:00 Foo Bar" alone, as Gmail wrote it to who had no
 * name for the address. */
static gboolean is_gmt_and_name(const GArray *lines, guint i)
{
	static const char FORM[] = "0000-00-00 00:00 GMT+00:00 ";
	const struct text_line *line = text_line_at(lines, i);

	if (line->length < strlen(FORM) + 2 || line->length > 120 ||
		line->depth > 0 || (i > 0 && !is_blank_at(lines, i - 1)) ||
		!is_blank_at(lines, i + 1))
		return FALSE;
	for (gsize at = 0; FORM[at]; at++) {
		char c = line->start[at];
		gboolean fits =
			FORM[at] == '0' ? g_ascii_isdigit(c) : c == FORM[at];

		if (!fits && !(FORM[at] == '+' && c == '-'))
			return FALSE;
	}
	return is_proper_name(
		line->start + strlen(FORM), line->length - strlen(FORM));
}

/* Ends with ":" (bold or not), or is "---- On … wrote ----". */
static gboolean is_ended(const char *start, gsize length)
{
	while (length > 0 && strchr("*_ ", start[length - 1]))
		length--;
	if (length >= 10 && memcmp(start + length - 4, "----", 4) == 0)
		return TRUE;
	/* K-9: "Anna <anna@example.com> skrev: (7 januari 2020 10:15)" */
	if (length > 8 && start[length - 1] == ')' &&
		g_strstr_len(start, (gssize)length, ": ("))
		return TRUE;
	return length > 0 &&
	       (start[length - 1] == ':' || start[length - 1] == '>');
}

/* "2016-10-24 15:36 GMT+02:00 Foo Bar <foo@example.com>:", without a verb, as
 * Gmail wrote for years. Log files look alike, so an address and its end must
 * be there. */
static gboolean is_gmail_date(const char *folded)
{
	gsize length = strlen(folded);

	if (length < 20 || strspn(folded, "0123456789") != 4 ||
		!strchr("-/", folded[4]) || !has_address(folded))
		return FALSE;
	return folded[length - 1] == '>' || g_str_has_suffix(folded, ">:");
}

#define MAX_LOOSE 160u

/* Without a verb that is known, or where it stands elsewhere: what ends with a
 * colon right above a quote, and holds an address or a time, is one. */
static gboolean is_loose(const char *from)
{
	gsize length = strlen(from);

	if (!length || length > MAX_LOOSE || from[length - 1] != ':')
		return FALSE;
	return has_address(from) || (has_digit(from) && has_verb(from)) ||
	       (has_time(from) && begins_with_lead(from));
}

/* folded: the lines joined. */
static gboolean is_attribution(char *folded, struct attribution *found)
{
	const char *from = folded + strspn(folded, "-*_ ");

	if (is_gmail_date(from)) {
		found->is_sure = strstr(from, "gmt") != NULL;
		return TRUE;
	}
	if (g_str_has_suffix(folded, ">") || !*from)
		return FALSE;
	found->is_sure = has_address(from) || has_time(from);
	return has_verb(from) &&
	       (has_address(from) ||
		       (has_digit(from) && begins_with_lead(from)));
}

/* The lines first to last as one, folded; NULL where they cannot be one. */
static char *join(const GArray *lines, guint first, guint last)
{
	g_autoptr(GString) all = g_string_new(NULL);

	for (guint i = first; i <= last; i++) {
		const struct text_line *line = text_line_at(lines, i);

		if (all->len > 0)
			g_string_append_c(all, ' ');
		g_string_append_len(all, line->start, (gssize)line->length);
		if (all->len > MAX_BYTES)
			return NULL;
	}
	return text_fold_bytes(all->str, all->len);
}

static gboolean fits(const GArray *lines, struct attribution *found)
{
	g_autofree char *folded = join(lines, found->first, found->last);

	return folded && is_attribution(folded, found);
}

static gboolean is_sentence_end(const struct text_line *line)
{
	return line->length == 0 ||
	       strchr(".!?", line->start[line->length - 1]);
}

/* May the line above belong to it? */
static gboolean may_go_up(const GArray *lines, const struct attribution *found)
{
	const struct text_line *above;

	if (found->first == 0 || found->last - found->first + 1 >= MAX_LINES)
		return FALSE;
	above = text_line_at(lines, found->first - 1);
	return above->length > 0 && above->length < 300 && above->depth == 0 &&
	       !text_line_is_rule(above);
}

static gboolean begins_attribution(const struct text_line *line)
{
	g_autofree char *folded = text_line_fold(line);

	return begins_with_lead(folded + strspn(folded, "-*_ ")) &&
	       (has_digit(folded) || has_time(folded));
}

/* "On Wed, Jan 27, 2016 at 10:48 PM," above "Anna <a@b> wrote:", which fits
 * by itself: taken, too, where it is no sentence of its own. */
static void take_date_above(const GArray *lines, struct attribution *found)
{
	struct attribution more = *found;
	g_autofree char *folded = join(lines, found->first, found->last);

	if (!folded || begins_with_lead(folded) || !may_go_up(lines, &more))
		return;
	more.first--;
	if (!is_sentence_end(text_line_at(lines, more.first)) &&
		begins_attribution(text_line_at(lines, more.first)) &&
		fits(lines, &more))
		*found = more;
}

static gboolean is_loose_line(
	const struct text_line *line, struct attribution *found)
{
	g_autofree char *folded = text_line_fold(line);

	found->first = found->last;
	found->is_sure = FALSE;
	found->needs_quote = TRUE;
	return *folded && is_loose(folded + strspn(folded, "-*_ "));
}

gboolean attribution_ending_at(
	const GArray *lines, guint last, struct attribution *found)
{
	const struct text_line *line = text_line_at(lines, last);

	*found = (struct attribution){ .first = last, .last = last };
	if (is_gmt_and_name(lines, last)) {
		found->is_sure = TRUE;
		return TRUE;
	}
	if (line->depth > 0 || line->length > MAX_BYTES ||
		!is_ended(line->start, line->length))
		return FALSE;
	while (!fits(lines, found)) {
		if (!may_go_up(lines, found))
			return is_loose_line(line, found);
		found->first--;
	}
	take_date_above(lines, found);
	return TRUE;
}

#define MAX_BARE_WORDS 6u

/* Each word of the line; FALSE where one speaks against it. */
static gboolean is_name(char **words, guint count)
{
	for (guint i = 0; i + 1 < count; i++)
		if (g_strv_contains(SENTENCES, words[i]))
			return FALSE;
	return count >= 2 && count <= MAX_BARE_WORDS;
}

gboolean attribution_is_bare(const struct text_line *line)
{
	g_autofree char *folded = NULL;
	g_auto(GStrv) words = NULL;
	guint count;

	if (line->depth > 0 || line->length < 4 || line->length > 100 ||
		line->start[line->length - 1] != ':')
		return FALSE;
	folded = text_fold_bytes(line->start, line->length - 1);
	g_strchomp(folded);
	words = g_strsplit(folded, " ", -1);
	count = g_strv_length(words);
	if (count == 0 ||
		!(g_strv_contains(VERBS, words[count - 1]) ||
			g_strv_contains(LAST_VERBS, words[count - 1])))
		return FALSE;
	return is_name(words, count) ||
	       (has_digit(folded) && begins_with_lead(folded));
}
