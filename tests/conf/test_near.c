/* How many edits are between two words. */
#include "near.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static void near_counts_edits_and_a_swap_as_one(void **state)
{
	static const struct {
		const char *a, *b;
		guint distance;
	} samples[] = {
		{ "", "", 0 }, { "close", "close", 0 }, { "close", "", 5 },
		{ "clsoe", "close", 1 }, { "clos", "close", 1 },
		{ "closee", "close", 1 }, { "cloze", "close", 1 },
		{ "lcsoe", "close", 2 }, { "stäng", "stång", 1 },
		{ "kitten", "sitting", 3 },
		{ "ca", "abc", 3 }, /* no letter is edited twice */
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(samples); i++) {
		guint there = near_distance(samples[i].a, samples[i].b);
		guint back = near_distance(samples[i].b, samples[i].a);

		if (there != samples[i].distance || back != there)
			fail_msg("%s, %s: %u and %u", samples[i].a,
				samples[i].b, there, back);
	}
}

static void near_takes_long_and_broken_words_for_far(void **state)
{
	g_autofree char *longest = g_strnfill(NEAR_MAX_LETTERS, 'x');
	g_autofree char *longer = g_strnfill(NEAR_MAX_LETTERS + 1, 'x');

	(void)state;
	assert_int_equal(near_distance(longest, longest), 0);
	assert_true(near_distance(longer, longer) == G_MAXUINT);
	assert_true(near_distance("\xff", "x") == G_MAXUINT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(near_counts_edits_and_a_swap_as_one),
		cmocka_unit_test(near_takes_long_and_broken_words_for_far),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
