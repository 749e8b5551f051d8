/* ticket.h - the `ticket` file: the state of a ticket now.
 *
 * Header fields, one a line, in a fixed order; unknown ones are kept behind
 * the known; empty ones are left out; a repeated one is a line each. The table
 * in ticket.c has one row a field, and reading, writing, copying and comparing
 * all walk it.
 */
#ifndef RECORD_TICKET_H
#define RECORD_TICKET_H

#include "auto.h"
#include "contact.h"
#include <glib.h>

enum ticket_status {
	STATUS_NEW,
	STATUS_PROGRESS,
	STATUS_WAIT_USER,
	STATUS_WAIT_VENDOR,
	STATUS_WAIT_APPROVAL,
	STATUS_WAIT_DATE,
	STATUS_WAIT_PARENT,
	STATUS_RESOLVED,
	STATUS_CLOSED,
	STATUS_CANCELLED,
	STATUS_COUNT,
};

enum ticket_type {
	TYPE_INCIDENT,
	TYPE_REQUEST,
	TYPE_QUESTION,
	TYPE_PROBLEM,
	TYPE_CHANGE,
	TYPE_COUNT,
};

/* Lines 1 to 3 are themselves. */
#define LINE_VENDOR 4u

/* A stretch of the ticket's life: it begins `at` and ends where the next one
 * begins. "Span: 2026-11-23T09:15:02Z new 1". */
struct ticket_span {
	gint64 at; /* unix seconds */
	enum ticket_status status;
	guint line;
};

struct ticket {
	guint32 number;
	char *subject; /* as received, decoded, one line; may be "" */
	enum ticket_status status;
	guint priority; /* 1 to 4 */
	enum ticket_type type;
	char *queue;
	guint line;                /* 1 to 3, LINE_VENDOR */
	char *assignee;            /* address of an agent, or NULL */
	struct contact *requester; /* NULL only where nobody is known */
	GPtrArray *cc;             /* struct contact *, never NULL */
	GPtrArray *watchers;       /* char *, addresses of agents */
	GPtrArray *tags;           /* char * */
	char *channel;  /* email phone visit chat alert import, or NULL */
	char *language; /* en sv nb pl */
	char *org;
	gint64 created, updated; /* unix seconds, 0 = none; so are all below */
	gint64 first_reply, first_reply_due, update_due, resolve_due;
	/* Of the participant's mail that no public reply has answered yet. */
	gint64 update_since;
	gint64 resolved, closed, wait_until;
	gint64 due; /* agreed outright, instead of what was promised */
	/* When time alone brings the next thing; the desk writes it, and reads
	 * it nowhere: the index does. */
	gint64 next_due;
	guint reopened;              /* how often */
	guint rating;                /* the requester's, 1 to 5; 0: none */
	guint32 parent, merged_into; /* ticket numbers, 0 = none */
	GPtrArray *links; /* char *, decimal numbers of linked tickets */
	char *reason;     /* of the last cancel, escalate, return, wait */
	char *approval, *solution, *vendor; /* one line each, or NULL */
	char *alert; /* "nagios web1": rule and key, or NULL */
	GPtrArray *missed, *remind, *step, *also_queues; /* char * lines */
	GPtrArray *held;    /* char *: "4 not proven", "4 #clsoe" */
	GArray *spans;      /* struct ticket_span, oldest first */
	GPtrArray *unknown; /* char *, whole lines "Key: value" as they were */
};

/* An empty ticket: status new, P3, incident, line 1, lists empty. */
struct ticket *ticket_new(guint32 number);
struct ticket *ticket_copy(const struct ticket *ticket);
void ticket_free(struct ticket *ticket); /* takes NULL */
DEFINE_AUTO(ticket);

/* Reads a whole file. FAULT_INVALID names the line: "line 4: Status: …".
 * Limits: 1 MiB, 10,000 lines (FAULT_LIMIT). The result owns all it holds. */
struct ticket *ticket_parse(const char *text, gsize length, GError **error);

/* The file's text, new. Every value passes text_line(). */
char *ticket_format(const struct ticket *ticket);

/* The changes that a commit tells of: a new array of strings "Status: new ->
 * progress" (`-` for empty), "Priority: P3" where before is NULL (a new
 * ticket), "Tag: +printer" and "Tag: -printer" for lists; free with
 * g_ptr_array_unref. Fields that follow from others, or have trailers of their
 * own (Created Updated Span Step Remind Held Approval Reason Ticket Subject of
 * a new ticket is told, and the -Due), are left out. */
GPtrArray *ticket_diff(const struct ticket *before, const struct ticket *after);

/* True for the key of a field, in any case of letters. */
gboolean ticket_is_field(const char *key, gsize length);

/* All fields equal, lists in order. */
gboolean ticket_equal(const struct ticket *a, const struct ticket *b);

/* Undoes a change: each field that differs between before and after is written
 * back into ticket as it was before. Spans, times of writing and what follows
 * from mail that was sent (First-Reply, Update-Since) stay. FALSE and the key
 * of the first field that is no longer as after left it (static), ticket then
 * half-way. */
gboolean ticket_write_back(struct ticket *ticket, const struct ticket *before,
	const struct ticket *after, const char **key);
/* The field of that key has the same value in both. */
gboolean ticket_same_field(
	const struct ticket *a, const struct ticket *b, const char *key);

/* When the next thing that was promised of an active ticket is due: the
 * earliest of the -Due of what has not been done; 0: nothing. */
gint64 ticket_due(const struct ticket *ticket);

/* The words of the file. status_name(STATUS_WAIT_USER) is "wait-user". The
 * readers take exactly those words. priority is "P1" to "P4", line "1" to "3"
 * and "vendor". */
const char *status_name(enum ticket_status status);
gboolean status_parse(const char *word, enum ticket_status *status);
const char *type_name(enum ticket_type type);
gboolean type_parse(const char *word, enum ticket_type *type);

/* Active: every status but resolved, closed and cancelled. */
gboolean status_is_active(enum ticket_status status);
gboolean status_is_wait(enum ticket_status status);

/* Lists of words and of contacts: has by folded comparison (address_fold(), so
 * that words may be addresses); add keeps order
 * and returns FALSE where it was there; remove returns FALSE where it was
 * not. */
gboolean words_have(const GPtrArray *words, const char *word);
gboolean words_add(GPtrArray *words, const char *word);
gboolean words_remove(GPtrArray *words, const char *word);
gboolean contacts_have(const GPtrArray *contacts, const char *address);
gboolean contacts_add(GPtrArray *contacts, const struct contact *contact);
gboolean contacts_remove(GPtrArray *contacts, const char *address);

#endif
