/* verb_import.c - archives as history (routing.md, «Import»), or, with --live,
 * as if their mails just arrived. */
#include "archive.h"
#include "digest.h"
#include "clock.h"
#include "fault.h"
#include "home.h"
#include "intake.h"
#include "nursery.h"
#include "threads.h"
#include "turn.h"
#include "verb.h"

#include <string.h>
#include <unistd.h>

#define BATCH_MAILS 200u
#define BATCH_BYTES (16u << 20)
#define LOCK_MS 30000
#define MAX_RACES 5u
#define YEAR_1980 315532800

struct import {
	struct home *home;
	struct nursery *nursery;
	GPtrArray *mails; /* struct archived * */
	struct batch *batch;
	struct turn turn;
	gint64 now;
	guint done;
	gboolean is_shown;
};

/* A date that can be believed; else when the file was written. */
static gint64 time_of(const struct import *import, const struct facts *facts,
	const struct archived *mail)
{
	gint64 at = facts->date;

	if (at < YEAR_1980 || at > import->now)
		at = mail->modified;
	return at < YEAR_1980 || at > import->now ? import->now : at;
}

static void show(struct import *import, const char *what, gboolean is_last)
{
	if (import->is_shown && (is_last || import->done % 100 == 0))
		g_printerr("\r%s: %u of %u mails%s", what, import->done,
			import->mails->len, is_last ? "\n" : "");
}

/* --- batches ------------------------------------------------------------ */

static gboolean begin(struct import *import, GError **error)
{
	gboolean rules_moved = FALSE;

	import->batch = store_begin(
		import->home->store, LOCK_MS, import->now, &rules_moved, error);
	if (import->batch == NULL)
		return FALSE;
	turn_init(&import->turn, import->home, import->batch, import->nursery,
		import->now);
	return !rules_moved || home_reload(import->home, import->batch, error);
}

static gboolean finish(struct import *import, GError **error)
{
	struct batch *batch = g_steal_pointer(&import->batch);

	turn_clear(&import->turn);
	return batch == NULL || batch_commit(batch, error);
}

static gboolean room_for_more(struct import *import, GError **error)
{
	if (import->batch != NULL && batch_count(import->batch) < BATCH_MAILS &&
		batch_bytes(import->batch) < BATCH_BYTES)
		return TRUE;
	return finish(import, error) && begin(import, error);
}

/* --- history ------------------------------------------------------------ */

static gboolean read_headers(
	struct import *import, struct threads *threads, GError **error)
{
	for (guint i = 0; i < import->mails->len; i++) {
		const struct archived *mail = import->mails->pdata[i];
		g_autoptr(GBytes) raw = archive_read(mail, error);

		if (raw == NULL)
			return FALSE;
		g_autofree char *hex = digest_sha256(raw);
		AUTO(facts) facts = facts_scan(raw);

		threads_add(
			threads, i, facts, hex, time_of(import, facts, mail));
		import->done++;
		show(import, "reading", FALSE);
	}
	show(import, "reading", TRUE);
	import->done = 0;
	return TRUE;
}

static int compare_numbers(gconstpointer a, gconstpointer b)
{
	guint32 left = *(const guint32 *)a;
	guint32 right = *(const guint32 *)b;

	return (left > right) - (left < right);
}

/* Tickets that hold or mention one of the thread's ids, ascending, each
 * once, merged ones led on. */
static GArray *tickets_of(
	struct import *import, const struct thread *thread, GError **error)
{
	g_autoptr(GArray) tickets = g_array_new(FALSE, FALSE, sizeof(guint32));
	guint32 last = 0;

	for (guint i = 0; i < thread->ids->len; i++) {
		g_autoptr(GArray) hits = store_find_id(
			import->home->store, thread->ids->pdata[i], error);

		if (hits == NULL)
			return NULL;
		for (guint h = 0; h < hits->len; h++) {
			guint32 ticket = g_array_index(hits, struct id_hit, h)
						 .article.ticket;

			if (ticket != 0)
				g_array_append_val(tickets, ticket);
		}
	}
	g_array_sort(tickets, compare_numbers);
	GArray *once = g_array_new(FALSE, FALSE, sizeof(guint32));

	for (guint i = 0; i < tickets->len; i++) {
		guint32 ticket = g_array_index(tickets, guint32, i);

		if (ticket != last)
			g_array_append_val(once, ticket);
		last = ticket;
	}
	return once;
}

static struct ticket *read_ticket(
	struct import *import, guint32 number, GError **error)
{
	g_autofree char *path = path_ticket(number);
	g_autoptr(GBytes) bytes =
		batch_read(import->batch, path, 1u << 20, error);
	gsize length;

	if (bytes == NULL)
		return NULL;
	const char *text = g_bytes_get_data(bytes, &length);

	return ticket_parse(text, length, error);
}

/* The thread ties tickets together that were apart: the higher numbers go to
 * the lowest. *ticket: where the thread's mails go, 0: a new one. */
static gboolean merge_tickets(struct import *import, const GArray *tickets,
	guint32 *ticket, GError **error)
{
	*ticket = 0;
	for (guint i = 0; i < tickets->len; i++) {
		guint32 number = g_array_index(tickets, guint32, i);
		AUTO(ticket) one = read_ticket(import, number, error);

		if (one == NULL)
			return FALSE;
		if (one->merged_into != 0)
			continue; /* where it went is in the list, too */
		if (*ticket == 0) {
			*ticket = number;
			continue;
		}
		g_autofree char *command =
			g_strdup_printf("#merge %u\n", *ticket);

		if (!turn_commands(&import->turn, number, g_get_user_name(),
			    command, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean import_mail(
	struct import *import, guint index, guint32 *ticket, GError **error)
{
	const struct archived *archived = import->mails->pdata[index];
	g_autoptr(GBytes) raw = archive_read(archived, error);

	if (raw == NULL)
		return FALSE;
	AUTO(facts) facts = facts_scan(raw);
	struct arrived mail = {
		.raw = raw,
		.arrival = time_of(import, facts, archived),
	};

	return turn_import(&import->turn, &mail, *ticket, ticket, error);
}

static gboolean import_thread(
	struct import *import, const struct thread *thread, GError **error)
{
	guint32 ticket = 0;

	if (!room_for_more(import, error))
		return FALSE;
	g_autoptr(GArray) tickets = tickets_of(import, thread, error);

	if (tickets == NULL || !merge_tickets(import, tickets, &ticket, error))
		return FALSE;
	for (guint i = 0; i < thread->mails->len; i++) {
		guint mail = g_array_index(thread->mails, guint, i);

		if (!room_for_more(import, error) ||
			!import_mail(import, mail, &ticket, error))
			return FALSE;
		import->done++;
		show(import, "importing", FALSE);
	}
	return TRUE;
}

static gboolean import_history(struct import *import, GError **error)
{
	struct threads *threads = threads_new();
	gboolean is_fine = read_headers(import, threads, error);
	g_autoptr(GPtrArray) list = is_fine ? threads_list(threads) : NULL;

	for (guint i = 0; is_fine && i < list->len; i++)
		is_fine = import_thread(import, list->pdata[i], error);
	threads_free(threads);
	if (is_fine) {
		show(import, "importing", TRUE);
		return finish(import, error);
	}
	if (import->batch != NULL)
		batch_abort(g_steal_pointer(&import->batch));
	return FALSE;
}

/* A lost race is cured by beginning anew: what is there already is passed
 * over. */
static gboolean import_anyway(struct import *import, GError **error)
{
	for (guint race = 1;; race++) {
		g_autoptr(GError) why = NULL;

		import->done = 0;
		if (import_history(import, &why))
			return TRUE;
		if (race < MAX_RACES &&
			g_error_matches(why, POSTERN_FAULT, FAULT_CONFLICT))
			continue;
		g_propagate_error(error, g_steal_pointer(&why));
		return FALSE;
	}
}

/* --- live --------------------------------------------------------------- */

static void arrived_free(struct arrived *mail)
{
	arrived_clear(mail);
	g_bytes_unref(mail->raw);
	g_free(mail);
}

/* The next mails, as many as one batch takes. */
static GPtrArray *read_batch(struct import *import, guint from, GError **error)
{
	g_autoptr(GPtrArray) batch =
		g_ptr_array_new_with_free_func((GDestroyNotify)arrived_free);
	gsize bytes = 0;

	while (from + batch->len < import->mails->len &&
		batch->len < BATCH_MAILS && bytes < BATCH_BYTES) {
		GBytes *raw = archive_read(
			import->mails->pdata[from + batch->len], error);

		if (raw == NULL)
			return NULL;
		struct arrived *mail = g_new0(struct arrived, 1);

		mail->raw = raw;
		mail->arrival = import->now;
		bytes += g_bytes_get_size(raw);
		g_ptr_array_add(batch, mail);
	}
	return g_steal_pointer(&batch);
}

static gboolean import_live(struct import *import, GError **error)
{
	while (import->done < import->mails->len) {
		g_autoptr(GPtrArray) batch =
			read_batch(import, import->done, error);

		if (batch == NULL || !intake_commit(batch, import->home,
					     import->nursery, error))
			return FALSE;
		import->done += batch->len;
		show(import, "importing", FALSE);
	}
	show(import, "importing", TRUE);
	return TRUE;
}

static gboolean list_all(
	struct import *import, struct verb_call *call, GError **error)
{
	for (int i = 1; i < call->argc; i++)
		if (!archive_list(call->argv[i], import->mails, error))
			return FALSE;
	return TRUE;
}

int verb_import(struct verb_call *call)
{
	gboolean live = FALSE;
	g_autoptr(GError) why = NULL;
	struct clock clock = clock_system();
	const GOptionEntry entries[] = {
		{ "live", 0, 0, G_OPTION_ARG_NONE, &live,
			"as if the mails had just arrived", NULL },
		{ 0 },
	};

	if (!verb_options(call, entries, 1, -1))
		return EX_USAGE;
	g_autoptr(GPtrArray) mails =
		g_ptr_array_new_with_free_func((GDestroyNotify)archived_free);
	AUTO(nursery) nursery = home_nursery(call->desk, &why);
	AUTO(home) home = nursery == NULL ? NULL : home_open(call->desk, &why);
	struct import import = {
		.home = home,
		.nursery = nursery,
		.mails = mails,
		.now = clock_now(&clock),
		.is_shown = isatty(STDERR_FILENO),
	};

	if (home == NULL || !list_all(&import, call, &why) ||
		!(live ? import_live(&import, &why)
		       : import_anyway(&import, &why)))
		return verb_fail("import", why);
	g_print("%u mails read\n", mails->len);
	return EX_OK;
}
