#include "drain.h"
#include "channel.h"
#include "clock.h"
#include "fault.h"
#include "hand_over.h"
#include "log.h"
#include "sent.h"
#include "sink.h"
#include "turn.h"

#include <string.h>

#define ROWS 100u
#define SETTLE_USEC G_USEC_PER_SEC
#define EXPIRE_SEC (5 * 24 * 3600)
#define RETRY_MIN_SEC 300
#define RETRY_MAX_SEC (4 * 3600)
#define PAUSE_MIN_SEC 5
#define PAUSE_MAX_SEC 1800
#define ELSEWHERE_SEC 5
#define LOCK_MS 30000
#define MAX_RACES 5
#define MAX_MAIL_BYTES (256u << 20)

struct drain {
	struct home *home;
	struct nursery *nursery;
	int mailer;
	struct store_lock *lock;
	struct snapshot *snapshot;    /* where the mails at hand are read */
	GPtrArray *rows;              /* struct outbox_row * */
	guint at;                     /* the next of rows */
	struct outbox_row *in_flight; /* one of rows, or NULL */
	GPtrArray *unsettled;         /* struct delivery_report * */
	gint64 unsettled_since;       /* monotonic */
	gint64 paused_until;          /* monotonic, 0: not */
	guint pause_sec;
	gboolean is_elsewhere;
	gboolean is_mailer_gone;
	char *trouble;
	guint sent;
};

static gint64 unix_now(void)
{
	struct clock clock = clock_system();

	return clock_now(&clock);
}

struct drain *drain_new(struct home *home, struct nursery *nursery, int mailer)
{
	struct drain *drain = g_new0(struct drain, 1);

	drain->home = home;
	drain->nursery = nursery;
	drain->mailer = mailer;
	drain->pause_sec = PAUSE_MIN_SEC;
	drain->unsettled = g_ptr_array_new_with_free_func(
		(GDestroyNotify)delivery_report_free);
	return drain;
}

static void forget_rows(struct drain *drain)
{
	g_clear_pointer(&drain->rows, g_ptr_array_unref);
	g_clear_pointer(&drain->snapshot, snapshot_free);
	drain->at = 0;
}

void drain_free(struct drain *drain)
{
	if (drain == NULL)
		return;
	forget_rows(drain);
	g_ptr_array_unref(drain->unsettled);
	if (drain->lock != NULL)
		store_lock_free(drain->lock);
	g_free(drain->trouble);
	g_free(drain);
}

gboolean drain_is_waiting(const struct drain *drain)
{
	return drain->in_flight != NULL;
}

gboolean drain_is_elsewhere(const struct drain *drain)
{
	return drain->is_elsewhere;
}

gboolean drain_is_idle(const struct drain *drain)
{
	return drain->in_flight == NULL && drain->lock == NULL;
}

const char *drain_trouble(const struct drain *drain)
{
	return drain->trouble;
}

guint drain_sent(const struct drain *drain)
{
	return drain->sent;
}

/* --- settling: from state/sent into the repository ---------------------- */

static gboolean commit_reports(
	struct drain *drain, const GPtrArray *reports, GError **error)
{
	gint64 now = unix_now();
	gboolean rules_moved = FALSE;
	struct batch *batch = store_begin(
		drain->home->store, LOCK_MS, now, &rules_moved, error);
	struct turn turn;

	if (batch == NULL)
		return FALSE;
	if (rules_moved && !home_reload(drain->home, batch, error)) {
		batch_abort(batch);
		return FALSE;
	}
	turn_init(&turn, drain->home, batch, drain->nursery, now);
	gboolean is_put = turn_deliveries(&turn, reports, error);

	turn_clear(&turn);
	if (is_put)
		return batch_commit(batch, error);
	batch_abort(batch);
	return FALSE;
}

/* A lost race is cured by loading again. */
static gboolean commit_anyway(
	struct drain *drain, const GPtrArray *reports, GError **error)
{
	for (guint race = 0; race < MAX_RACES; race++) {
		g_autoptr(GError) why = NULL;

		if (commit_reports(drain, reports, &why))
			return TRUE;
		if (g_error_matches(why, POSTERN_FAULT, FAULT_CONFLICT))
			continue;
		g_propagate_error(error, g_steal_pointer(&why));
		return FALSE;
	}
	g_set_error(error, POSTERN_FAULT, FAULT_CONFLICT,
		"others moved the branch again and again");
	return FALSE;
}

gboolean drain_settle(struct drain *drain, GError **error)
{
	if (drain->unsettled->len == 0)
		return TRUE;
	if (!commit_anyway(drain, drain->unsettled, error) ||
		!sent_clear(drain->home, error))
		return FALSE;
	g_ptr_array_set_size(drain->unsettled, 0);
	return TRUE;
}

static gboolean note(struct drain *drain, enum delivery_state state,
	const struct outbox_row *row, const char *reply, GError **error)
{
	struct delivery_report *report =
		delivery_report_new(row, state, unix_now(), reply);

	if (drain->unsettled->len == 0)
		drain->unsettled_since = g_get_monotonic_time();
	g_ptr_array_add(drain->unsettled, report);
	return sent_append(drain->home, report, error);
}

/* --- taking the lock and the rows --------------------------------------- */

static gboolean take_lock(struct drain *drain, GError **error)
{
	g_autoptr(GError) why = NULL;

	if (drain->lock != NULL)
		return TRUE;
	drain->lock = store_lock_outbox(drain->home->store, &why);
	drain->is_elsewhere = drain->lock == NULL && why == NULL;
	if (why != NULL) {
		g_propagate_error(error, g_steal_pointer(&why));
		return FALSE;
	}
	if (drain->lock == NULL)
		return TRUE;
	/* First of all what a killed drain left behind. */
	g_autoptr(GPtrArray) left = sent_read(drain->home, error);

	if (left == NULL)
		return FALSE;
	return left->len == 0 || (commit_anyway(drain, left, error) &&
					 sent_clear(drain->home, error));
}

static void let_go(struct drain *drain)
{
	forget_rows(drain);
	g_clear_pointer(&drain->lock, store_lock_free);
}

static gboolean load_rows(struct drain *drain, GError **error)
{
	forget_rows(drain);
	drain->rows = store_outbox(drain->home->store, unix_now(), ROWS, error);
	if (drain->rows == NULL)
		return FALSE;
	drain->snapshot = store_snapshot(drain->home->store, error);
	return drain->snapshot != NULL;
}

/* --- one mail ----------------------------------------------------------- */

static GBytes *read_mail(
	struct drain *drain, const struct outbox_row *row, GError **error)
{
	struct article article = {
		.ticket = row->ticket,
		.month = row->month,
		.number = row->message,
		.kind = row->vendor ? ARTICLE_VENDOR_OUT : ARTICLE_OUT,
	};
	g_autofree char *path = path_article(&article, "eml");

	return snapshot_read(drain->snapshot, path, MAX_MAIL_BYTES, error);
}

static gboolean send_row(
	struct drain *drain, struct outbox_row *row, GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autofree char *mail_from = NULL;
	g_autoptr(GBytes) mail = NULL;
	g_autoptr(GBytes) stored = read_mail(drain, row, &why);

	if (!sent_reserve(drain->home, error))
		return FALSE;
	if (stored != NULL)
		mail = hand_over_mail(
			&drain->home->site, stored, row, &mail_from, &why);
	if (mail == NULL)
		return note(drain, DELIVERY_FAILED, row, why->message, error);
	GVariant *values[] = {
		g_variant_new_string(mail_from),
		g_variant_new_string(row->address),
		variant_from_bytes(mail),
	};

	drain->in_flight = row;
	drain->is_mailer_gone = !channel_send(drain->mailer, FRAME_SEND,
		g_variant_new_tuple(values, G_N_ELEMENTS(values)), error);
	return !drain->is_mailer_gone;
}

static gboolean next_mail(struct drain *drain, GError **error)
{
	struct outbox_row *row = drain->rows->pdata[drain->at++];

	if (row->born + EXPIRE_SEC < unix_now())
		return note(drain, DELIVERY_EXPIRED, row,
			"not delivered within 5 days", error);
	return send_row(drain, row, error);
}

/* 5 minutes, 10, 20 … 4 hours. */
static gint64 retry_after(guint attempts)
{
	return MIN((gint64)RETRY_MIN_SEC << MIN(attempts, 6u), RETRY_MAX_SEC);
}

static gboolean defer(struct drain *drain, const struct outbox_row *row,
	const char *reply, GError **error)
{
	if (!store_outbox_later(drain->home->store, row,
		    unix_now() + retry_after(row->attempts), error))
		return FALSE;
	/* Written once; the tries that follow are the index's. */
	return row->attempts > 0 ||
	       note(drain, DELIVERY_DEFERRED, row, reply, error);
}

/* Nobody's mail will go for a while: the whole session is at fault, or what
 * became of a mail cannot be kept. */
static void pause_all(struct drain *drain, const char *event, const char *why)
{
	g_free(drain->trouble);
	drain->trouble = g_strdup(why);
	drain->paused_until = g_get_monotonic_time() +
			      (gint64)drain->pause_sec * G_USEC_PER_SEC;
	log_event(LOG_LEVEL_WARNING, event, "why", why, NULL);
	drain->pause_sec = MIN(drain->pause_sec * 2, PAUSE_MAX_SEC);
	forget_rows(drain);
}

static gboolean take_result(
	struct drain *drain, guint state, const char *reply, GError **error)
{
	struct outbox_row *row = drain->in_flight;

	drain->in_flight = NULL;
	drain->pause_sec = PAUSE_MIN_SEC;
	g_clear_pointer(&drain->trouble, g_free);
	if (state == SINK_SENT)
		drain->sent++;
	if (state == SINK_LATER)
		return defer(drain, row, reply, error);
	return note(drain, state == SINK_SENT ? DELIVERY_SENT : DELIVERY_FAILED,
		row, reply, error);
}

static void take_answer(struct drain *drain, GVariant *value)
{
	g_autoptr(GError) why = NULL;
	guint state;
	const char *reply;
	gboolean is_session;

	g_variant_get(value, "(u&sb)", &state, &reply, &is_session);
	if (is_session) {
		drain->in_flight = NULL;
		pause_all(drain, "mail-server", reply);
	} else if (!take_result(drain, state, reply, &why)) {
		pause_all(drain, "outbox", why->message);
	}
}

gboolean drain_result(struct drain *drain, GError **error)
{
	enum frame_type type;
	g_autoptr(GVariant) value =
		channel_receive(drain->mailer, &type, -1, error);

	if (value == NULL)
		return FALSE;
	if (type != FRAME_RESULT || drain->in_flight == NULL) {
		g_set_error(error, POSTERN_FAULT, FAULT_INVALID,
			"the mailer said what nobody asked");
		return FALSE;
	}
	take_answer(drain, value);
	return TRUE;
}

/* --- the machine -------------------------------------------------------- */

static gboolean must_settle(const struct drain *drain)
{
	gint64 age = g_get_monotonic_time() - drain->unsettled_since;
	gboolean is_last = drain->rows == NULL || drain->at == drain->rows->len;

	return drain->unsettled->len > 0 &&
	       (is_last || drain->unsettled->len >= ROWS || age >= SETTLE_USEC);
}

/* When the index says that something is due, as monotonic time. */
static gboolean next_due(struct drain *drain, gint64 *next, GError **error)
{
	gint64 due = 0;
	gint64 now = unix_now();

	if (!store_outbox_next(drain->home->store, &due, error))
		return FALSE;
	*next = due == 0 ? -1
			 : g_get_monotonic_time() +
				   MAX(due - now, 1) * G_USEC_PER_SEC;
	return TRUE;
}

/* TRUE with rows at hand; else the lock is let go. */
static gboolean have_rows(struct drain *drain, gint64 *next, GError **error)
{
	if (drain->rows != NULL && drain->at < drain->rows->len)
		return TRUE;
	if (!load_rows(drain, error))
		return FALSE;
	if (drain->rows->len > 0)
		return TRUE;
	let_go(drain);
	return next_due(drain, next, error);
}

static gboolean work(struct drain *drain, gint64 *next, GError **error)
{
	while (drain->in_flight == NULL) {
		if (must_settle(drain) && !drain_settle(drain, error))
			return FALSE;
		if (!have_rows(drain, next, error))
			return FALSE;
		if (drain->lock == NULL)
			return TRUE;
		if (!next_mail(drain, error))
			return FALSE;
	}
	*next = -1;
	return TRUE;
}

/* Meanwhile what is unsettled may settle; it stays ours until it has. */
static void rest(struct drain *drain)
{
	g_autoptr(GError) why = NULL;

	if (drain_settle(drain, &why))
		let_go(drain);
}

static gboolean step(struct drain *drain, gint64 *next, GError **error)
{
	if (!take_lock(drain, error))
		return FALSE;
	if (!drain->is_elsewhere)
		return work(drain, next, error);
	*next = g_get_monotonic_time() + ELSEWHERE_SEC * G_USEC_PER_SEC;
	return TRUE;
}

gboolean drain_step(struct drain *drain, gint64 *next, GError **error)
{
	g_autoptr(GError) why = NULL;

	*next = -1;
	if (drain->in_flight != NULL)
		return TRUE;
	if (drain->paused_until > g_get_monotonic_time()) {
		rest(drain);
	} else if (step(drain, next, &why)) {
		return TRUE;
	} else if (drain->is_mailer_gone) {
		g_propagate_error(error, g_steal_pointer(&why));
		return FALSE;
	} else {
		pause_all(drain, "outbox", why->message);
	}
	*next = drain->paused_until;
	return TRUE;
}
