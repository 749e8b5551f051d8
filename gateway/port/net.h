/* net.h - a TCP connection that never blocks longer than a deadline. */
#ifndef PORT_NET_H
#define PORT_NET_H

#include <glib.h>

/* Deadlines are of g_get_monotonic_time(). */

/* Tries each address of host in turn. A descriptor, not blocking and
 * close-on-exec, or -1: FAULT_TEMPORARY. The look-up of the name has the
 * resolver's own time limit. */
int net_connect(
	const char *host, guint16 port, gint64 deadline, GError **error);

/* Waits until fd is ready for events (of poll). FALSE: the deadline passed,
 * errno is ETIMEDOUT; or poll failed. */
gboolean net_await(int fd, short events, gint64 deadline);

#endif
