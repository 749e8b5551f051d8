/* vendor.h - the supplier's conversation inside a ticket: who the supplier is,
 * its number, and how its own subject names it. What is written there goes to
 * that supplier and to agents, and nowhere else.
 */
#ifndef DESK_VENDOR_H
#define DESK_VENDOR_H

#include "work.h"

/* A [vendor] by its name, whatever case and diacritics; NULL: none. */
const struct vendor_rule *vendor_named(
	const struct rules *rules, const char *name);
/* That of a ticket, whose Vendor is "printerco", "printerco 4711" or an
 * address; NULL: none, or a mere address. */
const struct vendor_rule *vendor_of(
	const struct rules *rules, const struct ticket *ticket);
/* Where mail to the ticket's supplier goes, NULL: it has none. */
const char *vendor_address(
	const struct rules *rules, const struct ticket *ticket);
/* "Case 4711": the number as the supplier writes it; "" where none is known;
 * new. */
char *vendor_case(const struct rules *rules, const struct ticket *ticket);
/* Keeps the number that the supplier's subject gives. */
void vendor_note_number(
	const struct rules *rules, struct ticket *ticket, const char *subject);

#endif
