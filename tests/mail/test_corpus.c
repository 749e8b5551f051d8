/* Real mail: every one of the corpus is read, packed and unpacked, none lost;
 * and where a peer's expectations lie beside, how far we agree. The corpus is
 * named by POSTERN_CORPUS and is no part of the project. */
#include "mail.h"
#include "contact.h"

/* A file that the corpus says something of, one line of its table. */
struct expectation {
	char *file;
	char **fields; /* behind the name */
};

static const char *corpus(void)
{
	const char *folder = g_getenv("POSTERN_CORPUS");

	if (!folder || !*folder)
		skip();
	return folder;
}

static struct message *parse_file(const char *path)
{
	char *data;
	gsize length;

	if (!g_file_get_contents(path, &data, &length, NULL))
		fail_msg("%s cannot be read", path);
	g_autoptr(GBytes) raw = g_bytes_new_take(data, length);
	AUTO(message) message = message_parse(raw, &MAIL_LIMITS_DEFAULT);
	g_autoptr(GBytes) packed = message_pack(message);
	g_autoptr(GError) error = NULL;
	struct message *again =
		message_unpack(packed, length, &MAIL_LIMITS_DEFAULT, &error);

	if (!again)
		fail_msg("%s: %s", path, error->message);
	return again;
}

/* What holds of any mail whatsoever. */
static void check_sound(const struct message *message, const char *path)
{
	g_autofree char *readable = message_readable(message);
	g_autofree char *own = message_own_text(message);

	if (!g_utf8_validate(readable, -1, NULL))
		fail_msg("%s: readable text is no UTF-8", path);
	if (*own && !strstr(readable, "\n"))
		fail_msg("%s: readable text has no line", path);
	if (g_utf8_validate(own, -1, NULL) == FALSE)
		fail_msg("%s: own text is no UTF-8", path);
}

struct counts {
	guint files, defects, html, empty;
	guint kinds[MAIL_KIND_COUNT];
};

static void take_file(const char *path, struct counts *counts)
{
	AUTO(message) message = parse_file(path);

	check_sound(message, path);
	counts->files++;
	counts->defects += message->defect ? 1 : 0;
	counts->html += message->is_html ? 1 : 0;
	counts->empty += *message->text ? 0 : 1;
	counts->kinds[message->kind]++;
}

static gboolean is_mail(const char *name)
{
	static const char *const OTHER[] = { ".json", ".xml", ".tsv", ".gz",
		".out", ".bin", ".md", "LICENCE", "LICENSE", ".mbox" };

	for (guint i = 0; i < G_N_ELEMENTS(OTHER); i++) {
		if (g_str_has_suffix(name, OTHER[i]))
			return FALSE;
	}
	return TRUE;
}

static void take_folder(const char *folder, struct counts *counts, guint depth)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *name;

	while (dir && depth < 8 && (name = g_dir_read_name(dir))) {
		g_autofree char *path = g_build_filename(folder, name, NULL);

		if (g_file_test(path, G_FILE_TEST_IS_DIR))
			take_folder(path, counts, depth + 1);
		else if (is_mail(name))
			take_file(path, counts);
	}
}

static void print_counts(const struct counts *counts)
{
	print_message("%u mails: %u with a defect, %u of HTML, %u empty\n",
		counts->files, counts->defects, counts->html, counts->empty);
	for (guint i = 0; i < MAIL_KIND_COUNT; i++)
		print_message("  %-9s %u\n", mail_kind_name((enum mail_kind)i),
			counts->kinds[i]);
}

static void every_mail_is_read_packed_and_unpacked(void **state)
{
	(void)state;
	struct counts counts = { 0 };

	take_folder(corpus(), &counts, 0);
	print_counts(&counts);
	assert_true(counts.files >= 700);
	/* None of it is over a limit. */
	assert_in_range(counts.defects, 0, 5);
}

static void run(const char *const *argv)
{
	g_autoptr(GError) error = NULL;
	gint status = 1;

	if (!g_spawn_sync(NULL, (gchar **)(guintptr)argv, NULL,
		    G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status,
		    &error) ||
		!g_spawn_check_wait_status(status, NULL))
		fail_msg("%s failed", argv[0]);
}

static void take_archive(
	const char *name, guint at_least, struct counts *counts)
{
	g_autofree char *archive = g_build_filename(corpus(), name, NULL);
	g_autofree char *folder = g_dir_make_tmp("postern-corpus-XXXXXX", NULL);
	const char *const unpack[] = { "tar", "-xzf", archive, "-C", folder,
		NULL };
	const char *const remove[] = { "rm", "-rf", folder, NULL };

	if (!g_file_test(archive, G_FILE_TEST_EXISTS)) {
		run(remove);
		skip();
	}
	run(unpack);
	take_folder(folder, counts, 0);
	run(remove);
	print_counts(counts);
	assert_true(counts->files >= at_least);
	assert_in_range(counts->defects, 0, 5);
}

/* A list and nothing else: nobody there may get an automatic answer. One
 * mail of it came without any mark of the list. */
static void a_year_of_a_list_is_read(void **state)
{
	(void)state;
	struct counts counts = { 0 };

	take_archive("linux-mips-2001/linux-mips-2001.tar.gz", 3739, &counts);
	assert_in_range(counts.kinds[MAIL_HUMAN], 0, 1);
}

/* Three of them are bounces; of the others at most one in a thousand may be
 * taken for one. */
static void ordinary_mail_of_2002_is_read(void **state)
{
	(void)state;
	struct counts counts = { 0 };

	take_archive(
		"spamassassin-easy-ham-1/easy-ham-1.tar.gz", 2500, &counts);
	assert_in_range(
		counts.kinds[MAIL_REPORT], 3, 3 + (counts.files - 3) / 1000);
}

static void expectation_free(gpointer data)
{
	struct expectation *expectation = data;

	g_strfreev(expectation->fields);
	g_free(expectation);
}

static GPtrArray *read_table(const char *folder)
{
	g_autofree char *path =
		g_build_filename(corpus(), folder, "expected.tsv", NULL);
	g_autofree char *text = NULL;
	GPtrArray *table = g_ptr_array_new_with_free_func(expectation_free);

	if (!g_file_get_contents(path, &text, NULL, NULL))
		return table;
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (guint i = 0; lines[i]; i++) {
		if (!*lines[i] || *lines[i] == '#')
			continue;
		struct expectation *one = g_new0(struct expectation, 1);

		one->fields = g_strsplit(lines[i], "\t", -1);
		one->file = one->fields[0];
		g_ptr_array_add(table, one);
	}
	return table;
}

static const char *field(const struct expectation *one, guint i)
{
	return i < g_strv_length(one->fields) ? one->fields[i] : "";
}

/* Words, one blank between. */
static char *words(const char *text)
{
	g_auto(GStrv) all = g_strsplit_set(text, " \t\r\n", -1);
	GString *out = g_string_new(NULL);

	for (guint i = 0; all[i]; i++) {
		if (*all[i])
			g_string_append_printf(
				out, "%s%s", out->len ? " " : "", all[i]);
	}
	return g_string_free(out, FALSE);
}

static gboolean has_words(const char *text, const char *expected)
{
	g_autofree char *a = words(text);
	g_autofree char *b = words(expected);

	return strstr(a, b) != NULL;
}

static gboolean has_attachment(
	const struct message *message, const char *expected)
{
	for (guint i = 0; i < message->parts->len; i++) {
		const struct part *part = part_at(message, i);

		if (part->is_attachment && part->name &&
			g_str_has_prefix(expected, part->name))
			return TRUE;
	}
	return FALSE;
}

static gboolean has_sha256(
	const struct message *message, const char *path, const char *expected)
{
	char *data;
	gsize length;
	gboolean found = FALSE;

	if (!g_file_get_contents(path, &data, &length, NULL))
		return FALSE;
	g_autoptr(GBytes) raw = g_bytes_new_take(data, length);

	for (guint i = 0; i < message->parts->len && !found; i++) {
		g_autoptr(GBytes) body =
			part_decode(part_at(message, i), raw, G_MAXSIZE, NULL);
		g_autofree char *sum =
			g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, body);

		found = strcmp(sum, expected) == 0;
	}
	return found;
}

/* Where the peer's table says in words what a fact is. */
static const struct {
	const char *file, *what, *value;
	const char *why;
} SAID[] = {
	{ "invalid_utf8.eml", "body_text", "Здравствуйте\xef\xbf\xbd",
		"a replacement mark for the broken byte" },
	{ "no_subject_header.eml", "subject", "", "it is absent" },
	{ "different_contents_in_text_and_html.eml", "body_text",
		"The text part.", "the plain one is preferred" },
	{ "outlook_web_access_2010_html_only.eml", "body_text",
		"A mess.\n\n--Geoff Maciolek\nMYCOMPANYNAME, LLC",
		"its line ends are written as \\r\\n" },
};

static const char *meant(const struct expectation *one)
{
	for (guint i = 0; i < G_N_ELEMENTS(SAID); i++) {
		if (strcmp(SAID[i].file, one->file) == 0 &&
			strcmp(SAID[i].what, field(one, 1)) == 0)
			return SAID[i].value;
	}
	return field(one, 2);
}

static gboolean agrees(const struct message *message, const char *path,
	const char *what, const char *value)
{
	g_autofree char *own = message_own_text(message);
	const struct contact *from =
		message->from->len ? g_ptr_array_index(message->from, 0) : NULL;

	if (strcmp(what, "subject") == 0)
		return strcmp(message->subject, value) == 0;
	if (strcmp(what, "subject_contains") == 0)
		return strstr(message->subject, value) != NULL;
	if (strcmp(what, "from_address") == 0)
		return from && strcmp(from->address, value) == 0;
	if (strcmp(what, "from_name") == 0)
		return from && strcmp(from->name, value) == 0;
	if (strcmp(what, "body_text") == 0 ||
		strcmp(what, "body_contains") == 0)
		return has_words(message->text, value);
	if (strcmp(what, "attachment") == 0)
		return has_attachment(message, value);
	if (strcmp(what, "attachment_sha256") == 0)
		return has_sha256(message, path, value);
	return TRUE;
}

/* How many facts of a folder's table hold; those that do not are printed. */
static void count_facts(const char *folder, guint *right, guint *all)
{
	g_autoptr(GPtrArray) table = read_table(folder);

	*right = *all = 0;
	for (guint i = 0; i < table->len; i++) {
		const struct expectation *one = g_ptr_array_index(table, i);
		g_autofree char *path =
			g_build_filename(corpus(), folder, one->file, NULL);

		if (!g_file_test(path, G_FILE_TEST_IS_REGULAR))
			continue;
		AUTO(message) message = parse_file(path);

		(*all)++;
		if (agrees(message, path, field(one, 1), meant(one)))
			(*right)++;
		else
			print_message("  %s: %s: %s\n", one->file,
				field(one, 1), field(one, 2));
	}
	print_message("%s: %u of %u facts\n", folder, *right, *all);
	if (!*all)
		skip();
}

static void facts_of_mail_to_a_tracker_hold(void **state)
{
	(void)state;
	guint right, all;

	count_facts("redmine-mail-handler", &right, &all);
	assert_int_equal(right, all);
}

static void facts_of_mail_to_a_helpdesk_hold(void **state)
{
	(void)state;
	guint right, all;

	count_facts("rt-emails", &right, &all);
	assert_int_equal(right, all);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_mail_is_read_packed_and_unpacked),
		cmocka_unit_test(a_year_of_a_list_is_read),
		cmocka_unit_test(ordinary_mail_of_2002_is_read),
		cmocka_unit_test(facts_of_mail_to_a_tracker_hold),
		cmocka_unit_test(facts_of_mail_to_a_helpdesk_hold),
	};

	message_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
