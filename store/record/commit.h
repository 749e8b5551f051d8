/* commit.h - the text of a commit: what an auditor reads and what the index is
 * rebuilt from.
 *
 * No foreign byte stands at the start of a line: subject lines begin with
 * "T-<n>: " or a word of ours, text is behind "> ", trailers behind our keys.
 * The writer escapes; it relies on no earlier check.
 */
#ifndef RECORD_COMMIT_H
#define RECORD_COMMIT_H

#include "auto.h"
#include "contact.h"
#include <glib.h>

#define COMMIT_SUBJECT_COLUMNS 72
#define COMMIT_TEXT_LINES 3
#define COMMIT_TRAILER_BYTES 250

/* The keys of trailers, so that no other module spells them. */
#define TRAILER_TICKET "Ticket"
#define TRAILER_EVENT "Event"
#define TRAILER_ROLE "Role"
#define TRAILER_KIND "Kind"
#define TRAILER_PROOF "Proof"
#define TRAILER_MESSAGE "Message"
#define TRAILER_MESSAGE_ID "Message-ID"
#define TRAILER_REFERS "Refers"
#define TRAILER_CONFIRMS "Confirms"
#define TRAILER_COMMAND "Command"
#define TRAILER_REFUSED "Refused"
#define TRAILER_REASON "Reason"
#define TRAILER_APPROVAL "Approval"
#define TRAILER_PROMISE "Promise"
#define TRAILER_NOTICE "Notice"
#define TRAILER_WITHHELD "Withheld"
#define TRAILER_DELIVERED "Delivered"
#define TRAILER_SPENT "Spent"
#define TRAILER_UNDOES "Undoes"
#define TRAILER_RULE "Rule"

struct trailer {
	char *key;
	char *value;
};

struct record_commit {
	struct contact *author; /* NULL: the desk itself */
	gint64 author_time;     /* unix seconds: arrival */
	char *subject;          /* uncut; cut and cleaned by the writer */
	char *text;       /* the new text of the mail, any length, or NULL */
	GArray *trailers; /* struct trailer, in the order of writing */
};

struct record_commit *record_commit_new(void);
void record_commit_free(struct record_commit *commit); /* takes NULL */
DEFINE_AUTO(record_commit);

/* Appends a trailer; both are copied. The value may be anything: the writer
 * makes it one line of at most COMMIT_TRAILER_BYTES. A Message-ID over 200
 * bytes is written as sha256:<hex> (trailer_id()). */
void record_commit_add(
	struct record_commit *commit, const char *key, const char *value);
void record_commit_addf(struct record_commit *commit, const char *key,
	const char *format, ...) G_GNUC_PRINTF(3, 4);
/* The first value of that key, or NULL; lives as long as the commit. */
const char *record_commit_get(
	const struct record_commit *commit, const char *key);

/* The message: subject, blank, up to three lines of text behind "> ", blank,
 * trailers. New, UTF-8, ends in LF. */
char *commit_format(const struct record_commit *commit);

/* Reads a message back: only the trailers (last paragraph) and the subject,
 * as git sees them; text stays NULL. Never fails: what is no message of ours
 * has no trailers. Free with record_commit_free(). */
struct record_commit *commit_parse(const char *message, gsize length);
/* The same, but of the trailers only those with one of the keys (NULL at the
 * end), and no subject: for who reads very many. */
struct record_commit *commit_parse_keys(
	const char *message, gsize length, const char *const *keys);

/* How an id stands in a trailer: "<id>", or "sha256:<hex>" if longer than 200
 * bytes or holding blanks, controls or brackets. id is without <>; new. */
char *trailer_id(const char *id);

/* The name of an author line: <>, @, NUL and controls taken out, cut at 100
 * bytes, "Unknown" where nothing is left; new. */
char *author_name(const char *name);

/* True if message (a person's, pushed) holds a line that git would read as a
 * trailer with one of our keys, anywhere in it. */
gboolean commit_forges_trailer(const char *message, gsize length);

#endif
