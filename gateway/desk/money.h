/* money.h - amounts as people write them: "8900 SEK", "8 900 kr", "8.900,50
 * EUR". Counted in hundredths, never in floating point.
 */
#ifndef DESK_MONEY_H
#define DESK_MONEY_H

#include "rules.h"
#include <glib.h>

struct money {
	guint64 hundredths;
	char currency[4]; /* "SEK"; "" where none was said */
};

/* Reads an amount from the words (char *) on, blanks within it allowed. How
 * many words it took; 0: there is none, or it is none that is sure. A figure
 * in three digits behind a point or comma is a thousand's, one or two are
 * hundredths. «kr» is the currency of the rules' approvals where that is a
 * Nordic one. */
guint money_read(const GPtrArray *words, guint from, const struct rules *rules,
	struct money *money);

/* "8900", "8900.50"; new. */
char *money_figure(guint64 hundredths);

/* TRUE where both are of one currency and the first is more than that many
 * whole units; of two currencies nobody knows: TRUE. */
gboolean money_is_above(
	const struct money *money, guint64 units, const char *currency);

#endif
