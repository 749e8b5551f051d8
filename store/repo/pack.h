/* pack.h - a pack being written: objects go in, each once, deflated by
 * libdeflate; out comes a pack v2 with its index v2, durable on disk.
 *
 * Objects are named at once and deflated by a thread of the pack's own, in
 * their order, while the caller goes on. It knows nothing of what the objects
 * mean, nor of the branch.
 */
#ifndef REPO_PACK_H
#define REPO_PACK_H

#include "auto.h"
#include "oid.h"
#include <glib.h>

/* As git numbers them in a pack. */
enum object_kind {
	OBJECT_COMMIT = 1,
	OBJECT_TREE = 2,
	OBJECT_BLOB = 3,
};

/* What a pack, and an object in it, may have in bytes: offsets of the index
 * then fit 31 bits. */
#define PACK_MAX_BYTES ((gsize)G_MAXINT32)

struct pack;
struct pack *pack_new(void);
void pack_free(struct pack *pack); /* takes NULL */
DEFINE_AUTO(pack);

/* Adds an object unless it is in already; *id is its name in any case.
 * FAULT_LIMIT: over PACK_MAX_BYTES. FAULT_INVALID: SHA-1's collision detection
 * calls the bytes an attack; the pack is as before. */
gboolean pack_add(struct pack *pack, enum object_kind kind, const void *data,
	gsize length, struct oid *id, GError **error);

/* The same without a copy: the bytes are kept until they are deflated. */
gboolean pack_add_bytes(struct pack *pack, enum object_kind kind, GBytes *data,
	struct oid *id, GError **error);

/* The same of what pack_name() has named already. FAULT_LIMIT. */
gboolean pack_add_named(struct pack *pack, enum object_kind kind, GBytes *data,
	const struct oid *id, GError **error);

/* What git calls an object; by any thread. FAULT_INVALID as pack_add(). */
gboolean pack_name(enum object_kind kind, const void *data, gsize length,
	struct oid *id, GError **error);

/* The same for a new version of an object: where the version before is in this
 * pack too, what is kept is the difference, if that is smaller. */
gboolean pack_add_version(struct pack *pack, enum object_kind kind,
	GBytes *data, const struct oid *before_id, GBytes *before,
	struct oid *id, GError **error);

/* The same for an object whose middle may stand in another one. */
gboolean pack_add_like(struct pack *pack, enum object_kind kind, GBytes *data,
	const struct oid *like_id, GBytes *like, struct oid *id,
	GError **error);

gboolean pack_has(const struct pack *pack, const struct oid *id);
guint pack_count(const struct pack *pack);
gsize pack_bytes(struct pack *pack); /* deflated; waits for it */

/* Writes pack-<hex>.keep, .pack and .idx into folder (an objects/pack): temp
 * names, synced, renamed, the folder synced. *keep is the path of the .keep,
 * which bars a repack from taking the pack away until a branch holds it; g_free
 * it. FAULT_IO: nothing but at most temp files is left. The pack takes no more
 * objects. */
gboolean pack_write(
	struct pack *pack, const char *folder, char **keep, GError **error);

/* Takes away what a writer that died has left in folder: temp files, and the
 * .keep of ours. Only under the lock that every writer holds. */
gboolean pack_sweep(const char *folder, GError **error);

#endif
