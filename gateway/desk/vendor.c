#include "vendor.h"
#include "evidence.h"
#include "text.h"

#include <string.h>

const struct vendor_rule *vendor_named(
	const struct rules *rules, const char *name)
{
	g_autofree char *wanted = text_fold(name);

	for (guint i = 0; i < rules->vendors->len; i++) {
		const struct vendor_rule *vendor = rules->vendors->pdata[i];
		g_autofree char *its = text_fold(vendor->name);

		if (g_str_equal(its, wanted))
			return vendor;
	}
	return NULL;
}

/* The longest name that the field begins with, a blank or nothing behind. */
const struct vendor_rule *vendor_of(
	const struct rules *rules, const struct ticket *ticket)
{
	const struct vendor_rule *found = NULL;

	for (guint i = 0; ticket->vendor && i < rules->vendors->len; i++) {
		const struct vendor_rule *vendor = rules->vendors->pdata[i];
		gsize length = strlen(vendor->name);

		if (g_str_has_prefix(ticket->vendor, vendor->name) &&
			(!ticket->vendor[length] ||
				ticket->vendor[length] == ' ') &&
			(!found || length > strlen(found->name)))
			found = vendor;
	}
	return found;
}

const char *vendor_address(
	const struct rules *rules, const struct ticket *ticket)
{
	const struct vendor_rule *vendor = vendor_of(rules, ticket);

	if (vendor)
		return vendor->address;
	return ticket->vendor && address_is_plain(ticket->vendor)
		       ? ticket->vendor
		       : NULL;
}

static const char *number_of(
	const struct vendor_rule *vendor, const struct ticket *ticket)
{
	const char *number = ticket->vendor + strlen(vendor->name);

	return *number == ' ' ? number + 1 : "";
}

char *vendor_case(const struct rules *rules, const struct ticket *ticket)
{
	const struct vendor_rule *vendor = vendor_of(rules, ticket);
	const char *number = vendor ? number_of(vendor, ticket) : "";
	GString *text;

	if (!*number)
		return g_strdup("");
	text = g_string_new(vendor->number ? vendor->number : "*");
	g_string_replace(text, "*", number, 1);
	return g_string_free(text, FALSE);
}

void vendor_note_number(
	const struct rules *rules, struct ticket *ticket, const char *subject)
{
	const struct vendor_rule *vendor = vendor_of(rules, ticket);
	g_autofree char *number = NULL;

	if (!vendor || !vendor->number || *number_of(vendor, ticket))
		return;
	number = evidence_vendor_number(subject, vendor->number);
	if (!number || !text_is_line(number))
		return;
	g_free(ticket->vendor);
	ticket->vendor = g_strdup_printf("%s %s", vendor->name, number);
}
