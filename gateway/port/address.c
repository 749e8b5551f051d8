#include "address.h"
#include <string.h>

enum { ADDRESS_MAX = 254, LOCAL_MAX = 128 };

static gboolean all_of(const char *text, gsize length, const char *marks)
{
	for (gsize i = 0; i < length; i++) {
		if ((guint8)text[i] < 0x80 && !g_ascii_isalnum(text[i]) &&
			(text[i] == '\0' || !strchr(marks, text[i])))
			return FALSE;
	}
	return length > 0;
}

static gboolean has_control(const char *text)
{
	for (; *text; text += g_utf8_skip[(guint8)*text]) {
		gunichar c = g_utf8_get_char(text);

		if (g_unichar_iscntrl(c) || g_unichar_isspace(c))
			return TRUE;
	}
	return FALSE;
}

gboolean address_is_plain(const char *address)
{
	const char *at = strchr(address, '@');
	gsize local = at ? (gsize)(at - address) : 0;

	return at && *address != '-' && local <= LOCAL_MAX &&
	       strlen(address) <= ADDRESS_MAX &&
	       g_utf8_validate(address, -1, NULL) && !has_control(address) &&
	       all_of(address, local, ".!#$%&'*+-/=?^_`{|}~") &&
	       all_of(at + 1, strlen(at + 1), ".-") && at[1] != '-' &&
	       at[1] != '.';
}
