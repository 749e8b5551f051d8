/* clock.h - the time, as an interface: read once a turn by the shell and passed
 * in, so that a test can say what time it is. */
#ifndef PORT_CLOCK_H
#define PORT_CLOCK_H

#include <glib.h>

struct clock {
	gint64 (*read)(const struct clock *clock);
	gint64 fixed_sec; /* of clock_fixed() */
};

struct clock clock_system(void);
struct clock clock_fixed(gint64 unix_sec);

gint64 clock_now(const struct clock *clock); /* unix seconds */

#endif
