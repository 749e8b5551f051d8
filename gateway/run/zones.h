/* zones.h - the time zones that the rules' calendars name, read from the
 * machine's zone files. */
#ifndef RUN_ZONES_H
#define RUN_ZONES_H

#include "calendar.h"
#include "rules.h"

/* The calendars of the rules, with their zones; new. A zone that this machine
 * no longer knows counts as UTC (conf.h refuses such rules). */
struct calendars *zones_load_calendars(const struct rules *rules);

#endif
