/* trust.h - which certificate authorities are believed. */
#ifndef PORT_TRUST_H
#define PORT_TRUST_H

#include <glib.h>

/* The system's bundle and, where it is not NULL, that of ca_file, as PEM text.
 * FAULT_NOT_FOUND, FAULT_DENIED or FAULT_IO where ca_file cannot be read. */
GBytes *trust_bundle(const char *ca_file, GError **error);

#endif
