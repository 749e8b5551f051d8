#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "fault.h"
#include "ticket.h"

/* Every field, in the order of the file. */
static const char FULL[] =
	"Ticket: 123\n"
	"Subject: Skrivaren på plan 3 skriver ut tomma sidor\n"
	"Status: progress\n"
	"Priority: P2\n"
	"Type: question\n"
	"Queue: hardware\n"
	"Line: vendor\n"
	"Assignee: anna@example.com\n"
	"Requester: Alice Svensson <alice@example.com>\n"
	"Cc: Bob <bob@example.com>\n"
	"Cc: carl@example.com\n"
	"Watcher: nils@example.com\n"
	"Tag: printer\n"
	"Tag: plan-3\n"
	"Channel: email\n"
	"Language: sv\n"
	"Created: 2026-11-23T09:15:02Z\n"
	"Updated: 2026-11-23T09:40:11Z\n"
	"First-Reply: 2026-11-23T09:40:11Z\n"
	"First-Reply-Due: 2026-11-23T14:15:02Z\n"
	"Resolve-Due: 2026-11-26T09:15:02Z\n"
	"Span: 2026-11-23T09:15:02Z new 1\n"
	"Span: 2026-11-23T09:40:11Z wait-user vendor\n"
	"Org: acme\n"
	"Parent: 7\n"
	"Link: 8\n"
	"Link: 9\n"
	"Merged-Into: 10\n"
	"Resolved: 2026-11-24T09:40:11Z\n"
	"Closed: 2026-11-25T09:40:11Z\n"
	"Reopened: 2\n"
	"Reason: waits for a part\n"
	"Missed: first-reply 2026-11-23T14:15:02Z\n"
	"Wait-Until: 2026-12-01T08:00:00Z\n"
	"Remind: 2026-11-25T08:00:00Z\n"
	"Approval: purchase 8900 SEK asked for chef@example.com\n"
	"Held: 4 not proven\n"
	"Held: 6 #clsoe\n"
	"Step: resolve 50% 2026-11-23T09:15:02Z\n"
	"Solution: kb/tomma-sidor\n"
	"Vendor: printerco 4711\n"
	"Also-Queue: support\n"
	"Update-Due: 2026-11-23T15:15:02Z\n"
	"Update-Since: 2026-11-23T10:15:02Z\n"
	"Due: 2026-11-27T15:00:00Z\n"
	"Next-Due: 2026-11-23T12:45:02Z\n"
	"X-Later: kept as it is\n";

static struct ticket *parse(const char *text)
{
	g_autoptr(GError) error = NULL;
	struct ticket *ticket = ticket_parse(text, strlen(text), &error);

	if (!ticket)
		print_message("%s\n", error->message);
	assert_non_null(ticket);
	return ticket;
}

static void every_field_makes_the_round_trip(void **state)
{
	AUTO(ticket) ticket = parse(FULL);
	AUTO(ticket) copy = ticket_copy(ticket);
	g_autofree char *text = ticket_format(ticket);

	(void)state;
	assert_string_equal(text, FULL);
	assert_true(ticket_equal(ticket, copy));
	assert_int_equal(ticket->number, 123);
	assert_int_equal(ticket->status, STATUS_PROGRESS);
	assert_int_equal(ticket->priority, 2);
	assert_int_equal(ticket->line, LINE_VENDOR);
	assert_string_equal(ticket->requester->name, "Alice Svensson");
	assert_int_equal(ticket->cc->len, 2);
	assert_int_equal(ticket->spans->len, 2);
	assert_int_equal(ticket->reopened, 2);
	assert_string_equal(
		ticket->unknown->pdata[0], "X-Later: kept as it is");
}

static void new_ticket_leaves_empty_fields_out(void **state)
{
	AUTO(ticket) ticket = ticket_new(7);
	g_autofree char *text = ticket_format(ticket);

	(void)state;
	assert_string_equal(text,
		"Ticket: 7\nStatus: new\nPriority: P3\nType: incident\n"
		"Line: 1\n");
	AUTO(ticket) again = parse(text);
	assert_true(ticket_equal(ticket, again));
	assert_string_equal(again->subject, "");
}

static void values_cannot_open_a_line(void **state)
{
	AUTO(ticket) ticket = ticket_new(7);

	(void)state;
	g_free(ticket->subject);
	ticket->subject = g_strdup("a\nStatus: closed\r\nPriority: P1");
	words_add(ticket->tags, "x\nAssignee: eve@example.com");
	ticket->requester = contact_new("A\nQueue: vip", "a@b.se");
	g_ptr_array_add(ticket->unknown, g_strdup("X: 1\nHeld: 1 x"));
	g_autofree char *text = ticket_format(ticket);
	AUTO(ticket) again = parse(text);

	assert_int_equal(again->status, STATUS_NEW);
	assert_int_equal(again->priority, 3);
	assert_null(again->assignee);
	assert_null(again->queue);
	assert_int_equal(again->held->len, 0);
}

static void contact_that_no_reader_takes_is_left_out(void **state)
{
	AUTO(ticket) ticket = ticket_new(7);
	AUTO(contact) wrong = contact_new("Eve", "eve example.com");

	(void)state;
	contacts_add(ticket->cc, wrong);
	g_autofree char *text = ticket_format(ticket);
	AUTO(ticket) again = parse(text);
	assert_int_equal(again->cc->len, 0);
}

static void wrong_line_is_named_with_its_number(void **state)
{
	static const struct {
		const char *why, *text, *said;
	} cases[] = {
		{ "no ticket", "Status: new\n", "line 1: no Ticket" },
		{ "nothing", "", "line 1: no Ticket" },
		{ "a wrong status", "Ticket: 1\nStatus: opne\n",
			"line 2: Status: \"opne\": expected a status" },
		{ "a wrong priority", "Ticket: 1\nPriority: P5\n",
			"line 2: Priority: \"P5\": expected P1 to P4" },
		{ "a wrong line", "Ticket: 1\nLine: 4\n", "line 2: Line: " },
		{ "a wrong type", "Ticket: 1\nType: x\n", "line 2: Type: " },
		{ "a wrong time", "Ticket: 1\nCreated: now\n",
			"line 2: Created: \"now\": expected a time" },
		{ "a wrong number", "Ticket: -1\n", "line 1: Ticket: " },
		{ "no number that is written", "Ticket: 0\n",
			"line 1: Ticket: " },
		{ "a wrong span", "Ticket: 1\nSpan: new 1\n",
			"line 2: Span: " },
		{ "a wrong address", "Ticket: 1\n\nCc: Bob\n", "line 2: " },
		{ "no field", "Ticket: 1\nhello\n",
			"line 2: \"hello\": expected Key: value" },
		{ "a blank in a key", "Ticket: 1\nA b: c\n", "line 2: " },
		{ "twice", "Ticket: 1\nStatus: new\nStatus: closed\n",
			"line 3: Status: expected once" },
	};

	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		print_message("%s\n", cases[i].why);
		assert_null(ticket_parse(
			cases[i].text, strlen(cases[i].text), &error));
		assert_true(
			g_error_matches(error, POSTERN_FAULT, FAULT_INVALID));
		assert_true(g_str_has_prefix(error->message, cases[i].said));
	}
}

static void file_over_a_limit_is_refused(void **state)
{
	g_autoptr(GString) lines = g_string_new("Ticket: 1\n");
	g_autoptr(GString) bytes = g_string_new("Ticket: 1\nSubject: ");
	g_autoptr(GError) by_lines = NULL;
	g_autoptr(GError) by_bytes = NULL;

	(void)state;
	for (guint i = 0; i < 10000; i++)
		g_string_append(lines, "Tag: a\n");
	for (guint i = 0; i < 1024 * 1024; i++)
		g_string_append_c(bytes, 'a');
	assert_null(ticket_parse(lines->str, lines->len, &by_lines));
	assert_null(ticket_parse(bytes->str, bytes->len, &by_bytes));
	assert_true(g_error_matches(by_lines, POSTERN_FAULT, FAULT_LIMIT));
	assert_true(g_error_matches(by_bytes, POSTERN_FAULT, FAULT_LIMIT));
}

static void assert_tells(const GPtrArray *changes, const char *expected)
{
	g_autoptr(GString) lines = g_string_new(NULL);

	for (guint i = 0; i < changes->len; i++)
		g_string_append_printf(
			lines, "%s\n", (const char *)changes->pdata[i]);
	assert_string_equal(lines->str, expected);
}

static void diff_tells_old_and_new(void **state)
{
	AUTO(ticket) before = parse(FULL);
	AUTO(ticket) after = ticket_copy(before);

	(void)state;
	after->status = STATUS_CLOSED;
	after->priority = 4;
	g_clear_pointer(&after->assignee, g_free);
	words_remove(after->tags, "PRINTER");
	words_add(after->tags, "vpn");
	contacts_remove(after->cc, "Bob@example.com");
	after->parent = 0;
	g_autoptr(GPtrArray) changes = ticket_diff(before, after);
	assert_tells(changes, "Status: progress -> closed\n"
			      "Priority: P2 -> P4\n"
			      "Assignee: anna@example.com -> -\n"
			      "Cc: -Bob <bob@example.com>\n"
			      "Tag: -printer\n"
			      "Tag: +vpn\n"
			      "Parent: 7 -> -\n");
}

static void diff_of_a_new_ticket_tells_values(void **state)
{
	AUTO(ticket) ticket = ticket_new(1);

	(void)state;
	g_free(ticket->subject);
	ticket->subject = g_strdup("Skrivaren");
	ticket->queue = g_strdup("support");
	ticket->requester = contact_new("Alice", "alice@example.com");
	words_add(ticket->tags, "printer");
	ticket->created = 1795425302;
	g_autoptr(GPtrArray) changes = ticket_diff(NULL, ticket);
	assert_tells(changes, "Subject: Skrivaren\n"
			      "Status: new\n"
			      "Priority: P3\n"
			      "Type: incident\n"
			      "Queue: support\n"
			      "Line: 1\n"
			      "Requester: Alice <alice@example.com>\n"
			      "Tag: +printer\n");
}

static void diff_is_silent_of_what_follows(void **state)
{
	AUTO(ticket) before = parse(FULL);
	AUTO(ticket) after = ticket_copy(before);
	struct ticket_span span = { 1795429999, STATUS_PROGRESS, 1 };

	(void)state;
	after->created++;
	after->updated++;
	after->first_reply_due++;
	after->update_due++;
	after->resolve_due++;
	g_array_append_val(after->spans, span);
	words_add(after->step, "resolve 75%");
	words_add(after->remind, "x");
	words_add(after->held, "7 not proven");
	g_free(after->approval);
	after->approval = NULL;
	g_free(after->reason);
	after->reason = g_strdup("another");
	g_autoptr(GPtrArray) changes = ticket_diff(before, after);
	assert_tells(changes, "");
	assert_false(ticket_equal(before, after));
}

static void lists_compare_folded_and_keep_order(void **state)
{
	AUTO(ticket) ticket = ticket_new(1);
	AUTO(contact) bob = contact_new("Bob", "bob@example.com");

	(void)state;
	assert_true(words_add(ticket->tags, "VPN"));
	assert_false(words_add(ticket->tags, "vpn"));
	assert_true(words_add(ticket->tags, "disk"));
	assert_true(words_have(ticket->tags, "Disk"));
	assert_string_equal(ticket->tags->pdata[0], "VPN");
	assert_true(words_remove(ticket->tags, "Vpn"));
	assert_false(words_remove(ticket->tags, "Vpn"));
	assert_true(contacts_add(ticket->cc, bob));
	assert_false(contacts_add(ticket->cc, bob));
	assert_true(contacts_have(ticket->cc, "BOB@example.com"));
	assert_true(contacts_remove(ticket->cc, "BOB@example.com"));
	assert_false(contacts_have(ticket->cc, "bob@example.com"));
}

static void words_of_the_file_are_exact(void **state)
{
	enum ticket_status status = STATUS_COUNT;
	enum ticket_type type = TYPE_COUNT;

	(void)state;
	for (guint i = 0; i < STATUS_COUNT; i++) {
		assert_true(status_parse(
			status_name((enum ticket_status)i), &status));
		assert_int_equal(status, i);
	}
	for (guint i = 0; i < TYPE_COUNT; i++) {
		assert_true(type_parse(type_name((enum ticket_type)i), &type));
		assert_int_equal(type, i);
	}
	assert_false(status_parse("New", &status));
	assert_false(status_parse("wait", &status));
	assert_false(type_parse("", &type));
	assert_true(status_is_wait(STATUS_WAIT_PARENT));
	assert_false(status_is_wait(STATUS_RESOLVED));
	assert_true(status_is_active(STATUS_WAIT_DATE));
	assert_false(status_is_active(STATUS_CANCELLED));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_field_makes_the_round_trip),
		cmocka_unit_test(new_ticket_leaves_empty_fields_out),
		cmocka_unit_test(values_cannot_open_a_line),
		cmocka_unit_test(contact_that_no_reader_takes_is_left_out),
		cmocka_unit_test(wrong_line_is_named_with_its_number),
		cmocka_unit_test(file_over_a_limit_is_refused),
		cmocka_unit_test(diff_tells_old_and_new),
		cmocka_unit_test(diff_of_a_new_ticket_tells_values),
		cmocka_unit_test(diff_is_silent_of_what_follows),
		cmocka_unit_test(lists_compare_folded_and_keep_order),
		cmocka_unit_test(words_of_the_file_are_exact),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
