#include "imap_session.h"
#include "fault.h"
#include "imap_login.h"
#include "text.h"
#include <libetpan/mailimap_helper.h>
#include <libetpan/mmapstring.h>

enum { SLACK = 1024 * 1024 };

void imap_begin(struct imap_session *session)
{
	tls_stream_begin(session->stream, 0, SLACK);
}

void imap_begin_bulk(struct imap_session *session, guint64 bytes, guint64 slack)
{
	tls_stream_begin(session->stream, bytes, slack + SLACK);
}

char *imap_said(const struct imap_session *session)
{
	const char *said = session->imap->imap_response;

	return text_cut(said ? said : "", -1, 160);
}

gboolean imap_check(struct imap_session *session, int code, const char *what,
	GError **error)
{
	const GError *fault = tls_stream_fault(session->stream);
	g_autofree char *said = NULL;

	if (code == MAILIMAP_NO_ERROR)
		return TRUE;
	session->is_sound = FALSE;
	if (fault) {
		g_propagate_error(error, g_error_copy(fault));
		g_prefix_error(error, "%s: ", what);
		return FALSE;
	}
	said = imap_said(session);
	if (code == MAILIMAP_ERROR_PARSE || code == MAILIMAP_ERROR_PROTOCOL)
		g_set_error(error, POSTERN_FAULT, FAULT_TEMPORARY,
			"%s: the answer to %s is not understood: %s",
			session->host, what, said);
	else
		g_set_error(error, POSTERN_FAULT, FAULT_TEMPORARY,
			"%s: %s failed (%d): %s", session->host, what, code,
			said);
	return FALSE;
}

void imap_session_free(struct imap_session *session)
{
	if (!session)
		return;
	if (session->stream)
		tls_stream_hurry(session->stream);
	if (!session->is_sound)
		mailstream_cancel(session->imap->imap_stream);
	mailimap_free(session->imap); /* says LOGOUT */
	g_free(session->host);
	g_free(session);
}

static gboolean deny(
	const struct imap_session *session, const char *why, GError **error)
{
	g_set_error(error, POSTERN_FAULT, FAULT_DENIED, "%s: %s", session->host,
		why);
	return FALSE;
}

/* A greeting that skips the login skips STARTTLS too: nobody who means well
 * sends it to us (RFC 9051 section 11.1). */
static gboolean greet(struct imap_session *session, GError **error)
{
	mailstream *wrapped = tls_stream_wrap(session->stream);
	int code;

	imap_begin(session);
	code = mailimap_connect(session->imap, wrapped);
	if (code == MAILIMAP_NO_ERROR_AUTHENTICATED)
		return deny(session,
			"greets with PREAUTH (expected to be asked for a "
			"login)",
			error);
	if (code == MAILIMAP_NO_ERROR_NON_AUTHENTICATED)
		code = MAILIMAP_NO_ERROR;
	return imap_check(session, code, "greeting", error);
}

/* What came in together with the answer to STARTTLS was not protected, and must
 * not be taken for what is (CVE-2020-15953 and its like). */
static gboolean start_tls(struct imap_session *session, GError **error)
{
	int code;

	if (!imap_ask_capabilities(session, error))
		return FALSE;
	if (!mailimap_has_extension(session->imap, "STARTTLS"))
		return deny(session, "offers no STARTTLS", error);
	imap_begin(session);
	code = mailimap_starttls(session->imap);
	if (session->imap->imap_stream->read_buffer_len > 0)
		return deny(session, "sent text behind STARTTLS, before TLS",
			error);
	if (!imap_check(session, code, "STARTTLS", error))
		return FALSE;
	return tls_stream_secure(session->stream, error);
}

static gboolean select_mailbox(
	struct imap_session *session, const char *name, GError **error)
{
	g_autofree char *wire = url_mailbox_encode(name, error);
	g_autofree char *said = NULL;
	int code;

	if (!wire)
		return FALSE;
	imap_begin(session);
	code = mailimap_select(session->imap, wire);
	if (code == MAILIMAP_ERROR_SELECT) {
		said = imap_said(session);
		g_set_error(error, POSTERN_FAULT, FAULT_NOT_FOUND,
			"%s: mailbox %s cannot be opened: %s", session->host,
			name, said);
		return FALSE;
	}
	if (!imap_check(session, code, "SELECT", error))
		return FALSE;
	session->is_sound = TRUE;
	session->uidvalidity =
		session->imap->imap_selection_info->sel_uidvalidity;
	return TRUE;
}

static gboolean connect_session(struct imap_session *session,
	const struct source_options *options, const struct url *url,
	GError **error)
{
	struct tls_stream_options to = {
		.host = url->host,
		.port = url->port,
		.ca_file = options->ca_file,
		.folder = options->folder,
		.timeout_sec = options->timeout_sec ? options->timeout_sec : 60,
	};
	gboolean is_secure = options->plaintext;

	session->stream = tls_stream_new(&to, error);
	if (!session->stream)
		return FALSE;
	if (url->scheme == URL_IMAPS) {
		is_secure = tls_stream_secure(session->stream, error);
		if (!is_secure) {
			g_clear_pointer(&session->stream, tls_stream_free);
			return FALSE;
		}
	}
	return greet(session, error) &&
	       (is_secure || start_tls(session, error));
}

static void learn_abilities(struct imap_session *session)
{
	mailimap *imap = session->imap;

	session->has_idle = mailimap_has_extension(imap, "IDLE");
	session->has_move = mailimap_has_extension(imap, "MOVE");
	session->has_uidplus = mailimap_has_extension(imap, "UIDPLUS");
}

struct imap_session *imap_session_new(const struct source_options *options,
	const struct url *url, GError **error)
{
	AUTO(imap_session) session = g_new0(struct imap_session, 1);

	session->imap = mailimap_new(0, NULL);
	session->host = g_strdup(url->host);
	/* Not to files in /tmp: what is taken is bounded, and others' mail. */
	mmap_string_set_ceil(G_MAXSSIZE);
	if (!session->imap)
		g_error("out of memory");
	if (!connect_session(session, options, url, error) ||
		!imap_ask_capabilities(session, error) ||
		!imap_login(session, options, error))
		return NULL;
	learn_abilities(session);
	if (!select_mailbox(session, url->path, error))
		return NULL;
	return g_steal_pointer(&session);
}
