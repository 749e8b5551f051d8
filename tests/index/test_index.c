/* What the trailers of commits tell. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "desk_index.h"
#include "fault.h"

#define DIGEST_A \
	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define DIGEST_B \
	"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

static void assert_hits(
	struct desk_index *desk, const char *id, const char *expected)
{
	g_autoptr(GArray) hits = index_find_id(desk->index, id, NULL);
	g_autoptr(GString) said = g_string_new(NULL);

	assert_non_null(hits);
	for (guint i = 0; i < hits->len; i++) {
		const struct id_hit *hit =
			&g_array_index(hits, struct id_hit, i);
		g_autofree char *name =
			article_name(hit->article.number, hit->article.kind);
		g_string_append_printf(said, "%s%u/%u/%s%s%.1s", i ? " " : "",
			hit->article.ticket, hit->article.month, name,
			hit->is_referred ? "?" : "=", hit->digest);
	}
	assert_string_equal(said->str, expected);
}

static void ids_lead_to_mails_and_then_to_who_refers(void **state)
{
	struct desk_index *desk = *state;

	desk_index_tell(desk, NOON, ALICE,
		"Ticket: 1\nMessage: 0001-in sha256=" DIGEST_B " body=" DIGEST_A
		"\nMessage-ID: <a@x>\nRefers: <lost@x>\n");
	desk_index_tell(desk, NOON, ALICE,
		"Ticket: 2\nMessage: 0001-in sha256=" DIGEST_B " body=" DIGEST_B
		"\nMessage-ID: <lost@x>\nRefers: <a@x>\n");
	assert_hits(desk, "a@x", "1/0/0001-in=a 2/0/0001-in?");
	assert_hits(desk, "<a@x>", "1/0/0001-in=a 2/0/0001-in?");
	assert_hits(desk, "lost@x", "2/0/0001-in=b 1/0/0001-in?");
	assert_hits(desk, "A@x", "");
	assert_hits(desk, "", "");
}

static void same_id_with_two_digests_is_two_mails(void **state)
{
	struct desk_index *desk = *state;

	desk_index_tell(desk, NOON, ALICE,
		"Ticket: 1\nMessage: 0001-in body=" DIGEST_A
		"\nMessage-ID: <a@x>\nMessage: 0002-note body=" DIGEST_B
		"\nMessage-ID: <a@x>\n");
	assert_hits(desk, "a@x", "1/0/0001-in=a 1/0/0002-note=b");
}

static void mail_without_an_id_is_found_by_its_bytes(void **state)
{
	struct desk_index *desk = *state;

	desk_index_tell(desk, NOON, ALICE,
		"Ticket: 1\nMessage: 0001-in sha256=" DIGEST_A " body=" DIGEST_B
		"\n");
	assert_hits(desk, "sha256:" DIGEST_A, "1/0/0001-in=b");
}

static void long_id_is_found_as_its_digest(void **state)
{
	struct desk_index *desk = *state;
	g_autofree char *longer = g_strnfill(300, 'a');
	g_autofree char *written = trailer_id(longer);
	g_autofree char *trailers = g_strdup_printf(
		"Ticket: 1\nMessage: 0001-in\nMessage-ID: %s\n", written);

	desk_index_tell(desk, NOON, ALICE, trailers);
	assert_hits(desk, longer, "1/0/0001-in=");
}

static void mails_lie_where_the_trailer_says(void **state)
{
	struct desk_index *desk = *state;

	desk_index_tell(desk, NOON, ALICE,
		"Message: 2026-11/17-in\nMessage-ID: <answer@x>\n");
	desk_index_tell(desk, NOON, ALICE,
		"Message: T-7 0002-vendor-in\nMessage-ID: <other@x>\n"
		"Ticket: 3\nTicket: 4\n"
		"Message: 5-in\nMessage-ID: <first@x>\n"
		"Message: 2026-8 1-in\nMessage-ID: <digits@x>\n");
	assert_hits(desk, "answer@x", "0/202611/0017-in=");
	assert_hits(desk, "other@x", "7/0/0002-vendor-in=");
	assert_hits(desk, "first@x", "3/0/0005-in=");
	assert_hits(desk, "digits@x", "8/0/0001-in=");
}

static void history_is_the_newest_commits_oldest_first(void **state)
{
	struct desk_index *desk = *state;
	g_autoptr(GArray) history = NULL;

	desk_index_tell(desk, NOON, ALICE, "Ticket: 1\nEvent: create\n");
	desk_index_tell(desk, NOON, ALICE, "Ticket: 2\nEvent: create\n");
	desk_index_tell(desk, NOON, ALICE, "Ticket: 2\nTicket: 1\nTicket: 1\n");
	desk_index_tell(desk, NOON, ALICE, "Ticket: 1\nEvent: close\n");

	history = index_history(desk->index, 1, 2, NULL);
	assert_int_equal(history->len, 2);
	for (guint i = 0; i < 2; i++) {
		g_autofree char *hex = g_strdup_printf("%040x", i + 3);
		assert_string_equal(
			g_array_index(history, struct commit_name, i).hex, hex);
	}
}

static void assert_notices(struct desk_index *desk, guint32 ticket,
	guint32 message, const char *expected)
{
	g_autoptr(GPtrArray) notices =
		index_find_notice(desk->index, ticket, message, NULL);
	g_autoptr(GString) said = g_string_new(NULL);

	for (guint i = 0; i < notices->len; i++) {
		const struct notice_row *row = notices->pdata[i];
		assert_true(row->at == NOON);
		g_string_append_printf(said, "%s%s %s", i ? ", " : "",
			row->kind, row->address);
	}
	assert_string_equal(said->str, expected);
}

static void notices_are_found_by_ticket_and_number(void **state)
{
	struct desk_index *desk = *state;

	desk_index_tell(desk, NOON, ALICE,
		"Ticket: 5\nTicket: 6\n"
		"Notice: 0002-out new-for-agent anna@example.com\n"
		"Notice: 0002-out new-for-agent Nils@example.com\n"
		"Notice: T-6 0003-out reply alice@example.com\n"
		"Notice: 2026-11/18-out answer anna@example.com\n");
	assert_notices(desk, 5, 2,
		"new-for-agent anna@example.com, "
		"new-for-agent Nils@example.com");
	assert_notices(desk, 6, 3, "reply alice@example.com");
	assert_notices(desk, 0, 18, "answer anna@example.com");
	assert_notices(desk, 5, 3, "");
}

static guint notices_since(
	struct desk_index *desk, const char *address, gint64 since)
{
	guint count = G_MAXUINT;

	assert_true(
		index_count_notices(desk->index, address, since, &count, NULL));
	return count;
}

static void rates_count_by_folded_address_and_time(void **state)
{
	struct desk_index *desk = *state;

	desk_index_tell(desk, NOON, ALICE,
		"Ticket: 1\nProof: none (dmarc=fail mx)\n"
		"Notice: 0002-out received Bob@example.com\n"
		"Notice: 0003-out new-for-agent anna@example.com\n");
	desk_index_tell(desk, NOON + 60, ALICE,
		"Ticket: 2\nProof: dmarc (mx)\n"
		"Notice: 0002-out received bob@example.com\n");
	assert_int_equal(notices_since(desk, "bob@EXAMPLE.com", NOON), 2);
	assert_int_equal(notices_since(desk, "bob@example.com", NOON + 60), 1);
	assert_int_equal(notices_since(desk, "bob@example.com", NOON + 120), 0);
	assert_int_equal(notices_since(desk, "", NOON), 1);
	assert_int_equal(notices_since(desk, "", NOON + 60), 0);
}

static void questions_are_confirm_notices(void **state)
{
	struct desk_index *desk = *state;
	guint count = 0;

	desk_index_tell(desk, NOON, ALICE,
		"Ticket: 1\nNotice: 0002-out confirm anna@example.com\n"
		"Notice: 0003-out reply anna@example.com\n");
	assert_true(index_count_questions(
		desk->index, "Anna@example.com", NOON, &count, NULL));
	assert_int_equal(count, 1);
	assert_true(index_count_questions(
		desk->index, "Anna@example.com", NOON + 60, &count, NULL));
	assert_int_equal(count, 0);
}

static gboolean is_spent(struct desk_index *desk, guint32 message, char kind,
	const char *address)
{
	gboolean spent = FALSE;

	assert_true(index_is_spent(
		desk->index, 123, message, kind, address, &spent, NULL));
	return spent;
}

static void token_is_spent_by_who_used_it(void **state)
{
	struct desk_index *desk = *state;

	desk_index_tell(desk, NOON, "Anna@example.com",
		"Ticket: 123\nSpent: 123.5c\nSpent: 123.6\nSpent: .c\n"
		"Spent: 123.7C\nSpent: 123.8p Nils@example.com\n");
	assert_true(is_spent(desk, 5, 'c', "anna@example.com"));
	assert_false(is_spent(desk, 5, 'a', "anna@example.com"));
	assert_false(is_spent(desk, 5, 'c', "nils@example.com"));
	assert_false(is_spent(desk, 6, 'c', "anna@example.com"));
	assert_true(is_spent(desk, 8, 'p', "nils@example.com"));
	assert_false(is_spent(desk, 8, 'p', "anna@example.com"));
}

static gboolean has_run(struct desk_index *desk, const char *key, gint64 now)
{
	gboolean ran = FALSE;

	assert_true(index_has_run(desk->index, key, now, &ran, NULL));
	return ran;
}

static void commands_run_once(void **state)
{
	static const gint64 month_sec = 30 * G_GINT64_CONSTANT(86400);
	struct desk_index *desk = *state;
	const char *body = "body Anna@example.com 3 " DIGEST_A;

	desk_index_tell(desk, NOON, "anna@Example.com",
		"Ticket: 3\nMessage: 0004-in sha256=" DIGEST_B " body=" DIGEST_A
		"\nMessage-ID: <run@x>\nCommand: #close\n");
	desk_index_tell(desk, NOON, "anna@example.com",
		"Ticket: 3\nMessage: 0005-in sha256=" DIGEST_B " body=" DIGEST_B
		"\nMessage-ID: <text@x>\nRefused: #clsoe (unknown)\n");
	assert_true(has_run(desk, "id run@x", NOON + 2 * month_sec));
	assert_true(has_run(desk, body, NOON + month_sec));
	assert_false(has_run(desk, body, NOON + month_sec + 1));
	assert_false(has_run(desk, "id text@x", NOON));
	assert_false(has_run(desk, "body anna@example.com 3 " DIGEST_B, NOON));
	assert_false(has_run(desk, "body anna@example.com 4 " DIGEST_A, NOON));
	assert_false(has_run(desk, "", NOON));
}

static void the_mail_that_was_confirmed_ran(void **state)
{
	struct desk_index *desk = *state;

	desk_index_tell(desk, NOON, "anna@example.com",
		"Ticket: 3\nMessage: 0004-in sha256=" DIGEST_B " body=" DIGEST_A
		"\nMessage-ID: <asked@x>\nRefused: #close (not proven)\n");
	assert_false(has_run(desk, "id asked@x", NOON));
	desk_index_tell(desk, NOON, "anna@example.com",
		"Ticket: 3\nMessage: 0006-note sha256=" DIGEST_B
		" body=" DIGEST_B "\nMessage-ID: <yes@x>\n"
		"Confirms: <asked@x>\nCommand: #close\n");
	assert_true(has_run(desk, "id asked@x", NOON));
	assert_true(has_run(desk, "id yes@x", NOON));
	assert_true(has_run(desk, "body anna@example.com 3 " DIGEST_A, NOON));
}

static void quarantined_bytes_are_known(void **state)
{
	struct desk_index *desk = *state;
	gboolean is = FALSE;

	desk_index_tell(desk, NOON, ALICE,
		"Event: quarantine\nMessage: quarantine sha256=" DIGEST_A "\n");
	assert_true(index_is_quarantined(desk->index, DIGEST_A, &is, NULL));
	assert_true(is);
	assert_true(index_is_quarantined(desk->index, DIGEST_B, &is, NULL));
	assert_false(is);
}

static void answers_count_over_all_months(void **state)
{
	struct desk_index *desk = *state;

	assert_int_equal(index_next_answer(desk->index, NULL), 1);
	desk_index_tell(desk, NOON, ALICE,
		"Message: 2026-11/17-in\nNotice: 2026-11/18-out answer "
		"a@b.se\n");
	assert_int_equal(index_next_answer(desk->index, NULL), 19);
	desk_index_tell(desk, NOON, ALICE, "Message: 2026-12/3-in\n");
	assert_int_equal(index_next_answer(desk->index, NULL), 19);
	desk_index_put_deliveries(desk, 0, 202612, NOON,
		"0020-out a@b.se sent 2026-11-23T12:00:00Z\n");
	assert_int_equal(index_next_answer(desk->index, NULL), 21);
}

static void next_ticket_follows_the_greatest(void **state)
{
	struct desk_index *desk = *state;
	AUTO(ticket) ticket = ticket_new(41);

	assert_int_equal(index_next_ticket(desk->index, NULL), 1);
	desk_index_put_ticket(desk, ticket);
	assert_int_equal(index_next_ticket(desk->index, NULL), 42);
	desk_index_tell(desk, NOON, ALICE, "Ticket: 50\n");
	assert_int_equal(index_next_ticket(desk->index, NULL), 51);
}

static void number_at_its_end_is_an_error(void **state)
{
	struct desk_index *desk = *state;
	g_autoptr(GError) error = NULL;

	desk_index_tell(desk, NOON, ALICE, "Ticket: 999999999\n");
	assert_int_equal(index_next_ticket(desk->index, &error), 0);
	assert_true(g_error_matches(error, POSTERN_FAULT, FAULT_LIMIT));
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, desk_index_make, desk_index_drop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(ids_lead_to_mails_and_then_to_who_refers),
		TEST(same_id_with_two_digests_is_two_mails),
		TEST(mail_without_an_id_is_found_by_its_bytes),
		TEST(long_id_is_found_as_its_digest),
		TEST(mails_lie_where_the_trailer_says),
		TEST(history_is_the_newest_commits_oldest_first),
		TEST(notices_are_found_by_ticket_and_number),
		TEST(rates_count_by_folded_address_and_time),
		TEST(questions_are_confirm_notices),
		TEST(token_is_spent_by_who_used_it),
		TEST(commands_run_once),
		TEST(the_mail_that_was_confirmed_ran),
		TEST(quarantined_bytes_are_known),
		TEST(answers_count_over_all_months),
		TEST(next_ticket_follows_the_greatest),
		TEST(number_at_its_end_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
