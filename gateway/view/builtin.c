#include "builtin.h"
#include "words.h"
#include <string.h>

const char *builtin_template(
	const char *language, const char *name, gsize *length)
{
	g_autofree char *path = g_strdup_printf("%s/%s.txt", language, name);
	for (gsize i = 0; i < BUILTIN_COUNT; i++) {
		if (strcmp(BUILTINS[i].path, path) != 0)
			continue;
		*length = BUILTINS[i].length;
		return (const char *)BUILTINS[i].bytes;
	}
	return NULL;
}

const char *builtin_path(gsize index)
{
	return index < BUILTIN_COUNT ? BUILTINS[index].path : NULL;
}

/* What is compiled in was checked by the tests, so that it parses is no
 * question any more. */
static struct words *read_builtin(const char *language)
{
	gsize length = 0;
	const char *text = builtin_template(language, "words", &length);
	if (!text)
		return NULL;
	struct words *words = words_parse("words.txt", text, length, NULL);
	g_assert(words);
	return words;
}

struct words *builtin_words(const char *language)
{
	struct words *words = read_builtin("en");
	g_assert(words);
	struct words *own = read_builtin(language);
	if (own)
		words_overlay(words, own);
	return words;
}
