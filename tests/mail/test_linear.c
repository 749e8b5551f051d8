/* Twice as much of anything costs at most twice as much: instructions, counted
 * by callgrind over the parser (text classes among it) and the facts. Skipped
 * where there is no valgrind, and under sanitizers. */
#include "mail.h"

/* count: from which it is doubled, within the limits. Above 2 there is what
 * sorting and growing cost. */
static const struct {
	const char *kind;
	guint count;
} ROWS[] = {
	{ "length", 4000 },
	{ "one-line", 8000 },
	{ "depth", 20 },
	{ "parts", 200 },
	{ "alternatives", 200 },
	{ "mails", 200 },
	{ "delimiters", 4000 },
	{ "files", 100 },
	{ "no-files", 4000 },
	{ "headers", 400 },
	{ "received", 400 },
	{ "addresses", 400 },
	{ "references", 1000 },
	{ "words", 1000 },
	{ "broken-words", 4000 },
	{ "other-words", 1000 },
	{ "escapes", 2000 },
	{ "report-words", 2000 },
	{ "report-list", 2000 },
	{ "disclaimers", 1000 },
	{ "quote-levels", 4000 },
	{ "quotes", 2000 },
	{ "attributions", 1000 },
	{ "html", 2000 },
	{ "html-depth", 2000 },
	{ "report", 400 },
};
#define MOST_PERCENT 220u

static gboolean has_valgrind(void)
{
	g_autofree char *path = g_find_program_in_path("valgrind");

	return path != NULL;
}

static guint64 instructions(const char *kind, guint count)
{
	g_autofree char *number = g_strdup_printf("%u", count);
	const char *const argv[] = { "valgrind", "--tool=callgrind",
		"--callgrind-out-file=/dev/null", LINEAR_PROGRAM, kind, number,
		NULL };
	g_autofree char *said = NULL;
	gint status = 1;

	if (!g_spawn_sync(NULL, (gchar **)(guintptr)argv, NULL,
		    G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, &said, &status,
		    NULL) ||
		!g_spawn_check_wait_status(status, NULL))
		fail_msg("%s %u: %s", kind, count, said ? said : "not run");
	const char *at = strstr(said, "Collected : ");

	assert_non_null(at);
	return g_ascii_strtoull(at + strlen("Collected : "), NULL, 10);
}

static void doubling_costs_at_most_twice(void **state)
{
	(void)state;
	if (IS_SANITIZED || !has_valgrind())
		skip(); /* its own instructions hide ours; or none counts */
	guint64 base = instructions("length", 0);

	for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
		guint64 one = instructions(ROWS[i].kind, ROWS[i].count) - base;
		guint64 two =
			instructions(ROWS[i].kind, 2 * ROWS[i].count) - base;

		print_message("%-14s %6u: %12" G_GUINT64_FORMAT
			      ", twice as many: %" G_GUINT64_FORMAT " %%\n",
			ROWS[i].kind, ROWS[i].count, one, two * 100 / one);
		if (two * 100 > one * MOST_PERCENT)
			fail_msg("%s: twice as many cost %" G_GUINT64_FORMAT
				 " %%",
				ROWS[i].kind, two * 100 / one);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(doubling_costs_at_most_twice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
