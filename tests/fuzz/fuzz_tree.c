/* Any bytes are a tree object that somebody pushed: reading ends within them,
 * and what is put into one is found there. */
#include "fuzz.h"
#include "tree.h"
#include "delta.h"
#include <string.h>

static guint count_entries(const guint8 *raw, gsize length)
{
	struct tree_entry entry;
	gsize offset = 0;
	guint count = 0;

	while (tree_next(raw, length, &offset, &entry)) {
		g_assert(entry.start < entry.end && entry.end <= length);
		g_assert((const guint8 *)entry.name > raw &&
			 (const guint8 *)entry.name < raw + length);
		count++;
	}
	g_assert(offset <= length);
	return count;
}

static void change(const guint8 *raw, gsize length)
{
	static const struct oid ID = { { 1, 2, 3 } };
	g_autoptr(GByteArray) tree = g_byte_array_new();
	struct tree_entry entry;
	gsize offset = 0;

	while (tree_next(raw, length, &offset, &entry))
		;
	if (offset != length)
		return; /* no tree: nothing of ours changes it */
	if (length > 0)
		g_byte_array_append(tree, raw, (guint)length);
	tree_set(tree, "ticket", TREE_MODE_FILE, &ID);
	g_assert(tree_find(tree->data, tree->len, "ticket", &entry));
	g_autoptr(GByteArray) delta =
		delta_make(raw, length, tree->data, tree->len);

	g_assert(delta != NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct tree_entry entry;

	count_entries(data, size);
	tree_find(data, size, "ticket", &entry);
	change(data, size);
	return 0;
}
