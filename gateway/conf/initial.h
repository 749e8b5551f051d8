/* initial.h - the texts that a new desk begins with: settings, rules, and what
 * an auditor finds in the repository. All end in LF. */
#ifndef CONF_INITIAL_H
#define CONF_INITIAL_H

#include <glib.h>

/* postern.conf with every setting explained and none changed: it parses to
 * the defaults (spool/in, spool/out). New. */
char *conf_initial_settings(void);

/* desk.conf for that address: [desk], [queue "support"], [calendar "office"]
 * and an [agent] for each of agents (char *, addresses, or NULL), the first of
 * them lead. New; FAULT_INVALID where an address is not address_is_plain(),
 * stands twice or is the desk's own. The rules are right by conf_parse_rules().
 */
char *conf_initial_rules(
	const char *address, const GPtrArray *agents, GError **error);

/* README and audit.gitconfig of the repository: the questions an auditor has
 * and the one command for each; the formats that these use. New. */
char *conf_initial_readme(void);
char *conf_initial_audit(void);

/* A name made of an address, for who has none: "anna.berg@…" is "Anna Berg".
 * New. */
char *conf_name_of(const char *address);

/* Lines up to NULL, each ended by LF; new. */
char *conf_join_lines(const char *const *lines);

#endif
