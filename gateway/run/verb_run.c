/* verb_run.c - the daemon: a small supervisor of the team. */
#include "fault.h"
#include "log.h"
#include "team.h"
#include "verb.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define BACKOFF_MIN_SEC 1u
#define BACKOFF_MAX_SEC 60u

static volatile sig_atomic_t stop_asked;

static void ask_stop(int signal)
{
	(void)signal;
	stop_asked = 1;
}

/* The team: all roles, in processes of their own under the desk's. Its status
 * tells the supervisor whether starting again can help. */
static int be_team(const char *desk, pid_t supervisor)
{
	struct team_report report;
	g_autoptr(GError) why = NULL;

	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != supervisor)
		return EX_OK;
	gboolean is_fine = team_work(
		desk, TEAM_FETCH | TEAM_SEND | TEAM_STAY, &report, &why);

	team_report_clear(&report);
	return is_fine ? EX_OK : verb_fail("run", why);
}

static int wait_for(pid_t team)
{
	int status = 0;

	while (waitpid(team, &status, 0) < 0)
		if (stop_asked)
			kill(team, SIGTERM);
	return WIFEXITED(status) ? WEXITSTATUS(status) : EX_SOFTWARE;
}

/* Wrong configuration, a missing desk, a refused password stay as they are. */
static gboolean is_final(int status)
{
	return status == EX_CONFIG || status == EX_NOINPUT ||
	       status == EX_NOPERM;
}

static void catch_signals(void)
{
	struct sigaction action = { .sa_handler = ask_stop };

	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGINT, &action, NULL);
}

int verb_run(struct verb_call *call)
{
	guint backoff_sec = BACKOFF_MIN_SEC;
	int status = EX_OK;

	if (!verb_options(call, NULL, 0, 0))
		return EX_USAGE;
	catch_signals();
	log_event(LOG_LEVEL_INFO, "start", "desk", call->desk, NULL);
	while (!stop_asked) {
		pid_t supervisor = getpid();
		gint64 began = g_get_monotonic_time();
		pid_t team = fork();

		if (team == 0)
			_exit(be_team(call->desk, supervisor));
		if (team > 0)
			status = wait_for(team);
		if (stop_asked || is_final(status))
			break;
		if (g_get_monotonic_time() - began >
			BACKOFF_MAX_SEC * G_USEC_PER_SEC)
			backoff_sec = BACKOFF_MIN_SEC;
		log_event(LOG_LEVEL_ERROR, "team-ended", "why",
			"a role ended; all are started again", NULL);
		sleep(backoff_sec);
		backoff_sec = MIN(backoff_sec * 2, BACKOFF_MAX_SEC);
	}
	log_event(LOG_LEVEL_INFO, "stop", NULL);
	return stop_asked ? EX_OK : status;
}
