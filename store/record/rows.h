/* rows.h - what the index answers: plain rows, the same for who asks the store
 * and for who keeps the index. */
#ifndef RECORD_ROWS_H
#define RECORD_ROWS_H

#include "article.h"
#include "auto.h"
#include "ticket.h"
#include <glib.h>

struct commit_name {
	char hex[41];
};

/* A stored mail that has a Message-ID, or that refers to it. */
struct id_hit {
	struct article article;
	gboolean is_referred;
	char digest[65]; /* body digest; "" where it is_referred */
};

/* A recipient of a notice. at: committed, unix seconds. */
struct notice_row {
	char *kind, *address;
	gint64 at;
};
void notice_row_free(struct notice_row *row); /* takes NULL */

struct ticket_row {
	guint32 number;
	/* addresses of people; "" where none */
	char *subject, *queue, *assignee, *requester;
	enum ticket_status status;
	guint priority, line;
	gint64 created, updated, resolve_due;
	gint64 due; /* ticket_due() */
};
void ticket_row_free(struct ticket_row *row); /* takes NULL */

/* A list's total is counted no further. */
#define ROWS_TOTAL_MAX 10000u

/* All that is asked must fit. Words and addresses compare folded. */
struct ticket_query {
	/* NULL: any */
	const char *queue, *assignee, *requester, *tag, *vendor;
	gboolean unassigned, active_only;
	gboolean overdue; /* active, and ticket_due() is before now */
	guint32 parent;   /* 0: any */
	gint64 now;       /* for overdue */
	guint max;        /* rows; 0: 50 */
};

/* A recipient that a mail has still to be handed over to. */
struct outbox_row {
	guint32 ticket, month, message;
	gboolean vendor;
	char *address, *kind; /* kind of the notice; "" where not known */
	gint64 born;          /* committed at */
	guint attempts;
};
void outbox_row_free(struct outbox_row *row); /* takes NULL */

#endif
