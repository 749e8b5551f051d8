/* plain_words.h - what a requester says in plain words of a ticket that is
 * thought to be solved: that it works, that it does not, a mark from 1 to 5.
 * Pure, by tables of words in en sv nb pl.
 *
 * Only short texts are understood. A yes is a text in which every single word
 * is known to agree; whatever else may be a yes is none, so that doubt never
 * closes a ticket.
 */
#ifndef DESK_PLAIN_WORDS_H
#define DESK_PLAIN_WORDS_H

#include <glib.h>

enum plain {
	PLAIN_NONE, /* something else: read on as any answer */
	PLAIN_YES,
	PLAIN_NO,
	PLAIN_FINE, /* «OK», «great»: neither yes nor no, nothing to do */
};

/* own: the writer's own text. name: the writer's, so that it may stand below
 * the words. subject: the ticket's, a word of which may be what works («the
 * printer works»). Both may be NULL. */
enum plain plain_answer(const char *own, const char *name, const char *subject);

/* Whether what follows a yes on the first line takes it back: a question, a
 * but, a not. */
gboolean plain_takes_back(const char *own);

/* 1 to 5 where the text is a mark and nothing else («4», «4/5», «bra, tack»,
 * five stars); 0: none. */
guint plain_rating(const char *own, const char *name);

#endif
