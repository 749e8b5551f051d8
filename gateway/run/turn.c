#include "turn.h"
#include "command.h"
#include "compose.h"
#include "entropy.h"
#include "fault.h"
#include "mentions.h"
#include "post.h"

#include <string.h>

/* The desk asks in rounds, each following from the one before; a chain of
 * merged tickets is the longest there is. */
#define MAX_ROUNDS 64

#define MAX_HEADER_BYTES ((gsize)256 << 10)

void turn_init(struct turn *turn, struct home *home, struct batch *batch,
	struct nursery *nursery, gint64 now)
{
	*turn = (struct turn){
		.loader = {
			.home = home,
			.batch = batch,
			.nursery = nursery,
			.now = now,
		},
	};
}

void arrived_clear(struct arrived *mail)
{
	g_clear_pointer(&mail->facts, facts_free);
}

void turn_clear(struct turn *turn)
{
	g_clear_pointer(&turn->transcript, g_free);
}

static struct outcome *apply(const struct turn *turn, struct desk_view *view,
	const struct event *event, GError **error)
{
	struct now now = { .time = turn->loader.now };
	struct entropy entropy = entropy_system();

	entropy_fill(&entropy, now.random, sizeof now.random);
	for (guint round = 0; round < MAX_ROUNDS; round++) {
		AUTO(outcome)
		outcome =
			desk_apply(view, event, &turn->loader.home->site, &now);

		if (outcome->verdict != VERDICT_NEEDS)
			return g_steal_pointer(&outcome);
		if (!load_missing(&turn->loader, view, error))
			return NULL;
	}
	g_set_error(error, POSTERN_FAULT, FAULT_INVALID,
		"the event asks for ever more");
	return NULL;
}

static gboolean put(struct turn *turn, const struct post *post,
	const struct outcome *outcome, GError **error)
{
	g_autoptr(GPtrArray) files = post_files(post, outcome, error);
	struct commit_name name;

	if (files == NULL || !batch_put(turn->loader.batch, outcome->commit,
				     files, turn->loader.now, &name, error))
		return FALSE;
	turn->commits++;
	return TRUE;
}

static gboolean take_event(struct turn *turn, const struct event *event,
	GBytes *raw, guint32 *ticket, GError **error)
{
	AUTO(desk_view) view = desk_view_new();
	AUTO(outcome) outcome = apply(turn, view, event, error);
	struct post post = {
		.loader = &turn->loader,
		.view = view,
		.raw = raw,
		.names = &turn->names,
		.message = event->message,
		.is_armoured = turn->is_armoured,
		.now = turn->loader.now,
	};

	if (outcome == NULL)
		return FALSE;
	turn->has_refusals = outcome->has_refusals;
	g_free(turn->transcript);
	turn->transcript = g_steal_pointer(&outcome->transcript);
	if (ticket != NULL && outcome->tickets->len > 0) {
		const struct ticket *first = outcome->tickets->pdata[0];

		*ticket = first->number;
	}
	return outcome->verdict == VERDICT_NOTHING ||
	       put(turn, &post, outcome, error);
}

/* --- mail --------------------------------------------------------------- */

/* Whose words can do something gets a parser that read no other mail. */
static gboolean needs_fresh_parser(
	const struct turn *turn, const struct facts *facts)
{
	const struct rules *rules = turn->loader.home->rules;

	if (facts->from == NULL)
		return FALSE;
	if (rules_agent(rules, facts->from) != NULL)
		return TRUE;
	for (guint i = 0; i < rules->approvals->len; i++) {
		const struct approval_rule *rule = rules->approvals->pdata[i];

		if (words_have(rule->approvers, facts->from) ||
			address_equal(rule->delegate, facts->from))
			return TRUE;
	}
	return FALSE;
}

/* turn->names are those of the mail. */
static void begin_event(const struct turn *turn, struct event *event,
	enum event_kind kind, const struct arrived *mail,
	const struct facts *facts)
{
	*event = (struct event){
		.kind = kind,
		.arrival = mail->arrival,
		.facts = facts,
		.queue = mail->queue,
	};
	g_strlcpy(event->sha256, turn->names.sha256, sizeof event->sha256);
}

/* A mail too big is parsed as far as it tells who wrote, and whether that may
 * be answered. */
static GBytes *header_of(GBytes *raw)
{
	gsize length;
	const char *bytes = g_bytes_get_data(raw, &length);
	const char *end = g_strstr_len(
		bytes, (gssize)MIN(length, MAX_HEADER_BYTES), "\n\r\n");

	if (end == NULL)
		end = g_strstr_len(
			bytes, (gssize)MIN(length, MAX_HEADER_BYTES), "\n\n");
	return g_bytes_new_from_bytes(raw, 0,
		end ? (gsize)(end - bytes) + 1 : MIN(length, MAX_HEADER_BYTES));
}

/* Bytes that SHA-1 calls a crafted collision are kept in other words. */
static gboolean keep_somehow(struct turn *turn, const struct event *event,
	GBytes *raw, GError **error)
{
	g_autoptr(GError) why = NULL;
	gboolean is_kept = take_event(turn, event, raw, NULL, &why);

	if (!is_kept && fault_is_of_input(why)) {
		turn->is_armoured = TRUE;
		is_kept = take_event(turn, event, raw, NULL, error);
		turn->is_armoured = FALSE;
	} else if (!is_kept) {
		g_propagate_error(error, g_steal_pointer(&why));
	}
	return is_kept;
}

static gboolean quarantine(struct turn *turn, const struct arrived *mail,
	const struct facts *facts, const char *why, GError **error)
{
	struct event event;
	AUTO(message) message = NULL;

	begin_event(turn, &event, EVENT_BROKEN, mail, facts);
	event.broken = why;
	event.is_too_big = mail->over_limit != NULL;
	if (event.is_too_big) {
		g_autoptr(GBytes) header = header_of(mail->raw);

		struct mail_names of_header;

		message = nursery_parse(
			turn->loader.nursery, header, TRUE, &of_header, NULL);
		event.message = message;
	}
	return keep_somehow(turn, &event, mail->raw, error);
}

void turn_ahead(struct turn *turn, struct arrived *mail)
{
	if (mail->over_limit != NULL || mail->facts != NULL)
		return;
	mail->facts = facts_scan(mail->raw);
	if (!needs_fresh_parser(turn, mail->facts))
		nursery_ahead(turn->loader.nursery, mail->raw);
}

/* How a mail is taken that can be parsed. */
struct taking {
	enum event_kind kind;
	guint32 import_ticket; /* EVENT_IMPORT */
	guint32 *landed;       /* likewise; else NULL */
};

static gboolean take_mail(struct turn *turn, const struct arrived *mail,
	const struct facts *facts, const struct taking *taking, GError **error)
{
	g_autoptr(GError) why = NULL;
	struct event event;
	AUTO(message)
	message = nursery_parse(turn->loader.nursery, mail->raw,
		needs_fresh_parser(turn, facts), &turn->names, &why);

	if (*turn->names.sha256 == '\0')
		mail_names_of(mail->raw, &turn->names);
	begin_event(turn, &event, taking->kind, mail, facts);
	event.import_ticket = taking->import_ticket;
	event.message = message;
	if (message != NULL)
		mentions_add_attached(facts->mentions, message, mail->raw);
	if (message != NULL &&
		take_event(turn, &event, mail->raw, taking->landed, &why))
		return TRUE;
	if (!fault_is_of_input(why)) {
		g_propagate_error(error, g_steal_pointer(&why));
		return FALSE;
	}
	return quarantine(turn, mail, facts, why->message, error);
}

gboolean turn_mail(
	struct turn *turn, const struct arrived *mail, GError **error)
{
	AUTO(facts) scanned = mail->facts ? NULL : facts_scan(mail->raw);
	const struct facts *facts = mail->facts ? mail->facts : scanned;

	if (mail->over_limit == NULL)
		return take_mail(turn, mail, facts,
			&(struct taking){ .kind = EVENT_MAIL }, error);
	mail_names_of(mail->raw, &turn->names);
	return quarantine(turn, mail, facts, mail->over_limit, error);
}

gboolean turn_import(struct turn *turn, const struct arrived *mail,
	guint32 ticket, guint32 *landed, GError **error)
{
	AUTO(facts) facts = facts_scan(mail->raw);

	*landed = ticket;
	if (mail->over_limit != NULL) {
		mail_names_of(mail->raw, &turn->names);
		return quarantine(turn, mail, facts, mail->over_limit, error);
	}
	return take_mail(turn, mail, facts,
		&(struct taking){ EVENT_IMPORT, ticket, landed }, error);
}

/* --- the rest ----------------------------------------------------------- */

/* Something is said beside the commands: it is kept, and told. */
static gboolean says_something(const struct turn *turn, const char *commands)
{
	AUTO(reading)
	reading = command_read_text(
		commands, NULL, turn->loader.home->rules, NULL);

	return reading->text != NULL && *reading->text != '\0';
}

/* The shell's words as the mail that is filed of them. */
static GBytes *mail_of(const struct turn *turn, const char *login,
	const char *commands, GError **error)
{
	struct entropy entropy = entropy_system();
	const struct rules *rules = turn->loader.home->rules;
	g_autofree char *name = author_name(login);
	g_autofree char *random = entropy_hex(&entropy, 10);
	g_autofree char *id =
		g_strdup_printf("%s.%s", random, OPERATOR_ADDRESS);
	AUTO(contact) from = contact_new(name, OPERATOR_ADDRESS);
	struct outgoing mail = {
		.from = from,
		.subject = "",
		.message_id = id,
		.date = turn->loader.now,
		.language = rules->language,
		.loop = rules->address,
		.text = commands,
	};

	return compose_mail(&mail, error);
}

gboolean turn_commands(struct turn *turn, guint32 ticket, const char *login,
	const char *commands, GError **error)
{
	struct arrived mail = { .arrival = turn->loader.now };
	AUTO(facts) facts = NULL;
	AUTO(message) message = NULL;
	struct event event = { .arrival = mail.arrival };
	gboolean is_taken;

	if (says_something(turn, commands)) {
		mail.raw = mail_of(turn, login, commands, error);
		if (mail.raw == NULL)
			return FALSE;
		facts = facts_scan(mail.raw);
		message = nursery_parse(turn->loader.nursery, mail.raw, TRUE,
			&turn->names, error);
		if (message == NULL) {
			g_bytes_unref(mail.raw);
			return FALSE;
		}
		begin_event(turn, &event, EVENT_COMMANDS, &mail, facts);
		event.message = message;
	}
	event.kind = EVENT_COMMANDS;
	event.ticket = ticket;
	event.login = login;
	event.commands = commands;
	is_taken = take_event(turn, &event, mail.raw, NULL, error);
	g_clear_pointer(&mail.raw, g_bytes_unref);
	return is_taken;
}

gboolean turn_deliveries(
	struct turn *turn, const GPtrArray *reports, GError **error)
{
	struct event event = {
		.kind = EVENT_DELIVERIES,
		.arrival = turn->loader.now,
		.deliveries = reports,
	};

	return take_event(turn, &event, NULL, NULL, error);
}

gboolean turn_tick(struct turn *turn, guint32 ticket, GHashTable *summed,
	gboolean *did, GError **error)
{
	struct event event = {
		.kind = EVENT_TICK,
		.arrival = turn->loader.now,
		.ticket = ticket,
		.summed = summed,
	};
	guint before = turn->commits;
	gboolean is_fine = take_event(turn, &event, NULL, NULL, error);

	*did = turn->commits > before;
	return is_fine;
}

gboolean turn_summary(struct turn *turn, const GPtrArray *late,
	const char *address, GError **error)
{
	struct event event = {
		.kind = EVENT_SUMMARY,
		.arrival = turn->loader.now,
		.late = late,
		.address = address,
	};

	return take_event(turn, &event, NULL, NULL, error);
}

gboolean turn_recount(struct turn *turn, const GArray *tickets, GError **error)
{
	struct event event = {
		.kind = EVENT_RECOUNT,
		.arrival = turn->loader.now,
		.tickets = tickets,
	};

	return take_event(turn, &event, NULL, NULL, error);
}
