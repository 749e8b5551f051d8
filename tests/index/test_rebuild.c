/* Living and rebuilding give the same content, also for a history that nobody
 * should have written. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base.h"
#include "desk_index.h"
#include "hostile.h"

#define COMMITS 400u
#define TICKETS 12u

static const char *const TABLES[] = { "state", "commits", "messages", "notices",
	"rates", "spent", "ran", "quarantine", "tickets", "tags", "outbox" };

static void dump_row(sqlite3_stmt *row, gpointer data)
{
	GString *dump = data;

	for (int i = 0; i < sqlite3_column_count(row); i++) {
		g_autofree char *text = base_text(row, i);
		g_string_append_printf(dump, "%s|", text);
	}
	g_string_append_c(dump, '\n');
}

static char *dump_of(struct desk_index *desk)
{
	GString *dump = g_string_new(NULL);

	for (gsize i = 0; i < G_N_ELEMENTS(TABLES); i++) {
		g_autofree char *sql =
			g_strconcat("SELECT * FROM ", TABLES[i], NULL);
		g_string_append_printf(dump, "%s\n", TABLES[i]);
		assert_true(base_each(desk->index,
			base_ask(desk->index, sql, NULL, 0, NULL), dump_row,
			dump, NULL));
	}
	return g_string_free(dump, FALSE);
}

/* A history: what each commit said, and the files at the end. */
struct history {
	GPtrArray *trailers;                 /* char * */
	struct ticket *tickets[TICKETS + 1]; /* by number */
	GString *deliveries[TICKETS + 1];
};

static struct history *history_new(void)
{
	struct history *history = g_new0(struct history, 1);

	history->trailers = g_ptr_array_new_with_free_func(g_free);
	for (guint32 i = 1; i <= TICKETS; i++) {
		history->tickets[i] = ticket_new(i);
		history->deliveries[i] = g_string_new(NULL);
	}
	return history;
}

static void history_free(struct history *history)
{
	g_ptr_array_unref(history->trailers);
	for (guint32 i = 1; i <= TICKETS; i++) {
		ticket_free(history->tickets[i]);
		g_string_free(history->deliveries[i], TRUE);
	}
	g_free(history);
}

static char *event_on(GRand *rand, guint32 number, guint at)
{
	guint who = hostile_below(rand, 9);

	return g_strdup_printf(
		"Ticket: %u\nProof: none\nMessage: %04u-in body=%064x\n"
		"Message-ID: <m%u@x>\nRefers: <m%u@x>\nCommand: #tag\n"
		"Notice: %04u-out received u%u@x.se\nSpent: %u.%ur\n",
		number, at, hostile_below(rand, 5), hostile_below(rand, 99),
		hostile_below(rand, 99), at + 1, who, number, at);
}

/* Pending until the next event on that ticket, then sent. */
static void deliver(struct history *history, guint32 number, guint at)
{
	GString *lines = history->deliveries[number];
	g_autofree char *last = g_strdup(lines->str);
	g_auto(GStrv) parts = g_strsplit(last, "pending", -1);
	g_autofree char *sent = g_strjoinv("sent", parts);

	g_string_printf(lines,
		"%s%04u-out u@x.se pending 2026-11-23T12:00:00Z\n", sent,
		at + 1);
}

static void live_one(
	GRand *rand, struct desk_index *desk, struct history *history, guint at)
{
	guint32 number = 1 + hostile_below(rand, TICKETS);
	struct ticket *ticket = history->tickets[number];
	char *trailers = event_on(rand, number, at);

	g_ptr_array_add(history->trailers, trailers);
	ticket->status = (enum ticket_status)hostile_below(rand, STATUS_COUNT);
	ticket->updated = NOON + at;
	g_ptr_array_set_size(ticket->tags, 0);
	words_add(ticket->tags, at % 2 ? "Vpn" : "vpn");
	deliver(history, number, at);
	desk_index_tell(desk, NOON, ALICE, trailers);
	desk_index_put_ticket(desk, ticket);
	desk_index_put_deliveries(
		desk, number, 0, NOON, history->deliveries[number]->str);
}

/* All commits, then the files of the head. */
static void rebuild(struct desk_index *desk, const struct history *history)
{
	desk->commits = 0;
	assert_true(index_begin(desk->index, NULL));
	assert_true(index_clear(desk->index, NULL));
	assert_true(index_end(desk->index, "", NULL));
	for (guint i = 0; i < history->trailers->len; i++)
		desk_index_tell(desk, NOON, ALICE, history->trailers->pdata[i]);
	for (guint32 i = 1; i <= TICKETS; i++) {
		if (history->deliveries[i]->len == 0)
			continue;
		desk_index_put_ticket(desk, history->tickets[i]);
		desk_index_put_deliveries(
			desk, i, 0, NOON, history->deliveries[i]->str);
	}
}

static void rebuilt_is_the_same_as_lived(void **state)
{
	struct desk_index *desk = *state;
	struct history *history = history_new();
	g_autoptr(GRand) rand = hostile_rand();

	assert_true(base_exec(desk->index, "PRAGMA synchronous = OFF", NULL));
	for (guint i = 1; i <= COMMITS; i++)
		live_one(rand, desk, history, i);
	g_autofree char *lived = dump_of(desk);
	rebuild(desk, history);
	g_autofree char *rebuilt = dump_of(desk);
	history_free(history);
	assert_string_equal(lived, rebuilt);
	assert_non_null(strstr(lived, "u@x.se"));
}

static const char *const KEYS[] = { TRAILER_TICKET, TRAILER_MESSAGE,
	TRAILER_MESSAGE_ID, TRAILER_REFERS, TRAILER_NOTICE, TRAILER_SPENT,
	TRAILER_COMMAND, TRAILER_PROOF, "X" };
static const char *const VALUES_NEARLY[] = { "5", "0", "0001-in",
	"T-7 0002-out reply a@b.se", "2026-11/3-in", "2026-13/3-in", "T-7",
	"T-0 1-in", "quarantine sha256=", "1.2c", "1.2", "0002-out reply",
	"0002-out  a@b.se", "<a@x>", "<>", "sha256:zz", "4294967295.1c",
	"- - -" };

static void append_hostile_trailer(GRand *rand, struct record_commit *commit)
{
	g_autofree char *text = hostile_text(rand);
	const char *nearly =
		VALUES_NEARLY[hostile_below(rand, G_N_ELEMENTS(VALUES_NEARLY))];
	g_autofree char *value =
		g_strconcat(nearly, hostile_below(rand, 3) ? "" : text, NULL);

	record_commit_add(
		commit, KEYS[hostile_below(rand, G_N_ELEMENTS(KEYS))], value);
}

static void hostile_history_stops_nothing(void **state)
{
	struct desk_index *desk = *state;
	g_autoptr(GRand) rand = hostile_rand();

	assert_true(index_begin(desk->index, NULL));
	for (guint i = 0; i < 3000; i++) {
		AUTO(record_commit) record = record_commit_new();
		g_autofree char *author = hostile_text(rand);
		struct indexed_commit commit = {
			.hex = "x", .author_address = author, .record = record
		};
		for (guint j = hostile_below(rand, 8); j > 0; j--)
			append_hostile_trailer(rand, record);
		assert_true(index_apply(desk->index, &commit, NULL));
	}
	assert_true(index_end(desk->index, "", NULL));
}

static void hostile_questions_find_nothing(void **state)
{
	struct desk_index *desk = *state;
	g_autoptr(GRand) rand = hostile_rand();

	for (guint i = 0; i < 1000; i++) {
		g_autofree char *text = hostile_text(rand);
		g_autoptr(GArray) hits = index_find_id(desk->index, text, NULL);
		struct ticket_query query = { .queue = text,
			.tag = text,
			.vendor = text,
			.assignee = text };
		g_autoptr(GPtrArray) rows =
			index_list(desk->index, &query, NULL, NULL);
		gboolean ran = TRUE;

		assert_int_equal(hits->len, 0);
		assert_int_equal(rows->len, 0);
		assert_true(index_has_run(desk->index, text, 0, &ran, NULL));
		assert_false(ran);
	}
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, desk_index_make, desk_index_drop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(rebuilt_is_the_same_as_lived),
		TEST(hostile_history_stops_nothing),
		TEST(hostile_questions_find_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
