#include "assign.h"
#include "away.h"

static guint32 count_rows(struct work *work, char *key)
{
	struct need need = { .kind = NEED_ROWS_COUNT, .key = key };

	return desk_view_count(work->view, &need);
}

static guint32 open_tickets(struct work *work, const struct agent_rule *agent)
{
	g_autofree char *key = g_strdup_printf("assignee:%s", agent->address);

	return count_rows(work, key);
}

static gboolean has_room(struct work *work, const struct agent_rule *agent)
{
	return !agent->max_tickets ||
	       open_tickets(work, agent) < agent->max_tickets;
}

/* Line 0: any. */
static GPtrArray *candidates(
	struct work *work, const struct ticket *ticket, guint line)
{
	const GPtrArray *agents = work->site->rules->agents;
	GPtrArray *found = g_ptr_array_new();

	for (guint i = 0; i < agents->len; i++) {
		struct agent_rule *agent = agents->pdata[i];

		if (agent_serves(agent, ticket->queue) &&
			(!line || agent->line == line))
			g_ptr_array_add(found, agent);
	}
	return found;
}

static gboolean is_free(struct work *work, const struct agent_rule *agent)
{
	return !away_is(work, agent->address) && has_room(work, agent);
}

/* Turns go by the tickets that the queue has had: whoever is away is passed
 * over, and the others keep theirs. */
static const struct agent_rule *next_in_turn(
	struct work *work, const struct ticket *ticket, const GPtrArray *all)
{
	g_autofree char *key = g_strdup_printf("queue:%s all", ticket->queue);
	guint32 turn = count_rows(work, key);

	for (guint i = 0; i < all->len; i++) {
		const struct agent_rule *agent =
			all->pdata[(turn + i) % all->len];

		if (is_free(work, agent))
			return agent;
	}
	return NULL;
}

static const struct agent_rule *least_loaded(
	struct work *work, const GPtrArray *all)
{
	const struct agent_rule *best = NULL;
	guint32 least = G_MAXUINT32;

	for (guint i = 0; i < all->len; i++) {
		const struct agent_rule *agent = all->pdata[i];
		guint32 load = open_tickets(work, agent);

		if (load >= least || !is_free(work, agent))
			continue;
		best = agent;
		least = load;
	}
	return best;
}

static const struct agent_rule *choose(
	struct work *work, const struct ticket *ticket, enum assign_mode mode)
{
	g_autoptr(GPtrArray) all = candidates(work, ticket, ticket->line);

	if (!all->len) {
		g_ptr_array_unref(all);
		all = candidates(work, ticket, 0);
	}
	return mode == ASSIGN_LOAD ? least_loaded(work, all)
				   : next_in_turn(work, ticket, all);
}

void assign_new(struct work *work, struct draft *draft)
{
	struct ticket *ticket = draft->ticket;
	const struct queue_rule *queue =
		rules_queue(work->site->rules, ticket->queue);
	const struct agent_rule *agent;
	struct refusal ignored = { 0 };

	if (draft->known || ticket->assignee || !queue ||
		queue->assign == ASSIGN_MANUAL ||
		!status_is_active(ticket->status))
		return;
	agent = choose(work, ticket, queue->assign);
	if (!agent || !work_live(work, draft, LIFE_ASSIGN, 0, &ignored)) {
		refusal_clear(&ignored);
		return;
	}
	work_set(&ticket->assignee, agent->address);
}
