/* execute.h - runs the commands of one reading on drafts: rights by role,
 * guard, effect; a table row a verb (the verb_*.c files). All or nothing is
 * the caller's: where FALSE comes back, work_reset() forgets what was done.
 */
#ifndef DESK_EXECUTE_H
#define DESK_EXECUTE_H

#include "work.h"

struct run {
	struct work *work;
	struct draft *home;  /* where the mail lies; its ticket may be NULL */
	struct draft *draft; /* where commands work: home, or where #on led */
	const struct reading *reading;
	const struct message *mail; /* whose lines these are; NULL: none */
	char *text;                 /* what is said besides commands; owned */
	gboolean is_public;         /* the text goes to the requester */
	gboolean is_internal; /* whatever else is said: not to the requester */
	gboolean is_shell;    /* postern do */
	gboolean is_new;      /* the mail makes its ticket */
};

/* Rights a verb asks for beside being an agent of the ticket's queue. */
enum verb_flag {
	VERB_ANYWHERE = 1 << 0, /* works without a ticket */
	VERB_PROVEN = 1 << 1,   /* a reply address is not proof enough */
	VERB_MAIL = 1 << 2,     /* by mail only */
	VERB_READS = 1 << 3,    /* changes nothing: every agent may */
};

typedef gboolean verb_function(
	struct run *run, const struct command *command, struct asked *asked);

struct verb_action {
	enum verb verb;
	guint flags;
	verb_function *function;
};

/* One of the lines needs more than a reply address. */
gboolean execute_needs_proof(const struct reading *reading);
/* Runs all lines; FALSE where one was refused. Each is noted by work_ask(). */
gboolean execute(struct run *run);
void run_clear(struct run *run);

/* --- for the verb files --------------------------------------------------- */

extern const struct verb_action VERBS_OWN[], VERBS_STATE[], VERBS_FIELDS[],
	VERBS_TALK[], VERBS_LINKS[], VERBS_SEE[], VERBS_CARE[],
	VERBS_APPROVAL[], VERBS_VENDOR[], VERBS_AWAY[], VERBS_FIND[],
	VERBS_SAVED[], VERBS_SOLUTION[]; /* ended by VERB_NONE */

/* Whether agents have that verb. */
gboolean verb_is_agents(enum verb verb);
/* The n-th word of the arguments, or NULL. */
const char *command_word(const struct command *command, guint n);
/* What stands behind the verb, else the mail's text; "" where neither. */
const char *run_reason(const struct run *run, const struct command *command);
gboolean run_is_lead(const struct run *run);
/* The ticket as it was before this event: rights and queues are looked at
 * there, or one line could give what the next one needs. */
const struct ticket *ticket_before(const struct draft *draft);
/* May the agent work on it: of a queue of his, his own, or made by this mail.
 */
gboolean run_serves(const struct run *run, const struct draft *draft);
/* The draft of a ticket named "98", "#98" or "T-98"; NULL and a refusal where
 * there is none. */
struct draft *run_ticket(
	struct run *run, const char *word, struct refusal *refusal);
/* The number of a held mail of the draft: the one named, else the last whose
 * reason is (or is not) «not proven»; 0 and a refusal where there is none. */
guint32 run_held(const struct run *run, const struct command *command,
	gboolean is_unproven, struct refusal *refusal);
gboolean refuse(struct asked *asked, enum refusal_why why, const char *who);
gboolean refuse_argument(struct asked *asked, const char *expected);

/* #help: those verbs (enum verb as pointers) become the answer. */
void answer_verbs(struct work *work, const GPtrArray *verbs);
/* #list and #status: those tickets (struct known_row *) do. */
void answer_rows(struct work *work, const GPtrArray *rows);

/* What waits for this ticket as its known outage: solved with it, each told and
 * asked on its own; or let go, where it ends without a solution. */
void resolve_children(struct run *run, const char *solution);
void release_children(struct run *run);

/* The text goes out as the reply to requester and Cc: kept as the draft's,
 * first reply noted, told. source: of its parts; NULL: the event's mail. */
void run_relay(struct work *work, struct draft *draft, const char *text,
	const struct article *source);

#endif
