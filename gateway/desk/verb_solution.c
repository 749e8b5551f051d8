/* solution: an answer that is kept for the next one who asks, or one that was
 * kept. */
#include "execute.h"
#include "solution.h"
#include "text.h"

#include <string.h>

#define MAX_SLUG 50u
#define MAX_SAME 100u

static const GPtrArray *solutions_of(const struct run *run)
{
	struct need need = { .kind = NEED_SOLUTIONS };

	return desk_view_get(run->work->view, &need);
}

static const struct known_solution *find(
	const GPtrArray *solutions, const char *slug)
{
	for (guint i = 0; solutions && i < solutions->len; i++) {
		const struct known_solution *solution = solutions->pdata[i];

		if (g_str_equal(solution->slug, slug))
			return solution;
	}
	return NULL;
}

/* "Skrivaren på plan 3" -> "skrivaren-pa-plan-3"; new. */
static char *slug_of(const char *title)
{
	g_autofree char *folded = text_fold(title);
	GString *slug = g_string_new(NULL);

	for (const char *at = folded; *at && slug->len < MAX_SLUG; at++) {
		if (g_ascii_islower(*at) || g_ascii_isdigit(*at))
			g_string_append_c(slug, *at);
		else if (slug->len && slug->str[slug->len - 1] != '-')
			g_string_append_c(slug, '-');
	}
	while (slug->len && slug->str[slug->len - 1] == '-')
		g_string_truncate(slug, slug->len - 1);
	if (!slug->len)
		g_string_append(slug, "solution");
	return g_string_free(slug, FALSE);
}

/* One that no solution has yet. */
static char *free_slug(const GPtrArray *solutions, const char *title)
{
	g_autofree char *slug = slug_of(title);

	for (guint i = 2; i < MAX_SAME; i++) {
		g_autofree char *other = NULL;

		if (!find(solutions, slug))
			break;
		other = slug_of(title);
		g_free(slug);
		slug = g_strdup_printf("%s-%u", other, i);
	}
	return g_steal_pointer(&slug);
}

static gboolean keep(
	struct run *run, const struct command *command, struct asked *asked)
{
	struct ticket *ticket = run->draft->ticket;
	const char *title = command_word(command, 0);
	g_autofree char *slug = free_slug(solutions_of(run), title);
	struct solution_file *file;

	if (!run->text || !*run->text)
		return refuse(asked, REFUSED_NEEDS_TEXT, NULL);
	file = g_new0(struct solution_file, 1);
	file->path = g_strdup_printf("kb/%s.txt", slug);
	file->text = g_strdup_printf(
		"Title: %s\nLanguage: %s\nPublic: %s\nTicket: %u\n\n%s", title,
		ticket->language ? ticket->language : "",
		command_word(command, 1) ? "yes" : "no", ticket->number,
		run->text);
	g_ptr_array_add(run->work->outcome->solutions, file);
	g_free(ticket->solution);
	ticket->solution = g_strdup_printf("kb/%s", slug);
	asked->text = g_strdup(ticket->solution);
	work_event(run->work, WORK_COMMAND);
	return TRUE;
}

/* What was kept is the answer, behind what the mail says. */
static gboolean use(
	struct run *run, const struct command *command, struct asked *asked)
{
	const char *name = command_word(command, 0);
	const struct known_solution *solution =
		find(solutions_of(run), name + strlen("kb/"));
	char *text;

	if (!solution)
		return refuse_argument(asked, "kb/NAME of a solution");
	text = g_strdup_printf("%s%s%s\n", run->text ? run->text : "",
		run->text && *run->text ? "\n" : "", solution->text);
	g_free(run->text);
	run->text = text;
	work_set(&run->draft->ticket->solution, name);
	work_event(run->work, WORK_COMMAND);
	return TRUE;
}

static gboolean run_solution(
	struct run *run, const struct command *command, struct asked *asked)
{
	const char *word = command_word(command, 0);

	if (!word)
		return refuse_argument(asked, "a title or kb/NAME");
	return g_str_has_prefix(word, "kb/") ? use(run, command, asked)
					     : keep(run, command, asked);
}

const struct verb_action VERBS_SOLUTION[] = {
	{ VERB_SOLUTION, 0, run_solution },
	{ VERB_NONE, 0, NULL },
};
