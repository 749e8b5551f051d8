/* The structure that james-mime4j sees in its own test mails: which leaves at
 * which depth, of which type; and what stands in them. A mail within a mail is
 * a leaf here; the test opens it, as the peer does. Leaves with nothing in them
 * do not count; where the peer sees no other, the mail is one text to us. */
#include "expected.h"
#include "charset.h"

static const struct reason STRUCTURES[] = {
	{ "very-very-long-boundary.msg", "structure",
		"a boundary of 7,000 signs, RFC 2046 allows 70" },
	{ NULL, NULL, NULL },
};

static const struct reason CONTENTS[] = {
	{ "very-very-long-boundary.msg", "content",
		"a boundary of 7,000 signs, RFC 2046 allows 70" },
	{ "malformedHeaderStartsBody-nocrlfcrlf.msg", "content",
		"a first line that is no field is lost in no header" },
	{ "malformedHeaderStartsBody-noheader.msg", "content",
		"a mail without a header is all text" },
	{ "malformedHeader-noheader.msg", "content",
		"a mail without a header is all text" },
	{ "basic-plain-with-bad-header-separator.msg", "content",
		"a line of blanks ends the header: no words are lost in it" },
	{ "qp-body.msg", "content",
		"a mail in iso-8859-1 with the sign of the euro means it" },
	{ "multipartnopart.msg", "content",
		"a multipart without a part is words to read" },
	{ "missing-boundary.msg", "content",
		"a multipart without a part is words to read" },
	{ "multipartemptypart.msg", "content",
		"a multipart without a part is words to read" },
	{ NULL, NULL, NULL },
};

#define MAX_DEPTH 20

/* Leaves as text, one a line: "depth type: words". */
struct tree {
	const char *folder;
	GString *leaves; /* with their words */
	GString *shape;  /* without */
	GString *field;  /* that is being read, or NULL */
	char *type;      /* of the entity that is being read */
	guint depth;     /* of entities; the mail is 0 */
};

static char *type_of(const char *field)
{
	static const char NAME[] = "content-type:";

	if (g_ascii_strncasecmp(field, NAME, strlen(NAME)) != 0)
		return NULL;
	const char *value = field + strlen(NAME);

	value += strspn(value, " \t\r\n");
	g_autofree char *word = g_strndup(value, strcspn(value, "; \t\r\n"));

	return g_ascii_strdown(word, -1);
}

static void add_leaf(struct tree *tree, const char *type, const char *text)
{
	g_autofree char *words = expected_words(text);

	if (!*words)
		return;
	g_string_append_printf(
		tree->leaves, "%u %s: %s\n", tree->depth, type, words);
	g_string_append_printf(tree->shape, "%u %s\n", tree->depth, type);
}

static void add_body(struct tree *tree, const char *name)
{
	g_autofree char *path = g_build_filename(tree->folder, name, NULL);
	g_autoptr(GBytes) bytes = expected_bytes(path, FALSE);
	gsize length;
	const char *data = g_bytes_get_data(bytes, &length);
	g_autofree char *text = charset_decode(NULL, data ? data : "", length);

	add_leaf(tree, tree->type ? tree->type : "text/plain", text);
}

static void begin(GMarkupParseContext *context, const char *element,
	const char **names, const char **values, gpointer data, GError **error)
{
	struct tree *tree = data;

	(void)context;
	(void)error;
	if (strcmp(element, "field") == 0)
		tree->field = g_string_new(NULL);
	else if (strcmp(element, "body-part") == 0)
		tree->depth++;
	else if (strcmp(element, "header") == 0)
		g_clear_pointer(&tree->type, g_free);
	for (guint i = 0; names[i]; i++) {
		if (strcmp(names[i], "name") == 0)
			add_body(tree, values[i]);
	}
}

static void end(GMarkupParseContext *context, const char *element,
	gpointer data, GError **error)
{
	struct tree *tree = data;

	(void)context;
	(void)error;
	if (strcmp(element, "body-part") == 0)
		tree->depth--;
	if (strcmp(element, "field") != 0)
		return;
	g_autofree char *type = type_of(g_strstrip(tree->field->str));

	if (type && !tree->type)
		tree->type = g_steal_pointer(&type);
	g_string_free(g_steal_pointer(&tree->field), TRUE);
}

static void take_text(GMarkupParseContext *context, const char *text,
	gsize length, gpointer data, GError **error)
{
	struct tree *tree = data;

	(void)context;
	(void)error;
	if (tree->field)
		g_string_append_len(tree->field, text, (gssize)length);
}

static void read_peer(struct tree *tree, const char *path)
{
	static const GMarkupParser PARSER = { begin, end, take_text, NULL,
		NULL };
	g_autoptr(GBytes) bytes = expected_bytes(path, FALSE);
	gsize length;
	const char *data = g_bytes_get_data(bytes, &length);
	g_autofree char *text = g_utf8_make_valid(data, (gssize)length);
	g_autoptr(GMarkupParseContext) context = g_markup_parse_context_new(
		&PARSER, G_MARKUP_TREAT_CDATA_AS_TEXT, tree, NULL);
	g_autoptr(GError) error = NULL;

	if (!g_markup_parse_context_parse(context, text, -1, &error))
		fail_msg("%s: %s", path, error->message);
	g_free(tree->type);
}

static void read_ours(struct tree *tree, GBytes *raw)
{
	AUTO(message) message = expected_parse(raw, "a mail");
	guint above = tree->depth;

	for (guint i = 0; i < message->parts->len; i++) {
		const struct part *part = part_at(message, i);
		g_autoptr(GBytes) body =
			part_decode(part, raw, G_MAXSIZE, NULL);
		gsize length;
		const char *data = g_bytes_get_data(body, &length);
		g_autofree char *text =
			charset_decode(part->charset, data ? data : "", length);

		tree->depth = above + part->depth;
		if (strcmp(part->type, "message/rfc822") != 0)
			add_leaf(tree, part->type, text);
		else if (tree->depth < MAX_DEPTH)
			read_ours(tree, body);
	}
	tree->depth = above;
}

static void tree_init(struct tree *tree, const char *folder)
{
	*tree = (struct tree){ .folder = folder };
	tree->leaves = g_string_new(NULL);
	tree->shape = g_string_new(NULL);
}

static void tree_clear(struct tree *tree)
{
	g_string_free(tree->leaves, TRUE);
	g_string_free(tree->shape, TRUE);
}

static void count(struct agreement *agreement, const char *name,
	const char *fact, const GString *own, const GString *its)
{
	g_autofree char *detail = g_strdup_printf(
		"ours:\n%.300s    its:\n%.300s", own->str, its->str);

	agreement_count(
		agreement, name, fact, strcmp(own->str, its->str) == 0, detail);
}

static void compare(struct agreement *structure, struct agreement *content,
	const char *folder, const char *name)
{
	g_autofree char *stem = g_strndup(name, strlen(name) - 4);
	g_autofree char *xml =
		g_strconcat(folder, "/", stem, "_decoded.xml", NULL);
	g_autofree char *mail = g_build_filename(folder, name, NULL);
	g_autoptr(GBytes) raw = expected_bytes(mail, FALSE);
	struct tree its, own;

	tree_init(&its, folder);
	tree_init(&own, folder);
	read_peer(&its, xml);
	read_ours(&own, raw);
	if (!its.shape->len && own.shape->len)
		g_string_assign(its.shape, "0 text/plain\n");
	count(structure, name, "structure", own.shape, its.shape);
	count(content, name, "content", own.leaves, its.leaves);
	tree_clear(&its);
	tree_clear(&own);
}

static void structure_and_content_agree(void **state)
{
	(void)state;
	g_autofree char *folder = expected_folder("james-mime4j");
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	struct agreement structure = { .peer = "mime4j, structure",
		.reasons = STRUCTURES };
	struct agreement content = { .peer = "mime4j, content",
		.reasons = CONTENTS };
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		if (g_str_has_suffix(name, ".msg"))
			compare(&structure, &content, folder, name);
	}
	agreement_end(&structure, 95);
	agreement_end(&content, 70);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(structure_and_content_agree),
	};

	message_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
