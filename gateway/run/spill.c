#include "spill.h"
#include "fault.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define FIRST_BYTES ((gsize)16 << 10)

struct spill {
	gsize width, count;
	guint8 *bytes;
	gsize room; /* bytes that are mapped */
	int fd;
};

static gboolean io_fault(const char *what, GError **error)
{
	g_set_error(error, POSTERN_FAULT, FAULT_IO, "scratch file: %s: %s",
		what, g_strerror(errno));
	return FALSE;
}

/* Room on the disk is taken at once: a full one is told here, and not by a
 * signal later. */
static gboolean set_room(struct spill *spill, gsize room, GError **error)
{
	void *bytes;
	int code = posix_fallocate(spill->fd, 0, (off_t)room);

	if (code != 0) {
		errno = code;
		return io_fault("cannot grow", error);
	}
	bytes = spill->bytes ? mremap(spill->bytes, spill->room, room,
				       MREMAP_MAYMOVE)
			     : mmap(NULL, room, PROT_READ | PROT_WRITE,
				       MAP_SHARED, spill->fd, 0);
	if (bytes == MAP_FAILED)
		return io_fault("cannot map", error);
	spill->bytes = bytes;
	spill->room = room;
	return TRUE;
}

struct spill *spill_new(const char *folder, gsize width, GError **error)
{
	AUTO(spill) spill = g_new0(struct spill, 1);
	g_autofree char *path =
		g_build_filename(folder, "scratch-XXXXXX", NULL);

	spill->width = width;
	spill->fd = g_mkstemp_full(path, O_RDWR | O_CLOEXEC, 0600);
	if (spill->fd < 0) {
		io_fault(path, error);
		return NULL;
	}
	unlink(path);
	if (!set_room(spill, FIRST_BYTES, error))
		return NULL;
	return g_steal_pointer(&spill);
}

void spill_free(struct spill *spill)
{
	if (spill == NULL)
		return;
	if (spill->bytes != NULL)
		munmap(spill->bytes, spill->room);
	if (spill->fd >= 0)
		close(spill->fd);
	g_free(spill);
}

gsize spill_count(const struct spill *spill)
{
	return spill->count;
}

gboolean spill_add(
	struct spill *spill, gconstpointer data, gsize count, GError **error)
{
	gsize total, needed, room = spill->room;

	if (!g_size_checked_add(&total, spill->count, count) ||
		!g_size_checked_mul(&needed, total, spill->width) ||
		needed > G_MAXSSIZE / 2) {
		g_set_error(error, POSTERN_FAULT, FAULT_LIMIT,
			"scratch file: too many entries");
		return FALSE;
	}
	while (room < needed)
		room *= 2;
	if (room > spill->room && !set_room(spill, room, error))
		return FALSE;
	if (data != NULL)
		memcpy(spill_at(spill, spill->count), data,
			count * spill->width);
	spill->count = total;
	return TRUE;
}

gpointer spill_at(const struct spill *spill, gsize at)
{
	return spill->bytes + at * spill->width;
}

/* --- sorting -------------------------------------------------------------- */

static void swap(const struct spill *spill, gsize a, gsize b)
{
	guint8 *left = spill_at(spill, a), *right = spill_at(spill, b);

	for (gsize i = 0; i < spill->width; i++) {
		guint8 byte = left[i];

		left[i] = right[i];
		right[i] = byte;
	}
}

/* Lets what stands at top sink to where it belongs among the first count. */
static void sink(const struct spill *spill, gsize top, gsize count,
	GCompareDataFunc compare, gpointer data)
{
	for (gsize child; (child = 2 * top + 1) < count; top = child) {
		if (child + 1 < count &&
			compare(spill_at(spill, child),
				spill_at(spill, child + 1), data) < 0)
			child++;
		if (compare(spill_at(spill, top), spill_at(spill, child),
			    data) >= 0)
			return;
		swap(spill, top, child);
	}
}

/* A heap: the sorts of libraries take as much memory again. */
void spill_sort(struct spill *spill, GCompareDataFunc compare, gpointer data)
{
	for (gsize top = spill->count / 2; top-- > 0;)
		sink(spill, top, spill->count, compare, data);
	for (gsize end = spill->count; end-- > 1;) {
		swap(spill, 0, end);
		sink(spill, 0, end, compare, data);
	}
}
