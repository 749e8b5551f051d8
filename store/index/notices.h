/* notices.h - who was told what, and how often lately. For the folder itself.
 *
 * The recipients of a notice stand together, a line "<time> <kind> <address>"
 * each, in the order of the trailers. What limits ask for is counted by minute
 * for two days: of each address and kind, and of acknowledgements to the
 * unproven, whose address is "". */
#ifndef INDEX_NOTICES_H
#define INDEX_NOTICES_H

#include "index.h"

/* The notices of a commit, being told. */
struct told_notices {
	struct index *index;
	gint64 at; /* of the commit */
	guint32 ticket, message;
	GString *recipients; /* lines; NULL: none yet */
};
gboolean notices_tell(struct told_notices *told, const struct article *place,
	const char *kind, const char *address, GError **error);
gboolean notices_tell_unproven(struct told_notices *told, GError **error);
/* Writes what was told last. */
gboolean notices_told(struct told_notices *told, GError **error);
void told_notices_clear(struct told_notices *told);

/* Moves on the time from which minutes are kept. */
gboolean notices_forget(struct index *index, gint64 at, GError **error);

/* The first that was told to an address (folded); new, NULL: none. */
gboolean notices_find(struct index *index, const struct article *place,
	const char *fold, struct notice_row **row, GError **error);

#endif
