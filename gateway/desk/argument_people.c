/* Readers of the arguments of what passes between people. */
#include "approve.h"
#include "argument.h"
#include "text.h"

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
