/* No question reads what grows: the query planner is asked about every
 * statement that the index has prepared. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base.h"
#include "desk_index.h"

static void feed(struct desk_index *desk)
{
	AUTO(ticket) ticket = ticket_new(1);

	words_add(ticket->tags, "vpn");
	desk_index_tell(desk, NOON, ALICE,
		"Ticket: 1\nMessage: 2026-11/1-in\nMessage-ID: <a@x>\n"
		"Refers: <b@x>\nNotice: 0002-out confirm a@b.se\n"
		"Spent: 1.2c\nCommand: #close\n");
	desk_index_put_ticket(desk, ticket);
	desk_index_put_deliveries(desk, 1, 0, NOON,
		"0002-out a@b.se pending 2026-11-23T12:00:00Z\n");
	desk_index_put_deliveries(desk, 1, 0, NOON, "");
}

static void ask_lists(struct desk_index *desk, gboolean active_only)
{
	const struct ticket_query queries[] = {
		{ .active_only = active_only },
		{ .queue = "q", .active_only = active_only },
		{ .assignee = "a@b.se", .active_only = active_only },
		{ .requester = "a@b.se", .active_only = active_only },
		{ .tag = "vpn", .active_only = active_only },
		{ .vendor = "v 1", .active_only = active_only },
		{ .parent = 1, .active_only = active_only },
		{ .unassigned = TRUE, .active_only = active_only },
		{ .unassigned = TRUE, .queue = "q", .active_only = TRUE },
		{ .overdue = TRUE, .now = NOON },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(queries); i++) {
		g_autoptr(GPtrArray) rows =
			index_list(desk->index, &queries[i], NULL, NULL);
		assert_non_null(rows);
	}
}

static void ask_all(struct desk_index *desk)
{
	struct index *index = desk->index;
	struct outbox_row row = { .ticket = 1, .message = 2 };
	char address[] = "a@b.se", hex[41] = "";
	gboolean is = FALSE;
	guint count = 0;
	gint64 at = 0;

	row.address = address;
	assert_true(index_head(index, hex, NULL));
	g_array_unref(index_history(index, 1, 10, NULL));
	g_array_unref(index_find_id(index, "a@x", NULL));
	g_ptr_array_unref(index_find_notice(index, 1, 2, NULL));
	g_ptr_array_unref(index_tags(index, NULL));
	g_ptr_array_unref(index_outbox(index, NOON, 10, NULL));
	assert_true(index_is_spent(index, 1, 2, 'c', "a@b.se", &is, NULL));
	assert_true(index_has_run(index, "id a@x", NOON, &is, NULL));
	assert_true(index_count_notices(index, "a@b.se", 0, &count, NULL));
	assert_true(index_count_notices(index, "", 0, &count, NULL));
	assert_true(index_count_questions(index, "a@b.se", 0, &count, NULL));
	assert_true(index_count_limits(index, "a@b.se", 0, &count, NULL));
	assert_true(index_is_quarantined(index, "x", &is, NULL));
	assert_true(index_outbox_next(index, &at, NULL));
	assert_true(index_outbox_later(index, &row, NOON, NULL));
	g_array_unref(index_due(index, NOON, 4, 10, NULL));
	assert_true(index_due_next(index, 4, &at, NULL));
	g_array_unref(index_living(index, 0, 10, NULL));
	index_next_ticket(index, NULL);
	index_next_answer(index, NULL);
	ask_lists(desk, TRUE);
	ask_lists(desk, FALSE);
}

/* What a step of a plan may be besides a search: the words of the walk over
 * tags, rows that a limit ended, a row of its own, the two days of rates (once
 * a day). */
static gboolean step_is_bounded(const char *step)
{
	static const char *const bounded[] = { "SCAN words", "SCAN setup",
		"SCAN CONSTANT ROW", "SCAN (subquery-", "SCAN rates" };

	if (!g_str_has_prefix(step, "SCAN"))
		return TRUE;
	for (gsize i = 0; i < G_N_ELEMENTS(bounded); i++) {
		if (g_str_has_prefix(step, bounded[i]))
			return TRUE;
	}
	return FALSE;
}

static void assert_plan_is_bounded(struct index *index, const char *sql)
{
	g_autofree char *explain =
		g_strconcat("EXPLAIN QUERY PLAN ", sql, NULL);
	sqlite3_stmt *steps = NULL;

	assert_int_equal(
		sqlite3_prepare_v2(index->db, explain, -1, &steps, NULL),
		SQLITE_OK);
	while (sqlite3_step(steps) == SQLITE_ROW) {
		g_autofree char *step = base_text(steps, 3);
		if (!step_is_bounded(step))
			fail_msg("%s: %s", sql, step);
	}
	sqlite3_finalize(steps);
}

static void no_statement_scans_what_grows(void **state)
{
	struct desk_index *desk = *state;
	GHashTableIter iter;
	gpointer sql = NULL;

	feed(desk);
	ask_all(desk);
	assert_true(g_hash_table_size(desk->index->statements) > 40);
	g_hash_table_iter_init(&iter, desk->index->statements);
	while (g_hash_table_iter_next(&iter, &sql, NULL)) {
		const char *text = sql;
		if (!g_str_has_prefix(text, "PRAGMA") &&
			!strstr(text, "sqlite_schema"))
			assert_plan_is_bounded(desk->index, text);
	}
}

static void planner_is_understood(void **state)
{
	(void)state;
	assert_false(step_is_bounded("SCAN messages"));
	assert_false(step_is_bounded("SCAN tickets"));
	assert_true(step_is_bounded("SEARCH notices USING INDEX x (at>?)"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(no_statement_scans_what_grows,
			desk_index_make, desk_index_drop),
		cmocka_unit_test(planner_is_understood),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
