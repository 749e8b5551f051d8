#include "money.h"
#include "text.h"

#include <string.h>

#define MAX_DIGITS 15u /* whole units; far from any overflow */

static const char DIGITS[] = "0123456789";

/* What is said for a currency besides its three letters. */
static const struct {
	const char *word, *currency;
} NAMES[] = {
	{ "sek", "SEK" },
	{ "nok", "NOK" },
	{ "dkk", "DKK" },
	{ "pln", "PLN" },
	{ "zl", "PLN" },
	{ "zlotych", "PLN" },
	{ "eur", "EUR" },
	{ "euro", "EUR" },
	{ "€", "EUR" },
	{ "usd", "USD" },
	{ "gbp", "GBP" },
	{ "chf", "CHF" },
};

static gboolean is_crowns(const char *folded)
{
	static const char *const words[] = { "kr", "kronor", "kroner", NULL };

	return g_strv_contains(words, folded);
}

/* «kr» is of the country: the rules tell which. */
static const char *rules_crowns(const struct rules *rules)
{
	static const char *const crowns[] = { "SEK", "NOK", "DKK", NULL };

	for (guint i = 0; i < rules->approvals->len; i++) {
		const struct approval_rule *rule = rules->approvals->pdata[i];

		if (rule->currency && g_strv_contains(crowns, rule->currency))
			return rule->currency;
	}
	return NULL;
}

static gboolean is_code(const char *word)
{
	return strspn(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3 && !word[3];
}

/* FALSE where the word is no currency. */
static gboolean read_currency(
	const char *word, const struct rules *rules, char currency[4])
{
	g_autofree char *bare = g_strndup(word, strcspn(word, ".,:;"));
	g_autofree char *folded = text_fold(bare);
	const char *found = NULL;

	for (gsize i = 0; !found && i < G_N_ELEMENTS(NAMES); i++)
		if (strcmp(NAMES[i].word, folded) == 0)
			found = NAMES[i].currency;
	if (!found && is_crowns(folded))
		found = rules_crowns(rules);
	if (!found && is_code(bare))
		found = bare;
	if (!found)
		return FALSE;
	g_strlcpy(currency, found, 4);
	return TRUE;
}

/* Groups of three behind the first one, each with its separator: "8.900". */
static gboolean take_groups(const char **at, GString *digits)
{
	const char *start = *at;
	gsize first = strspn(start, DIGITS);
	const char *mark = start + first;
	char separator = *mark;

	g_string_append_len(digits, start, (gssize)first);
	while (*mark && strchr(".,'", *mark) && *mark == separator &&
		strspn(mark + 1, DIGITS) == 3) {
		if (first > 3)
			return FALSE;
		g_string_append_len(digits, mark + 1, 3);
		mark += 4;
	}
	*at = mark;
	return first > 0;
}

/* The whole of a word: groups, hundredths, and letters that stand right
 * behind. */
static gboolean read_figure(
	const char *word, GString *digits, guint *cents, const char **behind)
{
	const char *at = word;
	gsize length;

	*cents = 0;
	if (!take_groups(&at, digits))
		return FALSE;
	length = *at ? strspn(at + 1, DIGITS) : 0;
	if ((*at == '.' || *at == ',') && (length == 1 || length == 2)) {
		*cents = (guint)g_ascii_digit_value(at[1]) * 10;
		if (length == 2)
			*cents += (guint)g_ascii_digit_value(at[2]);
		at += 1 + length;
	}
	*behind = at;
	return !g_ascii_isdigit(*at) && (!*at || !strchr(".,'", *at));
}

/* "8 900 000": further words of three digits; the last may have hundredths. */
static gboolean continues(const char *word)
{
	gsize length = strspn(word, DIGITS);

	return length == 3;
}

static gboolean begins(const char *word)
{
	return strspn(word, DIGITS) <= 3;
}

static guint read_words(const GPtrArray *words, guint from, GString *digits,
	guint *cents, const char **behind)
{
	guint used = 0;

	do {
		const char *word = words->pdata[from + used];

		if (!read_figure(word, digits, cents, behind))
			return 0;
		used++;
	} while (!**behind && !*cents && digits->len <= MAX_DIGITS &&
		 from + used < words->len && begins(words->pdata[from]) &&
		 continues(words->pdata[from + used]));
	return used;
}

guint money_read(const GPtrArray *words, guint from, const struct rules *rules,
	struct money *money)
{
	g_autoptr(GString) digits = g_string_new(NULL);
	const char *behind = "";
	guint cents = 0, used;

	memset(money, 0, sizeof *money);
	if (from >= words->len)
		return 0;
	used = read_words(words, from, digits, &cents, &behind);
	if (!used || digits->len > MAX_DIGITS)
		return 0;
	if (*behind && !read_currency(behind, rules, money->currency))
		return 0;
	if (!*behind && from + used < words->len &&
		read_currency(
			words->pdata[from + used], rules, money->currency))
		used++;
	money->hundredths =
		g_ascii_strtoull(digits->str, NULL, 10) * 100 + cents;
	return money->hundredths ? used : 0;
}

char *money_figure(guint64 hundredths)
{
	guint cents = (guint)(hundredths % 100);

	return cents ? g_strdup_printf("%" G_GUINT64_FORMAT ".%02u",
			       hundredths / 100, cents)
		     : g_strdup_printf("%" G_GUINT64_FORMAT, hundredths / 100);
}

gboolean money_is_above(
	const struct money *money, guint64 units, const char *currency)
{
	if (!money->hundredths)
		return FALSE;
	return g_strcmp0(money->currency, currency) != 0 ||
	       money->hundredths / 100 > units ||
	       (money->hundredths / 100 == units && money->hundredths % 100);
}
