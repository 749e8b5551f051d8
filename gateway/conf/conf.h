/* conf.h - configuration text -> rules and settings, or all its errors.
 *
 * The syntax of git-config by our own reader: sections, sub-sections in quotes,
 * key = value, ; and # comments, line continuation, quotes and escapes. An
 * include is an error. Keys, types, defaults, ranges and one line of help live
 * in one table (conf_keys()), from which check and the man page are made.
 */
#ifndef CONF_CONF_H
#define CONF_CONF_H

#include "rules.h"
#include "settings.h"
#include <glib.h>

/* Told as "desk.conf:12: unknown key 'adress' in [desk] (expected address)";
 * text is what stands behind file and line. Line 0: of no line. */
struct conf_error {
	char *file;
	guint line;
	char *text;
};

/* Appends struct conf_error * to errors (an array made by conf_errors_new());
 * NULL where there was at least one. file is only for the messages. */
struct rules *conf_parse_rules(
	const char *file, const char *text, gsize length, GPtrArray *errors);
struct settings *conf_parse_settings(
	const char *file, const char *text, gsize length, GPtrArray *errors);
/* What only both together show: a mailbox's queue that is not in the rules. */
void conf_check_both(const char *settings_file, const struct settings *settings,
	const struct rules *rules, GPtrArray *errors);
/* Findings that are no errors, of each file by itself: "queue 'x' has no
 * agent", "no authserv-id". */
void conf_warnings(
	const char *file, const struct rules *rules, GPtrArray *warnings);
void conf_settings_warnings(
	const char *file, const struct settings *settings, GPtrArray *warnings);

/* SHA-256 (hex) of all in desk.conf that says when a ticket is due: where it is
 * the same, so are all due times; new. */
char *conf_clock_digest(const char *text, gsize length);

GPtrArray *conf_errors_new(void);
/* All of them, one a line, in the order of lines; new. */
char *conf_errors_text(const GPtrArray *errors);

struct conf_key;

/* Reads value into the field at that address; NULL, or what is wrong with it
 * ("is out of range"). */
typedef const char *conf_value_reader(
	const struct conf_key *key, const char *value, gpointer field);

/* A row of the table: what check, --help and the man page say of a key. */
struct conf_key {
	const char *file, *section, *key;
	const char *type; /* what is expected: "a size such as 50M, 1K to 1G" */
	const char *fallback; /* NULL: none; "(…)": follows from others */
	const char *help;     /* one line */
	gboolean is_list;     /* may stand several times */
	gboolean is_required;
	/* How conf itself reads it; of no use to others. */
	conf_value_reader *read;
	gsize offset;        /* of the field in its struct */
	guint64 least, most; /* of numbers, sizes and times */
	const char *refers;  /* the section that the value names one of */
};
/* In the order of formats.md; lives for ever. */
const struct conf_key *conf_keys(gsize *count);

#endif
