/* verb_deliver.c - one mail on standard input, for an MTA's pipe. What is the
 * machine's fault is 75: the MTA keeps the mail and tries again. */
#include "clock.h"
#include "home.h"
#include "intake.h"
#include "large.h"
#include "nursery.h"
#include "verb.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define CHUNK (64u << 10)

/* A little one in memory, the rest of a large one behind it in a file. */
static gboolean add_piece(GByteArray *bytes, struct large **large,
	const char *folder, const guint8 *piece, gsize length, GError **error)
{
	if (*large == NULL && bytes->len + length <= LARGE_BYTES) {
		g_byte_array_append(bytes, piece, (guint)length);
		return TRUE;
	}
	if (*large == NULL) {
		*large = large_new(folder, error);
		if (*large == NULL ||
			!large_add(*large, bytes->data, bytes->len, error))
			return FALSE;
	}
	return large_add(*large, piece, length, error);
}

static gboolean read_piece(int fd, guint8 *chunk, gsize *got, GError **error)
{
	ssize_t length;

	do
		length = read(fd, chunk, CHUNK);
	while (length < 0 && errno == EINTR);
	*got = length < 0 ? 0 : (gsize)length;
	if (length < 0)
		g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_IO, "%s",
			g_strerror(errno));
	return length >= 0;
}

static GBytes *read_all(int fd, const char *desk, GError **error)
{
	g_autofree char *folder = g_build_filename(desk, "state", NULL);
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	g_autofree guint8 *chunk = g_malloc(CHUNK);
	AUTO(large) large = NULL;
	gsize got, sum = 0;

	do {
		if (!read_piece(fd, chunk, &got, error) ||
			!add_piece(bytes, &large, folder, chunk, got, error))
			return NULL;
		sum += got;
		if (sum > LARGE_MOST) {
			g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_IO,
				"a mail of over 200 MiB");
			return NULL;
		}
	} while (got > 0);
	return large != NULL
		       ? large_bytes(large, error)
		       : g_byte_array_free_to_bytes(g_steal_pointer(&bytes));
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
		mail.over_limit = OVER_LIMIT;
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
	g_autoptr(GBytes) raw = read_all(STDIN_FILENO, call->desk, &why);

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
