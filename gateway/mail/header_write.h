/* header_write.h - one header field, written so that no value can be anything
 * but the value of that field: RFC 5322 lines of at most 78 columns, RFC 2047
 * words where it is not plain ASCII, RFC 2231 parameters. Private to this
 * folder; compose.h is the door. */
#ifndef MAIL_HEADER_WRITE_H
#define MAIL_HEADER_WRITE_H

#include "contact.h"
#include <glib.h>

/* Free text: a subject. Any bytes; cleaned by text_line(). */
void header_text(GString *out, const char *name, const char *value);

/* "Name <address>"; FAULT_INVALID where the address is not plain. */
gboolean header_contact(GString *out, const char *name,
	const struct contact *contact, GError **error);

/* "<id>" behind each other, a line each. ids: char *, without <>; those that
 * may not stand in a header (id_is_plain()) are left out. No field at all where
 * none is left. */
void header_ids(GString *out, const char *name, const GPtrArray *ids);

/* A token of our own making: asserts that it holds printable ASCII only. */
void header_token(GString *out, const char *name, const char *value);

/* "Content-Disposition: attachment; filename=…", RFC 2231 with continuations
 * where the file name needs it. parameter_value: any text, NULL: none. */
void header_parameter(GString *out, const char *name, const char *value,
	const char *parameter, const char *parameter_value);

/* "Mon, 23 Nov 2026 09:15:02 +0000"; times that no date can show become the
 * nearest of years 1970 to 9999; new. */
char *header_write_date(gint64 unix_sec);

/* An id that may stand between < and >: printable ASCII without blanks and
 * brackets, at most 250 bytes, one @ at least. */
gboolean id_is_plain(const char *id);

/* token/token of RFC 2045. */
gboolean media_type_is_plain(const char *type);
/* A token of RFC 2045: letters, digits, -_.+!#$&^ (at most 60). */
gboolean token_is_plain(const char *token);

#endif
