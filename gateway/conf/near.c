#include "near.h"

struct letters {
	gunichar at[NEAR_MAX_LETTERS];
	guint count;
};

static gboolean letters_of(struct letters *letters, const char *word)
{
	letters->count = 0;
	if (!g_utf8_validate(word, -1, NULL))
		return FALSE;
	for (; *word; word = g_utf8_find_next_char(word, NULL)) {
		if (letters->count == NEAR_MAX_LETTERS)
			return FALSE;
		letters->at[letters->count++] = g_utf8_get_char(word);
	}
	return TRUE;
}

static gboolean is_swap(
	const struct letters *a, guint i, const struct letters *b, guint j)
{
	return i > 1 && j > 1 && a->at[i - 1] == b->at[j - 2] &&
	       a->at[i - 2] == b->at[j - 1];
}

guint near_distance(const char *a, const char *b)
{
	/* Three rows of the table are enough: a swap looks back two. */
	guint rows[3][NEAR_MAX_LETTERS + 1] = { 0 };
	struct letters x, y;

	if (!letters_of(&x, a) || !letters_of(&y, b))
		return G_MAXUINT;
	for (guint j = 0; j <= y.count; j++)
		rows[0][j] = j;
	for (guint i = 1; i <= x.count; i++) {
		guint *now = rows[i % 3];
		const guint *before = rows[(i + 2) % 3];
		const guint *swap = rows[(i + 1) % 3];

		now[0] = i;
		for (guint j = 1; j <= y.count; j++) {
			guint cost = x.at[i - 1] != y.at[j - 1];

			now[j] = MIN(before[j] + 1, now[j - 1] + 1);
			now[j] = MIN(now[j], before[j - 1] + cost);
			if (is_swap(&x, i, &y, j))
				now[j] = MIN(now[j], swap[j - 2] + 1);
		}
	}
	return rows[x.count % 3][y.count];
}
