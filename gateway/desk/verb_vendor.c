/* The supplier's conversation: vendor. */
#include "execute.h"
#include "told.h"
#include "vendor.h"

/* Nobody who takes part in the requester's conversation gets this one, too. */
static gboolean is_outside(
	const struct run *run, const char *address, struct asked *asked)
{
	const struct rules *rules = run->work->site->rules;
	const struct ticket *ticket = run->draft->ticket;

	if (rules_is_own(rules, address) || rules_agent(rules, address) ||
		is_role_address(address))
		return refuse(asked, REFUSED_ADDRESS, NULL);
	if ((ticket->requester &&
		    address_equal(ticket->requester->address, address)) ||
		contacts_have(ticket->cc, address))
		return refuse(asked, REFUSED_TAKES_PART, address);
	return TRUE;
}

/* Who it is: named, or the one that the ticket has. */
static gboolean choose_vendor(
	struct run *run, const struct command *command, struct asked *asked)
{
	const struct rules *rules = run->work->site->rules;
	struct ticket *ticket = run->draft->ticket;
	const char *word = command_word(command, 0);
	const struct vendor_rule *vendor =
		word ? vendor_named(rules, word) : NULL;

	if (!word)
		return vendor_address(rules, ticket)
			       ? TRUE
			       : refuse_argument(
					 asked, "a supplier's name or address");
	if (!vendor && !address_is_plain(word))
		return refuse(asked, REFUSED_NO_VENDOR, word);
	if (!is_outside(run, vendor ? vendor->address : word, asked))
		return FALSE;
	if (!vendor || vendor_of(rules, ticket) != vendor)
		work_set(&ticket->vendor, vendor ? vendor->name : word);
	return TRUE;
}

/* What the supplier reads: the words behind the verb and the mail's text. */
static char *vendor_text(const struct run *run, const struct command *command)
{
	const char *text = run->text ? run->text : "";

	if (!*command->rest)
		return g_strdup(text);
	return *text ? g_strdup_printf("%s\n\n%s", command->rest, text)
		     : g_strdup(command->rest);
}

static gboolean run_vendor(
	struct run *run, const struct command *command, struct asked *asked)
{
	struct draft *draft = run->draft;
	g_autofree char *text = vendor_text(run, command);

	if (!*text)
		return refuse(asked, REFUSED_NEEDS_VENDOR_TEXT, NULL);
	if (!choose_vendor(run, command, asked) ||
		!work_live(
			run->work, draft, LIFE_WAIT_VENDOR, 0, &asked->refusal))
		return FALSE;
	work_set(&draft->vendor_text, text);
	if (!run->is_shell)
		work_set(&run->text, text);
	run->is_internal = TRUE;
	work_event(run->work, WORK_WAIT);
	tell_person(run->work, draft, NOTICE_VENDOR,
		vendor_address(run->work->site->rules, draft->ticket));
	return TRUE;
}

const struct verb_action VERBS_VENDOR[] = {
	{ VERB_VENDOR, 0, run_vendor },
	{ VERB_NONE, 0, NULL },
};
