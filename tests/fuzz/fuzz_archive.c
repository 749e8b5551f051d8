/* Any bytes are an mbox: its mails follow each other and lie within it. */
#include "archive.h"
#include "fuzz.h"
#include <sys/mman.h>
#include <unistd.h>

static void list_file(const char *path, gsize size, enum mbox_kind kind)
{
	AUTO(archive) mails = archive_new("/dev/shm", kind, NULL);
	gsize behind = 0;

	if (!mails || !archive_add(mails, path, NULL))
		return;
	for (guint i = 0; i < archive_count(mails); i++) {
		const struct archived mail = archive_get(mails, i);
		g_autoptr(GBytes) raw = archive_read(mails, i, NULL);

		g_assert(mail.offset >= behind && mail.length <= size &&
			 mail.offset <= size - mail.length);
		g_assert(raw != NULL && g_bytes_get_size(raw) <= mail.length);
		behind = mail.offset + mail.length;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int fd = memfd_create("archive", MFD_CLOEXEC);
	g_autofree char *path = g_strdup_printf("/proc/self/fd/%d", fd);

	if (fd < 0)
		return 0;
	if (write(fd, data, size) == (ssize_t)size)
		list_file(path, size, (enum mbox_kind)(size % MBOX_KIND_COUNT));
	close(fd);
	return 0;
}
