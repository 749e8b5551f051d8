/* send URL CA USER PASSWORD FROM TO - a mail from standard input through the
 * program's own sink; prints the verdict and the reply. Status 0: sent, 1:
 * refused, 2: later, 3: later, for the session's sake. */
#include "sink.h"
#include <stdio.h>

static GBytes *read_input(void)
{
	g_autoptr(GString) text = g_string_new(NULL);
	char block[4096];
	size_t got;

	while ((got = fread(block, 1, sizeof(block), stdin)) > 0)
		g_string_append_len(text, block, (gssize)got);
	return g_string_free_to_bytes(g_steal_pointer(&text));
}

int main(int argc, char **argv)
{
	static const char *const words[] = {
		[SINK_SENT] = "sent",
		[SINK_LATER] = "later",
		[SINK_REFUSED] = "refused",
	};
	g_autoptr(GBytes) mail = NULL;
	g_autoptr(GError) error = NULL;
	struct sink_result result;
	int status;

	if (argc != 7)
		return 64;
	struct sink_options options = { .url = argv[1],
		.ca_file = argv[2],
		.user = argv[3],
		.secret = argv[4],
		.timeout_sec = 60 };
	AUTO(sink) sink = sink_open(&options, &error);
	if (!sink) {
		g_printerr("send: %s\n", error->message);
		return 64;
	}
	mail = read_input();
	sink_send(sink, argv[5], argv[6], mail, &result);
	g_print("%s %s\n", words[result.state], result.reply);
	status = result.is_session              ? 3
		 : result.state == SINK_SENT    ? 0
		 : result.state == SINK_REFUSED ? 1
						: 2;
	sink_result_clear(&result);
	return status;
}
