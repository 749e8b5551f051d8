#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "commit.h"

static struct record_commit *reply_of_alice(void)
{
	struct record_commit *commit = record_commit_new();

	commit->subject = g_strdup("T-123: reply from Alice Svensson");
	commit->text = g_strdup("Nu fungerar den igen, tack!");
	record_commit_add(commit, TRAILER_TICKET, "123");
	record_commit_add(commit, TRAILER_EVENT, "reply");
	record_commit_add(commit, "Status", "wait-user -> progress");
	record_commit_addf(
		commit, TRAILER_PROOF, "dmarc (%s)", "mx.example.com");
	return commit;
}

static void message_is_subject_text_and_trailers(void **state)
{
	AUTO(record_commit) commit = reply_of_alice();
	g_autofree char *message = commit_format(commit);

	(void)state;
	assert_string_equal(message, "T-123: reply from Alice Svensson\n"
				     "\n"
				     "> Nu fungerar den igen, tack!\n"
				     "\n"
				     "Ticket: 123\n"
				     "Event: reply\n"
				     "Status: wait-user -> progress\n"
				     "Proof: dmarc (mx.example.com)\n");
}

static void message_without_text_has_no_gap(void **state)
{
	AUTO(record_commit) commit = record_commit_new();

	(void)state;
	commit->subject = g_strdup("rules: quiet hours");
	record_commit_add(commit, TRAILER_EVENT, "rule");
	g_autofree char *message = commit_format(commit);
	assert_string_equal(message, "rules: quiet hours\n\nEvent: rule\n");
}

static void text_is_three_lines_behind_a_mark(void **state)
{
	AUTO(record_commit) commit = record_commit_new();

	(void)state;
	commit->subject = g_strdup("T-1: create");
	commit->text = g_strdup("\n\none\r\n \ntwo\xE2\x80\xA8three\nfour");
	g_autofree char *message = commit_format(commit);
	assert_string_equal(message, "T-1: create\n\n> one\n> two\n> three\n");
}

static void long_lines_are_cut_within_72_columns(void **state)
{
	AUTO(record_commit) commit = record_commit_new();
	g_autoptr(GString) text = g_string_new("T-1:");

	(void)state;
	for (guint i = 0; i < 50; i++)
		g_string_append(text, " word");
	commit->subject = g_strdup(text->str);
	commit->text = g_strdup(text->str);
	g_autofree char *message = commit_format(commit);
	g_auto(GStrv) lines = g_strsplit(message, "\n", -1);
	for (guint i = 0; i < 3; i++) {
		assert_true(g_utf8_strlen(lines[i], -1) <= 72);
		if (i != 1)
			assert_true(g_str_has_suffix(lines[i], " word…"));
	}
}

static void subject_that_is_not_ours_is_quoted(void **state)
{
	static const char *const cases[][2] = {
		{ "Proof: signed", "> Proof: signed\n" },
		{ "status : closed", "> status : closed\n" },
		{ "---", "> ---\n" },
		{ "# comment", "> # comment\n" },
		{ "\n\n", "no subject\n" },
		{ "answer: list", "answer: list\n" },
		{ "2IT-5: create", "2IT-5: create\n" },
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		AUTO(record_commit) commit = record_commit_new();
		commit->subject = g_strdup(cases[i][0]);
		g_autofree char *message = commit_format(commit);
		assert_string_equal(message, cases[i][1]);
	}
}

static void trailer_is_one_line_of_at_most_250_bytes(void **state)
{
	AUTO(record_commit) commit = record_commit_new();
	g_autofree char *long_value = g_strnfill(1000, 'x');

	(void)state;
	commit->subject = g_strdup("T-1: note");
	record_commit_add(commit, "Reason", "a\nProof: signed\r\n\tb");
	record_commit_add(commit, "Reason", "");
	record_commit_add(commit, "Reason", long_value);
	g_autofree char *message = commit_format(commit);
	g_auto(GStrv) lines = g_strsplit(message, "\n", -1);
	assert_string_equal(lines[2], "Reason: a Proof: signed b");
	assert_string_equal(lines[3], "Reason: -");
	assert_int_equal(strlen(lines[4]), 250);
	assert_string_equal(lines[5], "");
}

static void trailers_are_read_back(void **state)
{
	AUTO(record_commit) commit = reply_of_alice();
	g_autofree char *message = commit_format(commit);
	AUTO(record_commit) again = commit_parse(message, strlen(message));

	(void)state;
	assert_string_equal(again->subject, commit->subject);
	assert_null(again->text);
	assert_int_equal(again->trailers->len, 4);
	assert_string_equal(record_commit_get(again, "Ticket"), "123");
	assert_string_equal(
		record_commit_get(again, "Proof"), "dmarc (mx.example.com)");
	assert_null(record_commit_get(again, "Spent"));
}

static void message_of_a_person_has_no_trailers(void **state)
{
	static const struct {
		const char *why, *message;
	} cases[] = {
		{ "nothing", "" },
		{ "a subject alone", "Ticket: 1\n" },
		{ "only line ends", "\n\n\n" },
		{ "text as last paragraph",
			"rules\n\nWe need it: soon.\nYes\n" },
		{ "trailers that are not last", "a\n\nTicket: 1\n\nbye\n" },
		{ "a line among them is none", "a\n\nTicket: 1\nhello\n" },
		{ "a folded line", "a\n\nTicket: 1\n 2\n" },
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		AUTO(record_commit)
		commit = commit_parse(
			cases[i].message, strlen(cases[i].message));
		print_message("%s\n", cases[i].why);
		assert_int_equal(commit->trailers->len, 0);
	}
}

static void forged_trailers_are_seen_anywhere(void **state)
{
	static const struct {
		const char *why, *message;
		gboolean is_forged;
	} cases[] = {
		{ "honest words", "rules: quiet hours\n\nfor the night\n",
			FALSE },
		{ "a sign-off", "rules\n\nSigned-off-by: a <a@b>\n", FALSE },
		{ "in a sentence", "rules\n\nno Proof: signed\n", FALSE },
		{ "as last paragraph", "rules\n\nProof: signed\n", TRUE },
		{ "as subject", "Proof: signed", TRUE },
		{ "in the middle", "rules\n\nProof: signed\n\nbye\n", TRUE },
		{ "in small letters", "rules\n\nproof: signed\n", TRUE },
		{ "with a blank", "rules\n\nProof : signed\n", TRUE },
		{ "a field of tickets", "rules\n\nStatus: closed\n", TRUE },
		{ "empty", "rules\n\nSpent:", TRUE },
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		print_message("%s\n", cases[i].why);
		assert_int_equal(commit_forges_trailer(cases[i].message,
					 strlen(cases[i].message)),
			cases[i].is_forged);
	}
	assert_true(commit_forges_trailer(
		"a\0\nProof: x", sizeof("a\0\nProof: x") - 1));
}

static void id_that_is_strange_stands_as_its_digest(void **state)
{
	g_autofree char *longest = g_strnfill(200, 'a');
	g_autofree char *longer = g_strnfill(201, 'a');
	const char *const strange[] = { longer, "", "a b", "a>b", "<a", "a\nb",
		"a\xE2\x80\xAE", "\xFF" };
	g_autofree char *plain = trailer_id("abc@mail.example.com");
	g_autofree char *long_one = trailer_id(longest);

	(void)state;
	assert_string_equal(plain, "<abc@mail.example.com>");
	assert_int_equal(strlen(long_one), 202);
	for (gsize i = 0; i < G_N_ELEMENTS(strange); i++) {
		g_autofree char *id = trailer_id(strange[i]);
		print_message("%s\n", strange[i]);
		assert_true(g_str_has_prefix(id, "sha256:"));
		assert_int_equal(strlen(id), 7 + 64);
	}
}

static void author_name_cannot_end_its_line(void **state)
{
	g_autofree char *longer = g_strnfill(300, 'x');
	const char *const cases[][2] = {
		{ "Alice Svensson", "Alice Svensson" },
		{ "Eve <eve@x.se> 0 +0000\ncommitter x",
			"Eve evex.se 0 +0000 committer x" },
		{ "", "Unknown" },
		{ "<>@", "Unknown" },
		{ " .,;' ", "Unknown" },
		{ "\x1B\xE2\x80\xAE", "Unknown" },
		{ "A\xE2\x80\xAE"
		  "B",
			"AB" },
		{ "Jr.", "Jr" },
		{ "Łukasz Żak", "Łukasz Żak" },
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *name = author_name(cases[i][0]);
		assert_string_equal(name, cases[i][1]);
	}
	g_autofree char *cut = author_name(longer);
	g_autofree char *none = author_name(NULL);
	assert_int_equal(strlen(cut), 100);
	assert_string_equal(none, "Unknown");
}

static void only_the_trailers_asked_for_are_read(void **state)
{
	static const char *const keys[] = { "Ticket", "Proof", NULL };
	static const char message[] = "T-1: x\n\nTicket: 1\nTickets: 2\n"
				      "Event: create\nProof: none\n";
	static const char broken[] = "T-1: x\n\nTicket: 1\nno trailer\n";
	AUTO(record_commit)
	some = commit_parse_keys(message, strlen(message), keys);
	AUTO(record_commit)
	none = commit_parse_keys(broken, strlen(broken), keys);

	(void)state;
	assert_int_equal(some->trailers->len, 2);
	assert_string_equal(record_commit_get(some, "Ticket"), "1");
	assert_string_equal(record_commit_get(some, "Proof"), "none");
	assert_int_equal(none->trailers->len, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_the_trailers_asked_for_are_read),
		cmocka_unit_test(message_is_subject_text_and_trailers),
		cmocka_unit_test(message_without_text_has_no_gap),
		cmocka_unit_test(text_is_three_lines_behind_a_mark),
		cmocka_unit_test(long_lines_are_cut_within_72_columns),
		cmocka_unit_test(subject_that_is_not_ours_is_quoted),
		cmocka_unit_test(trailer_is_one_line_of_at_most_250_bytes),
		cmocka_unit_test(trailers_are_read_back),
		cmocka_unit_test(message_of_a_person_has_no_trailers),
		cmocka_unit_test(forged_trailers_are_seen_anywhere),
		cmocka_unit_test(id_that_is_strange_stands_as_its_digest),
		cmocka_unit_test(author_name_cannot_end_its_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
