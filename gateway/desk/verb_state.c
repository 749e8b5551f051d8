/* A ticket's state: open wait resolve close reopen cancel duplicate spam. */
#include "approve.h"
#include "execute.h"
#include "told.h"
#include "undelivered.h"

#include <string.h>

#define WAIT_ARGUMENT "user, vendor, approval or until DATE"

static gboolean is_said(const char *text)
{
	return text && *text;
}

static gboolean run_open(
	struct run *run, const struct command *command, struct asked *asked)
{
	(void)command;
	if (!work_live(run->work, run->draft, LIFE_OPEN, 0, &asked->refusal))
		return FALSE;
	work_event(run->work, WORK_RESUME);
	return TRUE;
}

/* --- wait */

/* A question that the requester gets to read. */
static guint question_guard(const struct run *run)
{
	return run->is_public && is_said(run->text) ? 1u << GUARD_HAS_TEXT : 0;
}

static gboolean wait_until(
	struct run *run, const struct command *command, struct asked *asked)
{
	const struct rules *rules = run->work->site->rules;
	const char *word = command_word(command, command->words->len - 1);
	gint64 at;

	if (!word ||
		!argument_date(word, rules->zone, run->work->now->time, &at))
		return refuse_argument(asked, WAIT_ARGUMENT);
	if (!work_live(
		    run->work, run->draft, LIFE_WAIT_DATE, 0, &asked->refusal))
		return FALSE;
	run->draft->ticket->wait_until = at;
	return TRUE;
}

static const struct {
	const char *word;
	enum life_event event;
} WAITS[] = {
	{ "user", LIFE_WAIT_USER },
	{ "vendor", LIFE_WAIT_VENDOR },
};

/* Of the rule that fits, without an amount. */
static gboolean wait_approval(struct run *run, struct asked *asked)
{
	const struct approval_wish wish = { 0 };

	return approval_ask(run->work, run->draft, &wish,
		run->is_public ? NULL : run->text, &asked->refusal);
}

static gboolean run_wait(
	struct run *run, const struct command *command, struct asked *asked)
{
	const char *word = command_word(command, 0);
	gboolean is_ok = FALSE, is_found = FALSE;

	if (!word)
		return refuse_argument(asked, WAIT_ARGUMENT);
	if (g_str_equal(word, "approval"))
		return wait_approval(run, asked);
	for (gsize i = 0; !is_found && i < G_N_ELEMENTS(WAITS); i++) {
		is_found = g_str_equal(WAITS[i].word, word);
		if (is_found)
			is_ok = work_live(run->work, run->draft, WAITS[i].event,
				question_guard(run), &asked->refusal);
	}
	if (!is_found)
		is_ok = wait_until(run, command, asked);
	if (is_ok)
		work_event(run->work, WORK_WAIT);
	return is_ok;
}

static gboolean run_ask(
	struct run *run, const struct command *command, struct asked *asked)
{
	(void)command;
	run->is_public = TRUE;
	if (!work_live(run->work, run->draft, LIFE_ASK, question_guard(run),
		    &asked->refusal))
		return FALSE;
	work_event(run->work, WORK_WAIT);
	return TRUE;
}

/* --- ends */

static gboolean run_resolve(
	struct run *run, const struct command *command, struct asked *asked)
{
	const char *solution = run_reason(run, command);
	guint guards = is_said(solution) ? 1u << GUARD_HAS_TEXT : 0;

	if (!work_live(run->work, run->draft, LIFE_RESOLVE, guards,
		    &asked->refusal))
		return FALSE;
	if (is_said(command->rest)) {
		work_set(&run->draft->ticket->solution, command->rest);
		/* A solution told with the verb is what the requester reads,
		 * where the mail says nothing else. */
		if (!is_said(run->text))
			work_set(&run->text, command->rest);
	}
	work_event(run->work, WORK_RESOLVE);
	tell(run->work, run->draft, TELL_RESOLVED);
	resolve_children(run, solution);
	return TRUE;
}

static gboolean has_open_children(struct run *run)
{
	struct need need = { .kind = NEED_CHILDREN,
		.ticket = run->draft->number };
	const GPtrArray *rows = desk_view_get(run->work->view, &need);

	for (guint i = 0; rows && i < rows->len; i++) {
		const struct known_row *row = rows->pdata[i];
		enum ticket_status status;

		if (status_parse(row->status, &status) &&
			status_is_active(status))
			return TRUE;
	}
	return FALSE;
}

static gboolean has_open_approval(const struct run *run)
{
	const struct ticket *ticket = run->draft->ticket;

	return ticket->status == STATUS_WAIT_APPROVAL ||
	       approval_is_open(ticket->approval);
}

static gboolean may_close(struct run *run, struct asked *asked)
{
	if (has_open_children(run))
		return refuse(asked, REFUSED_CHILDREN, NULL);
	if (has_open_approval(run))
		return refuse(asked, REFUSED_APPROVAL, NULL);
	if (draft_has_failed_reply(run->draft))
		return refuse(asked, REFUSED_FAILED_REPLY, NULL);
	return TRUE;
}

static gboolean run_close(
	struct run *run, const struct command *command, struct asked *asked)
{
	const char *word = command_word(command, 0);
	gboolean is_forced = word && g_ascii_strcasecmp(word, "force") == 0;
	const struct life_row *row =
		life_find(run->draft->ticket->status, LIFE_CLOSE, ~0u, NULL);

	if (row && !is_forced && !may_close(run, asked))
		return FALSE;
	if (!work_live(run->work, run->draft, LIFE_CLOSE, 1u << GUARD_MAY_CLOSE,
		    &asked->refusal))
		return FALSE;
	work_event(run->work, WORK_CLOSE);
	tell(run->work, run->draft, TELL_CLOSED);
	release_children(run);
	return TRUE;
}

static gboolean run_reopen(
	struct run *run, const struct command *command, struct asked *asked)
{
	(void)command;
	if (!work_live(run->work, run->draft, LIFE_REOPEN, 0, &asked->refusal))
		return FALSE;
	run->draft->ticket->merged_into = 0;
	work_event(run->work, WORK_REOPEN);
	tell(run->work, run->draft, TELL_REOPENED);
	return TRUE;
}

static gboolean cancel(struct run *run, const char *reason,
	enum life_event event, struct asked *asked)
{
	if (!work_live(run->work, run->draft, event, 0, &asked->refusal))
		return FALSE;
	work_set(&run->draft->ticket->reason, reason);
	work_set(&run->work->reason, reason);
	work_event(run->work, WORK_CANCEL);
	release_children(run);
	return TRUE;
}

static gboolean run_cancel(
	struct run *run, const struct command *command, struct asked *asked)
{
	const char *reason = run_reason(run, command);

	if (!is_said(reason))
		return refuse(asked, REFUSED_NEEDS_REASON, NULL);
	if (!cancel(run, reason, LIFE_CANCEL, asked))
		return FALSE;
	if (is_said(command->rest))
		work_set(&run->draft->reason, command->rest);
	tell(run->work, run->draft, TELL_CANCELLED);
	return TRUE;
}

/* Spam tells nobody outside, whatever else the mail says. */
static gboolean run_spam(
	struct run *run, const struct command *command, struct asked *asked)
{
	(void)command;
	run->is_public = FALSE;
	return cancel(run, "spam", LIFE_SPAM, asked);
}

static gboolean run_duplicate(
	struct run *run, const struct command *command, struct asked *asked)
{
	const char *word = command_word(command, 0);
	const struct draft *other;
	g_autofree char *reason = NULL;

	if (!word)
		return refuse_argument(asked, "a ticket's number");
	other = run_ticket(run, word, &asked->refusal);
	if (!other)
		return FALSE;
	if (other == run->draft)
		return refuse(asked, REFUSED_SAME_TICKET, NULL);
	reason = g_strdup_printf("duplicate of %s-%u",
		run->work->site->rules->tag, other->number);
	if (!cancel(run, reason, LIFE_DUPLICATE, asked))
		return FALSE;
	work_set(&run->draft->reason, reason);
	tell(run->work, run->draft, TELL_CANCELLED);
	return TRUE;
}

const struct verb_action VERBS_STATE[] = {
	{ VERB_OPEN, 0, run_open },
	{ VERB_WAIT, 0, run_wait },
	{ VERB_ASK, 0, run_ask },
	{ VERB_RESOLVE, 0, run_resolve },
	{ VERB_CLOSE, 0, run_close },
	{ VERB_REOPEN, 0, run_reopen },
	{ VERB_CANCEL, 0, run_cancel },
	{ VERB_SPAM, 0, run_spam },
	{ VERB_DUPLICATE, 0, run_duplicate },
	{ VERB_NONE, 0, NULL },
};
