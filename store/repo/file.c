#include "file.h"
#include "fault.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

gboolean file_fault(const char *what, const char *path, GError **error)
{
	int number = errno;

	g_set_error(error, POSTERN_FAULT, FAULT_IO, "%s %s: %s", what, path,
		g_strerror(number));
	return FALSE;
}

static gboolean write_all(int fd, const guint8 *data, gsize length)
{
	while (length) {
		gssize written = write(fd, data, length);

		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			return FALSE;
		data += written;
		length -= (gsize)written;
	}
	return TRUE;
}

gboolean file_write(const char *path, const void *data, gsize length, int mode,
	GError **error)
{
	int fd;
	gboolean done;

	/* What is there may be read-only, as packs are. */
	if (!file_remove(path, error))
		return FALSE;
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
	if (fd < 0)
		return file_fault("cannot make", path, error);
	done = write_all(fd, data, length) && fsync(fd) == 0;
	if (!done)
		file_fault("cannot write", path, error);
	if (close(fd) != 0 && done)
		done = file_fault("cannot write", path, error);
	if (!done)
		unlink(path);
	return done;
}

gboolean file_rename(const char *from, const char *to, GError **error)
{
	if (rename(from, to) != 0)
		return file_fault("cannot rename to", to, error);
	return TRUE;
}

gboolean file_sync_folder(const char *path, GError **error)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	gboolean done;

	if (fd < 0)
		return file_fault("cannot open", path, error);
	done = fsync(fd) == 0 || file_fault("cannot sync", path, error);
	close(fd);
	return done;
}

gboolean file_remove(const char *path, GError **error)
{
	if (unlink(path) != 0 && errno != ENOENT)
		return file_fault("cannot remove", path, error);
	return TRUE;
}
