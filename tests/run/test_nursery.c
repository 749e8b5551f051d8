/* The nursery has mails parsed ahead, and every answer is that of its mail. */
#include "nursery.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define MAILS 700u

static GBytes *mail(guint number)
{
	char *text = g_strdup_printf("From: a@example.com\r\n"
				     "Subject: number %u\r\n\r\nHello\r\n",
		number);

	return g_bytes_new_take(text, strlen(text));
}

static void assert_answer(
	struct nursery *nursery, GBytes *raw, gboolean is_fresh, guint number)
{
	g_autofree char *subject = g_strdup_printf("number %u", number);
	g_autoptr(GError) why = NULL;
	g_autofree char *sha256 =
		g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, raw);
	struct content_name blob;
	struct mail_names names;
	AUTO(message)
	message = nursery_parse(nursery, raw, is_fresh, &names, &why);

	assert_null(why);
	assert_non_null(message);
	assert_string_equal(message->subject, subject);
	assert_string_equal(names.sha256, sha256);
	assert_true(names.is_named && store_name_content(raw, &blob, &why));
	assert_memory_equal(&names.blob, &blob, sizeof blob);
}

static GPtrArray *mails(guint count)
{
	GPtrArray *all =
		g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);

	for (guint i = 0; i < count; i++)
		g_ptr_array_add(all, mail(i));
	return all;
}

static struct nursery *nursery_of_defaults(void)
{
	g_autoptr(GError) why = NULL;
	struct nursery *nursery = nursery_start(&MAIL_LIMITS_DEFAULT, &why);

	assert_null(why);
	assert_non_null(nursery);
	return nursery;
}

static void answers_belong_to_their_mails_in_any_order(void **state)
{
	AUTO(nursery) nursery = nursery_of_defaults();
	g_autoptr(GPtrArray) all = mails(40);

	(void)state;
	for (guint i = 0; i < all->len; i++)
		nursery_ahead(nursery, all->pdata[i]);
	assert_answer(nursery, all->pdata[7], TRUE, 7);
	for (guint i = all->len; i-- > 0;)
		assert_answer(nursery, all->pdata[i], FALSE, i);
}

static void a_mail_can_be_asked_for_again(void **state)
{
	AUTO(nursery) nursery = nursery_of_defaults();
	g_autoptr(GBytes) raw = mail(1);

	(void)state;
	nursery_ahead(nursery, raw);
	nursery_ahead(nursery, raw);
	assert_answer(nursery, raw, FALSE, 1);
	assert_answer(nursery, raw, FALSE, 1);
}

static void no_answer_is_lost_where_more_are_asked_than_kept(void **state)
{
	AUTO(nursery) nursery = nursery_of_defaults();
	g_autoptr(GPtrArray) all = mails(MAILS);

	(void)state;
	for (guint i = 0; i < all->len; i++)
		nursery_ahead(nursery, all->pdata[i]);
	for (guint i = 0; i < all->len; i += 50)
		assert_answer(nursery, all->pdata[i], FALSE, i);
}

static void ends_with_mails_still_to_read(void **state)
{
	struct nursery *nursery = nursery_of_defaults();
	g_autoptr(GPtrArray) all = mails(MAILS);

	(void)state;
	for (guint i = 0; i < all->len; i++)
		nursery_ahead(nursery, all->pdata[i]);
	nursery_free(nursery);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(answers_belong_to_their_mails_in_any_order),
		cmocka_unit_test(a_mail_can_be_asked_for_again),
		cmocka_unit_test(
			no_answer_is_lost_where_more_are_asked_than_kept),
		cmocka_unit_test(ends_with_mails_still_to_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
