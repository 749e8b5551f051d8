#include "confirm.h"
#include "agent_mail.h"
#include "approval_mail.h"
#include "control.h"
#include "told.h"

#include <string.h>

#define QUESTIONS_A_DAY 3u

/* --- the question */

static void note_refused(struct work *work, const struct reading *reading)
{
	for (guint i = 0; i < reading->commands->len; i++) {
		const struct command *command = reading->commands->pdata[i];

		refusal_set(&work_ask(work, command->canonical, 0)->refusal,
			REFUSED_UNPROVEN, NULL);
	}
	for (guint i = 0; i < reading->slips->len; i++) {
		const struct slip *slip = reading->slips->pdata[i];

		if (slip->kind != SLIP_QUOTED)
			refusal_set(&work_ask(work, slip->written, 0)->refusal,
				REFUSED_UNPROVEN, NULL);
	}
}

/* Without commands a mail is worth a question only where it answers a notice
 * of ours: its text waits to go where that leads. */
static gboolean is_worth_asking(struct work *work, struct draft *draft)
{
	AUTO(reading)
	reading = agent_read(
		work, work->message, !draft->ticket || !draft->known);

	if (mail_kind_is_automatic(work->message->kind))
		return FALSE;
	note_refused(work, reading);
	work_set(&draft->spoken, reading->text);
	return agent_asks(reading) ||
	       (draft->known && work->route.evidence >= EVIDENCE_B);
}

void confirm_ask(struct work *work, struct draft *draft)
{
	const struct agent_rule *agent = work_agent(work);
	g_autofree char *key =
		agent ? address_fold(agent->address) : g_strdup("");
	struct need need = { .kind = NEED_ASKED, .key = key };

	if (draft->ticket && !agent_may_command(work))
		tell(work, draft, TELL_NOT_PROVEN);
	if (!agent || !is_worth_asking(work, draft))
		return;
	if (desk_view_count(work->view, &need) >= QUESTIONS_A_DAY) {
		g_ptr_array_add(work->withheld,
			g_strdup_printf("confirm %s (over %u a day)",
				agent->address, QUESTIONS_A_DAY));
		/* The leads hear of it once an hour: told.c. */
		work->limit = QUESTIONS_A_DAY;
		work->is_limit_of_questions = TRUE;
		work_set(&work->limited, agent->address);
		return;
	}
	tell_causer(work, draft, NOTICE_CONFIRM);
}

/* --- the answer */

/* The mail asked about is the last one that came in before the question: both
 * are of one commit. */
static gboolean find_asked(struct work *work, struct article *asked)
{
	const struct draft *draft = work_draft(work, work->route.notice_ticket);
	const GArray *articles =
		draft && draft->known ? draft->known->articles : NULL;

	for (guint i = articles ? articles->len : 0; i > 0; i--) {
		const struct article *article =
			&g_array_index(articles, struct article, i - 1);

		if (article->number >= work->route.message ||
			article->kind != ARTICLE_IN)
			continue;
		*asked = *article;
		asked->ticket = draft->number;
		return TRUE;
	}
	return FALSE;
}

static gboolean find_asked_in_answers(struct work *work, struct article *asked)
{
	const GPtrArray *notices =
		view_notice(work->view, 0, work->route.message);
	const struct known_notice *notice =
		notices && notices->len ? notices->pdata[0] : NULL;

	if (!notice || work->route.message < 2)
		return FALSE;
	memset(asked, 0, sizeof *asked);
	asked->month = month_of(notice->at);
	asked->number = work->route.message - 1;
	asked->kind = ARTICLE_IN;
	return TRUE;
}

static struct draft *begin_asked(struct work *work)
{
	return work_draft(work, work->route.ticket);
}

static void file_answer(struct work *work, struct draft *draft)
{
	work_file(work, draft, draft->ticket ? ARTICLE_NOTE : ARTICLE_IN);
	work_event(work, WORK_CONFIRM);
}

static void count_as_confirmed(struct work *work)
{
	const struct agent_rule *agent = work_agent(work);

	work->proof = PROOF_CONFIRMED;
	work_set(&work->proof_why, NULL);
	if (agent)
		work->role = agent->is_lead ? ROLE_LEAD : ROLE_AGENT;
}

/* It runs once, as it would have with proof. */
static void note_confirmed(struct work *work, const struct article *asked)
{
	const struct known_message *mail = view_message(
		work->view, asked->ticket, asked->month, asked->number);

	if (!mail)
		return;
	g_free(work->confirmed);
	work->confirmed = mail->facts->message_id
				  ? trailer_id(mail->facts->message_id)
				  : g_strdup(mail->facts->id);
}

/* The mail lies where the question was asked, also where that ticket has been
 * merged into another since. */
static gboolean release_asked(struct work *work, const struct article *asked)
{
	return draft_release(work_draft(work, asked->ticket), asked->number);
}

static gboolean confirm_ticket(struct work *work)
{
	struct draft *draft = begin_asked(work);
	struct article asked;

	if (!draft || approval_confirmed(work, draft))
		return TRUE;
	if (command_answer(work->message) != VERB_YES) {
		file_answer(work, draft);
		return TRUE;
	}
	count_as_confirmed(work);
	if (!find_asked(work, &asked) || !release_asked(work, &asked)) {
		refusal_set(&work_ask(work, "#yes", draft->number)->refusal,
			REFUSED_RAN, NULL);
	} else if (!agent_confirmed(work, begin_asked, &asked)) {
		draft = begin_asked(work);
	} else {
		note_confirmed(work, &asked);
		if (!work->asked->len)
			work_ask(work, "#yes", draft->number);
	}
	file_answer(work, draft);
	agent_transcript(work, draft);
	return TRUE;
}

static gboolean confirm_control(struct work *work)
{
	struct draft *answers = work_answers(work);
	struct article asked;

	if (command_answer(work->message) != VERB_YES ||
		!find_asked_in_answers(work, &asked)) {
		file_answer(work, answers);
		return TRUE;
	}
	count_as_confirmed(work);
	note_confirmed(work, &asked);
	return control_confirmed(work, &asked);
}

gboolean confirm_answered(struct work *work)
{
	return work->route.ticket ? confirm_ticket(work)
				  : confirm_control(work);
}
