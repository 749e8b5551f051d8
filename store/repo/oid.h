/* oid.h - the name of an object: 20 bytes of SHA-1, and its 40 hex digits.
 * All zero stands for «none», as in git's own protocols. */
#ifndef REPO_OID_H
#define REPO_OID_H

#include <glib.h>

#define OID_BYTES 20u
#define OID_HEX 40u

struct oid {
	guint8 raw[OID_BYTES];
};

void oid_hex(const struct oid *oid, char hex[OID_HEX + 1]);
/* Exactly 40 lower-case hex digits, then the end of text. */
gboolean oid_parse(const char *hex, struct oid *oid);
gboolean oid_is_zero(const struct oid *oid);

/* For GHashTable, over struct oid. */
guint oid_hash(gconstpointer oid);
gboolean oid_equal(gconstpointer a, gconstpointer b);

#endif
