/* facts.h - what the desk itself reads from a raw header block: who wrote,
 * what the receiving server says of it, and which mails it answers.
 *
 * A linear scanner without libraries, so that proof never rests on the
 * parser's answer. It unfolds, skips an mbox From line, takes CRLF and LF, and
 * ends at the first blank line or at max_bytes.
 */
#ifndef MAIL_FACTS_H
#define MAIL_FACTS_H

#include "auto.h"
#include <glib.h>

/* One method of an Authentication-Results field (RFC 8601). */
struct auth_method {
	char *method; /* "dmarc", "dkim", "spf", folded */
	char *result; /* "pass", "fail", …, folded */
	char *domain; /* dmarc: header.from; dkim: header.d (or of header.i);
			 folded, or NULL */
};

/* A trace field, in the order of the mail, topmost first. */
struct trace {
	enum { TRACE_RECEIVED, TRACE_RESULT } kind;
	char *host; /* Received: by; Authentication-Results: authserv-id;
		       folded; NULL if unreadable */
	gint64 at; /* Received: its date, unix seconds; G_MININT64 where none */
	GPtrArray *methods; /* struct auth_method *, of a result */
};

/* A DKIM-Signature field (RFC 6376), as far as it matters here. */
struct dkim_signature {
	char *domain;     /* d=, folded */
	gboolean has_l;   /* l= is there */
	GPtrArray *signs; /* char *: h=, folded names */
};

struct facts {
	guint from_fields;    /* how many From fields */
	guint from_addresses; /* how many addresses in all of them */
	char *from; /* the address, only where both are 1 and it is plain; else
		       NULL */
	char *message_id; /* without <>, the first of several; NULL where
			     missing or broken */
	char *id; /* message_id, else "sha256:<hex of the raw mail>": what it is
		     known by */
	GPtrArray *in_reply_to; /* char *, ids without <> */
	GPtrArray *references;  /* char *, ids, the last limits.references of
				   them */
	GPtrArray *recipients;  /* char *: Delivered-To, X-Original-To,
				   Envelope-To, To, Cc: plain addresses */
	char *return_path;      /* "" for <>; NULL where there is none */
	gint64 date; /* of Date, unix seconds; G_MININT64 where unreadable */
	GPtrArray *traces;     /* struct trace * */
	GPtrArray *signatures; /* struct dkim_signature * */
	GPtrArray *loops;      /* char *: values of X-Loop, folded */
	GPtrArray *mentions;   /* char *, mentions.h: of the whole mail */
	gboolean has_date, has_subject,
		has_content_type; /* which fields are present */
	gboolean has_doubles;     /* Date, Subject, Message-ID or Content-Type
				     stands twice: a signature covers one */
};

/* Never fails: what cannot be read is absent. Limits: 256 KiB of header,
 * 1,000 fields. Free with facts_free(), which takes NULL. */
struct facts *facts_scan(GBytes *raw);
/* TRUE where id is an address of this very mail: "In-Reply-To: Message from
 * Anna <anna@example.com> of …" looks like two ids, and whoever answers Anna so
 * would be joined with everybody else who does. */
gboolean facts_is_address(const struct facts *facts, const char *id);
void facts_free(struct facts *facts);
DEFINE_AUTO(facts);

#endif
