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

static GPtrArray *thread_all(struct threads *threads, const guint *order)
{
	for (guint i = 0; i < G_N_ELEMENTS(MAILS); i++) {
		guint mail = order[i];
		g_autoptr(GBytes) raw =
			g_bytes_new_static(MAILS[mail], strlen(MAILS[mail]));
		g_autofree char *hex =
			g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, raw);
		AUTO(facts) facts = facts_scan(raw);

		threads_add(threads, mail, facts, hex, (gint64)mail);
	}
	return threads_list(threads);
}

/* "0 1|2 3|4 5|6": the mails of each thread. */
static char *describe(const GPtrArray *list)
{
	GString *text = g_string_new(NULL);

	for (guint t = 0; t < list->len; t++) {
		const struct thread *thread = list->pdata[t];

		for (guint i = 0; i < thread->mails->len; i++)
			g_string_append_printf(text, "%s%u",
				i > 0   ? " "
				: t > 0 ? "|"
					: "",
				g_array_index(thread->mails, guint, i));
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
		struct threads *threads = threads_new();
		g_autoptr(GPtrArray) list = thread_all(threads, ORDERS[i]);
		g_autofree char *text = describe(list);

		assert_string_equal(text, "0 1|2 3|4 5|6");
		g_ptr_array_unref(g_steal_pointer(&list));
		threads_free(threads);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			references_join_and_in_reply_to_only_without_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
