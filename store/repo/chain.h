/* chain.h - all commits of the branch in their order, however many: what the
 * commit graph knows is four bytes each. */
#ifndef REPO_CHAIN_H
#define REPO_CHAIN_H

#include "bulk.h"

struct chain;

/* From the first commit to head, along first parents. by_graph: as the commit
 * graph tells it, which the commits themselves may contradict; where it is
 * plainly damaged it is left alone. Else by reading each commit. */
struct chain *chain_new(struct repo *repo, struct bulk *bulk,
	const struct oid *head, gboolean by_graph, GError **error);
void chain_free(struct chain *chain); /* takes NULL */
DEFINE_AUTO(chain);

guint chain_count(const struct chain *chain);
/* 0: the first. */
void chain_get(const struct chain *chain, guint at, struct oid *commit);

#endif
