/* Any bytes are what another role says: a frame is of a known type and of its
 * form, or the channel ends; an answer of the parser is believed only where it
 * could be one. */
#include "channel.h"
#include "fuzz.h"
#include "message.h"
#include <sys/socket.h>
#include <unistd.h>

/* What is sent at once must fit a socket's buffer. */
enum { LONGEST = 1 << 16, MAX_RAW = 1 << 14, LIES = 8, LIE_BYTES = 3 };

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	message_init();
	return 0;
}

static void read_answer(GBytes *packed, gsize raw_length)
{
	g_autoptr(GError) error = NULL;
	AUTO(message)
	message = message_unpack(
		packed, raw_length, &MAIL_LIMITS_DEFAULT, &error);

	g_assert((message == NULL) == (error != NULL));
	if (message == NULL)
		return;
	g_autofree char *readable = message_readable(message);

	for (guint i = 0; i < message->parts->len; i++) {
		const struct part *part = message->parts->pdata[i];

		g_assert(part->length <= raw_length &&
			 part->offset <= raw_length - part->length);
	}
}

static void read_frames(int fd)
{
	enum frame_type type = FRAME_TYPE_COUNT;
	GVariant *value;

	while ((value = channel_receive(fd, &type, 0, NULL)) != NULL) {
		g_assert(type < FRAME_TYPE_COUNT);
		if (type == FRAME_PARSED) {
			g_autoptr(GVariant) bytes =
				g_variant_get_child_value(value, 0);
			g_autoptr(GBytes) packed = variant_to_bytes(bytes);

			read_answer(packed, MAX_RAW);
		}
		g_variant_unref(value);
	}
}

static void say(const uint8_t *data, size_t size)
{
	int fds[2];

	if (size > LONGEST || !channel_pair(fds, NULL))
		return;
	if (send(fds[0], data, size, MSG_DONTWAIT) == (ssize_t)size) {
		shutdown(fds[0], SHUT_WR);
		read_frames(fds[1]);
	}
	close(fds[0]);
	close(fds[1]);
}

/* The honest answer for a mail, with some bytes of it changed. */
static void lie(const uint8_t *lies, const uint8_t *mail, size_t length)
{
	g_autoptr(GBytes) raw = g_bytes_new(mail, length);
	AUTO(message) message = message_parse(raw, &MAIL_LIMITS_DEFAULT);
	g_autoptr(GBytes) packed = message_pack(message);
	gsize size;
	g_autofree uint8_t *bent = g_memdup2(
		g_bytes_get_data(packed, NULL), g_bytes_get_size(packed));

	size = g_bytes_get_size(packed);
	for (guint i = 0; i < LIES; i++) {
		const uint8_t *one = lies + i * LIE_BYTES;
		gsize at = (gsize)one[0] << 8 | one[1];

		/* From the end: there a GVariant says what lies where. */
		if (at < size)
			bent[size - 1 - at] ^= one[2];
	}
	g_autoptr(GBytes) answer = g_bytes_new(bent, size);

	read_answer(answer, length);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(GBytes) packed = g_bytes_new(data, size);

	read_answer(packed, MAX_RAW);
	say(data, size);
	if (size > LIES * LIE_BYTES && size < MAX_RAW)
		lie(data, data + LIES * LIE_BYTES, size - LIES * LIE_BYTES);
	return 0;
}
