#include "graph.h"
#include <string.h>

#define HEAD_BYTES 8u
#define CHUNK_BYTES 12u
#define FANOUT_BYTES 1024u
#define DATA_BYTES 36u /* tree, two parents, generation and time */
#define NO_PARENT 0x70000000u
#define LAYERS_MAX 255u

struct layer {
	GMappedFile *file;
	guint32 first, count; /* places */
	const guint8 *fanout, *names, *data;
};

struct graph {
	GPtrArray *layers; /* struct layer *, the oldest first */
	guint32 count;
};

static guint32 read_u32(const guint8 *bytes)
{
	guint32 big;

	memcpy(&big, bytes, sizeof big);
	return GUINT32_FROM_BE(big);
}

static void free_layer(gpointer data)
{
	struct layer *layer = data;

	g_clear_pointer(&layer->file, g_mapped_file_unref);
	g_free(layer);
}

void graph_free(struct graph *graph)
{
	if (!graph)
		return;
	g_ptr_array_unref(graph->layers);
	g_free(graph);
}

/* --- opening -------------------------------------------------------------- */

/* Where a chunk of at least that many bytes begins; NULL: there is none. */
static const guint8 *find_chunk(
	const guint8 *bytes, gsize length, const char *name, gsize needed)
{
	guint chunks = bytes[6];

	for (guint i = 0; i < chunks; i++) {
		const guint8 *row = bytes + HEAD_BYTES + i * CHUNK_BYTES;
		gsize start =
			(gsize)read_u32(row + 4) << 32 | read_u32(row + 8);

		if (memcmp(row, name, 4) == 0)
			return start <= length && needed <= length - start
				       ? bytes + start
				       : NULL;
	}
	return NULL;
}

static gboolean read_layer(struct layer *layer)
{
	static const guint8 magic[] = { 'C', 'G', 'P', 'H', 1, 1 };
	const guint8 *bytes =
		(const guint8 *)g_mapped_file_get_contents(layer->file);
	gsize length = g_mapped_file_get_length(layer->file);

	if (length < HEAD_BYTES || memcmp(bytes, magic, sizeof magic) != 0 ||
		length < HEAD_BYTES + (gsize)(bytes[6] + 1) * CHUNK_BYTES)
		return FALSE;
	layer->fanout = find_chunk(bytes, length, "OIDF", FANOUT_BYTES);
	if (!layer->fanout)
		return FALSE;
	layer->count = read_u32(layer->fanout + FANOUT_BYTES - 4);
	layer->names = find_chunk(
		bytes, length, "OIDL", (gsize)layer->count * OID_BYTES);
	layer->data = find_chunk(
		bytes, length, "CDAT", (gsize)layer->count * DATA_BYTES);
	return layer->names && layer->data;
}

static gboolean add_layer(struct graph *graph, const char *path)
{
	struct layer *layer = g_new0(struct layer, 1);

	layer->file = g_mapped_file_new(path, FALSE, NULL);
	if (!layer->file || !read_layer(layer) ||
		layer->count >= NO_PARENT - graph->count ||
		graph->layers->len >= LAYERS_MAX) {
		free_layer(layer);
		return FALSE;
	}
	layer->first = graph->count;
	graph->count += layer->count;
	g_ptr_array_add(graph->layers, layer);
	return TRUE;
}

/* A line for each layer, the oldest first. */
static gboolean add_chain(struct graph *graph, const char *folder)
{
	g_autofree char *path =
		g_build_filename(folder, "commit-graph-chain", NULL);
	g_autofree char *text = NULL;
	g_auto(GStrv) lines = NULL;

	if (!g_file_get_contents(path, &text, NULL, NULL))
		return FALSE;
	lines = g_strsplit(g_strchomp(text), "\n", -1);
	for (guint i = 0; lines[i]; i++) {
		g_autofree char *file =
			g_strdup_printf("%s/graph-%s.graph", folder, lines[i]);

		if (strspn(lines[i], "0123456789abcdef") != OID_HEX ||
			!add_layer(graph, file))
			return FALSE;
	}
	return graph->count > 0;
}

struct graph *graph_open(const char *git_dir)
{
	AUTO(graph) graph = g_new0(struct graph, 1);
	g_autofree char *single = g_build_filename(
		git_dir, "objects", "info", "commit-graph", NULL);
	g_autofree char *folder = g_build_filename(
		git_dir, "objects", "info", "commit-graphs", NULL);

	graph->layers = g_ptr_array_new_with_free_func(free_layer);
	if (!add_layer(graph, single) && !add_chain(graph, folder))
		return NULL;
	return g_steal_pointer(&graph);
}

/* --- asking --------------------------------------------------------------- */

static guint32 find_in(const struct layer *layer, const struct oid *commit)
{
	guint first = commit->raw[0];
	guint32 low = first ? read_u32(layer->fanout + 4 * (first - 1)) : 0;
	guint32 high = MIN(read_u32(layer->fanout + 4 * first), layer->count);

	while (low < high) {
		guint32 middle = low + (high - low) / 2;
		int order = memcmp(commit->raw,
			layer->names + (gsize)middle * OID_BYTES, OID_BYTES);

		if (order == 0)
			return layer->first + middle;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return GRAPH_NONE;
}

guint32 graph_count(const struct graph *graph)
{
	return graph->count;
}

guint32 graph_find(const struct graph *graph, const struct oid *commit)
{
	for (guint i = graph->layers->len; i-- > 0;) {
		guint32 place = find_in(graph->layers->pdata[i], commit);

		if (place != GRAPH_NONE)
			return place;
	}
	return GRAPH_NONE;
}

static const struct layer *layer_of(const struct graph *graph, guint32 place)
{
	guint i = graph->layers->len - 1;

	while (((struct layer *)graph->layers->pdata[i])->first > place)
		i--;
	return graph->layers->pdata[i];
}

void graph_name(const struct graph *graph, guint32 place, struct oid *commit)
{
	const struct layer *layer = layer_of(graph, place);

	memcpy(commit->raw,
		layer->names + (gsize)(place - layer->first) * OID_BYTES,
		OID_BYTES);
}

gboolean graph_parent(const struct graph *graph, guint32 place, guint32 *parent)
{
	const struct layer *layer = layer_of(graph, place);
	guint32 first = read_u32(layer->data +
				 (gsize)(place - layer->first) * DATA_BYTES +
				 OID_BYTES);

	*parent = first == NO_PARENT ? GRAPH_NONE : first;
	return first == NO_PARENT || first < graph->count;
}
