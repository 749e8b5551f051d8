/* digest.h - SHA-256 and SHA-1 of bytes, by nettle, which uses the processor's
 * own instructions where it has them: every mail is digested several times
 * over. Not for what SHA-1 names in git: that has to tell a crafted collision.
 */
#ifndef RECORD_DIGEST_H
#define RECORD_DIGEST_H

#include <glib.h>
#include <nettle/sha2.h>

#define DIGEST_SHA1_BYTES 20u

/* SHA-256 of what is added bit by bit. */
struct digest {
	struct sha256_ctx state;
};
void digest_init(struct digest *digest);
void digest_add(struct digest *digest, gconstpointer data, gsize length);
/* 64 hex digits; new. The digest begins anew. */
char *digest_hex(struct digest *digest);

/* SHA-256 of all; 64 hex digits; new. */
char *digest_sha256(GBytes *bytes);

void digest_sha1(
	gconstpointer data, gsize length, guint8 sum[DIGEST_SHA1_BYTES]);
/* Of a text with the NUL that ends it, and bytes behind: what git names by. It
 * tells damage, not a collision. */
void digest_sha1_headed(const char *head, gconstpointer data, gsize length,
	guint8 sum[DIGEST_SHA1_BYTES]);

#endif
