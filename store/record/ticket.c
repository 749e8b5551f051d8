#include "ticket.h"
#include "fault.h"
#include "fields.h"
#include "lines.h"
#include "text.h"
#include <string.h>

static const char *const STATUS_NAMES[STATUS_COUNT] = {
	[STATUS_NEW] = "new",
	[STATUS_PROGRESS] = "progress",
	[STATUS_WAIT_USER] = "wait-user",
	[STATUS_WAIT_VENDOR] = "wait-vendor",
	[STATUS_WAIT_APPROVAL] = "wait-approval",
	[STATUS_WAIT_DATE] = "wait-date",
	[STATUS_WAIT_PARENT] = "wait-parent",
	[STATUS_RESOLVED] = "resolved",
	[STATUS_CLOSED] = "closed",
	[STATUS_CANCELLED] = "cancelled",
};

static const char *const TYPE_NAMES[TYPE_COUNT] = {
	[TYPE_INCIDENT] = "incident",
	[TYPE_REQUEST] = "request",
	[TYPE_QUESTION] = "question",
	[TYPE_PROBLEM] = "problem",
	[TYPE_CHANGE] = "change",
};

/* The words of these stand for 1 to 4. */
static const char *const PRIORITY_NAMES[] = { "P1", "P2", "P3", "P4" };
static const char *const LINE_NAMES[] = { "1", "2", "3", "vendor" };

static gboolean find_name(
	const char *const *names, guint count, const char *word, guint *index)
{
	for (guint i = 0; i < count; i++) {
		if (strcmp(names[i], word) == 0) {
			*index = i;
			return TRUE;
		}
	}
	return FALSE;
}

const char *status_name(enum ticket_status status)
{
	g_assert(status < STATUS_COUNT);
	return STATUS_NAMES[status];
}

gboolean status_parse(const char *word, enum ticket_status *status)
{
	guint index = 0;

	if (!find_name(STATUS_NAMES, STATUS_COUNT, word, &index))
		return FALSE;
	*status = (enum ticket_status)index;
	return TRUE;
}

const char *type_name(enum ticket_type type)
{
	g_assert(type < TYPE_COUNT);
	return TYPE_NAMES[type];
}

gboolean type_parse(const char *word, enum ticket_type *type)
{
	guint index = 0;

	if (!find_name(TYPE_NAMES, TYPE_COUNT, word, &index))
		return FALSE;
	*type = (enum ticket_type)index;
	return TRUE;
}

gboolean status_is_active(enum ticket_status status)
{
	return status != STATUS_RESOLVED && status != STATUS_CLOSED &&
	       status != STATUS_CANCELLED;
}

gboolean status_is_wait(enum ticket_status status)
{
	return status >= STATUS_WAIT_USER && status <= STATUS_WAIT_PARENT;
}

static void copy_status(gpointer to, gconstpointer from)
{
	enum ticket_status *status = to;
	const enum ticket_status *other = from;

	*status = *other;
}

static void format_status(gconstpointer slot, GPtrArray *values)
{
	const enum ticket_status *status = slot;

	g_ptr_array_add(values, g_strdup(status_name(*status)));
}

static gboolean parse_status(gpointer slot, const char *value, GError **error)
{
	if (status_parse(value, slot))
		return TRUE;
	lines_refuse(error, value, "a status as new, progress, closed");
	return FALSE;
}

static const struct field_kind FIELD_STATUS = {
	.copy = copy_status,
	.format = format_status,
	.parse = parse_status,
};

static void copy_type(gpointer to, gconstpointer from)
{
	enum ticket_type *type = to;
	const enum ticket_type *other = from;

	*type = *other;
}

static void format_type(gconstpointer slot, GPtrArray *values)
{
	const enum ticket_type *type = slot;

	g_ptr_array_add(values, g_strdup(type_name(*type)));
}

static gboolean parse_type(gpointer slot, const char *value, GError **error)
{
	if (type_parse(value, slot))
		return TRUE;
	lines_refuse(error, value, "a type as incident, request, question");
	return FALSE;
}

static const struct field_kind FIELD_TYPE = {
	.copy = copy_type,
	.format = format_type,
	.parse = parse_type,
};

static void format_priority(gconstpointer slot, GPtrArray *values)
{
	const guint *priority = slot;

	g_assert(*priority >= 1 && *priority <= 4);
	g_ptr_array_add(values, g_strdup(PRIORITY_NAMES[*priority - 1]));
}

static gboolean parse_one_to_four(
	gpointer slot, const char *const *names, const char *value)
{
	guint *number = slot;
	guint index = 0;

	if (!find_name(names, 4, value, &index))
		return FALSE;
	*number = index + 1;
	return TRUE;
}

static gboolean parse_priority(gpointer slot, const char *value, GError **error)
{
	if (parse_one_to_four(slot, PRIORITY_NAMES, value))
		return TRUE;
	lines_refuse(error, value, "P1 to P4");
	return FALSE;
}

static const struct field_kind FIELD_PRIORITY = {
	.copy = field_copy_uint,
	.format = format_priority,
	.parse = parse_priority,
};

static const char *line_name(guint line)
{
	g_assert(line >= 1 && line <= LINE_VENDOR);
	return LINE_NAMES[line - 1];
}

static void format_line(gconstpointer slot, GPtrArray *values)
{
	const guint *line = slot;

	g_ptr_array_add(values, g_strdup(line_name(*line)));
}

static gboolean parse_line(gpointer slot, const char *value, GError **error)
{
	if (parse_one_to_four(slot, LINE_NAMES, value))
		return TRUE;
	lines_refuse(error, value, "1 to 3 or vendor");
	return FALSE;
}

static const struct field_kind FIELD_LINE = {
	.copy = field_copy_uint,
	.format = format_line,
	.parse = parse_line,
};

static void init_spans(gpointer slot)
{
	GArray **spans = slot;

	*spans = g_array_new(FALSE, FALSE, sizeof(struct ticket_span));
}

static void clear_spans(gpointer slot)
{
	GArray **spans = slot;

	g_clear_pointer(spans, g_array_unref);
}

static void copy_spans(gpointer to, gconstpointer from)
{
	GArray **spans = to;
	GArray *const *other = from;

	g_array_set_size(*spans, 0);
	if ((*other)->len > 0)
		g_array_append_vals(*spans, (*other)->data, (*other)->len);
}

static void format_spans(gconstpointer slot, GPtrArray *values)
{
	GArray *const *spans = slot;

	for (guint i = 0; i < (*spans)->len; i++) {
		const struct ticket_span *span =
			&g_array_index(*spans, struct ticket_span, i);
		g_autofree char *time = text_time(span->at);
		g_ptr_array_add(values, g_strdup_printf("%s %s %s", time,
						status_name(span->status),
						line_name(span->line)));
	}
}

static gboolean parse_span(gpointer slot, const char *value, GError **error)
{
	GArray **spans = slot;
	g_auto(GStrv) words = g_strsplit(value, " ", 4);
	struct ticket_span span = { 0 };

	if (g_strv_length(words) != 3 || !text_parse_time(words[0], &span.at) ||
		!status_parse(words[1], &span.status) ||
		!parse_one_to_four(&span.line, LINE_NAMES, words[2])) {
		lines_refuse(error, value, "time, status and line");
		return FALSE;
	}
	g_array_append_val(*spans, span);
	return TRUE;
}

static const struct field_kind FIELD_SPANS = {
	.init = init_spans,
	.clear = clear_spans,
	.copy = copy_spans,
	.format = format_spans,
	.parse = parse_span,
	.is_list = TRUE,
};

#define ROW_OF(key, member, kind, untold)                                   \
	{                                                                   \
		key, &FIELD_##kind, G_STRUCT_OFFSET(struct ticket, member), \
			untold                                              \
	}
#define ROW(key, member, kind) ROW_OF(key, member, kind, FALSE)
#define QUIET(key, member, kind) ROW_OF(key, member, kind, TRUE)

static const struct field FIELDS[] = {
	QUIET("Ticket", number, NUMBER),
	ROW("Subject", subject, TEXT),
	ROW("Status", status, STATUS),
	ROW("Priority", priority, PRIORITY),
	ROW("Type", type, TYPE),
	ROW("Queue", queue, TEXT),
	ROW("Line", line, LINE),
	ROW("Assignee", assignee, TEXT),
	ROW("Requester", requester, CONTACT),
	ROW("Cc", cc, CONTACTS),
	ROW("Watcher", watchers, WORDS),
	ROW("Tag", tags, WORDS),
	ROW("Channel", channel, TEXT),
	ROW("Language", language, TEXT),
	QUIET("Created", created, TIME),
	QUIET("Updated", updated, TIME),
	ROW("First-Reply", first_reply, TIME),
	QUIET("First-Reply-Due", first_reply_due, TIME),
	QUIET("Resolve-Due", resolve_due, TIME),
	QUIET("Span", spans, SPANS),
	ROW("Org", org, TEXT),
	ROW("Parent", parent, NUMBER),
	ROW("Link", links, WORDS),
	ROW("Merged-Into", merged_into, NUMBER),
	ROW("Resolved", resolved, TIME),
	ROW("Closed", closed, TIME),
	ROW("Reopened", reopened, NUMBER),
	QUIET("Reason", reason, TEXT),
	ROW("Missed", missed, WORDS),
	ROW("Wait-Until", wait_until, TIME),
	QUIET("Remind", remind, WORDS),
	QUIET("Approval", approval, TEXT),
	QUIET("Held", held, WORDS),
	QUIET("Step", step, WORDS),
	ROW("Solution", solution, TEXT),
	ROW("Vendor", vendor, TEXT),
	ROW("Alert", alert, TEXT),
	ROW("Rating", rating, NUMBER),
	ROW("Also-Queue", also_queues, WORDS),
	QUIET("Update-Due", update_due, TIME),
	QUIET("Update-Since", update_since, TIME),
	ROW("Due", due, TIME),
	QUIET("Next-Due", next_due, TIME),
};

static const struct field_table TABLE = {
	.fields = FIELDS,
	.count = G_N_ELEMENTS(FIELDS),
	.unknown = G_STRUCT_OFFSET(struct ticket, unknown),
};

struct ticket *ticket_new(guint32 number)
{
	struct ticket *ticket = g_new0(struct ticket, 1);

	fields_init(&TABLE, ticket);
	ticket->number = number;
	ticket->subject = g_strdup("");
	ticket->status = STATUS_NEW;
	ticket->priority = 3;
	ticket->type = TYPE_INCIDENT;
	ticket->line = 1;
	return ticket;
}

struct ticket *ticket_copy(const struct ticket *ticket)
{
	struct ticket *copy = ticket_new(0);

	fields_copy(&TABLE, copy, ticket);
	return copy;
}

void ticket_free(struct ticket *ticket)
{
	if (!ticket)
		return;
	fields_clear(&TABLE, ticket);
	g_free(ticket);
}

struct ticket *ticket_parse(const char *text, gsize length, GError **error)
{
	AUTO(ticket) ticket = ticket_new(0);

	if (!fields_parse(&TABLE, ticket, text, length, error))
		return NULL;
	if (ticket->number == 0) {
		g_set_error(error, POSTERN_FAULT, FAULT_INVALID,
			"line 1: Ticket: 0, expected a number from 1 on");
		return NULL;
	}
	return g_steal_pointer(&ticket);
}

char *ticket_format(const struct ticket *ticket)
{
	return fields_format(&TABLE, ticket);
}

gboolean ticket_equal(const struct ticket *a, const struct ticket *b)
{
	g_autofree char *text_a = ticket_format(a);
	g_autofree char *text_b = ticket_format(b);

	return strcmp(text_a, text_b) == 0;
}

gboolean ticket_is_field(const char *key, gsize length)
{
	for (guint i = 0; i < TABLE.count; i++) {
		if (strlen(FIELDS[i].key) == length &&
			g_ascii_strncasecmp(FIELDS[i].key, key, length) == 0)
			return TRUE;
	}
	return FALSE;
}

gint64 ticket_due(const struct ticket *ticket)
{
	const gint64 due[] = {
		ticket->first_reply ? 0 : ticket->first_reply_due,
		ticket->update_due,
		ticket->resolve_due,
	};
	gint64 first = 0;

	if (!status_is_active(ticket->status))
		return 0;
	for (gsize i = 0; i < G_N_ELEMENTS(due); i++) {
		if (due[i] > 0 && (!first || due[i] < first))
			first = due[i];
	}
	return first;
}

static gboolean holds(const GPtrArray *values, const char *value)
{
	for (guint i = 0; i < values->len; i++) {
		if (strcmp(values->pdata[i], value) == 0)
			return TRUE;
	}
	return FALSE;
}

/* What is in one list and not in the other, behind a sign. */
static void tell_list(GPtrArray *changes, const char *format,
	const struct field *field, const GPtrArray *values,
	const GPtrArray *other)
{
	for (guint i = 0; i < values->len; i++) {
		const char *value = values->pdata[i];
		if (!holds(other, value))
			g_ptr_array_add(changes,
				g_strconcat(field->key, format, value, NULL));
	}
}

static const char *first_or_dash(const GPtrArray *values)
{
	return values->len > 0 ? values->pdata[0] : "-";
}

static void tell_field(GPtrArray *changes, const struct field *field,
	const struct ticket *before, const struct ticket *after)
{
	g_autoptr(GPtrArray) none = g_ptr_array_new();
	g_autoptr(GPtrArray) old =
		before ? field_values(field, before) : g_ptr_array_ref(none);
	g_autoptr(GPtrArray) now = field_values(field, after);
	const char *old_text = first_or_dash(old);
	const char *now_text = first_or_dash(now);

	if (field->kind->is_list) {
		tell_list(changes, ": -", field, old, now);
		tell_list(changes, ": +", field, now, old);
	} else if (strcmp(old_text, now_text) != 0 && before) {
		g_ptr_array_add(changes, g_strconcat(field->key, ": ", old_text,
						 " -> ", now_text, NULL));
	} else if (!before && now->len > 0) {
		g_ptr_array_add(
			changes, g_strconcat(field->key, ": ", now_text, NULL));
	}
}

GPtrArray *ticket_diff(const struct ticket *before, const struct ticket *after)
{
	GPtrArray *changes = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < TABLE.count; i++) {
		if (!FIELDS[i].is_untold)
			tell_field(changes, &FIELDS[i], before, after);
	}
	return changes;
}

/* These no undoing takes back. */
static gboolean stays(const char *key)
{
	static const char *const KEYS[] = { "Ticket", "Created", "Updated",
		"First-Reply", "First-Reply-Due", "Resolve-Due", "Update-Due",
		"Update-Since", "Span", NULL };

	return g_strv_contains(KEYS, key);
}

gboolean ticket_write_back(struct ticket *ticket, const struct ticket *before,
	const struct ticket *after, const char **key)
{
	for (guint i = 0; i < TABLE.count; i++) {
		if (stays(FIELDS[i].key) ||
			field_write_back(&FIELDS[i], ticket, before, after))
			continue;
		*key = FIELDS[i].key;
		return FALSE;
	}
	return TRUE;
}

gboolean ticket_same_field(
	const struct ticket *a, const struct ticket *b, const char *key)
{
	for (guint i = 0; i < TABLE.count; i++) {
		if (strcmp(FIELDS[i].key, key) == 0)
			return field_equal(&FIELDS[i], a, b);
	}
	return TRUE;
}
