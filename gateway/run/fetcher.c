#include "fetcher.h"
#include "channel.h"
#include "fault.h"
#include "fence.h"
#include "source.h"

#include <unistd.h>

#define BATCH_MAILS 250u
#define BATCH_BYTES (3u << 20)
/* While the desk works on one batch the next is fetched. */
#define MAX_UNANSWERED 2u
#define WAIT_SEC 600u
#define BACKOFF_MIN_SEC 1u
#define BACKOFF_MAX_SEC 300u

struct fetcher {
	int desk;
	const struct fetcher_task *task;
	struct source *source;
	guint backoff_sec;
	guint unanswered;   /* batches at the desk */
	GPtrArray *durable; /* char *: keys of mails not put away yet */
};

gboolean fetcher_options(struct source_options *options, char **secret,
	const struct home *home, const struct mailbox_settings *mailbox,
	GError **error)
{
	g_autoptr(GError) why = NULL;

	*secret = home_secret(home, mailbox->password_file, &why);
	if (why != NULL) {
		g_propagate_prefixed_error(error, g_steal_pointer(&why),
			"mailbox \"%s\": ", mailbox->name);
		return FALSE;
	}
	*options = (struct source_options){
		.name = mailbox->name,
		.url = mailbox->url,
		.folder = home->dir,
		.user = mailbox->user,
		.secret = *secret,
		.oauth2 = mailbox->oauth2 != NULL,
		.done = mailbox->done,
		.ca_file = mailbox->ca_file,
		.plaintext = mailbox->tls == TLS_NONE,
		.max_message = home->settings->limits.message,
	};
	return TRUE;
}

static gboolean open_source(struct fetcher *fetcher, GError **error)
{
	const struct fetcher_task *task = fetcher->task;
	struct source_options options;
	g_autofree char *secret = NULL;

	if (!fetcher_options(
		    &options, &secret, task->home, task->mailbox, error))
		return FALSE;
	fetcher->source = source_open(&options, error);
	if (secret != NULL)
		explicit_bzero(secret, strlen(secret));
	if (fetcher->source == NULL)
		g_prefix_error(error, "mailbox \"%s\": ", task->mailbox->name);
	return fetcher->source != NULL;
}

static gboolean say_mail(
	int desk, const struct source_mail *mail, GError **error)
{
	GVariant *values[] = {
		g_variant_new_string(mail->key),
		g_variant_new_int64(mail->arrival),
		g_variant_new_boolean(mail->truncated),
		g_variant_new_uint64(mail->size),
		variant_from_bytes(mail->raw),
	};

	return channel_send(desk, FRAME_MAIL,
		g_variant_new_tuple(values, G_N_ELEMENTS(values)), error);
}

/* The desk's answer to a batch: these are durable, or come back later. */
static gboolean hear(struct fetcher *fetcher, GError **error)
{
	enum frame_type type;
	g_autoptr(GVariant) value =
		channel_receive(fetcher->desk, &type, -1, error);
	g_autoptr(GVariantIter) iter = NULL;
	const char *key;

	if (value == NULL)
		_exit(0); /* the desk is gone: so are we */
	fetcher->unanswered--;
	if (type != FRAME_DONE) {
		g_set_error(error, POSTERN_FAULT, FAULT_TEMPORARY,
			"the desk could not keep the mail");
		return FALSE;
	}
	g_variant_get(value, "(as)", &iter);
	while (g_variant_iter_next(iter, "&s", &key))
		g_ptr_array_add(fetcher->durable, g_strdup(key));
	return TRUE;
}

static gboolean put_away(struct fetcher *fetcher, GError **error)
{
	if (fetcher->durable->len == 0)
		return TRUE;
	if (!source_done(fetcher->source, fetcher->durable, error))
		return FALSE;
	g_ptr_array_set_size(fetcher->durable, 0);
	return TRUE;
}

/* Mails that are at the desk when the source fails are put away by the next
 * one: their keys keep their meaning. */
static void settle(struct fetcher *fetcher)
{
	while (fetcher->unanswered > 0)
		hear(fetcher, NULL);
}

static gboolean say_batch(
	struct fetcher *fetcher, const GPtrArray *mails, GError **error)
{
	for (guint i = 0; i < mails->len; i++)
		if (!say_mail(fetcher->desk, mails->pdata[i], error))
			return FALSE;
	if (!channel_send(fetcher->desk, FRAME_BATCH,
		    g_variant_new_tuple(NULL, 0), error))
		return FALSE;
	fetcher->unanswered++;
	return TRUE;
}

/* One batch. *count: how many there were. */
static gboolean take_batch(
	struct fetcher *fetcher, guint *count, GError **error)
{
	g_autoptr(GPtrArray) mails =
		source_take(fetcher->source, BATCH_MAILS, BATCH_BYTES, error);

	if (mails == NULL)
		return FALSE;
	*count = mails->len;
	return mails->len == 0 || say_batch(fetcher, mails, error);
}

static gboolean take_all(struct fetcher *fetcher, GError **error)
{
	guint count;

	do {
		if (!take_batch(fetcher, &count, error))
			return FALSE;
		if (count > 0)
			fetcher->backoff_sec = BACKOFF_MIN_SEC;
		/* Nothing more waits: then for the answers, or for one. */
		while (fetcher->unanswered >= (count > 0 ? MAX_UNANSWERED : 1))
			if (!hear(fetcher, error) || !put_away(fetcher, error))
				return FALSE;
	} while (count > 0);
	return TRUE;
}

/* Works until something fails, or (once) until nothing waits. */
static gboolean work(struct fetcher *fetcher, GError **error)
{
	if (!open_source(fetcher, error) || !put_away(fetcher, error))
		return FALSE;
	while (take_all(fetcher, error)) {
		if (fetcher->task->once)
			return TRUE;
		if (!source_wait(fetcher->source, -1, WAIT_SEC, error))
			return FALSE;
		fetcher->backoff_sec = BACKOFF_MIN_SEC;
	}
	return FALSE;
}

static gboolean say_trouble(int desk, const GError *why)
{
	guint code = why->domain == POSTERN_FAULT ? (guint)why->code
						  : (guint)FAULT_IO;
	g_autofree char *text = g_utf8_make_valid(why->message, -1);

	return channel_send(
		desk, FRAME_TROUBLE, g_variant_new("(us)", code, text), NULL);
}

void fetcher_be(int fd, gconstpointer data)
{
	struct fetcher fetcher = {
		.desk = fd,
		.task = data,
		.backoff_sec = BACKOFF_MIN_SEC,
		.durable = g_ptr_array_new_with_free_func(g_free),
	};
	const struct mailbox_settings *mailbox = fetcher.task->mailbox;

	fence_port(fetcher.task->home, mailbox->url, mailbox->password_file,
		mailbox->ca_file);
	for (;;) {
		g_autoptr(GError) why = NULL;
		gboolean is_done = work(&fetcher, &why);

		settle(&fetcher);
		source_free(g_steal_pointer(&fetcher.source));
		if (!is_done && !say_trouble(fd, why))
			return;
		if (fetcher.task->once)
			break;
		/* A server that is away is asked ever more seldom; one that
		 * answered is asked again at once. */
		sleep(fetcher.backoff_sec);
		fetcher.backoff_sec =
			MIN(fetcher.backoff_sec * 2, BACKOFF_MAX_SEC);
	}
	channel_send(fd, FRAME_FINISHED, g_variant_new_tuple(NULL, 0), NULL);
}
