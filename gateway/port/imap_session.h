/* imap_session.h - a mailbox of an IMAP server, logged in and selected. The
 * commands of a source are in imap_fetch.h and imap_move.h. */
#ifndef PORT_IMAP_SESSION_H
#define PORT_IMAP_SESSION_H

#include "source.h"
#include "tls_stream.h"
#include "url.h"
#include <libetpan/mailimap.h>

struct imap_session {
	mailimap *imap;
	struct tls_stream *stream; /* lives as long as imap's stream */
	char *host;
	guint32 uidvalidity;
	gboolean is_sound; /* open, and every command understood so far */
	gboolean has_idle, has_move, has_uidplus;
};

/* FAULT_DENIED: certificate, host name, no TLS, PREAUTH, login;
 * FAULT_NOT_FOUND: the mailbox; FAULT_TEMPORARY: all else. Of options: user,
 * secret, oauth2, ca_file, plaintext, timeout_sec. */
struct imap_session *imap_session_new(const struct source_options *options,
	const struct url *url, GError **error);
/* Logs out of a sound session, else hangs up. */
void imap_session_free(struct imap_session *session);
DEFINE_AUTO(imap_session);

/* Before each command that brings in little. */
void imap_begin(struct imap_session *session);
/* Before one that brings in bytes and slack (see tls_stream_begin()). */
void imap_begin_bulk(
	struct imap_session *session, guint64 bytes, guint64 slack);
/* After each: TRUE where libetpan's code is a success; else the error is what
 * the connection or the server said, FAULT_TEMPORARY. */
gboolean imap_check(struct imap_session *session, int code, const char *what,
	GError **error);
/* What the server said last, in one short line; free with g_free(). */
char *imap_said(const struct imap_session *session);

#endif
