#include "tick.h"
#include "approve.h"
#include "audience.h"
#include "due.h"
#include "question.h"
#include "text.h"
#include "told.h"
#include "undelivered.h"

/* A step that is told later than that may wait for a summary. */
#define LATE_SEC 900

void tick_late_free(gpointer data)
{
	struct tick_late *late = data;

	if (!late)
		return;
	g_free(late->address);
	g_free(late);
}

/* --- steps of promises --------------------------------------------------- */

/* Those that are ripe, the highest of each clock: struct due. */
static GArray *ripe_steps(
	const struct ticket *ticket, const struct site *site, gint64 now)
{
	g_autoptr(GArray) list = due_list(ticket, site, now);
	GArray *steps = g_array_new(FALSE, FALSE, sizeof(struct due));

	for (guint i = list->len; i > 0; i--) {
		struct due *due = &g_array_index(list, struct due, i - 1);
		gboolean is_known = due->kind != DUE_STEP ||
				    !due_is_ripe(due, ticket, site, now);

		for (guint j = 0; !is_known && j < steps->len; j++)
			is_known = g_array_index(steps, struct due, j).clock ==
				   due->clock;
		if (!is_known)
			g_array_append_val(steps, *due);
	}
	return steps;
}

/* As [promise] has it where it says nothing: of a date that was agreed for a
 * ticket to which no promise applies. */
static const guint UNPROMISED[STEP_COUNT] = {
	[STEP_50] = AUDIENCE_ASSIGNEE,
	[STEP_75] = AUDIENCE_ASSIGNEE | AUDIENCE_TEAM,
	[STEP_100] = AUDIENCE_ASSIGNEE | AUDIENCE_LEAD,
	[STEP_150] = AUDIENCE_ASSIGNEE | AUDIENCE_MANAGER,
};

/* Who hears of a clock that came that far; of all its steps that were reached
 * at once. */
static GPtrArray *people_of(const struct ticket *ticket,
	const struct site *site, const struct due *due)
{
	const struct promise_rule *rule = promise_for(site->rules, ticket);
	guint who = 0, done;

	done = due_steps_done(ticket, due);
	for (guint step = done; step <= due->step; step++)
		who |= rule ? rule->tell[step] : UNPROMISED[step];
	return audience_of(site->rules, ticket, who);
}

static gboolean is_late(const struct due *due, gint64 now)
{
	return now - due->at > LATE_SEC;
}

void tick_late(const struct ticket *ticket, const struct site *site, gint64 now,
	GPtrArray *late)
{
	g_autoptr(GArray) steps = ripe_steps(ticket, site, now);

	for (guint i = 0; i < steps->len; i++) {
		const struct due *due = &g_array_index(steps, struct due, i);
		g_autoptr(GPtrArray) people = NULL;

		if (!is_late(due, now))
			continue;
		people = people_of(ticket, site, due);
		for (guint j = 0; j < people->len; j++) {
			struct tick_late *one = g_new0(struct tick_late, 1);

			one->address = g_strdup(people->pdata[j]);
			one->ticket = ticket->number;
			one->clock = due->clock;
			one->step = due->step;
			one->whole = due->whole;
			g_ptr_array_add(late, one);
		}
	}
}

/* A trailer for each step that was reached, this one and those below it. */
static void note_promise(
	struct work *work, struct ticket *ticket, const struct due *due)
{
	guint done = due_steps_done(ticket, due);

	for (guint step = done; step <= due->step; step++)
		g_ptr_array_add(
			work->promises, due_text(due, (enum promise_step)step));
	due_note(ticket, due, work->now->time);
}

static void tell_step(
	struct work *work, struct draft *draft, const struct due *due)
{
	g_autoptr(GPtrArray) people = people_of(draft->ticket, work->site, due);
	GHashTable *summed = work->event->summed;

	for (guint i = 0; i < people->len; i++) {
		const char *address = people->pdata[i];
		g_autofree char *folded = address_fold(address);

		if (is_late(due, work->now->time) && summed &&
			g_hash_table_contains(summed, folded))
			g_ptr_array_add(work->withheld,
				g_strdup_printf("%s %s (in a summary)",
					notice_name(NOTICE_PROMISE), address));
		else
			tell_agent(work, draft, NOTICE_PROMISE, address);
	}
}

/* What the commit says of it; of several the one that is furthest. */
static char *step_subject(const GArray *steps)
{
	const struct due *worst = &g_array_index(steps, struct due, 0);

	for (guint i = 1; i < steps->len; i++) {
		const struct due *due = &g_array_index(steps, struct due, i);

		if (due->step > worst->step)
			worst = due;
	}
	if (worst->step == STEP_100)
		return g_strdup_printf(
			"promise broken: %s", promise_name(worst->clock));
	return g_strdup_printf("promise: %s at %u%%",
		promise_name(worst->clock), due_percent(worst->step));
}

static gboolean do_steps(
	struct work *work, struct draft *draft, const struct due *due)
{
	GArray *steps = ripe_steps(draft->ticket, work->site, work->now->time);

	(void)due;
	for (guint i = 0; i < steps->len; i++) {
		const struct due *one = &g_array_index(steps, struct due, i);

		tell_step(work, draft, one);
		note_promise(work, draft->ticket, one);
	}
	work->subject = step_subject(steps);
	work->steps = steps;
	work_event(work, WORK_PROMISE);
	return TRUE;
}

/* --- the rest --------------------------------------------------------------
 */

static gboolean live(
	struct work *work, struct draft *draft, enum life_event event)
{
	struct refusal refusal = { 0 };
	gboolean may = work_live(work, draft, event, 0, &refusal);

	refusal_clear(&refusal);
	return may;
}

static gboolean date_come(
	struct work *work, struct draft *draft, const struct due *due)
{
	(void)due;
	if (!live(work, draft, LIFE_DATE_COME))
		return FALSE;
	work->subject = g_strdup("taken up again: the date has come");
	work_event(work, WORK_RESUME);
	tell(work, draft, TELL_RESUMED);
	return TRUE;
}

static gboolean remind(
	struct work *work, struct draft *draft, const struct due *due)
{
	due_note(draft->ticket, due, work->now->time);
	draft->text = question_last(work, draft);
	draft->until = due_silence(draft->ticket, work->site);
	work->subject = g_strdup_printf(
		"requester reminded on working day %u", due->day);
	work_event(work, WORK_REMIND);
	tell_requester(work, draft, NOTICE_REMINDER);
	return TRUE;
}

static gboolean silence(
	struct work *work, struct draft *draft, const struct due *due)
{
	(void)due;
	if (!live(work, draft, LIFE_SILENCE))
		return FALSE;
	work->subject = g_strdup("resolved: the requester does not answer");
	work_set(&work->reason, "no answer for 10 working days");
	work_event(work, WORK_RESOLVE);
	tell(work, draft, TELL_RESOLVED);
	return TRUE;
}

/* A solution that did not arrive is none that could be confirmed. */
static gboolean hold_open(
	struct work *work, struct draft *draft, const struct due *due)
{
	due_note(draft->ticket, due, work->now->time);
	work->subject = g_strdup("not closed: the last reply did not arrive");
	work_event(work, WORK_REMIND);
	return TRUE;
}

static gboolean unconfirmed(
	struct work *work, struct draft *draft, const struct due *due)
{
	if (draft_has_failed_reply(draft))
		return hold_open(work, draft, due);
	if (!live(work, draft, LIFE_CONFIRM_TIMEOUT))
		return FALSE;
	work->subject = g_strdup("closed: nobody said no");
	work_set(&work->reason, "unconfirmed for 5 working days");
	work_event(work, WORK_CLOSE);
	tell(work, draft, TELL_CLOSED);
	return TRUE;
}

/* --- approvals --------------------------------------------------------------
 */

static gboolean ask_again(
	struct work *work, struct draft *draft, const struct due *due)
{
	due_note(draft->ticket, due, work->now->time);
	draft->is_again = TRUE;
	work->subject = g_strdup("approver reminded");
	work_event(work, WORK_REMIND);
	approval_tell(work, draft);
	return TRUE;
}

/* Where there is no delegate, or it is he who wants it, those who were asked
 * are asked once more. */
static gboolean ask_delegate(
	struct work *work, struct draft *draft, const struct due *due)
{
	struct refusal refusal = { 0 };
	gboolean is_passed = approval_pass_on(work, draft, NULL, &refusal);

	refusal_clear(&refusal);
	if (!is_passed)
		return ask_again(work, draft, due);
	due_note(draft->ticket, due, work->now->time);
	work->subject = g_strdup("approval passed on to the delegate");
	return TRUE;
}

static gboolean expire(
	struct work *work, struct draft *draft, const struct due *due)
{
	char *ended = approval_end(
		draft->ticket->approval, APPROVAL_EXPIRED, work->now->time);

	(void)due;
	if (ended) {
		g_free(draft->ticket->approval);
		draft->ticket->approval = ended;
	}
	if (!live(work, draft, LIFE_OPEN))
		return FALSE;
	work->subject = g_strdup("approval expired: nobody answered");
	work_event(work, WORK_RESUME);
	tell(work, draft, TELL_RESUMED);
	return TRUE;
}

static gboolean (*const DO[])(
	struct work *work, struct draft *draft, const struct due *due) = {
	[DUE_STEP] = do_steps,
	[DUE_DATE] = date_come,
	[DUE_REMIND] = remind,
	[DUE_SILENCE] = silence,
	[DUE_UNCONFIRMED] = unconfirmed,
	[DUE_ASK_AGAIN] = ask_again,
	[DUE_DELEGATE] = ask_delegate,
	[DUE_EXPIRE] = expire,
};

/* Of what was due together only the last is worth a mail. */
static gboolean makes_needless(const struct due *due, const struct due *before)
{
	return (before->kind == DUE_REMIND && due->kind == DUE_REMIND) ||
	       (before->kind == DUE_ASK_AGAIN && due->kind == DUE_DELEGATE);
}

/* The one that has been due the longest. */
static const struct due *first_ripe(const GArray *list,
	const struct ticket *ticket, const struct site *site, gint64 now)
{
	const struct due *first = NULL;

	for (guint i = 0; i < list->len; i++) {
		const struct due *due = &g_array_index(list, struct due, i);

		if (!due_is_ripe(due, ticket, site, now))
			continue;
		if (!first || makes_needless(due, first))
			first = due;
	}
	return first;
}

/* The index had it looked at, and there is nothing: rules have changed. */
static gboolean rearm(struct work *work, struct draft *draft)
{
	gint64 now = work->now->time;

	if (!draft->ticket->next_due || draft->ticket->next_due > now)
		return FALSE;
	return recount_draft(work, draft);
}

gboolean tick_event(struct work *work)
{
	struct draft *draft = work_draft(work, work->event->ticket);
	g_autoptr(GArray) list = NULL;
	const struct due *due;

	if (!draft)
		return FALSE;
	list = due_list(draft->ticket, work->site, work->now->time);
	due = first_ripe(list, draft->ticket, work->site, work->now->time);
	if (due)
		return DO[due->kind](work, draft, due);
	return rearm(work, draft);
}
