/* words.h - what only the view itself does with words: joining those of
 * several files. The rest is in template.h. */
#ifndef VIEW_WORDS_H
#define VIEW_WORDS_H

#include "template.h"
#include <glib.h>

/* Puts all of `above` over the words that are there; `above` is taken. */
void words_overlay(struct words *words, struct words *above);

/* Looks keys up in `below` that words have not; it must live as long. */
void words_put_over(struct words *words, const struct words *below);

/* The keys (const char *, owned by words), in no order. Free the array. */
GPtrArray *words_keys(const struct words *words);

#endif
