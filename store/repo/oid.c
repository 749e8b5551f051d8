#include "oid.h"
#include <string.h>

void oid_hex(const struct oid *oid, char hex[OID_HEX + 1])
{
	static const char digits[] = "0123456789abcdef";

	for (gsize i = 0; i < OID_BYTES; i++) {
		hex[2 * i] = digits[oid->raw[i] >> 4];
		hex[2 * i + 1] = digits[oid->raw[i] & 15];
	}
	hex[OID_HEX] = '\0';
}

static int hex_digit(char c)
{
	return g_ascii_isupper(c) ? -1 : g_ascii_xdigit_value(c);
}

gboolean oid_parse(const char *hex, struct oid *oid)
{
	for (gsize i = 0; i < OID_BYTES; i++) {
		int high = hex_digit(hex[2 * i]);
		int low = high < 0 ? -1 : hex_digit(hex[2 * i + 1]);

		if (low < 0)
			return FALSE;
		oid->raw[i] = (guint8)(high * 16 + low);
	}
	return hex[OID_HEX] == '\0';
}

gboolean oid_is_zero(const struct oid *oid)
{
	static const struct oid zero;

	return memcmp(oid, &zero, sizeof zero) == 0;
}

guint oid_hash(gconstpointer oid)
{
	guint hash = 0;

	memcpy(&hash, oid, sizeof hash);
	return hash;
}

gboolean oid_equal(gconstpointer a, gconstpointer b)
{
	return memcmp(a, b, sizeof(struct oid)) == 0;
}
