/* notice.h - what is to be said to whom, as data: the desk decides, the view
 * words it, the mailer carries it. */
#ifndef DESK_NOTICE_H
#define DESK_NOTICE_H

#include "compose.h"
#include "known.h"
#include "token.h"
#include <glib.h>

enum notice_kind {
	NOTICE_RECEIVED,
	NOTICE_REPLY,
	NOTICE_NEW_FOR_AGENT,
	NOTICE_REPLY_FOR_AGENT,
	NOTICE_NOTE_FOR_AGENT,
	NOTICE_ASSIGNED,
	NOTICE_NOT_PROVEN,
	NOTICE_UNDELIVERED,
	NOTICE_TRANSCRIPT,
	NOTICE_REFUSED,
	NOTICE_ANSWER,
	NOTICE_RESOLVED,
	NOTICE_CLOSED,
	NOTICE_REOPENED,
	NOTICE_REOPENED_FOR_AGENT,
	NOTICE_CANCELLED,
	NOTICE_MERGED,
	NOTICE_CONFIRM,
	NOTICE_ESCALATED,
	NOTICE_QUARANTINED,
	NOTICE_LIMITED,
	NOTICE_PROMISE,
	NOTICE_SUMMARY,
	NOTICE_REMINDER,
	NOTICE_RESUMED,
	NOTICE_APPROVAL, /* to who is to decide */
	NOTICE_APPROVED, /* to the requester */
	NOTICE_DECIDED,  /* to agents: approved or denied */
	NOTICE_VENDOR,   /* to the supplier */
	NOTICE_VENDOR_FOR_AGENT,
	NOTICE_KIND_COUNT,
};

/* One mail to be, in one language, to its recipients. */
struct notice {
	enum notice_kind kind;
	struct article article; /* where it will lie: -out or -vendor-out */
	char *language;
	GPtrArray *recipients; /* struct contact * */
	char reply_kind;       /* token.h, REPLY_…; 0: the desk address */
	enum auto_submitted auto_submitted;
	char *from_name;   /* "Anna Berg (IT Helpdesk)" or the desk's name */
	char *subject;     /* base: without Re: and tag */
	char *in_reply_to; /* id, or NULL */
	GPtrArray *references; /* char * ids */
	/* Parts of a stored or just arrived mail that go along: of which mail;
	 * ticket 0 and number 0: of the event's own. NULL: none. */
	struct article *attachments_of;
	/* The template's variables, a{sv}: strings (s), booleans (b), lists of
	 * variables (aa{sv}). Always there:
	 *   desk address    name and address of the desk
	 *   ref number tag  "T-123" "123" "T"; ref "" without a ticket
	 *   subject         of the ticket, else of the mail answered; without
	 *                   Re: and tag
	 *   status priority type queue line
	 *                   "status.wait-user" "priority.P3" "type.incident"
	 *                   "support" "line.1": words by {{~status}}
	 *   assignee requester  names, "" where none
	 *   due             when what was promised next is due, or ""
	 *   by              name of who caused it, "" for machines
	 *   agent           TRUE where the reader is an agent
	 *   public internal what a reply to this mail will be (agents)
	 *   token           TRUE: answer Reply-To; FALSE: no extension here
	 *   text            own words of the mail or reply, "" where none; of
	 *                   resolved closed reopened cancelled escalated: only
	 *                   an agent's words to the requester
	 *   held            TRUE where the mail's text is held
	 *   reason          of escalate, return, cancel
	 * By kind:
	 *   waiting         reply: the ticket now waits for the requester
	 *   attachments     list of {name type size}
	 *   commands        transcript, refused, answer, confirm: list of
	 *                   {command ok reason suggestion expected text state
	 *                   who count}; reason: refusal_key(), state:
	 *                   "status.closed"
	 *   into            merged: "T-98", the one that goes on
	 *   kept            transcript: the agent's text went to no requester,
	 *                   though #note did not say so
	 *   question        confirm: "commands" or "approval"
	 *   address code diagnostic
	 *                   undelivered: who did not get it, what was said
	 *   proof           not-proven: "proof.dmarc-fail"
	 *   asked           answer, confirm: the first command, "#list mine"
	 *   empty           answer: TRUE where nothing was found
	 *   rows            answer to #list: list of {ref status priority
	 *                   subject assignee age}; more: number or ""
	 *   verbs           answer to #help: list of {usage word}
	 *   history         answer to #show: list of {at by event text};
	 *                   event: "event.reply", "status.new"
	 *   rating          closed, after a yes
	 *   solutions       received, answer: list of {first title name answer}
	 *   figures         answer to #report: list of {figure value}
	 *   links           to agents: list of {ref subject}
	 *   promises        promise: list of {promise percent due over};
	 *                   promise: "promise.resolve"; over: it is broken
	 *   missed          promise: TRUE where one of them is broken
	 *   rows            summary: list of {ref subject priority assignee
	 *                   promise percent due over}; more: number or ""
	 *   until           reminder: when the request counts as solved, ""
	 *                   where that is not known
	 *   silent          resolved: nobody answered our question; closed:
	 *                   nobody confirmed the solution
	 *   why sender      quarantined: what was wrong; sender: TRUE where the
	 *                   reader sent it
	 *   what amount     approval, decided, confirm, approved: "purchase",
	 *                   "8900 SEK"; "" where no amount was named
	 *   again           approval: asked before, not answered
	 *   expired         resumed: nobody answered what was to be approved
	 *   due             escalated: when it is to be solved; "" where
	 *                   nothing is promised
	 *   case            vendor: its number as it writes it, ""
	 *   supplier        vendor-for-agent: its name in desk.conf, ""
	 *   unclear         approval: the answer was neither yes nor no
	 *   approval        confirm: it is an approver's word
	 *   approved        decided: TRUE; denied: FALSE
	 *   denied          cancelled: because it was not approved
	 *   limit           quarantined: the largest mail taken, "50.0 MiB";
	 *                   limited: how many an hour
	 *   person          limited: who got so many; "" where it is all the
	 *                   acknowledgements to senders that nobody has proven
	 */
	GVariant *data;
};

void notice_free(struct notice *notice);

/* "reply-for-agent": the template's name and the trailer's word. */
const char *notice_name(enum notice_kind kind);
gboolean notice_parse(const char *name, enum notice_kind *kind);

/* The kind of the reply address that such a notice carries: REPLY_… of
 * token.h, 0 for the bare desk address. Transcripts and refusals are internal
 * to agents, 'r' to others; other kinds know their audience. */
char notice_reply_kind(enum notice_kind kind, gboolean to_agent);

#endif
