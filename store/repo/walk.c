#include "walk.h"
#include "fault.h"
#include <string.h>

#define DEPTH_MAX 16u
#define TREE_MAX_BYTES ((gsize)64 << 20)

static gboolean is_end(
	const struct oid *at, const struct oid *from, GError **error)
{
	char hex[OID_HEX + 1];

	if (oid_equal(at, from))
		return TRUE;
	if (!oid_is_zero(at))
		return FALSE;
	oid_hex(from, hex);
	g_set_error(error, POSTERN_FAULT, FAULT_NOT_FOUND,
		"commit %s is no ancestor of the branch", hex);
	return TRUE;
}

static void reverse(GArray *ids)
{
	for (guint i = 0; i < ids->len / 2; i++) {
		struct oid *a = &g_array_index(ids, struct oid, i);
		struct oid *b =
			&g_array_index(ids, struct oid, ids->len - 1 - i);
		struct oid swap = *a;

		*a = *b;
		*b = swap;
	}
}

GArray *walk_chain(struct repo *repo, const struct oid *from,
	const struct oid *to, gsize max, GError **error)
{
	g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(struct oid));
	g_autoptr(GError) local = NULL;
	struct oid at = *to;

	while (!is_end(&at, from, &local)) {
		AUTO(repo_commit) commit = repo_commit(repo, &at, &local);

		if (!commit)
			break;
		if (max && ids->len >= max) {
			g_set_error(&local, POSTERN_FAULT, FAULT_LIMIT,
				"more than %zu commits", max);
			break;
		}
		g_array_append_val(ids, at);
		at = commit->parent;
	}
	if (local) {
		g_propagate_error(error, g_steal_pointer(&local));
		return NULL;
	}
	reverse(ids);
	return g_steal_pointer(&ids);
}

/* --- what changed --------------------------------------------------------- */

void walk_change_free(struct walk_change *change)
{
	g_free(change->path);
	g_free(change);
}

/* One side of a comparison: a tree's bytes and the entry at hand. */
struct side {
	GBytes *raw;
	const guint8 *bytes;
	gsize length, offset;
	struct tree_entry entry;
	gboolean has_entry;
};

struct walk {
	struct repo *repo;
	GPtrArray *changes;
};

static gboolean compare_trees(struct walk *walk, const char *folder,
	const struct oid *before, const struct oid *after, guint depth,
	GError **error);

static void side_next(struct side *side)
{
	side->has_entry = tree_next(
		side->bytes, side->length, &side->offset, &side->entry);
}

static gboolean side_open(struct side *side, struct repo *repo,
	const struct oid *tree, GError **error)
{
	if (oid_is_zero(tree))
		return TRUE;
	side->raw = repo_object(repo, OBJECT_TREE, tree, TREE_MAX_BYTES, error);
	if (!side->raw)
		return FALSE;
	side->bytes = g_bytes_get_data(side->raw, &side->length);
	side_next(side);
	return TRUE;
}

/* Which side's entry comes first: <0 the left one alone, >0 the right one
 * alone, 0 both are of one name and kind. */
static int compare_sides(const struct side *left, const struct side *right)
{
	if (!left->has_entry || !right->has_entry)
		return left->has_entry ? -1 : 1;
	return tree_entry_compare(&left->entry, &right->entry);
}

static void add_change(
	struct walk *walk, char *path, const struct tree_entry *now)
{
	struct walk_change *change = g_new0(struct walk_change, 1);

	change->path = path;
	change->mode = now ? now->mode : 0;
	if (now)
		change->id = now->id;
	g_ptr_array_add(walk->changes, change);
}

/* before, after: NULL where that side has no such entry. */
static gboolean compare_entries(struct walk *walk, const char *folder,
	const struct tree_entry *before, const struct tree_entry *after,
	guint depth, GError **error)
{
	static const struct oid zero;
	const struct tree_entry *one = after ? after : before;
	g_autofree char *path = g_strconcat(folder, one->name, NULL);

	if (before && after && oid_equal(&before->id, &after->id) &&
		before->mode == after->mode)
		return TRUE;
	if (tree_entry_is_folder(one)) {
		g_autofree char *below = g_strconcat(path, "/", NULL);

		return compare_trees(walk, below, before ? &before->id : &zero,
			after ? &after->id : &zero, depth + 1, error);
	}
	add_change(walk, g_steal_pointer(&path), after);
	return TRUE;
}

static gboolean compare_trees(struct walk *walk, const char *folder,
	const struct oid *before, const struct oid *after, guint depth,
	GError **error)
{
	struct side left = { 0 }, right = { 0 };
	gboolean done = depth <= DEPTH_MAX;

	if (!done)
		g_set_error(error, POSTERN_FAULT, FAULT_LIMIT,
			"%s: more than %u folders deep", folder, DEPTH_MAX);
	done = done && side_open(&left, walk->repo, before, error) &&
	       side_open(&right, walk->repo, after, error);
	while (done && (left.has_entry || right.has_entry)) {
		int order = compare_sides(&left, &right);

		done = compare_entries(walk, folder,
			order <= 0 ? &left.entry : NULL,
			order >= 0 ? &right.entry : NULL, depth, error);
		if (order <= 0)
			side_next(&left);
		if (order >= 0)
			side_next(&right);
	}
	g_clear_pointer(&left.raw, g_bytes_unref);
	g_clear_pointer(&right.raw, g_bytes_unref);
	return done;
}

static void free_change(gpointer change)
{
	walk_change_free(change);
}

GPtrArray *walk_changes(struct repo *repo, const struct oid *before,
	const struct oid *after, GError **error)
{
	struct walk walk = { .repo = repo };

	if (oid_equal(before, after))
		return g_ptr_array_new_with_free_func(free_change);
	walk.changes = g_ptr_array_new_with_free_func(free_change);
	if (!compare_trees(&walk, "", before, after, 0, error))
		g_clear_pointer(&walk.changes, g_ptr_array_unref);
	return walk.changes;
}
