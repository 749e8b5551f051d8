/* imap_guard.h - what an IMAP server may send before anybody parses it.
 *
 * The parser behind it has no limits of its own: it keeps whole answers in
 * memory, allocates what a literal announces, and recurses with parentheses.
 * The guard follows the framing only (RFC 9051 section 2.2: lines, and
 * literals after "{n}") and is fed every byte that comes in.
 */
#ifndef PORT_IMAP_GUARD_H
#define PORT_IMAP_GUARD_H

#include <glib.h>

enum {
	IMAP_LINE_MAX = 64 * 1024, /* literals not counted */
	IMAP_DEPTH_MAX = 100,      /* open parentheses */
};

struct imap_guard {
	guint64 budget;  /* bytes that may still come */
	guint64 literal; /* bytes of the literal under way */
	guint64 number;  /* in "{number", where is_number */
	gsize line;      /* bytes of the line so far */
	gint depth;
	enum { GUARD_TEXT, GUARD_NUMBER, GUARD_CLOSED } brace;
	GString *start;  /* the first bytes of the line */
	guint64 exists;  /* mails in the mailbox, by EXISTS and EXPUNGE */
	guint64 arrived; /* by how many EXISTS grew, in all */
};

void imap_guard_init(struct imap_guard *guard);
void imap_guard_clear(struct imap_guard *guard);

/* NULL: pass them on. Else what was too much, in words; nothing more may be
 * taken from that server. */
const char *imap_guard_feed(
	struct imap_guard *guard, const char *bytes, gsize length);

#endif
