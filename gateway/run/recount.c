#include "recount.h"
#include "fault.h"

#include <string.h>

/* Tickets that one commit tells of at most. */
#define MAX_TICKETS 100u
#define OVER "all"

static char *counted_path(const struct home *home)
{
	return home_path(home, "state/counted");
}

void recount_read(struct recount *recount, const struct home *home)
{
	g_autofree char *path = counted_path(home);
	g_autofree char *text = NULL;
	g_auto(GStrv) words = NULL;

	*recount = (struct recount){ 0 };
	if (!g_file_get_contents(path, &text, NULL, NULL))
		return;
	words = g_strsplit(g_strchomp(text), " ", 3);
	if (g_strv_length(words) != 2 ||
		strcmp(words[0], home->clock_digest) != 0)
		return;
	recount->is_over = strcmp(words[1], OVER) == 0;
	recount->was_over = recount->is_over;
	if (!recount->is_over)
		recount->after = (guint32)g_ascii_strtoull(words[1], NULL, 10);
}

gboolean recount_is_due(const struct home *home)
{
	struct recount recount;

	recount_read(&recount, home);
	return !recount.is_over;
}

/* One that cannot be read stops no other. */
static gboolean recount_singly(
	struct turn *turn, const GArray *tickets, GError **error)
{
	for (guint i = 0; i < tickets->len; i++) {
		g_autoptr(GArray) one =
			g_array_new(FALSE, FALSE, sizeof(guint32));
		g_autoptr(GError) why = NULL;

		g_array_append_val(one, g_array_index(tickets, guint32, i));
		if (turn_recount(turn, one, &why) || fault_is_of_input(why))
			continue;
		g_propagate_error(error, g_steal_pointer(&why));
		return FALSE;
	}
	return TRUE;
}

static gboolean recount_tickets(
	struct turn *turn, const GArray *tickets, GError **error)
{
	g_autoptr(GError) why = NULL;

	if (!tickets->len || turn_recount(turn, tickets, &why))
		return TRUE;
	if (fault_is_of_input(why))
		return recount_singly(turn, tickets, error);
	g_propagate_error(error, g_steal_pointer(&why));
	return FALSE;
}

gboolean recount_some(
	struct recount *recount, struct turn *turn, guint max, GError **error)
{
	for (guint done = 0; done < max && !recount->is_over;
		done += MAX_TICKETS) {
		g_autoptr(GArray) tickets =
			store_living(turn->loader.home->store, recount->after,
				MAX_TICKETS, error);

		if (tickets == NULL || !recount_tickets(turn, tickets, error))
			return FALSE;
		recount->is_over = tickets->len < MAX_TICKETS;
		if (tickets->len > 0)
			recount->after = g_array_index(
				tickets, guint32, tickets->len - 1);
	}
	return TRUE;
}

gboolean recount_write(
	const struct recount *recount, const struct home *home, GError **error)
{
	g_autofree char *path = counted_path(home);
	g_autofree char *number = g_strdup_printf("%u", recount->after);
	g_autofree char *text = g_strdup_printf("%s %s\n", home->clock_digest,
		recount->is_over ? OVER : number);
	g_autoptr(GError) why = NULL;

	if (recount->was_over || g_file_set_contents(path, text, -1, &why))
		return TRUE;
	g_set_error(error, POSTERN_FAULT, FAULT_IO, "%s", why->message);
	return FALSE;
}
