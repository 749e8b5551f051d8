/* pack_inside.h - what pack.c (objects) and pack_file.c (files) share. */
#ifndef REPO_PACK_INSIDE_H
#define REPO_PACK_INSIDE_H

#include "pack.h"

struct pack_entry {
	struct oid id;
	guint32 crc;
	guint32 offset;
	guint depth; /* of its chain of deltas, 0: whole */
};

struct libdeflate_compressor;

struct pack {
	GByteArray *bytes; /* from the pack's header on */
	GHashTable
		*entries; /* struct oid within the entry -> struct pack_entry */
	struct libdeflate_compressor *compressor;
};

#define PACK_HEADER_BYTES 12u

#endif
