/* Working time: tables written out by hand, and an oracle that asks the C
 * library for the wall clock of every single minute. POSTERN_SEED repeats a
 * random run, POSTERN_CASES asks for more of it. */
#include "calendar.h"
#include "conf.h"
#include "text.h"
#include "ticket.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>

#define HOUR 3600
#define WEEK_MINUTES 10080

static gint64 at(const char *text)
{
	gint64 seconds = -1;

	assert_true(text_parse_time(text, &seconds));
	return seconds;
}

static struct rules *rules_of(
	const char *zone, const char *hours, const char *holidays)
{
	g_autoptr(GPtrArray) errors = conf_errors_new();
	g_auto(GStrv) dates = g_strsplit(holidays, " ", -1);
	g_autoptr(GString) text = g_string_new(NULL);
	struct rules *rules;

	g_string_append_printf(text,
		"[desk]\n\taddress = help@example.com\n[calendar \"c\"]\n"
		"\tzone = %s\n\thours = %s\n",
		zone, hours);
	for (guint i = 0; dates[i]; i++) {
		if (*dates[i])
			g_string_append_printf(
				text, "\tholiday = %s\n", dates[i]);
	}
	rules = conf_parse_rules("desk.conf", text->str, text->len, errors);
	if (!rules) {
		g_autofree char *why = conf_errors_text(errors);

		fail_msg("%s", why);
	}
	return rules;
}

static struct calendar *calendar_of(
	const char *zone, const char *hours, const char *holidays)
{
	AUTO(rules) rules = rules_of(zone, hours, holidays);
	g_autoptr(GTimeZone) place = g_time_zone_new_identifier(zone);

	assert_non_null(place);
	return calendar_new(rules->calendars->pdata[0], place);
}

#define OFFICE "Mon-Fri 08:00-12:00, 13:00-17:00"
#define NIGHT "Mon-Sun 22:00-06:00"
#define ALL_DAY "Mon-Sun 00:00-24:00"

/* --- tables ------------------------------------------------------------- */

static const struct {
	const char *zone, *hours, *holidays, *from, *to;
	gint64 minutes;
	const char *why;
} BETWEEN[] = {
	{ "Europe/Stockholm", OFFICE, "", "2026-11-23T09:15:02Z",
		"2026-11-23T14:15:02Z", 240, "the noon break is no work" },
	{ "Europe/Stockholm", OFFICE, "", "2026-11-20T16:30:00Z",
		"2026-11-23T07:30:00Z", 30, "nor is the week's end" },
	{ "Europe/Stockholm", OFFICE, "2026-12-25", "2026-12-24T15:00:00Z",
		"2026-12-28T08:00:00Z", 120, "nor a holiday" },
	{ "Europe/Stockholm", ALL_DAY, "", "2026-03-28T23:00:00Z",
		"2026-03-29T22:00:00Z", 23 * 60,
		"the day when summer time begins has 23 hours" },
	{ "Europe/Stockholm", ALL_DAY, "", "2026-10-24T22:00:00Z",
		"2026-10-25T23:00:00Z", 25 * 60, "and 25 when it ends" },
	{ "Europe/Warsaw", NIGHT, "", "2026-03-28T12:00:00Z",
		"2026-03-29T12:00:00Z", 7 * 60,
		"a night shift in spring is an hour shorter" },
	{ "Europe/Warsaw", NIGHT, "", "2026-10-24T12:00:00Z",
		"2026-10-25T12:00:00Z", 9 * 60, "and in autumn longer" },
	{ "Europe/Warsaw", "Sun 01:00-02:30", "", "2026-10-24T12:00:00Z",
		"2026-10-25T12:00:00Z", 120,
		"half past two is shown twice: 90 and 30 minutes" },
	{ "Europe/Warsaw", "Sun 02:00-03:00", "", "2026-03-28T12:00:00Z",
		"2026-03-29T12:00:00Z", 0,
		"an hour that the clock never shows is no work" },
	{ "Australia/Lord_Howe", ALL_DAY, "", "2026-10-03T13:30:00Z",
		"2026-10-04T13:00:00Z", 23 * 60 + 30,
		"half an hour is lost where it is shifted by half an hour" },
	{ "Australia/Lord_Howe", ALL_DAY, "", "2026-04-04T13:00:00Z",
		"2026-04-05T13:30:00Z", 24 * 60 + 30, "and won again" },
	{ "Australia/Lord_Howe", "Sun 01:00-03:00", "", "2026-10-03T00:00:00Z",
		"2026-10-05T00:00:00Z", 90,
		"two hours over that shift are one and a half" },
	{ "Europe/Stockholm", OFFICE, "", "2028-02-28T07:00:00Z",
		"2028-03-01T16:00:00Z", 3 * 480, "a leap day is a Tuesday" },
	{ "Europe/Stockholm", OFFICE, "2028-02-29", "2028-02-28T07:00:00Z",
		"2028-03-01T16:00:00Z", 2 * 480, "or a holiday" },
	{ "Europe/Stockholm", "Fri 22:00-06:00", "2026-12-25",
		"2026-12-24T00:00:00Z", "2026-12-27T00:00:00Z", 0,
		"a shift that begins on a holiday is none" },
	{ "Europe/Stockholm", "Thu-Fri 22:00-06:00", "2026-12-25",
		"2026-12-24T00:00:00Z", "2026-12-27T00:00:00Z", 8 * 60,
		"the end of the one before it is" },
	{ "Europe/Stockholm", "Sun 20:00-04:00", "", "2026-11-22T23:00:00Z",
		"2026-11-23T12:00:00Z", 4 * 60,
		"an interval passes the week's end" },
	{ "Europe/Stockholm", OFFICE, "", "2026-11-24T09:00:00Z",
		"2026-11-23T09:00:00Z", 0, "nothing lies before" },
};

static void the_time_between_is_working_time(void **state)
{
	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(BETWEEN); i++) {
		AUTO(calendar)
		calendar = calendar_of(
			BETWEEN[i].zone, BETWEEN[i].hours, BETWEEN[i].holidays);
		gint64 sum = calendar_between(
			calendar, at(BETWEEN[i].from), at(BETWEEN[i].to));

		if (sum != BETWEEN[i].minutes * 60)
			fail_msg("%s: %" G_GINT64_FORMAT
				 " s, expected %" G_GINT64_FORMAT " min",
				BETWEEN[i].why, sum, BETWEEN[i].minutes);
	}
}

static const struct {
	const char *zone, *hours, *holidays, *from;
	guint hours_more, days_more;
	const char *due, *why;
} DUE[] = {
	{ "Europe/Stockholm", OFFICE, "", "2026-11-23T09:15:02Z", 4, 0,
		"2026-11-23T14:15:02Z", "four hours over noon" },
	{ "Europe/Stockholm", OFFICE, "", "2026-11-23T09:15:02Z", 0, 3,
		"2026-11-26T09:15:02Z", "three working days" },
	{ "Europe/Stockholm", OFFICE, "", "2026-11-20T15:00:00Z", 4, 0,
		"2026-11-23T10:00:00Z", "over the week's end" },
	{ "Europe/Stockholm", OFFICE, "", "2026-11-22T12:00:00Z", 0, 1,
		"2026-11-23T16:00:00Z", "Sunday's day is the whole Monday" },
	{ "Europe/Stockholm", OFFICE, "2026-12-24 2026-12-25",
		"2026-12-23T09:00:00Z", 0, 1, "2026-12-28T09:00:00Z",
		"the next working day is after Christmas" },
	{ "Europe/Stockholm", "Mon-Thu 08:00-16:00, Fri 08:00-13:00", "",
		"2026-11-26T14:00:00Z", 0, 1, "2026-11-27T12:00:00Z",
		"a short Friday is a working day, too" },
	{ "Europe/Stockholm", OFFICE, "", "2026-03-27T13:00:00Z", 0, 1,
		"2026-03-30T12:00:00Z", "the same time by the new clock" },
	{ "Europe/Warsaw", "Mon-Fri 22:00-06:00", "", "2026-11-28T01:00:00Z", 0,
		1, "2026-12-01T01:00:00Z",
		"Saturday's small hours are Friday's shift" },
	{ "Europe/Stockholm", OFFICE, "", "2026-11-23T07:00:00Z", 8, 0,
		"2026-11-23T16:00:00Z", "due at the end of the day" },
	{ "Europe/Stockholm", OFFICE, "", "2028-02-28T09:00:00Z", 0, 2,
		"2028-03-01T09:00:00Z", "the leap day is one of them" },
	{ "UTC", "Mon 08:00-08:01", "", "2026-11-23T07:00:00Z", 40, 0, NULL,
		"more than 20 years away is never" },
};

static void what_is_promised_is_due_then(void **state)
{
	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(DUE); i++) {
		AUTO(calendar)
		calendar =
			calendar_of(DUE[i].zone, DUE[i].hours, DUE[i].holidays);
		struct promise_span span = { DUE[i].hours_more * HOUR,
			DUE[i].days_more };
		gint64 from = at(DUE[i].from);
		gint64 seconds = calendar_span(calendar, from, &span);
		gint64 due = calendar_add(calendar, from, seconds);
		g_autofree char *told = text_time(due);

		if (due != (DUE[i].due ? at(DUE[i].due) : 0))
			fail_msg("%s: %s, expected %s", DUE[i].why, told,
				DUE[i].due ? DUE[i].due : "never");
	}
}

static void always_counts_everything(void **state)
{
	AUTO(calendar) calendar = calendar_new(NULL, NULL);
	gint64 from = at("2026-03-28T12:00:00Z");

	(void)state;
	assert_int_equal(calendar_between(calendar, from, from + 99), 99);
	assert_int_equal(calendar_add(calendar, from, 99), from + 99);
	assert_int_equal(calendar_days(calendar, from, 2), 48 * HOUR);
}

static void calendars_are_found_by_name(void **state)
{
	AUTO(rules) rules = rules_of("Europe/Warsaw", OFFICE, "");
	g_autoptr(GHashTable) zones = g_hash_table_new_full(g_str_hash,
		g_str_equal, NULL, (GDestroyNotify)g_time_zone_unref);
	gint64 noon = at("2026-11-23T11:00:00Z");
	char zone[] = "Europe/Warsaw";
	const struct calendar *found;

	(void)state;
	g_hash_table_replace(
		zones, zone, g_time_zone_new_identifier("Europe/Warsaw"));
	AUTO(calendars) calendars = calendars_new(rules, zones);

	found = calendars_find(calendars, "C");
	assert_int_equal(calendar_between(found, noon, noon + HOUR), 0);
	found = calendars_find(calendars, "always");
	assert_int_equal(calendar_between(found, noon, noon + HOUR), HOUR);
	assert_ptr_equal(calendars_find(calendars, NULL), found);
}

/* --- the oracle --------------------------------------------------------- */

/* Minute by minute from a first moment on: how many of those before worked. */
struct oracle {
	gint64 first;
	gint64 minutes;
	guint32 *worked; /* minutes + 1 sums */
};

/* For each minute of the week, how many days ago the interval that holds it
 * began; -1: none does. */
static void read_week(const GArray *hours, gint8 days_ago[WEEK_MINUTES])
{
	memset(days_ago, -1, WEEK_MINUTES);
	for (guint i = 0; i < hours->len; i++) {
		struct week_interval interval =
			g_array_index(hours, struct week_interval, i);

		for (guint m = interval.from; m < interval.to; m++)
			days_ago[m % WEEK_MINUTES] =
				(gint8)(m / 1440 - interval.from / 1440);
	}
}

static gboolean works(const struct calendar_rule *rule,
	const gint8 days_ago[WEEK_MINUTES], gint64 moment)
{
	time_t seconds = moment;
	struct tm shown, date;
	char text[16];
	int ago;

	localtime_r(&seconds, &shown);
	ago = days_ago[(shown.tm_wday + 6) % 7 * 1440 + shown.tm_hour * 60 +
		       shown.tm_min];
	if (ago < 0)
		return FALSE;
	if (!rule->holidays->len)
		return TRUE;
	date = (struct tm){ .tm_year = shown.tm_year,
		.tm_mon = shown.tm_mon,
		.tm_mday = shown.tm_mday - ago };
	timegm(&date);
	strftime(text, sizeof text, "%Y-%m-%d", &date);
	return !words_have(rule->holidays, text);
}

static void oracle_init(struct oracle *oracle, const struct calendar_rule *rule,
	gint64 first, gint64 minutes)
{
	gint8 days_ago[WEEK_MINUTES];

	oracle->first = first;
	oracle->minutes = minutes;
	oracle->worked = g_new0(guint32, (gsize)minutes + 1);
	read_week(rule->hours, days_ago);
	g_setenv("TZ", rule->zone, TRUE);
	tzset();
	for (gint64 i = 0; i < minutes; i++)
		oracle->worked[i + 1] =
			oracle->worked[i] +
			(works(rule, days_ago, first + i * 60) ? 1 : 0);
}

/* Working seconds from the first moment until that one. */
static gint64 oracle_until(const struct oracle *oracle, gint64 moment)
{
	gint64 minute = (moment - oracle->first) / 60;
	gint64 rest = (moment - oracle->first) % 60;
	gint64 sum = (gint64)oracle->worked[minute] * 60;

	if (rest && oracle->worked[minute + 1] > oracle->worked[minute])
		sum += rest;
	return sum;
}

/* The first moment from which so much lies behind, or 0. */
static gint64 oracle_add(
	const struct oracle *oracle, gint64 from, gint64 seconds)
{
	gint64 wanted = oracle_until(oracle, from) + seconds;
	gint64 low = 0, high = oracle->minutes;

	if (seconds <= 0)
		return from;
	if ((gint64)oracle->worked[high] * 60 < wanted)
		return 0;
	while (low < high) {
		gint64 middle = (low + high) / 2;

		if ((gint64)oracle->worked[middle] * 60 >= wanted)
			high = middle;
		else
			low = middle + 1;
	}
	return oracle->first + low * 60 -
	       ((gint64)oracle->worked[low] * 60 - wanted);
}

/* --- random cases ------------------------------------------------------- */

static const struct {
	const char *zone, *hours, *holidays;
} WORLDS[] = {
	{ "Europe/Stockholm", OFFICE,
		"2027-12-24 2027-12-25 2028-01-06 2028-02-29 2028-05-01" },
	{ "Europe/Warsaw", NIGHT, "2027-11-11 2028-02-28 2028-03-26" },
	{ "Australia/Lord_Howe", "Mon-Sun 01:00-02:15, Sat-Sun 23:30-00:45",
		"2028-04-02" },
	{ "Australia/Lord_Howe", ALL_DAY, "2028-04-01" },
	{ "Europe/Stockholm", "Sun 01:30-03:30, Sun-Mon 20:00-01:15", "" },
	{ "Europe/Warsaw", "Mon-Fri 07:30-15:30, Sun 22:00-06:00",
		"2028-02-27 2027-10-31" },
	{ "America/St_Johns", "Tue-Sat 00:00-24:00", "2028-03-12" },
	{ "Asia/Kolkata", "Mon-Sat 09:00-13:00, 14:00-22:30", "2028-01-26" },
	{ "UTC", "Mon-Fri 09:00-17:00", "" },
};

static guint cases_wanted(void)
{
	const char *text = g_getenv("POSTERN_CASES");

	return text ? (guint)g_ascii_strtoull(text, NULL, 10) : 100000;
}

static GRand *seeded(void)
{
	const char *text = g_getenv("POSTERN_SEED");
	guint32 seed = text ? (guint32)g_ascii_strtoull(text, NULL, 10)
			    : g_random_int();

	printf("POSTERN_SEED=%u\n", seed);
	return g_rand_new_with_seed(seed);
}

static gint64 between_random(GRand *rand, gint64 least, gint64 most)
{
	return least + (gint64)(g_rand_double(rand) * (double)(most - least));
}

static void check_case(GRand *rand, const struct calendar *calendar,
	const struct oracle *oracle)
{
	gint64 last = oracle->first + oracle->minutes * 60 - 61;
	gint64 a = between_random(rand, oracle->first, last);
	gint64 length = g_rand_int_range(rand, 0, 10) ? 10 : 200;
	gint64 c = between_random(rand, a, MIN(last, a + length * 86400));
	gint64 b = between_random(rand, a, c);
	gint64 sum = calendar_between(calendar, a, c);
	gint64 seconds = between_random(rand, 0, 60 * HOUR);
	gint64 due = oracle_add(oracle, a, seconds);

	assert_int_equal(
		sum, oracle_until(oracle, c) - oracle_until(oracle, a));
	assert_int_equal(sum, calendar_between(calendar, a, b) +
				      calendar_between(calendar, b, c));
	if (!due)
		return;
	assert_int_equal(calendar_add(calendar, a, seconds), due);
	assert_int_equal(calendar_between(calendar, a, due), seconds);
	assert_true(calendar_add(calendar, a, seconds / 2) <= due);
	assert_true(b > due || calendar_add(calendar, b, seconds) >= due);
}

static void random_cases_are_what_each_minute_says(void **state)
{
	g_autoptr(GRand) rand = seeded();
	guint cases = cases_wanted() / (guint)G_N_ELEMENTS(WORLDS) + 1;

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(WORLDS); i++) {
		AUTO(rules)
		rules = rules_of(
			WORLDS[i].zone, WORLDS[i].hours, WORLDS[i].holidays);
		AUTO(calendar)
		calendar = calendar_of(
			WORLDS[i].zone, WORLDS[i].hours, WORLDS[i].holidays);
		struct oracle oracle;

		oracle_init(&oracle, rules->calendars->pdata[0],
			at("2027-10-01T00:00:00Z"), 400 * 1440);
		/* The zone of who looks at it changes nothing. */
		g_setenv("TZ", i % 2 ? "Asia/Tokyo" : "America/Lima", TRUE);
		tzset();
		for (guint n = 0; n < cases; n++)
			check_case(rand, calendar, &oracle);
		g_free(oracle.worked);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_time_between_is_working_time),
		cmocka_unit_test(what_is_promised_is_due_then),
		cmocka_unit_test(always_counts_everything),
		cmocka_unit_test(calendars_are_found_by_name),
		cmocka_unit_test(random_cases_are_what_each_minute_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
