/* lifecycle.h - the transition table of a ticket's life (lifecycle.md). Data:
 * rows (status, event, guard) -> (status, effects). Cells that no row lists
 * are refused. */
#ifndef DESK_LIFECYCLE_H
#define DESK_LIFECYCLE_H

#include "ticket.h"
#include <glib.h>

enum life_event {
	LIFE_PARTICIPANT_WRITES, /* proven, no thank-you */
	LIFE_THANKS,             /* proven, a thank-you */
	LIFE_UNPROVEN_MAIL,      /* not proven, automatic, report, receipt */
	LIFE_AGENT_REPLY,        /* public, by a person */
	LIFE_NOTE,
	LIFE_FIELD, /* a field, tag, link, Cc, queue, assignee changed */
	LIFE_TAKE,
	LIFE_ASSIGN,
	LIFE_OPEN,
	LIFE_ASK,
	LIFE_WAIT_USER,
	LIFE_WAIT_VENDOR,
	LIFE_WAIT_APPROVAL,
	LIFE_WAIT_DATE,
	LIFE_INCIDENT,
	LIFE_VENDOR_WRITES,
	LIFE_DATE_COME,
	LIFE_APPROVED,
	LIFE_DENIED,
	LIFE_ESCALATE,
	LIFE_RETURN,
	LIFE_HANDOVER,
	LIFE_RESOLVE,
	LIFE_PARENT_RESOLVED,
	LIFE_SILENCE, /* 10 working days in wait-user */
	LIFE_YES,
	LIFE_NO,
	LIFE_CONFIRM_TIMEOUT, /* 5 working days in resolved */
	LIFE_CLOSE,
	LIFE_REOPEN,
	LIFE_CANCEL,
	LIFE_DUPLICATE,
	LIFE_SPAM,
	LIFE_MERGE,
	LIFE_EVENT_COUNT,
};

enum life_guard {
	GUARD_NONE,
	GUARD_IN_WINDOW,      /* closed no longer ago than reopen-window */
	GUARD_OUTSIDE_WINDOW, /* …else a new linked ticket */
	GUARD_MAY_CLOSE,  /* no open children, open approval, failed last reply;
			     or force */
	GUARD_HAS_TEXT,   /* a text, a reason, a solution is there */
	GUARD_LINE_BELOW, /* escalate: there is a higher line; return: a lower
			     one */
};

enum life_effect {
	EFFECT_NONE = 0,
	EFFECT_REOPENED =
		1 << 0, /* reopened + 1, resolved and closed taken away */
	EFFECT_RESOLVED = 1 << 1, /* time of resolving set */
	EFFECT_CLOSED = 1 << 2,
	EFFECT_LINE_UP = 1 << 3,
	EFFECT_LINE_DOWN = 1 << 4,
	EFFECT_NEW_LINKED = 1 << 5, /* a new ticket, linked, takes the mail */
	EFFECT_TELL_ASSIGNEE = 1 << 6, /* else the lead */
};

struct life_row {
	guint from; /* bits 1 << enum ticket_status */
	enum life_event event;
	enum life_guard guard;
	int to; /* enum ticket_status, or LIFE_SAME */
	guint effects;
};
#define LIFE_SAME (-1)

/* The row of that cell whose guard holds; guards is a set of bits 1 <<
 * enum life_guard that hold. NULL: refused «not from STATE» (or, where a row
 * is there but its guard fails, *failed names that guard). */
const struct life_row *life_find(enum ticket_status from, enum life_event event,
	guint guards, enum life_guard *failed);
const struct life_row *life_rows(gsize *count);
const char *life_event_name(enum life_event event);

/* Puts row's status and effects on the ticket at that time: status, line, a
 * Span where either changed, resolved/closed/reopened. Messages are the
 * caller's. */
void life_apply(struct ticket *ticket, const struct life_row *row, gint64 at);

/* Appends a Span where status or line are no longer the given ones, or where
 * there is none yet: for changes that no row makes (a queue of another line, a
 * new ticket). */
void life_span(struct ticket *ticket, enum ticket_status status, guint line,
	gint64 at);

#endif
