/* verb_deliver.c - one mail on standard input, for an MTA's pipe. What is the
 * machine's fault is 75: the MTA keeps the mail and tries again. */
#include "clock.h"
#include "home.h"
#include "intake.h"
#include "nursery.h"
#include "verb.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define CHUNK (64u << 10)
/* Beyond this not even quarantine takes it. */
#define HARD_LIMIT (200u << 20)

static GBytes *read_all(int fd, GError **error)
{
	GByteArray *bytes = g_byte_array_new();
	g_autofree guint8 *chunk = g_malloc(CHUNK);

	for (;;) {
		ssize_t got = read(fd, chunk, CHUNK);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0 || bytes->len > HARD_LIMIT) {
			g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_IO, "%s",
				got < 0 ? g_strerror(errno)
					: "a mail of over 200 MiB");
			g_byte_array_unref(bytes);
			return NULL;
		}
		if (got == 0)
			return g_byte_array_free_to_bytes(bytes);
		g_byte_array_append(bytes, chunk, (guint)got);
	}
}

static int deliver(const char *desk, const char *queue, GBytes *raw)
{
	g_autoptr(GError) why = NULL;
	struct clock clock = clock_system();
	g_autoptr(GPtrArray) mails = g_ptr_array_new();
	AUTO(nursery) nursery = home_nursery(desk, &why);
	AUTO(home) home = nursery == NULL ? NULL : home_open(desk, &why);
	struct arrived mail = {
		.raw = raw,
		.arrival = clock_now(&clock),
		.queue = queue,
	};

	if (home == NULL) {
		verb_fail("deliver", why);
		return EX_TEMPFAIL;
	}
	if (queue != NULL && rules_queue(home->rules, queue) == NULL)
		return verb_no_queue("deliver", queue);
	if (g_bytes_get_size(raw) > home->settings->limits.message)
		mail.over_limit =
			"over the size limit (postern.conf, [limits] message)";
	g_ptr_array_add(mails, &mail);
	gboolean is_kept = intake_commit(mails, home, nursery, &why);

	arrived_clear(&mail);
	if (is_kept)
		return EX_OK;
	verb_fail("deliver", why);
	return EX_TEMPFAIL;
}

int verb_deliver(struct verb_call *call)
{
	g_autofree char *queue = NULL;
	g_autoptr(GError) why = NULL;
	const GOptionEntry entries[] = {
		{ "queue", 0, 0, G_OPTION_ARG_STRING, &queue,
			"the queue of new tickets", "NAME" },
		{ 0 },
	};

	if (!verb_options(call, entries, 0, 0))
		return EX_USAGE;
	g_autoptr(GBytes) raw = read_all(STDIN_FILENO, &why);

	if (raw == NULL) {
		verb_fail("deliver", why);
		return EX_TEMPFAIL;
	}
	if (g_bytes_get_size(raw) == 0) {
		g_printerr("postern: deliver: no mail on standard input\n");
		return EX_NOINPUT;
	}
	return deliver(call->desk, queue, raw);
}
