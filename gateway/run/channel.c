#include "channel.h"
#include "fault.h"
#include "large.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Up to here copying costs less than waking the other side twice. */
#define SMALL_BLOB ((gsize)128 << 10)

#define PIECE ((gsize)256 << 10)

/* Behind it stand length bytes of a GVariant, then blob bytes of a mail. */
struct frame_head {
	guint32 type;
	guint32 length;
	guint32 blob;
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
	[FRAME_DAYS] = "(sas)",
};

/* A last member of type ay travels as it is, behind the value: GLib would look
 * at each of its bytes to call the value normal. */
static gboolean has_blob(enum frame_type type)
{
	return g_str_has_suffix(FRAME_FORMATS[type], "ay)");
}

/* The format of what stands before the blob. */
static char *head_format(enum frame_type type)
{
	const char *format = FRAME_FORMATS[type];

	return g_strdup_printf("%.*s)", (int)strlen(format) - 3, format);
}

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

/* Takes a value apart: what stands before the blob, and the blob. */
static GVariant *split_value(GVariant *value, GVariant **blob)
{
	gsize count = g_variant_n_children(value);
	g_autoptr(GPtrArray) members =
		g_ptr_array_new_with_free_func((GDestroyNotify)g_variant_unref);

	for (gsize i = 0; i + 1 < count; i++)
		g_ptr_array_add(members, g_variant_get_child_value(value, i));
	*blob = g_variant_get_child_value(value, count - 1);
	return g_variant_ref_sink(g_variant_new_tuple(
		(GVariant *const *)members->pdata, members->len));
}

static void add_data(GByteArray *bytes, GVariant *value)
{
	gsize size = g_variant_get_size(value);

	if (size > 0)
		g_byte_array_append(
			bytes, g_variant_get_data(value), (guint)size);
}

gboolean channel_send(
	int fd, enum frame_type type, GVariant *value, GError **error)
{
	g_autoptr(GVariant) owned = g_variant_ref_sink(value);
	g_autoptr(GVariant) blob = NULL;
	gsize size, blob_size;

	g_assert(g_variant_is_of_type(
		owned, G_VARIANT_TYPE(FRAME_FORMATS[type])));
	g_autoptr(GVariant) head_value = has_blob(type)
						 ? split_value(owned, &blob)
						 : g_variant_ref(owned);

	size = g_variant_get_size(head_value);
	blob_size = blob == NULL ? 0 : g_variant_get_size(blob);
	if (size > CHANNEL_MAX_FRAME || blob_size > CHANNEL_MAX_FRAME - size) {
		g_set_error(error, POSTERN_FAULT, FAULT_LIMIT,
			"a frame of %" G_GSIZE_FORMAT " and %" G_GSIZE_FORMAT
			" bytes (expected at most %u)",
			size, blob_size, CHANNEL_MAX_FRAME);
		return FALSE;
	}
	struct frame_head head = { type, (guint32)size, (guint32)blob_size };
	g_autoptr(GByteArray) start = g_byte_array_new();
	gboolean is_small = blob_size <= SMALL_BLOB;

	g_byte_array_append(start, (const guint8 *)&head, sizeof head);
	add_data(start, head_value);
	if (is_small && blob != NULL)
		add_data(start, blob);
	return write_all(fd, start->data, start->len, error) &&
	       (is_small || write_all(fd, g_variant_get_data(blob), blob_size,
				    error));
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
		if (deadline >= 0 && !wait_readable(fd, deadline, error))
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

/* What is large goes through a piece of memory, whole into a file. */
static GBytes *read_large(int fd, gsize length, gint64 deadline, GError **error)
{
	AUTO(large) large = large_new(large_folder(), error);
	g_autofree guint8 *piece = g_malloc(PIECE);

	if (large == NULL)
		return NULL;
	while (length > 0) {
		gsize step = MIN(length, PIECE);

		if (!read_all(fd, piece, step, deadline, error) ||
			!large_add(large, piece, step, error))
			return NULL;
		length -= step;
	}
	return large_bytes(large, error);
}

static GBytes *read_bytes(int fd, gsize length, gint64 deadline, GError **error)
{
	if (length > LARGE_BYTES && large_folder() != NULL)
		return read_large(fd, length, deadline, error);
	g_autofree guint8 *data = g_try_malloc(length);

	if (length > 0 && data == NULL) {
		g_set_error(error, POSTERN_FAULT, FAULT_IO,
			"no memory for a frame of %" G_GSIZE_FORMAT " bytes",
			length);
		return NULL;
	}
	if (!read_all(fd, data, length, deadline, error))
		return NULL;
	return g_bytes_new_take(g_steal_pointer(&data), length);
}

static guint32 max_of(const struct frame_head *head)
{
	return head->type == FRAME_PARSED ? CHANNEL_MAX_ANSWER
					  : CHANNEL_MAX_FRAME;
}

static gboolean check_head(const struct frame_head *head, GError **error)
{
	if (head->type < FRAME_TYPE_COUNT && head->length <= max_of(head) &&
		head->blob <= max_of(head) - head->length &&
		(head->blob == 0 || has_blob((enum frame_type)head->type)))
		return TRUE;
	g_set_error(error, POSTERN_FAULT, FAULT_INVALID,
		"a frame of type %u, %u and %u bytes", head->type, head->length,
		head->blob);
	return FALSE;
}

/* What stands before the blob, or all of a value that has none. */
static GVariant *read_value(enum frame_type type, GBytes *bytes, GError **error)
{
	g_autofree char *format = has_blob(type)
					  ? head_format(type)
					  : g_strdup(FRAME_FORMATS[type]);
	g_autoptr(GVariant) value = g_variant_ref_sink(
		g_variant_new_from_bytes(G_VARIANT_TYPE(format), bytes, FALSE));

	if (g_variant_is_normal_form(value))
		return g_steal_pointer(&value);
	g_set_error(error, POSTERN_FAULT, FAULT_INVALID,
		"a frame of type %u that is not in normal form", type);
	return NULL;
}

static GVariant *join_value(GVariant *head, GBytes *blob)
{
	g_autoptr(GPtrArray) members =
		g_ptr_array_new_with_free_func((GDestroyNotify)g_variant_unref);
	gsize count = g_variant_n_children(head);

	for (gsize i = 0; i < count; i++)
		g_ptr_array_add(members, g_variant_get_child_value(head, i));
	g_ptr_array_add(members, g_variant_ref_sink(variant_from_bytes(blob)));
	return g_variant_ref_sink(g_variant_new_tuple(
		(GVariant *const *)members->pdata, members->len));
}

GVariant *channel_receive(
	int fd, enum frame_type *type, int timeout_ms, GError **error)
{
	struct frame_head head;
	gint64 deadline = timeout_ms < 0 ? -1
					 : g_get_monotonic_time() +
						   (gint64)timeout_ms * 1000;

	if (!read_all(fd, &head, sizeof head, deadline, error) ||
		!check_head(&head, error))
		return NULL;
	g_autoptr(GBytes) all =
		read_bytes(fd, (gsize)head.length + head.blob, deadline, error);

	if (all == NULL)
		return NULL;
	g_autoptr(GBytes) start = g_bytes_new_from_bytes(all, 0, head.length);
	g_autoptr(GVariant) value =
		read_value((enum frame_type)head.type, start, error);

	if (value == NULL)
		return NULL;
	*type = (enum frame_type)head.type;
	if (!has_blob(*type))
		return g_steal_pointer(&value);
	g_autoptr(GBytes) blob =
		g_bytes_new_from_bytes(all, head.length, head.blob);

	return join_value(value, blob);
}

GVariant *variant_from_bytes(GBytes *bytes)
{
	return g_variant_new_from_bytes(G_VARIANT_TYPE_BYTESTRING, bytes, TRUE);
}

GBytes *variant_to_bytes(GVariant *value)
{
	return g_variant_get_data_as_bytes(value);
}
