#include "clock.h"

static gint64 read_system(const struct clock *clock)
{
	(void)clock;
	return g_get_real_time() / G_USEC_PER_SEC;
}

static gint64 read_fixed(const struct clock *clock)
{
	return clock->fixed_sec;
}

struct clock clock_system(void)
{
	return (struct clock){ .read = read_system };
}

struct clock clock_fixed(gint64 unix_sec)
{
	return (struct clock){ .read = read_fixed, .fixed_sec = unix_sec };
}

gint64 clock_now(const struct clock *clock)
{
	return clock->read(clock);
}
