/* article.h - names of what lies in a ticket's folder, and the paths of the
 * repository. No name that comes from mail is ever a path: all are made here
 * from numbers, times and hex. */
#ifndef RECORD_ARTICLE_H
#define RECORD_ARTICLE_H

#include <glib.h>

enum article_kind {
	ARTICLE_IN,
	ARTICLE_OUT,
	ARTICLE_NOTE,
	ARTICLE_VENDOR_IN,
	ARTICLE_VENDOR_OUT,
	ARTICLE_KIND_COUNT,
};

/* A ticket takes at most that many messages, then a linked continuation. */
#define ARTICLE_MAX_MESSAGES 1000u

/* Where a message lies. Ticket 0 is answers/<month>/. */
struct article {
	guint32 ticket;
	guint32 month; /* yyyymm, only where ticket is 0 */
	guint32 number;
	enum article_kind kind;
};

/* "tickets/00/01/000123"; new, as all below. path_delivery() also of answers.
 * suffix is "eml" or "txt": "tickets/…/0004-in.eml",
 * "answers/2026-11/17-out.eml" (no padding there). hex: 64 of SHA-256:
 * "quarantine/2026-11-23/<hex>.eml". */
char *path_ticket_folder(guint32 ticket);
char *path_ticket(guint32 ticket); /* …/ticket */
char *path_delivery(guint32 ticket, guint32 month);
char *path_article(const struct article *article, const char *suffix);
char *path_quarantine(gint64 unix_sec, const char *hex, const char *suffix);

/* "0004-in": how trailers and Held lines name it. */
char *article_name(guint32 number, enum article_kind kind);
/* Reads "0004-in" (also "4-in"), all of text. */
gboolean article_parse(
	const char *name, guint32 *number, enum article_kind *kind);

/* The other way, from a path of the tree: TRUE and the ticket where it lies in
 * a ticket's folder and that folder is the one of its number; file is then
 * the last component within path. */
gboolean path_parse_ticket(
	const char *path, guint32 *ticket, const char **file);
/* The same for answers/<yyyy-mm>/<file>. */
gboolean path_parse_answers(
	const char *path, guint32 *month, const char **file);

/* Reads "2026-11" as 202611, all of text, from 1970-01 on. */
gboolean month_parse(const char *text, guint32 *month);
/* yyyymm of a time, in UTC. */
guint32 month_of(gint64 unix_sec);

#endif
