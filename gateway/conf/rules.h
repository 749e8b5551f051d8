/* rules.h - desk.conf: what belongs to the helpdesk. Plain data, made by
 * conf.h, valid as a whole (no dangling name) or not there at all. */
#ifndef CONF_RULES_H
#define CONF_RULES_H

#include "auto.h"
#include <glib.h>

enum assign_mode { ASSIGN_MANUAL, ASSIGN_ROUND_ROBIN, ASSIGN_LOAD };

struct queue_rule {
	char *name;
	guint line;      /* 1 to 3 */
	guint file_line; /* where its section stands in desk.conf, or 0 */
	char *calendar;  /* or NULL: always */
	gboolean is_default;
	enum assign_mode assign;
};

struct agent_rule {
	char *address;
	char *name;
	GPtrArray *queues; /* char * */
	guint line;
	guint file_line; /* where its section stands in desk.conf */
	char *language;  /* or NULL: the desk's */
	gboolean is_lead;
	guint max_tickets; /* given by assign at most; 0: no limit */
};

/* Minutes of a week from Monday 00:00; one interval may pass the week's end. */
struct week_interval {
	guint from, to;
};

struct calendar_rule {
	char *name;
	char *zone;          /* IANA */
	GArray *hours;       /* struct week_interval */
	GPtrArray *holidays; /* char *: "2026-12-25", or a path of an .ics in
				the repository */
};

/* A span of a promise: working time of its calendar. */
struct promise_span {
	guint64 seconds;
	guint days; /* one of both */
};

/* How much of what was promised is used when somebody is told. */
enum promise_step { STEP_50, STEP_75, STEP_100, STEP_150, STEP_COUNT };

/* Who is told: bits. */
enum audience {
	AUDIENCE_ASSIGNEE = 1 << 0, /* else the agents of queue and line */
	AUDIENCE_TEAM = 1 << 1,     /* all agents of queue and line */
	AUDIENCE_LEAD = 1 << 2,     /* the queue's leads, else all */
	AUDIENCE_MANAGER = 1 << 3,
};

struct promise_rule {
	char *name, *queue, *type, *org, *calendar;
	guint priority; /* 1 to 4, 0: any */
	struct promise_span first_reply, next_update, resolve, line,
		approval; /* 0 and 0: none */
	/* Resolve and line rest while a supplier has it. */
	gboolean vendor_rests;
	guint tell[STEP_COUNT]; /* enum audience */
};

struct approval_rule {
	char *name, *queue, *type, *delegate;
	GPtrArray *approvers; /* char * */
	guint64 limit;        /* whole units; 0: none */
	char *currency;       /* of the limit, or NULL */
	guint64 above;        /* only for amounts above it; 0: for all */
	char *above_currency; /* or NULL */
};

struct vendor_rule {
	char *name, *address, *number;
};
struct org_rule {
	char *name;
	GPtrArray *domains;
};
struct alert_rule {
	char *name, *from, *key, *recovery, *queue;
};
struct route_rule {
	char *name, *to, *from, *subject, *org, *queue;
};

struct rules {
	char *name; /* of the desk */
	char *address;
	GPtrArray *aliases;         /* char * */
	char *language;             /* default en */
	char *record_language;      /* of commit subjects; default en */
	char *zone;                 /* default UTC */
	char *tag;                  /* default T */
	gboolean log_text;          /* default true */
	char *manager;              /* or NULL */
	gint64 reopen_window;       /* seconds; default 14 d */
	guint quiet_from, quiet_to; /* minutes of the day; equal: none */
	GPtrArray *queues, *agents, *calendars, *promises, *approvals, *vendors,
		*orgs, *alerts, *routes; /* struct …_rule * */
};

void rules_free(struct rules *rules); /* takes NULL */
DEFINE_AUTO(rules);

/* By folded name or address; NULL where there is none. */
const struct agent_rule *rules_agent(
	const struct rules *rules, const char *address);
const struct queue_rule *rules_queue(
	const struct rules *rules, const char *name);
/* The queue with default = true, else the first. Never NULL in valid rules:
 * without any [queue] there is a built-in one, "support". */
const struct queue_rule *rules_default_queue(const struct rules *rules);
const struct vendor_rule *rules_vendor_by_address(
	const struct rules *rules, const char *address);
/* The desk's address or an alias, a +extension of it taken off first. */
gboolean rules_is_own(const struct rules *rules, const char *address);
/* TRUE where the agent serves that queue: named in its `queue`, or it names
 * none at all. */
gboolean agent_serves(const struct agent_rule *agent, const char *queue);

#endif
