#include "chain.h"
#include "graph.h"

struct chain {
	struct graph *graph; /* or NULL */
	GArray *known;       /* guint32: places in the graph, newest first */
	GArray *rest;        /* struct oid: what came after, newest first */
};

void chain_free(struct chain *chain)
{
	if (!chain)
		return;
	graph_free(chain->graph);
	g_array_unref(chain->known);
	g_array_unref(chain->rest);
	g_free(chain);
}

/* FALSE: the graph is damaged. */
static gboolean follow_graph(struct chain *chain, guint32 place)
{
	for (; place != GRAPH_NONE;) {
		/* No way is longer than all of them: it goes in a ring. */
		if (chain->known->len >= graph_count(chain->graph))
			return FALSE;
		g_array_append_val(chain->known, place);
		if (!graph_parent(chain->graph, place, &place))
			return FALSE;
	}
	return TRUE;
}

static void forget_graph(struct chain *chain)
{
	g_clear_pointer(&chain->graph, graph_free);
	g_array_set_size(chain->known, 0);
}

static struct repo_commit *read_commit(
	struct bulk *bulk, const struct oid *id, GError **error)
{
	g_autoptr(GBytes) raw = NULL;
	const guint8 *data = NULL;
	gsize length = 0;

	if (!bulk_read(bulk, OBJECT_COMMIT, id, &data, &length, error))
		return NULL;
	raw = g_bytes_new(data, length);
	return repo_commit_parse(id, raw, error);
}

static gboolean follow(struct chain *chain, struct bulk *bulk,
	const struct oid *head, GError **error)
{
	struct oid at = *head;

	while (!oid_is_zero(&at)) {
		AUTO(repo_commit) commit = NULL;
		guint32 place = chain->graph ? graph_find(chain->graph, &at)
					     : GRAPH_NONE;

		if (place != GRAPH_NONE && follow_graph(chain, place))
			return TRUE;
		if (place != GRAPH_NONE)
			forget_graph(chain);
		commit = read_commit(bulk, &at, error);
		if (!commit)
			return FALSE;
		g_array_append_val(chain->rest, at);
		at = commit->parent;
	}
	return TRUE;
}

struct chain *chain_new(struct repo *repo, struct bulk *bulk,
	const struct oid *head, gboolean by_graph, GError **error)
{
	AUTO(chain) chain = g_new0(struct chain, 1);

	chain->graph = by_graph ? graph_open(repo_path(repo)) : NULL;
	chain->known = g_array_new(FALSE, FALSE, sizeof(guint32));
	chain->rest = g_array_new(FALSE, FALSE, sizeof(struct oid));
	if (!follow(chain, bulk, head, error))
		return NULL;
	return g_steal_pointer(&chain);
}

guint chain_count(const struct chain *chain)
{
	return chain->known->len + chain->rest->len;
}

void chain_get(const struct chain *chain, guint at, struct oid *commit)
{
	guint known = chain->known->len;

	if (at < known)
		graph_name(chain->graph,
			g_array_index(chain->known, guint32, known - 1 - at),
			commit);
	else
		*commit = g_array_index(chain->rest, struct oid,
			chain->rest->len - 1 - (at - known));
}
