#include "article.h"
#include "text.h"
#include <string.h>

static const char *const KIND_NAMES[ARTICLE_KIND_COUNT] = {
	[ARTICLE_IN] = "in",
	[ARTICLE_OUT] = "out",
	[ARTICLE_NOTE] = "note",
	[ARTICLE_VENDOR_IN] = "vendor-in",
	[ARTICLE_VENDOR_OUT] = "vendor-out",
};

static const char *kind_name(enum article_kind kind)
{
	g_assert(kind < ARTICLE_KIND_COUNT);
	return KIND_NAMES[kind];
}

char *path_ticket_folder(guint32 ticket)
{
	return g_strdup_printf("tickets/%02u/%02u/%06u", ticket / 10000,
		ticket / 100 % 100, ticket);
}

static char *path_answers_folder(guint32 month)
{
	return g_strdup_printf("answers/%04u-%02u", month / 100, month % 100);
}

static char *path_folder(guint32 ticket, guint32 month)
{
	return ticket ? path_ticket_folder(ticket) : path_answers_folder(month);
}

char *path_ticket(guint32 ticket)
{
	g_autofree char *folder = path_ticket_folder(ticket);

	return g_strconcat(folder, "/ticket", NULL);
}

char *path_delivery(guint32 ticket, guint32 month)
{
	g_autofree char *folder = path_folder(ticket, month);

	return g_strconcat(folder, "/delivery", NULL);
}

char *path_article(const struct article *article, const char *suffix)
{
	g_autofree char *folder = path_folder(article->ticket, article->month);

	return g_strdup_printf("%s/%0*u-%s.%s", folder, article->ticket ? 4 : 1,
		article->number, kind_name(article->kind), suffix);
}

static gboolean is_digest(const char *hex)
{
	return strlen(hex) == 64 && strspn(hex, "0123456789abcdef") == 64;
}

char *path_quarantine(gint64 unix_sec, const char *hex, const char *suffix)
{
	g_autofree char *time = text_time(unix_sec);

	g_assert(is_digest(hex));
	return g_strdup_printf("quarantine/%.10s/%s.%s", time, hex, suffix);
}

char *article_name(guint32 number, enum article_kind kind)
{
	return g_strdup_printf("%04u-%s", number, kind_name(kind));
}

static gboolean parse_kind(const char *word, enum article_kind *kind)
{
	for (guint i = 0; i < ARTICLE_KIND_COUNT; i++) {
		if (strcmp(word, KIND_NAMES[i]) == 0) {
			*kind = (enum article_kind)i;
			return TRUE;
		}
	}
	return FALSE;
}

gboolean article_parse(
	const char *name, guint32 *number, enum article_kind *kind)
{
	const char *dash = name ? strchr(name, '-') : NULL;

	if (!dash || !parse_kind(dash + 1, kind))
		return FALSE;
	g_autofree char *digits = g_strndup(name, (gsize)(dash - name));
	return text_parse_number(digits, number) && *number > 0;
}

/* The last component of a path within that folder, or NULL. */
static const char *file_within(const char *path, const char *folder)
{
	gsize length = strlen(folder);

	if (strncmp(path, folder, length) != 0 || path[length] != '/')
		return NULL;
	const char *file = path + length + 1;
	return *file != '\0' && !strchr(file, '/') ? file : NULL;
}

gboolean path_parse_ticket(const char *path, guint32 *ticket, const char **file)
{
	g_auto(GStrv) parts = g_strsplit(path, "/", 6);
	guint32 number = 0;

	if (g_strv_length(parts) != 5 || !text_parse_number(parts[3], &number))
		return FALSE;
	g_autofree char *folder = path_ticket_folder(number);
	const char *found = number ? file_within(path, folder) : NULL;
	if (!found)
		return FALSE;
	*ticket = number;
	*file = found;
	return TRUE;
}

gboolean month_parse(const char *text, guint32 *month)
{
	if (strlen(text) != 7 || text[4] != '-')
		return FALSE;
	g_autofree char *digits = g_strdup_printf("%.4s%s", text, text + 5);
	guint32 value = 0;
	if (!text_parse_number(digits, &value) || value % 100 < 1 ||
		value % 100 > 12 || value < 197001)
		return FALSE;
	*month = value;
	return TRUE;
}

gboolean path_parse_answers(const char *path, guint32 *month, const char **file)
{
	g_auto(GStrv) parts = g_strsplit(path, "/", 4);
	guint32 value = 0;

	if (g_strv_length(parts) != 3 || !month_parse(parts[1], &value))
		return FALSE;
	g_autofree char *folder = path_answers_folder(value);
	const char *found = file_within(path, folder);
	if (!found)
		return FALSE;
	*month = value;
	*file = found;
	return TRUE;
}

guint32 month_of(gint64 unix_sec)
{
	g_autofree char *time = text_time(unix_sec);
	guint32 month = 0;

	time[7] = '\0';
	g_assert(month_parse(time, &month));
	return month;
}
