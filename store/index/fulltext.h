/* fulltext.h - state/text.sqlite: the words of readable texts and solutions.
 *
 * Derived from the repository, deletable, filled behind whoever writes, with a
 * commit of its own that it stands at: begin, head, feed, end as index.h says,
 * with the same functions and errors. Texts themselves are not kept here. Words
 * are folded by text_fold(), so that case, diacritics, ø, æ, ł and ß do not
 * matter.
 */
#ifndef INDEX_FULLTEXT_H
#define INDEX_FULLTEXT_H

#include "index.h"

/* As index_open(); feed it with what stands below only. */
struct index *fulltext_open(const char *path, GError **error);
gboolean fulltext_clear(struct index *index, GError **error);

/* A text as it lies in the repository, its path one of a ticket's mails or of
 * a solution. What it held before is found no more. Bytes that are no UTF-8 are
 * passed over. */
gboolean fulltext_put(struct index *index, const char *path, guint32 ticket,
	GBytes *text, GError **error);
gboolean fulltext_remove(struct index *index, const char *path, GError **error);

struct text_hit {
	char *path;
	guint32 ticket; /* 0: a solution */
};
void text_hit_free(struct text_hit *hit);

/* struct text_hit *, the newest first, at most max: texts that hold all the
 * words; a word that ends in * stands for all that begin so. FAULT_INVALID:
 * there is no word in it. */
GPtrArray *fulltext_find(
	struct index *index, const char *words, guint max, GError **error);

#endif
