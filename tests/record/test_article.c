#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "article.h"

static void ticket_folders_are_two_levels_deep(void **state)
{
	static const struct {
		guint32 ticket;
		const char *folder;
	} cases[] = {
		{ 1, "tickets/00/00/000001" },
		{ 123, "tickets/00/01/000123" },
		{ 54321, "tickets/05/43/054321" },
		{ 1234567, "tickets/123/45/1234567" },
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *folder = path_ticket_folder(cases[i].ticket);
		g_autofree char *path = path_ticket(cases[i].ticket);
		const char *file = NULL;
		guint32 ticket = 0;
		assert_string_equal(folder, cases[i].folder);
		assert_true(path_parse_ticket(path, &ticket, &file));
		assert_int_equal(ticket, cases[i].ticket);
		assert_string_equal(file, "ticket");
	}
}

static void articles_have_names_of_numbers_only(void **state)
{
	static const struct {
		struct article article;
		const char *suffix, *path;
	} cases[] = {
		{ { 123, 0, 4, ARTICLE_IN }, "eml",
			"tickets/00/01/000123/0004-in.eml" },
		{ { 123, 0, 5, ARTICLE_VENDOR_OUT }, "txt",
			"tickets/00/01/000123/0005-vendor-out.txt" },
		{ { 0, 202611, 17, ARTICLE_OUT }, "eml",
			"answers/2026-11/17-out.eml" },
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path =
			path_article(&cases[i].article, cases[i].suffix);
		assert_string_equal(path, cases[i].path);
	}
}

static void deliveries_and_quarantine_have_their_places(void **state)
{
	g_autofree char *hex = g_strnfill(64, 'a');
	g_autofree char *of_ticket = path_delivery(123, 0);
	g_autofree char *of_answers = path_delivery(0, 202611);
	g_autofree char *quarantine = path_quarantine(1795425302, hex, "why");
	g_autofree char *expected =
		g_strconcat("quarantine/2026-11-23/", hex, ".why", NULL);

	(void)state;
	assert_string_equal(of_ticket, "tickets/00/01/000123/delivery");
	assert_string_equal(of_answers, "answers/2026-11/delivery");
	assert_string_equal(quarantine, expected);
	assert_int_equal(month_of(1795425302), 202611);
}

static void name_is_read_with_or_without_zeros(void **state)
{
	static const struct {
		const char *name;
		guint32 number;
		enum article_kind kind;
	} cases[] = {
		{ "0004-in", 4, ARTICLE_IN },
		{ "4-in", 4, ARTICLE_IN },
		{ "0005-vendor-out", 5, ARTICLE_VENDOR_OUT },
		{ "1000-note", 1000, ARTICLE_NOTE },
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		enum article_kind kind = ARTICLE_KIND_COUNT;
		guint32 number = 0;
		assert_true(article_parse(cases[i].name, &number, &kind));
		assert_int_equal(number, cases[i].number);
		assert_int_equal(kind, cases[i].kind);
	}
}

static void names_that_are_not_ours_are_refused(void **state)
{
	static const char *const names[] = { "", "-in", "4", "4-", "4-in ",
		"4-IN", "0-in", "x-in", "4-in.eml", "4 -in", "../4-in" };
	static const char *const paths[] = { "", "ticket", "tickets",
		"tickets/00/01/000123", "tickets/00/01/000123/",
		"tickets/00/02/000123/ticket", "tickets/00/01/123/ticket",
		"tickets/00/01/000123/a/b", "/tickets/00/01/000123/ticket",
		"tickets/00/00/000000/ticket", "people/00/01/000123/ticket" };
	static const char *const answers[] = { "answers/2026-13/1-in.eml",
		"answers/2026-11", "answers/2026-11/", "answers/2026-11/a/b",
		"answers/202611/1-in.eml", "tickets/2026-11/1-in.eml" };
	enum article_kind kind = ARTICLE_IN;
	const char *file = NULL;
	guint32 number = 0;

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		print_message("%s\n", names[i]);
		assert_false(article_parse(names[i], &number, &kind));
	}
	for (gsize i = 0; i < G_N_ELEMENTS(paths); i++) {
		print_message("%s\n", paths[i]);
		assert_false(path_parse_ticket(paths[i], &number, &file));
	}
	for (gsize i = 0; i < G_N_ELEMENTS(answers); i++) {
		print_message("%s\n", answers[i]);
		assert_false(path_parse_answers(answers[i], &number, &file));
	}
}

static void answers_are_found_by_month(void **state)
{
	const char *file = NULL;
	guint32 month = 0;

	(void)state;
	assert_true(
		path_parse_answers("answers/2026-11/17-in.eml", &month, &file));
	assert_int_equal(month, 202611);
	assert_string_equal(file, "17-in.eml");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ticket_folders_are_two_levels_deep),
		cmocka_unit_test(articles_have_names_of_numbers_only),
		cmocka_unit_test(deliveries_and_quarantine_have_their_places),
		cmocka_unit_test(name_is_read_with_or_without_zeros),
		cmocka_unit_test(names_that_are_not_ours_are_refused),
		cmocka_unit_test(answers_are_found_by_month),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
