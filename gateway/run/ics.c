#include "ics.h"
#include "fault.h"

#include <libical/ical.h>

#define FIRST_YEAR 2000
#define LAST_YEAR 2100
#define DAY 86400

struct days {
	GHashTable *seen; /* days since 1970, as pointers */
	guint length;     /* of the event at hand, in days */
	gboolean is_over; /* there are too many */
};

static void add_days(
	icalcomponent *event, struct icaltime_span *span, void *data)
{
	struct days *days = data;
	gint64 first = (gint64)span->start / DAY;

	(void)event;
	for (guint i = 0; i < days->length && !days->is_over; i++) {
		g_hash_table_add(
			days->seen, GINT_TO_POINTER((gint)(first + i)));
		days->is_over = g_hash_table_size(days->seen) > ICS_MAX_DAYS;
	}
}

/* From its first day to the one before its end. */
static guint length_of(icalcomponent *event, struct icaltimetype begin)
{
	struct icaltimetype end = icalcomponent_get_dtend(event);
	gint64 seconds;

	if (icaltime_is_null_time(end) || !icaltime_is_date(end))
		return 1;
	seconds = (gint64)icaltime_as_timet(end) -
		  (gint64)icaltime_as_timet(begin);
	return (guint)CLAMP(seconds / DAY, 1, (gint64)ICS_MAX_DAYS + 1);
}

static struct icaltimetype new_year(int year)
{
	struct icaltimetype time = icaltime_null_date();

	time.year = year;
	time.month = 1;
	time.day = 1;
	return time;
}

static void add_event(struct days *days, icalcomponent *event)
{
	struct icaltimetype begin = icalcomponent_get_dtstart(event);

	if (icaltime_is_null_time(begin) || !icaltime_is_date(begin) ||
		icalcomponent_get_status(event) == ICAL_STATUS_CANCELLED)
		return;
	days->length = length_of(event, begin);
	icalcomponent_foreach_recurrence(event, new_year(FIRST_YEAR),
		new_year(LAST_YEAR), add_days, days);
}

static void add_calendar(struct days *days, icalcomponent *calendar)
{
	icalcomponent *event = icalcomponent_get_first_component(
		calendar, ICAL_VEVENT_COMPONENT);

	for (; event && !days->is_over;
		event = icalcomponent_get_next_component(
			calendar, ICAL_VEVENT_COMPONENT))
		add_event(days, event);
}

static gint by_number(gconstpointer a, gconstpointer b)
{
	gint one = GPOINTER_TO_INT(a), other = GPOINTER_TO_INT(b);

	return one < other ? -1 : one > other;
}

static GPtrArray *sorted(GHashTable *seen)
{
	GPtrArray *dates = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GList) keys =
		g_list_sort(g_hash_table_get_keys(seen), by_number);

	for (const GList *key = keys; key; key = key->next) {
		gint64 at = (gint64)GPOINTER_TO_INT(key->data) * DAY;
		g_autoptr(GDateTime) day = g_date_time_new_from_unix_utc(at);

		if (day)
			g_ptr_array_add(
				dates, g_date_time_format(day, "%Y-%m-%d"));
	}
	return dates;
}

static icalcomponent *parse(const char *text, gsize length, GError **error)
{
	g_autofree char *copy = NULL;
	icalcomponent *root;

	if (length > ICS_MAX_BYTES) {
		g_set_error(error, POSTERN_FAULT, FAULT_LIMIT,
			"%zu bytes (at most %zu)", length, ICS_MAX_BYTES);
		return NULL;
	}
	icalerror_set_errors_are_fatal(0);
	copy = g_strndup(text, length);
	root = icalparser_parse_string(copy);
	if (root && (icalcomponent_isa(root) == ICAL_VCALENDAR_COMPONENT ||
			    icalcomponent_isa(root) == ICAL_XROOT_COMPONENT))
		return root;
	if (root)
		icalcomponent_free(root);
	g_set_error(error, POSTERN_FAULT, FAULT_INVALID,
		"is no calendar (a file of iCalendar expected)");
	return NULL;
}

GPtrArray *ics_days(const char *text, gsize length, GError **error)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
	struct days days = { .seen = seen };
	icalcomponent *root = parse(text, length, error);
	icalcomponent *inner;

	if (!root)
		return NULL;
	add_calendar(&days, root);
	inner = icalcomponent_get_first_component(
		root, ICAL_VCALENDAR_COMPONENT);
	for (; inner; inner = icalcomponent_get_next_component(
			      root, ICAL_VCALENDAR_COMPONENT))
		add_calendar(&days, inner);
	icalcomponent_free(root);
	if (days.is_over)
		g_set_error(error, POSTERN_FAULT, FAULT_LIMIT,
			"more than %u days", ICS_MAX_DAYS);
	else if (g_hash_table_size(seen) == 0)
		g_set_error(error, POSTERN_FAULT, FAULT_INVALID,
			"holds no event that takes whole days");
	else
		return sorted(seen);
	return NULL;
}
