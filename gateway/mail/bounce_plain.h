/* bounce_plain.h - delivery reports in words, of MTAs that know no RFC 3464.
 * Private to bounce*.c.
 *
 * They have no common form. Three readings follow each other until one finds
 * somebody: lines that begin with an address; addresses anywhere in the words;
 * the recipient of the mail that came back.
 */
#ifndef MAIL_BOUNCE_PLAIN_H
#define MAIL_BOUNCE_PLAIN_H

#include "message.h"

/* Lines that begin with an address, and why, up to the mail that came back.
 * may_add: FALSE where the report has fields that name them all; then only what
 * these leave out is taken from the words. */
void plain_read_lists(struct message *message, gboolean may_add);

/* Addresses anywhere in the words, but those of the report itself and of the
 * sender of the mail that came back; returned is its header, or NULL. */
void plain_read_words(struct message *message, const char *returned);

/* The one who that mail went to. */
void plain_read_returned(struct message *message, const char *returned);

/* The header of the mail that came back where it stands in the words; points
 * into text, NULL where there is none. */
const char *plain_returned(const char *text);

#endif
