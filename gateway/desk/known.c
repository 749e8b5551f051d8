#include "known.h"

#include <string.h>

struct desk_view {
	GHashTable *loaded; /* struct need * -> struct slot * */
	GPtrArray *missing; /* struct need *, in the order of asking */
	GHashTable *noted;  /* the same ones, so that none is noted twice */
};

/* What was put for a need; value NULL: known to be absent. */
struct slot {
	gpointer value;
	GDestroyNotify destroy;
};

static void ticket_destroy(gpointer value)
{
	known_ticket_free(value);
}

static void person_destroy(gpointer value)
{
	person_free(value);
}

static void message_destroy(gpointer value)
{
	known_message_free(value);
}

static void row_destroy(gpointer value)
{
	known_row_free(value);
}

static void array_destroy(gpointer value)
{
	g_array_unref(value);
}

static void pointers_destroy(gpointer value)
{
	g_ptr_array_unref(value);
}

/* How a value of each kind is freed; NULL: a number or a static pointer. */
static const GDestroyNotify DESTROY[NEED_KIND_COUNT] = {
	[NEED_TICKET] = ticket_destroy,
	[NEED_PERSON] = person_destroy,
	[NEED_ID] = array_destroy,
	[NEED_MESSAGE] = message_destroy,
	[NEED_NOTICE] = pointers_destroy,
	[NEED_OPEN_OF] = pointers_destroy,
	[NEED_ROWS] = pointers_destroy,
	[NEED_VENDOR] = row_destroy,
	[NEED_TAGS] = pointers_destroy,
	[NEED_CHILDREN] = pointers_destroy,
	[NEED_SAVED] = g_free,
	[NEED_CHANGES] = pointers_destroy,
	[NEED_SOLUTIONS] = pointers_destroy,
	[NEED_FOUND] = pointers_destroy,
};

static void slot_free(gpointer data)
{
	struct slot *slot = data;

	if (slot->value && slot->destroy)
		slot->destroy(slot->value);
	g_free(slot);
}

static void need_destroy(gpointer need)
{
	need_free(need);
}

struct need *need_copy(const struct need *need)
{
	struct need *copy = g_new(struct need, 1);

	*copy = *need;
	copy->key = g_strdup(need->key);
	return copy;
}

void need_free(struct need *need)
{
	if (!need)
		return;
	g_free(need->key);
	g_free(need);
}

guint need_hash(gconstpointer data)
{
	const struct need *need = data;
	guint hash = need->key ? g_str_hash(need->key) : 0;

	hash = hash * 31 + (guint)need->kind;
	hash = hash * 31 + need->ticket;
	hash = hash * 31 + need->month;
	return hash * 31 + need->number;
}

gboolean need_equal(gconstpointer a, gconstpointer b)
{
	const struct need *left = a, *right = b;

	return left->kind == right->kind && left->ticket == right->ticket &&
	       left->month == right->month && left->number == right->number &&
	       g_strcmp0(left->key, right->key) == 0;
}

struct desk_view *desk_view_new(void)
{
	struct desk_view *view = g_new(struct desk_view, 1);

	view->loaded = g_hash_table_new_full(
		need_hash, need_equal, need_destroy, slot_free);
	view->missing = g_ptr_array_new_with_free_func(need_destroy);
	view->noted = g_hash_table_new(need_hash, need_equal);
	return view;
}

void desk_view_free(struct desk_view *view)
{
	if (!view)
		return;
	g_hash_table_unref(view->noted);
	g_ptr_array_unref(view->missing);
	g_hash_table_unref(view->loaded);
	g_free(view);
}

static void forget_missing(struct desk_view *view, const struct need *need)
{
	for (guint i = 0; i < view->missing->len; i++) {
		if (!need_equal(view->missing->pdata[i], need))
			continue;
		g_hash_table_remove(view->noted, need);
		g_ptr_array_remove_index(view->missing, i);
		return;
	}
}

void desk_view_put(
	struct desk_view *view, const struct need *need, gpointer value)
{
	struct slot *slot = g_new(struct slot, 1);
	struct need *key = need_copy(need);

	slot->value = value;
	slot->destroy = DESTROY[need->kind];
	/* The need may be the very one of the missing list. */
	forget_missing(view, key);
	g_hash_table_replace(view->loaded, key, slot);
}

const GPtrArray *desk_view_missing(const struct desk_view *view)
{
	return view->missing;
}

gboolean desk_view_knows(const struct desk_view *view, const struct need *need)
{
	return g_hash_table_contains(view->loaded, need);
}

gconstpointer desk_view_get(struct desk_view *view, const struct need *need)
{
	const struct slot *slot = g_hash_table_lookup(view->loaded, need);
	struct need *noted;

	if (slot)
		return slot->value;
	if (g_hash_table_contains(view->noted, need))
		return NULL;
	noted = need_copy(need);
	g_ptr_array_add(view->missing, noted);
	g_hash_table_add(view->noted, noted);
	return NULL;
}

guint32 desk_view_count(struct desk_view *view, const struct need *need)
{
	return GPOINTER_TO_UINT(desk_view_get(view, need));
}

const struct known_ticket *view_ticket(struct desk_view *view, guint32 ticket)
{
	struct need need = { .kind = NEED_TICKET, .ticket = ticket };

	return desk_view_get(view, &need);
}

const struct person *view_person(struct desk_view *view, const char *address)
{
	g_autofree char *folded = address_fold(address);
	struct need need = { .kind = NEED_PERSON, .key = folded };

	return desk_view_get(view, &need);
}

const GArray *view_id(struct desk_view *view, const char *id)
{
	g_autofree char *key = g_strdup(id);
	struct need need = { .kind = NEED_ID, .key = key };

	return desk_view_get(view, &need);
}

const struct known_message *view_message(
	struct desk_view *view, guint32 ticket, guint32 month, guint32 number)
{
	struct need need = { .kind = NEED_MESSAGE,
		.ticket = ticket,
		.month = month,
		.number = number };

	return desk_view_get(view, &need);
}

const GPtrArray *view_notice(
	struct desk_view *view, guint32 ticket, guint32 number)
{
	struct need need = {
		.kind = NEED_NOTICE, .ticket = ticket, .number = number
	};

	return desk_view_get(view, &need);
}

void known_row_free(struct known_row *row)
{
	if (!row)
		return;
	g_free(row->subject);
	g_free(row->status);
	g_free(row->queue);
	g_free(row->assignee);
	g_free(row->requester);
	g_free(row);
}

void known_notice_free(struct known_notice *notice)
{
	if (!notice)
		return;
	g_free(notice->kind);
	g_free(notice->address);
	g_free(notice);
}

void known_ticket_free(struct known_ticket *ticket)
{
	if (!ticket)
		return;
	ticket_free(ticket->ticket);
	if (ticket->deliveries)
		g_ptr_array_unref(ticket->deliveries);
	if (ticket->articles)
		g_array_unref(ticket->articles);
	g_free(ticket->last_event);
	g_free(ticket);
}

void known_message_free(struct known_message *message)
{
	if (!message)
		return;
	if (message->raw)
		g_bytes_unref(message->raw);
	facts_free(message->facts);
	message_free(message->message);
	g_free(message);
}

struct known_change *known_change_new(void)
{
	struct known_change *change = g_new0(struct known_change, 1);

	change->commands = g_ptr_array_new_with_free_func(g_free);
	change->notices = g_ptr_array_new_with_free_func(g_free);
	change->tickets = g_array_new(FALSE, FALSE, sizeof(guint32));
	return change;
}

void known_change_free(struct known_change *change)
{
	if (!change)
		return;
	g_free(change->name);
	g_free(change->address);
	g_free(change->event);
	g_free(change->undoes);
	g_ptr_array_unref(change->commands);
	g_ptr_array_unref(change->notices);
	g_array_unref(change->tickets);
	ticket_free(change->before);
	ticket_free(change->after);
	g_free(change);
}

void known_solution_free(struct known_solution *solution)
{
	if (!solution)
		return;
	g_free(solution->slug);
	g_free(solution->title);
	g_free(solution->text);
	g_free(solution->language);
	g_free(solution);
}
