/* pack_inside.h - what pack.c (objects) and pack_file.c (files) share. */
#ifndef REPO_PACK_INSIDE_H
#define REPO_PACK_INSIDE_H

#include "pack.h"

/* Whose thread sets what: id and depth the caller's, offset and crc the
 * deflater's, for nobody to read before pack_settle(). */
struct pack_entry {
	struct oid id;
	guint depth; /* of its chain of deltas, 0: whole */
	guint32 crc;
	guint32 offset;
};

struct libdeflate_compressor;

struct pack {
	GByteArray *bytes; /* from the pack's header on; the deflater's */
	struct libdeflate_compressor *compressor; /* likewise */
	GHashTable
		*entries; /* struct oid within the entry -> struct pack_entry */
	gsize promised;   /* what bytes may come to have at most */
	GThread *deflater;    /* or NULL */
	GAsyncQueue *objects; /* to it: GPtrArray * of struct object * */
	GPtrArray *gathered;  /* not handed to it yet */
	gsize gathered_bytes;
};

/* Waits until all that was added is in bytes. */
void pack_settle(struct pack *pack);

#define PACK_HEADER_BYTES 12u

#endif
