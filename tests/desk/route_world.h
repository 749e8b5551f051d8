/* route_world.h - a little world for the tests of routing: a desk, its tickets
 * and notices, and mails that find their way in it.
 *
 * The desk of these tests is help@example.com; agents are anna and (lead) nils
 * at example.com, the supplier printerco is at printerco.example.
 *   T-1  requester alice@example.org, Cc bob@example.org, "Printer broken"
 *   T-2  merged into T-1
 *   T-3  requester carol@example.net, "Mouse"
 *   T-4  requester anna@example.com, an agent
 * A reply address is written {1.3p anna@example.com}, our Message-ID {1.3}.
 */
#ifndef TESTS_ROUTE_WORLD_H
#define TESTS_ROUTE_WORLD_H

#include "route.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

struct world {
	struct rules *rules;
	struct settings settings;
	GArray *keyring;
	struct site site;
	const char *spent;  /* "1.3p anna@example.com", or NULL */
	const char *digest; /* of the mail being routed */
};

int world_set_up(void **state);
int world_tear_down(void **state);

/* "public A T-1.3 token agent": join, evidence, ticket and message, proof,
 * role, and what else is set; new. */
char *world_route(struct world *world, const char *mail);

struct route_case {
	const char *why, *mail, *expected;
};

/* Prints what differs, then fails. */
void world_check(
	struct world *world, const struct route_case *cases, gsize count);
#define CHECK(world, cases) world_check(world, cases, G_N_ELEMENTS(cases))

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

#define TEST(f) \
	cmocka_unit_test_setup_teardown(f, world_set_up, world_tear_down)

#endif
