/* Full text: found the newest first, in step with the branch. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <glib/gstdio.h>
#include <string.h>

#include "desk_case.h"
#include "fault.h"

/* A commit that writes one file, or takes it away (text NULL). */
static void write_file(
	struct desk_case *desk, const char *path, const char *text)
{
	struct batch *batch = desk_case_begin(desk);
	AUTO(record_commit) commit = record_commit_new();
	g_autoptr(GPtrArray) files =
		g_ptr_array_new_with_free_func((GDestroyNotify)store_file_free);
	g_autoptr(GBytes) content =
		text ? g_bytes_new(text, strlen(text)) : NULL;
	struct commit_name name;
	g_autoptr(GError) error = NULL;

	g_free(commit->subject);
	commit->subject = g_strdup("a text");
	record_commit_add(commit, TRAILER_EVENT, "command");
	g_ptr_array_add(files, store_file_new(path, content));
	if (!batch_put(batch, commit, files, CASE_NOW, &name, &error))
		fail_msg("%s", error->message);
	desk_case_commit(batch);
}

#define TEXT_OF_3 "tickets/00/00/000003/0001-in.txt"
#define TEXT_OF_7 "tickets/00/00/000007/0002-note.txt"
#define SOLUTION "kb/blank-pages.txt"

static void write_texts(struct desk_case *desk)
{
	write_file(desk, TEXT_OF_3,
		"Skrivaren på plan 3 skriver ut tomma sidor, Łukasz\n");
	write_file(desk, TEXT_OF_7, "Skrivaren står på gatan. Smør og brød.\n");
	write_file(desk, SOLUTION, "Title: Tomma sidor\n\nByt papper.\n");
}

/* The paths that are found, a blank between. */
static char *found(struct desk_case *desk, const char *words)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) hits =
		store_search(desk->store, words, 10, &error);
	GString *all = g_string_new(NULL);

	if (!hits)
		fail_msg("%s: %s", words, error->message);
	for (guint i = 0; i < hits->len; i++) {
		const struct search_hit *hit = hits->pdata[i];

		g_string_append_printf(all, "%s%s", i ? " " : "", hit->path);
	}
	return g_string_free(all, FALSE);
}

static const struct {
	const char *words, *paths, *why;
} SEARCHES[] = {
	{ "skrivaren", TEXT_OF_7 " " TEXT_OF_3, "the newest first" },
	{ "SKRIVAREN plan", TEXT_OF_3, "all words, whatever their case" },
	{ "smor brod", TEXT_OF_7, "ø and ö without their strokes" },
	{ "lukasz", TEXT_OF_3, "ł likewise" },
	{ "står", TEXT_OF_7, "å as it is written" },
	{ "tomma sidor", SOLUTION " " TEXT_OF_3, "a solution, too" },
	{ "papp*", SOLUTION, "the begin of a word" },
	{ "papp", "", "no word of the text" },
	{ "\"gatan", TEXT_OF_7, "quotes mean nothing" },
	{ "gatan) OR (plan", "", "nor do the words of a query" },
	{ "nothing", "", "what is nowhere" },
};

static void words_find_their_texts(void **state)
{
	struct desk_case *desk = *state;

	write_texts(desk);
	for (guint i = 0; i < G_N_ELEMENTS(SEARCHES); i++) {
		g_autofree char *paths = found(desk, SEARCHES[i].words);

		if (strcmp(paths, SEARCHES[i].paths) != 0)
			fail_msg("%s: %s gives [%s]", SEARCHES[i].why,
				SEARCHES[i].words, paths);
	}
}

static void hit_names_ticket_and_message(void **state)
{
	struct desk_case *desk = *state;

	write_texts(desk);
	g_autoptr(GPtrArray) hits =
		store_search(desk->store, "gatan", 10, NULL);
	const struct search_hit *hit = hits->pdata[0];

	assert_int_equal(hit->ticket, 7);
	assert_int_equal(hit->message, 2);
}

static void no_word_is_a_wrong_question(void **state)
{
	struct desk_case *desk = *state;
	g_autoptr(GError) error = NULL;

	assert_null(store_search(desk->store, "* -- %", 10, &error));
	assert_true(g_error_matches(error, POSTERN_FAULT, FAULT_INVALID));
}

static void changed_solution_is_found_by_its_new_words_only(void **state)
{
	struct desk_case *desk = *state;

	write_texts(desk);
	g_autofree char *before = found(desk, "papper");

	assert_string_equal(before, SOLUTION);
	write_file(desk, SOLUTION, "Title: Tomma sidor\n\nByt toner.\n");
	g_autofree char *old = found(desk, "papper");
	g_autofree char *new = found(desk, "toner");

	assert_string_equal(old, "");
	assert_string_equal(new, SOLUTION);
	write_file(desk, SOLUTION, NULL);
	g_autofree char *gone = found(desk, "toner");

	assert_string_equal(gone, "");
}

static void deleted_or_damaged_it_is_built_again(void **state)
{
	struct desk_case *desk = *state;
	g_autofree char *path =
		g_build_filename(desk->desk, "state", "text.sqlite", NULL);

	write_texts(desk);
	g_autofree char *first = found(desk, "skrivaren");

	g_unlink(path);
	g_autofree char *second = found(desk, "skrivaren");

	assert_string_equal(second, first);
	assert_true(g_file_set_contents(path, "no database", -1, NULL));
	g_autofree char *third = found(desk, "skrivaren");

	assert_string_equal(third, first);
	assert_true(store_forget_text(desk->store, NULL));
	g_autofree char *fourth = found(desk, "skrivaren");

	assert_string_equal(fourth, first);
}

static void filled_beside_the_desk_it_is_in_step(void **state)
{
	struct desk_case *desk = *state;

	write_texts(desk);
	assert_true(store_fill_text(desk->desk, NULL));
	assert_true(store_fill_text(desk->desk, NULL));
	write_file(desk, "tickets/00/00/000009/0001-in.txt", "Skrivaren igen");
	g_autofree char *paths = found(desk, "skrivaren");

	assert_string_equal(paths,
		"tickets/00/00/000009/0001-in.txt " TEXT_OF_7 " " TEXT_OF_3);
}

#define WITH_DESK(test)                  \
	cmocka_unit_test_setup_teardown( \
		test, desk_case_set_up, desk_case_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_DESK(words_find_their_texts),
		WITH_DESK(hit_names_ticket_and_message),
		WITH_DESK(no_word_is_a_wrong_question),
		WITH_DESK(changed_solution_is_found_by_its_new_words_only),
		WITH_DESK(deleted_or_damaged_it_is_built_again),
		WITH_DESK(filled_beside_the_desk_it_is_in_step),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
