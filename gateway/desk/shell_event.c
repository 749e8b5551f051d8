#include "shell_event.h"
#include "execute.h"
#include "told.h"

static char *transcript(const struct work *work)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < work->asked->len; i++) {
		const struct asked *asked = work->asked->pdata[i];
		g_autofree char *why = refusal_text(&asked->refusal);

		if (asked->refusal.why != REFUSED_NOT)
			g_string_append_printf(
				text, "refused: %s: %s\n", asked->command, why);
		else if (asked->text)
			g_string_append_printf(text, "ok: %s (%s)\n",
				asked->command, asked->text);
		else
			g_string_append_printf(
				text, "ok: %s\n", asked->command);
	}
	return g_string_free(text, FALSE);
}

/* What was said beside the commands is filed, as an agent's mail would be. */
static gboolean file_said(struct run *run)
{
	struct work *work = run->work;
	struct draft *draft = run->home;
	struct asked *last = work->asked->pdata[work->asked->len - 1];
	gboolean is_same =
		draft->known->ticket->status == draft->ticket->status;

	if (!run->is_public) {
		work_set(&draft->text, run->text);
		tell(work, draft, TELL_NOTE);
		work_event(work, WORK_NOTE);
		work_file(work, draft, ARTICLE_NOTE);
		return TRUE;
	}
	if (is_same &&
		!work_live(work, draft, LIFE_AGENT_REPLY, 0, &last->refusal))
		return FALSE;
	run_relay(work, draft, run->text, NULL);
	work_event(work, WORK_REPLY);
	work_file(work, draft, ARTICLE_IN);
	return TRUE;
}

/* The text of a verb like #resolve is a reply to be read outside. */
static gboolean relay_said(struct run *run)
{
	if (!run->text || !*run->text)
		return TRUE;
	if (run->reading->text && *run->reading->text) {
		work_set(&run->work->text, run->text);
		return file_said(run);
	}
	work_set(&run->home->text, run->text);
	run->home->is_relayed = TRUE;
	return TRUE;
}

static void refuse_others(struct work *work)
{
	work_reset(work);
	for (guint i = 0; i < work->asked->len; i++) {
		struct asked *asked = work->asked->pdata[i];

		if (asked->refusal.why == REFUSED_NOT)
			refusal_set(&asked->refusal, REFUSED_OTHERS, NULL);
	}
	work_event(work, WORK_COMMAND);
}

static void be_operator(struct work *work)
{
	const char *login = work->event->login;

	work->role = ROLE_OPERATOR;
	work->proof = PROOF_LOCAL;
	work_set(&work->proof_why, login);
	contact_free(work->causer);
	work->causer = contact_new(login, "");
}

gboolean shell_event(struct work *work)
{
	const char *commands =
		work->event->commands ? work->event->commands : "";
	AUTO(reading)
	reading = command_read_text(
		commands, work->language, work->site->rules, NULL);
	struct draft *draft = work_draft(work, work->event->ticket);
	struct run run = { .work = work,
		.home = draft,
		.draft = draft,
		.reading = reading,
		.text = g_strdup(reading->text ? reading->text : ""),
		.is_public = TRUE,
		.is_shell = TRUE };

	be_operator(work);
	if (draft && !(execute(&run) && relay_said(&run)))
		refuse_others(work);
	run_clear(&run);
	work->outcome->transcript = transcript(work);
	return draft != NULL && work->asked->len > 0;
}
