/* From a mail to its ticket: which one is meant, and who may join where. A case
 * a row of the table in routing.md 6, and a case a way to get it wrong. */
#include "route_world.h"

static void a_proven_agent_joins_by_the_kind_of_the_address(void **state)
{
	static const struct route_case CASES[] = {
		{ "A public, by token", ANNA TO("{1.3p anna@example.com}") END,
			"public A T-1.3 token agent" },
		{ "A internal, by token",
			ANNA TO("{1.4i anna@example.com}") END,
			"internal A T-1.4 token agent" },
		{ "A public, dmarc names it",
			PASS("example.com") ANNA TO("{1.3p anna@example.com}")
				END,
			"public A T-1.3 dmarc agent" },
		{ "A of another agent, with dmarc",
			PASS("example.com") ANNA TO("{1.3p nils@example.com}")
				END,
			"public A T-1.3 dmarc agent" },
		{ "A of a requester's address, with dmarc",
			PASS("example.com") ANNA TO("{1.2r alice@example.org}")
				END,
			"internal A T-1.2 dmarc agent" },
		{ "A to the alias",
			ANNA "Delivered-To: {1.3p anna@example.com}\n" TO(
				"support@example.com") END,
			"public A T-1.3 token agent" },
		{ "B, the notice was public",
			PASS("example.com") ANNA HELP REF("{1.3}") END,
			"public B T-1.3 dmarc agent" },
		{ "B, the notice was internal",
			PASS("example.com") ANNA HELP REF("{1.4}") END,
			"internal B T-1.4 dmarc agent" },
		{ "B, a notice to the requester",
			PASS("example.com") ANNA HELP REF("{1.2}") END,
			"internal B T-1.2 dmarc agent" },
		{ "C",
			PASS("example.com") ANNA HELP REF("<one@example.org>")
				END,
			"internal C T-1.0 dmarc agent" },
		{ "E", PASS("example.com") ANNA HELP SUBJECT("Re: [T-1] x") END,
			"internal E T-1.0 dmarc agent" },
		{ "nothing", PASS("example.com") ANNA HELP END,
			"new - T-0.0 dmarc agent" },
		{ "a lead",
			PASS("example.com") "From: nils@example.com\n" HELP REF(
				"{1.3}") END,
			"public B T-1.3 dmarc lead" },
	};
	struct world *world = *state;

	CHECK(world, CASES);
}

static void a_proven_participant_joins(void **state)
{
	static const struct route_case CASES[] = {
		{ "A by token", ALICE TO("{1.2r alice@example.org}") END,
			"public A T-1.2 token requester" },
		{ "A by dmarc, another's address",
			PASS("example.org") ALICE TO("{1.6r bob@example.org}")
				END,
			"public A T-1.6 dmarc requester" },
		{ "B by thread", ALICE HELP REF("{1.2}") END,
			"public B T-1.2 thread requester" },
		{ "B by thread, Cc", BOB HELP REF("{1.6}") END,
			"public B T-1.6 thread participant" },
		{ "B by dmarc", PASS("example.org") ALICE HELP REF("{1.2}") END,
			"public B T-1.2 dmarc requester" },
		{ "C by dmarc",
			PASS("example.org") BOB HELP REF("<one@example.org>")
				END,
			"public C T-1.0 dmarc participant" },
		{ "C, an id that never reached us",
			PASS("example.org")
				ALICE HELP REPLY("<lost@example.org>") END,
			"public C T-1.0 dmarc requester" },
		{ "E by dmarc",
			PASS("example.org") ALICE HELP SUBJECT("[T-1]") END,
			"public E T-1.0 dmarc requester" },
		{ "F is a new one, with a hint",
			PASS("example.org")
				ALICE HELP SUBJECT("Re: printer broken") END,
			"new F T-1.0 dmarc requester" },
		{ "F too old",
			PASS("example.org") ALICE HELP SUBJECT("Old") END,
			"new - T-0.0 dmarc requester" },
		{ "nothing", PASS("example.org") ALICE HELP SUBJECT("x") END,
			"new - T-0.0 dmarc requester" },
		{ "the address behind a comment and in capitals",
			"From: ALICE@EXAMPLE.ORG (a)\n" HELP REF("{1.2}") END,
			"public B T-1.2 thread requester" },
	};
	struct world *world = *state;

	CHECK(world, CASES);
}

static void others_are_held_or_get_a_ticket_of_their_own(void **state)
{
	static const struct route_case CASES[] = {
		{ "A, a token handed on",
			EVE TO("{1.2r alice@example.org}") END,
			"unproven A T-1.2 none stranger" },
		{ "A, dmarc proves only who it is",
			PASS("evil.example") EVE TO("{1.2r alice@example.org}")
				END,
			"unproven A T-1.2 dmarc stranger" },
		{ "B", EVE HELP REF("{1.2}") END,
			"unproven B T-1.2 none stranger" },
		{ "C", EVE HELP REF("<one@example.org>") END,
			"unproven C T-1.0 none stranger" },
		{ "E is a new one, linked", EVE HELP SUBJECT("[T-1] x") END,
			"new E T-1.0 none stranger" },
		{ "E that is not there", EVE HELP SUBJECT("[T-99] x") END,
			"new - T-0.0 none stranger" },
		{ "nothing", EVE HELP END, "new - T-0.0 none stranger" },
		{ "a participant's From without proof: C",
			ALICE HELP REF("<one@example.org>") END,
			"unproven C T-1.0 none stranger" },
		{ "a participant's From without proof: E",
			ALICE HELP SUBJECT("[T-1]") END,
			"new E T-1.0 none stranger" },
		{ "a participant's From without proof: F, no hint",
			ALICE HELP SUBJECT("Printer broken") END,
			"new F T-0.0 none stranger" },
		{ "somebody who was a recipient but is no participant",
			"From: dave@example.org\n" TO(
				"{1.13r dave@example.org}") END,
			"unproven A T-1.13 none stranger" },
		{ "a participant's From that failed dmarc: no thread",
			FAIL("example.org") ALICE HELP REF("{1.2}") END,
			"unproven B T-1.2 none stranger" },
		{ "a participant's From that failed dmarc: no token",
			FAIL("example.org") ALICE TO("{1.2r alice@example.org}")
				END,
			"unproven A T-1.2 none stranger" },
		{ "no From at all", HELP REF("<one@example.org>") END,
			"unproven C T-1.0 none stranger" },
	};
	struct world *world = *state;

	CHECK(world, CASES);
}

static void the_strongest_evidence_chooses_and_the_rest_is_linked(void **state)
{
	static const struct route_case CASES[] = {
		{ "A before B before C before E",
			ALICE TO("{1.2r alice@example.org}") SUBJECT("[T-4]")
				REF("{3.2} <three@example.net>") END,
			"public A T-1.2 token requester +T-4 "
			"+T-3" },
		{ "B before C", ALICE HELP REF("{1.2} <three@example.net>") END,
			"public B T-1.2 thread requester +T-3" },
		{ "of equals the last reference",
			PASS("example.org") ALICE HELP REF(
				"<three@example.net> <one@example.org>") END,
			"public C T-1.0 dmarc requester +T-3" },
		{ "of equals the last reference, the other way",
			PASS("example.org") ALICE HELP REF(
				"<one@example.org> <three@example.net>") END,
			"unproven C T-3.0 dmarc stranger +T-1" },
		{ "references before In-Reply-To",
			PASS("example.org")
				ALICE HELP REPLY("<three@example.net>")
					REF("<one@example.org>") END,
			"public C T-1.0 dmarc requester +T-3" },
		{ "a held id before one only referred to",
			EVE HELP REF("<lost@example.org>") REPLY("<x@y>") END,
			"unproven C T-1.0 none stranger" },
		{ "a late mail whose answer came first",
			EVE HELP "Message-ID: <late@example.org>\n\nx\n",
			"unproven C T-3.0 none stranger" },
		{ "an id of ours with a wrong mac is nothing",
			EVE HELP REF("<t1.3.aaaaaaaaaaaaaaaa@example.com>") END,
			"new - T-0.0 none stranger" },
	};
	struct world *world = *state;

	CHECK(world, CASES);
}

static void merged_tickets_lead_on(void **state)
{
	static const struct route_case CASES[] = {
		{ "A", ALICE TO("{2.2r alice@example.org}") END,
			"public A T-1.2 token requester" },
		{ "B", ALICE HELP REF("{2.2}") END,
			"public B T-1.2 thread requester" },
		{ "C", EVE HELP REF("<two@example.org>") END,
			"unproven C T-1.0 none stranger" },
		{ "E", EVE HELP SUBJECT("[T-2]") END,
			"new E T-1.0 none stranger" },
		{ "an agent's", ANNA TO("{2.3p anna@example.com}") END,
			"public A T-1.3 token agent" },
	};
	struct world *world = *state;

	CHECK(world, CASES);
}

#define FORWARD \
	BODY("see\n\n---------- Forwarded message ----------\nFrom: x\n\ny")

static void of_a_forward_only_the_address_chooses(void **state)
{
	static const struct route_case CASES[] = {
		{ "A", ANNA TO("{1.3p anna@example.com}") FORWARD,
			"public A T-1.3 token agent" },
		{ "B", PASS("example.com") ANNA HELP REF("{1.3}") FORWARD,
			"new - T-0.0 dmarc agent +T-1" },
		{ "C",
			PASS("example.org") ALICE HELP REF("<one@example.org>")
				FORWARD,
			"new - T-0.0 dmarc requester +T-1" },
		{ "E",
			PASS("example.org") ALICE HELP SUBJECT("Fwd: [T-1]")
				FORWARD,
			"new - T-0.0 dmarc requester +T-1" },
		{ "F",
			PASS("example.org") ALICE HELP SUBJECT(
				"Fwd: Printer broken") FORWARD,
			"new - T-0.0 dmarc requester" },
	};
	struct world *world = *state;

	CHECK(world, CASES);
}

static void a_proven_suppliers_number_joins_its_conversation(void **state)
{
	static const struct route_case CASES[] = {
		{ "its domain",
			PASS("printerco.example") "From: "
						  "x@printerco.example\n" HELP
							  SUBJECT("Re: CASE "
								  "4711: sent")
								  END,
			"vendor D T-1.0 dmarc vendor" },
		{ "another number",
			PASS("printerco.example") "From: "
						  "x@printerco.example\n" HELP
							  SUBJECT("Case 4712")
								  END,
			"new - T-0.0 dmarc requester" },
		{ "not proven",
			"From: x@printerco.example\n" HELP SUBJECT("Case 4711")
				END,
			"new - T-0.0 none stranger" },
		{ "another domain",
			PASS("evil.example") EVE HELP SUBJECT("Case 4711") END,
			"new - T-0.0 dmarc requester" },
	};
	struct world *world = *state;

	CHECK(world, CASES);
}

static void what_is_ours_is_not_taken_again(void **state)
{
	static const struct route_case CASES[] = {
		{ "seen before",
			ALICE HELP "Message-ID: <seen@example.org>\n\nx\n",
			"seen - T-1.0 none stranger" },
		{ "the same id with another text is another mail",
			ALICE HELP "Message-ID: <changed@example.org>\n\nx\n",
			"new - T-0.0 none stranger" },
		{ "our own mail",
			"From: help@example.com\nX-Loop: "
			"help@example.com\n" HELP END,
			"loop - T-0.0 none machine" },
		{ "our own Message-ID",
			"From: x@y.example\nMessage-ID: {1.3}\n\nx\n",
			"loop - T-0.0 none machine" },
		{ "somebody writes from the desk's address",
			PASS("example.com") "From: help@example.com\n" HELP END,
			"new - T-0.0 none stranger" },
		{ "our X-Loop in a stranger's mail",
			EVE "X-Loop: help@example.com\n" HELP END,
			"new - T-0.0 none stranger" },
	};
	struct world *world = *state;

	CHECK(world, CASES);
}

#define REPORT                                                          \
	"From: MAILER-DAEMON@mx.example.com\nReturn-Path: <>\n"         \
	"Content-Type: multipart/report; report-type=delivery-status; " \
	"boundary=b\nMIME-Version: 1.0\n"
#define REPORT_BODY                                                    \
	"Message-ID: <r@mx>\n\n--b\n\nfailed\n--b\nContent-Type: "     \
	"message/delivery-status\n\nReporting-MTA: dns; mx\n\n"        \
	"Final-Recipient: rfc822; alice@example.org\nAction: failed\n" \
	"Status: 5.1.1\n\n--b\nContent-Type: message/rfc822\n\n"

static void reports_find_their_notice(void **state)
{
	static const struct route_case CASES[] = {
		{ "at its envelope address",
			REPORT TO("{1.6b alice@example.org}") REPORT_BODY
			"\n--b--\n",
			"report A T-1.6 none machine" },
		{ "of a merged ticket: where the notice lies",
			REPORT TO("{2.2b alice@example.org}") REPORT_BODY
			"\n--b--\n",
			"report A T-2.2 none machine" },
		{ "by its Message-ID",
			REPORT HELP REPORT_BODY
			"Message-ID: {1.6}\nSubject: x\n\ny\n--b--\n",
			"report B T-1.6 none machine" },
		{ "of a mail that is not ours",
			REPORT HELP REPORT_BODY
			"Message-ID: <x@y>\nSubject: x\n\ny\n--b--\n",
			"new - T-0.0 none stranger" },
		{ "with a wrong mac",
			REPORT TO("help+1.6b.aaaaaaaaaaaaaaaa@example.com")
				REPORT_BODY "\n--b--\n",
			"new - T-0.0 none stranger" },
	};
	struct world *world = *state;

	CHECK(world, CASES);
}

static void control_mail_makes_no_ticket(void **state)
{
	static const struct route_case CASES[] = {
		{ "proven", PASS("example.com") ANNA HELP BODY("#list mine"),
			"control - T-0.0 dmarc agent" },
		{ "not proven", ANNA HELP BODY("#list mine"),
			"control - T-0.0 none stranger claims" },
		{ "in the subject of an empty mail",
			ANNA HELP SUBJECT("#list mine") BODY(""),
			"control - T-0.0 none stranger claims" },
		{ "what follows #on",
			PASS("example.com") ANNA HELP BODY("#on 1\n#close"),
			"control - T-0.0 dmarc agent" },
		{ "what only a ticket that is there can bear, forged",
			ANNA HELP BODY("#close"),
			"control - T-0.0 none stranger claims" },
		{ "a verb that may begin a ticket",
			PASS("example.com") ANNA HELP BODY("#priority P2"),
			"new - T-0.0 dmarc agent" },
		{ "with words beside it",
			PASS("example.com")
				ANNA HELP BODY("The printer is broken.\n#list"),
			"new - T-0.0 dmarc agent" },
		{ "with evidence it belongs to the ticket",
			ANNA TO("{1.3p anna@example.com}") BODY("#show"),
			"public A T-1.3 token agent" },
		{ "a requester has none",
			PASS("example.org") ALICE HELP BODY("#list"),
			"new - T-0.0 dmarc requester" },
		{ "an answer to an answer",
			PASS("example.com") ANNA HELP REPLY("{0.8}")
				BODY("#list"),
			"control - T-0.0 dmarc agent" },
		{ "a stranger answers the plain acknowledgement",
			"From: dave@example.org\n" HELP REPLY("{0.9}") END,
			"new - T-0.0 none stranger" },
	};
	struct world *world = *state;

	CHECK(world, CASES);
}

static void an_old_date_is_told(void **state)
{
	static const struct route_case CASES[] = {
		{ "six days",
			"Date: Tue, 17 Nov 2026 09:15:01 +0000\n" EVE HELP END,
			"new - T-0.0 none stranger stale" },
		{ "four days",
			"Date: Thu, 19 Nov 2026 09:15:02 +0000\n" EVE HELP END,
			"new - T-0.0 none stranger" },
		{ "ahead",
			"Date: Tue, 1 Dec 2026 09:15:02 +0000\n" EVE HELP END,
			"new - T-0.0 none stranger stale" },
		{ "unreadable: written at arrival", "Date: x\n" EVE HELP END,
			"new - T-0.0 none stranger" },
	};
	struct world *world = *state;

	CHECK(world, CASES);
}

static void ten_thousand_references_end_soon(void **state)
{
	struct world *world = *state;
	g_autoptr(GString) mail = g_string_new(EVE HELP "References:");
	g_autofree char *got = NULL;

	for (guint i = 0; i < 10000; i++)
		g_string_append_printf(mail, "\n <%u@x>", i);
	g_string_append(mail, " <one@example.org>\n" END);
	got = world_route(world, mail->str);
	assert_string_equal(got, "unproven C T-1.0 none stranger");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_proven_agent_joins_by_the_kind_of_the_address),
		TEST(a_proven_participant_joins),
		TEST(others_are_held_or_get_a_ticket_of_their_own),
		TEST(the_strongest_evidence_chooses_and_the_rest_is_linked),
		TEST(merged_tickets_lead_on),
		TEST(of_a_forward_only_the_address_chooses),
		TEST(a_proven_suppliers_number_joins_its_conversation),
		TEST(what_is_ours_is_not_taken_again),
		TEST(reports_find_their_notice),
		TEST(control_mail_makes_no_ticket),
		TEST(an_old_date_is_told),
		TEST(ten_thousand_references_end_soon),
	};

	message_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
