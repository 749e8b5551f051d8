/* The new text of mails that another project collected, against what that
 * project expects: how many are exactly the same, and that no line which it has
 * for the writer's words is lost. Decided otherwise here, and so left out of
 * the comparison: marked quotes go wherever they stand (the peer keeps those
 * above an answer; message_readable() shows them there). */
#include "expected.h"
#include "text_class.h"

static const struct reason REASONS[] = {
	{ "embedded_email_12.txt", "exact",
		"an attribution over five lines with blank ones between is not "
		"known: more is shown, nothing lost" },
	{ "embedded_email_7.txt", "exact",
		"what stands below a rule without a word of a program may be "
		"the writer's: more is shown" },
	{ "forwarded_message.txt", "exact",
		"a forwarded mail is not the writer's words; where there are "
		"no others all is shown" },
	{ NULL, NULL, NULL },
};

/* As the parser hands it over: LF, no zero-width blanks. */
static char *read_text(const char *folder, const char *name)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);
	g_autoptr(GBytes) bytes = expected_bytes(path, FALSE);
	gsize length;
	const char *data = g_bytes_get_data(bytes, &length);
	char *text = g_utf8_make_valid(data ? data : "", (gssize)length);

	for (char *from = text, *to = text;; from++) {
		if (strncmp(from, "\xe2\x80\x8b", 3) == 0)
			from += 3;
		if (*from != '\r')
			*to++ = *from;
		if (*from == '\0')
			break;
	}
	return text;
}

/* Lines that are filled and not marked; of class LINE_OWN where classes is
 * given, unless none is: then everything is shown. */
static GPtrArray *filled_lines(const char *text, const GByteArray *classes)
{
	GPtrArray *kept = g_ptr_array_new_with_free_func(g_free);
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	gboolean shows_all =
		classes && !memchr(classes->data, LINE_OWN, classes->len);

	for (guint i = 0; lines[i]; i++) {
		g_strchomp(lines[i]);
		if (*lines[i] == '\0' || *lines[i] == '>')
			continue;
		if (!classes || shows_all ||
			(i < classes->len && classes->data[i] == LINE_OWN))
			g_ptr_array_add(kept, g_strdup(lines[i]));
	}
	return kept;
}

static gboolean has_line(const GPtrArray *lines, const char *line)
{
	return g_ptr_array_find_with_equal_func(
		(GPtrArray *)(guintptr)lines, line, g_str_equal, NULL);
}

static void count_lost(struct agreement *lost, const char *name,
	const GPtrArray *shown, const GPtrArray *expected)
{
	for (guint i = 0; i < expected->len; i++)
		agreement_count(lost, name, "lost",
			has_line(shown, expected->pdata[i]),
			expected->pdata[i]);
}

static gboolean are_equal(const GPtrArray *a, const GPtrArray *b)
{
	for (guint i = 0; i < a->len && i < b->len; i++) {
		if (strcmp(a->pdata[i], b->pdata[i]) != 0)
			return FALSE;
	}
	return a->len == b->len;
}

static void compare(struct agreement *exact, struct agreement *lost,
	const char *root, const char *name)
{
	g_autofree char *mails = g_build_filename(root, "emails", NULL);
	g_autofree char *wanted = g_build_filename(root, "trimmed", NULL);
	g_autofree char *text = read_text(mails, name);
	g_autofree char *trimmed = read_text(wanted, name);
	g_autoptr(GByteArray) classes = text_classify(text, strlen(text));
	g_autoptr(GPtrArray) shown = filled_lines(text, classes);
	g_autoptr(GPtrArray) expected = filled_lines(trimmed, NULL);
	g_autofree char *detail =
		g_strdup_printf("%u lines, its %u", shown->len, expected->len);

	/* A mail of quotes alone is shown whole and has no words to agree. */
	agreement_count(exact, name, "exact",
		!expected->len || are_equal(shown, expected), detail);
	count_lost(lost, name, shown, expected);
}

static void new_text_agrees_and_no_words_are_lost(void **state)
{
	(void)state;
	static const struct reason NONE[] = { { NULL, NULL, NULL } };
	g_autofree char *root = expected_folder("email-reply-trimmer");
	g_autofree char *mails = g_build_filename(root, "emails", NULL);
	g_autoptr(GDir) folder = g_dir_open(mails, 0, NULL);
	struct agreement exact = { .peer = "trimmer, exact",
		.reasons = REASONS };
	struct agreement lost = { .peer = "trimmer, lines of the writer",
		.reasons = NONE };
	const char *name;

	assert_non_null(folder);
	while ((name = g_dir_read_name(folder)))
		compare(&exact, &lost, root, name);
	agreement_end(&exact, 90);
	agreement_end(&lost, 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(new_text_agrees_and_no_words_are_lost),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
