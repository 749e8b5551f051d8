/* verb_show.c - a ticket: its fields, its mails as people read them; one mail
 * as it was received, or as one recipient got it. */
#include "clock.h"
#include "fault.h"
#include "hand_over.h"
#include "home.h"
#include "show_clocks.h"
#include "table.h"
#include "text.h"
#include "verb.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define MAX_RECORD_BYTES (1u << 20)
#define MAX_MAIL_BYTES (256u << 20)

struct show {
	struct home *home;
	struct snapshot *snapshot;
	guint32 ticket;
};

/* --- one mail ----------------------------------------------------------- */

/* The name of message `number` in the folder ("0005-out"); NULL: none. */
static char *find_message(const struct show *show, guint32 number,
	struct article *article, GError **error)
{
	g_autofree char *folder = path_ticket_folder(show->ticket);
	g_autoptr(GPtrArray) names =
		snapshot_names(show->snapshot, folder, error);

	for (guint i = 0; names != NULL && i < names->len; i++) {
		const char *name = names->pdata[i];

		if (!g_str_has_suffix(name, ".eml"))
			continue;
		g_autofree char *stem = g_strndup(name, strlen(name) - 4);

		if (article_parse(stem, &article->number, &article->kind) &&
			article->number == number) {
			article->ticket = show->ticket;
			return path_article(article, "eml");
		}
	}
	if (names != NULL)
		g_set_error(error, POSTERN_FAULT, FAULT_NOT_FOUND,
			"ticket %u has no message %u", show->ticket, number);
	return NULL;
}

/* Kind and time of the notice to that address, from the index. */
static gboolean find_recipient(const struct show *show,
	const struct article *article, const char *address,
	struct outbox_row *row, GError **error)
{
	g_autoptr(GPtrArray) notices = store_find_notice(
		show->home->store, show->ticket, article->number, error);

	for (guint i = 0; notices != NULL && i < notices->len; i++) {
		const struct notice_row *notice = notices->pdata[i];

		if (!address_equal(notice->address, address))
			continue;
		row->ticket = show->ticket;
		row->message = article->number;
		row->address = g_strdup(notice->address);
		row->kind = g_strdup(notice->kind);
		row->born = notice->at;
		return TRUE;
	}
	if (notices != NULL)
		g_set_error(error, POSTERN_FAULT, FAULT_NOT_FOUND,
			"message %u went to nobody of the address %s",
			article->number, address);
	return FALSE;
}

static GBytes *as_received(const struct show *show,
	const struct article *article, GBytes *stored, const char *address,
	GError **error)
{
	struct outbox_row row = { 0 };
	g_autofree char *mail_from = NULL;
	GBytes *mail = NULL;

	if (find_recipient(show, article, address, &row, error))
		mail = hand_over_mail(
			&show->home->site, stored, &row, &mail_from, error);
	g_free(row.address);
	g_free(row.kind);
	return mail;
}

static gboolean print_message(const struct show *show, guint32 number,
	const char *address, GError **error)
{
	struct article article = { 0 };
	g_autofree char *path = find_message(show, number, &article, error);
	g_autoptr(GBytes) stored = path == NULL
					   ? NULL
					   : snapshot_read(show->snapshot, path,
						     MAX_MAIL_BYTES, error);
	g_autoptr(GBytes) mail =
		stored == NULL ? NULL
		: address == NULL
			? g_bytes_ref(stored)
			: as_received(show, &article, stored, address, error);
	gsize length;

	if (mail == NULL)
		return FALSE;
	const void *bytes = g_bytes_get_data(mail, &length);

	if (!isatty(STDOUT_FILENO)) {
		fwrite(bytes, 1, length, stdout);
		return TRUE;
	}
	/* Foreign bytes reach a terminal only cleaned. */
	g_autofree char *text = text_block(bytes, (gssize)length);

	g_print("%s", text);
	return TRUE;
}

/* --- the ticket --------------------------------------------------------- */

static struct ticket *read_ticket(
	const struct show *show, char **text, GError **error)
{
	g_autofree char *path = path_ticket(show->ticket);
	g_autoptr(GError) why = NULL;
	g_autoptr(GBytes) bytes =
		snapshot_read(show->snapshot, path, MAX_RECORD_BYTES, &why);
	gsize length;

	if (bytes == NULL) {
		if (g_error_matches(why, POSTERN_FAULT, FAULT_NOT_FOUND))
			g_set_error(error, POSTERN_FAULT, FAULT_NOT_FOUND,
				"there is no ticket %u", show->ticket);
		else
			g_propagate_error(error, g_steal_pointer(&why));
		return NULL;
	}
	const char *data = g_bytes_get_data(bytes, &length);

	*text = g_strndup(data, length);
	return ticket_parse(data, length, error);
}

static char *readable(const struct show *show, const char *name)
{
	g_autofree char *folder = path_ticket_folder(show->ticket);
	g_autofree char *path = g_strdup_printf("%s/%s", folder, name);
	g_autoptr(GBytes) bytes =
		snapshot_read(show->snapshot, path, MAX_MAIL_BYTES, NULL);
	gsize length;

	if (bytes == NULL)
		return g_strdup("");
	const char *data = g_bytes_get_data(bytes, &length);

	return text_block(data, (gssize)length);
}

static gboolean print_text(
	const struct show *show, const char *record, GError **error)
{
	g_autofree char *folder = path_ticket_folder(show->ticket);
	g_autofree char *fields = text_block(record, -1);
	g_autoptr(GPtrArray) names =
		snapshot_names(show->snapshot, folder, error);

	if (names == NULL)
		return FALSE;
	g_print("%s", fields);
	for (guint i = 0; i < names->len; i++) {
		const char *name = names->pdata[i];

		if (g_str_has_suffix(name, ".txt")) {
			g_autofree char *text = readable(show, name);

			g_print("\n--- %.*s ---\n%s", (int)strlen(name) - 4,
				name, text);
		} else if (g_str_has_suffix(name, "out.eml")) {
			g_print("\n--- %.*s --- (postern show %u --message "
				"%u)\n",
				(int)strlen(name) - 4, name, show->ticket,
				(guint)g_ascii_strtoull(name, NULL, 10));
		}
	}
	return TRUE;
}

/* The fields as they stand in the file, repeated ones as lists. */
static GVariant *fields_value(const char *record)
{
	g_auto(GStrv) lines = g_strsplit(record, "\n", -1);
	GVariantDict dict;

	g_variant_dict_init(&dict, NULL);
	for (guint i = 0; lines[i] != NULL; i++) {
		char *colon = strstr(lines[i], ": ");

		if (colon == NULL)
			continue;
		*colon = '\0';
		g_autoptr(GVariant) before = g_variant_dict_lookup_value(
			&dict, lines[i], G_VARIANT_TYPE("as"));
		GVariantBuilder list;

		g_variant_builder_init(&list, G_VARIANT_TYPE("as"));
		for (gsize n = 0;
			before != NULL && n < g_variant_n_children(before); n++)
			g_variant_builder_add_value(
				&list, g_variant_get_child_value(before, n));
		g_variant_builder_add(&list, "s", colon + 2);
		g_variant_dict_insert_value(
			&dict, lines[i], g_variant_builder_end(&list));
	}
	return g_variant_dict_end(&dict);
}

static gboolean print_json(
	const struct show *show, const char *record, GError **error)
{
	g_autofree char *folder = path_ticket_folder(show->ticket);
	g_autoptr(GPtrArray) names =
		snapshot_names(show->snapshot, folder, error);
	GVariantDict dict;
	GVariantBuilder messages;

	if (names == NULL)
		return FALSE;
	g_variant_builder_init(&messages, G_VARIANT_TYPE("aa{sv}"));
	for (guint i = 0; i < names->len; i++) {
		const char *name = names->pdata[i];

		if (!g_str_has_suffix(name, ".txt"))
			continue;
		g_autofree char *text = readable(show, name);
		GVariantDict message;

		g_variant_dict_init(&message, NULL);
		g_variant_dict_insert(&message, "name", "s", name);
		g_variant_dict_insert(&message, "text", "s", text);
		g_variant_builder_add_value(
			&messages, g_variant_dict_end(&message));
	}
	g_variant_dict_init(&dict, NULL);
	g_variant_dict_insert(&dict, "number", "u", show->ticket);
	g_variant_dict_insert_value(&dict, "fields", fields_value(record));
	g_variant_dict_insert_value(
		&dict, "messages", g_variant_builder_end(&messages));
	g_autoptr(GVariant) value =
		g_variant_ref_sink(g_variant_dict_end(&dict));
	g_autofree char *text = json_format(value);

	g_print("%s\n", text);
	return TRUE;
}

static gboolean print_ticket(
	const struct show *show, gboolean as_json, GError **error)
{
	g_autofree char *record = NULL;
	AUTO(ticket) ticket = read_ticket(show, &record, error);

	if (ticket == NULL)
		return FALSE;
	return as_json ? print_json(show, record, error)
		       : print_text(show, record, error);
}

static gboolean print_clocks(
	const struct show *show, gboolean as_json, GError **error)
{
	struct clock clock = clock_system();
	g_autofree char *record = NULL;
	AUTO(ticket) ticket = read_ticket(show, &record, error);

	if (ticket == NULL)
		return FALSE;
	g_autoptr(GVariant) clocks = g_variant_ref_sink(show_clocks(
		&show->home->site, ticket, clock_now(&clock), as_json));
	g_autofree char *text =
		as_json ? json_format(clocks) : show_clocks_text(clocks);

	g_print("%s%s", text, as_json ? "\n" : "");
	return TRUE;
}

int verb_show(struct verb_call *call)
{
	g_autofree char *to = NULL;
	gboolean json = FALSE, clocks = FALSE;
	int message = 0;
	g_autoptr(GError) why = NULL;
	struct show show = { 0 };
	const GOptionEntry entries[] = {
		{ "message", 0, 0, G_OPTION_ARG_INT, &message,
			"one mail, as it is kept", "M" },
		{ "to", 0, 0, G_OPTION_ARG_STRING, &to,
			"…as that person got it", "ADDRESS" },
		{ "clocks", 0, 0, G_OPTION_ARG_NONE, &clocks,
			"what was promised, and why it is due when it is",
			NULL },
		{ "json", 0, 0, G_OPTION_ARG_NONE, &json, "for machines",
			NULL },
		{ 0 },
	};

	if (!verb_options(call, entries, 1, 1) ||
		!verb_ticket_number(call->argv[1], &show.ticket))
		return EX_USAGE;
	AUTO(home) home = home_open(call->desk, &why);
	AUTO(snapshot)
	snapshot = home == NULL ? NULL : store_snapshot(home->store, &why);

	show.home = home;
	show.snapshot = snapshot;
	if (snapshot != NULL &&
		(message > 0 ? print_message(&show, (guint32)message, to, &why)
			: clocks ? print_clocks(&show, json, &why)
				 : print_ticket(&show, json, &why)))
		return EX_OK;
	return verb_fail("show", why);
}
