/* Whose a ticket is: take assign queue escalate return. */
#include "execute.h"
#include "told.h"

#include <string.h>

#define LAST_LINE 3u

static void give_to(struct run *run, const struct agent_rule *agent)
{
	work_set(&run->draft->ticket->assignee, agent->address);
	work_event(run->work, WORK_COMMAND);
}

static gboolean run_take(
	struct run *run, const struct command *command, struct asked *asked)
{
	const struct agent_rule *agent = work_agent(run->work);

	(void)command;
	if (!agent)
		return refuse(
			asked, REFUSED_NO_AGENT, run->work->causer->address);
	if (!work_live(run->work, run->draft, LIFE_TAKE, 0, &asked->refusal))
		return FALSE;
	give_to(run, agent);
	return TRUE;
}

static gboolean run_assign(
	struct run *run, const struct command *command, struct asked *asked)
{
	g_autofree char *candidates = NULL;
	const struct rules *rules = run->work->site->rules;
	const char *word = command_word(command, 0);
	const struct agent_rule *agent;

	if (!word)
		return refuse_argument(asked, "an agent's name or address");
	agent = argument_agent(
		command->rest, rules, run->work->causer->address, &candidates);
	if (!agent)
		return candidates && *candidates
			       ? refuse(asked, REFUSED_SEVERAL_AGENTS,
					 candidates)
			       : refuse(asked, REFUSED_NO_AGENT, word);
	if (!work_live(run->work, run->draft, LIFE_ASSIGN, 0, &asked->refusal))
		return FALSE;
	give_to(run, agent);
	tell(run->work, run->draft, TELL_ASSIGNED);
	return TRUE;
}

/* Who does not serve the ticket's queue and line any more lets it go. */
static void let_go(struct run *run)
{
	struct ticket *ticket = run->draft->ticket;
	const struct agent_rule *agent =
		rules_agent(run->work->site->rules, ticket->assignee);

	if (agent && agent_serves(agent, ticket->queue) &&
		agent->line == ticket->line)
		return;
	g_clear_pointer(&ticket->assignee, g_free);
}

static gboolean run_queue(
	struct run *run, const struct command *command, struct asked *asked)
{
	struct ticket *ticket = run->draft->ticket;
	const char *word = command_word(command, 0);
	const struct queue_rule *queue =
		word ? rules_queue(run->work->site->rules, word) : NULL;
	guint line = ticket->line;

	if (!queue)
		return refuse(asked, REFUSED_NO_QUEUE, word);
	work_set(&ticket->queue, queue->name);
	ticket->line = queue->line ? queue->line : 1;
	life_span(ticket, ticket->status, line, run->work->at);
	let_go(run);
	work_event(run->work, WORK_COMMAND);
	tell(run->work, run->draft, TELL_PASSED_ON);
	return TRUE;
}

static void give_reason(struct run *run, const char *reason)
{
	work_set(&run->draft->ticket->reason, reason);
	work_set(&run->draft->reason, reason);
	work_set(&run->work->reason, reason);
}

static gboolean change_line(struct run *run, const struct command *command,
	enum life_event event, struct asked *asked)
{
	const char *reason = run_reason(run, command);
	guint line = run->draft->ticket->line;
	gboolean is_there =
		event == LIFE_ESCALATE ? line < LAST_LINE : line > 1;

	if (!reason || !*reason)
		return refuse(asked, REFUSED_NEEDS_REASON, NULL);
	if (!work_live(run->work, run->draft, event,
		    is_there ? 1u << GUARD_LINE_BELOW : 0, &asked->refusal))
		return FALSE;
	give_reason(run, reason);
	let_go(run);
	return TRUE;
}

static gboolean run_escalate(
	struct run *run, const struct command *command, struct asked *asked)
{
	if (!change_line(run, command, LIFE_ESCALATE, asked))
		return FALSE;
	work_event(run->work, WORK_ESCALATE);
	tell(run->work, run->draft, TELL_ESCALATED);
	return TRUE;
}

static gboolean run_return(
	struct run *run, const struct command *command, struct asked *asked)
{
	if (!change_line(run, command, LIFE_RETURN, asked))
		return FALSE;
	work_event(run->work, WORK_ESCALATE);
	tell(run->work, run->draft, TELL_PASSED_ON);
	return TRUE;
}

const struct verb_action VERBS_OWN[] = {
	{ VERB_TAKE, 0, run_take },
	{ VERB_ASSIGN, 0, run_assign },
	{ VERB_QUEUE, 0, run_queue },
	{ VERB_ESCALATE, 0, run_escalate },
	{ VERB_RETURN, 0, run_return },
	{ VERB_NONE, 0, NULL },
};
