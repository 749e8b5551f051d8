/* Any bytes are an mbox: its mails follow each other and lie within it. */
#include "archive.h"
#include "fuzz.h"
#include <sys/mman.h>
#include <unistd.h>

static void list_file(const char *path, gsize size)
{
	g_autoptr(GPtrArray) mails =
		g_ptr_array_new_with_free_func((GDestroyNotify)archived_free);
	gsize behind = 0;

	if (!archive_list(path, mails, NULL))
		return;
	for (guint i = 0; i < mails->len; i++) {
		const struct archived *mail = mails->pdata[i];
		g_autoptr(GBytes) raw = archive_read(mail, NULL);

		g_assert(mail->offset >= behind && mail->length <= size &&
			 mail->offset <= size - mail->length);
		g_assert(raw != NULL);
		behind = mail->offset + mail->length;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int fd = memfd_create("archive", MFD_CLOEXEC);
	g_autofree char *path = g_strdup_printf("/proc/self/fd/%d", fd);

	if (fd < 0)
		return 0;
	if (write(fd, data, size) == (ssize_t)size)
		list_file(path, size);
	close(fd);
	return 0;
}
