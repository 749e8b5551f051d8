/* bounce_words.h - the words of delivery reports: statuses, replies of
 * servers, recipients. Private to bounce*.c. */
#ifndef MAIL_BOUNCE_WORDS_H
#define MAIL_BOUNCE_WORDS_H

#include "message.h"

#define MAX_RECIPIENTS 200
#define MAX_DIAGNOSTIC 500

/* The first status of RFC 3463 in text ("5.1.1"), new; or NULL. */
char *status_find(const char *text);

/* The status behind the last reply of a server that text quotes ("550 5.2.2
 * full", "<421 4.4.2 …>", "550-'5.7.1 …"), new; or
 * NULL. */
char *status_quoted(const char *text);

/* The first reply code of SMTP in text, 0 where there is none. */
guint reply_find(const char *text);

/* One clean line of at most MAX_DIAGNOSTIC bytes, new; NULL where empty. */
char *diagnostic_line(const char *text);

/* An address of the report, or NULL. */
struct report_recipient *recipient_find(
	const struct message *message, const char *address);

/* NULL where it is one already, is not plain, or is one too many. */
struct report_recipient *recipient_add(
	struct message *message, const char *address);

/* What the refusing server said is nearer to the cause than what the MTA made
 * of it; any other status in the diagnostic says more than "5.0.0". */
void recipient_sharpen(struct report_recipient *one);

#endif
