/* Every cell of the transition table, walked against lifecycle.md written out
 * as a matrix. */
#include "lifecycle.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

/* A column a state, in the order of enum ticket_status; a word a cell: the
 * state after it, = for the same, - for refused, +L a new linked ticket. */
static const struct {
	enum life_event event;
	guint guards;
	const char *cells;
	const char *why;
} CELLS[] = {
	/* n p u v a d t r c x: new progress wait-user wait-vendor wait-approval
	 * wait-date wait-parent(t) resolved closed cancelled */
	{ LIFE_PARTICIPANT_WRITES, 1u << GUARD_IN_WINDOW,
		"==p====pp=", "within the window" },
	{ LIFE_PARTICIPANT_WRITES, 1u << GUARD_OUTSIDE_WINDOW,
		"==p====pL=", "after the window" },
	{ LIFE_THANKS, 0, "==p=======", "a thank-you reopens nothing" },
	{ LIFE_UNPROVEN_MAIL, 0, "==========", "changes no state" },
	{ LIFE_AGENT_REPLY, 0, "p========-", "new becomes progress" },
	{ LIFE_NOTE, 0, "==========", "a note" },
	{ LIFE_FIELD, 0, "==========", "a field" },
	{ LIFE_TAKE, 0, "p=========", "take" },
	{ LIFE_ASSIGN, 0, "p=========", "assign" },
	{ LIFE_OPEN, 0, "p-ppppp---", "any wait, and new" },
	{ LIFE_ASK, 1u << GUARD_HAS_TEXT, "uuuuuuu---", "ask" },
	{ LIFE_ASK, 0, "----------", "a question needs its text" },
	{ LIFE_WAIT_USER, 1u << GUARD_HAS_TEXT, "uuuuuuu---", "wait user" },
	{ LIFE_WAIT_USER, 0, "----------", "needs a question" },
	{ LIFE_WAIT_VENDOR, 0, "vvvvvvv---", "wait vendor" },
	{ LIFE_WAIT_APPROVAL, 0, "aaaaaaa---", "wait approval" },
	{ LIFE_WAIT_DATE, 0, "ddddddd---", "wait until" },
	{ LIFE_INCIDENT, 0, "ttttttt---", "incident" },
	{ LIFE_VENDOR_WRITES, 0, "===p======", "the supplier writes" },
	{ LIFE_DATE_COME, 0, "-----p----", "the date is there" },
	{ LIFE_APPROVED, 0, "----p-----", "approved" },
	{ LIFE_DENIED, 0, "----x-----", "denied" },
	{ LIFE_ESCALATE, 1u << GUARD_LINE_BELOW, "=======---", "escalate" },
	{ LIFE_ESCALATE, 0, "----------", "no higher line" },
	{ LIFE_RETURN, 1u << GUARD_LINE_BELOW, "=======---", "return" },
	{ LIFE_RETURN, 0, "----------", "no lower line" },
	{ LIFE_HANDOVER, 1u << GUARD_HAS_TEXT, "=======---", "handover" },
	{ LIFE_HANDOVER, 0, "----------", "handover needs its text" },
	{ LIFE_RESOLVE, 1u << GUARD_HAS_TEXT, "rrrrrrr---", "resolve" },
	{ LIFE_RESOLVE, 0, "----------", "a solution is required" },
	{ LIFE_PARENT_RESOLVED, 0, "------r---", "resolved with its parent" },
	{ LIFE_SILENCE, 0, "--r-------", "ten working days of silence" },
	{ LIFE_YES, 0, "-------c--", "confirmed" },
	{ LIFE_NO, 0, "-------p--", "not solved" },
	{ LIFE_CONFIRM_TIMEOUT, 0, "-------c--", "unconfirmed" },
	{ LIFE_CLOSE, 1u << GUARD_MAY_CLOSE, "cccccccc--", "close" },
	{ LIFE_CLOSE, 0, "----------", "open children or a failed reply" },
	{ LIFE_REOPEN, 0, "-------ppp", "reopen" },
	{ LIFE_CANCEL, 0, "xxxxxxxxxx", "cancel" },
	{ LIFE_DUPLICATE, 0, "xxxxxxxxxx", "duplicate" },
	{ LIFE_SPAM, 0, "xxxxxxxxxx", "spam" },
	{ LIFE_MERGE, 0, "xxxxxxxxxx", "merge" },
};

static const char LETTERS[STATUS_COUNT + 1] = "npuvadtrcx";

static char outcome_of(enum ticket_status from, const struct life_row *row)
{
	if (!row)
		return '-';
	if (row->effects & EFFECT_NEW_LINKED)
		return 'L';
	if (row->to == LIFE_SAME || row->to == (int)from)
		return '=';
	return LETTERS[row->to];
}

static void every_cell_does_what_the_page_says(void **state)
{
	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(CELLS); i++) {
		for (guint from = 0; from < STATUS_COUNT; from++) {
			const struct life_row *row =
				life_find((enum ticket_status)from,
					CELLS[i].event, CELLS[i].guards, NULL);
			char expected = CELLS[i].cells[from];
			char got = outcome_of((enum ticket_status)from, row);

			if (expected == LETTERS[from])
				expected = '=';
			if (got != expected)
				fail_msg("%s (%s) from %s: %c, expected %c",
					life_event_name(CELLS[i].event),
					CELLS[i].why,
					status_name((enum ticket_status)from),
					got, expected);
		}
	}
}

static void every_event_is_walked_and_named(void **state)
{
	(void)state;
	for (guint event = 0; event < LIFE_EVENT_COUNT; event++) {
		gboolean is_walked = FALSE;

		for (gsize i = 0; i < G_N_ELEMENTS(CELLS); i++)
			is_walked |= CELLS[i].event == (enum life_event)event;
		assert_non_null(life_event_name((enum life_event)event));
		if (!is_walked)
			fail_msg("%s is in no cell of this test",
				life_event_name((enum life_event)event));
	}
}

static void a_failed_guard_is_named(void **state)
{
	enum life_guard failed;

	(void)state;
	assert_null(life_find(STATUS_PROGRESS, LIFE_RESOLVE, 0, &failed));
	assert_int_equal(failed, GUARD_HAS_TEXT);
	assert_null(life_find(STATUS_CLOSED, LIFE_RESOLVE, 0, &failed));
	assert_int_equal(failed, GUARD_NONE);
	assert_null(life_find(STATUS_PROGRESS, LIFE_CLOSE, 0, &failed));
	assert_int_equal(failed, GUARD_MAY_CLOSE);
}

static void apply_row(struct ticket *ticket, enum life_event event, gint64 at)
{
	guint all = ~0u;
	const struct life_row *row =
		life_find(ticket->status, event, all, NULL);

	assert_non_null(row);
	life_apply(ticket, row, at);
}

static void reopening_counts_and_forgets_the_end(void **state)
{
	AUTO(ticket) ticket = ticket_new(1);

	(void)state;
	apply_row(ticket, LIFE_RESOLVE, 100);
	assert_int_equal(ticket->resolved, 100);
	apply_row(ticket, LIFE_YES, 200);
	assert_int_equal(ticket->closed, 200);
	assert_int_equal(ticket->resolved, 100);
	apply_row(ticket, LIFE_REOPEN, 300);
	assert_int_equal(ticket->status, STATUS_PROGRESS);
	assert_int_equal(ticket->reopened, 1);
	assert_int_equal(ticket->resolved, 0);
	assert_int_equal(ticket->closed, 0);
}

static void spans_begin_where_status_or_line_change(void **state)
{
	AUTO(ticket) ticket = ticket_new(1);
	const struct ticket_span *span;

	(void)state;
	life_span(ticket, ticket->status, ticket->line, 10);
	assert_int_equal(ticket->spans->len, 1);
	apply_row(ticket, LIFE_TAKE, 20);
	apply_row(ticket, LIFE_NOTE, 30);
	assert_int_equal(ticket->spans->len, 2);
	apply_row(ticket, LIFE_ESCALATE, 40);
	assert_int_equal(ticket->spans->len, 3);
	span = &g_array_index(ticket->spans, struct ticket_span, 2);
	assert_int_equal(span->at, 40);
	assert_int_equal(span->line, 2);
	assert_int_equal(span->status, STATUS_PROGRESS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_cell_does_what_the_page_says),
		cmocka_unit_test(every_event_is_walked_and_named),
		cmocka_unit_test(a_failed_guard_is_named),
		cmocka_unit_test(reopening_counts_and_forgets_the_end),
		cmocka_unit_test(spans_begin_where_status_or_line_change),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
