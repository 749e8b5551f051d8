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
#define BAR_COLUMNS 24
#define SHOW_EVERY_USEC 100000

struct import {
	struct home *home;
	struct nursery *nursery;
	struct archive *archive;
	const char *scratch; /* folder of scratch files */
	struct batch *batch;
	struct turn turn;
	gint64 now;
	guint done;
	gint64 since, shown_at; /* monotonic */
	gboolean is_shown;
};

/* A date that can be believed; else when the file was written. */
static gint64 time_of(
	const struct import *import, const struct facts *facts, guint mail)
{
	gint64 at = facts->date;

	if (at < YEAR_1980 || at > import->now)
		at = archive_get(import->archive, mail).modified;
	return at < YEAR_1980 || at > import->now ? import->now : at;
}

/* "importing [########            ] 4711 of 10000 mails, 350 a second" */
static void print_bar(const struct import *import, const char *what, gint64 now)
{
	guint total = MAX(archive_count(import->archive), 1);
	guint filled = (guint)((guint64)BAR_COLUMNS * import->done / total);
	g_autofree char *full = g_strnfill(filled, '#');
	gdouble seconds = (gdouble)MAX(now - import->since, 1) / G_USEC_PER_SEC;

	g_printerr("\r%s [%-*s] %u of %u mails, %.0f a second ", what,
		BAR_COLUMNS, full, import->done, archive_count(import->archive),
		(gdouble)import->done / seconds);
}

static void show(struct import *import, const char *what, gboolean is_last)
{
	gint64 now;

	if (!import->is_shown)
		return;
	now = g_get_monotonic_time();
	if (!is_last && now - import->shown_at < SHOW_EVERY_USEC)
		return;
	import->shown_at = now;
	print_bar(import, what, now);
	if (is_last)
		g_printerr("\n");
}

static void start_over(struct import *import)
{
	import->done = 0;
	import->since = g_get_monotonic_time();
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

/* What stands for a mail, also where it has no Message-ID. */
static char *id_of(const struct facts *facts, GBytes *raw)
{
	g_autofree char *hex = NULL;

	if (facts->message_id != NULL)
		return g_strdup(facts->message_id);
	hex = digest_sha256(raw);
	return g_strconcat("sha256:", hex, NULL);
}

static gboolean read_headers(
	struct import *import, struct threads *threads, GError **error)
{
	start_over(import);
	for (guint i = 0; i < archive_count(import->archive); i++) {
		g_autoptr(GBytes) raw = archive_read(import->archive, i, error);

		if (raw == NULL)
			return FALSE;
		AUTO(facts) facts = facts_scan(raw);
		g_autofree char *id = id_of(facts, raw);

		if (!threads_add(threads, i, id, facts,
			    time_of(import, facts, i), error))
			return FALSE;
		import->done++;
		show(import, "reading", FALSE);
	}
	show(import, "reading", TRUE);
	return threads_sort(threads, error);
}

static int compare_numbers(gconstpointer a, gconstpointer b)
{
	guint32 left = *(const guint32 *)a;
	guint32 right = *(const guint32 *)b;

	return (left > right) - (left < right);
}

static void add_ids(GHashTable *ids, const struct facts *facts)
{
	guint count;
	const GPtrArray *more = threads_joined(facts, &count);

	for (guint i = 0; i < count; i++)
		g_hash_table_add(ids, g_strdup(more->pdata[i]));
}

/* All ids that the conversation's mails have and name. */
static GHashTable *ids_of(
	struct import *import, const GArray *thread, GError **error)
{
	g_autoptr(GHashTable) ids =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < thread->len; i++) {
		g_autoptr(GBytes) raw = archive_read(import->archive,
			g_array_index(thread, guint, i), error);

		if (raw == NULL)
			return NULL;
		AUTO(facts) facts = facts_scan(raw);

		g_hash_table_add(ids, id_of(facts, raw));
		add_ids(ids, facts);
	}
	return g_steal_pointer(&ids);
}

static gboolean add_tickets(
	struct import *import, GArray *tickets, const char *id, GError **error)
{
	g_autoptr(GArray) hits = store_find_id(import->home->store, id, error);

	for (guint i = 0; hits != NULL && i < hits->len; i++) {
		guint32 ticket =
			g_array_index(hits, struct id_hit, i).article.ticket;

		if (ticket != 0)
			g_array_append_val(tickets, ticket);
	}
	return hits != NULL;
}

/* Tickets that hold or mention one of the conversation's ids, ascending, each
 * once, merged ones led on. */
static GArray *tickets_of(
	struct import *import, const GArray *thread, GError **error)
{
	g_autoptr(GArray) tickets = g_array_new(FALSE, FALSE, sizeof(guint32));
	g_autoptr(GHashTable) ids = ids_of(import, thread, error);
	GArray *once;
	GHashTableIter iter;
	gpointer id;
	guint32 last = 0;

	if (ids == NULL)
		return NULL;
	g_hash_table_iter_init(&iter, ids);
	while (g_hash_table_iter_next(&iter, &id, NULL))
		if (!add_tickets(import, tickets, id, error))
			return NULL;
	g_array_sort(tickets, compare_numbers);
	once = g_array_new(FALSE, FALSE, sizeof(guint32));
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
	g_autoptr(GBytes) raw = archive_read(import->archive, index, error);

	if (raw == NULL)
		return FALSE;
	AUTO(facts) facts = facts_scan(raw);
	struct arrived mail = {
		.raw = raw,
		.arrival = time_of(import, facts, index),
	};

	if (g_bytes_get_size(raw) > import->home->settings->limits.message)
		mail.over_limit = OVER_LIMIT;
	return turn_import(&import->turn, &mail, *ticket, ticket, error);
}

static gboolean import_thread(
	struct import *import, const GArray *thread, GError **error)
{
	guint32 ticket = 0;

	if (!room_for_more(import, error))
		return FALSE;
	g_autoptr(GArray) tickets = tickets_of(import, thread, error);

	if (tickets == NULL || !merge_tickets(import, tickets, &ticket, error))
		return FALSE;
	for (guint i = 0; i < thread->len; i++) {
		guint mail = g_array_index(thread, guint, i);

		if (!room_for_more(import, error) ||
			!import_mail(import, mail, &ticket, error))
			return FALSE;
		import->done++;
		show(import, "importing", FALSE);
	}
	return TRUE;
}

static gboolean import_threads(
	struct import *import, struct threads *threads, GError **error)
{
	start_over(import);
	for (;;) {
		g_autoptr(GArray) thread = threads_next(threads);

		if (thread->len == 0)
			break;
		if (!import_thread(import, thread, error))
			return FALSE;
	}
	show(import, "importing", TRUE);
	return finish(import, error);
}

static gboolean import_history(struct import *import, GError **error)
{
	AUTO(threads) threads = threads_new(import->scratch, error);

	if (threads != NULL && read_headers(import, threads, error) &&
		import_threads(import, threads, error))
		return TRUE;
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

	while (from + batch->len < archive_count(import->archive) &&
		batch->len < BATCH_MAILS && bytes < BATCH_BYTES) {
		GBytes *raw =
			archive_read(import->archive, from + batch->len, error);

		if (raw == NULL)
			return NULL;
		struct arrived *mail = g_new0(struct arrived, 1);

		mail->raw = raw;
		mail->arrival = import->now;
		if (g_bytes_get_size(raw) >
			import->home->settings->limits.message)
			mail->over_limit = OVER_LIMIT;
		bytes += g_bytes_get_size(raw);
		g_ptr_array_add(batch, mail);
	}
	return g_steal_pointer(&batch);
}

static gboolean import_live(struct import *import, GError **error)
{
	start_over(import);
	while (import->done < archive_count(import->archive)) {
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

static gboolean open_archive(
	struct import *import, const char *kind_name, GError **error)
{
	enum mbox_kind kind = MBOX_AUTO;

	if (kind_name != NULL && !mbox_kind_parse(kind_name, &kind)) {
		g_set_error(error, POSTERN_FAULT, FAULT_INVALID,
			"--mbox %s: no kind of mbox (expected auto, mboxo, "
			"mboxrd, mboxcl or mboxcl2)",
			kind_name);
		return FALSE;
	}
	import->archive = archive_new(import->scratch, kind, error);
	return import->archive != NULL;
}

static gboolean list_all(
	struct import *import, struct verb_call *call, GError **error)
{
	for (int i = 1; i < call->argc; i++)
		if (!archive_add(import->archive, call->argv[i], error))
			return FALSE;
	return TRUE;
}

int verb_import(struct verb_call *call)
{
	gboolean live = FALSE;
	g_autofree char *kind = NULL, *scratch = NULL;
	g_autoptr(GError) why = NULL;
	struct clock clock = clock_system();
	const GOptionEntry entries[] = {
		{ "live", 0, 0, G_OPTION_ARG_NONE, &live,
			"as if the mails had just arrived", NULL },
		{ "mbox", 0, 0, G_OPTION_ARG_STRING, &kind,
			"how an mbox is written: auto, mboxo, mboxrd, "
			"mboxcl or mboxcl2",
			"KIND" },
		{ 0 },
	};

	if (!verb_options(call, entries, 1, -1))
		return EX_USAGE;
	AUTO(nursery) nursery = home_nursery(call->desk, &why);
	AUTO(home) home = nursery == NULL ? NULL : home_open(call->desk, &why);
	scratch = g_build_filename(call->desk, "state", NULL);
	struct import import = {
		.home = home,
		.nursery = nursery,
		.scratch = scratch,
		.now = clock_now(&clock),
		.is_shown = isatty(STDERR_FILENO),
	};

	gboolean is_done = home != NULL && open_archive(&import, kind, &why) &&
			   list_all(&import, call, &why) &&
			   (live ? import_live(&import, &why)
				 : import_anyway(&import, &why));
	guint count = is_done ? archive_count(import.archive) : 0;

	archive_free(import.archive);
	if (!is_done)
		return verb_fail("import", why);
	g_print("%u mails read\n", count);
	return EX_OK;
}
