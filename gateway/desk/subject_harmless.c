/* A subject that may go back to somebody whom nobody has proven. */
#include "notice_data.h"
#include "text.h"

#include <string.h>

#define HARMLESS_CHARACTERS 60

/* "evil.example" is a link to most mail programs; "3.5" and "Hello." are
 * not. Other scripts have full stops of their own. */
static gboolean may_be_link(const char *word)
{
	g_autofree char *plain =
		g_utf8_normalize(word, -1, G_NORMALIZE_ALL_COMPOSE);
	guint dots = 0;

	if (!plain || strpbrk(plain, "@/\\<>&:"))
		return TRUE;
	for (const char *at = plain; *at;
		at = g_utf8_find_next_char(at, NULL)) {
		gunichar c = g_utf8_get_char(at);
		const char *next = g_utf8_find_next_char(at, NULL);

		if (c != '.' && c != 0x3002)
			continue;
		dots++;
		if (g_unichar_isalpha(g_utf8_get_char(next)))
			return TRUE;
	}
	return dots >= 3 && g_ascii_isdigit(*plain);
}

char *subject_harmless(const char *subject)
{
	g_autofree char *line = text_line(subject ? subject : "", -1);
	g_auto(GStrv) words = g_strsplit(line, " ", -1);
	GString *kept = g_string_new(NULL);

	for (char **word = words; *word; word++) {
		if (!**word || may_be_link(*word))
			continue;
		if (g_utf8_strlen(kept->str, -1) + g_utf8_strlen(*word, -1) +
				1 >
			HARMLESS_CHARACTERS)
			break;
		if (kept->len)
			g_string_append_c(kept, ' ');
		g_string_append(kept, *word);
	}
	return g_string_free(kept, FALSE);
}
