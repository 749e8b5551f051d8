/* Approvals: who asks, who may decide, and what becomes of the ticket. */
#include "scenario.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define CHEF "Eva Lind <chef@example.com>"
#define VD "Max Ros <vd@example.com>"

static const char RULES[] = "[approval \"purchase\"]\n"
			    "\tqueue = support\n"
			    "\tapprover = chef@example.com\n"
			    "\tdelegate = vd@example.com\n"
			    "\tlimit = 10000 SEK\n"
			    "[approval \"large\"]\n"
			    "\tqueue = support\n"
			    "\tapprover = vd@example.com\n"
			    "\tabove = 50000 SEK\n";

#define REQUEST                                               \
	{                                                     \
		.why = "a request",                           \
		.mail = { BOB, "Laptop", "A new one, please", \
			.flags = FAKE_DMARC },                \
		.ticket = 1, .status = "new"                  \
	}
#define ASKED                                                           \
	{                                                               \
		.why = "approval is asked for",                         \
		.mail = { ANNA, "Re: Laptop",                           \
			"#request-approval 8 900 kr his is five years", \
			.flags = FAKE_DMARC, .answers = "1.3" },        \
		.ticket = 1, .status = "wait-approval",                 \
		.event = "request-approval",                            \
		.told = "approval chef@example.com, transcript "        \
			"anna@example.com",                             \
		.refused = ""                                           \
	}

static struct fake *desk(void)
{
	g_autofree char *conf = g_strconcat(DESK_CONF, RULES, NULL);

	return fake_new(conf, POSTERN_CONF);
}

static void the_right_person_says_go_ahead(void **state)
{
	static const struct step steps[] = {
		REQUEST,
		ASKED,
		{ .why = "granted, in plain words",
			.mail = { CHEF, "Re: Laptop", "Godkänn, men köp ny\n",
				.token = "1.6" },
			.ticket = 1,
			.status = "wait-approval",
			.event = "note",
			.told = "note-for-agent anna@example.com, "
				"note-for-agent olle@example.com, approval "
				"chef@example.com" },
		{ .why = "without a condition",
			.mail = { CHEF, "Re: Laptop", "Godkänt, köp två\n",
				.token = "1.11" },
			.ticket = 1,
			.status = "progress",
			.event = "approve",
			.told = "approved bob@cust.example, decided "
				"anna@example.com, decided olle@example.com",
			.refused = "" },
	};
	AUTO(fake) fake = desk();
	g_autofree char *trailer = NULL, *role = NULL, *proof = NULL;
	g_autofree char *reason = NULL;
	const struct notice *notice;

	(void)state;
	play(fake, steps, 2);
	trailer = fake_trailer(fake, TRAILER_APPROVAL);
	assert_string_equal(
		trailer, "purchase 8900 SEK asked for bob@cust.example");
	notice = fake_notice_to(fake, "chef@example.com");
	assert_int_equal(notice->article.number, 6);
	assert_int_equal(notice->reply_kind, REPLY_APPROVAL);
	reason = fake_data(notice, "reason");
	assert_string_equal(reason, "his is five years");
	play(fake, steps + 2, 2);
	g_free(trailer);
	trailer = fake_trailer(fake, TRAILER_APPROVAL);
	role = fake_trailer(fake, TRAILER_ROLE);
	proof = fake_trailer(fake, TRAILER_PROOF);
	assert_string_equal(
		trailer, "purchase 8900 SEK approved for bob@cust.example");
	assert_string_equal(role, "approver");
	assert_string_equal(proof, "token");
	assert_non_null(strstr(fake_ticket(fake, 1)->approval,
		"approved 6 chef@example.com "));
}

static void a_denial_ends_it_and_says_why(void **state)
{
	static const struct step steps[] = {
		REQUEST,
		ASKED,
		{ .why = "no",
			.mail = { CHEF, "Re: Laptop", "nej, för dyrt\n",
				.token = "1.6" },
			.ticket = 1,
			.status = "cancelled",
			.event = "deny",
			.told = "cancelled bob@cust.example, decided "
				"anna@example.com, decided olle@example.com" },
		{ .why = "once is once",
			.mail = { CHEF, "Re: Laptop", "godkänn\n",
				.token = "1.6" },
			.ticket = 1,
			.status = "cancelled",
			.event = "hold",
			.refused = "#approve (only chef@example.com may "
				   "decide)" },
	};
	AUTO(fake) fake = desk();
	g_autofree char *reason = NULL, *trailer = NULL;

	(void)state;
	play(fake, steps, 3);
	reason = fake_data(fake_notice_to(fake, "bob@cust.example"), "reason");
	trailer = fake_trailer(fake, TRAILER_REASON);
	assert_string_equal(reason, "för dyrt");
	assert_string_equal(trailer, "för dyrt");
	play(fake, steps + 3, 1);
}

static void the_wrong_person_is_refused(void **state)
{
	static const struct step steps[] = {
		REQUEST,
		ASKED,
		{ .why = "the agent who asked",
			.mail = { ANNA, "Re: Laptop", "#approve",
				.flags = FAKE_DMARC, .answers = "1.3" },
			.refused = "#approve (only chef@example.com may "
				   "decide)" },
		{ .why = "another with the approver's address",
			.mail = { BOB, "Re: Laptop", "approve\n", .refers = "x",
				.flags = FAKE_DMARC, .answers = "1.6" },
			.ticket = 1,
			.status = "wait-approval" },
		{ .why = "the approver's name, forged",
			.mail = { CHEF, "Re: Laptop", "approve\n",
				.flags = FAKE_FAIL, .token = "1.6" },
			.ticket = 1,
			.status = "wait-approval",
			.event = "hold",
			.refused = "#approve (only chef@example.com may "
				   "decide)" },
		{ .why = "who asked may not ask twice",
			.mail = { ANNA, "Re: Laptop", "#request-approval 5 SEK",
				.flags = FAKE_DMARC, .answers = "1.3" },
			.refused = "#request-approval 5 SEK (an approval is "
				   "open already)" },
		{ .why = "nor close it over the approver's head",
			.mail = { ANNA, "Re: Laptop", "#close",
				.flags = FAKE_DMARC, .answers = "1.3" },
			.ticket = 1,
			.status = "wait-approval",
			.refused = "#close (an approval is open, #close force "
				   "closes it)" },
	};
	AUTO(fake) fake = desk();

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
}

static void nobody_decides_what_he_asked_for_or_works_on(void **state)
{
	static const struct step steps[] = {
		{ .why = "the approver wants something herself",
			.mail = { CHEF, "Laptop", "For me",
				.flags = FAKE_DMARC },
			.ticket = 1,
			.status = "new" },
		{ .why = "so the delegate is asked",
			.mail = { ANNA, "Re: Laptop",
				"#request-approval 8900 SEK",
				.flags = FAKE_DMARC, .answers = "1.3" },
			.told = "approval vd@example.com, transcript "
				"anna@example.com" },
		{ .why = "whom the rule does not know",
			.mail = { ANNA, "Re: Laptop",
				"#delegate nils@example.com",
				.flags = FAKE_DMARC, .answers = "1.3" },
			.refused = "#delegate nils@example.com (desk.conf "
				   "does not name nils@example.com for it)" },
		{ .why = "the delegate passes it back to her",
			.mail = { VD, "Re: Laptop",
				"#delegate chef@example.com", .token = "1.6" },
			.refused = "#delegate chef@example.com (desk.conf "
				   "does not name chef@example.com for it)" },
	};
	AUTO(fake) fake = desk();

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
}

static void a_sum_above_the_limit_is_asked_back(void **state)
{
	static const struct step steps[] = {
		REQUEST,
		{ .why = "more than the limit",
			.mail = { ANNA, "Re: Laptop",
				"#request-approval purchase 12000 SEK",
				.flags = FAKE_DMARC, .answers = "1.3" },
			.told = "approval chef@example.com, transcript "
				"anna@example.com" },
		{ .why = "one word is not enough",
			.mail = { CHEF, "Re: Laptop", "approve\n",
				.token = "1.6" },
			.ticket = 1,
			.status = "wait-approval",
			.told = "confirm chef@example.com",
			.refused = "#approve (above the limit, asked back)" },
		{ .why = "yes is no approval",
			.mail = { CHEF, "Re: Laptop", "approve\n",
				.token = "1.9" },
			.ticket = 1,
			.status = "progress",
			.event = "approve" },
	};
	AUTO(fake) fake = desk();
	g_autofree char *proof = NULL;

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
	proof = fake_trailer(fake, TRAILER_PROOF);
	assert_string_equal(proof, "confirmed");
}

static void the_rule_is_that_of_queue_and_amount(void **state)
{
	static const struct step steps[] = {
		REQUEST,
		{ .why = "a large sum is another's",
			.mail = { ANNA, "Re: Laptop",
				"#request-approval 60 000 SEK servers",
				.flags = FAKE_DMARC, .answers = "1.3" },
			.told = "approval vd@example.com, transcript "
				"anna@example.com" },
		{ .why = "on it goes without an answer",
			.mail = { ANNA, "Re: Laptop", "#open",
				.flags = FAKE_DMARC, .answers = "1.3" },
			.ticket = 1,
			.status = "progress" },
		{ .why = "which is then no answer any more",
			.mail = { VD, "Re: Laptop", "approve\n",
				.token = "1.6" },
			.ticket = 1,
			.status = "progress",
			.refused = "#approve (no such approval is open)" },
		{ .why = "another sum",
			.mail = { ANNA, "Re: Laptop",
				"#request-approval 70000 SEK",
				.flags = FAKE_DMARC, .answers = "1.3" },
			.ticket = 1,
			.status = "wait-approval" },
		{ .why = "no queue of hers",
			.mail = { NILS, "Re: Laptop", "#queue hardware",
				.flags = FAKE_DMARC, .answers = "1.3" } },
		{ .why = "has no rule",
			.mail = { NILS, "Re: Laptop", "#open\n#wait approval",
				.flags = FAKE_DMARC, .answers = "1.3" },
			.refused = "#open (another line was refused) | #wait "
				   "approval (no [approval] of desk.conf "
				   "fits)" },
	};
	AUTO(fake) fake = desk();
	g_autofree char *trailer = NULL;

	(void)state;
	play(fake, steps, 3);
	trailer = fake_trailer(fake, TRAILER_APPROVAL);
	assert_string_equal(
		trailer, "large 60000 SEK withdrawn for bob@cust.example");
	play(fake, steps + 3, G_N_ELEMENTS(steps) - 3);
}

static void an_older_question_decides_no_newer_one(void **state)
{
	static const struct step steps[] = {
		REQUEST,
		ASKED,
		{ .why = "withdrawn",
			.mail = { ANNA, "Re: Laptop", "#open",
				.flags = FAKE_DMARC, .answers = "1.3" },
			.ticket = 1,
			.status = "progress" },
		{ .why = "and asked again, dearer",
			.mail = { ANNA, "Re: Laptop",
				"#request-approval 9900 SEK",
				.flags = FAKE_DMARC, .answers = "1.3" },
			.ticket = 1,
			.status = "wait-approval" },
		{ .why = "what was said to the first",
			.mail = { CHEF, "Re: Laptop", "approve\n",
				.token = "1.6" },
			.ticket = 1,
			.status = "wait-approval",
			.refused = "#approve (no such approval is open)" },
	};
	AUTO(fake) fake = desk();

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
}

static void a_vacation_program_decides_nothing(void **state)
{
	static const struct step steps[] = {
		REQUEST,
		ASKED,
		{ .why = "approve, says the program",
			.mail = { CHEF, "Re: Laptop", "approve\n",
				.flags = FAKE_AUTO | FAKE_DMARC,
				.token = "1.6" },
			.ticket = 1,
			.status = "wait-approval" },
	};
	AUTO(fake) fake = desk();

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_right_person_says_go_ahead),
		cmocka_unit_test(a_denial_ends_it_and_says_why),
		cmocka_unit_test(the_wrong_person_is_refused),
		cmocka_unit_test(nobody_decides_what_he_asked_for_or_works_on),
		cmocka_unit_test(a_sum_above_the_limit_is_asked_back),
		cmocka_unit_test(the_rule_is_that_of_queue_and_amount),
		cmocka_unit_test(an_older_question_decides_no_newer_one),
		cmocka_unit_test(a_vacation_program_decides_nothing),
	};

	message_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
