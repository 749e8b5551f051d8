/* classify.h - what kind of mail this is (routing.md 3), from its headers, its
 * structure and, where a machine says nothing of itself, localised signs. */
#ifndef MAIL_CLASSIFY_H
#define MAIL_CLASSIFY_H

#include "mime.h"

/* Sets kind and kind_why; subject, from, text and recipients are read already.
 * Order: report, receipt, automatic, list or bulk, calendar, spam, human. */
void classify(struct mime *mime, struct message *message);

#endif
