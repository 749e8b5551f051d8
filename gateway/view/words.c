#include "words.h"
#include "template_tree.h"
#include "fault.h"
#include <string.h>

struct word {
	char *text;
	struct template *template;
};

struct words {
	GHashTable *table;         /* char * -> struct word * */
	const struct words *below; /* asked for what is not there, or NULL */
};

static void word_free(gpointer data)
{
	struct word *word = data;
	g_free(word->text);
	template_free(word->template);
	g_free(word);
}

static gboolean is_key(const char *key)
{
	for (const char *at = key; *at; at++)
		if (!g_ascii_isalnum(*at) && !strchr("-_.", *at))
			return FALSE;
	return *key != '\0';
}

/* Takes "key = value" apart in place. */
static gboolean split(char *line, char **key, char **value)
{
	char *equals = strchr(line, '=');
	if (!equals)
		return FALSE;
	*equals = '\0';
	*key = g_strstrip(line);
	*value = g_strstrip(equals + 1);
	return is_key(*key);
}

static gboolean read_word(
	struct words *words, const char *where, char *line, GError **error)
{
	char *key = NULL, *value = NULL;
	g_strstrip(line);
	if (*line == '\0' || *line == '#')
		return TRUE;
	if (!split(line, &key, &value)) {
		g_set_error(error, POSTERN_FAULT, FAULT_INVALID,
			"%s: not a word (expected key = text)", where);
		return FALSE;
	}
	if (g_hash_table_contains(words->table, key)) {
		g_set_error(error, POSTERN_FAULT, FAULT_INVALID,
			"%s: key '%s' stands here for the second time", where,
			key);
		return FALSE;
	}
	AUTO(template)
	template = template_parse(where, value, strlen(value), error);
	if (!template)
		return FALSE;
	struct word *word = g_new0(struct word, 1);
	word->text = g_strdup(value);
	word->template = g_steal_pointer(&template);
	g_hash_table_insert(words->table, g_strdup(key), word);
	return TRUE;
}

struct words *words_parse(
	const char *name, const char *text, gsize length, GError **error)
{
	if (length > TEMPLATE_MAX_BYTES ||
		!g_utf8_validate(text, (gssize)length, NULL)) {
		g_set_error(error, POSTERN_FAULT, FAULT_INVALID,
			"%s: not UTF-8 of at most %d bytes", name,
			TEMPLATE_MAX_BYTES);
		return NULL;
	}
	AUTO(words) words = g_new0(struct words, 1);
	words->table = g_hash_table_new_full(
		g_str_hash, g_str_equal, g_free, word_free);
	g_autofree char *copy = g_strndup(text, length);
	g_auto(GStrv) lines = g_strsplit(copy, "\n", -1);
	for (guint i = 0; lines[i]; i++) {
		g_autofree char *where = g_strdup_printf("%s:%u", name, i + 1);
		if (!read_word(words, where, lines[i], error))
			return NULL;
	}
	return g_steal_pointer(&words);
}

void words_overlay(struct words *words, struct words *above)
{
	GHashTableIter iter;
	gpointer key = NULL, value = NULL;
	g_hash_table_iter_init(&iter, above->table);
	while (g_hash_table_iter_next(&iter, &key, &value)) {
		g_hash_table_iter_steal(&iter);
		g_hash_table_replace(words->table, key, value);
	}
	words_free(above);
}

void words_put_over(struct words *words, const struct words *below)
{
	words->below = below;
}

void words_free(struct words *words)
{
	if (!words)
		return;
	g_hash_table_unref(words->table);
	g_free(words);
}

static const struct word *find(const struct words *words, const char *key)
{
	const struct word *word = g_hash_table_lookup(words->table, key);

	return word || !words->below ? word : find(words->below, key);
}

const char *words_get(const struct words *words, const char *key)
{
	const struct word *word = find(words, key);
	return word ? word->text : NULL;
}

const struct template *words_template(
	const struct words *words, const char *key)
{
	const struct word *word = find(words, key);
	return word ? word->template : NULL;
}

GPtrArray *words_keys(const struct words *words)
{
	GPtrArray *keys = g_ptr_array_new();
	GHashTableIter iter;
	gpointer key = NULL;
	g_hash_table_iter_init(&iter, words->table);
	while (g_hash_table_iter_next(&iter, &key, NULL))
		g_ptr_array_add(keys, key);
	return keys;
}
