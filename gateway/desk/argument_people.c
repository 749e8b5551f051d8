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

static gboolean is_one_of(const char *word, const char *words)
{
	g_autofree char *folded = text_fold(word);
	g_auto(GStrv) list = g_strsplit(words, " ", -1);

	return g_strv_contains((const char *const *)list, folded);
}

#define UNTIL_WORDS "until till tills til do"
#define TO_WORDS "to till til do deputy"
#define OFF_WORDS "off back slut tillbaka tilbake koniec wracam"

static char *joined(const struct command *command, guint from, guint to)
{
	GString *text = g_string_new(NULL);

	for (guint i = from; i < to; i++)
		g_string_append_printf(text, "%s%s", i > from ? " " : "",
			(char *)command->words->pdata[i]);
	return g_string_free(text, FALSE);
}

/* Where the name begins behind its «to»; the number of words where none. */
static guint find_name(const struct command *command, guint from)
{
	for (guint i = from; i < command->words->len; i++)
		if (is_one_of(command->words->pdata[i], TO_WORDS))
			return i;
	return command->words->len;
}

static void set_away(struct command *command, const char *date,
	const char *name, const struct rules *rules)
{
	const struct agent_rule *agent =
		*name ? argument_agent(name, rules, NULL, NULL) : NULL;
	GPtrArray *words = command->words;
	g_autofree char *kept = g_strdup(agent ? agent->address : name);
	g_autofree char *day = g_strdup(date);

	g_ptr_array_set_size(words, 0);
	g_ptr_array_add(words, g_strdup("until"));
	g_ptr_array_add(words, g_steal_pointer(&day));
	if (!*kept)
		return;
	g_ptr_array_add(words, g_strdup("to"));
	g_ptr_array_add(words, g_steal_pointer(&kept));
}

gboolean read_away(struct command *command, const struct rules *rules)
{
	guint count = command->words->len, from, end;
	g_autofree char *date = NULL, *name = NULL;

	if (count == 1 && is_one_of(command->words->pdata[0], OFF_WORDS)) {
		keep_word(command, "off", 1);
		return TRUE;
	}
	from = count && is_one_of(command->words->pdata[0], UNTIL_WORDS);
	end = find_name(command, from);
	date = joined(command, from, end);
	if (!argument_is_date(date))
		return FALSE;
	name = joined(command, MIN(end + 1, count), count);
	if (end < count && !*name)
		return FALSE;
	set_away(command, date, name, rules);
	return TRUE;
}
