#include "plain_words.h"
#include "text.h"
#include "ticket.h"

#include <string.h>

#define MAX_BYTES 300u
#define MAX_WORDS 40u
#define MAX_GREETING 4u /* words of a line such as «Hi Anna,» */
#define MAX_CLOSING 6u  /* words of all lines from «Best regards» on */
#define NEAR_WORDS 3u   /* between a «not» and what it denies */
#define THING_LETTERS 4 /* of a word that names what works */

typedef const char *const word_list[];

/* --- the words, in lower case; Polish also without its marks ------------- */

static word_list YES = { "yes", "yep", "yup", "yeah", "ja", "jo", "japp",
	"jajamän", "jepp", "jau", "jada", "tak", NULL };

static word_list NO = { "no", "nope", "nej", "nei", "nie", "niestety", "tyvärr",
	"dessverre", "unfortunately", NULL };

/* That it works, is solved, has helped. */
static word_list WORKS = { "work", "works", "working", "worked", "fixed",
	"solved", "resolved", "helped", "fungerar", "funkar", "fungerade",
	"funkade", "löst", "löste", "fixat", "åtgärdat", "ordnat", "hjälpte",
	"fungerer", "funker", "virker", "virket", "løst", "fikset", "ordnet",
	"hjalp", "orden", "działa", "dziala", "działają", "dzialaja",
	"zadziałało", "zadzialalo", "rozwiązane", "rozwiazane", "naprawione",
	"naprawiony", "rozwiązany", "rozwiazany", "rozwiązana", "rozwiązano",
	"pomogło", "pomoglo", NULL };

/* That it may be closed: said of what is over. */
static word_list CLOSE = { "close", "stänga", "stäng", "avsluta", "lukke",
	"lukk", "avslutte", "zamknąć", "zamknac", "zamknij", NULL };

/* What was wrong: «the problem is solved». */
static word_list MATTERS = { "problem", "problems", "issue", "error", "ticket",
	"case", "problemet", "felet", "ärendet", "feilen", "saken", "sak",
	"problemu", "błąd", "blad", "sprawa", "sprawę", "sprawe", "zgłoszenie",
	"zgloszenie", NULL };

static word_list NOT = { "not", "doesnt", "dont", "isnt", "didnt", "wont",
	"cant", "never", "inte", "icke", "aldrig", "ikke", "ikkje", "aldri",
	"nie", NULL };

static word_list STILL = { "still", "fortfarande", "fortsatt", "fremdeles",
	"nadal", "wciąż", "wciaz", "dalej", "ciągle", "same", "samma", "samme",
	"sam", NULL };

static word_list TROUBLE = { "error", "problem", "broken", "wrong", "fault",
	"issue", "fel", "felet", "problemet", "trasig", "trasigt", "sönder",
	"feil", "feilen", "ødelagt", "błąd", "blad", "zepsute", "zepsuty",
	"awaria", NULL };

static word_list THANKS = { "thanks", "thank", "thx", "cheers", "tack",
	"tackar", "takk", "tusen", "dziękuję", "dziekuje", "dziękujemy",
	"dzięki", "dzieki", NULL };

/* Good, and nothing that could be wrong. */
static word_list GOOD = { "ok", "okay", "okej", "good", "great", "fine", "well",
	"perfect", "perfectly", "super", "excellent", "wonderful", "awesome",
	"bra", "fint", "perfekt", "toppen", "kanon", "topp", "gott", "klart",
	"utmärkt", "strålande", "jättebra", "flott", "kjempebra", "utmerket",
	"supert", "dobrze", "świetnie", "swietnie", "doskonale", "idealnie",
	"porządku", "porzadku", NULL };

/* Words that carry no meaning of their own here. */
static word_list FILLERS = { "it", "this", "that", "its", "all", "everything",
	"now", "again", "is", "are", "very", "much", "so", "you", "for", "your",
	"the", "my", "quick", "reply", "support", "and", "has", "been", "to",
	"everyone", "lot", "a", "job", "det", "den", "detta", "de", "allt",
	"nu", "igen", "är", "har", "så", "mycket", "för", "hjälpen", "snabba",
	"snabb", "och", "er", "din", "ert", "svaret", "i", "som", "dette",
	"alt", "nå", "igjen", "veldig", "mye", "hjelpen", "raske", "og", "svar",
	"już", "juz", "teraz", "wszystko", "jest", "bardzo", "za", "szybką",
	"szybka", "znowu", "odpowiedź", "odpowiedz", "mi", "sig", "seg", "się",
	"sie", "został", "zostal", "została", "zostala", "w", "please", "can",
	"may", "kan", "ni", "får", "gärna", "vänligen", "dere", "vennligst",
	"proszę", "prosze", "można", "mozna", "możecie", "mozecie", NULL };

/* Thanked for; alone they are asked for. */
static const char *const HELP[] = { "help", "hjälp", "hjelp", "pomoc", NULL };

/* Phrases that say «entirely»; alone, their words could say anything. */
static word_list PHRASES = { "as it should", "as expected", "like it should",
	"som det ska", "som den ska", "som det skal", "som den skal",
	"jak należy", "jak nalezy", "jak trzeba", NULL };

/* Behind a thing that works they say how seldom it does. */
static word_list HEDGES = { "only", "sometimes", "nothing", "nobody", "hardly",
	"barely", "almost", "nearly", "partly", "partially", "half", "none",
	"occasionally", "rarely", "seldom", "slow", "slowly", "without", "once",
	"bara", "ibland", "inget", "ingen", "inga", "ingenting", "knappt",
	"nästan", "delvis", "långsamt", "utan", "sällan", "bare", "iblant",
	"knapt", "nesten", "sakte", "uten", "sjelden", "tylko", "czasami",
	"czasem", "ledwo", "prawie", "częściowo", "wolno", "rzadko", NULL };

/* Between a thing and the word that it works. */
static word_list LINKS = { "is", "are", "has", "been", "the", "my", "our",
	"now", "again", "är", "har", "nu", "igen", "min", "mitt", "vår", "er",
	"nå", "igjen", "już", "juz", "teraz", "znowu", "znów", "znow", "jest",
	"został", "została", "mój", "moja", NULL };

/* What makes a question of the words behind it. */
static word_list ASKING = { "is", "are", "has", "har", "är", "er", "jest",
	"work", "works", "working", "fungerar", "funkar", "fungerer", "virker",
	NULL };
static word_list PRONOUNS = { "it", "this", "that", "all", "everything", "det",
	"den", "detta", "allt", "dette", "alt", "de", NULL };

static word_list BUTS = { "but", "however", "except", "although", "men", "dock",
	"fast", "fortfarande", "still", "fortsatt", "fremdeles", "ale",
	"jednak", "nadal", "tylko", NULL };

static word_list GREETINGS = { "hi", "hello", "hey", "dear", "hej", "hejsan",
	"hallå", "hei", "heisan", "cześć", "czesc", "witam", "dzień", "dzien",
	"god", "good", "kära", "kjære", NULL };

static word_list CLOSINGS = { "regards", "best", "kind", "sincerely", "br",
	"mvh", "hälsningar", "hälsning", "vänliga", "vänligen", "vennlig",
	"hilsen", "vh", "pozdrawiam", "pozdrowienia", "z", NULL };

static gboolean is_one_of(const char *word, word_list list)
{
	return g_strv_contains((const char *const *)list, word);
}

/* --- from text to words -------------------------------------------------- */

struct words {
	GPtrArray *all;           /* char *, lower case */
	gboolean is_question;     /* a question mark, a tag */
	gboolean is_no_then_stop; /* the first word stands for itself */
};

static void words_clear(struct words *words)
{
	g_ptr_array_unref(words->all);
}

static gboolean is_in_word(gunichar c)
{
	return g_unichar_isalnum(c) || g_unichar_ismark(c);
}

static gboolean is_apostrophe(gunichar c)
{
	return c == '\'' || c == 0x2019;
}

static void add_word(GPtrArray *words, GString *word)
{
	if (word->len)
		g_ptr_array_add(words, g_utf8_strdown(word->str, -1));
	g_string_set_size(word, 0);
}

/* The words of a text, «doesn't» as one. */
static GPtrArray *split(const char *text)
{
	GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *composed =
		g_utf8_normalize(text, -1, G_NORMALIZE_ALL_COMPOSE);
	g_autoptr(GString) word = g_string_new(NULL);

	for (const char *at = composed ? composed : ""; *at;
		at = text_next(at)) {
		gunichar c = g_utf8_get_char(at);

		if (is_in_word(c))
			g_string_append_unichar(word, c);
		else if (!is_apostrophe(c))
			add_word(words, word);
	}
	add_word(words, word);
	return words;
}

static gboolean begins_with(const GPtrArray *words, word_list list)
{
	return words->len && is_one_of(words->pdata[0], list);
}

/* «Hi Anna,» says nothing; «Hi, it works» does. */
static gboolean is_greeting(const GPtrArray *words)
{
	if (!begins_with(words, GREETINGS) || words->len > MAX_GREETING)
		return FALSE;
	for (guint i = 1; i < words->len; i++) {
		if (is_one_of(words->pdata[i], WORKS) ||
			is_one_of(words->pdata[i], YES) ||
			is_one_of(words->pdata[i], NO) ||
			is_one_of(words->pdata[i], NOT))
			return FALSE;
	}
	return TRUE;
}

/* What follows it must be short, or it is no end. */
static gboolean is_closing(char **lines, const GPtrArray *words)
{
	guint count = 0;

	if (!begins_with(words, CLOSINGS))
		return FALSE;
	for (; *lines; lines++) {
		g_autoptr(GPtrArray) more = split(*lines);

		count += more->len;
	}
	return count <= MAX_CLOSING;
}

static gboolean is_name(const GPtrArray *words, const GPtrArray *name)
{
	for (guint i = 0; i < words->len; i++) {
		if (!words_have(name, words->pdata[i]))
			return FALSE;
	}
	return words->len > 0;
}

/* The text without greeting, closing and the writer's name, in one line. */
static char *core_of(const char *own, const char *name)
{
	g_auto(GStrv) lines = g_strsplit(own, "\n", -1);
	g_autoptr(GPtrArray) names = split(name ? name : "");
	GString *core = g_string_new(NULL);

	for (char **line = lines; *line; line++) {
		g_autoptr(GPtrArray) words = split(*line);

		if (is_closing(line, words))
			break;
		if ((core->len == 0 && is_greeting(words)) ||
			is_name(words, names))
			continue;
		g_string_append_printf(core, "%s\n", *line);
	}
	return g_string_free(core, FALSE);
}

/* Where the words of a phrase begin at i: how many, else 0. */
static guint phrase_at(const GPtrArray *words, guint i, const char *phrase)
{
	g_auto(GStrv) parts = g_strsplit(phrase, " ", -1);
	guint count = g_strv_length(parts);

	if (i + count > words->len)
		return 0;
	for (guint j = 0; j < count; j++) {
		if (strcmp(words->pdata[i + j], parts[j]) != 0)
			return 0;
	}
	return count;
}

static void take_phrases_away(GPtrArray *words)
{
	for (guint i = 0; i < words->len; i++) {
		for (guint j = 0; PHRASES[j]; j++) {
			guint count = phrase_at(words, i, PHRASES[j]);

			if (count)
				g_ptr_array_remove_range(words, i, count);
		}
	}
}

/* «Nej, …», «No.»: the word for itself, and not the Polish «not». */
static gboolean stops_after_first(const char *core)
{
	while (*core && !is_in_word(g_utf8_get_char(core)))
		core = text_next(core);
	while (*core && is_in_word(g_utf8_get_char(core)))
		core = text_next(core);
	return !*core || *core == '\n' || strchr(",.!;:-", *core) ||
	       g_utf8_get_char(core) == 0x2013;
}

/* FALSE where the text is too long to be a plain answer, or none. */
static gboolean read_words(
	struct words *words, const char *own, const char *name)
{
	g_autofree char *core = NULL;

	if (strlen(own) > MAX_BYTES || !g_utf8_validate(own, -1, NULL))
		return FALSE;
	core = core_of(own, name);
	words->all = split(core);
	words->is_question = strpbrk(core, "?#") != NULL;
	words->is_no_then_stop = stops_after_first(core);
	take_phrases_away(words->all);
	if (words->all->len > 0 && words->all->len <= MAX_WORDS)
		return TRUE;
	words_clear(words);
	return FALSE;
}

/* --- yes and no ---------------------------------------------------------- */

static guint count_of(const GPtrArray *words, word_list list)
{
	guint count = 0;

	for (guint i = 0; i < words->len; i++)
		count += is_one_of(words->pdata[i], list) ? 1 : 0;
	return count;
}

/* The Danish «mange tak» and the Polish «ja dziękuję» thank. */
static gboolean is_foreign_thanks(const GPtrArray *words)
{
	for (guint i = 0; i + 1 < words->len; i++) {
		const char *word = words->pdata[i], *next = words->pdata[i + 1];

		if (strcmp(word, "ja") == 0 && g_str_has_prefix(next, "dzi"))
			return TRUE;
		if (strcmp(word, "tak") == 0 && strcmp(next, "for") == 0)
			return TRUE;
	}
	return FALSE;
}

static gboolean agrees(const char *word)
{
	return is_one_of(word, YES) || is_one_of(word, WORKS) ||
	       is_one_of(word, CLOSE) || is_one_of(word, THANKS) ||
	       is_one_of(word, GOOD) || is_one_of(word, FILLERS);
}

/* Whether the next word that way, but for links, is that it works. */
static gboolean is_beside_works(const GPtrArray *words, guint i, gint step)
{
	gint at = (gint)i + step;

	while (at >= 0 && at < (gint)words->len &&
		is_one_of(words->pdata[at], LINKS))
		at += step;
	return at >= 0 && at < (gint)words->len &&
	       is_one_of(words->pdata[at], WORKS);
}

/* «The printer works again»: a word of what the ticket is about. */
static gboolean is_thing(
	const GPtrArray *words, guint i, const GPtrArray *about)
{
	const char *word = words->pdata[i];

	return words_have(about, word) &&
	       g_utf8_strlen(word, -1) >= THING_LETTERS &&
	       !is_one_of(word, HEDGES) && !is_one_of(word, NOT) &&
	       !is_one_of(word, NO) && !is_one_of(word, STILL) &&
	       !is_one_of(word, BUTS) && !is_one_of(word, TROUBLE) &&
	       (is_beside_works(words, i, 1) || is_beside_works(words, i, -1));
}

static gboolean all_agree(const GPtrArray *words, const GPtrArray *about)
{
	gboolean is_over = count_of(words, WORKS) || count_of(words, CLOSE);
	gboolean is_thanked =
		count_of(words, THANKS) || is_foreign_thanks(words);
	guint things = 0;

	for (guint i = 0; i < words->len; i++) {
		const char *word = words->pdata[i];

		if (agrees(word) || (is_over && is_one_of(word, MATTERS)) ||
			(is_thanked && is_one_of(word, HELP)))
			continue;
		if (things++ || !is_thing(words, i, about))
			return FALSE;
	}
	return TRUE;
}

/* «Is it fixed now», without its mark. */
static gboolean is_asking(const GPtrArray *words)
{
	return words->len >= 2 && is_one_of(words->pdata[0], ASKING) &&
	       is_one_of(words->pdata[1], PRONOUNS);
}

static enum plain agreement(const GPtrArray *words, const GPtrArray *about)
{
	if (!all_agree(words, about) || is_asking(words))
		return PLAIN_NONE;
	if (is_foreign_thanks(words))
		return PLAIN_FINE;
	if (count_of(words, YES) || count_of(words, WORKS) ||
		count_of(words, CLOSE))
		return PLAIN_YES;
	return count_of(words, GOOD) || count_of(words, THANKS) ? PLAIN_FINE
								: PLAIN_NONE;
}

/* One of each list, at most so many words apart. */
static gboolean are_near(
	const GPtrArray *words, word_list one, word_list other, guint distance)
{
	for (guint i = 0; i < words->len; i++) {
		if (!is_one_of(words->pdata[i], one))
			continue;
		for (guint j = i > distance ? i - distance : 0;
			j < words->len && j <= i + distance; j++)
			if (j != i && is_one_of(words->pdata[j], other))
				return TRUE;
	}
	return FALSE;
}

static gboolean disagrees(const struct words *words)
{
	const GPtrArray *all = words->all;

	if (are_near(all, NOT, WORKS, NEAR_WORDS) ||
		are_near(all, STILL, TROUBLE, NEAR_WORDS))
		return TRUE;
	return is_one_of(all->pdata[0], NO) && words->is_no_then_stop &&
	       !count_of(all, WORKS) && !count_of(all, YES);
}

/* Nothing but signs of contentment: «👍». */
static gboolean is_smile(const char *own)
{
	static const gunichar SMILES[] = { 0x1f44d, 0x1f44c, 0x1f64f, 0x1f64c,
		0x1f642, 0x1f60a, 0x1f600, 0x1f603, 0x1f604, 0x2705, 0x2714,
		0x2764 };
	guint count = 0;

	for (; *own; own = text_next(own)) {
		gunichar c = g_utf8_get_char(own);
		gboolean is_known = FALSE;

		for (gsize i = 0; i < G_N_ELEMENTS(SMILES); i++)
			is_known |= c == SMILES[i];
		count += is_known ? 1 : 0;
		/* a colour of skin, the sign to draw it */
		if (!is_known && !g_unichar_isspace(c) && c != 0xfe0f &&
			(c < 0x1f3fb || c > 0x1f3ff))
			return FALSE;
	}
	return count > 0;
}

enum plain plain_answer(const char *own, const char *name, const char *subject)
{
	struct words words;
	enum plain answer = PLAIN_NONE;
	g_autoptr(GPtrArray) about = split(subject ? subject : "");

	if (g_utf8_validate(own, -1, NULL) && is_smile(own))
		return PLAIN_FINE;
	if (!read_words(&words, own, name))
		return PLAIN_NONE;
	if (!words.is_question)
		answer = agreement(words.all, about);
	if (answer == PLAIN_NONE && disagrees(&words))
		answer = PLAIN_NO;
	words_clear(&words);
	return answer;
}

gboolean plain_takes_back(const char *own)
{
	const char *rest = own + strspn(own, " \t\r\n");
	g_autoptr(GPtrArray) words = NULL;

	rest += strcspn(rest, "\n");
	if (strchr(rest, '?'))
		return TRUE;
	words = split(rest);
	return count_of(words, BUTS) || count_of(words, NOT) ||
	       count_of(words, TROUBLE);
}

/* --- marks --------------------------------------------------------------- */

/* Longer ones first: «very good» holds «good». */
static const struct {
	const char *phrase;
	guint rating;
} MARKS[] = {
	{ "very good", 5 },
	{ "very bad", 1 },
	{ "mycket bra", 5 },
	{ "mycket dåligt", 1 },
	{ "veldig bra", 5 },
	{ "veldig dårlig", 1 },
	{ "bardzo dobrze", 5 },
	{ "bardzo dobra", 5 },
	{ "bardzo źle", 1 },
	{ "bardzo zle", 1 },
	{ "not good", 2 },
	{ "inte bra", 2 },
	{ "ikke bra", 2 },
	{ "niezbyt dobrze", 2 },
	{ "excellent", 5 },
	{ "perfect", 5 },
	{ "utmärkt", 5 },
	{ "jättebra", 5 },
	{ "perfekt", 5 },
	{ "utmerket", 5 },
	{ "kjempebra", 5 },
	{ "doskonale", 5 },
	{ "świetnie", 5 },
	{ "good", 4 },
	{ "bra", 4 },
	{ "dobrze", 4 },
	{ "ok", 3 },
	{ "okay", 3 },
	{ "okej", 3 },
	{ "sådär", 3 },
	{ "greit", 3 },
	{ "średnio", 3 },
	{ "bad", 2 },
	{ "poor", 2 },
	{ "dåligt", 2 },
	{ "dårlig", 2 },
	{ "źle", 2 },
	{ "słabo", 2 },
	{ "terrible", 1 },
	{ "urdåligt", 1 },
	{ "elendig", 1 },
	{ "fatalnie", 1 },
};

static guint mark_by_stars(const char *own)
{
	guint stars = 0;

	for (; *own; own = text_next(own)) {
		gunichar c = g_utf8_get_char(own);

		if (c == 0x2605 || c == 0x2b50)
			stars++;
		else if (c != 0x2606 && c != 0xfe0f && !g_unichar_isspace(c))
			return 0;
	}
	return stars <= 5 ? stars : 0;
}

/* "4", "4/5", "4 of 5". */
static guint mark_by_digit(const GPtrArray *words)
{
	const char *first = words->pdata[0], *second, *third;

	if (strlen(first) != 1 || *first < '1' || *first > '5')
		return 0;
	second = words->len > 1 ? words->pdata[1] : "";
	third = words->len > 2 ? words->pdata[2] : "";
	if (words->len == 1 || (words->len == 2 && strcmp(second, "5") == 0) ||
		(words->len == 3 && strcmp(third, "5") == 0 &&
			strlen(second) <= 3))
		return (guint)(*first - '0');
	return 0;
}

static guint mark_by_words(const GPtrArray *words)
{
	for (gsize i = 0; i < G_N_ELEMENTS(MARKS); i++) {
		if (phrase_at(words, 0, MARKS[i].phrase) == words->len)
			return MARKS[i].rating;
	}
	return 0;
}

static void take_thanks_away(GPtrArray *words)
{
	for (guint i = words->len; i > 0; i--) {
		if (is_one_of(words->pdata[i - 1], THANKS))
			g_ptr_array_remove_index(words, i - 1);
	}
}

guint plain_rating(const char *own, const char *name)
{
	struct words words;
	guint rating = 0;

	if (!g_utf8_validate(own, -1, NULL))
		return 0;
	rating = mark_by_stars(own);
	if (rating || !read_words(&words, own, name))
		return rating;
	take_thanks_away(words.all);
	if (words.all->len && !words.is_question)
		rating = mark_by_digit(words.all);
	if (!rating && words.all->len && !words.is_question)
		rating = mark_by_words(words.all);
	words_clear(&words);
	return rating;
}
