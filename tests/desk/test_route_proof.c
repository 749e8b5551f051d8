/* What a mail proves on its way to its ticket: tokens, questions, threads, and
 * what a site's settings make of them. */
#include "route_world.h"

static void an_agents_name_alone_is_asked_back(void **state)
{
	static const struct route_case CASES[] = {
		{ "A, a colleague's token",
			ANNA TO("{1.3p nils@example.com}") END,
			"unproven A T-1.3 none stranger claims" },
		{ "B", ANNA HELP REF("{1.3}") END,
			"unproven B T-1.3 none stranger claims" },
		{ "C", ANNA HELP REF("<one@example.org>") BODY("#close"),
			"unproven C T-1.0 none stranger claims" },
		{ "E", ANNA HELP SUBJECT("[T-1]") BODY("#close"),
			"unproven E T-1.0 none stranger claims" },
		{ "nothing", ANNA HELP END,
			"new - T-0.0 none stranger claims" },
		{ "in the display name only",
			"From: \"anna@example.com\" <eve@evil.example>\n" HELP
				REF("{1.3}") BODY("#close"),
			"unproven B T-1.3 none stranger" },
		{ "two From fields", ANNA EVE HELP REF("{1.3}") BODY("#close"),
			"unproven B T-1.3 none stranger" },
		{ "two addresses in one",
			"From: anna@example.com, eve@evil.example\n" HELP REF(
				"{1.3}") BODY("#close"),
			"unproven B T-1.3 none stranger" },
		{ "two From fields, and the token of one",
			ANNA EVE TO("{1.3p anna@example.com}") END,
			"unproven A T-1.3 none stranger" },
		{ "dmarc of another domain",
			PASS("evil.example") ANNA HELP REF("{1.3}") END,
			"unproven B T-1.3 none stranger claims" },
		{ "dmarc failed",
			FAIL("example.com") ANNA HELP REF("{1.3}") END,
			"unproven B T-1.3 none stranger claims" },
		{ "dmarc of an untrusted server",
			"Authentication-Results: evil.example; dmarc=pass "
			"header.from=example.com\n" ANNA HELP REF("{1.3}") END,
			"unproven B T-1.3 none stranger claims" },
		{ "dmarc forged below a foreign server",
			"Received: by evil.example; 1 Jan 2026 00:00:00 "
			"+0000\n" PASS("example.com") ANNA HELP REF("{1.3}")
				END,
			"unproven B T-1.3 none stranger claims" },
		{ "pass forged below our fail",
			FAIL("example.com") PASS("example.com")
				ANNA HELP REF("{1.3}") END,
			"unproven B T-1.3 none stranger claims" },
		{ "dkim with a length",
			"Authentication-Results: mx.example.com; dkim=pass "
			"header.d=example.com\nDKIM-Signature: d=example.com; "
			"l=0; h=from:message-id\n" ANNA HELP REF("{1.3}") END,
			"unproven B T-1.3 none stranger claims" },
		{ "thread is no proof for an agent",
			ANNA HELP REPLY("{1.3}") REF("{1.3}") BODY("#close"),
			"unproven B T-1.3 none stranger claims" },
	};
	struct world *world = *state;

	CHECK(world, CASES);
}

static void a_token_proves_once_in_time_and_for_one_purpose(void **state)
{
	static const struct route_case CASES[] = {
		{ "alive for 90 days", ANNA TO("{1.9p anna@example.com}") END,
			"public A T-1.9 token agent" },
		{ "expired", ANNA TO("{1.7p anna@example.com}") END,
			"unproven A T-1.7 none stranger claims" },
		{ "a trusted server says fail: spent, but no proof",
			FAIL("example.com") ANNA TO("{1.3p anna@example.com}")
				END,
			"unproven A T-1.3 none stranger claims" },
		{ "of a bounce address", ANNA TO("{1.3b anna@example.com}") END,
			"unproven A T-1.3 none stranger claims" },
		{ "of a notice that never was",
			ANNA TO("{1.99p anna@example.com}") END,
			"new - T-0.0 none stranger claims" },
		{ "mac of nobody",
			ANNA TO("help+1.3p.aaaaaaaaaaaaaaaa@example.com") END,
			"new - T-0.0 none stranger claims" },
		{ "automatic mail proves nothing by it",
			ANNA "Auto-Submitted: auto-replied\n" TO(
				"{1.3p anna@example.com}") END,
			"unproven A T-1.3 none stranger" },
		{ "automatic mail in a proven agent's name goes to nobody",
			PASS("example.com") ANNA
			"Auto-Submitted: auto-replied\n" TO(
				"{1.3p anna@example.com}") END,
			"internal A T-1.3 dmarc agent" },
		{ "of two, the sender's own",
			ANNA TO("{3.3p anna@example.com}, {1.2r "
				"alice@example.org}") END,
			"public A T-3.3 token agent +T-1" },
		{ "an expired one of a participant: the thread counts",
			ALICE TO("{1.2r bob@example.org}") REF("{1.2}") END,
			"public B T-1.2 thread requester" },
		{ "approval",
			"From: chef@example.com\n" TO(
				"{1.11a chef@example.com}") END,
			"approval A T-1.11 token approver" },
		{ "approval after 30 days",
			"From: chef@example.com\n" TO(
				"{1.12a chef@example.com}") END,
			"unproven A T-1.12 none stranger" },
		{ "approval by another",
			"From: eve@evil.example\n" TO(
				"{1.11a chef@example.com}") END,
			"unproven A T-1.11 none stranger" },
		{ "supplier",
			"From: service@printerco.example\n" TO(
				"{1.10v service@printerco.example}") END,
			"vendor A T-1.10 token vendor" },
		{ "a colleague at the supplier's, by dmarc",
			PASS("printerco.example") "From: "
						  "x@printerco.example\n" TO(
							  "{1.10v "
							  "service@printerco."
							  "example}") END,
			"vendor A T-1.10 dmarc vendor" },
		{ "a colleague at the supplier's, not proven",
			"From: x@printerco.example\n" TO(
				"{1.10v service@printerco.example}") END,
			"unproven A T-1.10 none stranger" },
		{ "another with dmarc of his own",
			PASS("evil.example")
				EVE TO("{1.10v service@printerco.example}") END,
			"unproven A T-1.10 dmarc stranger" },
		{ "supplier by another",
			EVE TO("{1.10v service@printerco.example}") END,
			"unproven A T-1.10 none stranger" },
	};
	struct world *world = *state;

	CHECK(world, CASES);
}

static void a_spent_token_finds_its_ticket_and_proves_nothing(void **state)
{
	static const struct route_case CASES[] = {
		{ "agent", ANNA TO("{1.3p anna@example.com}") END,
			"unproven A T-1.3 none stranger claims" },
		{ "agent with dmarc",
			PASS("example.com") ANNA TO("{1.3p anna@example.com}")
				END,
			"public A T-1.3 dmarc agent" },
		{ "the colleague's is another one",
			"From: nils@example.com\n" TO("{1.3p nils@example.com}")
				END,
			"public A T-1.3 token lead" },
	};
	struct world *world = *state;

	world->spent = "1.3p anna@example.com";
	CHECK(world, CASES);
}

static void a_question_is_confirmed_by_its_once_token(void **state)
{
	static const struct route_case CASES[] = {
		{ "yes", ANNA TO("{1.5c anna@example.com}") BODY("yes"),
			"confirm A T-1.5 confirmed agent" },
		{ "about control mail",
			ANNA TO("{0.7c anna@example.com}") BODY("yes"),
			"confirm A T-0.7 confirmed agent" },
		{ "after 24 hours",
			ANNA TO("{1.8c anna@example.com}") BODY("yes"),
			"unproven A T-1.8 none stranger claims" },
		{ "after 24 hours, with dmarc: a note",
			PASS("example.com") ANNA TO("{1.8c anna@example.com}")
				BODY("yes"),
			"internal A T-1.8 dmarc agent" },
		{ "by another",
			"From: nils@example.com\n" TO("{1.5c anna@example.com}")
				BODY("yes"),
			"unproven A T-1.5 none stranger claims" },
		{ "dmarc failed",
			FAIL("example.com") ANNA TO("{1.5c anna@example.com}")
				BODY("yes"),
			"unproven A T-1.5 none stranger claims" },
		{ "an absence note confirms nothing",
			ANNA "Auto-Submitted: auto-replied\n" TO(
				"{1.5c anna@example.com}") BODY("yes"),
			"unproven A T-1.5 none stranger" },
		{ "an absence note about control mail makes no ticket",
			ANNA "Auto-Submitted: auto-replied\n" TO(
				"{0.7c anna@example.com}") BODY("away"),
			"control - T-0.0 none stranger" },
		{ "the id alone is none where there are reply addresses",
			ANNA HELP REPLY("{1.5}") BODY("yes"),
			"unproven B T-1.5 none stranger claims" },
	};
	struct world *world = *state;

	CHECK(world, CASES);
}

static void without_extension_the_id_of_the_question_confirms(void **state)
{
	static const struct route_case CASES[] = {
		{ "yes",
			ANNA HELP REPLY("{1.5}") REF("{1.3} {1.5}") BODY("yes"),
			"confirm B T-1.5 confirmed agent" },
		{ "about control mail", ANNA HELP REPLY("{0.7}") BODY("yes"),
			"confirm B T-0.7 confirmed agent" },
		{ "only among the references",
			ANNA HELP REF("{1.5}") BODY("yes"),
			"unproven B T-1.5 none stranger claims" },
		{ "after 24 hours", ANNA HELP REPLY("{1.8}") BODY("yes"),
			"unproven B T-1.8 none stranger claims" },
		{ "by another",
			"From: nils@example.com\n" HELP REPLY("{1.5}")
				BODY("yes"),
			"unproven B T-1.5 none stranger claims" },
		{ "dmarc failed",
			FAIL("example.com") ANNA HELP REPLY("{1.5}")
				BODY("yes"),
			"unproven B T-1.5 none stranger claims" },
		{ "an absence note",
			ANNA "Auto-Submitted: auto-replied\n" HELP REPLY(
				"{1.5}") BODY("yes"),
			"unproven B T-1.5 none stranger" },
		{ "another notice is no question",
			ANNA HELP REPLY("{1.3}") BODY("yes"),
			"unproven B T-1.3 none stranger claims" },
		{ "reply addresses are not read",
			ANNA TO("{1.3p anna@example.com}") END,
			"new - T-0.0 none stranger claims" },
		{ "participants go by thread", ALICE HELP REF("{1.2}") END,
			"public B T-1.2 thread requester" },
	};
	struct world *world = *state;

	world->settings.auth.extension = FALSE;
	CHECK(world, CASES);
	world->spent = "1.5c anna@example.com";
	CHECK(world, ((const struct route_case[]){ { "a second time",
			     ANNA HELP REPLY("{1.5}") BODY("yes"),
			     "unproven B T-1.5 none stranger claims" } }));
}

static void without_authserv_id_a_participants_name_is_enough(void **state)
{
	static const struct route_case CASES[] = {
		{ "C", ALICE HELP REF("<one@example.org>") END,
			"public C T-1.0 none requester counts" },
		{ "A, another's address",
			ALICE TO("{1.6r bob@example.org}") END,
			"public A T-1.6 none requester counts" },
		{ "B, another's notice", BOB HELP REF("{1.2}") END,
			"public B T-1.2 none participant counts" },
		{ "B by thread", ALICE HELP REF("{1.2}") END,
			"public B T-1.2 thread requester" },
		{ "E is not enough", ALICE HELP SUBJECT("[T-1]") END,
			"new E T-1.0 none stranger" },
		{ "others are not participants",
			EVE HELP REF("<one@example.org>") END,
			"unproven C T-1.0 none stranger" },
		{ "an agent gains nothing", ANNA HELP REF("{1.3}") END,
			"unproven B T-1.3 none stranger claims" },
		{ "nor does an agent who is a participant",
			ANNA HELP REF("{4.3}") END,
			"unproven B T-4.3 none stranger claims" },
		{ "an agent's token", ANNA TO("{1.3p anna@example.com}") END,
			"public A T-1.3 token agent" },
		{ "a forged result",
			PASS("example.com") ANNA HELP REF("{1.3}") END,
			"unproven B T-1.3 none stranger claims" },
	};
	struct world *world = *state;

	g_ptr_array_set_size(world->settings.auth.authserv_ids, 0);
	CHECK(world, CASES);
}

static void a_site_may_ask_for_both_proofs(void **state)
{
	static const struct route_case CASES[] = {
		{ "both",
			PASS("example.com") ANNA TO("{1.3p anna@example.com}")
				END,
			"public A T-1.3 dmarc agent" },
		{ "token alone", ANNA TO("{1.3p anna@example.com}") END,
			"unproven A T-1.3 none stranger claims" },
		{ "dmarc alone", PASS("example.com") ANNA HELP REF("{1.3}") END,
			"unproven B T-1.3 none stranger claims" },
		{ "participants are not asked",
			ALICE TO("{1.2r alice@example.org}") END,
			"public A T-1.2 token requester" },
	};
	struct world *world = *state;

	world->settings.auth.both = TRUE;
	CHECK(world, CASES);
}

static void a_site_may_take_one_proof_alone(void **state)
{
	struct world *world = *state;

	world->settings.auth.by_dmarc = FALSE;
	CHECK(world, ((const struct route_case[]){ { "dmarc does not count",
			     PASS("example.com") ANNA HELP REF("{1.3}") END,
			     "unproven B T-1.3 none stranger claims" } }));
	world->settings.auth.by_dmarc = TRUE;
	world->settings.auth.by_token = FALSE;
	CHECK(world, ((const struct route_case[]){ { "token does not count",
			     ANNA TO("{1.3p anna@example.com}") END,
			     "unproven A T-1.3 none stranger claims" } }));
}

static void an_agent_who_asks_is_a_requester(void **state)
{
	static const struct route_case CASES[] = {
		{ "A", ANNA TO("{4.2r anna@example.com}") END,
			"public A T-4.2 token requester" },
		{ "B", ANNA HELP REF("{4.2}") END,
			"public B T-4.2 thread requester" },
		{ "another's address makes no requester",
			ANNA TO("{4.3p nils@example.com}") END,
			"unproven A T-4.3 none stranger claims" },
	};
	struct world *world = *state;

	CHECK(world, CASES);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_agents_name_alone_is_asked_back),
		TEST(a_token_proves_once_in_time_and_for_one_purpose),
		TEST(a_spent_token_finds_its_ticket_and_proves_nothing),
		TEST(a_question_is_confirmed_by_its_once_token),
		TEST(without_extension_the_id_of_the_question_confirms),
		TEST(without_authserv_id_a_participants_name_is_enough),
		TEST(a_site_may_ask_for_both_proofs),
		TEST(a_site_may_take_one_proof_alone),
		TEST(an_agent_who_asks_is_a_requester),
	};

	message_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
