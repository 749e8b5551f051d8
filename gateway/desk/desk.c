#include "desk.h"
#include "broken.h"
#include "deliver.h"
#include "import.h"
#include "mail_event.h"
#include "record.h"
#include "shell_event.h"
#include "tick.h"
#include "told.h"
#include "work.h"

/* One function a kind of event: FALSE where nothing is to be committed. */
static gboolean (*const APPLY[])(struct work *work) = {
	[EVENT_MAIL] = mail_event,
	[EVENT_BROKEN] = broken_event,
	[EVENT_COMMANDS] = shell_event,
	[EVENT_DELIVERIES] = deliver_event,
	[EVENT_TICK] = tick_event,
	[EVENT_SUMMARY] = summary_event,
	[EVENT_RECOUNT] = recount_event,
	[EVENT_IMPORT] = import_event,
};

static struct outcome *outcome_of(enum verdict verdict)
{
	struct outcome *outcome = outcome_new();

	outcome->verdict = verdict;
	return outcome;
}

static struct outcome *finish(struct work *work)
{
	told_finish(work);
	record_finish(work);
	if (work_lacks(work))
		return outcome_of(VERDICT_NEEDS);
	work->outcome->verdict = VERDICT_COMMIT;
	for (guint i = 0; i < work->asked->len; i++) {
		const struct asked *asked = work->asked->pdata[i];

		work->outcome->has_refusals |=
			asked->refusal.why != REFUSED_NOT &&
			asked->refusal.why != REFUSED_QUOTED;
	}
	return g_steal_pointer(&work->outcome);
}

struct outcome *desk_apply(struct desk_view *view, const struct event *event,
	const struct site *site, const struct now *now)
{
	struct work work;
	struct outcome *outcome;
	gboolean is_something;

	g_assert(event->kind < G_N_ELEMENTS(APPLY));
	work_init(&work, view, event, site, now);
	is_something = APPLY[event->kind](&work);
	if (work_lacks(&work))
		outcome = outcome_of(VERDICT_NEEDS);
	else if (!is_something)
		outcome = outcome_of(VERDICT_NOTHING);
	else
		outcome = finish(&work);
	work_clear(&work);
	return outcome;
}
