/* nursery.h - where parsers come from.
 *
 * The nursery is a process that has opened what a parser needs (converters,
 * libxml2, GMime) and never reads a mail. On request it forks a parser and
 * hands its socket over. So a fresh parser costs a fork, and a parser that died
 * or was taken over by a mail is replaced by one that has read nothing.
 */
#ifndef RUN_NURSERY_H
#define RUN_NURSERY_H

#include "auto.h"
#include "message.h"
#include "store.h"
#include <glib.h>

struct nursery;

/* What the desk calls the bytes of a mail. */
struct mail_names {
	char sha256[65];          /* hex */
	struct content_name blob; /* in the repository */
	gboolean is_named;        /* blob is set: no crafted collision */
};
/* Computes them: that takes as long as hashing the mail twice. */
void mail_names_of(GBytes *raw, struct mail_names *names);

/* Forks the nursery; call it before anything is opened that a parser must not
 * see. FAULT_IO. */
struct nursery *nursery_start(const struct mail_limits *limits, GError **error);
/* The nursery ends when its socket closes. Takes NULL. */
void nursery_free(struct nursery *nursery);
DEFINE_AUTO(nursery);

/* For poll(): it becomes readable when the nursery has ended. */
int nursery_fd(const struct nursery *nursery);
/* Has a mail parsed ahead, by the parser that reads all others' mail: the
 * answer is there, or nearly, when nursery_parse() asks for the same GBytes.
 * Mails are read in the order that they were asked for, by a thread of the
 * nursery's own, while the caller goes on; what goes wrong is told by
 * nursery_parse(). An answer that nobody comes for is dropped in time. Never
 * for mail that needs a fresh parser. */
void nursery_ahead(struct nursery *nursery, GBytes *raw);

/* Parses a mail in a parser process, its answer checked by message_unpack();
 * names it meanwhile, on failure too.
 * is_fresh: by a parser that has read no other mail (mail with the From of an
 * agent or approver). FAULT_INVALID: the parser died, lied or overran its
 * deadline: this mail's fault, the next call gets another parser. FAULT_IO: no
 * parser can be had. */
struct message *nursery_parse(struct nursery *nursery, GBytes *raw,
	gboolean is_fresh, struct mail_names *names, GError **error);

#endif
