#include "intake.h"
#include "channel.h"
#include "clock.h"
#include "fault.h"
#include "log.h"

#include <string.h>
#include <unistd.h>

#define LOCK_MS 30000
/* A lost race is cured by loading again; one that never ends is an error. */
#define MAX_RACES 5

struct waiting {
	struct arrived mail;
	char *key;
};

static void waiting_free(struct waiting *waiting)
{
	g_bytes_unref(waiting->mail.raw);
	g_free(waiting->key);
	g_free(waiting);
}

void intake_init(struct intake *intake, int fd,
	const struct mailbox_settings *mailbox, gboolean is_daemon)
{
	*intake = (struct intake){
		.fd = fd,
		.mailbox = mailbox,
		.is_daemon = is_daemon,
		.waiting = g_ptr_array_new_with_free_func(
			(GDestroyNotify)waiting_free),
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
		waiting->mail.over_limit =
			"over the size limit (postern.conf, [limits] message); "
			"only its header is kept here, the mail itself stays "
			"with the mail server";
	waiting->mail.raw = variant_to_bytes(bytes);
	waiting->mail.queue = intake->mailbox->queue;
	g_ptr_array_add(intake->waiting, waiting);
}

/* --- a batch ------------------------------------------------------------ */

static gboolean put_mails(struct batch *batch, const GPtrArray *mails,
	struct home *home, struct nursery *nursery, GError **error)
{
	struct clock clock = clock_system();
	struct turn turn;

	turn_init(&turn, home, batch, nursery, clock_now(&clock));
	gboolean is_fine = TRUE;

	for (guint i = 0; is_fine && i < mails->len; i++) {
		const struct arrived *next =
			i + 1 < mails->len ? mails->pdata[i + 1] : NULL;

		is_fine = turn_mail(&turn, mails->pdata[i], next, error);
	}
	turn_clear(&turn);
	return is_fine;
}

static gboolean commit_once(const GPtrArray *mails, struct home *home,
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
	if (put_mails(batch, mails, home, nursery, error))
		return batch_commit(batch, error);
	batch_abort(batch);
	return FALSE;
}

gboolean intake_commit(const GPtrArray *mails, struct home *home,
	struct nursery *nursery, GError **error)
{
	for (guint race = 0; race < MAX_RACES; race++) {
		g_autoptr(GError) why = NULL;

		if (commit_once(mails, home, nursery, &why))
			return TRUE;
		if (race + 1 < MAX_RACES &&
			g_error_matches(why, POSTERN_FAULT, FAULT_CONFLICT))
			continue;
		g_propagate_error(error, g_steal_pointer(&why));
		return FALSE;
	}
	return FALSE;
}

static gboolean tell_again(
	struct intake *intake, const GError *why, GError **error)
{
	if (intake->is_daemon)
		log_event(LOG_LEVEL_ERROR, "not-kept", "mailbox",
			intake->mailbox->name, "why", why->message, NULL);
	g_free(intake->trouble);
	intake->trouble = g_strdup(why->message);
	intake->trouble_code = why->code;
	g_ptr_array_set_size(intake->waiting, 0);
	return channel_send(
		intake->fd, FRAME_AGAIN, g_variant_new_tuple(NULL, 0), error);
}

static gboolean end_batch(struct intake *intake, struct home *home,
	struct nursery *nursery, GError **error)
{
	g_autoptr(GPtrArray) mails = g_ptr_array_new();
	g_autoptr(GError) why = NULL;
	GVariantBuilder keys;
	char count[24] = { 0 };

	g_variant_builder_init(&keys, G_VARIANT_TYPE("as"));
	for (guint i = 0; i < intake->waiting->len; i++) {
		struct waiting *waiting = intake->waiting->pdata[i];

		g_ptr_array_add(mails, &waiting->mail);
		g_variant_builder_add(&keys, "s", waiting->key);
	}
	if (!intake_commit(mails, home, nursery, &why)) {
		g_variant_builder_clear(&keys);
		return tell_again(intake, why, error);
	}
	intake->taken += mails->len;
	if (intake->is_daemon)
		log_event(LOG_LEVEL_INFO, "taken", "mailbox",
			intake->mailbox->name, "count",
			log_number(count, mails->len), NULL);
	g_ptr_array_set_size(intake->waiting, 0);
	return channel_send(
		intake->fd, FRAME_DONE, g_variant_new("(as)", &keys), error);
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
	/* What the desk itself could not do tells more than that it could not.
	 */
	if (intake->trouble)
		return;
	intake->trouble = g_strdup(what);
	intake->trouble_code = (int)code;
}

gboolean intake_frame(struct intake *intake, struct home *home,
	struct nursery *nursery, GError **error)
{
	enum frame_type type;
	g_autoptr(GVariant) value =
		channel_receive(intake->fd, &type, -1, error);

	if (value == NULL)
		return FALSE;
	if (type == FRAME_MAIL)
		take_mail(intake, value);
	else if (type == FRAME_BATCH)
		return end_batch(intake, home, nursery, error);
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
