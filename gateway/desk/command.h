/* command.h - tag commands: from the lines of a mail to parsed commands
 * (commands.md, «Grammar» and «Where commands are read»). Pure; knows words and
 * arguments, not tickets: rights and state are lifecycle's.
 */
#ifndef DESK_COMMAND_H
#define DESK_COMMAND_H

#include "auto.h"
#include "message.h"
#include "rules.h"
#include <glib.h>

enum verb {
	VERB_NONE,
	VERB_HELP,
	VERB_SHOW,
	VERB_LIST,
	VERB_SEARCH,
	VERB_KB,
	VERB_HISTORY,
	VERB_REPORT,
	VERB_TAKE,
	VERB_ASSIGN,
	VERB_TEAM,
	VERB_QUEUE,
	VERB_ESCALATE,
	VERB_RETURN,
	VERB_HANDOVER,
	VERB_AWAY,
	VERB_OPEN,
	VERB_WAIT,
	VERB_RESOLVE,
	VERB_CLOSE,
	VERB_REOPEN,
	VERB_CANCEL,
	VERB_DUPLICATE,
	VERB_SPAM,
	VERB_ACCEPT,
	VERB_PRIORITY,
	VERB_TYPE,
	VERB_TAG,
	VERB_UNTAG,
	VERB_TITLE,
	VERB_DUE,
	VERB_NOTE,
	VERB_REPLY,
	VERB_ASK,
	VERB_CC,
	VERB_UNCC,
	VERB_REQUESTER,
	VERB_VIA,
	VERB_VENDOR,
	VERB_TEMPLATE,
	VERB_SOLUTION,
	VERB_SEND,
	VERB_LINK,
	VERB_PARENT,
	VERB_CHILD,
	VERB_MERGE,
	VERB_SPLIT,
	VERB_INCIDENT,
	VERB_ANNOUNCE,
	VERB_REQUEST_APPROVAL,
	VERB_APPROVE,
	VERB_DENY,
	VERB_DELEGATE,
	VERB_YES,
	VERB_NO,
	VERB_RATE,
	VERB_STATUS,
	VERB_FOLLOW,
	VERB_STOP,
	VERB_UNDO,
	VERB_CONFIRM,
	VERB_ON,
	VERB_END,
	VERB_COUNT,
};

enum verb_group {
	GROUP_SEE,
	GROUP_OWN,
	GROUP_STATE,
	GROUP_FIELDS,
	GROUP_TALK,
	GROUP_LINKS,
	GROUP_APPROVAL,
	GROUP_REQUESTER,
	GROUP_CARE,
	GROUP_READING,
	GROUP_COUNT
};

/* A row of the one table of verbs: aliases by language, how arguments are
 * read, and whether this desk does it yet. */
struct verb_info {
	enum verb verb;
	const char *name; /* the English word: git and transcripts carry it */
	enum verb_group group;
	const char *usage; /* "#wait user|vendor|approval|until DATE" */
	gboolean
		is_available; /* FALSE: left out of #help, answered «not yet» */
	gboolean takes_rest; /* #note #title #reason: the rest of the line,
				unsplit */
};

/* One command line as understood. */
struct command {
	enum verb verb;
	guint line;       /* of message.text, from 0 */
	char *written;    /* the line as written, one clean line */
	char *canonical;  /* "#priority P2": English, for trailers and
			     transcripts */
	GPtrArray *words; /* char *: arguments split, quotes taken off, in their
			     English form ("until" "friday", "P2"); an agent's
			     address and a queue's name where clear; empty where
			     the verb takes the rest */
	GHashTable *options; /* char * -> char *: key=value */
	char *rest; /* everything behind the verb, one clean line, "" where none
		     */
};

/* A line in a command zone that cannot run. */
enum slip_kind {
	SLIP_UNKNOWN,  /* unknown word with arguments */
	SLIP_NEAR,     /* near miss: suggestion says of what */
	SLIP_LIMIT,    /* over 20 commands or 512 bytes a line */
	SLIP_ARGUMENT, /* the verb is known, its argument is not: expected says
			  what */
	SLIP_MIDDLE, /* own line in the middle that is a command: not run, holds
			the mail */
	SLIP_QUOTED, /* stands in our notice, too: counts as quoted (only named,
			holds nothing) */
};

struct slip {
	enum slip_kind kind;
	guint line;
	char *written;
	char *suggestion; /* "#close", or NULL */
	char *expected;   /* "user, vendor, approval or until DATE", or NULL */
};

struct reading {
	GPtrArray *commands; /* struct command *, in order */
	GPtrArray *tags;     /* char *: words of lines of unknown words only */
	GPtrArray *
		refs; /* char *: numbers of lines that are a link to a ticket */
	GPtrArray *slips; /* struct slip * */
	char *text; /* own text with command lines cut out: what the requester
		       reads; LF, "" where none. What stands behind #note,
		       #reply and #ask is said, so it stays in the place of its
		       line */
	gboolean ended; /* #end was met */
};

/* Reads the own lines of a mail: the run of command lines at the start and the
 * run at the end. answered: text of our notice that is answered, as sent, or
 * NULL (layer 3). language: of the sender, for near misses. tags: in use at
 * this desk, so no near miss (char *, or NULL). Whose lines these are (proven
 * agent, requester, stranger) is the caller's: a reading of a stranger is text.
 * Free with reading_free(). */
struct reading *command_read(const struct message *message,
	const char *answered, const char *language, const struct rules *rules,
	const GPtrArray *tags);
/* The same for text that is all own: `postern do`, a subject of a new mail. */
struct reading *command_read_text(const char *text, const char *language,
	const struct rules *rules, const GPtrArray *tags);
void reading_free(struct reading *reading);
DEFINE_AUTO(reading);

/* One word (without #) -> verb, in any of the four languages; folded. */
enum verb verb_find(const char *word);
const struct verb_info *verb_info(enum verb verb);
/* The word for people of that language ("stäng"), else the English one. */
const char *verb_word(enum verb verb, const char *language);
/* #on and #end excluded; asserts at first use that no alias means two verbs:
 * FALSE and the alias where one does (a test walks it). */
gboolean verb_table_is_sound(const char **alias);

/* yes or no (approve or deny) alone on the first own line, with or without #,
 * in the four languages; VERB_NONE for any other answer. */
enum verb command_answer(const struct message *message);

/* Arguments. date: 2026-12-01, friday, tomorrow, 3d, 4h (four languages),
 * relative to now in the zone; unix seconds. */
gboolean argument_priority(const char *word, guint *priority);
gboolean argument_date(
	const char *word, const char *zone, gint64 now, gint64 *at);
/* name, address, first name, or me; NULL where none or several fit (then
 * candidates, where given, gets their names joined; free). */
const struct agent_rule *argument_agent(const char *word,
	const struct rules *rules, const char *me, char **candidates);

#endif
