/* summary.c - one mail to a person about all promises that were told late. */
#include "due.h"
#include "history.h"
#include "tick.h"
#include "told.h"

/* More than that are only counted. */
#define MAX_LINES 50u

static void put(GVariantDict *item, const char *key, const char *value)
{
	g_autofree char *valid = g_utf8_make_valid(value ? value : "", -1);

	g_variant_dict_insert(item, key, "s", valid);
}

static GVariant *line_of(struct work *work, const struct tick_late *late,
	const struct ticket *ticket)
{
	GVariantDict item;
	g_autofree char *ref =
		g_strdup_printf("%s-%u", work->site->rules->tag, late->ticket);
	g_autofree char *priority =
		g_strdup_printf("priority.P%u", ticket->priority);
	g_autofree char *promise =
		g_strdup_printf("promise.%s", promise_name(late->clock));
	g_autofree char *percent =
		g_strdup_printf("%u", due_percent(late->step));
	g_autofree char *whole = local_time(work, late->whole);

	g_variant_dict_init(&item, NULL);
	put(&item, "ref", ref);
	put(&item, "priority", priority);
	put(&item, "promise", promise);
	put(&item, "percent", percent);
	put(&item, "due", whole);
	put(&item, "subject", ticket->subject);
	put(&item, "assignee", work_agent_name(work, ticket->assignee));
	g_variant_dict_insert(&item, "over", "b", late->step >= STEP_100);
	return g_variant_dict_end(&item);
}

gboolean summary_event(struct work *work)
{
	const GPtrArray *late = work->event->late;
	GVariantBuilder list;
	guint count = 0;

	g_variant_builder_init(&list, G_VARIANT_TYPE("aa{sv}"));
	for (guint i = 0; i < late->len; i++) {
		const struct tick_late *one = late->pdata[i];
		const struct known_ticket *known;

		if (!address_equal(one->address, work->event->address) ||
			++count > MAX_LINES)
			continue;
		known = view_ticket(work->view, one->ticket);
		if (known)
			g_variant_builder_add_value(
				&list, line_of(work, one, known->ticket));
	}
	work->rows = g_variant_ref_sink(g_variant_builder_end(&list));
	work->more = count > MAX_LINES ? count - MAX_LINES : 0;
	work->subject =
		g_strdup_printf("answer: summary of %u promises", count);
	work_event(work, WORK_PROMISE);
	tell_agent(
		work, work_answers(work), NOTICE_SUMMARY, work->event->address);
	return count > 0;
}
