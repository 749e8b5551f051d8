/* fence.h - what a role cannot do any more, whatever it reads.
 *
 * Each fence is put up once, by the process itself, and cannot be taken down. A
 * kernel that does not grant one is no error: the role works without, and
 * `postern check` says so.
 */
#ifndef RUN_FENCE_H
#define RUN_FENCE_H

#include "home.h"
#include <glib.h>

/* The parser: no files, no network, no processes. System calls beyond those
 * that decoding needs end the process; open answers EPERM, since libraries try
 * it and go on. No core dump, no file, memory and CPU time with an end. Under
 * ASan only the limits that it bears. */
void fence_parser(void);

/* The desk: no sockets but those of this machine. */
void fence_no_internet(void);

/* Fetcher and mailer: of all files only the system's, their secret and CA, and
 * the Maildir that url may name, which is made if missing. A sendmail program
 * does what it does: there is no fence around it. The kernel must know Landlock
 * (2 or later where a Maildir is written to). */
void fence_port(const struct home *home, const char *url,
	const char *password_file, const char *ca_file);

/* What this kernel grants, one line for `check`; new. */
char *fence_describe(void);

#endif
