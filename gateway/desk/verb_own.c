/* Whose a ticket is: take assign team queue escalate return handover. */
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

/* One agent of that name. */
static const struct agent_rule *find_agent(
	struct run *run, const char *name, struct asked *asked)
{
	g_autofree char *candidates = NULL;
	const struct agent_rule *agent =
		argument_agent(name, run->work->site->rules,
			run->work->causer->address, &candidates);

	if (!agent && candidates && *candidates)
		refuse(asked, REFUSED_SEVERAL_AGENTS, candidates);
	else if (!agent)
		refuse(asked, REFUSED_NO_AGENT, name);
	return agent;
}

static gboolean run_assign(
	struct run *run, const struct command *command, struct asked *asked)
{
	const char *word = command_word(command, 0);
	const struct agent_rule *agent;

	if (!word)
		return refuse_argument(asked, "an agent's name or address");
	agent = find_agent(run, word, asked);
	if (!agent || !work_live(run->work, run->draft, LIFE_ASSIGN, 0,
			      &asked->refusal))
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

	/* What a supplier has, somebody here still looks after. */
	if (agent && ticket->line == LINE_VENDOR)
		return;
	if (agent && agent_serves(agent, ticket->queue) &&
		agent->line == ticket->line)
		return;
	g_clear_pointer(&ticket->assignee, g_free);
}

static gboolean move(struct run *run, const char *name, struct asked *asked)
{
	struct ticket *ticket = run->draft->ticket;
	const struct queue_rule *queue =
		name ? rules_queue(run->work->site->rules, name) : NULL;
	guint line = ticket->line;

	if (!queue)
		return refuse(asked, REFUSED_NO_QUEUE, name);
	work_set(&ticket->queue, queue->name);
	ticket->line = queue->line ? queue->line : 1;
	life_span(ticket, ticket->status, line, run->work->at);
	return TRUE;
}

/* To the team of a queue, or back to one's own: nobody's, and all are told. */
static gboolean run_team(
	struct run *run, const struct command *command, struct asked *asked)
{
	const char *word = command_word(command, 0);

	if (word && !move(run, word, asked))
		return FALSE;
	g_clear_pointer(&run->draft->ticket->assignee, g_free);
	work_event(run->work, WORK_COMMAND);
	tell(run->work, run->draft, TELL_PASSED_ON);
	return TRUE;
}

static gboolean run_queue(
	struct run *run, const struct command *command, struct asked *asked)
{
	if (!move(run, command_word(command, 0), asked))
		return FALSE;
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

/* Above the last line there is the supplier, where the desk has one. */
static gboolean has_line_above(const struct run *run)
{
	const struct ticket *ticket = run->draft->ticket;

	if (ticket->line < LAST_LINE)
		return TRUE;
	return ticket->line == LAST_LINE &&
	       (ticket->vendor || run->work->site->rules->vendors->len > 0);
}

static gboolean change_line(struct run *run, const struct command *command,
	enum life_event event, struct asked *asked)
{
	const char *reason = run_reason(run, command);
	guint line = run->draft->ticket->line;
	gboolean is_there =
		event == LIFE_ESCALATE ? has_line_above(run) : line > 1;

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

/* What was done and what is next: behind the name, or the mail's text. It is
 * for the colleague, whatever the mail answers. */
static gboolean run_handover(
	struct run *run, const struct command *command, struct asked *asked)
{
	const char *word = command_word(command, 0);
	const char *text = run_reason(run, command);
	guint guards = text && *text ? 1u << GUARD_HAS_TEXT : 0;
	const struct agent_rule *agent;

	if (!word)
		return refuse_argument(asked, "an agent's name or address");
	agent = find_agent(run, word, asked);
	if (agent && !guards)
		return refuse_argument(
			asked, "what is next, for the colleague");
	if (!agent || !work_live(run->work, run->draft, LIFE_HANDOVER, guards,
			      &asked->refusal))
		return FALSE;
	give_to(run, agent);
	run->is_internal = TRUE;
	if (*command->rest)
		work_set(&run->draft->reason, command->rest);
	work_event(run->work, WORK_HANDOVER);
	tell(run->work, run->draft, TELL_ASSIGNED);
	return TRUE;
}

const struct verb_action VERBS_OWN[] = {
	{ VERB_TAKE, VERB_MAIL, run_take },
	{ VERB_ASSIGN, 0, run_assign },
	{ VERB_TEAM, 0, run_team },
	{ VERB_QUEUE, 0, run_queue },
	{ VERB_ESCALATE, 0, run_escalate },
	{ VERB_RETURN, 0, run_return },
	{ VERB_HANDOVER, 0, run_handover },
	{ VERB_NONE, 0, NULL },
};
