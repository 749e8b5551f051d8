/* The branch behind repo.h: where it stands, and moving it.
 *
 * git's own way is kept: who makes refs/heads/main.lock moves the branch. But a
 * lock that its maker did not live to take away would bar everybody for ever,
 * so ours is a second name (hard link) of a file of ours: by the inode a later
 * start knows whose the lock is.
 */
#include "repo_inside.h"
#include "fault.h"
#include "file.h"
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* A branch is moved within milliseconds. */
#define STALE_SEC 600
#define WAIT_US G_USEC_PER_SEC
#define POLL_US 5000

static char *branch_folder(const struct repo *repo)
{
	return g_build_filename(repo->path, "refs", "heads", NULL);
}

static char *branch_file(const struct repo *repo)
{
	return g_build_filename(repo->path, REPO_BRANCH, NULL);
}

static char *lock_file(const struct repo *repo)
{
	return g_build_filename(repo->path, REPO_BRANCH ".lock", NULL);
}

static char *mine_file(const struct repo *repo)
{
	return g_build_filename(repo->path, "postern-main", NULL);
}

gboolean repo_head(struct repo *repo, struct oid *head, GError **error)
{
	git_oid oid;
	int code = git_reference_name_to_id(&oid, repo->git, REPO_BRANCH);

	memset(head, 0, sizeof *head);
	if (code == GIT_ENOTFOUND)
		return TRUE;
	if (code != 0)
		return repo_fault(REPO_BRANCH, error);
	memcpy(head->raw, oid.id, OID_BYTES);
	return TRUE;
}

static gboolean expect_head(
	struct repo *repo, const struct oid *from, GError **error)
{
	char want[OID_HEX + 1], have[OID_HEX + 1];
	struct oid head;

	if (!repo_head(repo, &head, error))
		return FALSE;
	if (oid_equal(&head, from))
		return TRUE;
	oid_hex(from, want);
	oid_hex(&head, have);
	g_set_error(error, POSTERN_FAULT, FAULT_CONFLICT,
		"%s is at %s, expected %s", REPO_BRANCH, have, want);
	return FALSE;
}

/* A push or a `git pack-refs` holds it for a moment. */
static gboolean take_lock(const char *mine, const char *lock, GError **error)
{
	gint64 deadline = g_get_monotonic_time() + WAIT_US;

	do {
		if (link(mine, lock) == 0)
			return TRUE;
		if (errno != EEXIST)
			return file_fault("cannot make", lock, error);
		g_usleep(POLL_US);
	} while (g_get_monotonic_time() < deadline);
	g_set_error(error, POSTERN_FAULT, FAULT_TEMPORARY,
		"%s is there: another git program moves the branch", lock);
	return FALSE;
}

/* With the lock in hand. */
static gboolean move_locked(struct repo *repo, const char *lock,
	const struct oid *from, GError **error)
{
	g_autofree char *branch = branch_file(repo);
	g_autofree char *folder = branch_folder(repo);

	if (!expect_head(repo, from, error) ||
		!file_rename(lock, branch, error)) {
		unlink(lock);
		return FALSE;
	}
	return file_sync_folder(folder, error);
}

gboolean repo_move(struct repo *repo, const struct oid *from,
	const struct oid *to, GError **error)
{
	g_autofree char *mine = mine_file(repo);
	g_autofree char *lock = lock_file(repo);
	char text[OID_HEX + 2];
	gboolean done;

	oid_hex(to, text);
	text[OID_HEX] = '\n';
	/* Another process of ours may have died since this one was opened. */
	if (!repo_sweep(repo, error) ||
		!file_write(mine, text, OID_HEX + 1, 0644, error))
		return FALSE;
	done = take_lock(mine, lock, error) &&
	       move_locked(repo, lock, from, error);
	unlink(mine);
	return done;
}

/* No process holds what it was too long ago to hold, or before the machine was
 * started. */
static gboolean is_stale(const char *path)
{
	struct timespec up = { .tv_sec = STALE_SEC };
	struct stat status;

	clock_gettime(CLOCK_BOOTTIME, &up);
	return lstat(path, &status) == 0 &&
	       g_get_real_time() / G_USEC_PER_SEC - status.st_mtime >
		       MIN(up.tv_sec, STALE_SEC);
}

/* A git that was killed within a push leaves its locks behind, which git itself
 * takes for ones that are held, for ever. */
static gboolean sweep_stale(struct repo *repo, GError **error)
{
	static const char *const names[] = { REPO_BRANCH ".lock", "HEAD.lock",
		"packed-refs.lock" };

	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *path =
			g_build_filename(repo->path, names[i], NULL);

		if (is_stale(path) && !file_remove(path, error))
			return FALSE;
	}
	return TRUE;
}

/* A link of ours is as old as its file, so it is looked for by inode. */
static gboolean sweep_ours(struct repo *repo, GError **error)
{
	g_autofree char *mine = mine_file(repo);
	g_autofree char *lock = lock_file(repo);
	struct stat my_stat, lock_stat;

	if (stat(mine, &my_stat) != 0)
		return TRUE;
	if (stat(lock, &lock_stat) == 0 && my_stat.st_ino == lock_stat.st_ino &&
		my_stat.st_dev == lock_stat.st_dev && !file_remove(lock, error))
		return FALSE;
	return file_remove(mine, error);
}

gboolean repo_sweep(struct repo *repo, GError **error)
{
	return sweep_ours(repo, error) && sweep_stale(repo, error);
}
