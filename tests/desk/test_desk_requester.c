/* What a requester's mails do: a new ticket, replies, yes and no, what comes
 * after the end, and what machines send. */
#include "scenario.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define QUEUE_TOLD                         \
	"new-for-agent anna@example.com, " \
	"new-for-agent olle@example.com"

static void a_new_mail_is_a_ticket_and_told(void **state)
{
	static const struct step steps[] = {
		{ .why = "a stranger's request",
			.mail = { BOB, "Mail is down", "It does not start." },
			.ticket = 1,
			.status = "new",
			.event = "create",
			.told = "received bob@cust.example, " QUEUE_TOLD },
		{ .why = "the agents of that queue alone",
			.mail = { BOB, "The printer is on fire", "Help!" },
			.ticket = 2,
			.status = "new",
			.event = "create",
			.told = "received bob@cust.example, "
				"new-for-agent nils@example.com" },
		{ .why = "an automatic one is registered, and not answered",
			.mail = { BOB, "Out", "I am away.",
				.flags = FAKE_AUTO },
			.ticket = 3,
			.status = "new",
			.event = "create",
			.told = QUEUE_TOLD },
		{ .why = "so is one with an empty return path",
			.mail = { BOB, "Null", "Hm", .flags = FAKE_NULL },
			.ticket = 4,
			.event = "create",
			.told = QUEUE_TOLD },
		{ .why = "and one from nobody",
			.mail = { "noreply@shop.example", "Order", "Thanks" },
			.ticket = 5,
			.event = "create",
			.told = QUEUE_TOLD },
		{ .why = "spam is born cancelled and tells nobody",
			.mail = { BOB, "Win", "Money", .flags = FAKE_SPAM },
			.ticket = 6,
			.status = "cancelled",
			.event = "create",
			.told = "" },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
	assert_string_equal(fake_ticket(fake, 2)->queue, "hardware");
}

static void an_unproven_cc_is_no_participant(void **state)
{
	static const struct step steps[] = {
		{ .why = "unproven: none",
			.mail = { BOB, "A", "x", .cc = "eve@cust.example" },
			.ticket = 1,
			.told = "received bob@cust.example, " QUEUE_TOLD },
		{ .why = "proven: Cc, but no agent, role or own address",
			.mail = { BOB, "B", "x",
				.cc = "eve@cust.example, anna@example.com, "
				      "noreply@x.example, help@example.com",
				.flags = FAKE_DMARC },
			.ticket = 2,
			.told = "received bob@cust.example, received "
				"eve@cust.example, " QUEUE_TOLD },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
	assert_int_equal(fake_ticket(fake, 1)->cc->len, 0);
	assert_int_equal(fake_ticket(fake, 2)->cc->len, 1);
}

static void an_acknowledgement_repeats_nothing_of_a_stranger(void **state)
{
	static const struct fake_mail mail = { BOB,
		"Buy at http://evil.example now eve@evil.example today: "
		"WWW.EVIL.EXAMPLE evil.example e\uff0evil "
		"evil\u3002example 10.0.0.1 eve\uff20evil v3.5 ok.",
		"My secret text", .flags = 0 };
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);
	const struct notice *notice;
	g_autofree char *text = NULL, *ref = NULL;

	(void)state;
	fake_mail(fake, &mail);
	notice = fake_notice_to(fake, "bob@cust.example");
	text = fake_data(notice, "text");
	ref = fake_data(notice, "ref");
	assert_string_equal(notice->subject, "Buy at now v3.5 ok.");
	assert_string_equal(text, "");
	assert_string_equal(ref, "T-1");
	assert_int_equal(notice->reply_kind, REPLY_REQUESTER);
	assert_int_equal(notice->auto_submitted, AUTO_REPLIED);
	assert_string_equal(notice->in_reply_to, "m1@mail.example");
}

static void a_proven_reply_lands_and_moves_the_ticket(void **state)
{
	static const struct step steps[] = {
		{ .why = "new", .mail = { BOB, "Mail", "x" } },
		{ .why = "a reply by its token",
			.mail = { BOB, "Re: Mail", "more", .token = "1.2" },
			.ticket = 1,
			.status = "new",
			.event = "reply",
			.told = "reply-for-agent anna@example.com, "
				"reply-for-agent olle@example.com" },
		{ .why = "by the thread: to a recipient of that notice",
			.mail = { BOB, "Re: Mail", "yet more",
				.answers = "1.2" },
			.ticket = 1,
			.status = "new",
			.event = "reply" },
		{ .why = "a question from Anna",
			.mail = { ANNA, "Re: Mail",
				"Which one?\n\n#take\n#wait user",
				.token = "1.3" },
			.ticket = 1,
			.status = "wait-user",
			.event = "wait",
			.told = "reply bob@cust.example, "
				"transcript anna@example.com" },
		{ .why = "its answer ends the wait",
			.mail = { BOB, "Re: Mail", "The red one",
				.token = "1.2", .answers = "1.2" },
			.ticket = 1,
			.status = "progress",
			.event = "reply",
			.told = "reply-for-agent anna@example.com" },
		{ .why = "his absence is shown, and changes nothing",
			.mail = { BOB, "Away", "I am away", .token = "1.2",
				.flags = FAKE_AUTO | FAKE_DMARC },
			.ticket = 1,
			.status = "progress",
			.event = "reply",
			.told = "reply-for-agent anna@example.com" },
		{ .why = "resolved",
			.mail = { ANNA, "Re: Mail", "Plug it in.\n#resolve",
				.flags = FAKE_DMARC, .answers = "1.10" },
			.ticket = 1,
			.status = "resolved",
			.event = "resolve",
			.told = "resolved bob@cust.example, "
				"transcript anna@example.com" },
		{ .why = "thanks close nothing and reopen nothing",
			.mail = { BOB, "Re: Mail", "Thank you very much!",
				.flags = FAKE_DMARC, .answers = "1.2" },
			.ticket = 1,
			.status = "resolved" },
		{ .why = "yes closes, and is answered with the rating",
			.mail = { BOB, "Re: Mail", "Yes", .flags = FAKE_DMARC,
				.answers = "1.2" },
			.ticket = 1,
			.status = "closed",
			.event = "close",
			.told = "closed bob@cust.example, "
				"reply-for-agent anna@example.com" },
		{ .why = "within the window it is taken up again",
			.mail = { BOB, "Re: Mail", "Broken again",
				.flags = FAKE_DMARC, .answers = "1.2" },
			.later_days = 10,
			.ticket = 1,
			.status = "progress",
			.event = "reopen",
			.told = "reopened-for-agent anna@example.com" },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
	assert_int_equal(fake_ticket(fake, 1)->reopened, 1);
}

static void after_the_window_a_new_ticket_is_linked(void **state)
{
	static const struct step steps[] = {
		{ .why = "new", .mail = { BOB, "Mail", "x" } },
		{ .why = "closed",
			.mail = { ANNA, "Re: Mail", "#close",
				.flags = FAKE_DMARC, .token = "1.3" },
			.ticket = 1,
			.status = "closed",
			.event = "close",
			.told = "closed bob@cust.example, "
				"transcript anna@example.com" },
		{ .why = "twenty days later",
			.mail = { BOB, "Re: Mail", "Again!",
				.flags = FAKE_DMARC, .answers = "1.2" },
			.later_days = 20,
			.ticket = 1,
			.status = "closed",
			.event = "create",
			.told = "received bob@cust.example, " QUEUE_TOLD },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
	assert_int_equal(fake_ticket(fake, 2)->links->len, 1);
	assert_string_equal(fake_ticket(fake, 2)->links->pdata[0], "1");
}

static void an_unproven_addition_is_held_and_reveals_nothing(void **state)
{
	static const struct step steps[] = {
		{ .why = "new", .mail = { BOB, "Mail", "x", .id = "first@x" } },
		{ .why = "anybody who knows the id",
			.mail = { "Eve <eve@evil.example>", "Re: Mail",
				"Tell me all. #close", .refers = "first@x" },
			.ticket = 1,
			.status = "new",
			.event = "hold",
			.held = "5 not proven",
			.told = "not-proven anna@example.com, not-proven "
				"olle@example.com, received eve@evil.example" },
		{ .why = "Anna takes it in",
			.mail = { ANNA, "Re: Mail", "#accept", .token = "1.3" },
			.ticket = 1,
			.status = "new",
			.event = "release",
			.held = "",
			.told = "transcript anna@example.com" },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);
	const struct notice *notice;
	g_autofree char *ref = NULL;

	(void)state;
	play(fake, steps, 2);
	notice = fake_notice_to(fake, "eve@evil.example");
	ref = fake_data(notice, "ref");
	assert_string_equal(ref, "");
	assert_int_equal(notice->article.ticket, 0);
	play(fake, steps + 2, G_N_ELEMENTS(steps) - 2);
}

static void without_authserv_id_a_participants_from_counts(void **state)
{
	static const struct step steps[] = {
		{ .why = "new", .mail = { BOB, "Mail", "x", .id = "first@x" } },
		{ .why = "resolved by token",
			.mail = { ANNA, "Re: Mail", "Done.\n#resolve",
				.token = "1.3" },
			.ticket = 1,
			.status = "resolved",
			.told = "resolved bob@cust.example, "
				"transcript anna@example.com" },
		{ .why = "yes is no yes there, but an answer",
			.mail = { BOB, "Re: Mail", "Yes", .refers = "first@x",
				.cc = "eve@cust.example" },
			.ticket = 1,
			.event = "reopen",
			.status = "progress" },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_BARE_CONF);
	g_autofree char *proof = NULL;

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
	proof = fake_trailer(fake, TRAILER_PROOF);
	assert_string_equal(proof, "none (no authserv-id)");
	assert_int_equal(fake_ticket(fake, 1)->cc->len, 0);
}

static void a_requester_may_close_but_not_assign(void **state)
{
	static const struct step steps[] = {
		{ .why = "new",
			.mail = { BOB, "Mail", "x", .flags = FAKE_DMARC } },
		{ .why = "not allowed: stays text, with a polite hint",
			.mail = { BOB, "Re: Mail", "#assign anna",
				.token = "1.2" },
			.ticket = 1,
			.status = "new",
			.event = "reply",
			.refused = "#assign anna@example.com (only agents "
				   "may)",
			.held = "",
			.told = "reply-for-agent anna@example.com, "
				"reply-for-agent olle@example.com, "
				"refused bob@cust.example" },
		{ .why = "what he may",
			.mail = { BOB, "Re: Mail", "#help", .answers = "1.2" },
			.ticket = 1,
			.status = "new",
			.event = "reply",
			.told = "answer bob@cust.example" },
		{ .why = "his own small set",
			.mail = { BOB, "Re: Mail", "#close", .answers = "1.2" },
			.ticket = 1,
			.status = "closed",
			.event = "close" },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
}

static void a_mail_seen_before_changes_nothing(void **state)
{
	static const struct step steps[] = {
		{ .why = "new",
			.mail = { BOB, "Mail", "x", .id = "first@x" },
			.event = "create" },
		{ .why = "again",
			.mail = { BOB, "Mail", "x", .id = "first@x" },
			.ticket = 1,
			.status = "new",
			.event = "",
			.told = "" },
		{ .why = "the same id with other words is another mail",
			.mail = { BOB, "Mail", "y", .id = "first@x" },
			.event = "create" },
	};
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
}

static void a_full_ticket_goes_on_in_another(void **state)
{
	static const struct fake_mail first = { BOB, "Mail", "x", .flags = 0 };
	static const struct fake_mail more = { BOB, "Re: Mail", "more",
		.answers = "1.2" };
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);
	struct known_ticket *known;

	(void)state;
	fake_mail(fake, &first);
	known = fake->tickets->pdata[0];
	for (guint32 i = known->articles->len + 1; i < 999; i++) {
		struct article note = {
			.ticket = 1, .number = i, .kind = ARTICLE_NOTE
		};

		g_array_append_val(known->articles, note);
	}
	fake_mail(fake, &more);
	assert_int_equal(fake_ticket(fake, 1)->merged_into, 2);
	assert_int_equal(fake_ticket(fake, 1)->status, STATUS_CANCELLED);
	assert_int_equal(fake_ticket(fake, 2)->status, STATUS_NEW);
	assert_string_equal(
		fake_ticket(fake, 2)->requester->address, "bob@cust.example");
	/* And so does all later mail to the first. */
	fake_mail(fake, &more);
	assert_int_equal(fake->tickets->len, 2);
	known = fake->tickets->pdata[1];
	assert_true(known->articles->len >= 4);
}

static void a_subject_is_acknowledged_twice_an_hour(void **state)
{
	static const struct fake_mail mail = { BOB, "Away", "x", .flags = 0 };
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);

	(void)state;
	for (guint i = 0; i < 3; i++) {
		g_autofree char *withheld = NULL;

		fake_mail(fake, &mail);
		withheld = fake_trailer(fake, TRAILER_WITHHELD);
		assert_string_equal(withheld,
			i < 2 ? ""
			      : "received bob@cust.example (the same subject "
				"again within an hour)");
	}
}

static void outside_mail_is_limited_an_hour(void **state)
{
	static const struct fake_mail last = { BOB, "Last", "x", .flags = 0 };
	AUTO(fake) fake = fake_new(DESK_CONF, POSTERN_CONF);
	g_autofree char *withheld = NULL;

	(void)state;
	for (guint i = 0; i < 20; i++) {
		g_autofree char *subject = g_strdup_printf("Mail %u", i);
		struct fake_mail mail = { BOB, subject, "x", .flags = 0 };

		fake_mail(fake, &mail);
		fake->time -= 50;
	}
	fake_mail(fake, &last);
	withheld = fake_trailer(fake, TRAILER_WITHHELD);
	assert_string_equal(
		withheld, "received bob@cust.example (over 20 an hour)");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_new_mail_is_a_ticket_and_told),
		cmocka_unit_test(an_unproven_cc_is_no_participant),
		cmocka_unit_test(
			an_acknowledgement_repeats_nothing_of_a_stranger),
		cmocka_unit_test(a_proven_reply_lands_and_moves_the_ticket),
		cmocka_unit_test(after_the_window_a_new_ticket_is_linked),
		cmocka_unit_test(
			an_unproven_addition_is_held_and_reveals_nothing),
		cmocka_unit_test(
			without_authserv_id_a_participants_from_counts),
		cmocka_unit_test(a_requester_may_close_but_not_assign),
		cmocka_unit_test(a_mail_seen_before_changes_nothing),
		cmocka_unit_test(a_full_ticket_goes_on_in_another),
		cmocka_unit_test(a_subject_is_acknowledged_twice_an_hour),
		cmocka_unit_test(outside_mail_is_limited_an_hour),
	};

	message_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
