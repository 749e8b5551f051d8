/* Readers of the arguments of what passes between people. */
#include "approve.h"
#include "argument.h"
#include "text.h"
#include "vendor.h"

#include <string.h>

/* "8 900 kr" becomes "8900 SEK". */
gboolean read_approval(struct command *command, const struct rules *rules)
{
	struct approval_wish wish;
	g_auto(GStrv) why = NULL;

	if (!approval_wish_read(&wish, command->words, rules))
		return FALSE;
	g_ptr_array_set_size(command->words, 0);
	if (wish.rule)
		g_ptr_array_add(command->words, g_strdup(wish.rule->name));
	if (wish.money.hundredths)
		g_ptr_array_add(
			command->words, money_figure(wish.money.hundredths));
	if (*wish.money.currency)
		g_ptr_array_add(command->words, g_strdup(wish.money.currency));
	why = g_strsplit(wish.why, " ", -1);
	for (guint i = 0; *wish.why && why[i]; i++)
		g_ptr_array_add(command->words, g_strdup(why[i]));
	approval_wish_clear(&wish);
	return TRUE;
}

/* An agent, or the address of an approver; nothing is the rule's delegate. */
gboolean read_delegate(struct command *command, const struct rules *rules)
{
	return !command->words->len || read_agent(command, rules);
}

/* The first words, so many. */
static char *first_words(const struct command *command, guint count)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < count && i < command->words->len; i++)
		g_string_append_printf(text, "%s%s", i ? " " : "",
			(char *)command->words->pdata[i]);
	return g_string_free(text, FALSE);
}

/* Only that word stays, in its full form; what stood behind the first ones is
 * the rest. */
static void keep_word(struct command *command, const char *word, guint used)
{
	char *kept = g_strdup(word);
	GString *rest = g_string_new(NULL);

	for (guint i = used; i < command->words->len; i++)
		g_string_append_printf(rest, "%s%s", i > used ? " " : "",
			(char *)command->words->pdata[i]);
	g_free(command->rest);
	command->rest = g_string_free(rest, FALSE);
	g_ptr_array_set_size(command->words, 0);
	g_ptr_array_add(command->words, kept);
}

#define NAME_WORDS 4u

gboolean read_vendor(struct command *command, const struct rules *rules)
{
	if (!command->words->len)
		return TRUE;
	for (guint used = NAME_WORDS; used > 0; used--) {
		g_autofree char *name = first_words(command, used);
		const struct vendor_rule *vendor = vendor_named(rules, name);

		if (!vendor || used > command->words->len)
			continue;
		keep_word(command, vendor->name, used);
		return TRUE;
	}
	keep_word(command, command->words->pdata[0], 1);
	return TRUE;
}

gboolean read_handover(struct command *command, const struct rules *rules)
{
	if (!command->words->len)
		return FALSE;
	for (guint used = MIN(NAME_WORDS, command->words->len); used > 0;
		used--) {
		g_autofree char *name = first_words(command, used);
		const struct agent_rule *agent =
			argument_agent(name, rules, NULL, NULL);

		if (!agent)
			continue;
		keep_word(command, agent->address, used);
		return TRUE;
	}
	keep_word(command, command->words->pdata[0], 1);
	return TRUE;
}

gboolean read_team(struct command *command, const struct rules *rules)
{
	return !command->words->len || read_queue(command, rules);
}

gboolean read_requester(struct command *command, const struct rules *rules)
{
	return !command->words->len || read_address(command, rules);
}
