/* Tickets as they were: before and after each commit of their history. */
#include "desk_case.h"
#include "fault.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

/* Priorities before and after that commit; 0: no ticket yet. */
static void check_change(
	struct desk_case *desk, guint which, guint was, guint became)
{
	g_autoptr(GPtrArray) entries = store_history(desk->store, 1, 9, NULL);
	const struct history_entry *entry = entries->pdata[which];
	AUTO(ticket) before = NULL;
	AUTO(ticket) after = NULL;
	g_autoptr(GError) error = NULL;

	assert_true(store_change(
		desk->store, 1, &entry->commit, &before, &after, &error));
	assert_null(error);
	assert_int_equal(before ? before->priority : 0, was);
	assert_int_equal(after->priority, became);
}

static void a_change_is_told_from_the_open_batch_and_from_git(void **state)
{
	struct desk_case *desk = *state;
	struct batch *batch = desk_case_begin(desk);

	desk_case_create(batch, 1, "one");
	desk_case_reply(batch, 1, 3, "two");
	desk_case_deliver(batch, 1, 4);
	check_change(desk, 0, 0, 3);
	check_change(desk, 1, 3, 4);
	check_change(desk, 2, 4, 4);
	desk_case_commit(batch);
	check_change(desk, 0, 0, 3);
	check_change(desk, 1, 3, 4);
	check_change(desk, 2, 4, 4);
	batch = desk_case_begin(desk);
	desk_case_deliver(batch, 1, 4);
	desk_case_reply(batch, 1, 5, "three");
	check_change(desk, 1, 3, 4);
	check_change(desk, 3, 4, 4);
	check_change(desk, 4, 4, 2);
	batch_abort(batch);
}

static void a_ticket_that_was_not_there_has_no_state(void **state)
{
	struct desk_case *desk = *state;
	struct batch *batch = desk_case_begin(desk);
	g_autoptr(GPtrArray) entries = NULL;
	g_autoptr(GError) error = NULL;
	struct ticket *before, *after;

	desk_case_create(batch, 1, "one");
	desk_case_commit(batch);
	entries = store_history(desk->store, 1, 9, NULL);
	assert_false(store_change(desk->store, 7,
		&((const struct history_entry *)entries->pdata[0])->commit,
		&before, &after, &error));
	assert_true(g_error_matches(error, POSTERN_FAULT, FAULT_NOT_FOUND));
	assert_null(before);
	assert_null(after);
}

#define WITH_DESK(test)                  \
	cmocka_unit_test_setup_teardown( \
		test, desk_case_set_up, desk_case_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_DESK(a_change_is_told_from_the_open_batch_and_from_git),
		WITH_DESK(a_ticket_that_was_not_there_has_no_state),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
