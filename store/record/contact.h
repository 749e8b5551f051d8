/* contact.h - a person's name and address, as "Name <address>". */
#ifndef RECORD_CONTACT_H
#define RECORD_CONTACT_H

#include "auto.h"
#include <glib.h>

struct contact {
	char *name; /* valid UTF-8 without controls; "" where there is none */
	char *address; /* addr-spec as written, never NULL */
};

/* Copies both; name may be NULL. Free with contact_free(), which takes NULL. */
struct contact *contact_new(const char *name, const char *address);
struct contact *contact_copy(const struct contact *contact);
void contact_free(struct contact *contact);
DEFINE_AUTO(contact);

/* Reads what contact_format() writes: "Name <address>", or the address alone.
 * NULL with FAULT_INVALID where the address is not address_is_plain(). */
struct contact *contact_parse(const char *text, GError **error);

/* New text on one line. <, >, quotes, controls of the name are taken out. */
char *contact_format(const struct contact *contact);

/* True for an address that may stand in a header, a record, an SMTP envelope
 * and a key: UTF-8, 3 to 254 bytes, one @ outside of quotes with something on
 * both sides, none of blanks, controls, <>()[]\,;:" and no leading "-" of
 * either. (Quoted local parts and domain literals are legal in RFC 5321 and
 * refused here: no helpdesk needs them, and each is a way into an envelope.) */
gboolean address_is_plain(const char *address);

/* Lower case by Unicode, letter by letter (g_utf8_strdown() would ask the
 * locale); new. The key a person goes by. */
char *address_fold(const char *address);

/* True where both are the same person's address (folded). NULL equals none. */
gboolean address_equal(const char *a, const char *b);

/* The part behind the last @, folded and new; NULL where there is none. */
char *address_domain(const char *address);

#endif
