/* source.h - where mail is taken from: an IMAP mailbox or a Maildir.
 *
 * A mail that was taken stays where it is until source_done(): only then is it
 * moved to the done folder (or flagged \Seen, or moved to cur/). So a crash
 * between both shows it again. Errors: FAULT_TEMPORARY (network, server busy:
 * connect again later), FAULT_DENIED (password, certificate, host name, no
 * TLS), FAULT_NOT_FOUND (no such mailbox, Maildir or ca_file), FAULT_INVALID
 * (url, ca_file), FAULT_IO. After a fault of an IMAP source only source_free()
 * is of use; keys keep their meaning in the next source of the same url.
 */
#ifndef PORT_SOURCE_H
#define PORT_SOURCE_H

#include "auto.h"
#include <glib.h>

struct source;

struct source_options {
	const char *name; /* of the mailbox, for messages */
	const char *url;  /* imaps://host[:port]/MAILBOX imap://… maildir:PATH
			     (absolute, or relative to folder) */
	const char *folder; /* what relative paths are relative to */
	const char *user;
	const char *secret; /* password; or access token where oauth2 */
	gboolean oauth2;
	const char *done; /* folder; "" or NULL: flagged \Seen and left */
	const char
		*ca_file; /* besides the system's; may be relative to folder */
	gboolean plaintext; /* no TLS: loopback, or allowed by name */
	gsize max_message;  /* bytes; 0: 50 MiB. Of an IMAP mail above it only
			       the header (256 KiB of it) is taken, of a
			       Maildir's  above 200 MiB */
	guint timeout_sec;  /* of every step; 0: 60 */
};

struct source_mail {
	GBytes *raw;
	gint64 arrival; /* INTERNALDATE, a Maildir file's mtime; unix seconds */
	guint64 size;   /* as the server says */
	gboolean truncated; /* too large: raw is its header only */
	char *key;          /* UID or file name: opaque to others */
};
void source_mail_free(struct source_mail *mail);

/* Connects, logs in, selects. */
struct source *source_open(
	const struct source_options *options, GError **error);
void source_free(struct source *source); /* takes NULL; logs out */
DEFINE_AUTO(source);

/* The next mails that wait and were not given out before by this source, oldest
 * first: at most max_count and (but for one) max_bytes. Empty: nothing waits.
 */
GPtrArray *source_take(struct source *source, guint max_count, gsize max_bytes,
	GError **error);
/* They are durable: move or flag. keys: char *. */
gboolean source_done(
	struct source *source, const GPtrArray *keys, GError **error);
/* Sleeps until mail may be there (IMAP IDLE, renewed; poll where there is none;
 * inotify for a Maildir), or until wake_fd is readable (-1: none), or for
 * timeout_sec. */
gboolean source_wait(
	struct source *source, int wake_fd, guint timeout_sec, GError **error);

#endif
