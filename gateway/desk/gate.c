#include "gate.h"
#include "contact.h"
#include "is_control.h"
#include "notice.h"
#include <string.h>

/* --- what the clue proves --------------------------------------------------
 */

static gboolean is_spent(struct gate *gate, const struct clue *clue, char kind)
{
	g_autofree char *folded = address_fold(gate->facts->from);
	g_autofree char *key = g_strdup_printf("%c%s", kind, folded);
	struct need need = { .kind = NEED_SPENT,
		.ticket = clue->notice_ticket,
		.number = clue->message,
		.key = key };

	return desk_view_get(gate->view, &need) != NULL;
}

static gboolean is_young(
	const struct gate *gate, const struct clue *clue, char kind)
{
	return gate->arrival - clue->notice->at <= token_lifetime(kind);
}

/* An address made for the From, alive (spend.h). */
static gboolean is_token_proof(struct gate *gate)
{
	const struct clue *clue = gate->clue;

	return clue && clue->class == EVIDENCE_A && clue->is_senders &&
	       clue->token.kind != REPLY_BOUNCE && !gate->is_automatic &&
	       is_young(gate, clue, clue->token.kind) &&
	       !is_spent(gate, clue, clue->token.kind) &&
	       gate->auth->result != AUTH_FAIL;
}

static gboolean is_dmarc_proof(const struct gate *gate)
{
	return gate->auth->result == AUTH_PASS;
}

/* The From is a recipient of a notice that is referred to. References travel
 * to everybody, so this is for participants only. */
static gboolean is_thread_proof(const struct gate *gate)
{
	if (gate->auth->result == AUTH_FAIL)
		return FALSE;
	for (guint i = 0; i < gate->clues->len; i++) {
		const struct clue *clue =
			&g_array_index(gate->clues, struct clue, i);

		if (clue->class == EVIDENCE_B && clue->is_senders &&
			clue->ticket == gate->clue->ticket)
			return TRUE;
	}
	return FALSE;
}

static gboolean is_answered_directly(
	const struct gate *gate, const struct clue *clue)
{
	const GPtrArray *ids = gate->facts->in_reply_to;
	guint32 ticket, message;

	for (guint i = 0; i < ids->len; i++)
		if (token_parse_message_id(g_ptr_array_index(ids, i),
			    gate->site->keyring, &ticket, &message) &&
			ticket == clue->notice_ticket &&
			message == clue->message)
			return TRUE;
	return FALSE;
}

/* Without address extension the question's own Message-ID is the once-token:
 * it went to one address alone. */
static gboolean is_once_id(
	struct gate *gate, enum notice_kind notice, char kind)
{
	const struct clue *clue = gate->clue;

	return !gate->site->settings->auth.extension && clue &&
	       clue->class == EVIDENCE_B && clue->is_senders &&
	       strcmp(clue->notice->kind, notice_name(notice)) == 0 &&
	       !gate->is_automatic && gate->auth->result != AUTH_FAIL &&
	       is_answered_directly(gate, clue) && is_young(gate, clue, kind) &&
	       !is_spent(gate, clue, kind);
}

/* --- who the sender is ------------------------------------------------------
 */

static const struct ticket *chosen_ticket(struct gate *gate)
{
	const struct known_ticket *known = NULL;

	if (gate->clue && gate->clue->ticket != 0)
		known = view_ticket(gate->view, gate->clue->ticket);
	return known ? known->ticket : NULL;
}

static gboolean is_requester(struct gate *gate)
{
	const struct ticket *ticket = chosen_ticket(gate);

	return ticket && ticket->requester &&
	       address_equal(ticket->requester->address, gate->facts->from);
}

static gboolean is_participant(struct gate *gate)
{
	const struct ticket *ticket = chosen_ticket(gate);

	return ticket && gate->facts->from &&
	       (is_requester(gate) ||
		       contacts_have(ticket->cc, gate->facts->from));
}

/* What kind of reply address the notice that is answered bears for an agent;
 * 0 where none is answered. */
static char answered_kind(const struct gate *gate)
{
	enum notice_kind kind;

	if (!gate->clue)
		return 0;
	if (gate->clue->class == EVIDENCE_A)
		return gate->clue->token.kind;
	if (gate->clue->class == EVIDENCE_B && gate->clue->notice &&
		notice_parse(gate->clue->notice->kind, &kind))
		return notice_reply_kind(kind, TRUE);
	return 0;
}

/* An agent who asked for something himself, and answers what was written to
 * the one who asked. */
static gboolean is_agent_as_participant(struct gate *gate)
{
	return gate->clue && gate->clue->is_senders &&
	       answered_kind(gate) == REPLY_REQUESTER && is_participant(gate);
}

/* --- the doors ---------------------------------------------------------------
 */

static void set_proof(struct gate *gate, enum proof proof)
{
	struct route *route = gate->route;

	route->proof = proof;
	g_clear_pointer(&route->proof_why, g_free);
	if (proof == PROOF_DMARC || proof == PROOF_NONE)
		route->proof_why = g_strdup(gate->auth->why);
}

static void join(struct gate *gate, enum join join, enum role role)
{
	struct route *route = gate->route;

	route->join = join;
	route->role = role;
	if (!gate->clue)
		return;
	route->ticket = gate->clue->ticket;
	route->notice_ticket = gate->clue->notice_ticket;
	route->message = gate->clue->message;
	if (!route->message)
		route->notice_ticket = 0;
}

static enum role agent_role(const struct gate *gate)
{
	return gate->agent->is_lead ? ROLE_LEAD : ROLE_AGENT;
}

static gboolean pass_confirmation(struct gate *gate)
{
	if (!is_once_id(gate, NOTICE_CONFIRM, REPLY_CONFIRM) &&
		!(is_token_proof(gate) &&
			gate->clue->token.kind == REPLY_CONFIRM))
		return FALSE;
	join(gate, JOIN_CONFIRM,
		gate->agent ? agent_role(gate) : ROLE_REQUESTER);
	set_proof(gate, PROOF_CONFIRMED);
	return TRUE;
}

static gboolean pass_approval(struct gate *gate)
{
	if (!is_once_id(gate, NOTICE_APPROVAL, REPLY_APPROVAL) &&
		!(is_token_proof(gate) &&
			gate->clue->token.kind == REPLY_APPROVAL))
		return FALSE;
	join(gate, JOIN_APPROVAL, ROLE_APPROVER);
	set_proof(gate, PROOF_TOKEN);
	return TRUE;
}

/* A colleague answers what was written to the supplier. */
static gboolean is_of_same_domain(const struct gate *gate, const char *address)
{
	g_autofree char *his = address_domain(gate->facts->from);
	g_autofree char *other = address_domain(address);

	return g_strcmp0(his, other) == 0;
}

static gboolean pass_vendor(struct gate *gate)
{
	const struct clue *clue = gate->clue;
	gboolean has_token =
		clue->class == EVIDENCE_A && clue->token.kind == REPLY_VENDOR;
	gboolean is_to_vendor =
		has_token || (clue->class == EVIDENCE_B && clue->notice &&
				     strcmp(clue->notice->kind,
					     notice_name(NOTICE_VENDOR)) == 0);
	gboolean by_token = has_token && is_token_proof(gate);
	gboolean by_domain =
		is_dmarc_proof(gate) && !gate->agent &&
		(clue->class == EVIDENCE_D ||
			(is_to_vendor && is_of_same_domain(
						 gate, clue->notice->address)));

	if (!by_token && !by_domain)
		return FALSE;
	join(gate, JOIN_VENDOR, ROLE_VENDOR);
	set_proof(gate, by_domain ? PROOF_DMARC : PROOF_TOKEN);
	return TRUE;
}

static enum proof agent_proof(struct gate *gate)
{
	const struct auth_settings *auth = &gate->site->settings->auth;
	gboolean by_dmarc = is_dmarc_proof(gate), by_token;

	by_token = gate->clue && is_token_proof(gate) &&
		   gate->clue->token.kind != REPLY_CONFIRM;
	if (auth->both)
		return by_dmarc && by_token ? PROOF_DMARC : PROOF_NONE;
	if (by_dmarc && auth->by_dmarc)
		return PROOF_DMARC;
	return by_token && auth->by_token ? PROOF_TOKEN : PROOF_NONE;
}

/* No ticket is meant, or F says that one may be: a new one, unless an agent
 * only asks or orders. */
static void pass_new(struct gate *gate)
{
	gboolean is_agents = gate->agent && !gate->is_automatic;

	if ((is_agents && is_control(gate->message, gate->site->rules)) ||
		(gate->answers_the_desk &&
			(gate->is_automatic ||
				(is_agents && is_bare_answer(gate->message)))))
		gate->route->join = JOIN_CONTROL;
	else
		gate->route->join = JOIN_NEW;
	if (gate->route->join == JOIN_NEW && gate->same_subject != 0) {
		gate->route->evidence = EVIDENCE_F;
		if (gate->route->proof != PROOF_NONE)
			gate->route->ticket = gate->same_subject;
	}
}

/* Visibility is the kind of the address, else of the notice answered. What a
 * program answers in an agent's name reaches nobody outside. */
static void pass_proven_agent(struct gate *gate)
{
	gboolean is_public =
		!gate->is_automatic && answered_kind(gate) == REPLY_PUBLIC;

	if (gate->clue)
		join(gate, is_public ? JOIN_PUBLIC : JOIN_INTERNAL,
			agent_role(gate));
	else
		pass_new(gate);
	gate->route->role = agent_role(gate);
}

static void pass_agent(struct gate *gate)
{
	enum proof proof = agent_proof(gate);

	set_proof(gate, proof);
	if (proof != PROOF_NONE) {
		pass_proven_agent(gate);
		return;
	}
	if (is_dmarc_proof(gate)) {
		g_free(gate->route->proof_why);
		gate->route->proof_why = g_strdup("commands want a token");
	}
	gate->route->role = ROLE_STRANGER;
	if (gate->clue)
		join(gate, JOIN_UNPROVEN, ROLE_STRANGER);
	else
		pass_new(gate);
	gate->route->claims_agent = !gate->is_automatic;
}

static enum proof participant_proof(struct gate *gate)
{
	if (is_dmarc_proof(gate))
		return PROOF_DMARC;
	if (is_token_proof(gate) && gate->clue->token.kind == REPLY_REQUESTER)
		return PROOF_TOKEN;
	return is_thread_proof(gate) ? PROOF_THREAD : PROOF_NONE;
}

/* A site without any authserv-id cannot prove a plain answer by dmarc: there
 * the From of a participant is enough to go on with the conversation. */
static gboolean is_taken_on_trust(const struct gate *gate)
{
	return gate->site->settings->auth.authserv_ids->len == 0 &&
	       gate->clue->class >= EVIDENCE_C;
}

/* FALSE where it is to be treated as anybody's mail. */
static gboolean pass_participant(struct gate *gate)
{
	enum proof proof = participant_proof(gate);

	if (proof == PROOF_NONE && !is_taken_on_trust(gate))
		return FALSE;
	join(gate, JOIN_PUBLIC,
		is_requester(gate) ? ROLE_REQUESTER : ROLE_PARTICIPANT);
	set_proof(gate, proof);
	gate->route->counts_as_participant = proof == PROOF_NONE;
	return TRUE;
}

/* A tag or a number that anybody may write lets nobody in. */
static void pass_others(struct gate *gate)
{
	gboolean is_known = is_dmarc_proof(gate);

	set_proof(gate, is_known ? PROOF_DMARC : PROOF_NONE);
	if (!gate->clue) {
		pass_new(gate);
	} else if (gate->clue->class >= EVIDENCE_C) {
		join(gate, JOIN_UNPROVEN, ROLE_STRANGER);
		return;
	} else {
		join(gate, JOIN_NEW, ROLE_STRANGER);
	}
	gate->route->role = is_known ? ROLE_REQUESTER : ROLE_STRANGER;
}

void gate_pass(struct gate *gate)
{
	const struct clue *clue = gate->clue;

	if (clue) {
		gate->route->evidence = clue->class;
		if (pass_confirmation(gate) || pass_approval(gate) ||
			pass_vendor(gate))
			return;
		/* A question of answers/ that counts no more. */
		if (clue->ticket == 0) {
			gate->clue = NULL;
			gate->route->evidence = EVIDENCE_NONE;
		}
	}
	if (gate->agent && !is_agent_as_participant(gate)) {
		pass_agent(gate);
		return;
	}
	if (gate->clue && is_participant(gate) && pass_participant(gate))
		return;
	pass_others(gate);
}
