#include "digest.h"
#include <nettle/sha1.h>
#include <string.h>

void digest_init(struct digest *digest)
{
	sha256_init(&digest->state);
}

void digest_add(struct digest *digest, gconstpointer data, gsize length)
{
	if (length > 0)
		sha256_update(&digest->state, length, data);
}

char *digest_hex(struct digest *digest)
{
	static const char digits[] = "0123456789abcdef";
	guint8 sum[SHA256_DIGEST_SIZE];
	char *hex = g_malloc(2 * sizeof sum + 1);

	sha256_digest(&digest->state, sizeof sum, sum);
	for (gsize i = 0; i < sizeof sum; i++) {
		hex[2 * i] = digits[sum[i] >> 4];
		hex[2 * i + 1] = digits[sum[i] & 15];
	}
	hex[2 * sizeof sum] = '\0';
	return hex;
}

char *digest_sha256(GBytes *bytes)
{
	struct digest digest;
	gsize length = 0;
	gconstpointer data = g_bytes_get_data(bytes, &length);

	digest_init(&digest);
	digest_add(&digest, data, length);
	return digest_hex(&digest);
}

void digest_sha1(
	gconstpointer data, gsize length, guint8 sum[DIGEST_SHA1_BYTES])
{
	struct sha1_ctx state;

	sha1_init(&state);
	if (length > 0)
		sha1_update(&state, length, data);
	sha1_digest(&state, DIGEST_SHA1_BYTES, sum);
}

void digest_sha1_headed(const char *head, gconstpointer data, gsize length,
	guint8 sum[DIGEST_SHA1_BYTES])
{
	struct sha1_ctx state;

	sha1_init(&state);
	sha1_update(&state, strlen(head) + 1, (const guint8 *)head);
	if (length > 0)
		sha1_update(&state, length, data);
	sha1_digest(&state, DIGEST_SHA1_BYTES, sum);
}
