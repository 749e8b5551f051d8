/* feed.h - what the files that feed the index share. For the folder itself. */
#ifndef INDEX_FEED_H
#define INDEX_FEED_H

#include "index.h"

/* How an id stands in the index, as trailers write it; new. */
char *feed_id(const char *id);

/* Notes that a number of answers/ is in use. */
gboolean feed_answer(struct index *index, guint32 number, GError **error);

#endif
