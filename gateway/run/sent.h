/* sent.h - state/sent: what the mailer reported and is not committed yet.
 *
 * Each line is on disk before the next mail is handed over, so a kill repeats
 * at most one mail. Under state/outbox.lock only. */
#ifndef RUN_SENT_H
#define RUN_SENT_H

#include "desk.h"
#include "home.h"
#include <glib.h>

struct delivery_report *delivery_report_new(const struct outbox_row *row,
	enum delivery_state state, gint64 at, const char *reply);
void delivery_report_free(struct delivery_report *report);

/* Makes sure that the disk takes one report more, before the mail that it tells
 * of is handed over. FAULT_IO. */
gboolean sent_reserve(const struct home *home, GError **error);
/* Appends and syncs one report: whole or not at all. FAULT_IO. */
gboolean sent_append(const struct home *home,
	const struct delivery_report *report, GError **error);
/* What a killed drain left: struct delivery_report *; a torn last line is not
 * counted. Empty where there is nothing. */
GPtrArray *sent_read(const struct home *home, GError **error);
/* They are committed. */
gboolean sent_clear(const struct home *home, GError **error);

#endif
