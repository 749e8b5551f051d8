#include "lifecycle.h"
#include "approval.h"

#define BIT(status) (1u << (status))
#define NEW BIT(STATUS_NEW)
#define RESOLVED BIT(STATUS_RESOLVED)
#define CLOSED BIT(STATUS_CLOSED)
#define CANCELLED BIT(STATUS_CANCELLED)
#define WAIT_USER BIT(STATUS_WAIT_USER)
#define WAIT_VENDOR BIT(STATUS_WAIT_VENDOR)
#define WAIT_APPROVAL BIT(STATUS_WAIT_APPROVAL)
#define WAIT_DATE BIT(STATUS_WAIT_DATE)
#define WAIT_PARENT BIT(STATUS_WAIT_PARENT)
#define OTHER_WAIT (WAIT_VENDOR | WAIT_APPROVAL | WAIT_DATE | WAIT_PARENT)
#define WAIT (WAIT_USER | OTHER_WAIT)
#define PROGRESS BIT(STATUS_PROGRESS)
#define ACTIVE (NEW | PROGRESS | WAIT)
#define ANY (ACTIVE | RESOLVED | CLOSED | CANCELLED)

/* lifecycle.md, «Transitions», a row a line of its table (or several, where a
 * line names several events). The first row whose states hold the ticket's and
 * whose guard holds is taken. */
static const struct life_row ROWS[] = {
	/* Mail not proven, automatic, a report: before all other rows. */
	{ ANY, LIFE_UNPROVEN_MAIL, GUARD_NONE, LIFE_SAME,
		EFFECT_TELL_ASSIGNEE },

	{ NEW, LIFE_TAKE, GUARD_NONE, STATUS_PROGRESS, EFFECT_NONE },
	{ ANY & ~NEW, LIFE_TAKE, GUARD_NONE, LIFE_SAME, EFFECT_NONE },
	{ NEW, LIFE_ASSIGN, GUARD_NONE, STATUS_PROGRESS, EFFECT_NONE },
	{ ANY & ~NEW, LIFE_ASSIGN, GUARD_NONE, LIFE_SAME, EFFECT_NONE },
	{ NEW | WAIT, LIFE_OPEN, GUARD_NONE, STATUS_PROGRESS, EFFECT_NONE },
	{ ANY, LIFE_NOTE, GUARD_NONE, LIFE_SAME, EFFECT_NONE },
	{ ANY, LIFE_FIELD, GUARD_NONE, LIFE_SAME, EFFECT_NONE },

	{ NEW | PROGRESS, LIFE_PARTICIPANT_WRITES, GUARD_NONE, LIFE_SAME,
		EFFECT_NONE },
	{ WAIT_USER, LIFE_PARTICIPANT_WRITES, GUARD_NONE, STATUS_PROGRESS,
		EFFECT_TELL_ASSIGNEE },
	{ OTHER_WAIT, LIFE_PARTICIPANT_WRITES, GUARD_NONE, LIFE_SAME,
		EFFECT_TELL_ASSIGNEE },
	{ RESOLVED, LIFE_PARTICIPANT_WRITES, GUARD_NONE, STATUS_PROGRESS,
		EFFECT_REOPENED },
	{ CLOSED, LIFE_PARTICIPANT_WRITES, GUARD_IN_WINDOW, STATUS_PROGRESS,
		EFFECT_REOPENED },
	{ CLOSED, LIFE_PARTICIPANT_WRITES, GUARD_OUTSIDE_WINDOW, LIFE_SAME,
		EFFECT_NEW_LINKED },
	{ CANCELLED, LIFE_PARTICIPANT_WRITES, GUARD_NONE, LIFE_SAME,
		EFFECT_TELL_ASSIGNEE },

	/* A thank-you ends a wait like any answer, and reopens nothing. */
	{ NEW | PROGRESS | RESOLVED | CLOSED, LIFE_THANKS, GUARD_NONE,
		LIFE_SAME, EFFECT_NONE },
	{ WAIT_USER, LIFE_THANKS, GUARD_NONE, STATUS_PROGRESS,
		EFFECT_TELL_ASSIGNEE },
	{ OTHER_WAIT | CANCELLED, LIFE_THANKS, GUARD_NONE, LIFE_SAME,
		EFFECT_TELL_ASSIGNEE },

	{ NEW, LIFE_AGENT_REPLY, GUARD_NONE, STATUS_PROGRESS, EFFECT_NONE },
	{ (ACTIVE & ~NEW) | RESOLVED | CLOSED, LIFE_AGENT_REPLY, GUARD_NONE,
		LIFE_SAME, EFFECT_NONE },

	{ ACTIVE, LIFE_ASK, GUARD_HAS_TEXT, STATUS_WAIT_USER, EFFECT_NONE },
	{ ACTIVE, LIFE_WAIT_USER, GUARD_HAS_TEXT, STATUS_WAIT_USER,
		EFFECT_NONE },
	{ ACTIVE, LIFE_WAIT_VENDOR, GUARD_NONE, STATUS_WAIT_VENDOR,
		EFFECT_NONE },
	{ ACTIVE, LIFE_WAIT_APPROVAL, GUARD_NONE, STATUS_WAIT_APPROVAL,
		EFFECT_NONE },
	{ ACTIVE, LIFE_WAIT_DATE, GUARD_NONE, STATUS_WAIT_DATE, EFFECT_NONE },
	{ ACTIVE, LIFE_INCIDENT, GUARD_NONE, STATUS_WAIT_PARENT, EFFECT_NONE },

	{ WAIT_VENDOR, LIFE_VENDOR_WRITES, GUARD_NONE, STATUS_PROGRESS,
		EFFECT_TELL_ASSIGNEE },
	{ ANY & ~WAIT_VENDOR, LIFE_VENDOR_WRITES, GUARD_NONE, LIFE_SAME,
		EFFECT_TELL_ASSIGNEE },
	{ WAIT_DATE, LIFE_DATE_COME, GUARD_NONE, STATUS_PROGRESS,
		EFFECT_TELL_ASSIGNEE },
	{ WAIT_APPROVAL, LIFE_APPROVED, GUARD_NONE, STATUS_PROGRESS,
		EFFECT_TELL_ASSIGNEE },
	{ WAIT_APPROVAL, LIFE_DENIED, GUARD_NONE, STATUS_CANCELLED,
		EFFECT_TELL_ASSIGNEE },

	{ ACTIVE, LIFE_ESCALATE, GUARD_LINE_BELOW, LIFE_SAME, EFFECT_LINE_UP },
	{ ACTIVE, LIFE_RETURN, GUARD_LINE_BELOW, LIFE_SAME, EFFECT_LINE_DOWN },
	{ ACTIVE, LIFE_HANDOVER, GUARD_HAS_TEXT, LIFE_SAME, EFFECT_NONE },

	{ ACTIVE, LIFE_RESOLVE, GUARD_HAS_TEXT, STATUS_RESOLVED,
		EFFECT_RESOLVED },
	{ WAIT_PARENT, LIFE_PARENT_RESOLVED, GUARD_NONE, STATUS_RESOLVED,
		EFFECT_RESOLVED },
	{ WAIT_USER, LIFE_SILENCE, GUARD_NONE, STATUS_RESOLVED,
		EFFECT_RESOLVED },

	{ RESOLVED, LIFE_YES, GUARD_NONE, STATUS_CLOSED, EFFECT_CLOSED },
	{ RESOLVED, LIFE_CONFIRM_TIMEOUT, GUARD_NONE, STATUS_CLOSED,
		EFFECT_CLOSED },
	{ RESOLVED, LIFE_NO, GUARD_NONE, STATUS_PROGRESS, EFFECT_REOPENED },
	{ ACTIVE | RESOLVED, LIFE_CLOSE, GUARD_MAY_CLOSE, STATUS_CLOSED,
		EFFECT_CLOSED },
	{ RESOLVED | CLOSED | CANCELLED, LIFE_REOPEN, GUARD_NONE,
		STATUS_PROGRESS, EFFECT_REOPENED },

	{ ANY, LIFE_CANCEL, GUARD_NONE, STATUS_CANCELLED, EFFECT_NONE },
	{ ANY, LIFE_DUPLICATE, GUARD_NONE, STATUS_CANCELLED, EFFECT_NONE },
	{ ANY, LIFE_SPAM, GUARD_NONE, STATUS_CANCELLED, EFFECT_NONE },
	{ ANY, LIFE_MERGE, GUARD_NONE, STATUS_CANCELLED, EFFECT_NONE },
};

static const char *const EVENT_NAMES[LIFE_EVENT_COUNT] = {
	[LIFE_PARTICIPANT_WRITES] = "participant writes",
	[LIFE_THANKS] = "thanks",
	[LIFE_UNPROVEN_MAIL] = "unproven mail",
	[LIFE_AGENT_REPLY] = "agent replies",
	[LIFE_NOTE] = "note",
	[LIFE_FIELD] = "field",
	[LIFE_TAKE] = "take",
	[LIFE_ASSIGN] = "assign",
	[LIFE_OPEN] = "open",
	[LIFE_ASK] = "ask",
	[LIFE_WAIT_USER] = "wait user",
	[LIFE_WAIT_VENDOR] = "wait vendor",
	[LIFE_WAIT_APPROVAL] = "wait approval",
	[LIFE_WAIT_DATE] = "wait until",
	[LIFE_INCIDENT] = "incident",
	[LIFE_VENDOR_WRITES] = "vendor writes",
	[LIFE_DATE_COME] = "date come",
	[LIFE_APPROVED] = "approved",
	[LIFE_DENIED] = "denied",
	[LIFE_ESCALATE] = "escalate",
	[LIFE_RETURN] = "return",
	[LIFE_HANDOVER] = "handover",
	[LIFE_RESOLVE] = "resolve",
	[LIFE_PARENT_RESOLVED] = "parent resolved",
	[LIFE_SILENCE] = "silence",
	[LIFE_YES] = "yes",
	[LIFE_NO] = "no",
	[LIFE_CONFIRM_TIMEOUT] = "unconfirmed",
	[LIFE_CLOSE] = "close",
	[LIFE_REOPEN] = "reopen",
	[LIFE_CANCEL] = "cancel",
	[LIFE_DUPLICATE] = "duplicate",
	[LIFE_SPAM] = "spam",
	[LIFE_MERGE] = "merge",
};

const struct life_row *life_rows(gsize *count)
{
	*count = G_N_ELEMENTS(ROWS);
	return ROWS;
}

const char *life_event_name(enum life_event event)
{
	g_assert(event < LIFE_EVENT_COUNT);
	return EVENT_NAMES[event];
}

const struct life_row *life_find(enum ticket_status from, enum life_event event,
	guint guards, enum life_guard *failed)
{
	if (failed)
		*failed = GUARD_NONE;
	for (gsize i = 0; i < G_N_ELEMENTS(ROWS); i++) {
		const struct life_row *row = &ROWS[i];

		if (row->event != event || !(row->from & BIT(from)))
			continue;
		if (row->guard == GUARD_NONE || guards & (1u << row->guard))
			return row;
		if (failed)
			*failed = row->guard;
	}
	return NULL;
}

static void forget_end(struct ticket *ticket)
{
	ticket->resolved = 0;
	ticket->closed = 0;
	g_clear_pointer(&ticket->reason, g_free);
}

static void apply_effects(struct ticket *ticket, guint effects, gint64 at)
{
	if (effects & EFFECT_REOPENED) {
		ticket->reopened++;
		forget_end(ticket);
	}
	if (effects & EFFECT_RESOLVED)
		ticket->resolved = at;
	if (effects & EFFECT_CLOSED)
		ticket->closed = at;
	if (effects & EFFECT_LINE_UP)
		ticket->line++;
	if (effects & EFFECT_LINE_DOWN)
		ticket->line--;
}

/* The clock of the next update runs from the first of a participant's mails
 * that wait for an answer. */
static void await_answer(
	struct ticket *ticket, enum life_event event, gint64 at)
{
	if (!status_is_active(ticket->status))
		ticket->update_since = 0;
	else if ((event == LIFE_PARTICIPANT_WRITES || event == LIFE_NO) &&
		 !ticket->update_since)
		ticket->update_since = at;
}

static void add_span(struct ticket *ticket, gint64 at)
{
	struct ticket_span span = {
		.at = at, .status = ticket->status, .line = ticket->line
	};

	g_array_append_val(ticket->spans, span);
}

/* The silence counts from the last question. */
static gboolean is_asking(enum life_event event)
{
	return event == LIFE_ASK || event == LIFE_WAIT_USER;
}

/* A ticket that goes on without the answer asks for it no more. */
static void withdraw_approval(struct ticket *ticket, gint64 at)
{
	char *ended = approval_end(ticket->approval, APPROVAL_WITHDRAWN, at);

	if (!ended)
		return;
	g_free(ticket->approval);
	ticket->approval = ended;
}

void life_apply(struct ticket *ticket, const struct life_row *row, gint64 at)
{
	guint line = ticket->line;
	enum ticket_status status = ticket->status;

	if (row->to != LIFE_SAME)
		ticket->status = (enum ticket_status)row->to;
	apply_effects(ticket, row->effects, at);
	if (ticket->status != status && status == STATUS_WAIT_DATE)
		ticket->wait_until = 0;
	if (ticket->status != status && status == STATUS_WAIT_APPROVAL &&
		row->event != LIFE_APPROVED && row->event != LIFE_DENIED)
		withdraw_approval(ticket, at);
	await_answer(ticket, row->event, at);
	if (is_asking(row->event) && status == STATUS_WAIT_USER)
		add_span(ticket, at);
	else
		life_span(ticket, status, line, at);
}

void life_span(
	struct ticket *ticket, enum ticket_status status, guint line, gint64 at)
{
	if (ticket->status == status && ticket->line == line &&
		ticket->spans->len)
		return;
	add_span(ticket, at);
}
