/* Loading: what the desk asks for, from the tables in memory. */
#include "fake_shell.h"
#include "fake_inner.h"
#include "solution.h"
#include "text.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define HOUR 3600
#define DAY (24 * HOUR)

static gpointer present(gboolean is)
{
	static char mark[] = "present";

	return is ? mark : NULL;
}

struct known_ticket *fake_known(const struct fake *fake, guint32 number)
{
	return number && number <= fake->tickets->len
		       ? fake->tickets->pdata[number - 1]
		       : NULL;
}

static gpointer load_ticket(const struct fake *fake, const struct need *need)
{
	const struct known_ticket *from = fake_known(fake, need->ticket);
	struct known_ticket *copy;

	if (!from)
		return NULL;
	copy = g_new0(struct known_ticket, 1);
	copy->ticket = ticket_copy(from->ticket);
	copy->articles = g_array_copy(from->articles);
	copy->deliveries =
		g_ptr_array_new_with_free_func((GDestroyNotify)delivery_free);
	for (guint i = 0; i < from->deliveries->len; i++) {
		const struct delivery *line = from->deliveries->pdata[i];

		g_ptr_array_add(copy->deliveries,
			delivery_new(line->message, line->address, line->state,
				line->at, line->reply));
	}
	return copy;
}

static gpointer load_person(const struct fake *fake, const struct need *need)
{
	const struct person *person =
		g_hash_table_lookup(fake->persons, need->key);

	return person ? person_copy(person) : NULL;
}

static void add_hit(
	GArray *hits, const struct fake_stored *stored, gboolean is_referred)
{
	struct known_id hit = { .article = stored->article,
		.is_referred = is_referred };

	if (!is_referred)
		g_strlcpy(hit.digest, stored->digest, sizeof hit.digest);
	g_array_append_val(hits, hit);
}

static gpointer load_id(const struct fake *fake, const struct need *need)
{
	GArray *hits = g_array_new(FALSE, TRUE, sizeof(struct known_id));

	for (guint i = 0; i < fake->mails->len; i++) {
		const struct fake_stored *stored = fake->mails->pdata[i];

		if (g_strcmp0(stored->id, need->key) == 0)
			add_hit(hits, stored, FALSE);
	}
	for (guint i = 0; i < fake->mails->len; i++) {
		const struct fake_stored *stored = fake->mails->pdata[i];

		if (g_ptr_array_find_with_equal_func(
			    stored->refers, need->key, g_str_equal, NULL))
			add_hit(hits, stored, TRUE);
	}
	return hits;
}

static gpointer load_message(const struct fake *fake, const struct need *need)
{
	for (guint i = 0; i < fake->mails->len; i++) {
		const struct fake_stored *stored = fake->mails->pdata[i];
		struct known_message *known;

		if (stored->article.ticket != need->ticket ||
			stored->article.number != need->number)
			continue;
		known = g_new0(struct known_message, 1);
		known->article = stored->article;
		known->raw = g_bytes_ref(stored->raw);
		known->facts = facts_scan(stored->raw);
		known->message =
			message_parse(stored->raw, &MAIL_LIMITS_DEFAULT);
		known->arrival = stored->arrival;
		return known;
	}
	return NULL;
}

static void known_notice_destroy(gpointer notice)
{
	known_notice_free(notice);
}

static gpointer load_notice(const struct fake *fake, const struct need *need)
{
	GPtrArray *found = g_ptr_array_new_with_free_func(known_notice_destroy);

	for (guint i = 0; i < fake->notices->len; i++) {
		const struct fake_notice *notice = fake->notices->pdata[i];
		struct known_notice *known;

		if (notice->ticket != need->ticket ||
			notice->number != need->number)
			continue;
		known = g_new0(struct known_notice, 1);
		known->kind = g_strdup(notice->kind);
		known->address = g_strdup(notice->address);
		known->at = notice->at;
		g_ptr_array_add(found, known);
	}
	return found;
}

static void row_destroy(gpointer row)
{
	known_row_free(row);
}

static gboolean fits(const struct ticket *ticket, const char *key)
{
	if (!strstr(key, "all") && !status_is_active(ticket->status))
		return FALSE;
	if (strstr(key, "unassigned") && ticket->assignee)
		return FALSE;
	return !strstr(key, "assignee:") ||
	       (ticket->assignee && strstr(key, ticket->assignee));
}

static struct known_row *row_of(const struct ticket *ticket)
{
	struct known_row *row = g_new0(struct known_row, 1);

	row->number = ticket->number;
	row->subject = g_strdup(ticket->subject);
	row->status = g_strdup(status_name(ticket->status));
	row->queue = g_strdup(ticket->queue);
	row->assignee = g_strdup(ticket->assignee);
	row->requester =
		g_strdup(ticket->requester ? ticket->requester->address : "");
	row->priority = ticket->priority;
	row->line = ticket->line;
	row->created = ticket->created;
	row->updated = ticket->updated;
	return row;
}

static gpointer load_rows(const struct fake *fake, const struct need *need)
{
	GPtrArray *rows = g_ptr_array_new_with_free_func(row_destroy);

	for (guint i = 0; i < fake->tickets->len; i++) {
		const struct known_ticket *known = fake->tickets->pdata[i];

		if (fits(known->ticket, need->key))
			g_ptr_array_add(rows, row_of(known->ticket));
	}
	return rows;
}

static gpointer load_open_of(const struct fake *fake, const struct need *need)
{
	GPtrArray *rows = g_ptr_array_new_with_free_func(row_destroy);

	for (guint i = fake->tickets->len; i > 0; i--) {
		const struct known_ticket *known = fake->tickets->pdata[i - 1];
		const struct ticket *ticket = known->ticket;

		if (ticket->requester && status_is_active(ticket->status) &&
			address_equal(ticket->requester->address, need->key))
			g_ptr_array_add(rows, row_of(ticket));
	}
	return rows;
}

static gpointer load_children(const struct fake *fake, const struct need *need)
{
	GPtrArray *rows = g_ptr_array_new_with_free_func(row_destroy);

	for (guint i = 0; i < fake->tickets->len; i++) {
		const struct known_ticket *known = fake->tickets->pdata[i];

		if (known->ticket->parent == need->ticket)
			g_ptr_array_add(rows, row_of(known->ticket));
	}
	return rows;
}

static gpointer load_count(const struct fake *fake, const struct need *need)
{
	guint count = 0;
	gint64 since = fake->time - (need->kind == NEED_ASKED ? DAY : HOUR);
	const char *kind = need->kind == NEED_ASKED     ? "confirm"
			   : need->kind == NEED_LIMITED ? "limited"
							: NULL;

	for (guint i = 0; i < fake->notices->len; i++) {
		const struct fake_notice *notice = fake->notices->pdata[i];

		if (notice->at < since ||
			!address_equal(notice->address, need->key))
			continue;
		count += !kind || strcmp(notice->kind, kind) == 0;
	}
	return GUINT_TO_POINTER(count);
}

static void change_destroy(gpointer change)
{
	known_change_free(change);
}

static void add_texts(GPtrArray *to, const GPtrArray *from)
{
	for (guint i = 0; i < from->len; i++)
		g_ptr_array_add(to, g_strdup(from->pdata[i]));
}

static gpointer load_changes(const struct fake *fake, const struct need *need)
{
	GPtrArray *found = g_ptr_array_new_with_free_func(change_destroy);

	for (guint i = 0; i < fake->changes->len; i++) {
		const struct fake_change *kept = fake->changes->pdata[i];
		const struct known_change *from = kept->change;
		struct known_change *copy;

		if (kept->ticket != need->ticket)
			continue;
		copy = known_change_new();
		memcpy(copy->commit, from->commit, sizeof copy->commit);
		copy->at = from->at;
		copy->name = g_strdup(from->name);
		copy->address = g_strdup(from->address);
		copy->event = g_strdup(from->event);
		copy->undoes = g_strdup(from->undoes);
		add_texts(copy->commands, from->commands);
		add_texts(copy->notices, from->notices);
		g_array_append_vals(
			copy->tickets, from->tickets->data, from->tickets->len);
		copy->before = from->before ? ticket_copy(from->before) : NULL;
		copy->after = ticket_copy(from->after);
		g_ptr_array_add(found, copy);
	}
	return found;
}

static void solution_destroy(gpointer solution)
{
	known_solution_free(solution);
}

/* Three of them, one not for outside. */
static gpointer load_solutions(const struct fake *fake, const struct need *need)
{
	static const char *const FILES[] = {
		"Title: Printer gives blank pages\nPublic: yes\n\nTake the "
		"seal off the toner.\n",
		"Title: VPN does not start\nLanguage: en\nPublic: yes\n\n"
		"Restart it.\n",
		"Title: Printer password\n\nIt is canary.\n",
	};
	GPtrArray *found = g_ptr_array_new_with_free_func(solution_destroy);

	(void)need;
	for (guint i = 0; fake->has_solutions && i < G_N_ELEMENTS(FILES); i++)
		g_ptr_array_add(found,
			solution_read("slug", FILES[i], strlen(FILES[i])));
	return found;
}

/* By the subject alone. */
static gpointer load_found(const struct fake *fake, const struct need *need)
{
	GPtrArray *rows = g_ptr_array_new_with_free_func(row_destroy);

	for (guint i = 0; i < fake->tickets->len; i++) {
		const struct known_ticket *known = fake->tickets->pdata[i];

		if (strstr(known->ticket->subject, need->key))
			g_ptr_array_add(rows, row_of(known->ticket));
	}
	return rows;
}

static gpointer load_rows_count(
	const struct fake *fake, const struct need *need)
{
	g_autoptr(GPtrArray) rows = load_rows(fake, need);

	return GUINT_TO_POINTER(rows->len);
}

static gpointer load_spent(const struct fake *fake, const struct need *need)
{
	g_autofree char *key = g_strdup_printf(
		"%u.%u%s", need->ticket, need->number, need->key);

	return present(g_hash_table_contains(fake->spent, key));
}

static gpointer load_ran(const struct fake *fake, const struct need *need)
{
	return present(g_hash_table_contains(fake->ran, need->key));
}

static gpointer load_nothing(const struct fake *fake, const struct need *need)
{
	(void)fake;
	(void)need;
	return NULL;
}

static gpointer load_next_ticket(
	const struct fake *fake, const struct need *need)
{
	(void)need;
	return GUINT_TO_POINTER(fake->tickets->len + 1);
}

static gpointer load_next_answer(
	const struct fake *fake, const struct need *need)
{
	(void)need;
	return GUINT_TO_POINTER(fake->next_answer);
}

static gpointer load_quarantine(
	const struct fake *fake, const struct need *need)
{
	return present(g_hash_table_contains(fake->quarantined, need->key));
}

static gpointer load_quarantine_day(
	const struct fake *fake, const struct need *need)
{
	(void)need;
	return present(g_hash_table_size(fake->quarantined) > 0);
}

static gpointer load_tags(const struct fake *fake, const struct need *need)
{
	GPtrArray *tags = g_ptr_array_new_with_free_func(g_free);

	(void)need;
	for (guint i = 0; i < fake->tickets->len; i++) {
		const struct known_ticket *known = fake->tickets->pdata[i];

		for (guint j = 0; j < known->ticket->tags->len; j++)
			words_add(tags, known->ticket->tags->pdata[j]);
	}
	return tags;
}

/* One saved reply, in English. */
static gpointer load_saved(const struct fake *fake, const struct need *need)
{
	(void)fake;
	return strcmp(need->key, "en/vpn") == 0
		       ? g_strdup("Hello {{requester}},\n\nplease log in again "
				  "({{ref}}).\n")
		       : NULL;
}

static gpointer (*const LOAD[NEED_KIND_COUNT])(
	const struct fake *fake, const struct need *need) = {
	[NEED_TICKET] = load_ticket,
	[NEED_PERSON] = load_person,
	[NEED_ID] = load_id,
	[NEED_MESSAGE] = load_message,
	[NEED_NOTICE] = load_notice,
	[NEED_OPEN_OF] = load_open_of,
	[NEED_ROWS] = load_rows,
	[NEED_ROWS_COUNT] = load_rows_count,
	[NEED_RATE] = load_count,
	[NEED_ASKED] = load_count,
	[NEED_LIMITED] = load_count,
	[NEED_SPENT] = load_spent,
	[NEED_RAN] = load_ran,
	[NEED_VENDOR] = load_nothing,
	[NEED_NEXT_TICKET] = load_next_ticket,
	[NEED_NEXT_ANSWER] = load_next_answer,
	[NEED_QUARANTINE] = load_quarantine,
	[NEED_QUARANTINE_DAY] = load_quarantine_day,
	[NEED_TAGS] = load_tags,
	[NEED_CHILDREN] = load_children,
	[NEED_SAVED] = load_saved,
	[NEED_CHANGES] = load_changes,
	[NEED_SOLUTIONS] = load_solutions,
	[NEED_FOUND] = load_found,
};

gpointer fake_load(const struct fake *fake, const struct need *need)
{
	assert_true(need->kind < NEED_KIND_COUNT);
	assert_non_null(LOAD[need->kind]);
	return LOAD[need->kind](fake, need);
}
