#include "refusal.h"

#include <string.h>

struct refusal_words {
	const char *key, *text;
};

static const struct refusal_words WORDS[REFUSED_WHY_COUNT] = {
	[REFUSED_NOT] = { "refused.not", "ok" },
	[REFUSED_UNKNOWN] = { "refused.unknown", "no such command" },
	[REFUSED_NEAR] = { "refused.near",
		"no such command, did you mean {{suggestion}}?" },
	[REFUSED_LIMIT] = { "refused.limit",
		"more than 20 commands or over 512 bytes a line" },
	[REFUSED_ARGUMENT] = { "refused.argument", "expected {{expected}}" },
	[REFUSED_MIDDLE] = { "refused.middle",
		"stands in the middle of the text" },
	[REFUSED_QUOTED] = { "refused.quoted",
		"stands in our own mail too, taken as quoted" },
	[REFUSED_NOT_YET] = { "refused.not-yet",
		"this desk does not know that yet" },
	[REFUSED_STATE] = { "refused.not-from-state", "not from {{state}}" },
	[REFUSED_QUEUE] = { "refused.queue",
		"only agents of queue {{who}} may" },
	[REFUSED_LEAD_ONLY] = { "refused.lead-only", "only a lead may" },
	[REFUSED_AGENT_ONLY] = { "refused.agent-only", "only agents may" },
	[REFUSED_REQUESTER_ONLY] = { "refused.requester-only",
		"only the requester may" },
	[REFUSED_YOURS] = { "refused.yours",
		"the requester cannot leave, #close ends it" },
	[REFUSED_PROOF] = { "refused.proof",
		"needs mail that the server has proven" },
	[REFUSED_NEEDS_TEXT] = { "refused.needs-text", "a text is required" },
	[REFUSED_NEEDS_QUESTION] = { "refused.needs-question",
		"a question to the requester is required" },
	[REFUSED_NEEDS_REASON] = { "refused.needs-reason",
		"a reason is required" },
	[REFUSED_NO_LINE] = { "refused.no-line", "there is no such line" },
	[REFUSED_CHILDREN] = { "refused.children",
		"has open children, #close force closes it" },
	[REFUSED_APPROVAL] = { "refused.approval",
		"an approval is open, #close force closes it" },
	[REFUSED_FAILED_REPLY] = { "refused.failed-reply",
		"the last reply did not arrive, #close force "
		"closes it" },
	[REFUSED_NO_TICKET] = { "refused.no-ticket", "no ticket {{who}}" },
	[REFUSED_NO_QUEUE] = { "refused.no-queue", "no queue {{who}}" },
	[REFUSED_NO_AGENT] = { "refused.no-agent", "no agent {{who}}" },
	[REFUSED_SEVERAL_AGENTS] = { "refused.several-agents",
		"several agents fit: {{who}}" },
	[REFUSED_SAME_TICKET] = { "refused.same-ticket",
		"that is this very ticket" },
	[REFUSED_MERGED] = { "refused.merged", "is merged into {{who}}" },
	[REFUSED_NOTHING_HELD] = { "refused.nothing-held",
		"no such mail is held" },
	[REFUSED_NOWHERE] = { "refused.nowhere",
		"no ticket is meant, #on NUMBER names one" },
	[REFUSED_ADDRESS] = { "refused.address",
		"expected an address of a person outside" },
	[REFUSED_SHELL] = { "refused.shell", "not from the shell" },
	[REFUSED_RAN] = { "refused.ran", "was run before" },
	[REFUSED_NOT_UNDONE] = { "refused.not-undone",
		"nothing of yours within 30 minutes" },
	[REFUSED_CHANGED_SINCE] = { "refused.changed-since",
		"{{who}} has changed {{expected}} since" },
	[REFUSED_TOO_SOON] = { "refused.too-soon",
		"{{who}} answered {{count}} min ago, #send to "
		"send anyway" },
	[REFUSED_UNPROVEN] = { "refused.unproven", "not proven, asked back" },
	[REFUSED_OTHERS] = { "refused.others", "another line was refused" },
	[REFUSED_NO_RULE] = { "refused.no-rule",
		"no [approval] of desk.conf fits" },
	[REFUSED_NO_APPROVER] = { "refused.no-approver",
		"nobody of [approval] {{who}} may decide this" },
	[REFUSED_NO_APPROVAL] = { "refused.no-approval",
		"no such approval is open" },
	[REFUSED_APPROVAL_OPEN] = { "refused.approval-open",
		"an approval is open already" },
	[REFUSED_NOT_APPROVER] = { "refused.not-approver",
		"only {{who}} may decide" },
	[REFUSED_CONCERNED] = { "refused.concerned",
		"requester and assignee decide nothing here" },
	[REFUSED_ABOVE_LIMIT] = { "refused.above-limit",
		"above the limit, asked back" },
	[REFUSED_NO_SAVED] = { "refused.no-saved", "no saved reply {{who}}" },
	[REFUSED_NO_VENDOR] = { "refused.no-vendor", "no supplier {{who}}" },
	[REFUSED_TAKES_PART] = { "refused.takes-part",
		"{{who}} takes part as requester or in Cc" },
	[REFUSED_NEEDS_VENDOR_TEXT] = { "refused.needs-vendor-text",
		"a text to the supplier is required" },
	[REFUSED_NOT_NAMED] = { "refused.not-named",
		"desk.conf does not name {{who}} for it" },
};

void refusal_clear(struct refusal *refusal)
{
	g_free(refusal->who);
	g_free(refusal->expected);
	g_free(refusal->suggestion);
	memset(refusal, 0, sizeof *refusal);
}

gboolean refusal_set(
	struct refusal *refusal, enum refusal_why why, const char *who)
{
	char *copy = g_strdup(who);

	refusal_clear(refusal);
	refusal->why = why;
	refusal->who = copy;
	return FALSE;
}

const char *refusal_key(enum refusal_why why)
{
	g_assert(why < REFUSED_WHY_COUNT);
	return WORDS[why].key;
}

char *refusal_text(const struct refusal *refusal)
{
	GString *text = g_string_new(WORDS[refusal->why].text);
	g_autofree char *count = g_strdup_printf("%u", refusal->count);
	const struct {
		const char *mark, *value;
	} values[] = {
		{ "{{state}}", status_name(refusal->state) },
		{ "{{count}}", count },
		{ "{{who}}", refusal->who },
		{ "{{expected}}", refusal->expected },
		{ "{{suggestion}}", refusal->suggestion },
	};

	/* Once each: a value that holds a mark stays as it is. */
	for (gsize i = 0; i < G_N_ELEMENTS(values); i++)
		g_string_replace(text, values[i].mark,
			values[i].value ? values[i].value : "", 1);
	return g_string_free(text, FALSE);
}
