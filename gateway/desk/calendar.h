/* calendar.h - working time of a [calendar]: how much of it lies between two
 * moments, and when so much of it has passed.
 *
 * Working time is what the calendar's own wall clock shows: a moment counts
 * where that clock, in the calendar's zone, stands within an interval of a day
 * that is no holiday. So a night shift is an hour shorter in the night when
 * summer time begins, and what the clock shows twice in autumn counts twice.
 * An interval over midnight belongs to the day that it begins on: a holiday
 * takes away the shift that begins on it, not the end of the one before.
 *
 * All moments are unix seconds from 1970 to 2200 (others count as the nearest
 * of these), all sums are seconds. No I/O: the shell loads the zones.
 */
#ifndef DESK_CALENDAR_H
#define DESK_CALENDAR_H

#include "auto.h"
#include "rules.h"
#include <glib.h>

struct calendar;

/* The calendar of a rule, which is not kept; rule NULL: the built-in `always`.
 * zone is that of the rule; NULL: UTC. A holiday that is the path of a file is
 * passed over. */
struct calendar *calendar_new(
	const struct calendar_rule *rule, GTimeZone *zone);
void calendar_free(struct calendar *calendar); /* takes NULL */
DEFINE_AUTO(calendar);

/* Working time from `from` until `to`; 0 where `to` is not after `from`.
 * Additive: between(a, b) + between(b, c) is between(a, c). */
gint64 calendar_between(
	const struct calendar *calendar, gint64 from, gint64 to);

/* The first moment at which so much working time has passed since `from`;
 * 0 where that takes more than 20 years. */
gint64 calendar_add(
	const struct calendar *calendar, gint64 from, gint64 seconds);

/* The working time that so many working days from `from` on are: until the
 * clock shows the same time on the working day that stands so many after the
 * one that `from`, or the first working moment after it, belongs to. A working
 * day is one with an interval that begins on it; of `always` it is 24 hours. -1
 * where there are not so many within 20 years. */
gint64 calendar_days(const struct calendar *calendar, gint64 from, guint days);

/* A working stretch of the span, in whole: seconds, or days from `from`. -1 as
 * above. */
gint64 calendar_span(const struct calendar *calendar, gint64 from,
	const struct promise_span *span);

/* All calendars of the rules, by name. */
struct calendars;

/* zones: name -> GTimeZone; a zone that is not there counts as UTC. */
struct calendars *calendars_new(const struct rules *rules, GHashTable *zones);
void calendars_free(struct calendars *calendars); /* takes NULL */
DEFINE_AUTO(calendars);

/* name NULL, "always", or one that is not there: `always`. */
const struct calendar *calendars_find(
	const struct calendars *calendars, const char *name);

#endif
