#include "archive.h"
#include "fault.h"

#include <string.h>
#include <sys/stat.h>

#define MAX_HEADER (256u << 10)

void archived_free(struct archived *mail)
{
	if (mail == NULL)
		return;
	g_free(mail->file);
	g_free(mail);
}

static GMappedFile *map_file(const char *path, GError **error)
{
	g_autoptr(GError) why = NULL;
	GMappedFile *map = g_mapped_file_new(path, FALSE, &why);

	if (map == NULL)
		g_set_error(error, POSTERN_FAULT,
			g_error_matches(why, G_FILE_ERROR, G_FILE_ERROR_NOENT)
				? FAULT_NOT_FOUND
				: FAULT_IO,
			"%s", why->message);
	return map;
}

static void add_mail(
	GPtrArray *mails, const char *file, gsize offset, gsize length)
{
	struct archived *mail;
	struct stat status;

	if (length == 0)
		return;
	mail = g_new0(struct archived, 1);
	mail->file = g_strdup(file);
	mail->offset = offset;
	mail->length = length;
	mail->modified = stat(file, &status) == 0 ? status.st_mtime : 0;
	g_ptr_array_add(mails, mail);
}

/* --- mbox --------------------------------------------------------------- */

static gsize line_end(const char *data, gsize length, gsize at)
{
	const char *end = memchr(data + at, '\n', length - at);

	return end == NULL ? length : (gsize)(end - data) + 1;
}

static gboolean is_from_line(const char *data, gsize length, gsize at)
{
	return length - at >= 5 && memcmp(data + at, "From ", 5) == 0;
}

static gboolean is_blank_line(const char *data, gsize length, gsize at)
{
	return at < length &&
	       (data[at] == '\n' || (data[at] == '\r' && at + 1 < length &&
					    data[at + 1] == '\n'));
}

/* Where a Content-Length of the header says that the mail ends, if a From line
 * or the end of the file stands there; else 0. */
static gsize end_by_length(const char *data, gsize length, gsize start)
{
	static const char NAME[] = "content-length:";
	gsize at = start;
	guint64 said = 0;

	while (at < length && at - start < MAX_HEADER &&
		!is_blank_line(data, length, at)) {
		if (length - at > sizeof NAME &&
			g_ascii_strncasecmp(data + at, NAME, sizeof NAME - 1) ==
				0) {
			g_autofree char *value =
				g_strndup(data + at + sizeof NAME - 1,
					MIN(length - at - sizeof NAME + 1, 24));

			said = g_ascii_strtoull(value, NULL, 10);
		}
		at = line_end(data, length, at);
	}
	if (said == 0 || at >= length)
		return 0;
	gsize body = line_end(data, length, at);

	if (said > length - body)
		return 0;
	gsize end = body + (gsize)said;

	while (is_blank_line(data, length, end))
		end = line_end(data, length, end);
	return end == length || is_from_line(data, length, end) ? end : 0;
}

static gsize end_by_line(const char *data, gsize length, gsize start)
{
	gboolean was_blank = FALSE;
	gsize at = start;

	while (at < length) {
		if (was_blank && is_from_line(data, length, at))
			return at;
		was_blank = is_blank_line(data, length, at);
		at = line_end(data, length, at);
	}
	return length;
}

/* The blank line behind a mail belongs to the mbox, also behind the last: there
 * may be mails behind it tomorrow. */
static gsize without_last_blank(const char *data, gsize start, gsize end)
{
	if (end - start >= 2 && data[end - 1] == '\n' && data[end - 2] == '\n')
		return end - 1;
	if (end - start >= 4 && memcmp(data + end - 4, "\r\n\r\n", 4) == 0)
		return end - 2;
	return end;
}

static void list_mbox(
	const char *path, const char *data, gsize length, GPtrArray *mails)
{
	gsize at = 0;

	while (at < length && is_from_line(data, length, at)) {
		gsize start = line_end(data, length, at);
		gsize end = end_by_length(data, length, start);

		if (end == 0)
			end = end_by_line(data, length, start);
		add_mail(mails, path, start,
			without_last_blank(data, start, end) - start);
		at = end;
	}
}

/* --- files and folders -------------------------------------------------- */

static gboolean list_file(const char *path, GPtrArray *mails, GError **error)
{
	g_autoptr(GMappedFile) map = map_file(path, error);

	if (map == NULL)
		return FALSE;
	const char *data = g_mapped_file_get_contents(map);
	gsize length = g_mapped_file_get_length(map);

	if (length > 5 && is_from_line(data, length, 0) &&
		!g_str_has_suffix(path, ".eml"))
		list_mbox(path, data, length, mails);
	else
		add_mail(mails, path, 0, length);
	return TRUE;
}

static int compare_names(gconstpointer a, gconstpointer b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static GPtrArray *names_in(const char *path, GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(GDir) folder = g_dir_open(path, 0, &why);
	GPtrArray *names;
	const char *name;

	if (folder == NULL) {
		g_set_error(error, POSTERN_FAULT, FAULT_IO, "%s", why->message);
		return NULL;
	}
	names = g_ptr_array_new_with_free_func(g_free);
	while ((name = g_dir_read_name(folder)) != NULL)
		if (name[0] != '.')
			g_ptr_array_add(names, g_strdup(name));
	g_ptr_array_sort(names, compare_names);
	return names;
}

/* Files of a Maildir's new/ and cur/ are mails whatever they begin with. */
static gboolean list_maildir(const char *path, GPtrArray *mails, GError **error)
{
	static const char *const PARTS[] = { "cur", "new" };

	for (guint p = 0; p < G_N_ELEMENTS(PARTS); p++) {
		g_autofree char *part = g_build_filename(path, PARTS[p], NULL);
		g_autoptr(GPtrArray) names = names_in(part, error);

		if (names == NULL)
			return FALSE;
		for (guint i = 0; i < names->len; i++) {
			g_autofree char *file = g_build_filename(
				part, (char *)names->pdata[i], NULL);
			struct stat status;

			if (stat(file, &status) == 0 && S_ISREG(status.st_mode))
				add_mail(mails, file, 0, (gsize)status.st_size);
		}
	}
	return TRUE;
}

static gboolean is_maildir(const char *path)
{
	g_autofree char *cur = g_build_filename(path, "cur", NULL);
	g_autofree char *new = g_build_filename(path, "new", NULL);

	return g_file_test(cur, G_FILE_TEST_IS_DIR) &&
	       g_file_test(new, G_FILE_TEST_IS_DIR);
}

static gboolean list_folder(const char *path, GPtrArray *mails, GError **error)
{
	g_autoptr(GPtrArray) names = names_in(path, error);

	if (names == NULL)
		return FALSE;
	for (guint i = 0; i < names->len; i++) {
		g_autofree char *file =
			g_build_filename(path, (char *)names->pdata[i], NULL);

		if (g_file_test(file, G_FILE_TEST_IS_SYMLINK))
			continue; /* a ring of folders never ends */
		if (!archive_list(file, mails, error))
			return FALSE;
	}
	return TRUE;
}

gboolean archive_list(const char *path, GPtrArray *mails, GError **error)
{
	if (!g_file_test(path, G_FILE_TEST_IS_DIR))
		return list_file(path, mails, error);
	return is_maildir(path) ? list_maildir(path, mails, error)
				: list_folder(path, mails, error);
}

GBytes *archive_read(const struct archived *mail, GError **error)
{
	g_autoptr(GMappedFile) map = map_file(mail->file, error);

	if (map == NULL)
		return NULL;
	if (mail->offset + mail->length > g_mapped_file_get_length(map)) {
		g_set_error(error, POSTERN_FAULT, FAULT_IO,
			"%s: has grown shorter while it was read", mail->file);
		return NULL;
	}
	return g_bytes_new(
		g_mapped_file_get_contents(map) + mail->offset, mail->length);
}
