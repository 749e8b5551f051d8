#include "source_kind.h"
#include "fault.h"
#include "imap_fetch.h"
#include "imap_move.h"
#include "imap_session.h"
#include <errno.h>
#include <libetpan/idle.h>
#include <poll.h>
#include <string.h>

enum {
	IDLE_SEC = 25 * 60, /* servers may hang up after 30 minutes */
	POLL_SEC = 30,      /* where there is no IDLE */
	TAKE_MAX = 500,     /* mails a command */
};

struct imap_source {
	struct source base;
	struct imap_session *session;
	char *done; /* folder as on the wire, or NULL: flag \Seen */
	gsize max_message;
	struct imap_scan scan;
	guint next; /* in scan.mails: those before were given out */
	gboolean is_scanned;
	guint64 arrived; /* tls_stream_arrived() at the last scan */
};

static void free_imap(struct source *source)
{
	struct imap_source *imap = (struct imap_source *)source;

	imap_session_free(imap->session);
	g_array_unref(imap->scan.mails);
	g_free(imap->done);
	g_free(imap);
}

static gboolean has_news(const struct imap_source *imap)
{
	return !imap->is_scanned || imap->next < imap->scan.mails->len ||
	       tls_stream_arrived(imap->session->stream) != imap->arrived;
}

static gboolean say_noop(struct imap_source *imap, GError **error)
{
	imap_begin(imap->session);
	return imap_check(imap->session, mailimap_noop(imap->session->imap),
		"NOOP", error);
}

static gboolean look_again(struct imap_source *imap, GError **error)
{
	if (imap->next < imap->scan.mails->len)
		return TRUE;
	if (!has_news(imap) && !say_noop(imap, error))
		return FALSE;
	if (!has_news(imap))
		return TRUE;
	g_array_set_size(imap->scan.mails, 0);
	imap->next = 0;
	imap->arrived = tls_stream_arrived(imap->session->stream);
	imap->is_scanned = imap_scan(imap->session, &imap->scan, error);
	return imap->is_scanned;
}

static gboolean is_large(
	const struct imap_source *imap, const struct imap_mail *mail)
{
	return mail->size > imap->max_message;
}

/* How many of those that wait make a batch. */
static guint count_batch(
	const struct imap_source *imap, guint max_count, gsize max_bytes)
{
	guint waiting = imap->scan.mails->len - imap->next;
	guint limit = MIN(MIN(max_count, TAKE_MAX), waiting);
	guint64 bytes = 0;

	for (guint i = 0; i < limit; i++) {
		const struct imap_mail *mail = &g_array_index(
			imap->scan.mails, struct imap_mail, imap->next + i);

		bytes += is_large(imap, mail) ? SOURCE_HEADER_MAX : mail->size;
		if (i > 0 && bytes > max_bytes)
			return i;
	}
	return limit;
}

static struct source_mail *make_mail(const struct imap_source *imap,
	const struct imap_mail *from, GBytes *bytes)
{
	struct source_mail *mail = g_new0(struct source_mail, 1);

	/* Larger than it was said to be is too large as well. */
	mail->truncated = is_large(imap, from) ||
			  g_bytes_get_size(bytes) > imap->max_message;
	mail->raw = mail->truncated ? source_header(bytes) : g_bytes_ref(bytes);
	mail->arrival = from->arrival;
	mail->size = MAX(from->size, g_bytes_get_size(bytes));
	mail->key =
		g_strdup_printf("%u.%u", imap->session->uidvalidity, from->uid);
	return mail;
}

/* The bytes of those of the batch that are, or are not, large. */
static GHashTable *fetch_some(
	struct imap_source *imap, guint count, gboolean large, GError **error)
{
	g_autoptr(GArray) some =
		g_array_new(FALSE, FALSE, sizeof(struct imap_mail));

	for (guint i = 0; i < count; i++) {
		const struct imap_mail *mail = &g_array_index(
			imap->scan.mails, struct imap_mail, imap->next + i);

		if (is_large(imap, mail) == large)
			g_array_append_vals(some, mail, 1);
	}
	if (some->len == 0)
		return g_hash_table_new(NULL, NULL);
	return imap_fetch(imap->session,
		(const struct imap_mail *)(gpointer)some->data, some->len,
		large, large ? 0 : imap->max_message, error);
}

static void free_mail(gpointer mail)
{
	source_mail_free(mail);
}

static GPtrArray *take_imap(
	struct source *source, guint max_count, gsize max_bytes, GError **error)
{
	struct imap_source *imap = (struct imap_source *)source;
	g_autoptr(GPtrArray) mails = g_ptr_array_new_with_free_func(free_mail);
	g_autoptr(GHashTable) usual = NULL;
	g_autoptr(GHashTable) large = NULL;
	guint count;

	if (!look_again(imap, error))
		return NULL;
	count = count_batch(imap, max_count, max_bytes);
	usual = fetch_some(imap, count, FALSE, error);
	large = usual ? fetch_some(imap, count, TRUE, error) : NULL;
	if (!large)
		return NULL;
	for (guint i = 0; i < count; i++) {
		const struct imap_mail *mail = &g_array_index(
			imap->scan.mails, struct imap_mail, imap->next++);
		GBytes *bytes = g_hash_table_lookup(
			is_large(imap, mail) ? large : usual,
			GUINT_TO_POINTER(mail->uid));

		if (bytes)
			g_ptr_array_add(mails, make_mail(imap, mail, bytes));
	}
	return g_steal_pointer(&mails);
}

static int by_number(gconstpointer a, gconstpointer b)
{
	guint32 one = *(const guint32 *)a, other = *(const guint32 *)b;

	return one < other ? -1 : one > other;
}

/* Of keys, the UIDs; a key of another UIDVALIDITY means nothing any more, and
 * its mail will come once more. */
static GArray *read_keys(const struct imap_source *imap, const GPtrArray *keys)
{
	GArray *uids = g_array_new(FALSE, FALSE, sizeof(guint32));
	g_autofree char *prefix =
		g_strdup_printf("%u.", imap->session->uidvalidity);

	for (guint i = 0; i < keys->len; i++) {
		const char *key = keys->pdata[i];
		guint64 number;

		if (!g_str_has_prefix(key, prefix) ||
			!g_ascii_string_to_unsigned(key + strlen(prefix), 10, 1,
				G_MAXUINT32, &number, NULL))
			continue;
		guint32 uid = (guint32)number;
		g_array_append_val(uids, uid);
	}
	g_array_sort(uids, by_number);
	return uids;
}

static gboolean done_imap(
	struct source *source, const GPtrArray *keys, GError **error)
{
	struct imap_source *imap = (struct imap_source *)source;
	g_autoptr(GArray) uids = read_keys(imap, keys);

	if (imap->done)
		return imap_move(imap->session, uids, imap->done,
			imap->scan.has_deleted, error);
	return imap_flag_seen(imap->session, uids, error);
}

enum waking { WAKE_NOTHING, WAKE_NEWS, WAKE_BELL };

/* Until the server says something, the bell rings, or seconds have passed. */
static enum waking rest(
	const struct imap_source *imap, int wake_fd, gint64 until)
{
	struct pollfd fds[] = {
		{ .fd = wake_fd, .events = POLLIN },
		{ .fd = tls_stream_fd(imap->session->stream),
			.events = POLLIN },
	};
	gint64 left = (until - g_get_monotonic_time()) / 1000 + 1;

	if (imap->session->imap->imap_stream->read_buffer_len > 0 ||
		tls_stream_has_pending(imap->session->stream))
		return WAKE_NEWS;
	if (poll(fds, G_N_ELEMENTS(fds), (int)CLAMP(left, 0, G_MAXINT)) < 0)
		return errno == EINTR ? WAKE_BELL : WAKE_NEWS;
	return fds[0].revents   ? WAKE_BELL
	       : fds[1].revents ? WAKE_NEWS
				: WAKE_NOTHING;
}

/* libetpan's own takes everything before the "+" for a refusal. FALSE: the
 * connection failed, or the server said it could, and refuses. */
static gboolean begin_idle(struct imap_session *session)
{
	mailstream *stream = session->imap->imap_stream;
	const char *line;

	imap_begin(session);
	if (mailimap_send_current_tag(session->imap) != MAILIMAP_NO_ERROR ||
		mailstream_write(stream, "IDLE\r\n", 6) != 6 ||
		mailstream_flush(stream) < 0)
		return FALSE;
	while ((line = mailimap_read_line(session->imap))) {
		if (*line != '*')
			break;
	}
	session->has_idle = line && *line == '+';
	return session->has_idle;
}

/* RFC 2177. One IDLE, at most until then; FALSE: the connection failed. */
static gboolean idle(struct imap_source *imap, int wake_fd, gint64 until,
	enum waking *waking, GError **error)
{
	struct imap_session *session = imap->session;
	int code;

	if (!begin_idle(session))
		return !tls_stream_fault(session->stream) ||
		       imap_check(
			       session, MAILIMAP_ERROR_STREAM, "IDLE", error);
	/* What came before the "+" is in the count already. */
	*waking = has_news(imap) ? WAKE_NEWS : rest(imap, wake_fd, until);
	imap_begin(session);
	code = mailimap_idle_done(session->imap);
	return imap_check(session, code, "DONE", error);
}

/* Without IDLE only the bell can wake. What the server says unasked (that it
 * hangs up, say) is found out by the NOOP. */
static gboolean ask(struct imap_source *imap, int wake_fd, gint64 until,
	enum waking *waking, GError **error)
{
	struct pollfd bell = { .fd = wake_fd, .events = POLLIN };
	gint64 left = (until - g_get_monotonic_time()) / 1000 + 1;

	if (poll(&bell, 1, (int)CLAMP(left, 0, G_MAXINT)) != 0)
		*waking = WAKE_BELL;
	return say_noop(imap, error);
}

static gboolean wait_imap(
	struct source *source, int wake_fd, guint timeout_sec, GError **error)
{
	struct imap_source *imap = (struct imap_source *)source;
	gint64 end =
		g_get_monotonic_time() + (gint64)timeout_sec * G_USEC_PER_SEC;
	enum waking waking = WAKE_NOTHING;

	while (!has_news(imap) && waking == WAKE_NOTHING) {
		gint64 now = g_get_monotonic_time();
		gboolean idles = imap->session->has_idle;
		gint64 turn =
			now + (idles ? IDLE_SEC : POLL_SEC) * G_USEC_PER_SEC;

		if (now >= end)
			break;
		if (!(idles ? idle : ask)(
			    imap, wake_fd, MIN(turn, end), &waking, error))
			return FALSE;
	}
	return TRUE;
}

static const struct source_kind imap_kind = {
	take_imap,
	done_imap,
	wait_imap,
	free_imap,
};

struct source *imap_source_open(const struct source_options *options,
	const struct url *url, GError **error)
{
	struct imap_source *imap = g_new0(struct imap_source, 1);
	AUTO(source) source = &imap->base;
	struct source_options filled = *options;
	gboolean has_folder = options->done && *options->done;

	source->kind = &imap_kind;
	imap->scan.mails = g_array_new(FALSE, FALSE, sizeof(struct imap_mail));
	imap->scan.unseen_only = !has_folder;
	imap->max_message = options->max_message ? options->max_message
						 : SOURCE_MESSAGE_MAX;
	filled.user = options->user ? options->user : "";
	filled.secret = options->secret ? options->secret : "";
	if (has_folder) {
		imap->done = url_mailbox_encode(options->done, error);
		if (!imap->done)
			return NULL;
	}
	imap->session = imap_session_new(&filled, url, error);
	if (!imap->session)
		return NULL;
	return g_steal_pointer(&source);
}
