/* headers.h - the header fields that a person reads, decoded. */
#ifndef MAIL_HEADERS_H
#define MAIL_HEADERS_H

#include "mime.h"

/* Fills subject, from, to, cc, reply_to and date. Raw 8-bit text goes by the
 * charset of the first text part, else the ladder of charset.h. Addresses that
 * are not plain are left out. */
void headers_read(struct mime *mime, struct message *message);

/* The value of a field, unfolded and undecoded, of any case; NULL where there
 * is none. Lives as long as the tree. */
const char *header_get(const struct mime *mime, const char *name);

/* The charset that encoded words of Subject or From are written in, new; NULL
 * where there are none. */
char *header_charset(const struct mime *mime);

/* The first "<id>" in text, without <>, NULL where there is none or it holds
 * blanks or controls; new. */
char *header_id(const char *text);

#endif
