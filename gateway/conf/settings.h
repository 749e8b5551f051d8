/* settings.h - postern.conf: what belongs to this machine. Plain data, made by
 * conf.h, valid as a whole or not there at all. */
#ifndef CONF_SETTINGS_H
#define CONF_SETTINGS_H

#include "auto.h"
#include <glib.h>

enum tls_mode { TLS_REQUIRED, TLS_NONE };

struct mailbox_settings {
	char *name;
	char *url; /* imaps:// imap:// maildir: */
	char *user;
	char *password_file; /* relative to the desk, or NULL */
	char *oauth2;        /* name of [oauth2 "NAME"], or NULL */
	char *done;          /* "" = flagged \Seen and left */
	char *ca_file;       /* or NULL */
	char *queue;         /* or NULL: the default queue */
	enum tls_mode tls;
	gboolean allow_plaintext;
	guint line; /* where its section stands in postern.conf */
};

struct smtp_settings {
	char *url; /* smtp:// smtps:// sendmail: maildir: */
	char *user;
	char *password_file;
	char *oauth2;
	char *ca_file;
	gboolean null_sender;
	enum tls_mode tls;
	gboolean allow_plaintext;
	guint line;
};

struct auth_settings {
	GPtrArray *authserv_ids; /* char *, folded; empty: none trusted */
	GPtrArray *receivers;    /* char *, folded; default: the ids and their
				    domains */
	gboolean by_dmarc, by_token; /* commands = dmarc, token */
	gboolean both;               /* commands = dmarc+token */
	gboolean extension; /* plus; default: on the spools yes, with a server
			       no */
};

struct limit_settings {
	gsize message; /* bytes */
	guint parts, depth;
	guint notices_per_hour; /* 20 */
	guint acks_per_hour;    /* 200; 2000 without authserv-id */
};

struct settings {
	GPtrArray *mailboxes;      /* struct mailbox_settings *; default:
				      maildir:spool/in */
	struct smtp_settings smtp; /* default: maildir:spool/out */
	struct auth_settings auth;
	struct limit_settings limits;
};

void settings_free(struct settings *settings); /* takes NULL */
DEFINE_AUTO(settings);

#endif
