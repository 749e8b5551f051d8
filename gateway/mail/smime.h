/* smime.h - mails that are signed or encrypted as a whole: what can be read of
 * them without a key, and what has to be said instead. Nothing is verified.
 */
#ifndef MAIL_SMIME_H
#define MAIL_SMIME_H

#include "mime.h"

/* TRUE where the leaf is such an envelope: application/pkcs7-mime (RFC 8551),
 * application/pgp-encrypted (RFC 3156). */
gboolean smime_is(const struct leaf *leaf);

/* The text to be read: of a signed envelope "[signed: S/MIME]", the names of
 * the files in it ("[inside: a.pdf, application/pdf]") and the text in it; of
 * an encrypted one "[encrypted: S/MIME]" or
 * "[encrypted: OpenPGP]". Envelopes in envelopes are opened three deep, none
 * above 8 MiB. New. */
char *smime_text(const struct mime *mime, const struct leaf *leaf);

#endif
