/* Looking things up: solutions and tickets, for agents and for people outside;
 * history and figures. */
#include "scenario.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static struct fake *fake_with_solutions(void)
{
	struct fake *fake = fake_new(DESK_CONF, POSTERN_CONF);

	fake->has_solutions = TRUE;
	return fake;
}

static char *told_to(
	const struct fake *fake, const char *address, const char *key)
{
	const struct notice *notice = fake_notice_to(fake, address);

	assert_non_null(notice);
	return fake_data(notice, key);
}

static void received_brings_published_solutions_that_fit(void **state)
{
	static const struct fake_mail fits = { BOB,
		"The printers give blank pages!", "x", .flags = 0 };
	static const struct fake_mail other = { BOB, "My chair is broken", "x",
		.flags = 0 };
	AUTO(fake) fake = fake_with_solutions();
	g_autofree char *some = NULL, *none = NULL;

	(void)state;
	fake_mail(fake, &fits);
	some = told_to(fake, "bob@cust.example", "solutions");
	assert_non_null(strstr(some, "Take the seal off"));
	assert_null(strstr(some, "canary"));
	assert_null(strstr(some, "VPN"));
	fake_mail(fake, &other);
	none = told_to(fake, "bob@cust.example", "solutions");
	assert_string_equal(none, "[]");
}

static void a_requester_finds_what_is_published_and_own_tickets(void **state)
{
	static const struct step steps[] = {
		{ .why = "Bob's", .mail = { BOB, "Printer A", "x" } },
		{ .why = "Eve's",
			.mail = { "eve@cust.example", "Printer B", "x" } },
		{ .why = "by the thread: solutions alone",
			.mail = { BOB, "Re: Printer A", "#search Printer",
				.answers = "1.2" },
			.ticket = 1,
			.refused = "" },
		{ .why = "surely Bob: his own tickets, too",
			.mail = { BOB, "Re: Printer A", "#sök Printer",
				.answers = "1.2", .flags = FAKE_DMARC },
			.ticket = 1,
			.refused = "" },
	};
	AUTO(fake) fake = fake_with_solutions();
	g_autofree char *few = NULL, *found = NULL, *own = NULL;

	(void)state;
	play(fake, steps, 3);
	few = told_to(fake, "bob@cust.example", "rows");
	assert_string_equal(few, "[]");
	found = told_to(fake, "bob@cust.example", "solutions");
	assert_non_null(strstr(found, "blank pages"));
	assert_null(strstr(found, "canary"));
	play(fake, steps + 3, 1);
	own = told_to(fake, "bob@cust.example", "rows");
	assert_non_null(strstr(own, "Printer A"));
	assert_null(strstr(own, "Printer B"));
}

static void an_agent_finds_all_of_his_queues(void **state)
{
	static const struct step steps[] = {
		{ .why = "in support", .mail = { BOB, "Mail of A", "x" } },
		{ .why = "in hardware", .mail = { BOB, "Mail printer", "x" } },
		{ .why = "Anna serves support",
			.mail = { ANNA, "", "#search Mail",
				.flags = FAKE_DMARC },
			.event = "query",
			.told = "answer anna@example.com" },
		{ .why = "solutions of all kinds",
			.mail = { ANNA, "", "#kb printer password",
				.flags = FAKE_DMARC },
			.event = "query" },
	};
	AUTO(fake) fake = fake_with_solutions();
	g_autofree char *rows = NULL, *found = NULL;

	(void)state;
	play(fake, steps, 3);
	rows = told_to(fake, "anna@example.com", "rows");
	assert_non_null(strstr(rows, "Mail of A"));
	assert_null(strstr(rows, "Mail printer"));
	play(fake, steps + 3, 1);
	found = told_to(fake, "anna@example.com", "solutions");
	assert_non_null(strstr(found, "canary"));
}

static void history_tells_who_did_what(void **state)
{
	static const struct step steps[] = {
		{ .why = "new", .mail = { BOB, "Mail", "x" } },
		{ .why = "taken",
			.mail = { ANNA, "Re: Mail", "#take\n#p1",
				.answers = "1.3", .flags = FAKE_DMARC } },
		{ .why = "looked up, which is no history",
			.mail = { ANNA, "Re: Mail", "#kb lamp",
				.answers = "1.3", .flags = FAKE_DMARC } },
		{ .why = "asked",
			.mail = { ANNA, "Re: Mail", "#history",
				.answers = "1.3", .flags = FAKE_DMARC },
			.told = "answer anna@example.com" },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);
	g_autofree char *history = NULL;

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
	history = told_to(fake, "anna@example.com", "history");
	assert_non_null(strstr(history, "take, priority P1"));
	assert_non_null(strstr(history, "event.create"));
	assert_null(strstr(history, "#take"));
	assert_null(strstr(history, "event.query"));
}

static void a_report_counts_the_open_ones(void **state)
{
	static const struct step steps[] = {
		{ .why = "new", .mail = { BOB, "Mail", "x" } },
		{ .why = "another", .mail = { BOB, "Screen", "x" } },
		{ .why = "taken",
			.mail = { ANNA, "Re: Mail", "#take", .answers = "1.3",
				.flags = FAKE_DMARC } },
		{ .why = "asked",
			.mail = { ANNA, "", "#report", .flags = FAKE_DMARC },
			.told = "answer anna@example.com" },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);
	g_autofree char *figures = NULL;

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
	figures = told_to(fake, "anna@example.com", "figures");
	assert_non_null(strstr(figures, "figure.open"));
	assert_non_null(strstr(figures, "<'2'>"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(received_brings_published_solutions_that_fit),
		cmocka_unit_test(
			a_requester_finds_what_is_published_and_own_tickets),
		cmocka_unit_test(an_agent_finds_all_of_his_queues),
		cmocka_unit_test(history_tells_who_did_what),
		cmocka_unit_test(a_report_counts_the_open_ones),
	};

	message_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
