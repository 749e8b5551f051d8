#include "watch.h"
#include "clock.h"
#include "fault.h"
#include "log.h"

#include <errno.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

/* Longer than others hold the lock as a rule; it holds up the desk, too. */
#define LOCK_MS 2000
/* Where the kernel watches nothing for us, or somebody holds the lock. */
#define LOOK_USEC (5 * G_USEC_PER_SEC)

static int watch_branch(const struct home *home)
{
	g_autofree char *heads = home_path(home, "desk.git/refs/heads");
	int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);

	/* git and we alike write main.lock and rename it. */
	if (fd >= 0 && inotify_add_watch(fd, heads, IN_MOVED_TO) >= 0)
		return fd;
	log_event(LOG_LEVEL_WARNING, "branch-not-watched", "why",
		g_strerror(errno), NULL);
	if (fd >= 0)
		close(fd);
	return -1;
}

void watch_init(struct watch *watch, const struct home *home)
{
	*watch = (struct watch){ .fd = watch_branch(home) };
}

void watch_clear(struct watch *watch)
{
	if (watch->fd >= 0)
		close(watch->fd);
	*watch = (struct watch){ .fd = -1 };
}

void watch_news(struct watch *watch)
{
	char events[4096];

	while (read(watch->fd, events, sizeof events) > 0)
		;
	watch->moved = TRUE;
}

/* Whoever moves the branch lets the lock go when the index has followed: a
 * batch of nothing waits for that, and adopts a push. */
static gboolean take_over(struct home *home, GError **error)
{
	struct clock clock = clock_system();
	gboolean rules_moved = FALSE;
	struct batch *batch = store_begin(
		home->store, LOCK_MS, clock_now(&clock), &rules_moved, error);

	if (batch == NULL)
		return FALSE;
	if (rules_moved && !home_reload(home, batch, error)) {
		batch_abort(batch);
		return FALSE;
	}
	return batch_commit(batch, error);
}

void watch_step(struct watch *watch, struct home *home, gint64 *next)
{
	g_autoptr(GError) why = NULL;

	*next = -1;
	if (!watch->moved && watch->fd >= 0)
		return;
	watch->moved = !take_over(home, &why);
	if (watch->moved || watch->fd < 0)
		*next = g_get_monotonic_time() + LOOK_USEC;
	if (watch->moved &&
		!g_error_matches(why, POSTERN_FAULT, FAULT_TEMPORARY) &&
		!g_error_matches(why, POSTERN_FAULT, FAULT_CONFLICT))
		log_event(LOG_LEVEL_WARNING, "not-taken-over", "why",
			why->message, NULL);
}
