/* From a mail to its ticket: who may join where, by what proof.
 *
 * The desk of these tests is help@example.com; agents are anna and (lead) nils
 * at example.com, the supplier printerco is at printerco.example.
 *   T-1  requester alice@example.org, Cc bob@example.org, "Printer broken"
 *   T-2  merged into T-1
 *   T-3  requester carol@example.net, "Mouse"
 *   T-4  requester anna@example.com, an agent
 * A reply address is written {1.3p anna@example.com}, our Message-ID {1.3}.
 */
#include "route.h"
#include "conf.h"
#include "contact.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#define NOW ((gint64)1795425302) /* 23 Nov 2026 09:15:02 UTC */
#define DAY ((gint64)86400)

#define KEYS                                                                 \
	"1 2020-01-01T00:00:00Z "                                            \
	"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n" \
	"2 2026-11-01T00:00:00Z "                                            \
	"ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff\n"

static const char RULES[] =
	"[desk]\n\tname = IT\n\taddress = help@example.com\n"
	"\talias = support@example.com\n"
	"[queue \"support\"]\n\tline = 1\n"
	"[agent \"anna@example.com\"]\n\tname = Anna\n"
	"[agent \"nils@example.com\"]\n\tname = Nils\n\tlead = true\n"
	"[vendor \"printerco\"]\n\taddress = service@printerco.example\n"
	"\tnumber = \"Case *\"\n";

/* --- the little world
 * --------------------------------------------------------- */

static const struct {
	guint32 number, merged_into;
	const char *requester, *cc;
} TICKETS[] = {
	{ 1, 0, "alice@example.org", "bob@example.org" },
	{ 2, 1, "alice@example.org", NULL },
	{ 3, 0, "carol@example.net", NULL },
	{ 4, 0, "anna@example.com", NULL },
};

static const struct {
	guint32 ticket, message;
	const char *kind, *address;
	gint64 age_days;
} NOTICES[] = {
	{ 1, 2, "received", "alice@example.org", 1 },
	{ 1, 3, "new-for-agent", "anna@example.com", 1 },
	{ 1, 3, "new-for-agent", "nils@example.com", 1 },
	{ 1, 4, "note-for-agent", "anna@example.com", 1 },
	{ 1, 5, "confirm", "anna@example.com", 0 },
	{ 1, 6, "reply", "alice@example.org", 1 },
	{ 1, 6, "reply", "bob@example.org", 1 },
	{ 1, 7, "reply-for-agent", "anna@example.com", 91 },
	{ 1, 8, "confirm", "anna@example.com", 2 },
	{ 1, 9, "reply-for-agent", "anna@example.com", 89 },
	{ 1, 10, "vendor", "service@printerco.example", 1 },
	{ 1, 11, "approval", "chef@example.com", 29 },
	{ 1, 12, "approval", "chef@example.com", 31 },
	{ 1, 13, "reply", "dave@example.org", 1 },
	{ 2, 2, "received", "alice@example.org", 1 },
	{ 2, 3, "new-for-agent", "anna@example.com", 1 },
	{ 3, 2, "received", "carol@example.net", 1 },
	{ 3, 3, "new-for-agent", "anna@example.com", 1 },
	{ 4, 2, "received", "anna@example.com", 1 },
	{ 4, 3, "new-for-agent", "nils@example.com", 1 },
	{ 0, 7, "confirm", "anna@example.com", 0 },
	{ 0, 8, "answer", "anna@example.com", 0 },
	{ 0, 9, "received", "dave@example.org", 0 },
};

static const struct {
	const char *id;
	guint32 ticket;
	gboolean is_referred;
} IDS[] = {
	{ "one@example.org", 1, FALSE },
	{ "lost@example.org", 1, TRUE },
	{ "three@example.net", 3, FALSE },
	{ "two@example.org", 2, FALSE },
	{ "late@example.org", 3, TRUE },
	{ "seen@example.org", 1, FALSE },
	{ "changed@example.org", 1, FALSE },
};

struct world {
	struct rules *rules;
	struct settings settings;
	GArray *keyring;
	struct site site;
	const char *spent;  /* "1.3p anna@example.com", or NULL */
	const char *digest; /* of the mail being routed */
};

static struct known_ticket *load_ticket(guint32 number)
{
	for (gsize i = 0; i < G_N_ELEMENTS(TICKETS); i++) {
		struct known_ticket *known;

		if (TICKETS[i].number != number)
			continue;
		known = g_new0(struct known_ticket, 1);
		known->ticket = ticket_new(number);
		known->ticket->merged_into = TICKETS[i].merged_into;
		known->ticket->requester =
			contact_new(NULL, TICKETS[i].requester);
		if (TICKETS[i].cc) {
			AUTO(contact) cc = contact_new(NULL, TICKETS[i].cc);

			contacts_add(known->ticket->cc, cc);
		}
		return known;
	}
	return NULL;
}

static void notice_destroy(gpointer notice)
{
	known_notice_free(notice);
}

static GPtrArray *load_notice(guint32 ticket, guint32 message)
{
	GPtrArray *notices = g_ptr_array_new_with_free_func(notice_destroy);

	for (gsize i = 0; i < G_N_ELEMENTS(NOTICES); i++) {
		struct known_notice *notice;

		if (NOTICES[i].ticket != ticket ||
			NOTICES[i].message != message)
			continue;
		notice = g_new0(struct known_notice, 1);
		notice->kind = g_strdup(NOTICES[i].kind);
		notice->address = g_strdup(NOTICES[i].address);
		notice->at = NOW - NOTICES[i].age_days * DAY - 60;
		g_ptr_array_add(notices, notice);
	}
	return notices;
}

static GArray *load_id(const struct world *world, const char *id)
{
	GArray *hits = g_array_new(FALSE, TRUE, sizeof(struct known_id));

	for (gsize i = 0; i < G_N_ELEMENTS(IDS); i++) {
		struct known_id hit = { .is_referred = IDS[i].is_referred };

		if (strcmp(IDS[i].id, id) != 0)
			continue;
		hit.article.ticket = IDS[i].ticket;
		hit.article.number = 1;
		if (!hit.is_referred)
			g_strlcpy(hit.digest,
				strcmp(id, "seen@example.org") == 0
					? world->digest
					: "another",
				sizeof(hit.digest));
		g_array_append_val(hits, hit);
	}
	return hits;
}

static void row_destroy(gpointer row)
{
	known_row_free(row);
}

static struct known_row *new_row(
	guint32 number, const char *subject, gint64 created)
{
	struct known_row *row = g_new0(struct known_row, 1);

	row->number = number;
	row->subject = g_strdup(subject);
	row->created = created;
	return row;
}

/* Alice's tickets: a young one and an old one. */
static GPtrArray *load_open(const char *address)
{
	GPtrArray *rows = g_ptr_array_new_with_free_func(row_destroy);

	if (strcmp(address, "alice@example.org") == 0) {
		g_ptr_array_add(
			rows, new_row(1, "Printer broken", NOW - 2 * DAY));
		g_ptr_array_add(rows, new_row(3, "Old", NOW - 15 * DAY));
	}
	return rows;
}

static gpointer load_spent(const struct world *world, const struct need *need)
{
	static int is_there;
	g_autofree char *key = g_strdup_printf("%u.%u%c %s", need->ticket,
		need->number, *need->key, need->key + 1);

	return g_strcmp0(key, world->spent) == 0 ? &is_there : NULL;
}

static gpointer load_vendor(const char *key)
{
	if (strcmp(key, "printerco 4711") == 0)
		return new_row(1, "Printer broken", NOW);
	return NULL;
}

static gpointer load(const struct world *world, const struct need *need)
{
	if (need->kind == NEED_TICKET)
		return load_ticket(need->ticket);
	if (need->kind == NEED_NOTICE)
		return load_notice(need->ticket, need->number);
	if (need->kind == NEED_ID)
		return load_id(world, need->key);
	if (need->kind == NEED_OPEN_OF)
		return load_open(need->key);
	if (need->kind == NEED_SPENT)
		return load_spent(world, need);
	if (need->kind == NEED_VENDOR)
		return load_vendor(need->key);
	fail_msg("need %d was not expected", (int)need->kind);
	return NULL;
}

/* As the shell does: load what is missing, ask again. */
static void route_in(struct world *world, struct route *route,
	const struct message *message, const struct facts *facts)
{
	AUTO(desk_view) view = desk_view_new();
	const GPtrArray *missing = desk_view_missing(view);

	world->digest = message->digest;
	for (guint round = 0; round < 50; round++) {
		route_mail(route, view, &world->site, message, facts, NOW);
		if (missing->len == 0)
			return;
		while (missing->len > 0) {
			struct need *need =
				need_copy(g_ptr_array_index(missing, 0));

			desk_view_put(view, need, load(world, need));
			need_free(need);
		}
		route_clear(route);
	}
	fail_msg("the view is never complete");
}

static char trusted[] = "mx.example.com";

static void world_init(struct world *world)
{
	GPtrArray *errors = conf_errors_new();

	memset(world, 0, sizeof(*world));
	world->rules =
		conf_parse_rules("desk.conf", RULES, sizeof(RULES) - 1, errors);
	if (!world->rules) {
		g_autofree char *text = conf_errors_text(errors);

		fail_msg("%s", text);
	}
	g_ptr_array_unref(errors);
	world->keyring = keyring_parse(KEYS, strlen(KEYS), NULL);
	world->settings.auth.authserv_ids = g_ptr_array_new();
	world->settings.auth.receivers = g_ptr_array_new();
	g_ptr_array_add(world->settings.auth.authserv_ids, trusted);
	g_ptr_array_add(world->settings.auth.receivers, trusted);
	world->settings.auth.by_dmarc = TRUE;
	world->settings.auth.by_token = TRUE;
	world->settings.auth.extension = TRUE;
	world->site.rules = world->rules;
	world->site.settings = &world->settings;
	world->site.keyring = world->keyring;
}

static void world_clear(struct world *world)
{
	rules_free(world->rules);
	g_array_unref(world->keyring);
	g_ptr_array_unref(world->settings.auth.authserv_ids);
	g_ptr_array_unref(world->settings.auth.receivers);
}

/* --- mails and what becomes of them
 * ------------------------------------------- */

static const struct desk_key *key_of(
	const struct world *world, guint32 ticket, guint32 message)
{
	for (gsize i = 0; i < G_N_ELEMENTS(NOTICES); i++)
		if (NOTICES[i].ticket == ticket &&
			NOTICES[i].message == message)
			return keyring_at(world->keyring,
				NOW - NOTICES[i].age_days * DAY - 60);
	return keyring_at(world->keyring, NOW);
}

/* "1.3p anna@example.com" or "1.3", as it stands in a mail; new. */
static char *expand(const struct world *world, const char *inner)
{
	char *end;
	struct reply_token token = { 0 };
	const struct desk_key *key;

	token.ticket = (guint32)strtoul(inner, &end, 10);
	token.message = (guint32)strtoul(end + 1, &end, 10);
	key = key_of(world, token.ticket, token.message);
	if (*end == '\0') {
		g_autofree char *id = token_message_id(
			key, "help@example.com", token.ticket, token.message);

		return g_strdup_printf("<%s>", id);
	}
	token.kind = *end;
	token_mac(key, token.ticket, token.message, token.kind, end + 2,
		token.mac);
	return token_address("help@example.com", &token);
}

static GBytes *fill(const struct world *world, const char *mail)
{
	GString *raw = g_string_new(NULL);

	while (*mail) {
		const char *close = strchr(mail, '}');

		if (*mail == '{' && close) {
			g_autofree char *inner =
				g_strndup(mail + 1, (gsize)(close - mail - 1));
			g_autofree char *expanded = expand(world, inner);

			g_string_append(raw, expanded);
			mail = close + 1;
		} else {
			g_string_append_c(raw, *mail++);
		}
	}
	return g_string_free_to_bytes(raw);
}

/* "public A T-1.3 token agent": join, evidence, ticket and message, proof,
 * role, and what else is set. */
static char *describe(const struct route *route)
{
	static const char *const JOINS[] = { "new", "public", "internal",
		"unproven", "vendor", "approval", "confirm", "control",
		"report", "seen", "loop" };
	GString *text = g_string_new(NULL);

	g_string_printf(text, "%s %c T-%u.%u %s %s", JOINS[route->join],
		"-FEDCBA"[route->evidence], route -> ticket, route -> message,
		proof_name(route->proof), role_name(route->role));
	if (route->claims_agent)
		g_string_append(text, " claims");
	if (route->counts_as_participant)
		g_string_append(text, " counts");
	if (route->spends.message != 0)
		g_string_append_printf(text, " spends %u.%u%c",
			route->spends.ticket, route->spends.message,
			route->spends.kind);
	if (route->is_stale)
		g_string_append(text, " stale");
	for (guint i = 0; i < route->linked->len; i++)
		g_string_append_printf(text, " +T-%u",
			g_array_index(route->linked, guint32, i));
	return g_string_free(text, FALSE);
}

struct route_case {
	const char *why, *mail, *expected;
};

static char *route_raw(struct world *world, const char *mail)
{
	g_autoptr(GBytes) raw = fill(world, mail);
	AUTO(facts) facts = facts_scan(raw);
	AUTO(message)
	message = message_parse(raw, &MAIL_LIMITS_DEFAULT);
	struct route route;
	char *text;

	route_in(world, &route, message, facts);
	text = describe(&route);
	route_clear(&route);
	return text;
}

static void check(
	struct world *world, const struct route_case *cases, gsize count)
{
	guint wrong = 0;

	for (gsize i = 0; i < count; i++) {
		g_autofree char *got = route_raw(world, cases[i].mail);

		if (strcmp(got, cases[i].expected) == 0)
			continue;
		print_error("%s:\n  got      %s\n  expected %s\n", cases[i].why,
			got, cases[i].expected);
		wrong++;
	}
	assert_int_equal(wrong, 0);
}

/* Cases with the world as it is, and with one thing changed. */
#define CHECK(world, cases) check(world, cases, G_N_ELEMENTS(cases))

#define PASS(domain)                                          \
	"Authentication-Results: mx.example.com; dmarc=pass " \
	"header.from=" domain "\n"
#define FAIL(domain)                                          \
	"Authentication-Results: mx.example.com; dmarc=fail " \
	"header.from=" domain "\n"
#define ANNA "From: Anna <anna@example.com>\n"
#define ALICE "From: Alice <alice@example.org>\n"
#define BOB "From: bob@example.org\n"
#define EVE "From: eve@evil.example\n"
#define TO(address) "To: " address "\n"
#define HELP TO("help@example.com")
#define REF(ids) "References: " ids "\n"
#define REPLY(id) "In-Reply-To: " id "\n"
#define SUBJECT(text) "Subject: " text "\n"
#define END "Message-ID: <new@x.example>\n\nhello there\n"
#define BODY(text) "Message-ID: <new@x.example>\n\n" text "\n"

static void a_proven_agent_joins_by_the_kind_of_the_address(void **state)
{
	static const struct route_case CASES[] = {
		{ "A public, by token", ANNA TO("{1.3p anna@example.com}") END,
			"public A T-1.3 token agent spends 1.3p" },
		{ "A internal, by token",
			ANNA TO("{1.4i anna@example.com}") END,
			"internal A T-1.4 token agent spends 1.4i" },
		{ "A public, dmarc names it",
			PASS("example.com") ANNA TO("{1.3p anna@example.com}")
				END,
			"public A T-1.3 dmarc agent spends 1.3p" },
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
			"public A T-1.3 token agent spends 1.3p" },
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
			"public A T-1.2 token requester spends 1.2r" },
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
			"unproven A T-1.13 none stranger spends 1.13r" },
		{ "a participant's From that failed dmarc: no thread",
			FAIL("example.org") ALICE HELP REF("{1.2}") END,
			"unproven B T-1.2 none stranger" },
		{ "a participant's From that failed dmarc: no token",
			FAIL("example.org") ALICE TO("{1.2r alice@example.org}")
				END,
			"unproven A T-1.2 none stranger spends 1.2r" },
		{ "no From at all", HELP REF("<one@example.org>") END,
			"unproven C T-1.0 none stranger" },
	};
	struct world *world = *state;

	CHECK(world, CASES);
}

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
			"public A T-1.9 token agent spends 1.9p" },
		{ "expired", ANNA TO("{1.7p anna@example.com}") END,
			"unproven A T-1.7 none stranger claims" },
		{ "a trusted server says fail: spent, but no proof",
			FAIL("example.com") ANNA TO("{1.3p anna@example.com}")
				END,
			"unproven A T-1.3 none stranger claims spends 1.3p" },
		{ "of a bounce address", ANNA TO("{1.3b anna@example.com}") END,
			"unproven A T-1.3 none stranger claims" },
		{ "of a notice that never was",
			ANNA TO("{1.99p anna@example.com}") END,
			"new - T-0.0 none stranger claims" },
		{ "mac of nobody",
			ANNA TO("help+1.3p.aaaaaaaaaaaaaaaa@example.com") END,
			"new - T-0.0 none stranger claims" },
		{ "automatic mail spends none",
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
			"public A T-3.3 token agent spends 3.3p +T-1" },
		{ "an expired one of a participant: the thread counts",
			ALICE TO("{1.2r bob@example.org}") REF("{1.2}") END,
			"public B T-1.2 thread requester" },
		{ "approval",
			"From: chef@example.com\n" TO(
				"{1.11a chef@example.com}") END,
			"approval A T-1.11 token approver spends 1.11a" },
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
			"vendor A T-1.10 token vendor spends 1.10v" },
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
			"public A T-1.3 token lead spends 1.3p" },
	};
	struct world *world = *state;

	world->spent = "1.3p anna@example.com";
	CHECK(world, CASES);
}

static void a_question_is_confirmed_by_its_once_token(void **state)
{
	static const struct route_case CASES[] = {
		{ "yes", ANNA TO("{1.5c anna@example.com}") BODY("yes"),
			"confirm A T-1.5 confirmed agent spends 1.5c" },
		{ "about control mail",
			ANNA TO("{0.7c anna@example.com}") BODY("yes"),
			"confirm A T-0.7 confirmed agent spends 0.7c" },
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
			"unproven A T-1.5 none stranger claims spends 1.5c" },
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
			"confirm B T-1.5 confirmed agent spends 1.5c" },
		{ "about control mail", ANNA HELP REPLY("{0.7}") BODY("yes"),
			"confirm B T-0.7 confirmed agent spends 0.7c" },
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
			"public A T-1.3 token agent spends 1.3p" },
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
			"public A T-1.3 dmarc agent spends 1.3p" },
		{ "token alone", ANNA TO("{1.3p anna@example.com}") END,
			"unproven A T-1.3 none stranger claims spends 1.3p" },
		{ "dmarc alone", PASS("example.com") ANNA HELP REF("{1.3}") END,
			"unproven B T-1.3 none stranger claims" },
		{ "participants are not asked",
			ALICE TO("{1.2r alice@example.org}") END,
			"public A T-1.2 token requester spends 1.2r" },
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
			     "unproven A T-1.3 none stranger claims spends "
			     "1.3p" } }));
}

static void the_strongest_evidence_chooses_and_the_rest_is_linked(void **state)
{
	static const struct route_case CASES[] = {
		{ "A before B before C before E",
			ALICE TO("{1.2r alice@example.org}") SUBJECT("[T-4]")
				REF("{3.2} <three@example.net>") END,
			"public A T-1.2 token requester spends 1.2r +T-4 "
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
			"public A T-1.2 token requester spends 2.2r" },
		{ "B", ALICE HELP REF("{2.2}") END,
			"public B T-1.2 thread requester" },
		{ "C", EVE HELP REF("<two@example.org>") END,
			"unproven C T-1.0 none stranger" },
		{ "E", EVE HELP SUBJECT("[T-2]") END,
			"new E T-1.0 none stranger" },
		{ "an agent's", ANNA TO("{2.3p anna@example.com}") END,
			"public A T-1.3 token agent spends 2.3p" },
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
			"public A T-1.3 token agent spends 1.3p" },
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

static void an_agent_who_asks_is_a_requester(void **state)
{
	static const struct route_case CASES[] = {
		{ "A", ANNA TO("{4.2r anna@example.com}") END,
			"public A T-4.2 token requester spends 4.2r" },
		{ "B", ANNA HELP REF("{4.2}") END,
			"public B T-4.2 thread requester" },
		{ "another's address makes no requester",
			ANNA TO("{4.3p nils@example.com}") END,
			"unproven A T-4.3 none stranger claims" },
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
		{ "another verb", PASS("example.com") ANNA HELP BODY("#close"),
			"new - T-0.0 dmarc agent" },
		{ "with words beside it",
			PASS("example.com")
				ANNA HELP BODY("The printer is broken.\n#list"),
			"new - T-0.0 dmarc agent" },
		{ "with evidence it belongs to the ticket",
			ANNA TO("{1.3p anna@example.com}") BODY("#show"),
			"public A T-1.3 token agent spends 1.3p" },
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
	got = route_raw(world, mail->str);
	assert_string_equal(got, "unproven C T-1.0 none stranger");
}

static int set_up(void **state)
{
	struct world *world = g_new0(struct world, 1);

	world_init(world);
	*state = world;
	return 0;
}

static int tear_down(void **state)
{
	world_clear(*state);
	g_free(*state);
	return 0;
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_proven_agent_joins_by_the_kind_of_the_address),
		TEST(a_proven_participant_joins),
		TEST(others_are_held_or_get_a_ticket_of_their_own),
		TEST(an_agents_name_alone_is_asked_back),
		TEST(a_token_proves_once_in_time_and_for_one_purpose),
		TEST(a_spent_token_finds_its_ticket_and_proves_nothing),
		TEST(a_question_is_confirmed_by_its_once_token),
		TEST(without_extension_the_id_of_the_question_confirms),
		TEST(without_authserv_id_a_participants_name_is_enough),
		TEST(a_site_may_ask_for_both_proofs),
		TEST(a_site_may_take_one_proof_alone),
		TEST(the_strongest_evidence_chooses_and_the_rest_is_linked),
		TEST(merged_tickets_lead_on),
		TEST(of_a_forward_only_the_address_chooses),
		TEST(an_agent_who_asks_is_a_requester),
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
