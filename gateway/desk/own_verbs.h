/* own_verbs.h - what a requester or a participant may ask of the desk: the
 * small set of commands.md, as tag commands and in plain words. */
#ifndef DESK_OWN_VERBS_H
#define DESK_OWN_VERBS_H

#include "work.h"

/* Runs a command of the mail for the causer, or notes why it may not be: in
 * work_ask(). */
void own_run(
	struct work *work, struct draft *draft, const struct command *command);

/* A mail without commands that says yes, no or a mark in plain words, where
 * the ticket stands so that this means something: runs it. FALSE where it is
 * any other answer. */
gboolean own_answer(struct work *work, struct draft *draft);

/* A thank-you; of what is solved or closed also «OK» and «it works»: words
 * that reopen nothing. */
gboolean own_is_content(const struct work *work, const struct draft *draft);

/* TRUE for a verb that only asks, or changes nobody but the causer: the words
 * beside it are an answer all the same. */
gboolean own_only_asks(enum verb verb);

#endif
