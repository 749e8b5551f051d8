#include "argument.h"
#include "contact.h"
#include "text.h"
#include <string.h>

#define MAX_AHEAD_DAYS 3650

struct word_value {
	const char *words; /* folded, apart by "|" */
	int value;
};

/* The value of a folded word, -1 where it has none. */
static int value_of(
	const struct word_value *values, gsize count, const char *folded)
{
	for (gsize i = 0; i < count; i++) {
		g_auto(GStrv) words = g_strsplit(values[i].words, "|", -1);

		if (g_strv_contains((const char *const *)words, folded))
			return values[i].value;
	}
	return -1;
}

gboolean argument_priority(const char *word, guint *priority)
{
	static const struct word_value values[] = {
		{ "p1|1|critical|urgent|kritisk|krytyczny", 1 },
		{ "p2|2|high|hog|hoy|wysoki", 2 },
		{ "p3|3|normal|medium|normalny", 3 },
		{ "p4|4|low|lag|lav|niski", 4 },
	};
	g_autofree char *folded = text_fold(word);
	int value = value_of(values, G_N_ELEMENTS(values), folded);

	if (value < 0)
		return FALSE;
	*priority = (guint)value;
	return TRUE;
}

/* Monday is 1, as GDateTime has it. The Polish ones also as they stand behind
 * «do». */
static const struct word_value WEEKDAYS[] = {
	{ "monday|mon|mandag|poniedzialek|poniedzialku", 1 },
	{ "tuesday|tue|tisdag|tirsdag|wtorek|wtorku", 2 },
	{ "wednesday|wed|onsdag|sroda|srode|srody", 3 },
	{ "thursday|thu|torsdag|czwartek|czwartku", 4 },
	{ "friday|fri|fredag|piatek|piatku", 5 },
	{ "saturday|sat|lordag|sobota|sobote|soboty", 6 },
	{ "sunday|sun|sondag|niedziela|niedziele|niedzieli", 7 },
};

static const struct word_value DAYS_AHEAD[] = {
	{ "today|idag|i dag|dzis|dzisiaj", 0 },
	{ "tomorrow|imorgon|i morgon|imorgen|i morgen|jutro|jutra", 1 },
};

static gboolean has_date_form(const char *text)
{
	static const char form[] = "0000-00-00";

	if (strlen(text) != strlen(form))
		return FALSE;
	for (gsize i = 0; form[i]; i++)
		if (form[i] == '0' ? !g_ascii_isdigit(text[i])
				   : text[i] != form[i])
			return FALSE;
	return TRUE;
}

/* Midnight at the begin of a written day. */
static GDateTime *read_date(GTimeZone *zone, const char *folded)
{
	if (!has_date_form(folded))
		return NULL;
	return g_date_time_new(zone, (int)g_ascii_strtoull(folded, NULL, 10),
		(int)g_ascii_strtoull(folded + 5, NULL, 10),
		(int)g_ascii_strtoull(folded + 8, NULL, 10), 0, 0, 0);
}

/* "3d", "4h", "2w": that much from now. */
static GDateTime *read_distance(GDateTime *now, const char *folded)
{
	gsize digits = strspn(folded, "0123456789");
	int number;

	if (digits == 0 || digits > 4 || !folded[digits] || folded[digits + 1])
		return NULL;
	number = (int)g_ascii_strtoull(folded, NULL, 10);
	switch (folded[digits]) {
	case 'h':
		return g_date_time_add_hours(now, number);
	case 'd':
		return g_date_time_add_days(now, number);
	case 'w':
		return g_date_time_add_weeks(now, number);
	default:
		return NULL;
	}
}

static GDateTime *midnight_after(GDateTime *now, int days)
{
	g_autoptr(GDateTime) day = g_date_time_add_days(now, days);
	g_autoptr(GTimeZone) zone = NULL;

	if (!day)
		return NULL;
	zone = g_time_zone_ref(g_date_time_get_timezone(day));
	return g_date_time_new(zone, g_date_time_get_year(day),
		g_date_time_get_month(day), g_date_time_get_day_of_month(day),
		0, 0, 0);
}

/* A weekday is the next one, never today. */
static GDateTime *read_day(GDateTime *now, const char *folded)
{
	int weekday = value_of(WEEKDAYS, G_N_ELEMENTS(WEEKDAYS), folded);
	int ahead = value_of(DAYS_AHEAD, G_N_ELEMENTS(DAYS_AHEAD), folded);

	if (weekday > 0) {
		ahead = weekday - g_date_time_get_day_of_week(now);
		if (ahead <= 0)
			ahead += 7;
	}
	return ahead < 0 ? NULL : midnight_after(now, ahead);
}

/* The moment that a word means, whether past or to come; NULL for none. */
static GDateTime *find_date(const char *word, GTimeZone *zone, gint64 now)
{
	g_autofree char *folded = text_fold(word);
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(now);
	g_autoptr(GDateTime) local =
		utc ? g_date_time_to_timezone(utc, zone) : NULL;
	GDateTime *found = NULL;

	if (!local)
		return NULL;
	found = read_date(zone, folded);
	if (!found)
		found = read_distance(local, folded);
	if (!found)
		found = read_day(local, folded);
	return found;
}

gboolean argument_is_date(const char *word)
{
	g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
	g_autoptr(GDateTime) found = find_date(word, utc, 0);

	return found != NULL;
}

gboolean argument_date(
	const char *word, const char *zone, gint64 now, gint64 *at)
{
	g_autoptr(GTimeZone) there =
		zone ? g_time_zone_new_identifier(zone) : NULL;
	g_autoptr(GDateTime) found = NULL;
	gint64 seconds;

	if (!there)
		there = g_time_zone_new_utc();
	found = find_date(word, there, now);
	if (!found)
		return FALSE;
	seconds = g_date_time_to_unix(found);
	if (seconds <= now ||
		seconds - now > (gint64)MAX_AHEAD_DAYS * 24 * 60 * 60)
		return FALSE;
	*at = seconds;
	return TRUE;
}

static gboolean is_me(const char *folded)
{
	static const char *const words[] = { "me", "myself", "mig", "meg",
		"mnie", NULL };

	return g_strv_contains(words, folded);
}

/* Address, full name, any single name, or the part before the @. */
static gboolean agent_fits(const struct agent_rule *agent, const char *folded)
{
	g_autofree char *name = text_fold(agent->name);
	g_autofree char *address = text_fold(agent->address);
	g_auto(GStrv) names = g_strsplit(name, " ", -1);

	if (g_str_equal(name, folded) || g_str_equal(address, folded))
		return TRUE;
	if (g_strv_contains((const char *const *)names, folded))
		return TRUE;
	return g_str_has_prefix(address, folded) &&
	       address[strlen(folded)] == '@';
}

const struct agent_rule *argument_agent(const char *word,
	const struct rules *rules, const char *me, char **candidates)
{
	g_autofree char *folded = text_fold(*word == '@' ? word + 1 : word);
	g_autoptr(GString) names = g_string_new(NULL);
	const struct agent_rule *found = NULL;
	guint count = 0;

	if (candidates)
		*candidates = NULL;
	if (!*folded)
		return NULL;
	if (is_me(folded))
		return me ? rules_agent(rules, me) : NULL;
	for (guint i = 0; i < rules->agents->len; i++) {
		const struct agent_rule *agent = rules->agents->pdata[i];

		if (!agent_fits(agent, folded))
			continue;
		if (address_equal(agent->address, word))
			return agent;
		found = agent;
		count++;
		g_string_append_printf(names, "%s%s <%s>",
			names->len ? ", " : "", agent->name, agent->address);
	}
	if (count > 1 && candidates)
		*candidates = g_strdup(names->str);
	return count == 1 ? found : NULL;
}
