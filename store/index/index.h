/* index.h - state/index.sqlite: derived from the repository, deletable.
 *
 * It is fed in one way only, index_apply(): a commit's record and the files it
 * wrote. So catching up, rebuilding and living give the same content. It never
 * reads a mail. The commit it stands at is a row of its own, written in the
 * same transaction.
 */
#ifndef INDEX_INDEX_H
#define INDEX_INDEX_H

#include "auto.h"
#include "article.h"
#include "commit.h"
#include "delivery.h"
#include "ticket.h"
#include <glib.h>

struct index;

/* Opens or makes it (WAL, synchronous NORMAL, busy timeout 30 s). A file that
 * is no database of this schema version is put aside and made anew. */
struct index *index_open(const char *path, GError **error);
void index_free(struct index *index);
DEFINE_AUTO(index);

/* The commit that it stands at, "" for none. */
gboolean index_head(struct index *index, char hex[41], GError **error);

gboolean index_begin(struct index *index, GError **error); /* BEGIN IMMEDIATE */
gboolean index_end(struct index *index, const char *head, GError **error); /* COMMIT, standing at head */
void index_rollback(struct index *index);
gboolean index_clear(struct index *index, GError **error); /* within a transaction */

/* A commit as the index sees it. author_address: of the author line. Files:
 * only ticket and delivery files count; either may be left out of a commit when
 * a later call brings the state at the head (reindex). */
struct indexed_commit {
	const char *hex;
	const char *author_address;
	gint64 author_time, commit_time; /* unix seconds */
	const struct record_commit *record;
};
gboolean index_apply(struct index *index, const struct indexed_commit *commit,
	GError **error);
gboolean index_apply_ticket(struct index *index, const struct ticket *ticket,
	GError **error);
/* The whole delivery file of a ticket (or of answers, ticket 0). commit_time:
 * when pending lines are due at once. */
gboolean index_apply_deliveries(struct index *index, guint32 ticket,
	guint32 month, const GPtrArray *deliveries, gint64 commit_time,
	GError **error);

#endif
