/* verb_list.c - the queue. */
#include "clock.h"
#include "home.h"
#include "table.h"
#include "text.h"
#include "verb.h"

/* Machines get UTC as it is stored, people their zone. */
static GVariant *row_value(const struct ticket_row *row,
	const struct rules *rules, gboolean for_machines)
{
	g_autofree char *updated =
		for_machines ? text_time(row->updated)
			     : verb_time(row->updated, rules->zone);
	g_autofree char *due = row->due == 0 ? NULL
			       : for_machines
				       ? text_time(row->due)
				       : verb_time(row->due, rules->zone);
	g_autofree char *ref =
		g_strdup_printf("%s-%u", rules->tag, row->number);
	g_autofree char *priority = g_strdup_printf("P%u", row->priority);
	GVariantDict dict;

	g_variant_dict_init(&dict, NULL);
	g_variant_dict_insert(&dict, "ticket", "s", ref);
	g_variant_dict_insert(&dict, "number", "u", row->number);
	g_variant_dict_insert(&dict, "priority", "s", priority);
	g_variant_dict_insert(&dict, "status", "s", status_name(row->status));
	g_variant_dict_insert(&dict, "queue", "s", row->queue);
	g_variant_dict_insert(&dict, "line", "u", row->line);
	g_variant_dict_insert(&dict, "assignee", "s", row->assignee);
	g_variant_dict_insert(&dict, "requester", "s", row->requester);
	g_variant_dict_insert(&dict, "updated", "s", updated);
	if (due != NULL)
		g_variant_dict_insert(&dict, "due", "s", due);
	g_variant_dict_insert(&dict, "subject", "s", row->subject);
	return g_variant_dict_end(&dict);
}

/* Nothing is due where nothing was promised: no column of blanks. */
static gboolean is_any_due(const GPtrArray *rows)
{
	for (guint i = 0; i < rows->len; i++) {
		const struct ticket_row *row = rows->pdata[i];

		if (row->due > 0)
			return TRUE;
	}
	return FALSE;
}

static char *rows_text(GVariant *rows, gboolean with_due)
{
	static const struct table_column COLUMNS[] = {
		{ "ticket", "Ticket", 0, FALSE },
		{ "priority", "Prio", 0, FALSE },
		{ "status", "Status", 0, FALSE },
		{ "due", "Due", 0, FALSE },
		{ "queue", "Queue", 16, FALSE },
		{ "assignee", "Assignee", 28, FALSE },
		{ "updated", "Updated", 0, FALSE },
		{ "requester", "Requester", 28, FALSE },
		{ "subject", "Subject", 0, FALSE },
	};
	struct table_column shown[G_N_ELEMENTS(COLUMNS)];
	guint count = 0;

	for (gsize i = 0; i < G_N_ELEMENTS(COLUMNS); i++) {
		if (with_due || !g_str_equal(COLUMNS[i].key, "due"))
			shown[count++] = COLUMNS[i];
	}
	return table_format(
		shown, count, rows, verb_width(), verb_has_colour());
}

static void print_rows(const struct home *home, const GPtrArray *rows,
	guint total, gboolean as_json)
{
	GVariantBuilder list;

	g_variant_builder_init(&list, G_VARIANT_TYPE("aa{sv}"));
	for (guint i = 0; i < rows->len; i++)
		g_variant_builder_add_value(
			&list, row_value(rows->pdata[i], home->rules, as_json));
	g_autoptr(GVariant) value =
		g_variant_ref_sink(g_variant_builder_end(&list));
	g_autofree char *text = as_json ? json_format(value)
					: rows_text(value, is_any_due(rows));

	g_print("%s%s", text, as_json ? "\n" : "");
	if (!as_json && total > rows->len)
		g_print("… and %s%u more\n",
			total < ROWS_TOTAL_MAX ? "" : "over ",
			total - rows->len);
}

static int list(const char *desk, struct ticket_query *query, gboolean as_json)
{
	g_autoptr(GError) why = NULL;
	struct clock clock = clock_system();
	guint total = 0;
	AUTO(home) home = home_open(desk, &why);

	if (home == NULL)
		return verb_fail("list", why);
	if (query->queue != NULL &&
		rules_queue(home->rules, query->queue) == NULL)
		return verb_no_queue("list", query->queue);
	query->now = clock_now(&clock);
	g_autoptr(GPtrArray) rows =
		store_list(home->store, query, &total, &why);

	if (rows == NULL)
		return verb_fail("list", why);
	print_rows(home, rows, total, as_json);
	return EX_OK;
}

int verb_list(struct verb_call *call)
{
	g_autofree char *queue = NULL;
	g_autofree char *assignee = NULL;
	g_autofree char *requester = NULL;
	g_autofree char *tag = NULL;
	gboolean all = FALSE, unassigned = FALSE, overdue = FALSE, json = FALSE;
	int max = 50;
	const GOptionEntry entries[] = {
		{ "all", 'a', 0, G_OPTION_ARG_NONE, &all, "closed ones, too",
			NULL },
		{ "queue", 0, 0, G_OPTION_ARG_STRING, &queue, "of that queue",
			"NAME" },
		{ "assignee", 0, 0, G_OPTION_ARG_STRING, &assignee,
			"of that agent", "ADDRESS" },
		{ "requester", 0, 0, G_OPTION_ARG_STRING, &requester,
			"of that person", "ADDRESS" },
		{ "tag", 0, 0, G_OPTION_ARG_STRING, &tag, "with that tag",
			"WORD" },
		{ "unassigned", 0, 0, G_OPTION_ARG_NONE, &unassigned,
			"nobody's", NULL },
		{ "overdue", 0, 0, G_OPTION_ARG_NONE, &overdue,
			"past their due time", NULL },
		{ "max", 0, 0, G_OPTION_ARG_INT, &max, "so many at most (50)",
			"N" },
		{ "json", 0, 0, G_OPTION_ARG_NONE, &json, "for machines",
			NULL },
		{ 0 },
	};

	if (!verb_options(call, entries, 0, 0))
		return EX_USAGE;
	struct ticket_query query = {
		.queue = queue,
		.assignee = assignee,
		.requester = requester,
		.tag = tag,
		.unassigned = unassigned,
		.overdue = overdue,
		.active_only = !all,
		.max = max > 0 ? (guint)max : 50,
	};

	return list(call->desk, &query, json);
}
