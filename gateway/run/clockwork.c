#include "clockwork.h"
#include "clock.h"
#include "fault.h"
#include "log.h"
#include "quiet.h"
#include "recount.h"
#include "tick.h"
#include "turn.h"

#include <string.h>

#define LOCK_MS 30000
#define MAX_TICKET_BYTES (1u << 20)
/* A ticket has not so many things to be done at once. */
#define MAX_THINGS 16u
#define LEAST_URGENT 4u
/* Where another process holds the lock, and what is due cannot be done. */
#define AGAIN_SEC 60

/* In quiet hours only what knows none. */
static guint priority_at(const struct home *home, gint64 now)
{
	return quiet_until(home->rules, now) > now ? QUIET_FROM_PRIORITY - 1
						   : LEAST_URGENT;
}

gboolean clockwork_is_due(
	struct home *home, gint64 now, gboolean *is, GError **error)
{
	gint64 at = 0;

	if (!store_due_next(home->store, priority_at(home, now), &at, error))
		return FALSE;
	*is = (at > 0 && at <= now) || recount_is_due(home);
	return TRUE;
}

/* --- who gets a summary -------------------------------------------------- */

struct lateness {
	GPtrArray *late;    /* struct tick_late * */
	GHashTable *one;    /* folded address -> a ticket of his */
	GHashTable *summed; /* folded addresses of those with several */
};

static void lateness_init(struct lateness *lateness)
{
	lateness->late = g_ptr_array_new_with_free_func(tick_late_free);
	lateness->one =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	lateness->summed =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

static void lateness_clear(struct lateness *lateness)
{
	g_ptr_array_unref(lateness->late);
	g_hash_table_unref(lateness->one);
	g_hash_table_unref(lateness->summed);
}

static void count_late(struct lateness *lateness, guint from)
{
	for (guint i = from; i < lateness->late->len; i++) {
		const struct tick_late *late = lateness->late->pdata[i];
		g_autofree char *folded = address_fold(late->address);
		gpointer other = g_hash_table_lookup(lateness->one, folded);

		if (other && GPOINTER_TO_UINT(other) != late->ticket)
			g_hash_table_add(lateness->summed, g_strdup(folded));
		g_hash_table_replace(lateness->one, g_steal_pointer(&folded),
			GUINT_TO_POINTER(late->ticket));
	}
}

/* What cannot be read is told when it is its turn. */
static void look_at(
	struct lateness *lateness, const struct turn *turn, guint32 number)
{
	g_autofree char *path = path_ticket(number);
	g_autoptr(GBytes) bytes =
		batch_read(turn->loader.batch, path, MAX_TICKET_BYTES, NULL);
	guint from = lateness->late->len;
	AUTO(ticket) ticket = NULL;
	const char *text;
	gsize length;

	if (bytes == NULL)
		return;
	text = g_bytes_get_data(bytes, &length);
	ticket = ticket_parse(text, length, NULL);
	if (ticket == NULL)
		return;
	tick_late(ticket, &turn->loader.home->site, turn->loader.now,
		lateness->late);
	count_late(lateness, from);
}

static gint by_text(gconstpointer a, gconstpointer b)
{
	return strcmp(a, b);
}

static gboolean put_summaries(
	struct lateness *lateness, struct turn *turn, GError **error)
{
	g_autoptr(GList) people =
		g_list_sort(g_hash_table_get_keys(lateness->summed), by_text);

	for (const GList *one = people; one != NULL; one = one->next)
		if (!turn_summary(turn, lateness->late, one->data, error))
			return FALSE;
	return TRUE;
}

/* --- a pass ----------------------------------------------------------------
 */

/* A ticket that cannot be read stops no other one. */
static gboolean tick_ticket(struct turn *turn, guint32 number,
	const struct lateness *lateness, GError **error)
{
	g_autoptr(GError) why = NULL;
	gboolean did = TRUE;
	char count[24] = { 0 };

	for (guint i = 0; did && i < MAX_THINGS; i++)
		if (!turn_tick(turn, number, lateness->summed, &did, &why))
			break;
	if (why == NULL)
		return TRUE;
	if (!fault_is_of_input(why)) {
		g_propagate_error(error, g_steal_pointer(&why));
		return FALSE;
	}
	log_event(LOG_LEVEL_ERROR, "not-ticked", "ticket",
		log_number(count, number), "why", why->message, NULL);
	return TRUE;
}

static gboolean tick_all(struct turn *turn, const GArray *due, GError **error)
{
	struct lateness lateness;
	gboolean is_fine = TRUE;

	lateness_init(&lateness);
	for (guint i = 0; i < due->len; i++)
		look_at(&lateness, turn, g_array_index(due, guint32, i));
	for (guint i = 0; is_fine && i < due->len; i++)
		is_fine = tick_ticket(
			turn, g_array_index(due, guint32, i), &lateness, error);
	is_fine = is_fine && put_summaries(&lateness, turn, error);
	lateness_clear(&lateness);
	return is_fine;
}

static gboolean fill(struct turn *turn, struct recount *recount,
	gboolean *is_more, GError **error)
{
	struct home *home = turn->loader.home;
	g_autoptr(GArray) due = NULL;

	/* First the due times, then what is due by them. */
	if (!recount_some(recount, turn, CLOCKWORK_MAX_RECOUNT, error))
		return FALSE;
	due = store_due(home->store, turn->loader.now,
		priority_at(home, turn->loader.now), CLOCKWORK_MAX_DUE, error);
	if (due == NULL || !tick_all(turn, due, error))
		return FALSE;
	*is_more = due->len == CLOCKWORK_MAX_DUE || !recount->is_over;
	return TRUE;
}

static struct batch *begin(struct home *home, gint64 now, GError **error)
{
	gboolean rules_moved = FALSE;
	struct batch *batch =
		store_begin(home->store, LOCK_MS, now, &rules_moved, error);

	if (batch == NULL || !rules_moved || home_reload(home, batch, error))
		return batch;
	batch_abort(batch);
	return NULL;
}

gboolean clockwork_pass(struct home *home, struct nursery *nursery, gint64 now,
	gboolean *is_more, GError **error)
{
	struct batch *batch = begin(home, now, error);
	struct recount recount;
	struct turn turn;
	gboolean is_fine;

	if (batch == NULL)
		return FALSE;
	recount_read(&recount, home);
	turn_init(&turn, home, batch, nursery, now);
	is_fine = fill(&turn, &recount, is_more, error);
	turn_clear(&turn);
	if (!is_fine) {
		batch_abort(batch);
		return FALSE;
	}
	return batch_commit(batch, error) &&
	       recount_write(&recount, home, error);
}

/* --- beside a desk that stays ------------------------------------------- */

static gint64 in_seconds(gint64 seconds)
{
	return g_get_monotonic_time() + seconds * G_USEC_PER_SEC;
}

/* When the next thing is due; the hours may be quiet until then. */
static gint64 wake(struct home *home, gint64 now)
{
	gint64 at = 0, quiet = quiet_until(home->rules, now);

	if (!store_due_next(home->store, priority_at(home, now), &at, NULL))
		return in_seconds(AGAIN_SEC);
	if (quiet > now && (at == 0 || quiet < at))
		at = quiet;
	return at == 0 ? -1 : in_seconds(MAX(at - now, 0));
}

void clockwork_step(struct clockwork *clockwork, struct home *home,
	struct nursery *nursery, gint64 *next)
{
	struct clock clock = clock_system();
	gint64 now = clock_now(&clock);
	g_autoptr(GError) why = NULL;
	gboolean is_due = FALSE, is_more = FALSE;

	*next = clockwork->not_before;
	if (g_get_monotonic_time() < clockwork->not_before)
		return;
	if (!clockwork_is_due(home, now, &is_due, &why) ||
		(is_due &&
			!clockwork_pass(home, nursery, now, &is_more, &why))) {
		log_event(LOG_LEVEL_WARNING, "not-ticked", "why", why->message,
			NULL);
		*next = clockwork->not_before = in_seconds(AGAIN_SEC);
		return;
	}
	*next = is_more ? g_get_monotonic_time() : wake(home, now);
	/* What was not done now will not be done in the next moment. */
	if (is_due && !is_more && *next >= 0 && *next <= g_get_monotonic_time())
		*next = clockwork->not_before = in_seconds(AGAIN_SEC);
}
