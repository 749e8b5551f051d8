/* Lists of tickets and tags. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "desk_index.h"

struct row {
	guint32 number;
	enum ticket_status status;
	guint priority;
	const char *queue, *assignee, *requester, *tag, *vendor;
	guint32 parent;
	gint64 due;
};

/* Created in the order of their numbers. */
static const struct row ROWS[] = {
	{ 1, STATUS_NEW, 3, "support", NULL, "alice@example.com", "VPN", NULL,
		0, 0 },
	{ 2, STATUS_PROGRESS, 1, "support", "Anna@example.com",
		"bob@example.com", NULL, NULL, 0, NOON - 10 },
	{ 3, STATUS_WAIT_VENDOR, 3, "hardware", "anna@example.com",
		"Alice@Example.com", "skrivare", "printerco 4711", 2, NOON },
	{ 4, STATUS_CLOSED, 1, "support", "anna@example.com",
		"alice@example.com", "vpn", NULL, 2, NOON - 10 },
	{ 5, STATUS_NEW, 1, "Hårdvara", NULL, "carl@example.com", "Skrivare",
		NULL, 0, 0 },
};

static void put_row(struct desk_index *desk, const struct row *row)
{
	AUTO(ticket) ticket = ticket_new(row->number);

	ticket->status = row->status;
	ticket->priority = row->priority;
	ticket->queue = g_strdup(row->queue);
	ticket->assignee = g_strdup(row->assignee);
	ticket->requester = contact_new("", row->requester);
	ticket->vendor = g_strdup(row->vendor);
	ticket->parent = row->parent;
	ticket->created = NOON + row->number;
	ticket->resolve_due = row->due;
	if (row->tag)
		words_add(ticket->tags, row->tag);
	desk_index_put_ticket(desk, ticket);
}

static int make_rows(void **state)
{
	desk_index_make(state);
	for (gsize i = 0; i < G_N_ELEMENTS(ROWS); i++)
		put_row(*state, &ROWS[i]);
	return 0;
}

static char *numbers_of(const GPtrArray *rows)
{
	GString *said = g_string_new(NULL);

	for (guint i = 0; i < rows->len; i++) {
		const struct ticket_row *row = rows->pdata[i];
		g_string_append_printf(said, "%s%u", i ? " " : "", row->number);
	}
	return g_string_free(said, FALSE);
}

static void lists_hold_what_is_asked_in_order(void **state)
{
	static const struct {
		const char *why;
		struct ticket_query query;
		const char *expected;
		guint total;
	} cases[] = {
		{ "all, by priority, then oldest", { 0 }, "2 4 5 1 3", 5 },
		{ "the active", { .active_only = TRUE }, "2 5 1 3", 4 },
		{ "at most two", { .max = 2 }, "2 4", 5 },
		{ "a queue", { .queue = "Support" }, "2 4 1", 3 },
		{ "a queue, folded", { .queue = "hardvara" }, "5", 1 },
		{ "an assignee's active",
			{ .assignee = "ANNA@example.com", .active_only = TRUE },
			"2 3", 2 },
		{ "a requester's, newest first",
			{ .requester = "alice@example.com" }, "4 3 1", 3 },
		{ "a requester's active",
			{ .requester = "alice@example.com",
				.active_only = TRUE },
			"3 1", 2 },
		{ "a tag, folded", { .tag = "vpn" }, "4 1", 2 },
		{ "a tag, active", { .tag = "SKRIVARE", .active_only = TRUE },
			"5 3", 2 },
		{ "unassigned", { .unassigned = TRUE }, "5 1", 2 },
		{ "unassigned of a queue",
			{ .unassigned = TRUE, .queue = "support" }, "1", 1 },
		{ "overdue", { .overdue = TRUE, .now = NOON }, "2", 1 },
		{ "overdue a second later",
			{ .overdue = TRUE, .now = NOON + 1 }, "2 3", 2 },
		{ "a vendor's number",
			{ .vendor = "PrinterCo 4711", .active_only = TRUE },
			"3", 1 },
		{ "children", { .parent = 2 }, "4 3", 2 },
		{ "nothing", { .queue = "" }, "", 0 },
		{ "all at once",
			{ .queue = "hardware",
				.assignee = "anna@example.com",
				.requester = "alice@example.com",
				.tag = "skrivare",
				.vendor = "printerco 4711",
				.active_only = TRUE,
				.overdue = TRUE,
				.parent = 2,
				.now = NOON + 1 },
			"3", 1 },
	};
	struct desk_index *desk = *state;

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		guint total = G_MAXUINT;
		g_autoptr(GPtrArray) rows =
			index_list(desk->index, &cases[i].query, &total, NULL);
		print_message("%s\n", cases[i].why);
		assert_non_null(rows);
		g_autofree char *numbers = numbers_of(rows);
		assert_string_equal(numbers, cases[i].expected);
		assert_int_equal(total, cases[i].total);
	}
}

static void row_tells_the_ticket(void **state)
{
	struct desk_index *desk = *state;
	struct ticket_query query = { .vendor = "printerco 4711" };
	g_autoptr(GPtrArray) rows = index_list(desk->index, &query, NULL, NULL);
	const struct ticket_row *row = rows->pdata[0];

	assert_string_equal(row->queue, "hardware");
	assert_string_equal(row->assignee, "anna@example.com");
	assert_string_equal(row->requester, "Alice@Example.com");
	assert_string_equal(row->subject, "");
	assert_int_equal(row->status, STATUS_WAIT_VENDOR);
	assert_int_equal(row->priority, 3);
	assert_int_equal(row->line, 1);
	assert_true(row->created == NOON + 3);
	assert_true(row->resolve_due == NOON);
}

static void changed_ticket_replaces_its_row_and_tags(void **state)
{
	struct desk_index *desk = *state;
	struct row moved = ROWS[0];
	struct ticket_query query = { .tag = "vpn" };

	moved.tag = "disk";
	moved.status = STATUS_CANCELLED;
	put_row(desk, &moved);
	g_autoptr(GPtrArray) rows = index_list(desk->index, &query, NULL, NULL);
	g_autofree char *numbers = numbers_of(rows);
	assert_string_equal(numbers, "4");
}

static void tags_in_use_are_told_once_each(void **state)
{
	struct desk_index *desk = *state;
	g_autoptr(GPtrArray) tags = index_tags(desk->index, NULL);

	assert_int_equal(tags->len, 2);
	assert_string_equal(tags->pdata[0], "Skrivare");
	assert_string_equal(tags->pdata[1], "VPN");
}

/* --- what time alone brings */

static void put_due(struct desk_index *desk, guint32 number,
	enum ticket_status status, gint64 next_due)
{
	AUTO(ticket) ticket = ticket_new(number);

	ticket->status = status;
	ticket->next_due = next_due;
	desk_index_put_ticket(desk, ticket);
}

static void assert_numbers(GArray *numbers, const char *expected)
{
	g_autoptr(GString) said = g_string_new(NULL);

	assert_non_null(numbers);
	for (guint i = 0; i < numbers->len; i++)
		g_string_append_printf(said, "%s%u", i ? " " : "",
			g_array_index(numbers, guint32, i));
	assert_string_equal(said->str, expected);
	g_array_unref(numbers);
}

static void what_is_due_is_told_the_earliest_first(void **state)
{
	struct desk_index *desk = *state;
	gint64 at = -1;

	assert_true(index_due_next(desk->index, 4, &at, NULL));
	assert_int_equal(at, 0);
	put_due(desk, 1, STATUS_NEW, NOON + 5);
	put_due(desk, 2, STATUS_RESOLVED, NOON - 5);
	put_due(desk, 3, STATUS_NEW, 0);
	put_due(desk, 4, STATUS_WAIT_USER, NOON);
	put_due(desk, 5, STATUS_NEW, NOON);
	assert_numbers(index_due(desk->index, NOON - 6, 4, 9, NULL), "");
	assert_numbers(index_due(desk->index, NOON, 4, 9, NULL), "2 4 5");
	assert_numbers(index_due(desk->index, NOON + 5, 4, 2, NULL), "2 4");
	assert_true(index_due_next(desk->index, 4, &at, NULL));
	assert_int_equal(at, NOON - 5);
	/* Only what is urgent; these all are P3. */
	assert_numbers(index_due(desk->index, NOON, 2, 9, NULL), "");
	assert_true(index_due_next(desk->index, 2, &at, NULL));
	assert_int_equal(at, 0);
	put_due(desk, 2, STATUS_CLOSED, 0);
	assert_true(index_due_next(desk->index, 4, &at, NULL));
	assert_int_equal(at, NOON);
}

static void the_living_are_told_by_number(void **state)
{
	struct desk_index *desk = *state;

	for (guint32 i = 0; i < STATUS_COUNT; i++)
		put_due(desk, i + 1, (enum ticket_status)i, 0);
	assert_numbers(
		index_living(desk->index, 0, 99, NULL), "1 2 3 4 5 6 7 8");
	assert_numbers(index_living(desk->index, 3, 2, NULL), "4 5");
	assert_numbers(index_living(desk->index, 8, 9, NULL), "");
}

static void new_desk_has_no_tags(void **state)
{
	struct desk_index *desk = *state;
	g_autoptr(GPtrArray) tags = index_tags(desk->index, NULL);

	assert_int_equal(tags->len, 0);
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, make_rows, desk_index_drop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(lists_hold_what_is_asked_in_order),
		TEST(row_tells_the_ticket),
		TEST(changed_ticket_replaces_its_row_and_tags),
		TEST(tags_in_use_are_told_once_each),
		cmocka_unit_test_setup_teardown(
			what_is_due_is_told_the_earliest_first, desk_index_make,
			desk_index_drop),
		cmocka_unit_test_setup_teardown(the_living_are_told_by_number,
			desk_index_make, desk_index_drop),
		cmocka_unit_test_setup_teardown(
			new_desk_has_no_tags, desk_index_make, desk_index_drop),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
