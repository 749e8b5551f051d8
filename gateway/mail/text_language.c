#include "text_class.h"
#include "text_lines.h"
#include <stdlib.h>
#include <string.h>

/* Bits of the languages, in the order of TONGUES. */
enum { EN = 1, SV = 2, NB = 4, PL = 8 };

/* Common words that few of the other languages share, though Swedish and
 * Norwegian do. Case folded, sorted by their bytes. */
static const struct common {
	const char *word;
	guint tongues;
} COMMON[] = { { "ale", PL }, { "and", EN }, { "are", EN }, { "at", NB },
	{ "att", SV }, { "can", EN }, { "cześć", PL }, { "czy", PL },
	{ "den", SV | NB }, { "dere", NB }, { "det", SV | NB }, { "do", PL },
	{ "dobry", PL }, { "does", EN }, { "działa", PL }, { "dzień", PL },
	{ "dziękuję", PL }, { "en", SV | NB }, { "er", NB }, { "et", NB },
	{ "ett", SV }, { "for", EN | NB }, { "fra", NB }, { "from", EN },
	{ "från", SV }, { "för", SV }, { "har", SV | NB }, { "have", EN },
	{ "hei", NB }, { "hej", SV }, { "hello", EN }, { "hi", EN },
	{ "hilsen", NB }, { "hva", NB }, { "hälsningar", SV }, { "i", EN | PL },
	{ "ikke", NB }, { "inte", SV }, { "is", EN }, { "it", EN },
	{ "jag", SV }, { "jak", PL }, { "jeg", NB }, { "jest", PL },
	{ "już", PL }, { "kan", SV | NB }, { "mam", PL }, { "med", SV | NB },
	{ "meg", NB }, { "mi", PL }, { "mig", SV }, { "min", SV | NB },
	{ "moja", PL }, { "my", EN }, { "mój", PL }, { "na", PL }, { "ni", SV },
	{ "nie", PL }, { "noe", NB }, { "noen", NB }, { "not", EN },
	{ "nu", SV }, { "när", SV }, { "nå", NB }, { "någon", SV },
	{ "något", SV }, { "når", NB }, { "och", SV }, { "också", SV },
	{ "od", PL }, { "of", EN }, { "og", NB }, { "også", NB },
	{ "om", SV | NB }, { "please", EN }, { "po", PL }, { "pozdrawiam", PL },
	{ "proszę", PL }, { "på", SV | NB }, { "się", PL }, { "som", SV | NB },
	{ "så", SV | NB }, { "tack", SV }, { "takk", NB }, { "thanks", EN },
	{ "that", EN }, { "the", EN }, { "this", EN }, { "til", NB },
	{ "till", SV }, { "to", EN }, { "vad", SV }, { "vi", SV | NB },
	{ "w", PL }, { "we", EN }, { "what", EN }, { "when", EN },
	{ "witam", PL }, { "with", EN }, { "you", EN }, { "z", PL },
	{ "är", SV }, { "że", PL } };

static const struct tongue {
	const char *code;
	const char *letters; /* of this one alone among the four */
} TONGUES[] = {
	{ "en", "" },
	{ "sv", "äö" },
	{ "nb", "æø" },
	{ "pl", "ąćęłńśźż" },
};
#define TONGUE_COUNT G_N_ELEMENTS(TONGUES)
#define MAX_READ 16384u /* bytes of text that are looked at */
#define MAX_LISTED 16u  /* bytes of the longest word of the lists, and more */

/* GLib's own macro casts const away. */
static const char *next_char(const char *p)
{
	return p + g_utf8_skip[(guchar)*p];
}

/* The word that begins at or behind *at, folded and without apostrophes, and
 * *at behind it; FALSE where none is left. */
static gboolean next_word(const char **at, const char *end, GString *word)
{
	g_string_truncate(word, 0);
	for (const char *p = *at; p < end; *at = p) {
		guchar byte = (guchar)*p;
		gunichar c =
			byte < 0x80 ? byte : g_utf8_get_char_validated(p, -1);

		if (c == (gunichar)-1 || c == (gunichar)-2) {
			p++;
			continue;
		}
		p = next_char(p);
		if (c < 0x80 && g_ascii_isalpha((char)c))
			g_string_append_c(word, g_ascii_tolower((char)c));
		else if (c >= 0x80 && g_unichar_isalpha(c))
			g_string_append_unichar(word, g_unichar_tolower(c));
		else if (c != '\'' && c != 0x2019 && word->len) {
			*at = p;
			return TRUE;
		}
	}
	return word->len > 0;
}

static gboolean is_one_of(const char *word, const char *const *list)
{
	for (; *list; list++)
		if (**list == *word && strcmp(*list, word) == 0)
			return TRUE;
	return FALSE;
}

static int compare_common(gconstpointer word, gconstpointer row)
{
	return strcmp(word, ((const struct common *)row)->word);
}

/* The languages that have it among their common words. */
static guint tongues_of(const GString *word)
{
	const struct common *row =
		word->len > MAX_LISTED
			? NULL
			: bsearch(word->str, COMMON, G_N_ELEMENTS(COMMON),
				  sizeof *COMMON, compare_common);

	return row ? row->tongues : 0;
}

static gboolean has_letter_of(const struct tongue *tongue, const char *word)
{
	for (const char *p = word; *p; p = next_char(p))
		if ((guchar)*p >= 0x80 &&
			g_utf8_strchr(tongue->letters, -1, g_utf8_get_char(p)))
			return TRUE;
	return FALSE;
}

static void score_word(const GString *word, guint scores[TONGUE_COUNT])
{
	guint tongues = tongues_of(word);
	gboolean is_ascii = g_str_is_ascii(word->str);

	for (gsize i = 0; i < TONGUE_COUNT; i++) {
		if (tongues & (1u << i))
			scores[i] += 2;
		if (!is_ascii && has_letter_of(&TONGUES[i], word->str))
			scores[i]++;
	}
}

const char *text_language(const char *own)
{
	g_autoptr(GString) word = g_string_new(NULL);
	const char *at = own, *end = own + strnlen(own, MAX_READ);
	guint scores[TONGUE_COUNT] = { 0 }, best = 0, second = 0;
	gsize winner = 0;

	while (next_word(&at, end, word))
		score_word(word, scores);
	for (gsize i = 0; i < TONGUE_COUNT; i++) {
		if (scores[i] > best) {
			second = best;
			best = scores[i];
			winner = i;
		} else if (scores[i] > second) {
			second = scores[i];
		}
	}
	return best >= 4 && best > second ? TONGUES[winner].code : NULL;
}

static const char *const THANKS[] = { "thanks", "thank", "thx", "ty", "cheers",
	"tack", "tackar", "tusen", "takk", "dziękuję", "dziękujemy", "dzięki",
	"dzieki", "dziekuje", "kiitos", "danke", "merci", "gracias", "dank",
	"bedankt", "mange", "hjælpen", "toppen", "perfekt", "perfect", "great",
	NULL };

/* Words that make a request or a «but» of it. */
static const char *const NO_THANKS[] = { "but", "however", "not", "dont",
	"doesnt", "isnt", "cant", "still", "unfortunately", "please", "could",
	"can", "advance", "inte", "men", "dock", "fortfarande", "tyvärr",
	"snälla", "vänligen", "förhand", "kunde", "kan", "ikke", "dessverre",
	"fortsatt", "fremdeles", "vennligst", "forhånd", "nie", "ale", "jednak",
	"niestety", "proszę", "prosze", "nadal", "góry", "ei", "mutta", "nicht",
	"aber", "leider", "bitte", "mais", "pas", "pero", "niet", "maar", "no",
	"need", "again", NULL };

/* These thank only in a mail of three words at most: "Mange tak!". (The word
 * tak itself is yes in Polish.) */
static const char *const WEAK[] = { "tusen", "mange", "hjælpen", "toppen",
	"perfekt", "perfect", "great", "ty", "dank", NULL };

#define MAX_THANKS_BYTES 240u
#define MAX_THANKS_WORDS 25u

gboolean text_is_thanks(const char *own)
{
	g_autoptr(GString) word = g_string_new(NULL);
	const char *at = own, *end = own + strnlen(own, MAX_THANKS_BYTES + 1);
	guint strong = 0, weak = 0, count = 0;

	if (end - own > (gssize)MAX_THANKS_BYTES || strchr(own, '?') ||
		strchr(own, '#'))
		return FALSE;
	while (next_word(&at, end, word)) {
		if (is_one_of(word->str, NO_THANKS))
			return FALSE;
		count++;
		if (is_one_of(word->str, WEAK))
			weak++;
		else if (is_one_of(word->str, THANKS))
			strong++;
	}
	return count <= MAX_THANKS_WORDS &&
	       (strong > 0 || (weak > 0 && count <= 3));
}
