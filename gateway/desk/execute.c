#include "execute.h"
#include "away.h"
#include "new_ticket.h"
#include "text.h"
#include "told.h"

#include <string.h>

static const struct verb_action *const TABLES[] = {
	VERBS_OWN,
	VERBS_STATE,
	VERBS_FIELDS,
	VERBS_TALK,
	VERBS_LINKS,
	VERBS_SEE,
	VERBS_CARE,
	VERBS_FIND,
	VERBS_SOLUTION,
	VERBS_APPROVAL,
	VERBS_VENDOR,
	VERBS_AWAY,
	VERBS_SAVED,
};

static const struct verb_action *find_row(enum verb verb)
{
	for (gsize i = 0; i < G_N_ELEMENTS(TABLES); i++) {
		for (const struct verb_action *row = TABLES[i];
			row->verb != VERB_NONE; row++) {
			if (row->verb == verb)
				return row;
		}
	}
	return NULL;
}

gboolean verb_is_agents(enum verb verb)
{
	return find_row(verb) != NULL;
}

void run_clear(struct run *run)
{
	g_clear_pointer(&run->text, g_free);
}

/* --- for the verb files */

const char *command_word(const struct command *command, guint n)
{
	return n < command->words->len ? command->words->pdata[n] : NULL;
}

const char *run_reason(const struct run *run, const struct command *command)
{
	return command->rest && *command->rest ? command->rest : run->text;
}

gboolean run_is_lead(const struct run *run)
{
	return run->work->role == ROLE_LEAD || run->work->role == ROLE_OPERATOR;
}

gboolean refuse(struct asked *asked, enum refusal_why why, const char *who)
{
	return refusal_set(&asked->refusal, why, who);
}

gboolean refuse_argument(struct asked *asked, const char *expected)
{
	refusal_set(&asked->refusal, REFUSED_ARGUMENT, NULL);
	asked->refusal.expected = g_strdup(expected);
	return FALSE;
}

static guint32 ticket_number(const struct run *run, const char *word)
{
	g_autofree char *prefix =
		g_strdup_printf("%s-", run->work->site->rules->tag);
	guint32 number;

	if (*word == '#')
		word++;
	if (g_ascii_strncasecmp(word, prefix, strlen(prefix)) == 0)
		word += strlen(prefix);
	return text_parse_number(word, &number) ? number : 0;
}

struct draft *run_ticket(
	struct run *run, const char *word, struct refusal *refusal)
{
	guint32 number = word ? ticket_number(run, word) : 0;
	struct draft *draft = number ? work_draft(run->work, number) : NULL;

	if (!draft)
		refusal_set(refusal, REFUSED_NO_TICKET, word);
	return draft;
}

static gboolean held_fits(const char *line, gboolean is_unproven)
{
	return is_unproven == g_str_has_suffix(line, " not proven");
}

guint32 run_held(const struct run *run, const struct command *command,
	gboolean is_unproven, struct refusal *refusal)
{
	const GPtrArray *held = run->draft->ticket->held;
	const char *word = command_word(command, 0);
	guint32 wanted = 0;

	if (word && !text_parse_number(word, &wanted)) {
		refusal_set(refusal, REFUSED_NOTHING_HELD, NULL);
		return 0;
	}
	for (guint i = held->len; i > 0; i--) {
		const char *line = held->pdata[i - 1];
		g_autofree char *number = g_strndup(line, strcspn(line, " "));
		guint32 found;

		if (!text_parse_number(number, &found))
			continue;
		if (wanted ? found == wanted : held_fits(line, is_unproven))
			return found;
	}
	refusal_set(refusal, REFUSED_NOTHING_HELD, NULL);
	return 0;
}

void run_relay(struct work *work, struct draft *draft, const char *text,
	const struct article *source)
{
	work_set(&draft->text, text);
	draft->is_relayed = TRUE;
	draft->has_attachments = TRUE;
	memset(&draft->attachments_of, 0, sizeof draft->attachments_of);
	if (source)
		draft->attachments_of = *source;
	if (!draft->ticket->first_reply)
		draft->ticket->first_reply = work->at;
	draft->ticket->update_since = 0;
	tell(work, draft, TELL_REPLY);
}

/* --- rights */

const struct ticket *ticket_before(const struct draft *draft)
{
	return draft->known ? draft->known->ticket : draft->ticket;
}

/* Of a line that the ticket's queue has not: those of that line elsewhere are
 * told of it, and may then work on it. */
static gboolean stands_in(const struct work *work,
	const struct agent_rule *agent, const struct ticket *ticket)
{
	const GPtrArray *agents = work->site->rules->agents;

	if (agent->line != ticket->line)
		return FALSE;
	for (guint i = 0; i < agents->len; i++) {
		const struct agent_rule *other = agents->pdata[i];

		if (other->line == ticket->line &&
			agent_serves(other, ticket->queue))
			return FALSE;
	}
	return ticket->line > 1;
}

gboolean run_serves(const struct run *run, const struct draft *draft)
{
	const struct agent_rule *agent = work_agent(run->work);
	const struct ticket *ticket = ticket_before(draft);

	return run_is_lead(run) || (run->is_new && draft == run->home) ||
	       (agent && (agent_serves(agent, ticket->queue) ||
				 stands_in(run->work, agent, ticket) ||
				 away_stands_in(run->work, agent, ticket) ||
				 address_equal(
					 agent->address, ticket->assignee)));
}

static gboolean may(const struct run *run, const struct verb_action *row,
	struct asked *asked)
{
	const struct work *work = run->work;

	if (run->is_shell && row->flags & VERB_MAIL)
		return refuse(asked, REFUSED_SHELL, NULL);
	if (row->flags & VERB_PROVEN && work->proof == PROOF_TOKEN)
		return refuse(asked, REFUSED_PROOF, NULL);
	if (!run->draft->ticket)
		return row->flags & VERB_ANYWHERE
			       ? TRUE
			       : refuse(asked, REFUSED_NOWHERE, NULL);
	if (row->flags & VERB_READS || run_serves(run, run->draft))
		return TRUE;
	return refuse(asked, REFUSED_QUEUE, ticket_before(run->draft)->queue);
}

/* --- lines */

/* #on NUMBER: the following lines are for another ticket. */
static gboolean turn_to(struct run *run, const struct command *command)
{
	struct asked *asked =
		work_ask(run->work, command->canonical, run->draft->number);
	const char *word = command_word(command, 0);
	struct draft *draft;

	if (run->is_shell)
		return refuse(asked, REFUSED_SHELL, NULL);
	if (run->work->proof == PROOF_TOKEN)
		return refuse(asked, REFUSED_PROOF, NULL);
	draft = run_ticket(run, word ? word : command->rest, &asked->refusal);
	if (!draft)
		return FALSE;
	run->draft = draft;
	asked->ticket = draft->number;
	return TRUE;
}

static gboolean run_command(struct run *run, const struct command *command)
{
	const struct verb_action *row = find_row(command->verb);
	const struct verb_info *info = verb_info(command->verb);
	struct asked *asked;

	if (command->verb == VERB_ON)
		return turn_to(run, command);
	asked = work_ask(run->work, command->canonical, run->draft->number);
	if (!row && info && info->is_available &&
		info->group == GROUP_REQUESTER)
		return refuse(asked, REFUSED_REQUESTER_ONLY, NULL);
	if (!row || !info || !info->is_available)
		return refuse(asked, REFUSED_NOT_YET, NULL);
	if (!may(run, row, asked))
		return FALSE;
	if (!row->function(run, command, asked)) {
		g_assert(asked->refusal.why != REFUSED_NOT);
		return FALSE;
	}
	return TRUE;
}

static const enum refusal_why SLIP_WHY[] = {
	[SLIP_UNKNOWN] = REFUSED_UNKNOWN,
	[SLIP_NEAR] = REFUSED_NEAR,
	[SLIP_LIMIT] = REFUSED_LIMIT,
	[SLIP_ARGUMENT] = REFUSED_ARGUMENT,
	[SLIP_MIDDLE] = REFUSED_MIDDLE,
	[SLIP_QUOTED] = REFUSED_QUOTED,
};

/* FALSE where one of them holds the mail. */
static gboolean note_slips(struct run *run)
{
	const GPtrArray *slips = run->reading->slips;
	gboolean is_clean = TRUE;

	for (guint i = 0; i < slips->len; i++) {
		const struct slip *slip = slips->pdata[i];
		struct asked *asked =
			work_ask(run->work, slip->written, run->home->number);

		refuse(asked, SLIP_WHY[slip->kind], NULL);
		asked->refusal.suggestion = g_strdup(slip->suggestion);
		asked->refusal.expected = g_strdup(slip->expected);
		is_clean &= slip->kind == SLIP_QUOTED;
	}
	return is_clean;
}

static gboolean run_tags(struct run *run)
{
	const GPtrArray *tags = run->reading->tags;

	for (guint i = 0; i < tags->len; i++) {
		g_autofree char *line =
			g_strdup_printf("#tag %s", (char *)tags->pdata[i]);
		struct asked *asked =
			work_ask(run->work, line, run->draft->number);

		if (!run->draft->ticket)
			return refuse(asked, REFUSED_NOWHERE, NULL);
		words_add(run->draft->ticket->tags, tags->pdata[i]);
		work_event(run->work, WORK_COMMAND);
	}
	return TRUE;
}

static gboolean run_refs(struct run *run)
{
	const GPtrArray *refs = run->reading->refs;

	for (guint i = 0; i < refs->len; i++) {
		g_autofree char *line =
			g_strdup_printf("#link %s", (char *)refs->pdata[i]);
		struct asked *asked =
			work_ask(run->work, line, run->draft->number);
		guint32 number = ticket_number(run, refs->pdata[i]);

		if (!run->draft->ticket)
			return refuse(asked, REFUSED_NOWHERE, NULL);
		if (!number || !view_ticket(run->work->view, number))
			return refuse(asked, REFUSED_NO_TICKET, refs->pdata[i]);
		link_tickets(run->draft->ticket, number);
		work_event(run->work, WORK_COMMAND);
	}
	return TRUE;
}

gboolean execute_needs_proof(const struct reading *reading)
{
	for (guint i = 0; i < reading->commands->len; i++) {
		const struct command *command = reading->commands->pdata[i];
		const struct verb_action *row = find_row(command->verb);

		if (command->verb == VERB_ON ||
			(row && row->flags & VERB_PROVEN) ||
			(command->verb == VERB_SHOW && command->words->len))
			return TRUE;
	}
	return FALSE;
}

gboolean execute(struct run *run)
{
	const GPtrArray *commands = run->reading->commands;
	gboolean is_ok = note_slips(run);

	for (guint i = 0; i < commands->len; i++)
		is_ok &= run_command(run, commands->pdata[i]);
	is_ok &= run_tags(run);
	return run_refs(run) && is_ok;
}
