/* Any bytes are a mail: none may crash the parser, its answer is believed when
 * it is unpacked, and each part lies where it is said to. */
#include "fuzz.h"
#include "message.h"

enum { MAX_PART = 1 << 20 };

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	message_init();
	return 0;
}

static void read_views(const struct message *message)
{
	g_autofree char *readable = message_readable(message);
	g_autofree char *own = message_own_text(message);

	g_assert(g_utf8_validate(readable, -1, NULL));
	g_assert(g_utf8_validate(own, -1, NULL));
}

static void read_parts(const struct message *message, GBytes *raw)
{
	for (guint i = 0; i < message->parts->len; i++) {
		g_autoptr(GBytes) bytes = part_decode(
			message->parts->pdata[i], raw, MAX_PART, NULL);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(GBytes) raw = g_bytes_new(data, size);
	AUTO(message) message = message_parse(raw, &MAIL_LIMITS_DEFAULT);
	g_autoptr(GBytes) packed = message_pack(message);
	g_autoptr(GError) error = NULL;
	AUTO(message)
	again = message_unpack(packed, size, &MAIL_LIMITS_DEFAULT, &error);

	if (again == NULL)
		g_error("an honest answer is refused: %s", error->message);
	read_views(again);
	read_parts(again, raw);
	return 0;
}
