#include "header_lex.h"
#include <string.h>

static const char *const MONTHS[] = { "jan", "feb", "mar", "apr", "may", "jun",
	"jul", "aug", "sep", "oct", "nov", "dec" };

static const struct {
	const char *name;
	int hours;
} ZONES[] = { { "ut", 0 }, { "utc", 0 }, { "gmt", 0 }, { "z", 0 },
	{ "est", -5 }, { "edt", -4 }, { "cst", -6 }, { "cdt", -5 },
	{ "mst", -7 }, { "mdt", -6 }, { "pst", -8 }, { "pdt", -7 },
	{ "cet", 1 }, { "cest", 2 } };

#define MAX_WORDS 8u

/* Digits only, at most four of them; -1 for anything else. */
static int read_number(const char *text, gsize length)
{
	int number = 0;

	if (length == 0 || length > 4)
		return -1;
	for (gsize i = 0; i < length; i++) {
		if (!g_ascii_isdigit(text[i]))
			return -1;
		number = number * 10 + (text[i] - '0');
	}
	return number;
}

static int read_month(const char *word)
{
	for (gsize i = 0; i < G_N_ELEMENTS(MONTHS); i++)
		if (g_ascii_strncasecmp(word, MONTHS[i], 3) == 0)
			return (int)i + 1;
	return -1;
}

/* RFC 5322 4.3: years of two and three digits. */
static int read_year(const char *word)
{
	int year = read_number(word, strlen(word));

	if (year >= 0 && strlen(word) == 2)
		return year < 50 ? year + 2000 : year + 1900;
	if (year >= 0 && strlen(word) == 3)
		return year + 1900;
	return year;
}

/* "+0130". FALSE where digits are no zone. */
static gboolean read_offset(const char *word, int *seconds)
{
	int number = read_number(word + 1, strlen(word + 1));

	if (strlen(word) != 5 || number < 0 || number % 100 > 59 ||
		number > 2359)
		return FALSE;
	*seconds = number / 100 * 3600 + number % 100 * 60;
	if (*word == '-')
		*seconds = -*seconds;
	return TRUE;
}

/* Seconds east of UTC. What is no zone is UTC (RFC 5322 4.3): a time a few
 * hours off tells the age of a mail better than none. */
static int read_zone(const char *word)
{
	int seconds = 0;

	if (*word == '+' || *word == '-')
		return read_offset(word, &seconds) ? seconds : 0;
	for (gsize i = 0; i < G_N_ELEMENTS(ZONES); i++)
		if (g_ascii_strcasecmp(word, ZONES[i].name) == 0)
			return ZONES[i].hours * 3600;
	return 0;
}

static gboolean read_clock(const char *word, int clock[3])
{
	g_auto(GStrv) parts = g_strsplit(word, ":", 4);
	guint count = g_strv_length(parts);

	if (count < 2 || count > 3)
		return FALSE;
	clock[2] = 0;
	for (guint i = 0; i < count; i++)
		clock[i] = read_number(parts[i], strlen(parts[i]));
	/* Of a second that is no number the minute still tells the age. */
	if (clock[2] < 0)
		clock[2] = 0;
	if (clock[2] == 60)
		clock[2] = 59; /* a leap second */
	return clock[0] >= 0 && clock[1] >= 0 && clock[2] >= 0;
}

/* words: day month year clock [zone]. */
static gint64 from_words(char **words)
{
	int clock[3];
	int day = read_number(words[0], strlen(words[0]));
	int month = read_month(words[1]), year = read_year(words[2]);
	g_autoptr(GDateTime) time = NULL;

	if (day < 1 || month < 1 || year < 1 || !read_clock(words[3], clock))
		return G_MININT64;
	time = g_date_time_new_utc(
		year, month, day, clock[0], clock[1], clock[2]);
	if (!time)
		return G_MININT64;
	return g_date_time_to_unix(time) - (words[4] ? read_zone(words[4]) : 0);
}

gint64 header_date(const char *value, gsize length)
{
	g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
	struct lexer lexer;
	struct lexeme lexeme;
	gint64 at = G_MININT64;

	lexer_init(&lexer, value, length, ",");
	lexeme_init(&lexeme);
	while (words->len < MAX_WORDS && lexer_next(&lexer, &lexeme)) {
		if (lexeme.kind == LEXEME_WORD)
			g_ptr_array_add(words,
				g_strndup(lexeme.text->str, lexeme.text->len));
		else
			g_ptr_array_set_size(words, 0); /* the day's name */
	}
	/* A name without its comma. */
	if (words->len > 0 &&
		g_ascii_isalpha(*(const char *)g_ptr_array_index(words, 0)))
		g_ptr_array_remove_index(words, 0);
	g_ptr_array_add(words, NULL);
	if (words->len > 4)
		at = from_words((char **)words->pdata);
	lexeme_clear(&lexeme);
	return at;
}
