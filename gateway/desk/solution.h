/* solution.h - the solution base: kb/<slug>.txt as data, and which of them fit
 * a question. Pure.
 *
 * A file is header fields (Title, Language, Public: yes, Ticket), a blank line,
 * and the text. Only what says Public: yes is ever shown to people outside.
 */
#ifndef DESK_SOLUTION_H
#define DESK_SOLUTION_H

#include "known.h"

/* From the text of kb/<slug>.txt, whatever it holds; the title is the slug
 * where it names none. New. */
struct known_solution *solution_read(
	const char *slug, const char *text, gsize length);

/* Those (struct known_solution *, of all) that hold words of the question, the
 * best first: a word in the title counts for three in the text, and one's own
 * language counts. is_strict: only where at least two words fit, or all. New;
 * the elements are those of all. */
struct solution_question {
	const char *words;
	const char *language; /* or NULL */
	gboolean is_outside;  /* public ones alone */
	gboolean is_strict;
	guint max;
};
GPtrArray *solution_best(
	const GPtrArray *all, const struct solution_question *question);

#endif
