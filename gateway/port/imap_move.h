/* imap_move.h - what becomes of a mail that is durable elsewhere. */
#ifndef PORT_IMAP_MOVE_H
#define PORT_IMAP_MOVE_H

#include "imap_session.h"

/* uids: guint32. Flags them \Seen, where they stay. */
gboolean imap_flag_seen(
	struct imap_session *session, const GArray *uids, GError **error);

/* Moves them to folder (its name on the wire), which is made if missing; by
 * UID MOVE (RFC 6851), or by copying and expunging. others_deleted: somebody
 * else's \Deleted mails lie there; without UIDPLUS (RFC 4315) ours then stay
 * too, flagged \Deleted. Mails that are gone are no fault. */
gboolean imap_move(struct imap_session *session, const GArray *uids,
	const char *folder, gboolean others_deleted, GError **error);

#endif
