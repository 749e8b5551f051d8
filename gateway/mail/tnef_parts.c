#include "html.h"
#include "mime.h"
#include "plain.h"
#include "tnef.h"
#include <string.h>

#define MAX_TNEF (32u * 1024 * 1024)

static gboolean may_be_tnef(const struct part *part)
{
	if (strcmp(part->type, "application/ms-tnef") == 0 ||
		strcmp(part->type, "application/vnd.ms-tnef") == 0)
		return TRUE;
	return part->name && g_ascii_strcasecmp(part->name, "winmail.dat") == 0;
}

static char *file_type(const char *type)
{
	const char *slash = type ? strchr(type, '/') : NULL;

	if (!slash)
		return g_strdup("application/octet-stream");
	g_autofree char *main = g_strndup(type, (gsize)(slash - type));

	return mime_type(main, slash + 1);
}

static void add_file(
	struct mime *mime, struct leaf *leaf, const struct tnef_file *file)
{
	const struct part *outer = leaf->part;
	struct part *part = g_new0(struct part, 1);

	part->type = file_type(file->type);
	part->name = mime_file_name(file->name);
	part->encoding = outer->encoding;
	part->depth = MIN(outer->depth + 1, mime->limits->depth + 1);
	part->offset = outer->offset;
	part->length = outer->length;
	part->size = file->length;
	part->inner_offset = file->offset;
	part->inner_length = file->length;
	mime_add_leaf(mime, part)->of = leaf;
}

/* As lines, like any other text of the mail. */
static char *spare_text(const struct mime *mime, const struct tnef *tnef)
{
	g_autofree char *lines =
		tnef->text && tnef->is_html
			? html_lines(tnef->text, mime->limits->text_bytes)
			: g_strdup(tnef->text);

	return lines ? plain_clean(lines) : NULL;
}

void tnef_unpack(struct mime *mime, struct leaf *leaf)
{
	struct part *outer = leaf->part;

	if (!may_be_tnef(outer) || !outer->length)
		return;
	g_autoptr(GBytes) bytes = part_decode(outer, mime->raw, MAX_TNEF, NULL);
	gsize length = 0;
	const guint8 *data = bytes ? g_bytes_get_data(bytes, &length) : NULL;
	guint room = mime->limits->parts - mime->leaves->len;
	struct tnef *tnef = data ? tnef_read(data, length, room) : NULL;

	if (!tnef)
		return;
	leaf->spare = spare_text(mime, tnef);
	for (guint i = 0; i < tnef->files->len; i++) {
		const struct tnef_file *file = tnef->files->pdata[i];

		if (!file->length)
			continue;
		add_file(mime, leaf, file);
		leaf->is_unpacked = TRUE;
	}
	tnef_free(tnef);
}
