#include "tree.h"
#include <string.h>

/* Modes have at most six octal digits. */
static gboolean read_mode(
	const guint8 *raw, gsize length, gsize *offset, guint32 *mode)
{
	gsize at = *offset;

	*mode = 0;
	while (at < length && at - *offset < 7 && raw[at] >= '0' &&
		raw[at] <= '7')
		*mode = *mode * 8 + (guint32)(raw[at++] - '0');
	if (at == *offset || at >= length || raw[at] != ' ')
		return FALSE;
	*offset = at + 1;
	return TRUE;
}

gboolean tree_next(const guint8 *raw, gsize length, gsize *offset,
	struct tree_entry *entry)
{
	gsize at = *offset;
	const guint8 *end;

	if (at >= length || !read_mode(raw, length, &at, &entry->mode))
		return FALSE;
	end = memchr(raw + at, '\0', length - at);
	if (!end || end == raw + at || (gsize)(raw + length - end) <= OID_BYTES)
		return FALSE;
	entry->name = (const char *)raw + at;
	memcpy(entry->id.raw, end + 1, OID_BYTES);
	entry->start = *offset;
	entry->end = (gsize)(end - raw) + 1 + OID_BYTES;
	*offset = entry->end;
	return TRUE;
}

gboolean tree_find(const guint8 *raw, gsize length, const char *name,
	struct tree_entry *entry)
{
	gsize offset = 0;

	while (tree_next(raw, length, &offset, entry))
		if (strcmp(entry->name, name) == 0)
			return TRUE;
	return FALSE;
}

gboolean tree_entry_is_folder(const struct tree_entry *entry)
{
	return entry->mode == TREE_MODE_FOLDER;
}

int tree_entry_compare(const struct tree_entry *a, const struct tree_entry *b)
{
	gsize a_length = strlen(a->name), b_length = strlen(b->name);
	gsize both = MIN(a_length, b_length);
	int order = memcmp(a->name, b->name, both);
	int a_next, b_next;

	if (order != 0)
		return order;
	a_next = a_length > both           ? (guint8)a->name[both]
		 : tree_entry_is_folder(a) ? '/'
					   : 0;
	b_next = b_length > both           ? (guint8)b->name[both]
		 : tree_entry_is_folder(b) ? '/'
					   : 0;
	return a_next - b_next;
}

static void splice(
	GByteArray *raw, gsize start, gsize end, const GByteArray *entry)
{
	gsize tail = raw->len - end;
	gsize length = start + entry->len + tail;

	if (length > raw->len)
		g_byte_array_set_size(raw, (guint)length);
	memmove(raw->data + start + entry->len, raw->data + end, tail);
	memcpy(raw->data + start, entry->data, entry->len);
	g_byte_array_set_size(raw, (guint)length);
}

void tree_set(
	GByteArray *raw, const char *name, guint32 mode, const struct oid *id)
{
	g_autofree char *head = g_strdup_printf("%o %s", mode, name);
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	struct tree_entry mine = { .mode = mode, .name = name }, entry;
	gsize offset = 0, start = 0, end = 0;

	g_byte_array_append(
		bytes, (const guint8 *)head, (guint)strlen(head) + 1);
	g_byte_array_append(bytes, id->raw, OID_BYTES);
	if (tree_find(raw->data, raw->len, name, &entry) &&
		tree_entry_is_folder(&entry) != tree_entry_is_folder(&mine))
		tree_remove(raw, name);
	while (tree_next(raw->data, raw->len, &offset, &entry)) {
		int order = tree_entry_compare(&entry, &mine);

		if (order >= 0) {
			end = order == 0 ? entry.end : start;
			break;
		}
		start = end = entry.end;
	}
	splice(raw, start, end, bytes);
}

gboolean tree_remove(GByteArray *raw, const char *name)
{
	struct tree_entry entry;

	if (!tree_find(raw->data, raw->len, name, &entry))
		return FALSE;
	g_byte_array_remove_range(
		raw, (guint)entry.start, (guint)(entry.end - entry.start));
	return TRUE;
}
