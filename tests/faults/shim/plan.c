#include "shim.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static struct plan *plan;
static _Thread_local bool is_torn;

/* Before main, hence before any role and its fence. */
__attribute__((constructor)) static void map_plan(void)
{
	const char *name = getenv("FAULTS_PLAN");
	struct stat status;
	void *map;
	int fd;

	if (!name || (fd = open(name, O_RDWR | O_CLOEXEC)) < 0)
		return;
	if (fstat(fd, &status) == 0) {
		map = mmap(NULL, (size_t)status.st_size, PROT_READ | PROT_WRITE,
			MAP_SHARED, fd, 0);
		if (map != MAP_FAILED)
			plan = map;
	}
	close(fd);
}

int64_t clock_ahead(void)
{
	return plan ? plan->clock_sec : 0;
}

/* --- striking ------------------------------------------------------------- */

static bool takes_space(enum call call)
{
	static const enum call calls[] = { CALL_OPEN, CALL_WRITE, CALL_TRUNCATE,
		CALL_RESERVE, CALL_SYNC, CALL_RENAME, CALL_LINK, CALL_MKDIR };

	for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
		if (calls[i] == call)
			return true;
	return false;
}

/* Only what a machine does: no unlink fails for want of space. */
static bool can_fail(enum call call, int number)
{
	bool is_net = call == CALL_SEND || call == CALL_RECEIVE;

	switch (number) {
	case ENOSPC:
	case EDQUOT:
		return takes_space(call);
	case EINTR:
		return call == CALL_WRITE || is_net;
	case ECONNRESET:
		return is_net;
	default:
		return !is_net;
	}
}

static bool can_strike(enum call call)
{
	switch ((enum action)plan->action) {
	case ACTION_ERROR:
		return can_fail(call, (int)plan->number);
	case ACTION_TEAR:
	case ACTION_SHORT:
		return call == CALL_WRITE || call == CALL_SEND;
	case ACTION_NONE:
		return false;
	case ACTION_KILL:
	case ACTION_KILL_ALL:
	case ACTION_RUN:
		break;
	}
	return true;
}

static void note(const struct touch *touch)
{
	if (atomic_fetch_add(&plan->struck, 1) == 0)
		snprintf(plan->what, sizeof plan->what, "call %d on %s%s%s",
			touch->call, touch->path, touch->to ? " to " : "",
			touch->to ? touch->to : "");
}

static void die(bool with_all)
{
	kill(with_all ? 0 : getpid(), SIGKILL);
	for (;;)
		pause();
}

/* As somebody else would, at this very moment; without the shim. */
static void run_command(void)
{
	char shell[] = "sh", option[] = "-c";
	char text[] = "unset LD_PRELOAD; eval $FAULTS_COMMAND";
	char *words[] = { shell, option, text, NULL };
	pid_t process;
	int status;

	if (posix_spawn(&process, "/bin/sh", NULL, NULL, words, environ) != 0)
		abort();
	while (waitpid(process, &status, 0) < 0 && errno == EINTR)
		;
	if (status != 0)
		abort(); /* what was not run has shown nothing */
}

/* Less than asked for, but something: nothing written is no short write. */
static bool shorten(size_t *length)
{
	if (!length || *length < 2)
		return false;
	*length /= 2;
	return true;
}

static bool act(const struct touch *touch, size_t *length)
{
	bool is_tear = plan->action == ACTION_TEAR;

	if (is_tear || plan->action == ACTION_SHORT) {
		if (!shorten(length))
			return true;
		note(touch);
		is_torn = is_tear;
		return true;
	}
	note(touch);
	if (plan->action == ACTION_RUN) {
		run_command();
		return true;
	}
	if (plan->action == ACTION_KILL || plan->action == ACTION_KILL_ALL)
		die(plan->action == ACTION_KILL_ALL);
	errno = (int)plan->number;
	return false;
}

/* Kind 0 stands for every kind. */
bool strike(const struct touch *touch, size_t *length)
{
	unsigned seen;

	if (!plan || plan->action == ACTION_NONE ||
		(plan->kind != KIND_NONE && plan->kind != touch->kind))
		return true;
	seen = atomic_fetch_add(&plan->seen, 1) + 1;
	if (plan->is_sticky ? seen < plan->nth : seen != plan->nth)
		return true;
	return !can_strike(touch->call) || act(touch, length);
}

void after_strike(void)
{
	if (is_torn)
		die(true);
}

/* --- the journal ---------------------------------------------------------- */

void journal_begin(void)
{
	if (!plan || !plan->is_journaled)
		return;
	while (atomic_exchange(&plan->lock, 1))
		usleep(50);
}

void journal_end(void)
{
	int number = errno;

	if (plan && plan->is_journaled)
		atomic_store(&plan->lock, 0);
	errno = number;
}

static char *put(char *at, const void *bytes, size_t length)
{
	if (length)
		memcpy(at, bytes, length);
	return at + length;
}

void journal_add(const struct touch *touch, uint64_t object, uint64_t offset,
	const void *data, size_t length)
{
	struct entry entry = {
		.call = (uint16_t)touch->call,
		.kind = (uint16_t)touch->kind,
		.object = object,
		.offset = offset,
		.path = (uint32_t)strlen(touch->path),
		.to = touch->to ? (uint32_t)strlen(touch->to) : 0,
		.data = data ? (uint32_t)length : 0,
	};
	size_t size =
		(sizeof entry + entry.path + entry.to + entry.data + 7) & ~7ul;
	unsigned long long start;
	char *at;

	if (!plan || !plan->is_journaled)
		return;
	entry.size = (uint32_t)size;
	start = atomic_load(&plan->journal_end);
	if (start + size > plan->size)
		abort(); /* a journal with a hole would prove nothing */
	at = put((char *)plan + start, &entry, sizeof entry);
	at = put(at, touch->path, entry.path);
	at = put(at, touch->to, entry.to);
	put(at, data, entry.data);
	atomic_store(&plan->journal_end, start + size);
}
