/* Every command that the README promises an auditor, run by git itself on a
 * small desk: it works, and it tells what was asked. */
#include "initial.h"
#include "commit.h"
#include "scratch.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <string.h>

#define FOLDER "tickets/00/01/000123/"

struct file {
	const char *path, *text;
};

/* One event of the desk's life. Trailers: "Key: value" lines. */
struct happening {
	const char *name, *address, *subject, *trailers;
	struct file files[2];
};

static const struct happening LIFE[] = {
	{ "Anna Berg", "anna@example.com", "rules: tag is T",
		"Event: rule\nProof: push (anna)",
		{ { "desk.conf", "[desk]\n" },
			{ "templates/sv/x.txt", "x" } } },
	{ "Alice", "alice@example.com", "T-123: new from Alice",
		"Ticket: 123\nEvent: create\nProof: dmarc (mx.example.com)\n"
		"Message: 0001-in sha256=abc body=def\n"
		"Message-ID: <abc@example.com>\nStatus: new\n"
		"Notice: 0002-out received alice@example.com\n"
		"Withheld: received noreply@example.com (noreply)",
		{ { FOLDER "0001-in.eml", "mail\n" },
			{ FOLDER "0002-out.eml", "Dear Alice\n" } } },
	{ "Helpdesk", "help@example.com", "T-123: delivered",
		"Ticket: 123\nEvent: deliver\n"
		"Delivered: T-123 0002-out alice@example.com 250",
		{ { FOLDER "delivery",
			  "0002-out alice@example.com failed 550 no\n" },
			{ FOLDER "ticket", "Status: new\nAssignee: "
					   "anna@example.com\n" } } },
	{ "Anna Berg", "anna@example.com", "T-123: commands",
		"Ticket: 123\nEvent: command\nProof: token\n"
		"Command: #priority P1\nRefused: #close (open children)\n"
		"Priority: P3 -> P1",
		{ { FOLDER "0003-in.eml", "x" }, { NULL, NULL } } },
	{ "Anna Berg (not proven)", "anna@example.com", "T-123: not proven",
		"Ticket: 123\nEvent: hold\nProof: none (dmarc=fail)",
		{ { FOLDER "0004-in.eml", "x" }, { NULL, NULL } } },
	{ "Anna Berg", "anna@example.com", "T-123: closed",
		"Ticket: 123\nEvent: close\nProof: confirmed\n"
		"Status: progress -> closed\n"
		"Approval: purchase 8900 SEK approved for bob@example.com\n"
		"Promise: resolve missed due 2026-11-26T09:15:02Z",
		{ { FOLDER "0005-in.eml", "x" }, { NULL, NULL } } },
	{ "root", "root@localhost", "T-123: reopened",
		"Ticket: 123\nEvent: reopen\nProof: local (root)",
		{ { "quarantine/2026-11-23/ab.why", "too large\n" },
			{ NULL, NULL } } },
};

static void append_commit(
	GString *stream, const struct happening *event, gint64 at)
{
	AUTO(record_commit) commit = record_commit_new();
	g_auto(GStrv) trailers = g_strsplit(event->trailers, "\n", -1);
	g_autofree char *message = NULL;

	commit->subject = g_strdup(event->subject);
	commit->text = g_strdup("Proof: signed\n");
	for (gsize i = 0; trailers[i]; i++) {
		char *colon = strstr(trailers[i], ": ");

		*colon = 0;
		record_commit_add(commit, trailers[i], colon + 2);
	}
	message = commit_format(commit);
	g_string_append_printf(stream,
		"commit refs/heads/main\nauthor %s <%s> %" G_GINT64_FORMAT
		" +0000\ncommitter Helpdesk <help@example.com> "
		"%" G_GINT64_FORMAT " +0000\ndata %zu\n%s\n",
		event->name, event->address, at, at, strlen(message), message);
	for (gsize i = 0; i < G_N_ELEMENTS(event->files); i++)
		if (event->files[i].path)
			g_string_append_printf(stream,
				"M 100644 inline %s\ndata %zu\n%s\n",
				event->files[i].path,
				strlen(event->files[i].text),
				event->files[i].text);
}

static char *run(const char *folder, const char *command)
{
	g_autofree char *shell =
		g_strconcat("alias.try=!exec 2>&1; ", command, NULL);

	return scratch_git(
		folder, "-c", "core.pager=cat", "-c", shell, "try", NULL);
}

static char *desk_new(void)
{
	char *folder = scratch_new();
	g_autoptr(GString) stream = g_string_new(NULL);
	g_autofree char *path = g_build_filename(folder, "stream", NULL);
	g_autofree char *formats =
		g_build_filename(folder, "audit.gitconfig", NULL);
	g_autofree char *audit = conf_initial_audit();
	gint64 at = G_GINT64_CONSTANT(1795424102); /* 2026-11-23T09:15:02Z */

	for (gsize i = 0; i < G_N_ELEMENTS(LIFE); i++)
		append_commit(stream, &LIFE[i], at + (gint64)i * 60);
	assert_true(g_file_set_contents(
		path, stream->str, (gssize)stream->len, NULL));
	assert_true(g_file_set_contents(formats, audit, -1, NULL));
	g_free(scratch_git(folder, "init", "-q", "-b", "main", NULL));
	g_free(run(folder, "git fast-import --quiet <stream"));
	g_free(run(folder, "git config include.path ../audit.gitconfig"));
	return folder;
}

/* What must stand in the answer; the commands in the order of the README.
 * NULL: an empty answer. */
static const struct {
	const char *part, *told;
} ANSWERS[] = {
	{ "config include.path", NULL },
	{ "--pretty=audit --since", "Anna Berg <anna@example.com>  [token]" },
	{ "--reverse --pretty=life", "        Priority: P3 -> P1" },
	{ "--pretty=audit --author", "[none (dmarc=fail)]" },
	{ "--pretty=commands --author", "        Command: #priority P1" },
	{ "--pretty=commands --grep", "Refused: #close (open children)" },
	{ "'^Proof: none'", "Anna Berg (not proven)" },
	{ "'^Proof: confirmed'", "T-123: closed" },
	{ "'^Proof: local'", "root <root@localhost>  [local (root)]" },
	{ "--pretty=sent --grep='^Notice: ' --",
		"Notice: 0002-out received alice@example.com" },
	{ "0002-out.eml", "Dear Alice" },
	{ "git show main:" FOLDER "delivery", "failed 550" },
	{ "'^Delivered: T-123 '",
		"Delivered: T-123 0002-out alice@example.com 250" },
	{ "git grep -E", "0002-out alice@example.com failed" },
	{ "'^Withheld: '", "Withheld: received noreply@example.com" },
	{ "Message-ID: <abc@example.com>", "T-123: new from Alice" },
	{ "sha256sum", "1fa29985befabc26454c975082da12b11b388d18d6a69eca0887201"
		       "5880d4ef8" },
	{ "--diff-filter=MD", NULL },
	{ "fsck", NULL },
	{ "log -p --pretty=audit -- desk.conf", "+[desk]" },
	{ "rev-list -1 --before", "Status: new" },
	{ "git grep -lE", "main:" FOLDER "ticket" },
	{ "git grep -l '^Assignee", "main:" FOLDER "ticket" },
	{ "-> P1", "T-123: commands" },
	{ "-> closed", "T-123: closed" },
	{ "'^Event: reopen'", "T-123: reopened" },
	{ "'^Approval: '", "approved for bob@example.com" },
	{ "missed'", "Promise: resolve missed" },
	{ "-- quarantine", "T-123: reopened" },
	{ "shortlog", "3\tAnna Berg <anna@example.com>" },
};

static void every_command_of_the_readme_tells_what_it_promises(void **state)
{
	char *folder = desk_new();
	g_autofree char *readme = conf_initial_readme();
	g_auto(GStrv) lines = g_strsplit(readme, "\n", -1);
	gsize next = 0;

	(void)state;
	for (gsize i = 0; lines[i]; i++) {
		g_autofree char *told = NULL;

		if (!g_str_has_prefix(lines[i], "  git "))
			continue;
		assert_true(next < G_N_ELEMENTS(ANSWERS));
		if (!strstr(lines[i], ANSWERS[next].part))
			fail_msg("%s\nexpected %s", lines[i],
				ANSWERS[next].part);
		told = run(folder, lines[i] + 2);
		if (ANSWERS[next].told ? !strstr(told, ANSWERS[next].told)
				       : *told != 0)
			fail_msg("%s\ngot\n%s\nexpected\n%s", lines[i], told,
				ANSWERS[next].told ? ANSWERS[next].told : "");
		next++;
	}
	assert_int_equal(next, G_N_ELEMENTS(ANSWERS));
	scratch_free(folder);
}

/* The text of each mail says so in its first line; no search believes it. */
static void text_of_a_mail_is_never_found_as_a_fact(void **state)
{
	char *folder = desk_new();
	g_autofree char *told =
		run(folder, "git log --pretty=audit --grep='^Proof: signed'");

	(void)state;
	assert_string_equal(told, "");
	scratch_free(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			every_command_of_the_readme_tells_what_it_promises),
		cmocka_unit_test(text_of_a_mail_is_never_found_as_a_fact),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
