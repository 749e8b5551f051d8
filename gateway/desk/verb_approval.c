/* Approvals by command: request-approval approve deny delegate. */
#include "approve.h"
#include "execute.h"

/* Why: what stands behind the verb, else a text that is no reply. */
static const char *why_of(
	const struct run *run, const struct approval_wish *wish)
{
	if (*wish->why)
		return wish->why;
	return run->is_public || !run->text ? "" : run->text;
}

static gboolean run_request(
	struct run *run, const struct command *command, struct asked *asked)
{
	struct approval_wish wish;
	gboolean is_ok;

	if (!approval_wish_read(&wish, command->words, run->work->site->rules))
		return refuse_argument(asked, "[RULE] 8900 SEK [WHY]");
	is_ok = approval_ask(run->work, run->draft, &wish, why_of(run, &wish),
		&asked->refusal);
	approval_wish_clear(&wish);
	return is_ok;
}

/* Who asks decides nothing, nor does who only serves the queue. */
static gboolean decide(struct run *run, const struct command *command,
	struct asked *asked, gboolean is_approved)
{
	g_autofree char *reason = g_strdup(command->rest);

	return approval_decide(run->work, run->draft, is_approved,
		reason ? reason : "", &asked->refusal);
}

static gboolean run_approve(
	struct run *run, const struct command *command, struct asked *asked)
{
	return decide(run, command, asked, TRUE);
}

static gboolean run_deny(
	struct run *run, const struct command *command, struct asked *asked)
{
	return decide(run, command, asked, FALSE);
}

static gboolean run_delegate(
	struct run *run, const struct command *command, struct asked *asked)
{
	return approval_pass_on(run->work, run->draft, command_word(command, 0),
		&asked->refusal);
}

const struct verb_action VERBS_APPROVAL[] = {
	{ VERB_REQUEST_APPROVAL, 0, run_request },
	{ VERB_APPROVE, VERB_READS, run_approve },
	{ VERB_DENY, VERB_READS, run_deny },
	{ VERB_DELEGATE, 0, run_delegate },
	{ VERB_NONE, 0, NULL },
};
