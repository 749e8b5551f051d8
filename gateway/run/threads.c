#include "threads.h"

#include <string.h>

struct entry {
	guint mail;
	guint node;
	gint64 at;
	char *id; /* for an order that does not depend on the order of adding */
};

struct threads {
	GHashTable *nodes; /* id -> node + 1 */
	GPtrArray *ids;    /* node -> id, owned by the table */
	GArray *parents;   /* guint, of each node */
	GArray *entries;   /* struct entry */
};

static void entry_clear(gpointer entry)
{
	g_free(((struct entry *)entry)->id);
}

struct threads *threads_new(void)
{
	struct threads *threads = g_new0(struct threads, 1);

	threads->nodes =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	threads->ids = g_ptr_array_new();
	threads->parents = g_array_new(FALSE, FALSE, sizeof(guint));
	threads->entries = g_array_new(FALSE, FALSE, sizeof(struct entry));
	g_array_set_clear_func(threads->entries, entry_clear);
	return threads;
}

void threads_free(struct threads *threads)
{
	g_hash_table_unref(threads->nodes);
	g_ptr_array_unref(threads->ids);
	g_array_unref(threads->parents);
	g_array_unref(threads->entries);
	g_free(threads);
}

static guint node_of(struct threads *threads, const char *id)
{
	gpointer found = g_hash_table_lookup(threads->nodes, id);
	guint node = threads->parents->len;

	if (found != NULL)
		return GPOINTER_TO_UINT(found) - 1;
	char *key = g_strdup(id);

	g_hash_table_insert(threads->nodes, key, GUINT_TO_POINTER(node + 1));
	g_ptr_array_add(threads->ids, key);
	g_array_append_val(threads->parents, node);
	return node;
}

/* Path halving keeps the trees flat. */
static guint root_of(struct threads *threads, guint node)
{
	guint *parents = (guint *)(void *)threads->parents->data;

	while (parents[node] != node) {
		parents[node] = parents[parents[node]];
		node = parents[node];
	}
	return node;
}

static void join(struct threads *threads, guint node, const GPtrArray *ids)
{
	for (guint i = 0; i < ids->len; i++) {
		guint a = root_of(threads, node);
		guint b = root_of(threads, node_of(threads, ids->pdata[i]));

		if (a != b)
			g_array_index(threads->parents, guint, MAX(a, b)) =
				MIN(a, b);
	}
}

void threads_add(struct threads *threads, guint mail, const struct facts *facts,
	const char *raw_hex, gint64 at)
{
	g_autofree char *stand_in = g_strdup_printf("sha256:%s", raw_hex);
	const char *id = facts->message_id ? facts->message_id : stand_in;
	struct entry entry = { mail, node_of(threads, id), at, g_strdup(id) };

	g_array_append_val(threads->entries, entry);
	join(threads, entry.node,
		facts->references->len > 0 ? facts->references
					   : facts->in_reply_to);
}

static void thread_free(gpointer data)
{
	struct thread *thread = data;

	g_array_unref(thread->mails);
	g_ptr_array_unref(thread->ids);
	g_free(thread);
}

static int compare_entries(gconstpointer a, gconstpointer b)
{
	const struct entry *left = a;
	const struct entry *right = b;

	if (left->at != right->at)
		return left->at < right->at ? -1 : 1;
	int ids = strcmp(left->id, right->id);

	return ids != 0 ? ids
			: (left->mail > right->mail) -
				  (left->mail < right->mail);
}

/* The threads of the entries, which are sorted already, so each thread's mails
 * are, and so are the threads by their first. */
static GPtrArray *gather(struct threads *threads, GHashTable *by_root)
{
	GPtrArray *list = g_ptr_array_new_with_free_func(thread_free);

	for (guint i = 0; i < threads->entries->len; i++) {
		struct entry *entry =
			&g_array_index(threads->entries, struct entry, i);
		gpointer root = GUINT_TO_POINTER(root_of(threads, entry->node));
		struct thread *thread = g_hash_table_lookup(by_root, root);

		if (thread == NULL) {
			thread = g_new0(struct thread, 1);
			thread->mails =
				g_array_new(FALSE, FALSE, sizeof(guint));
			thread->ids = g_ptr_array_new();
			thread->first = entry->at;
			g_hash_table_insert(by_root, root, thread);
			g_ptr_array_add(list, thread);
		}
		g_array_append_val(thread->mails, entry->mail);
	}
	return list;
}

GPtrArray *threads_list(struct threads *threads)
{
	g_autoptr(GHashTable) by_root = g_hash_table_new(NULL, NULL);

	g_array_sort(threads->entries, compare_entries);
	GPtrArray *list = gather(threads, by_root);

	for (guint node = 0; node < threads->ids->len; node++) {
		gpointer root = GUINT_TO_POINTER(root_of(threads, node));
		struct thread *thread = g_hash_table_lookup(by_root, root);

		if (thread != NULL)
			g_ptr_array_add(thread->ids, threads->ids->pdata[node]);
	}
	return list;
}
