/* Fields: priority type tag untag title. */
#include "execute.h"
#include "text.h"

static gboolean changed(struct run *run)
{
	work_event(run->work, WORK_COMMAND);
	return TRUE;
}

static gboolean run_priority(
	struct run *run, const struct command *command, struct asked *asked)
{
	struct ticket *ticket = run->draft->ticket;
	const char *word = command_word(command, 0);
	guint priority;

	if (!word || !argument_priority(word, &priority))
		return refuse_argument(asked, "P1 to P4");
	if (ticket->priority == 1 && priority > 1 && !run_is_lead(run))
		return refuse(asked, REFUSED_LEAD_ONLY, NULL);
	ticket->priority = priority;
	return changed(run);
}

static gboolean run_type(
	struct run *run, const struct command *command, struct asked *asked)
{
	const char *word = command_word(command, 0);
	g_autofree char *folded = word ? text_fold(word) : NULL;

	if (!folded || !type_parse(folded, &run->draft->ticket->type))
		return refuse_argument(asked,
			"incident, request, question, problem or change");
	return changed(run);
}

static const char *tag_word(const struct command *command, guint n)
{
	const char *word = command_word(command, n);

	return word && *word == '#' ? word + 1 : word;
}

static gboolean run_tag(
	struct run *run, const struct command *command, struct asked *asked)
{
	if (!command->words->len)
		return refuse_argument(asked, "a tag");
	for (guint i = 0; i < command->words->len; i++)
		words_add(run->draft->ticket->tags, tag_word(command, i));
	return changed(run);
}

static gboolean run_untag(
	struct run *run, const struct command *command, struct asked *asked)
{
	if (!command->words->len)
		return refuse_argument(asked, "a tag");
	for (guint i = 0; i < command->words->len; i++)
		words_remove(run->draft->ticket->tags, tag_word(command, i));
	return changed(run);
}

static gboolean run_title(
	struct run *run, const struct command *command, struct asked *asked)
{
	if (!command->rest || !*command->rest)
		return refuse_argument(asked, "a title");
	work_set(&run->draft->ticket->subject, command->rest);
	return changed(run);
}

const struct verb_action VERBS_FIELDS[] = {
	{ VERB_PRIORITY, 0, run_priority },
	{ VERB_TYPE, 0, run_type },
	{ VERB_TAG, 0, run_tag },
	{ VERB_UNTAG, 0, run_untag },
	{ VERB_TITLE, 0, run_title },
	{ VERB_NONE, 0, NULL },
};
