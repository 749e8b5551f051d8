/* Who hears what: note reply cc uncc requester accept send. */
#include "execute.h"
#include "agent_mail.h"
#include "new_ticket.h"
#include "text.h"
#include "told.h"

/* A forward's header block stands at its begin. */
#define MAX_FORWARD_LINES 200

/* What stands behind #note and #reply is text already (command.h). */
static gboolean run_note(
	struct run *run, const struct command *command, struct asked *asked)
{
	(void)command;
	(void)asked;
	run->is_public = FALSE;
	return TRUE;
}

static gboolean run_reply(
	struct run *run, const struct command *command, struct asked *asked)
{
	(void)command;
	(void)asked;
	run->is_public = TRUE;
	return TRUE;
}

/* --- people */

static struct contact *named(const struct command *command)
{
	const char *address = command_word(command, 0);

	if (!address || !address_is_plain(address))
		return NULL;
	return contact_new(command_word(command, 1), address);
}

/* The sender in the header block that stands in a forward's text. */
static struct contact *forwarded_sender(const struct message *mail)
{
	static const char *const NAMES[] = { "from", "fran", "fra", "od", "von",
		"de", "van", NULL };
	g_auto(GStrv) lines = NULL;

	if (!mail || !mail->is_forward || !mail->text)
		return NULL;
	lines = g_strsplit(mail->text, "\n", MAX_FORWARD_LINES);
	for (guint i = 0; lines[i]; i++) {
		char *line = lines[i] + strspn(lines[i], "> \t*");
		char *colon = strchr(line, ':');
		g_autofree char *name =
			colon ? g_strndup(line, (gsize)(colon - line)) : NULL;
		g_autofree char *folded = name ? text_fold(name) : NULL;

		if (folded && g_strv_contains(NAMES, g_strstrip(folded)))
			return contact_parse(
				g_strstrip(g_strdelimit(colon + 1, "*", ' ')),
				NULL);
	}
	return NULL;
}

/* A person outside: not the desk itself, nor an address that nobody reads. */
static struct contact *outsider(const struct run *run,
	const struct command *command, struct asked *asked)
{
	struct contact *contact = command->words->len
					  ? named(command)
					  : forwarded_sender(run->mail);

	if (contact &&
		!rules_is_own(run->work->site->rules, contact->address) &&
		!is_role_address(contact->address))
		return contact;
	contact_free(contact);
	refuse(asked, REFUSED_ADDRESS, NULL);
	return NULL;
}

static gboolean run_requester(
	struct run *run, const struct command *command, struct asked *asked)
{
	struct contact *contact = outsider(run, command, asked);
	struct ticket *ticket = run->draft->ticket;

	if (!contact)
		return FALSE;
	contacts_remove(ticket->cc, contact->address);
	contact_free(ticket->requester);
	ticket->requester = contact;
	if (run->is_new)
		work_set(&ticket->language,
			work_language_of(
				run->work, contact->address, ticket->language));
	work_event(run->work, WORK_COMMAND);
	return TRUE;
}

static gboolean run_via(
	struct run *run, const struct command *command, struct asked *asked)
{
	const char *word = command_word(command, 0);

	if (!word)
		return refuse_argument(asked, "phone, visit or chat");
	work_set(&run->draft->ticket->channel, word);
	work_event(run->work, WORK_COMMAND);
	return TRUE;
}

static gboolean run_cc(
	struct run *run, const struct command *command, struct asked *asked)
{
	AUTO(contact) contact = outsider(run, command, asked);

	if (!contact)
		return FALSE;
	contacts_add(run->draft->ticket->cc, contact);
	work_event(run->work, WORK_COMMAND);
	return TRUE;
}

static gboolean run_uncc(
	struct run *run, const struct command *command, struct asked *asked)
{
	AUTO(contact) contact = named(command);

	if (!contact)
		return refuse(asked, REFUSED_ADDRESS, NULL);
	contacts_remove(run->draft->ticket->cc, contact->address);
	work_event(run->work, WORK_COMMAND);
	return TRUE;
}

/* --- held mail */

static const struct known_message *held_mail(
	const struct run *run, guint32 number)
{
	return view_message(run->work->view, run->draft->number, 0, number);
}

/* The mail counts from here as its participant's: it ends a wait, reopens. */
static gboolean run_accept(
	struct run *run, const struct command *command, struct asked *asked)
{
	const struct rules *rules = run->work->site->rules;
	guint32 number = run_held(run, command, TRUE, &asked->refusal);
	const struct known_message *mail =
		number ? held_mail(run, number) : NULL;
	struct refusal ignored = { 0 };

	if (!number || !draft_release(run->draft, number))
		return number ? refuse(asked, REFUSED_NOTHING_HELD, NULL)
			      : FALSE;
	work_event(run->work, WORK_RELEASE);
	if (mail && mail->facts && !rules_agent(rules, mail->facts->from) &&
		!work_live(run->work, run->draft, LIFE_PARTICIPANT_WRITES,
			1u << GUARD_IN_WINDOW, &ignored))
		refusal_clear(&ignored);
	return TRUE;
}

/* What somebody wrote in an agent's name is his to release, and what somebody
 * else wrote is no agent's reply. */
static gboolean may_send(
	const struct run *run, guint32 number, const struct known_message *mail)
{
	const char *from = mail->facts->from;
	g_autofree char *unproven = g_strdup_printf("%u not proven", number);

	if (words_have(run->draft->ticket->held, unproven))
		return address_equal(from, run->work->causer->address);
	return rules_agent(run->work->site->rules, from) != NULL;
}

/* The agent's own text, held for a slip or for coming second, goes where it
 * was meant to go. */
static gboolean run_send(
	struct run *run, const struct command *command, struct asked *asked)
{
	guint32 number = run_held(run, command, FALSE, &asked->refusal);
	struct article source = { .ticket = run->draft->number,
		.number = number };
	const struct known_message *mail =
		number ? held_mail(run, number) : NULL;
	AUTO(reading) reading = NULL;

	if (mail && !may_send(run, number, mail))
		return refuse(asked, REFUSED_NOTHING_HELD, NULL);
	if (!number || !draft_release(run->draft, number))
		return number ? refuse(asked, REFUSED_NOTHING_HELD, NULL)
			      : FALSE;
	work_event(run->work, WORK_RELEASE);
	if (!mail)
		return TRUE;
	reading = agent_read(run->work, mail->message, FALSE);
	/* Of a mail that was commands alone there is nothing to send. */
	if (!*reading->text)
		return TRUE;
	if (agent_is_public(run->work, mail->facts)) {
		if (!work_live(run->work, run->draft, LIFE_AGENT_REPLY, 0,
			    &asked->refusal))
			return FALSE;
		run_relay(run->work, run->draft, reading->text, &source);
	} else {
		work_set(&run->draft->text, reading->text);
		tell(run->work, run->draft, TELL_NOTE);
	}
	return TRUE;
}

const struct verb_action VERBS_TALK[] = {
	{ VERB_NOTE, 0, run_note },
	{ VERB_REPLY, 0, run_reply },
	{ VERB_REQUESTER, 0, run_requester },
	{ VERB_VIA, 0, run_via },
	{ VERB_CC, 0, run_cc },
	{ VERB_UNCC, 0, run_uncc },
	{ VERB_ACCEPT, 0, run_accept },
	{ VERB_SEND, 0, run_send },
	{ VERB_NONE, 0, NULL },
};
