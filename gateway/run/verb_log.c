/* verb_log.c - the history of a ticket, from its commits. */
#include "home.h"
#include "table.h"
#include "text.h"
#include "verb.h"

#define MAX_ENTRIES 10000u

static GVariant *trailers_value(const struct record_commit *record)
{
	GVariantBuilder list;

	g_variant_builder_init(&list, G_VARIANT_TYPE("as"));
	for (guint i = 0; i < record->trailers->len; i++) {
		const struct trailer *trailer =
			&g_array_index(record->trailers, struct trailer, i);
		g_autofree char *line =
			g_strdup_printf("%s: %s", trailer->key, trailer->value);

		g_variant_builder_add(&list, "s", line);
	}
	return g_variant_builder_end(&list);
}

static void print_json(const GPtrArray *history)
{
	GVariantBuilder list;

	g_variant_builder_init(&list, G_VARIANT_TYPE("aa{sv}"));
	for (guint i = 0; i < history->len; i++) {
		const struct history_entry *entry = history->pdata[i];
		g_autofree char *at = text_time(entry->author_time);
		GVariantDict dict;

		g_variant_dict_init(&dict, NULL);
		g_variant_dict_insert(&dict, "commit", "s", entry->commit.hex);
		g_variant_dict_insert(&dict, "at", "s", at);
		g_variant_dict_insert(&dict, "name", "s", entry->author_name);
		g_variant_dict_insert(
			&dict, "address", "s", entry->author_address);
		g_variant_dict_insert(
			&dict, "subject", "s", entry->record->subject);
		g_variant_dict_insert_value(
			&dict, "trailers", trailers_value(entry->record));
		g_variant_builder_add_value(&list, g_variant_dict_end(&dict));
	}
	g_autoptr(GVariant) value =
		g_variant_ref_sink(g_variant_builder_end(&list));
	g_autofree char *text = json_format(value);

	g_print("%s\n", text);
}

/* The trailers that say what people want to know of an event. */
static gboolean is_told(const char *key)
{
	static const char *const TOLD[] = { TRAILER_PROOF, TRAILER_COMMAND,
		TRAILER_REFUSED, TRAILER_REASON, TRAILER_NOTICE,
		TRAILER_WITHHELD, TRAILER_DELIVERED, TRAILER_PROMISE,
		TRAILER_APPROVAL, "Status", "Assignee", "Queue", "Priority",
		"Line" };

	for (guint i = 0; i < G_N_ELEMENTS(TOLD); i++)
		if (g_str_equal(TOLD[i], key))
			return TRUE;
	return FALSE;
}

static void print_entry(const struct history_entry *entry, const char *zone)
{
	g_autofree char *at = verb_time(entry->author_time, zone);
	g_autofree char *name = text_line(entry->author_name, -1);
	g_autofree char *subject = text_line(entry->record->subject, -1);

	g_print("%s  %.8s  %s\n    %s\n", at, entry->commit.hex, name, subject);
	for (guint i = 0; i < entry->record->trailers->len; i++) {
		const struct trailer *trailer = &g_array_index(
			entry->record->trailers, struct trailer, i);
		g_autofree char *value = text_line(trailer->value, -1);

		if (is_told(trailer->key))
			g_print("    %s: %s\n", trailer->key, value);
	}
}

static void print_text(const GPtrArray *history, const char *zone)
{
	for (guint i = 0; i < history->len; i++)
		print_entry(history->pdata[i], zone);
}

int verb_log(struct verb_call *call)
{
	gboolean json = FALSE;
	guint32 ticket;
	g_autoptr(GError) why = NULL;
	const GOptionEntry entries[] = {
		{ "json", 0, 0, G_OPTION_ARG_NONE, &json, "for machines",
			NULL },
		{ 0 },
	};

	if (!verb_options(call, entries, 1, 1) ||
		!verb_ticket_number(call->argv[1], &ticket))
		return EX_USAGE;
	AUTO(home) home = home_open(call->desk, &why);
	g_autoptr(GPtrArray) history =
		home == NULL
			? NULL
			: store_history(home->store, ticket, MAX_ENTRIES, &why);

	if (history == NULL)
		return verb_fail("log", why);
	if (history->len == 0) {
		g_printerr("postern: log: there is no ticket %u\n", ticket);
		return EX_NOINPUT;
	}
	if (json)
		print_json(history);
	else
		print_text(history, home->rules->zone);
	return EX_OK;
}
