/* notice_data.h - what a notice says: the variables of its template (named in
 * notice.h), its subject, who it is from. */
#ifndef DESK_NOTICE_DATA_H
#define DESK_NOTICE_DATA_H

#include "work.h"

/* Fills from_name, subject, auto_submitted, attachments_of and data. */
void notice_fill(struct work *work, const struct telling *telling,
	struct notice *notice);

/* A subject that repeats nothing of a stranger's but harmless words: 60
 * characters at most, addresses and links taken out; new. */
char *subject_harmless(const char *subject);

#endif
