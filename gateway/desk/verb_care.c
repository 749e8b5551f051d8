/* Care: undo confirm; and an agent's follow and stop. */
#include "execute.h"
#include "undo.h"

static gboolean run_undo(
	struct run *run, const struct command *command, struct asked *asked)
{
	(void)command;
	return undo_last(run->work, run->draft, &asked->refusal, &asked->text);
}

/* It answers a question, and where none was asked there is none. */
static gboolean run_confirm(
	struct run *run, const struct command *command, struct asked *asked)
{
	(void)run;
	(void)command;
	return refuse(asked, REFUSED_NOTHING_HELD, NULL);
}

/* Who reads the queue may be told what the assignee is told. */
static gboolean run_follow(
	struct run *run, const struct command *command, struct asked *asked)
{
	const struct agent_rule *agent = work_agent(run->work);

	(void)command;
	if (!agent)
		return refuse(
			asked, REFUSED_NO_AGENT, run->work->causer->address);
	words_add(run->draft->ticket->watchers, agent->address);
	work_event(run->work, WORK_PERSON);
	return TRUE;
}

static gboolean run_stop(
	struct run *run, const struct command *command, struct asked *asked)
{
	(void)command;
	(void)asked;
	words_remove(run->draft->ticket->watchers, run->work->causer->address);
	work_event(run->work, WORK_PERSON);
	return TRUE;
}

const struct verb_action VERBS_CARE[] = {
	/* He had the right to what he takes back, and may have given it away
	 * by that. */
	{ VERB_UNDO, VERB_READS, run_undo },
	{ VERB_CONFIRM, VERB_MAIL, run_confirm },
	{ VERB_FOLLOW, VERB_MAIL, run_follow },
	{ VERB_STOP, VERB_READS, run_stop },
	{ VERB_NONE, 0, NULL },
};
