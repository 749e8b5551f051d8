/* verb.h - the verbs of the command line: one file and one row each. */
#ifndef RUN_VERB_H
#define RUN_VERB_H

#include <glib.h>
#include <sysexits.h>

#define EX_FINDINGS 1

struct verb_call {
	const char *desk; /* -C, POSTERN_DESK or the working directory */
	int argc;         /* of the verb: argv[0] is its name */
	char **argv;
};

/* The function of a verb returns the exit status. */
struct verb_row {
	const char *name;
	const char *arguments; /* "N [--json]" */
	const char *summary;
	int (*call)(struct verb_call *call);
};
extern const struct verb_row VERBS[];
extern const guint VERB_ROWS;
/* NULL where there is none of that name. */
const struct verb_row *verb_find_row(const char *name);

int verb_init(struct verb_call *call);
int verb_run(struct verb_call *call);
int verb_fetch(struct verb_call *call);
int verb_send(struct verb_call *call);
int verb_tick(struct verb_call *call);
int verb_deliver(struct verb_call *call);
int verb_import(struct verb_call *call);
int verb_list(struct verb_call *call);
int verb_show(struct verb_call *call);
int verb_log(struct verb_call *call);
int verb_search(struct verb_call *call);
int verb_do(struct verb_call *call);
int verb_check(struct verb_call *call);
int verb_reindex(struct verb_call *call);

/* Reads the options of a verb (entries end with a row of zeros) and leaves the
 * arguments in call->argc and argv. Between min and max of them (-1: any). On
 * --help it prints and exits with 0; on a wrong call it says so and returns
 * FALSE: EX_USAGE. */
gboolean verb_options(
	struct verb_call *call, const GOptionEntry *entries, int min, int max);

/* "postern: what: why" on standard error, a line each where why has several;
 * the sysexits code that fits the error. */
int verb_fail(const char *what, const GError *why);
/* The same for a trouble told as code and text. */
int verb_trouble(const char *what, int code, const char *why);

/* "123" or "T-123" -> 123; says so and returns FALSE where it is none. */
gboolean verb_ticket_number(const char *text, guint32 *number);

/* Says that desk.conf has no such queue: EX_USAGE. */
int verb_no_queue(const char *what, const char *queue);

/* Standard output is a terminal and NO_COLOR is not set. */
gboolean verb_has_colour(void);
/* Its width, 0 where it is none. */
guint verb_width(void);
/* A time for people, in the zone, with the offset: "2026-11-23 10:15 +0100";
 * new. "" for 0. */
char *verb_time(gint64 unix_sec, const char *zone);

#endif
