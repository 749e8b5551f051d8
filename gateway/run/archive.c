#include "archive.h"
#include "fault.h"
#include "large.h"
#include "spill.h"

#include <string.h>
#include <sys/stat.h>

#define MAX_HEADER (256u << 10)

static const struct {
	const char *name;
	gboolean by_length;   /* a Content-Length is looked at */
	gboolean is_unquoted; /* ">From " loses a > */
} KINDS[MBOX_KIND_COUNT] = {
	[MBOX_AUTO] = { "auto", TRUE, FALSE },
	[MBOX_O] = { "mboxo", FALSE, FALSE },
	[MBOX_RD] = { "mboxrd", FALSE, TRUE },
	[MBOX_CL] = { "mboxcl", TRUE, FALSE },
	[MBOX_CL2] = { "mboxcl2", TRUE, FALSE },
};

struct place {
	gsize name; /* where the file's name begins among the names */
	gsize offset, length;
	gint64 modified;
	gboolean is_mbox;
};

struct archive {
	char *scratch;
	enum mbox_kind kind;
	struct spill *places; /* struct place, of each mail */
	struct spill *names;  /* char, each ended by NUL */
	GMappedFile *map;     /* of the file read last, or NULL */
	gsize map_name;
};

gboolean mbox_kind_parse(const char *name, enum mbox_kind *kind)
{
	for (guint i = 0; i < MBOX_KIND_COUNT; i++) {
		if (g_str_equal(KINDS[i].name, name)) {
			*kind = (enum mbox_kind)i;
			return TRUE;
		}
	}
	return FALSE;
}

struct archive *archive_new(
	const char *scratch, enum mbox_kind kind, GError **error)
{
	AUTO(archive) archive = g_new0(struct archive, 1);

	archive->scratch = g_strdup(scratch);
	archive->kind = kind;
	archive->places = spill_new(scratch, sizeof(struct place), error);
	if (archive->places == NULL)
		return NULL;
	archive->names = spill_new(scratch, 1, error);
	return archive->names == NULL ? NULL : g_steal_pointer(&archive);
}

void archive_free(struct archive *archive)
{
	if (archive == NULL)
		return;
	g_clear_pointer(&archive->map, g_mapped_file_unref);
	spill_free(archive->places);
	spill_free(archive->names);
	g_free(archive->scratch);
	g_free(archive);
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

/* What is found in one file. */
struct finding {
	struct archive *archive;
	struct place place; /* of the next mail in it */
};

static gboolean begin_file(struct finding *finding, struct archive *archive,
	const char *path, GError **error)
{
	struct stat status;

	finding->archive = archive;
	finding->place = (struct place){
		.name = spill_count(archive->names),
		.modified = stat(path, &status) == 0 ? status.st_mtime : 0,
	};
	return spill_add(archive->names, path, strlen(path) + 1, error);
}

static gboolean add_mail(
	struct finding *finding, gsize offset, gsize length, GError **error)
{
	if (length == 0)
		return TRUE;
	if (spill_count(finding->archive->places) >= G_MAXUINT32 - 1) {
		g_set_error(error, POSTERN_FAULT, FAULT_LIMIT,
			"more mails than can be counted");
		return FALSE;
	}
	finding->place.offset = offset;
	finding->place.length = length;
	return spill_add(finding->archive->places, &finding->place, 1, error);
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

static gboolean list_mbox(
	struct finding *finding, const char *data, gsize length, GError **error)
{
	gboolean by_length = KINDS[finding->archive->kind].by_length;
	gsize at = 0;

	finding->place.is_mbox = TRUE;
	while (at < length && is_from_line(data, length, at)) {
		gsize start = line_end(data, length, at);
		gsize end = by_length ? end_by_length(data, length, start) : 0;

		if (end == 0)
			end = end_by_line(data, length, start);
		if (!add_mail(finding, start,
			    without_last_blank(data, start, end) - start,
			    error))
			return FALSE;
		at = end;
	}
	return TRUE;
}

/* --- files and folders -------------------------------------------------- */

static gboolean list_file(
	struct archive *archive, const char *path, GError **error)
{
	g_autoptr(GMappedFile) map = map_file(path, error);
	struct finding finding;

	if (map == NULL || !begin_file(&finding, archive, path, error))
		return FALSE;
	const char *data = g_mapped_file_get_contents(map);
	gsize length = g_mapped_file_get_length(map);

	if (length > 5 && is_from_line(data, length, 0) &&
		!g_str_has_suffix(path, ".eml"))
		return list_mbox(&finding, data, length, error);
	return add_mail(&finding, 0, length, error);
}

/* The names in a folder, one behind the other, and where each begins. */
struct listing {
	struct spill *names, *starts; /* char; gsize */
};

static void listing_clear(struct listing *listing)
{
	spill_free(listing->names);
	spill_free(listing->starts);
}

static const char *listing_name(const struct listing *listing, gsize at)
{
	const gsize *start = spill_at(listing->starts, at);

	return spill_at(listing->names, *start);
}

static int compare_names(gconstpointer a, gconstpointer b, gpointer data)
{
	const gsize *left = a, *right = b;

	return strcmp(spill_at(data, *left), spill_at(data, *right));
}

/* As maildir_source reads: by the number that a name begins with. */
static int compare_numbers(gconstpointer a, gconstpointer b, gpointer data)
{
	const gsize *left = a, *right = b;
	guint64 one = g_ascii_strtoull(spill_at(data, *left), NULL, 10);
	guint64 two = g_ascii_strtoull(spill_at(data, *right), NULL, 10);

	if (one != two)
		return one < two ? -1 : 1;
	return compare_names(a, b, data);
}

static gboolean read_names(
	struct listing *listing, const char *path, GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(GDir) folder = g_dir_open(path, 0, &why);
	const char *name;

	if (folder == NULL) {
		g_set_error(error, POSTERN_FAULT, FAULT_IO, "%s", why->message);
		return FALSE;
	}
	while ((name = g_dir_read_name(folder)) != NULL) {
		gsize start = spill_count(listing->names);

		if (name[0] != '.' &&
			(!spill_add(listing->starts, &start, 1, error) ||
				!spill_add(listing->names, name,
					strlen(name) + 1, error)))
			return FALSE;
	}
	return TRUE;
}

static gboolean listing_init(struct listing *listing,
	const struct archive *archive, const char *path,
	GCompareDataFunc compare, GError **error)
{
	listing->starts = NULL;
	listing->names = spill_new(archive->scratch, 1, error);
	if (listing->names != NULL)
		listing->starts =
			spill_new(archive->scratch, sizeof(gsize), error);
	if (listing->starts != NULL && read_names(listing, path, error)) {
		spill_sort(listing->starts, compare, listing->names);
		return TRUE;
	}
	listing_clear(listing);
	return FALSE;
}

static gboolean add_maildir_file(
	struct archive *archive, const char *path, GError **error)
{
	struct finding finding;
	struct stat status;

	if (stat(path, &status) != 0 || !S_ISREG(status.st_mode))
		return TRUE;
	return begin_file(&finding, archive, path, error) &&
	       add_mail(&finding, 0, (gsize)status.st_size, error);
}

/* Files of a Maildir's new/ and cur/ are mails whatever they begin with. */
static gboolean list_maildir(
	struct archive *archive, const char *path, GError **error)
{
	static const char *const PARTS[] = { "cur", "new" };
	gboolean is_fine = TRUE;

	for (guint p = 0; is_fine && p < G_N_ELEMENTS(PARTS); p++) {
		g_autofree char *part = g_build_filename(path, PARTS[p], NULL);
		struct listing listing;

		if (!listing_init(
			    &listing, archive, part, compare_numbers, error))
			return FALSE;
		for (gsize i = 0; is_fine && i < spill_count(listing.starts);
			i++) {
			g_autofree char *file = g_build_filename(
				part, listing_name(&listing, i), NULL);

			is_fine = add_maildir_file(archive, file, error);
		}
		listing_clear(&listing);
	}
	return is_fine;
}

static gboolean is_maildir(const char *path)
{
	g_autofree char *cur = g_build_filename(path, "cur", NULL);
	g_autofree char *new = g_build_filename(path, "new", NULL);

	return g_file_test(cur, G_FILE_TEST_IS_DIR) &&
	       g_file_test(new, G_FILE_TEST_IS_DIR);
}

static gboolean list_folder(
	struct archive *archive, const char *path, GError **error)
{
	struct listing listing;
	gboolean is_fine = TRUE;

	if (!listing_init(&listing, archive, path, compare_names, error))
		return FALSE;
	for (gsize i = 0; is_fine && i < spill_count(listing.starts); i++) {
		g_autofree char *file =
			g_build_filename(path, listing_name(&listing, i), NULL);

		/* A ring of folders never ends. */
		is_fine = g_file_test(file, G_FILE_TEST_IS_SYMLINK) ||
			  archive_add(archive, file, error);
	}
	listing_clear(&listing);
	return is_fine;
}

gboolean archive_add(struct archive *archive, const char *path, GError **error)
{
	if (!g_file_test(path, G_FILE_TEST_IS_DIR))
		return list_file(archive, path, error);
	return is_maildir(path) ? list_maildir(archive, path, error)
				: list_folder(archive, path, error);
}

/* --- reading ------------------------------------------------------------ */

guint archive_count(const struct archive *archive)
{
	return (guint)spill_count(archive->places);
}

struct archived archive_get(const struct archive *archive, guint mail)
{
	const struct place *place = spill_at(archive->places, mail);

	return (struct archived){
		.file = spill_at(archive->names, place->name),
		.offset = place->offset,
		.length = place->length,
		.modified = place->modified,
	};
}

/* Mails of one mbox are mostly read in a row. */
static gboolean map_again(struct archive *archive, const struct place *place,
	const char *file, GError **error)
{
	if (archive->map != NULL && archive->map_name == place->name)
		return TRUE;
	g_clear_pointer(&archive->map, g_mapped_file_unref);
	archive->map = map_file(file, error);
	archive->map_name = place->name;
	return archive->map != NULL;
}

/* ">>From " and the like. */
static gboolean is_quoted_from(const char *data, gsize length, gsize at)
{
	gsize start = at;

	while (at < length && data[at] == '>')
		at++;
	return at > start && is_from_line(data, length, at);
}

static GBytes *without_quotes(const char *data, gsize length)
{
	GByteArray *bytes = g_byte_array_sized_new((guint)length);
	gsize at = 0;

	while (at < length) {
		gsize end = line_end(data, length, at);

		if (is_quoted_from(data, length, at))
			at++;
		g_byte_array_append(
			bytes, (const guint8 *)data + at, (guint)(end - at));
		at = end;
	}
	return g_byte_array_free_to_bytes(bytes);
}

GBytes *archive_read(struct archive *archive, guint mail, GError **error)
{
	const struct place *place = spill_at(archive->places, mail);
	const char *file = spill_at(archive->names, place->name);
	const char *data;

	if (!map_again(archive, place, file, error))
		return NULL;
	if (place->offset + place->length >
		g_mapped_file_get_length(archive->map)) {
		g_set_error(error, POSTERN_FAULT, FAULT_IO,
			"%s: has grown shorter while it was read", file);
		return NULL;
	}
	data = g_mapped_file_get_contents(archive->map) + place->offset;
	if (place->is_mbox && KINDS[archive->kind].is_unquoted &&
		place->length < G_MAXINT32)
		return without_quotes(data, place->length);
	if (place->length <= LARGE_BYTES)
		return g_bytes_new(data, place->length);
	g_autoptr(GBytes) whole = g_mapped_file_get_bytes(archive->map);

	return g_bytes_new_from_bytes(whole, place->offset, place->length);
}
