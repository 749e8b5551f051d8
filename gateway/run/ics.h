/* ics.h - the days of an iCalendar file (RFC 5545): its events that take whole
 * days, their rules of recurrence followed from 2000 until 2100. What is
 * cancelled or has a time of day counts for nothing. */
#ifndef RUN_ICS_H
#define RUN_ICS_H

#include <glib.h>

/* A file of holidays is no larger, and has no more days. */
#define ICS_MAX_BYTES ((gsize)1 << 20)
#define ICS_MAX_DAYS 20000u

/* "2026-12-25" each (char *), in order, none twice; new. FAULT_INVALID: it is
 * no calendar, or holds no such day; FAULT_LIMIT. libical reads it, and that
 * has known better days: for foreign bytes only behind a fence (holidays.h). */
GPtrArray *ics_days(const char *text, gsize length, GError **error);

#endif
