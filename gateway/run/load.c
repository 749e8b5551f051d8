#include "load_inner.h"
#include "fault.h"
#include "text.h"

#include <string.h>

#define MAX_RECORD_BYTES (1u << 20)
/* A line a recipient of each of a ticket's mails, as post.c reads it. */
#define MAX_DELIVERY_BYTES (1u << 24)
#define MAX_MAIL_BYTES (256u << 20)
#define HOUR 3600
#define DAY (24 * HOUR)

/* Absent is an answer; everything else that fails is the store's fault. */
static gboolean read_if_there(const struct loader *loader, const char *path,
	gsize max_bytes, GBytes **bytes, GError **error)
{
	g_autoptr(GError) why = NULL;

	*bytes = batch_read(loader->batch, path, max_bytes, &why);
	if (*bytes != NULL ||
		g_error_matches(why, POSTERN_FAULT, FAULT_NOT_FOUND))
		return TRUE;
	g_propagate_error(error, g_steal_pointer(&why));
	return FALSE;
}

static int compare_articles(gconstpointer a, gconstpointer b)
{
	const struct article *left = a;
	const struct article *right = b;

	return left->number < right->number ? -1 : left->number > right->number;
}

/* The mails in a folder, by their numbers. */
static GArray *articles_of(const GPtrArray *names, guint32 ticket)
{
	GArray *articles = g_array_new(FALSE, TRUE, sizeof(struct article));

	for (guint i = 0; i < names->len; i++) {
		const char *name = names->pdata[i];
		struct article article = { .ticket = ticket };

		if (!g_str_has_suffix(name, ".eml"))
			continue;
		g_autofree char *stem = g_strndup(name, strlen(name) - 4);

		if (article_parse(stem, &article.number, &article.kind))
			g_array_append_val(articles, article);
	}
	g_array_sort(articles, compare_articles);
	return articles;
}

static gboolean load_folder(const struct loader *loader,
	struct known_ticket *known, guint32 ticket, GError **error)
{
	g_autofree char *folder = path_ticket_folder(ticket);
	g_autofree char *path = path_delivery(ticket, 0);
	g_autoptr(GBytes) deliveries = NULL;
	g_autoptr(GPtrArray) names = batch_names(loader->batch, folder, error);
	gsize length;

	if (names == NULL || !read_if_there(loader, path, MAX_DELIVERY_BYTES,
				     &deliveries, error))
		return FALSE;
	known->articles = articles_of(names, ticket);
	if (deliveries == NULL) {
		known->deliveries = g_ptr_array_new_with_free_func(
			(GDestroyNotify)delivery_free);
		return TRUE;
	}
	const char *text = g_bytes_get_data(deliveries, &length);

	known->deliveries = delivery_parse(text, length, error);
	if (known->deliveries == NULL)
		g_prefix_error(error, "%s: ", path);
	return known->deliveries != NULL;
}

static gboolean load_ticket(const struct loader *loader,
	const struct need *need, gpointer *value, GError **error)
{
	g_autofree char *path = path_ticket(need->ticket);
	g_autoptr(GBytes) bytes = NULL;
	gsize length;

	if (!read_if_there(loader, path, MAX_RECORD_BYTES, &bytes, error))
		return FALSE;
	if (bytes == NULL)
		return TRUE;
	const char *text = g_bytes_get_data(bytes, &length);
	struct known_ticket *known = g_new0(struct known_ticket, 1);

	known->ticket = ticket_parse(text, length, error);
	if (known->ticket == NULL ||
		!load_folder(loader, known, need->ticket, error)) {
		g_prefix_error(error, "%s: ", path);
		known_ticket_free(known);
		return FALSE;
	}
	*value = known;
	return TRUE;
}

static gboolean load_person(const struct loader *loader,
	const struct need *need, gpointer *value, GError **error)
{
	g_autofree char *path = person_path(need->key);
	g_autoptr(GBytes) bytes = NULL;
	gsize length;

	if (!read_if_there(loader, path, MAX_RECORD_BYTES, &bytes, error))
		return FALSE;
	if (bytes == NULL)
		return TRUE;
	const char *text = g_bytes_get_data(bytes, &length);

	*value = person_parse(text, length, error);
	if (*value == NULL)
		g_prefix_error(error, "%s: ", path);
	return *value != NULL;
}

static gboolean load_id(const struct loader *loader, const struct need *need,
	gpointer *value, GError **error)
{
	g_autoptr(GArray) hits =
		store_find_id(loader->home->store, need->key, error);

	if (hits == NULL)
		return FALSE;
	GArray *ids = g_array_new(FALSE, TRUE, sizeof(struct known_id));

	for (guint i = 0; i < hits->len; i++) {
		const struct id_hit *hit =
			&g_array_index(hits, struct id_hit, i);
		struct known_id id = {
			.article = hit->article,
			.is_referred = hit->is_referred,
		};

		g_strlcpy(id.digest, hit->digest, sizeof id.digest);
		g_array_append_val(ids, id);
	}
	*value = ids;
	return TRUE;
}

/* Takes the mail of that number among the files of a folder. */
static void pick_article(
	const GPtrArray *names, guint32 number, struct article *article)
{
	g_autoptr(GArray) articles = articles_of(names, article->ticket);

	for (guint i = 0; i < articles->len; i++) {
		const struct article *one =
			&g_array_index(articles, struct article, i);

		if (one->number == number) {
			article->number = number;
			article->kind = one->kind;
		}
	}
}

/* Reply addresses count answers through all months: the newest folder that
 * holds the number has it. */
static gboolean find_answer(const struct loader *loader, guint32 number,
	struct article *article, GError **error)
{
	g_autoptr(GPtrArray) months =
		batch_names(loader->batch, "answers", error);

	if (months == NULL)
		return FALSE;
	for (guint i = months->len; i-- > 0 && article->number == 0;) {
		g_autofree char *folder =
			g_strdup_printf("answers/%s", (char *)months->pdata[i]);
		g_autofree char *inside = g_strconcat(folder, "/-", NULL);
		g_autoptr(GPtrArray) names =
			batch_names(loader->batch, folder, error);
		const char *file;

		if (names == NULL)
			return FALSE;
		if (path_parse_answers(inside, &article->month, &file))
			pick_article(names, number, article);
	}
	return TRUE;
}

static gboolean find_article(const struct loader *loader,
	const struct need *need, struct article *article, GError **error)
{
	if (need->ticket == 0)
		return find_answer(loader, need->number, article, error);
	g_autofree char *folder = path_ticket_folder(need->ticket);
	g_autoptr(GPtrArray) names = batch_names(loader->batch, folder, error);

	if (names == NULL)
		return FALSE;
	pick_article(names, need->number, article);
	return TRUE;
}

/* The author time of the commit that brought the mail. */
static gboolean arrival_of(const struct loader *loader,
	const struct article *article, gint64 *arrival, GError **error)
{
	g_autofree char *name = article_name(article->number, article->kind);
	g_autoptr(GPtrArray) history = store_history(loader->home->store,
		article->ticket, ARTICLE_MAX_MESSAGES, error);

	if (history == NULL)
		return FALSE;
	for (guint i = 0; i < history->len; i++) {
		const struct history_entry *entry = history->pdata[i];
		const char *message =
			record_commit_get(entry->record, TRAILER_MESSAGE);

		if (message != NULL && g_str_has_prefix(message, name))
			*arrival = entry->author_time;
	}
	return TRUE;
}

static gboolean load_message(const struct loader *loader,
	const struct need *need, gpointer *value, GError **error)
{
	struct article article = { .ticket = need->ticket };
	g_autoptr(GBytes) raw = NULL;
	g_autoptr(GError) why = NULL;

	if (!find_article(loader, need, &article, error))
		return FALSE;
	if (article.number == 0 || loader->nursery == NULL)
		return TRUE;
	g_autofree char *path = path_article(&article, "eml");

	if (!read_if_there(loader, path, MAX_MAIL_BYTES, &raw, error))
		return FALSE;
	if (raw == NULL)
		return TRUE;
	struct mail_names names;
	AUTO(message)
	message = nursery_parse(loader->nursery, raw, TRUE, &names, &why);

	if (message == NULL) /* it cannot be read again: as good as not there */
		return TRUE;
	struct known_message *known = g_new0(struct known_message, 1);

	known->article = article;
	known->raw = g_steal_pointer(&raw);
	known->facts = facts_scan(known->raw);
	known->message = g_steal_pointer(&message);
	*value = known;
	return arrival_of(loader, &article, &known->arrival, error);
}

static gboolean load_notice(const struct loader *loader,
	const struct need *need, gpointer *value, GError **error)
{
	g_autoptr(GPtrArray) rows = store_find_notice(
		loader->home->store, need->ticket, need->number, error);

	if (rows == NULL)
		return FALSE;
	GPtrArray *notices = g_ptr_array_new_with_free_func(
		(GDestroyNotify)known_notice_free);

	for (guint i = 0; i < rows->len; i++) {
		const struct notice_row *row = rows->pdata[i];
		struct known_notice *notice = g_new0(struct known_notice, 1);

		notice->kind = g_strdup(row->kind);
		notice->address = g_strdup(row->address);
		notice->at = row->at;
		g_ptr_array_add(notices, notice);
	}
	*value = notices;
	return TRUE;
}

static struct known_row *known_row_of(const struct ticket_row *row)
{
	struct known_row *known = g_new0(struct known_row, 1);

	known->number = row->number;
	known->subject = g_strdup(row->subject);
	known->status = g_strdup(status_name(row->status));
	known->queue = g_strdup(row->queue);
	known->assignee = g_strdup(row->assignee);
	known->requester = g_strdup(row->requester);
	known->priority = row->priority;
	known->line = row->line;
	known->created = row->created;
	known->updated = row->updated;
	known->resolve_due = row->resolve_due;
	return known;
}

static gboolean load_query(const struct loader *loader,
	const struct ticket_query *query, gpointer *value, GError **error)
{
	g_autoptr(GPtrArray) rows =
		store_list(loader->home->store, query, NULL, error);

	if (rows == NULL)
		return FALSE;
	GPtrArray *known =
		g_ptr_array_new_with_free_func((GDestroyNotify)known_row_free);

	for (guint i = 0; i < rows->len; i++)
		g_ptr_array_add(known, known_row_of(rows->pdata[i]));
	*value = known;
	return TRUE;
}

static gboolean load_open_of(const struct loader *loader,
	const struct need *need, gpointer *value, GError **error)
{
	struct ticket_query query = {
		.requester = need->key,
		.active_only = TRUE,
		.max = 100,
	};

	return load_query(loader, &query, value, error);
}

static gboolean load_rate(const struct loader *loader, const struct need *need,
	gpointer *value, GError **error)
{
	guint count = 0;

	if (!store_count_notices(loader->home->store, need->key,
		    loader->now - HOUR, &count, error))
		return FALSE;
	*value = GUINT_TO_POINTER(count);
	return TRUE;
}

static gboolean load_asked(const struct loader *loader, const struct need *need,
	gpointer *value, GError **error)
{
	guint count = 0;

	if (!store_count_questions(loader->home->store, need->key,
		    loader->now - DAY, &count, error))
		return FALSE;
	*value = GUINT_TO_POINTER(count);
	return TRUE;
}

static gboolean load_limited(const struct loader *loader,
	const struct need *need, gpointer *value, GError **error)
{
	guint count = 0;

	if (!store_count_limits(loader->home->store, need->key,
		    loader->now - HOUR, &count, error))
		return FALSE;
	*value = GUINT_TO_POINTER(count);
	return TRUE;
}

static gpointer present(gboolean is)
{
	static const char mark[] = "present";

	return is ? (gpointer)(guintptr)mark : NULL;
}

static gboolean load_spent(const struct loader *loader, const struct need *need,
	gpointer *value, GError **error)
{
	gboolean is_spent = FALSE;

	if (!store_is_spent(loader->home->store, need->ticket, need->number,
		    need->key[0], need->key + 1, &is_spent, error))
		return FALSE;
	*value = present(is_spent);
	return TRUE;
}

static gboolean load_ran(const struct loader *loader, const struct need *need,
	gpointer *value, GError **error)
{
	gboolean has_run = FALSE;

	if (!store_has_run(loader->home->store, need->key, loader->now,
		    &has_run, error))
		return FALSE;
	*value = present(has_run);
	return TRUE;
}

static gboolean load_quarantined(const struct loader *loader,
	const struct need *need, gpointer *value, GError **error)
{
	gboolean is = FALSE;

	if (!store_is_quarantined(loader->home->store, need->key, &is, error))
		return FALSE;
	*value = present(is);
	return TRUE;
}

static gboolean load_quarantine_day(const struct loader *loader,
	const struct need *need, gpointer *value, GError **error)
{
	g_autofree char *folder = g_strdup_printf("quarantine/%s", need->key);
	g_autoptr(GPtrArray) names = batch_names(loader->batch, folder, error);

	*value = present(names != NULL && names->len > 0);
	return names != NULL;
}

static gboolean load_vendor(const struct loader *loader,
	const struct need *need, gpointer *value, GError **error)
{
	struct ticket_query query = {
		.vendor = need->key,
		.active_only = TRUE,
		.max = 1,
	};
	g_autoptr(GPtrArray) rows =
		store_list(loader->home->store, &query, NULL, error);

	if (rows == NULL)
		return FALSE;
	*value = rows->len > 0 ? known_row_of(rows->pdata[0]) : NULL;
	return TRUE;
}

static gboolean load_next_ticket(const struct loader *loader,
	const struct need *need, gpointer *value, GError **error)
{
	guint32 next = store_next_ticket(loader->home->store, error);

	(void)need;
	*value = GUINT_TO_POINTER(next);
	return next != 0;
}

static gboolean load_next_answer(const struct loader *loader,
	const struct need *need, gpointer *value, GError **error)
{
	guint32 next = store_next_answer(loader->home->store, error);

	(void)need;
	*value = GUINT_TO_POINTER(next);
	return next != 0;
}

static gboolean load_tags(const struct loader *loader, const struct need *need,
	gpointer *value, GError **error)
{
	GPtrArray *tags = NULL;

	(void)need;
	if (!store_tags(loader->home->store, &tags, error))
		return FALSE;
	*value = tags;
	return TRUE;
}

static gboolean load_children(const struct loader *loader,
	const struct need *need, gpointer *value, GError **error)
{
	struct ticket_query query = { .parent = need->ticket, .max = 1000 };

	return load_query(loader, &query, value, error);
}

/* A term of a list's key: "queue:support", "unassigned". */
static void add_term(struct ticket_query *query, const char *term)
{
	const struct {
		const char *name;
		const char **value;
	} fields[] = {
		{ "queue:", &query->queue },
		{ "assignee:", &query->assignee },
		{ "requester:", &query->requester },
		{ "tag:", &query->tag },
	};

	for (guint i = 0; i < G_N_ELEMENTS(fields); i++)
		if (g_str_has_prefix(term, fields[i].name))
			*fields[i].value = term + strlen(fields[i].name);
	if (g_str_equal(term, "unassigned"))
		query->unassigned = TRUE;
	if (g_str_equal(term, "overdue"))
		query->overdue = TRUE;
	if (g_str_equal(term, "all"))
		query->active_only = FALSE;
}

/* The query's strings live as long as terms. */
static struct ticket_query query_of(char **terms, gint64 now)
{
	struct ticket_query query = { .active_only = TRUE, .now = now };

	for (guint i = 0; terms[i] != NULL; i++)
		add_term(&query, terms[i]);
	return query;
}

static gboolean load_rows(const struct loader *loader, const struct need *need,
	gpointer *value, GError **error)
{
	g_auto(GStrv) terms = g_strsplit(need->key, " ", -1);
	struct ticket_query query = query_of(terms, loader->now);

	return load_query(loader, &query, value, error);
}

static gboolean load_rows_count(const struct loader *loader,
	const struct need *need, gpointer *value, GError **error)
{
	g_auto(GStrv) terms = g_strsplit(need->key, " ", -1);
	struct ticket_query query = query_of(terms, loader->now);
	guint total = 0;
	g_autoptr(GPtrArray) rows =
		store_list(loader->home->store, &query, &total, error);

	*value = GUINT_TO_POINTER(total);
	return rows != NULL;
}

/* "sv/vpn": both parts are letters, digits and - (verb_saved.c). */
static gboolean load_saved(const struct loader *loader, const struct need *need,
	gpointer *value, GError **error)
{
	g_auto(GStrv) parts = g_strsplit(need->key, "/", 2);
	g_autofree char *path = g_strdup_printf(
		"templates/%s/saved-%s.txt", parts[0], parts[1]);
	g_autoptr(GBytes) bytes = NULL;
	gsize length;

	if (!read_if_there(loader, path, MAX_RECORD_BYTES, &bytes, error))
		return FALSE;
	if (bytes == NULL)
		return TRUE;
	const char *text = g_bytes_get_data(bytes, &length);

	*value = text_block(text, (gssize)length);
	return TRUE;
}

static load_function *const LOADERS[NEED_KIND_COUNT] = {
	[NEED_TICKET] = load_ticket,
	[NEED_PERSON] = load_person,
	[NEED_ID] = load_id,
	[NEED_MESSAGE] = load_message,
	[NEED_NOTICE] = load_notice,
	[NEED_OPEN_OF] = load_open_of,
	[NEED_ROWS] = load_rows,
	[NEED_ROWS_COUNT] = load_rows_count,
	[NEED_RATE] = load_rate,
	[NEED_ASKED] = load_asked,
	[NEED_LIMITED] = load_limited,
	[NEED_SPENT] = load_spent,
	[NEED_RAN] = load_ran,
	[NEED_VENDOR] = load_vendor,
	[NEED_NEXT_TICKET] = load_next_ticket,
	[NEED_NEXT_ANSWER] = load_next_answer,
	[NEED_QUARANTINE] = load_quarantined,
	[NEED_QUARANTINE_DAY] = load_quarantine_day,
	[NEED_TAGS] = load_tags,
	[NEED_CHILDREN] = load_children,
	[NEED_SAVED] = load_saved,
	[NEED_CHANGES] = load_changes,
	[NEED_SOLUTIONS] = load_solutions,
	[NEED_FOUND] = load_found,
};

gboolean load_missing(
	const struct loader *loader, struct desk_view *view, GError **error)
{
	const GPtrArray *missing = desk_view_missing(view);

	while (missing->len > 0) {
		struct need *need = need_copy(missing->pdata[0]);
		gpointer value = NULL;

		g_assert(LOADERS[need->kind] != NULL);
		if (!LOADERS[need->kind](loader, need, &value, error)) {
			need_free(need);
			return FALSE;
		}
		desk_view_put(view, need, value);
		need_free(need);
	}
	return TRUE;
}
