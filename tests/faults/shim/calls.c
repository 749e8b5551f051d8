/* The calls themselves, each under every name that libc gives it. */
#include "shim.h"
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

/* libc's own, looked for once. */
#define REAL(name)                     \
	static __typeof__(&name) real; \
	if (!real)                     \
	*(void **)&real = dlsym(RTLD_NEXT, #name)

static uint64_t inode_of(int fd)
{
	struct stat status;

	return fstat(fd, &status) == 0 ? (uint64_t)status.st_ino : 0;
}

/* --- opening -------------------------------------------------------------- */

static void remember(int fd, const char *name, const struct touch *made)
{
	struct stat status;

	if (fstat(fd, &status) != 0)
		return;
	name_remember(fd, name, S_ISDIR(status.st_mode));
	if (made)
		journal_add(made, (uint64_t)status.st_ino, 0, NULL, 0);
}

static int open_real(int folder, const char *path, int flags, mode_t mode)
{
	REAL(openat);
	return real(folder, path, flags, mode);
}

/* Made anew, or emptied. Asked for only where the program may. */
static bool changes_names(int folder, const char *path, int flags)
{
	if ((flags & O_TRUNC) != 0)
		return true;
	return (flags & O_CREAT) != 0 && faccessat(folder, path, F_OK, 0) != 0;
}

static int open_any(int folder, const char *path, int flags, mode_t mode)
{
	char buffer[NAME_BYTES];
	const char *name;
	struct touch touch = { .call = CALL_OPEN };
	int fd;

	/* What a relative name stands for costs calls that a fence forbids;
	 * behind such a one nothing is opened. */
	if (path[0] != '/' && folder == AT_FDCWD && (flags & O_ACCMODE) == 0 &&
		(flags & O_DIRECTORY) == 0)
		return open_real(folder, path, flags, mode);
	name = name_of(folder, path, buffer);
	if (!name)
		return open_real(folder, path, flags, mode);
	touch.path = name;
	touch.kind = name_kind(CALL_OPEN, name);
	journal_begin();
	bool is_change = changes_names(folder, path, flags);

	fd = is_change && !strike(&touch, NULL)
		     ? -1
		     : open_real(folder, path, flags, mode);
	if (fd >= 0)
		remember(fd, name, is_change ? &touch : NULL);
	journal_end();
	return fd;
}

static mode_t mode_of(int flags, va_list more)
{
	return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(more, mode_t) : 0;
}

#define OPEN(name)                                            \
	int name(const char *path, int flags, ...);           \
	int name(const char *path, int flags, ...)            \
	{                                                     \
		va_list more;                                 \
		va_start(more, flags);                        \
		mode_t mode = mode_of(flags, more);           \
		va_end(more);                                 \
		return open_any(AT_FDCWD, path, flags, mode); \
	}
#define OPENAT(name)                                            \
	int name(int folder, const char *path, int flags, ...); \
	int name(int folder, const char *path, int flags, ...)  \
	{                                                       \
		va_list more;                                   \
		va_start(more, flags);                          \
		mode_t mode = mode_of(flags, more);             \
		va_end(more);                                   \
		return open_any(folder, path, flags, mode);     \
	}
OPEN(open)
OPEN(open64)
OPENAT(openat)
OPENAT(openat64)

int __open_2(const char *path, int flags);
int __open_2(const char *path, int flags)
{
	return open_any(AT_FDCWD, path, flags, 0);
}

int __open64_2(const char *path, int flags);
int __open64_2(const char *path, int flags)
{
	return open_any(AT_FDCWD, path, flags, 0);
}

int __openat_2(int folder, const char *path, int flags);
int __openat_2(int folder, const char *path, int flags)
{
	return open_any(folder, path, flags, 0);
}

int creat(const char *path, mode_t mode)
{
	return open_any(AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, mode);
}

/* --- closing -------------------------------------------------------------- */

int close(int fd)
{
	REAL(close);
	name_forget(fd);
	return real(fd);
}

int fclose(FILE *file)
{
	REAL(fclose);
	name_forget(fileno(file));
	return real(file);
}

int closedir(DIR *folder)
{
	REAL(closedir);
	name_forget(dirfd(folder));
	return real(folder);
}

int close_range(unsigned first, unsigned last, int flags)
{
	REAL(close_range);
	name_forget_range(first, last);
	return real(first, last, flags);
}

int dup(int fd)
{
	REAL(dup);
	int copy = real(fd);

	name_copy(fd, copy);
	return copy;
}

int dup2(int from, int to)
{
	REAL(dup2);
	int copy = real(from, to);

	if (copy >= 0 && from != to)
		name_copy(from, copy);
	return copy;
}

/* --- writing -------------------------------------------------------------- */

/* Where the bytes will land. */
static uint64_t place_of(int fd)
{
	int flags = fcntl(fd, F_GETFL);
	struct stat status;

	if ((flags & O_APPEND) != 0 && fstat(fd, &status) == 0)
		return (uint64_t)status.st_size;
	return (uint64_t)lseek(fd, 0, SEEK_CUR);
}

static ssize_t write_real(int fd, const void *data, size_t length)
{
	REAL(write);
	return real(fd, data, length);
}

static ssize_t pwrite_real(
	int fd, const void *data, size_t length, off_t offset)
{
	REAL(pwrite);
	return real(fd, data, length, offset);
}

/* offset -1: where the file stands. */
static ssize_t write_at(int fd, const void *data, size_t length, off_t offset)
{
	struct touch touch = { .call = CALL_WRITE, .path = name_of_fd(fd) };
	ssize_t done = -1;

	touch.kind = name_kind(CALL_WRITE, touch.path);
	journal_begin();
	if (strike(&touch, &length)) {
		uint64_t place = offset < 0 ? place_of(fd) : (uint64_t)offset;

		done = offset < 0 ? write_real(fd, data, length)
				  : pwrite_real(fd, data, length, offset);
		after_strike();
		if (done > 0)
			journal_add(&touch, inode_of(fd), place, data,
				(size_t)done);
	}
	journal_end();
	return done;
}

ssize_t write(int fd, const void *data, size_t length)
{
	return name_of_fd(fd) ? write_at(fd, data, length, -1)
			      : write_real(fd, data, length);
}

ssize_t pwrite(int fd, const void *data, size_t length, off_t offset)
{
	return name_of_fd(fd) ? write_at(fd, data, length, offset)
			      : pwrite_real(fd, data, length, offset);
}

ssize_t pwrite64(int fd, const void *data, size_t length, off64_t offset)
{
	return pwrite(fd, data, length, offset);
}

/* The first piece is what a short write of several may be. */
ssize_t writev(int fd, const struct iovec *pieces, int count)
{
	REAL(writev);
	if (!name_of_fd(fd) || count < 1)
		return real(fd, pieces, count);
	return write(fd, pieces[0].iov_base, pieces[0].iov_len);
}

static bool may_change_size(int fd, enum call call, struct touch *touch)
{
	touch->call = call;
	touch->path = name_of_fd(fd);
	touch->kind = touch->path ? name_kind(call, touch->path) : KIND_NONE;
	return !touch->path || strike(touch, NULL);
}

static void journal_size(int fd, const struct touch *touch)
{
	struct touch change = *touch;
	struct stat status;

	change.call = CALL_TRUNCATE;
	if (touch->path && fstat(fd, &status) == 0)
		journal_add(&change, (uint64_t)status.st_ino,
			(uint64_t)status.st_size, NULL, 0);
}

int ftruncate(int fd, off_t length)
{
	REAL(ftruncate);
	struct touch touch;
	int done = -1;

	journal_begin();
	if (may_change_size(fd, CALL_TRUNCATE, &touch))
		done = real(fd, length);
	if (done == 0)
		journal_size(fd, &touch);
	journal_end();
	return done;
}

int ftruncate64(int fd, off64_t length)
{
	return ftruncate(fd, length);
}

int fallocate(int fd, int mode, off_t offset, off_t length)
{
	REAL(fallocate);
	struct touch touch;
	int done = -1;

	journal_begin();
	if (may_change_size(fd, CALL_RESERVE, &touch))
		done = real(fd, mode, offset, length);
	if (done == 0)
		journal_size(fd, &touch);
	journal_end();
	return done;
}

int fallocate64(int fd, int mode, off64_t offset, off64_t length)
{
	return fallocate(fd, mode, offset, length);
}

int posix_fallocate(int fd, off_t offset, off_t length)
{
	return fallocate(fd, 0, offset, length) == 0 ? 0 : errno;
}

int posix_fallocate64(int fd, off64_t offset, off64_t length)
{
	return posix_fallocate(fd, offset, length);
}

/* --- making durable ------------------------------------------------------- */

static int sync_any(int fd, int (*real)(int))
{
	struct touch touch = { .call = CALL_SYNC, .path = name_of_fd(fd) };
	bool is_folder = name_is_folder(fd);
	int done = -1;

	if (!touch.path)
		return real(fd);
	touch.kind =
		is_folder ? KIND_DIRECTORY : name_kind(CALL_SYNC, touch.path);
	journal_begin();
	if (strike(&touch, NULL))
		done = real(fd);
	if (done == 0)
		journal_add(&touch, is_folder ? 0 : inode_of(fd), 0, NULL, 0);
	journal_end();
	return done;
}

int fsync(int fd)
{
	REAL(fsync);
	return sync_any(fd, real);
}

int fdatasync(int fd)
{
	REAL(fdatasync);
	return sync_any(fd, real);
}

/* --- names ---------------------------------------------------------------- */

/* Both ends of a rename or a link; NULL path: none is within the root. */
struct two_names {
	char from[NAME_BYTES], to[NAME_BYTES];
	struct touch touch;
};

static bool name_two(struct two_names *names, enum call call, int from_folder,
	const char *from, int to_folder, const char *to)
{
	names->touch.call = call;
	names->touch.path = name_of(from_folder, from, names->from);
	names->touch.to = name_of(to_folder, to, names->to);
	if (!names->touch.path || !names->touch.to)
		return false;
	names->touch.kind = name_kind(call, names->touch.to);
	return true;
}

static int rename_any(int from_folder, const char *from, int to_folder,
	const char *to, unsigned flags)
{
	REAL(renameat2);
	struct two_names names;
	int done = -1;

	if (!name_two(&names, CALL_RENAME, from_folder, from, to_folder, to))
		return real(from_folder, from, to_folder, to, flags);
	journal_begin();
	if (strike(&names.touch, NULL))
		done = real(from_folder, from, to_folder, to, flags);
	if (done == 0)
		journal_add(&names.touch, 0, 0, NULL, 0);
	journal_end();
	return done;
}

int rename(const char *from, const char *to)
{
	return rename_any(AT_FDCWD, from, AT_FDCWD, to, 0);
}

int renameat(int from_folder, const char *from, int to_folder, const char *to)
{
	return rename_any(from_folder, from, to_folder, to, 0);
}

int renameat2(int from_folder, const char *from, int to_folder, const char *to,
	unsigned flags)
{
	return rename_any(from_folder, from, to_folder, to, flags);
}

int linkat(int from_folder, const char *from, int to_folder, const char *to,
	int flags)
{
	REAL(linkat);
	struct two_names names;
	int done = -1;

	if (!name_two(&names, CALL_LINK, from_folder, from, to_folder, to))
		return real(from_folder, from, to_folder, to, flags);
	journal_begin();
	if (strike(&names.touch, NULL))
		done = real(from_folder, from, to_folder, to, flags);
	if (done == 0)
		journal_add(&names.touch, 0, 0, NULL, 0);
	journal_end();
	return done;
}

int link(const char *from, const char *to)
{
	return linkat(AT_FDCWD, from, AT_FDCWD, to, 0);
}

/* A call about one name, made by real. */
static int change_name(const struct touch *touch, int folder, const char *path,
	int (*real)(int folder, const char *path, unsigned more), unsigned more)
{
	int done = -1;

	journal_begin();
	if (strike(touch, NULL))
		done = real(folder, path, more);
	if (done == 0)
		journal_add(touch, 0, 0, NULL, 0);
	journal_end();
	return done;
}

static int unlink_real(int folder, const char *path, unsigned flags)
{
	REAL(unlinkat);
	return real(folder, path, (int)flags);
}

int unlinkat(int folder, const char *path, int flags)
{
	char buffer[NAME_BYTES];
	struct touch touch = {
		.call = flags & AT_REMOVEDIR ? CALL_RMDIR : CALL_UNLINK,
		.path = name_of(folder, path, buffer),
	};

	/* Nothing is changed where nothing is. */
	if (!touch.path ||
		faccessat(folder, path, F_OK, AT_SYMLINK_NOFOLLOW) != 0)
		return unlink_real(folder, path, (unsigned)flags);
	touch.kind = name_kind(touch.call, touch.path);
	return change_name(&touch, folder, path, unlink_real, (unsigned)flags);
}

int unlink(const char *path)
{
	return unlinkat(AT_FDCWD, path, 0);
}

int rmdir(const char *path)
{
	return unlinkat(AT_FDCWD, path, AT_REMOVEDIR);
}

int remove(const char *path)
{
	struct stat status;
	bool is_folder = lstat(path, &status) == 0 && S_ISDIR(status.st_mode);

	return unlinkat(AT_FDCWD, path, is_folder ? AT_REMOVEDIR : 0);
}

static int mkdir_real(int folder, const char *path, unsigned mode)
{
	REAL(mkdirat);
	return real(folder, path, (mode_t)mode);
}

int mkdirat(int folder, const char *path, mode_t mode)
{
	char buffer[NAME_BYTES];
	struct touch touch = {
		.call = CALL_MKDIR,
		.kind = KIND_DIRECTORY,
		.path = name_of(folder, path, buffer),
	};

	if (!touch.path || faccessat(folder, path, F_OK, 0) == 0)
		return mkdir_real(folder, path, mode);
	return change_name(&touch, folder, path, mkdir_real, mode);
}

int mkdir(const char *path, mode_t mode)
{
	return mkdirat(AT_FDCWD, path, mode);
}

/* --- sockets -------------------------------------------------------------- */

static bool strike_net(enum call call, int fd, const void *data, size_t *length)
{
	struct touch touch = { .call = call, .path = "IMAP" };

	touch.kind = net_kind(call, fd, data, *length);
	if (touch.kind == KIND_NONE)
		return true;
	if (!strike(&touch, length))
		return false;
	journal_begin();
	journal_add(&touch, 0, 0, NULL, 0);
	journal_end();
	return true;
}

ssize_t send(int fd, const void *data, size_t length, int flags)
{
	REAL(send);
	if (!strike_net(CALL_SEND, fd, data, &length))
		return -1;
	ssize_t done = real(fd, data, length, flags);

	after_strike();
	return done;
}

ssize_t recv(int fd, void *data, size_t length, int flags)
{
	REAL(recv);
	return strike_net(CALL_RECEIVE, fd, NULL, &length)
		       ? real(fd, data, length, flags)
		       : -1;
}

/* How recv() is called where buffers are checked. */
ssize_t __recv_chk(int fd, void *data, size_t length, size_t room, int flags);
ssize_t __recv_chk(int fd, void *data, size_t length, size_t room, int flags)
{
	return recv(fd, data, length < room ? length : room, flags);
}

/* --- time ----------------------------------------------------------------- */

int clock_gettime(clockid_t clock, struct timespec *out)
{
	REAL(clock_gettime);
	int done = real(clock, out);

	if (done == 0 && clock == CLOCK_REALTIME)
		out->tv_sec += clock_ahead();
	return done;
}

int gettimeofday(struct timeval *restrict out, void *restrict zone)
{
	REAL(gettimeofday);
	int done = real(out, zone);

	if (done == 0)
		out->tv_sec += clock_ahead();
	return done;
}

time_t time(time_t *out)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	if (out)
		*out = now.tv_sec;
	return now.tv_sec;
}
