#include "away.h"

#define MAX_DEPUTIES 5u

static const struct person *absent(struct work *work, const char *address)
{
	g_autofree char *key = address_fold(address);
	const struct person *person = view_person(work->view, key);

	return person && person->away_until > work->now->time ? person : NULL;
}

gboolean away_is(struct work *work, const char *address)
{
	return absent(work, address) != NULL;
}

const char *away_reader(struct work *work, const char *address)
{
	for (guint i = 0; address && i <= MAX_DEPUTIES; i++) {
		const struct person *person = absent(work, address);

		if (!person)
			return address;
		/* Who is no agent any more stands in for nobody. */
		address = person->deputy && rules_agent(work->site->rules,
						    person->deputy)
				  ? person->deputy
				  : NULL;
	}
	return NULL;
}

gboolean away_stands_in(struct work *work, const struct agent_rule *agent,
	const struct ticket *ticket)
{
	const GPtrArray *agents = work->site->rules->agents;

	for (guint i = 0; i < agents->len; i++) {
		const struct agent_rule *other = agents->pdata[i];

		if (other != agent &&
			(agent_serves(other, ticket->queue) ||
				address_equal(
					other->address, ticket->assignee)) &&
			away_is(work, other->address) &&
			address_equal(away_reader(work, other->address),
				agent->address))
			return TRUE;
	}
	return FALSE;
}
