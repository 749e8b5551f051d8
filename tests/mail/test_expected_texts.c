/* What people read of a mail, against libetpan's rendering: never nothing
 * where there is something, and in the right characters. */
#include "expected.h"

static const struct reason TEXTS[] = {
	{ "2113-formatting.eml", NULL,
		"a mail within a report is a file, the peer shows it open" },
	{ "6144-russian.eml", NULL,
		"the plain version is read, the peer reads the HTML" },
	{ "emoji1.eml", NULL,
		"the plain version is read, the peer reads the HTML" },
	{ "5231-emoji.eml", NULL,
		"a telephone company's own signs, which Unicode has not" },
	{ NULL, NULL, NULL },
};

/* The share of the peer's words that are ours, too: it renders tables and
 * links otherwise, but a wrong charset makes other words. */
static guint shared_percent(const char *ours, const char *its)
{
	/* Behind "- " it names attachments. */
	if (g_str_has_prefix(its, "- "))
		return 100;
	g_auto(GStrv) words = g_strsplit_set(its, " \t\r\n<>[]()|*_\"", -1);
	guint all = 0, shared = 0;

	for (guint i = 0; words[i]; i++) {
		if (strlen(words[i]) < 3)
			continue;
		all++;
		shared += strstr(ours, words[i]) ? 1 : 0;
	}
	return all ? shared * 100 / all : 100;
}

static void count_text(
	struct agreement *agreement, const char *root, const char *name)
{
	g_autofree char *stem = g_strndup(name, strlen(name) - 4);
	g_autofree char *file = g_strconcat(stem, ".txt", NULL);
	g_autofree char *peer = g_build_filename(root, "output", file, NULL);
	g_autofree char *path = g_build_filename(root, "input", name, NULL);
	g_autofree char *its = NULL;

	if (!g_file_get_contents(peer, &its, NULL, NULL))
		return;
	g_autoptr(GBytes) raw = expected_bytes(path, FALSE);
	AUTO(message) message = expected_parse(raw, path);
	const char *body = strstr(its, "\n\n");
	guint percent = shared_percent(message->text, body ? body + 2 : "");
	g_autofree char *detail =
		g_strdup_printf("%u %% of its words", percent);

	agreement_count(agreement, name, "text", percent >= 70, detail);
}

static void texts_are_there_in_the_right_characters(void **state)
{
	(void)state;
	g_autofree char *root = expected_folder("libetpan-plaintext");
	g_autofree char *input = g_build_filename(root, "input", NULL);
	g_autoptr(GDir) dir = g_dir_open(input, 0, NULL);
	struct agreement agreement = { .peer = "libetpan", .reasons = TEXTS };
	const char *name;

	while (dir && (name = g_dir_read_name(dir)))
		count_text(&agreement, root, name);
	agreement_end(&agreement, 90);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_are_there_in_the_right_characters),
	};

	message_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
