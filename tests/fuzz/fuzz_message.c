/* Any bytes are a mail, and any bytes are an answer of the parser: neither may
 * crash, and what is packed must be believed when it is unpacked.
 *
 *	fuzz_message CORPUS_FOLDER
 */
#include "message.h"
#include <stdint.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	message_init();
	return 0;
}

static void read_as_mail(GBytes *raw)
{
	AUTO(message) message = message_parse(raw, &MAIL_LIMITS_DEFAULT);
	g_autofree char *readable = message_readable(message);
	g_autoptr(GBytes) packed = message_pack(message);
	g_autoptr(GError) error = NULL;
	AUTO(message)
	again = message_unpack(
		packed, g_bytes_get_size(raw), &MAIL_LIMITS_DEFAULT, &error);

	g_assert(g_utf8_validate(readable, -1, NULL));
	if (!again)
		g_error("an honest answer is refused: %s", error->message);
}

static void read_as_answer(GBytes *packed)
{
	g_autoptr(GError) error = NULL;
	AUTO(message)
	message = message_unpack(packed, 1000, &MAIL_LIMITS_DEFAULT, &error);

	g_assert((message == NULL) == (error != NULL));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(GBytes) bytes = g_bytes_new(data, size);

	read_as_mail(bytes);
	read_as_answer(bytes);
	return 0;
}
