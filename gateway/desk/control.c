#include "control.h"
#include "agent_mail.h"
#include "confirm.h"
#include "execute.h"
#include "told.h"

static void refuse_all(struct work *work)
{
	for (guint i = 0; i < work->asked->len; i++) {
		struct asked *asked = work->asked->pdata[i];

		if (asked->refusal.why == REFUSED_NOT)
			refusal_set(&asked->refusal, REFUSED_OTHERS, NULL);
	}
}

static void run_control(struct work *work, const struct reading *reading)
{
	struct run run = {
		.work = work,
		.home = work_answers(work),
		.draft = work_answers(work),
		.reading = reading,
	};
	gboolean is_ok;

	run.text = g_strdup("");
	is_ok = execute(&run);
	run_clear(&run);
	if (is_ok)
		return;
	work_reset(work);
	refuse_all(work);
}

static gboolean finish(struct work *work)
{
	struct draft *answers = work_answers(work);

	work_file(work, answers, ARTICLE_IN);
	work_event(work, WORK_QUERY);
	agent_transcript(work, answers);
	return TRUE;
}

gboolean control_mail(struct work *work)
{
	AUTO(reading) reading = agent_read(work, work->message, TRUE);

	if (mail_kind_is_automatic(work->message->kind)) {
		work_file(work, work_answers(work), ARTICLE_IN);
		work_event(work, WORK_QUERY);
		return TRUE;
	}
	/* A reply address can stand in no new mail: it takes dmarc. */
	if (work->proof < PROOF_DMARC || !agent_may_command(work)) {
		struct draft *answers = work_answers(work);

		work_file(work, answers, ARTICLE_IN);
		work_event(work, WORK_QUERY);
		confirm_ask(work, answers);
		return TRUE;
	}
	if (agent_ran_before(work, 0))
		return FALSE;
	run_control(work, reading);
	return finish(work);
}

gboolean control_confirmed(struct work *work, const struct article *asked)
{
	const struct known_message *mail =
		view_message(work->view, 0, asked->month, asked->number);
	AUTO(reading) reading = NULL;

	if (mail) {
		reading = agent_read(work, mail->message, TRUE);
		run_control(work, reading);
	}
	return finish(work);
}
