/* The supplier's conversation inside a ticket: who writes, who reads. */
#include "scenario.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define TED "Ted <service@printerco.example>"

static const char RULES[] = "[vendor \"printerco\"]\n"
			    "\taddress = service@printerco.example\n"
			    "\tnumber = \"Case *\"\n";

#define REQUEST                                                           \
	{                                                                 \
		.why = "a request",                                       \
		.mail = { BOB, "Mail SECRETSUBJECT", "SECRETWORD here",   \
			.flags = FAKE_DMARC, .id = "bob1@cust.example" }, \
		.ticket = 1, .status = "new"                              \
	}
#define TO_VENDOR                                                         \
	{                                                                 \
		.why = "the supplier is asked",                           \
		.mail = { ANNA, "Re: Mail",                               \
			"#vendor PrinterCo\n\nThe fuser is gone, please " \
			"send one.\n\n> SECRETWORD here\n",               \
			.flags = FAKE_DMARC, .token = "1.3" },            \
		.ticket = 1, .status = "wait-vendor", .event = "wait",    \
		.told = "vendor service@printerco.example, "              \
			"transcript anna@example.com",                    \
		.refused = ""                                             \
	}

static struct fake *desk(void)
{
	g_autofree char *conf = g_strconcat(DESK_CONF, RULES, NULL);

	return fake_new(conf, POSTERN_CONF);
}

/* Nothing that a notice is made of holds the word. */
static void assert_silent(const struct notice *notice, const char *word)
{
	g_autofree char *data = g_variant_print(notice->data, FALSE);

	assert_null(strstr(data, word));
	assert_null(strstr(notice->subject, word));
	for (guint i = 0; i < notice->references->len; i++)
		assert_null(strstr(notice->references->pdata[i], word));
}

static void the_supplier_reads_what_the_agent_writes(void **state)
{
	static const struct step steps[] = { REQUEST, TO_VENDOR };
	AUTO(fake) fake = desk();
	const struct notice *notice;
	g_autofree char *text = NULL, *message = NULL;

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
	notice = fake_notice_to(fake, "service@printerco.example");
	text = fake_data(notice, "text");
	message = fake_trailer(fake, TRAILER_MESSAGE);
	assert_string_equal(text, "The fuser is gone, please send one.\n");
	assert_int_equal(notice->reply_kind, REPLY_VENDOR);
	assert_int_equal(notice->article.kind, ARTICLE_VENDOR_OUT);
	assert_int_equal(notice->auto_submitted, AUTO_NO);
	assert_non_null(strstr(message, "0005-note"));
	assert_silent(notice, "SECRET");
	assert_silent(notice, "bob");
	assert_silent(notice, "cust.example");
}

static void what_the_supplier_writes_stays_with_agents(void **state)
{
	static const struct step steps[] = {
		REQUEST,
		TO_VENDOR,
		{ .why = "it writes, in its own thread",
			.mail = { TED, "Case 4711: fuser", "CANARY comes",
				.cc = "boss@printerco.example",
				.token = "1.6" },
			.ticket = 1,
			.status = "progress",
			.event = "reply",
			.told = "vendor-for-agent anna@example.com, "
				"vendor-for-agent olle@example.com" },
		{ .why = "agents answer internally unless they say so",
			.mail = { ANNA, "Re: Mail", "Thanks, I saw CANARY",
				.flags = FAKE_DMARC, .token = "1.9" },
			.ticket = 1,
			.event = "note",
			.told = "" },
		{ .why = "the requester hears of none of it",
			.mail = { ANNA, "Re: Mail", "We are on it.",
				.flags = FAKE_DMARC, .answers = "1.3" },
			.ticket = 1,
			.told = "reply bob@cust.example" },
	};
	AUTO(fake) fake = desk();
	const struct ticket *ticket;
	g_autofree char *role = NULL;
	const struct notice *notice;

	(void)state;
	play(fake, steps, 3);
	role = fake_trailer(fake, TRAILER_ROLE);
	ticket = fake_ticket(fake, 1);
	assert_string_equal(role, "vendor");
	assert_string_equal(ticket->vendor, "printerco 4711");
	assert_int_equal(ticket->cc->len, 0);
	assert_null(fake_notice_to(fake, "bob@cust.example"));
	play(fake, steps + 3, 2);
	notice = fake_notice_to(fake, "bob@cust.example");
	assert_silent(notice, "CANARY");
	assert_silent(notice, "printerco");
}

static void who_else_writes_to_its_conversation(void **state)
{
	static const struct step steps[] = {
		REQUEST,
		TO_VENDOR,
		{ .why = "by its number",
			.mail = { TED, "Case 4711: x", "Sent", .token = "1.6" },
			.ticket = 1,
			.status = "progress",
			.event = "reply" },
		{ .why = "a stranger with its number",
			.mail = { "Eve <eve@evil.example>", "Case 4711: x",
				"Pay here", .flags = FAKE_DMARC },
			.ticket = 1,
			.status = "progress",
			.event = "create" },
	};
	AUTO(fake) fake = desk();

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
}

static void what_may_not_be_is_refused(void **state)
{
	static const struct step steps[] = {
		REQUEST,
		{ .why = "nobody knows it",
			.mail = { ANNA, "Re: Mail", "#vendor acme\n\nHello",
				.flags = FAKE_DMARC, .answers = "1.3" },
			.refused = "#vendor acme (no supplier acme)" },
		{ .why = "the requester is no supplier",
			.mail = { ANNA, "Re: Mail",
				"#vendor bob@cust.example\n\nHello",
				.flags = FAKE_DMARC, .answers = "1.3" },
			.refused = "#vendor bob@cust.example "
				   "(bob@cust.example takes part as requester "
				   "or in Cc)" },
		{ .why = "nothing is said",
			.mail = { ANNA, "Re: Mail", "#vendor printerco",
				.flags = FAKE_DMARC, .answers = "1.3" },
			.refused = "#vendor printerco (a text to the supplier "
				   "is required)" },
		{ .why = "an address will do, and one line",
			.mail = { ANNA, "Re: Mail",
				"#vendor fix@other.example Please come",
				.flags = FAKE_DMARC, .answers = "1.3" },
			.ticket = 1,
			.status = "wait-vendor",
			.told = "vendor fix@other.example, "
				"transcript anna@example.com" },
		{ .why = "the same one again needs no name",
			.mail = { ANNA, "Re: Mail", "#vendor\n\nToday, please",
				.flags = FAKE_DMARC, .answers = "1.3" },
			.told = "vendor fix@other.example, "
				"transcript anna@example.com" },
	};
	AUTO(fake) fake = desk();

	(void)state;
	play(fake, steps, G_N_ELEMENTS(steps));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_supplier_reads_what_the_agent_writes),
		cmocka_unit_test(what_the_supplier_writes_stays_with_agents),
		cmocka_unit_test(who_else_writes_to_its_conversation),
		cmocka_unit_test(what_may_not_be_is_refused),
	};

	message_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
