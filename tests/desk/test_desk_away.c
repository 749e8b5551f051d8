/* Who gets new tickets, and who reads the mail of those who are away. */
#include "scenario.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define TRANSCRIPT "transcript anna@example.com"

/* Queue support gives its tickets away like that. */
static struct fake *desk(const char *assign, const char *more)
{
	g_autoptr(GString) conf = g_string_new(DESK_CONF);
	g_autofree char *line = g_strdup_printf(
		"\tdefault = true\n\tassign = %s\n%s", assign, more);

	g_string_replace(conf, "\tdefault = true\n", line, 1);
	return fake_new(conf->str, POSTERN_CONF);
}

static void request(struct fake *fake, const char *subject)
{
	const struct fake_mail mail = { BOB, subject, "x",
		.flags = FAKE_DMARC };

	assert_int_equal(fake_mail(fake, &mail), VERDICT_COMMIT);
}

static const char *assignee(const struct fake *fake, guint32 number)
{
	const char *address = fake_ticket(fake, number)->assignee;

	return address ? address : "";
}

static void away(struct fake *fake, const char *from, const char *line)
{
	const struct fake_mail mail = { from, line, "", .flags = FAKE_DMARC };

	assert_int_equal(fake_mail(fake, &mail), VERDICT_COMMIT);
}

static void a_queue_gives_in_turn(void **state)
{
	AUTO(fake) fake = desk("round-robin", "");
	g_autofree char *told = NULL;

	(void)state;
	request(fake, "One");
	told = fake_told(fake);
	assert_string_equal(
		told, "received bob@cust.example, assigned anna@example.com");
	request(fake, "Two");
	request(fake, "Three");
	assert_string_equal(assignee(fake, 1), "anna@example.com");
	assert_string_equal(assignee(fake, 2), "olle@example.com");
	assert_string_equal(assignee(fake, 3), "anna@example.com");
	assert_int_equal(fake_ticket(fake, 1)->status, STATUS_PROGRESS);
}

static void a_queue_gives_to_who_has_least(void **state)
{
	static const struct step steps[] = {
		{ .why = "Anna gives hers to Olle",
			.mail = { ANNA, "Re: One", "#assign olle",
				.flags = FAKE_DMARC, .answers = "1.3" } },
	};
	AUTO(fake) fake = desk("load", "");

	(void)state;
	request(fake, "One");
	play(fake, steps, 1);
	request(fake, "Two");
	request(fake, "Three");
	assert_string_equal(assignee(fake, 2), "anna@example.com");
	assert_string_equal(assignee(fake, 3), "anna@example.com");
}

static void nobody_gets_more_than_he_may(void **state)
{
	g_autoptr(GString) conf = g_string_new(DESK_CONF);
	struct fake *fake;

	(void)state;
	g_string_replace(conf, "\tdefault = true\n",
		"\tdefault = true\n\tassign = load\n", 1);
	g_string_replace(conf, "\tline = 1\n[agent \"olle",
		"\tline = 1\n\tmax-tickets = 1\n[agent \"olle", 1);
	g_string_replace(conf, "\tlanguage = sv\n",
		"\tlanguage = sv\n\tmax-tickets = 1\n", 1);
	fake = fake_new(conf->str, POSTERN_CONF);
	request(fake, "One");
	request(fake, "Two");
	request(fake, "Three");
	assert_string_equal(assignee(fake, 1), "anna@example.com");
	assert_string_equal(assignee(fake, 2), "olle@example.com");
	assert_string_equal(assignee(fake, 3), "");
	fake_free(fake);
}

static void who_is_away_gets_no_new_ones(void **state)
{
	AUTO(fake) fake = desk("round-robin", "");

	(void)state;
	away(fake, ANNA, "#away until 3d to Nils Dahl");
	request(fake, "One");
	request(fake, "Two");
	assert_string_equal(assignee(fake, 1), "olle@example.com");
	assert_string_equal(assignee(fake, 2), "olle@example.com");
	fake->time += (gint64)4 * 24 * 3600;
	request(fake, "Three");
	assert_string_equal(assignee(fake, 3), "anna@example.com");
}

static void absence_is_kept_with_the_person(void **state)
{
	AUTO(fake) fake = desk("manual", "");
	const struct person *person;
	g_autofree char *event = NULL, *command = NULL;

	(void)state;
	away(fake, ANNA, "#away till 2d till nils");
	event = fake_trailer(fake, TRAILER_EVENT);
	command = fake_trailer(fake, TRAILER_COMMAND);
	person = g_hash_table_lookup(fake->persons, "anna@example.com");
	assert_string_equal(event, "person");
	assert_string_equal(command, "#away until 2d to nils@example.com");
	assert_true(g_str_has_prefix(
		fake->last->commit->subject, "people: Anna Berg is away"));
	assert_non_null(person);
	assert_in_range(person->away_until, fake->time + 2 * 24 * 3600 - 300,
		fake->time + 2 * 24 * 3600);
	assert_string_equal(person->deputy, "nils@example.com");
	away(fake, ANNA, "#away off");
	person = g_hash_table_lookup(fake->persons, "anna@example.com");
	assert_int_equal(person->away_until, 0);
}

static void a_deputy_reads_and_works_until_the_date(void **state)
{
	static const struct step steps[] = {
		{ .why = "a request",
			.mail = { BOB, "Mail", "x", .flags = FAKE_DMARC },
			.told = "received bob@cust.example, new-for-agent "
				"anna@example.com, new-for-agent "
				"olle@example.com" },
		{ .why = "Anna takes it",
			.mail = { ANNA, "Re: Mail", "#take",
				.flags = FAKE_DMARC, .answers = "1.3" } },
		{ .why = "and goes away",
			.mail = { ANNA, "#away until 3d to nils", "",
				.flags = FAKE_DMARC },
			.event = "person",
			.told = TRANSCRIPT },
		{ .why = "Bob writes: Nils reads it",
			.mail = { BOB, "Re: Mail", "well?", .flags = FAKE_DMARC,
				.answers = "1.2" },
			.told = "reply-for-agent nils@example.com" },
		{ .why = "back on the date, nothing was lost",
			.mail = { BOB, "Re: Mail", "well??",
				.flags = FAKE_DMARC, .answers = "1.2" },
			.later_days = 4,
			.told = "reply-for-agent anna@example.com" },
	};
	AUTO(fake) fake = desk("manual", "");

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
}

static void a_deputy_of_another_queue_may_work(void **state)
{
	static const struct step steps[] = {
		{ .why = "Nils alone has hardware",
			.mail = { BOB, "My printer", "x", .flags = FAKE_DMARC },
			.told = "received bob@cust.example, new-for-agent "
				"nils@example.com" },
		{ .why = "not Anna's",
			.mail = { ANNA, "Re: My printer", "#take",
				.flags = FAKE_DMARC, .answers = "1.3" },
			.refused = "#take (only agents of queue hardware "
				   "may)" },
		{ .why = "Nils goes",
			.mail = { NILS, "#away until 3d to anna", "",
				.flags = FAKE_DMARC } },
		{ .why = "then she may",
			.mail = { ANNA, "Re: My printer", "#take #p2",
				.flags = FAKE_DMARC, .answers = "1.3" } },
		{ .why = "new ones are hers, too",
			.mail = { BOB, "The printer again", "x",
				.flags = FAKE_DMARC },
			.told = "received bob@cust.example, new-for-agent "
				"anna@example.com" },
		{ .why = "nobody stands in for himself",
			.mail = { ANNA, "#away until 3d to anna", "",
				.flags = FAKE_DMARC },
			.refused = "#away until 3d to anna@example.com "
				   "(expected another agent)" },
	};
	AUTO(fake) fake = desk("manual", "");

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
}

static void without_a_deputy_the_team_hears(void **state)
{
	static const struct step steps[] = {
		{ .why = "a request",
			.mail = { BOB, "Mail", "x", .flags = FAKE_DMARC } },
		{ .why = "Anna takes it",
			.mail = { ANNA, "Re: Mail", "#take",
				.flags = FAKE_DMARC, .answers = "1.3" } },
		{ .why = "and goes away, just so",
			.mail = { ANNA, "#away until 3d", "",
				.flags = FAKE_DMARC } },
		{ .why = "her colleague reads it",
			.mail = { BOB, "Re: Mail", "well?", .flags = FAKE_DMARC,
				.answers = "1.2" },
			.told = "reply-for-agent olle@example.com" },
		{ .why = "who goes, too",
			.mail = { OLLE, "#away until 3d", "",
				.flags = FAKE_DMARC } },
		{ .why = "then she gets it all the same",
			.mail = { BOB, "Re: Mail", "well??",
				.flags = FAKE_DMARC, .answers = "1.2" },
			.told = "reply-for-agent anna@example.com" },
	};
	AUTO(fake) fake = desk("manual", "");

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_queue_gives_in_turn),
		cmocka_unit_test(a_queue_gives_to_who_has_least),
		cmocka_unit_test(nobody_gets_more_than_he_may),
		cmocka_unit_test(who_is_away_gets_no_new_ones),
		cmocka_unit_test(absence_is_kept_with_the_person),
		cmocka_unit_test(a_deputy_reads_and_works_until_the_date),
		cmocka_unit_test(a_deputy_of_another_queue_may_work),
		cmocka_unit_test(without_a_deputy_the_team_hears),
	};

	message_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
