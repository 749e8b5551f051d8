/* url.h - where mail comes from and goes to, as it is written in settings:
 *
 *	imaps://host[:port]/MAILBOX    imap://…    smtp://host[:port] smtps://…
 *	maildir:PATH    sendmail:PATH
 *
 * Owns the syntax and the default ports; connects to nothing.
 */
#ifndef PORT_URL_H
#define PORT_URL_H

#include "auto.h"
#include <glib.h>

enum url_scheme {
	URL_IMAP,
	URL_IMAPS,
	URL_SMTP,
	URL_SMTPS,
	URL_MAILDIR,
	URL_SENDMAIL,
};

struct url {
	enum url_scheme scheme;
	char *host;   /* lower case, without the brackets of IPv6; or NULL */
	guint16 port; /* the scheme's own where none is given; 0 for a path */
	char *path;   /* mailbox (UTF-8, INBOX where none is given; NULL for
			 smtp), or the absolute path of a file */
};

/* A relative path is taken from folder (NULL: refused). FAULT_INVALID says
 * what was expected; user and password are no part of a url. */
struct url *url_parse(const char *text, const char *folder, GError **error);
void url_free(struct url *url); /* takes NULL */
DEFINE_AUTO(url);

/* "imaps", … */
const char *url_scheme_name(enum url_scheme scheme);

/* A mailbox name as it stands on the wire (RFC 3501 section 5.1.3). name is
 * UTF-8 without controls: FAULT_INVALID. */
char *url_mailbox_encode(const char *name, GError **error);

#endif
