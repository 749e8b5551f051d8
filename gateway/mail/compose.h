/* compose.h - struct outgoing -> the bytes of a mail (RFC 5322, MIME).
 *
 * Every value is escaped or refused here: CR, LF, NUL and controls reach no
 * header. Non-ASCII headers are RFC 2047 words, names of attachments RFC 2231,
 * the text is UTF-8, quoted-printable where it is not plain short ASCII lines.
 */
#ifndef MAIL_COMPOSE_H
#define MAIL_COMPOSE_H

#include "message.h"
#include <glib.h>

enum auto_submitted {
	AUTO_NO,        /* a person's reply that is relayed: no field */
	AUTO_REPLIED,   /* RFC 3834: answers a mail */
	AUTO_GENERATED, /* RFC 3834: nothing was asked */
};

/* A part of a stored mail that goes along. */
struct attached {
	GBytes *raw;             /* the mail that holds it */
	const struct part *part; /* its range in raw */
};

struct outgoing {
	const struct contact *from;
	const char *subject;     /* with the tag already in it */
	const char *message_id;  /* without <> */
	gboolean hides_id;       /* a question's: added at hand-over */
	const char *in_reply_to; /* without <>, or NULL */
	const GPtrArray
		*references; /* char *, or NULL; first and last 20 kept */
	gint64 date;         /* unix seconds; written in UTC (+0000) */
	enum auto_submitted auto_submitted;
	guint32 ticket;         /* X-Postern-Ticket, 0: none */
	const char *language;   /* Content-Language */
	const char *loop;       /* X-Loop: the desk's address */
	const char *text;       /* UTF-8, LF */
	const GArray *attached; /* struct attached, or NULL */
	const GPtrArray *own;   /* char *: our addresses, or NULL; their
				   extensions are taken out of what is
				   attached */
};

/* The mail as stored, without To and Reply-To; CRLF line ends. The boundary is
 * made of message_id and the digest of what goes in, so it stands in no part.
 * FAULT_INVALID where from, loop or message_id is not plain, or a part's range
 * does not lie within its mail. Ids of others that are not plain are left out:
 * a broken id must not keep an answer from going out. */
GBytes *compose_mail(const struct outgoing *outgoing, GError **error);

/* What a mail has only when it is handed over. */
struct addressing {
	const struct contact *to;
	const char *reply_to;   /* or NULL: none */
	const char *message_id; /* without <>, of a mail that hides it; or NULL
				 */
};

/* The mail as handed over to one recipient: these fields put behind From;
 * Reply-To shows From's name. FAULT_INVALID where an address or the id is not
 * plain or stored has no From. */
GBytes *compose_address(
	GBytes *stored, const struct addressing *addressing, GError **error);

/* Every own reply address (local+…@domain of one of own) in text becomes
 * local@domain, so no living token is ever stored or shown; new. */
char *compose_hide_tokens(const char *text, const GPtrArray *own);
/* The same of bytes, NUL among them. */
GString *compose_hide_in(const char *bytes, gsize length, const GPtrArray *own);

#endif
