/* shelf.h - what is built in, parsed once. For the view itself; the rest is in
 * template.h. */
#ifndef VIEW_SHELF_H
#define VIEW_SHELF_H

#include "template.h"

/* The words of a language over those of en; as long as the shelf lives. */
const struct words *shelf_words(struct shelf *shelf, const char *language);
/* NULL where there is none; as long as the shelf lives. */
const struct template *shelf_template(
	struct shelf *shelf, const char *language, const char *name);

#endif
