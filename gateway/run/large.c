#include "large.h"
#include "fault.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

struct large {
	int file;
};

static char *folder_here;

void large_set_folder(const char *folder)
{
	g_free(folder_here);
	folder_here = g_strdup(folder);
}

const char *large_folder(void)
{
	return folder_here;
}

static gboolean io_fault(const char *what, GError **error)
{
	g_set_error(error, POSTERN_FAULT, FAULT_IO, "%s: %s", what,
		g_strerror(errno));
	return FALSE;
}

/* Not every file system knows files that never had a name. */
static int file_without_name(const char *folder)
{
	int file = open(folder, O_RDWR | O_TMPFILE | O_CLOEXEC, 0600);

	if (file >= 0)
		return file;
	g_autofree char *path = g_build_filename(folder, "large-XXXXXX", NULL);

	file = g_mkstemp_full(path, O_RDWR | O_CLOEXEC, 0600);
	if (file >= 0)
		unlink(path);
	return file;
}

struct large *large_new(const char *folder, GError **error)
{
	int file = file_without_name(folder);

	if (file < 0) {
		io_fault(folder, error);
		return NULL;
	}
	struct large *large = g_new0(struct large, 1);

	large->file = file;
	return large;
}

void large_free(struct large *large)
{
	if (large == NULL)
		return;
	close(large->file);
	g_free(large);
}

gboolean large_add(
	struct large *large, const void *data, gsize length, GError **error)
{
	const guint8 *at = data;

	while (length > 0) {
		ssize_t wrote = write(large->file, at, length);

		if (wrote < 0 && errno == EINTR)
			continue;
		if (wrote < 0)
			return io_fault("a large mail", error);
		at += wrote;
		length -= (gsize)wrote;
	}
	return TRUE;
}

GBytes *large_bytes(const struct large *large, GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(GMappedFile) map =
		g_mapped_file_new_from_fd(large->file, FALSE, &why);

	if (map != NULL)
		return g_mapped_file_get_bytes(map);
	g_set_error(error, POSTERN_FAULT, FAULT_IO, "a large mail: %s",
		why->message);
	return NULL;
}
