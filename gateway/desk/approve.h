/* approve.h - approvals (lifecycle.md): which rule fits, who is asked, who may
 * decide, and what becomes of the ticket.
 */
#ifndef DESK_APPROVE_H
#define DESK_APPROVE_H

#include "approval.h"
#include "money.h"
#include "work.h"

/* What an agent asks approval for. */
struct approval_wish {
	const struct approval_rule *rule; /* named; NULL: the one that fits */
	struct money money;
	char *why; /* "" where nothing is said; owned */
};

/* Reads "[RULE] [AMOUNT] [WHY]" of a command's words. FALSE where it begins
 * with neither: then the why could be a slip for one of them. */
gboolean approval_wish_read(struct approval_wish *wish, const GPtrArray *words,
	const struct rules *rules);
void approval_wish_clear(struct approval_wish *wish);

/* The rule that applies to such a ticket and amount: of those whose keys all
 * fit the one with most of them, of these the one for the largest amounts;
 * NULL: none fits. */
const struct approval_rule *approval_rule_for(const struct rules *rules,
	const struct ticket *ticket, const struct money *money);

/* The causer asks: the ticket waits, the approvers are told, and told why (may
 * be NULL). FALSE and the reason where it may not be. */
gboolean approval_ask(struct work *work, struct draft *draft,
	const struct approval_wish *wish, const char *why,
	struct refusal *refusal);

/* Whom an open approval may be passed on to: address NULL: the rule's
 * delegate. FALSE and the reason where it may not be; else that address alone
 * is asked from now on, and told. */
gboolean approval_pass_on(struct work *work, struct draft *draft,
	const char *address, struct refusal *refusal);

/* The causer decides: approve or deny, for that reason ("" for none). FALSE and
 * why where it is not his to decide, or (REFUSED_ABOVE_LIMIT) where the sum
 * wants his word confirmed first. */
gboolean approval_decide(struct work *work, struct draft *draft,
	gboolean is_approved, const char *reason, struct refusal *refusal);

/* Who is asked is told so (again): for the request itself, an answer that was
 * none, and a reminder. */
void approval_tell(struct work *work, struct draft *draft);

/* One of the people asked, by the approval that is open; NULL draft->ticket or
 * none open: FALSE. */
gboolean approval_asks(const struct draft *draft, const char *address);

#endif
