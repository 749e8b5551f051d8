/* Absence: away. */
#include "execute.h"
#include "away.h"
#include "history.h"

/* The person as known, or new; as the commit will have it. */
static struct person *person_of(struct work *work, const char *address)
{
	g_autofree char *key = address_fold(address);
	const struct person *known = view_person(work->view, key);
	struct person *person =
		known ? person_copy(known) : person_new(address);

	/* Who writes is there again. */
	g_clear_pointer(&person->muted, g_free);
	g_ptr_array_add(work->persons, person);
	return person;
}

static gboolean find_deputy(struct run *run, const struct command *command,
	struct asked *asked, const struct agent_rule **deputy)
{
	g_autofree char *candidates = NULL;
	const char *name = command_word(command, 3);

	*deputy = NULL;
	if (!name)
		return TRUE;
	*deputy = argument_agent(name, run->work->site->rules,
		run->work->causer->address, &candidates);
	if (!*deputy)
		return candidates && *candidates
			       ? refuse(asked, REFUSED_SEVERAL_AGENTS,
					 candidates)
			       : refuse(asked, REFUSED_NO_AGENT, name);
	if (address_equal((*deputy)->address, run->work->causer->address))
		return refuse_argument(asked, "another agent");
	return TRUE;
}

static void note(
	struct run *run, const struct agent_rule *agent, const char *what)
{
	work_event(run->work, WORK_PERSON);
	if (run->draft->ticket)
		return;
	g_free(run->work->subject);
	run->work->subject =
		g_strdup_printf("people: %s %s", agent->name, what);
}

static gboolean come_back(struct run *run, const struct agent_rule *agent)
{
	struct person *person = person_of(run->work, agent->address);

	person->away_until = 0;
	g_clear_pointer(&person->deputy, g_free);
	note(run, agent, "is back");
	return TRUE;
}

static gboolean go_away(struct run *run, const struct agent_rule *agent,
	const struct command *command, struct asked *asked)
{
	const struct agent_rule *deputy;
	struct person *person;
	g_autofree char *when = NULL, *what = NULL;
	gint64 until;

	if (!argument_date(command_word(command, 1),
		    run->work->site->rules->zone, run->work->now->time, &until))
		return refuse_argument(asked, "until DATE [to NAME], or off");
	if (!find_deputy(run, command, asked, &deputy))
		return FALSE;
	person = person_of(run->work, agent->address);
	person->away_until = until;
	work_set(&person->deputy, deputy ? deputy->address : NULL);
	when = local_time(run->work, until);
	what = g_strdup_printf("is away until %s", when);
	asked->text = deputy ? g_strdup_printf("%s, %s", when, deputy->name)
			     : g_strdup(when);
	note(run, agent, what);
	return TRUE;
}

static gboolean run_away(
	struct run *run, const struct command *command, struct asked *asked)
{
	const struct agent_rule *agent = work_agent(run->work);
	const char *word = command_word(command, 0);

	if (!agent)
		return refuse(asked, REFUSED_AGENT_ONLY, NULL);
	if (!word)
		return refuse_argument(asked, "until DATE [to NAME], or off");
	return g_str_equal(word, "off") ? come_back(run, agent)
					: go_away(run, agent, command, asked);
}

const struct verb_action VERBS_AWAY[] = {
	{ VERB_AWAY, VERB_ANYWHERE | VERB_READS | VERB_MAIL | VERB_PROVEN,
		run_away },
	{ VERB_NONE, 0, NULL },
};
