/* What the desk itself reads from a raw header block. */
#include "facts.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

static struct facts *scan_bytes(const char *raw, gsize length)
{
	g_autoptr(GBytes) bytes = g_bytes_new(raw, length);

	return facts_scan(bytes);
}

static struct facts *scan(const char *raw)
{
	return scan_bytes(raw, strlen(raw));
}

static char *join(const GPtrArray *list)
{
	GString *joined = g_string_new(NULL);

	for (guint i = 0; i < list->len; i++)
		g_string_append_printf(joined, "%s%s", i ? " " : "",
			(const char *)g_ptr_array_index(list, i));
	return g_string_free(joined, FALSE);
}

static void assert_list(const GPtrArray *list, const char *expected)
{
	g_autofree char *joined = join(list);

	assert_string_equal(joined, expected);
}

static void only_one_plain_from_counts(void **state)
{
	static const struct {
		const char *why, *raw, *from;
	} CASES[] = {
		{ "plain", "From: anna@example.com\n\n", "anna@example.com" },
		{ "with a name", "From: Anna Berg <anna@example.com>\r\n\r\n",
			"anna@example.com" },
		{ "quoted name with signs",
			"From: \"Berg, Anna <x>\" <anna@example.com>\n\n",
			"anna@example.com" },
		{ "comment", "From: anna@example.com (Anna (IT))\n\n",
			"anna@example.com" },
		{ "encoded name",
			"From: =?utf-8?q?=C3=85sa?= <asa@example.com>\n\n",
			"asa@example.com" },
		{ "folded", "From: Anna\n <anna@example.com>\n\n",
			"anna@example.com" },
		{ "its own address as name",
			"From: anna@example.com <Anna@example.com>\n\n",
			"Anna@example.com" },
		{ "lower case and a blank before the colon",
			"from : anna@example.com\n\n", "anna@example.com" },
		{ "behind an mbox line",
			"From a@b Mon Jan 1 00:00:00 2026\nFrom: a@b.se\n\n",
			"a@b.se" },
		{ "no header at all", "hello\n", NULL },
		{ "none", "To: a@b.se\n\n", NULL },
		{ "in the body only", "To: a@b.se\n\nFrom: c@d.se\n", NULL },
		{ "empty", "From: <>\n\n", NULL },
		{ "two fields", "From: a@b.se\nFrom: a@b.se\n\n", NULL },
		{ "two fields, one oddly written",
			"From: a@b.se\nfRom : c@d.se\n\n", NULL },
		{ "two addresses", "From: a@b.se, c@d.se\n\n", NULL },
		{ "two in angles", "From: <a@b.se> <c@d.se>\n\n", NULL },
		{ "another address as name", "From: boss@b.se <c@d.se>\n\n",
			NULL },
		{ "an address as name, quoted: only a name",
			"From: \"boss@b.se\" <c@d.se>\n\n", "c@d.se" },
		{ "an address as comment: only a comment",
			"From: c@d.se (boss@b.se)\n\n", "c@d.se" },
		{ "a group", "From: Team: a@b.se;\n\n", NULL },
		{ "a route", "From: <@x.se:a@b.se>\n\n", NULL },
		{ "a comment inside", "From: a@b(.evil).se@d.se\n\n", NULL },
		{ "quoted local part", "From: \"a b\"@d.se\n\n", NULL },
		{ "quote without end", "From: \"a <a@b.se>\n\n", NULL },
		{ "comment without end", "From: a@b.se (x\n\n", NULL },
		{ "angle without end", "From: Anna <a@b.se\n\n", NULL },
		{ "blank inside", "From: a b@c.se\n\n", NULL },
		{ "behind a bare CR", "From: a@b.se\nX: y\rFrom: c@d.se\n\n",
			NULL },
		{ "bare CR inside", "From: a@b.se\r, c@d.se\n\n", NULL },
		{ "broken UTF-8", "From: \xff@b.se\n\n", NULL },
	};
	guint wrong = 0;

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
		AUTO(facts)
		facts = scan(CASES[i].raw);

		if (g_strcmp0(facts->from, CASES[i].from) != 0) {
			print_error("%s: %s\n", CASES[i].why,
				facts->from ? facts->from : "-");
			wrong++;
		}
	}
	assert_int_equal(wrong, 0);
}

static void a_nul_hides_no_second_from(void **state)
{
	static const char BEHIND[] = "From: a@b.se\nX: y\0From: c@d.se\n\n";
	static const char INSIDE[] = "From: a@b.se\0x\n\n";
	AUTO(facts) behind = scan_bytes(BEHIND, sizeof(BEHIND) - 1);
	AUTO(facts) inside = scan_bytes(INSIDE, sizeof(INSIDE) - 1);

	(void)state;
	assert_null(behind->from);
	assert_null(inside->from);
}

static void addresses_of_all_from_fields_are_counted(void **state)
{
	AUTO(facts) facts = scan("From: a@b.se, c@d.se\nFrom: e@f.se\n\n");

	(void)state;
	assert_int_equal(facts->from_fields, 2);
	assert_int_equal(facts->from_addresses, 3);
}

static void a_message_id_is_the_first_plain_one(void **state)
{
	static const char *const CASES[][2] = {
		{ "Message-ID: <a@b>\n\n", "a@b" },
		{ "message-id:\r\n <a@b> (x)\r\n\r\n", "a@b" },
		{ "Message-ID: a@b\n\n", "a@b" },
		{ "Message-ID: <a@b>\nMessage-ID: <c@d>\n\n", "a@b" },
		{ "Message-ID: <a@b> <c@d>\n\n", "a@b" },
		{ "Message-ID: <a b@c>\n\n", NULL },
		{ "Message-ID: <>\n\n", NULL },
		{ "Message-ID: <a@b\n\n", NULL },
		{ "Message-ID:\n\n", NULL },
		{ "X: y\n\n", NULL },
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
		AUTO(facts) facts = scan(CASES[i][0]);

		if (g_strcmp0(facts->message_id, CASES[i][1]) != 0)
			print_error("%s\n", CASES[i][0]);
		assert_int_equal(g_strcmp0(facts->message_id, CASES[i][1]), 0);
	}
}

static void ids_and_recipients_are_listed_in_order(void **state)
{
	AUTO(facts)
	facts = scan("Delivered-To: help+1.2r.abc@example.com\n"
		     "In-Reply-To: Your mail of Monday <x@y> \"z\"\n"
		     "References: <a@b>\n\t<c@d><e@f> <bro ken@x> <g@h>\n"
		     "To: Help <help@example.com>, \"B\" <b@c.se>\n"
		     "Cc: undisclosed-recipients:;, Team: d@e.se;\n"
		     "Bcc: secret@x.se\n"
		     "Return-Path: <bounce@b.se>\nReturn-Path: <late@b.se>\n"
		     "X-Loop: HELP@example.com\n\n");

	(void)state;
	assert_list(facts->in_reply_to, "x@y");
	assert_list(facts->references, "a@b c@d e@f g@h");
	assert_list(facts->recipients,
		"help+1.2r.abc@example.com help@example.com b@c.se d@e.se");
	assert_string_equal(facts->return_path, "bounce@b.se");
	assert_list(facts->loops, "help@example.com");
}

static void an_empty_return_path_is_told_from_none(void **state)
{
	AUTO(facts) empty = scan("Return-Path: <>\n\n");
	AUTO(facts) none = scan("X: y\n\n");

	(void)state;
	assert_string_equal(empty->return_path, "");
	assert_null(none->return_path);
}

static void dates_are_read(void **state)
{
	static const struct {
		const char *date;
		gint64 at;
	} CASES[] = {
		{ "Mon, 23 Nov 2026 09:15:02 +0000", 1795425302 },
		{ "Mon, 23 Nov 2026 10:15:02 +0100", 1795425302 },
		{ "23 Nov 2026 09:15 -0000 (comment)", 1795425300 },
		{ "Mon 23 Nov 2026 09:15:02 GMT", 1795425302 },
		{ "Mon, 23 Nov 26 04:15:02 EST", 1795425302 },
		{ "Thu, 01 Jan 1970 00:00:00 +0000", 0 },
		{ "Mon, 31 Feb 2026 09:15:02 +0000", G_MININT64 },
		{ "Mon, 23 Nov 2026 25:15:02 +0000", G_MININT64 },
		{ "Mon, 23 Nov 2026 09:15:02 +9999", 1795425302 },
		{ "Mon, 23 Nov 2026 09:15:02 -00", 1795425302 },
		{ "Mon, 23 Nov 2026 09:15:02 XYZ", 1795425302 },
		{ "yesterday", G_MININT64 },
		{ "", G_MININT64 },
		{ "99999999999 Nov 2026 09:15:02", G_MININT64 },
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
		g_autofree char *raw =
			g_strdup_printf("Date: %s\n\n", CASES[i].date);
		AUTO(facts) facts = scan(raw);

		if (facts->date != CASES[i].at)
			print_error("%s: %" G_GINT64_FORMAT "\n", CASES[i].date,
				facts->date);
		assert_true(facts->date == CASES[i].at);
		assert_true(facts->has_date);
	}
}

static void received_fields_tell_host_and_time(void **state)
{
	static const char RAW[] =
		"Received: from a (by evil.example (x)) by MX.Example.com\r\n"
		"\t(Postfix) with ESMTP id 1; Mon, 23 Nov 2026 09:15:02 "
		"+0000\r\n"
		"Received: (qmail 1 invoked by uid 0); 1 Jan 1970 00:00:00 "
		"+0000"
		"\r\n"
		"Received: nonsense\r\n\r\n";
	AUTO(facts) facts = scan(RAW);
	const struct trace *first = g_ptr_array_index(facts->traces, 0);
	const struct trace *second = g_ptr_array_index(facts->traces, 1);
	const struct trace *third = g_ptr_array_index(facts->traces, 2);

	(void)state;
	assert_int_equal(facts->traces->len, 3);
	assert_string_equal(first->host, "mx.example.com");
	assert_true(first->at == 1795425302);
	assert_null(second->host);
	assert_true(second->at == 0);
	assert_null(third->host);
	assert_true(third->at == G_MININT64);
}

struct result_case {
	const char *why, *value;
	const char *host, *methods; /* "dmarc=pass/example.com …" */
};

static char *describe(const struct trace *trace)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < trace->methods->len; i++) {
		const struct auth_method *method =
			g_ptr_array_index(trace->methods, i);

		g_string_append_printf(text, "%s%s=%s/%s", i ? " " : "",
			method->method, method->result,
			method->domain ? method->domain : "-");
	}
	return g_string_free(text, FALSE);
}

static void authentication_results_are_read(void **state)
{
	static const struct result_case CASES[] = {
		{ "as most write it",
			"mx.example.com; dkim=pass header.d=a.se header.s=x"
			" header.b=ab+/c==; dmarc=pass (p=NONE) "
			"header.from=A.se",
			"mx.example.com", "dkim=pass/a.se dmarc=pass/a.se" },
		{ "version, comments, blanks, folding",
			"mx.example.com (x;y) 1;\r\n\tdmarc (a) = (b) pass "
			"header.from (c) = a.se",
			"mx.example.com", "dmarc=pass/a.se" },
		{ "none", "mx.example.com; none", "mx.example.com", "" },
		{ "id alone", "mx.example.com", "mx.example.com", "" },
		{ "quoted id and values",
			"\"mx.example.com\"; dkim/1=pass reason=\"good; "
			"dmarc=pass\" header.i=\"@a.se\"",
			"mx.example.com", "dkim=pass/a.se" },
		{ "a result in a reason is none",
			"mx; spf=fail reason=\"; dmarc=pass header.from=a.se\"",
			"mx", "spf=fail/-" },
		{ "a result in a quoted sender is none",
			"mx; spf=pass smtp.mailfrom=\"; dmarc=pass "
			"header.from=a.se;\"@evil.se",
			"mx", "spf=pass/-" },
		{ "a result in a comment is none",
			"mx; spf=pass (; dmarc=pass header.from=a.se)", "mx",
			"spf=pass/-" },
		{ "the domain of header.i counts where header.d is missing",
			"mx; dkim=pass header.i=joe@sub.a.se", "mx",
			"dkim=pass/sub.a.se" },
		{ "two domains that differ are none",
			"mx; dmarc=pass header.from=a.se header.from=b.se",
			"mx", "dmarc=pass/-" },
		{ "no id", "dmarc=pass header.from=a.se", NULL, "" },
		{ "empty", "", NULL, "" },
		{ "half a quote takes the methods away",
			"mx; dmarc=pass header.from=a.se; spf=pass reason=\"x",
			"mx", "" },
		{ "half a comment, too", "mx; dmarc=pass header.from=a.se (",
			"mx", "" },
		{ "stray signs", "mx;;; = ; dmarc==pass; ==dmarc=pass;", "mx",
			"" },
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
		g_autofree char *raw = g_strdup_printf(
			"Authentication-Results: %s\n\n", CASES[i].value);
		AUTO(facts) facts = scan(raw);
		const struct trace *trace = g_ptr_array_index(facts->traces, 0);
		g_autofree char *methods = describe(trace);

		if (g_strcmp0(trace->host, CASES[i].host) != 0 ||
			strcmp(methods, CASES[i].methods) != 0)
			print_error("%s: %s; %s\n", CASES[i].why,
				trace->host ? trace->host : "-", methods);
		assert_int_equal(g_strcmp0(trace->host, CASES[i].host), 0);
		assert_string_equal(methods, CASES[i].methods);
	}
}

static void traces_keep_the_order_of_the_mail(void **state)
{
	AUTO(facts)
	facts = scan("Authentication-Results: one\nReceived: by two\n"
		     "Authentication-Results: three\n\n");
	static const char *const HOSTS[] = { "one", "two", "three" };

	(void)state;
	for (guint i = 0; i < 3; i++) {
		const struct trace *trace = g_ptr_array_index(facts->traces, i);

		assert_string_equal(trace->host, HOSTS[i]);
	}
}

static void signatures_tell_domain_length_and_fields(void **state)
{
	AUTO(facts)
	facts = scan("DKIM-Signature: v=1; a=rsa-sha256; d=A.se;\r\n"
		     "\th=From : To:Subject;\r\n bh=x=; b=y; l=10\r\n"
		     "DKIM-Signature: d=b.se; d=c.se; h=from\r\n\r\n");
	const struct dkim_signature *first =
		g_ptr_array_index(facts->signatures, 0);
	const struct dkim_signature *second =
		g_ptr_array_index(facts->signatures, 1);

	(void)state;
	assert_string_equal(first->domain, "a.se");
	assert_true(first->has_l);
	assert_list(first->signs, "from to subject");
	assert_string_equal(second->domain, ""); /* said twice: nothing */
	assert_false(second->has_l);
}

static void only_the_header_block_is_read(void **state)
{
	AUTO(facts)
	facts = scan(" folded to nothing\nno colon here\nSubject: x\n"
		     "Content-Type: text/plain\n\nDate: body\n");

	(void)state;
	assert_true(facts->has_subject);
	assert_true(facts->has_content_type);
	assert_false(facts->has_date);
}

static void over_a_limit_nobody_is_believed(void **state)
{
	g_autoptr(GString) many = g_string_new("From: a@b.se\n");
	g_autoptr(GString) wide = g_string_new("From: a@b.se\nX: ");

	(void)state;
	for (guint i = 0; i < 3000; i++)
		g_string_append(many, "Received: by x; 1 Jan 1970 00:00\n");
	g_string_append(many, "From: c@d.se\n\n");
	while (wide->len < 300 * 1024)
		g_string_append(wide, "xxxxxxxxxxxxxxxx\n ");
	g_string_append(wide, "\nFrom: c@d.se\n\n");
	for (guint i = 0; i < 2; i++) {
		AUTO(facts) facts = scan(i ? wide->str : many->str);

		assert_null(facts->from);
		assert_true(facts->traces->len <= 1000);
	}
}

static void the_last_references_are_kept(void **state)
{
	g_autoptr(GString) raw = g_string_new("References:");
	AUTO(facts) facts = NULL;

	(void)state;
	for (guint i = 0; i < 10000; i++)
		g_string_append_printf(raw, "\n <%u@x>", i);
	g_string_append(raw, "\n\n");
	facts = scan(raw->str);
	assert_int_equal(facts->references->len, 200);
	assert_string_equal(
		g_ptr_array_index(facts->references, 199), "9999@x");
}

static void any_bytes_are_survived(void **state)
{
	static const char *const PIECES[] = { "From:", "Received:", "by ", "\n",
		"\r\n", " ", "\t", "(", ")", "\"", "\\", "<", ">", ",", ";",
		":", "=", "@", "a@b.se", "Authentication-Results: mx;",
		"dmarc=pass", "header.from=", "DKIM-Signature: d=", "l=", "h=",
		"References: ", "Message-ID: ", "To:", "Date: ",
		"1 Jan 1970 00:00:00 +", "\xff", "\xc3",
		"X-Loop:", "Return-Path:", "From " };
	GRand *random = g_rand_new_with_seed(822);

	(void)state;
	for (guint round = 0; round < 3000; round++) {
		g_autoptr(GString) raw = g_string_new(NULL);
		AUTO(facts) facts = NULL;

		for (guint i = 0; i < 60; i++) {
			g_string_append(raw, PIECES[g_rand_int_range(random, 0,
						     G_N_ELEMENTS(PIECES))]);
			if (g_rand_int_range(random, 0, 40) == 0)
				g_string_append_c(raw, '\0');
		}
		facts = scan_bytes(raw->str, raw->len);
		if (facts->from)
			assert_int_equal(facts->from_addresses, 1);
	}
	g_rand_free(random);
}

static void nothing_is_a_mail_too(void **state)
{
	AUTO(facts) facts = scan("");

	(void)state;
	assert_null(facts->from);
	assert_null(facts->message_id);
	assert_true(facts->date == G_MININT64);
}

static void ids_in_broken_brackets_are_read(void **state)
{
	(void)state;
	static const char MAIL[] =
		"References: <Message from Anna <a@example.com>\n"
		" <b@example.com> <broken id@x> <c@example.com\n\n";
	g_autoptr(GBytes) raw = g_bytes_new_static(MAIL, strlen(MAIL));
	AUTO(facts) facts = facts_scan(raw);

	assert_int_equal(facts->references->len, 2);
	assert_string_equal(facts->references->pdata[0], "a@example.com");
	assert_string_equal(facts->references->pdata[1], "b@example.com");
}

static void an_address_in_in_reply_to_is_told_from_an_id(void **state)
{
	(void)state;
	static const char MAIL[] =
		"From: bo@example.com\nTo: Anna <Anna@example.com>\n"
		"In-Reply-To: Message from Anna <anna@example.com>\n"
		" of \"Mon, 1 Jan 2001\" <real@example.com>\n\n";
	g_autoptr(GBytes) raw = g_bytes_new_static(MAIL, strlen(MAIL));
	AUTO(facts) facts = facts_scan(raw);

	assert_int_equal(facts->in_reply_to->len, 2);
	assert_true(facts_is_address(facts, facts->in_reply_to->pdata[0]));
	assert_false(facts_is_address(facts, facts->in_reply_to->pdata[1]));
	assert_true(facts_is_address(facts, "bo@example.com"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_address_in_in_reply_to_is_told_from_an_id),
		cmocka_unit_test(ids_in_broken_brackets_are_read),
		cmocka_unit_test(only_one_plain_from_counts),
		cmocka_unit_test(a_nul_hides_no_second_from),
		cmocka_unit_test(addresses_of_all_from_fields_are_counted),
		cmocka_unit_test(a_message_id_is_the_first_plain_one),
		cmocka_unit_test(ids_and_recipients_are_listed_in_order),
		cmocka_unit_test(an_empty_return_path_is_told_from_none),
		cmocka_unit_test(dates_are_read),
		cmocka_unit_test(received_fields_tell_host_and_time),
		cmocka_unit_test(authentication_results_are_read),
		cmocka_unit_test(traces_keep_the_order_of_the_mail),
		cmocka_unit_test(signatures_tell_domain_length_and_fields),
		cmocka_unit_test(only_the_header_block_is_read),
		cmocka_unit_test(over_a_limit_nobody_is_believed),
		cmocka_unit_test(the_last_references_are_kept),
		cmocka_unit_test(any_bytes_are_survived),
		cmocka_unit_test(nothing_is_a_mail_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
