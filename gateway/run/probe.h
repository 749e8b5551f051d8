/* probe.h - two mails of the desk to itself, for `postern check --mail`: what
 * the receiving server does with a forged result, and with an extension. */
#ifndef RUN_PROBE_H
#define RUN_PROBE_H

#include "home.h"
#include <glib.h>

struct probe {
	gboolean is_back;      /* the plain mail came to a mailbox */
	gboolean is_believed;  /* with a forged Authentication-Results that we
				  would trust: the MX must strip it (RFC 8601
				  section 5) */
	gboolean plus_is_back; /* the mail to local+check@domain came, too */
	char *plus_refused; /* what the server said to its address, or NULL */
};
void probe_clear(struct probe *probe);

/* Sends both, then looks for them in the mailboxes for wait_sec at most, and
 * puts them away. Nothing else that waits there is touched. FAULT_…: sending
 * or reading failed. */
gboolean probe_run(struct probe *probe, const struct home *home, guint wait_sec,
	GError **error);

#endif
