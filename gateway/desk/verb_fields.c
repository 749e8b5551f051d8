/* Fields: priority type tag untag title due. */
#include "due.h"
#include "execute.h"
#include "text.h"

#include <string.h>

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

/* A day that is named without a time is due when it ends. */
static gint64 end_of_day(const char *word, const char *zone, gint64 at)
{
	g_autoptr(GTimeZone) there =
		zone ? g_time_zone_new_identifier(zone) : NULL;
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(at);
	g_autoptr(GDateTime) day = NULL, next = NULL;

	if (g_ascii_isdigit(*word) && !strchr(word, '-'))
		return at;
	day = there ? g_date_time_to_timezone(utc, there)
		    : g_date_time_ref(utc);
	next = g_date_time_add_days(day, 1);
	return g_date_time_to_unix(next) - 60;
}

/* What of the new time is used already nobody need be told. */
static void begin_anew(struct run *run, struct ticket *ticket)
{
	const struct site *site = run->work->site;
	g_autoptr(GArray) list = due_list(ticket, site, run->work->now->time);

	for (guint i = 0; i < list->len; i++) {
		const struct due *due = &g_array_index(list, struct due, i);

		if (due->kind == DUE_STEP && due->clock == PROMISE_RESOLVE &&
			due->at <= run->work->now->time && due->step < STEP_100)
			due_note(ticket, due, run->work->now->time);
	}
}

static gboolean run_due(
	struct run *run, const struct command *command, struct asked *asked)
{
	const char *zone = run->work->site->rules->zone;
	const char *word = command_word(command, 0);
	struct ticket *ticket = run->draft->ticket;
	gint64 at = 0;

	if (!word ||
		(strcmp(word, "none") != 0 &&
			!argument_date(word, zone, run->work->now->time, &at)))
		return refuse_argument(asked, "a date to come, or none");
	ticket->due = at ? end_of_day(word, zone, at) : 0;
	if (at)
		begin_anew(run, ticket);
	return changed(run);
}

const struct verb_action VERBS_FIELDS[] = {
	{ VERB_PRIORITY, 0, run_priority },
	{ VERB_TYPE, 0, run_type },
	{ VERB_TAG, 0, run_tag },
	{ VERB_UNTAG, 0, run_untag },
	{ VERB_TITLE, 0, run_title },
	{ VERB_DUE, 0, run_due },
	{ VERB_NONE, 0, NULL },
};
