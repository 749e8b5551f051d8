/* work.h - one event being worked on: the tickets as they will be, who is to
 * be told, what was asked and what became of it. Inner to the desk: the parts
 * of desk_apply() hand it on, and record.h turns it into the outcome.
 *
 * Where the view lacks something, functions here go on with what they have;
 * the outcome is then thrown away and the whole is done again.
 */
#ifndef DESK_WORK_H
#define DESK_WORK_H

#include "command.h"
#include "desk.h"
#include "lifecycle.h"
#include "proof.h"
#include "refusal.h"
#include "route.h"

/* What a commit says of itself, in order of precedence (formats.md, «The
 * commit», Event): of several the first stands in the trailer. */
enum work_event {
	WORK_UNDO,
	WORK_MERGE,
	WORK_SPLIT,
	WORK_APPROVE,
	WORK_DENY,
	WORK_REQUEST_APPROVAL,
	WORK_CANCEL,
	WORK_CLOSE,
	WORK_RESOLVE,
	WORK_REOPEN,
	WORK_ESCALATE,
	WORK_HANDOVER,
	WORK_WAIT,
	WORK_CREATE,
	WORK_REPLY,
	WORK_RESUME,
	WORK_NOTE,
	WORK_COMMAND,
	WORK_RELEASE,
	WORK_CONFIRM,
	WORK_REMIND,
	WORK_PROMISE,
	WORK_RULE,
	WORK_HOLD,
	WORK_BOUNCE,
	WORK_ALERT,
	WORK_DELIVER,
	WORK_PERSON,
	WORK_QUERY,
	WORK_QUARANTINE,
	WORK_IMPORT,
	WORK_EVENT_COUNT,
};

/* A ticket being changed, or, with number 0, the folder answers/. */
struct draft {
	guint32 number;
	guint32 month;                    /* of answers/, yyyymm */
	const struct known_ticket *known; /* NULL: a new one, or answers/ */
	struct ticket *ticket;            /* as it will be; NULL: answers/ */
	guint32 next_message;
	char *text;   /* what notices about it say, or NULL */
	char *reason; /* of an escalation, a return, a cancellation, or NULL */
	char *spoken; /* a question's: the text without commands, or NULL */
	char *vendor_text;   /* what the supplier gets to read, or NULL */
	gboolean is_relayed; /* text is a person's, to be read outside */
	gboolean has_attachments;
	struct article attachments_of; /* ticket 0, number 0: the event's */
	gboolean is_held;              /* the mail joined, held back */
	gboolean is_again;             /* an approver is asked once more */
	gint64 until; /* of a reminder: when silence will count as a yes */
	gboolean is_approval; /* what is asked back is an approver's word */
	gboolean is_unclear;  /* an approver answered, but neither yes nor no */
	/* A mail of ours that did not arrive: whose, and what was said. */
	char *undelivered, *undelivered_code, *undelivered_why;
};

/* Somebody is to be told something; or, with a row, all whom that row of the
 * table names when the event is done (to is NULL then). */
struct telling {
	struct draft *draft;
	int row; /* enum tell of told.h, or -1 */
	enum notice_kind kind;
	struct contact *to;
	gboolean to_agent;
	gboolean is_answer; /* of this very mail: told to the causer, too */
};

void telling_free(gpointer telling); /* takes NULL */

/* A line of the mail that asked for something, and what became of it. */
struct asked {
	char *command; /* English where it was understood, else as written */
	guint32 ticket;
	struct refusal refusal; /* REFUSED_NOT: it ran */
	char *text;             /* what it gave, or NULL */
};

struct work {
	struct desk_view *view;
	const struct event *event;
	const struct site *site;
	const struct now *now;
	struct outcome *outcome;

	/* The mail, where there is one. */
	const struct message *message;
	const struct facts *facts;
	struct route route;

	/* Who caused it, and by what right. */
	struct contact *causer; /* address "" for a machine */
	enum role role;
	enum proof proof;
	char *proof_why;        /* or NULL */
	const char *proof_name; /* instead of the proof's own, or NULL */
	char *language;         /* the causer's */

	GPtrArray *drafts;   /* struct draft *, in the order of touching */
	GPtrArray *tellings; /* struct telling * */
	GPtrArray *asked;    /* struct asked * */
	GPtrArray *persons; /* struct person *: what commands changed of them */
	gint64 at; /* when it happened: arrival, or what a mail of history says
		    */
	guint events;        /* bits 1 << enum work_event */
	char *subject;       /* the commit's, or NULL: made of the event */
	char *text;          /* new text for the commit, or NULL */
	char *reason;        /* trailer, or NULL */
	GPtrArray *withheld; /* char *: values of that trailer */
	/* A limit that withheld something: how many an hour, 0 for none; to
	 * whom, "" for all acknowledgements together. */
	guint limit;
	char *limited;
	GPtrArray *delivered; /* char *: values of that trailer */
	GPtrArray *recalled; /* struct delivery_change *: mails that #undo keeps
				from going out */
	char *undoes;        /* the commit that is undone, or NULL */
	gboolean is_limit_of_questions; /* then a day, and an agent */
	char *confirmed; /* id of the mail that a yes was about, or NULL */
	GArray *touched; /* guint32: tickets of which only deliveries changed */

	GPtrArray *promises; /* char *: values of that trailer */
	GArray *steps; /* of promises that are told: struct due, or NULL */
	gboolean is_recount; /* only due times change */

	/* What #list, #help and #show found: a{sv} entries, or NULL. */
	GVariant *rows, *verbs, *history, *solutions, *figures;
	guint more;             /* rows that did not fit */
	gboolean kept_internal; /* an agent's text that #note did not ask to be
				   so */
	struct draft *shown; /* of #show: the ticket that the answer is about */
	gboolean has_answer;
	gboolean is_alert; /* the mail is one by a rule */
};

void work_init(struct work *work, struct desk_view *view,
	const struct event *event, const struct site *site,
	const struct now *now);
void work_clear(struct work *work);
/* TRUE where the view turned out to lack something. */
gboolean work_lacks(const struct work *work);
void work_event(struct work *work, enum work_event event);

/* The draft of that ticket, loaded and copied at first use; NULL where there
 * is none (or it is not loaded yet). Owned by work. */
struct draft *work_draft(struct work *work, guint32 number);
/* A new ticket with the next number; several in one event count on. */
struct draft *work_new_draft(struct work *work);
/* answers/ of this month. */
struct draft *work_answers(struct work *work);
/* The number that the next mail in that folder gets. */
guint32 draft_next_message(const struct known_ticket *known);
/* Every draft as it was loaded, the new ones gone; tellings and answers too:
 * nothing of what commands did is left. */
void work_reset(struct work *work);

/* Files the event's mail there; its number. */
guint32 work_file(
	struct work *work, struct draft *draft, enum article_kind kind);
/* Files a copy of a stored mail there; its number. */
guint32 work_file_copy(
	struct work *work, struct draft *draft, const struct article *source);
/* "Held: 4 not proven". */
void draft_hold(struct draft *draft, guint32 number, const char *why);
/* Takes the line of that number away; FALSE where there is none. */
gboolean draft_release(struct draft *draft, guint32 number);

/* Life's rows: TRUE where the event may be, and then it has been applied;
 * FALSE and the reason otherwise. */
gboolean work_live(struct work *work, struct draft *draft,
	enum life_event event, guint guards, struct refusal *refusal);

/* The causer becomes that person: registered name of an agent, else name. */
void work_set_causer(struct work *work, const char *name, const char *address);
/* The name beside the one From address of the mail, or NULL. */
const char *work_from_name(const struct work *work);
/* The agent behind the causer, or NULL. */
const struct agent_rule *work_agent(const struct work *work);
/* Language of a person: an agent's rule, else what is kept of the person,
 * else fallback, else the desk's. */
const char *work_language_of(
	struct work *work, const char *address, const char *fallback);
/* Names for notices: an agent's, else the contact's, else the address. */
const char *work_agent_name(const struct work *work, const char *address);

/* *field becomes a copy of value (NULL stays NULL). */
void work_set(char **field, const char *value);

/* The line of an asked-for command is noted; the result is owned by work. */
struct asked *work_ask(struct work *work, const char *command, guint32 ticket);

#endif
