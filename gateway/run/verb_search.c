/* verb_search.c - full text over tickets and solutions, the newest first. */
#include "fault.h"
#include "home.h"
#include "table.h"
#include "verb.h"

#include <string.h>

#define MAX_RECORD_BYTES (1u << 20)
#define MAX_SHOWN 1000

/* The ticket that a text belongs to, NULL where it cannot be read. */
static struct ticket *ticket_of(
	struct snapshot *snapshot, const struct search_hit *hit)
{
	g_autofree char *path = path_ticket(hit->ticket);
	g_autoptr(GBytes) bytes =
		snapshot_read(snapshot, path, MAX_RECORD_BYTES, NULL);
	gsize length;

	if (bytes == NULL)
		return NULL;
	const char *text = g_bytes_get_data(bytes, &length);

	return ticket_parse(text, length, NULL);
}

/* As #solution takes it: kb/vpn of kb/vpn.txt. */
static char *solution_name(const char *path)
{
	return g_strndup(path,
		strlen(path) -
			(g_str_has_suffix(path, ".txt") ? strlen(".txt") : 0));
}

static GVariant *hit_value(const struct home *home, struct snapshot *snapshot,
	const struct search_hit *hit)
{
	AUTO(ticket) ticket = hit->ticket ? ticket_of(snapshot, hit) : NULL;
	g_autofree char *ref = hit->ticket
				       ? g_strdup_printf("%s-%u",
						 home->rules->tag, hit->ticket)
				       : solution_name(hit->path);
	GVariantDict dict;

	g_variant_dict_init(&dict, NULL);
	g_variant_dict_insert(&dict, "ticket", "s", ref);
	g_variant_dict_insert(&dict, "number", "u", hit->ticket);
	g_variant_dict_insert(&dict, "message", "u", hit->message);
	g_variant_dict_insert(&dict, "status", "s",
		ticket ? status_name(ticket->status) : "");
	g_variant_dict_insert(
		&dict, "subject", "s", ticket ? ticket->subject : "");
	g_variant_dict_insert(&dict, "path", "s", hit->path);
	return g_variant_dict_end(&dict);
}

static gboolean print_hits(const struct home *home, const GPtrArray *hits,
	gboolean as_json, GError **error)
{
	static const struct table_column COLUMNS[] = {
		{ "ticket", "Ticket", 0, FALSE },
		{ "message", "Message", 0, TRUE },
		{ "status", "Status", 0, FALSE },
		{ "subject", "Subject", 0, FALSE },
	};
	AUTO(snapshot) snapshot = store_snapshot(home->store, error);
	GVariantBuilder list;

	if (snapshot == NULL)
		return FALSE;
	g_variant_builder_init(&list, G_VARIANT_TYPE("aa{sv}"));
	for (guint i = 0; i < hits->len; i++)
		g_variant_builder_add_value(
			&list, hit_value(home, snapshot, hits->pdata[i]));
	g_autoptr(GVariant) value =
		g_variant_ref_sink(g_variant_builder_end(&list));
	g_autofree char *text =
		as_json ? json_format(value)
			: table_format(COLUMNS, G_N_ELEMENTS(COLUMNS), value,
				  verb_width(), verb_has_colour());

	g_print("%s%s", text, as_json ? "\n" : "");
	return TRUE;
}

int verb_search(struct verb_call *call)
{
	gboolean json = FALSE;
	int max = 50;
	g_autoptr(GError) why = NULL;
	const GOptionEntry entries[] = {
		{ "max", 0, 0, G_OPTION_ARG_INT, &max, "so many at most (50)",
			"N" },
		{ "json", 0, 0, G_OPTION_ARG_NONE, &json, "for machines",
			NULL },
		{ 0 },
	};

	if (!verb_options(call, entries, 1, -1))
		return EX_USAGE;
	g_autofree char *words = g_strjoinv(" ", call->argv + 1);
	AUTO(home) home = home_open(call->desk, &why);
	g_autoptr(GPtrArray) hits =
		home == NULL ? NULL
			     : store_search(home->store, words,
				       (guint)CLAMP(max, 1, MAX_SHOWN), &why);

	if (hits != NULL && print_hits(home, hits, json, &why))
		return EX_OK;
	int status = verb_fail("search", why);

	/* Here it is the question that is wrong, not the desk. */
	return home != NULL && g_error_matches(
				       why, POSTERN_FAULT, FAULT_INVALID)
		       ? EX_USAGE
		       : status;
}
