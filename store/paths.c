/* Which paths the repository knows. Nothing that comes from mail is one. */
#include "inside.h"
#include "text.h"
#include <string.h>

#define SLUG_MAX 64u

/* Lower-case letters, digits and inner "-" or "_". */
static gboolean is_slug(const char *text, gsize length)
{
	if (length == 0 || length > SLUG_MAX || !g_ascii_isalnum(text[0]))
		return FALSE;
	for (gsize i = 0; i < length; i++)
		if (!g_ascii_islower(text[i]) && !g_ascii_isdigit(text[i]) &&
			text[i] != '-' && text[i] != '_')
			return FALSE;
	return TRUE;
}

static gboolean is_slug_file(const char *name, const char *suffix)
{
	gsize length = strlen(name), tail = strlen(suffix);

	return length > tail && g_str_has_suffix(name, suffix) &&
	       is_slug(name, length - tail);
}

static gboolean is_hex(const char *text, gsize length)
{
	for (gsize i = 0; i < length; i++)
		if (!g_ascii_isdigit(text[i]) &&
			(text[i] < 'a' || text[i] > 'f'))
			return FALSE;
	return TRUE;
}

/* As the pattern: 0 stands for a digit, all else for itself. */
static gboolean is_like(const char *text, const char *pattern)
{
	gsize i = 0;

	for (; text[i] && pattern[i]; i++)
		if (pattern[i] == '0' ? !g_ascii_isdigit(text[i])
				      : text[i] != pattern[i])
			return FALSE;
	return !text[i] && !pattern[i];
}

/* "0004-in.eml": padded is for tickets, plain for answers. */
static gboolean is_article(const char *file, gboolean is_padded)
{
	const char *dot = strrchr(file, '.');
	g_autofree char *stem =
		dot ? g_strndup(file, (gsize)(dot - file)) : NULL;
	g_autofree char *name = NULL;
	enum article_kind kind;
	guint32 number = 0;

	if (!stem || (strcmp(dot, ".eml") != 0 && strcmp(dot, ".txt") != 0) ||
		!article_parse(stem, &number, &kind) || number == 0)
		return FALSE;
	if (!is_padded)
		return stem[0] != '0';
	name = article_name(number, kind);
	return strcmp(name, stem) == 0;
}

static gboolean is_ticket_path(const char *path)
{
	guint32 ticket = 0;
	const char *file = NULL;

	return path_parse_ticket(path, &ticket, &file) && ticket > 0 &&
	       (strcmp(file, "ticket") == 0 || strcmp(file, "delivery") == 0 ||
		       is_article(file, TRUE));
}

static gboolean is_answer_path(const char *path)
{
	guint32 month = 0;
	const char *file = NULL;

	return path_parse_answers(path, &month, &file) &&
	       (strcmp(file, "delivery") == 0 || is_article(file, FALSE));
}

static gboolean is_person_path(char **parts, guint count)
{
	return count == 3 && strcmp(parts[0], "people") == 0 &&
	       strlen(parts[1]) == 2 && strlen(parts[2]) == 40 &&
	       is_hex(parts[2], 40) && strncmp(parts[1], parts[2], 2) == 0;
}

static gboolean is_quarantine_path(char **parts, guint count)
{
	static const char *const suffixes[] = { ".eml", ".why", ".eml.b64" };

	if (count != 3 || strcmp(parts[0], "quarantine") != 0 ||
		!is_like(parts[1], "0000-00-00") || strlen(parts[2]) < 64 ||
		!is_hex(parts[2], 64))
		return FALSE;
	for (gsize i = 0; i < G_N_ELEMENTS(suffixes); i++)
		if (strcmp(parts[2] + 64, suffixes[i]) == 0)
			return TRUE;
	return FALSE;
}

static gboolean is_top_path(const char *path)
{
	static const char *const names[] = { "README", "audit.gitconfig",
		".gitattributes", "desk.conf" };

	for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
		if (strcmp(path, names[i]) == 0)
			return TRUE;
	return FALSE;
}

gboolean path_is_rule(const char *path)
{
	g_auto(GStrv) parts = g_strsplit(path, "/", 4);
	guint count = g_strv_length(parts);

	if (strcmp(path, "desk.conf") == 0)
		return TRUE;
	if (count == 2 && strcmp(parts[0], "kb") == 0)
		return is_slug_file(parts[1], ".txt");
	if (count == 2 && strcmp(parts[0], "calendars") == 0)
		return is_slug_file(parts[1], ".ics");
	return count == 3 && strcmp(parts[0], "templates") == 0 &&
	       is_slug(parts[1], strlen(parts[1])) &&
	       is_slug_file(parts[2], ".txt");
}

gboolean path_is_kept(const char *path)
{
	g_auto(GStrv) parts = g_strsplit(path, "/", 4);
	guint count = g_strv_length(parts);

	return is_top_path(path) || is_ticket_path(path) ||
	       is_answer_path(path) || is_person_path(parts, count) ||
	       is_quarantine_path(parts, count) || path_is_rule(path);
}
