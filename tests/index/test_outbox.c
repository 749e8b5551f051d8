/* What has still to be handed over. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "desk_index.h"

#define LATER "2026-11-23T12:05:00Z" /* NOON + 300 */

/* A notice to two, committed at noon. */
static int make_notices(void **state)
{
	desk_index_make(state);
	desk_index_tell(*state, NOON, ALICE,
		"Ticket: 5\nNotice: 0002-out received alice@example.com\n"
		"Notice: 0003-out new-for-agent anna@example.com\n");
	desk_index_put_deliveries(*state, 5, 0, NOON,
		"0002-out alice@example.com pending 2026-11-23T12:00:00Z\n"
		"0003-out anna@example.com pending 2026-11-23T12:00:00Z\n");
	return 0;
}

static void assert_due(
	struct desk_index *desk, gint64 now, const char *expected)
{
	g_autoptr(GPtrArray) rows = index_outbox(desk->index, now, 0, NULL);
	g_autoptr(GString) said = g_string_new(NULL);

	assert_non_null(rows);
	for (guint i = 0; i < rows->len; i++) {
		const struct outbox_row *row = rows->pdata[i];
		g_string_append_printf(said, "%s%u/%u/%u %s %s %u",
			i ? ", " : "", row->ticket, row->month, row->message,
			row->kind, row->address, row->attempts);
	}
	assert_string_equal(said->str, expected);
}

static gint64 next_due(struct desk_index *desk)
{
	gint64 at = -1;

	assert_true(index_outbox_next(desk->index, &at, NULL));
	return at;
}

/* The clock may have been set back since. */
static void pending_is_due_whatever_the_clock_says(void **state)
{
	static const char both[] = "5/0/2 received alice@example.com 0, "
				   "5/0/3 new-for-agent anna@example.com 0";
	struct desk_index *desk = *state;

	assert_due(desk, NOON - 1000000, both);
	assert_due(desk, NOON, both);
	assert_true(next_due(desk) == 1);
}

static void a_try_put_off_by_a_clock_that_was_ahead_is_due(void **state)
{
	struct desk_index *desk = *state;
	g_autoptr(GPtrArray) rows = index_outbox(desk->index, NOON, 1, NULL);

	assert_true(index_outbox_later(
		desk->index, rows->pdata[0], NOON + 1000000, NULL));
	assert_due(desk, NOON,
		"5/0/2 received alice@example.com 1, "
		"5/0/3 new-for-agent anna@example.com 0");
}

static void what_is_sent_leaves(void **state)
{
	struct desk_index *desk = *state;

	desk_index_put_deliveries(desk, 5, 0, NOON + 1,
		"0002-out alice@example.com sent 2026-11-23T12:00:01Z 250 ok\n"
		"0003-out anna@example.com pending 2026-11-23T12:00:00Z\n");
	assert_due(desk, NOON, "5/0/3 new-for-agent anna@example.com 0");
	desk_index_put_deliveries(desk, 5, 0, NOON + 1, "");
	assert_due(desk, NOON, "");
	assert_true(next_due(desk) == 0);
}

static void deferred_waits_for_its_next_try(void **state)
{
	struct desk_index *desk = *state;
	g_autoptr(GPtrArray) rows = index_outbox(desk->index, NOON, 1, NULL);

	assert_int_equal(rows->len, 1);
	assert_true(index_outbox_later(
		desk->index, rows->pdata[0], NOON + 300, NULL));
	desk_index_put_deliveries(desk, 5, 0, NOON + 1,
		"0002-out ALICE@example.com deferred 2026-11-23T12:00:01Z 451\n"
		"0003-out anna@example.com failed 2026-11-23T12:00:01Z 550\n");
	assert_due(desk, NOON + 299, "");
	assert_true(next_due(desk) == NOON + 300);
	assert_due(desk, NOON + 300, "5/0/2 received alice@example.com 1");
}

static void deferred_of_a_rebuilt_index_is_due(void **state)
{
	struct desk_index *desk = *state;

	desk_index_put_deliveries(desk, 5, 0, NOON + 400, "");
	desk_index_put_deliveries(desk, 5, 0, NOON + 400,
		"0002-out alice@example.com deferred " LATER " 451\n");
	assert_due(desk, NOON + 299, "");
	assert_due(desk, NOON + 300, "5/0/2 received alice@example.com 1");

	g_autoptr(GPtrArray) rows =
		index_outbox(desk->index, NOON + 300, 0, NULL);
	const struct outbox_row *row = rows->pdata[0];
	assert_true(row->born == NOON);
}

static void answers_and_vendors_have_their_own(void **state)
{
	struct desk_index *desk = *state;

	desk_index_put_deliveries(desk, 5, 0, NOON, "");
	desk_index_put_deliveries(desk, 6, 0, NOON,
		"0004-vendor-out s@printerco.example pending " LATER "\n");
	desk_index_put_deliveries(desk, 0, 202611, NOON + 1,
		"0018-out anna@example.com pending " LATER "\n");
	desk_index_put_deliveries(desk, 0, 202612, NOON + 1, "");
	assert_due(desk, NOON + 1,
		"6/0/4  s@printerco.example 0, "
		"0/202611/18  anna@example.com 0");

	g_autoptr(GPtrArray) rows =
		index_outbox(desk->index, NOON + 1, 0, NULL);
	const struct outbox_row *row = rows->pdata[0];
	assert_true(row->vendor);
}

static void oldest_come_first_and_at_most_so_many(void **state)
{
	struct desk_index *desk = *state;

	desk_index_put_deliveries(desk, 4, 0, NOON - 5,
		"0002-out bob@example.com pending " LATER "\n");
	g_autoptr(GPtrArray) rows = index_outbox(desk->index, NOON, 2, NULL);
	const struct outbox_row *row = rows->pdata[0];
	assert_int_equal(rows->len, 2);
	assert_int_equal(row->ticket, 4);
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, make_notices, desk_index_drop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(pending_is_due_whatever_the_clock_says),
		TEST(a_try_put_off_by_a_clock_that_was_ahead_is_due),
		TEST(what_is_sent_leaves),
		TEST(deferred_waits_for_its_next_try),
		TEST(deferred_of_a_rebuilt_index_is_due),
		TEST(answers_and_vendors_have_their_own),
		TEST(oldest_come_first_and_at_most_so_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
