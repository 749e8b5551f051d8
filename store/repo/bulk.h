/* bulk.h - reading very many objects in a row, straight from the packs that lie
 * there now: mapped, inflated by libdeflate, nothing kept but the bases of
 * deltas. What is in none of them (a push's loose objects), or is not what its
 * name says there, is read as repo.h does. For one thread at a time; nobody
 * else may use the repo meanwhile.
 */
#ifndef REPO_BULK_H
#define REPO_BULK_H

#include "repo.h"

struct bulk;
/* FAULT_IO, with its name, where a pack's index is damaged. */
struct bulk *bulk_new(struct repo *repo, GError **error);
void bulk_free(struct bulk *bulk); /* takes NULL */
DEFINE_AUTO(bulk);

/* The bytes of an object, which live until the next call. FAULT_NOT_FOUND;
 * FAULT_LIMIT over 64 MiB; FAULT_IO where it is of another kind, or damaged:
 * that names the pack. */
gboolean bulk_read(struct bulk *bulk, enum object_kind kind,
	const struct oid *id, const guint8 **data, gsize *length,
	GError **error);

#endif
