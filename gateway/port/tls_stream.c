#include "tls_stream.h"
#include "fault.h"
#include "imap_guard.h"
#include "net.h"
#include "trust.h"
#include <errno.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	LAST_BYTES = 1024 * 1024,
	SLOWEST = 16 * 1024, /* bytes a second that are still waited for */
	LAST_SEC = 5,
};

#define PRIORITY "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"

struct tls_stream {
	int fd;
	char *host;
	GBytes *trust;
	guint timeout_sec;
	gint64 deadline;
	gnutls_session_t session; /* NULL before TLS */
	gnutls_certificate_credentials_t credentials;
	struct imap_guard guard;
	GError *fault;
};

static ssize_t fail(
	struct tls_stream *stream, enum postern_fault code, const char *why)
{
	if (!stream->fault)
		g_set_error(&stream->fault, POSTERN_FAULT, (gint)code, "%s: %s",
			stream->host, why);
	return -1;
}

static ssize_t fail_errno(struct tls_stream *stream)
{
	return fail(stream, FAULT_TEMPORARY,
		errno == ETIMEDOUT ? "no answer in time" : g_strerror(errno));
}

/* How long a call that would block has to wait for what. */
static gboolean await_tls(struct tls_stream *stream)
{
	short events =
		gnutls_record_get_direction(stream->session) ? POLLOUT : POLLIN;

	return net_await(stream->fd, events, stream->deadline);
}

static gboolean is_passing(ssize_t code)
{
	return code == GNUTLS_E_AGAIN || code == GNUTLS_E_INTERRUPTED;
}

static ssize_t receive_tls(struct tls_stream *stream, void *bytes, size_t count)
{
	for (;;) {
		ssize_t got = gnutls_record_recv(stream->session, bytes, count);

		if (got > 0)
			return got;
		if (got == 0 || got == GNUTLS_E_PREMATURE_TERMINATION)
			return fail(
				stream, FAULT_TEMPORARY, "the server hung up");
		if (gnutls_error_is_fatal((int)got))
			return fail(stream, FAULT_TEMPORARY,
				gnutls_strerror((int)got));
		/* Warnings and renegotiation count against the deadline too. */
		if (!is_passing(got) &&
			g_get_monotonic_time() < stream->deadline)
			continue;
		if (!await_tls(stream))
			return fail_errno(stream);
	}
}

static ssize_t receive_plain(
	struct tls_stream *stream, void *bytes, size_t count)
{
	for (;;) {
		ssize_t got = recv(stream->fd, bytes, count, 0);

		if (got > 0)
			return got;
		if (got == 0)
			return fail(
				stream, FAULT_TEMPORARY, "the server hung up");
		if (errno == EINTR)
			continue;
		if (errno != EAGAIN ||
			!net_await(stream->fd, POLLIN, stream->deadline))
			return fail_errno(stream);
	}
}

static ssize_t read_stream(mailstream_low *low, void *bytes, size_t count)
{
	struct tls_stream *stream = low->data;
	const char *refused;
	ssize_t got;

	if (stream->fault)
		return -1;
	/* A server that always has a byte more never makes anybody wait. */
	if (g_get_monotonic_time() >= stream->deadline) {
		errno = ETIMEDOUT;
		return fail_errno(stream);
	}
	got = stream->session ? receive_tls(stream, bytes, count)
			      : receive_plain(stream, bytes, count);
	if (got <= 0)
		return -1;
	refused = imap_guard_feed(&stream->guard, bytes, (gsize)got);
	return refused ? fail(stream, FAULT_TEMPORARY, refused) : got;
}

static ssize_t write_stream(
	mailstream_low *low, const void *bytes, size_t count)
{
	struct tls_stream *stream = low->data;

	while (!stream->fault) {
		ssize_t sent =
			stream->session
				? gnutls_record_send(
					  stream->session, bytes, count)
				: send(stream->fd, bytes, count, MSG_NOSIGNAL);

		if (sent > 0)
			return sent;
		if (stream->session && !is_passing(sent))
			return fail(stream, FAULT_TEMPORARY,
				gnutls_strerror((int)sent));
		if (!stream->session && errno != EAGAIN && errno != EINTR)
			return fail_errno(stream);
		if (stream->session ? !await_tls(stream)
				    : !net_await(stream->fd, POLLOUT,
					      stream->deadline))
			return fail_errno(stream);
	}
	return -1;
}

static int close_stream(mailstream_low *low)
{
	struct tls_stream *stream = low->data;

	if (stream->session && !stream->fault)
		gnutls_bye(stream->session, GNUTLS_SHUT_WR);
	return 0;
}

static int get_fd(mailstream_low *low)
{
	return tls_stream_fd(low->data);
}

/* libetpan has made low by malloc() and leaves its end to the driver. */
static void free_stream(mailstream_low *low)
{
	tls_stream_free(low->data);
	free(low);
}

static void cancel_stream(mailstream_low *low)
{
	fail(low->data, FAULT_TEMPORARY, "cancelled");
}

static mailstream_low_driver driver = {
	.mailstream_read = read_stream,
	.mailstream_write = write_stream,
	.mailstream_close = close_stream,
	.mailstream_get_fd = get_fd,
	.mailstream_free = free_stream,
	.mailstream_cancel = cancel_stream,
};

struct tls_stream *tls_stream_new(
	const struct tls_stream_options *options, GError **error)
{
	struct tls_stream *stream = g_new0(struct tls_stream, 1);

	stream->fd = -1;
	stream->host = g_strdup(options->host);
	stream->timeout_sec = options->timeout_sec;
	imap_guard_init(&stream->guard);
	tls_stream_begin(stream, 0, 0);
	stream->trust = trust_bundle(options->ca_file, options->folder, error);
	if (stream->trust)
		stream->fd = net_connect(
			options->host, options->port, stream->deadline, error);
	if (stream->fd < 0)
		g_clear_pointer(&stream, tls_stream_free);
	return stream;
}

void tls_stream_free(struct tls_stream *stream)
{
	if (!stream)
		return;
	if (stream->session)
		gnutls_deinit(stream->session);
	if (stream->credentials)
		gnutls_certificate_free_credentials(stream->credentials);
	if (stream->fd >= 0)
		close(stream->fd);
	imap_guard_clear(&stream->guard);
	g_clear_pointer(&stream->trust, g_bytes_unref);
	g_clear_error(&stream->fault);
	g_free(stream->host);
	g_free(stream);
}

mailstream *tls_stream_wrap(struct tls_stream *stream)
{
	mailstream_low *low = mailstream_low_new(stream, &driver);
	mailstream *wrapped = low ? mailstream_new(low, 64 * 1024) : NULL;

	if (!wrapped)
		g_error("out of memory");
	return wrapped;
}

/* RFC 6066 section 3: names only. */
static void name_server(const struct tls_stream *stream)
{
	if (!g_hostname_is_ip_address(stream->host))
		gnutls_server_name_set(stream->session, GNUTLS_NAME_DNS,
			stream->host, strlen(stream->host));
}

static int prepare(struct tls_stream *stream)
{
	gsize length;
	const char *pem = g_bytes_get_data(stream->trust, &length);
	gnutls_datum_t text = { .size = (unsigned int)length };
	g_autofree unsigned char *copy = g_memdup2(pem, length);
	int code =
		gnutls_certificate_allocate_credentials(&stream->credentials);

	text.data = copy;
	if (code >= 0) /* the number of certificates: none is an answer too */
		gnutls_certificate_set_x509_trust_mem(
			stream->credentials, &text, GNUTLS_X509_FMT_PEM);
	if (code >= 0)
		code = gnutls_init(&stream->session,
			GNUTLS_CLIENT | GNUTLS_NONBLOCK | GNUTLS_NO_SIGNAL);
	if (code >= 0)
		code = gnutls_priority_set_direct(
			stream->session, PRIORITY, NULL);
	if (code >= 0)
		code = gnutls_credentials_set(stream->session,
			GNUTLS_CRD_CERTIFICATE, stream->credentials);
	return code;
}

static int shake_hands(struct tls_stream *stream)
{
	int code;

	do {
		code = gnutls_handshake(stream->session);
		if (is_passing(code) && !await_tls(stream))
			return GNUTLS_E_TIMEDOUT;
	} while (code < 0 && !gnutls_error_is_fatal(code) &&
		 g_get_monotonic_time() < stream->deadline);
	return code;
}

static void explain(struct tls_stream *stream, int code)
{
	gnutls_datum_t words = { NULL, 0 };
	unsigned int status;

	if (code != GNUTLS_E_CERTIFICATE_VERIFICATION_ERROR) {
		g_autofree char *why = g_strdup_printf(
			"no TLS connection: %s", gnutls_strerror(code));

		fail(stream, FAULT_TEMPORARY, why);
		return;
	}
	status = gnutls_session_get_verify_cert_status(stream->session);
	if (gnutls_certificate_verification_status_print(
		    status, GNUTLS_CRT_X509, &words, 0) < 0) {
		fail(stream, FAULT_DENIED, "the certificate is not trusted");
		return;
	}
	fail(stream, FAULT_DENIED, g_strchomp((char *)(gpointer)words.data));
	gnutls_free(words.data);
}

gboolean tls_stream_secure(struct tls_stream *stream, GError **error)
{
	int code = prepare(stream);

	if (code >= 0) {
		name_server(stream);
		gnutls_session_set_verify_cert(
			stream->session, stream->host, 0);
		gnutls_transport_set_int(stream->session, stream->fd);
		code = shake_hands(stream);
	}
	if (code >= 0)
		return TRUE;
	explain(stream, code);
	g_propagate_error(error, g_error_copy(stream->fault));
	return FALSE;
}

void tls_stream_begin(struct tls_stream *stream, guint64 bytes, guint64 slack)
{
	guint64 seconds = stream->timeout_sec + bytes / SLOWEST;

	stream->guard.budget = bytes + slack;
	stream->deadline =
		g_get_monotonic_time() + (gint64)seconds * G_USEC_PER_SEC;
}

void tls_stream_hurry(struct tls_stream *stream)
{
	stream->guard.budget = LAST_BYTES;
	stream->deadline = g_get_monotonic_time() + LAST_SEC * G_USEC_PER_SEC;
}

int tls_stream_fd(const struct tls_stream *stream)
{
	return stream->fd;
}

gboolean tls_stream_has_pending(const struct tls_stream *stream)
{
	return stream->session &&
	       gnutls_record_check_pending(stream->session) > 0;
}

guint64 tls_stream_exists(const struct tls_stream *stream)
{
	return stream->guard.exists;
}

guint64 tls_stream_arrived(const struct tls_stream *stream)
{
	return stream->guard.arrived;
}

const GError *tls_stream_fault(const struct tls_stream *stream)
{
	return stream->fault;
}
