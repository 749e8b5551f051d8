#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "imap_script.h"

/* libetpan loses the greeting that it is refused by. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:mailimap_greeting_new\nleak:mailimap_resp_text_new\n"
	       "leak:mailimap_resp_cond_bye_new\n";
}

struct source *imap_script_open(const struct fake_server *server,
	const char *done, gboolean plaintext, GError **error)
{
	g_autofree char *url = g_strdup_printf(
		"imap://127.0.0.1:%u/INBOX", fake_server_port(server));
	struct source_options options = {
		.name = "help",
		.url = url,
		.user = "help@example.com",
		.secret = "secret",
		.done = done,
		.plaintext = plaintext,
		.max_message = 100000,
		.timeout_sec = TIMEOUT_SEC,
	};

	return source_open(&options, error);
}

void imap_script_end(struct fake_server *server, GString *heard)
{
	g_autofree char *failed = fake_server_end(server, heard);

	if (failed)
		print_message("%s\n", failed);
	assert_null(failed);
}
