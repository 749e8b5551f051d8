/* All notices in all languages: their shape, and one sample of each as people
 * read it, in golden/<language>/<notice>.txt (POSTERN_BLESS=1 writes them). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <glib.h>
#include <string.h>

#include "fault.h"
#include "samples.h"
#include "template.h"
#include "ticket.h"

/* Calls check for each notice of each language. */
static void for_each(void (*check)(const char *notice, const char *language))
{
	for (guint l = 0; SAMPLE_LANGUAGES[l]; l++)
		for (guint n = 0; SAMPLE_NOTICES[n]; n++)
			check(SAMPLE_NOTICES[n], SAMPLE_LANGUAGES[l]);
}

static const char *source_of(const char *notice, const char *language)
{
	gsize length = 0;
	const char *text = builtin_template(language, notice, &length);
	if (!text)
		fail_msg("no %s/%s.txt", language, notice);
	return text;
}

static void render(struct rendered *rendered, const char *notice,
	const char *language, GVariant *data)
{
	g_autoptr(GError) error = NULL;
	if (!notice_render(
		    rendered, notice, language, data, NULL, NULL, &error))
		fail_msg("%s/%s: %s", language, notice, error->message);
}

static int compare_names(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Variables and sections that a template names, sorted, "a b c". */
static char *names_in(const char *text)
{
	g_autoptr(GRegex) regex =
		g_regex_new("\\{\\{[#^&|~]?([^}/!]+)\\}\\}", 0, 0, NULL);
	g_autoptr(GMatchInfo) match = NULL;
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	g_regex_match(regex, text, 0, &match);
	for (; g_match_info_matches(match); g_match_info_next(match, NULL)) {
		char *name = g_match_info_fetch(match, 1);
		if (g_ptr_array_find_with_equal_func(
			    names, name, g_str_equal, NULL))
			g_free(name);
		else
			g_ptr_array_add(names, name);
	}
	g_ptr_array_sort(names, compare_names);
	g_ptr_array_add(names, NULL);
	return g_strjoinv(" ", (char **)names->pdata);
}

static void check_names(const char *notice, const char *language)
{
	g_autofree char *english = names_in(source_of(notice, "en"));
	g_autofree char *own = names_in(source_of(notice, language));
	if (strcmp(english, own) != 0)
		fail_msg("%s/%s: {%s}, in English {%s}", language, notice, own,
			english);
}

static void all_languages_use_the_same_variables(void **state)
{
	(void)state;
	for_each(check_names);
}

static void check_shape(const char *notice, const char *language)
{
	gsize length = 0;
	const char *text = builtin_template(language, notice, &length);
	g_autofree char *path =
		g_strdup_printf("templates/%s/%s.txt", language, notice);
	g_autoptr(GError) error = NULL;
	if (!notice_check(path, text, length, &error))
		fail_msg("%s", error->message);
}

static void all_notices_have_the_shape_asked_of_overrides(void **state)
{
	(void)state;
	for_each(check_shape);
}

static void check_width(const char *notice, const char *language)
{
	g_auto(GStrv) lines = g_strsplit(source_of(notice, language), "\n", -1);
	for (guint i = 0; lines[i]; i++)
		if (!strstr(lines[i], "{{") && g_utf8_strlen(lines[i], -1) > 72)
			fail_msg("%s/%s:%u: over 72 columns", language, notice,
				i + 1);
}

static void own_text_is_at_most_72_columns_wide(void **state)
{
	(void)state;
	for_each(check_width);
}

static void check_body(const char *where, const char *body)
{
	g_auto(GStrv) lines = g_strsplit(body, "\n", -1);
	if (!g_str_has_prefix(lines[0], "=== ") ||
		!g_str_has_suffix(lines[0], " ===") ||
		g_utf8_strlen(lines[0], -1) > 72)
		fail_msg("%s: first line <%s>", where, lines[0]);
	for (guint i = 0; lines[i]; i++) {
		gsize blanks = strspn(lines[i], " ");
		if (blanks <= 3 && lines[i][blanks] == '#')
			fail_msg("%s: bare command <%s>", where, lines[i]);
		if (strstr(lines[i], "{{") || strstr(lines[i], "}}"))
			fail_msg("%s: tag left <%s>", where, lines[i]);
	}
	if (strstr(body, "\n\n\n") || g_str_has_suffix(body, "\n\n"))
		fail_msg("%s: empty lines in a row:\n%s", where, body);
}

static void check_sample(const char *notice, const char *language)
{
	struct rendered rendered = { NULL, NULL };
	g_autofree char *where = g_strdup_printf("%s/%s", language, notice);
	g_autoptr(GVariant) data = sample_data(notice, language);
	render(&rendered, notice, language, data);
	check_body(where, rendered.body);
	if (!*rendered.subject || strstr(rendered.subject, "T-123"))
		fail_msg("%s: subject <%s>", where, rendered.subject);
	rendered_clear(&rendered);
}

static void sample_has_separator_and_no_bare_command(void **state)
{
	(void)state;
	for_each(check_sample);
}

static void check_bare(const char *notice, const char *language)
{
	struct rendered rendered = { NULL, NULL };
	g_autofree char *where =
		g_strdup_printf("%s/%s (bare)", language, notice);
	g_autoptr(GVariant) data = sample_bare_data();
	render(&rendered, notice, language, data);
	check_body(where, rendered.body);
	if (!*rendered.subject || g_str_has_suffix(rendered.subject, ":"))
		fail_msg("%s: subject <%s>", where, rendered.subject);
	rendered_clear(&rendered);
}

static void notice_reads_well_where_nothing_is_known(void **state)
{
	(void)state;
	for_each(check_bare);
}

static void check_address(const char *notice, const char *language)
{
	struct rendered rendered = { NULL, NULL };
	g_autoptr(GVariant) data = sample_data(notice, language);
	render(&rendered, notice, language, data);
	if (strchr(rendered.body, '@') && strcmp(notice, "undelivered") != 0 &&
		strcmp(notice, "limited") != 0)
		fail_msg("%s/%s: an address in\n%s", language, notice,
			rendered.body);
	rendered_clear(&rendered);
}

static void only_what_is_about_an_address_names_it(void **state)
{
	(void)state;
	for_each(check_address);
}

/* The acknowledgement goes to senders that nobody has proven. */
static void received_repeats_nothing_but_the_subject(void **state)
{
	(void)state;
	for (guint l = 0; SAMPLE_LANGUAGES[l]; l++) {
		g_autofree char *names =
			names_in(source_of("received", SAMPLE_LANGUAGES[l]));
		assert_string_equal(
			names, "answer desk first ref solutions subject title");
	}
}

static void separator_tells_agents_what_a_reply_does(void **state)
{
	static const struct {
		const char *notice, *english;
	} rows[] = {
		{ "new-for-agent",
			"=== Write above this line: your reply goes to the "
			"requester ===\n" },
		{ "note-for-agent",
			"=== Write above this line: your reply stays internal "
			"===\n" },
		{ "transcript",
			"=== Write above this line: your reply stays internal "
			"===\n" },
		{ "refused",
			"=== Please write your reply above this line ===\n" },
	};
	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct rendered rendered = { NULL, NULL };
		g_autoptr(GVariant) data = sample_data(rows[i].notice, "en");
		render(&rendered, rows[i].notice, "en", data);
		if (!g_str_has_prefix(rendered.body, rows[i].english))
			fail_msg("%s: %s", rows[i].notice, rendered.body);
		rendered_clear(&rendered);
	}
}

static void check_golden(const char *notice, const char *language)
{
	struct rendered rendered = { NULL, NULL };
	g_autoptr(GVariant) data = sample_data(notice, language);
	render(&rendered, notice, language, data);
	g_autofree char *shown = g_strdup_printf(
		"Subject: %s\n\n%s", rendered.subject, rendered.body);
	rendered_clear(&rendered);
	g_autofree char *path =
		g_strdup_printf("%s/%s/%s.txt", GOLDEN_DIR, language, notice);
	g_autofree char *golden = NULL;
	if (g_getenv("POSTERN_BLESS"))
		assert_true(g_file_set_contents(path, shown, -1, NULL));
	if (!g_file_get_contents(path, &golden, NULL, NULL))
		fail_msg(
			"%s: cannot be read (POSTERN_BLESS=1 writes it)", path);
	if (strcmp(golden, shown) != 0)
		fail_msg("%s: now\n%s", path, shown);
}

static void samples_read_as_in_the_golden_files(void **state)
{
	(void)state;
	for_each(check_golden);
}

/* Words. */

static void check_key(const char *language, const char *key)
{
	gsize length = 0;
	const char *text = builtin_template(language, "words", &length);
	AUTO(words) words = words_parse("words.txt", text, length, NULL);
	const char *word = words ? words_get(words, key) : NULL;
	if (!word || !*word)
		fail_msg("%s/words.txt: no %s", language, key);
}

static void check_keyf(const char *language, const char *format, ...)
	G_GNUC_PRINTF(2, 3);

static void check_keyf(const char *language, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	g_autofree char *key = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	check_key(language, key);
}

static void every_state_priority_type_and_line_has_its_word(void **state)
{
	(void)state;
	for (guint l = 0; SAMPLE_LANGUAGES[l]; l++) {
		const char *language = SAMPLE_LANGUAGES[l];
		for (guint i = 0; i < STATUS_COUNT; i++)
			check_keyf(language, "status.%s",
				status_name((enum ticket_status)i));
		for (guint i = 0; i < TYPE_COUNT; i++)
			check_keyf(language, "type.%s",
				type_name((enum ticket_type)i));
		for (guint i = 1; i <= 4; i++)
			check_keyf(language, "priority.P%u", i);
		for (guint i = 1; i <= 3; i++)
			check_keyf(language, "line.%u", i);
		check_key(language, "line.vendor");
	}
}

/* "a\nb\n" of the keys of a file of words, in its order. */
static char *keys_in(const char *language)
{
	g_auto(GStrv) lines =
		g_strsplit(source_of("words", language), "\n", -1);
	g_autoptr(GString) keys = g_string_new(NULL);
	for (guint i = 0; lines[i]; i++) {
		char *equals = strchr(lines[i], '=');
		if (*lines[i] == '#' || !equals)
			continue;
		*equals = '\0';
		g_string_append_printf(keys, "%s\n", g_strstrip(lines[i]));
	}
	return g_string_free(g_steal_pointer(&keys), FALSE);
}

static void all_languages_have_the_same_words(void **state)
{
	(void)state;
	g_autofree char *english = keys_in("en");
	for (guint l = 1; SAMPLE_LANGUAGES[l]; l++) {
		g_autofree char *own = keys_in(SAMPLE_LANGUAGES[l]);
		assert_string_equal(own, english);
	}
}

static void check_literal_words(const char *notice, const char *language)
{
	g_auto(GStrv) parts =
		g_strsplit(source_of(notice, language), "{{~", -1);
	for (guint i = 1; parts[0] && parts[i]; i++) {
		char *end = strstr(parts[i], "}}");
		assert_non_null(end);
		*end = '\0';
		if (strchr(parts[i], '.'))
			check_key(language, parts[i]);
	}
}

static void every_word_that_a_template_names_is_there(void **state)
{
	(void)state;
	for_each(check_literal_words);
}

/* Overrides. */

static GBytes * override(const char *path, gpointer user)
{
	const char *const *pair = user;
	return strcmp(path, pair[0]) == 0
		       ? g_bytes_new_static(pair[1], strlen(pair[1]))
		       : NULL;
}

static void check_override(const char *path, const char *text,
	const char *language, const char *subject)
{
	const char *pair[] = { path, text };
	struct rendered rendered = { NULL, NULL };
	g_autoptr(GVariant) data = sample_data("received", "en");
	assert_true(notice_render(
		&rendered, "received", language, data, override, pair, NULL));
	assert_string_equal(rendered.subject, subject);
	rendered_clear(&rendered);
}

static void override_of_the_repository_goes_first(void **state)
{
	static const char own[] = "Subject: own\n\n=== above ===\n\nhi\n";
	static const char built_in[] =
		"Re: The printer on floor 3 prints blank pages";
	(void)state;
	check_override("templates/sv/received.txt", own, "sv", "own");
	check_override("templates/sv/received.txt", own, "pl", built_in);
	check_override("templates/en/received.txt", own, "tlh", "own");
	check_override("templates/tlh/received.txt", own, "tlh", "own");
}

static void broken_override_is_passed_over(void **state)
{
	static const char built_in[] =
		"Re: The printer on floor 3 prints blank pages";
	(void)state;
	check_override("templates/sv/received.txt",
		"Subject: {{#a}}\n\n=== x ===\n", "sv", built_in);
	check_override(
		"templates/sv/received.txt", "no subject", "sv", built_in);
	check_override("templates/sv/words.txt", "broken", "sv", built_in);
}

static void words_of_the_repository_go_first(void **state)
{
	const char *pair[] = { "templates/en/words.txt",
		"priority.P3 = whenever\n" };
	struct rendered rendered = { NULL, NULL };
	(void)state;
	g_autoptr(GVariant) data = sample_data("new-for-agent", "en");
	assert_true(notice_render(
		&rendered, "new-for-agent", "en", data, override, pair, NULL));
	assert_non_null(strstr(rendered.body, "· whenever ·"));
	assert_non_null(strstr(rendered.body, "· new ·"));
	rendered_clear(&rendered);
}

static void language_that_is_no_name_is_english(void **state)
{
	static const char *const languages[] = { "", "../sv", "sv/../sv",
		"de" };
	(void)state;
	g_autoptr(GVariant) data = sample_bare_data();
	for (gsize i = 0; i < G_N_ELEMENTS(languages); i++) {
		struct rendered rendered = { NULL, NULL };
		render(&rendered, "answer", languages[i], data);
		assert_non_null(strstr(rendered.body, "needs no reply"));
		rendered_clear(&rendered);
	}
}

static void unknown_notice_is_not_found(void **state)
{
	(void)state;
	struct rendered rendered = { NULL, NULL };
	g_autoptr(GError) error = NULL;
	g_autoptr(GVariant) data = sample_bare_data();
	assert_false(notice_render(
		&rendered, "gone", "en", data, NULL, NULL, &error));
	assert_true(g_error_matches(error, POSTERN_FAULT, FAULT_NOT_FOUND));
}

static void check_names_what_is_wrong_with_an_override(void **state)
{
	static const struct {
		const char *path, *text, *message;
	} rows[] = {
		{ "templates/sv/reply.txt", "Hej\n",
			"templates/sv/reply.txt:1: no subject (expected a line "
			"Subject: …, then a blank line)" },
		{ "templates/sv/reply.txt", "Subject: x\n\nHej\n",
			"templates/sv/reply.txt:3: no separator (expected a "
			"first line === … === of at most 72 columns)" },
		{ "templates/sv/reply.txt",
			"Subject: x\n\n=== y ===\n\n  #close\n",
			"templates/sv/reply.txt:5: a line begins with a tag "
			"command (expected it set in by four blanks)" },
		{ "templates/sv/reply.txt", "Subject: {{#x}}\n",
			"templates/sv/reply.txt:1: section 'x' is never "
			"closed" },
		{ "templates/sv/words.txt", "x\n",
			"templates/sv/words.txt:1: not a word (expected key = "
			"text)" },
		{ "templates/sv/gone.txt", "x",
			"templates/sv/gone.txt: overrides nothing (expected "
			"templates/<language>/<notice>.txt)" },
		{ "templates/reply.txt", "x",
			"templates/reply.txt: overrides nothing (expected "
			"templates/<language>/<notice>.txt)" },
	};
	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GError) error = NULL;
		assert_false(notice_check(rows[i].path, rows[i].text,
			strlen(rows[i].text), &error));
		assert_string_equal(error->message, rows[i].message);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_languages_use_the_same_variables),
		cmocka_unit_test(all_notices_have_the_shape_asked_of_overrides),
		cmocka_unit_test(own_text_is_at_most_72_columns_wide),
		cmocka_unit_test(sample_has_separator_and_no_bare_command),
		cmocka_unit_test(notice_reads_well_where_nothing_is_known),
		cmocka_unit_test(only_what_is_about_an_address_names_it),
		cmocka_unit_test(received_repeats_nothing_but_the_subject),
		cmocka_unit_test(separator_tells_agents_what_a_reply_does),
		cmocka_unit_test(samples_read_as_in_the_golden_files),
		cmocka_unit_test(
			every_state_priority_type_and_line_has_its_word),
		cmocka_unit_test(all_languages_have_the_same_words),
		cmocka_unit_test(every_word_that_a_template_names_is_there),
		cmocka_unit_test(override_of_the_repository_goes_first),
		cmocka_unit_test(broken_override_is_passed_over),
		cmocka_unit_test(words_of_the_repository_go_first),
		cmocka_unit_test(language_that_is_no_name_is_english),
		cmocka_unit_test(unknown_notice_is_not_found),
		cmocka_unit_test(check_names_what_is_wrong_with_an_override),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
