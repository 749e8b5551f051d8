/* Waits that end, reminders, resolving and closing by itself, approvals that
 * nobody answers. */
#include "tick_world.h"
#include "ticket.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

/* --- waits ---------------------------------------------------------------- */

static const struct fake_mail QUESTION = { ANNA, "Re: Mail",
	"#ask\n\nWhich printer?\n", .flags = FAKE_DMARC, .answers = "1.3" };

static void what_waits_for_a_date_comes_back_by_itself(void **state)
{
	AUTO(fake) fake = desk_at("2026-11-23T07:00:00Z");

	(void)state;
	bob_writes(fake);
	fake_do(fake, 1, "#assign anna");
	fake_mail(fake, &QUESTION);
	fake_do(fake, 1, "#wait until 2026-12-01");
	/* Midnight is quiet. */
	assert_next(fake, "2026-12-01T06:00:00Z");
	assert_false(tick_at(fake, "2026-12-01T05:59:59Z"));
	assert_true(tick_at(fake, "2026-12-01T06:00:00Z"));
	assert_trailer(fake, TRAILER_EVENT, "resume");
	assert_trailer(fake, "Status", "wait-date -> progress");
	assert_told(fake, "resumed anna@example.com");
}

static void a_silent_requester_is_reminded_twice_then_it_is_resolved(
	void **state)
{
	AUTO(fake) fake = desk_at("2026-11-23T09:00:00Z");
	const struct notice *notice;
	g_autofree char *text = NULL, *until = NULL, *silent = NULL;

	(void)state;
	bob_writes(fake);
	fake_mail(fake, &QUESTION);
	assert_next(fake, "2026-11-25T09:01:00Z");
	assert_false(tick_at(fake, "2026-11-25T09:00:00Z"));
	assert_true(tick_at(fake, "2026-11-25T09:01:00Z"));
	assert_trailer(fake, TRAILER_EVENT, "remind");
	assert_told(fake, "reminder bob@cust.example");
	notice = fake_notice_to(fake, "bob@cust.example");
	text = fake_data(notice, "text");
	until = fake_data(notice, "until");
	assert_string_equal(text, "Which printer?");
	assert_string_equal(until, "2026-12-07");
	assert_false(tick_at(fake, "2026-11-25T09:01:00Z"));
	assert_true(tick_at(fake, "2026-11-30T09:01:00Z"));
	assert_told(fake, "reminder bob@cust.example");
	assert_false(tick_at(fake, "2026-12-07T09:00:00Z"));
	assert_true(tick_at(fake, "2026-12-07T09:01:00Z"));
	assert_trailer(fake, TRAILER_EVENT, "resolve");
	assert_trailer(fake, TRAILER_REASON, "no answer for 10 working days");
	assert_told(fake, "resolved bob@cust.example");
	silent = fake_data(fake_notice_to(fake, "bob@cust.example"), "silent");
	assert_string_equal(silent, "true");
	/* And nobody says no. */
	assert_next(fake, "2026-12-14T09:01:00Z");
	assert_true(tick_at(fake, "2026-12-14T09:01:00Z"));
	assert_trailer(fake, TRAILER_EVENT, "close");
	assert_trailer(fake, TRAILER_REASON, "unconfirmed for 5 working days");
	assert_told(fake, "closed bob@cust.example");
	assert_next(fake, "never");
}

static void nobody_is_resolved_who_was_not_reminded(void **state)
{
	AUTO(fake) fake = desk_at("2026-11-23T09:00:00Z");

	(void)state;
	bob_writes(fake);
	fake_mail(fake, &QUESTION);
	assert_true(tick_at(fake, "2026-12-21T09:00:00Z"));
	assert_told(fake, "reminder bob@cust.example");
	assert_next(fake, "2026-12-24T09:00:00Z");
	assert_true(tick_at(fake, "2026-12-24T09:00:00Z"));
	assert_trailer(fake, TRAILER_EVENT, "resolve");
}

static void an_answer_ends_the_reminders_and_a_new_question_begins_them(
	void **state)
{
	static const struct fake_mail answer = { BOB, "Re: Mail", "The red one",
		.flags = FAKE_DMARC, .answers = "1.2" };
	static const struct fake_mail more[] = {
		{ ANNA, "Re: Mail", "#ask\n\nOn which floor?\n",
			.flags = FAKE_DMARC, .answers = "1.3" },
		{ ANNA, "Re: Mail", "#ask\n\nIs it on at all?\n",
			.flags = FAKE_DMARC, .answers = "1.3" },
	};
	AUTO(fake) fake = desk_at("2026-11-23T09:00:00Z");

	(void)state;
	bob_writes(fake);
	fake_mail(fake, &QUESTION);
	assert_true(tick_at(fake, "2026-11-25T09:01:00Z"));
	fake_mail(fake, &answer);
	assert_false(tick_at(fake, "2026-11-25T13:00:00Z"));
	fake_mail(fake, &more[0]);
	/* Asked again while it waits: the silence begins anew, too. */
	fake->time = at("2026-11-27T11:00:00Z");
	fake_mail(fake, &more[1]);
	assert_next(fake, "2026-12-01T11:00:00Z");
	assert_true(tick_at(fake, "2026-12-01T11:00:00Z"));
	assert_trailer(fake, TRAILER_EVENT, "remind");
}

static void what_did_not_arrive_is_not_closed(void **state)
{
	AUTO(fake) fake = desk_at("2026-11-23T09:00:00Z");
	char to[] = "bob@cust.example", said[] = "550 gone";
	struct delivery_report report = { .ticket = 1,
		.address = to,
		.state = DELIVERY_FAILED,
		.reply = said };
	g_autoptr(GPtrArray) reports = g_ptr_array_new();
	struct event event = { .kind = EVENT_DELIVERIES,
		.deliveries = reports };

	(void)state;
	g_ptr_array_add(reports, &report);
	bob_writes(fake);
	fake_do(fake, 1, "#resolve Put in a new one");
	report.message = fake_notice_to(fake, to)->article.number;
	fake_apply(fake, &event, NULL);
	assert_true(tick_at(fake, "2026-12-07T09:00:00Z"));
	assert_trailer(fake, TRAILER_EVENT, "remind");
	assert_string_equal(
		status_name(fake_ticket(fake, 1)->status), "resolved");
	assert_false(tick_at(fake, "2026-12-17T09:00:00Z"));
}

/* --- approvals ------------------------------------------------------------ */

static void a_silent_approver_is_asked_again_then_the_delegate(void **state)
{
	static const struct {
		const char *time, *told, *approval;
	} steps[] = {
		{ "2026-11-25T09:02:00Z", "approval boss@example.com", "" },
		{ "2026-11-27T09:02:00Z", "approval vd@example.com",
			"purchase 8900 SEK asked for bob@cust.example" },
		{ "2026-12-23T09:02:00Z", "resumed anna@example.com",
			"purchase 8900 SEK expired for bob@cust.example" },
	};
	static const struct fake_mail wish = { ANNA, "Re: Mail",
		"#take\n#request-approval 8900 SEK a printer\n",
		.flags = FAKE_DMARC, .answers = "1.3" };
	AUTO(fake) fake = desk_at("2026-11-23T09:00:00Z");

	(void)state;
	bob_writes(fake);
	fake_do(fake, 1, "#p4");
	fake->time = at("2026-11-23T09:02:00Z");
	fake_mail(fake, &wish);
	assert_trailer(fake, "Status", "new -> wait-approval");
	for (gsize i = 0; i < G_N_ELEMENTS(steps); i++) {
		fake->time = at(steps[i].time) - 1;
		assert_next(fake, steps[i].time);
		assert_true(tick_at(fake, steps[i].time));
		assert_told(fake, steps[i].told);
		assert_trailer(fake, TRAILER_APPROVAL, steps[i].approval);
		assert_false(tick_at(fake, steps[i].time));
	}
	assert_string_equal(
		status_name(fake_ticket(fake, 1)->status), "progress");
}

static void after_a_standstill_only_the_delegate_is_asked(void **state)
{
	AUTO(fake) fake = desk_at("2026-11-23T09:00:00Z");

	(void)state;
	bob_writes(fake);
	fake_do(fake, 1, "#p4");
	fake_do(fake, 1, "#request-approval 8900 SEK a printer");
	assert_true(tick_at(fake, "2026-12-28T09:00:00Z"));
	assert_told(fake, "approval vd@example.com");
	assert_false(tick_at(fake, "2026-12-28T09:00:00Z"));
	assert_next(fake, "2026-12-31T09:00:00Z");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_waits_for_a_date_comes_back_by_itself),
		cmocka_unit_test(
			a_silent_requester_is_reminded_twice_then_it_is_resolved),
		cmocka_unit_test(nobody_is_resolved_who_was_not_reminded),
		cmocka_unit_test(
			an_answer_ends_the_reminders_and_a_new_question_begins_them),
		cmocka_unit_test(what_did_not_arrive_is_not_closed),
		cmocka_unit_test(
			a_silent_approver_is_asked_again_then_the_delegate),
		cmocka_unit_test(after_a_standstill_only_the_delegate_is_asked),
	};

	message_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
