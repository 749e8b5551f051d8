/* Threads of an import do not depend on the order of its mails. */
#include "threads.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char *const MAILS[] = {
	"Message-ID: <a@x>\n\n",
	"Message-ID: <b@x>\nIn-Reply-To: <a@x>\n\n",
	"Message-ID: <c@x>\nReferences: <never@x>\n\n",
	"Message-ID: <d@x>\nReferences: <never@x>\nIn-Reply-To: <a@x>\n\n",
	"Message-ID: <e@x>\nReferences: <e@x> <f@x>\n\n",
	"Message-ID: <f@x>\nReferences: <e@x>\n\n",
	"Subject: no id at all\n\n",
};

static struct threads *thread_all(const guint *order)
{
	struct threads *threads = threads_new(g_get_tmp_dir(), NULL);

	assert_non_null(threads);
	for (guint i = 0; i < G_N_ELEMENTS(MAILS); i++) {
		guint mail = order[i];
		g_autoptr(GBytes) raw =
			g_bytes_new_static(MAILS[mail], strlen(MAILS[mail]));
		AUTO(facts) facts = facts_scan(raw);

		assert_true(threads_add(threads, mail,
			facts->message_id ? facts->message_id : "its own",
			facts, (gint64)mail, NULL));
	}
	assert_true(threads_sort(threads, NULL));
	return threads;
}

/* "0 1|2 3|4 5|6": the mails of each thread. */
static char *describe(struct threads *threads)
{
	GString *text = g_string_new(NULL);

	for (;;) {
		g_autoptr(GArray) mails = threads_next(threads);

		if (mails->len == 0)
			break;
		if (text->len > 0)
			g_string_append_c(text, '|');
		for (guint i = 0; i < mails->len; i++)
			g_string_append_printf(text, "%s%u", i > 0 ? " " : "",
				g_array_index(mails, guint, i));
	}
	return g_string_free(text, FALSE);
}

static void references_join_and_in_reply_to_only_without_them(void **state)
{
	static const guint ORDERS[][G_N_ELEMENTS(MAILS)] = {
		{ 0, 1, 2, 3, 4, 5, 6 },
		{ 6, 5, 4, 3, 2, 1, 0 },
		{ 3, 0, 6, 1, 5, 2, 4 },
	};

	(void)state;
	for (guint i = 0; i < G_N_ELEMENTS(ORDERS); i++) {
		AUTO(threads) threads = thread_all(ORDERS[i]);
		g_autofree char *text = describe(threads);

		assert_string_equal(text, "0 1|2 3|4 5|6");
	}
}

#define MANY 20000u

/* A hundred conversations, each a chain, told from the last mail to the first;
 * the tables grow several times over. */
static void many_mails_are_as_few(void **state)
{
	AUTO(threads) threads = threads_new(g_get_tmp_dir(), NULL);
	guint count = 0;

	(void)state;
	for (guint i = MANY; i-- > 0;) {
		g_autofree char *id = g_strdup_printf("%u@x", i);
		g_autofree char *text = g_strdup_printf(
			"Message-ID: <%u@x>\nReferences: <%u@x>\n\n", i,
			i < 100 ? i : i - 100);
		g_autoptr(GBytes) raw = g_bytes_new_static(text, strlen(text));
		AUTO(facts) facts = facts_scan(raw);

		assert_true(threads_add(threads, i, id, facts, i, NULL));
	}
	assert_true(threads_sort(threads, NULL));
	for (;; count++) {
		g_autoptr(GArray) mails = threads_next(threads);

		if (mails->len == 0)
			break;
		assert_int_equal(mails->len, MANY / 100);
		for (guint i = 0; i < mails->len; i++)
			assert_int_equal(g_array_index(mails, guint, i),
				count + i * 100);
	}
	assert_int_equal(count, 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			references_join_and_in_reply_to_only_without_them),
		cmocka_unit_test(many_mails_are_as_few),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
