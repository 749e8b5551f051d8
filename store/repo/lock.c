#include "lock.h"
#include "file.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define POLL_FIRST_US 1000u
#define POLL_LAST_US 20000u

struct lock {
	int fd;
};

void lock_free(struct lock *lock)
{
	if (!lock)
		return;
	close(lock->fd);
	g_free(lock);
}

/* state/ may be deleted at any time: a lock on a file that has no name any more
 * bars nobody. */
static gboolean is_still_named(int fd, const char *path)
{
	struct stat mine, named;

	return fstat(fd, &mine) == 0 && stat(path, &named) == 0 &&
	       mine.st_ino == named.st_ino && mine.st_dev == named.st_dev;
}

/* -1: the machine failed. 0: another holds it. 1: *fd is ours. */
static int try_once(const char *path, int *fd)
{
	*fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (*fd < 0)
		return -1;
	if (flock(*fd, LOCK_EX | LOCK_NB) == 0) {
		if (is_still_named(*fd, path))
			return 1;
	} else if (errno != EWOULDBLOCK && errno != EINTR) {
		int number = errno;

		close(*fd);
		errno = number;
		return -1;
	}
	close(*fd);
	return 0;
}

struct lock *lock_take(const char *path, guint wait_ms, GError **error)
{
	gint64 deadline = g_get_monotonic_time() + (gint64)wait_ms * 1000;
	gulong pause_us = POLL_FIRST_US;
	struct lock *lock;
	int fd = -1, state;

	while ((state = try_once(path, &fd)) == 0) {
		if (g_get_monotonic_time() >= deadline)
			return NULL;
		g_usleep(pause_us);
		pause_us = MIN(pause_us * 2, POLL_LAST_US);
	}
	if (state < 0) {
		file_fault("cannot lock", path, error);
		return NULL;
	}
	lock = g_new0(struct lock, 1);
	lock->fd = fd;
	return lock;
}
