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
	char at_text[24], minute[24];
	guint32 ticket, message;
	GString *recipients; /* lines; NULL: none yet */
};
void told_notices_init(
	struct told_notices *told, struct index *index, gint64 at);
gboolean notices_tell(struct told_notices *told, const struct article *place,
	const char *kind, const char *address, GError **error);
gboolean notices_tell_unproven(struct told_notices *told, GError **error);
/* Writes what was told last. */
gboolean notices_told(struct told_notices *told, GError **error);
void told_notices_clear(struct told_notices *told);

/* Writes what was counted and stands in memory only. */
gboolean notices_count(struct index *index, GError **error);

/* Moves on the time from which minutes are kept. */
gboolean notices_forget(struct index *index, gint64 at, GError **error);

/* Who of the rows (index_find_notice()) has that address; NULL: nobody. */
const struct notice_row *notices_find(
	const GPtrArray *rows, const char *address, const char *fold);

#endif
