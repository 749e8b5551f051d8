/* delivery.h - the `delivery` file: one line a recipient a sent mail.
 *
 *   <message>-out <address> <state> <time> <code and text>
 *   5-out anna@example.com sent 2026-11-23T09:15:04Z 250 2.0.0 queued as 4F…
 *
 * The number is padded to four digits as the file it names.
 */
#ifndef RECORD_DELIVERY_H
#define RECORD_DELIVERY_H

#include "auto.h"
#include <glib.h>

enum delivery_state {
	DELIVERY_PENDING,
	DELIVERY_SENT,
	DELIVERY_DEFERRED,
	DELIVERY_FAILED,
	DELIVERY_BOUNCED,
	DELIVERY_WITHHELD,
	DELIVERY_EXPIRED,
	DELIVERY_STATE_COUNT,
};

struct delivery {
	guint32 message; /* number of the -out.eml in this folder */
	gboolean vendor; /* 0005-vendor-out instead of 0005-out */
	char *address;
	enum delivery_state state;
	gint64 at;   /* unix seconds */
	char *reply; /* "250 2.0.0 ok", cleaned, at most 200 bytes; may be "" */
};

struct delivery *delivery_new(guint32 message, const char *address,
	enum delivery_state state, gint64 at, const char *reply);
void delivery_free(struct delivery *delivery); /* takes NULL */
DEFINE_AUTO(delivery);

/* A file: array of struct delivery *. FAULT_INVALID with the line's number. */
GPtrArray *delivery_parse(const char *text, gsize length, GError **error);
char *delivery_format(const GPtrArray *deliveries);

/* The entry of that mail and recipient (folded), NULL where none. */
struct delivery *delivery_find(
	const GPtrArray *deliveries, guint32 message, const char *address);

const char *delivery_state_name(enum delivery_state state);
gboolean delivery_state_parse(const char *word, enum delivery_state *state);

#endif
