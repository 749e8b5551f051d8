#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "delivery.h"
#include "fault.h"

static const char FILE_TEXT[] =
	"0002-out anna@example.com pending 2026-11-23T09:15:02Z\n"
	"0005-out alice@example.com sent 2026-11-23T09:15:04Z 250 2.0.0 ok\n"
	"0006-vendor-out service@printerco.example deferred "
	"2026-11-23T09:15:04Z 451 try later\n"
	"1000-out bob@example.com expired 2026-11-28T09:15:04Z\n";

static void file_makes_the_round_trip(void **state)
{
	g_autoptr(GPtrArray) deliveries =
		delivery_parse(FILE_TEXT, strlen(FILE_TEXT), NULL);

	(void)state;
	assert_non_null(deliveries);
	g_autofree char *text = delivery_format(deliveries);
	assert_string_equal(text, FILE_TEXT);

	const struct delivery *vendor = deliveries->pdata[2];
	assert_true(vendor->vendor);
	assert_int_equal(vendor->message, 6);
	assert_int_equal(vendor->state, DELIVERY_DEFERRED);
	assert_string_equal(vendor->reply, "451 try later");
}

static void entry_is_found_by_mail_and_folded_recipient(void **state)
{
	g_autoptr(GPtrArray) deliveries =
		delivery_parse(FILE_TEXT, strlen(FILE_TEXT), NULL);

	(void)state;
	assert_ptr_equal(delivery_find(deliveries, 5, "Alice@Example.com"),
		deliveries->pdata[1]);
	assert_null(delivery_find(deliveries, 2, "alice@example.com"));
}

static void reply_of_a_server_is_cleaned_and_cut(void **state)
{
	g_autofree char *bytes = g_strnfill(500, 'x');
	AUTO(delivery)
	hostile = delivery_new(1, "a@b.se", DELIVERY_FAILED, 0,
		"550 no\r\n0002-out c@d.se sent \x1B[1m");
	AUTO(delivery)
	longer = delivery_new(1, "a@b.se", DELIVERY_FAILED, 0, bytes);

	(void)state;
	assert_string_equal(
		hostile->reply, "550 no 0002-out c@d.se sent \\x1b[1m");
	assert_int_equal(strlen(longer->reply), 200);
}

static void writer_escapes_what_was_set_later(void **state)
{
	g_autoptr(GPtrArray) deliveries = g_ptr_array_new();
	AUTO(delivery)
	forged = delivery_new(1, "a@b.se", DELIVERY_SENT, 0, "250 ok");
	AUTO(delivery)
	broken = delivery_new(2, "a b@c.se", DELIVERY_SENT, 0, "");

	(void)state;
	g_free(forged->reply);
	forged->reply = g_strdup("250\n0009-out x@y.se sent");
	g_ptr_array_add(deliveries, forged);
	g_ptr_array_add(deliveries, broken);
	g_autofree char *text = delivery_format(deliveries);
	assert_string_equal(text, "0001-out a@b.se sent 1970-01-01T00:00:00Z"
				  " 250 0009-out x@y.se sent\n");
}

static void wrong_line_is_named_with_its_number(void **state)
{
	static const char *const cases[] = {
		"0002-in a@b.se sent 2026-11-23T09:15:02Z",
		"2 a@b.se sent 2026-11-23T09:15:02Z",
		"0000-out a@b.se sent 2026-11-23T09:15:02Z",
		"0002-out ab.se sent 2026-11-23T09:15:02Z",
		"0002-out a@b.se gone 2026-11-23T09:15:02Z",
		"0002-out a@b.se sent yesterday",
		"0002-out a@b.se sent",
		"",
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *text = g_strconcat(
			"0001-out a@b.se sent 2026-11-23T09:15:02Z\n", cases[i],
			"\n", NULL);
		print_message("%s\n", cases[i]);
		assert_null(delivery_parse(text, strlen(text), &error));
		assert_true(
			g_error_matches(error, POSTERN_FAULT, FAULT_INVALID));
		assert_true(g_str_has_prefix(error->message, "line 2: "));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(file_makes_the_round_trip),
		cmocka_unit_test(entry_is_found_by_mail_and_folded_recipient),
		cmocka_unit_test(reply_of_a_server_is_cleaned_and_cut),
		cmocka_unit_test(writer_escapes_what_was_set_later),
		cmocka_unit_test(wrong_line_is_named_with_its_number),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
