#include "shelf.h"

struct shelf {
	GHashTable *words;     /* language -> struct words * */
	GHashTable *templates; /* "sv/reply" -> struct template * */
};

static void free_words(gpointer words)
{
	words_free(words);
}

static void free_template(gpointer template)
{
	template_free(template);
}

struct shelf *shelf_new(void)
{
	struct shelf *shelf = g_new0(struct shelf, 1);

	shelf->words = g_hash_table_new_full(
		g_str_hash, g_str_equal, g_free, free_words);
	shelf->templates = g_hash_table_new_full(
		g_str_hash, g_str_equal, g_free, free_template);
	return shelf;
}

void shelf_free(struct shelf *shelf)
{
	if (!shelf)
		return;
	g_hash_table_unref(shelf->words);
	g_hash_table_unref(shelf->templates);
	g_free(shelf);
}

const struct words *shelf_words(struct shelf *shelf, const char *language)
{
	gsize length;
	/* Languages come from people's records: only ours are kept. */
	const char *known =
		builtin_template(language, "words", &length) ? language : "en";
	struct words *words = g_hash_table_lookup(shelf->words, known);

	if (!words) {
		words = builtin_words(known);
		g_hash_table_insert(shelf->words, g_strdup(known), words);
	}
	return words;
}

const struct template *shelf_template(
	struct shelf *shelf, const char *language, const char *name)
{
	g_autofree char *path = g_strdup_printf("%s/%s", language, name);
	struct template *template = g_hash_table_lookup(shelf->templates, path);
	gsize length = 0;

	if (template)
		return template;
	const char *text = builtin_template(language, name, &length);

	template = text ? template_parse(name, text, length, NULL) : NULL;
	if (template)
		g_hash_table_insert(
			shelf->templates, g_steal_pointer(&path), template);
	return template;
}
