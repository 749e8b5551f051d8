#include "audience.h"

/* queue NULL, line 0: any. How many there were. */
static guint add_agents(GPtrArray *people, const struct rules *rules,
	const char *queue, guint line, gboolean leads_only)
{
	guint count = 0;

	for (guint i = 0; i < rules->agents->len; i++) {
		const struct agent_rule *agent = rules->agents->pdata[i];

		if ((queue && !agent_serves(agent, queue)) ||
			(line && agent->line != line) ||
			(leads_only && !agent->is_lead))
			continue;
		words_add(people, agent->address);
		count++;
	}
	return count;
}

static void add_leads(
	GPtrArray *people, const struct rules *rules, const char *queue)
{
	if (!add_agents(people, rules, queue, 0, TRUE))
		add_agents(people, rules, NULL, 0, TRUE);
}

static void add_team(GPtrArray *people, const struct rules *rules,
	const struct ticket *ticket)
{
	if (!add_agents(people, rules, ticket->queue, ticket->line, FALSE) &&
		!add_agents(people, rules, ticket->queue, 0, FALSE))
		add_leads(people, rules, NULL);
}

static void add_assignee(GPtrArray *people, const struct rules *rules,
	const struct ticket *ticket)
{
	if (ticket->assignee)
		words_add(people, ticket->assignee);
	else
		add_team(people, rules, ticket);
	for (guint i = 0; i < ticket->watchers->len; i++)
		words_add(people, ticket->watchers->pdata[i]);
}

GPtrArray *audience_of(
	const struct rules *rules, const struct ticket *ticket, guint who)
{
	GPtrArray *people = g_ptr_array_new_with_free_func(g_free);

	if (who & AUDIENCE_ASSIGNEE)
		add_assignee(people, rules, ticket);
	if (who & AUDIENCE_TEAM)
		add_team(people, rules, ticket);
	if (who & AUDIENCE_LEAD)
		add_leads(people, rules, ticket->queue);
	if (who & AUDIENCE_MANAGER && rules->manager)
		words_add(people, rules->manager);
	return people;
}
