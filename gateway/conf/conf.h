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

/* "desk.conf:12: unknown key 'adress' (expected address, alias, …)". */
struct conf_error {
	char *file;
	guint line;
	char *text;
};

/* Appends struct conf_error * to errors (an array made by conf_errors_new());
 * NULL where there was at least one. file is only for the messages. */
struct rules *conf_parse_rules(const char *file, const char *text, gsize length,
	GPtrArray *errors);
struct settings *conf_parse_settings(const char *file, const char *text,
	gsize length, GPtrArray *errors);
/* What only both together show: a mailbox's queue that is not in the rules. */
void conf_check_both(const char *settings_file, const struct settings *settings,
	const struct rules *rules, GPtrArray *errors);
/* Findings that are no errors: "queue "x" has no agent". */
void conf_warnings(const char *file, const struct rules *rules, GPtrArray *warnings);

GPtrArray *conf_errors_new(void);
/* All of them, one a line; new. */
char *conf_errors_text(const GPtrArray *errors);

/* A row of the table: what check, --help and the man page say of a key. */
struct conf_key {
	const char *file, *section, *key, *type, *fallback, *help;
	gboolean is_list;
};
const struct conf_key *conf_keys(gsize *count);

#endif
