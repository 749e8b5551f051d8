#include "threads.h"
#include "digest.h"
#include "spill.h"

#include <string.h>

#define KEY_BYTES 16u
#define FIRST_SLOTS 4096u

struct slot {
	guint8 key[KEY_BYTES];
	guint32 node; /* + 1; 0: free */
};

struct entry {
	gint64 at;
	guint8 key[KEY_BYTES]; /* for an order that knows none of adding */
	guint32 mail, node, rank;
};

struct threads {
	char *folder;
	struct spill *slots;   /* a table of ids, half full at most */
	struct spill *parents; /* guint32, of each node */
	struct spill *entries;
	gsize next; /* entry that begins the next conversation */
};

struct threads *threads_new(const char *folder, GError **error)
{
	AUTO(threads) threads = g_new0(struct threads, 1);

	threads->folder = g_strdup(folder);
	threads->slots = spill_new(folder, sizeof(struct slot), error);
	if (threads->slots == NULL ||
		!spill_add(threads->slots, NULL, FIRST_SLOTS, error))
		return NULL;
	threads->parents = spill_new(folder, sizeof(guint32), error);
	if (threads->parents == NULL)
		return NULL;
	threads->entries = spill_new(folder, sizeof(struct entry), error);
	return threads->entries == NULL ? NULL : g_steal_pointer(&threads);
}

void threads_free(struct threads *threads)
{
	if (threads == NULL)
		return;
	spill_free(threads->slots);
	spill_free(threads->parents);
	spill_free(threads->entries);
	g_free(threads->folder);
	g_free(threads);
}

/* --- ids ------------------------------------------------------------------ */

static struct slot *find_slot(const struct spill *slots, const guint8 *key)
{
	gsize mask = spill_count(slots) - 1;
	guint64 at;

	memcpy(&at, key, sizeof at);
	for (;; at++) {
		struct slot *slot = spill_at(slots, (gsize)at & mask);

		if (slot->node == 0 || memcmp(slot->key, key, KEY_BYTES) == 0)
			return slot;
	}
}

static gboolean grow(struct threads *threads, GError **error)
{
	gsize count = spill_count(threads->slots);
	AUTO(spill)
	larger = spill_new(threads->folder, sizeof(struct slot), error);

	if (larger == NULL || !spill_add(larger, NULL, 2 * count, error))
		return FALSE;
	for (gsize i = 0; i < count; i++) {
		const struct slot *slot = spill_at(threads->slots, i);

		if (slot->node != 0)
			*find_slot(larger, slot->key) = *slot;
	}
	spill_free(threads->slots);
	threads->slots = g_steal_pointer(&larger);
	return TRUE;
}

static gboolean add_node(struct threads *threads, guint32 *node, GError **error)
{
	*node = (guint32)spill_count(threads->parents);
	return spill_add(threads->parents, node, 1, error);
}

static void key_of(const char *id, guint8 key[KEY_BYTES])
{
	struct digest digest;
	guint8 sum[SHA256_DIGEST_SIZE];

	digest_init(&digest);
	digest_add(&digest, id, strlen(id));
	sha256_digest(&digest.state, sizeof sum, sum);
	memcpy(key, sum, KEY_BYTES);
}

static gboolean node_of(struct threads *threads, const guint8 *key,
	guint32 *node, GError **error)
{
	struct slot *slot;

	if (2 * spill_count(threads->parents) >= spill_count(threads->slots) &&
		!grow(threads, error))
		return FALSE;
	slot = find_slot(threads->slots, key);
	if (slot->node != 0) {
		*node = slot->node - 1;
		return TRUE;
	}
	if (!add_node(threads, node, error))
		return FALSE;
	memcpy(slot->key, key, KEY_BYTES);
	slot->node = *node + 1;
	return TRUE;
}

/* --- joining -------------------------------------------------------------- */

/* Path halving keeps the trees flat. */
static guint32 root_of(const struct threads *threads, guint32 node)
{
	guint32 *parents = spill_at(threads->parents, 0);

	while (parents[node] != node) {
		parents[node] = parents[parents[node]];
		node = parents[node];
	}
	return node;
}

const GPtrArray *threads_joined(const struct facts *facts, guint *count)
{
	gboolean is_referring = facts->references->len > 0;
	const GPtrArray *ids =
		is_referring ? facts->references : facts->in_reply_to;

	*count = is_referring ? ids->len : MIN(ids->len, 1);
	return ids;
}

static gboolean join(struct threads *threads, guint32 node,
	const struct facts *facts, GError **error)
{
	guint count;
	const GPtrArray *ids = threads_joined(facts, &count);

	for (guint i = 0; i < count; i++) {
		guint8 key[KEY_BYTES];
		guint32 other, a, b;

		key_of(ids->pdata[i], key);
		if (!node_of(threads, key, &other, error))
			return FALSE;
		a = root_of(threads, node);
		b = root_of(threads, other);
		*(guint32 *)spill_at(threads->parents, MAX(a, b)) = MIN(a, b);
	}
	return TRUE;
}

gboolean threads_add(struct threads *threads, guint mail, const char *id,
	const struct facts *facts, gint64 at, GError **error)
{
	struct entry entry = { .mail = mail, .at = at };

	key_of(id, entry.key);
	return node_of(threads, entry.key, &entry.node, error) &&
	       spill_add(threads->entries, &entry, 1, error) &&
	       join(threads, entry.node, facts, error);
}

/* --- in order ------------------------------------------------------------- */

static int compare_entries(gconstpointer a, gconstpointer b, gpointer data)
{
	const struct entry *left = a, *right = b;
	int keys;

	(void)data;
	if (left->rank != right->rank)
		return left->rank < right->rank ? -1 : 1;
	if (left->at != right->at)
		return left->at < right->at ? -1 : 1;
	keys = memcmp(left->key, right->key, KEY_BYTES);
	return keys != 0 ? keys
			 : (left->mail > right->mail) -
				   (left->mail < right->mail);
}

/* Sorted by time, each conversation has the rank of its first mail. */
gboolean threads_sort(struct threads *threads, GError **error)
{
	AUTO(spill) ranks = spill_new(threads->folder, sizeof(guint32), error);
	guint32 last = 0;

	if (ranks == NULL ||
		!spill_add(ranks, NULL, spill_count(threads->parents), error))
		return FALSE;
	spill_sort(threads->entries, compare_entries, NULL);
	for (gsize i = 0; i < spill_count(threads->entries); i++) {
		struct entry *entry = spill_at(threads->entries, i);
		guint32 *rank = spill_at(ranks, root_of(threads, entry->node));

		if (*rank == 0)
			*rank = ++last;
		entry->rank = *rank;
	}
	spill_sort(threads->entries, compare_entries, NULL);
	return TRUE;
}

GArray *threads_next(struct threads *threads)
{
	GArray *mails = g_array_new(FALSE, FALSE, sizeof(guint));
	guint32 rank = 0;

	for (; threads->next < spill_count(threads->entries); threads->next++) {
		const struct entry *entry =
			spill_at(threads->entries, threads->next);
		guint mail = entry->mail;

		if (rank != 0 && entry->rank != rank)
			break;
		rank = entry->rank;
		g_array_append_val(mails, mail);
	}
	return mails;
}
