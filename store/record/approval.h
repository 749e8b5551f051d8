/* approval.h - the value of a ticket's Approval field: what is to be approved,
 * who is asked, and what became of it.
 *
 *   purchase 8900.50 SEK asked 5 chef@example.com,vd@example.com TIME
 *   <rule> [<amount> <currency>] <state> <mail> <addresses> <time>
 *
 * The addresses are those who are asked, or the one who decided; the time is
 * that of asking, or of the decision. Amounts are counted in hundredths.
 */
#ifndef RECORD_APPROVAL_H
#define RECORD_APPROVAL_H

#include "auto.h"
#include <glib.h>

enum approval_state {
	APPROVAL_ASKED,
	APPROVAL_APPROVED,
	APPROVAL_DENIED,
	APPROVAL_WITHDRAWN, /* the ticket went on without an answer */
	APPROVAL_EXPIRED,   /* nobody answered in time */
	APPROVAL_STATE_COUNT,
};

struct approval {
	char *rule;         /* the name of its [approval] */
	guint64 hundredths; /* the amount; 0: none was named */
	char currency[4];   /* "SEK", "" where there is no amount */
	enum approval_state state;
	guint32 message; /* number of the first mail that asked: an answer to
			    an earlier one is about something else */
	GPtrArray *approvers; /* char *: addresses, at least one */
	gint64 at;            /* unix seconds */
};

struct approval *approval_new(void);
void approval_free(struct approval *approval); /* takes NULL */
DEFINE_AUTO(approval);

/* FAULT_INVALID where text is none; it may be NULL: then NULL, too. */
struct approval *approval_parse(const char *text, GError **error);
char *approval_format(const struct approval *approval);

/* "8900 SEK", "8900.50 SEK", "" where there is no amount; new. */
char *approval_amount(const struct approval *approval);
/* "purchase 8900 SEK": rule and amount, as the trailer has them; new. */
char *approval_what(const struct approval *approval);
const char *approval_state_name(enum approval_state state);

/* TRUE where the text is that of an approval that waits for its answer. */
gboolean approval_is_open(const char *text);
/* An open one becomes that, at that time: new text, or NULL where it was not
 * open. */
char *approval_end(const char *text, enum approval_state state, gint64 at);

#endif
