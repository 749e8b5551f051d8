/* What is looked for: search kb history report. */
#include "verb_find.h"
#include "history.h"
#include "solution.h"

#include <string.h>

#define SHOWN_ROWS 20u
#define SHOWN_SOLUTIONS 5u
#define SUGGESTED 3u
#define SHOWN_CHARACTERS 700

static void put(GVariantDict *item, const char *key, const char *value)
{
	g_autofree char *valid = g_utf8_make_valid(value ? value : "", -1);

	g_variant_dict_insert(item, key, "s", valid);
}

static void keep(GVariant **kept, GVariantBuilder *list)
{
	g_clear_pointer(kept, g_variant_unref);
	*kept = g_variant_ref_sink(g_variant_builder_end(list));
}

/* --- solutions ----------------------------------------------------------- */

/* A long one is cut at a line. */
static char *shown_text(const char *text)
{
	const char *end;
	g_autofree char *head = NULL;
	char *line;

	if (g_utf8_strlen(text, -1) <= SHOWN_CHARACTERS)
		return g_strdup(text);
	end = g_utf8_offset_to_pointer(text, SHOWN_CHARACTERS);
	head = g_strndup(text, (gsize)(end - text));
	line = strrchr(head, '\n');
	if (line)
		*line = '\0';
	return g_strconcat(head, "\n…", NULL);
}

static void keep_solutions(struct work *work, const GPtrArray *best)
{
	g_auto(GVariantBuilder) list =
		G_VARIANT_BUILDER_INIT(G_VARIANT_TYPE("aa{sv}"));

	for (guint i = 0; i < best->len; i++) {
		const struct known_solution *solution = best->pdata[i];
		g_autofree char *text = shown_text(solution->text);
		g_auto(GVariantDict) item = G_VARIANT_DICT_INIT(NULL);

		g_variant_dict_insert(&item, "first", "b", i == 0);
		put(&item, "title", solution->title);
		put(&item, "name", solution->slug);
		put(&item, "answer", text);
		g_variant_builder_add_value(&list, g_variant_dict_end(&item));
	}
	keep(&work->solutions, &list);
}

static void find_solutions(
	struct work *work, const struct solution_question *question)
{
	struct need need = { .kind = NEED_SOLUTIONS };
	const GPtrArray *all = desk_view_get(work->view, &need);
	g_autoptr(GPtrArray) best = solution_best(all, question);

	keep_solutions(work, best);
}

void suggest_solutions(struct work *work, const struct ticket *ticket)
{
	struct solution_question question = {
		.words = ticket->subject,
		.language = ticket->language,
		.is_outside = TRUE,
		.is_strict = TRUE,
		.max = SUGGESTED,
	};

	find_solutions(work, &question);
}

/* --- search -------------------------------------------------------------- */

static gboolean is_answered(struct work *work)
{
	work->has_answer = TRUE;
	work_event(work, WORK_QUERY);
	return TRUE;
}

/* Only tickets that the asker may see, by the words that he may read. */
static void find_tickets(struct work *work, const char *words,
	gboolean is_outside,
	gboolean (*may_see)(
		const struct work *work, const struct known_row *row))
{
	g_autofree char *key = g_strdup(words);
	struct need need = {
		.kind = NEED_FOUND, .number = is_outside ? 1 : 0, .key = key
	};
	const GPtrArray *found = desk_view_get(work->view, &need);
	g_autoptr(GPtrArray) shown = g_ptr_array_new();
	guint more = 0;

	for (guint i = 0; found && i < found->len; i++) {
		struct known_row *row = found->pdata[i];

		if (!may_see(work, row))
			continue;
		if (shown->len < SHOWN_ROWS)
			g_ptr_array_add(shown, row);
		else
			more++;
	}
	answer_rows(work, shown);
	work->more = more;
}

static gboolean is_causers(const struct work *work, const struct known_row *row)
{
	return address_equal(row->requester, work->causer->address);
}

static gboolean is_served(const struct work *work, const struct known_row *row)
{
	const struct agent_rule *agent = work_agent(work);

	return agent && (agent->is_lead || agent_serves(agent, row->queue) ||
				address_equal(row->assignee, agent->address));
}

/* Published solutions; own tickets only for who surely is who he says. */
gboolean search_own(struct work *work, const char *words)
{
	struct solution_question question = {
		.words = words,
		.language = work->language,
		.is_outside = TRUE,
		.max = SHOWN_SOLUTIONS,
	};

	find_solutions(work, &question);
	if (work->proof >= PROOF_DMARC)
		find_tickets(work, words, TRUE, is_causers);
	else
		answer_rows(work, NULL);
	return is_answered(work);
}

static gboolean run_kb(
	struct run *run, const struct command *command, struct asked *asked)
{
	struct solution_question question = {
		.words = command->rest,
		.language = run->work->language,
		.max = SHOWN_SOLUTIONS,
	};

	(void)asked;
	find_solutions(run->work, &question);
	if (!g_variant_n_children(run->work->solutions))
		answer_rows(run->work, NULL);
	return is_answered(run->work);
}

static gboolean run_search(
	struct run *run, const struct command *command, struct asked *asked)
{
	run_kb(run, command, asked);
	find_tickets(run->work, command->rest, FALSE, is_served);
	return is_answered(run->work);
}

/* --- history ------------------------------------------------------------- */

/* Without their «#»: as lines of ours they would count as quoted. */
static char *told_commands(const GPtrArray *commands)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < commands->len; i++) {
		const char *command = commands->pdata[i];

		g_string_append_printf(text, "%s%s", i ? ", " : "",
			*command == '#' ? command + 1 : command);
	}
	return g_string_free(text, FALSE);
}

static void add_change(const struct work *work, GVariantBuilder *list,
	const struct known_change *change)
{
	g_auto(GVariantDict) item = G_VARIANT_DICT_INIT(NULL);
	g_autofree char *at = local_time(work, change->at);
	g_autofree char *event = g_strdup_printf(
		"event.%s", change->event ? change->event : "command");
	g_autofree char *text = told_commands(change->commands);

	put(&item, "at", at);
	put(&item, "by", change->name);
	put(&item, "event", event);
	put(&item, "text", text);
	g_variant_builder_add_value(list, g_variant_dict_end(&item));
}

/* What was sent, and who looked something up, is nothing that happened to the
 * ticket. */
static gboolean is_of_the_ticket(const struct known_change *change)
{
	return g_strcmp0(change->event, "deliver") != 0 &&
	       g_strcmp0(change->event, "query") != 0;
}

static gboolean run_history(
	struct run *run, const struct command *command, struct asked *asked)
{
	g_auto(GVariantBuilder) list =
		G_VARIANT_BUILDER_INIT(G_VARIANT_TYPE("aa{sv}"));
	const char *word = command_word(command, 0);
	struct draft *draft =
		word ? run_ticket(run, word, &asked->refusal) : run->draft;
	struct need need = { .kind = NEED_CHANGES };
	const GPtrArray *changes;

	if (!draft)
		return FALSE;
	if (!draft->ticket)
		return refuse(asked, REFUSED_NOWHERE, NULL);
	need.ticket = draft->number;
	changes = desk_view_get(run->work->view, &need);
	for (guint i = 0; changes && i < changes->len; i++) {
		const struct known_change *change = changes->pdata[i];

		if (is_of_the_ticket(change))
			add_change(run->work, &list, change);
	}
	keep(&run->work->history, &list);
	run->work->shown = draft;
	return is_answered(run->work);
}

/* --- report -------------------------------------------------------------- */

static void add_figure(
	struct work *work, GVariantBuilder *list, const char *figure, char *key)
{
	struct need need = { .kind = NEED_ROWS_COUNT, .key = key };
	g_autofree char *value =
		g_strdup_printf("%u", desk_view_count(work->view, &need));
	g_autofree char *word = g_strdup_printf("figure.%s", figure);
	g_auto(GVariantDict) item = G_VARIANT_DICT_INIT(NULL);

	put(&item, "figure", word);
	put(&item, "value", value);
	g_variant_builder_add_value(list, g_variant_dict_end(&item));
}

static gboolean run_report(
	struct run *run, const struct command *command, struct asked *asked)
{
	g_auto(GVariantBuilder) list =
		G_VARIANT_BUILDER_INIT(G_VARIANT_TYPE("aa{sv}"));
	g_autofree char *mine =
		g_strdup_printf("assignee:%s", run->work->causer->address);
	char open[] = "", unassigned[] = "unassigned", overdue[] = "overdue",
	     all[] = "all";

	(void)command;
	(void)asked;
	add_figure(run->work, &list, "open", open);
	add_figure(run->work, &list, "unassigned", unassigned);
	add_figure(run->work, &list, "overdue", overdue);
	add_figure(run->work, &list, "mine", mine);
	add_figure(run->work, &list, "all", all);
	keep(&run->work->figures, &list);
	return is_answered(run->work);
}

const struct verb_action VERBS_FIND[] = {
	{ VERB_SEARCH, VERB_ANYWHERE | VERB_READS | VERB_MAIL | VERB_PROVEN,
		run_search },
	{ VERB_KB, VERB_ANYWHERE | VERB_READS | VERB_MAIL, run_kb },
	{ VERB_HISTORY, VERB_ANYWHERE | VERB_READS | VERB_MAIL, run_history },
	{ VERB_REPORT, VERB_ANYWHERE | VERB_READS | VERB_MAIL | VERB_PROVEN,
		run_report },
	{ VERB_NONE, 0, NULL },
};
