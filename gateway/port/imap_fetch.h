/* imap_fetch.h - which mails wait in the selected mailbox, and their bytes.
 *
 * Only UID, FLAGS, RFC822.SIZE, INTERNALDATE and BODY.PEEK[] are ever asked
 * for: BODYSTRUCTURE and ENVELOPE nest as the mail does, and their parser
 * recurses.
 */
#ifndef PORT_IMAP_FETCH_H
#define PORT_IMAP_FETCH_H

#include "imap_session.h"

struct imap_mail {
	guint32 uid;
	guint64 size;   /* as the server says */
	gint64 arrival; /* INTERNALDATE, unix seconds; 0: unknown */
};

struct imap_scan {
	guint32 highest; /* UID met */
	guint32 after;   /* UIDs up to it are known; 0: none */
	gboolean unseen_only;
	gboolean has_deleted; /* somebody's \Deleted mails were met */
	GArray *mails; /* struct imap_mail by UID: new ones are appended */
};

/* Adds what is new since after and neither \Deleted nor, where unseen_only,
 * \Seen; moves after. */
gboolean imap_scan(
	struct imap_session *session, struct imap_scan *scan, GError **error);

/* The bytes of mails[0..count): UID -> GBytes, mails that are gone missing.
 * header_only: the first 256 KiB of the header. slack: bytes that all may be
 * longer than announced. */
GHashTable *imap_fetch(struct imap_session *session,
	const struct imap_mail *mails, guint count, gboolean header_only,
	guint64 slack, GError **error);

#endif
