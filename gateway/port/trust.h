/* trust.h - which certificate authorities are believed. */
#ifndef PORT_TRUST_H
#define PORT_TRUST_H

#include <glib.h>

/* The system's bundle and that of ca_file, as PEM text. ca_file may be relative
 * to folder; NULL or "": none. FAULT_NOT_FOUND, FAULT_DENIED or FAULT_IO where
 * it cannot be read, FAULT_INVALID where no certificate is in it. */
GBytes *trust_bundle(const char *ca_file, const char *folder, GError **error);

#endif
