#include "smime.h"
#include <gnutls/gnutls.h>
#include <gnutls/pkcs7.h>
#include <string.h>

#define MAX_ENVELOPE (8 * 1024 * 1024)

static gboolean is_envelope(const struct leaf *leaf)
{
	return strcmp(leaf->part->type, "application/pkcs7-mime") == 0 ||
	       strcmp(leaf->part->type, "application/x-pkcs7-mime") == 0;
}

static gboolean is_pgp(const struct leaf *leaf)
{
	return strcmp(leaf->part->type, "application/pgp-encrypted") == 0;
}

gboolean smime_is(const struct leaf *leaf)
{
	return is_envelope(leaf) || is_pgp(leaf);
}

/* What a signed envelope holds; NULL where it is none. */
static GBytes *open_signed(GBytes *envelope)
{
	gsize length;
	guint8 *data = g_bytes_unref_to_data(g_bytes_ref(envelope), &length);
	gnutls_datum_t der = { .data = data, .size = (unsigned int)length };
	gnutls_datum_t inner = { NULL, 0 };
	gnutls_pkcs7_t pkcs7;
	GBytes *content = NULL;

	if (gnutls_pkcs7_init(&pkcs7) == GNUTLS_E_SUCCESS) {
		if (gnutls_pkcs7_import(pkcs7, &der, GNUTLS_X509_FMT_DER) ==
				GNUTLS_E_SUCCESS &&
			gnutls_pkcs7_get_embedded_data(pkcs7, 0, &inner) ==
				GNUTLS_E_SUCCESS)
			content = g_bytes_new(inner.data, inner.size);
		gnutls_pkcs7_deinit(pkcs7);
	}
	gnutls_free(inner.data);
	g_free(data);
	return content;
}

/* The files inside lie in no range of the raw mail, so they are named only. */
static void add_names(GString *text, const struct message *message)
{
	for (guint i = 0; i < message->parts->len; i++) {
		const struct part *part = g_ptr_array_index(message->parts, i);

		if (part->is_attachment)
			g_string_append_printf(text, "[inside: %s, %s]\n",
				part->name ? part->name : "(no name)",
				part->type);
	}
}

static char *signed_text(const struct mime *mime, const struct leaf *leaf)
{
	g_autoptr(GBytes) envelope =
		part_decode(leaf->part, mime->raw, MAX_ENVELOPE, NULL);
	struct mail_limits limits = *mime->limits;

	limits.depth /= 4;
	if (!envelope || !g_bytes_get_size(envelope) || !limits.depth)
		return NULL;
	g_autoptr(GBytes) inner = open_signed(envelope);

	if (!inner)
		return NULL;
	AUTO(message) message = message_parse(inner, &limits);
	GString *text = g_string_new("[signed: S/MIME]\n");

	add_names(text, message);
	g_string_append_printf(text, "\n%s", message->text);
	return g_string_free(text, FALSE);
}

char *smime_text(const struct mime *mime, const struct leaf *leaf)
{
	if (is_pgp(leaf))
		return g_strdup("[encrypted: OpenPGP]\n");
	char *text = signed_text(mime, leaf);

	return text ? text : g_strdup("[encrypted: S/MIME]\n");
}
