#include "show_clocks.h"
#include "promise.h"
#include "table.h"
#include "text.h"
#include "verb.h"

struct view {
	const struct site *site;
	const struct ticket *ticket;
	const struct promise_rule *rule;
	gint64 now;
	gboolean for_machines;
	GVariantBuilder clocks, stretches;
};

/* --- cells -------------------------------------------------------------- */

static void add_time(const struct view *view, GVariantDict *row,
	const char *key, gint64 seconds)
{
	g_autofree char *text = NULL;

	if (seconds <= 0)
		return;
	text = view->for_machines ? text_time(seconds)
				  : verb_time(seconds, view->site->rules->zone);
	g_variant_dict_insert(row, key, "s", text);
}

/* "3h25m", "45m", "30s". */
static char *duration(gint64 seconds)
{
	gint64 minutes = seconds / 60;

	if (minutes == 0)
		return g_strdup_printf("%us", (guint)seconds);
	if (minutes < 60)
		return g_strdup_printf("%um", (guint)minutes);
	return g_strdup_printf("%" G_GINT64_FORMAT "h%02um", minutes / 60,
		(guint)(minutes % 60));
}

static void add_duration(const struct view *view, GVariantDict *row,
	const char *key, gint64 seconds)
{
	g_autofree char *text = NULL;

	if (seconds < 0)
		return;
	text = duration(seconds);
	if (view->for_machines)
		g_variant_dict_insert(row, key, "x", seconds);
	else
		g_variant_dict_insert(row, key, "s", text);
}

/* --- rows --------------------------------------------------------------- */

static const char *state_of(
	const struct view *view, const struct promise_clock *clock)
{
	if (clock->ended || !status_is_active(view->ticket->status))
		return clock->is_over      ? "broken"
		       : clock->target < 0 ? "done"
					   : "kept";
	if (clock->is_over)
		return "overdue";
	if (clock->target < 0)
		return "nothing promised";
	return clock->due ? "runs" : "rests";
}

static void add_clock(struct view *view, enum promise_kind kind,
	const struct promise_clock *clock)
{
	GVariantDict row;

	g_variant_dict_init(&row, NULL);
	g_variant_dict_insert(&row, "clock", "s", promise_name(kind));
	add_duration(view, &row, "promised", clock->target);
	add_duration(view, &row, "used", clock->used);
	add_time(view, &row, "due", clock->due);
	g_variant_dict_insert(&row, "state", "s", state_of(view, clock));
	g_variant_builder_add_value(&view->clocks, g_variant_dict_end(&row));
}

static void add_stretch(struct view *view, enum promise_kind kind,
	const struct promise_stretch *stretch)
{
	g_autofree char *line = stretch->line == LINE_VENDOR
					? g_strdup("vendor")
					: g_strdup_printf("%u", stretch->line);
	GVariantDict row;

	g_variant_dict_init(&row, NULL);
	g_variant_dict_insert(&row, "clock", "s", promise_name(kind));
	add_time(view, &row, "from", stretch->from);
	add_time(view, &row, "to", stretch->to);
	g_variant_dict_insert(
		&row, "status", "s", status_name(stretch->status));
	g_variant_dict_insert(&row, "line", "s", line);
	add_duration(view, &row, "counted", stretch->worked);
	g_variant_dict_insert(&row, "why", "s", stretch->why);
	g_variant_builder_add_value(&view->stretches, g_variant_dict_end(&row));
}

static void add_kind(struct view *view, enum promise_kind kind)
{
	const struct calendar *calendar = calendars_find(view->site->calendars,
		view->rule ? view->rule->calendar : NULL);
	g_autoptr(GArray) stretches =
		g_array_new(FALSE, FALSE, sizeof(struct promise_stretch));
	struct promise_clock clock;

	promise_clock(view->rule, calendar, view->ticket, kind, view->now,
		&clock, stretches);
	if (!clock.from)
		return;
	add_clock(view, kind, &clock);
	for (guint i = 0; i < stretches->len; i++)
		add_stretch(view, kind,
			&g_array_index(stretches, struct promise_stretch, i));
}

GVariant *show_clocks(const struct site *site, const struct ticket *ticket,
	gint64 now, gboolean for_machines)
{
	struct view view = {
		.site = site,
		.ticket = ticket,
		.rule = promise_for(site->rules, ticket),
		.now = now,
		.for_machines = for_machines,
	};
	GVariantDict dict;

	g_variant_builder_init(&view.clocks, G_VARIANT_TYPE("aa{sv}"));
	g_variant_builder_init(&view.stretches, G_VARIANT_TYPE("aa{sv}"));
	for (guint kind = 0; kind < PROMISE_COUNT; kind++)
		add_kind(&view, (enum promise_kind)kind);
	g_variant_dict_init(&dict, NULL);
	if (view.rule) {
		const char *calendar = view.rule->calendar;

		g_variant_dict_insert(&dict, "promise", "s", view.rule->name);
		g_variant_dict_insert(
			&dict, "calendar", "s", calendar ? calendar : "always");
	}
	g_variant_dict_insert_value(
		&dict, "clocks", g_variant_builder_end(&view.clocks));
	g_variant_dict_insert_value(
		&dict, "stretches", g_variant_builder_end(&view.stretches));
	return g_variant_dict_end(&dict);
}

/* --- for people --------------------------------------------------------- */

static char *table_of(GVariant *clocks, const char *list,
	const struct table_column *columns, guint count)
{
	g_autoptr(GVariant) rows =
		g_variant_lookup_value(clocks, list, G_VARIANT_TYPE("aa{sv}"));

	return table_format(
		columns, count, rows, verb_width(), verb_has_colour());
}

char *show_clocks_text(GVariant *clocks)
{
	static const struct table_column SUMS[] = {
		{ "clock", "Clock", 0, FALSE },
		{ "promised", "Promised", 0, TRUE },
		{ "used", "Used", 0, TRUE },
		{ "due", "Due", 0, FALSE },
		{ "state", "State", 0, FALSE },
	};
	static const struct table_column STRETCHES[] = {
		{ "clock", "Clock", 0, FALSE },
		{ "from", "From", 0, FALSE },
		{ "to", "To", 0, FALSE },
		{ "status", "Status", 0, FALSE },
		{ "line", "Line", 0, FALSE },
		{ "counted", "Counted", 0, TRUE },
		{ "why", "Why", 0, FALSE },
	};
	g_autofree char *sums =
		table_of(clocks, "clocks", SUMS, G_N_ELEMENTS(SUMS));
	g_autofree char *stretches = table_of(
		clocks, "stretches", STRETCHES, G_N_ELEMENTS(STRETCHES));
	const char *promise = NULL, *calendar = NULL;

	if (!g_variant_lookup(clocks, "promise", "&s", &promise) ||
		!g_variant_lookup(clocks, "calendar", "&s", &calendar))
		return g_strdup_printf("No promise of desk.conf applies.\n"
				       "\n%s\n%s",
			sums, stretches);
	return g_strdup_printf("Promise %s, in the hours of the calendar "
			       "%s.\n\n%s\n%s",
		promise, calendar, sums, stretches);
}
