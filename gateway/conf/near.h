/* near.h - how far two words are apart, for «did you mean». Pure. */
#ifndef CONF_NEAR_H
#define CONF_NEAR_H

#include <glib.h>

/* Longer words are near to nothing. */
#define NEAR_MAX_LETTERS 40

/* The least number of letters to insert, drop, change or swap with their
 * neighbour that makes a into b (optimal string alignment: no letter is edited
 * twice). Words over NEAR_MAX_LETTERS or of invalid UTF-8 are G_MAXUINT apart.
 * Case counts: fold first. */
guint near_distance(const char *a, const char *b);

#endif
