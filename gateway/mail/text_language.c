#include "text_class.h"
#include "text_lines.h"
#include <string.h>

/* Common words that few of the other languages share; a word may stand in
 * more than one list (Swedish and Norwegian do share). Case folded. */
static const char *const ENGLISH[] = { "the", "and", "is", "of", "you", "to",
	"not", "have", "with", "for", "this", "that", "it", "my", "we", "can",
	"please", "when", "hello", "thanks", "are", "from", "hi", "i", "does",
	"what", NULL };
static const char *const SWEDISH[] = { "och", "att", "det", "är", "inte", "jag",
	"på", "som", "för", "med", "har", "kan", "vi", "hej", "tack", "när",
	"från", "också", "något", "någon", "ett", "en", "min", "mig", "till",
	"hälsningar", "så", "den", "nu", "om", "ni", "vad", NULL };
static const char *const NORWEGIAN[] = { "og", "at", "det", "er", "ikke", "jeg",
	"på", "som", "for", "med", "har", "kan", "vi", "hei", "takk", "når",
	"fra", "også", "noe", "noen", "et", "en", "min", "meg", "til", "hilsen",
	"så", "den", "nå", "om", "dere", "hva", NULL };
static const char *const POLISH[] = { "i", "w", "na", "nie", "się", "jest",
	"że", "do", "z", "dzień", "dobry", "proszę", "czy", "mam", "jak",
	"pozdrawiam", "dziękuję", "mi", "od", "po", "ale", "mój", "moja",
	"działa", "cześć", "witam", "już", NULL };

static const struct tongue {
	const char *code;
	const char *const *words;
	const char *letters; /* of this one alone among the four */
} TONGUES[] = {
	{ "en", ENGLISH, "" },
	{ "sv", SWEDISH, "äö" },
	{ "nb", NORWEGIAN, "æø" },
	{ "pl", POLISH, "ąćęłńśźż" },
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

static guint score_word(const struct tongue *tongue, const GString *word)
{
	guint score = 0;

	if (word->len <= MAX_LISTED && is_one_of(word->str, tongue->words))
		score = 2;
	for (const char *p = word->str; *tongue->letters && *p;
		p = next_char(p))
		if ((guchar)*p >= 0x80 &&
			g_utf8_strchr(tongue->letters, -1, g_utf8_get_char(p)))
			return score + 1;
	return score;
}

const char *text_language(const char *own)
{
	g_autoptr(GString) word = g_string_new(NULL);
	const char *at = own, *end = own + strnlen(own, MAX_READ);
	guint scores[TONGUE_COUNT] = { 0 }, best = 0, second = 0;
	gsize winner = 0;

	while (next_word(&at, end, word))
		for (gsize i = 0; i < TONGUE_COUNT; i++)
			scores[i] += score_word(&TONGUES[i], word);
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
