/* Bounces, vacation notes, feedback reports, lists: told apart as two peers do,
 * with the recipients and the statuses; and nothing automatic is answered. */
#include "expected.h"

static const struct reason STATUSES[] = {
	{ "lhost-amazonses-09.eml", NULL,
		"a web service's event as JSON in a text, no report" },
	{ "lhost-amazonses-13.eml", NULL,
		"a web service's event as JSON in a text, no report" },
	{ "lhost-exchange2007-05.eml", NULL,
		"the fields say 4.4.7, expired, and that is the cause" },
	{ NULL, NULL, NULL },
};

static const struct reason KINDS[] = {
	{ "spam-bogus-email-in-report.msg", NULL,
		"spam of a person, the peer only has to survive it" },
	{ "spam-lots-of-bogus-addresses.msg", NULL,
		"spam of a person, the peer only has to survive it" },
	{ "spam-with-image.msg", NULL,
		"spam of a person, the peer only has to survive it" },
	{ "warning-5.msg", NULL,
		"an automatic answer without any mark of a report" },
	{ NULL, NULL, NULL },
};

static GPtrArray *read_rows(const char *folder)
{
	g_autofree char *path = g_build_filename(folder, "expected.tsv", NULL);
	g_autofree char *text = NULL;
	GPtrArray *rows =
		g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);

	assert_true(g_file_get_contents(path, &text, NULL, NULL));
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (guint i = 0; lines[i]; i++) {
		if (*lines[i] && *lines[i] != '#')
			g_ptr_array_add(rows, g_strsplit(lines[i], "\t", -1));
	}
	return rows;
}

static const char *cell(const GPtrArray *rows, guint row, guint column)
{
	char **cells = g_ptr_array_index(rows, row);

	return column < g_strv_length(cells) ? cells[column] : "";
}

static struct message *read_mail(const char *folder, const char *name)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);
	g_autoptr(GBytes) raw = expected_bytes(path, FALSE);

	return expected_parse(raw, path);
}

static void count_status(struct agreement *agreement,
	const struct message *message, const char *file, guint64 number,
	const char *status)
{
	const struct report_recipient *one =
		number && number <= message->recipients->len
			? g_ptr_array_index(message->recipients, number - 1)
			: NULL;
	g_autofree char *detail = g_strdup_printf("%s, its %s",
		one && one->status ? one->status : "none", status);

	agreement_count(agreement, file, "status",
		one && g_strcmp0(one->status, status) == 0, detail);
}

/* A status of x.0.9nn is the peer's own where the mail has none. */
static void recipients_and_statuses_agree(void **state)
{
	(void)state;
	g_autofree char *root = expected_folder("sisimai");
	g_autofree char *mails = g_build_filename(root, "bounces", NULL);
	g_autoptr(GPtrArray) rows = read_rows(root);
	struct agreement agreement = { .peer = "sisimai", .reasons = STATUSES };

	for (guint i = 0; i < rows->len; i++) {
		const char *file = cell(rows, i, 0), *status = cell(rows, i, 2);
		AUTO(message) message = read_mail(mails, file);

		if (*status && !strstr(status, ".0.9"))
			count_status(&agreement, message, file,
				g_ascii_strtoull(cell(rows, i, 1), NULL, 10),
				status);
	}
	agreement_end(&agreement, 95);
}

static gboolean kind_agrees(enum mail_kind kind, const char *expected)
{
	if (strcmp(expected, "bounce") == 0)
		return kind == MAIL_REPORT;
	if (strcmp(expected, "autoreply") == 0 ||
		strcmp(expected, "challenge-response") == 0)
		return mail_kind_is_automatic(kind);
	return TRUE;
}

static void kinds_agree(void **state)
{
	(void)state;
	g_autofree char *root = expected_folder("bounceparser");
	g_autoptr(GPtrArray) rows = read_rows(root);
	struct agreement agreement = { .peer = "bounceparser",
		.reasons = KINDS };

	for (guint i = 0; i < rows->len; i++) {
		const char *file = cell(rows, i, 0), *kind = cell(rows, i, 1);
		AUTO(message) message = read_mail(root, file);

		agreement_count(&agreement, file, kind,
			kind_agrees(message->kind, kind),
			mail_kind_name(message->kind));
	}
	agreement_end(&agreement, 95);
}

/* Every bounce, complaint and vacation note of the peer, and every one of the
 * other peer that is not plain spam. */
static void nothing_automatic_is_taken_for_a_person(void **state)
{
	(void)state;
	g_autofree char *root = expected_folder("sisimai");
	g_autofree char *mails = g_build_filename(root, "bounces", NULL);
	g_autofree char *other = expected_folder("bounceparser");
	g_autoptr(GPtrArray) rows = read_rows(other);
	g_autoptr(GDir) dir = g_dir_open(mails, 0, NULL);
	const char *name;
	guint count = 0;

	assert_non_null(dir);
	while ((name = g_dir_read_name(dir))) {
		AUTO(message) message = read_mail(mails, name);

		count++;
		if (!mail_kind_is_automatic(message->kind))
			fail_msg("%s is %s", name,
				mail_kind_name(message->kind));
	}
	for (guint i = 0; i < rows->len; i++) {
		const char *file = cell(rows, i, 0), *kind = cell(rows, i, 1);
		AUTO(message) message = read_mail(other, file);

		if (strcmp(kind, "other") == 0 ||
			g_str_has_prefix(file, "spam-"))
			continue;
		count++;
		if (!mail_kind_is_automatic(message->kind))
			fail_msg("%s is %s", file,
				mail_kind_name(message->kind));
	}
	print_message("%u automatic mails, none taken for a person's\n", count);
	assert_true(count >= 250);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(recipients_and_statuses_agree),
		cmocka_unit_test(kinds_agree),
		cmocka_unit_test(nothing_automatic_is_taken_for_a_person),
	};

	message_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
