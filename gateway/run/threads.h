/* threads.h - which mails of an import are one conversation: Message-ID is
 * joined with References, or else the first id of In-Reply-To, by union-find,
 * absent ids included, so that the order of mails does not matter. Kept in
 * scratch files, ids by their digests: some 150 bytes of disk a mail, and
 * hardly any memory.
 */
#ifndef RUN_THREADS_H
#define RUN_THREADS_H

#include "facts.h"
#include <glib.h>

struct threads;

/* folder: where the scratch files go. FAULT_IO, as of all below. */
struct threads *threads_new(const char *folder, GError **error);
void threads_free(struct threads *threads); /* takes NULL */
DEFINE_AUTO(threads);

/* What a mail is joined with, the first count of the ids returned: References,
 * else the first id of In-Reply-To, since addresses stand behind it in the mail
 * of some programs and look the same (RFC 5256, REFERENCES). Borrowed. */
const GPtrArray *threads_joined(const struct facts *facts, guint *count);

/* Adds mail number `mail` (0, 1, 2 …) with its sort time. id: its Message-ID,
 * or what stands for it. */
gboolean threads_add(struct threads *threads, guint mail, const char *id,
	const struct facts *facts, gint64 at, GError **error);

/* No more are added: puts them in order. */
gboolean threads_sort(struct threads *threads, GError **error);
/* The mails of the next conversation (guint), by time: the conversations come
 * by their first time. Empty behind the last. */
GArray *threads_next(struct threads *threads);

#endif
