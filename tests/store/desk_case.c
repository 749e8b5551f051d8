#include "desk_case.h"
#include "scratch.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <sqlite3.h>
#include <string.h>

static void free_file(gpointer file)
{
	store_file_free(file);
}

static GPtrArray *files_new(void)
{
	return g_ptr_array_new_with_free_func(free_file);
}

static void add_file(GPtrArray *files, const char *path, const char *text)
{
	g_autoptr(GBytes) content = g_bytes_new(text, strlen(text));

	g_ptr_array_add(files, store_file_new(path, content));
}

/* path is taken. */
static void add_made(GPtrArray *files, char *path, const char *text)
{
	add_file(files, path, text);
	g_free(path);
}

void desk_case_reopen(struct desk_case *desk)
{
	g_autoptr(GError) error = NULL;

	store_free(desk->store);
	desk->store = store_open(desk->desk, &desk->options, NULL, &error);
	if (!desk->store)
		fail_msg("store_open: %s", error->message);
}

int desk_case_set_up(void **state)
{
	struct desk_case *desk = g_new0(struct desk_case, 1);
	g_autoptr(GPtrArray) files = files_new();
	g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);

	desk->folder = scratch_new();
	desk->desk = g_build_filename(desk->folder, "desk", NULL);
	desk->git = g_build_filename(desk->desk, "desk.git", NULL);
	desk->options.committer_name = "IT Helpdesk";
	desk->options.committer_address = "help@example.com";
	add_file(files, "desk.conf", "[desk]\n\taddress = help@example.com\n");
	add_file(files, "README", "For auditors\n");
	assert_true(store_create(
		desk->desk, program, &desk->options, files, CASE_NOW, NULL));
	desk_case_reopen(desk);
	*state = desk;
	return 0;
}

int desk_case_tear_down(void **state)
{
	struct desk_case *desk = *state;

	store_free(desk->store);
	scratch_free(desk->folder);
	g_free(desk->desk);
	g_free(desk->git);
	g_free(desk);
	return 0;
}

struct batch *desk_case_begin(struct desk_case *desk)
{
	g_autoptr(GError) error = NULL;
	struct batch *batch =
		store_begin(desk->store, 60000, CASE_NOW, NULL, &error);

	if (!batch)
		fail_msg("store_begin: %s", error->message);
	return batch;
}

void desk_case_commit(struct batch *batch)
{
	g_autoptr(GError) error = NULL;

	if (!batch_commit(batch, &error))
		fail_msg("batch_commit: %s", error->message);
}

static void put(struct batch *batch, struct record_commit *record,
	const GPtrArray *files)
{
	g_autoptr(GError) error = NULL;

	if (!batch_put(batch, record, files, CASE_NOW, NULL, &error))
		fail_msg("batch_put: %s", error->message);
}

static struct record_commit *record(guint32 ticket, const char *event)
{
	struct record_commit *record = record_commit_new();

	record->author = contact_new("Alice Svensson", "alice@example.com");
	record->author_time = CASE_NOW - 60;
	record->subject =
		g_strdup_printf("T-%u: %s from Alice Svensson", ticket, event);
	record->text = g_strdup("Det fungerar inte\n\nEvent: forged\n");
	record_commit_addf(record, TRAILER_TICKET, "%u", ticket);
	record_commit_add(record, TRAILER_EVENT, event);
	record_commit_add(record, TRAILER_ROLE, "requester");
	record_commit_add(record, TRAILER_PROOF, "none (dmarc=fail)");
	return record;
}

static void add_message(struct record_commit *record, guint32 ticket,
	guint32 message, const char *text)
{
	g_autofree char *name = article_name(message, ARTICLE_IN);
	g_autofree char *sum =
		g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);

	record_commit_addf(record, TRAILER_MESSAGE, "%s sha256=%s body=%s",
		name, sum, sum);
	record_commit_addf(record, TRAILER_MESSAGE_ID, "<%u.%u@example.com>",
		ticket, message);
	if (message > 1)
		record_commit_addf(record, TRAILER_REFERS,
			"<absent.%u@example.com>", message);
}

static void add_article(GPtrArray *files, guint32 ticket, guint32 message,
	enum article_kind kind, const char *text)
{
	struct article article = {
		.ticket = ticket,
		.number = message,
		.kind = kind,
	};
	g_autofree char *path = path_article(&article, "eml");

	add_file(files, path, text);
}

static void add_ticket(GPtrArray *files, guint32 number, guint priority)
{
	AUTO(ticket) ticket = ticket_new(number);
	g_autofree char *text = NULL;

	g_free(ticket->subject);
	ticket->subject = g_strdup("Skrivaren på plan 3");
	ticket->priority = priority;
	g_free(ticket->queue);
	ticket->queue = g_strdup("support");
	contact_free(ticket->requester);
	ticket->requester = contact_new("Alice", "alice@example.com");
	ticket->created = ticket->updated = CASE_NOW;
	words_add(ticket->tags, "printer");
	text = ticket_format(ticket);
	add_made(files, path_ticket(number), text);
}

static void add_delivery(GPtrArray *files, guint32 ticket, guint32 message,
	enum delivery_state state)
{
	g_autoptr(GPtrArray) all =
		g_ptr_array_new_with_free_func((GDestroyNotify)delivery_free);
	g_autofree char *text = NULL;

	g_ptr_array_add(all, delivery_new(message, "alice@example.com", state,
				     CASE_NOW, ""));
	text = delivery_format(all);
	add_made(files, path_delivery(ticket, 0), text);
}

void desk_case_create(struct batch *batch, guint32 ticket, const char *text)
{
	AUTO(record_commit) commit = record(ticket, "create");
	g_autoptr(GPtrArray) files = files_new();

	add_message(commit, ticket, 1, text);
	add_article(files, ticket, 1, ARTICLE_IN, text);
	add_ticket(files, ticket, 3);
	put(batch, commit, files);
}

void desk_case_reply(
	struct batch *batch, guint32 ticket, guint32 message, const char *text)
{
	AUTO(record_commit) commit = record(ticket, "reply");
	g_autoptr(GPtrArray) files = files_new();
	g_autofree char *notice = article_name(message + 1, ARTICLE_OUT);

	add_message(commit, ticket, message, text);
	record_commit_addf(commit, TRAILER_NOTICE, "%s received %s", notice,
		"alice@example.com");
	add_article(files, ticket, message, ARTICLE_IN, text);
	add_article(files, ticket, message + 1, ARTICLE_OUT, "Subject: x\n\n");
	add_delivery(files, ticket, message + 1, DELIVERY_PENDING);
	add_ticket(files, ticket, 1 + message % 4);
	put(batch, commit, files);
}

void desk_case_deliver(struct batch *batch, guint32 ticket, guint32 message)
{
	AUTO(record_commit) commit = record(ticket, "deliver");
	g_autoptr(GPtrArray) files = files_new();
	g_autofree char *notice = article_name(message, ARTICLE_OUT);

	g_clear_pointer(&commit->author, contact_free);
	record_commit_addf(commit, "Delivered", "T-%u %s %s 250", ticket,
		notice, "alice@example.com");
	add_delivery(files, ticket, message, DELIVERY_SENT);
	put(batch, commit, files);
}

guint32 desk_case_one(struct desk_case *desk, const char *text)
{
	struct batch *batch = desk_case_begin(desk);
	guint32 ticket = store_next_ticket(desk->store, NULL);

	assert_int_not_equal(ticket, 0);
	desk_case_create(batch, ticket, text);
	desk_case_commit(batch);
	return ticket;
}

/* --- the index, from outside ---------------------------------------------- */

static gint by_text(gconstpointer a, gconstpointer b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void dump_table(sqlite3 *db, const char *table, GString *all)
{
	g_autofree char *sql = g_strdup_printf("SELECT * FROM %s", table);
	g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func(g_free);
	sqlite3_stmt *statement = NULL;

	assert_int_equal(
		sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
	while (sqlite3_step(statement) == SQLITE_ROW) {
		GString *row = g_string_new(table);

		for (int i = 0; i < sqlite3_column_count(statement); i++)
			g_string_append_printf(row, "|%s",
				(const char *)sqlite3_column_text(
					statement, i));
		g_ptr_array_add(rows, g_string_free(row, FALSE));
	}
	sqlite3_finalize(statement);
	g_ptr_array_sort(rows, by_text);
	for (guint i = 0; i < rows->len; i++)
		g_string_append_printf(all, "%s\n", (char *)rows->pdata[i]);
}

char *desk_case_index(const struct desk_case *desk)
{
	g_autofree char *path =
		g_build_filename(desk->desk, "state", "index.sqlite", NULL);
	GString *all = g_string_new(NULL);
	sqlite3_stmt *statement = NULL;
	sqlite3 *db = NULL;

	assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL),
		SQLITE_OK);
	assert_int_equal(
		sqlite3_prepare_v2(db,
			"SELECT name FROM sqlite_master WHERE type = 'table'"
			" ORDER BY name",
			-1, &statement, NULL),
		SQLITE_OK);
	while (sqlite3_step(statement) == SQLITE_ROW)
		dump_table(db, (const char *)sqlite3_column_text(statement, 0),
			all);
	sqlite3_finalize(statement);
	sqlite3_close(db);
	return g_string_free(all, FALSE);
}

guint desk_case_packs(const struct desk_case *desk, const char *suffix)
{
	g_autofree char *path =
		g_build_filename(desk->git, "objects", "pack", NULL);
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	const char *name;
	guint count = 0;

	while ((name = g_dir_read_name(dir)))
		if (g_str_has_suffix(name, suffix))
			count++;
	return count;
}
