/* What of desk.conf the clocks of tickets hang on. */
#include "conf.h"
#include "reader.h"

#include <string.h>

static gboolean counts(const struct reader_entry *entry)
{
	static const char *const sections[] = { "queue", "calendar", "promise",
		"org", "approval", NULL };
	static const char *const keys[] = { "zone", "quiet", NULL };

	if (g_strv_contains(sections, entry->section))
		return TRUE;
	return strcmp(entry->section, "desk") == 0 && entry->key &&
	       g_strv_contains(keys, entry->key);
}

/* With the NUL: no two lists of words are the same text. */
static void add_word(GChecksum *sum, const char *word)
{
	const char *text = word ? word : "";

	g_checksum_update(sum, (const guchar *)text, (gssize)strlen(text) + 1);
}

static void add(const struct reader_entry *entry, gpointer sum)
{
	if (!counts(entry))
		return;
	add_word(sum, entry->section);
	add_word(sum, entry->name);
	add_word(sum, entry->key);
	add_word(sum, entry->value);
}

static void pass_over(guint line, const char *text, gpointer user)
{
	(void)line;
	(void)text;
	(void)user;
}

char *conf_clock_digest(const char *text, gsize length)
{
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
	const struct reader_calls calls = {
		.entry = add,
		.error = pass_over,
		.user = sum,
	};

	conf_read(text, length, &calls);
	return g_strdup(g_checksum_get_string(sum));
}
