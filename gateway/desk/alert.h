/* alert.h - monitoring mail (lifecycle.md, «Alerts»): a rule maps it to a key;
 * the same key joins the ticket that is open, the recovery mail resolves it,
 * and what goes up and down again and again is damped.
 */
#ifndef DESK_ALERT_H
#define DESK_ALERT_H

#include "work.h"

/* The words that stand for the * of the pattern, joined by blanks and folded;
 * a * at its begin stands for anything and is none of them. New; NULL where
 * the text does not hold the pattern (case does not matter). */
char *alert_words(const char *pattern, const char *text);

/* The rule whose address the mail comes from and whose key or recovery it
 * holds; NULL: it is no alert. */
const struct alert_rule *alert_rule_for(const struct rules *rules,
	const struct message *message, const struct facts *facts);

/* TRUE where mail to that address reaches only a machine that watches. */
gboolean alert_is_machine(const struct rules *rules, const char *address);

/* Takes the mail by that rule. */
gboolean alert_take(struct work *work, const struct alert_rule *rule);

#endif
