#include "role.h"
#include "channel.h"
#include "fault.h"

#include <errno.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

/* The parent's ways with signals are its own: a role that is told to end, ends;
 * what it has not said yet is done again. */
static void forget_signals(void)
{
	sigset_t all;

	sigemptyset(&all);
	signal(SIGTERM, SIG_DFL);
	/* A terminal sends it to all at once; the desk ends first. */
	signal(SIGINT, SIG_IGN);
	sigprocmask(SIG_SETMASK, &all, NULL);
}

/* Nothing that the parent has open is the role's business. */
static void keep_only(int fd)
{
	if (fd > 3)
		close_range(3, (unsigned)fd - 1, 0);
	close_range((unsigned)fd + 1, ~0u, 0);
}

gboolean role_start(const char *name, void (*be)(int fd, gconstpointer data),
	gconstpointer data, int *fd, pid_t *process, GError **error)
{
	pid_t parent = getpid();
	int fds[2];

	if (!channel_pair(fds, error))
		return FALSE;
	*process = fork();
	if (*process < 0) {
		g_set_error(error, POSTERN_FAULT, FAULT_IO, "no process: %s",
			g_strerror(errno));
		close(fds[0]);
		close(fds[1]);
		return FALSE;
	}
	if (*process == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (getppid() != parent)
			_exit(0); /* it died before we asked */
		prctl(PR_SET_NAME, name);
		forget_signals();
		keep_only(fds[1]);
		be(fds[1], data);
		_exit(0);
	}
	close(fds[1]);
	*fd = fds[0];
	return TRUE;
}
