/* Readers of records against damaged files: they end, own their memory, and
 * what they take they write so that they take it again, unchanged. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "commit.h"
#include "delivery.h"
#include "hostile.h"
#include "person.h"
#include "ticket.h"

#define ROUNDS 4000

static const char TICKET[] =
	"Ticket: 123\nSubject: Skrivaren\nStatus: progress\nPriority: P3\n"
	"Line: 1\nRequester: Alice Svensson <alice@example.com>\n"
	"Cc: Bob <bob@example.com>\nTag: printer\n"
	"Created: 2026-11-23T09:15:02Z\nSpan: 2026-11-23T09:15:02Z new 1\n"
	"Held: 4 not proven\nX-Later: kept\n";

static const char DELIVERY[] =
	"0005-out alice@example.com sent 2026-11-23T09:15:04Z 250 2.0.0 ok\n"
	"0006-vendor-out a@b.se deferred 2026-11-23T09:15:04Z 451 later\n";

static const char PERSON[] = "Address: anna@example.com\nAlso: a@b.se\n"
			     "Away-Until: 2026-12-01T08:00:00Z\nX: y\n";

static const char COMMIT[] =
	"T-123: reply from Alice Svensson\n\n> Nu fungerar den\n\n"
	"Ticket: 123\nEvent: reply\nMessage: 0004-in sha256=9f body=2c\n";

static void damaged_tickets(void **state)
{
	g_autoptr(GRand) rand = hostile_rand();

	(void)state;
	for (guint i = 0; i < ROUNDS; i++) {
		gsize length = 0;
		g_autofree char *text = hostile_mutate(rand, TICKET, &length);
		g_autoptr(GError) error = NULL;
		AUTO(ticket) ticket = ticket_parse(text, length, &error);

		assert_true((ticket == NULL) == (error != NULL));
		if (!ticket)
			continue;
		g_autofree char *written = ticket_format(ticket);
		AUTO(ticket)
		again = ticket_parse(written, strlen(written), NULL);
		assert_non_null(again);
		assert_true(ticket_equal(ticket, again));
	}
}

static void damaged_deliveries(void **state)
{
	g_autoptr(GRand) rand = hostile_rand();

	(void)state;
	for (guint i = 0; i < ROUNDS; i++) {
		gsize length = 0;
		g_autofree char *text = hostile_mutate(rand, DELIVERY, &length);
		g_autoptr(GError) error = NULL;
		g_autoptr(GPtrArray) lines =
			delivery_parse(text, length, &error);

		assert_true((lines == NULL) == (error != NULL));
		if (!lines)
			continue;
		g_autofree char *written = delivery_format(lines);
		g_autoptr(GPtrArray) again =
			delivery_parse(written, strlen(written), NULL);
		assert_non_null(again);
		g_autofree char *second = delivery_format(again);
		assert_string_equal(written, second);
	}
}

static void damaged_people(void **state)
{
	g_autoptr(GRand) rand = hostile_rand();

	(void)state;
	for (guint i = 0; i < ROUNDS; i++) {
		gsize length = 0;
		g_autofree char *text = hostile_mutate(rand, PERSON, &length);
		g_autoptr(GError) error = NULL;
		AUTO(person) person = person_parse(text, length, &error);

		assert_true((person == NULL) == (error != NULL));
		if (!person)
			continue;
		g_autofree char *written = person_format(person);
		AUTO(person)
		again = person_parse(written, strlen(written), NULL);
		assert_non_null(again);
		g_autofree char *second = person_format(again);
		assert_string_equal(written, second);
	}
}

static void damaged_commit_messages(void **state)
{
	g_autoptr(GRand) rand = hostile_rand();

	(void)state;
	for (guint i = 0; i < ROUNDS; i++) {
		gsize length = 0;
		g_autofree char *text = hostile_mutate(rand, COMMIT, &length);
		AUTO(record_commit) commit = commit_parse(text, length);
		g_autofree char *written = commit_format(commit);
		AUTO(record_commit)
		again = commit_parse(written, strlen(written));
		g_autofree char *second = commit_format(again);

		commit_forges_trailer(text, length);
		assert_int_equal(commit->trailers->len, again->trailers->len);
		assert_string_equal(written, second);
	}
}

static void addresses_and_names_from_anywhere(void **state)
{
	g_autoptr(GRand) rand = hostile_rand();

	(void)state;
	for (guint i = 0; i < ROUNDS; i++) {
		g_autofree char *text = hostile_text(rand);
		g_autofree char *folded = address_fold(text);
		AUTO(contact) contact = contact_parse(text, NULL);

		assert_true(g_utf8_validate(folded, -1, NULL));
		if (!contact)
			continue;
		g_autofree char *written = contact_format(contact);
		AUTO(contact) again = contact_parse(written, NULL);
		assert_non_null(again);
		assert_string_equal(contact->name, again->name);
		assert_string_equal(contact->address, again->address);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(damaged_tickets),
		cmocka_unit_test(damaged_deliveries),
		cmocka_unit_test(damaged_people),
		cmocka_unit_test(damaged_commit_messages),
		cmocka_unit_test(addresses_and_names_from_anywhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
