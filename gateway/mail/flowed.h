/* flowed.h - text/plain; format=flowed (RFC 3676) -> whole paragraphs. */
#ifndef MAIL_FLOWED_H
#define MAIL_FLOWED_H

#include <glib.h>

/* Joins flowed lines of one quote depth, takes the stuffed blank off, and
 * writes "> " for each level of the depth. delsp: the blank at a soft line end
 * is no part of the text. text has LF or CRLF ends; new. */
char *flowed_join(const char *text, gboolean delsp);

#endif
