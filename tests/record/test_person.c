#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "fault.h"
#include "person.h"

static const char FULL[] =
	"Address: Anna@example.com\n"
	"Also: anna.berg@example.com\n"
	"Also: a.berg@example.org\n"
	"Name: Anna Berg\n"
	"Language: sv\n"
	"Zone: Europe/Stockholm\n"
	"Muted: bounced 2026-11-23T09:15:02Z 550 no such user\n"
	"Away-Until: 2026-12-01T08:00:00Z\n"
	"Deputy: nils@example.com\n"
	"Digest: daily 08:00\n"
	"Transcripts: errors\n"
	"Follow: 12\n"
	"X-Later: kept\n";

static void every_field_makes_the_round_trip(void **state)
{
	AUTO(person) person = person_parse(FULL, strlen(FULL), NULL);

	(void)state;
	assert_non_null(person);
	AUTO(person) copy = person_copy(person);
	g_autofree char *text = person_format(copy);
	assert_string_equal(text, FULL);
	assert_string_equal(person->deputy, "nils@example.com");
	assert_int_equal(person->also->len, 2);
}

static void new_person_is_an_address(void **state)
{
	AUTO(person) person = person_new("a@b.se");
	g_autofree char *text = person_format(person);

	(void)state;
	assert_string_equal(text, "Address: a@b.se\n");
}

static void person_lies_where_the_folded_address_hashes_to(void **state)
{
	g_autofree char *path = person_path("Anna@Example.COM");
	g_autofree char *same = person_path("anna@example.com");

	(void)state;
	assert_string_equal(path, same);
	assert_int_equal(strlen(path), strlen("people/ab/") + 40);
	assert_memory_equal(path + 7, path + 10, 2);
}

static void person_without_an_address_is_refused(void **state)
{
	g_autoptr(GError) error = NULL;

	(void)state;
	assert_null(person_parse("Name: A\n", 8, &error));
	assert_true(g_error_matches(error, POSTERN_FAULT, FAULT_INVALID));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_field_makes_the_round_trip),
		cmocka_unit_test(new_person_is_an_address),
		cmocka_unit_test(
			person_lies_where_the_folded_address_hashes_to),
		cmocka_unit_test(person_without_an_address_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
