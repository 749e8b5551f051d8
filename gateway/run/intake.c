#include "intake.h"
#include "channel.h"
#include "clock.h"
#include "fault.h"
#include "log.h"

#include <poll.h>
#include <string.h>
#include <unistd.h>

#define LOCK_MS 30000
/* A lost race is cured by loading again; one that never ends is an error. */
#define MAX_RACES 5

/* How far ahead mails are parsed: so that the parser has enough to do while a
 * batch is made durable, and so that answers do not pile up. */
#define AHEAD_MAILS 64u
#define AHEAD_BYTES ((gsize)2 << 20)

struct waiting {
	struct arrived mail;
	char *key;
};

static void waiting_free(struct waiting *waiting)
{
	arrived_clear(&waiting->mail);
	g_bytes_unref(waiting->mail.raw);
	g_free(waiting->key);
	g_free(waiting);
}

static GPtrArray *no_mails(void)
{
	return g_ptr_array_new_with_free_func((GDestroyNotify)waiting_free);
}

void intake_init(struct intake *intake, int fd,
	const struct mailbox_settings *mailbox, gboolean is_daemon)
{
	*intake = (struct intake){
		.fd = fd,
		.mailbox = mailbox,
		.is_daemon = is_daemon,
		.waiting = no_mails(),
	};
}

void intake_clear(struct intake *intake)
{
	if (intake->fd >= 0)
		close(intake->fd);
	g_clear_pointer(&intake->waiting, g_ptr_array_unref);
	g_clear_pointer(&intake->trouble, g_free);
	intake->fd = -1;
}

static void take_mail(struct intake *intake, GVariant *value)
{
	struct waiting *waiting = g_new0(struct waiting, 1);
	g_autoptr(GVariant) bytes = g_variant_get_child_value(value, 4);

	gboolean is_truncated;

	g_variant_get(value, "(sxbt@ay)", &waiting->key, &waiting->mail.arrival,
		&is_truncated, NULL, NULL);
	if (is_truncated)
		waiting->mail.over_limit = OVER_LIMIT
			"; only its header is kept here, the mail itself stays "
			"with the mail server";
	waiting->mail.raw = variant_to_bytes(bytes);
	if (!is_truncated &&
		g_bytes_get_size(waiting->mail.raw) > intake->max_message)
		waiting->mail.over_limit = OVER_LIMIT;
	waiting->mail.queue = intake->mailbox->queue;
	g_ptr_array_add(intake->waiting, waiting);
}

static void take_trouble(struct intake *intake, GVariant *value)
{
	const char *what;
	guint code;

	g_variant_get(value, "(u&s)", &code, &what);
	if (intake->is_daemon)
		log_event(LOG_LEVEL_WARNING, "mailbox-trouble", "mailbox",
			intake->mailbox->name, "why", what, NULL);
	g_ptr_array_set_size(intake->waiting, 0);
	intake->is_refusing = FALSE;
	/* What the desk itself could not do tells more than that it could not.
	 */
	if (intake->trouble)
		return;
	intake->trouble = g_strdup(what);
	intake->trouble_code = (int)code;
}

gboolean intake_frame(struct intake *intake, GError **error)
{
	enum frame_type type;
	g_autoptr(GVariant) value =
		channel_receive(intake->fd, &type, -1, error);

	if (value == NULL)
		return FALSE;
	if (type == FRAME_MAIL && !intake->is_whole)
		take_mail(intake, value);
	else if (type == FRAME_BATCH && !intake->is_whole)
		intake->is_whole = TRUE;
	else if (type == FRAME_TROUBLE)
		take_trouble(intake, value);
	else if (type == FRAME_FINISHED) {
		close(intake->fd);
		intake->fd = -1;
	} else {
		g_set_error(error, POSTERN_FAULT, FAULT_INVALID,
			"the fetcher sent a frame of type %u", type);
		return FALSE;
	}
	return TRUE;
}

/* What the fetcher has said by now, without waiting for more. */
static gboolean take_what_is_there(struct intake *intake, GError **error)
{
	while (intake->fd >= 0 && !intake->is_whole) {
		struct pollfd fd = { .fd = intake->fd, .events = POLLIN };

		if (poll(&fd, 1, 0) <= 0)
			return TRUE;
		if (!intake_frame(intake, error))
			return FALSE;
	}
	return TRUE;
}

/* --- a batch ------------------------------------------------------------ */

/* The mails of a batch, and whence those of the next come, or NULL. */
struct load {
	const GPtrArray *mails; /* struct arrived * */
	struct intake *intake;
};

/* How much more may be parsed ahead. */
struct room {
	guint mails;
	gsize bytes;
};

static gboolean look_ahead(
	struct turn *turn, struct arrived *mail, struct room *room)
{
	gsize length = g_bytes_get_size(mail->raw);

	if (room->mails == 0 || length > room->bytes)
		return FALSE;
	room->mails--;
	room->bytes -= length;
	turn_ahead(turn, mail);
	return TRUE;
}

/* From that mail of the batch on, then into the next batch. */
static void look_far(struct turn *turn, const struct load *load, guint from)
{
	struct room room = { AHEAD_MAILS, AHEAD_BYTES };
	gboolean has_room = TRUE;

	for (guint i = from; has_room && i < load->mails->len; i++)
		has_room = look_ahead(turn, load->mails->pdata[i], &room);
	if (load->intake == NULL)
		return;
	for (guint i = 0; has_room && i < load->intake->waiting->len; i++) {
		struct waiting *next = load->intake->waiting->pdata[i];

		has_room = look_ahead(turn, &next->mail, &room);
	}
}

static gboolean put_mails(struct batch *batch, const struct load *load,
	struct home *home, struct nursery *nursery, GError **error)
{
	struct clock clock = clock_system();
	struct turn turn;
	gboolean is_fine = TRUE;

	turn_init(&turn, home, batch, nursery, clock_now(&clock));
	for (guint i = 0; is_fine && i < load->mails->len; i++) {
		/* A fetcher that is gone is met when it is told. */
		if (load->intake != NULL)
			take_what_is_there(load->intake, NULL);
		look_far(&turn, load, i);
		is_fine = turn_mail(&turn, load->mails->pdata[i], error);
	}
	turn_clear(&turn);
	return is_fine;
}

static gboolean commit_once(const struct load *load, struct home *home,
	struct nursery *nursery, GError **error)
{
	struct clock clock = clock_system();
	gboolean rules_moved = FALSE;
	struct batch *batch = store_begin(
		home->store, LOCK_MS, clock_now(&clock), &rules_moved, error);

	if (batch == NULL)
		return FALSE;
	if (rules_moved) {
		g_autoptr(GError) why = NULL;

		if (!home_reload(home, batch, &why))
			log_event(LOG_LEVEL_ERROR, "rules-kept", "why",
				why->message, NULL);
	}
	if (put_mails(batch, load, home, nursery, error))
		return batch_commit(batch, error);
	batch_abort(batch);
	return FALSE;
}

static gboolean commit(const struct load *load, struct home *home,
	struct nursery *nursery, GError **error)
{
	for (guint race = 0; race < MAX_RACES; race++) {
		g_autoptr(GError) why = NULL;

		if (commit_once(load, home, nursery, &why))
			return TRUE;
		if (race + 1 < MAX_RACES &&
			g_error_matches(why, POSTERN_FAULT, FAULT_CONFLICT))
			continue;
		g_propagate_error(error, g_steal_pointer(&why));
		return FALSE;
	}
	return FALSE;
}

gboolean intake_commit(const GPtrArray *mails, struct home *home,
	struct nursery *nursery, GError **error)
{
	return commit(&(struct load){ .mails = mails }, home, nursery, error);
}

/* --- telling the fetcher ------------------------------------------------ */

static gboolean say_again(const struct intake *intake, GError **error)
{
	return channel_send(
		intake->fd, FRAME_AGAIN, g_variant_new_tuple(NULL, 0), error);
}

/* What comes behind a batch that failed fails too, or mails would be taken out
 * of their order. */
static gboolean refuse(struct intake *intake, const GError *why, GError **error)
{
	if (intake->is_daemon)
		log_event(LOG_LEVEL_ERROR, "not-kept", "mailbox",
			intake->mailbox->name, "why", why->message, NULL);
	g_free(intake->trouble);
	intake->trouble = g_strdup(why->message);
	intake->trouble_code = why->code;
	intake->is_refusing = TRUE;
	return say_again(intake, error);
}

static gboolean say_done(
	struct intake *intake, const GPtrArray *mails, GError **error)
{
	GVariantBuilder keys;
	char count[24] = { 0 };

	g_variant_builder_init(&keys, G_VARIANT_TYPE("as"));
	for (guint i = 0; i < mails->len; i++) {
		const struct waiting *waiting = mails->pdata[i];

		g_variant_builder_add(&keys, "s", waiting->key);
	}
	intake->taken += mails->len;
	if (intake->is_daemon)
		log_event(LOG_LEVEL_INFO, "taken", "mailbox",
			intake->mailbox->name, "count",
			log_number(count, mails->len), NULL);
	return channel_send(
		intake->fd, FRAME_DONE, g_variant_new("(as)", &keys), error);
}

gboolean intake_work(struct intake *intake, struct home *home,
	struct nursery *nursery, GError **error)
{
	g_autoptr(GPtrArray) waiting = NULL;
	g_autoptr(GPtrArray) mails = g_ptr_array_new();
	g_autoptr(GError) why = NULL;

	if (!intake->is_whole)
		return TRUE;
	waiting = intake->waiting;
	intake->waiting = no_mails();
	intake->is_whole = FALSE;
	if (intake->is_refusing)
		return say_again(intake, error);
	for (guint i = 0; i < waiting->len; i++)
		g_ptr_array_add(
			mails, &((struct waiting *)waiting->pdata[i])->mail);
	return commit(&(struct load){ mails, intake }, home, nursery, &why)
		       ? say_done(intake, waiting, error)
		       : refuse(intake, why, error);
}
