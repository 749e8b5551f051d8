/* Saved replies: template. */
#include "execute.h"
#include "text.h"

#include <string.h>

#define MAX_NAME 40u

/* In the language of the ticket, else the desk's, else in English. */
static const char *find_saved(struct run *run, const char *name)
{
	const char *const languages[] = { run->draft->ticket->language,
		run->work->site->rules->language, "en" };

	for (gsize i = 0; i < G_N_ELEMENTS(languages); i++) {
		g_autofree char *key =
			g_strdup_printf("%s/%s", languages[i], name);
		struct need need = { .kind = NEED_SAVED, .key = key };
		const char *found =
			languages[i] ? desk_view_get(run->work->view, &need)
				     : NULL;

		if (found)
			return found;
	}
	return NULL;
}

/* What a saved reply may name of the ticket. */
static char *fill(const struct run *run, const char *saved)
{
	const struct ticket *ticket = run->draft->ticket;
	const struct rules *rules = run->work->site->rules;
	g_autofree char *ref =
		g_strdup_printf("%s-%u", rules->tag, ticket->number);
	GString *text = g_string_new(saved);
	const struct {
		const char *mark, *value;
	} values[] = {
		{ "{{ref}}", ref },
		{ "{{desk}}", rules->name },
		{ "{{agent}}", run->work->causer->name },
		{ "{{requester}}",
			ticket->requester ? ticket->requester->name : NULL },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(values); i++)
		g_string_replace(text, values[i].mark,
			values[i].value ? values[i].value : "", 0);
	return g_string_free(text, FALSE);
}

static gboolean is_name(const char *name)
{
	gsize length = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-");

	return length > 0 && length <= MAX_NAME && !name[length];
}

/* The saved text, and what the mail says behind it. */
static gboolean run_template(
	struct run *run, const struct command *command, struct asked *asked)
{
	const char *word = command_word(command, 0);
	g_autofree char *name = word ? text_fold(word) : NULL;
	const char *saved;
	g_autofree char *filled = NULL, *both = NULL;

	if (!word)
		return refuse_argument(asked, "the name of a saved reply");
	saved = is_name(name) ? find_saved(run, name) : NULL;
	if (!saved)
		return work_lacks(run->work)
			       ? TRUE
			       : refuse(asked, REFUSED_NO_SAVED, word);
	filled = fill(run, saved);
	g_strchomp(filled);
	both = run->text && *run->text
		       ? g_strdup_printf("%s\n\n%s", filled, run->text)
		       : g_strdup(filled);
	work_set(&run->text, both);
	return TRUE;
}

const struct verb_action VERBS_SAVED[] = {
	{ VERB_TEMPLATE, VERB_MAIL, run_template },
	{ VERB_NONE, 0, NULL },
};
