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

/* GLib's own macro casts const away. */
static const char *next_char(const char *p)
{
	return p + g_utf8_skip[(guchar)*p];
}

/* Words of a text, folded: an array ended by NULL; g_strfreev(). */
static char **split_words(const char *text, gsize max_bytes)
{
	g_autoptr(GString) plain = g_string_new(NULL);
	const char *end = text + strnlen(text, max_bytes);

	for (const char *p = text; p < end;) {
		gunichar c = g_utf8_get_char_validated(p, -1);

		if (c == (gunichar)-1 || c == (gunichar)-2) {
			p++;
			continue;
		}
		if (g_unichar_isalpha(c))
			g_string_append_unichar(plain, g_unichar_tolower(c));
		else if (c != '\'' && c != 0x2019)
			g_string_append_c(plain, ' ');
		p = next_char(p);
	}
	return g_strsplit(plain->str, " ", -1);
}

/* Which tongues have a word: a bit each. */
static GHashTable *all_words(void)
{
	GHashTable *known = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < TONGUE_COUNT; i++) {
		for (const char *const *w = TONGUES[i].words; *w; w++) {
			gpointer key = (gpointer)(guintptr)*w;
			guint bits = GPOINTER_TO_UINT(
				g_hash_table_lookup(known, key));

			g_hash_table_insert(
				known, key, GUINT_TO_POINTER(bits | 1u << i));
		}
	}
	return known;
}

static gboolean has_letter_of(const struct tongue *tongue, const char *word)
{
	for (const char *p = word; *tongue->letters && *p; p = next_char(p))
		if ((guchar)*p >= 0x80 &&
			g_utf8_strchr(tongue->letters, -1, g_utf8_get_char(p)))
			return TRUE;
	return FALSE;
}

static void score_word(GHashTable *known, const char *word, guint *scores)
{
	guint bits = GPOINTER_TO_UINT(g_hash_table_lookup(known, word));

	for (guint i = 0; i < TONGUE_COUNT; i++) {
		if (bits & 1u << i)
			scores[i] += 2;
		if (has_letter_of(&TONGUES[i], word))
			scores[i]++;
	}
}

const char *text_language(const char *own)
{
	g_auto(GStrv) words = split_words(own, MAX_READ);
	g_autoptr(GHashTable) known = all_words();
	guint scores[TONGUE_COUNT] = { 0 }, best = 0, second = 0;
	gsize winner = 0;

	for (char **word = words; *word; word++)
		if (**word)
			score_word(known, *word, scores);
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
	g_auto(GStrv) words = NULL;
	guint strong = 0, weak = 0, count = 0;

	if (strnlen(own, MAX_THANKS_BYTES + 1) > MAX_THANKS_BYTES ||
		strchr(own, '?') || strchr(own, '#'))
		return FALSE;
	words = split_words(own, MAX_THANKS_BYTES);
	for (char **word = words; *word; word++) {
		const char *w = *word;

		if (g_strv_contains(NO_THANKS, w))
			return FALSE;
		count += *w != '\0';
		if (g_strv_contains(WEAK, w))
			weak++;
		else if (g_strv_contains(THANKS, w))
			strong++;
	}
	return count <= MAX_THANKS_WORDS &&
	       (strong > 0 || (weak > 0 && count <= 3));
}
