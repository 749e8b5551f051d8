/* desk.h - the pure core: what a ticket does next.
 *
 * desk_apply() is a function of the view, the event, the site's rules and now;
 * no I/O, no clock, no randomness, no log. A request that may not be is a
 * verdict and a logged refusal, not an error. One event becomes one outcome,
 * and one outcome becomes one commit.
 */
#ifndef DESK_DESK_H
#define DESK_DESK_H

#include "auto.h"
#include "commit.h"
#include "known.h"
#include "notice.h"
#include "site.h"

/* Stands behind the login where a commit is an operator's. */
#define OPERATOR_ADDRESS "operator@localhost"

enum event_kind {
	EVENT_MAIL,   /* a mail arrived and was parsed */
	EVENT_BROKEN, /* a mail arrived that the parser could not answer for */
	EVENT_COMMANDS,   /* postern do */
	EVENT_DELIVERIES, /* the mailer reports */
	EVENT_TICK,       /* time alone: one thing, to one ticket (tick.h) */
	EVENT_SUMMARY,    /* one person is told of late promises */
	EVENT_RECOUNT,    /* rules have changed: due times of some tickets */
	EVENT_IMPORT, /* a mail of history: no gates, notices, commands, clocks
		       */
};

/* One recipient's result, from the mailer. */
struct delivery_report {
	guint32 ticket, month, message;
	char *address;
	enum delivery_state state;
	gint64 at;
	char *reply;
};

struct event {
	enum event_kind kind;
	gint64 arrival; /* unix seconds: author time of the commit */
	/* EVENT_MAIL, EVENT_IMPORT, EVENT_BROKEN */
	const struct message *message; /* EVENT_BROKEN: NULL, or of is_too_big
					  what its header says */
	const struct facts *facts;
	char sha256[65];       /* of the raw bytes, hex */
	const char *queue;     /* of the mailbox, or NULL */
	const char *broken;    /* why, for EVENT_BROKEN */
	gboolean is_too_big;   /* EVENT_BROKEN: over the size limit */
	guint32 import_ticket; /* EVENT_IMPORT: joins it; 0: a new one */
	/* EVENT_COMMANDS */
	guint32 ticket;
	const char *login;
	const char *commands; /* lines */
	/* EVENT_TICK: ticket; folded addresses that get a summary, or NULL */
	GHashTable *summed;
	/* EVENT_SUMMARY: of all that is late (struct tick_late *) what is for
	 * that person */
	const GPtrArray *late;
	const char *address;
	/* EVENT_RECOUNT: guint32 */
	const GArray *tickets;
	/* EVENT_DELIVERIES */
	const GPtrArray *deliveries; /* struct delivery_report * */
};

enum verdict {
	VERDICT_NEEDS,   /* load desk_view_missing() and call again */
	VERDICT_COMMIT,  /* one commit: all below */
	VERDICT_NOTHING, /* seen before: acknowledge, nothing else */
};

/* A mail to be filed. */
struct filing {
	struct article article;
	gboolean is_copy; /* of `source` instead of the event's mail (#split) */
	struct article source;
};

/* A line of a delivery file that is new or changed. */
struct delivery_change {
	guint32 ticket, month;
	struct delivery *delivery;
};

/* A solution that is kept: kb/<slug>.txt. */
struct solution_file {
	char *path, *text;
};

struct outcome {
	enum verdict verdict;
	GPtrArray *tickets;    /* struct ticket *: as they are from now on */
	GPtrArray *persons;    /* struct person * */
	GPtrArray *filings;    /* struct filing * */
	GPtrArray *solutions;  /* struct solution_file * */
	GPtrArray *notices;    /* struct notice * */
	GPtrArray *deliveries; /* struct delivery_change *: pending ones of
				  notices included */
	gboolean quarantine; /* the event's mail goes to quarantine/, with `why`
			      */
	char *why;
	struct record_commit *commit;
	gboolean has_refusals; /* a command was refused: exit status of `postern
				  do` */
	char *transcript; /* EVENT_COMMANDS: one line a command, English; else
			     NULL */
};

struct outcome *outcome_new(void); /* with empty lists, VERDICT_NEEDS */
void outcome_free(struct outcome *outcome); /* takes NULL */
DEFINE_AUTO(outcome);

/* Never fails and never returns NULL. The trailers of the commit are complete
 * (Message, Notice, Withheld included). */
struct outcome *desk_apply(struct desk_view *view, const struct event *event,
	const struct site *site, const struct now *now);

#endif
