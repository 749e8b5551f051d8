/* graph.h - git's commit graph, mapped: whose parent is who, without reading
 * commits. Written by maintenance; it may be missing, behind, or in layers. */
#ifndef REPO_GRAPH_H
#define REPO_GRAPH_H

#include "auto.h"
#include "oid.h"

struct graph;
/* NULL where there is none that can be read. */
struct graph *graph_open(const char *git_dir);
void graph_free(struct graph *graph); /* takes NULL */
DEFINE_AUTO(graph);

guint32 graph_count(const struct graph *graph);
/* Commits have places, 0 to n - 1. */
#define GRAPH_NONE G_MAXUINT32
/* GRAPH_NONE: it is not in it. */
guint32 graph_find(const struct graph *graph, const struct oid *commit);
void graph_name(const struct graph *graph, guint32 place, struct oid *commit);
/* The first parent; GRAPH_NONE: it has none. FALSE: the graph is damaged. */
gboolean graph_parent(
	const struct graph *graph, guint32 place, guint32 *parent);

#endif
