#include "team.h"
#include "clockwork.h"
#include "drain.h"
#include "fault.h"
#include "fence.h"
#include "fetcher.h"
#include "intake.h"
#include "log.h"
#include "mailer.h"
#include "maintainer.h"
#include "nursery.h"
#include "role.h"
#include "watch.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* How long an end waits for the mailer. */
#define LAST_ANSWER_MS 10000

struct team {
	guint work;
	struct home *outside; /* settings only: what fetchers and mailer see */
	struct home *home;
	struct nursery *nursery;
	GArray *intakes;   /* struct intake */
	GArray *processes; /* pid_t */
	int mailer;        /* -1: none */
	int maintainer;    /* likewise */
	struct drain *drain;
	struct watch watch;         /* of a team that stays */
	struct clockwork clockwork; /* likewise */
};

static volatile sig_atomic_t stop_asked;

static void ask_stop(int signal)
{
	(void)signal;
	stop_asked = 1;
}

/* poll() ends early by these two; system calls elsewhere are started again. */
static void catch_signals(void)
{
	struct sigaction action = { .sa_handler = ask_stop };

	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGINT, &action, NULL);
	signal(SIGPIPE, SIG_IGN);
}

void team_report_clear(struct team_report *report)
{
	g_clear_pointer(&report->trouble, g_free);
}

/* --- starting ----------------------------------------------------------- */

static gboolean start_fetchers(struct team *team, GError **error)
{
	const GPtrArray *mailboxes = team->outside->settings->mailboxes;

	for (guint i = 0; i < mailboxes->len; i++) {
		struct fetcher_task task = {
			.home = team->outside,
			.mailbox = mailboxes->pdata[i],
			.once = (team->work & TEAM_STAY) == 0,
		};
		struct intake intake;
		pid_t process;
		int fd;

		if (!role_start(
			    "fetcher", fetcher_be, &task, &fd, &process, error))
			return FALSE;
		intake_init(&intake, fd, task.mailbox, !task.once);
		intake.max_message = task.home->settings->limits.message;
		g_array_append_val(team->intakes, intake);
		g_array_append_val(team->processes, process);
	}
	return TRUE;
}

static gboolean start_mailer(struct team *team, GError **error)
{
	pid_t process;

	if (!role_start("mailer", mailer_be, team->outside, &team->mailer,
		    &process, error))
		return FALSE;
	g_array_append_val(team->processes, process);
	return TRUE;
}

static gboolean start_maintainer(struct team *team, GError **error)
{
	pid_t process;

	if (!role_start("maintainer", maintainer_be, team->outside,
		    &team->maintainer, &process, error))
		return FALSE;
	g_array_append_val(team->processes, process);
	return TRUE;
}

static gboolean start_roles(struct team *team, GError **error)
{
	const struct mail_limits limits = home_limits(team->outside);

	team->nursery = nursery_start(&limits, error);
	if (team->nursery == NULL)
		return FALSE;
	if ((team->work & TEAM_FETCH) && !start_fetchers(team, error))
		return FALSE;
	if ((team->work & TEAM_STAY) && !start_maintainer(team, error))
		return FALSE;
	return (team->work & TEAM_SEND) == 0 || start_mailer(team, error);
}

static gboolean start(struct team *team, const char *desk, GError **error)
{
	team->outside = home_open_settings(desk, error);
	if (team->outside == NULL || !home_audit(team->outside, error) ||
		!start_roles(team, error))
		return FALSE;
	fence_no_internet();
	team->home = home_open(desk, error);
	if (team->home == NULL)
		return FALSE;
	if (team->mailer >= 0)
		team->drain =
			drain_new(team->home, team->nursery, team->mailer);
	if (team->work & TEAM_STAY)
		watch_init(&team->watch, team->home);
	return TRUE;
}

static void end(struct team *team)
{
	drain_free(team->drain);
	watch_clear(&team->watch);
	for (guint i = 0; i < team->intakes->len; i++)
		intake_clear(&g_array_index(team->intakes, struct intake, i));
	if (team->mailer >= 0)
		close(team->mailer);
	if (team->maintainer >= 0)
		close(team->maintainer);
	for (guint i = 0; i < team->processes->len; i++) {
		pid_t process = g_array_index(team->processes, pid_t, i);

		kill(process, SIGTERM);
		waitpid(process, NULL, 0);
	}
	nursery_free(team->nursery);
	home_free(team->home);
	home_free(team->outside);
	g_array_unref(team->intakes);
	g_array_unref(team->processes);
}

/* --- working ------------------------------------------------------------ */

static gboolean fetchers_are_finished(const struct team *team)
{
	for (guint i = 0; i < team->intakes->len; i++)
		if (g_array_index(team->intakes, struct intake, i).fd >= 0)
			return FALSE;
	return TRUE;
}

static gboolean is_over(const struct team *team)
{
	if (stop_asked)
		return TRUE;
	if (team->work & TEAM_STAY)
		return FALSE;
	if (team->drain == NULL)
		return fetchers_are_finished(team);
	return !drain_is_waiting(team->drain) &&
	       (drain_is_idle(team->drain) || drain_is_elsewhere(team->drain) ||
		       drain_trouble(team->drain) != NULL);
}

/* Slots of poll(): mailer, nursery, branch, maintainer, then the fetchers. */
#define FIRST_FETCHER 4u

static guint fill_slots(const struct team *team, struct pollfd *slots)
{
	slots[0] = (struct pollfd){ .fd = team->mailer, .events = POLLIN };
	slots[1] = (struct pollfd){ .fd = nursery_fd(team->nursery),
		.events = POLLIN };
	slots[2] = (struct pollfd){ .fd = team->watch.fd, .events = POLLIN };
	slots[3] = (struct pollfd){ .fd = team->maintainer, .events = POLLIN };
	for (guint i = 0; i < team->intakes->len; i++)
		slots[i + FIRST_FETCHER] = (struct pollfd){
			.fd = g_array_index(team->intakes, struct intake, i).fd,
			.events = POLLIN,
		};
	return team->intakes->len + FIRST_FETCHER;
}

static gboolean has_work(const struct team *team)
{
	for (guint i = 0; i < team->intakes->len; i++)
		if (g_array_index(team->intakes, struct intake, i).is_whole)
			return TRUE;
	return FALSE;
}

static int wait_ms(const struct team *team, gint64 next)
{
	if (has_work(team))
		return 0;
	if (next < 0)
		return -1;
	gint64 left = next - g_get_monotonic_time();

	return left <= 0 ? 0 : (int)MIN((left + 999) / 1000, 60000);
}

static gboolean serve(
	struct team *team, const struct pollfd *slots, GError **error)
{
	if (slots[0].revents != 0 && !drain_result(team->drain, error))
		return FALSE;
	/* They say nothing of their own: they are gone. */
	if (slots[1].revents != 0 || slots[3].revents != 0) {
		g_set_error(error, POSTERN_FAULT, FAULT_IO, "the %s ended",
			slots[1].revents != 0 ? "parsers' nursery"
					      : "maintainer");
		return FALSE;
	}
	/* What others committed may be to be sent: the next round looks. */
	if (slots[2].revents != 0)
		watch_news(&team->watch);
	for (guint i = 0; i < team->intakes->len; i++) {
		struct intake *intake =
			&g_array_index(team->intakes, struct intake, i);

		if (slots[i + FIRST_FETCHER].revents != 0 &&
			!intake->is_whole && !intake_frame(intake, error))
			return FALSE;
		if (!intake_work(intake, team->home, team->nursery, error))
			return FALSE;
	}
	return TRUE;
}

/* Of two times the earlier; -1 is never. */
static gint64 sooner(gint64 one, gint64 other)
{
	if (one < 0 || other < 0)
		return MAX(one, other);
	return MIN(one, other);
}

static gboolean one_round(
	struct team *team, struct pollfd *slots, GError **error)
{
	gint64 next = -1, soon = -1, tick = -1;

	if (team->work & TEAM_STAY) {
		watch_step(&team->watch, team->home, &soon);
		clockwork_step(
			&team->clockwork, team->home, team->nursery, &tick);
	}
	if (team->drain != NULL && !drain_step(team->drain, &next, error))
		return FALSE;
	if (is_over(team))
		return TRUE;
	next = sooner(next, sooner(soon, tick));
	guint count = fill_slots(team, slots);

	if (poll(slots, count, wait_ms(team, next)) < 0) {
		if (errno == EINTR)
			return TRUE;
		g_set_error(error, POSTERN_FAULT, FAULT_IO, "poll: %s",
			g_strerror(errno));
		return FALSE;
	}
	return serve(team, slots, error);
}

/* What was handed over may be sent by now: its answer is worth a moment, else
 * that mail goes twice. */
static gboolean await_result(struct team *team, GError **error)
{
	gint64 end = g_get_monotonic_time() + LAST_ANSWER_MS * 1000;

	while (team->drain != NULL && drain_is_waiting(team->drain)) {
		struct pollfd mailer = { .fd = team->mailer, .events = POLLIN };
		gint64 left = (end - g_get_monotonic_time()) / 1000;

		if (left <= 0)
			return TRUE;
		if (poll(&mailer, 1, (int)left) > 0 &&
			!drain_result(team->drain, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean work(struct team *team, GError **error)
{
	g_autofree struct pollfd *slots =
		g_new0(struct pollfd, team->intakes->len + FIRST_FETCHER);

	do {
		if (!one_round(team, slots, error))
			return FALSE;
	} while (!is_over(team));
	if (!await_result(team, error))
		return FALSE;
	return team->drain == NULL || drain_settle(team->drain, error);
}

static void tell(const struct team *team, struct team_report *report)
{
	for (guint i = 0; i < team->intakes->len; i++) {
		struct intake *intake =
			&g_array_index(team->intakes, struct intake, i);

		report->taken += intake->taken;
		if (report->trouble == NULL && intake->trouble != NULL) {
			report->trouble = g_strdup(intake->trouble);
			report->trouble_code = intake->trouble_code;
		}
	}
	if (team->drain == NULL)
		return;
	report->sent = drain_sent(team->drain);
	report->is_elsewhere = drain_is_elsewhere(team->drain);
	if (report->trouble == NULL && drain_trouble(team->drain) != NULL) {
		report->trouble = g_strdup(drain_trouble(team->drain));
		report->trouble_code = FAULT_TEMPORARY;
	}
}

gboolean team_work(const char *desk, guint work_wanted,
	struct team_report *report, GError **error)
{
	struct team team = {
		.work = work_wanted,
		.intakes = g_array_new(FALSE, TRUE, sizeof(struct intake)),
		.processes = g_array_new(FALSE, FALSE, sizeof(pid_t)),
		.mailer = -1,
		.maintainer = -1,
		.watch.fd = -1,
	};

	*report = (struct team_report){ 0 };
	catch_signals();
	report->has_begun = start(&team, desk, error);
	gboolean is_fine = report->has_begun && work(&team, error);

	tell(&team, report);
	end(&team);
	return is_fine;
}
