/* verb_run.c - the daemon: a small supervisor of the team. */
#include "fault.h"
#include "log.h"
#include "team.h"
#include "verb.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define BACKOFF_MIN_SEC 1u
#define BACKOFF_MAX_SEC 60u
/* A team that cannot begin says so by this bit of its status. */
#define NEVER_BEGAN 0x80

struct supervisor {
	const char *desk;
	sigset_t signals; /* blocked, and waited for: none is lost between
			     looking and sleeping */
	gboolean is_stopping;
	gboolean has_worked; /* a team of ours has begun once */
	guint backoff_sec;
};

/* The team: all roles, in processes of their own under the desk's. */
static int be_team(const struct supervisor *supervisor, pid_t parent)
{
	struct team_report report;
	g_autoptr(GError) why = NULL;

	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != parent)
		return EX_OK;
	sigprocmask(SIG_UNBLOCK, &supervisor->signals, NULL);
	gboolean is_fine = team_work(supervisor->desk,
		TEAM_FETCH | TEAM_SEND | TEAM_STAY, &report, &why);
	int status = is_fine ? EX_OK : verb_fail("run", why);

	if (!is_fine && !report.has_begun)
		status |= NEVER_BEGAN;
	team_report_clear(&report);
	return status;
}

/* A signal, or 0 when the time is up. */
static int await_signal(const struct supervisor *supervisor, guint seconds)
{
	struct timespec time = { .tv_sec = seconds };

	return seconds == 0 ? sigwaitinfo(&supervisor->signals, NULL)
			    : MAX(0, sigtimedwait(&supervisor->signals, NULL,
					     &time));
}

/* Its status; a signal of ours is passed on to it. */
static int wait_for(struct supervisor *supervisor, pid_t team)
{
	int status = 0;

	while (waitpid(team, &status, WNOHANG) == 0) {
		int signal = await_signal(supervisor, 0);

		if (signal != SIGTERM && signal != SIGINT)
			continue;
		supervisor->is_stopping = TRUE;
		kill(team, SIGTERM);
	}
	return WIFEXITED(status) ? WEXITSTATUS(status) : EX_SOFTWARE;
}

/* Wrong configuration, a missing desk, an unreadable secret stay as they are;
 * but a daemon that once worked waits for them to be mended. */
static gboolean is_final(const struct supervisor *supervisor, int status)
{
	int reason = status & ~NEVER_BEGAN;

	return (status & NEVER_BEGAN) != 0 && !supervisor->has_worked &&
	       (reason == EX_CONFIG || reason == EX_NOINPUT ||
		       reason == EX_NOPERM);
}

static void back_off(struct supervisor *supervisor, gint64 began)
{
	if (g_get_monotonic_time() - began > BACKOFF_MAX_SEC * G_USEC_PER_SEC)
		supervisor->backoff_sec = BACKOFF_MIN_SEC;
	char after[24] = { 0 };

	log_event(LOG_LEVEL_ERROR, "team-ended", "again-in-sec",
		log_number(after, supervisor->backoff_sec), NULL);
	gint64 end = g_get_monotonic_time() +
		     supervisor->backoff_sec * G_USEC_PER_SEC;

	while (!supervisor->is_stopping && g_get_monotonic_time() < end) {
		int signal = await_signal(supervisor, 1);

		supervisor->is_stopping = signal == SIGTERM || signal == SIGINT;
	}
	supervisor->backoff_sec =
		MIN(supervisor->backoff_sec * 2, BACKOFF_MAX_SEC);
}

static int supervise(struct supervisor *supervisor)
{
	for (;;) {
		int status = EX_OSERR;
		pid_t parent = getpid();
		gint64 began = g_get_monotonic_time();
		pid_t team = fork();

		if (team == 0)
			_exit(be_team(supervisor, parent));
		if (team > 0)
			status = wait_for(supervisor, team);
		if (supervisor->is_stopping)
			return EX_OK;
		if (is_final(supervisor, status))
			return status & ~NEVER_BEGAN;
		if ((status & NEVER_BEGAN) == 0)
			supervisor->has_worked = TRUE;
		back_off(supervisor, began);
		if (supervisor->is_stopping)
			return EX_OK;
	}
}

int verb_run(struct verb_call *call)
{
	struct supervisor supervisor = {
		.desk = call->desk,
		.backoff_sec = BACKOFF_MIN_SEC,
	};

	if (!verb_options(call, NULL, 0, 0))
		return EX_USAGE;
	sigemptyset(&supervisor.signals);
	sigaddset(&supervisor.signals, SIGTERM);
	sigaddset(&supervisor.signals, SIGINT);
	sigaddset(&supervisor.signals, SIGCHLD);
	sigprocmask(SIG_BLOCK, &supervisor.signals, NULL);
	log_event(LOG_LEVEL_INFO, "start", "desk", call->desk, NULL);
	int status = supervise(&supervisor);

	log_event(LOG_LEVEL_INFO, "stop", NULL);
	return status;
}
