#include "contact.h"
#include "fault.h"
#include "text.h"
#include <string.h>

#define ADDRESS_MAX_BYTES 254u

struct contact *contact_new(const char *name, const char *address)
{
	struct contact *contact = g_new0(struct contact, 1);

	contact->name = g_strdup(name ? name : "");
	contact->address = g_strdup(address);
	return contact;
}

struct contact *contact_copy(const struct contact *contact)
{
	return contact ? contact_new(contact->name, contact->address) : NULL;
}

void contact_free(struct contact *contact)
{
	if (!contact)
		return;
	g_free(contact->name);
	g_free(contact->address);
	g_free(contact);
}

/* What would end the name, or open an address in it, is taken out. */
static char *clean_name(const char *name, gsize length)
{
	g_autoptr(GString) kept = g_string_new(NULL);

	for (gsize i = 0; i < length; i++) {
		if (!strchr("<>\"", name[i]) || name[i] == '\0')
			g_string_append_c(kept, name[i]);
	}
	return text_line(kept->str, (gssize)kept->len);
}

struct contact *contact_parse(const char *text, GError **error)
{
	const char *open = strrchr(text, '<');
	gsize length = strlen(text);
	g_autofree char *name = NULL;
	g_autofree char *address = NULL;

	if (open && text[length - 1] == '>') {
		name = clean_name(text, (gsize)(open - text));
		address = g_strndup(
			open + 1, (gsize)(text + length - 1 - (open + 1)));
	} else {
		address = g_strdup(text);
	}
	if (!address_is_plain(address)) {
		g_autofree char *shown = text_cut(text, -1, 60);
		g_set_error(error, POSTERN_FAULT, FAULT_INVALID,
			"\"%s\": expected Name <address> or an address", shown);
		return NULL;
	}
	return contact_new(name, address);
}

char *contact_format(const struct contact *contact)
{
	g_autofree char *name =
		clean_name(contact->name, strlen(contact->name));
	g_autofree char *address = text_line(contact->address, -1);

	if (*name == '\0')
		return g_steal_pointer(&address);
	return g_strdup_printf("%s <%s>", name, address);
}

gboolean address_is_plain(const char *address)
{
	gsize length = address ? strlen(address) : 0;

	if (length < 3 || length > ADDRESS_MAX_BYTES || *address == '-')
		return FALSE;
	if (!g_utf8_validate(address, (gssize)length, NULL))
		return FALSE;
	for (const char *p = address; *p != '\0'; p = text_next(p)) {
		gunichar c = g_utf8_get_char(p);
		if (text_is_hidden(c) || g_unichar_isspace(c) ||
			(c < 0x80 && strchr("<>()[]\\,;:\"", (int)c)))
			return FALSE;
	}
	const char *at = strchr(address, '@');
	return at && at == strrchr(address, '@') && at > address &&
	       at[1] != '\0' && at[1] != '-';
}

char *address_fold(const char *address)
{
	if (g_str_is_ascii(address))
		return g_ascii_strdown(address, -1);
	g_autofree char *valid = g_utf8_make_valid(address, -1);
	GString *folded = g_string_new(NULL);

	for (const char *p = valid; *p != '\0'; p = text_next(p)) {
		gunichar c = g_utf8_get_char(p), small = g_unichar_tolower(c);

		/* K for Kelvin is another letter than k. */
		g_string_append_unichar(
			folded, c >= 0x80 && small < 0x80 ? c : small);
	}
	return g_string_free(folded, FALSE);
}

gboolean address_equal(const char *a, const char *b)
{
	if (!a || !b)
		return FALSE;
	if (g_str_is_ascii(a) && g_str_is_ascii(b))
		return g_ascii_strcasecmp(a, b) == 0;
	g_autofree char *folded_a = address_fold(a);
	g_autofree char *folded_b = address_fold(b);
	return strcmp(folded_a, folded_b) == 0;
}

char *address_domain(const char *address)
{
	const char *at = address ? strrchr(address, '@') : NULL;

	return at && at[1] != '\0' ? address_fold(at + 1) : NULL;
}
