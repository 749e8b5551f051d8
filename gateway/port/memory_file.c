#include "memory_file.h"
#include "fault.h"
#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

static gboolean fill(int file, GBytes *bytes)
{
	gsize length;
	const char *at = g_bytes_get_data(bytes, &length);

	while (length > 0) {
		ssize_t wrote = write(file, at, length);

		if (wrote < 0 && errno == EINTR)
			continue;
		if (wrote < 0)
			return FALSE;
		at += wrote;
		length -= (gsize)wrote;
	}
	return lseek(file, 0, SEEK_SET) == 0;
}

int memory_file(const char *name, GBytes *bytes, GError **error)
{
	int file = memfd_create(name, MFD_CLOEXEC);

	if (file >= 0 && (!bytes || fill(file, bytes)))
		return file;
	g_set_error(error, POSTERN_FAULT, FAULT_IO,
		"cannot make a file in memory: %s", g_strerror(errno));
	if (file >= 0)
		close(file);
	return -1;
}
