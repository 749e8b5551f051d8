/* known.h - struct desk_view: what the shell has loaded for one event, and what
 * turned out to be missing.
 *
 * The desk asks by key. What is not loaded yet is noted as missing, and the
 * desk's answer is then VERDICT_NEEDS: the shell loads all that is missing and
 * calls desk_apply() again with the same event. That is how a pure function
 * reads a store of any size. "Known to be absent" is loaded, too (NULL).
 */
#ifndef DESK_KNOWN_H
#define DESK_KNOWN_H

#include "auto.h"
#include "article.h"
#include "delivery.h"
#include "facts.h"
#include "message.h"
#include "person.h"
#include "ticket.h"
#include <glib.h>

/* What is asked for, by which fields of struct need -> its value. Lists of rows
 * are GPtrArray of struct known_row *; "present" is any pointer, else NULL. */
enum need_kind {
	/* ticket -> struct known_ticket */
	NEED_TICKET,
	/* key: address -> struct person */
	NEED_PERSON,
	/* key: message id -> GArray of struct known_id, may be empty */
	NEED_ID,
	/* ticket, month, number -> struct known_message */
	NEED_MESSAGE,
	/* ticket, number -> GPtrArray of struct known_notice * */
	NEED_NOTICE,
	/* key: address -> rows: the requester's active tickets, newest first */
	NEED_OPEN_OF,
	/* key: terms that all must hold, apart by a blank: queue:NAME
	 * assignee:ADDRESS requester:ADDRESS tag:WORD unassigned overdue all
	 * (else active ones only) -> rows, 50 at most */
	NEED_ROWS,
	/* the same key -> guint32: how many there are in all */
	NEED_ROWS_COUNT,
	/* key: address, or "" for all acknowledgements to the unproven ->
	 * guint32: notices of the last hour */
	NEED_RATE,
	/* key: agent's address -> guint32: questions (confirm notices) of the
	 * last day */
	NEED_ASKED,
	/* key: lead's address -> guint32: notices of the last hour that a limit
	 * was reached */
	NEED_LIMITED,
	/* ticket, number, key: kind letter and address "rbob@x" -> present */
	NEED_SPENT,
	/* key: "id <message-id>", "body <from> <ticket> <digest>" -> present */
	NEED_RAN,
	/* key: "printerco 4711" -> struct known_row, active, that Vendor */
	NEED_VENDOR,
	/* -> guint32: greatest number + 1 */
	NEED_NEXT_TICKET,
	NEED_NEXT_ANSWER,
	/* key: 64 hex of the raw digest -> present */
	NEED_QUARANTINE,
	/* key: "2026-11-23" -> present where a mail went there that day */
	NEED_QUARANTINE_DAY,
	/* -> GPtrArray of char *: tags in use */
	NEED_TAGS,
	/* ticket -> rows: tickets with that Parent */
	NEED_CHILDREN,
	/* ticket -> GPtrArray of struct known_change *: the last commits on it
	 * (a hundred at most), oldest first */
	NEED_CHANGES,
	/* -> GPtrArray of struct known_solution *: all of kb/ */
	NEED_SOLUTIONS,
	/* key: words, number: 1 where only mails of the requester's own
	 * conversation count -> rows: tickets with a mail that holds them all,
	 * the newest mail first */
	NEED_FOUND,
	/* key: "sv/vpn" -> char *: the saved reply of that name */
	NEED_SAVED,
	NEED_KIND_COUNT,
};

struct need {
	enum need_kind kind;
	guint32 ticket, month, number;
	char *key; /* or NULL */
};

/* A ticket with what lies in its folder. */
struct known_ticket {
	struct ticket *ticket;
	GPtrArray *deliveries; /* struct delivery * */
	GArray *articles;      /* struct article, ascending by number */
	char *last_event;      /* commit id of the last commit on it */
};

/* Where a Message-ID was met: held by a stored mail, or only referred to. */
struct known_id {
	/* Of the stored mail, or of the mail that refers to it. */
	struct article article;
	gboolean is_referred;
	char digest[65]; /* body digest of the stored mail, "" where referred */
};

/* A stored mail, read again. */
struct known_message {
	struct article article;
	GBytes *raw;
	struct facts *facts;
	struct message *message;
	gint64 arrival; /* time of its commit's author */
};

/* A notice that was sent: one recipient of it. */
struct known_notice {
	char *kind; /* "reply-for-agent" */
	char *address;
	gint64 at; /* when it was committed: its age, and the key generation */
};

/* A ticket in a list. */
struct known_row {
	guint32 number;
	char *subject, *status, *queue, *assignee, *requester;
	guint priority, line;
	gint64 created, updated, resolve_due;
};

/* A commit on a ticket, with the ticket before and after it. */
struct known_change {
	char commit[41];
	gint64 at;            /* author time */
	char *name, *address; /* of the author */
	char *event;
	char *undoes;        /* a commit, or NULL */
	GPtrArray *commands; /* char *: those that ran */
	GPtrArray *notices;  /* char *: "0005-out reply bob@x.example" */
	GArray *tickets;     /* guint32: all that it touched */
	struct ticket *before, *after; /* before: NULL where it made it */
};

/* kb/<slug>.txt. */
struct known_solution {
	char *slug, *title, *text;
	char *language; /* or NULL */
	gboolean is_public;
};

struct desk_view;

struct desk_view *desk_view_new(void);
void desk_view_free(struct desk_view *view); /* takes NULL */
DEFINE_AUTO(desk_view);

/* The shell's side. put takes the value over (value may be NULL: absent); its
 * type is that of need->kind (numbers as GUINT_TO_POINTER, "present" as any
 * non-NULL static pointer). missing: array of struct need *, in the order of
 * asking, no need twice; owned by the view, emptied by put. */
void desk_view_put(
	struct desk_view *view, const struct need *need, gpointer value);
const GPtrArray *desk_view_missing(const struct desk_view *view);

/* The desk's side. Each returns what is loaded, or NULL (0 for numbers) and
 * notes the need where it is not; `desk_view_knows` tells both apart. */
gboolean desk_view_knows(const struct desk_view *view, const struct need *need);
gconstpointer desk_view_get(struct desk_view *view, const struct need *need);
guint32 desk_view_count(struct desk_view *view, const struct need *need);

const struct known_ticket *view_ticket(struct desk_view *view, guint32 ticket);
const struct person *view_person(struct desk_view *view, const char *address);
const GArray *view_id(struct desk_view *view, const char *id);
const struct known_message *view_message(
	struct desk_view *view, guint32 ticket, guint32 month, guint32 number);
const GPtrArray *view_notice(
	struct desk_view *view, guint32 ticket, guint32 number);

struct need *need_copy(const struct need *need);
void need_free(struct need *need);
guint need_hash(gconstpointer need);
gboolean need_equal(gconstpointer a, gconstpointer b);
void known_row_free(struct known_row *row);
void known_notice_free(struct known_notice *notice);
void known_solution_free(struct known_solution *solution);
struct known_change *known_change_new(void); /* with empty lists */
void known_change_free(struct known_change *change);
void known_ticket_free(struct known_ticket *ticket);
void known_message_free(struct known_message *message);

#endif
