/* channel.h - typed, length-checked messages between the roles.
 *
 * A socket pair carries frames: type and two lengths (32 bits each, of this
 * machine), then a GVariant of the type that the table names for it; bytes that
 * stand last in it (a mail) follow as they are. What comes in is as hostile as
 * the role that sent it: an unknown type, a length over the limit, a value not
 * in normal form end the channel.
 */
#ifndef RUN_CHANNEL_H
#define RUN_CHANNEL_H

#include <glib.h>

enum frame_type {
	FRAME_MAIL,  /* fetcher -> desk: (key s, arrival x, truncated b, size t,
			raw ay) */
	FRAME_BATCH, /* fetcher -> desk: (): all that waits was said */
	FRAME_TROUBLE,  /* fetcher -> desk: (code u, what s): the mailbox cannot
			   be read */
	FRAME_FINISHED, /* fetcher -> desk: (): one pass is over */
	FRAME_DONE,     /* desk -> fetcher: (keys as): durable, put them away */
	FRAME_AGAIN,    /* desk -> fetcher: (): not durable, come back later */
	FRAME_PARSE,    /* desk -> parser: (raw ay) */
	FRAME_PARSED,   /* parser -> desk: (packed ay) */
	FRAME_SEND,   /* desk -> mailer: (mail_from s, recipient s, mail ay) */
	FRAME_RESULT, /* mailer -> desk: (state u, reply s, session b) */
	FRAME_DAYS,   /* reader of holidays -> desk: (trouble s, days as) */
	FRAME_TYPE_COUNT,
};

/* A mail of 50 MiB and what stands around it. */
#define CHANNEL_MAX_FRAME (256u << 20)
/* The answer of a parser: what is within the limits of a mail makes less. */
#define CHANNEL_MAX_ANSWER (64u << 20)

/* A pair of connected sockets, close-on-exec. FAULT_IO. */
gboolean channel_pair(int fds[2], GError **error);

/* Writes one frame; takes the value over (floating ones are sunk). FAULT_IO
 * where the other side is gone. */
gboolean channel_send(
	int fd, enum frame_type type, GVariant *value, GError **error);

/* Reads one frame: its value, to be freed with g_variant_unref(). Waits
 * timeout_ms at most for each byte of progress and deadline in all (-1: for
 * ever). NULL: FAULT_NOT_FOUND at the end of the stream, FAULT_TEMPORARY when
 * time is up, FAULT_INVALID for a frame that lies. */
GVariant *channel_receive(
	int fd, enum frame_type *type, int timeout_ms, GError **error);

/* (ay) <-> bytes without a copy; get keeps the variant alive. */
GVariant *variant_from_bytes(GBytes *bytes);
GBytes *variant_to_bytes(GVariant *value);

#endif
