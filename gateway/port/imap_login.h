/* imap_login.h - saying who we are to an IMAP server. */
#ifndef PORT_IMAP_LOGIN_H
#define PORT_IMAP_LOGIN_H

#include "imap_session.h"

/* Capabilities as of now; asked again after TLS and after the login, since
 * nothing said before either counts. */
gboolean imap_ask_capabilities(struct imap_session *session, GError **error);

/* By XOAUTH2 with oauth2; else SASL PLAIN in one step, or LOGIN. FAULT_DENIED,
 * FAULT_TEMPORARY. */
gboolean imap_login(struct imap_session *session,
	const struct source_options *options, GError **error);

#endif
