/* verbs.h - the table of verbs as command.c and verbs.c share it. Others use
 * command.h. */
#ifndef DESK_VERBS_H
#define DESK_VERBS_H

#include "command.h"

enum verb_language { WORDS_EN, WORDS_SV, WORDS_NB, WORDS_PL, WORDS_COUNT };

/* Reads the arguments of a command whose rest, words and options are there:
 * puts them into their English form. FALSE where they are not what the verb
 * takes. */
typedef gboolean verb_reader(
	struct command *command, const struct rules *rules);

struct verb_row {
	struct verb_info info;
	/* Aliases as text_fold() gives them, apart by a blank. The name itself
	 * is not among them. */
	const char *words[WORDS_COUNT];
	/* How people of that language see it; NULL: the name. */
	const char *shown[WORDS_COUNT];
	verb_reader *read;
};

/* The row of a verb, NULL for VERB_NONE. */
const struct verb_row *verb_row(enum verb verb);

/* Where word (folded) is a near miss of a verb in English or that language:
 * the word meant, with "#"; new. NULL where it is none. */
char *verb_near(const char *folded, const char *language);

/* text_fold(), with "_" as "-". */
char *verb_fold(const char *word);

#endif
