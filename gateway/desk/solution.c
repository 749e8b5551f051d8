#include "solution.h"
#include "text.h"

#include <string.h>

#define MIN_LETTERS 3u
#define STEM_LETTERS 5u
#define MAX_WORDS 60u
#define IN_TITLE 3u
#define OWN_LANGUAGE 1u

/* --- reading ------------------------------------------------------------- */

static void take_field(
	struct known_solution *solution, const char *key, const char *value)
{
	const struct {
		const char *key;
		char **field;
	} fields[] = {
		{ "title", &solution->title },
		{ "language", &solution->language },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(fields); i++) {
		if (g_ascii_strcasecmp(key, fields[i].key) != 0 || !*value)
			continue;
		g_free(*fields[i].field);
		*fields[i].field = text_line(value, -1);
	}
	if (g_ascii_strcasecmp(key, "public") == 0)
		solution->is_public = g_ascii_strcasecmp(value, "yes") == 0;
}

/* The header's lines; where the text begins behind the blank one. */
static const char *take_header(
	struct known_solution *solution, const char *text)
{
	while (*text && *text != '\n') {
		gsize length = strcspn(text, "\n");
		g_autofree char *line = g_strndup(text, length);
		char *colon = strchr(line, ':');

		if (!colon)
			return text;
		*colon = '\0';
		take_field(solution, line, g_strstrip(colon + 1));
		text += length + (text[length] == '\n');
	}
	return text + (*text == '\n');
}

struct known_solution *solution_read(
	const char *slug, const char *text, gsize length)
{
	struct known_solution *solution = g_new0(struct known_solution, 1);
	g_autofree char *valid = g_utf8_make_valid(text, (gssize)length);

	solution->slug = g_strdup(slug);
	solution->text = g_strstrip(g_strdup(take_header(solution, valid)));
	if (!solution->title)
		solution->title = g_strdup(slug);
	return solution;
}

/* --- fitting ------------------------------------------------------------- */

static GPtrArray *words_of(const char *text)
{
	g_autofree char *folded = text_fold(text);
	GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
	const char *at = folded;

	while (*at && words->len < MAX_WORDS) {
		const char *end = at;

		while (*end && g_unichar_isalnum(g_utf8_get_char(end)))
			end = text_next(end);
		if ((gsize)(end - at) >= MIN_LETTERS)
			g_ptr_array_add(
				words, g_strndup(at, (gsize)(end - at)));
		at = *end ? text_next(end) : end;
	}
	return words;
}

/* A word at the beginning of one there, so far as endings go. */
static gboolean begins_a_word(const char *folded, const char *word)
{
	gsize length = strlen(word);
	gsize stem =
		length > STEM_LETTERS ? MAX(STEM_LETTERS, length - 2) : length;
	g_autofree char *root = g_strndup(word, stem);

	for (const char *at = strstr(folded, root); at;
		at = strstr(at + 1, root)) {
		if (at == folded || !g_ascii_isalnum(at[-1]))
			return length >= STEM_LETTERS ||
			       !g_ascii_isalnum(at[stem]);
	}
	return FALSE;
}

struct fit {
	const struct known_solution *solution;
	guint score;
	guint order;
};

/* How well it fits; 0: not at all. */
static guint score_of(const struct known_solution *solution,
	const GPtrArray *words, const struct solution_question *question)
{
	g_autofree char *title = text_fold(solution->title);
	g_autofree char *text = text_fold(solution->text);
	guint score = 0, found = 0;

	for (guint i = 0; i < words->len; i++) {
		guint points = begins_a_word(title, words->pdata[i])  ? IN_TITLE
			       : begins_a_word(text, words->pdata[i]) ? 1u
								      : 0u;

		score += points;
		found += points > 0;
	}
	if (question->is_strict && found < MIN(2u, words->len))
		return 0;
	if (score && question->language &&
		g_strcmp0(question->language, solution->language) == 0)
		score += OWN_LANGUAGE;
	return score;
}

static gint by_score(gconstpointer a, gconstpointer b)
{
	const struct fit *one = a, *other = b;

	if (one->score != other->score)
		return one->score > other->score ? -1 : 1;
	return one->order < other->order ? -1 : 1;
}

GPtrArray *solution_best(
	const GPtrArray *all, const struct solution_question *question)
{
	g_autoptr(GPtrArray) words = words_of(question->words);
	g_autoptr(GArray) fits = g_array_new(FALSE, FALSE, sizeof(struct fit));
	GPtrArray *best = g_ptr_array_new();

	if (!all)
		return best;
	for (guint i = 0; words->len && i < all->len; i++) {
		struct fit fit = { .solution = all->pdata[i], .order = i };

		if (question->is_outside && !fit.solution->is_public)
			continue;
		fit.score = score_of(fit.solution, words, question);
		if (fit.score)
			g_array_append_val(fits, fit);
	}
	g_array_sort(fits, by_score);
	for (guint i = 0; i < fits->len && i < question->max; i++)
		g_ptr_array_add(best,
			all->pdata[g_array_index(fits, struct fit, i).order]);
	return best;
}
