/* tls_stream.h - the connection below libetpan: a socket, TLS that verifies
 * certificate and host name, a deadline and a byte budget a command.
 *
 * libetpan's own streams verify nothing, wait for ever and take the end of a
 * connection in the middle of a literal for an empty read, which spins. Here
 * the end is an error, as is everything that imap_guard.h refuses; after the
 * first fault every call fails at once.
 */
#ifndef PORT_TLS_STREAM_H
#define PORT_TLS_STREAM_H

#include <glib.h>
#include <libetpan/mailstream.h>

struct tls_stream;

struct tls_stream_options {
	const char *host;
	guint16 port;
	const char *ca_file, *folder; /* as in source_options */
	guint timeout_sec;
};

/* Connects, without TLS so far. FAULT_TEMPORARY; of ca_file those of
 * trust_bundle(). Freed by the mailstream made of it, or tls_stream_free(). */
struct tls_stream *tls_stream_new(
	const struct tls_stream_options *options, GError **error);
void tls_stream_free(struct tls_stream *stream);

/* A mailstream that owns stream from then on. */
mailstream *tls_stream_wrap(struct tls_stream *stream);

/* From here on all is TLS. FAULT_DENIED: certificate, host name;
 * FAULT_TEMPORARY: else. */
gboolean tls_stream_secure(struct tls_stream *stream, GError **error);

/* A command begins: it may take timeout_sec, and longer where many bytes are
 * asked for; and bring in those and slack. */
void tls_stream_begin(struct tls_stream *stream, guint64 bytes, guint64 slack);
/* The last words: they have seconds only. */
void tls_stream_hurry(struct tls_stream *stream);

int tls_stream_fd(const struct tls_stream *stream);
/* Bytes came in that no read has asked for yet. */
gboolean tls_stream_has_pending(const struct tls_stream *stream);
/* How many mails the server said last that there are, and how many came in
 * since the connection began. */
guint64 tls_stream_exists(const struct tls_stream *stream);
guint64 tls_stream_arrived(const struct tls_stream *stream);
/* The first fault, or NULL. */
const GError *tls_stream_fault(const struct tls_stream *stream);

#endif
