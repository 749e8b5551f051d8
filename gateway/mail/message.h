/* message.h - what Postern knows of one mail: flat, serialisable, read-only.
 *
 * Two structs, from two readers:
 *  - struct message is the parser's answer (GMime, in a process of its own):
 *    what a person sees. It is as hostile as the mail; message_unpack() checks
 *    every offset, length and string of it against the raw bytes.
 *  - struct facts (facts.h) is read by the desk itself from the raw header
 *    block; who wrote and which ticket is meant follow from it alone.
 */
#ifndef MAIL_MESSAGE_H
#define MAIL_MESSAGE_H

#include "auto.h"
#include "contact.h"
#include <glib.h>

/* Kinds of mail, routing.md 3. The names are those of the trailer `Kind`. */
enum mail_kind {
	MAIL_HUMAN,
	MAIL_REPORT,  /* delivery report, RFC 3464 and the plain ones */
	MAIL_RECEIPT, /* RFC 8098 */
	MAIL_AUTO,    /* RFC 3834 and its localised signs, challenges */
	MAIL_LIST,
	MAIL_BULK,
	MAIL_CALENDAR,
	MAIL_ALERT, /* set by the desk: a rule of desk.conf decides */
	MAIL_SPAM,  /* marked by the MTA */
	MAIL_KIND_COUNT,
};

/* What a line of the readable text is. */
enum line_class {
	LINE_OWN,         /* the writer's own words */
	LINE_QUOTE,       /* marked: behind >, or in a quoting element */
	LINE_ATTRIBUTION, /* "On … wrote:" */
	LINE_BELOW, /* unmarked quote: separator or header block, and all below
		     */
	LINE_SIGNATURE,
	LINE_FORWARD, /* a forwarded mail, its mark included */
	LINE_CLASS_COUNT,
};

enum part_encoding {
	ENCODING_7BIT,
	ENCODING_8BIT,
	ENCODING_BINARY,
	ENCODING_QUOTED_PRINTABLE,
	ENCODING_BASE64,
	ENCODING_OTHER, /* uuencode and the unknown: not to be copied verbatim
			 */
};

/* A leaf of the MIME tree, in the order of the mail. */
struct part {
	char *type;       /* "image/png", lower case, plain token/token */
	char *charset;    /* as declared, or NULL */
	char *name;       /* file name, one clean line, no / or \; or NULL */
	char *content_id; /* without <>, or NULL */
	/* Disposition attachment, or not shown in text; a version of the text
	 * that was not chosen (multipart/alternative) is neither. */
	gboolean is_attachment;
	gboolean is_text; /* its text stands in message.text */
	enum part_encoding encoding;
	guint depth;  /* of multiparts and messages above it */
	gsize offset; /* of the body within the raw mail, encoded */
	gsize length; /* encoded bytes */
	gsize size;   /* decoded bytes */
	/* A file in a winmail.dat: of the decoded bytes of the range above only
	 * these. inner_length 0: all of them. */
	gsize inner_offset, inner_length;
};

/* One recipient of a delivery report. */
struct report_recipient {
	char *address;
	char *status; /* "5.1.1", or NULL */
	char *action; /* failed delayed delivered relayed expanded, or NULL */
	char *diagnostic; /* one clean line, or NULL */
};

/* Defects of a mail that is read far enough all the same. */
#define DEFECT_TEXT "more text than the limit"
#define DEFECT_ADDRESSES "more addresses in a field than the limit"

struct message {
	char *subject; /* decoded, one clean line; "" where none */
	GPtrArray *from, *to, *cc,
		*reply_to; /* struct contact *, decoded; addresses plain */
	gint64 date;       /* unix seconds, G_MININT64 where unreadable */
	char *language; /* guessed from text and headers: en sv nb pl, or NULL
			 */
	enum mail_kind kind;
	char *kind_why;      /* "Auto-Submitted: auto-replied"; "" for human */
	gboolean is_forward; /* routing.md 7 */
	gboolean is_thanks;  /* a thank-you: short, no question, list per
				language */
	char *text;          /* readable, valid UTF-8, LF, zero-width dropped */
	GByteArray *classes; /* enum line_class of each line of text */
	gboolean is_html;    /* text was made from HTML */
	GPtrArray *parts;    /* struct part * */
	char *digest; /* 64 hex: SHA-256 over the decoded leaf parts in order,
			 text with LF */
	GPtrArray *recipients; /* struct report_recipient *, of a report */
	char *report_id; /* Message-ID of the mail that a report is about, no <>
			  */
	char *defect; /* what was over a limit or broken beyond reading, or NULL
		       */
};

struct mail_limits {
	gsize message_bytes; /* 50 MiB */
	guint parts;         /* 500 */
	guint depth;         /* 50 */
	gsize header_bytes;  /* 256 KiB of one header block */
	guint headers;       /* 1,000 fields */
	guint addresses;     /* 1,000 of one field */
	guint references;    /* 200: the last of them count */
	gsize text_bytes;    /* 1 MiB of readable text */
};
extern const struct mail_limits MAIL_LIMITS_DEFAULT;

struct message *message_new(void);
void message_free(struct message *message); /* takes NULL */
DEFINE_AUTO(message);

/* Calls once, before any parse and before a sandbox closes: GMime, libxml2 and
 * the converters of all charsets we know are opened and kept. */
void message_init(void);

/* Parses one mail (RFC 5322, 2045-2049, 2231, 3676). Never fails on what a
 * mail holds: over a limit it stops splitting and says so in defect. Raw bytes
 * may hold anything, a leading mbox From line too. Text parts are decoded by
 * the ladder declared (unless it is plainly UTF-8) -> strict UTF-8 -> the
 * charset of the header's encoded words, else windows-1252 -> U+FFFD. A mail
 * within a mail is one leaf, "message/rfc822", named by its subject. */
struct message *message_parse(GBytes *raw, const struct mail_limits *limits);

/* Over a socket. pack: new bytes. unpack checks everything: UTF-8, one-line
 * texts, ranges within raw_length, counts within limits, classes == lines;
 * FAULT_INVALID says what lied. */
GBytes *message_pack(const struct message *message);
struct message *message_unpack(GBytes *packed, gsize raw_length,
	const struct mail_limits *limits, GError **error);

/* Views of the text; new strings, LF, ended by LF unless empty. */
char *message_own_text(const struct message
		*message); /* LINE_OWN lines, blank runs joined, trimmed */
/* NNNN-in.txt: a few header lines (From, To, Cc, Subject, Date), own text with
 * quotes and signature folded away ("[7 quoted lines]"; the last quoted lines
 * above words of the writer stay, as what they answer), attachments named with
 * type and size. Where the own text is empty, everything is shown. */
char *message_readable(const struct message *message);

const char *mail_kind_name(enum mail_kind kind);
/* TRUE for kinds that nothing automatic answers, and that never spend a token,
 * confirm, approve, rate or run anything. */
gboolean mail_kind_is_automatic(enum mail_kind kind);

/* Decoded bytes of one part, at most max_bytes; NULL with FAULT_LIMIT. */
GBytes *part_decode(
	const struct part *part, GBytes *raw, gsize max_bytes, GError **error);

#endif
