/* address.h - the last check before an address goes into an SMTP command or
 * the arguments of a program. */
#ifndef PORT_ADDRESS_H
#define PORT_ADDRESS_H

#include <glib.h>

/* local@domain of the letters that need no quoting (RFC 5322 atext and dots,
 * UTF-8 by RFC 6531), at most 254 bytes, no leading hyphen. Everything that
 * could end an argument, an address or a line is refused. */
gboolean address_is_plain(const char *address);

#endif
