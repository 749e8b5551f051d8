#include "channel.h"
#include "fault.h"

#include <errno.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

struct frame_head {
	guint32 type;
	guint32 length;
};

static const char *const FRAME_FORMATS[FRAME_TYPE_COUNT] = {
	[FRAME_MAIL] = "(sxbtay)",
	[FRAME_BATCH] = "()",
	[FRAME_TROUBLE] = "(us)",
	[FRAME_FINISHED] = "()",
	[FRAME_DONE] = "(as)",
	[FRAME_AGAIN] = "()",
	[FRAME_PARSE] = "(ay)",
	[FRAME_PARSED] = "(ay)",
	[FRAME_SEND] = "(ssay)",
	[FRAME_RESULT] = "(usb)",
};

gboolean channel_pair(int fds[2], GError **error)
{
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) == 0)
		return TRUE;
	g_set_error(error, POSTERN_FAULT, FAULT_IO, "no socket pair: %s",
		g_strerror(errno));
	return FALSE;
}

static gboolean write_all(
	int fd, const void *data, gsize length, GError **error)
{
	const guint8 *at = data;

	while (length > 0) {
		/* MSG_NOSIGNAL: a role that died is an error, not our end. */
		ssize_t wrote = send(fd, at, length, MSG_NOSIGNAL);

		if (wrote < 0 && errno == EINTR)
			continue;
		if (wrote < 0) {
			g_set_error(error, POSTERN_FAULT, FAULT_IO,
				"the other role is gone: %s",
				g_strerror(errno));
			return FALSE;
		}
		at += wrote;
		length -= (gsize)wrote;
	}
	return TRUE;
}

gboolean channel_send(
	int fd, enum frame_type type, GVariant *value, GError **error)
{
	g_autoptr(GVariant) owned = g_variant_ref_sink(value);
	gsize size = g_variant_get_size(owned);

	g_assert(g_variant_is_of_type(
		owned, G_VARIANT_TYPE(FRAME_FORMATS[type])));
	if (size > CHANNEL_MAX_FRAME) {
		g_set_error(error, POSTERN_FAULT, FAULT_LIMIT,
			"a frame of %" G_GSIZE_FORMAT
			" bytes (expected at most %u)",
			size, CHANNEL_MAX_FRAME);
		return FALSE;
	}
	struct frame_head head = { type, (guint32)size };

	return write_all(fd, &head, sizeof head, error) &&
	       write_all(fd, g_variant_get_data(owned), size, error);
}

static gboolean wait_readable(int fd, gint64 deadline, GError **error)
{
	struct pollfd waiting = { .fd = fd, .events = POLLIN };

	for (;;) {
		int wait = -1;

		if (deadline >= 0) {
			gint64 left = deadline - g_get_monotonic_time();

			wait = left <= 0 ? 0 : (int)((left + 999) / 1000);
		}
		int ready = poll(&waiting, 1, wait);

		if (ready > 0)
			return TRUE;
		if (ready < 0 && errno == EINTR)
			continue;
		g_set_error(error, POSTERN_FAULT,
			ready == 0 ? FAULT_TEMPORARY : FAULT_IO, "%s",
			ready == 0 ? "no answer in time" : g_strerror(errno));
		return FALSE;
	}
}

static gboolean read_all(
	int fd, void *data, gsize length, gint64 deadline, GError **error)
{
	guint8 *at = data;

	while (length > 0) {
		if (!wait_readable(fd, deadline, error))
			return FALSE;
		ssize_t got = recv(fd, at, length, 0);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0) {
			g_set_error(error, POSTERN_FAULT,
				got == 0 ? FAULT_NOT_FOUND : FAULT_IO, "%s",
				got == 0 ? "the other role is gone"
					 : g_strerror(errno));
			return FALSE;
		}
		at += got;
		length -= (gsize)got;
	}
	return TRUE;
}

GVariant *channel_receive(
	int fd, enum frame_type *type, int timeout_ms, GError **error)
{
	struct frame_head head;
	gint64 deadline = timeout_ms < 0 ? -1
					 : g_get_monotonic_time() +
						   (gint64)timeout_ms * 1000;

	if (!read_all(fd, &head, sizeof head, deadline, error))
		return NULL;
	if (head.type >= FRAME_TYPE_COUNT || head.length > CHANNEL_MAX_FRAME) {
		g_set_error(error, POSTERN_FAULT, FAULT_INVALID,
			"a frame of type %u and %u bytes", head.type,
			head.length);
		return NULL;
	}
	g_autofree guint8 *data = g_try_malloc(head.length);

	if (head.length > 0 && data == NULL) {
		g_set_error(error, POSTERN_FAULT, FAULT_IO,
			"no memory for a frame of %u bytes", head.length);
		return NULL;
	}
	if (!read_all(fd, data, head.length, deadline, error))
		return NULL;
	g_autoptr(GBytes) bytes =
		g_bytes_new_take(g_steal_pointer(&data), head.length);
	g_autoptr(GVariant) value = g_variant_ref_sink(g_variant_new_from_bytes(
		G_VARIANT_TYPE(FRAME_FORMATS[head.type]), bytes, FALSE));

	if (!g_variant_is_normal_form(value)) {
		g_set_error(error, POSTERN_FAULT, FAULT_INVALID,
			"a frame of type %u that is not in normal form",
			head.type);
		return NULL;
	}
	*type = (enum frame_type)head.type;
	return g_steal_pointer(&value);
}

GVariant *variant_from_bytes(GBytes *bytes)
{
	return g_variant_new_from_bytes(G_VARIANT_TYPE_BYTESTRING, bytes, TRUE);
}

GBytes *variant_to_bytes(GVariant *value)
{
	return g_variant_get_data_as_bytes(value);
}
