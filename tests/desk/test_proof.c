/* What the receiving server's word is worth. Each case is a header block; the
 * trusted id is mx.example.com, our hosts are that one and those in
 * relay.example.com. */
#include "proof.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#define FROM "From: anna@example.org\n"
#define BY_US "Received: from x by mx.example.com; 1 Jan 2026 00:00:00 +0000\n"
#define PASS                                                  \
	"Authentication-Results: mx.example.com; dmarc=pass " \
	"header.from=example.org\n"
#define FAIL                                                  \
	"Authentication-Results: mx.example.com; dmarc=fail " \
	"header.from=example.org\n"
#define DKIM_PASS                                            \
	"Authentication-Results: mx.example.com; dkim=pass " \
	"header.d=example.org\n"
#define FIELDS                                                             \
	"Date: 1 Jan 2026 00:00:00 +0000\nSubject: x\nMessage-ID: <a@b>\n" \
	"Content-Type: text/plain\n"
#define SIGNS "h=From:To:Date:Subject:Message-ID:Content-Type"
#define END "\n"

static const struct proof_case {
	const char *why, *raw;
	int result;
	const char *said;
} CASES[] = {
	{ "dmarc of our server", PASS BY_US FROM END, AUTH_PASS,
		"mx.example.com" },
	{ "below our own relay",
		"Received: by in.relay.example.com\n" PASS BY_US FROM END,
		AUTH_PASS, "mx.example.com" },
	{ "no Received at all", PASS FROM END, AUTH_PASS, "mx.example.com" },
	{ "an untrusted result above changes nothing",
		"Authentication-Results: evil.example; dmarc=fail\n" PASS BY_US
			FROM END,
		AUTH_PASS, "mx.example.com" },
	{ "fail", FAIL BY_US FROM END, AUTH_FAIL, "dmarc=fail mx.example.com" },
	{ "only the first one counts, fail above pass", FAIL PASS FROM END,
		AUTH_FAIL, "dmarc=fail mx.example.com" },
	{ "only the first one counts, pass above forged fail",
		PASS FAIL FROM END, AUTH_PASS, "mx.example.com" },
	{ "no result", BY_US FROM END, AUTH_ABSENT,
		"no result of mx.example.com" },
	{ "a foreign id alone",
		"Authentication-Results: evil.example; dmarc=pass "
		"header.from=example.org\n" BY_US FROM END,
		AUTH_ABSENT, "no result of mx.example.com" },
	{ "an id that only looks alike",
		"Authentication-Results: mx.example.com.evil.example; "
		"dmarc=pass header.from=example.org\n" FROM END,
		AUTH_ABSENT, "no result of mx.example.com" },
	{ "forged below a foreign server",
		"Received: by evil.example; 1 Jan 2026 00:00:00 +0000\n" PASS
			FROM END,
		AUTH_ABSENT, "no result of mx.example.com" },
	{ "forged below an unreadable Received", "Received: x\n" PASS FROM END,
		AUTH_ABSENT, "no result of mx.example.com" },
	{ "forged below a server whose name only ends alike",
		"Received: by evilrelay.example.com\n" PASS FROM END,
		AUTH_ABSENT, "no result of mx.example.com" },
	{ "our name in a comment of a foreign Received",
		"Received: from a (by mx.example.com) by evil.example\n" PASS
			FROM END,
		AUTH_ABSENT, "no result of mx.example.com" },
	{ "forged in the body", BY_US FROM END PASS, AUTH_ABSENT,
		"no result of mx.example.com" },
	{ "dmarc of another domain",
		"Authentication-Results: mx.example.com; dmarc=pass "
		"header.from=evil.example\n" FROM END,
		AUTH_ABSENT, "dmarc=pass mx.example.com" },
	{ "dmarc of the parent domain",
		"Authentication-Results: mx.example.com; dmarc=pass "
		"header.from=org\n" FROM END,
		AUTH_ABSENT, "dmarc=pass mx.example.com" },
	{ "dmarc without a domain",
		"Authentication-Results: mx.example.com; dmarc=pass\n" FROM END,
		AUTH_ABSENT, "dmarc=pass mx.example.com" },
	{ "two dmarc that differ",
		"Authentication-Results: mx.example.com; dmarc=pass "
		"header.from=example.org; dmarc=fail\n" FROM END,
		AUTH_FAIL, "dmarc=fail mx.example.com" },
	{ "dmarc=none",
		"Authentication-Results: mx.example.com; dmarc=none "
		"header.from=example.org\n" FROM END,
		AUTH_ABSENT, "dmarc=none mx.example.com" },
	{ "spf alone",
		"Authentication-Results: mx.example.com; spf=pass "
		"smtp.mailfrom=example.org\n" FROM END,
		AUTH_ABSENT, "dmarc=absent mx.example.com" },
	{ "a result in a quoted sender",
		"Authentication-Results: mx.example.com; spf=pass "
		"smtp.mailfrom=\"; dmarc=pass header.from=example.org\"\n" FROM
			END,
		AUTH_ABSENT, "dmarc=absent mx.example.com" },
	{ "dkim over all",
		DKIM_PASS BY_US FROM FIELDS
		"DKIM-Signature: d=example.org; " SIGNS "\n" END,
		AUTH_PASS, "mx.example.com" },
	{ "dkim over what is there",
		DKIM_PASS FROM "DKIM-Signature: d=example.org; h=from\n" END,
		AUTH_PASS, "mx.example.com" },
	{ "dkim with a length",
		DKIM_PASS FROM FIELDS
		"DKIM-Signature: d=example.org; l=10; " SIGNS "\n" END,
		AUTH_ABSENT, "dmarc=absent mx.example.com" },
	{ "dkim that leaves the subject out",
		DKIM_PASS FROM FIELDS
		"DKIM-Signature: d=example.org; "
		"h=From:Date:Message-ID:Content-Type\n" END,
		AUTH_ABSENT, "dmarc=absent mx.example.com" },
	{ "dkim that leaves the type out",
		DKIM_PASS FROM FIELDS "DKIM-Signature: d=example.org; "
				      "h=From:Date:Message-ID:Subject\n" END,
		AUTH_ABSENT, "dmarc=absent mx.example.com" },
	{ "dkim result without its signature", DKIM_PASS FROM FIELDS END,
		AUTH_ABSENT, "dmarc=absent mx.example.com" },
	{ "one of two signatures has a length",
		DKIM_PASS FROM
		"DKIM-Signature: d=example.org; h=from\n"
		"DKIM-Signature: d=example.org; h=from; l=0\n" END,
		AUTH_ABSENT, "dmarc=absent mx.example.com" },
	{ "a second Date, which no signature covers",
		DKIM_PASS "Date: 2 Jan 2026 00:00:00 +0000\n" FROM FIELDS
			  "DKIM-Signature: d=example.org; " SIGNS "\n" END,
		AUTH_ABSENT, "two fields where one may be" },
	{ "a second Subject",
		DKIM_PASS "Subject: y\n" FROM FIELDS
			  "DKIM-Signature: d=example.org; " SIGNS "\n" END,
		AUTH_ABSENT, "two fields where one may be" },
	{ "a second Message-ID",
		DKIM_PASS "Message-ID: <c@d>\n" FROM FIELDS
			  "DKIM-Signature: d=example.org; " SIGNS "\n" END,
		AUTH_ABSENT, "two fields where one may be" },
	{ "a second Message-ID behind a broken one",
		DKIM_PASS FROM FIELDS "Message-ID: x\n"
				      "DKIM-Signature: d=example.org; " SIGNS
				      "\n" END,
		AUTH_ABSENT, "two fields where one may be" },
	{ "a second Content-Type",
		DKIM_PASS "Content-Type: text/html\n" FROM FIELDS
			  "DKIM-Signature: d=example.org; " SIGNS "\n" END,
		AUTH_ABSENT, "two fields where one may be" },
	{ "dmarc may have passed by such a signature",
		PASS "Date: 2 Jan 2026 00:00:00 +0000\n" FROM FIELDS END,
		AUTH_ABSENT, "two fields where one may be" },
	{ "but fail is fail", FAIL "Subject: y\n" FROM FIELDS END, AUTH_FAIL,
		"dmarc=fail mx.example.com" },
	{ "dkim of another domain",
		"Authentication-Results: mx.example.com; dkim=pass "
		"header.d=evil.example\n" FROM
		"DKIM-Signature: d=evil.example; h=from\n" END,
		AUTH_ABSENT, "dmarc=absent mx.example.com" },
	{ "dkim of a sub-domain",
		"Authentication-Results: mx.example.com; dkim=pass "
		"header.d=sub.example.org\n" FROM
		"DKIM-Signature: d=sub.example.org; h=from\n" END,
		AUTH_ABSENT, "dmarc=absent mx.example.com" },
	{ "dkim of the domain failed",
		"Authentication-Results: mx.example.com; dkim=fail "
		"header.d=example.org\n" FROM END,
		AUTH_FAIL, "dkim=fail mx.example.com" },
	{ "two From fields", PASS FROM FROM END, AUTH_ABSENT,
		"no single From" },
	{ "two addresses in it",
		PASS "From: anna@example.org, b@example.org\n" END, AUTH_ABSENT,
		"no single From" },
	{ "two in angles",
		PASS "From: <anna@example.org> <b@evil.example>\n" END,
		AUTH_ABSENT, "no single From" },
};

static struct auth_settings *auth_new(gboolean is_trusting)
{
	static struct auth_settings auth;
	static char id[] = "mx.example.com", host[] = "mx.example.com",
		    domain[] = "relay.example.com";

	memset(&auth, 0, sizeof(auth));
	auth.authserv_ids = g_ptr_array_new();
	auth.receivers = g_ptr_array_new();
	if (is_trusting) {
		g_ptr_array_add(auth.authserv_ids, id);
		g_ptr_array_add(auth.receivers, host);
		g_ptr_array_add(auth.receivers, domain);
	}
	return &auth;
}

static void auth_free(struct auth_settings *auth)
{
	g_ptr_array_unref(auth->authserv_ids);
	g_ptr_array_unref(auth->receivers);
}

static gboolean holds(
	const struct proof_case *c, const struct auth_settings *auth)
{
	g_autoptr(GBytes) raw = g_bytes_new_static(c->raw, strlen(c->raw));
	AUTO(facts) facts = facts_scan(raw);
	struct auth_verdict verdict;
	gboolean is_right;

	auth_verdict_init(&verdict, facts, auth);
	is_right = (int)verdict.result == c->result &&
		   strcmp(verdict.why, c->said) == 0;
	if (!is_right)
		print_error("%s: %d %s\n", c->why, (int)verdict.result,
			verdict.why);
	auth_verdict_clear(&verdict);
	return is_right;
}

static void only_our_servers_word_about_this_domain_counts(void **state)
{
	struct auth_settings *auth = auth_new(TRUE);
	guint wrong = 0;

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++)
		wrong += holds(&CASES[i], auth) ? 0 : 1;
	auth_free(auth);
	assert_int_equal(wrong, 0);
}

static void without_a_trusted_id_nothing_is_believed(void **state)
{
	static const struct proof_case NONE = { "no id", PASS BY_US FROM END,
		AUTH_ABSENT, "no authserv-id" };
	struct auth_settings *auth = auth_new(FALSE);

	(void)state;
	assert_true(holds(&NONE, auth));
	auth_free(auth);
}

static void names_are_those_of_the_trailers(void **state)
{
	(void)state;
	assert_string_equal(proof_name(PROOF_NONE), "none");
	assert_string_equal(proof_name(PROOF_DMARC), "dmarc");
	assert_string_equal(role_name(ROLE_REQUESTER), "requester");
	assert_string_equal(role_name(ROLE_STRANGER), "stranger");
	for (enum proof proof = 0; proof < PROOF_COUNT; proof++)
		assert_non_null(proof_name(proof));
	for (enum role role = 0; role < ROLE_COUNT; role++)
		assert_non_null(role_name(role));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			only_our_servers_word_about_this_domain_counts),
		cmocka_unit_test(without_a_trusted_id_nothing_is_believed),
		cmocka_unit_test(names_are_those_of_the_trailers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
