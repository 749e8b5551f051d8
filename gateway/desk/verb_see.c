/* What only asks: help list show. The answers lie in work until the notice is
 * made. */
#include "approve.h"
#include "execute.h"
#include "history.h"
#include "text.h"

#include <string.h>

#define MINUTE 60
#define HOUR 3600
#define DAY (24 * HOUR)

static void put(GVariantDict *item, const char *key, const char *value)
{
	g_autofree char *valid = g_utf8_make_valid(value ? value : "", -1);

	g_variant_dict_insert(item, key, "s", valid);
}

static void keep_value(struct work *work, GVariant **kept, GVariant *value)
{
	g_clear_pointer(kept, g_variant_unref);
	*kept = g_variant_ref_sink(value);
	work->has_answer = TRUE;
	work_event(work, WORK_QUERY);
}

static void keep(struct work *work, GVariant **kept, GVariantBuilder *list)
{
	keep_value(work, kept, g_variant_builder_end(list));
}

/* --- help */

/* The verbs whose state this is not are left out. */
static const struct {
	enum verb verb;
	enum life_event event;
} STATES[] = {
	{ VERB_OPEN, LIFE_OPEN },
	{ VERB_WAIT, LIFE_WAIT_DATE },
	{ VERB_RESOLVE, LIFE_RESOLVE },
	{ VERB_CLOSE, LIFE_CLOSE },
	{ VERB_REOPEN, LIFE_REOPEN },
	{ VERB_ESCALATE, LIFE_ESCALATE },
	{ VERB_RETURN, LIFE_RETURN },
	{ VERB_ASK, LIFE_ASK },
};

static gboolean fits_state(const struct ticket *ticket, enum verb verb)
{
	for (gsize i = 0; ticket && i < G_N_ELEMENTS(STATES); i++) {
		if (STATES[i].verb == verb)
			return life_find(ticket->status, STATES[i].event, ~0u,
				       NULL) != NULL;
	}
	return TRUE;
}

void answer_verbs(struct work *work, const GPtrArray *verbs)
{
	g_auto(GVariantBuilder) list =
		G_VARIANT_BUILDER_INIT(G_VARIANT_TYPE("aa{sv}"));

	for (guint i = 0; i < verbs->len; i++) {
		enum verb verb = (enum verb)GPOINTER_TO_UINT(verbs->pdata[i]);
		g_auto(GVariantDict) item = G_VARIANT_DICT_INIT(NULL);

		const char *word = verb_word(verb, work->language);
		gboolean is_english = g_str_equal(word, verb_info(verb)->name);

		put(&item, "usage", verb_info(verb)->usage);
		put(&item, "word", is_english ? "" : word);
		g_variant_builder_add_value(&list, g_variant_dict_end(&item));
	}
	keep(work, &work->verbs, &list);
}

/* What needs something that this desk or ticket has not is left out. */
static gboolean has_use(const struct run *run, enum verb verb)
{
	const struct draft *draft = run->draft;
	const char *approval = draft->ticket ? draft->ticket->approval : NULL;

	if (verb == VERB_REQUEST_APPROVAL)
		return run->work->site->rules->approvals->len > 0;
	if (verb == VERB_DELEGATE)
		return approval_is_open(approval);
	if (verb == VERB_APPROVE || verb == VERB_DENY)
		return approval_asks(draft, run->work->causer->address);
	return TRUE;
}

static gboolean run_help(
	struct run *run, const struct command *command, struct asked *asked)
{
	g_autoptr(GPtrArray) verbs = g_ptr_array_new();

	(void)command;
	(void)asked;
	for (guint i = VERB_NONE + 1; i < VERB_COUNT; i++) {
		const struct verb_info *info = verb_info((enum verb)i);

		/* It answers questions only. */
		if (i != VERB_CONFIRM && info && info->is_available &&
			(info->group != GROUP_REQUESTER ||
				verb_is_agents((enum verb)i)) &&
			fits_state(run->draft->ticket, (enum verb)i) &&
			has_use(run, (enum verb)i))
			g_ptr_array_add(verbs, GUINT_TO_POINTER(i));
	}
	answer_verbs(run->work, verbs);
	return TRUE;
}

/* --- list */

static char *age_text(gint64 seconds)
{
	if (seconds < HOUR)
		return g_strdup_printf(
			"%" G_GINT64_FORMAT " min", MAX(seconds, 0) / MINUTE);
	if (seconds < 2 * DAY)
		return g_strdup_printf(
			"%" G_GINT64_FORMAT " h", seconds / HOUR);
	return g_strdup_printf("%" G_GINT64_FORMAT " d", seconds / DAY);
}

/* A term of the key; FALSE for a word that no list has. */
static gboolean add_term(const struct run *run, GString *key, const char *word)
{
	const char *address = run->work->causer->address;
	const struct agent_rule *agent = work_agent(run->work);

	if (g_ascii_strcasecmp(word, "mine") == 0)
		g_string_append_printf(key, " assignee:%s", address);
	else if (g_ascii_strcasecmp(word, "team") == 0 && agent &&
		 agent->queues->len == 1)
		g_string_append_printf(
			key, " queue:%s", (char *)agent->queues->pdata[0]);
	else if (g_ascii_strcasecmp(word, "unassigned") == 0 ||
		 g_ascii_strcasecmp(word, "overdue") == 0 ||
		 g_ascii_strcasecmp(word, "all") == 0)
		g_string_append_printf(key, " %s", word);
	else if (g_str_has_prefix(word, "tag:") ||
		 g_str_has_prefix(word, "queue:"))
		g_string_append_printf(key, " %s", word);
	else
		return g_ascii_strcasecmp(word, "team") == 0;
	return TRUE;
}

static GVariant *list_item(const struct work *work, const struct known_row *row)
{
	GVariantDict item;
	g_autofree char *ref =
		g_strdup_printf("%s-%u", work->site->rules->tag, row->number);
	g_autofree char *status = g_strdup_printf("status.%s", row->status);
	g_autofree char *priority =
		g_strdup_printf("priority.P%u", row->priority);
	g_autofree char *age = age_text(work->now->time - row->created);

	g_variant_dict_init(&item, NULL);
	put(&item, "ref", ref);
	put(&item, "status", status);
	put(&item, "priority", priority);
	put(&item, "subject", row->subject);
	put(&item, "assignee",
		row->assignee && *row->assignee
			? work_agent_name(work, row->assignee)
			: "");
	put(&item, "age", age);
	return g_variant_dict_end(&item);
}

void answer_rows(struct work *work, const GPtrArray *rows)
{
	g_auto(GVariantBuilder) list =
		G_VARIANT_BUILDER_INIT(G_VARIANT_TYPE("aa{sv}"));

	for (guint i = 0; rows && i < rows->len; i++)
		g_variant_builder_add_value(
			&list, list_item(work, rows->pdata[i]));
	keep(work, &work->rows, &list);
}

static void keep_rows(struct run *run, char *key)
{
	struct need rows = { .kind = NEED_ROWS, .key = key };
	struct need count = { .kind = NEED_ROWS_COUNT, .key = key };
	const GPtrArray *found = desk_view_get(run->work->view, &rows);
	guint32 total = desk_view_count(run->work->view, &count);

	run->work->more = found && total > found->len ? total - found->len : 0;
	answer_rows(run->work, found);
}

static gboolean run_list(
	struct run *run, const struct command *command, struct asked *asked)
{
	g_autoptr(GString) key = g_string_new(NULL);

	for (guint i = 0; i < command->words->len; i++) {
		const char *word = command->words->pdata[i];

		if (g_str_has_prefix(word, "queue:") &&
			!rules_queue(run->work->site->rules, word + 6))
			return refuse(asked, REFUSED_NO_QUEUE, word + 6);
		if (!add_term(run, key, word))
			return refuse_argument(asked, "mine, team, unassigned, "
						      "overdue, all, tag:WORD "
						      "or queue:NAME");
	}
	g_strchug(key->str);
	keep_rows(run, key->str);
	return TRUE;
}

/* --- show */

static gboolean run_show(
	struct run *run, const struct command *command, struct asked *asked)
{
	const char *word = command_word(command, 0);
	struct draft *draft = run->draft;

	if (word) {
		if (run->work->proof == PROOF_TOKEN)
			return refuse(asked, REFUSED_PROOF, NULL);
		draft = run_ticket(run, word, &asked->refusal);
	}
	if (!draft)
		return FALSE;
	if (!draft->ticket)
		return refuse(asked, REFUSED_NOWHERE, NULL);
	run->work->shown = draft;
	keep_value(run->work, &run->work->history,
		history_of(run->work, draft->ticket, draft->known, TRUE));
	return TRUE;
}

const struct verb_action VERBS_SEE[] = {
	{ VERB_HELP, VERB_ANYWHERE | VERB_READS | VERB_MAIL, run_help },
	{ VERB_LIST, VERB_ANYWHERE | VERB_READS | VERB_MAIL | VERB_PROVEN,
		run_list },
	{ VERB_SHOW, VERB_ANYWHERE | VERB_READS | VERB_MAIL, run_show },
	{ VERB_NONE, 0, NULL },
};
