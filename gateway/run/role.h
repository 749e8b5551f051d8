/* role.h - a role is a process of its own at the other end of a socket pair. */
#ifndef RUN_ROLE_H
#define RUN_ROLE_H

#include <glib.h>
#include <sys/types.h>

/* Forks: the child closes the parent's end, names itself, runs be(fd, data)
 * and exits with 0; it ends, too, when its parent dies. The parent gets its end
 * of the socket pair and the process. FAULT_IO. */
gboolean role_start(const char *name, void (*be)(int fd, gconstpointer data),
	gconstpointer data, int *fd, pid_t *process, GError **error);

#endif
