/* approval_mail.h - what an approver answers: approve, deny or delegate, as a
 * command or in plain words of four languages.
 */
#ifndef DESK_APPROVAL_MAIL_H
#define DESK_APPROVAL_MAIL_H

#include "work.h"

/* A word of the approver on the first own line of a text. */
struct approval_answer {
	enum verb verb; /* VERB_APPROVE, VERB_DENY, VERB_DELEGATE, VERB_NONE */
	char *reason;   /* of approve and deny, one line, "" where none; of
			   delegate: to whom, "" where not said; owned */
};

/* «Godkänn», «nej, för dyrt», «#approve the cheap one». What is not sure
 * («yes, but …», a question) is VERB_NONE. own: the text without quotes and
 * signature. */
void approval_answer_read(struct approval_answer *answer, const char *own);
void approval_answer_clear(struct approval_answer *answer);

/* Takes a mail that answers an approval (JOIN_APPROVAL). */
gboolean approval_answered(struct work *work);

/* Takes the answer to the question whether that word was meant so. FALSE where
 * the question was about something else. */
gboolean approval_confirmed(struct work *work, struct draft *draft);

/* A mail that nobody has proven, and that would decide: the log says so. */
void approval_note_unproven(struct work *work, const struct draft *draft);

#endif
