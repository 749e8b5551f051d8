#include "quiet.h"

#define MINUTES_A_DAY 1440u

static gboolean is_quiet(const struct rules *rules, guint minute)
{
	if (rules->quiet_from < rules->quiet_to)
		return minute >= rules->quiet_from && minute < rules->quiet_to;
	return minute >= rules->quiet_from || minute < rules->quiet_to;
}

/* That minute of the local day, or where summer time leaves it out the moment
 * that the clock shows instead. */
static gint64 moment_of(GDateTime *local, guint minute)
{
	g_autoptr(GDateTime) found = g_date_time_new(
		g_date_time_get_timezone(local), g_date_time_get_year(local),
		g_date_time_get_month(local),
		g_date_time_get_day_of_month(local), (int)(minute / 60),
		(int)(minute % 60), 0);

	return found ? g_date_time_to_unix(found) : g_date_time_to_unix(local);
}

gint64 quiet_until(const struct rules *rules, gint64 at)
{
	g_autoptr(GTimeZone) zone = NULL;
	g_autoptr(GDateTime) utc = NULL, local = NULL, day = NULL;
	guint minute, to = rules->quiet_to % MINUTES_A_DAY;

	if (rules->quiet_from == rules->quiet_to)
		return at;
	zone = rules->zone ? g_time_zone_new_identifier(rules->zone) : NULL;
	utc = g_date_time_new_from_unix_utc(at);
	if (!utc)
		return at;
	local = zone ? g_date_time_to_timezone(utc, zone)
		     : g_date_time_ref(utc);
	minute = (guint)g_date_time_get_hour(local) * 60 +
		 (guint)g_date_time_get_minute(local);
	if (!is_quiet(rules, minute))
		return at;
	day = g_date_time_add_days(local, minute < to ? 0 : 1);
	/* Where the clock is set back it may show that minute twice. */
	return day ? MAX(moment_of(day, to), at) : at;
}

gint64 quiet_wait(const struct rules *rules, guint priority, gint64 at)
{
	return priority < QUIET_FROM_PRIORITY ? at : quiet_until(rules, at);
}
