/* sink.h - where mail is handed to: SMTP, a sendmail program, a Maildir. */
#ifndef PORT_SINK_H
#define PORT_SINK_H

#include "auto.h"
#include <glib.h>

struct sink;

struct sink_options {
	const char *url;    /* smtp://host[:port] (STARTTLS) smtps://…
			       sendmail:PATH maildir:PATH */
	const char *folder; /* what relative paths are relative to */
	const char *user, *secret;
	gboolean oauth2;
	const char
		*ca_file; /* besides the system's; may be relative to folder */
	gboolean plaintext;
	guint timeout_sec; /* of a mail; 0: 120 */
};

struct sink_result {
	enum { SINK_SENT, SINK_LATER, SINK_REFUSED } state;
	char *reply; /* "250 2.0.0 queued", cleaned, at most 200 bytes */
	gboolean is_session; /* the fault is the session's (connect, TLS,
				login), not the recipient's: no further mail
				will go either */
};
void sink_result_clear(struct sink_result *result);

/* Does not connect yet. FAULT_INVALID: url, ca_file; FAULT_NOT_FOUND: ca_file.
 */
struct sink *sink_open(const struct sink_options *options, GError **error);
void sink_free(struct sink *sink); /* takes NULL */
DEFINE_AUTO(sink);

/* One mail, one recipient; the connection is kept for the next. mail_from "" is
 * the null sender. Addresses that are not plain are refused without being sent
 * (SINK_REFUSED "553 …"). A Maildir file is written to tmp/, synced, renamed.
 */
void sink_send(struct sink *sink, const char *mail_from, const char *recipient,
	GBytes *mail, struct sink_result *result);
/* Connects, TLS, login, nothing else: for check. */
gboolean sink_probe(struct sink *sink, GError **error);

#endif
