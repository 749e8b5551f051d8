/* tick_world.h - a desk with promises, quiet hours and an approval, and the
 * clock that a test turns. */
#ifndef TEST_TICK_WORLD_H
#define TEST_TICK_WORLD_H

#include "scenario.h"

/* Anna and Olle on line 1 of support, Nils leads; quiet from 20:00 to 07:00 in
 * Stockholm. */
extern const char TICK_CONF[];

gint64 at(const char *text);
struct fake *desk_at(const char *time);
void bob_writes(struct fake *fake);
/* Ticks at that time; FALSE where there was nothing to do. */
gboolean tick_at(struct fake *fake, const char *time);

void assert_trailer(
	const struct fake *fake, const char *key, const char *expected);
void assert_told(const struct fake *fake, const char *expected);
/* When ticket 1 is due next, "never". */
void assert_next(const struct fake *fake, const char *expected);

#endif
