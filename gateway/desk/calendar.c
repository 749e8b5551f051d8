#include "calendar.h"
#include "text.h"

#include <string.h>

#define DAY 86400
#define DAY_MINUTES 1440u
#define LAST_MOMENT G_GINT64_CONSTANT(7258118400) /* 2200-01-01 */
#define HORIZON ((gint64)DAY * 366 * 20)
#define JULIAN_1970 719163 /* GDate's number of that day */

struct calendar {
	GTimeZone *zone;
	GArray *hours;    /* struct week_interval, by from; NULL: always */
	guint first[8];   /* of each weekday's intervals; [7]: how many */
	GArray *holidays; /* gint32: days since 1970 of the local date */
};

struct stretch {
	gint64 from, to;
};

/* --- making ------------------------------------------------------------- */

static int compare_intervals(gconstpointer a, gconstpointer b)
{
	const struct week_interval *x = a, *y = b;

	return (x->from > y->from) - (x->from < y->from);
}

static int compare_days(gconstpointer a, gconstpointer b)
{
	const gint32 *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static void take_hours(struct calendar *calendar, const GArray *hours)
{
	guint at = 0;

	calendar->hours =
		g_array_new(FALSE, FALSE, sizeof(struct week_interval));
	if (hours->len)
		g_array_append_vals(calendar->hours, hours->data, hours->len);
	g_array_sort(calendar->hours, compare_intervals);
	for (guint day = 0; day < 7; day++) {
		calendar->first[day] = at;
		while (at < hours->len &&
			g_array_index(calendar->hours, struct week_interval, at)
					.from < (day + 1) * DAY_MINUTES)
			at++;
	}
	calendar->first[7] = at;
}

static void take_holidays(struct calendar *calendar, const GPtrArray *dates)
{
	for (guint i = 0; i < dates->len; i++) {
		const char *text = dates->pdata[i];
		guint year = (guint)g_ascii_strtoull(text, NULL, 10);
		GDate date;
		gint32 day;

		if (!g_ascii_isdigit(*text) || strlen(text) != 10)
			continue;
		g_date_clear(&date, 1);
		g_date_set_dmy(&date,
			(GDateDay)g_ascii_strtoull(text + 8, NULL, 10),
			(GDateMonth)g_ascii_strtoull(text + 5, NULL, 10),
			(GDateYear)year);
		day = (gint32)g_date_get_julian(&date) - JULIAN_1970;
		g_array_append_val(calendar->holidays, day);
	}
	g_array_sort(calendar->holidays, compare_days);
}

struct calendar *calendar_new(const struct calendar_rule *rule, GTimeZone *zone)
{
	struct calendar *calendar = g_new0(struct calendar, 1);

	calendar->zone = zone ? g_time_zone_ref(zone) : g_time_zone_new_utc();
	calendar->holidays = g_array_new(FALSE, FALSE, sizeof(gint32));
	if (rule) {
		take_hours(calendar, rule->hours);
		take_holidays(calendar, rule->holidays);
	}
	return calendar;
}

void calendar_free(struct calendar *calendar)
{
	if (!calendar)
		return;
	g_time_zone_unref(calendar->zone);
	if (calendar->hours)
		g_array_unref(calendar->hours);
	g_array_unref(calendar->holidays);
	g_free(calendar);
}

/* --- the wall clock ----------------------------------------------------- */

static int interval_at(const struct calendar *calendar, gint64 at)
{
	return g_time_zone_find_interval(
		calendar->zone, G_TIME_TYPE_UNIVERSAL, at);
}

static gint64 offset_at(const struct calendar *calendar, gint64 at)
{
	return g_time_zone_get_offset(
		calendar->zone, interval_at(calendar, at));
}

/* The moment, `most` at most, up to which the zone's offset stays. */
static gint64 steady_until(
	const struct calendar *calendar, gint64 from, gint64 most)
{
	int interval = interval_at(calendar, from);
	gint64 same = from, other = most;

	if (interval_at(calendar, most) == interval)
		return most;
	while (other - same > 1) {
		gint64 middle = same + (other - same) / 2;

		if (interval_at(calendar, middle) == interval)
			same = middle;
		else
			other = middle;
	}
	return other;
}

/* 0 is Monday. 1970-01-01 was a Thursday. */
static guint weekday(gint64 day)
{
	return (guint)(((day + 3) % 7 + 7) % 7);
}

static gint64 day_of(gint64 local)
{
	return local >= 0 ? local / DAY : -((-local + DAY - 1) / DAY);
}

static gboolean is_holiday(const struct calendar *calendar, gint64 day)
{
	gint32 number = (gint32)day;

	return g_array_binary_search(
		calendar->holidays, &number, compare_days, NULL);
}

static gboolean is_working_day(const struct calendar *calendar, gint64 day)
{
	guint at = weekday(day);

	return calendar->first[at] < calendar->first[at + 1] &&
	       !is_holiday(calendar, day);
}

/* The first piece of working time within the local window, among the intervals
 * that begin on that day. */
static gboolean find_on(const struct calendar *calendar, gint64 day,
	const struct stretch *window, struct stretch *found)
{
	guint at = weekday(day);

	if (!is_working_day(calendar, day))
		return FALSE;
	for (guint i = calendar->first[at]; i < calendar->first[at + 1]; i++) {
		const struct week_interval *interval = &g_array_index(
			calendar->hours, struct week_interval, i);
		gint64 monday = (day - at) * DAY;

		found->from =
			MAX(window->from, monday + (gint64)interval->from * 60);
		found->to = MIN(window->to, monday + (gint64)interval->to * 60);
		if (found->from < found->to)
			return TRUE;
	}
	return FALSE;
}

/* *day becomes the one that the stretch belongs to. */
static gboolean find_within(const struct calendar *calendar,
	const struct stretch *window, struct stretch *found, gint64 *day)
{
	/* The evening before may work into the window. */
	for (*day = day_of(window->from) - 1; *day * DAY < window->to; ++*day) {
		if (find_on(calendar, *day, window, found))
			return TRUE;
	}
	return FALSE;
}

/* The next piece of working time from `at` on, cut where the offset changes
 * and after a day; day may be NULL. */
static gboolean next_stretch(const struct calendar *calendar, gint64 at,
	gint64 limit, struct stretch *found, gint64 *day)
{
	gint64 ignored;

	while (at < limit) {
		gint64 offset = offset_at(calendar, at);
		gint64 until = steady_until(calendar, at, at + DAY);
		struct stretch window = { at + offset, until + offset };

		if (find_within(
			    calendar, &window, found, day ? day : &ignored)) {
			found->from -= offset;
			found->to -= offset;
			return found->from < limit;
		}
		at = until;
	}
	return FALSE;
}

/* --- sums --------------------------------------------------------------- */

gint64 calendar_between(const struct calendar *calendar, gint64 from, gint64 to)
{
	struct stretch stretch;
	gint64 sum = 0;

	from = CLAMP(from, 0, LAST_MOMENT);
	to = CLAMP(to, 0, LAST_MOMENT);
	if (to <= from)
		return 0;
	if (!calendar->hours)
		return to - from;
	while (next_stretch(calendar, from, to, &stretch, NULL)) {
		sum += MIN(stretch.to, to) - stretch.from;
		from = stretch.to;
	}
	return sum;
}

gint64 calendar_add(
	const struct calendar *calendar, gint64 from, gint64 seconds)
{
	struct stretch stretch;
	gint64 limit;

	from = CLAMP(from, 0, LAST_MOMENT);
	limit = from + HORIZON;
	if (seconds <= 0)
		return from;
	if (!calendar->hours)
		return seconds > HORIZON ? 0 : from + seconds;
	while (next_stretch(calendar, from, limit, &stretch, NULL)) {
		gint64 length = stretch.to - stretch.from;

		if (length >= seconds)
			return stretch.from + seconds;
		seconds -= length;
		from = stretch.to;
	}
	return 0;
}

/* The working day that stands so many behind it; -1: too far away. */
static gint64 working_day_after(
	const struct calendar *calendar, gint64 day, guint days)
{
	gint64 last = day + HORIZON / DAY;

	while (days && day < last)
		days -= is_working_day(calendar, ++day) ? 1 : 0;
	return days ? -1 : day;
}

gint64 calendar_days(const struct calendar *calendar, gint64 from, guint days)
{
	struct stretch stretch;
	gint64 day, then, local, moment;

	from = CLAMP(from, 0, LAST_MOMENT);
	if (!calendar->hours)
		return days > HORIZON / DAY ? -1 : (gint64)days * DAY;
	if (!next_stretch(calendar, from, from + HORIZON, &stretch, &day))
		return -1;
	then = working_day_after(calendar, day, days);
	if (then < 0)
		return -1;
	local = stretch.from + offset_at(calendar, stretch.from) +
		(then - day) * DAY;
	moment = local - offset_at(calendar, stretch.from);
	moment = local - offset_at(calendar, moment);
	return calendar_between(calendar, stretch.from, moment);
}

gint64 calendar_span(const struct calendar *calendar, gint64 from,
	const struct promise_span *span)
{
	if (span->days)
		return calendar_days(calendar, from, span->days);
	return (gint64)MIN(span->seconds, (guint64)HORIZON);
}

/* --- all of them -------------------------------------------------------- */

struct calendars {
	GHashTable *named; /* folded name -> struct calendar * */
	struct calendar *always;
};

struct calendars *calendars_new(const struct rules *rules, GHashTable *zones)
{
	struct calendars *calendars = g_new0(struct calendars, 1);

	calendars->always = calendar_new(NULL, NULL);
	calendars->named = g_hash_table_new_full(
		g_str_hash, g_str_equal, g_free, (GDestroyNotify)calendar_free);
	for (guint i = 0; i < rules->calendars->len; i++) {
		const struct calendar_rule *rule = rules->calendars->pdata[i];
		GTimeZone *zone =
			rule->zone ? g_hash_table_lookup(zones, rule->zone)
				   : NULL;

		g_hash_table_replace(calendars->named, text_fold(rule->name),
			calendar_new(rule, zone));
	}
	return calendars;
}

void calendars_free(struct calendars *calendars)
{
	if (!calendars)
		return;
	g_hash_table_unref(calendars->named);
	calendar_free(calendars->always);
	g_free(calendars);
}

const struct calendar *calendars_find(
	const struct calendars *calendars, const char *name)
{
	g_autofree char *folded = name ? text_fold(name) : NULL;
	const struct calendar *found =
		folded ? g_hash_table_lookup(calendars->named, folded) : NULL;

	return found ? found : calendars->always;
}
