/* place.h - reads where a trailer says that a mail lies. Pure; for the folder
 * itself. */
#ifndef INDEX_PLACE_H
#define INDEX_PLACE_H

#include "article.h"

/* Reads "0005-out rest", "T-7 0002-out rest" or "2026-11/18-out rest". Without
 * a prefix it lies in ticket (0: nowhere, then FALSE). *rest points into text,
 * behind the blank; to its end where there is none. */
gboolean place_parse(const char *text, guint32 ticket, struct article *article,
	const char **rest);

/* The next word of *text, new, and *text behind the blank after it; NULL at the
 * end. */
char *place_word(const char **text);

#endif
