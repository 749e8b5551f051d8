/* hand_over.h - from a stored notice to the mail that one recipient gets: To
 * and a living Reply-To are added here and stand nowhere else; so is the
 * Message-ID of a question, which confirms where there is no Reply-To. */
#ifndef RUN_HAND_OVER_H
#define RUN_HAND_OVER_H

#include "home.h"
#include "notice.h"
#include "store.h"
#include <glib.h>

/* Whether a notice of that kind is stored without its Message-ID. */
gboolean hand_over_hides_id(enum notice_kind kind);

/* mail_from is new: the notice's bounce address where the extension is on (or
 * the null sender where settings say so), else the desk's. FAULT_INVALID where
 * an address is not plain. */
GBytes *hand_over_mail(const struct site *site, GBytes *stored,
	const struct outbox_row *row, char **mail_from, GError **error);

#endif
