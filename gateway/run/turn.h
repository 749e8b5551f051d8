/* turn.h - one event through the desk and into the batch. */
#ifndef RUN_TURN_H
#define RUN_TURN_H

#include "desk.h"
#include "load.h"
#include <glib.h>

/* Why a mail is kept in quarantine and not parsed. */
#define OVER_LIMIT "over the size limit (postern.conf, [limits] message)"

/* A mail as the fetcher or a verb brings it. */
struct arrived {
	GBytes *raw;
	gint64 arrival;         /* unix seconds */
	const char *queue;      /* of the mailbox, or NULL */
	const char *over_limit; /* why it is not parsed but kept in quarantine,
				   or NULL */
	struct facts *facts;    /* by turn_ahead(), or NULL */
};
/* Frees facts; the rest is the caller's. */
void arrived_clear(struct arrived *mail);

struct turn {
	struct loader loader;
	struct mail_names names; /* of the mail at hand */
	guint commits;           /* put in the batch so far */
	gboolean has_refusals;   /* of the last event */
	gboolean is_armoured;    /* a mail at hand is kept as base64 */
	char *transcript;        /* of the last event; freed by turn_clear() */
};

void turn_init(struct turn *turn, struct home *home, struct batch *batch,
	struct nursery *nursery, gint64 now);
void turn_clear(struct turn *turn);

/* Looks at a mail that turn_mail() will soon be called for, once: unless it
 * needs a parser of its own, it is parsed meanwhile. */
void turn_ahead(struct turn *turn, struct arrived *mail);
/* Parses and applies one mail. A mail that the parser cannot answer for, or
 * that cannot be made a commit, goes to quarantine with the reason. FALSE: the
 * store failed (FAULT_IO, FAULT_CONFLICT …): the whole batch is to be given up.
 */
gboolean turn_mail(
	struct turn *turn, const struct arrived *mail, GError **error);
/* Import: as history, onto that ticket (0: a new one); *ticket: where it is. */
gboolean turn_import(struct turn *turn, const struct arrived *mail,
	guint32 ticket, guint32 *landed, GError **error);
/* postern do. */
gboolean turn_commands(struct turn *turn, guint32 ticket, const char *login,
	const char *commands, GError **error);
/* The mailer's reports: struct delivery_report *. */
gboolean turn_deliveries(
	struct turn *turn, const GPtrArray *reports, GError **error);

/* What time alone brings to that ticket: one thing a call; *did: there was one.
 * summed: folded addresses that get a summary, or NULL. */
gboolean turn_tick(struct turn *turn, guint32 ticket, GHashTable *summed,
	gboolean *did, GError **error);
/* The summary of what is late (struct tick_late *) for that person. */
gboolean turn_summary(struct turn *turn, const GPtrArray *late,
	const char *address, GError **error);
/* Due times of these tickets (guint32) by the rules as they are now. */
gboolean turn_recount(struct turn *turn, const GArray *tickets, GError **error);

#endif
