/* The renderer: tags, sections, escaping, limits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <glib.h>
#include <string.h>

#include "template.h"
#include "fault.h"

static GVariant *parse_data(const char *text)
{
	g_autoptr(GError) error = NULL;
	GVariant *data = g_variant_parse(
		G_VARIANT_TYPE_VARDICT, text, NULL, NULL, &error);
	if (error)
		fail_msg("%s: %s", text, error->message);
	return data;
}

#define assert_renders(template, data, expected) \
	check_renders(template, data, NULL, expected, __LINE__)

static void check_renders(const char *text, const char *data_text,
	const struct words *words, const char *expected, int line)
{
	g_autoptr(GError) error = NULL;
	AUTO(template)
	template = template_parse("t.txt", text, strlen(text), &error);
	if (!template)
		fail_msg("line %d: %s", line, error->message);
	g_autoptr(GVariant) data = parse_data(data_text);
	g_autofree char *shown = template_render(template, data, words);
	if (strcmp(shown, expected) != 0)
		fail_msg("line %d: got <%s>, expected <%s>", line, shown,
			expected);
}

static void check_refused(const char *text, const char *message)
{
	g_autoptr(GError) error = NULL;
	AUTO(template)
	template = template_parse("t.txt", text, strlen(text), &error);
	if (template)
		fail_msg("accepted <%s>, expected <%s>", text, message);
	assert_true(g_error_matches(error, POSTERN_FAULT, FAULT_INVALID));
	assert_string_equal(error->message, message);
}

static void tag_gives_the_value_on_one_line(void **state)
{
	(void)state;
	assert_renders("<{{a}}>", "{'a': <'x'>}", "<x>");
	assert_renders("<{{ a }}>", "{'a': <'x'>}", "<x>");
	assert_renders("<{{a}}>", "{'a': <'x\\ny\\tz'>}", "<x y z>");
	assert_renders("<{{a}}>", "{'a': <uint32 7>}", "<7>");
	assert_renders("<{{a}}>", "@a{sv} {}", "<>");
}

static void line_value_shows_controls_instead_of_sending_them(void **state)
{
	(void)state;
	assert_renders("{{a}}", "{'a': <'x\\u001b[31my'>}", "x\\x1b[31my");
}

static void block_keeps_lines_and_sets_commands_in(void **state)
{
	(void)state;
	assert_renders("{{&a}}\n", "{'a': <'x\\n\\ny\\n\\n'>}", "x\n\ny\n");
	assert_renders("{{&a}}", "{'a': <'#close\\n   #vpn\\n    #x'>}",
		"    #close\n       #vpn\n    #x");
}

static void no_value_begins_a_line_with_a_command(void **state)
{
	(void)state;
	assert_renders("{{a}} x", "{'a': <'#close'>}", "    #close x");
	assert_renders("y\n  {{a}}", "{'a': <'#close'>}", "y\n      #close");
	assert_renders("{{b}}{{a}}", "{'a': <'#close'>}", "    #close");
	assert_renders("y {{a}}", "{'a': <'#close'>}", "y #close");
	assert_renders("{{a}}", "{'a': <'\u00a0\u202f#close'>}",
		"    \u00a0\u202f#close");
	assert_renders("{{&a}}", "{'a': <'\u00a0#close'>}", "    \u00a0#close");
}

static void quote_puts_each_line_behind_a_bar(void **state)
{
	(void)state;
	assert_renders("{{|a}}\n", "{'a': <'#close\\n\\nb\\n'>}",
		"| #close\n|\n| b\n");
}

static void quoted_lines_are_broken_at_blanks(void **state)
{
	(void)state;
	assert_renders("{{|a}}",
		"{'a': <'one two three four five six seven eight nine ten "
		"eleven twelve thirteenth #close fifteen'>}",
		"| one two three four five six seven eight nine ten eleven "
		"twelve\n"
		"| thirteenth #close fifteen");
	assert_renders("{{|a}}",
		"{'a': <'https://example.com/a-word-without-blanks-that-is-"
		"longer-than-any-line-should-be/really x'>}",
		"| https://example.com/a-word-without-blanks-that-is-longer-"
		"than-any-line-should-be/really\n"
		"| x");
	assert_renders("{{|a}}",
		"{'a': <'    https://example.com/a-word-without-blanks-that-is-"
		"longer-than-any-line-should'>}",
		"|     https://example.com/a-word-without-blanks-that-is-"
		"longer-than-any-line-should");
}

static void section_stands_once_for_true_and_for_text(void **state)
{
	static const struct {
		const char *value, *shown, *why;
	} rows[] = {
		{ "true", "y", "true" },
		{ "false", "n", "false" },
		{ "'x'", "y", "text" },
		{ "''", "n", "empty text" },
		{ "uint32 0", "n", "zero" },
		{ "uint32 3", "y", "number" },
		{ "@aa{sv} []", "n", "empty list" },
	};
	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *data =
			g_strdup_printf("{'a': <%s>}", rows[i].value);
		print_message("%s\n", rows[i].why);
		assert_renders(
			"{{#a}}y{{/a}}{{^a}}n{{/a}}", data, rows[i].shown);
	}
	assert_renders("{{#a}}y{{/a}}{{^a}}n{{/a}}", "@a{sv} {}", "n");
}

static void list_repeats_its_section_and_looks_outside_for_names(void **state)
{
	(void)state;
	assert_renders("{{#l}}\n{{o}}{{i}}\n{{/l}}\n",
		"{'o': <'o'>, 'l': <[{'i': <'1'>}, {'i': <'2'>}]>}",
		"o1\no2\n");
	assert_renders("{{#l}}{{o}}{{/l}}",
		"{'o': <'outer'>, 'l': <[{'o': <'inner'>}]>}", "inner");
}

static void sections_nest(void **state)
{
	(void)state;
	assert_renders("{{#l}}{{#m}}{{x}}{{/m}};{{/l}}",
		"{'l': <[{'m': <[{'x': <'1'>}, {'x': <'2'>}]>}]>}", "12;");
}

static void line_of_silent_tags_leaves_no_line(void **state)
{
	(void)state;
	assert_renders(
		"a\n{{#x}}\nb\n{{/x}}\nc\n", "{'x': <true>}", "a\nb\nc\n");
	assert_renders("a\n  {{! why }}  \nb", "@a{sv} {}", "a\nb");
	assert_renders("a\n{{#x}}{{^y}}\nb\n{{/y}}{{/x}}\n", "{'x': <true>}",
		"a\nb\n");
	assert_renders("a {{#x}}\nb{{/x}}\n", "{'x': <true>}", "a \nb\n");
}

static void lines_of_an_editor_with_crlf_are_lines(void **state)
{
	(void)state;
	assert_renders("{{#x}}\r\nb\r\n{{/x}}\r\n", "{'x': <true>}", "b\n");
}

static void word_is_looked_up_and_rendered_in_place(void **state)
{
	static const char list[] = "s.open = {{#me}}yours{{/me}}, open\n"
				   "loop = {{~loop}}.\n"
				   "both = {{x}} and {{~s}}\n";
	(void)state;
	AUTO(words) words = words_parse("words.txt", list, strlen(list), NULL);
	assert_non_null(words);
	check_renders("{{~s}}", "{'s': <'s.open'>, 'me': <true>}", words,
		"yours, open", __LINE__);
	check_renders("{{~s}}", "{'s': <'s.gone'>}", words, "gone", __LINE__);
	check_renders(
		"{{~s}}", "{'s': <'see a.b c'>}", words, "see a.b c", __LINE__);
	check_renders("{{~both}}", "{'x': <'1'>, 's': <'s.open'>}", words,
		"1 and , open", __LINE__);
	check_renders("{{~loop}}", "@a{sv} {}", words, "loop....", __LINE__);
}

static void broken_template_names_its_line(void **state)
{
	(void)state;
	check_refused("a\n{{#b}}\n{{/a}}", "t.txt:3: {{/a}} closes {{#b}}");
	check_refused("{{/a}}", "t.txt:1: {{/a}} closes nothing");
	check_refused("{{^a}}", "t.txt:1: section 'a' is never closed");
	check_refused("{{a", "t.txt:1: {{ without }} on the same line");
	check_refused("{{a\n}}", "t.txt:1: {{ without }} on the same line");
	check_refused("{{}}", "t.txt:1: {{}} holds no name");
	check_refused("{{a b}}", "t.txt:1: {{a b}} holds no name");
	check_refused("\xff", "t.txt: not UTF-8");
}

static void template_over_the_limits_is_refused(void **state)
{
	(void)state;
	g_autoptr(GString) deep = g_string_new(NULL);
	for (guint i = 0; i < 17; i++)
		g_string_append(deep, "{{#a}}");
	check_refused(deep->str,
		"t.txt:1: section 'a' is nested too deep (at most 16)");
	g_autofree char *big = g_strnfill(64 * 1024 + 1, 'x');
	check_refused(big, "t.txt: 65537 bytes (at most 65536)");
}

static void output_is_capped_between_characters(void **state)
{
	(void)state;
	g_autoptr(GString) text = g_string_new("x");
	while (text->len < 2 * 1024 * 1024)
		g_string_append(text, "å");
	GVariantDict dict;
	g_variant_dict_init(&dict, NULL);
	g_variant_dict_insert(&dict, "a", "s", text->str);
	g_autoptr(GVariant) data =
		g_variant_ref_sink(g_variant_dict_end(&dict));
	AUTO(template) template = template_parse("t", "{{&a}}", 6, NULL);
	g_autofree char *shown = template_render(template, data, NULL);
	assert_int_equal(strlen(shown), 1024 * 1024 - 1);
	assert_true(g_utf8_validate(shown, -1, NULL));
}

static void nested_lists_end_in_bounded_work(void **state)
{
	(void)state;
	g_autoptr(GString) items = g_string_new("{'l': <[");
	for (guint i = 0; i < 200; i++)
		g_string_append(items, i ? ", {'i': <'1'>}" : "{'i': <'1'>}");
	g_string_append(items, "]>}");
	g_autoptr(GString) text = g_string_new(NULL);
	for (guint i = 0; i < 16; i++)
		g_string_append(text, "{{#l}}");
	for (guint i = 0; i < 16; i++)
		g_string_append(text, "{{/l}}");
	assert_renders(text->str, items->str, "");
}

/* Templates made of tags, letters and line ends in any order: each is refused
 * or rendered, and what is rendered is UTF-8. */
static void random_templates_end(void **state)
{
	static const char *const pieces[] = { "{{", "}}", "{{#a}}", "{{/a}}",
		"{{^b}}", "{{/b}}", "{{|t}}", "{{&t}}", "{{~t}}", "{{t}}", "\n",
		" ", "x", "{{!c}}", "{", "\xc3\xa5" };
	(void)state;
	guint32 seed = g_random_int();
	print_message("seed %u\n", seed);
	g_autoptr(GRand) random = g_rand_new_with_seed(seed);
	g_autoptr(GVariant) data = parse_data(
		"{'t': <'#x\\ny'>, 'a': <[{'b': <true>}, {'b': <false>}]>}");
	for (guint round = 0; round < 2000; round++) {
		g_autoptr(GString) text = g_string_new(NULL);
		gint count = g_rand_int_range(random, 0, 12);
		for (gint i = 0; i < count; i++)
			g_string_append(text, pieces[g_rand_int_range(random, 0,
						      G_N_ELEMENTS(pieces))]);
		AUTO(template)
		template = template_parse("t", text->str, text->len, NULL);
		if (!template)
			continue;
		g_autofree char *shown = template_render(template, data, NULL);
		assert_true(g_utf8_validate(shown, -1, NULL));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tag_gives_the_value_on_one_line),
		cmocka_unit_test(
			line_value_shows_controls_instead_of_sending_them),
		cmocka_unit_test(block_keeps_lines_and_sets_commands_in),
		cmocka_unit_test(no_value_begins_a_line_with_a_command),
		cmocka_unit_test(quote_puts_each_line_behind_a_bar),
		cmocka_unit_test(quoted_lines_are_broken_at_blanks),
		cmocka_unit_test(section_stands_once_for_true_and_for_text),
		cmocka_unit_test(
			list_repeats_its_section_and_looks_outside_for_names),
		cmocka_unit_test(sections_nest),
		cmocka_unit_test(line_of_silent_tags_leaves_no_line),
		cmocka_unit_test(lines_of_an_editor_with_crlf_are_lines),
		cmocka_unit_test(word_is_looked_up_and_rendered_in_place),
		cmocka_unit_test(broken_template_names_its_line),
		cmocka_unit_test(template_over_the_limits_is_refused),
		cmocka_unit_test(output_is_capped_between_characters),
		cmocka_unit_test(nested_lists_end_in_bounded_work),
		cmocka_unit_test(random_templates_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
