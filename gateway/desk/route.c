#include "route.h"
#include "contact.h"
#include "evidence.h"
#include "gate.h"
#include <string.h>

#define STALE_SEC ((gint64)5 * 24 * 60 * 60)

void route_clear(struct route *route)
{
	g_clear_pointer(&route->linked, g_array_unref);
	g_clear_pointer(&route->bounced, g_free);
	g_clear_pointer(&route->proof_why, g_free);
	g_clear_pointer(&route->why, g_free);
}

/* --- step 1: seen before -----------------------------------------------------
 */

static gboolean route_seen(struct route *route, struct desk_view *view,
	const struct message *message, const struct facts *facts)
{
	const GArray *known = view_id(view, facts->id);

	for (guint i = 0; known && i < known->len; i++) {
		const struct known_id *hit =
			&g_array_index(known, struct known_id, i);

		if (hit->is_referred || !message->digest ||
			strcmp(hit->digest, message->digest) != 0)
			continue;
		route->join = JOIN_SEEN;
		route->ticket = hit->article.ticket;
		route->role = ROLE_STRANGER;
		return TRUE;
	}
	return FALSE;
}

/* --- step 3: our own mail, and reports about it ------------------------------
 */

static void set_report(struct route *route, guint32 ticket, guint32 message)
{
	route->join = JOIN_REPORT;
	route->role = ROLE_MACHINE;
	route->ticket = route->notice_ticket = ticket;
	route->message = message;
}

static const struct clue *find_bounce_clue(
	const GArray *clues, enum evidence class)
{
	for (guint i = clues->len; i-- > 0;) {
		const struct clue *clue = &g_array_index(clues, struct clue, i);

		if (clue->class == class &&
			(class != EVIDENCE_A ||
				clue->token.kind == REPLY_BOUNCE))
			return clue;
	}
	return NULL;
}

/* A report counts only if it came to the notice's own envelope address or
 * carries that notice's Message-ID. */
static gboolean route_report(struct route *route, const struct site *site,
	const struct message *message, const GArray *clues)
{
	guint32 ticket, number;

	if (message->kind != MAIL_REPORT)
		return FALSE;
	const struct clue *clue = find_bounce_clue(clues, EVIDENCE_A);

	if (!clue)
		clue = find_bounce_clue(clues, EVIDENCE_B);
	if (clue) {
		route->evidence = clue->class;
		set_report(route, clue->notice_ticket, clue->message);
		if (clue->class == EVIDENCE_A && clue->notice)
			route->bounced = g_strdup(clue->notice->address);
		return TRUE;
	}
	if (!message->report_id || !token_parse_message_id(message->report_id,
					   site->keyring, &ticket, &number))
		return FALSE;
	route->evidence = EVIDENCE_B;
	set_report(route, ticket, number);
	return TRUE;
}

static gboolean has_own_loop(
	const struct rules *rules, const struct facts *facts)
{
	for (guint i = 0; i < facts->loops->len; i++)
		if (rules_is_own(rules, g_ptr_array_index(facts->loops, i)))
			return TRUE;
	return FALSE;
}

static gboolean is_own_from(
	const struct rules *rules, const struct facts *facts)
{
	return facts->from && rules_is_own(rules, facts->from);
}

/* Our own mail come back as it left: it bears our Message-ID, or our X-Loop
 * and our From. One sign alone may be anybody's, and is registered. */
static gboolean route_loop(
	struct route *route, const struct site *site, const struct facts *facts)
{
	guint32 ticket, message;
	gboolean is_ours =
		facts->message_id && token_parse_message_id(facts->message_id,
					     site->keyring, &ticket, &message);

	if (!is_ours && !(has_own_loop(site->rules, facts) &&
				is_own_from(site->rules, facts)))
		return FALSE;
	route->join = JOIN_LOOP;
	route->role = ROLE_MACHINE;
	return TRUE;
}

/* --- steps 5 and 7: the strongest clue
 * ---------------------------------------- */

/* A forward quotes what was never meant for the desk: only what was written
 * to the desk, or by a proven supplier, chooses. */
static gboolean may_choose(const struct clue *clue, gboolean is_forward)
{
	if (is_forward && clue->class != EVIDENCE_A &&
		clue->class != EVIDENCE_D)
		return FALSE;
	return clue->ticket != 0 ||
	       (clue->class == EVIDENCE_A &&
		       clue->token.kind == REPLY_CONFIRM) ||
	       clue->class == EVIDENCE_B;
}

/* A notice of answers/ is no ticket: it chooses only where nothing else does,
 * and then as the question that it may be. */
static gboolean is_stronger(const struct clue *clue, const struct clue *best)
{
	if (!best)
		return TRUE;
	if (clue->class == EVIDENCE_B && clue->ticket == 0)
		return best->class == EVIDENCE_B && best->ticket == 0;
	if (best->class == EVIDENCE_B && best->ticket == 0)
		return TRUE;
	return clue->class >= best->class;
}

static const struct clue *choose(const GArray *clues, gboolean is_forward)
{
	const struct clue *best = NULL;

	for (guint i = 0; i < clues->len; i++) {
		const struct clue *clue = &g_array_index(clues, struct clue, i);

		if (may_choose(clue, is_forward) && is_stronger(clue, best))
			best = clue;
	}
	return best;
}

static gboolean answers_the_desk(const GArray *clues)
{
	for (guint i = 0; i < clues->len; i++)
		if (g_array_index(clues, struct clue, i).ticket == 0)
			return TRUE;
	return FALSE;
}

static void link_ticket(struct route *route, guint32 ticket)
{
	if (ticket == 0 || ticket == route->ticket)
		return;
	for (guint i = 0; i < route->linked->len; i++)
		if (g_array_index(route->linked, guint32, i) == ticket)
			return;
	g_array_append_val(route->linked, ticket);
}

#define MAX_LINKED 20u

/* What pointed elsewhere is linked for agents, and the log says so. */
static void link_others(struct route *route, const GArray *clues)
{
	static const char LETTERS[] = "-FEDCBA";
	g_autoptr(GString) why = g_string_new(NULL);

	for (guint i = clues->len; i-- > 0;) {
		const struct clue *clue = &g_array_index(clues, struct clue, i);
		guint before = route->linked->len;

		if (before == MAX_LINKED)
			break;
		link_ticket(route, clue->ticket);
		if (route->linked->len > before)
			g_string_append_printf(why, "%s%c says T-%u",
				why->len ? ", " : "", LETTERS[clue->class],
				clue->ticket);
	}
	if (why->len > 0)
		route->why = g_strdup_printf("%c says T-%u, but %s",
			LETTERS[route->evidence], route->ticket, why->str);
}

static void route_by_clues(struct gate *gate)
{
	gate->clue = choose(gate->clues, gate->message->is_forward);
	gate->answers_the_desk = answers_the_desk(gate->clues);
	if (!gate->clue || gate->clue->ticket == 0)
		gate->same_subject =
			gate->message->is_forward
				? 0
				: evidence_same_subject(gate->view, gate->site,
					  gate->message, gate->facts,
					  gate->arrival);
	gate_pass(gate);
	link_others(gate->route, gate->clues);
}

static gboolean is_stale(const struct facts *facts, gint64 arrival)
{
	if (facts->date == G_MININT64)
		return FALSE;
	return facts->date < arrival - STALE_SEC ||
	       facts->date > arrival + STALE_SEC;
}

/* Nobody writes in the desk's own name: such a From proves nothing. */
static void disown(struct auth_verdict *verdict)
{
	verdict->result = AUTH_ABSENT;
	g_free(verdict->why);
	verdict->why = g_strdup("the desk's own address");
}

void route_mail(struct route *route, struct desk_view *view,
	const struct site *site, const struct message *message,
	const struct facts *facts, gint64 arrival)
{
	struct auth_verdict verdict;
	struct gate gate = { .view = view,
		.site = site,
		.message = message,
		.facts = facts,
		.arrival = arrival,
		.auth = &verdict,
		.is_automatic = mail_kind_is_automatic(message->kind),
		.route = route };
	g_autoptr(GArray) clues = NULL;

	memset(route, 0, sizeof(*route));
	route->linked = g_array_new(FALSE, FALSE, sizeof(guint32));
	route->is_stale = is_stale(facts, arrival);
	if (route_seen(route, view, message, facts))
		return;
	auth_verdict_init(&verdict, facts, &site->settings->auth);
	if (is_own_from(site->rules, facts))
		disown(&verdict);
	else if (facts->from)
		gate.agent = rules_agent(site->rules, facts->from);
	clues = evidence_collect(view, site, message, facts, &verdict);
	gate.clues = clues;
	if (!route_report(route, site, message, clues) &&
		!route_loop(route, site, facts))
		route_by_clues(&gate);
	auth_verdict_clear(&verdict);
}
