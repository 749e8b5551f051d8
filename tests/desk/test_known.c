/* What the shell has loaded, and what the desk finds missing. */
#include "known.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void known_notes_what_is_missing_once_in_order(void **state)
{
	AUTO(desk_view) view = desk_view_new();
	const GPtrArray *missing = desk_view_missing(view);
	const struct need *need;

	(void)state;
	assert_null(view_ticket(view, 7));
	assert_null(view_person(view, "Anna@Example.COM"));
	assert_null(view_ticket(view, 7));
	assert_null(view_person(view, "anna@example.com"));

	assert_int_equal(missing->len, 2);
	need = missing->pdata[0];
	assert_int_equal(need->kind, NEED_TICKET);
	assert_int_equal(need->ticket, 7);
	need = missing->pdata[1];
	assert_int_equal(need->kind, NEED_PERSON);
	assert_string_equal(need->key, "anna@example.com");
}

static void known_to_be_absent_is_loaded(void **state)
{
	AUTO(desk_view) view = desk_view_new();
	struct need need = { .kind = NEED_TICKET, .ticket = 7 };

	(void)state;
	assert_null(view_ticket(view, 7));
	assert_false(desk_view_knows(view, &need));
	desk_view_put(view, desk_view_missing(view)->pdata[0], NULL);
	assert_true(desk_view_knows(view, &need));
	assert_null(view_ticket(view, 7));
	assert_int_equal(desk_view_missing(view)->len, 0);
}

static void known_numbers_and_structs_come_back(void **state)
{
	AUTO(desk_view) view = desk_view_new();
	struct need next = { .kind = NEED_NEXT_TICKET };
	struct need ticket = { .kind = NEED_TICKET, .ticket = 7 };
	struct known_ticket *known = g_new0(struct known_ticket, 1);

	(void)state;
	known->ticket = ticket_new(7);
	desk_view_put(view, &next, GUINT_TO_POINTER(42));
	desk_view_put(view, &ticket, known);
	assert_int_equal(desk_view_count(view, &next), 42);
	assert_ptr_equal(view_ticket(view, 7), known);
	assert_int_equal(desk_view_missing(view)->len, 0);
}

static void needs_differ_by_each_field(void **state)
{
	char one[] = "a@x.example", other[] = "b@x.example";
	const struct need needs[] = {
		{ .kind = NEED_MESSAGE, .ticket = 1, .number = 2 },
		{ .kind = NEED_MESSAGE, .ticket = 1, .number = 3 },
		{ .kind = NEED_MESSAGE, .ticket = 2, .number = 2 },
		{ .kind = NEED_MESSAGE, .month = 202611, .number = 2 },
		{ .kind = NEED_NOTICE, .ticket = 1, .number = 2 },
		{ .kind = NEED_PERSON, .key = one },
		{ .kind = NEED_PERSON, .key = other },
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(needs); i++) {
		for (gsize j = 0; j < G_N_ELEMENTS(needs); j++)
			assert_int_equal(
				need_equal(&needs[i], &needs[j]), i == j);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_notes_what_is_missing_once_in_order),
		cmocka_unit_test(known_to_be_absent_is_loaded),
		cmocka_unit_test(known_numbers_and_structs_come_back),
		cmocka_unit_test(needs_differ_by_each_field),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
