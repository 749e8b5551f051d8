/* packs.h - the packs of a folder, mapped: where an object lies, and the head
 * that it begins with. They may go from the folder meanwhile; what is mapped
 * stays. The bytes may be anybody's.
 */
#ifndef REPO_PACKS_H
#define REPO_PACKS_H

#include "auto.h"
#include "pack.h"

struct packs;
/* FAULT_IO, with its name, where an index is damaged. */
struct packs *packs_open(const char *folder, GError **error);
void packs_free(struct packs *packs); /* takes NULL */
DEFINE_AUTO(packs);

struct pack_map;

/* An object in its pack; what follows offset is known after packs_look(). */
struct packed {
	const struct pack_map *pack;
	gsize offset;
	gboolean is_delta;
	enum object_kind kind; /* where it is no delta */
	gsize size;            /* inflated */
	const guint8 *data;    /* deflated */
	gsize room;            /* to the end of the pack */
	gsize base_offset;     /* of a delta, in the same pack; else 0 and: */
	struct oid base_id;
};

gboolean packs_find(
	struct packs *packs, const struct oid *id, struct packed *at);
/* Reads the head. FALSE: it is damaged. */
gboolean packs_look(struct packed *at);
/* The pack's file. */
const char *packs_path(const struct pack_map *map);
/* What a delta builds on. */
gboolean packs_base(
	struct packs *packs, const struct packed *at, struct packed *base);

#endif
